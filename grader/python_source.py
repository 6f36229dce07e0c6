"""A student's Python file as text tells it: where things are, never what they do."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from grader.rubric import Where
from grader.submission import Submission

HANDLER_NAMES = ("handler", "lambda_handler", "main")
ADDRESS = re.compile(r"https?://(?!localhost|127\.|localstack|host\.docker)")
CLOCK_CALLS = frozenset({"now", "utcnow", "today", "time", "time_ns", "gmtime", "localtime"})


@dataclass(frozen=True)
class PythonFile:
    """One module of a submission; ``file`` is relative to the submission."""

    submission: Submission
    file: str

    @cached_property
    def syntax_error(self) -> SyntaxError | None:
        """The error that Python reports for this file, if any."""
        try:
            self._parse()
        except SyntaxError as error:
            return error
        except (ValueError, RecursionError, MemoryError):
            return SyntaxError("cannot be parsed")
        return None

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; an empty one when the file has a syntax error."""
        return ast.Module(body=[], type_ignores=[]) if self.syntax_error else self._parse()

    @property
    def handlers(self) -> tuple[ast.FunctionDef, ...]:
        """Top-level functions that can be a Lambda's handler, the likeliest first."""
        candidates = [
            node
            for node in self.tree.body
            if isinstance(node, ast.FunctionDef)
            and (len(node.args.args) == 2 or node.args.vararg is not None)
        ]
        named = [n for n in candidates if n.name in HANDLER_NAMES]
        events = [
            n for n in candidates if n not in named and n.args.args and "ev" in n.args.args[0].arg
        ]
        return (*named, *events)

    def where(self, node: ast.AST | int) -> Where:
        """Return the place of a node or line."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return self.submission.where(self.file, line)

    def keys(self, *names: str) -> Iterator[ast.AST]:
        """Yield where a value is stored under one of ``names``: dict entry, item or keyword."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value in names:
                        yield key if key.lineno == value.lineno else value
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if _subscript_name(target) in names:
                        yield node
            elif isinstance(node, ast.keyword) and node.arg in names:
                yield node

    def assignments(self, *names: str) -> Iterator[ast.AST]:
        """Yield the assignments to variables called ``names``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                targets = {t.id for target in node.targets for t in ast.walk(target)
                           if isinstance(t, ast.Name)}  # fmt: skip
                if targets & set(names):
                    yield node

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Yield the calls of functions or methods whose last name is one of ``names``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and called_name(node) in names:
                yield node

    def loops_with(self, *names: str) -> Iterator[ast.AST]:
        """Yield the loops in which one of ``names`` is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.For, ast.While)) and any(
                isinstance(inner, ast.Call) and called_name(inner) in names
                for inner in ast.walk(node)
            ):
                yield node

    def endless_loop(self, line: int) -> ast.While | None:
        """Return the innermost loop around a line that nothing in it ever ends, or None."""
        loops = [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.While)
            and node.lineno <= line <= (node.end_lineno or node.lineno)
            and isinstance(node.test, ast.Constant)
            and node.test.value
        ]
        loop = max(loops, key=lambda node: node.lineno, default=None)
        if loop is None:
            return None
        ends = (ast.Break, ast.Return, ast.Raise)
        return None if any(isinstance(node, ends) for node in ast.walk(loop)) else loop

    def texts(self, *texts: str) -> Iterator[ast.AST]:
        """Yield the literals that are one of ``texts``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and node.value in texts:
                yield node

    def addresses(self) -> Iterator[ast.AST]:
        """Yield the texts that are the address of something outside this machine."""
        for node in ast.walk(self.tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and ADDRESS.match(node.value)
            ):
                yield node

    def kept(self) -> Iterator[ast.AST]:
        """Yield what makes a value once: ``if x is None:``, ``if not x:``, a cache decorator."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.If) and (
                (isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.Is))
                or (isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not))
            ):
                if any(isinstance(inner, ast.Assign) for inner in ast.walk(node)):
                    yield node
            elif isinstance(node, ast.FunctionDef):
                yield from (d for d in node.decorator_list if "cache" in ast.unparse(d))

    def imports(self, module: str) -> Iterator[ast.AST]:
        """Yield the statements that import ``module`` or something below it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                if any(alias.name.partition(".")[0] == module for alias in node.names):
                    yield node
            elif (
                isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == module
            ):
                yield node

    @property
    def imported(self) -> frozenset[str]:
        """The names that may be modules in the import statements, every part of a dotted one."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names.update(part for alias in node.names for part in alias.name.split("."))
            if isinstance(node, ast.ImportFrom):
                names.update((node.module or "").split("."))
        return frozenset(names)

    @property
    def loaded(self) -> frozenset[str]:
        """The modules that the import statements load for certain, in dotted form."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
        return frozenset(names)

    def uses(self, dotted: str) -> Iterator[ast.AST]:
        """Yield where a name such as ``urllib.request`` is written out."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) == dotted:
                yield node

    def at_import(self) -> Iterator[ast.stmt]:
        """Yield the statements that run once, when the file is imported."""
        for node in self.tree.body:
            if not isinstance(
                node,
                (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom),
            ):
                yield node

    def defaults_at_import(self) -> Iterator[ast.expr]:
        """Yield default values of parameters: they too are computed once, at import."""
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield from (d for d in (*node.args.defaults, *node.args.kw_defaults) if d)

    def clock_at_import(self) -> ast.AST | None:
        """Return what reads the clock when the file is imported, or None."""
        return self.call_at_import(*CLOCK_CALLS)

    def call_at_import(self, *names: str) -> ast.AST | None:
        """Return the first call of one of ``names`` that runs when the file is imported."""
        for top in (*self.at_import(), *self.defaults_at_import()):
            for node in ast.walk(top):
                if isinstance(node, ast.Call) and called_name(node) in names:
                    return node
        return None

    def silent_excepts(self) -> Iterator[ast.ExceptHandler]:
        """Yield the ``except`` clauses that raise nothing."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ExceptHandler) and not any(
                isinstance(inner, ast.Raise) for statement in node.body
                for inner in ast.walk(statement)
            ):  # fmt: skip
                yield node

    def _parse(self) -> ast.Module:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(self.submission.text(self.file))


def called_name(call: ast.Call) -> str:
    """Return the last name of what is called: ``now`` for ``datetime.now()``."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _subscript_name(target: ast.expr) -> object:
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        return target.slice.value
    return None
