"""What the security documents claim is shown by tests that exist, and the repository holds no token."""

import ast
import re
import subprocess
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
MODEL: Final = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
CLAIMED: Final = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", MODEL)))

PUBLIC_TOKEN: Final = re.compile(rb"\bsgp_[a-zA-Z0-9]{64}\b")
CONFIG_TOKEN: Final = re.compile(rb"(?i:segment).{0,40}?\b[\w-]{43}\.[\w-]{43}\b")


@lru_cache
def functions_of(path: str) -> set[str]:
    """Return the names of the functions of a module."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("path", "name"), CLAIMED)
def test_a_test_that_the_threat_model_names_exists(path: str, name: str) -> None:
    assert name in functions_of(path)


def test_every_claim_names_a_test() -> None:
    rows = [line for line in MODEL.splitlines() if line.startswith("| ") and line.count("|") == 4]
    claims = [row for row in rows if not row.startswith("| threat |")]
    assert len(claims) >= 30
    assert [] == [row for row in claims if "::test_" not in row.rsplit("|", 2)[1]]


def test_the_security_policy_leads_to_the_threat_model() -> None:
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for name in re.findall(r"\]\(([\w.]+)\)", policy):
        assert (ROOT / name).is_file()
    assert "(THREAT_MODEL.md)" in policy


def looks_like_a_token(content: bytes) -> bool:
    return bool(PUBLIC_TOKEN.search(content) or CONFIG_TOKEN.search(content))


def test_no_file_holds_what_looks_like_a_token() -> None:
    """S22: the shapes that secret scanners look for."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    files = [ROOT / name for name in names if name and (ROOT / name).is_file()]
    assert len(files) > 300
    assert [] == [path for path in files if looks_like_a_token(path.read_bytes())]


def test_the_scan_would_see_a_token() -> None:
    assert looks_like_a_token(b"token: sgp_" + b"aB3d" * 16)
    assert looks_like_a_token(b"SEGMENT_TOKEN=" + b"x" * 43 + b"." + b"y" * 43)


def test_the_oldest_accepted_versions_are_those_with_the_fixes() -> None:
    """S20: from 3.14.3 on, aiohttp drops credentials on every kind of redirect."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (floor,) = (name for name in project["dependencies"] if name.startswith("aiohttp>="))
    assert (3, 14, 3) <= tuple(map(int, floor.removeprefix("aiohttp>=").split(".")))
