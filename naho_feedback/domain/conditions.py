"""When a question is asked: ``visite = oui and (v1 <= 2 or not answered v3)``.

The language compares answers and nothing else: it has no names but those of questions, calls
nothing and always ends. A question that was skipped answers no comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.text import one_line
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _

LONGEST: Final = 500
_DEEPEST: Final = 20
_TOKEN: Final = re.compile(
    r'\s*(?:(?P<word>-?[A-Za-z0-9_][A-Za-z0-9_.-]*)|"(?P<quoted>[^"]*)"|'
    r"(?P<sign><=|>=|!=|[=<>()]))"
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER: Final = re.compile(r"-?\d+")

ORDERING: Final = frozenset({"<", "<=", ">", ">="})
"""The signs that ask for more or less."""
ANSWERED: Final = "answered"
HAS: Final = "has"


class ConditionError(UsageError):
    """A condition that cannot be read."""


class Comparison(NamedTuple):
    """One comparison: ``question sign value``, or ``answered question`` without a value."""

    question: str
    sign: str
    value: str = ""


class Not(NamedTuple):
    """The opposite."""

    part: Condition


class Every(NamedTuple):
    """Each of some."""

    parts: tuple[Condition, ...]


class OneOf(NamedTuple):
    """At least one of some."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Comparison | Not | Every | OneOf


@lru_cache(maxsize=1024)
def parsed(text: str) -> Condition:
    """Return a condition.

    Raises:
        ConditionError: if it cannot be read; the message repeats where.
    """
    if len(text) > LONGEST:
        raise ConditionError(
            _("This condition is too long."), _("Write at most {n} characters.").format(n=LONGEST)
        )
    return _Reader(text).whole()


def holds(text: str, answers: Mapping[str, Answer]) -> bool:
    """Whether a condition is met; ``""`` always is.

    Args:
        text: the condition.
        answers: what was answered, by question; a skipped question is absent.

    Raises:
        ConditionError: if it cannot be read.
    """
    return not text or met(parsed(text), answers)


def met(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Whether a condition is met by some answers."""
    match condition:
        case Not(part):
            return not met(part, answers)
        case Every(parts):
            return all(met(part, answers) for part in parts)
        case OneOf(parts):
            return any(met(part, answers) for part in parts)
        case Comparison(question, sign, value):
            answer = answers.get(question)
            return answer is not None and (sign == ANSWERED or _compared(answer, sign, value))


def tests(condition: Condition) -> Iterator[Comparison]:
    """Yield every comparison of a condition, from left to right."""
    match condition:
        case Comparison():
            yield condition
        case Not(part):
            yield from tests(part)
        case Every(parts) | OneOf(parts):
            for part in parts:
                yield from tests(part)


def is_number(value: str) -> bool:
    """Whether a value is a whole number."""
    return _NUMBER.fullmatch(value) is not None


def _compared(answer: Answer, sign: str, value: str) -> bool:
    if sign == HAS:
        return value in str(answer).split()
    if sign == "=":
        return str(answer) == value
    if sign == "!=":
        return str(answer) != value
    if isinstance(answer, int):
        return is_number(value) and _ordered(sign, (answer > int(value)) - (answer < int(value)))
    if not (_DAY.fullmatch(answer) and _DAY.fullmatch(value)):
        return False
    # Days are written so that their order is that of their letters.
    return _ordered(sign, (answer > value) - (answer < value))


def _ordered(sign: str, difference: int) -> bool:
    """Whether a comparison fits the sign of a difference: -1, 0 or 1."""
    match sign:
        case "<":
            return difference < 0
        case "<=":
            return difference <= 0
        case ">":
            return difference > 0
        case _:
            return difference >= 0


class _Reader:
    """Reads one condition by recursive descent."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, bool]] = []  # what it says, whether it was in quotes
        self._at = 0
        self._deep = 0
        at, end = 0, len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if found is None:
                raise ConditionError(
                    _("{word} has no meaning in a condition.").format(
                        word=f'"{one_line(text[at:].strip()[:20])}"'
                    ),
                    _example(),
                )
            quoted = found["quoted"]
            self._tokens.append(
                (found["word"] or found["sign"] or "", False) if quoted is None else (quoted, True)
            )
            at = found.end()

    def whole(self) -> Condition:
        """Read all of it."""
        condition = self._any()
        if self._at < len(self._tokens):
            raise self._wrong()
        return condition

    def _any(self) -> Condition:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else OneOf(tuple(parts))

    def _all(self) -> Condition:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self) -> Condition:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise ConditionError(
                _("There are too many brackets inside each other."), _("Make it shorter.")
            )
        if self._take("not"):
            condition: Condition = Not(self._one())
        elif self._take("("):
            condition = self._any()
            if not self._take(")"):
                raise self._wrong()
        elif self._take(ANSWERED):
            condition = Comparison(self._word(), ANSWERED)
        else:
            condition = Comparison(self._word(), self._sign(), self._value())
        self._deep -= 1
        return condition

    def _take(self, word: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == (word, False):
            self._at += 1
            return True
        return False

    def _next(self) -> tuple[str, bool]:
        if self._at >= len(self._tokens):
            raise self._wrong()
        self._at += 1
        return self._tokens[self._at - 1]

    def _word(self) -> str:
        word, quoted = self._next()
        if quoted or word in {"and", "or", "not", "(", ")", "=", "!=", *ORDERING}:
            self._at -= 1
            raise self._wrong()
        return word

    def _sign(self) -> str:
        sign, quoted = self._next()
        if quoted or sign not in {"=", "!=", HAS, *ORDERING}:
            self._at -= 1
            raise self._wrong()
        return sign

    def _value(self) -> str:
        word, quoted = self._next()
        if quoted:
            return word
        self._at -= 1
        return self._word()

    def _wrong(self) -> ConditionError:
        if self._at >= len(self._tokens):
            return ConditionError(_("This condition stops in the middle."), _example())
        word = f'"{one_line(self._tokens[self._at][0][:20])}"'
        return ConditionError(
            _("{word} cannot stand here in a condition.").format(word=word), _example()
        )


def _example() -> str:
    return _("Write for example: {line}").format(line="s1 <= 2 and (v2 = oui or answered s3)")
