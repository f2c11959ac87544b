"""Everything that a snapshot holds is compared, or left out for a reason."""

import pytest

from segment_async.audit.apis import ApiName
from segment_async.audit.diff.kind import ID, NAME
from segment_async.audit.diff.kinds import COMPARED, LEFT_OUT
from segment_async.audit.reading.plan import plan_of, resolve, specification

APIS: tuple[ApiName, ...] = ("public", "config")


@pytest.mark.parametrize("api", APIS)
def test_every_kind_is_compared_or_left_out_and_none_is_both(api: ApiName) -> None:
    read = {one.kind for one in plan_of(api)}
    parts = {part for kind in COMPARED[api].values() for part in kind.parts.values()}
    assert read == (COMPARED[api].keys() - parts) | LEFT_OUT[api].keys()
    assert not COMPARED[api].keys() & LEFT_OUT[api].keys()
    assert parts == {name for name, kind in COMPARED[api].items() if kind.identity}


@pytest.mark.parametrize("api", APIS)
def test_what_kinds_refer_to_is_compared(api: ApiName) -> None:
    kinds = COMPARED[api]
    reads = {one.kind: one for one in plan_of(api)}
    for name, kind in kinds.items():
        above = [owner.kind for owner in kind.owners] + [*kind.parts.values()] + ([kind.into] if kind.into else [])
        parent = reads[name].parent if name in reads else None
        assert {*above, *([parent] if parent else [])} <= kinds.keys(), name


@pytest.mark.parametrize("api", APIS)
def test_only_things_with_a_parent_are_sides_of_something(api: ApiName) -> None:
    reads = {one.kind: one for one in plan_of(api)}
    for name, kind in COMPARED[api].items():
        if kind.facet or kind.together:
            assert reads[name].parent, name
        assert not (kind.facet and reads[name].items), name


@pytest.mark.parametrize("api", APIS)
def test_the_specification_knows_the_fields_that_are_named(api: ApiName) -> None:
    """But for one id, which it does not promise."""
    spec = specification(api)
    reads = {one.kind: one for one in plan_of(api)}
    unknown: set[tuple[str, str]] = set()
    for name, kind in COMPARED[api].items():
        if name not in reads:
            continue
        known = resolve(spec, reads[name].schema).get("properties", {})
        named = {*kind.ignored, *kind.unordered, *kind.keyed, *kind.hidden, *kind.aliases, *kind.lasting}
        for place in (*kind.natural, tuple(owner.at for owner in kind.owners), kind.parts):
            named |= {one.partition(".")[0] for one in place} - {ID, NAME}
        unknown |= {(name, one) for one in named - known.keys()}
    assert ({("tracking-plan", "resourceSchemaId")} if api == "public" else set()) == unknown


@pytest.mark.parametrize("api", APIS)
def test_reasons_and_titles_are_given(api: ApiName) -> None:
    assert all(LEFT_OUT[api].values())
    assert all(kind.title and all(kind.ignored.values()) for kind in COMPARED[api].values())
