"""What is committed is what the generator writes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.load import SpecificationError
from codegen.normalize import Correction, correct
from codegen.write import LINES_AT_MOST, differences, write

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codegen", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the repository, as far as the generator sees it."""
    for folder in ("openapi", "codegen", "segment_async"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def generated(folder: Path) -> dict[str, bytes]:
    """Return every generated file."""
    paths = [*(folder / "segment_async" / "public").rglob("*"), *(folder / "segment_async" / "_spec").rglob("*")]
    files = [path for path in paths if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_committed_code_is_up_to_date() -> None:
    """If this fails, run ``python -m codegen``."""
    done = run(ROOT, "--check")

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_deleting_and_generating_again_gives_identical_bytes(copy: Path) -> None:
    shutil.rmtree(copy / "segment_async" / "public")
    shutil.rmtree(copy / "segment_async" / "_spec")

    assert 0 == run(copy).returncode
    assert generated(ROOT) == generated(copy)


def test_the_check_names_what_is_stale_and_writes_nothing(copy: Path) -> None:
    public = copy / "segment_async" / "public"
    (public / "models" / "sources.py").unlink()
    (public / "calls" / "sources.py").write_text("", "utf-8")
    (public / "calls" / "mine.py").write_text("", "utf-8")
    before = generated(copy)

    done = run(copy, "--check")

    assert 1 == done.returncode
    assert [
        "segment_async/public/calls/sources.py is stale",
        "segment_async/public/models/sources.py is missing",
        "segment_async/public/calls/mine.py is not generated",
        "The generated code is stale. Run: python -m codegen",
    ] == done.stderr.splitlines()
    assert before == generated(copy)


def test_generating_removes_what_does_not_belong(copy: Path) -> None:
    (copy / "segment_async" / "_spec" / "old.json").write_text("{}", "utf-8")

    assert 0 == run(copy).returncode
    assert generated(ROOT) == generated(copy)


def test_a_specification_that_cannot_become_code_ends_in_a_sentence_not_in_a_traceback(copy: Path) -> None:
    (copy / "openapi" / "public" / "sources.yaml").unlink()

    done = run(copy)

    assert 1 == done.returncode
    assert re.fullmatch(r"'.*' in .* leads nowhere\. Correct it, or define what it names\.\n", done.stderr)
    assert generated(ROOT) == generated(copy)


def test_a_stale_correction_fails_the_build() -> None:
    with pytest.raises(SpecificationError, match=r"The correction of /a \(Because\.\) is stale\. Remove it\."):
        correct({"a": 2}, [Correction("/a", 1, 3, "Because.")])


def test_what_is_written_does_not_differ(tmp_path: Path) -> None:
    files = {"package/public/a.py": "A = 1\n", "package/_spec/public.json": "{}\n"}
    assert ["package/public/a.py is missing", "package/_spec/public.json is missing"] == differences(tmp_path, files)

    write(tmp_path, files)

    assert [] == differences(tmp_path, files)


def test_no_generated_module_is_too_long() -> None:
    lengths = {path: len(text.splitlines()) for path, text in generated(ROOT).items() if path.endswith(".py")}

    assert LINES_AT_MOST >= max(lengths.values())
