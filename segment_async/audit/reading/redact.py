"""Take secrets out of what a workspace says, so that a snapshot can be handed around.

A secret becomes a marker such as ``[redacted:1a2b3c4d5e6f]``: a keyed digest, by which equal secrets stay recognisable
as equal and a changed one as changed, while nobody without the key file can test a guess. Without a key it becomes
``[redacted]``.

What counts as a secret:

- a value that the specification marks ``x-sensitive``: all of it, unless it is a map of settings;
- a field whose name says that it is encrypted: all of it;
- in such a map, a setting that the catalog declares as a password, one whose name matches `SECRET_NAME`, and one whose
  value looks like a secret (`looks_secret`), so that harmless settings such as a tracking id stay readable;
- in a list of settings with names and values, as the Config API has them unmasked, the same, and each setting that the
  catalog does not list;
- a field that the specification does not know, where its name matches `SECRET_NAME`;
- in code and queries, what stands in quotation marks and looks like a secret, or is given to a name that matches
  `SECRET_VARIABLE`, and the user of an address; what is written otherwise stays, as nobody can tell it from code;
- in answers that nobody knows the form of and that name people, every text but those of the fields that are known.

When in doubt, it is a secret. Empty text, true, false, null and what Segment itself masked stay: they tell whether a
setting is set, no more.
"""

import hmac
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final, TypeAlias

from segment_async._core.names import PATTERNS, match
from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.reading.plan import resolve

SECRET_NAME: Final = re.compile(
    r"pass|pwd|secret|token|credential|private|auth|key|sign(ing|ature)|salt|cert|dsn|connection.?string|bearer|cookie"
    r"|header|webhook|session|licen[cs]e",
    re.IGNORECASE,
)
"""Names of settings that hold secrets."""

SECRET_VARIABLE: Final = re.compile(
    r"pass(word|wd|phrase)|pwd|secret|token|credential|(api|access|private|write|signing|encryption|shared).?key"
    r"|authorization|bearer|salt|dsn|connection.?string",
    re.IGNORECASE,
)
"""Names of variables in code that hold secrets; there a mere key is mostly that of a property."""

SECRET_TYPE: Final = re.compile(r"pass|secret|token|credential", re.IGNORECASE)
"""Types of catalog options, and of the fields of actions, that hold secrets."""

CONSTANT: Final = "[redacted]"
"""Stands for a secret where there is no key."""

DIGITS: Final = 12
"""Hexadecimal digits in a marker."""

LONG: Final = 20
"""Characters without a break from which on text with letters and digits looks like a token."""

VERY_LONG: Final = 32
"""Characters without a break from which on any text does."""

_RUN = re.compile(rf"[\w+=-]{{{LONG},}}")
_BASE64_RUN = re.compile(rf"[\w+/=-]{{{LONG},}}")
_GIVEAWAY = re.compile(
    r"-----BEGIN"
    r"|://[^/\s]*@"  # an address with a user
    r"|://[^/?#\s]+[/?#]+[^/?#\s]"  # or with more than a host: whoever knows the address of a webhook can call it
    r"|^(basic|bearer)\s",
    re.IGNORECASE,
)
_MASKED = re.compile(r"[•*]*")  # what Segment sends in the place of a secret, and nothing at all
_MARKER = re.compile(r"\[redacted(:[0-9a-f]{12})?\]")
_QUOTED = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)""")
_GIVEN = re.compile(r"([\w.-]+)\W?\s*(?<![=!<>])[=:,]\s*$")  # a name, and what gives it the value that follows
_USER = re.compile(r"(?<=://)[^/\s@\"'`]+(?=@)")
_LABELS = ("name", "key", "header")
_NONE: Final = frozenset[str]()

CODE: Final = frozenset({"code", "query"})
"""Fields that hold what people program."""

Declared: TypeAlias = Mapping[str, Mapping[str, bool]]
"""The settings that kinds of destinations have, each with whether it is a password, by the slugs of the kinds."""


def looks_secret(text: str) -> bool:
    """Tell whether text could be a secret, whatever it is called.

    Long runs of letters and digits, PEM blocks, JSON documents, credentials for HTTP, and addresses that say more than
    a host.
    """
    document = text.strip()
    return (
        bool(_GIVEAWAY.search(text))
        or (document.startswith(("{", "[")) and document.endswith(("}", "]")))
        or any(len(run) >= VERY_LONG or _has(run, str.isdigit, str.isalpha) for run in _RUN.findall(text))
        or any(_has(run, str.isdigit, str.islower, str.isupper) for run in _BASE64_RUN.findall(text))
    )


def _has(text: str, *tests: Callable[[str], bool]) -> bool:
    return all(any(map(test, text)) for test in tests)


def secret_settings(resource: Json) -> frozenset[str]:
    """Return the names of the settings that a resource's catalog entry declares as passwords."""
    return frozenset(_declared_secrets(resource.get("metadata"))) if is_object(resource) else frozenset[str]()


