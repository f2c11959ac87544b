"""Strict type checkers accept what is generated."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.codegen.update_golden import GOLDEN, PACKAGE

ROOT = Path(__file__).parents[2]
GENERATED = [PACKAGE, "segment_async/public", "segment_async/_spec"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the golden package beside the real one."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(GOLDEN / PACKAGE, tmp_path / PACKAGE, ignore=ignored)
    shutil.copytree(ROOT / "segment_async", tmp_path / "segment_async", ignore=ignored)
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_mypy_accepts_the_golden_and_the_committed_code(copy: Path) -> None:
    (copy / "mypy.ini").write_text("[mypy]\nstrict = true\nfollow_imports = silent\n", "utf-8")

    done = run(copy, "mypy", *GENERATED)

    assert 0 == done.returncode, done.stdout + done.stderr


def test_pyright_accepts_the_golden_and_the_committed_code(copy: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": GENERATED}
    (copy / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")

    done = run(copy, "pyright", "--pythonpath", sys.executable, "--outputjson")
    report = json.loads(done.stdout)

    assert [] == report["generalDiagnostics"]
    assert sum(len(list((copy / folder).rglob("*.py"))) for folder in GENERATED) == report["summary"]["filesAnalyzed"]
