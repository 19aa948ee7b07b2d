"""The last net before the disk: no record goes in with a national health identifier.

Every service refuses one where it is typed, with a sentence that fits; what comes by a way that
nobody thought of, a plugin's or a new command's, is refused here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from naho_feedback.domain.events import Change
from naho_feedback.domain.personal_data import refuse_nir

_FIFTEEN_DIGITS: Final = 10**14


def refuse_nirs(changes: Sequence[Change]) -> None:
    """Make sure that nothing that a person may have typed holds a NIR.

    Raises:
        PersonalDataError: if something does; it does not say what.
    """
    for change in changes:
        made = change.type.machine_made
        fields = change.fields if change.record is None else msgspec.structs.asdict(change.record)
        for name, value in fields.items():
            if name not in made:
                refuse_nir(*_texts(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int):
        if abs(value) >= _FIFTEEN_DIGITS:  # far more than any count or time
            yield str(abs(value))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(name)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, msgspec.Struct):
        yield from _texts(msgspec.structs.asdict(value))
