"""What the files say: a view turned into bytes, in one of the two forms."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from naho_feedback.api import (
    Audience,
    Cell,
    Count,
    Hidden,
    Localized,
    Options,
    Polarity,
    Taxonomy,
    View,
    described,
    neutralise,
    stored_form,
)

_DEMO: Final = Localized("DÉMONSTRATION", "DÉMONSTRATION (demo)")
_INVENTED: Final = Localized("données inventées", "invented data")
_PROTECTED: Final = Localized("masqué", "hidden")
_YES_NO: Final = {True: Localized("oui", "yes"), False: Localized("non", "no")}
_POLARITIES: Final = {
    Polarity.BARRIER: Localized("frein", "barrier"),
    Polarity.ENABLER: Localized("levier", "enabler"),
    Polarity.IDEA: Localized("idée", "idea"),
    Polarity.QUESTION: Localized("question", "question"),
    Polarity.NEUTRAL: Localized("neutre", "neutral"),
}
_PLACED_BY: Final = {
    "person": Localized("personne", "person"),
    "machine": Localized("machine", "machine"),
}
_MOMENTS: Final = {
    "before": Localized("avant la bascule", "before the go-live"),
    "during": Localized("pendant la bascule", "during the go-live"),
    "after": Localized("après la bascule", "after the go-live"),
}
_WORDS: Final = {
    "key": Localized("Clé", "Key"),
    "receipt": Localized("Reçu", "Receipt"),
    "session": Localized("Séance", "Session"),
    "workshop": Localized("Atelier", "Workshop"),
    "site": Localized("Site", "Site"),
    "column": Localized("Colonne", "Column"),
    "polarity": Localized("Sens", "Polarity"),
    "text": Localized("Texte", "Text"),
    "dots": Localized("Points", "Dots"),
    "theme": Localized("Thème", "Theme"),
    "why": Localized("Mots qui ont décidé", "Deciding words"),
    "locked": Localized("Rangé par une personne", "Set by a person"),
    "origin": Localized("Origine", "Origin"),
    "day": Localized("Jour", "Day"),
    "label": Localized("Nom du thème", "Theme label"),
    "other_themes": Localized("Autres thèmes", "Other themes"),
    "confidence": Localized("Confiance", "Confidence"),
    "placed_by": Localized("Rangé par", "Placed by"),
    "polarity_by_words": Localized("Sens d'après les mots", "Polarity by its words"),
    "areas": Localized("Fonction de soins", "Care function"),
    "moment": Localized("Moment", "Moment"),
    "safety": Localized("Parle peut-être d'un danger", "May speak of harm"),
    "survey": Localized("Questionnaire", "Questionnaire"),
    "survey_version": Localized("Version", "Version"),
    "question": Localized("Question", "Question"),
    "answer": Localized("Réponse", "Answer"),
    "decision": Localized("Décision", "Decision"),
    "owner": Localized("Responsable", "Owner"),
    "due": Localized("Échéance", "Due"),
    "status": Localized("État", "Status"),
    "verbatims": Localized("Paroles", "Quotes"),
    "actions": Localized("Actions", "Actions"),
    "notes": Localized("Post-it", "Notes"),
    "responses": Localized("Réponses", "Answers"),
}
_COLUMNS: Final = {
    # The key of a quote is that of its note, which would tell who spoke before whom.
    "verbatims": "text theme polarity",
    "actions": "key decision theme owner due status answer",
    "notes": (
        "key receipt session workshop site column polarity text dots theme why locked origin day "
        "label other_themes confidence placed_by polarity_by_words areas moment safety"
    ),
    "responses": "key survey survey_version session question answer day",
}


class CsvOptions(Options, frozen=True, kw_only=True):
    """What a person may choose."""

    folder: Annotated[
        str,
        described(
            "Dossier où écrire ; vide : « csv- » et le public, dans le dossier des sorties",
            "Folder to write to; empty: “csv-” and the audience, in the output folder",
        ),
    ] = ""
    plain: Annotated[
        bool,
        described(
            "Pour les machines : virgules, point décimal, sans marque d'ordre (BOM)",
            "For machines: commas, decimal point, no byte order mark",
        ),
    ] = False
    neutralise: Annotated[
        bool,
        described(
            "Empêcher qu'un texte soit pris pour une formule, par une apostrophe devant",
            "Keep texts from being taken for formulas, by an apostrophe in front",
        ),
    ] = True


@dataclass(frozen=True)
class CsvFile:
    """One file as it would be written.

    Attributes:
        name: its name in the folder.
        title: what a person calls it.
        rows: lines without the header.
        data: the whole file.
        optional: whether it is left out while it has no rows.
    """

    name: str
    title: str
    rows: int
    data: bytes
    optional: bool = False

    @property
    def digest(self) -> str:
        """Fingerprint of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def files(view: View, options: CsvOptions, taxonomy: Taxonomy) -> Iterator[CsvFile]:
    """Yield every file that may be written for this view, in a fixed order."""
    sheet = _Sheet(view, options, taxonomy)
    taken = set(_COLUMNS)
    for table in view.tables:
        header = [c.id if options.plain else c.label for c in table.columns]
        yield sheet.file(_file_name(table.id, taken), table.title, header, table.rows)
    yield sheet.records("verbatims", sheet.verbatims(), optional=True)
    yield sheet.records("actions", sheet.actions(), optional=True)
    if view.audience.sees_records:
        yield sheet.records("notes", sheet.notes())
    if view.audience == Audience.RAW:
        yield sheet.records("responses", sheet.responses())


