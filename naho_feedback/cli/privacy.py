"""``naho privacy``: who sees what."""

from __future__ import annotations

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import noun, verb
from naho_feedback.cli.shapes import AudienceOut, PrivacyOut
from naho_feedback.cli.state import State
from naho_feedback.domain.views import Audience
from naho_feedback.i18n import gettext as _
from naho_feedback.services.id_words import audience_name


def build() -> click.Group:
    """Return ``naho privacy``."""
    return noun(
        "privacy",
        [
            verb(
                "show",
                _show,
                help=_("Show what each audience sees, and the smallest group that is shown."),
                examples=("naho privacy show", "naho privacy show --json"),
            )
        ],
        help=_("Privacy: who sees what."),
        examples=("naho privacy show",),
    )


def _show(state: State, *, as_json: bool) -> None:
    k = state.naho.settings.k
    audiences = [_sees(audience, k) for audience in Audience]
    if as_json:
        console.out_json(PrivacyOut(k=k, audiences=tuple(audiences)))
        return
    console.out(_("Nothing is shown for fewer than {k} people.").format(k=k))
    for seen, audience in zip(audiences, Audience, strict=True):
        console.out()
        console.out(f"{audience}: {audience_name(audience)}")
        console.out(f"  {seen.figures}")
        console.out(f"  {seen.quotes}")
        console.out(f"  {seen.records}")


def _sees(audience: Audience, k: int) -> AudienceOut:
    records = {
        Audience.TEAM: _("Single notes without personal data, with their day; no single answers."),
        Audience.MANAGER: _("No single note, no single answer."),
        Audience.PUBLIC: _("No single note, no single answer."),
        Audience.RAW: _("Notes and answers as typed; asked for each time and logged."),
    }
    return AudienceOut(
        audience=audience,
        figures=_("Counts of people from {k} on; exact counts of notes, dots, sessions.").format(
            k=k
        ),
        quotes=_("Only quotes that a person reviewed, without names, time or place."),
        records=records[audience],
    )
