"""``naho survey import``: answers from a file, after a dry run."""

from __future__ import annotations

from naho_feedback.cli import console
from naho_feedback.cli.bring_in import readable
from naho_feedback.cli.parts import fail
from naho_feedback.cli.state import State
from naho_feedback.domain.text import one_line
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.importing_answers import (
    AnswerImporting,
    AnswerPlan,
    AnswerRequest,
)


def bring_in(
    state: State,
    *,
    survey: str,
    file: str,
    mapping: tuple[str, ...],
    collector: str,
    session: str,
    again: bool,
    yes: bool,
) -> None:
    """Say what a file holds, and store it once somebody agrees.

    Raises:
        UsageError: if a mapping is not written as it should be.
    """
    naho = state.naho
    importing = AnswerImporting(naho.store, naho.kiosk, naho.importing)
    plan = importing.plan(
        AnswerRequest(
            source=readable(file),
            survey=naho.kiosk.survey(survey),
            session=naho.capture.session(session).id,
            collector=collector,
            mapping=_mapping(mapping),
            again=again,
        )
    )
    _show(plan)
    agreed = bool(plan.rows) and (yes or _asked(plan))
    if agreed:
        n = importing.run(plan)
        said = ngettext("{n} person's answers were kept.", "{n} people's answers were kept.", n)
        console.out(said.format(n=n))
    else:
        console.say(_("Nothing was kept."))
    if plan.bad and (agreed or yes):
        fail()


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        question, sign, column = pair.partition("=")
        if not sign:
            raise UsageError(
                _("{pair} maps nothing.").format(pair=one_line(pair)),
                _("Write QUESTION=COLUMN."),
            )
        mapping[question] = column
    return mapping


def _asked(plan: AnswerPlan) -> bool:
    n = len(plan.rows)
    question = ngettext("Store {n} person's answers?", "Store {n} people's answers?", n)
    return console.can_ask() and console.confirm(question.format(n=n))


def _show(plan: AnswerPlan) -> None:
    console.out(one_line(plan.request.source.name))
    for question, column in plan.mapping.items():
        console.out(f"  {one_line(question)} ← {one_line(column)}")
    if plan.left_out:
        names = ", ".join(one_line(name) for name in plan.left_out)
        console.out("  " + _("not taken: {names}").format(names=names))
    n = len(plan.rows)
    said = ngettext(
        "{n} person's answers would be stored", "{n} people's answers would be stored", n
    )
    console.out(said.format(n=n))
    for bad in plan.bad:
        console.say(_("line {n}: {reason}").format(n=bad.line, reason=one_line(bad.reason)))
    if plan.stored and not plan.request.again:
        console.say(_("These answers were brought into this session before."))
