"""The rows under the form: preview, progress, proof and what was sent before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from naho_feedback.contracts.plugins import Plan, PlanAction, Receipt
from naho_feedback.domain.deliveries import Delivery, DeliveryStatus
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.id_words import audience_name
from naho_feedback.services.wording import clock_time, long_day, number
from naho_feedback.tui.widgets.bars import rule
from naho_feedback.tui.widgets.page import heading, two_ends, wrapped

_SIGNS: Final = {
    PlanAction.CREATE: ("+", "$enabler-line"),
    PlanAction.UPDATE: ("~", "$question-line"),
    PlanAction.LEAVE: ("=", "$quiet"),
    PlanAction.REFUSE: ("!", "$error"),
}
_MOST: Final = 300
"""Lines of a preview; the counts above tell the rest."""


def to_do(plan: Plan) -> int:
    """Return how many things sending would create or change."""
    return plan.count(PlanAction.CREATE) + plan.count(PlanAction.UPDATE)


def count_words(plan: Plan) -> list[tuple[PlanAction, str]]:
    """Return what sending would do, as words: ``3 à créer`` and so on, without zeros."""
    words = {
        PlanAction.CREATE: _("{n} to create"),
        PlanAction.UPDATE: _("{n} to update"),
        PlanAction.LEAVE: _("{n} unchanged"),
        PlanAction.REFUSE: _("{n} refused"),
    }
    return [
        (action, text.format(n=number(n)))
        for action, text in words.items()
        if (n := plan.count(action))
    ]


def plan_rows(plan: Plan, width: int) -> list[Content]:
    """Return a preview: where it goes, the counts, then one line for each thing."""
    rows = [heading(_("Preview"), width)]
    rows += wrapped(Content.assemble((_("To: "), "$quiet"), one_line(plan.target)), width)
    counts = [
        Content.assemble((f"{_SIGNS[action][0]} ", f"bold {_SIGNS[action][1]}"), (words, "bold"))
        for action, words in count_words(plan)
    ]
    if counts:
        rows += [Content("   ").join(counts), Content("")]
    else:
        rows += wrapped(Content.styled(_("There is nothing to send."), "$quiet"), width)
    order = (PlanAction.REFUSE, PlanAction.CREATE, PlanAction.UPDATE, PlanAction.LEAVE)
    items = sorted(plan.items, key=lambda item: order.index(item.action))
    for item in items[:_MOST]:
        sign, style = _SIGNS[item.action]
        left = Content.assemble((f"{sign} ", f"bold {style}"), one_line(item.title))
        rows.append(two_ends(left, _detail(item.detail, width), width))
    if len(items) > _MOST:
        more = _("… and {n} more").format(n=number(len(items) - _MOST))
        rows.append(Content.styled(more, "$quiet"))
    return rows


def _detail(text: str, width: int) -> Content:
    return Content.styled(one_line(text), "$quiet").truncate(width * 2 // 3, ellipsis=True)


def _place(text: str, width: int) -> Content:
    """Return what a target calls a thing; of a long path the end is what tells."""
    content = Content.styled(one_line(text), "$quiet")
    room = max(8, width)
    if content.cell_length <= room:
        return content
    return Content.assemble(("…", "$quiet"), content[len(content) - room + 1 :])


def sending_rows(done: int, todo: int, width: int) -> list[Content]:
    """Return how far the sending is."""
    said = f"{number(done)} / {number(todo)}"
    drawn, track = rule(done / todo if todo else 1.0, max(1, width - len(said) - 2))
    return [
        heading(_("Sending"), width),
        Content.assemble((drawn, "$accent"), (track, "$rule"), "  ", (said, "bold")),
    ]


def proof_rows(
    plan: Plan,
    receipts: Sequence[Receipt],
    error: NahoError | None,
    *,
    stopped: bool,
    width: int,
) -> list[Content]:
    """Return what was sent, each thing with what the target calls it, and what failed."""
    rows = [heading(_("Proof"), width)]
    n = len(receipts)
    todo = to_do(plan)
    said = ngettext("{n} of {all} sent.", "{n} of {all} sent.", n).format(
        n=number(n), all=number(todo)
    )
    rows.append(Content.styled(said, "bold $success" if n == todo else "bold"))
    if error is not None:
        rows += wrapped(Content.styled(f"! {one_line(error.message)}", "bold $error"), width)
        rows += wrapped(Content(one_line(error.hint)), width) if error.hint else []
        rows += wrapped(
            Content(_("What is listed here is sent; the rest waits and can be sent again.")), width
        )
    elif stopped:
        rows += wrapped(Content(_("Stopped. The rest waits and can be sent again.")), width)
    rows.append(Content(""))
    titles = {item.key: item.title for item in plan.items}
    for receipt in receipts[:_MOST]:
        left = Content.assemble(
            ("✓ ", "bold $success"), one_line(titles.get(receipt.key, receipt.key))
        )
        rows.append(two_ends(left, _place(receipt.reference, width - left.cell_length), width))
    return rows


def history_rows(deliveries: Sequence[Delivery], width: int) -> list[Content]:
    """Return what was sent to a target before, the latest first."""
    rows = [heading(_("Sent before"), width)]
    if not deliveries:
        return [*rows, Content.styled(_("Nothing was sent there yet."), "$quiet")]
    words = {
        DeliveryStatus.SENT: ("✓", "$success", ""),
        DeliveryStatus.INTENT: ("…", "$warning", _("cut short")),
        DeliveryStatus.FAILED: ("!", "$error", _("failed")),
    }
    latest = sorted(deliveries, key=lambda d: (-d.at, d.key))
    for delivery in latest[:_MOST]:
        sign, style, status = words[delivery.status]
        when = local_time(delivery.at)
        said = " · ".join(
            filter(
                None,
                (
                    status,
                    one_line(audience_name(delivery.audience)),
                    f"{long_day(when.date())} {clock_time(when)}",
                ),
            )
        )
        name = _place(delivery.reference or delivery.key, width - len(said) - 4)
        left = Content.assemble((f"{sign} ", f"bold {style}"), name)
        rows.append(two_ends(left, Content.styled(said, "$quiet"), width))
    return rows
