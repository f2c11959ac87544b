"""Imports go downward only, each module stands alone, and nothing grows too long."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "segment_async"

LEVELS: list[tuple[str, str, set[str]]] = [
    ("0a", "errors _core.unset", set()),
    ("0b", "_core _core.operation _core.auth _core.regions _core.dialect _core.fql", {"attrs"}),
    ("1", "_core.values _core.naming _core.names _core.masks _core.paging _core.resource", {"attrs"}),
    ("1", "_core.wire _core.retry _core.limits _core.sqlite_head _core.visible", {"attrs"}),
    ("1", "_core.reading _core.shapes _core.writing", {"attrs", "cattrs"}),
    ("1", "_core.compiled _core.quick _core.codec _core.answers", {"attrs", "cattrs", "msgspec"}),
    ("2a", "public config", {"attrs"}),
    ("2b", "_core.limiter _core.shared _core.course _core.home _core.preparing", {"attrs", "anyio"}),
    ("2b", "_core.session _core.client", {"attrs", "anyio"}),
    ("2b", "_core.transport", {"aiohttp", "anyio", "yarl"}),
    ("3", "sandbox", {"aiohttp", "attrs", "jsonschema_rs", "yarl"}),
    ("3", "bulk", {"anyio", "attrs", "msgspec"}),
    ("4", "lookups many client", {"anyio", "attrs", "msgspec"}),
    ("5", "testing", {"anyio", "attrs", "pytest", "trustme"}),
    ("6", "audit", {"anyio", "attrs", "jinja2", "markupsafe", "msgspec", "platformdirs", "vl_convert"}),
    ("8", "cli __main__", {"anyio", "attrs", "cyclopts", "jsonschema_rs", "msgspec", "rich"}),
]  # fmt: skip
"""Level, modules or packages of it, and what they may import of others."""

ONLY: dict[str, set[str]] = {
    "public": {"public", "_core.unset", "_core.operation", "_core.paging", "_core.resource", "_core.names"},
    "config": {"config", "_core.unset", "_core.operation", "_core.paging", "_core.resource", "_core.names"},
    "bulk": {
        "bulk",
        "errors",
        "_core.codec",
        "_core.naming",
        "_core.operation",
        "_core.paging",
        "_core.resource",
        "_core.retry",
        "_core.sqlite_head",
        "_core.unset",
        "_core.until",
        "_core.values",
    },
    "sandbox": {
        "sandbox",
        "_spec",
        "errors",
        "_core.unset",
        "_core.operation",
        "_core.auth",
        "_core.regions",
        "_core.fql",
    },
}
"""What a package may import of ours, where its level alone would allow more."""

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in PACKAGE.rglob("*.py")
)


def entry(module: str) -> tuple[int, str, set[str]]:
    """Return place, level and allowed third parties of a module, by the longest name that fits."""
    fits = [
        (len(name), place, level, third)
        for place, (level, names, third) in enumerate(LEVELS)
        for name in names.split()
        if module == name or module.startswith(name + ".")
    ]
    assert fits, f"{module} stands in no layer; put it into one"
    _, place, level, third = max(fits, key=lambda fit: fit[:2])
    return place, level, third


def imports(module: str) -> Iterator[str]:
    """Yield what a module imports when it runs, lazily or not."""
    path = ROOT.joinpath(*module.split("."))
    tree = ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8"))
    nodes: list[ast.AST] = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            nodes.extend(node.orelse)  # what only checkers read is no import
            continue
        nodes.extend(ast.iter_child_nodes(node))
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in whole)


@pytest.mark.parametrize("module", [module for module in MODULES if module != "segment_async"])
def test_a_module_imports_downward_only(module: str) -> None:
    own = module.removeprefix("segment_async.")
    if own.startswith("_spec"):
        return
    place, level, third = entry(own)
    for imported in imports(module):
        top = imported.partition(".")[0]
        if top == "segment_async":
            name = imported.removeprefix("segment_async").removeprefix(".")
            if name and not name.startswith("_spec"):
                assert entry(name)[0] <= place, f"{module} (level {level}) imports {imported}"
            allowed = ONLY.get(own.partition(".")[0])
            if allowed is not None and name:
                assert any(name == each or name.startswith(each + ".") for each in allowed), (
                    f"{module} imports {imported}"
                )
        elif top not in sys.stdlib_module_names:
            assert top in third, f"{module} (level {level}) imports {imported}"


@pytest.mark.parametrize("path", sorted(ROOT.glob("segment_async/**/*.py")) + sorted(ROOT.glob("codegen/**/*.py")))
def test_codegen_and_package_do_not_know_each_other(path: Path) -> None:
    other = "segment_async" if "codegen" in path.parts else "codegen"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in names if name.partition(".")[0] == other]


def test_no_module_is_longer_than_400_lines() -> None:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    found = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert found
    long = {name: lines for name in found if (lines := len((ROOT / name).read_text().splitlines())) > 400}
    assert {} == long


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_the_package_imports_next_to_nothing() -> None:
    code = "import sys; before = set(sys.modules); import segment_async; print(*sorted(set(sys.modules) - before))"
    loaded = run(code).split()
    assert ["segment_async"] == [name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names]


def test_naming_the_client_builds_no_model_and_imports_no_aiohttp() -> None:
    code = (
        "import sys; from segment_async import PublicClient; "
        "from segment_async.public import OPERATIONS; len(OPERATIONS); "
        "print(*[name for name in sys.modules if name.startswith('aiohttp') or '.models' in name or '.calls' in name])"
    )
    assert "" == run(code).strip()


def test_touching_a_tag_loads_that_tag_and_what_its_answers_are_made_of() -> None:
    code = (
        "import sys; from segment_async import PublicClient; PublicClient('x').labels; "
        "print(*sorted(name for name in sys.modules if name.startswith('segment_async.public.')))"
    )
    loaded = run(code).split()
    assert "segment_async.public.models.labels" in loaded
    assert "segment_async.public.models.destinations" not in loaded


@pytest.mark.parametrize("module", [name for name in MODULES if name.count(".") == 1 or "._core" in name])
def test_a_module_imports_alone(module: str) -> None:
    run(f"import {module}")
