"""What an answer is made of."""

from segment_async.audit.answers import Answer, Column, Table, stacked


def test_tables_are_made_one_with_the_columns_of_all() -> None:
    one = Table("one", "One", (Column("name", ""), Column("events", "", "count")), (("a", 1), ("b", 2)))
    other = Table("other", "Other", (Column("how", ""), Column("name", "")), (("so", "c"),))
    found = stacked(Answer("Both", (one, other)))
    assert ["part", "name", "events", "how"] == [column.name for column in found.columns]
    assert [("one", "a", 1, None), ("one", "b", 2, None), ("other", "c", None, "so")] == list(found.rows)


def test_a_table_by_itself_stays_as_it_is() -> None:
    only = Table("one", "One", (Column("name", ""),), (("a",),))
    assert only is stacked(Answer("One", (only,)))
