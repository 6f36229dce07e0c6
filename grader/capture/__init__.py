"""A capture: one run of the Lambda that fetches the position of the ISS, and what it leaves."""
