"""``docs/checks.md`` is what the checks say, and ``docs/audit.md`` names nothing that there is not."""

import re
import tomllib
from pathlib import Path

from segment_async.audit.checks import CHECKS
from segment_async.audit.config import configured
from segment_async.cli.app import COMMANDS

from .check_docs import PAGE, page

AUDIT = PAGE.with_name("audit.md").read_text(encoding="utf-8")


def test_the_page_of_the_checks_is_what_the_checks_say() -> None:
    """Where it is not: ``python -m tests.audit.checks.check_docs``."""
    assert page() == PAGE.read_text(encoding="utf-8")


def test_the_configuration_that_the_page_shows_can_be_used(tmp_path: Path) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", AUDIT, re.DOTALL)
    path = tmp_path / "audit.toml"
    path.write_text(text)
    config = configured(CHECKS, path)
    assert tomllib.loads(text)["thresholds"] == config.thresholds
    assert len(config.checks) < len(CHECKS)


def test_every_command_and_number_of_the_page_is_true() -> None:
    commands = set(re.findall(r"^\$ segment-async ([a-z]+)", AUDIT, re.MULTILINE))
    assert {"audit", "check", "report", "routes", "trace", "access", "diff", "snapshot"} == commands
    assert commands <= COMMANDS.keys()
    assert f"[{len(CHECKS)} questions]" in AUDIT
