"""Whether walls can be put up on this machine: tried as they are used, one within the other."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.locale import _
from grader.sandbox.seccomp import NoSeccomp, filter_file
from grader.sandbox.wall import Wall, interpreter, is_root

_SECONDS = 20
_WORD = "walls stand"


def why_no_walls() -> str:
    """Return why a job cannot be put behind walls here, and what to do; "" when it can."""
    if sys.platform != "linux":
        return _(
            "Walls around strangers' work need Linux: use a Linux machine, WSL2 or a container."
        )
    for program, package in (("bwrap", "bubblewrap"), ("setpriv", "util-linux")):
        if shutil.which(program) is None and (program == "bwrap" or is_root()):
            return _("{program} is missing: {command}").format(
                program=program, command=f"sudo apt-get install {package}"
            )
    with tempfile.TemporaryDirectory(prefix="groundtrack-walls-") as folder:
        try:
            said = _tried(Path(folder))
        except NoSeccomp as error:
            return _("The library libseccomp is missing ({reason}): {command}").format(
                reason=error, command="sudo apt-get install libseccomp2"
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            said = str(error)
    return "" if said == _WORD else _remedy(said)


def _tried(folder: Path) -> str:
    """Put a wall within a wall, as a job does around a function; return what came out of it."""
    inner = ("/bin/echo", _WORD)
    nested = Wall(network="shared", session=False).argv(*inner)
    wall = Wall(
        read=interpreter(),
        temporary=16 * 1024 * 1024,
        filter=filter_file(folder, "job"),
        nobody=True,
    )
    done = subprocess.run(
        wall.argv(*nested),
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip()


def _remedy(said: str) -> str:
    found = said.splitlines()[-1] if said else _("no answer")
    message = _("bubblewrap cannot put up walls here: {found}").format(found=found) + "\n"
    if _number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"):
        return message + _(
            "Ubuntu 24.04 and newer forbid user namespaces to programs without an AppArmor "
            "profile. Give bubblewrap one: {command}, then: sudo systemctl reload apparmor"
        ).format(command=_PROFILE)
    if _number("/proc/sys/kernel/unprivileged_userns_clone") == 0:
        return message + _("Allow them: {command}").format(
            command="sudo sysctl kernel.unprivileged_userns_clone=1"
        )
    if _number("/proc/sys/user/max_user_namespaces") == 0:
        return message + _("Allow them: {command}").format(
            command="sudo sysctl user.max_user_namespaces=10000"
        )
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        return message + _("Start the container with: {options}").format(
            options="--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--security-opt systempaths=unconfined"
        )
    release = Path("/proc/sys/kernel/osrelease")
    if release.exists() and "microsoft" in release.read_text(encoding="utf-8").lower():
        return message + _("WSL1 has no namespaces: {command}").format(
            command="wsl --set-version DISTRIBUTION 2"
        )
    return message + _("This kernel or container does not let programs make user namespaces.")


_PROFILE = (
    "printf 'abi <abi/4.0>,\\nprofile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }\\n' "
    "| sudo tee /etc/apparmor.d/bwrap"
)


def _number(file: str) -> int | None:
    try:
        return int(Path(file).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
