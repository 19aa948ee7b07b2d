"""What the tests of the CSV exporter share."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st

from naho_csv import CsvExporter, CsvOptions
from naho_csv.sheet import files
from naho_feedback.api import (
    Count,
    Delivery,
    DeliveryStatus,
    Hidden,
    NoteLine,
    Options,
    Plan,
    PlanAction,
    PluginContext,
    Polarity,
    ResponseLine,
    Table,
    TableColumn,
    Taxonomy,
    View,
)

MakeView = Callable[..., View]

THEMES = Table(
    "themes",
    "Thèmes",
    (
        TableColumn("theme", "Thème"),
        TableColumn("notes", "Post-it"),
        TableColumn("people", "Personnes"),
        TableColumn("share", "Part"),
        TableColumn("known", "Connu"),
    ),
    (
        ("formation", 58, Count(41), 0.315, True),
        ("materiel", -2, Count(None, Hidden.SMALL), None, False),
        ("charge", 3, Count(None, Hidden.PROTECTED), -0.5, True),
    ),
)
NFC = st.text(st.characters(codec="utf-8")).map(lambda t: unicodedata.normalize("NFC", t))


def note(text: str, number: int = 1) -> NoteLine:
    """One note as typed."""
    return NoteLine(
        key=f"note:A7K2-{number}",
        receipt=f"A-{number}",
        session="A7K2-1",
        workshop="post-it",
        site="lens",
        column="freins",
        polarity=Polarity.BARRIER,
        text=text,
        dots=3,
        theme="formation",
        why=("formation",),
        locked=False,
        origin="room",
        day="2017-03-03",
    )


def answer() -> ResponseLine:
    """One answer of one response."""
    return ResponseLine(
        key="response:A7K2-9:utile",
        survey="sortie-30s",
        survey_version=1,
        session="",
        question="utile",
        answer="5",
        day="2017-03-03",
    )


def plan_of(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> Plan:
    """The preview of a fresh exporter."""
    return CsvExporter(context).plan(view, receipts or {}, options or CsvOptions())


def sent(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> dict[str, Delivery]:
    """Plan and send, and return what the host would remember."""
    exporter = CsvExporter(context)
    options = options or CsvOptions()
    plan = exporter.plan(view, receipts or {}, options)
    digests = {item.key: item.digest for item in plan.items}
    known = dict(receipts or {})
    for receipt in exporter.send(plan, view, options):
        known[receipt.key] = Delivery(
            target="csv",
            key=receipt.key,
            status=DeliveryStatus.SENT,
            reference=receipt.reference,
            digest=digests[receipt.key],
        )
    return known


def actions(plan: Plan) -> dict[str, PlanAction]:
    """What would happen to each file."""
    return {item.title: item.action for item in plan.items}


def read(path: Path, *, plain: bool = False) -> list[list[str]]:
    """The file as Python's csv module reads it."""
    encoding = "utf-8" if plain else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter="," if plain else ";", strict=True))


def rows_of(view: View, taxonomy: Taxonomy, options: CsvOptions) -> list[list[str]]:
    """The first file of a view, rendered and read back."""
    data = next(iter(files(view, options, taxonomy))).data
    text = io.StringIO(data.decode("utf-8" if options.plain else "utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter="," if options.plain else ";", strict=True))
