"""Where in the capturing Lambda's source a finding points to."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.capture.numbers import NAMES
from grader.lambdas.outcome import file_in
from grader.lambdas.package import module_file, package_file
from grader.locale import _
from grader.python_source import PythonFile
from grader.rubric import Where

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.stage import Stage

FETCHES = ("urlopen", "get", "request", "getresponse", "Request")
MODULE = "urllib.request"
LOADERS = ("boto3", "botocore", "requests", "http.cookiejar")
"""Modules that may load it, too."""
WRITES = ("put_object", "upload_fileobj", "upload_file", "put", "Object")


@dataclass(frozen=True)
class CaptureCode:
    """The Python files of the function, its handler's module first, and those of other ones."""

    files: tuple[PythonFile, ...]
    others: tuple[PythonFile, ...] = ()
    entry: str = ""
    """The handler's own name."""

    @classmethod
    def of(cls, bench: CaptureBench) -> CaptureCode:
        """Find the source of the function that captures."""
        stage, handler = bench.stage, bench.wiring.function.handler
        main = file_in(stage.submission, module_file(handler)) or file_in(
            stage.submission, package_file(handler)
        )
        # The other functions of a project are not this one's source.
        readable = [f for f in stage.python_files if not f.syntax_error]
        files = [f for f in readable if f.file == main or not (main and f.handlers)]
        files.sort(key=lambda f: f.file != main)
        entry = handler.rpartition(".")[2]
        return cls(tuple(files), tuple(f for f in readable if f not in files), entry)

    def field(self, *fields: str) -> Where | None:
        """Return where one of the fields is stored."""
        names = [name for field in fields for name in (field, *sorted(NAMES.get(field, ())))]
        return self._first(lambda file: file.keys(*names)) or self._first(
            lambda file: file.texts(*names)
        )

    def made_text(self, field: str) -> Where | None:
        """Return where a field's number is made a text, else where the field is stored."""
        names = (field, *sorted(NAMES.get(field, ())))
        stored = self._first(lambda file: file.keys(*names))
        return stored or self.call("str", "format") or self.field(field)

    def fetch(self) -> Where | None:
        """Return where the API is asked."""
        return self._first(lambda file: file.calls(*FETCHES))

    def fetch_at_import(self) -> Where | None:
        """Return where the API is asked while the file is imported."""
        return self._at_import(*FETCHES)

    def clock_at_import(self) -> Where | None:
        """Return where the clock is read while the file is imported."""
        for file in self.files:
            node = file.clock_at_import()
            if node is not None:
                return file.where(node)
        return None

    def silent_except(self) -> Where | None:
        """Return what the first ``except`` that raises nothing does instead, or the clause."""
        return self._first(lambda file: map(_return_in, file.silent_excepts()))

    def handler(self) -> Where | None:
        """Return where the handler begins."""
        return self._first(
            lambda file: sorted(file.handlers, key=lambda one: one.name != self.entry)
        )

    def address(self) -> Where | None:
        """Return where the address of something outside is written."""
        return self._first(lambda file: file.addresses())

    def loop_of_fetch(self) -> Where | None:
        """Return the loop in which the API is asked."""
        return self._first(lambda file: file.loops_with(*FETCHES))

    def cached(self) -> Where | None:
        """Return what keeps an earlier answer of the API: a condition, or a cache."""
        return self._first(lambda file: file.kept())

    def call(self, *names: str) -> Where | None:
        """Return the first call of one of ``names``."""
        return self._first(lambda file: file.calls(*names))

    def text(self, word: str) -> Where | None:
        """Return the first line that contains ``word``."""
        for file in self.files:
            lines = file.submission.text(file.file).split("\n")
            for number, line in enumerate(lines, start=1):
                if word in line:
                    return file.where(number)
        return None

    def write(self) -> Where | None:
        """Return where an object is written."""
        return self._first(lambda file: file.calls(*WRITES[:3])) or self._first(
            lambda file: file.calls(*WRITES)
        )

    def write_at_import(self) -> Where | None:
        """Return what writes an object while the file is imported, if it can be seen."""
        return self._at_import(*WRITES[:3])

    def key(self) -> Where | None:
        """Return where the object's key is made."""
        return (
            self._first(_texts_with_slash)
            or self._first(lambda file: file.assignments("key", "clave", "path", "ruta"))
            or self._first(lambda file: file.keys("Key"))
            or self.write()
        )

    def timeout(self) -> Where | None:
        """Return where the code sets a time-out of its own."""
        return self._first(lambda file: file.keys("timeout")) or self._first(
            lambda file: file.assignments("TIMEOUT", "timeout")
        )

    def imports(self, module: str) -> Where | None:
        """Return where ``module`` is imported."""
        return self._first(lambda file: file.imports(module))

    def advise_on_imports(self, stage: Stage) -> None:
        """Say where urllib.request is used after an import of urllib alone."""
        loaded = {name for file in self.files for name in file.loaded}
        used = self._first(lambda file: file.uses(MODULE))
        if used is not None and not loaded & {MODULE, *LOADERS}:
            stage.advise(
                _("Nothing in the code loads {module}; that it is there is luck.").format(
                    module=MODULE
                ),
                where=self.imports(MODULE.partition(".")[0]) or used,
                hint=_("Write this at the top of the file: {line}").format(line=f"import {MODULE}"),
            )

    def _at_import(self, *names: str) -> Where | None:
        for file in self.files:
            node = file.call_at_import(*names)
            if node is not None:
                return file.where(node)
        return None

    def _first(self, find: Callable[[PythonFile], Iterable[ast.AST]]) -> Where | None:
        for file in self.files:
            node = next(iter(find(file)), None)
            if node is not None:
                return file.where(node)
        return None


def _return_in(clause: ast.ExceptHandler) -> ast.AST:
    nodes = [n for statement in clause.body for n in ast.walk(statement)]
    returns = [n for n in nodes if isinstance(n, ast.Return) and n.value]
    dicts = [n for n in nodes if isinstance(n, ast.Assign) and isinstance(n.value, ast.Dict)]
    return next(iter((*returns, *dicts)), clause)


def _texts_with_slash(file: PythonFile) -> Iterator[ast.AST]:
    """Yield the texts that look like the key of an object."""
    for node in ast.walk(file.tree):
        if isinstance(node, (ast.JoinedStr, ast.Constant)):
            text = ast.unparse(node)
            if "/" in text and "//" not in text and ("{" in text or ".json" in text):
                yield node
