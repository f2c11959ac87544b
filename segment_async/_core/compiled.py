"""Bytes to frozen models at the speed of the parser.

msgspec decodes into wire structs, whose fields have the models' names and the wire's types, and a compiled function
copies those into models. A model's frozen ``__init__`` sets field by field through ``object.__setattr__``; filling the
slots of a twin and changing its class once gives the same object in a fifth of the time.

What is read here is exactly what is promised: whatever is not raises, and the converter judges it.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import msgspec
from attrs import define, field

from segment_async._core.reading import AnyType
from segment_async._core.shapes import Led, Many, Member, Model, Named, Nullable, Odd, Plain, Shape, many_of

Copy: TypeAlias = Callable[[Any], Any]
"""Makes the value that users get of the one that msgspec made."""

_INDENT: Final = "    "


def wire_type(shape: Shape, *, exact: bool) -> AnyType:
    """Return the type that msgspec reads values of a shape as.

    Args:
        shape: The shape.
        exact: Whether an unknown field is an error. msgspec skips those of JSON text without looking whether they hold
            valid text and numbers.
    """
    match shape:
        case Plain():
            return shape.wire
        case Many():
            return many_of(wire_type(shape.item, exact=exact), list)
        case Named():
            return dict[str, wire_type(shape.item, exact=exact)]  # type: ignore[misc]  # known only now
        case Nullable():
            return wire_type(shape.inner, exact=exact) | None
        case Odd() | Led():
            return Any
        case Model():
            return _struct(shape, exact=exact)


def _struct(shape: Model, *, exact: bool) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        shape.model.__name__,
        [(member.name, wire_type(member.shape, exact=exact), _field(member)) for member in shape.members],
        forbid_unknown_fields=exact,
        gc=False,  # it lives within one synchronous step, and holds no cycle
        kw_only=True,
    )


def _field(member: Member) -> AnyType:
    return msgspec.field(name=member.wire) if member.required else msgspec.field(default=None, name=member.wire)


def copier(shape: Shape) -> Copy | None:
    """Compile what copies a wire value of a shape into models; ``None`` where the wire value is the value."""
    if isinstance(shape, Plain):
        return None
    source = _Source()
    result = source.copy(1, shape, "value", "")
    return source.function("value", result)


@define
class _Source:
    """The text of a function while it is written."""

    lines: list[str] = field(factory=list[str])
    scope: dict[str, Any] = field(factory=dict[str, Any])
    count: int = 0

    def line(self, depth: int, text: str) -> None:
        self.lines.append(_INDENT * depth + text)

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def hold(self, stem: str, value: object) -> str:
        """Make a value known to the function, and return its name there."""
        name = self.name(stem)
        self.scope[name] = value
        return name

    def function(self, parameter: str, result: str) -> Copy:
        """Compile the lines as the body of a function; what it holds are its locals, the quickest names there are."""
        held = ", ".join([parameter, *(f"{name}={name}" for name in self.scope)])
        text = "\n".join([f"def copy({held}):", *self.lines, f"{_INDENT}return {result}"])
        exec(compile(text, "<segment_async copy>", "exec"), self.scope)  # noqa: S102 - written here, from our own classes
        copy: Copy = self.scope["copy"]
        return copy

    def copy(self, depth: int, shape: Shape, value: str, leader: str) -> str:
        """Write the lines that copy a value, and return the expression of the copy.

        Args:
            depth: How far the lines are indented.
            shape: What to copy.
            value: The name of the value.
            leader: The expression of what leads it, for `Led`.
        """
        match shape:
            case Plain():
                result = value
            case Odd():
                result = f"{self.hold('read', shape.read)}({value})"
            case Led():
                result = f"{self.hold('read', shape.read)}({leader}, {value})"
            case Nullable():
                result = self._nullable(depth, shape, value, leader)
            case Many():
                result = self._many(depth, shape, value)
            case Named():
                result = self._named(depth, shape, value)
            case Model():
                result = self._model(depth, shape, value)
        return result

    def _nullable(self, depth: int, shape: Nullable, value: str, leader: str) -> str:
        copy = self.name("maybe")
        self.line(depth, f"if {value} is None:")
        self.line(depth + 1, f"{copy} = None")
        self.line(depth, "else:")
        self.line(depth + 1, f"{copy} = {self.copy(depth + 1, shape.inner, value, leader)}")
        return copy

    def _many(self, depth: int, shape: Many, value: str) -> str:
        """Copy in place: the list is nobody else's, and a new one would have to grow."""
        items, item, index = self.name("items"), self.name("item"), self.name("index")
        self.line(depth, f"{items} = {value}")
        self.line(depth, f"if {items}:")
        self.line(depth + 1, f"{index} = 0")
        self.line(depth + 1, f"for {item} in {items}:")
        self.line(depth + 2, f"{items}[{index}] = {self.copy(depth + 2, shape.item, item, '')}")
        self.line(depth + 2, f"{index} += 1")
        if shape.into is tuple:
            self.line(depth, f"{items} = tuple({items})")
        return items

    def _named(self, depth: int, shape: Named, value: str) -> str:
        items, key, item = self.name("items"), self.name("key"), self.name("item")
        self.line(depth, f"{items} = {{}}")
        self.line(depth, f"for {key}, {item} in {value}.items():")
        self.line(depth + 1, f"{items}[{key}] = {self.copy(depth + 1, shape.item, item, '')}")
        return items

    def _model(self, depth: int, shape: Model, value: str) -> str:
        twin, model = self.hold("Twin", shape.twin), self.hold("Model", shape.model)
        names = {member.wire: member.name for member in shape.members}
        copy = self.name("copy")
        self.line(depth, f"{copy} = {twin}()")
        for member in shape.members:
            if isinstance(member.shape, Plain):
                self.line(depth, f"{copy}.{member.name} = {value}.{member.name}")
                continue
            inner = member.shape.inner if isinstance(member.shape, Nullable) else member.shape
            leader = f"{value}.{names[inner.leader]}" if isinstance(inner, Led) else ""
            part = self.name("part")
            self.line(depth, f"{part} = {value}.{member.name}")
            self.line(depth, f"{copy}.{member.name} = {self.copy(depth, member.shape, part, leader)}")
        self.line(depth, f"{copy}.__class__ = {model}")
        return copy
