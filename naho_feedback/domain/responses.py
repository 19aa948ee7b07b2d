"""One person's answers to a survey, and visits counted at the door."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from naho_feedback.domain.notes import Origin
from naho_feedback.domain.records import Record

Answer = int | str
"""A face or agreement (1-5 or ``"na"``), a number or a place on a line, a choice's id or several
with a space between, an ISO date, or words."""


class Response(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One person's answers.

    Attributes:
        survey: the survey's id.
        survey_version: the version that the person saw.
        wording: the digest of the wording that the person saw; ``""`` in old records.
        session: the session's id, ``""`` outside one.
        language: in which language it was answered.
        answers: question id to answer; a skipped question is absent.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "responses"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "wording"})
    survey: str = ""
    survey_version: int = 1
    wording: str = ""
    session: str = ""
    language: str = "fr"
    answers: dict[str, Answer] = msgspec.field(default_factory=dict)
    origin: Origin = Origin.KIOSK
    at: int = 0


class Begun(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What one person at a kiosk has answered so far: written after each question.

    It is no :class:`Response` and stands in no figure, list or export. Whoever comes to the end
    leaves a response in its place; what nobody finished stays here.

    Attributes:
        survey: the survey's id.
        survey_version: the version that the person saw.
        wording: the digest of the wording that the person saw.
        session: the session's id, ``""`` outside one.
        language: in which language it was answered last.
        answers: question id to answer.
        at: when the first question was answered, Unix time in milliseconds.
        left: when its person was taken to have gone; 0 before.
    """

    table: ClassVar[str] = "begun"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "wording"})
    survey: str = ""
    survey_version: int = 1
    wording: str = ""
    session: str = ""
    language: str = "fr"
    answers: dict[str, Answer] = msgspec.field(default_factory=dict)
    origin: Origin = Origin.KIOSK
    at: int = 0
    left: int = 0


class Visit(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Entries counted: passages, not people, until the team declares them unique.

    Attributes:
        site: whose staff came, a site id.
        role: role id, ``""`` where it was not asked.
        count: entries; negative for a correction.
        day: ISO date, such as ``"2017-02-27"``.
        at: Unix time in milliseconds when it was entered.
        source: who counted.
    """

    table: ClassVar[str] = "visits"
    site: str = ""
    role: str = ""
    count: int = 1
    day: str = ""
    at: int = 0
    source: str = ""


class UniqueVisitors(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The team's word that the visits of a period are different people.

    Attributes:
        first: ISO date of the first day.
        last: ISO date of the last day.
        source: on what ground the team says so.
    """

    table: ClassVar[str] = "unique_visitors"
    first: str = ""
    last: str = ""
    source: str = ""
    at: int = 0