def _declared_secrets(metadata: Json) -> Iterator[str]:
    if not is_object(metadata):
        return
    fields = [field for action in _mappings(metadata, "actions") for field in _mappings(action, "fields")]
    for option in (*_mappings(metadata, "options"), *fields):
        name = option.get("name", option.get("fieldKey"))
        if isinstance(name, str) and SECRET_TYPE.search(str(option.get("type"))):
            yield name


def declared_settings(catalog: Iterable[Json]) -> Declared:
    """Return the settings that entries of the Config API's catalog list, those inside of others among them."""
    kinds = [entry for entry in catalog if is_object(entry)]
    return {str(kind.get("name")).rpartition("/")[2]: _passwords(kind) for kind in kinds}


def _passwords(entry: Mapping[str, Json]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for setting in _mappings(entry, "settings"):
        own = {str(setting.get("name")): bool(SECRET_TYPE.search(str(setting.get("type"))))}
        for name, is_password in (*_passwords(setting).items(), *own.items()):
            found[name] = found.get(name, False) or is_password
    return found


def _mappings(source: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
    found = source.get(key)
    return [entry for entry in found if is_object(entry)] if is_list(found) else []


def _secret_fields(settings: Mapping[str, Json], names: frozenset[str]) -> set[str]:
    """Return the names of the settings whose values are secret.

    In an entry such as ``{"key": "Authorization", "value": ...}``, as lists of headers have them, the value goes by its
    label.
    """
    labels = {name for name in _LABELS if isinstance(settings.get(name), str)} if "value" in settings else set[str]()
    secret = {name for name in settings.keys() - labels if name in names or SECRET_NAME.search(name)}
    if any(settings[label] in names or SECRET_NAME.search(settings[label]) for label in labels):
        secret.add("value")
    return secret


def _is_setting(schema: Mapping[str, Json]) -> bool:
    """Tell whether values of a schema are entries of a list of settings."""
    properties = schema.get("properties", {})
    return "name" in properties and bool(properties.get("value", {}).get("x-sensitive"))


class Redactor:
    """Replaces secrets by markers."""

    def __init__(self, key: bytes | None, spec: Mapping[str, Json], declared: Declared | None = None) -> None:
        """Hold the key and the specification that says what is sensitive.

        Args:
            key: Makes the markers; ``None`` for the constant one.
            spec: A bundled OpenAPI document.
            declared: What the catalog says of settings that come as lists.
        """
        self._key = key
        self._spec = spec
        self._declared = declared or {}

    @property
    def keyed(self) -> bool:
        """Whether markers tell one secret from another."""
        return self._key is not None

    def __call__(self, value: Json, schema: Mapping[str, Json], names: frozenset[str] = _NONE) -> Json:
        """Return a value without its secrets.

        Args:
            value: What came from the API.
            schema: Its schema in the specification.
            names: Further settings that are secret.
        """
        if schema.get("x-sensitive"):
            return self._settings(value, names) if is_object(value) else self._hide(value)
        schema = resolve(self._spec, schema)
        for alternatives in ("allOf", "anyOf", "oneOf"):
            for alternative in schema.get(alternatives, ()):
                value = self(value, alternative, names)
        if is_list(value):
            return [self(item, schema.get("items", {}), names) for item in value]
        if is_object(value):
            names |= secret_settings(value)
            shown = {name: self._field(name, item, schema, names) for name, item in value.items()}
            return {**shown, "value": self._setting(value)} if _is_setting(schema) and "value" in value else shown
        return value

    def unknown(self, value: Json, open_: frozenset[str]) -> Json:
        """Return a value of unknown form without texts that may say who somebody is.

        Args:
            value: What came from the API.
            open_: Names of the fields whose texts are known to say nothing of the kind.
        """
        if is_list(value):
            return [self.unknown(item, open_) for item in value]
        if is_object(value):
            return {
                name: item if name in open_ and not is_object(item) and not is_list(item) else self.unknown(item, open_)
                for name, item in value.items()
            }
        return self._hide(value)

    def _setting(self, entry: Mapping[str, Json]) -> Json:
        """Return the value of an entry of a list of settings."""
        said = match(PATTERNS["destination-setting"], str(entry.get("name"))) or {}
        declared = self._declared.get(said.get("destination", ""), {})
        setting = said.get("setting", "")
        harmless = declared.get(setting) is False and not SECRET_TYPE.search(str(entry.get("type")))
        if not harmless or SECRET_NAME.search(setting):
            return self._hide(entry["value"])
        return self._settings(entry["value"], frozenset(name for name, is_password in declared.items() if is_password))

    def _field(self, name: str, value: Json, schema: Mapping[str, Json], names: frozenset[str]) -> Json:
        properties = schema.get("properties", {})
        if name in properties:
            if name in CODE and isinstance(value, str):
                return self._code(value)
            return self._hide(value) if name.startswith("encrypted") else self(value, properties[name], names)
        further = schema.get("additionalProperties")
        if is_object(further):
            return self(value, further, names)
        return self._hide(value) if properties and SECRET_NAME.search(name) else value

    def _settings(self, value: Json, names: frozenset[str]) -> Json:
        if is_list(value):
            return [self._settings(item, names) for item in value]
        if is_object(value):
            secret = _secret_fields(value, names)
            return {
                name: self._hide(item) if name in secret else self._settings(item, names)
                for name, item in value.items()
            }
        return self._hide(value) if isinstance(value, str) and looks_secret(value) else value

    def _code(self, code: str) -> str:
        """Return code without the secrets that somebody wrote into it."""
        parts = _QUOTED.split(code)
        name = ""
        for place in range(1, len(parts), 2):
            quote, text = parts[place][0], parts[place][1:-1]
            given = _GIVEN.search(name + parts[place - 1])
            if text and (looks_secret(text) or (given and SECRET_VARIABLE.search(given[1]))):
                parts[place] = f"{quote}{self._hide(text)}{quote}"
            name = text
        return _USER.sub(lambda found: self._marker(found[0]), "".join(parts))

    def _hide(self, value: Json) -> Json:
        if is_list(value):
            return [self._hide(item) for item in value]
        if is_object(value):
            return {name: self._hide(item) for name, item in value.items()}
        if isinstance(value, bool) or value is None:
            return value
        text = value if isinstance(value, str) else json.dumps(value)
        return text if _MASKED.fullmatch(text) else self._marker(text)

    def _marker(self, secret: str) -> str:
        if _MARKER.fullmatch(secret):  # hidden before, where a value has several schemas
            return secret
        if self._key is None:
            return CONSTANT
        return f"[redacted:{hmac.new(self._key, secret.encode('utf-8', 'surrogatepass'), sha256).hexdigest()[:DIGITS]}]"


class Unredacted(Redactor):
    """Leaves everything as it is, for who asked for secrets."""

    def __call__(self, value: Json, schema: Mapping[str, Json], names: frozenset[str] = _NONE) -> Json:
        """Return the value."""
        del schema, names
        return value

    def unknown(self, value: Json, open_: frozenset[str]) -> Json:
        """Return the value."""
        del open_
        return value
