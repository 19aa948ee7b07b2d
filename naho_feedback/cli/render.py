"""The themed summary as lines of text: no colour, no cursor, good for a pipe and a reader aloud.

Everything here is a pure function of a :class:`~naho_feedback.domain.views.View`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.text import one_line
from naho_feedback.domain.views import SiteReach, Summary, ThemeFigure, Verbatim, View
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import language, ngettext
from naho_feedback.services import wording

SHOWN_THEMES: Final = 8
"""Themes that are told one by one; a page with more of them is not read."""

SHOWN_QUOTES: Final = 4
"""Quotes on a page; the JSON form has them all."""

_NARROWEST: Final = 60
_LABEL: Final = 34
"""Columns for a theme's name."""


def summary_lines(view: View, width: int = 80) -> list[str]:
    """Return the summary as lines of at most ``width`` columns.

    Args:
        view: what the reader may know.
        width: columns of the page; less than 60 is taken as 60.
    """
    page = _Page(max(width, _NARROWEST))
    summary = view.summary
    if view.demo:
        page.text(_("DEMONSTRATION: everything here is invented."))
    page.text(one_line(summary.headline))
    page.lines += page.pieces(heading(view), 0)
    page.section(_("Who came"), _who(page, view))
    page.section(_("Themes"), _themes(page, summary))
    page.section(_("Measures"), _measures(page, view))
    page.section(_("In their words"), _quotes(page, view))
    page.section(_("Limits"), page.bullets(summary.limits))
    return page.lines


def audience_words(audience: Audience) -> str:
    """Return for whom a page is."""
    return {
        Audience.TEAM: _("for the project team"),
        Audience.MANAGER: _("for managers"),
        Audience.PUBLIC: _("for everybody"),
        Audience.RAW: _("records as typed"),
    }[audience]


def heading(view: View) -> list[str]:
    """Return programme, title, period and audience, each where there is one."""
    summary = view.summary
    parts = (
        one_line(view.programme),
        one_line(view.title),
        wording.period(summary.first, summary.last),
        audience_words(view.audience),
    )
    return [part for part in parts if part]


def amounts(view: View) -> list[str]:
    """Return reach, sessions, notes and answers, as one says them."""
    summary = view.summary
    answers = summary.responses
    n = answers.value if answers.value is not None else view.k
    return [
        wording.reach_sentence(summary.reach, view.k),
        ngettext("{n} session", "{n} sessions", summary.sessions).format(
            n=wording.number(summary.sessions)
        ),
        ngettext("{n} note", "{n} notes", summary.notes).format(n=wording.number(summary.notes)),
        ngettext("{n} answer", "{n} answers", n).format(n=wording.count(answers, view.k)),
    ]


def site_words(site: SiteReach, view: View) -> str:
    """Return how many of a site came: ``412 sur 1 100 (37,5 %)``."""
    said = wording.count(site.came, view.k)
    if site.headcount and view.summary.reach.unique:
        said = _("{people} out of {all}").format(people=said, all=wording.number(site.headcount))
    if site.share is not None:
        said = f"{said} ({wording.percent(site.share, 1)})"
    return said


def headcount_words(summary: Summary) -> str:
    """Return where the headcount comes from; ``""`` where there is none."""
    reach = summary.reach
    if not reach.headcount or reach.headcount_date is None:
        return ""
    return _("Headcount: {n}, {day}, {source}").format(
        n=wording.number(reach.headcount),
        day=wording.long_day(reach.headcount_date),
        source=one_line(reach.headcount_source),
    )


def theme_figures(theme: ThemeFigure) -> list[str]:
    """Return a theme's counts besides barriers and enablers, as one says them."""
    others = (
        (theme.ideas, ngettext("{n} idea", "{n} ideas", theme.ideas)),
        (theme.questions, ngettext("{n} question", "{n} questions", theme.questions)),
        (theme.dots, ngettext("{n} dot", "{n} dots", theme.dots)),
    )
    said = [words.format(n=wording.number(n)) for n, words in others if n]
    return [wording.theme_counts(theme), *said]


def theme_words(theme: ThemeFigure) -> str:
    """Return the words that decided most often; ``""`` where none are known."""
    words = ", ".join(map(one_line, theme.words))
    return _("words: {words}").format(words=words) if words else ""


def told_quotes(view: View) -> list[Verbatim]:
    """Return the few quotes of a page: the first of each theme, the largest theme first.

    A rule chooses them and nobody's taste; where fewer themes have quotes, others fill up.
    """
    order = {theme.id: place for place, theme in enumerate(view.summary.themes)}
    turns: Counter[str] = Counter()
    ranked = []
    for quote in view.verbatims:
        ranked.append((turns[quote.theme], order.get(quote.theme, len(order)), quote))
        turns[quote.theme] += 1
    ranked.sort(key=lambda item: item[:2])
    return [quote for _turn, _place, quote in ranked[:SHOWN_QUOTES]]


def told_themes(themes: Sequence[ThemeFigure]) -> tuple[list[ThemeFigure], list[ThemeFigure]]:
    """Return the themes that are told one by one, and those that are only added up.

    What is still to be sorted is always told.
    """
    named = [theme for theme in themes if theme.id]
    rest = [theme for theme in themes if not theme.id]
    return [*named[:SHOWN_THEMES], *rest], named[SHOWN_THEMES:]


def more_words(more: Sequence[ThemeFigure]) -> str:
    """Return what is said of the themes that are not told one by one."""
    return ngettext(
        "and {n} more theme with {notes} notes", "and {n} more themes with {notes} notes", len(more)
    ).format(n=len(more), notes=wording.number(sum(theme.notes for theme in more)))


