"""Print what is planned, let ruff format and check it, and write it or compare it with what is committed."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from codegen.load import Specification, SpecificationError
from codegen.plan import KERNEL, Surface, quote, split_calls, split_models

LINES_AT_MOST: Final = 400
"""Lines that a generated module may have."""

SETTINGS: Final = Path(__file__).parents[1] / "pyproject.toml"
"""Where ruff's settings stand."""

_FIXED: Final = {
    "surface": "__init__.py",
    "operations": "operations.py",
    "models_init": "models/__init__.py",
    "calls_init": "calls/__init__.py",
}
"""Templates of the modules that every API has, and their paths."""

_TEMPLATES: Final = Environment(  # noqa: S701 - it prints Python, not HTML
    loader=PackageLoader("codegen"), trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
)
_TEMPLATES.filters["quote"] = quote


def printed(package: str, specifications: tuple[Specification, ...], surfaces: tuple[Surface, ...]) -> dict[str, str]:
    """Return every generated file by its path, as it is committed.

    Raises:
        SpecificationError: Ruff refuses the code, or a module is too long even when it is split.
    """
    files = _polished(_code(package, specifications, surfaces, frozenset()))
    if long := _too_long(files):
        files = _polished(_code(package, specifications, surfaces, long))
    if long := _too_long(files):
        raise SpecificationError(f"{min(long)} has more than {LINES_AT_MOST} lines even when split. Divide its tag.")
    for each in specifications:
        files[f"{package}/_spec/{each.name}.json"] = json.dumps(each.document, ensure_ascii=False, indent=1) + "\n"
    return dict(sorted(files.items()))


def _too_long(files: Mapping[str, str]) -> frozenset[str]:
    return frozenset(path for path, text in files.items() if len(text.splitlines()) > LINES_AT_MOST)


def _code(
    package: str, specifications: tuple[Specification, ...], surfaces: tuple[Surface, ...], long: frozenset[str]
) -> dict[str, str]:
    """Print everything.

    Args:
        package: The package that the code becomes part of.
        specifications: What the code is made from.
        surfaces: What is planned for each.
        long: Modules to split.
    """
    names = " or ".join(f"``{each.name}``" for each in specifications)
    code = {f"{package}/_spec/__init__.py": _print("spec_init", names=names)}
    for surface in surfaces:
        folder = f"{package}/{surface.name}"
        for template, path in _FIXED.items():
            code[f"{folder}/{path}"] = _print(template, surface=surface, kernel=KERNEL)
        for models in surface.models:
            split = f"{folder}/models/{models.name}.py" in long
            for piece in split_models(models, f"{surface.package}.models") if split else (models,):
                code[f"{folder}/models/{piece.name}.py"] = _print("models", module=piece)
        for calls in surface.calls:
            split = f"{folder}/calls/{calls.name}.py" in long
            for part in split_calls(calls, f"{surface.package}.calls") if split else (calls,):
                code[f"{folder}/calls/{part.name}.py"] = _print("calls", module=part)
    return code


def _print(template: str, **values: object) -> str:
    return _TEMPLATES.get_template(f"{template}.jinja").render(**values)


def _polished(code: Mapping[str, str]) -> dict[str, str]:
    """Return the code with sorted imports and formatted, after ruff has accepted it."""
    with TemporaryDirectory() as folder:
        for path, text in code.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        _ruff(folder, "check", "--fix", "--select", "I,F401,RUF022")
        _ruff(folder, "format")
        _ruff(folder, "check", "--output-format", "concise")
        return {path: Path(folder, path).read_text("utf-8") for path in code}


def _ruff(folder: str, *arguments: str) -> None:
    settings = ["--config", str(SETTINGS), "--config", 'lint.isort.known-first-party = ["segment_async"]']
    done = subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "-m", "ruff", *arguments, "--quiet", "--no-cache", *settings, "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SpecificationError(
            f"Ruff refuses the generated code. Correct the specification.\n{done.stdout}{done.stderr}"
        )


def differences(root: Path, files: Mapping[str, str]) -> list[str]:
    """Say how the committed files differ from what they should be.

    Args:
        root: The folder that the paths start from.
        files: What should be there.
    """
    found: list[str] = []
    for path, text in files.items():
        file = root / path
        if not file.is_file():
            found.append(f"{path} is missing")
        elif file.read_bytes() != text.encode():
            found.append(f"{path} is stale")
    return found + [f"{path} is not generated" for path in _extra(root, files)]


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write the files, and remove what does not belong beside them."""
    for path in _extra(root, files):
        (root / path).unlink()
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _extra(root: Path, files: Mapping[str, str]) -> list[str]:
    """Return the files in generated folders that are not generated."""
    folders = {"/".join(path.split("/")[:2]) for path in files}
    present = (
        path.relative_to(root).as_posix() for folder in folders for path in (root / folder).rglob("*") if path.is_file()
    )
    return sorted(path for path in present if path not in files and "__pycache__" not in path)
