WELCOME = "Welcome to the data lake"
