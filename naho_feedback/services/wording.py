"""Sentences of the summary, in the reader's language; figures come gated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from naho_feedback.domain.dates import written_day
from naho_feedback.domain.text import one_line
from naho_feedback.domain.views import (
    AreaFigure,
    Count,
    Hidden,
    Measure,
    Precision,
    Reach,
    ThemeFigure,
)
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import language, ngettext

NBSP = "\u00a0"


def number(value: float, digits: int = 0) -> str:
    """Return a number as people write it: ``2 000`` and ``31,5``, or ``2,000`` and ``31.5``.

    The French thousands separator is U+00A0: terminals draw the narrow U+202F two cells wide.
    """
    text = f"{value:,.{digits}f}"
    if language() == "fr":
        text = text.replace(",", NBSP).replace(".", ",")
    return text.replace("-", "−")


def percent(share: float, digits: int = 0) -> str:
    """Return a fraction as a percentage: ``31,5 %`` or ``31.5%``."""
    sign = f"{NBSP}%" if language() == "fr" else "%"
    return number(share * 100, digits) + sign


def signed(share: float) -> str:
    """Return a balance in points with its sign, such as ``+41``."""
    points = round(share * 100)
    return f"+{points}" if points > 0 else number(points)


def count(figure: Count, k: int) -> str:
    """Return a gated count of people in words a manager knows."""
    if figure.hidden == Hidden.SMALL:
        return _("fewer than {k}").format(k=k)
    if figure.value is None:
        return _("hidden")
    return number(figure.value)


def long_day(day: dt.date) -> str:
    """Return a day such as ``lun. 27 févr. 2017``."""
    return written_day(day, "EEE d MMM y", language())


def period(first: dt.date | None, last: dt.date | None) -> str:
    """Return ``27 févr. – 3 mars 2017``; ``""`` where nothing is dated."""
    if first is None or last is None:
        return ""
    if first == last:
        return written_day(first, "d MMM y", language())
    start = "d MMM y" if first.year != last.year else "d MMM"
    begin = written_day(first, start, language())
    return f"{begin} – {written_day(last, 'd MMM y', language())}"


def clock_time(when: dt.datetime) -> str:
    """Return a time such as ``9 h 10`` or ``9:10``."""
    if language() == "fr":
        return f"{when.hour}{NBSP}h{NBSP}{when.minute:02}"
    return f"{when.hour}:{when.minute:02}"


def moment(when: dt.datetime, today: dt.date) -> str:
    """Return the time of something done today, and the day before it for another day's."""
    time = clock_time(when)
    return time if when.date() == today else f"{long_day(when.date())} {time}"


def score(measure: Measure, k: int) -> str:
    """Return what may be said of a score, such as ``82 %, entre 78 % et 85 % (400 réponses)``."""
    if measure.precision == Precision.HIDDEN:
        return _("not enough answers (fewer than {k})").format(k=k)
    answers = count(measure.answers, k)
    if measure.unanimous:
        return _("nearly all one way ({n} answers)").format(n=answers)
    if measure.value is None or measure.low is None or measure.high is None:
        return _("{up} favourable out of {n}").format(up=count(measure.favourable, k), n=answers)
    show = percent if measure.kind == "share" else signed
    said = _("{value}, between {low} and {high} ({n} answers)").format(
        value=show(measure.value), low=show(measure.low), high=show(measure.high), n=answers
    )
    return _("{score}, indicative").format(score=said) if _is_indicative(measure) else said


def _is_indicative(measure: Measure) -> bool:
    return measure.precision == Precision.INDICATIVE


def reach_sentence(reach: Reach, k: int) -> str:
    """Return ``630 personnes sur 2 000 (31,5 %)``, or passages where nobody declared people."""
    came = count(reach.came, k)
    n = reach.came.value if reach.came.value is not None else k
    if reach.unique:
        said = ngettext("{n} person", "{n} people", n).format(n=came)
        if reach.headcount:
            said = _("{people} out of {all}").format(people=said, all=number(reach.headcount))
        if reach.share is not None:
            said = f"{said} ({percent(reach.share, 1)})"
        return said
    return ngettext("{n} visit", "{n} visits", n).format(n=came)


