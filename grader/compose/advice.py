"""What costs no points and is worth knowing about a Compose file for LocalStack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grader.compose.enabled import ALIASES, setting
from grader.compose.image import LAST_FREE, Image, Version
from grader.compose.localstack import TOKENS, LocalStack
from grader.compose.refusal import Place, Refused
from grader.compose.service import Service
from grader.locale import _
from grader.submission import Submission

DEAD: Mapping[str, Version] = {
    "PORT_WEB_UI": (0, 12, 8),
    "START_WEB": (0, 12, 8),
    "HOST_TMP_FOLDER": (2, 0),
    "INIT_SCRIPTS_PATH": (2, 0),
    "LEGACY_DIRECTORIES": (2, 0),
    "LEGACY_INIT_DIR": (2, 0),
    "KINESIS_PROVIDER": (2, 0),
    "DATA_DIR": (2, 0),
    "TMPDIR": (2, 0),
    "USE_SINGLE_REGION": (3, 0),
    "DEFAULT_REGION": (3, 0),
    "MOCK_UNIMPLEMENTED": (3, 0),
    "HOSTNAME_EXTERNAL": (3, 0),
    "LOCALSTACK_HOSTNAME": (3, 0),
    "EDGE_PORT": (3, 0),
    "EDGE_BIND_HOST": (3, 0),
    "LAMBDA_EXECUTOR": (3, 0),
    "LAMBDA_REMOTE_DOCKER": (3, 0),
    "LAMBDA_STAY_OPEN_MODE": (3, 0),
    "LAMBDA_CODE_EXTRACT_TIME": (3, 0),
    "LAMBDA_CONTAINER_REGISTRY": (3, 0),
}
"""Settings and the release from which LocalStack passes over them (its list of deprecations)."""
TRUE = frozenset({"1", "true", "True"})
MODERN_NAME = "events"

Advice = tuple[str, Place | None, str | None, str | None]
"""What is said, where, what was found, and what to do."""


def advice(local: LocalStack, submission: Submission) -> Iterator[Advice]:
    """Yield what should be said about a project, in the order of the file's weight."""
    service = local.service
    if service is None or not local.is_localstack:
        return
    yield from _token(local, service)
    try:
        yield from _environment(local, service, submission)
        yield from _mounts(service)
    except Refused:
        return  # a criterion says what is wrong there
    asked_for = local.project.variables.values.get("COMPOSE_PROFILES", "").split(",")
    if service.profiles and not {"*", *service.profiles} & set(asked_for):
        yield (
            _("This service starts only when its profile is asked for."),
            service.place_of("profiles"),
            ", ".join(service.profiles),
            _("Leave profiles out, or start it with docker compose --profile."),
        )
    for name, place in local.project.variables.required.items():
        if name not in TOKENS:
            yield (
                _("Compose starts only where {name} is set, and nothing here sets it.").format(
                    name=name
                ),
                place,
                None,
                _("Set it in a file .env beside this one, or give it a default."),
            )
    for path, place in local.project.absent:
        yield (
            _("{file} was not handed in, and Compose does not start without it.").format(file=path),
            place,
            None,
            _("Hand it in without secrets, or mark it with required: false."),
        )
    for key, place in local.project.strange:
        yield (
            _("Not every release of Compose knows the key {key} here.").format(key=key),
            place,
            None,
            None,
        )


def _token(local: LocalStack, service: Service) -> Iterator[Advice]:
    image = local.image
    if image is None:
        return
    if image.needs_token and not local.has_token:
        free = ".".join(map(str, LAST_FREE))
        yield (
            _("This image does not start without an account's token."),
            service.place_of("image"),
            str(image),
            _(
                "Pin localstack/localstack:{version}, the last that needs none, or pass "
                "LOCALSTACK_AUTH_TOKEN on."
            ).format(version=f"{free}.0"),
        )


def _environment(local: LocalStack, service: Service, submission: Submission) -> Iterator[Advice]:
    environment = service.environment
    image = local.image
    dead = [name for name in environment if _is_dead(name, image)]
    if dead:
        yield (
            _("This release of LocalStack no longer reads {names}.").format(names=", ".join(dead)),
            environment[dead[0]].place,
            None,
            _("Take it out: it only looks as if it did something."),
        )
    persistence = setting(environment, "PERSISTENCE")
    if persistence and persistence.value in TRUE and not local.has_token:
        yield (
            _("PERSISTENCE does nothing without a token: the free LocalStack forgets at its end."),
            persistence.place,
            None,
            _("Take the line out, or pass LOCALSTACK_AUTH_TOKEN on."),
        )
    written = [name for name in local.enabled.names if MODERN_NAME in ALIASES.get(name, ())]
    if written and MODERN_NAME not in local.enabled.names:
        yield (
            _("LocalStack's own name for EventBridge is events."),
            local.enabled.place,
            written[0],
            _("Write events as well: real LocalStack passes over names that it does not know."),
        )
    for name in TOKENS:
        token = environment.get(name)
        if token and token.value and token.value in submission.text(token.place.file):
            yield (
                _("A token stands in a file that others read."),
                token.place,
                None,
                _("Write ${NAME:-} with the token's name there, and its value in your shell."),
            )


def _is_dead(name: str, image: Image | None) -> bool:
    release = DEAD.get(name)
    return release is not None and image is not None and not image.is_before(release)


def _mounts(service: Service) -> Iterator[Advice]:
    for mount in service.mounts:
        if mount.is_socket:
            yield (
                _("The Docker socket gives the container power over this whole machine."),
                mount.place,
                None,
                _("LocalStack needs it only to run Lambdas: leave it out until then."),
            )
