"""Challenge 1: LocalStack, described in a Compose file."""

from __future__ import annotations

import difflib

from grader.cloud.gateway import PORT
from grader.compose.advice import advice
from grader.compose.enabled import COURSE, cloud_services
from grader.compose.findings import as_compose_reads, lost, where
from grader.compose.health import PATH, answering
from grader.compose.localstack import find
from grader.compose.refusal import Refused
from grader.lambdas.outcome import shortened
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing, NotJudged, NotRun, check, given

MACHINE = f'"{PORT}:{PORT}"'


def services_of_the_cloud(submission):
    """Give the cloud the services that the file enables; all where it does not say."""
    try:
        return cloud_services(find(submission).enabled)
    except Refused:
        return ()


@given
def reading(stage):
    """The project, or why Compose cannot read it."""
    try:
        return find(stage.submission)
    except Refused as refused:
        return refused


@given
def local(stage, reading):
    """The project with the service that is LocalStack, or should be."""
    if isinstance(reading, Refused):
        raise NotRun(_("Not run: Compose cannot read the file."))
    if reading.service is None:
        raise NotRun(_("Not run: the file describes no service."))
    for message, place, found, hint in advice(reading, stage.submission):
        found = found and shortened(found)
        stage.advise(message, found=found, where=where(stage.submission, place), hint=hint)
    return reading


@check("image", points=20)
def image_is_localstack(stage, reading):
    """A service runs a LocalStack image."""
    if isinstance(reading, Refused):
        raise lost(stage.submission, reading)
    if reading.is_localstack:
        return
    expected = "localstack/localstack:4.14.0"
    if reading.service is None:
        slips = reading.project.unknown
        raise Missing(
            _("The file describes no service."),
            expected=f"services:\n  localstack:\n    image: {expected}",
            also=[lost(stage.submission, slip) for slip in slips],
            hint=_("Services stand below services:, each with two more spaces before its name."),
        )
    service = reading.service
    if reading.image is None:
        raise Missing(
            _("The service {name} has no image.").format(name=shortened(service.name)),
            expected=f"image: {expected}",
            where=where(stage.submission, service.place),
            hint=_("Name the image, with the release after a colon."),
        )
    raise Mismatch(
        _("The image is not LocalStack."),
        expected=expected,
        found=shortened(str(reading.image)),
        where=where(stage.submission, service.place_of("image")),
        hint=_("LocalStack's images are localstack/localstack and localstack/localstack-pro."),
    )


@check("gateway", points=20)
def gateway_is_published(stage, local):
    """The gateway, port 4566, is published on this machine."""
    with as_compose_reads(stage.submission):
        ports, inside = local.service.ports, tuple(local.gateways())
    hidden = [one for one in inside if one[0] in ("127.0.0.1", "localhost", "[::1]", "::1")]
    open_ones = [one for one in inside if one not in hidden]
    if not open_ones:
        raise Mismatch(
            _("Inside the container, the gateway listens to the container alone."),
            expected=f"GATEWAY_LISTEN=0.0.0.0:{PORT}",
            found=f"{hidden[0][0]}:{hidden[0][1]}",
            where=where(stage.submission, hidden[0][2]),
            hint=_("Take GATEWAY_LISTEN out; which addresses reach it is said in ports."),
        )
    numbers = [number for _address, number, _place in open_ones]
    if local.service.table.text("network_mode") == "host" and PORT in numbers:
        return
    ways = [(port, port.published_for(n)) for port in ports for n in numbers if port.leads_to(n)]
    if any(outside == PORT and port.is_on_localhost for port, outside in ways):
        return
    if ways:
        port, outside = ways[0]
        number = _("a port that Docker chooses") if outside is None else str(outside)
        raise Mismatch(
            _("The gateway is published, but not as port 4566 of localhost."),
            expected=MACHINE,
            found=f"{port.address}:{number}" if port.address else number,
            where=where(stage.submission, port.place),
            hint=_("Every tool of this course asks at localhost:4566."),
            keeps=10,
        )
    raise Missing(
        _("The gateway's port is not published."),
        expected=MACHINE,
        found=sorted({str(port) for port in ports}) or _("no ports"),
        where=where(
            stage.submission, ports[0].place if ports else local.service.place_of("expose")
        ),
        hint=_("In ports, the second number is the container's: LocalStack listens on 4566."),
    )


@check("services", points=20)
def services_are_enabled(stage, local):
    """S3, Lambda, DynamoDB and EventBridge are enabled."""
    with as_compose_reads(stage.submission):
        enabled = local.enabled
    if enabled.everything and not local.is_localstack:
        raise Missing(
            _("Nothing says which services there are."),
            expected=f"SERVICES: {','.join(COURSE)}",
            where=where(stage.submission, local.service.place_of("environment")),
            hint=_("Add it below the service's environment: {line}").format(
                line=f"SERVICES: {','.join(COURSE)}"
            ),
        )
    if enabled.missing:
        raise Mismatch(
            _("Not enabled: {names}.").format(
                names=", ".join(COURSE[name] for name in enabled.missing)
            ),
            expected=f"SERVICES={','.join(COURSE)}",
            found=shortened(f"SERVICES={','.join(enabled.names)}"),
            where=where(stage.submission, enabled.place),
            hint=_how_to_write(enabled),
        )


