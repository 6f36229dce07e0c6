"""Reference infrastructure: the grader's own wiring around a submission's code.

When a submission's Terraform does not stand, its code is still judged: a function with that code
and the buckets it writes to are made with boto3, with the handler, environment and time-out that
the submission states where they can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.lambdas.function import Function
from grader.lambdas.package import Package, zipped
from grader.locale import _
from grader.rubric import Missing

if TYPE_CHECKING:
    from grader.cloud.protocol import Cloud, Time
    from grader.stage import Stage

ROLE = "arn:aws:iam::000000000000:role/reference"
LENDABLE = ("requests", "urllib3", "idna", "certifi", "charset_normalizer")
"""What a function that imports ``requests`` needs; lent so that the rest can be judged."""


def advise(stage: Stage) -> None:
    """Say that the submission's code was judged on reference infrastructure."""
    stage.advise(
        _("The function was judged on the grader's own wiring, with your code in it."),
        hint=_("Mend what keeps your own deployment from standing, then check again."),
    )


def make_buckets(cloud: Cloud, names: Iterable[str]) -> None:
    """Create the buckets that are not there yet."""
    s3 = cloud.client("s3")
    there = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    for name in set(names) - there:
        s3.create_bucket(Bucket=name)


def make_function(
    cloud: Cloud,
    clock: Time,
    *,
    name: str,
    package: Package,
    handler: str,
    timeout: int,
    environment: Mapping[str, str],
    layers: Iterable[Package] = (),
) -> Function:
    """Create a function with the submission's code. Raises Missing where AWS would refuse it."""
    client = cloud.client("lambda")
    arns = [
        client.publish_layer_version(
            LayerName=f"{name}-lent-{n}", Content={"ZipFile": layer.content}
        )["LayerVersionArn"]
        for n, layer in enumerate(layers)
    ]
    try:
        created: dict[str, Any] = client.create_function(
            FunctionName=name,
            Role=ROLE,
            Runtime="python3.12",
            Handler=handler,
            Timeout=timeout,
            Code={"ZipFile": package.content},
            Environment={"Variables": dict(environment)},
            Layers=arns,
        )
    except client.exceptions.InvalidParameterValueException as error:
        raise Missing(
            _("AWS refuses the package of {name}.").format(name=name),
            found=str(error.response["Error"]["Message"]),
            hint=_("Pack only what the function needs, and try it with terraform apply."),
        ) from error
    return Function(created["FunctionName"], handler, created["Runtime"], timeout, cloud, clock)


def lent_library() -> Package:
    """Make a layer of ``requests`` and what it needs, from the grader's own environment."""
    from importlib import metadata

    files: dict[str, bytes] = {}
    for name in LENDABLE:
        for entry in metadata.files(name) or ():
            path = Path(str(entry.locate()))
            if path.suffix in {".py", ".pem"} and ".." not in entry.parts and path.is_file():
                files[f"python/{entry.as_posix()}"] = path.read_bytes()
    return zipped(files, "requests")
