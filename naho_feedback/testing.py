"""Help for plugin authors' tests: an invented view and checks of the contracts.

Installed as a pytest plugin, so ``naho_view`` is there without any import::

    from naho_feedback.testing import check_exporter

    def test_my_exporter(naho_view, tmp_path):
        check_exporter(MyExporter(), naho_view, MyOptions(folder=str(tmp_path)))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from naho_feedback.api import (
    Audience,
    Count,
    DayFigures,
    Delivery,
    DeliveryStatus,
    Exporter,
    Grouper,
    GroupingInput,
    Note,
    NoteLine,
    Options,
    Placement,
    PlanAction,
    Polarity,
    Reach,
    Receipt,
    Records,
    Selection,
    SiteReach,
    Summary,
    Table,
    TableColumn,
    Taxonomy,
    ThemeFigure,
    Verbatim,
    View,
)

_DAY = dt.date(2017, 3, 3)


def sample_view(audience: Audience = Audience.MANAGER) -> View:
    """Return a small invented view; records are filled where the audience sees them."""
    came, nobody = Count(630), Count(0)
    formation = ThemeFigure(
        id="formation",
        label="Formation et compétences",
        notes=12,
        sessions=3,
        sites=2,
        dots=9,
        barriers=4,
        enablers=8,
        words=("bac à sable",),
    )
    records = Records()
    if audience.sees_records:
        line = NoteLine(
            key="note:A7K2-1",
            receipt="A-1",
            session="A7K2-0",
            workshop="post-it",
            site="lens",
            column="freins",
            polarity=Polarity.BARRIER,
            text="=1+1 Pas assez d'ordinateurs\nen salle de soins",
            dots=3,
            theme="materiel",
            why=("ordinateurs",),
            locked=False,
            origin="room",
            day=_DAY.isoformat(),
        )
        records = Records(notes=(line,))
    quote = Verbatim(
        key="note:A7K2-2",
        text="Le bac à sable : on ose essayer",
        theme="formation",
        polarity=Polarity.ENABLER,
    )
    return View(
        audience=audience,
        programme="n@hô",
        title="Portes ouvertes",
        demo=False,
        made=_DAY,
        language="fr",
        selection=Selection(),
        k=5,
        summary=Summary(
            headline="Ce qui porte : formation et compétences.",
            first=dt.date(2017, 2, 27),
            last=_DAY,
            sessions=3,
            notes=12,
            dots=9,
            responses=Count(40),
            reach=Reach(
                came=came,
                unique=True,
                headcount=2000,
                share=0.315,
                sites=(SiteReach(id="lens", name="Lens", came=came, headcount=1100, share=0.57),),
            ),
            themes=(formation,),
            placed_by_person=0,
            measures=(),
            today=DayFigures(day=_DAY, visits=nobody, notes=0, responses=nobody),
        ),
        tables=(
            Table(
                "themes",
                "Thèmes",
                (TableColumn("theme", "Thème"), TableColumn("notes", "Post-it")),
                ((formation.id, formation.notes),),
            ),
        ),
        verbatims=(quote,),
        records=records,
    )


@pytest.fixture
def naho_view() -> View:
    """Return an invented view for managers."""
    return sample_view()


def check_exporter(exporter: Exporter, view: View, options: Options) -> tuple[Receipt, ...]:
    """Check that an exporter keeps its contract, and return the receipts of the first send.

    Previewing twice says the same, everything planned is sent with one receipt each, and what
    was sent once is left alone the second time.

    Raises:
        AssertionError: with a sentence that names what was not kept.
    """
    assert exporter.name, "an exporter has a name"
    assert " " not in exporter.name, "an exporter's name has no space"
    assert exporter.label.fr, "the label has a French form"
    assert exporter.label.en, "the label has an English form"
    plan = exporter.plan(view, {}, options)
    assert exporter.plan(view, {}, options) == plan, "planning twice gives the same plan"
    keys = [item.key for item in plan.items]
    assert len(set(keys)) == len(keys), "every item of a plan has a key of its own"
    todo = {i.key for i in plan.items if i.action in (PlanAction.CREATE, PlanAction.UPDATE)}
    receipts = tuple(exporter.send(plan, view, options))
    assert {r.key for r in receipts} == todo, "what was planned is sent, one receipt each"
    known = {
        r.key: Delivery(
            target=exporter.name,
            key=r.key,
            status=DeliveryStatus.SENT,
            reference=r.reference,
            digest=next(i.digest for i in plan.items if i.key == r.key),
        )
        for r in receipts
    }
    again = exporter.plan(view, known, options)
    created = [item.key for item in again.items if item.action == PlanAction.CREATE]
    assert not created, f"what was sent is not created again: {created}"
    return receipts


def check_grouper(grouper: Grouper, notes: Sequence[Note], taxonomy: Taxonomy) -> None:
    """Check that a grouper keeps its contract on some notes.

    At most one proposal a note, only known notes and themes, confidence from 0 to 1, the same
    answer in any order, and nothing proposed for what a person decided; the same when it looks
    at all notes at once, where themes that it found count as known.

    Raises:
        AssertionError: with a sentence that names what was not kept.
    """
    by_id = {note.id: note for note in notes}

    def ask(
        given: Sequence[Note], decisions: tuple[Placement, ...] = (), *, anew: bool = False
    ) -> dict[str, str]:
        asked = GroupingInput(
            notes=tuple(given),
            decisions=decisions,
            decided=tuple(by_id[decision.note] for decision in decisions),
            taxonomy=taxonomy,
            languages=("fr", "en"),
        )
        known = {theme.id for theme in taxonomy.themes} | {""}
        if anew:
            answer = grouper.regroup(asked)
            proposals = list(answer.proposals)
            known |= {theme.id for theme in answer.themes}
        else:
            proposals = list(grouper.group(asked))
        themes = {p.note: p.theme for p in proposals}
        assert len(themes) == len(proposals), "at most one proposal a note"
        assert set(themes) <= {n.id for n in given}, "only notes that were given"
        assert set(themes.values()) <= known, "only themes that are known or found"
        assert all(0 <= p.confidence <= 1 for p in proposals), "confidence is from 0 to 1"
        return themes

    for anew in (False, True):
        themes = ask(notes, anew=anew)
        backwards = ask(list(reversed(notes)), anew=anew)
        assert backwards == themes, "the order of the notes changes nothing"
        if notes:
            decided = Placement(note=notes[0].id, theme=taxonomy.themes[-1].id, locked=True)
            moved = ask(notes, (decided,), anew=anew).get(notes[0].id, decided.theme)
            assert moved == decided.theme, "what a person decided is not contradicted"
