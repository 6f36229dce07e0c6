"""Writes points into the gradebook."""

GUARDS = ("files", "landlock")


def attack(world):
    with open(world["gradebook"], "r+b") as file:
        file.write(b"score: 100")
    return "written"
