"""What every job finds in its cache: certificates and the compiled grammar, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.places import APP, cache_folder

_KEPT = ("sky-*", "hcl-grammar.bin")


def warm(folder: Path, *, pages: bool) -> Path:
    """Return a folder below ``folder`` in the shape of a user's cache, ready for jobs.

    ``pages`` says whether pages are graded too. Raises OSError, CertificateFailed.
    """
    from grader.hcl.reading import read
    from grader.world.certificates import server_certificate
    from grader.world.clock import Clock
    from grader.world.sky import Sky

    own = cache_folder()
    Sky.start(Clock(0.0), own, 0).stop()
    if pages:
        server_certificate(own, ("localhost",))
    read("", "empty.tf", grammar=own / "hcl-grammar.bin")
    cache = folder / "cache"
    target = cache / APP
    target.mkdir(parents=True)
    for pattern in _KEPT:
        for found in own.glob(pattern):
            if found.is_dir():
                shutil.copytree(found, target / found.name)
            else:
                shutil.copy(found, target / found.name)
    return cache
