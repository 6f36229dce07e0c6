"""Where things are kept between runs, as the platform wants it."""

from __future__ import annotations

from pathlib import Path

APP = "groundtrack"


def cache_folder() -> Path:
    """Return the folder of what can be made again: certificates, the compiled grammar."""
    import platformdirs

    return Path(platformdirs.user_cache_path(APP, appauthor=False, ensure_exists=True))


def data_folder() -> Path:
    """Return the folder of what is the student's: attempts."""
    import platformdirs

    return Path(platformdirs.user_data_path(APP, appauthor=False, ensure_exists=True))
