"""Plan the models: attrs classes and aliases, in one module for each file that defines schemas."""

import keyword
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

from attrs import evolve, frozen
from datamodel_code_generator.model import DataModel, DataModelFieldBase

from codegen.enumerations import Place, name_enumerations
from codegen.load import Object, SpecificationError, references
from codegen.normalize import Normalized
from codegen.plan import CALL_HOMES, MODEL_HOMES, Alias, Field, Model, ModelModule, camel, identifiers, imports, quote
from codegen.prose import docstring, note, one_line, sentence
from codegen.schemas import INPUT, OUTPUT, annotation, open_literal, parse

RESERVED: Final = {"self", "str", "int", "float", "bool", "tuple", "object"}
"""Names that a field must leave to the annotations around it."""


@frozen
class Types:
    """How the schemas of an API are written in Python."""

    api: Normalized

    package: str
    """The package that the API becomes, such as ``segment_async.public``."""

    parsed: Mapping[str, DataModel]
    """Every schema, as datamodel-code-generator reads it."""

    enumerations: Mapping[Place, str]
    """The aliases of enumerations."""

    @property
    def modules(self) -> dict[str, str]:
        """For each class and alias its module."""
        modules = {name: self.api.owners[name] for name in self.api.models}
        return modules | {name: module for (module, _, _), name in self.enumerations.items()}

    @property
    def homes(self) -> dict[str, str]:
        """For each class and alias the module to import it from."""
        return {name: f"{self.package}.models.{module}" for name, module in self.modules.items()}

    def is_class(self, name: str) -> bool:
        """Tell whether a schema becomes a class, not an alias."""
        schema = self.api.schemas[name]
        is_map = bool(schema.get("additionalProperties"))
        return "properties" in schema or (schema.get("type") == "object" and not is_map)

    def written(self, owner: str, field: DataModelFieldBase) -> str:
        """Write the type of a schema's field."""
        module, wire = self.api.owners[owner], field.original_name or ""
        notation = INPUT if self.api.sides[owner] == "input" else OUTPUT
        return annotation(field.data_type, notation, lambda values: self.enumerations[module, wire, values])

    def fields(self, owner: str) -> tuple[Field, ...]:
        """Return the fields of a schema.

        Raises:
            SpecificationError: Two of them would have one name.
        """
        fields = tuple(self._field(owner, field) for field in self.parsed[owner].fields)
        names = [field.name for field in fields]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise SpecificationError(f"{owner} has two fields called {twice[0]}. Give one another x-python-name.")
        return fields

    def _field(self, owner: str, field: DataModelFieldBase) -> Field:
        wire = field.original_name or ""
        schema = self.api.schemas[owner]["properties"][wire]
        name = schema.get("x-python-name", field.name)
        name = f"{name}_" if keyword.iskeyword(name) or name in RESERVED else name
        type_, default = self.written(owner, field), None
        if not field.required:
            type_, default = _optional(type_, sent=self.api.sides[owner] == "input")
        options = [f"default={default}"] if default else []
        options += ["repr=False"] if schema.get("x-sensitive") else []
        options += self._metadata(name, wire, schema)
        call = f"attrs_field({', '.join(options)})" if options else None
        text = with_confidence(one_line(schema.get("description") or self._described(schema)), schema)
        return Field(
            name=name,
            wire=wire,
            annotation=type_,
            default=default,
            text=text,
            value=default if options == [f"default={default}"] else call,
            note=note(text, indent=4) if text else None,
        )

    def _metadata(self, name: str, wire: str, schema: Object) -> list[str]:
        """Return what the kernel has to know of a field beyond its type, as an argument at most."""
        known = {"wire": quote(wire)} if wire != self._wire_name(name) else {}
        if follows := schema.get("x-follows"):
            schemas = ", ".join(f"{quote(value)}: {quote(model)}" for value, model in follows["schemas"].items())
            known["follows"] = f"({quote(follows['field'])}, {{{schemas}}})"
        entries = ", ".join(f"{quote(key)}: {value}" for key, value in known.items())
        return [f"metadata={{{entries}}}"] if known else []

    def _described(self, schema: Object) -> str:
        """Return what the schema that a property refers to says of itself."""
        return next((self.api.schemas[name].get("description", "") for name in references(schema)), "")

    def _wire_name(self, name: str) -> str:
        """Return the wire name that the API's rule makes of a Python name."""
        return name.rstrip("_") if self.api.snake else camel(name)


