"""Plan the calls: for each operation a value and a method, in one module a tag."""

import keyword
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Final

from attrs import evolve

from codegen.endpoints import Endpoint
from codegen.load import Json, Object, SpecificationError, references
from codegen.models import Types
from codegen.normalize import Normalized
from codegen.plan import CALL_HOMES, LINE, CallModule, Constant, Field, Method, imports, quote, words
from codegen.prose import docstring, listed, one_line, sentence
from codegen.schemas import RESULT, annotation, kinds

PAGING: Final[Mapping[str, Json]] = {
    "cursor": "pagination.cursor",
    "count": "pagination.count",
    "next": "pagination.next",
    "previous": "pagination.previous",
    "total": "pagination.totalEntries",
    "maximum": 1000,
    "optional": False,
    "bare": False,
}
"""What the kernel's `Paging` assumes."""

CONFIDENCE: Final[Mapping[str, str]] = {
    "medium": "Confidence: medium, for it is known from clients that others have written.",
    "low": "Confidence: low, for it is inferred or known from one weak source; be ready for another answer.",
}
"""What is said of operations that Segment does not document."""

PAGE_SIZE: Final = 200
"""Items a page holds unless the caller says otherwise, or the API takes fewer."""


def plan_calls(types: Types) -> tuple[CallModule, ...]:
    """Decide what the modules of calls hold.

    Raises:
        SpecificationError: Something has no name, or one that is taken.
    """
    return tuple(_module(types, tag) for tag in types.api.tags)


def _module(types: Types, tag: Object) -> CallModule:
    if missing := {"x-python-name", "description"} - tag.keys():
        raise SpecificationError(f"The tag {tag['name']} lacks {min(missing)}. Add it.")
    name, title, class_name = tag["x-python-name"], one_line(tag["name"]), words(tag["name"])
    calls = [call for call in types.api.endpoints if call.tag == tag["name"]]
    _refuse_names(title, [call.name for call in calls])
    for call in calls:
        if call.module != name:
            raise SpecificationError(f"{call.id} of {title} stands in {call.module}.yaml. Move it to {name}.yaml.")
        if taken := {*CALL_HOMES, class_name} & set(references([call.arguments, call.answer])):
            raise SpecificationError(f"{call.id} uses a schema called {min(taken)}, as its module does. Rename it.")
    constants = tuple(_constant(types, call) for call in calls)
    methods = tuple(_method(types, call) for call in calls)
    code = [f"Operation {constant.annotation} {' '.join(constant.arguments)}" for constant in constants]
    code += [f"Resource {' '.join(method.parameters)} {method.returns}" for method in methods]
    return CallModule(
        name=name,
        about=f"the *{title}* tag of the {types.api.title}",
        source=types.api.source(name),
        imports=imports(code, {**types.homes, **CALL_HOMES}),
        class_name=class_name,
        class_doc=docstring(tag["description"], indent=4),
        property_doc=docstring(tag["description"], indent=8),
        constants=constants,
        methods=methods,
    )


def _refuse_names(tag: str, names: list[str]) -> None:
    for name in names:
        if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
            raise SpecificationError(f"{name!r} cannot be a method of {tag}. Choose another x-python-name.")
        if names.count(name) > 1:
            raise SpecificationError(f"{tag} has two methods called {name}. Give one another x-python-name.")


def _constant(types: Types, call: Endpoint) -> Constant:
    result, annotated = _result(types, call)
    return Constant(
        name=call.name.upper(),
        id=call.id,
        annotation=annotated,
        arguments=(quote(call.id), quote(call.method), quote(call.url), result, *_options(call)),
    )


def _result(types: Types, call: Endpoint) -> tuple[str, str | None]:
    """Return an operation's result as an expression, and the operation's type where the expression does not tell."""
    (field,) = types.parsed[call.answer_name].fields
    written = annotation(field.data_type, RESULT, kinds)
    if call.paging is not None:
        return f"Page[{written}]", None
    if written == "Any":
        return "object", None
    is_alias = written in types.api.models and not types.is_class(written)
    return written, f"Operation[{written}]" if is_alias or " | " in written else None


