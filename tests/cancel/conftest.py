"""What the tests of cancellation share with those of the kernel."""

from tests.core.conftest import open_session, token

__all__ = ["open_session", "token"]
