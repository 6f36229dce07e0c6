"""Writes a file outside its own folder."""

GUARDS = ("files", "landlock")


def attack(world):
    with open(world["folder"] + "/mark", "w") as file:
        file.write("I was here")
    return "written"
