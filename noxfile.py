"""Every command that a contributor needs; ``nox -l`` is the manual."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "codegen_check", "tests"]


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments go to pytest, as in ``nox -s tests -- -k audit``."""
    session.install("-e", ".[dev]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style and the format; ``nox -s lint -- --fix`` mends what can be mended."""
    session.install("-e", ".[dev]")
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")
    session.run("ruff", "format", *([] if fix else ["--check"]), ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types with mypy and pyright, both strict, generated code included."""
    session.install("-e", ".[dev]")
    session.run("mypy")
    session.run("pyright")


@nox.session
def codegen(session: nox.Session) -> None:
    """Write the generated code and the bundled specification from openapi/."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "codegen", *session.posargs)


@nox.session
def codegen_check(session: nox.Session) -> None:
    """Fail if the generated code is not what openapi/ gives."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "codegen", "--check")


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel and the source distribution."""
    session.install("build")
    session.run("python", "-m", "build", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Open the audit's report in headless Chromium, which must be installed as ``chromium``."""
    session.install("-e", ".[dev,browser]")
    session.run("pytest", "tests/browser", "-m", "browser", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Hold code and sandbox against the specification with many more drawn examples than ``tests`` has time for."""
    session.install("-e", ".[dev]")
    session.run("pytest", "tests/contract", "tests/config", *session.posargs, env={"SEGMENT_CONTRACT_EXAMPLES": "100"})


@nox.session
def conformance(session: nox.Session) -> None:
    """Try every operation against every fault plan, and ten times as many drawn answers as ``tests``."""
    session.install("-e", ".[dev]")
    session.run("pytest", "tests/faults", "-m", "conformance", *session.posargs)
    session.run("pytest", "tests/faults/test_fuzz.py", *session.posargs, env={"SEGMENT_FUZZ_EXAMPLES": "2000"})


@nox.session
def endurance(session: nox.Session) -> None:
    """Draw 10,000 answers, and measure every figure of reliability; arguments go to the benchmark."""
    session.install("-e", ".[dev]")
    session.run("pytest", "tests/faults/test_fuzz.py", env={"SEGMENT_FUZZ_EXAMPLES": "10000"})
    session.run("pytest", "tests/cancel/test_mixups.py", env={"SEGMENT_CANCELLED_CALLS": "20000"})
    session.run("python", "-m", "benchmarks.reliability", "--examples", "10000", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure this package beside its peers; ``nox -s bench -- --quick`` for rough figures, ``--json FILE`` to keep."""
    session.install("-e", ".[bench]")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def bench_more(session: nox.Session) -> None:
    """Measure bulk runs, and the report of a workspace of 5,000 sources in headless Chromium."""
    session.install("-e", ".[bench,browser]")
    session.run("python", "-m", "benchmarks.bulk")
    session.run("python", "-m", "benchmarks.report")


@nox.session
def schemathesis(session: nox.Session) -> None:
    """Let schemathesis try the sandbox: statuses, content types, bodies, ignored authentication."""
    session.install("-e", ".[dev]", "schemathesis==4.32.*")  # here alone: as a pytest plugin it would slow every run
    session.run("python", "-m", "tests.contract.conformance", *session.posargs)


@nox.session
def peers(session: nox.Session) -> None:
    """Let the programs of others, which npm and PyPI bring, work against the sandbox."""
    session.install("-e", ".[dev]")
    session.run("pytest", "tests/peers", "-m", "peers", *session.posargs)


@nox.session
def kill(session: nox.Session) -> None:
    """Kill 200 bulk runs and 20 audits at random, and bulk runs at every sync, write and send if strace is there."""
    session.install("-e", ".[dev]")
    audits = {"SEGMENT_KILL_TRIALS": "20", "SEGMENT_KILL_SCALE": "300"}
    session.run("pytest", "tests/audit/test_kill.py", *session.posargs, env=audits)
    more = {"SEGMENT_KILL_TRIALS": "200", "SEGMENT_CRASH_STEP": "1"}
    session.run("pytest", "tests/bulk/test_kill.py", *session.posargs, env=more)
    session.run("pytest", "tests/bulk", "-m", "kill", *session.posargs, env=more)
