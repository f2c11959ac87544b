"""Users say which checks are made, by which thresholds, and which findings they accept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from segment_async.audit.checks import CHECKS
from segment_async.audit.checks.base import Case, Check, Limits, Threshold
from segment_async.audit.config import Config, Suppression, configured
from segment_async.audit.snapshot.view import Facts
from segment_async.audit.verdict import Verdict, check_snapshot
from segment_async.errors import ConfigurationError
from tests.audit.conftest import Maker


def large(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Find what is larger than a threshold, or everything where there is none."""
    for thing in snapshot.resources("thing"):
        if limits["size"] is None or thing.data["size"] > limits["size"]:
            yield Case(thing, f"{thing.name} is large.", {"size": thing.data["size"]})


def check(check_id: str, size: float | None = 10) -> Check:
    thresholds = {"size": Threshold(size, "what a thing may measure")}
    return Check(
        id=check_id,
        severity="error",
        question="Which?",
        remedy="None.",
        needs=(),
        find=large,
        thresholds=thresholds,
    )


MADE = (check("thing-large"), check("thing-large-twice"), check("thing-any", None), check("other"))


@pytest.fixture
def snapshot(maker: Maker) -> Path:
    for name, size in (("small", 5), ("middle", 15), ("big", 25)):
        maker.add("thing", name, {"name": f"The {name} one", "size": size})
    maker.store.finish()
    return maker.folder


def judged(snapshot: Path, config: Config, day: date | None = None) -> Verdict:
    return check_snapshot(snapshot, config, today=day)


def found(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.check, finding.subject.id) for finding in verdict.findings]


def written(folder: Path, text: str) -> Path:
    path = folder / "audit.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ([], [], {"thing-large", "thing-large-twice", "thing-any", "other"}),
        (["thing"], [], {"thing-large", "thing-large-twice", "thing-any"}),
        (["thing-large"], [], {"thing-large", "thing-large-twice"}),
        (["other", "thing-any"], [], {"other", "thing-any"}),
        (["ALL"], ["thing-large"], {"thing-any", "other"}),
        (["thing-large-twice"], ["thing"], {"thing-large-twice"}),
        (["thing"], ["thing-large-twice"], {"thing-large", "thing-any"}),
        (["ALL"], ["ALL"], set[str]()),
    ],
)
def test_checks_are_chosen_by_the_longest_beginning(select: list[str], ignore: list[str], expected: set[str]) -> None:
    assert expected == {one.id for one in configured(MADE, select=select, ignore=ignore).checks}


def test_a_file_chooses_and_the_command_line_has_the_last_word(tmp_path: Path) -> None:
    path = written(tmp_path, 'select = ["thing"]\nignore = ["thing-any"]')
    assert ["thing-large", "thing-large-twice"] == [one.id for one in configured(MADE, path).checks]
    assert ["other"] == [one.id for one in configured(MADE, path, select=["other"]).checks]
    assert ["thing-large-twice"] == [
        one.id for one in configured(MADE, path, ignore=["thing-large"], select=["thing-large-twice"]).checks
    ]


def test_a_threshold_and_a_severity_are_as_they_are_set(tmp_path: Path, snapshot: Path) -> None:
    text = '[thresholds]\nthing-large = { size = 20 }\n[severity]\nthing-large = "info"'
    config = configured(MADE[:2], written(tmp_path, text))
    verdict = judged(snapshot, config)
    assert [("thing-large-twice", "big"), ("thing-large-twice", "middle"), ("thing-large", "big")] == found(verdict)
    assert ["error", "error", "info"] == [finding.severity for finding in verdict.findings]


SUPPRESSED = """
[[suppress]]
check = "thing-large"
subject = "The b*"
reason = "It was bought so."
until = 2026-12-31
"""


def test_a_finding_is_accepted_by_id_or_name_until_the_day_that_was_said(tmp_path: Path, snapshot: Path) -> None:
    config = configured(MADE[:1], written(tmp_path, SUPPRESSED))
    verdict = judged(snapshot, config, date(2026, 12, 31))
    assert [("thing-large", "middle")] == found(verdict)
    (accepted,) = verdict.accepted
    assert ("big", "It was bought so.") == (accepted.finding.subject.id, accepted.suppression.reason)
    assert () == verdict.notes


def test_a_suppression_that_has_expired_is_told_and_its_finding_is_back(tmp_path: Path, snapshot: Path) -> None:
    verdict = judged(snapshot, configured(MADE[:1], written(tmp_path, SUPPRESSED)), date(2027, 1, 1))
    assert [("thing-large", "big"), ("thing-large", "middle")] == sorted(found(verdict))
    assert (
        "The suppression of thing-large for 'The b*' expired on 2026-12-31. Mend what was found, or renew it.",
    ) == (verdict.notes)


