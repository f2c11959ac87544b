"""``python -m codegen [--check]``: write the generated code, or compare it with what is committed."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from codegen import generate
from codegen.load import SpecificationError
from codegen.write import differences, write


def main(arguments: list[str]) -> int:
    """Generate the code of the repository in the working directory; return the exit code."""
    parser = ArgumentParser(prog="python -m codegen", description="Generate segment_async/ from openapi/.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the committed code is stale")
    check: bool = parser.parse_args(arguments).check
    root = Path.cwd()
    try:
        files = generate(root / "openapi", "segment_async")
    except SpecificationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not check:
        write(root, files)
        return 0
    stale = differences(root, files)
    if stale:
        sys.stderr.write("\n".join([*stale, "The generated code is stale. Run: python -m codegen", ""]))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
