"""Answers to questionnaires, checked question by question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.conditions import holds
from naho_feedback.domain.events import Actor, Change, patch, put, remove
from naho_feedback.domain.notes import Format, Note, Origin, Polarity, find_format
from naho_feedback.domain.personal_data import Detectors, Kind, built_in
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.responses import Answer, Begun, Response
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.survey_versions import digest
from naho_feedback.domain.surveys import WORDS, Question, Survey
from naho_feedback.domain.text import is_blank
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import language as current_language
from naho_feedback.services.answers import checked_answer
from naho_feedback.services.clock import Clock
from naho_feedback.services.permanence import opening
from naho_feedback.services.survey_versions import kept_version
from naho_feedback.services.thresholds import LEAST, Thresholds, promise

_FORGOTTEN_MS: Final = 3_600_000
"""Nobody stands before one questionnaire for an hour."""

_POLARITIES: Final = {"+": Polarity.ENABLER, "-": Polarity.BARRIER}


class Kiosk:
    """Takes answers.

    Args:
        store: where they go.
        surveys: the questionnaires by id.
        clock: the time.
        thresholds: the smallest groups that are shown, as the questionnaire says.
        detectors: what finds personal data.
    """

    def __init__(
        self,
        store: Store,
        surveys: Mapping[str, Survey],
        clock: Clock,
        thresholds: Thresholds = LEAST,
        detectors: Detectors | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self.thresholds = thresholds
        self._detectors = detectors or built_in()
        self.surveys = surveys

    def survey(self, name: str) -> Survey:
        """Return a questionnaire.

        Raises:
            NotFoundError: if there is none of that name; the hint lists what there is.
        """
        try:
            return self.surveys[name]
        except KeyError:
            raise NotFoundError(
                _("There is no questionnaire {name}.").format(name=name),
                _("Known: {names}.").format(names=", ".join(sorted(self.surveys))),
            ) from None

    def check(self, question: Question, value: Answer | None) -> tuple[Kind, ...]:
        """Return the kinds of personal data that an answer in words seems to hold.

        Raises:
            RefusedError: if the answer would be refused anyway.
        """
        if question.kind not in WORDS:
            return ()
        answer = checked_answer(question, value)
        return () if answer is None else self._detectors.kinds(str(answer))

    def check_all(self, survey: Survey, answers: Mapping[str, Answer | None]) -> tuple[Kind, ...]:
        """Return what :meth:`check` finds in all answers of a survey, each kind once."""
        given = ((question, answers.get(question.id)) for question in survey.questions)
        found = (self.check(question, value) for question, value in given if value is not None)
        return tuple(dict.fromkeys(kind for kinds in found for kind in kinds))

    def checked(self, survey: Survey, answers: Mapping[str, Answer | None]) -> dict[str, Answer]:
        """Return answers as :meth:`submit` would store them.

        Raises:
            RefusedError: if one does not fit, or answers a question that is not asked.
            NotFoundError: if one is to a question that the survey has not.
        """
        return _checked(survey, answers)

    # ---- answers -------------------------------------------------------------------------

    def keep(
        self,
        survey: Survey,
        answers: Mapping[str, Answer | None],
        *,
        begun: str = "",
        session: str = "",
        origin: Origin = Origin.KIOSK,
        actor: str = Actor.KIOSK,
    ) -> str:
        """Store what somebody answered so far, durably; return the id that the next call names.

        Args:
            survey: the questionnaire.
            answers: all answers that stand now; what is not asked yet may be missing.
            begun: what the call before returned; ``""`` for the first one of a person.
            session: the session, or ``""``.
            origin: how it comes in.
            actor: who asks.

        Raises:
            RefusedError: if an answer does not fit.
            NotFoundError: if an answer is to a question that the survey has not.
            StoreError: if it could not be written.
        """
        kept = _checked(survey, answers, so_far=True)
        if begun and self._store.get(Begun, begun) is not None:
            change = patch(Begun, begun, answers=kept, language=current_language())
            self._store.append([change], actor)
            return begun
        if not kept:
            return ""
        record = Begun(
            survey=survey.id,
            survey_version=survey.version,
            wording=digest(survey),
            session=session,
            language=current_language(),
            answers=kept,
            origin=origin,
            at=self._clock.now_ms(),
        )
        also = self._also(survey, session, origin)
        id_, *_others = self._store.append([put(record), *also], actor)
        return id_

    def submit(
        self,
        survey: Survey,
        answers: Mapping[str, Answer | None],
        *,
        begun: str = "",
        session: str = "",
        origin: Origin = Origin.KIOSK,
        actor: str = Actor.KIOSK,
    ) -> Response:
        """Store one person's answers; durable when this returns.

        What was written in words joins the notes of the session. What :meth:`keep` kept of the
        same person is replaced in the same transaction, so that nobody counts twice.

        Args:
            survey: the questionnaire.
            answers: by question id; None or blank words are a skipped question.
            begun: what :meth:`keep` returned, or ``""``.
            session: the session, or ``""``.
            origin: how it comes in.
            actor: who asks.

        Raises:
            RefusedError: if an answer does not fit, or nothing was answered at all.
            NotFoundError: if an answer is to a question that the survey has not.
            StoreError: if it could not be written.
        """
        kept = _checked(survey, answers)
        if not kept:
            raise RefusedError(_("No question was answered."))
        response = Response(
            survey=survey.id,
            survey_version=survey.version,
            wording=digest(survey),
            session=session,
            language=current_language(),
            answers=kept,
            origin=origin,
            at=self._clock.now_ms(),
        )
        also: list[Change] = []
        before = self._store.get(Begun, begun) if begun else None
        if before is not None:
            also.append(remove(Begun, before.id))
        if before is None or not before.left:  # whoever was taken to have gone left the words
            also += self._words(survey, response)
        also += self._also(survey, session, origin)
        id_, *_others = self._store.append([put(response), *also], actor)
        return msgspec.structs.replace(response, id=id_)

    def take_back(self, begun: str, *, actor: str = Actor.KIOSK) -> None:
        """Forget what was kept of somebody who took every answer back.

        Raises:
            StoreError: if it could not be written.
        """
        if begun and self._store.get(Begun, begun) is not None:
            self._store.append([remove(Begun, begun)], actor)

    def leave(self, begun: str = "", *, actor: str = Actor.KIOSK) -> None:
        """Keep the answers of somebody who went away for what they are: not finished.

        Their words join the notes, as those of people who come to the end do. What earlier runs
        left behind, after a crash for example, is treated alike.

        Args:
            begun: what :meth:`keep` returned; ``""`` for nobody.
            actor: who asks.

        Raises:
            StoreError: if it could not be written.
        """
        self._store.refresh()
        now = self._clock.now_ms()
        changes: list[Change] = []
        for record in self._store.all(Begun):
            if record.left or not (record.id == begun or record.at < now - _FORGOTTEN_MS):
                continue
            changes.append(patch(Begun, record.id, left=now))
            if survey := self.surveys.get(record.survey):
                changes += self._words(survey, record)
        if changes:
            self._store.append(changes, actor)

    # ---- what goes with them -------------------------------------------------------------

    def _also(self, survey: Survey, session: str, origin: Origin) -> list[Change]:
        """Return what is written beside answers: the house's day, their wording, the promise."""
        place = self._store.get(Session, session) if session else None
        also = opening(self._store, place, self._clock, origin) if place else []
        also += kept_version(self._store, survey, self._clock)
        return [*also, *promise(self._store, self.thresholds, self._clock)]

    def _words(self, survey: Survey, given: Response | Begun) -> list[Change]:
        """Return the notes that answers in words become; none outside a session that takes any."""
        session = self._store.get(Session, given.session) if given.session else None
        if session is None or session.kind == SessionKind.EVENT:
            return []
        return [
            put(
                Note(
                    session=session.id,
                    column=_column_for(question, find_format(session.format)),
                    text=str(given.answers[question.id]),
                    origin=given.origin,
                    at=self._clock.now_ms(),
                )
            )
            for question in survey.questions
            if question.kind in WORDS and question.id in given.answers
        ]


