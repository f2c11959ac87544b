"""The commands, and the one place where a run of the command line begins and ends."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final, TextIO

from cyclopts import App, Parameter

from segment_async.cli.failures import FINE, report
from segment_async.cli.terminal import Screen, abandon

COMMANDS: Final = {
    "access": "List who can do what, from a snapshot: each role of each user, group and invite.",
    "audit": """Take a snapshot of a whole workspace, check it and write a report.

    After an interruption the same command goes on from there. Findings of --fail-on or worse make the exit code 1.
    """,
    "bulk": """Perform an operation for each row of a file, and go on after an interruption.

    A row is a line of CSV below headers such as path.sourceId and body.name, or a JSON object such as {"path":
    {"sourceId": "abc"}, "body": {"name": "Website"}}. All of them are checked before the first is sent. What writes
    shows its plan and asks first, and keeps a journal; the same command goes on from there.
    """,
    "call": "Perform any operation and print the answer's JSON as it came.",
    "check": "Check a snapshot again, without a connection, and list the findings.",
    "completion": """Print the script that makes a shell complete commands, options and operation ids.

    - bash: put `source <(segment-async completion bash)` into ~/.bashrc.
    - zsh: put `source <(segment-async completion zsh)` into ~/.zshrc, after compinit.
    - fish: put `segment-async completion fish | source` into ~/.config/fish/config.fish.
    """,
    "diff": """List what changed between two snapshots: what people configure, and nothing that happens by itself.

    It takes files or folders of audits, also of two workspaces.
    """,
    "report": "Write the report of a snapshot again, without a connection, and tell what changed since an earlier one.",
    "routes": "List which destinations get which events, from a snapshot.",
    "sandbox": """Serve a made-up workspace on this machine, to try things without a token.

    It runs until it is stopped. Its address is the first line of the output.
    """,
    "snapshot": "List the tables and views of a snapshot, or export one.",
    "spec": "Print the OpenAPI specification of an API, as this version knows it.",
    "trace": "Follow an event through a snapshot: who sends it, which plan governs it, where it goes, what names it.",
}
"""What each command does, said here so that none has to be imported to list them."""


def build() -> App:
    """Return the command line; a command's module is imported when it is used."""
    app = App(
        name="segment-async",
        help="Audit a Segment workspace, and call Segment's management APIs.",
        version=lambda: version("segment-async"),
        default_parameter=Parameter(negative=(), show_default=lambda value: value or None),
        console=Screen(),
        exit_on_error=False,
        print_error=False,
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    for name, sentence in COMMANDS.items():
        app.command(f"segment_async.cli.{name}:{name}", name=name, help=sentence)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: What stands after the command's name.
    """
    try:
        code = build()(arguments)
    except ImportError:
        raise
    except BrokenPipeError:
        code = FINE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - people get a sentence, whatever happened
        code = report(error, as_json="--json" in arguments)
    _flush(sys.stdout)
    _flush(sys.stderr)
    return code if isinstance(code, int) else FINE


def _flush(stream: TextIO | None) -> None:
    """Let nothing be left that Python would complain about at its end."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        abandon(stream)
