"""``[kiosk]`` of ``naho.toml``: how a kiosk behaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.toml_check import Fault

IDLE: Final = range(15, 3601)
"""Seconds without a key that may be asked for."""


class KioskSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``[kiosk]`` says.

    Attributes:
        idle: seconds without a key, a click or a touch before the page asks who is there.
        auto_advance: whether choosing an answer goes on to the next question by itself.
    """

    idle: int = 60
    auto_advance: bool = True


def kiosk_faults(kiosk: KioskSettings) -> Iterator[Fault]:
    """Yield what is to mend in ``[kiosk]``."""
    if kiosk.idle not in IDLE:
        yield Fault(
            ("kiosk", "idle"),
            _("A kiosk waits {least} to {most} seconds for its visitor.").format(
                least=IDLE[0], most=IDLE[-1]
            ),
            _("Write for example: {line}").format(line="idle = 60"),
        )
