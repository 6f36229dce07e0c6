"""Where LocalStack answers, and `up` where nothing else is asked for."""

PORT = 4566
URL = f"http://localhost:{PORT}"
