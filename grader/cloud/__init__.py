"""The embedded cloud: an emulator a grader can trust, and the runtime of functions in it."""
