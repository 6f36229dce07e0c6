"""Plants sitecustomize.py, usercustomize.py and a .pth among the packages of the grader."""

GUARDS = ("files", "landlock")


def attack(world):
    for name in ("sitecustomize.py", "usercustomize.py", "evil.pth", "conftest.py"):
        with open(world["packages"] + "/" + name, "w") as file:
            file.write("import os; os.system('touch /tmp/evil')\n")
    return "planted"
