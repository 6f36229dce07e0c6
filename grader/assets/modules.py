"""ES modules made of packages, as esm.sh, Skypack, jsDelivr's /+esm and unpkg's ?module make them.

What is in CommonJS becomes one module with a small ``require`` of its own, and what a module
imports by a bare name is imported from where modules are made.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote

from grader.assets.address import LATEST
from grader.assets.package import Package

_MAKER = "https://esm.sh"
_IS_MODULE = re.compile(
    r"""(?:^|[;}\n\r/])\s*(?:import\s*(?:[\w$*{]|["'])|export\s*(?:default\b|[{*]|const\b|let\b|var\b"""
    r"""|class\b|(?:async\s+)?function\b))"""
)
_FROM = re.compile(
    r"""(\b(?:from|import)\s*\(?\s*)(["'])((?:@[\w.~-]+/)?[a-zA-Z0-9~][\w.~-]*(?:/[\w./~-]+)?)\2"""
)
"""``from "name"``, ``import "name"`` and ``import("name")`` of bare names, not of paths."""
_REQUIRE = re.compile(r"""\brequire\(\s*(["'])([^"']+)\1\s*\)""")
_EXPORTED = re.compile(
    r"""\bexports\.([A-Za-z_$][\w$]*)\s*=[^=]"""
    r"""|Object\.defineProperty\(\s*exports\s*,\s*["']([A-Za-z_$][\w$]*)["']"""
)
_RESERVED = (
    "arguments await break case catch class const continue debugger default delete do else enum"
    " eval export extends false finally for function if implements import in instanceof interface"
    " let new null package private protected public return static super switch this throw true"
    " try typeof var void while with yield __esModule"
)
_WORDS = frozenset(_RESERVED.split())
_FILES_LIMIT = 60
"""Files of a package that one module may be made of."""


def entry_module(package: Package, file: str) -> str:
    """Return a module that hands on ``file``; its default is all of it, where it has no other.

    It has another address than the file, whose relative imports would not be found from here.
    """
    where = json.dumps(_address(package.name, package.version, file))
    return (
        f"import * as all from {where};\nexport * from {where};\n"
        "const { default: own, ...rest } = all;\nexport default own ?? rest;\n"
    )


def file_module(package: Package, file: str) -> str:
    """Return the module that a file of a package becomes. Raises OSError, UnicodeDecodeError."""
    text = _read(package, file)
    if _IS_MODULE.search(text):
        return _FROM.sub(lambda one: f"{one[1]}{one[2]}{_of_bare(package, one[3])}{one[2]}", text)
    return _of_common_js(package, file)


def _of_common_js(package: Package, file: str) -> str:
    texts: dict[str, str] = {}
    others: dict[str, str] = {}
    waiting = [file]
    while waiting and len(texts) < _FILES_LIMIT:
        one = waiting.pop()
        if one in texts:
            continue
        texts[one] = _read(package, one)
        for name in _required(texts[one]):
            if name.startswith("."):
                inner = _resolved(package, one, name)
                waiting += [inner] if inner else []
            else:
                others.setdefault(name, f"other{len(others)}")
    names = sorted(
        name
        for name in {a or b for text in texts.values() for a, b in _EXPORTED.findall(text)}
        if name not in _WORDS
    )
    return "\n".join(
        (
            *(
                f"import * as {variable} from {json.dumps(_of_bare(package, name))};"
                for name, variable in others.items()
            ),
            "const others = {"
            + ", ".join(f"{json.dumps(name)}: {variable}" for name, variable in others.items())
            + "};",
            "const files = {",
            *(
                f"{json.dumps(one)}: function (module, exports, require, process, global) "
                f"{{{text}\n}},"
                for one, text in texts.items()
            ),
            "};",
            _LOADER,
            f"const all = load({json.dumps(file)});",
            "export default all && all.__esModule && all.default !== undefined"
            " ? all.default : all;",
            *(
                f"const export{number} = all?.{name};\nexport {{ export{number} as {name} }};"
                for number, name in enumerate(names)
            ),
        )
    )


_LOADER = """const loaded = {};
const found = (from, name) => {
  const parts = from.split("/").slice(0, -1);
  for (const part of name.split("/"))
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  const path = parts.join("/");
  const ways = [path, path + ".js", path + ".cjs", path + ".json", path + "/index.js"];
  return ways.find((one) => one in files);
};
const load = (file) => {
  if (!loaded[file]) {
    const module = (loaded[file] = { exports: {} });
    const require = (name) => {
      if (!name.startsWith(".")) {
        const other = others[name];
        return other?.default === undefined ? other : other.default;
      }
      return load(found(file, name));
    };
    const process = { env: { NODE_ENV: "production" } };
    files[file].call(module.exports, module, module.exports, require, process, globalThis);
  }
  return loaded[file].exports;
};"""


def _required(text: str) -> Iterator[str]:
    for found in _REQUIRE.finditer(text):
        yield found[2]


def _resolved(package: Package, file: str, name: str) -> str | None:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), name))
    ways = (path, f"{path}.js", f"{path}.cjs", f"{path}.json", f"{path}/index.js")
    return next((one for one in ways if one in package.files), None)


def _read(package: Package, file: str) -> str:
    text = package.read(file).decode("utf-8").replace("process.env.NODE_ENV", '"production"')
    return f"module.exports = {text}" if file.endswith(".json") else text


def _of_bare(package: Package, name: str) -> str:
    """Return where a module that ``package`` imports by name is made."""
    parts = name.split("/")
    length = 2 if name.startswith("@") else 1
    other, file = "/".join(parts[:length]), "/".join(parts[length:])
    if other == package.name:
        return _address(other, package.version, file)
    return _address(other, package.range_of(other) or LATEST, file)


def _address(name: str, version: str, file: str) -> str:
    return f"{_MAKER}/{name}@{quote(version)}" + (f"/{quote(file)}" if file else "")
