"""Make a specification ready for code: correct it, and part inputs from outputs. The bundled JSON stays as it is."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from codegen.endpoints import Endpoint, endpoints
from codegen.load import ROOT, Json, Object, Specification, SpecificationError, is_array, is_object, references
from codegen.prose import one_line

Side: TypeAlias = Literal["input", "output"]

COMMON: Final = "api"
"""Module of the schemas that the root file defines, and so no tag owns."""


@frozen
class Correction:
    """Something that the specification says and the code must not."""

    pointer: str
    """JSON pointer into the bundled document."""

    expected: Json
    """What stands there; anything else makes the correction stale, which fails the build."""

    value: Json
    """What the code is made from instead."""

    reason: str
    """Why."""


CORRECTIONS: Final[Mapping[str, tuple[Correction, ...]]] = {}
"""For each API what is corrected."""


@frozen
class Normalized:
    """What the code of an API is made from."""

    specification: Specification
    """The specification after its corrections."""

    endpoints: tuple[Endpoint, ...]
    """Its operations, in order."""

    schemas: Mapping[str, Object]
    """Every schema that a call needs, and for each operation its arguments and its answer."""

    sides: Mapping[str, Side]
    """Whether a schema is sent or received; what is both, and has nothing optional, counts as received."""

    owners: Mapping[str, str]
    """For each schema the module that it belongs to."""

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the schemas that become classes or aliases."""
        return tuple(name for name in self.schemas if ":" not in name)

    @property
    def tags(self) -> tuple[Object, ...]:
        """The tags, in the specification's order."""
        return tuple(self.specification.document.get("tags", []))

    @property
    def title(self) -> str:
        """What the API is called."""
        return one_line(self.specification.document["info"]["title"])

    @property
    def snake(self) -> bool:
        """Whether the API spells its names in snake case, not camel case."""
        return bool(self.specification.document["info"].get("x-wire-names") == "snake")

    @property
    def has_names(self) -> bool:
        """Whether its paths are resource names, so that a name may stand where a slug does."""
        return bool(self.specification.document["info"].get("x-resource-names"))

    def source(self, module: str) -> str:
        """Say which file a module is generated from."""
        file = f"openapi/{self.specification.name}/{ROOT if module == COMMON else module}.yaml"
        return f"Generated from ``{file}`` by ``python -m codegen``; do not edit."


def normalize(specification: Specification, corrections: tuple[Correction, ...]) -> Normalized:
    """Correct a specification, read its operations, and part inputs from outputs.

    Raises:
        SpecificationError: A correction is stale, or something has no form in code.
    """
    specification = evolve(specification, document=correct(specification.document, corrections))
    calls = tuple(endpoints(specification))
    ids = [call.id for call in calls]
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise SpecificationError(f"Two operations have the id {twice[0]}. Give one another.")
    schemas: dict[str, Object] = specification.document["components"].get("schemas", {})
    received = reach(schemas, [call.answer for call in calls])
    sent = reach(schemas, [part for call in calls for part in (call.arguments, *call.parts)])
    parted = {name for name in sent & received if _has_optional(schemas, name)}
    if taken := sorted(name for name in parted if f"{name}Input" in schemas):
        raise SpecificationError(f"{taken[0]} is sent and received, and {taken[0]}Input means another. Rename that.")

    outputs = {name: schemas[name] for name in schemas if name in received}
    inputs = {
        f"{name}Input" if name in parted else name: _parted(schemas[name], parted)
        for name in schemas
        if name in sent - (received - parted)
    }
    owners = {name: COMMON if stem == ROOT else stem for name, stem in specification.owners.items()}
    owners |= {f"{name}Input": owners[name] for name in parted}
    for call in calls:
        outputs[call.answer_name] = call.answer
        inputs[call.arguments_name] = _parted(call.arguments, parted)
        owners |= dict.fromkeys((call.answer_name, call.arguments_name), call.module)
    for name, schema in (outputs | inputs).items():
        _refuse_what_has_no_form(name, schema)
    return Normalized(
        specification=specification,
        endpoints=calls,
        schemas=outputs | inputs,
        sides={**dict.fromkeys(outputs, "output"), **dict.fromkeys(inputs, "input")},
        owners=owners,
    )


def correct(document: Object, corrections: Iterable[Correction]) -> Object:
    """Return the document with the corrections applied.

    Raises:
        SpecificationError: What a correction expects is no longer there.
    """
    document = deepcopy(document)
    for correction in corrections:
        *parents, last = (key.replace("~1", "/").replace("~0", "~") for key in correction.pointer.split("/")[1:])
        target: Json = document
        for key in parents:
            target = target.get(key) if is_object(target) else None
        if not is_object(target) or target.get(last) != correction.expected:
            raise SpecificationError(
                f"The correction of {correction.pointer} ({correction.reason}) is stale. Remove it."
            )
        target[last] = correction.value
    return document


def reach(schemas: Mapping[str, Object], starts: Iterable[Object]) -> set[str]:
    """Return the names of all schemas that some values refer to, directly or through others."""
    found: set[str] = set()
    waiting = [name for start in starts for name in references(start)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(references(schemas[name]))
    return found


def _has_optional(schemas: Mapping[str, Object], name: str) -> bool:
    """Tell whether a field may be left out anywhere inside a schema."""
    inside = (schemas[each] for each in {name} | reach(schemas, [schemas[name]]))
    return any(not set(schema.get("properties", {})) <= set(schema.get("required", [])) for schema in inside)


def _parted(value: Json, parted: set[str]) -> Json:
    """Copy a value; where it refers to what is parted, it refers to the input now."""
    if is_array(value):
        return [_parted(item, parted) for item in value]
    if not is_object(value):
        return value
    copy = {key: _parted(item, parted) for key, item in value.items()}
    if "$ref" in copy and copy["$ref"].rpartition("/")[2] in parted:
        copy["$ref"] += "Input"
    return copy


def _refuse_what_has_no_form(name: str, schema: Object) -> None:
    for inner in _inside(schema):
        if "properties" in inner and inner is not schema:
            raise SpecificationError(f"{name} holds an object without a name. Make it a component of its own.")
        if "allOf" in inner:
            raise SpecificationError(f"{name} uses allOf. Write its properties out.")


def _inside(schema: Object) -> Iterator[Object]:
    """Iterate over a schema and those inside it."""
    yield schema
    parts = [*schema.get("properties", {}).values(), *schema.get("anyOf", []), *schema.get("oneOf", [])]
    for part in (*parts, schema.get("items"), schema.get("additionalProperties")):
        if is_object(part):
            yield from _inside(part)
