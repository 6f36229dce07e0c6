"""What a submission's Terraform may not contain, because grading would run or fetch it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.hcl.configuration import Configuration
from grader.hcl.reading import Block
from grader.locale import _
from grader.rubric import Fail, Mismatch


def forbidden(configuration: Configuration) -> tuple[Fail, ...]:
    """Return one finding for each block that would run a program or fetch code."""
    return tuple(_found(configuration))


def _found(configuration: Configuration) -> Iterator[Fail]:
    for blocks in configuration.files.values():
        for top in blocks:
            yield from _programs(configuration, top)
            if top.type == "module":
                yield from _remote_module(configuration, top)


def _programs(configuration: Configuration, top: Block) -> Iterator[Fail]:
    for block in top.walk():
        if block.type == "provisioner":
            yield Mismatch(
                _("A provisioner would run a program on the grading machine: it is not run."),
                found=f'provisioner "{" ".join(block.labels)}"',
                where=configuration.where(block),
                hint=_('Build zips with data "archive_file", or hand in a zip that is built.'),
            )
    if top.type == "data" and top.labels[:1] == ("external",):
        yield Mismatch(
            _('The data source "external" would run a program: it is not run.'),
            where=configuration.where(top),
            hint=_("Write the value as a variable or a local."),
        )


def _remote_module(configuration: Configuration, module: Block) -> Iterator[Fail]:
    source = configuration.value(module, "source")
    if isinstance(source, str) and not source.startswith(("./", "../", ".\\", "..\\")):
        yield Mismatch(
            _("The module {name} comes from elsewhere: it is not fetched.").format(
                name=module.labels[0] if module.labels else "?"
            ),
            expected=_('a module in a folder of your own, such as "./modules/bucket"'),
            found=source,
            where=configuration.where_attribute(module, "source"),
            hint=_("Write the resources yourself, or copy the module into your folder."),
        )