def _options(call: Endpoint) -> Iterator[str]:
    """Write what of an operation is not as the kernel assumes."""
    yield f"tag={quote(call.tag)}"
    if call.key is not None:
        yield f"key={quote(call.key)}"
    if call.paging is not None:
        yield f"paging={_paging(call.paging)}"
    yield from _rules(call)
    if call.levels != ("v1", "beta", "alpha"):
        yield f"levels={_tuple(call.levels)}"
    if call.limited:
        yield f"limited_fields={_dict({name: _tuple(levels) for name, levels in call.limited.items()})}"
    if call.success != 200:  # noqa: PLR2004 - what the kernel assumes
        yield f"success={call.success}"
    if mask := call.mask:
        yield f"mask=Mask({quote(mask['in'])}, {quote(mask['prefix'])}, {_tuple(mask['fields'])})"
    if call.names:
        yield f"names={_dict({place: _in_pieces(name, LINE - len(place)) for place, name in call.names.items()})}"


def _rules(call: Endpoint) -> Iterator[str]:
    """Write what has to be heeded by whoever sends an operation."""
    described = call.described
    if limit := described.get("x-rate-limit"):
        yield f"limit=per_{limit['per']}({limit['requests']})"
    if (replay := described.get("x-replay", "safe" if call.method == "GET" else None)) != "safe":
        if replay is None:
            raise SpecificationError(f"{call.id} does not say whether it may be sent again. Give it an x-replay.")
        yield f"replay={quote(replay)}"
    if natural_key := described.get("x-natural-key"):
        yield f"natural_key={_tuple(natural_key)}"
    if call.auth != "token":
        yield f"auth={quote(call.auth)}"
    if texts := described.get("x-not-found"):
        yield f"not_found={_tuple(texts)}"


def _paging(paging: Mapping[str, Json]) -> str:
    assumed = {name: value for name, value in PAGING.items() if not isinstance(value, str)}
    stated = {**dict.fromkeys(PAGING), **assumed, **paging}
    options = [f"{name}={quote(stated[name])}" for name, value in PAGING.items() if stated[name] != value]
    if _page_size(paging) != PAGE_SIZE:
        options.append(f"default={_page_size(paging)}")
    return f"Paging({', '.join([quote(paging['items']), *options])})"


def _page_size(paging: Mapping[str, Json]) -> int:
    maximum: int = paging.get("maximum", PAGE_SIZE)
    return min(PAGE_SIZE, maximum)


def _in_pieces(name: str, room: int) -> str:
    """Write the pattern of a resource name, in pieces where a line has no room for it."""
    if len(name) + len('        "": "",') <= room:
        return quote(name)
    pieces = [piece.replace("/ ", "/") for piece in wrap(name.replace("/", "/ "), 80)]
    return f"({' '.join(map(quote, pieces))})"


def _dict(entries: Mapping[str, str]) -> str:
    """Write a mapping of texts to expressions."""
    return f"{{{', '.join(f'{quote(name)}: {value}' for name, value in entries.items())}}}"


def _tuple(values: Iterable[str]) -> str:
    """Write a tuple of texts."""
    if not (written := [quote(value) for value in values]):
        return "()"
    first, *others = written
    return f"({', '.join([first, *others])})" if others else f"({first},)"


def _method(types: Types, call: Endpoint) -> Method:
    fields = {field.wire: field for field in types.fields(call.arguments_name)}
    sent = {
        "path": [fields[wire] for wire in call.path],
        "query": [fields[wire] for wire in call.query],
        "body": [fields[wire] for wire in call.body],
        "wrapped": [fields[wire] for wire in call.wrapped],
    }
    if types.api.has_names:
        sent["path"] = [_left_out(field, place) for place, field in enumerate(sent["path"])]
    named = sorted((*sent["query"], *sent["wrapped"], *sent["body"]), key=lambda field: field.default is not None)
    keywords = [f"{field.name}: {field.annotation}{_default(field.default)}" for field in named]
    if call.mask is not None:
        keywords.append("clear: Sequence[str] = ()")
    if call.paging is not None:
        keywords.append(f"page_size: int = {_page_size(call.paging)}")
    return Method(
        name=call.name,
        is_async=call.paging is None,
        parameters=(
            "self",
            *(f"{field.name}: {field.annotation}{_default(field.default)}" for field in sent["path"]),
            *(["*", *keywords] if keywords else []),
        ),
        returns=_returns(types, call),
        doc=_doc(types.api, call, [*sent["path"], *named]),
        body=_body(call, sent),
    )


