"""The emulator that the launcher extends, and no other version of it."""

MINISTACK = "1.5.33"