def _checked(
    survey: Survey, answers: Mapping[str, Answer | None], *, so_far: bool = False
) -> dict[str, Answer]:
    """Return the answers in the form that is stored, those to questions that are asked.

    Args:
        survey: the questionnaire.
        answers: by question id.
        so_far: whether more answers may follow: what is missing may still come, and what is no
            longer asked is left out without a word.

    Raises:
        RefusedError: if one does not fit, or answers a question that these answers leave out.
        NotFoundError: if one is to a question that the survey has not.
    """
    unknown = [id_ for id_ in answers if survey.question(id_) is None]
    if unknown:
        raise NotFoundError(_("There is no question {name}.").format(name=unknown[0]))
    kept: dict[str, Answer] = {}
    for question in survey.questions:
        given = answers.get(question.id)
        if holds(question.condition, kept):
            answer = None if so_far and given is None else checked_answer(question, given)
            if answer is not None:
                kept[question.id] = answer
        elif not so_far and given is not None and not (isinstance(given, str) and is_blank(given)):
            raise RefusedError(
                _("{name} is not asked after these answers.").format(name=question.id),
                _("It is asked only if: {condition}").format(condition=question.condition),
            )
    return kept


def _column_for(question: Question, format: Format) -> str:
    """Return the column of a wall that says what the question asks for; ``""`` where none does.

    A note without a column counts as neutral: nobody knows which way the words point.
    """
    wanted = _POLARITIES.get(question.polarity, Polarity.NEUTRAL)
    return next((column.id for column in format.columns if column.polarity == wanted), "")