def _returns(types: Types, call: Endpoint) -> str:
    if call.silent:
        return "None"
    (answer,) = types.parsed[call.answer_name].fields
    written = types.written(call.answer_name, answer)
    if call.paging is not None:
        return f"Paginator[{written}]"
    return "object" if written == "Any" else written


def _default(value: str | None) -> str:
    return "" if value is None else f" = {value}"


def _left_out(field: Field, place: int) -> Field:
    """Return a value of a path that a resource name before it may stand for."""
    return evolve(field, annotation=f"{field.annotation} | Unset", default="UNSET") if place else field


def _body(call: Endpoint, sent: Mapping[str, list[Field]]) -> str:
    """Write the one statement of a method."""
    written = {part: _mapping(fields) for part, fields in sent.items() if fields}
    if call.mask is not None:
        parts = {"path": "path", "wrapped": "changes", "body": "beside"}
        given = [f"{parts[part]}={mapping}" for part, mapping in written.items()]
        return f"return await self._update({', '.join([call.name.upper(), *given, 'clear=clear'])})"
    if call.wrapper is not None:
        beside = written.get("body", "{}").removeprefix("{")
        written["body"] = f"{{{quote(call.wrapper)}: {written.pop('wrapped')}, {beside}"
    given = [f"{part}={mapping}" for part, mapping in written.items()]
    if call.paging is not None:
        return f"return self._list({', '.join([call.name.upper(), 'page_size=page_size', *given])})"
    performed = f"await self._caller.call({', '.join([call.name.upper(), *given])})"
    return performed if call.silent else f"return {performed}"


def _mapping(fields: Iterable[Field]) -> str:
    """Write a mapping of wire names to arguments."""
    return _dict({field.wire: field.name for field in fields})


def _doc(api: Normalized, call: Endpoint, arguments: list[Field]) -> str:
    meanings: dict[str, str] = {}
    for field in arguments:
        if not field.text:
            raise SpecificationError(f"{call.id} does not say what {field.wire} means. Describe it.")
        levels = call.limited.get(field.wire)
        only = f" Only with version {listed((f'``{level}``' for level in levels), 'or')}." if levels else ""
        whole = (
            " A whole resource name stands for what follows too."
            if api.has_names and field.wire in call.path[:-1]
            else ""
        )
        meanings[field.name] = sentence(field.text) + only + whole
    if call.mask is not None:
        deeper = [f"``{name}``" for name in call.mask["fields"] if "." in name]
        also = f"; of parts of them: {listed(deeper, 'and')}" if deeper else ""
        meanings["clear"] = f"Names of fields to reset to their empty value{also}."
    if call.paging is not None and meanings:
        meanings["page_size"] = f"Items a page may hold, {call.paging.get('maximum', PAGING['maximum'])} at most."
    details = call.described.get("description", ""), " ".join(_facts(call))
    return docstring(call.described.get("summary", ""), indent=8, details=details, arguments=meanings)


def _facts(call: Endpoint) -> Iterator[str]:
    """Say in sentences what else the specification knows of an operation."""
    described = call.described
    if limit := described.get("x-rate-limit"):
        yield f"Segment takes at most {limit['requests']} of these a {limit['per']}{_further(described)}."
    if call.levels and "v1" not in call.levels:
        yield f"Segment offers it at its {listed(call.levels, 'and')} level{'s' * (len(call.levels) > 1)} only."
    if events := described.get("x-audit-events"):
        yield f"Leaves {listed((f'*{event}*' for event in events), 'or')} in the audit trail."
    if (confidence := described.get("x-confidence", "high")) != "high":
        yield CONFIDENCE[confidence]
    if features := described.get("x-workspace-features"):
        named = listed((f"*{feature}*" for feature in features), "and")
        yield f"Needs the {named} feature{'s' * (len(features) > 1)}."


def _further(described: Mapping[str, Json]) -> str:
    """Return the second limit of an operation as the rest of a sentence."""
    limit = described.get("x-rate-limit-extra")
    return f", and {limit['requests']} a {limit['per']} for each {limit['scope'].removesuffix('Id')}" if limit else ""
