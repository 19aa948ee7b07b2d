"""One person's way through a questionnaire, without a terminal."""

from __future__ import annotations

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Question, Survey
from naho_feedback.services.answers import checked_answer


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
    def is_last(self) -> bool:
        """Whether no question comes after this one."""
        return self.number == len(self.survey.questions) - 1

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

    def leave(self, value: Answer | None) -> None:
        """Remember what stands on the page in front, given or not."""
        self.standing[self.question.id] = value

    @property
    def before(self) -> Answer | None:
        """What stood on the page in front when it was left."""
        return self.standing.get(self.question.id)

    def forward(self) -> bool:
        """Go to the next question; return False at the end."""
        if self.is_last:
            return False
        self.number += 1
        return True

    def back(self) -> bool:
        """Go to the question before; return False at the beginning."""
        if not self.number:
            return False
        self.number -= 1
        return True
