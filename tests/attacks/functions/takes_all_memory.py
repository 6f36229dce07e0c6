"""Takes four gigabytes at once."""

GUARDS = ("limits",)


def attack(world):
    return len(bytearray(400 << 20 if world.get("temporary") else 4 << 30))
