"""What a grader needs and MiniStack lacks: one idea a file, each with `apply(emulator)`."""
