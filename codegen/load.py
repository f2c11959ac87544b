"""Read a specification that is spread over files, and bundle it into one document whose references are local."""

import re
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeGuard

import yaml
from attrs import frozen

Json: TypeAlias = Any
"""A JSON value of any kind."""

Object: TypeAlias = dict[str, Any]
"""A JSON object."""

ROOT: Final = "openapi"
"""Stem of the file that every specification starts from. What it defines itself, no tag owns."""


class SpecificationError(Exception):
    """The specification cannot become code; the message says where, and what to change."""


@frozen
class Specification:
    """One API's specification, bundled."""

    name: str
    """The folder in ``openapi/``, which is also the generated package: ``public``."""

    document: Object
    """The bundled document; every reference in it is local."""

    owners: Mapping[str, str]
    """For each schema the stem of the file that defines it."""

    homes: Mapping[str, str]
    """For each path the stem of the file that describes it."""


_PLAIN: Final = [
    (f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})$"))
    for kind, pattern in (
        ("bool", "true|false"),
        ("null", "null|"),
        ("int", "-?(0|[1-9][0-9]*)"),
        ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"),
    )
]


class _Loader(yaml.CSafeLoader):
    """Reads plain values as JSON does: ``NO`` and ``2026-01-31`` are text. A key that stands twice is an error."""

    yaml_implicit_resolvers: Any = dict.fromkeys(["", *"tfn-0123456789"], _PLAIN)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's
        """Refuse a key that stands twice."""
        keys = [str(key.value) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise SpecificationError(f"{key!r} stands twice in one mapping{node.start_mark}. Remove one of them.")
        return super().construct_mapping(node, deep)


def specifications(folder: Path) -> tuple[Specification, ...]:
    """Bundle every API that has a folder with an ``openapi.yaml``.

    Args:
        folder: The folder ``openapi/``.
    """
    roots = sorted(folder.glob(f"*/{ROOT}.yaml"))
    if not roots:
        raise SpecificationError(f"There is no API in {folder}. Run from the root of the repository.")
    return tuple(bundle(root.parent) for root in roots)


def bundle(folder: Path) -> Specification:
    """Bundle the files of one API into one document.

    Raises:
        SpecificationError: A reference leads nowhere, or two files define one name.
    """
    stems = sorted((path.stem for path in folder.glob("*.yaml")), key=lambda stem: (stem != ROOT, stem))
    files = {stem: _read(folder / f"{stem}.yaml") for stem in stems}
    components, owners = _merge_components(files)
    paths, homes = _gather_paths(files)
    return Specification(folder.name, {**files[ROOT], "paths": paths, "components": components}, owners, homes)


def references(value: Json) -> Iterator[str]:
    """Iterate over the names of the components that a value refers to, in order."""
    if is_object(value):
        for key, item in value.items():
            if key == "$ref":
                yield item.rpartition("/")[2]
            else:
                yield from references(item)
    elif is_array(value):
        for item in value:
            yield from references(item)


def is_object(value: Json) -> TypeGuard[Object]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: Json) -> TypeGuard[list[Json]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


def _read(path: Path) -> Object:
    try:
        content: Json = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - built on the safe loader
    except yaml.YAMLError as error:
        raise SpecificationError(f"{path} is not YAML: {error}") from None
    if not is_object(content):
        raise SpecificationError(f"{path} holds no mapping. Write paths and components in it, or remove it.")
    return content


def _merge_components(files: Mapping[str, Object]) -> tuple[Object, dict[str, str]]:
    merged: Object = {}
    owners: dict[tuple[str, str], str] = {}
    for stem, content in files.items():
        for section, entries in content.get("components", {}).items():
            for name, entry in entries.items():
                if (section, name) in owners:
                    both = f"{owners[section, name]}.yaml and {stem}.yaml"
                    raise SpecificationError(f"{section}/{name} is defined in both {both}. Keep one of them.")
                owners[section, name] = stem
                merged.setdefault(section, {})[name] = _localize(entry, stem, files)
    return merged, {name: stem for (section, name), stem in owners.items() if section == "schemas"}


def _gather_paths(files: Mapping[str, Object]) -> tuple[Object, dict[str, str]]:
    paths: Object = {}
    homes: dict[str, str] = {}
    for url, entry in files[ROOT].get("paths", {}).items():
        stem, item = _follow(entry["$ref"], ROOT, files)[::2] if "$ref" in entry else (ROOT, entry)
        homes[url] = stem
        paths[url] = _localize(item, stem, files)
    for stem, content in files.items():
        for url in content.get("paths", {}):
            if stem not in {ROOT, homes.get(url)}:
                raise SpecificationError(f"{stem}.yaml describes {url}, which {ROOT}.yaml does not list. Add it there.")
    return paths, homes


def _localize(value: Json, stem: str, files: Mapping[str, Object]) -> Json:
    """Copy a value of a file with every reference made local to the bundle."""
    if is_array(value):
        return [_localize(item, stem, files) for item in value]
    if not is_object(value):
        return value
    copy: Object = {}
    for key, item in value.items():
        if key != "$ref":
            copy[key] = _localize(item, stem, files)
            continue
        _, pointer, _ = _follow(item, stem, files)
        if not pointer.startswith("/components/"):
            raise SpecificationError(f"{item!r} in {stem}.yaml refers to no component. Make what it names a component.")
        copy[key] = f"#{pointer}"
    return copy


def _follow(reference: str, stem: str, files: Mapping[str, Object]) -> tuple[str, str, Json]:
    """Return the file, the pointer and the value that a reference in a file leads to."""
    file, _, pointer = reference.partition("#")
    target = file.removesuffix(".yaml") or stem
    value: Json = files.get(target)
    for key in pointer.split("/")[1:]:
        value = value.get(key.replace("~1", "/").replace("~0", "~")) if is_object(value) else None
    if value is None:
        raise SpecificationError(f"{reference!r} in {stem}.yaml leads nowhere. Correct it, or define what it names.")
    return target, pointer, value
