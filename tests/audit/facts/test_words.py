"""Counts and names in sentences."""

import pytest

from segment_async.audit.facts.words import first_of, listed, number_of


@pytest.mark.parametrize(
    ("expected", "names"),
    [
        ("A", ["A"]),
        ("A and B", ["A", "B"]),
        ("A, B and C", ["A", "B", "C"]),
        ("A, B, C and 1 more", ["A", "B", "C", "D"]),
        ("A, A, A and 1,997 more", ["A"] * 2000),
    ],
)
def test_names_are_listed_as_far_as_a_sentence_bears(expected: str, names: list[str]) -> None:
    assert expected == listed(names)


def test_a_count_agrees_with_its_noun() -> None:
    assert ["0 days", "1 day", "2,000 days"] == [number_of(count, "day") for count in (0, 1, 2000)]


def test_twenty_of_many_are_told() -> None:
    assert list(range(20)) == first_of(range(100))
