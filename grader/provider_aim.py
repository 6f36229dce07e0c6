"""Is the AWS provider aimed at LocalStack? Judged from what Terraform evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from grader.cloud.gateway import PORT
from grader.hcl.evaluate import UNKNOWN
from grader.locale import _
from grader.rubric import Fail, Finding, Mismatch, Missing, Where
from grader.terraform.aws.catalogue import service_of
from grader.terraform_findings import unreadable

if TYPE_CHECKING:
    from grader.stage import Stage

LOCAL = re.compile(
    r"(localhost|127\.0\.0\.1|\[?::1\]?|localstack|host\.docker\.internal"
    r"|([\w-]+\.)*localhost\.localstack\.cloud)\Z"
)
ALIASES = {
    "events": {"events", "cloudwatchevents", "eventbridge"},
    "logs": {"logs", "cloudwatchlogs"},
    "s3": {"s3", "s3api"},
}
URL = re.compile(r"https?://[^\s\"'\\}]+")
REFERENCE = re.compile(r"\b(?:var|local)\.[\w-]+")
READ_LIMIT = 200
BY_ENVIRONMENT = re.compile(
    r"AWS_ENDPOINT_URL(_S3)?\s*[=:]\s*[\"']?https?://(localhost|127\.0\.0\.1|localstack)"
    r"|^(?!.*\b(not|no|never|without|sin|nunca)\b).*\btflocal\b",
    re.MULTILINE | re.IGNORECASE,
)


def aim(stage: Stage) -> None:
    """Raise Fail unless every used service of every provider configuration leads to LocalStack."""
    by_environment = _named_in_texts(stage)
    if not by_environment and not _written(stage):
        for problem in unreadable(stage):
            raise problem
        raise Missing(
            _('There is no provider "aws" block.'),
            expected=_("a provider block with endpoints at http://localhost:4566"),
            where=_where(stage),
            hint=_('Write one: provider "aws" {{ … endpoints {{ s3 = "{url}" }} }}').format(
                url="http://localhost:4566"
            ),
        )
    found = list(_configurations(stage))
    if not any(found) and _written_local(stage):
        return
    _endpoints_lead_to_localstack(stage, found)
    if not by_environment:
        _endpoints_are_there(stage, found)
        _credentials_are_not_asked(stage)


def advise_on_aim(stage: Stage) -> None:
    """Say what would keep the provider from LocalStack, where another challenge judges it."""
    if stage.configuration.unreadable and not _written(stage):
        return  # the provider may well stand in what cannot be read
    problems = [_problem(aim, stage)]
    if _written(stage) and not _named_in_texts(stage):
        # Whatever else is wrong: which services have no endpoint is said in any case.
        found = list(_configurations(stage))
        if any(found) or not _written_local(stage):
            problems.append(_problem(_endpoints_are_there, stage, found))
    for finding in filter(None, problems):
        stage.advise(
            finding.message,
            expected=finding.expected,
            found=finding.found,
            where=finding.where,
            hint=finding.hint,
        )


def _problem(judge: Callable[..., None], *given: object) -> Finding | None:
    try:
        judge(*given)
    except Fail as problem:
        return problem.finding
    return None


def _endpoints_lead_to_localstack(stage: Stage, found: Sequence[Mapping[str, str]]) -> None:
    """Raise Mismatch for an endpoint that leads elsewhere."""
    for endpoints in found:
        for service, url in endpoints.items():
            if not _leads_to_localstack(url):
                raise Mismatch(
                    _("The endpoint of {service} does not lead to LocalStack.").format(
                        service=service
                    ),
                    expected="http://localhost:4566",
                    found=url,
                    where=_where_endpoint(stage, service),
                    hint=_("LocalStack listens on port 4566 of localhost, for every service.")
                    if "://" in url
                    else _("http:// is missing before it."),
                )


def _endpoints_are_there(stage: Stage, found: Sequence[Mapping[str, str]]) -> None:
    """Raise Missing where a service that the files use has no endpoint."""
    lacking = sorted(_used(stage) - {_plain(s) for endpoints in found for s in endpoints})
    if any(found) and not lacking:
        return
    lacking = lacking or ["s3"]
    lines = [f'{service} = "http://localhost:4566"' for service in lacking]
    raise Missing(
        _("The provider has no endpoint for {services}: there Terraform asks AWS itself.").format(
            services=", ".join(lacking)
        ),
        expected=_("an endpoint at http://localhost:4566 for each service that is used"),
        found=", ".join(sorted({s for e in found for s in e})) or _("no endpoint"),
        where=_where(stage),
        hint=_("Write into endpoints {{ }}: {lines}").format(
            lines="\n".join(["", *lines] if len(lines) > 1 else lines)
        ),
    )


def _leads_to_localstack(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return bool(
        parts.scheme in {"http", "https"}
        and LOCAL.match(parts.hostname or "")
        and port == PORT
        and parts.path in {"", "/"}
    )


def _credentials_are_not_asked(stage: Stage) -> None:
    """Raise unless the provider leaves its credentials alone, or can ask LocalStack about them."""
    for configuration in stage.deployment.providers:
        if configuration.provider != "aws" or "sts" in configuration.endpoints:
            continue
        for flag in ("skip_credentials_validation", "skip_requesting_account_id"):
            if not configuration.settings.get(flag):
                raise Missing(
                    _("The provider would ask AWS itself about its credentials."),
                    expected=f"{flag} = true",
                    where=_where(stage),
                    hint=_("Set it in the provider block, or add an endpoint for sts."),
                )


def _configurations(stage: Stage) -> Iterator[Mapping[str, str]]:
    """Yield the endpoints of each configuration: as evaluated, else as far as text tells."""
    evaluated = [c.endpoints for c in stage.deployment.providers if c.provider == "aws"]
    if evaluated:
        yield from evaluated
        return
    for block in stage.configuration.blocks("provider", "aws"):
        endpoints: dict[str, str] = {}
        for nested in block.nested("endpoints"):
            for attribute in nested.attributes:
                value = stage.configuration.value(nested, attribute.name)
                if isinstance(value, str):
                    endpoints[attribute.name] = value
        yield endpoints


def _written(stage: Stage) -> bool:
    return any(stage.configuration.blocks("provider", "aws"))


def _written_local(stage: Stage) -> bool:
    """Whether text that the provider block refers to names only endpoints on this machine.

    For configurations that Terraform never got to evaluate, such as ``dynamic "endpoints"`` in a
    folder with a syntax error elsewhere.
    """
    configuration = stage.configuration
    texts: list[str] = []
    queue = [
        str(attribute.value)
        for block in configuration.blocks("provider", "aws")
        for inner in block.walk()
        if inner.type in {"endpoints", "dynamic", "content"}
        for attribute in inner.attributes
    ]
    while queue and len(texts) < READ_LIMIT:
        text = queue.pop()
        texts.append(text)
        for traversal in REFERENCE.findall(text):
            value = configuration.lookup(traversal)
            if value is not UNKNOWN and str(value) not in texts:
                queue.append(str(value))
    urls = [url for text in texts for url in URL.findall(text)]
    # A port that is itself an expression is not read any further.
    hosts = [re.sub(r":\$.*", f":{PORT}", url) for url in urls]
    return bool(hosts) and all(_leads_to_localstack(host) for host in hosts)


def _used(stage: Stage) -> set[str]:
    """Return the services that the submission's resources and data sources talk to."""
    blocks = (b for kind in ("resource", "data") for b in stage.configuration.blocks(kind))
    services = (service_of(block.labels[0]) for block in blocks if block.labels)
    return {service for service in services if service is not None}


def _plain(service: str) -> str:
    return next((plain for plain, names in ALIASES.items() if service in names), service)


def _named_in_texts(stage: Stage) -> bool:
    """Whether a README, script or settings file aims Terraform by AWS_ENDPOINT_URL or tflocal."""
    texts = stage.submission.matching("*.md", "*.sh", "*.txt", "Makefile", ".env", "*.env", "*.ps1")
    return any(BY_ENVIRONMENT.search(stage.submission.own_text(file)) for file in texts)


def _where(stage: Stage) -> Where | None:
    for block in stage.configuration.blocks("provider", "aws"):
        return stage.configuration.where(block)
    for file in stage.submission.matching("main.tf", "*.tf"):
        return stage.submission.where(file)
    return None


def _where_endpoint(stage: Stage, service: str) -> Where | None:
    for block in stage.configuration.blocks("provider", "aws"):
        for nested in block.nested("endpoints"):
            for attribute in nested.attributes:
                if attribute.name == service:
                    return stage.configuration.where(attribute)
    return _where(stage)
