"""The themed summary as Markdown; what people said never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from naho_feedback.cli import render
from naho_feedback.domain.text import one_line
from naho_feedback.domain.views import View
from naho_feedback.i18n import gettext as _
from naho_feedback.services import wording

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|#~&!$])")
_AT_START: Final = re.compile(r"^(\d+)([.)])|^([-+=])")


def summary_markdown(view: View) -> list[str]:
    """Return the summary as lines of Markdown."""
    summary = view.summary
    lines: list[str] = []
    if view.demo:
        demo = _("DEMONSTRATION: everything here is invented.")
        lines += [f"> **{demo}**", ""]
    lines += [f"# {escaped(summary.headline)}", "", escaped(" · ".join(render.heading(view)))]
    lines += _section(_("Who came"), _bullets(_who(view)))
    lines += _section(_("Themes"), _themes(view))
    lines += _section(
        _("Measures"),
        _bullets(f"{one_line(m.text)} — {wording.score(m, view.k)}" for m in summary.measures),
    )
    quotes = [f"> {escaped(render.quoted(quote.text))}" for quote in render.told_quotes(view)]
    lines += _section(_("In their words"), "\n\n".join(quotes).split("\n") if quotes else [])
    lines += _section(_("Limits"), _bullets(summary.limits))
    return lines


def escaped(text: str) -> str:
    """Return a text on one line in which nothing is Markdown or HTML."""
    text = _MARKUP.sub(r"\\\1", one_line(text))
    return _AT_START.sub(r"\1\\\2\3", text) if _AT_START.match(text) else text


def _who(view: View) -> list[str]:
    summary = view.summary
    lines = [" · ".join(render.amounts(view))]
    if summary.reach.came.value != 0:
        lines += [f"{s.name} : {render.site_words(s, view)}" for s in summary.reach.sites]
    if summary.unheard:
        lines.append(
            _("Heard little or not at all: {names}").format(names=", ".join(summary.unheard))
        )
    if said := render.headcount_words(summary):
        lines.append(said)
    return lines


def _themes(view: View) -> list[str]:
    summary = view.summary
    behind = wording.behind_themes(summary.aside, summary.areas, summary.flagged)
    rest = [line for said in behind for line in ("", escaped(said))]
    if not summary.themes:
        return rest[1:]
    titles = (_("Theme"), _("Barriers"), _("Enablers"), _("Figures"))
    lines = [f"| {' | '.join(titles)} |", "| --- | ---: | ---: | --- |"]
    told, more = render.told_themes(summary.themes)
    for theme in told:
        said = (*render.theme_figures(theme), render.theme_words(theme))
        cells = (
            escaped(theme.label),
            wording.number(theme.barriers),
            wording.number(theme.enablers),
            escaped(" · ".join(filter(None, said))),
        )
        lines.append(f"| {' | '.join(cells)} |")
    if more:
        lines += ["", escaped(render.more_words(more))]
    return [*lines, *rest]


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines] if lines else []


def _bullets(items: Iterable[str]) -> list[str]:
    return [f"- {escaped(item)}" for item in items]
