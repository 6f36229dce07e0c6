"""Changes what another student handed in."""

GUARDS = ("files", "landlock")


def attack(world):
    with open(world["neighbour"], "a") as file:
        file.write("raise SystemExit\n")
    return "written"
