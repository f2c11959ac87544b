"""Secrets in a diff: whether the markers that stand for them can be compared, and that none is ever shown."""

import json
from collections.abc import Collection, Mapping
from secrets import token_bytes
from typing import Final

from attrs import evolve, frozen

from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.apis import ApiName
from segment_async.audit.diff.fields import HIDDEN, MARKER
from segment_async.audit.diff.reading import Parse, Reading
from segment_async.audit.diff.values import Field
from segment_async.audit.reading.plan import plan_of, specification
from segment_async.audit.reading.redact import Redactor, declared_settings, secret_settings

OTHER: Final = "They belong to a workspace, and differ from those of another in any case."
UNLIKE: Final = "One of the two keeps them, and the other has markers in their place; make both the same way."
KEYLESS: Final = "One of the two was made without a key for markers; make both with one --redaction-key-file."
KEYS: Final = (
    "No marker occurs in both, so that their keys differ, or all secrets do; make both with one --redaction-key-file."
)

_BEGIN: Final = "[redacted"


@frozen
class Secrecy:
    """What is known of the secrets of two snapshots."""

    comparable: bool
    """Whether one marker stands for one secret in both."""

    reason: str | None = None
    """Why they are not compared, in a sentence; ``None`` where they are, or where there are none."""


def secrecy(a: Reading, b: Reading, kinds: Collection[str]) -> Secrecy:
    """Find out whether the secrets of two snapshots can be compared.

    A file does not say which key its markers were made with. Markers that occur in both tell that it was one key: two
    keys make the same marker of anything once in 2^48 times.

    Args:
        a: The one.
        b: The other.
        kinds: The kinds that are compared.
    """
    other = a.workspace.id != b.workspace.id
    if a.secrets and b.secrets:
        return Secrecy(comparable=not other, reason=OTHER if other else None)
    if a.secrets or b.secrets:
        return Secrecy(comparable=False, reason=UNLIKE)
    ours, theirs = _markers(a, kinds), _markers(b, kinds)
    if other:
        return Secrecy(comparable=False, reason=OTHER if ours or theirs else None)
    if HIDDEN in ours | theirs:
        return Secrecy(comparable=False, reason=KEYLESS)
    if ours and theirs and not ours & theirs:
        return Secrecy(comparable=False, reason=KEYS)
    return Secrecy(comparable=True)


def _markers(reading: Reading, kinds: Collection[str]) -> set[str]:
    texts = reading.texts(kinds, _BEGIN)
    return {found.group() for text in texts for found in MARKER.finditer(text)}


def parser(reading: Reading, api: ApiName, key: bytes) -> Parse:
    """Return what makes JSON of the texts of a snapshot, without the secrets that it may keep.

    Args:
        reading: The snapshot.
        api: What it was read through.
        key: Makes the markers, the same ones for the same secrets of another snapshot.
    """
    if not reading.secrets:
        return lambda _, text: json.loads(text)
    schemas: Mapping[str, Json] = {read.kind: read.schema for read in plan_of(api)}
    declared = declared_settings(reading.things("catalog-destination")) if api == "config" else None
    redact = Redactor(key, specification(api), declared)
    catalogs = ("catalog-destination", "catalog-source", "catalog-warehouse")
    names = frozenset(
        name for kind in catalogs for entry in reading.things(kind) for name in secret_settings({"metadata": entry})
    )
    return lambda kind, text: redact(json.loads(text), schemas[kind], names)


def new_key() -> bytes:
    """Return a key for the markers of one diff."""
    return token_bytes(32)


def veiled(field: Field) -> Field:
    """Return a field with markers that say nothing: those of one diff mean nothing outside of it."""
    return evolve(field, before=_veil(field.before), after=_veil(field.after))


def _veil(value: Json) -> Json:
    if isinstance(value, str):
        return HIDDEN if MARKER.fullmatch(value) else value
    if is_list(value):
        return [_veil(one) for one in value]
    if is_object(value):
        return {name: _veil(one) for name, one in value.items()}
    return value
