"""Each case is one phenomenon: a short article, and who says what in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.attribution import attributed, script, speakers
from tests.support.golden import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("case", cases("attribution"), ids=lambda case: case.id)
def test_golden(case: Case, golden: Callable[[Case, str, str], None]) -> None:
    found = attributed(case["article"])

    golden(case, "script", script(found))
    if "speakers" in case:
        golden(case, "speakers", speakers(found))
