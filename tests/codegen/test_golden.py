"""The golden folder: small specifications that use every feature, and exactly what becomes of them."""

from codegen import generate
from codegen.write import differences
from tests.codegen.update_golden import GOLDEN, PACKAGE


def test_the_golden_specifications_become_exactly_the_committed_code() -> None:
    """Accept a wanted change with ``python -m tests.codegen.update_golden``, and review it with git."""
    assert [] == differences(GOLDEN, generate(GOLDEN / "openapi", PACKAGE))
