"""The public names are complete and true."""

import ast
from pathlib import Path

import pytest

import segment_async
from segment_async import errors

SOURCE = ast.parse(Path(segment_async.__file__).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", segment_async.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(segment_async, name) is not None


def test_checkers_see_the_same_names_as_users() -> None:
    (checking,) = (node for node in SOURCE.body if isinstance(node, ast.If) and isinstance(node.test, ast.Name))
    seen = {alias.name for node in checking.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(segment_async.__all__) - {"__version__"} == seen


def test_every_error_is_public() -> None:
    kinds = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert kinds <= set(segment_async.__all__)


def test_the_drawn_tree_of_errors_is_the_real_one() -> None:
    drawn = [
        line for line in (errors.__doc__ or "").splitlines() if line.lstrip(" │├└─").partition(" ")[0] in vars(errors)
    ]
    for line in drawn:
        name = line.lstrip(" │├└─").partition(" ")[0]
        depth = (len(line) - len(line.lstrip(" │├└─"))) // 4 - 1
        assert depth == getattr(errors, name).__mro__.index(errors.SegmentError), name


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="PublicKlient"):
        _ = segment_async.PublicKlient  # type: ignore[attr-defined]  # on purpose


def test_dir_lists_the_public_names() -> None:
    assert sorted(segment_async.__all__) == dir(segment_async)
