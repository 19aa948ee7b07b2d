"""Answers to questionnaires, checked question by question."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.conditions import holds
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.personal_data import Detectors, Kind, built_in
from naho_feedback.domain.responses import Answer, Response
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

    def submit(
        self,
        survey: Survey,
        answers: Mapping[str, Answer | None],
        *,
        session: str = "",
        origin: Origin = Origin.KIOSK,
        actor: str = Actor.KIOSK,
    ) -> Response:
        """Store one person's answers; durable when this returns.

        Raises:
            RefusedError: if an answer does not fit, or nothing was answered at all.
            NotFoundError: if an answer is to a question that the survey has not.
            StoreError: if it could not be written.
        """
        unknown = [id_ for id_ in answers if survey.question(id_) is None]
        if unknown:
            raise NotFoundError(_("There is no question {name}.").format(name=unknown[0]))
        kept = _kept(survey, answers)
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
        place = self._store.get(Session, session) if session else None
        also = opening(self._store, place, self._clock, origin) if place else []
        also += kept_version(self._store, survey, self._clock)
        also += promise(self._store, self.thresholds, self._clock)
        id_, *_others = self._store.append([put(response), *also], actor)
        return msgspec.structs.replace(response, id=id_)


def _kept(survey: Survey, answers: Mapping[str, Answer | None]) -> dict[str, Answer]:
    """Return the answers in the form that is stored, those to questions that are asked.

    Raises:
        RefusedError: if one does not fit, or answers a question that these answers leave out.
    """
    kept: dict[str, Answer] = {}
    for question in survey.questions:
        given = answers.get(question.id)
        if holds(question.condition, kept):
            answer = checked_answer(question, given)
            if answer is not None:
                kept[question.id] = answer
        elif given is not None and not (isinstance(given, str) and is_blank(given)):
            raise RefusedError(
                _("{name} is not asked after these answers.").format(name=question.id),
                _("It is asked only if: {condition}").format(condition=question.condition),
            )
    return kept
