"""What is said of an audit while it runs."""

import pytest

from segment_async.audit.reading.progress import Forecast, Slow
from segment_async.cli.watch import foretold


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ([], 3),
        (["  and 1 more operation that the API limits"], 4),
        (["  and 2 more operations that the API limits"], 5),
    ],
)
def test_three_operations_that_take_long_are_named_and_the_others_counted(more: list[str], count: int) -> None:
    slow = tuple(Slow(f"list{place}", 30, 900.0, 2.0) for place in range(count))
    ahead, *lines = foretold(Forecast(150, 900.0, slow))
    assert ahead.startswith("About 150 calls are ahead")
    assert ["list0", "list1", "list2"] == [line.strip().partition(":")[0] for line in lines[:3]]
    assert more == lines[3:]
