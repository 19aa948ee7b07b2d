"""Facets of a note as sentences for the team."""

from __future__ import annotations

from collections.abc import Iterable

from naho_feedback.domain.facets import Area, Facets, Moment
from naho_feedback.domain.notes import Polarity
from naho_feedback.i18n import gettext as _

FLAG = "⚑"
"""Marks a note that may speak of harm to a patient."""


def facet_sentences(facets: Facets, areas: Iterable[Area], where_to_report: str) -> list[str]:
    """Return what is known of a note beside its theme; what may speak of harm comes first.

    Args:
        facets: of the note.
        areas: the care functions.
        where_to_report: the hospital's sentence about reporting harm.
    """
    said: list[str] = []
    if facets.safety:
        kind = _("a person says so") if facets.safety_by_person else _("its words look like it")
        harm = _("{flag} May speak of harm to a patient ({why}).").format(flag=FLAG, why=kind)
        said.append(f"{harm} {where_to_report}".strip())
    labels = [str(area.label) for area in areas if area.id in facets.areas]
    parts = [
        _("Care function: {names}").format(names=", ".join(labels)) if labels else "",
        _moment(facets),
        _polarity(facets.polarity) if facets.polarity_by_words else "",
    ]
    if line := " · ".join(filter(None, parts)):
        said.append(line)
    return said


def _moment(facets: Facets) -> str:
    words = {
        Moment.BEFORE: _("before the go-live"),
        Moment.DURING: _("during the go-live"),
        Moment.AFTER: _("after the go-live"),
        Moment.UNSET: "",
    }[facets.moment]
    if not words:
        return ""
    said = _("{what}, by its words").format(what=words) if facets.moment_by_words else words
    return _("Moment: {when}").format(when=said)


def _polarity(polarity: Polarity) -> str:
    """Return what a note's words say, where its column says nothing."""
    words = {
        Polarity.BARRIER: _("rather a barrier"),
        Polarity.ENABLER: _("rather an enabler"),
        Polarity.IDEA: _("rather an idea"),
        Polarity.QUESTION: _("rather a question"),
        Polarity.NEUTRAL: "",
    }[polarity]
    return _("{what}, by its words").format(what=words) if words else ""
