"""Both APIs' packages, held against their specifications."""

import pytest

pytest.register_assert_rewrite("tests.contract.reading")
