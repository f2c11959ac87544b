"""How FQL becomes a tree; what the trees mean for events is shown where they are evaluated."""

import pytest

from segment_async._core.fql import And, Call, Comparison, Constant, Node, Not, Or, Path, Unreadable, parse

TYPE, EVENT = Path(("type",)), Path(("event",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all", Constant(value=True)),
        ("NULL", Constant(None)),
        ("type == 'track'", Comparison("=", TYPE, Constant("track"))),
        ("-1.5 <= a.b-c.$d", Comparison("<=", Constant(-1.5), Path(("a", "b-c", "$d")))),
        (
            r'properties.sku\ no.a\.b = "a \"b\""',
            Comparison("=", Path(("properties", "sku no", "a.b")), Constant('a "b"')),
        ),
        ("type or event and not type", Or((TYPE, And((EVENT, Not(TYPE)))))),
        ("(type or event) and !!type", And((Or((TYPE, EVENT)), Not(Not(TYPE))))),
        ("type and event AND type", And((TYPE, EVENT, TYPE))),
        ("unheard_of(type, event = 1)", Call("unheard_of", (TYPE, Comparison("=", EVENT, Constant(1))))),
        ("(type = event) = false", Comparison("=", Comparison("=", TYPE, EVENT), Constant(value=False))),
    ],
)
def test_conditions_are_read_into_a_tree(text: str, expected: Node) -> None:
    assert expected == parse(text)


def test_literals_of_different_types_are_different_trees_though_python_calls_them_equal() -> None:
    assert 3 == len({parse("a = 1"), parse("a = true"), parse("a = 1.0"), parse("a == 1")})


@pytest.mark.parametrize("text", ["", "type =", "a in b", "a = ['b']", "f()", "f(a", "a b", "'a", "(" * 100_000])
def test_what_it_does_not_know_is_refused_rather_than_guessed(text: str) -> None:
    with pytest.raises(Unreadable):
        parse(text)
