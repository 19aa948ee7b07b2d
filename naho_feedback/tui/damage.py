"""Damage of the journal, in a person's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naho_feedback.bootstrap import Naho
from naho_feedback.i18n import gettext as _

if TYPE_CHECKING:
    from naho_feedback.store import Damage


def damage_sentences(naho: Naho) -> list[str]:
    """Say each damage of the open journal in a sentence; none for a sound one."""
    found: tuple[Damage, ...] = getattr(naho.store, "damage", ())
    return [_damage_sentence(damage) for damage in found]


def _damage_sentence(damage: Damage) -> str:
    if damage.cut:
        words = _("The end of {file} was never finished; it is set aside.")
    elif damage.kept:
        words = _("{file} is damaged; what stood there is known and kept.")
    else:
        words = _("{file} is damaged; a part of it is lost, the rest is kept.")
    return words.format(file=damage.file)
