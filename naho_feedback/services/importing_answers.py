"""Answers from a file: a dry run that changes nothing, then one response a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from naho_feedback.contracts.plugins import BadRow, IncomingRow
from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Answer, Response
from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import spelt
from naho_feedback.errors import NahoError, NotFoundError, RefusedError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.answer_codes import read_answer
from naho_feedback.services.importing import Importing
from naho_feedback.services.kiosk import Kiosk


class AnswerRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asks for.

    Attributes:
        source: the file.
        survey: the questionnaire.
        session: the session that the answers belong to.
        collector: which collector reads the file; ``""`` chooses by its ending.
        mapping: question id to the file's column, over what is found by itself.
        again: whether rows that are all stored already are taken once more.
    """

    source: Path
    survey: Survey
    session: str
    collector: str = ""
    mapping: Mapping[str, str] = {}
    again: bool = False


class AnswerRow(msgspec.Struct, frozen=True):
    """One person's answers, and the line where they stand."""

    line: int
    answers: dict[str, Answer]


class AnswerPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What an import would do.

    Attributes:
        mapping: question id to column.
        left_out: columns that belong to no question.
        rows: what would be taken.
        bad: rows that are refused, with their line and the reason.
        stored: whether all of these rows were brought into this session before.
    """

    request: AnswerRequest
    mapping: dict[str, str]
    left_out: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    bad: tuple[BadRow, ...]
    stored: bool


class AnswerImporting:
    """Plans and runs imports of answers.

    Args:
        store: where answers are.
        kiosk: checks and stores them.
        importing: reads files by the collectors that are installed.
    """

    def __init__(self, store: Store, kiosk: Kiosk, importing: Importing) -> None:
        self._store = store
        self._kiosk = kiosk
        self._importing = importing

    def plan(self, request: AnswerRequest) -> AnswerPlan:
        """Read the file and say what would happen; nothing is stored.

        Raises:
            NahoError: if the file cannot be read, or no column belongs to a question.
        """
        columns, incoming = self._importing.read_rows(request.source, request.collector)
        mapping = _mapping(request, columns)
        rows: list[AnswerRow] = []
        bad: list[BadRow] = []
        for row in incoming:
            if isinstance(row, BadRow):
                bad.append(row)
                continue
            try:
                answers = self._answers(request.survey, mapping, row)
            except RefusedError as error:
                bad.append(BadRow(line=row.line, reason=error.message))
                continue
            if answers:
                rows.append(AnswerRow(row.line, answers))
        return AnswerPlan(
            request=request,
            mapping=mapping,
            left_out=tuple(name for name in columns if name not in mapping.values()),
            rows=tuple(rows),
            bad=tuple(bad),
            stored=self._are_stored(request, rows),
        )

    def run(self, plan: AnswerPlan) -> int:
        """Store what the plan says; return how many people's answers were kept.

        Raises:
            RefusedError: if all of it was brought in before, and nobody asked for it again.
            StoreError: if something could not be written; what was written before stays.
        """
        request = plan.request
        if plan.stored and not request.again:
            raise RefusedError(
                _("These answers were brought into this session before."),
                _("Add --again to take them a second time."),
            )
        for row in plan.rows:
            self._kiosk.submit(
                request.survey,
                row.answers,
                session=request.session,
                origin=Origin.IMPORT,
                actor=Actor.IMPORT,
            )
        return len(plan.rows)

    def _answers(
        self, survey: Survey, mapping: Mapping[str, str], row: IncomingRow
    ) -> dict[str, Answer]:
        given: dict[str, Answer | None] = {}
        for question in survey.questions:
            text = row.values.get(mapping.get(question.id, ""), "")
            if not text.strip():
                continue
            try:
                given[question.id] = read_answer(question, text)
            except RefusedError as error:
                message = f"{question.id}: {error.message}"
                raise RefusedError(message, error.hint) from None
        return self._kiosk.checked(survey, given) if given else {}

    def _are_stored(self, request: AnswerRequest, rows: Iterable[AnswerRow]) -> bool:
        """Whether each row has a twin that was imported; equal rows need as many twins."""
        wanted = Counter(_fingerprint(row.answers) for row in rows)
        there = Counter(
            _fingerprint(response.answers)
            for response in self._store.all(Response)
            if (response.survey, response.session, response.origin)
            == (request.survey.id, request.session, Origin.IMPORT)
        )
        return bool(wanted) and wanted <= there


def _fingerprint(answers: Mapping[str, Answer]) -> tuple[tuple[str, Answer], ...]:
    return tuple(sorted(answers.items()))


def _mapping(request: AnswerRequest, columns: tuple[str, ...]) -> dict[str, str]:
    """Return which column holds each question: as asked, else by its id or its words."""
    columns_by_words = {spelt(name): name for name in reversed(columns)}
    mapping: dict[str, str] = {}
    for question in request.survey.questions:
        names = (question.id, question.text.fr, question.text.en)
        found = next(
            (columns_by_words[name] for name in map(spelt, names) if name in columns_by_words), None
        )
        if found is not None:
            mapping[question.id] = found
    for id_, name in request.mapping.items():
        if request.survey.question(id_) is None:
            raise NotFoundError(_("There is no question {name}.").format(name=id_))
        if name not in columns:
            raise UsageError(
                _("There is no column {name}.").format(name=name),
                _("Columns: {names}.").format(names=", ".join(columns)),
            )
        mapping[id_] = name
    if not mapping:
        raise NahoError(
            _("No column of this file belongs to a question."),
            _("Name them: --map QUESTION=COLUMN. Columns: {names}.").format(
                names=", ".join(columns)
            ),
        )
    return mapping