def types_of(api: Normalized, package: str) -> Types:
    """Decide how schemas are written.

    Raises:
        SpecificationError: A name is taken.
    """
    parsed = parse(api.schemas)
    if taken := MODEL_HOMES.keys() & set(api.models):
        raise SpecificationError(f"A schema is called {min(taken)}, as something else in its module is. Rename it.")
    return Types(api, package, parsed, name_enumerations(api, parsed, {*api.models, *CALL_HOMES}))


def with_confidence(text: str, schema: Object) -> str:
    """Return what is said of a schema, with a word of warning where it is not certain."""
    confidence = schema.get("x-confidence", "high")
    return text if confidence == "high" or not text else f"{sentence(text)} Confidence: {confidence}."


def _optional(type_: str, *, sent: bool) -> tuple[str, str]:
    """Return the type of what may be left out, and its default."""
    plain, is_nullable = type_.removesuffix(" | None"), type_.endswith(" | None")
    if sent:
        return f"{plain} | Unset" + " | None" * is_nullable, "UNSET"
    return f"{plain} | None", "None"


def plan_models(types: Types) -> tuple[ModelModule, ...]:
    """Decide what the modules of models hold.

    Raises:
        SpecificationError: Files refer to one another in a circle.
    """
    _refuse_circles(types.api)
    modules: dict[str, dict[str, Model | Alias]] = {}
    for statement in (*(_statement(types, name) for name in types.api.models), *_aliases(types)):
        modules.setdefault(types.modules[statement.name], {})[statement.name] = statement
    return tuple(_module(types, name, modules[name]) for name in sorted(modules))


def _refuse_circles(api: Normalized) -> None:
    needs: dict[str, set[str]] = {}
    for name in api.models:
        owner = api.owners[name]
        needs.setdefault(owner, set()).update({api.owners[other] for other in references(api.schemas[name])} - {owner})
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
    else:
        return
    raise SpecificationError(f"Files refer to one another's schemas in a circle, {circle}. Move a schema.")


def _aliases(types: Types) -> Iterator[Alias]:
    for (_, wire, values), name in types.enumerations.items():
        yield Alias(name, open_literal(values), note(f"Known values of ``{wire}``; others pass through.", indent=0))


def _statement(types: Types, name: str) -> Model | Alias:
    """Plan the class, or the alias, that a schema becomes."""
    schema = types.api.schemas[name]
    text = with_confidence(schema.get("description", ""), schema)
    if types.is_class(name):
        return Model(name, docstring(text, indent=4), types.fields(name))
    (root,) = types.parsed[name].fields
    notation = INPUT if types.api.sides[name] == "input" else OUTPUT
    return Alias(name, annotation(root.data_type, notation, open_literal), note(text, indent=0))


def _module(types: Types, name: str, statements: dict[str, Model | Alias]) -> ModelModule:
    api = types.api
    tag = next((one_line(tag["name"]) for tag in api.tags if tag.get("x-python-name") == name), None)
    others = [api.schemas[other] for other in api.schemas if ":" in other or api.owners[other] != name]
    elsewhere = {other: home for other, home in types.homes.items() if other not in statements}
    return ModelModule(
        name=name,
        about=f"the *{tag}* tag of the {api.title}" if tag else f"the {api.title} that no tag owns",
        source=api.source(name),
        imports=imports((statement.code for statement in statements.values()), {**MODEL_HOMES, **elsewhere}),
        wire_names="snake" if api.snake else None,
        statements=_in_order(statements),
        used_elsewhere=frozenset(references(others)) & statements.keys(),
    )


def _in_order(statements: Mapping[str, Model | Alias]) -> tuple[Model | Alias, ...]:
    """Put each statement after those that it needs; where classes need one another, annotations become text."""
    done: dict[str, Model | Alias] = {}
    begun: set[str] = set()

    def visit(name: str) -> None:
        if name in begun:
            return
        begun.add(name)
        used = identifiers([statements[name].code])
        for other in statements:
            if other in used:
                visit(other)
        done[name] = _with_text_for(statements[name], statements.keys() - done.keys())

    for name in statements:
        visit(name)
    return tuple(done.values())


def _with_text_for(statement: Model | Alias, later: set[str]) -> Model | Alias:
    """Write annotations as text where they name what is defined only later."""
    if isinstance(statement, Model):
        fields = (
            evolve(field, annotation=quote(field.annotation)) if identifiers([field.annotation]) & later else field
            for field in statement.fields
        )
        return evolve(statement, fields=tuple(fields))
    if ahead := identifiers([statement.code]) & later:
        raise SpecificationError(f"{statement.name} and {min(ahead)} hold one another. Put a property between them.")
    return statement
