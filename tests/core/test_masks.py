"""Update masks say what the caller set, with each service's prefix, and nothing else."""

import pytest

from segment_async._core.masks import masked
from segment_async._core.operation import Mask
from segment_async._core.unset import UNSET
from segment_async.errors import ConfigurationError

DESTINATION = Mask("destination", "destination.", ("enabled", "config", "display_name"))
FILTER = Mask("filter", "", ("if", "actions", "enabled"))
PLAN = Mask("tracking_plan", "tracking_plan.", ("rules", "rules.events"))


def test_a_mask_names_what_was_set_with_its_prefix() -> None:
    assert masked(DESTINATION, {"enabled": True, "config": UNSET}) == {
        "destination": {"enabled": True},
        "update_mask": {"paths": ["destination.enabled"]},
    }


def test_a_mask_without_prefix_names_bare_fields() -> None:
    assert masked(FILTER, {"if": "all", "enabled": False})["update_mask"] == {"paths": ["if", "enabled"]}


@pytest.mark.parametrize("empty", [False, 0, "", [], {}])
def test_an_empty_value_that_was_set_is_sent(empty: object) -> None:
    assert masked(DESTINATION, {"enabled": empty})["destination"] == {"enabled": empty}


def test_what_is_cleared_is_in_the_mask_and_not_in_the_object() -> None:
    assert masked(PLAN, {}, clear=["rules.events"]) == {
        "tracking_plan": {},
        "update_mask": {"paths": ["tracking_plan.rules.events"]},
    }


def test_one_name_to_clear_need_not_stand_in_a_list() -> None:
    assert masked(DESTINATION, {}, clear="config")["update_mask"] == {"paths": ["destination.config"]}


@pytest.mark.parametrize(
    ("changes", "clear", "message"),
    [
        ({}, (), "Nothing would change; pass a field to set, or clear="),
        ({"enabled": UNSET}, (), "Nothing would change"),
        ({"config": None}, (), r"config is None, .*pass clear=\['config'\] instead"),
        ({}, ["colour"], "'colour' cannot be cleared; choose of enabled, config, display_name"),
        ({"enabled": True}, ["enabled"], "enabled is set and cleared at once"),
    ],
)
def test_what_makes_no_mask_is_refused(changes: dict[str, object], clear: list[str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        masked(DESTINATION, changes, clear)


def test_a_part_of_what_is_set_is_not_cleared_too() -> None:
    with pytest.raises(ConfigurationError, match=r"rules\.events is set and cleared at once"):
        masked(PLAN, {"rules": {"global": {}}}, clear=["rules.events"])


def test_what_is_cleared_twice_is_in_the_mask_once() -> None:
    assert masked(PLAN, {}, clear=["rules", "rules"])["update_mask"] == {"paths": ["tracking_plan.rules"]}
