"""Modules that travel together: many small files are many requests, and each costs a phone a kilobyte of headers.

The sources stay plain modules. A parcel is one module that holds each of its modules as a function, made when it is
asked for the first time: so each of them is there once in a page, whatever part of the page names it. The first parcel
starts what the page's own tags name (`data-module`); the other takes the modules that the first one has from there.

Of the language's forms it knows those that our modules use, and refuses the others: named imports and exports, imports
for their effect, `export const` (never `let`: what is taken is taken once), functions and classes, and `import()` of a
path.
"""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.[^"]+)";$', re.MULTILINE)
_PASSED_ON = re.compile(r'^export \{([^}]*)\} from "(\.[^"]+)";$', re.MULTILINE)
_LISTED = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)
_DECLARED = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
_AT_NEED = re.compile(r'\bimport\("(\.[^"]+)"\)')
_UNKNOWN = re.compile(r"""^(?:import|export)\b(?!\()|\bimport\((?!"\.[^"]+"\))""", re.MULTILINE)

_KEEPER = """\
const made = {};
const makers = {};
export const $define = (name, maker) => (makers[name] = maker);
export const $take = (name) => made[name] || (made[name] = makers[name]());
export function $start() {
for (const { dataset } of document.querySelectorAll("script[data-module]")) {
if (!makers[dataset.module] || "started" in dataset) continue;
dataset.started = "";
try {
$take(dataset.module);
} catch (error) {
setTimeout(() => {
throw error;
});
}
}
}
"""

Read = Callable[[str], str]


@dataclass(frozen=True)
class Parcel:
    """What stands in one file together: its path below static/, and its modules, each after those it imports."""

    path: str
    modules: tuple[str, ...]


def parcels(first: tuple[str, Sequence[str]], later: tuple[str, Sequence[str]], read: Read) -> tuple[Parcel, Parcel]:
    """Both parcels out of their paths and entries: `later` has what `first` has not, and what either takes at need."""
    at_once = _with_imports(first[1], read)
    every = _with_imports([*at_once, *later[1]], read)
    while at_need := [each for each in _taken_at_need(every, read) if each not in every]:
        every = _with_imports([*every, *at_need], read)
    return Parcel(first[0], tuple(at_once)), Parcel(later[0], tuple(each for each in every if each not in at_once))


def packed(parcel: Parcel, both: Sequence[Parcel], read: Read) -> str:
    """The text of the parcel; the first of `both` keeps the modules of the page."""
    homes = {module: each.path for each in both for module in each.modules}
    keeper = _from(parcel.path, both[0].path)
    head = _KEEPER if parcel is both[0] else f'import {{ $define, $start, $take }} from "{keeper}";\n'
    return head + "".join(_maker(name, read(name), parcel.path, homes) for name in parcel.modules) + "$start();\n"


def _with_imports(entries: Sequence[str], read: Read) -> list[str]:
    found: list[str] = []
    for entry in entries:
        _follow(entry, read, found, ())
    return found


def _follow(module: str, read: Read, found: list[str], above: Sequence[str]) -> None:
    """Add `module` to `found`, after all that it imports."""
    if module in above:
        raise ValueError(f"modules import each other: {' > '.join((*above, module))}")
    if module in found:
        return
    text = read(module)
    for path in [*(each[1] for each in _IMPORT.findall(text)), *(each[1] for each in _PASSED_ON.findall(text))]:
        _follow(_below(module, path), read, found, (*above, module))
    found.append(module)


def _taken_at_need(modules: Sequence[str], read: Read) -> list[str]:
    return [_below(module, path) for module in modules for path in _AT_NEED.findall(read(module))]


def _maker(name: str, text: str, path: str, homes: Mapping[str, str]) -> str:
    """The module as a function that gives what it exports."""
    given: list[str] = []

    def taken(found: re.Match[str]) -> str:
        names, module = found[1], _below(name, found[2])
        take = f'$take("{module}");'
        return take if names is None else f"const {{{names.replace(' as ', ': ')}}} = {take}"

    def passed_on(found: re.Match[str]) -> str:
        module = _below(name, found[2])
        given.extend(f'{each}: $take("{module}").{each}' for each in _names(found[1]))
        return ""

    def listed(found: re.Match[str]) -> str:
        given.extend(_names(found[1]))
        return ""

    def declared(found: re.Match[str]) -> str:
        given.append(found[1])
        return ""

    def at_need(found: re.Match[str]) -> str:
        module = _below(name, found[1])
        home = _from(path, homes[module])
        begin = "Promise.resolve()" if homes[module] == path else f'import("{home}")'
        return f'{begin}.then(() => $take("{module}"))'

    for form, change in ((_IMPORT, taken), (_PASSED_ON, passed_on), (_LISTED, listed), (_DECLARED, declared)):
        text = form.sub(change, text)
    if unknown := _UNKNOWN.search(text):
        raise ValueError(f"{name}: no parcel knows this form: {text[unknown.start() :].splitlines()[0]}")
    text = _AT_NEED.sub(at_need, text)
    return f'$define("{name}", () => {{\n{text}return {{ {", ".join(given)} }};\n}});\n'


def _names(listed: str) -> list[str]:
    names = [each.strip() for each in listed.split(",")]
    if unknown := [each for each in names if not each.isidentifier()]:
        raise ValueError(f"no parcel knows this form: export {{ {unknown[0]} }}")
    return names


def _below(module: str, path: str) -> str:
    """The module at `path` as `module` names it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), path))


def _from(path: str, other: str) -> str:
    """How a file names another of its folder."""
    return f"./{posixpath.relpath(other, posixpath.dirname(path))}"
