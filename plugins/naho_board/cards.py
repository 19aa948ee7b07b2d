"""What the board should hold: a view turned into cards, one for each action and theme."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from naho_feedback.api import (
    ActionLine,
    ActionStatus,
    Count,
    Hidden,
    Localized,
    ThemeFigure,
    View,
    one_line,
    stored_form,
    written_day,
)

from .markdown import escaped

COLUMNS: Final[Mapping[str, Localized]] = {
    "said": Localized("Vous avez dit", "You said"),
    "decide": Localized("À décider", "To decide"),
    "running": Localized("En cours", "Under way"),
    "done": Localized("Fait", "Done"),
    "refused": Localized("Refusé (et pourquoi)", "Refused (and why)"),
}
"""The board's own sections, in their order, by the name that stands in their markers."""

HEAD: Final = "board"
"""Key of the lines at the top; ``board:demo`` where the data are invented."""

_PLACES: Final = {
    ActionStatus.ASKED: "decide",
    ActionStatus.DECIDED: "running",
    ActionStatus.RUNNING: "running",
    ActionStatus.DONE: "done",
    ActionStatus.REFUSED: "refused",
}
_NBSP: Final = "\u00a0"
_QUOTES: Final = 2


@dataclass(frozen=True)
class Wanted:
    """A card as the view would have it.

    Attributes:
        key: as it stands in the marker: the view's key, with odd signs in percent form.
        column: a key of :data:`COLUMNS`, or ``""`` for the lines at the top.
        title: what a person reads in the preview.
        body: the heading and the lines below it, escaped.
    """

    key: str
    column: str
    title: str
    body: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Fingerprint of the body, so that "unchanged" can be told from the file alone."""
        return hashlib.sha256("\n".join(self.body).encode()).hexdigest()[:12]

    @property
    def digest(self) -> str:
        """Fingerprint of everything that the view says of it."""
        return hashlib.sha256("\n".join((self.key, self.column, *self.body)).encode()).hexdigest()


def line_marks(lines: Iterable[str]) -> tuple[str, ...]:
    """Return a fingerprint of the words of each line that has any.

    Signs and spaces do not count: editors change those by themselves.
    """
    said = (re.sub(r"[\W_]+", " ", line).strip() for line in lines)
    return tuple(hashlib.sha256(line.encode()).hexdigest()[:8] for line in said if line)


def comes_back(theme: ThemeFigure) -> bool:
    """Whether a theme asks for a decision: barriers, in three sessions and two sites or more.

    A view counts sessions and sites of all notes of a theme, so this is the rule's upper bound.
    """
    return bool(theme.id) and theme.barriers >= 3 and theme.sessions >= 3 and theme.sites >= 2


def head(view: View) -> Wanted:
    """Return the lines at the top of the board."""
    return _Writer(view).head()


def cards(view: View) -> Iterator[Wanted]:
    """Yield the cards: themes that come back, largest first, then the actions in their order."""
    writer = _Writer(view)
    for theme in view.summary.themes:
        if comes_back(theme):
            yield writer.theme(theme)
    for action in view.actions:
        yield writer.action(action)


class _Writer:
    def __init__(self, view: View) -> None:
        self._view = view

    # ---- cards ---------------------------------------------------------------------------

    def head(self) -> Wanted:
        view, pick = self._view, self._pick
        name = " · ".join(escaped(part) for part in (view.programme, view.title) if part)
        mark = pick("DÉMONSTRATION · ", "DÉMONSTRATION (demo) · ") if view.demo else ""
        lines = [f"# {mark}{name}", ""]
        if view.demo:
            lines += [pick("**Données inventées.**", "**Invented data.**"), ""]
        lines += [
            self._figures(),
            "",
            pick(
                "Écrivez ce que vous voulez sous une carte, ou déplacez-la avec son titre\u00a0: "
                "la prochaine mise à jour le garde.",
                "Write what you like under a card, or move it with its title: "
                "the next update keeps it.",
            ),
        ]
        key = f"{HEAD}:demo" if view.demo else HEAD
        title = pick("Le tableau et son en-tête", "The board and its heading")
        return Wanted(key, "", title, tuple(lines))

    def theme(self, theme: ThemeFigure) -> Wanted:
        pick = self._pick
        lines = [
            f"### {self._title(theme.label)}",
            f"- **{self._counts(theme)}**",
            "- " + " · ".join(self._sides(theme)),
            f"- {self._answers(theme)}",
        ]
        for verbatim in [v for v in self._view.verbatims if v.theme == theme.id][:_QUOTES]:
            said = escaped(verbatim.text)
            lines.append("- " + pick(f"«{_NBSP}{said}{_NBSP}»", f"\u201c{said}\u201d"))
        return Wanted(quote(theme.key, safe=":"), "said", _plain(theme.label), tuple(lines))

    def action(self, action: ActionLine) -> Wanted:
        pick = self._pick
        lines = [f"### {self._title(action.decision)}"]
        if action.status == ActionStatus.DECIDED:
            lines.append(pick("- Décidé, pas encore commencé", "- Decided, not begun yet"))
        if owner := escaped(action.owner):
            lines.append(pick(f"- **Responsable**\u00a0: {owner}", f"- **Owner**: {owner}"))
        if due := self._due(action):
            lines.append(pick(f"- **Échéance**\u00a0: {due}", f"- **Due**: {due}"))
        if action.theme:
            lines.append(pick("- **Thème**\u00a0: ", "- **Theme**: ") + self._from(action.theme))
        if answer := escaped(action.answer):
            refused = action.status == ActionStatus.REFUSED
            label = pick("Pourquoi", "Why") if refused else pick("Réponse", "Answer")
            lines.append(pick(f"- **{label}**\u00a0: {answer}", f"- **{label}**: {answer}"))
        key = quote(action.key, safe=":")
        return Wanted(key, _PLACES[action.status], _plain(action.decision), tuple(lines))

    # ---- lines ---------------------------------------------------------------------------

    def _title(self, typed: str) -> str:
        return escaped(typed) or self._pick("(sans texte)", "(no text)")

    def _figures(self) -> str:
        summary, pick = self._view.summary, self._pick
        parts = [
            self._many(summary.notes, ("post-it", "post-it"), ("note", "notes")),
            self._many(summary.sessions, ("séance", "séances"), ("session", "sessions")),
        ]
        if summary.responses.value != 0:
            parts.append(self._people(summary.responses))
        if summary.aside:
            apart = (f"{self._number(t.notes)} {escaped(t.label.lower())}" for t in summary.aside)
            parts.append(", ".join(apart))
        said = " · ".join(parts)
        if summary.first is None or summary.last is None:
            return said
        first, last = self._day(summary.first), self._day(summary.last)
        return pick(f"Du {first} au {last}\u00a0: {said}", f"{first} to {last}: {said}")

    def _people(self, count: Count) -> str:
        """Return a count of answers, or why it is not shown."""
        pick, k = self._pick, self._view.k
        if count.hidden == Hidden.SMALL:
            return pick(f"moins de {k} réponses", f"fewer than {k} answers")
        if count.hidden == Hidden.PROTECTED or count.value is None:
            return pick("réponses\u00a0: masqué", "answers: hidden")
        return self._many(count.value, ("réponse", "réponses"), ("answer", "answers"))

    def _counts(self, theme: ThemeFigure) -> str:
        parts = [
            self._many(theme.notes, ("post-it", "post-it"), ("note", "notes")),
            self._many(theme.sessions, ("séance", "séances"), ("session", "sessions")),
            self._many(theme.sites, ("site", "sites"), ("site", "sites")),
        ]
        if theme.dots:
            parts.append(self._many(theme.dots, ("point", "points"), ("dot", "dots")))
        return " · ".join(parts)

    def _sides(self, theme: ThemeFigure) -> Iterator[str]:
        for n, fr, en in (
            (theme.barriers, ("frein", "freins"), ("barrier", "barriers")),
            (theme.enablers, ("levier", "leviers"), ("enabler", "enablers")),
            (theme.ideas, ("idée", "idées"), ("idea", "ideas")),
            (theme.questions, ("question", "questions"), ("question", "questions")),
        ):
            if n:
                yield self._many(n, fr, en)

    def _answers(self, theme: ThemeFigure) -> str:
        """Return what became of a theme: its actions by section."""
        places = [_PLACES[a.status] for a in self._view.actions if a.theme == theme.id]
        if not places:
            return self._pick("**Pas encore d'action**", "**No action yet**")
        language = self._view.language
        found = [
            f"{places.count(column)} {label.pick(language).partition(' (')[0].lower()}"
            for column, label in COLUMNS.items()
            if column in places
        ]
        return self._pick("Actions\u00a0: ", "Actions: ") + ", ".join(found)

    def _from(self, theme: str) -> str:
        figure = next((t for t in self._view.summary.themes if t.id == theme), None)
        if figure is None:
            return escaped(theme)
        return f"{escaped(figure.label)} ({self._counts(figure)})"

    def _due(self, action: ActionLine) -> str:
        try:
            day = dt.date.fromisoformat(action.due)
        except ValueError:
            return escaped(action.due)
        open_ = action.status not in (ActionStatus.DONE, ActionStatus.REFUSED)
        late = open_ and day < self._view.made
        return self._day(day) + (self._pick(" (en retard)", " (late)") if late else "")

    def _many(self, n: int, fr: tuple[str, str], en: tuple[str, str]) -> str:
        french = self._view.language != "en"
        word = (fr[0] if n < 2 else fr[1]) if french else (en[0] if n == 1 else en[1])
        return f"{self._number(n)} {word}"

    def _number(self, n: int) -> str:
        return f"{n:,}".replace(",", _NBSP) if self._view.language != "en" else f"{n:,}"

    def _day(self, day: dt.date) -> str:
        return written_day(day, "d MMMM y", "fr" if self._view.language != "en" else "en")

    def _pick(self, fr: str, en: str) -> str:
        return Localized(fr, en).pick(self._view.language)


def _plain(typed: str) -> str:
    return one_line(stored_form(typed)) or "-"