def _how_to_write(enabled):
    text = ",".join(enabled.names)
    if '"' in text or "'" in text:
        return _("Quotes inside a list item become part of the value: leave them out.")
    if any(len(name.split()) > 1 for name in enabled.names):
        return _("Separate the names with commas.")
    if text != text.lower():
        return _("Write the names in lower case.")
    for name in enabled.unheard_of:
        if near := difflib.get_close_matches(name, COURSE, 1):
            return _("Did you mean {near}?").format(near=near[0])
    if enabled.unheard_of:
        return _("Take out what is no service of AWS.")
    return _("Add what is missing, with commas between the names.")


@check("volume", points=15)
def volume_holds_the_data(stage, local):
    """A volume is mounted at LocalStack's data folder."""
    with as_compose_reads(stage.submission):
        mounts, folders = local.service.mounts, local.data_folders
    there = [mount for mount in mounts if mount.target in folders and not mount.is_socket]
    kept = [m for m in there if m.kind in ("volume", "bind", "cluster") and not m.read_only]
    for mount in kept:
        for refused in local.project.undeclared(mount):
            raise lost(stage.submission, refused)
    if kept:
        return
    expected = f"localstack:{folders[0]}"
    if there:
        raise Mismatch(
            _("LocalStack cannot keep anything in this volume."),
            expected=expected,
            found=_("read-only") if there[0].read_only else there[0].kind,
            where=where(stage.submission, there[0].place),
            hint=_("Mount a named volume or a folder, and let it be written to."),
        )
    others = [mount for mount in mounts if not mount.is_socket]
    if mounts and not others:
        raise Missing(
            _("The Docker socket is mounted, and no volume for data."),
            expected=expected,
            found=shortened(str(mounts[0])),
            where=where(stage.submission, mounts[0].place),
            hint=_("Add a volume: the socket is no place to keep anything."),
        )
    raise Missing(
        _("No volume is mounted at the folder where LocalStack keeps its data."),
        expected=expected,
        found=[shortened(str(mount)) for mount in others] or _("no volumes"),
        where=where(
            stage.submission, others[0].place if others else local.service.place_of("volumes")
        ),
        hint=(
            _("This release keeps its data in {folder}.")
            if local.is_localstack
            else _("LocalStack keeps its data in {folder}.")
        ).format(folder=folders[0]),
    )


@check("health", points=15, after="image")
def health_tells_the_services(stage, local):
    """The health page answers with the services of the file."""
    if refusals := local.project.refusals():
        raise lost(stage.submission, refusals[0], also=refusals[1:])
    _advise_on_the_container(stage, local)
    enabled = local.enabled
    up = answering(stage.cloud.endpoint)
    if up is None:
        raise NotJudged(
            _("What runs there has no page {path}.").format(path=PATH),
            hint=_("Start LocalStack, or leave --live out."),
        )
    wanted = sorted(COURSE if enabled.everything else enabled.services)
    lacking = [name for name in wanted if name in COURSE and name not in up]
    if lacking or enabled.unheard_of:
        there = [name for name in up if name in wanted] or up
        strange = ", ".join(map(shortened, enabled.unheard_of))
        raise Mismatch(
            _("The health page does not tell of every service that the file names."),
            expected=[shortened(name) for name in _meant(wanted, enabled)],
            found=[*there, _("and nothing called {names}").format(names=strange)]
            if strange
            else there,
            where=where(stage.submission, enabled.place),
            hint=_how_to_write(enabled)
            if enabled.unheard_of
            else _("Start LocalStack again after a change: docker compose up -d."),
        )


def _meant(wanted, enabled):
    """Return the services that are meant: a name that is none stands for the nearest one."""
    unheard = set(enabled.unheard_of)
    near = {difflib.get_close_matches(name, COURSE, 1)[0] for name in unheard
            if difflib.get_close_matches(name, COURSE, 1)}  # fmt: skip
    return sorted({*wanted, *near} - unheard)


def _advise_on_the_container(stage, local):
    running = stage.running_image
    if running is not None and running != str(local.image):
        stage.advise(
            _("The container that runs is of another image than the file names."),
            expected=shortened(str(local.image)),
            found=shortened(running),
            where=where(stage.submission, local.service.place_of("image")),
            hint=_("Start it again after a change: docker compose up -d."),
        )


@check("buckets", points=10, after="image")
def buckets_are_listed(stage, local):
    """S3 lists its buckets."""
    if local.project.refusals():
        raise NotRun(_("Not run: Compose does not start what the file describes."))
    if "Buckets" not in stage.cloud.client("s3").list_buckets():
        raise Fail(_("S3 answers without a list of buckets."))
