"""What takes long to make and no test changes: made by one of the processes of a test run, and read by all."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that is filled once.

    Args:
        factory: Knows where the folders of the test run are.
        name: Tells what is made from other things.
        make: Fills an empty folder, which is moved afterwards.
    """
    own = factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, making = root / name, root / f"{name}.making"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)  # of one that failed
            making.mkdir()
            make(making)
            making.rename(folder)
    return folder