def theme_counts(theme: ThemeFigure) -> str:
    """Return ``58 post-it · 6 séances · 4 sites``."""
    return " · ".join(
        (
            ngettext("{n} note", "{n} notes", theme.notes).format(n=number(theme.notes)),
            ngettext("{n} session", "{n} sessions", theme.sessions).format(n=theme.sessions),
            ngettext("{n} site", "{n} sites", theme.sites).format(n=theme.sites),
        )
    )


def aside(figures: Sequence[ThemeFigure]) -> str:
    """Return what is said behind the themes, ``12 merci, 3 hors sujet``; ``""`` for none."""
    return ", ".join(f"{number(figure.notes)} {figure.label.lower()}" for figure in figures)


def _area(figure: AreaFigure) -> str:
    said = f"{figure.label} {number(figure.notes)}"
    if not figure.barriers:
        return said
    barriers = ngettext("{n} barrier", "{n} barriers", figure.barriers)
    return f"{said} ({barriers.format(n=number(figure.barriers))})"


def behind_themes(
    apart: Sequence[ThemeFigure], areas: Sequence[AreaFigure], notes_flagged: int
) -> list[str]:
    """Return the lines that stand behind the themes; none where there is nothing to say.

    Args:
        apart: thin praise and what is off topic.
        areas: care functions that notes name; a note may name several.
        notes_flagged: how many notes may speak of harm.
    """
    said = [flagged(notes_flagged)]
    if areas:
        said.append(_("Care functions: {names}.").format(names=", ".join(map(_area, areas))))
    if apart:
        said.append(_("Apart from these: {counts}.").format(counts=aside(apart)))
    return [line for line in said if line]


def flagged(notes: int) -> str:
    """Return the sentence about notes that may speak of harm; ``""`` for none."""
    if not notes:
        return ""
    return ngettext(
        "{n} note may speak of harm; it is reported elsewhere and not quoted.",
        "{n} notes may speak of harm; they are reported elsewhere and not quoted.",
        notes,
    ).format(n=number(notes))


def headline(themes: Sequence[ThemeFigure]) -> str:
    """Return the finding in one sentence, from barriers and enablers of the named themes."""
    named = [theme for theme in themes if theme.id]
    good = max(named, key=lambda t: (t.enablers - t.barriers, t.notes), default=None)
    bad = max(named, key=lambda t: (t.barriers - t.enablers, t.notes), default=None)
    liked = good is not None and good.enablers > good.barriers
    feared = bad is not None and bad.barriers > bad.enablers
    if liked and feared and good and bad:
        return _("What carries: {good}. What blocks: {bad}.").format(
            good=good.label.lower(), bad=bad.label.lower()
        )
    if feared and bad:
        return _("What blocks: {bad}.").format(bad=bad.label.lower())
    if liked and good:
        return _("What carries: {good}.").format(good=good.label.lower())
    if named:
        return _("Most spoken of: {theme}.").format(theme=named[0].label.lower())
    return _("Nothing has been sorted by theme yet.")


def fallback_notice(instead_of: str) -> str:
    """Return what people are told where the light grouper stood in for the configured one."""
    said = _("The grouping “{name}” does not work here; notes were sorted by keywords.")
    where = _("See: naho plugin list")
    return f"{said.format(name=one_line(instead_of))} {where}"


def limits(k: int, *, by_person: int, notes: int, unique_source: str) -> tuple[str, ...]:
    """Return the sentences that say what the figures cannot say."""
    said = [
        _("Volunteers, not a poll: the interval measures chance, not those who stayed away."),
        _(
            "Nothing is shown for fewer than {k} people; the latest visits and answers wait until "
            "there are enough."
        ).format(k=k),
    ]
    if notes:
        share = percent(by_person / notes)
        said.append(
            _("Themes proposed by the machine; {share} set by a person.").format(share=share)
        )
    if unique_source:
        said.append(_("People, not visits: {source}.").format(source=unique_source))
    return tuple(said)
