"""datamodel-code-generator reads the schemas; here what it makes of them becomes annotations."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from attrs import frozen
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.model import DataModel, DataModelFieldBase
from datamodel_code_generator.model.dataclass import DataClass, DataModelField, DataTypeManager
from datamodel_code_generator.model.type_alias import TypeAlias as RootAlias
from datamodel_code_generator.parser import LiteralType
from datamodel_code_generator.parser.openapi import OpenAPIParser
from datamodel_code_generator.types import DataType

from codegen.load import Json, Object, SpecificationError, is_array, is_object
from codegen.plan import quote

Literals: TypeAlias = tuple[str | int | bool, ...]
"""The known values of an enumeration."""

KEYWORDS: Final = ("$ref", "type", "required", "enum", "const", "items", "additionalProperties", "anyOf", "oneOf")
"""What decides a type, beside properties. Formats and bounds do not: dates stay text, the server knows its limits."""


class AttrsModel(DataClass):
    """A schema that becomes an attrs class; its fields keep the specification's order, as they are keyword-only."""

    @classmethod
    def order_fields_for_construction(cls, fields: Iterable[DataModelFieldBase]) -> list[DataModelFieldBase]:
        """Leave the fields where they are."""
        return list(fields)


@frozen
class Notation:
    """How types are written on one side."""

    array: str
    mapping: str
    anything: str


OUTPUT: Final = Notation("tuple[{}, ...]", "Mapping[str, {}]", "Any")
INPUT: Final = Notation("Sequence[{}]", "Mapping[str, {}]", "object")
RESULT: Final = Notation("tuple[{}, ...]", "dict[str, {}]", "Any")
"""Concrete types, as the result of an operation must be one."""


def parse(schemas: Mapping[str, Object]) -> dict[str, DataModel]:
    """Let datamodel-code-generator read the schemas.

    Raises:
        SpecificationError: A name cannot be the name of a class.
    """
    components = {"schemas": {name: bare(schema) for name, schema in schemas.items()}}
    parser = OpenAPIParser(
        json.dumps({"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {}, "components": components}),
        data_model_type=AttrsModel,
        data_model_field_type=DataModelField,
        data_model_root_type=RootAlias,
        data_type_manager_type=DataTypeManager,
        enum_field_as_literal=LiteralType.All,
        snake_case_field=True,
        strict_nullable=True,
        target_python_version=PythonVersion.PY_311,
        use_standard_collections=True,
        use_union_operator=True,
    )
    parser.parse_raw()
    models = {_component(model.reference.path): model for model in parser.results}
    for name, model in models.items():
        if ":" not in name and model.class_name != name:
            raise SpecificationError(f"{name} cannot be the name of a class. Call the schema {model.class_name}.")
    return models


def bare(schema: Object) -> Object:
    """Return of a schema only what decides its type."""
    kept: Object = {key: _bare(schema[key]) for key in KEYWORDS if key in schema}
    if kept.get("additionalProperties") is True and "properties" not in schema:
        kept["additionalProperties"] = {}  # the parser takes True for a class without fields
    if "properties" in schema:
        kept["properties"] = {name: bare(value) for name, value in schema["properties"].items()}
    return kept


def _bare(value: Json) -> Json:
    if is_array(value):
        return [_bare(item) for item in value]
    return bare(value) if is_object(value) else value


def _component(path: str) -> str:
    return path.rpartition("/")[2]


def annotation(type_: DataType, notation: Notation, enumeration: Callable[[Literals], str]) -> str:
    """Write a type.

    Args:
        type_: What datamodel-code-generator made of a schema.
        notation: How containers are written.
        enumeration: Writes an enumeration.
    """
    inner = [annotation(each, notation, enumeration) for each in type_.data_types]
    if type_.is_list:
        written = notation.array.format(" | ".join(inner) or notation.anything)
    elif type_.is_dict:
        written = notation.mapping.format(" | ".join(inner) or notation.anything)
    elif type_.reference:
        written = _component(type_.reference.path)
    elif type_.literals:
        written = enumeration(tuple(type_.literals))
    elif inner:
        written = " | ".join(dict.fromkeys(name for each in inner for name in each.split(" | ") if name != "None"))
    else:
        written = _plain(type_.type, notation)
    return f"{written} | None" if _is_nullable(type_) and written != "None" else written


def _plain(name: str | None, notation: Notation) -> str:
    if name == "Any":
        return notation.anything
    if name in {"str", "int", "float", "bool", "None"}:
        return name
    raise SpecificationError(f"A schema became {name}, which has no form in code. Describe it with plain types.")


def _is_nullable(type_: DataType) -> bool:
    is_container = type_.is_list or type_.is_dict
    null_inside = not is_container and any(map(_is_nullable, type_.data_types))
    return type_.is_optional or type_.type == "None" or null_inside


def literals(type_: DataType) -> Iterator[Literals]:
    """Iterate over the enumerations inside a type."""
    if type_.literals:
        yield tuple(type_.literals)
    for each in type_.data_types:
        yield from literals(each)


def open_literal(values: Literals) -> str:
    """Write an enumeration so that unknown values pass too."""
    return f"Literal[{', '.join(map(quote, values))}] | {kinds(values)}"


def kinds(values: Literals) -> str:
    """Write what the values of an enumeration are at run time."""
    return " | ".join(dict.fromkeys(type(value).__name__ for value in values))