class _Sheet:
    """Turns values into the bytes of a file."""

    def __init__(self, view: View, options: CsvOptions, taxonomy: Taxonomy) -> None:
        self._view = view
        self._options = options
        self._taxonomy = taxonomy
        self._areas = {area.id: area.label for area in view.summary.areas}

    def verbatims(self) -> list[tuple[Cell, ...]]:
        """Return a row for each quote."""
        return [
            (v.text, self._theme(v.theme), self._polarity(v.polarity)) for v in self._view.verbatims
        ]

    def actions(self) -> list[tuple[Cell, ...]]:
        """Return a row for each action."""
        return [
            (a.key, a.decision, self._theme(a.theme), a.owner, a.due, str(a.status), a.answer)
            for a in self._view.actions
        ]

    def notes(self) -> list[tuple[Cell, ...]]:
        """Return a row for each note."""
        return [
            (
                *(n.key, n.receipt, n.session, n.workshop, n.site, n.column),
                *(self._polarity(n.polarity), n.text, n.dots, self._theme(n.theme)),
                *(", ".join(n.why), n.locked, n.origin, n.day),
                *(n.label, ", ".join(n.also), n.confidence, self._said(_PLACED_BY, n.placed_by)),
                *(n.polarity_by_words, ", ".join(map(self._area, n.areas))),
                *(self._said(_MOMENTS, n.moment), n.safety),
            )
            for n in self._view.records.notes
        ]

    def responses(self) -> list[tuple[Cell, ...]]:
        """Return a row for each answer to a question."""
        return [
            (r.key, r.survey, r.survey_version, r.session, r.question, r.answer, r.day)
            for r in self._view.records.responses
        ]

    def records(
        self, kind: str, rows: Sequence[tuple[Cell, ...]], *, optional: bool = False
    ) -> CsvFile:
        """Return the file of one kind of record."""
        columns = _COLUMNS[kind].split()
        header = columns if self._options.plain else [self._pick(_WORDS[c]) for c in columns]
        title = self._pick(_WORDS[kind])
        return self.file(f"{kind}.csv", title, header, rows, optional=optional)

    def file(
        self,
        name: str,
        title: str,
        header: Sequence[str],
        rows: Sequence[tuple[Cell, ...]],
        *,
        optional: bool = False,
    ) -> CsvFile:
        """Return the file with its bytes."""
        plain, demo = self._options.plain, self._view.demo
        text = io.StringIO(newline="")
        writer = csv.writer(
            text,
            delimiter="," if plain else ";",
            lineterminator="\n" if plain else "\r\n",
            quoting=csv.QUOTE_ALL,
        )
        mark = (self._pick(_INVENTED),) if demo else ()
        writer.writerow([self._cell(v) for v in (*header, *([self._pick(_DEMO)] if demo else []))])
        writer.writerows([self._cell(value) for value in (*row, *mark)] for row in rows)
        data = text.getvalue().encode("utf-8" if plain else "utf-8-sig")
        return CsvFile(name, title, len(rows), data, optional)

    def _cell(self, value: Cell) -> str:
        """Return a value as it stands in the file."""
        plain = self._options.plain
        match value:
            case None:
                return ""
            case bool():
                return str(value).lower() if plain else self._pick(_YES_NO[value])
            case int():
                return str(value)
            case float():
                return repr(value) if plain else repr(value).replace(".", ",")
            case Count():
                return self._count(value)
            case str():
                text = stored_form(value)
                return neutralise(text) if self._options.neutralise else text

    def _theme(self, id: str) -> str:
        theme = self._taxonomy.theme(id)
        return id if self._options.plain or theme is None else self._pick(theme.label)

    def _polarity(self, polarity: Polarity) -> str:
        return str(polarity) if self._options.plain else self._pick(_POLARITIES[polarity])

    def _said(self, words: Mapping[str, Localized], id: str) -> str:
        return id if self._options.plain or id not in words else self._pick(words[id])

    def _area(self, id: str) -> str:
        label = self._areas.get(id)
        return id if self._options.plain or label is None else label

    def _count(self, count: Count) -> str:
        plain, k = self._options.plain, self._view.k
        if count.hidden == Hidden.SMALL:
            return f"<{k}" if plain else self._pick(Localized(f"moins de {k}", f"fewer than {k}"))
        if count.hidden == Hidden.PROTECTED:
            return "hidden" if plain else self._pick(_PROTECTED)
        return "" if count.value is None else str(count.value)

    def _pick(self, text: Localized) -> str:
        """Return the text in the view's language: a file speaks one language."""
        return text.pick(self._view.language)


def _file_name(table: str, taken: set[str]) -> str:
    """Return a file name for a table's id that is safe on any disk and not taken yet."""
    slug = re.sub(r"[^a-z0-9_-]+", "-", table.lower()).strip("-") or "table"
    name = f"table-{slug}" if slug in _COLUMNS else slug
    while name in taken:
        name += "-2"
    taken.add(name)
    return f"{name}.csv"
