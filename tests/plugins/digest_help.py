"""What the tests of the digest share."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec

from naho_digest import DigestExporter, DigestOptions
from naho_feedback.api import (
    ActionLine,
    ActionStatus,
    Count,
    DayFigures,
    Delivery,
    DeliveryStatus,
    Hidden,
    Measure,
    Options,
    Plan,
    PluginContext,
    Polarity,
    Precision,
    ThemeFigure,
    Verbatim,
    View,
)

MakeView = Callable[..., View]
DAY = dt.date(2017, 3, 3)
SMALL, PROTECTED = Count(None, Hidden.SMALL), Count(None, Hidden.PROTECTED)


def today(**changes: Any) -> DayFigures:
    """The figures of a busy day."""
    figures = DayFigures(
        day=DAY, visits=Count(148), notes=38, responses=Count(41), sessions=3, note_hours=()
    )
    return msgspec.structs.replace(figures, **changes)


def action(
    text: str,
    *,
    status: ActionStatus = ActionStatus.ASKED,
    due: str = "",
    owner: str = "",
    n: int = 1,
) -> ActionLine:
    """One action of the register."""
    return ActionLine(
        key=f"action:A7K2-{n}",
        decision=text,
        theme="formation",
        owner=owner,
        due=due,
        status=status,
        answer="",
    )


def quote(
    text: str, *, theme: str = "formation", polarity: Polarity = Polarity.BARRIER
) -> Verbatim:
    """One reviewed quote."""
    return Verbatim(key=f"note:{text}", text=text, theme=theme, polarity=polarity)


def measure(precision: Precision, n: int, **changes: Any) -> Measure:
    """One closed question, three in four of whose answers are favourable."""
    up = n * 3 // 4
    shown = precision in (Precision.INDICATIVE, Precision.FULL)
    made = Measure(
        survey="sortie-30s",
        question="s1",
        text="Cet atelier vous a-t-il été utile ?",
        kind="share",
        answers=Count(n),
        precision=precision,
        favourable=Count(up),
        unfavourable=Count(n - up),
        value=0.75 if shown else None,
        low=0.61 if shown else None,
        high=0.86 if shown else None,
    )
    return msgspec.structs.replace(made, **changes)


def planned(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> Plan:
    """The preview of a fresh exporter."""
    return DigestExporter(context).plan(view, receipts or {}, options or DigestOptions())


def sent(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> dict[str, Delivery]:
    """Plan and send, and return what the host would remember."""
    options = options or DigestOptions()
    plan = planned(context, view, receipts, options)
    digests = {item.key: item.digest for item in plan.items}
    return dict(receipts or {}) | {
        receipt.key: Delivery(
            target="digest",
            key=receipt.key,
            status=DeliveryStatus.SENT,
            reference=receipt.reference,
            digest=digests[receipt.key],
        )
        for receipt in DigestExporter(context).send(plan, view, options)
    }


def written(context: PluginContext) -> Path:
    """The one file of the output folder."""
    (path,) = context.output_dir.iterdir()
    return path


def read(path: Path) -> EmailMessage:
    """The mail as a mail program reads it, without a single defect."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def part(message: EmailMessage, kind: str) -> str:
    """One of the two bodies, with line feeds."""
    body = message.get_body((kind,))
    assert isinstance(body, EmailMessage)
    text = body.get_content()
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


def mailed(
    context: PluginContext, view: View, options: Options | None = None
) -> tuple[EmailMessage, str, str]:
    """Send afresh, read back, and return the message, its plain text and its HTML."""
    if context.output_dir.exists():
        written(context).unlink()
    sent(context, view, options=options)
    message = read(written(context))
    return message, part(message, "plain"), part(message, "html")


def visible(html: str) -> str:
    """The words of a page, as they are read out."""
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            words.append(data)

    Reader().feed(html[html.index("<body") :])
    return " ".join(" ".join(words).split())


def full_view(make_view: MakeView, **changes: Any) -> View:
    """A day on which everything happened."""
    themes = tuple(
        ThemeFigure(
            id=f"t{n}", label=f"Thème {n}", notes=50 - n, sessions=6, sites=4, barriers=9 - n
        )
        for n in range(9)
    )
    return make_view(
        **{
            "today": today(),
            "themes": themes,
            "measures": tuple(measure(Precision.FULL, 120, question=f"s{n}") for n in range(5)),
            "limits": ("Des volontaires, pas un sondage. " * 3, "Rien sous 5 personnes.") * 2,
            "unheard": ("La Bassée", "Hénin-Beaumont", "équipes de nuit " * 9),
            "actions": (
                *(action("Un ordinateur de plus " * 9, due="2017-03-01", n=n) for n in range(5)),
                *(
                    action("Former", status=ActionStatus.RUNNING, due="2017-03-06", n=9 + n)
                    for n in range(5)
                ),
            ),
            "verbatims": tuple(quote("On ose essayer " * 9, theme=f"t{n}") for n in range(5)),
            "demo": True,
        }
        | changes
    )
