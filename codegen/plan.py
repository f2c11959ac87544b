"""What is generated, decided down to the last word: the templates only print these values."""

import json
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Final

from attrs import evolve, frozen

LINE: Final = 120
"""Columns of a line."""

KERNEL: Final = "segment_async._core"
"""Where generated code finds what is true of every call."""

MODEL_HOMES: Final[Mapping[str, str]] = {
    "Any": "typing",
    "Literal": "typing",
    "TypeAlias": "typing",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "frozen": "attrs",
    "attrs_field": "attrs",
    "UNSET": f"{KERNEL}.unset",
    "Unset": f"{KERNEL}.unset",
}
"""For each name that a module of models may need the module that it comes from."""

CALL_HOMES: Final[Mapping[str, str]] = {
    **MODEL_HOMES,
    "Mask": f"{KERNEL}.operation",
    "Operation": f"{KERNEL}.operation",
    "Paging": f"{KERNEL}.operation",
    "per_day": f"{KERNEL}.operation",
    "per_minute": f"{KERNEL}.operation",
    "Page": f"{KERNEL}.paging",
    "Paginator": f"{KERNEL}.paging",
    "Resource": f"{KERNEL}.resource",
}
"""The same for a module of calls."""


@frozen
class Field:
    """A field of a model, or an argument of a method."""

    name: str
    """Its name in Python."""

    wire: str
    """Its name on the wire."""

    annotation: str
    """Its type."""

    default: str | None
    """Its value when left out; ``None`` where it may not be."""

    text: str
    """What it means."""

    value: str | None
    """What is assigned to it in a class, if anything."""

    note: str | None
    """The string under it in a class, if there is one."""


@frozen
class Model:
    """An attrs class."""

    name: str
    doc: str
    fields: tuple[Field, ...]

    @property
    def code(self) -> str:
        """What the class refers to."""
        return "@frozen " + " ".join(f"{field.annotation} {field.value}" for field in self.fields)


@frozen
class Alias:
    """A name for a union: the known values of an enumeration, or one of several models."""

    name: str
    expression: str
    note: str

    @property
    def code(self) -> str:
        """What the alias refers to."""
        return f"TypeAlias {self.expression}"


@frozen
class ModelModule:
    """The models of one tag."""

    name: str

    about: str
    """Whose models they are, for its docstring."""

    source: str
    """Where it was generated from, for its docstring."""

    imports: tuple[str, ...]

    wire_names: str | None
    """How names on the wire are spelled, where it is not the default."""

    statements: tuple[Model | Alias, ...]
    """Each after those that it needs."""

    used_elsewhere: frozenset[str]
    """Names of those that calls or other modules use."""

    passed_on: tuple[str, ...] = ()
    """Names that it offers, and imports itself."""

    @property
    def exports(self) -> tuple[str, ...]:
        """The names that it offers."""
        return tuple(sorted([*self.passed_on, *(statement.name for statement in self.statements)]))

    @property
    def exports_in_lines(self) -> tuple[str, ...]:
        """The names that it offers, with spaces between them."""
        *lines, last = wrap(" ".join(self.exports), 96)
        return (*(f"{line} " for line in lines), last)


@frozen
class Constant:
    """An operation, as a value."""

    name: str

    id: str
    """The official id."""

    annotation: str | None
    """Its type, where its arguments do not tell."""

    arguments: tuple[str, ...]

    def statement(self) -> str:
        """Return the assignment, its arguments filled into lines where they are short enough for that.

        A formatter would give each argument a line of its own.
        """
        start = f"{self.name}{f': {self.annotation}' if self.annotation else ''} = Operation("
        line = f"{start}{', '.join(self.arguments)})"
        if len(line) <= LINE or max(map(len, self.arguments)) > LINE - 5:
            return line
        lines = [start]
        for argument in self.arguments:
            grown = f"{lines[-1]} {argument}," if len(lines) > 1 else ""
            if not 0 < len(grown) <= LINE:
                lines.append(f"    {argument},")
            else:
                lines[-1] = grown
        return "\n".join([*lines, ")  # fmt: skip"])


@frozen
class Method:
    """A method that performs an operation."""

    name: str
    is_async: bool
    parameters: tuple[str, ...]
    returns: str
    doc: str
    body: str


@frozen
class CallModule:
    """The operations and the methods of one tag."""

    name: str

    about: str
    """Whose calls they are, for its docstring."""

    source: str
    """Where it was generated from, for its docstring."""

    imports: tuple[str, ...]
    class_name: str
    class_doc: str

    property_doc: str
    """The docstring of the client's property."""

    constants: tuple[Constant, ...]
    methods: tuple[Method, ...]


@frozen
class Surface:
    """Everything that is generated for one API."""

    name: str
    title: str

    package: str
    """The package that it becomes, such as ``segment_async.public``."""

    models: tuple[ModelModule, ...]
    calls: tuple[CallModule, ...]


def split_models(module: ModelModule, package: str) -> tuple[ModelModule, ModelModule]:
    """Move what only other models of the module are made of to a module of parts.

    Args:
        module: What is too long.
        package: Where its package finds it.
    """
    staying = set(module.used_elsewhere)
    for statement in module.statements:
        if identifiers([statement.code]) & staying:
            staying.add(statement.name)
    parts = evolve(
        module,
        name=f"{module.name}_parts",
        about=f"{module.about}: what others are made of",
        statements=tuple(each for each in module.statements if each.name not in staying),
    )
    passed_on = tuple(f"from {package}.{parts.name} import {name}" for name in parts.exports)
    return parts, evolve(
        module,
        imports=module.imports + passed_on,
        statements=tuple(each for each in module.statements if each.name in staying),
        passed_on=parts.exports,
    )


def split_calls(module: CallModule, package: str) -> tuple[CallModule, CallModule]:
    """Move the operations to a module of their own.

    Args:
        module: What is too long.
        package: Where its package finds it.
    """
    operations = evolve(module, name=f"{module.name}_operations", methods=())
    moved = tuple(f"from {package}.{operations.name} import {constant.name}" for constant in module.constants)
    return operations, evolve(module, imports=module.imports + moved, constants=())


def quote(value: object) -> str:
    """Return a text as Python writes it with double quotes; any other value as Python writes it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def words(text: str) -> str:
    """Join words to a class name, leaving capitals as they are: ``IAM Groups`` is ``IAMGroups``."""
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", text))


def camel(name: str) -> str:
    """Return the camelCase form of a snake_case name, as the kernel's rule has it."""
    first, *others = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in others)


def identifiers(code: Iterable[str]) -> set[str]:
    """Return the names that pieces of code use, outside of text."""
    return set(re.findall(r"\b[A-Za-z_]\w*", re.sub(r'"(?:[^"\\]|\\.)*"', "", " ".join(code))))


def imports(code: Iterable[str], homes: Mapping[str, str]) -> tuple[str, ...]:
    """Return import statements for the names that pieces of code use.

    Args:
        code: The pieces.
        homes: For each name that may occur the module that it comes from.
    """
    renamed = {"attrs_field": "field as attrs_field"}  # a property may be called field
    used = sorted(identifiers(code) & homes.keys())
    return tuple(f"from {homes[name]} import {renamed.get(name, name)}" for name in used)
