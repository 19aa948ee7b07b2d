from __future__ import annotations

from collections.abc import Iterator

import pytest

from naho_feedback import i18n


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Errors are asserted in the source language, whatever the catalogues hold."""
    before = i18n.set_language("en")
    yield
    i18n.set_language(before)
