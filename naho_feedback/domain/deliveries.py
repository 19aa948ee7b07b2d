"""What was sent where: the host's memory of exports."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from naho_feedback.domain.records import Record


class DeliveryStatus(StrEnum):
    """How far a delivery came; ``INTENT`` is written before anything is created."""

    INTENT = "intent"
    SENT = "sent"
    FAILED = "failed"


class Delivery(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One thing sent, or about to be, to one target.

    Attributes:
        target: the exporter's name.
        key: the host's stable key of the thing.
        status: how far it came.
        reference: what the target calls it (a path, an issue number).
        audience: for whom it was made.
        digest: fingerprint of what was sent, so that "unchanged" can be told.
        previous: fingerprint of what was sent before, while this one is under way or failed.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "deliveries"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "reference", "digest", "previous"})
    target: str = ""
    key: str = ""
    status: DeliveryStatus = DeliveryStatus.INTENT
    reference: str = ""
    audience: str = ""
    digest: str = ""
    previous: str = ""
    at: int = 0


class AuditEntry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Who looked at or took out what, without its content.

    Attributes:
        what: such as ``"export csv"``.
        audience: for whom.
        label: the laptop's letter.
        function: what the person typed at the prompt, such as ``"DPO"``.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "audit"
    what: str = ""
    audience: str = ""
    label: str = ""
    function: str = ""
    at: int = 0
