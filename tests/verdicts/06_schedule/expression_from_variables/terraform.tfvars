every = { number = 1, unit = "minute" }
