"""How the parts of a programme are filled in: one declaration for screen and commands.

A kind says which fields its parts have, how typed values become a part, and how a part reads in
a list. The form on the screen and the options of ``naho programme`` both come from it; the kinds
themselves are in :mod:`naho_feedback.services.programme_parts`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from naho_feedback.domain.personal_data import refuse_nir
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.text import is_blank
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.typed import typed_day, typed_number

P = TypeVar("P")

Values: TypeAlias = Mapping[str, str]
"""What was typed, by field."""

Choices: TypeAlias = tuple[tuple[str, str], ...]
"""Value and words of each choice."""


class Entry(StrEnum):
    """What a field takes."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """One thing to fill in.

    Attributes:
        id: stable; its command-line option is the same with dashes.
        label: English message, translated when shown.
        help: one English sentence.
        entry: what it takes.
        required: whether something new needs it.
        once: whether it can only be given to something new.
        choices: the choices in a programme.
    """

    id: str
    label: str
    help: str
    entry: Entry = Entry.TEXT
    required: bool = True
    once: bool = False
    choices: Callable[[Programme], Choices] = lambda _programme: ()


class PartKind(ABC, Generic[P]):
    """One kind of part.

    Attributes:
        name: stable; also the command's noun.
        list: the list of the programme that holds them.
        title: English message: what several of them are called.
        about: English sentence that explains them.
        columns: English messages above the cells.
    """

    name: ClassVar[str]
    list: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    fields: ClassVar[tuple[Field, ...]]

    def parts(self, programme: Programme) -> Sequence[tuple[str, P]]:
        """Return the parts, each with the word that commands call it by: an id or a number."""
        found: Sequence[Any] = getattr(programme, self.list)
        return [(getattr(part, "id", str(place)), part) for place, part in enumerate(found, 1)]

    @abstractmethod
    def values(self, part: P) -> dict[str, str]:
        """Return what a form shows of a part."""

    @abstractmethod
    def cells(self, part: P, programme: Programme) -> tuple[str, ...]:
        """Return what a list shows of a part; words may be typed text."""

    @abstractmethod
    def make(self, values: Values, programme: Programme) -> P:
        """Return the part that the values describe.

        Raises:
            UsageError: if a value makes no sense.
        """


def checked(
    kind: PartKind[Any], values: Values, programme: Programme, *, new: bool
) -> dict[str, str]:
    """Return the values with what is left out as ``""`` or as the first choice.

    Args:
        kind: what they describe.
        values: what was typed.
        programme: where the choices come from.
        new: whether the part is new; else what is given once only is not looked at.

    Raises:
        UsageError: if a needed one is missing, or one is none of the choices.
        PersonalDataError: if one holds a national health identifier.
    """
    whole = {field.id: values.get(field.id, "").strip() for field in kind.fields}
    refuse_nir(*whole.values())
    for field in kind.fields:
        value = whole[field.id]
        if field.once and not new:
            continue
        if field.required and is_blank(value):
            raise UsageError(_("{field} is missing.").format(field=_(field.label)), _(field.help))
        if field.entry == Entry.CHOICE:
            known = [id_ for id_, _words in field.choices(programme)]
            if not value and not field.required and known:
                whole[field.id] = known[0]
            elif value not in known:
                raise UsageError(
                    _("{field} cannot be {value}.").format(field=_(field.label), value=value),
                    _("Known: {names}.").format(names=", ".join(filter(None, known))),
                )
        elif value:
            _refuse_unreadable(field, value)
    return whole


def _refuse_unreadable(field: Field, value: str) -> None:
    try:
        if field.entry == Entry.NUMBER:
            typed_number(value)
        elif field.entry == Entry.DAY:
            typed_day(value)
    except UsageError as error:
        said = _("{field}: {problem}").format(field=_(field.label), problem=error.message)
        raise UsageError(said, error.hint) from None
