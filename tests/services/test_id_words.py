"""Ids that people would otherwise read: whom it is for, and what a plugin was asked."""

from __future__ import annotations

import pytest

from naho_feedback.domain.audiences import Audience
from naho_feedback.hooks import spec
from naho_feedback.services.id_words import audience_name, doing_name

HOOKS = [name for name, thing in vars(spec).items() if hasattr(thing, "naho_feedback_spec")]
ASKED = ["load", "register", "plan", "send", "import", "group", "warm", "similar", "close", "data"]


@pytest.mark.parametrize("audience", Audience)
def test_every_audience_has_a_name(audience: Audience) -> None:
    assert audience_name(str(audience)) == audience_name(audience) != audience


@pytest.mark.parametrize("doing", [*HOOKS, *ASKED])
def test_everything_that_a_plugin_is_asked_has_a_name(doing: str) -> None:
    assert doing_name(doing) != doing


def test_what_another_version_wrote_is_shown_as_it_is() -> None:
    assert (audience_name("board"), doing_name("observe")) == ("board", "observe")
    assert len(HOOKS) >= 5
