"""Changes its own package, so that the next invocation is other code than was handed in."""

GUARDS = ("files", "landlock")


import os


def attack(world):
    place = os.environ.get("LAMBDA_TASK_ROOT")
    with open((place or world["packages"]) + "/planted.py", "w") as file:
        file.write("x = 1")
    return "changed"
