"""The *Spaces* tag."""

import re
from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record

_PHONE: Final = re.compile(r"\+?\d{7,15}"), "INVALID_PHONE", "The key is not a phone number; send digits only."
_TOKEN: Final = re.compile(r"\S+"), "INVALID_TOKEN", "The key is not the token of a device; send one without spaces."
_KEYS: Final = {
    "EMAIL": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "INVALID_EMAIL", "The key is not an email address; correct it."),
    "SMS": _PHONE,
    "WHATSAPP": _PHONE,
    "ANDROID_PUSH": _TOKEN,
    "IOS_PUSH": _TOKEN,
}
"""By channel: what a key looks like, and the error of one that does not."""


@handles("listSpaces")
def list_all(call: Call) -> Record:
    """Show the spaces."""
    return call.page(call.workspace.spaces, views.plain)


@handles("getSpace")
def get(call: Call) -> Record:
    """Show a space."""
    return {"space": _space(call)}


@handles("replaceMessagingSubscriptionsInSpaces")
def replace_messaging_subscriptions(call: Call) -> Record:
    """Write down what contacts are subscribed to; each entry is the whole truth about its contact, or fails alone."""
    space_id = _space(call)["id"]
    successes: list[Record] = []
    failures: list[Record] = []
    for entry in call.body["subscriptions"]:
        written = {name: entry[name] for name in ("key", "type", "status") if name in entry}
        errors = _errors(entry)
        if errors:
            failures.append({**written, "errors": errors})
        else:
            groups = call.workspace.spaces.write_contact(space_id, entry)["groups"]
            shown = [{name: group[name] for name in ("name", "status", "id")} for group in groups]
            successes.append({**written, "groups": shown})
    return {"successes": successes, "failures": failures}


@handles("batchQueryMessagingSubscriptionsForSpace")
def batch_query_messaging_subscriptions(call: Call) -> Record:
    """Show what contacts are subscribed to; nobody has subscribed that nothing was written about."""
    contacts = call.workspace.spaces.contacts[_space(call)["id"]]
    successes: list[Record] = []
    failures: list[Record] = []
    for entry in call.body["subscriptions"]:
        asked = {"key": entry["key"], "type": entry["type"]}
        errors = _errors(entry)
        if errors:
            failures.append({**asked, "errors": errors})
        else:
            unknown = {**asked, "status": "DID_NOT_SUBSCRIBE"}
            successes.append(contacts.get((entry["type"], entry["key"]), unknown))
    return {"successes": successes, "failures": failures, "errors": []}


def _space(call: Call) -> Record:
    return call.workspace.spaces.find(call.path["spaceId"])


def _errors(entry: Record) -> list[Record]:
    shape, code, message = _KEYS[entry["type"]]
    return [] if shape.fullmatch(entry["key"]) else [{"code": code, "message": message}]
