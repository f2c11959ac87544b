"""Name the enumerations that the specification writes in place: each becomes an alias."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from attrs import frozen
from datamodel_code_generator.model import DataModel

from codegen.load import SpecificationError
from codegen.normalize import Normalized
from codegen.plan import words
from codegen.schemas import Literals, literals

Place: TypeAlias = tuple[str, str, Literals]
"""Where one alias does: a module, a field's wire name, and the known values."""


@frozen
class _Use:
    place: Place

    name: str
    """What the alias may be called."""

    longer: str
    """What else, where that is taken."""


def name_enumerations(api: Normalized, parsed: Mapping[str, DataModel], taken: set[str]) -> dict[Place, str]:
    """Name each enumeration for the shortest-named model that has it, or for the tag whose calls have it.

    Args:
        api: The specification, ready for code.
        parsed: Its schemas, as datamodel-code-generator reads them.
        taken: Names that mean something else.

    Raises:
        SpecificationError: Two enumerations would have one name.
    """
    uses: dict[Place, list[_Use]] = {}
    for use in (*_in_models(api, parsed), *_in_calls(api, parsed)):
        uses.setdefault(use.place, []).append(use)
    short = {place: min((use.name for use in group), key=_length) for place, group in uses.items()}
    names: dict[Place, str] = {}
    for place, name in short.items():
        is_free = name not in taken and list(short.values()).count(name) == 1
        names[place] = name if is_free else min((use.longer for use in uses[place]), key=_length)
    for name in names.values():
        if name in taken or list(names.values()).count(name) > 1:
            raise SpecificationError(f"Two things would be called {name}. Make the enumeration a component of its own.")
    return names


def _in_models(api: Normalized, parsed: Mapping[str, DataModel]) -> Iterator[_Use]:
    for name in api.models:
        for field in parsed[name].fields if "properties" in api.schemas[name] else ():
            wire = field.original_name or ""
            for values in literals(field.data_type):
                yield _Use((api.owners[name], wire, values), name + words(wire), name + words(wire))


def _in_calls(api: Normalized, parsed: Mapping[str, DataModel]) -> Iterator[_Use]:
    for call in api.endpoints:
        tag, method = words(call.tag), words(call.name)
        answer = [] if call.silent else parsed[call.answer_name].fields
        for field in (*parsed[call.arguments_name].fields, *answer):
            wire = field.original_name or ""
            for values in literals(field.data_type):
                yield _Use((call.module, wire, values), tag + words(wire), tag + method + words(wire))


def _length(name: str) -> tuple[int, str]:
    return len(name), name
