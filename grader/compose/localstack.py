"""The service of a project that is LocalStack, or is meant to be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from grader.cloud.gateway import PORT
from grader.compose import files
from grader.compose.dockerfile import base_image
from grader.compose.enabled import Enabled, enabled, setting
from grader.compose.environment import Setting
from grader.compose.image import FIRST_WITH_VOLUME, Image, read_image
from grader.compose.project import Project, read_project
from grader.compose.refusal import Place, Refused
from grader.compose.service import Service
from grader.submission import Submission

DATA = "/var/lib/localstack"
DATA_OF_OLD = "/tmp/localstack"  # noqa: S108 - a folder of the container's
TOKENS = ("LOCALSTACK_AUTH_TOKEN", "LOCALSTACK_API_KEY")
MAX_PROJECTS = 8


@dataclass(frozen=True)
class LocalStack:
    """``service`` is the likeliest one, None where the file has none that could be meant."""

    project: Project
    service: Service | None
    image: Image | None

    @property
    def is_localstack(self) -> bool:
        """Whether the image is LocalStack's."""
        return self.image is not None and self.image.is_localstack

    @cached_property
    def enabled(self) -> Enabled:
        """What SERVICES says. Raises Refused."""
        return enabled(self.service.environment if self.service else {})

    @property
    def _settings(self) -> dict[str, Setting]:
        """The environment, empty where it cannot be read: another criterion says so."""
        try:
            return self.service.environment if self.service else {}
        except Refused:
            return {}

    @property
    def has_token(self) -> bool:
        """Whether an account's token is passed on, or left to the shell."""
        environment = self._settings
        written = [environment[name] for name in TOKENS if name in environment]
        return (
            any(one.value is None or one.value for one in written)
            or any(name in self.project.variables.asked for name in TOKENS)
            or bool(self.project.absent)
        )

    @property
    def data_folders(self) -> tuple[str, ...]:
        """The folders in the container that LocalStack keeps its data in."""
        if self.image is None or not self.image.is_before(FIRST_WITH_VOLUME):
            return (DATA,)
        environment = self._settings
        moved = environment.get("DATA_DIR")
        own = (posixpath.normpath(moved.value),) if moved and moved.value else ()
        modern = environment.get("LEGACY_DIRECTORIES")
        return (DATA_OF_OLD, *own, *((DATA,) if modern and modern.value == "0" else ()))

    def gateways(self) -> Iterator[tuple[str, int, Place | None]]:
        """Yield address and port of what the gateway listens on in the container."""
        environment = self._settings
        listen = setting(environment, "GATEWAY_LISTEN")
        found = False
        for one in (listen.value or "").split(",") if listen else ():
            match = re.fullmatch(r"\s*(.*?):?(\d+)\s*", one)
            if match and listen:
                found = True
                yield match[1], int(match[2]), listen.place
        if not found:
            yield "", PORT, None


def find(submission: Submission) -> LocalStack:
    """Return the project of a submission in which LocalStack is, or could be, a service.

    Raises Refused where Compose could read none of the files.
    """
    refused: Refused | None = None
    found: list[LocalStack] = []
    for names in files.candidates(submission)[:MAX_PROJECTS]:
        try:
            one = _in(submission, read_project(submission, names))
        except Refused as error:
            refused = refused or error
            continue
        if one.is_localstack:
            return one
        found.append(one)
    if refused is not None:
        raise refused
    found.append(LocalStack(Project(""), None, None))
    return next((one for one in found if one.service), found[0])


def _in(submission: Submission, project: Project) -> LocalStack:
    folder = PurePosixPath(project.file).parent.as_posix()
    seen = [(service, _image(service, submission, folder)) for service in project.services.values()]
    for service, image in sorted(seen, key=lambda one: _unlikely(*one)):
        return LocalStack(project, service, image)
    return LocalStack(project, None, None)


def _image(service: Service, submission: Submission, folder: str) -> Image | None:
    told = base_image(service, submission, folder) or (service.image and service.image.text)
    return read_image(told) if told else None


def _unlikely(service: Service, image: Image | None) -> tuple[bool, ...]:
    """Order services: LocalStack's image, without profile, then what looks like it."""
    named = "localstack" in f"{service.name} {image}".lower()
    return (
        not (image and image.is_localstack),
        bool(service.profiles),
        not named,
        not _opens_gateway(service),
    )


def _opens_gateway(service: Service) -> bool:
    try:
        return any(port.leads_to(PORT) for port in service.ports)
    except Refused:
        return False
