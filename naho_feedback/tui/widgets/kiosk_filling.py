"""One person's way through a questionnaire, without a terminal."""

from __future__ import annotations

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Question, Survey
from naho_feedback.services.answers import asked, checked_answer


class Filling:
    """Where somebody is and what was answered; made anew for each person.

    Args:
        survey: the questionnaire.

    Attributes:
        answers: what was given and fits, by question id; a skipped question is absent.
        standing: what stood on a question's page when it was left, refused words included.
        asked_again: the question and the words for which a second Enter was asked last.
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.number = 0
        self.answers: dict[str, Answer] = {}
        self.standing: dict[str, Answer | None] = {}
        self.asked_again: tuple[str, Answer | None] = ("", None)

    @property
    def question(self) -> Question:
        """The question in front."""
        return self.survey.questions[self.number]

    @property
    def heading(self) -> str:
        """The title of the group that the question in front belongs to, or ``""``."""
        group = self.survey.group(self.question.group)
        return "" if group is None else str(group.title)

    @property
    def is_last(self) -> bool:
        """Whether no question that is asked comes after this one."""
        return self._next() is None

    def answer(self, value: Answer | None) -> None:
        """Keep the answer to the question in front; None or blank words are a skipped one.

        Raises:
            RefusedError: if it does not fit; an earlier answer stays, typed words stay typed.
        """
        question = self.question
        self.leave(value)
        kept = checked_answer(question, value)
        if kept is None:
            self.answers.pop(question.id, None)
        else:
            self.answers[question.id] = kept
        # What was said on a page that is not asked any more is not given; it stays on its page.
        still = {question.id for question in asked(self.survey, self.answers)}
        self.answers = {id_: kept for id_, kept in self.answers.items() if id_ in still}

    def leave(self, value: Answer | None) -> None:
        """Remember what stands on the page in front, given or not."""
        self.standing[self.question.id] = value

    def take_up(self, before: Filling) -> None:
        """Go to the question where somebody stood when the file was another one."""
        ids = [question.id for question in self.survey.questions]
        here = before.question.id
        self.number = ids.index(here) if here in ids else min(before.number, len(ids) - 1)

    @property
    def before(self) -> Answer | None:
        """What stood on the page in front when it was left."""
        return self.standing.get(self.question.id)

    def forward(self) -> bool:
        """Go to the next question that is asked; return False at the end."""
        following = self._next()
        if following is None:
            return False
        self.number = following
        return True

    def back(self) -> bool:
        """Go to the question that was asked before; return False at the beginning."""
        earlier = [number for number in self._asked() if number < self.number]
        if not earlier:
            return False
        self.number = earlier[-1]
        return True

    def _next(self) -> int | None:
        return next((number for number in self._asked() if number > self.number), None)

    def _asked(self) -> list[int]:
        """Return the places of the questions that somebody with these answers is asked."""
        known = {question.id for question in asked(self.survey, self.answers)}
        return [n for n, question in enumerate(self.survey.questions) if question.id in known]
