"""Turns the example's programme into somebody's own: its name, its sites, their headcounts."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from naho_feedback.domain.programme import Headcount, Site
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import id_for, typed
from naho_feedback.workspace.programme_file import fields_of
from naho_feedback.workspace.toml_edit import add_element, change_element, drop_element, set_value

if TYPE_CHECKING:
    from naho_feedback.workspace.making import NewSite


def named(text: str, name: str) -> str:
    """Return the settings with the programme's name, which becomes its title too."""
    name = typed(name)
    text = set_value(text, ("programme", "name"), name)
    return set_value(text, ("programme", "title"), {"fr": name, "en": name})


def with_sites(text: str, sites: Sequence[NewSite], day: dt.date) -> str:
    """Return the settings with other sites; what the example says of its own goes.

    Args:
        text: the settings, with the example's programme.
        sites: at least one.
        day: the day that their headcounts describe.
    """
    new: list[Site] = []
    for site in sites:
        new.append(Site(id=id_for(site.name, [s.id for s in new]), name=typed(site.name)))
    source = _("given when this folder was made")
    staff = [
        Headcount(site=site.id, count=given.headcount, date=day, source=source)
        for site, given in zip(new, sites, strict=True)
        if given.headcount is not None
    ]
    # The lists that name sites go first: a text in between need not make sense, but an element
    # takes the place of an old one, so that each list stays below its own heading.
    gone = ("team", "super_users", "go_lives")
    for list_, parts in (*((name, []) for name in gone), ("headcounts", staff)):
        text = _replaced(text, list_, parts)
    return _replaced(text, "sites", new)


def _replaced(text: str, list_: str, parts: Sequence[msgspec.Struct]) -> str:
    """Return the settings with all elements of a list replaced."""
    path = ("programme", list_)
    there = len(tomllib.loads(text)["programme"].get(list_, ()))
    for index, part in enumerate(parts):
        if index < there:
            text = change_element(text, path, index, fields_of(part))
        else:
            text = add_element(text, path, fields_of(part))
    for index in reversed(range(len(parts), there)):
        text = drop_element(text, path, index)
    return text