@pytest.mark.parametrize(
    ("covered", "subject"),
    [
        (True, "[PROD] Mixpanel"),
        (True, "[PROD]*"),
        (True, "*] Mix*"),
        (False, "[PROD]"),
        (False, "[OPRD]*"),
        (False, "?PROD? Mixpanel"),
        (False, "[prod]*"),
    ],
)
def test_only_a_star_in_a_suppression_stands_for_anything_else(maker: Maker, subject: str, *, covered: bool) -> None:
    maker.add("thing", "t", {"name": "[PROD] Mixpanel", "size": 15})
    maker.store.finish()
    suppression = Suppression(check="thing-large", subject=subject, reason="So.")
    verdict = judged(maker.folder, Config(checks=MADE[:1], suppressions=(suppression,)))
    assert (covered, not covered) == (bool(verdict.accepted), bool(verdict.findings))


def test_a_suppression_of_what_a_check_could_not_see_is_not_called_one_of_nothing(maker: Maker) -> None:
    suppression = Suppression(check="thing-large", subject="big", reason="So.")
    maker.gap("listThings")
    maker.gap("listOthers")
    maker.store.finish()
    blind, other = (evolve(MADE[0], needs=(operation,)) for operation in ("listThings", "getThing"))
    assert () == judged(maker.folder, Config(checks=(blind,), suppressions=(suppression,))).notes
    assert 1 == len(judged(maker.folder, Config(checks=(other,), suppressions=(suppression,))).notes)


def test_a_suppression_of_nothing_is_told_unless_its_check_was_not_made(tmp_path: Path, snapshot: Path) -> None:
    path = written(tmp_path, SUPPRESSED.replace("The b*", "nothing"))
    (note,) = judged(snapshot, configured(MADE[:2], path)).notes
    assert "is about nothing that was found" in note
    assert () == judged(snapshot, configured(MADE[:2], path, ignore=["thing-large"])).notes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("select = 5", "select"),
        ("[thresholds]\nnone = { x = 1 }", "names 'none', which is no check; the checks are thing-large"),
        ("[thresholds]\nthing-large = { width = 1 }", "thing-large has no threshold 'width'; it has size"),
        (
            '[thresholds]\nthing-large = { size = "x" }',
            "size of thing-large is 'x'; choose a number that is finite and",
        ),
        ("[thresholds]\nthing-large = 20", "thing-large is no table such as { x = 1 }; its thresholds are size"),
        ('[severity]\nthing-large = "fatal"', "of thing-large is 'fatal'; choose one of error, warning, info"),
        ("[severity]\nthing-large = []", "of thing-large is []; choose one of"),
        (
            '[[suppress]]\ncheck = "thing-large"\nsubject = "x"',
            "entry 1, cannot be used: Object missing required field",
        ),
        ('[[suppress]]\ncheck = "thing-large"\nsubject = "x"\nreason = " "', "has no reason"),
        ('[[suppress]]\ncheck = "no"\nsubject = "x"\nreason = "y"', "names 'no'"),
        ("colour = 1", "colour"),
        ("not toml", "cannot be used"),
        ('ignore = ["thin"]', "'thin' is no check and no beginning of one"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        configured(MADE, written(tmp_path, text))
    assert said in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b'ignore = ["\xe9"]')
    for name in ("missing", "latin", "."):
        with pytest.raises(ConfigurationError, match=str(tmp_path)):
            configured(MADE, tmp_path / name)


EVERY = [(one.id, name, threshold) for one in CHECKS for name, threshold in one.thresholds.items()]


@pytest.mark.parametrize(("check_id", "name", "threshold"), EVERY)
def test_a_threshold_that_would_switch_its_check_off_is_refused_with_its_range(
    tmp_path: Path, check_id: str, name: str, threshold: Threshold
) -> None:
    """A rate of 5, which was meant as 5 %, above all."""
    for value in ("0", "-1", "nan", "inf", "-inf", f"1{'0' * 400}", "true", '"1"', "[1]"):
        with pytest.raises(ConfigurationError, match=f"{name} of {check_id} is .*; choose a number .* 1\\."):
            configured(CHECKS, written(tmp_path, f"[thresholds]\n{check_id} = {{ {name} = {value} }}"))
    taken, refused = ({0.05, 1}, {1.01, 5}) if name == "rate" else ({1, 2.5, 30_000_000}, {0.99})
    assert taken == {value for value in taken | refused if threshold.takes(value)}


def test_every_threshold_of_a_check_has_a_meaning_and_can_be_set(tmp_path: Path) -> None:
    every: dict[str, Any] = {one.id: one.thresholds for one in CHECKS if one.thresholds}
    assert every
    text = "[thresholds]\n" + "\n".join(
        f"{name} = {{ {', '.join(f'{one} = 1' for one in thresholds)} }}" for name, thresholds in every.items()
    )
    assert every.keys() == configured(CHECKS, written(tmp_path, text)).thresholds.keys()
    assert all(threshold.meaning for thresholds in every.values() for threshold in thresholds.values())
