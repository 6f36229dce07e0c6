"""Leaves links, pipes and locked folders in the way of whoever clears up."""

import os


def attack(world):
    os.mkdir("/tmp/locked")
    os.symlink(world["secret_file"], "/tmp/locked/link")
    os.symlink("/", "/tmp/locked/root")
    os.mkfifo(os.environ["TMPDIR"] + "/pipe")
    os.chmod("/tmp/locked", 0)
