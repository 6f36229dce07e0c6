"""Challenge 3: the first Lambda."""

from __future__ import annotations

from grader.lambdas.hello import (
    NAME,
    HelloBench,
    advise_on_answer,
    not_loaded,
    require_answer,
)
from grader.lambdas.outcome import shortened
from grader.lambdas.package import module_file
from grader.lambdas.python_version import unfit_runtime
from grader.lambdas.staleness import holds_a_source, stale_files
from grader.locale import _
from grader.provider_aim import advise_on_aim
from grader.rubric import Mismatch, Missing, check, given
from grader.stage import Stage
from grader.terraform_findings import advise_on_configuration, require_stage


@given
def bench(stage: Stage) -> HelloBench:
    return HelloBench(stage)


@check("deployed", points=15)
def lambda_stands(stage, bench):
    """The Lambda is deployed as `hello-lambda`."""
    advise_on_aim(stage)
    require_stage(stage, "applied")
    advise_on_configuration(stage)
    if bench.own is None:
        undeployed = stage.undeployed("aws_lambda_function")
        raise Missing(
            _("No Lambda stands there.") if undeployed else _("Terraform deploys no Lambda."),
            expected=NAME,
            found=", ".join(sorted({r.type for r in stage.deployment.resources})) or None,
            hint=undeployed
            or _("Add an aws_lambda_function with filename, handler, runtime and role."),
        )
    if bench.own.name != NAME:
        raise Mismatch(
            _("The Lambda has another name."),
            expected=NAME,
            found=bench.own.name,
            where=bench.where_attribute("function_name"),
            hint=_('Set function_name = "{name}".').format(name=NAME),
        )


@check("handler_and_runtime", points=20)
def handler_fits(stage, bench):
    """Handler and runtime match the code."""
    if bench.handler is None:
        require_stage(stage, "applied")
        raise Missing(
            _("There is no Lambda whose handler could be loaded."),
            where=bench.where_attribute("handler"),
            hint=stage.undeployed("aws_lambda_function")
            or _("Set handler and runtime in an aws_lambda_function."),
        )
    if bench.runtime is None:
        require_stage(stage, "applied")
    if not bench.speaks_python:
        raise unfit_runtime(bench.runtime, bench.where_attribute("runtime"))
    if not bench.handler_is_found:
        raise not_loaded(bench)


@check("package_is_current", points=15)
def package_holds_the_source(stage, bench):
    """The package holds today's source."""
    if bench.own is None and (bench.spec is None or not stage.may_lend):
        require_stage(stage, "applied")
        raise Missing(
            _("There is no Lambda whose package could be compared."),
            hint=stage.undeployed("aws_lambda_function")
            or _("Add an aws_lambda_function with filename, handler, runtime and role."),
        )
    package = bench.package
    if package is None or not package.names:
        raise Missing(
            _("The package cannot be read."),
            expected=_("a zip with your Python file"),
            where=bench.where_attribute("filename"),
            hint=_('Make it with data "archive_file", or zip lambdas/hello.py again.'),
        )
    _warn_without_hash(stage, bench)
    for old in stale_files(stage, package):
        raise Mismatch(
            _("The package holds an older {file}.").format(file=old.name),
            expected=_("the same text as in {file}").format(file=old.file),
            found=old.origin,
            where=bench.where_attribute("filename"),
            hint=stage.outdated
            or _("Zip the file again after every change, or let archive_file do it."),
        )
    if not holds_a_source(stage, package):
        raise Missing(
            _("Nothing in the package stands in the folder as source."),
            expected=module_file(bench.handler or NAME),
            found=", ".join(package.names[:6]),
            where=bench.where_attribute("filename"),
            hint=stage.outdated or _("Hand in the Python file beside the zip."),
        )


def _warn_without_hash(stage, bench):
    for block in stage.configuration.resources("aws_lambda_function"):
        if block.attribute("filename") and not block.attribute("source_code_hash"):
            stage.advise(
                _("Without source_code_hash Terraform does not notice that the zip changed."),
                where=stage.configuration.where(block),
                hint="source_code_hash = filebase64sha256(…)",
            )


@check("answers", points=20)
def lambda_answers(bench):
    """The Lambda answers."""
    require_answer(bench)
    advise_on_answer(bench)


@check("status_code", points=15, after="answers")
def status_is_200(bench):
    """The answer carries statusCode 200."""
    status = bench.first.status_code
    if status not in (200, "200") or isinstance(status, bool):
        raise Mismatch(
            _("The answer does not carry statusCode 200."),
            expected='"statusCode": 200',
            found=shortened(bench.first.answer),
            where=bench.where_key("statusCode"),
            hint=_('Return {"statusCode": 200, "body": …}.'),
        )


@check("greets", points=15, after="answers")
def body_greets(bench):
    """The body greets with data of the event."""
    for reply in (bench.first, bench.second):
        if not reply.sent.answered_by(reply.body):
            raise Mismatch(
                _("The body holds nothing of the event."),
                expected=_("a greeting with a value of the event, such as {value}").format(
                    value=reply.sent.event.get("name")
                ),
                found=shortened(reply.body or reply.answer),
                where=bench.where_key("body"),
                hint=_("Put a value of the event into the body, for example with an f-string."),
            )
