"""``python -m grader``."""

import gc
import sys

from grader.sandbox.interpreter import GARBAGE

gc.set_threshold(*GARBAGE)

from grader.cli import main  # noqa: E402 - the collector has to know before anything is loaded

if __name__ == "__main__":
    sys.exit(main())
