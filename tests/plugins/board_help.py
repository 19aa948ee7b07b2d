"""What the tests of the board share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from markdown_it import MarkdownIt

from naho_board import BoardExporter, BoardOptions
from naho_feedback.api import (
    ActionLine,
    ActionStatus,
    Delivery,
    DeliveryStatus,
    Options,
    Plan,
    PlanAction,
    PluginContext,
    Polarity,
    ThemeFigure,
    Verbatim,
    View,
)

MakeView = Callable[..., View]
GFM = MarkdownIt("gfm-like", {"html": True})
SECTIONS = ["Vous avez dit", "À décider", "En cours", "Fait", "Refusé (et pourquoi)"]


def action(
    n: int = 1,
    text: str = "Un référent par étage",
    *,
    status: ActionStatus = ActionStatus.ASKED,
    **changes: str,
) -> ActionLine:
    """One action of the register."""
    line = ActionLine(
        key=f"action:A7K2-{n}",
        decision=text,
        theme="",
        owner="",
        due="",
        status=status,
        answer="",
    )
    return msgspec.structs.replace(line, **changes)


def theme(id: str = "materiel", label: str = "Matériel et postes", **changes: Any) -> ThemeFigure:
    """A theme that asks for a decision."""
    figure = ThemeFigure(id=id, label=label, notes=41, sessions=5, sites=3, barriers=31, ideas=4)
    return msgspec.structs.replace(figure, **changes)


def quote(text: str, theme: str = "materiel") -> Verbatim:
    """One reviewed quote."""
    return Verbatim(key=f"note:{text}", text=text, theme=theme, polarity=Polarity.BARRIER)


def planned(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> Plan:
    """The preview of a fresh exporter."""
    return BoardExporter(context).plan(view, receipts or {}, options or BoardOptions())


def sent(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> dict[str, Delivery]:
    """Plan and send as the host does, and return what the host would remember."""
    options = options or BoardOptions()
    plan = planned(context, view, receipts, options)
    todo = tuple(i for i in plan.items if i.action in (PlanAction.CREATE, PlanAction.UPDATE))
    digests = {item.key: item.digest for item in todo}
    plan = msgspec.structs.replace(plan, items=todo)
    return dict(receipts or {}) | {
        receipt.key: Delivery(
            target="board",
            key=receipt.key,
            status=DeliveryStatus.SENT,
            reference=receipt.reference,
            digest=digests[receipt.key],
        )
        for receipt in BoardExporter(context).send(plan, view, options)
    }


def told(plan: Plan) -> dict[str, tuple[str, str]]:
    """What would happen to each key, and why."""
    return {item.key: (str(item.action), item.detail) for item in plan.items}


def changed(view: View, n: int, **changes: Any) -> View:
    """The view after one action changed."""
    return msgspec.structs.replace(
        view,
        actions=tuple(
            msgspec.structs.replace(a, **changes) if a.key == f"action:A7K2-{n}" else a
            for a in view.actions
        ),
    )


def where(text: str) -> dict[str, str]:
    """The section in which each card stands."""
    section, found = "", {}
    for line in text.splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").partition(" <!--")[0]
        if key := re.search(r"<!-- naho:((?:action|theme):\S+) -->$", line):
            found[key[1]] = section
    return found


def under(text: str, key: str) -> str:
    """What people wrote under a card: up to the next heading or marker of ours."""
    after = text[text.index(f"<!-- naho:{key} -->") :]
    after = after[after.index("<!-- /naho:") :].partition("\n")[2]
    return re.split(r"(?m)^.*<!-- naho:|^## ", after)[0].strip("\n")


def card(text: str, key: str) -> list[str]:
    """The lines of a card of ours, without its markers."""
    after = text[: text.index(f"<!-- naho:{key} -->")].rpartition("\n")[2]
    body = text[text.index(f"<!-- naho:{key} -->") :].partition("\n")[2]
    return [after.strip(), *body[: body.index("<!-- /naho:")].splitlines()]


def board_view(make_view: MakeView) -> View:
    """One theme that comes back, and an action of each status."""
    actions = (action(n, f"Action {n}", status=s) for n, s in enumerate(ActionStatus, 1))
    return make_view(themes=(theme(),), actions=tuple(actions))


def board_file(context: PluginContext) -> Path:
    """The managers' board."""
    return context.output_dir / "tableau.md"


def save(file: Path, text: str) -> None:
    """What an editor does."""
    file.write_text(text, "utf-8")
