"""Where things are kept between runs, as the platform wants it."""

from __future__ import annotations

from pathlib import Path

APP = "groundtrack"


def cache_folder() -> Path:
    """Return the folder of what can be made again: certificates, the compiled grammar.

    Raises OSError when nothing can be written at all.
    """
    import platformdirs

    try:
        return Path(platformdirs.user_cache_path(APP, appauthor=False, ensure_exists=True))
    except OSError:
        # No home that can be written: caches are only a matter of time.
        from grader.sandbox.cells import private_base

        fallback = private_base() / "cache"
        fallback.mkdir(mode=0o700, exist_ok=True)
        return fallback


def data_folder() -> Path:
    """Return the folder of what is the student's: attempts. Raises OSError without a home."""
    import platformdirs

    return Path(platformdirs.user_data_path(APP, appauthor=False, ensure_exists=True))
