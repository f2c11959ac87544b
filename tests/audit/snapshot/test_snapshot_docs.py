"""``docs/snapshot.md`` says what a snapshot holds, and its queries work."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from segment_async.audit.checks import CHECKS
from segment_async.audit.snapshot.views import TABLES, VIEWS
from segment_async.cli.app import COMMANDS
from tests.audit.demo import demo_snapshot

from .schema_docs import PAGE, schema, split

BEFORE, SCHEMA, _ = split(PAGE.read_text(encoding="utf-8"))

QUERIES = [
    *re.findall(r"```sql\n(.*?)```", BEFORE, re.DOTALL),
    *re.findall(r'snapshot\.sqlite "(.*?)"\n', BEFORE),
    *re.findall(r'read_sql\("(.*?)"', BEFORE),
]


def test_its_tables_and_views_are_those_of_the_code() -> None:
    """Where they are not: ``python -m tests.audit.snapshot.schema_docs``."""
    assert schema() == SCHEMA


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory)


@pytest.mark.parametrize("query", QUERIES)
def test_its_queries_work(demo: Path, query: str) -> None:
    with closing(sqlite3.connect(f"{demo.as_uri()}?mode=ro", uri=True)) as db:
        assert db.execute(query).fetchall() or "gap" in query


def test_there_are_the_examples_that_it_promises() -> None:
    assert 7 <= len(QUERIES)


def test_its_questions_name_checks_commands_and_views_that_there_are() -> None:
    questions = BEFORE.partition("## Which question")[2].partition("What the APIs do not tell")[0]
    rows = [line.split("|")[1:-1] for line in questions.splitlines() if line.startswith("| ")][1:]
    assert 17 == len(rows)
    known = ({*COMMANDS}, {check.id for check in CHECKS}, {*TABLES, *VIEWS})
    named = [set[str](), set[str](), set[str]()]
    for _, *places in rows:
        assert any(place.strip() for place in places)
        for place, names in zip(places, named, strict=True):
            names.update(name.split()[0] for name in re.findall(r"`(.+?)`", place))
    assert [set()] * 3 == [names - there for names, there in zip(named, known, strict=True)]
    assert {*VIEWS} == named[2] - {*TABLES} | {"rule_properties"}
