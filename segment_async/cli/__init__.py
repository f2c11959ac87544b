"""The ``segment-async`` command: one module a command, and what they share."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from segment_async.cli.app import run  # noqa: PLC0415 - its packages may be missing

        code = run(sys.argv[1:])
    except ImportError as error:
        missing = str(getattr(error.__cause__ or error, "name", None))
        if missing.startswith("segment_async"):
            raise
        sys.stderr.write(
            f"The package {missing} is missing, which the command line needs; "
            "install what belongs to it with: pip install 'segment-async[cli]'\n"
        )
        code = 2
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
