"""The same thing as each of the two APIs shows it: which field is which, and what its value becomes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import frozen

MASK: Final = "\u2022" * 8
"""What the Public API shows of a secret."""


def same(value: Any) -> Any:
    """Return a value that both APIs write alike."""
    return value


@frozen
class Field:
    """A field of the Config API and the one that holds the same in the Public API, by dotted paths."""

    config: str
    public: str
    told: Callable[[Any], Any] = same
    """What the value of the Config API is called in the Public API."""


def differences(fields: Iterable[Field], config: Any, public: Any) -> dict[str, tuple[Any, Any]]:
    """Return the fields in which two faces of one thing do not agree, with both values."""
    both = {
        f"{field.config} = {field.public}": (field.told(at(config, field.config)), at(public, field.public))
        for field in fields
    }
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def at(value: Any, path: str) -> Any:
    """Return what a dotted path leads to, ``None`` where it leads nowhere; an empty path leads to the value."""
    for step in path.split(".") if path else ():
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def last(name: str) -> str:
    """Return the last part of a resource name."""
    return name.rpartition("/")[2]


def table(**words: str) -> Callable[[Any], Any]:
    """Return what translates a word; one that is not listed stays as it is."""
    return lambda word: words.get(word, word)


def _settings(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return settings by name, with secrets masked and without what has no value."""
    return {
        last(entry["name"]): MASK if entry["type"] == "password" and entry["value"] else entry["value"]
        for entry in entries or ()
        if entry.get("value") is not None
    }


def _labels(labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in labels.items()]


def without_descriptions(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return a source with labels of key and value, which are all that the Config API knows of them."""
    return {**public, "labels": [{"key": label["key"], "value": label["value"]} for label in public["labels"]]}


WORKSPACE: Final = (Field("id", "id"), Field("name", "slug", last), Field("display_name", "name"))

SOURCE: Final = (
    Field("id", "id"),
    Field("name", "slug", last),
    Field("display_name", "name"),
    Field("parent", "workspace.slug", last),
    Field("catalog_name", "metadata.slug", last),
    Field("catalog_id", "metadata.id"),
    Field("write_keys", "writeKeys"),
    Field("labels", "labels", _labels),
)

FUNCTION_SOURCE: Final = (*SOURCE, Field("function_config", "settings", _settings))
"""A source that runs a function; no other shows its settings to the Config API."""

_LOGOS: Final = (Field("logos.logo", "logos.default"), Field("logos.mark", "logos.mark", lambda mark: mark or None))

_OF_KINDS: Final = (
    *_LOGOS,
    Field("id", "id"),
    Field("name", "slug", last),
    Field("display_name", "name"),
    Field("description", "description"),
)

CATALOG_SOURCE: Final = (*_OF_KINDS, Field("categories", "categories"))

_COMPONENTS: Final = table(WEB="BROWSER", CLOUD="SERVER")


def _headings(categories: Mapping[str, Any]) -> list[str]:
    listed = [categories["primary"], categories["secondary"], *categories["additional"]]
    return [heading for heading in listed if heading]


def options_as_settings(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return a kind of destination with components and options in the little that the Config API says of them."""
    options = [
        {
            "name": each["name"],
            "label": each["label"],
            "type": each["type"].lower(),
            "required": each["required"],
            "description": each.get("description", ""),
        }
        for each in public["options"]
    ]
    return {**public, "components": [each["type"] for each in public["components"]], "options": options}


def _options(settings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": each["name"],
            "label": each["display_name"],
            "type": table(list="strings")(each["type"].lower()),
            "required": each["required"],
            "description": each["description"],
        }
        for each in settings
    ]


CATALOG_DESTINATION: Final = (
    *_OF_KINDS,
    Field("slug", "slug"),
    Field("status", "status"),
    Field("previous_names", "previousNames"),
    Field("website", "website"),
    Field("categories", "categories", _headings),
    Field("components", "components", lambda components: [_COMPONENTS(each["type"]) for each in components]),
    Field("browserUnbundlingSupported", "supportedFeatures.browserUnbundling"),
    Field("browserUnbundlingPublic", "supportedFeatures.browserUnbundlingPublic"),
    Field("settings", "options", _options),
    *(Field(f"methods.{name}", f"supportedMethods.{name}") for name in ("alias", "group", "identify", "track")),
    Field("methods.page_view", "supportedMethods.pageview"),
    *(Field(f"platforms.{name}", f"supportedPlatforms.{name}") for name in ("browser", "server", "mobile")),
)

DESTINATION: Final = (
    Field("name", "metadata.slug", last),
    Field("parent", "source.slug", last),
    Field("display_name", "shown_name"),
    Field("enabled", "enabled"),
    Field("catalog_id", "metadata.id"),
    Field("config", "settings", _settings),
)


