"""``python -m tests.codegen.update_golden``: accept what the generator makes of the golden specifications now."""

from pathlib import Path

from codegen import generate
from codegen.write import write

GOLDEN = Path(__file__).parent / "golden"
PACKAGE = "sample_sdk"

if __name__ == "__main__":
    write(GOLDEN, generate(GOLDEN / "openapi", PACKAGE))
