"""``naho privacy``: who sees what, and who took out what."""

from __future__ import annotations

import datetime as dt

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import noun, verb
from naho_feedback.cli.shapes import AudienceOut, PrivacyOut, TakenOut
from naho_feedback.cli.state import State
from naho_feedback.domain.audiences import Audience, NoteAccess, Rights
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services.id_words import audience_name
from naho_feedback.services.thresholds import Thresholds
from naho_feedback.services.wording import long_day


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
            ),
            verb(
                "log",
                _log,
                help=_("Show what was taken out, when, for whom and in which function."),
                examples=("naho privacy log", "naho privacy log --json"),
            ),
        ],
        help=_("Privacy: who sees what, and who took out what."),
        examples=("naho privacy show",),
    )


def _show(state: State, *, as_json: bool) -> None:
    naho = state.naho
    promised = naho.thresholds
    audiences = [_sees(audience, promised) for audience in Audience]
    if as_json:
        shape = PrivacyOut(
            k=promised.k_score, k_comment=promised.k_comment, audiences=tuple(audiences)
        )
        console.out_json(shape)
        return
    console.out(_("Nothing is shown for fewer than {k} people.").format(k=promised.k_score))
    console.out(_("No quote from fewer than {k} notes.").format(k=promised.k_comment))
    if promised != Thresholds(naho.settings.k, naho.settings.k_comment):
        console.out(_("naho.toml asks for less, but this was promised to people who answered."))
    for seen, audience in zip(audiences, Audience, strict=True):
        console.out()
        console.out(f"{audience}: {audience_name(audience)}")
        for line in (seen.figures, seen.scores, seen.quotes, seen.records, seen.owners):
            console.out(f"  {line}")


def _sees(audience: Audience, promised: Thresholds) -> AudienceOut:
    rights = audience.rights
    return AudienceOut(
        audience=audience,
        figures=_("Counts of people from {k} on; exact counts of notes, dots, sessions.").format(
            k=promised.k_score
        ),
        scores=(
            _("Scores as they stand.")
            if rights.live_counts
            else _("Answers and scores after each {k} new answers.").format(k=promised.k_score)
        ),
        quotes=_("Only quotes that a person reviewed, without names, time or place."),
        records=_records(rights),
        owners=(
            _("Who is in charge of an action, by name where the team gave one.")
            if rights.owner_names
            else _("Who is in charge of an action, by function only.")
        ),
    )


def _records(rights: Rights) -> str:
    if rights.notes == NoteAccess.NONE:
        return _("No single note, no single answer.")
    if rights.notes == NoteAccess.REDACTED:
        return _("Single notes without personal data, with their day; no single answers.")
    return _("Notes and answers as typed; asked for each time and logged.")


def _log(state: State, *, as_json: bool) -> None:
    entries = state.naho.exporting.taken_out()
    if as_json:
        console.out_json([TakenOut.of(entry) for entry in entries])
        return
    if not entries:
        console.out(_("Nothing was taken out yet."))
    for entry in entries:
        when = dt.datetime.fromtimestamp(entry.at / 1000).astimezone()
        parts = (
            f"{long_day(when.date())} {when:%H:%M}",
            entry.what,
            audience_name(Audience(entry.audience)),
            _("laptop {label}").format(label=entry.label),
            one_line(entry.function),
        )
        console.out(" · ".join(filter(None, parts)))