def quoted(text: str) -> str:
    """Return a text between the quotation marks of the language, on one line."""
    nbsp = wording.NBSP
    marks = (f"«{nbsp}", f"{nbsp}»") if language() == "fr" else ("“", "”")
    return f"{marks[0]}{one_line(text)}{marks[1]}"


# ---- sections ------------------------------------------------------------------------------


def _who(page: _Page, view: View) -> Iterator[str]:
    summary = view.summary
    yield from page.pieces(amounts(view))
    names = [one_line(site.name) for site in summary.reach.sites]
    if summary.reach.came.value != 0:
        size = max(map(columns, names), default=0)
        for name, site in zip(names, summary.reach.sites, strict=True):
            yield from page.indented(f"{padded(name, size)}  {site_words(site, view)}")
    if summary.unheard:
        sites = ", ".join(map(one_line, summary.unheard))
        yield from page.indented(_("Heard little or not at all: {names}").format(names=sites))
    if said := headcount_words(summary):
        yield from page.indented(said)


def _themes(page: _Page, summary: Summary) -> Iterator[str]:
    themes = summary.themes
    if not summary.notes:
        yield from page.indented(_("No note yet."))
        return
    told, more = told_themes(themes)
    bars = _Bars(told, page.width - _LABEL - 3)
    if bars.title:
        yield f"  {'':{_LABEL}} {bars.title}"
    for theme in told:
        label = cut(one_line(theme.label), _LABEL)
        yield f"  {padded(label, _LABEL)} {bars.bar(theme)}".rstrip()
        yield from page.pieces(theme_figures(theme), 4)
        if words := theme_words(theme):
            yield from page.indented(words, 4)
    if more:
        yield from page.indented(more_words(more))
    for said in wording.behind_themes(summary.aside, summary.areas, summary.flagged):
        yield from page.indented(one_line(said))


def _measures(page: _Page, view: View) -> Iterator[str]:
    for measure in view.summary.measures:
        yield from page.indented(one_line(measure.text))
        yield from page.indented(wording.score(measure, view.k), 4)


def _quotes(page: _Page, view: View) -> Iterator[str]:
    for quote in told_quotes(view):
        yield from page.indented(quoted(quote.text))


class _Bars:
    """Bars of themes on one scale: barriers left, enablers right, or all notes to the right.

    What is still to be sorted has its figures but no bar: it is no theme, and often so much
    that it would flatten all the others.
    """

    def __init__(self, themes: Sequence[ThemeFigure], width: int) -> None:
        self._split = any(theme.barriers or theme.enablers for theme in themes)
        figures = [n for t in themes for n in self._figures(t)]
        self._most = max((n for t in themes if t.id for n in self._figures(t)), default=0) or 1
        numbers = len(wording.number(max(figures, default=0))) + 1
        self._side = (width - 3) // 2 if self._split else width
        self._longest = max(1, self._side - numbers)

    @property
    def title(self) -> str:
        """What stands over the bars; ``""`` for plain ones."""
        if not self._split:
            return ""
        barriers, enablers = _("barriers"), _("enablers")
        return f"{cut(barriers, self._side):>{self._side}} │ {enablers}"

    def bar(self, theme: ThemeFigure) -> str:
        """Return one theme's bar with its figures."""
        if not self._split:
            return f"{self._blocks(theme, theme.notes)} {wording.number(theme.notes)}".strip()
        left = f"{self._blocks(theme, theme.barriers)} {wording.number(theme.barriers)}".strip()
        right = f"{wording.number(theme.enablers)} {self._blocks(theme, theme.enablers)}".strip()
        return f"{left:>{self._side}} │ {right}"

    def _figures(self, theme: ThemeFigure) -> tuple[int, ...]:
        return (theme.barriers, theme.enablers) if self._split else (theme.notes,)

    def _blocks(self, theme: ThemeFigure, n: int) -> str:
        if not theme.id:
            return ""
        return "█" * max(round(n / self._most * self._longest), bool(n))


class _Page:
    """Lines that never get wider than the page."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []

    def text(self, words: str) -> None:
        """Add a paragraph."""
        self.lines += wrapped(words, self.width)

    def section(self, title: str, lines: Iterable[str]) -> None:
        """Add a titled section; one without lines is left out."""
        found = list(lines)
        if found:
            self.lines += ["", title, *found]

    def indented(self, words: str, by: int = 2) -> list[str]:
        """Return a paragraph as lines that begin with spaces."""
        return [" " * by + line for line in wrapped(words, self.width - by)]

    def pieces(self, pieces: Iterable[str], by: int = 2) -> list[str]:
        """Return short pieces as lines that break between pieces where they can."""
        lines: list[str] = []
        for piece in pieces:
            longer = f"{lines[-1]} · {piece}" if lines else piece
            if lines and columns(longer) <= self.width - by:
                lines[-1] = longer
            else:
                lines += wrapped(piece, self.width - by)
        return [" " * by + line for line in lines]

    def bullets(self, items: Iterable[str]) -> list[str]:
        """Return items as lines, each item marked once."""
        lines: list[str] = []
        for item in items:
            first, *rest = wrapped(one_line(item), self.width - 4)
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        return lines


# ---- columns of a terminal -----------------------------------------------------------------


def columns(text: str) -> int:
    """Return how many columns a terminal gives to a text: two for wide signs, none for accents."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, width: int) -> str:
    """Return a text with spaces up to a width in columns."""
    return text + " " * (width - columns(text))


def cut(text: str, width: int) -> str:
    """Return a text that fits in a width, its end replaced by ``…`` where it does not."""
    if columns(text) <= width:
        return text
    while text and columns(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most ``width`` columns, broken at spaces where it can be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if columns(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while len(line) > 1 and columns(line) > width:
            head = line
            while len(head) > 1 and columns(head) > width:
                head = head[:-1]
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line]