def named(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return a destination with the name that it is shown by: that of its kind where it has none."""
    return {**public, "shown_name": public.get("name") or public["metadata"]["name"]}


ACTION: Final = table(
    drop_event="DROP",
    sample_event="SAMPLE",
    whitelist_fields="ALLOW_PROPERTIES",
    blacklist_fields="DROP_PROPERTIES",
)

FILTER: Final = (
    Field("name", "id", last),
    Field("if", "if"),
    Field("title", "title"),
    Field("description", "description"),
    Field("enabled", "enabled"),
    Field("actions", "actions", lambda actions: [{**action, "type": ACTION(action["type"])} for action in actions]),
)

SCHEMA: Final = (
    Field("allow_unplanned_track_events", "track.allowUnplannedEvents"),
    Field("allow_unplanned_track_event_properties", "track.allowUnplannedEventProperties"),
    Field("allow_track_event_on_violations", "track.allowEventOnViolations"),
    Field("allow_track_properties_on_violations", "track.allowPropertiesOnViolations"),
    Field("common_track_event_on_violations", "track.commonEventOnViolations"),
    Field("allow_unplanned_identify_traits", "identify.allowUnplannedTraits"),
    Field("allow_identify_traits_on_violations", "identify.allowTraitsOnViolations"),
    Field("common_identify_event_on_violations", "identify.commonEventOnViolations"),
    Field("allow_unplanned_group_traits", "group.allowUnplannedTraits"),
    Field("allow_group_traits_on_violations", "group.allowTraitsOnViolations"),
    Field("common_group_event_on_violations", "group.commonEventOnViolations"),
    Field("forwarding_violations_to", "forwardingViolationsTo", lambda slug: slug or None),
    Field("forwarding_blocked_events_to", "forwardingBlockedEventsTo", lambda slug: slug or None),
)
"""Of the Public API's forwarding fields the slugs of the sources, not the ids."""

TRACKING_PLAN: Final = (
    Field("display_name", "name"),
    Field("create_time", "createdAt"),
    Field("update_time", "updatedAt"),
    Field("rules", "rules", lambda rules: sorted(_rules(rules), key=_place_of)),
)


def _rules(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rules of a plan as a list; the description of an event stands in its schema there."""
    single = {"global": "COMMON", "identify": "IDENTIFY", "group": "GROUP"}
    found = [
        {"type": kind, "key": None, "version": 1, "jsonSchema": rules[part]}
        for part, kind in single.items()
        if part in rules
    ]
    for event in rules["events"]:
        schema = {**event["rules"], **({"description": event["description"]} if event["description"] else {})}
        found.append({"type": "TRACK", "key": event["name"], "version": event["version"], "jsonSchema": schema})
    return found


def rules_of(public: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rules that the Config API has a place for, which those of pages and screens lack, without times."""
    kept = [
        {"type": rule["type"], "key": rule.get("key"), "version": rule["version"], "jsonSchema": rule["jsonSchema"]}
        for rule in public
        if rule["type"] in {"TRACK", "COMMON", "IDENTIFY", "GROUP"}
    ]
    return sorted(kept, key=_place_of)


def _place_of(rule: Mapping[str, Any]) -> tuple[str, str, int]:
    return rule["type"], rule["key"] or "", rule["version"]


FUNCTION: Final = (
    Field("id", "id"),
    Field("type", "resourceType"),
    Field("display_name", "displayName"),
    Field("description", "description"),
    Field("logo_url", "logoUrl"),
    Field("catalog_id", "catalogId"),
    Field("created_at", "createdAt"),
    Field("created_by", "createdBy"),
    Field("code", "code"),
    Field("settings", "settings", lambda settings: [_asked(setting) for setting in settings]),
)


def _asked(setting: Mapping[str, Any]) -> dict[str, Any]:
    kind = setting["type"].upper().replace("-", "_")
    return {**setting, "type": kind, **{flag: setting.get(flag, False) for flag in ("required", "sensitive")}}


ROLE: Final = (Field("name", "id", last), Field("display_name", "name"), Field("description", "description"))

REGULATION_TYPES: Final = {
    "Suppress": "SUPPRESS_ONLY",
    "Unsuppress": "UNSUPPRESS",
    "Suppress_With_Delete": "SUPPRESS_WITH_DELETE",
    "Delete": "DELETE_ONLY",
}
_SUBJECT: Final = table(userId="USER_ID", objectId="OBJECT_ID", anonymousId="ANONYMOUS_ID")

_TYPES_OF_ONE_API: Final = {
    "Suppress_With_Delete_Internal": "SUPPRESS_WITH_DELETE_INTERNAL",
    "Delete_Archive_Only": "DELETE_ARCHIVE_ONLY",
}
"""Types that only the Public API takes, as the sandbox shows them to the Config API."""

REGULATION: Final = (
    Field("regulate_id", "id"),
    Field("regulation_type", "regulationType", table(**REGULATION_TYPES, **_TYPES_OF_ONE_API)),
    Field("attributes.name", "subjectType", _SUBJECT),
    Field("attributes.values", "subjects"),
    Field("status", "status"),
    Field("create_time", "createdAt"),
)

SUPPRESSION: Final = (
    Field("attributes.name", "subjectType", _SUBJECT),
    Field("attributes.values", "subjectIds"),
)

METRICS: Final = (
    Field("name", "destination.metadata.slug", last),
    Field(
        "metrics",
        "metrics",
        lambda metrics: [
            {
                "metricName": metric["metric_name"],
                "total": metric["total"],
                "breakdown": [
                    {"metricName": part["metric_name"], "value": part["value"]} for part in metric["breakdown"]
                ],
            }
            for metric in metrics
        ],
    ),
)
