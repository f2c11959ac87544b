"""``segment-async completion``: what a shell needs to complete commands, options and operation ids."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from segment_async.cli.app import build
from segment_async.cli.failures import FINE
from segment_async.cli.options import Output
from segment_async.cli.terminal import write

Shell: TypeAlias = Literal["bash", "zsh", "fish"]

ADDED: Final[Mapping[Shell, str]] = {
    # Bash splits words at colons, and an id such as config:listSources is one word: its parts are put together, and of
    # what completes it only that is given back which follows the colon.
    "bash": r"""
_segment_async_colons() {
  local -a words=()
  local i before=""
  for ((i = 0; i <= COMP_CWORD; i++)); do
    if [[ $i -gt 0 && ( $before == : || ${COMP_WORDS[i]} == : ) ]]; then
      words[${#words[@]}-1]+=${COMP_WORDS[i]}
    else
      words+=("${COMP_WORDS[i]}")
    fi
    before=${COMP_WORDS[i]}
  done
  local -a COMP_WORDS=("${words[@]}")
  local COMP_CWORD=$((${#words[@]} - 1))
  _segment_async
  before=${COMP_WORDS[COMP_CWORD]}
  before=${before%"${before##*:}"}
  [[ $COMP_WORDBREAKS == *:* ]] && COMPREPLY=("${COMPREPLY[@]#"$before"}")
}
complete -F _segment_async_colons segment-async
""",
    # The script serves both a shell that reads it as it starts, and a folder of functions that are loaded when needed.
    "zsh": r"""
if [[ $funcstack[1] == _*segment-async ]]; then
  _cyclopts_segment-async "$@"
else
  compdef _cyclopts_segment-async segment-async
fi
""",
    "fish": "",
}
"""What follows the script that cyclopts writes."""


def completion(shell: Shell, /, *, output: Output = Output()) -> int:  # noqa: ARG001, B008 - a script in any case
    """Print the script that makes a shell complete commands, options and operation ids.

    Args:
        shell: Which shell.
        output: See `Output`.
    """
    write(script(shell).encode())
    return FINE


def script(shell: Shell) -> str:
    """Return the script; it asks the command for operation ids, so it stays true when the command is updated."""
    return f"{build().generate_completion(shell=shell).rstrip()}\n{ADDED[shell]}"
