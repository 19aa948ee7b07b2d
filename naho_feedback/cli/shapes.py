"""What ``--json`` prints, field by field; ``docs/json.md`` describes it and a test compares them.

A field that is added is fine; one that goes or changes its meaning breaks somebody's script.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from naho_feedback.contracts.plugins import BadRow, Plan, Receipt
from naho_feedback.domain.deliveries import AuditEntry
from naho_feedback.domain.notes import Note
from naho_feedback.domain.responses import Answer, Response, UniqueVisitors, Visit
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.survey_versions import Difference
from naho_feedback.domain.views import ActionLine, Summary, Verbatim, View
from naho_feedback.services.clock import local_time
from naho_feedback.services.importing import Duplicate, Imported, ImportPlan
from naho_feedback.services.theming import Grouping
from naho_feedback.workspace import Workspace


def moment(ms: int) -> str:
    """Return Unix milliseconds as ISO 8601 local time with its offset."""
    return local_time(ms).isoformat(timespec="seconds")


class Out(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every shape; all fields are always printed."""


class WorkspaceOut(Out, frozen=True, kw_only=True):
    """A workspace."""

    root: str
    label: str
    language: str
    programme: str
    demo: bool

    @classmethod
    def of(cls, workspace: Workspace) -> WorkspaceOut:
        """Return the shape of a workspace."""
        settings = workspace.settings
        return cls(
            root=str(workspace.root),
            label=settings.label,
            language=settings.language,
            programme=settings.programme.name,
            demo=settings.demo,
        )


class SessionOut(Out, frozen=True, kw_only=True):
    """A session."""

    id: str
    receipt: str
    workshop: str
    title: str
    site: str
    site_name: str
    kind: str
    format: str
    audience: str
    opened: str
    closed: str | None
    attendance: int | None
    notes: int

    @classmethod
    def of(cls, session: Session, *, title: str, site_name: str, notes: int) -> SessionOut:
        """Return the shape of a session."""
        return cls(
            id=session.id,
            receipt=session.receipt,
            workshop=session.workshop,
            title=title,
            site=session.site,
            site_name=site_name,
            kind=session.kind,
            format=session.format,
            audience=session.audience,
            opened=moment(session.opened),
            closed=None if session.closed is None else moment(session.closed),
            attendance=session.attendance,
            notes=notes,
        )


class NoteOut(Out, frozen=True, kw_only=True):
    """A note as typed."""

    id: str
    receipt: str
    session: str
    column: str
    text: str
    dots: int
    origin: str
    at: str
    review: str
    role: str
    cluster: str

    @classmethod
    def of(cls, note: Note) -> NoteOut:
        """Return the shape of a note."""
        return cls(**note_fields(note))


def note_fields(note: Note) -> dict[str, Any]:
    """Return the fields that every shape of a note has."""
    return {
        "id": note.id,
        "receipt": note.receipt,
        "session": note.session,
        "column": note.column,
        "text": note.text,
        "dots": note.dots,
        "origin": note.origin,
        "at": moment(note.at),
        "review": note.review,
        "role": note.role,
        "cluster": note.cluster,
    }


class VisitOut(Out, frozen=True, kw_only=True):
    """Entries counted."""

    id: str
    receipt: str
    site: str
    role: str
    count: int
    day: str
    source: str

    @classmethod
    def of(cls, visit: Visit) -> VisitOut:
        """Return the shape of a visit."""
        return cls(
            id=visit.id,
            receipt=visit.receipt,
            site=visit.site,
            role=visit.role,
            count=visit.count,
            day=visit.day,
            source=visit.source,
        )


class UniqueOut(Out, frozen=True, kw_only=True):
    """The team's word that the visits of some days are different people."""

    id: str
    receipt: str
    first: str
    last: str
    source: str

    @classmethod
    def of(cls, declared: UniqueVisitors) -> UniqueOut:
        """Return the shape of a declaration."""
        return cls(
            id=declared.id,
            receipt=declared.receipt,
            first=declared.first,
            last=declared.last,
            source=declared.source,
        )


class ResponseOut(Out, frozen=True, kw_only=True):
    """One person's answers."""

    id: str
    receipt: str
    survey: str
    survey_version: int
    session: str
    language: str
    origin: str
    at: str
    answers: dict[str, Answer]

    @classmethod
    def of(cls, response: Response) -> ResponseOut:
        """Return the shape of a response."""
        return cls(
            id=response.id,
            receipt=response.receipt,
            survey=response.survey,
            survey_version=response.survey_version,
            session=response.session,
            language=response.language,
            origin=response.origin,
            at=moment(response.at),
            answers=response.answers,
        )


class SurveyLineOut(Out, frozen=True, kw_only=True):
    """A questionnaire in a list."""

    id: str
    version: int
    title: str
    questions: int


class SurveyNewOut(Out, frozen=True, kw_only=True):
    """A questionnaire's new file."""

    id: str
    file: str


class SurveySimulationOut(Out, frozen=True, kw_only=True):
    """Who is asked what, of made-up people."""

    people: int
    fewest: int
    most: int
    asked: dict[str, int]


class SurveyDifferenceOut(Out, frozen=True, kw_only=True):
    """One difference between two versions of a questionnaire."""

    question: str
    step: str
    key: str
    before: str
    after: str

    @classmethod
    def of(cls, difference: Difference) -> SurveyDifferenceOut:
        """Return the shape of a difference."""
        return cls(
            question=difference.question,
            step=difference.step,
            key=difference.key,
            before=difference.before,
            after=difference.after,
        )


class SurveyCheckOut(Out, frozen=True, kw_only=True):
    """Whether a questionnaire's file can be read; ``line`` is 0 where none can be named."""

    file: str
    ok: bool
    line: int
    key: str
    message: str
    hint: str


class ThemeOut(Out, frozen=True, kw_only=True):
    """A theme with the notes in it."""

    id: str
    label: str
    definition: str
    parent: str
    notes: int
    locked: int


class GroupingOut(Out, frozen=True, kw_only=True):
    """What one run of a grouper did."""

    grouper: str
    placed: int
    unsorted: int
    changed: int
    kept: int
    instead_of: str

    @classmethod
    def of(cls, grouping: Grouping) -> GroupingOut:
        """Return the shape of a run."""
        return cls(**msgspec.structs.asdict(grouping))


class PlacementOut(Out, frozen=True, kw_only=True):
    """Where a person put a note."""

    note: str
    theme: str
    by: str
    locked: bool


class SelectionOut(Out, frozen=True, kw_only=True):
    """Which part of the records a summary is about; empty fields select all."""

    session: str
    site: str
    workshop: str
    first: dt.date | None
    last: dt.date | None


class SummaryOut(Out, frozen=True, kw_only=True):
    """The themed summary with its heading."""

    programme: str
    title: str
    audience: str
    demo: bool
    made: dt.date
    language: str
    k: int
    selection: SelectionOut
    summary: Summary
    verbatims: tuple[Verbatim, ...]
    actions: tuple[ActionLine, ...]

    @classmethod
    def of(cls, view: View) -> SummaryOut:
        """Return the shape of a view without tables and records."""
        chosen = view.selection
        return cls(
            programme=view.programme,
            title=view.title,
            audience=view.audience,
            demo=view.demo,
            made=view.made,
            language=view.language,
            k=view.k,
            selection=SelectionOut(
                session=chosen.session,
                site=chosen.site,
                workshop=chosen.workshop,
                first=chosen.first,
                last=chosen.last,
            ),
            summary=view.summary,
            verbatims=view.verbatims,
            actions=view.actions,
        )


class ImportPlanOut(Out, frozen=True, kw_only=True):
    """What an import would do."""

    file: str
    mapping: dict[str, str]
    columns: tuple[str, ...]
    note: str
    notes: int
    duplicates: tuple[Duplicate, ...]
    skipped: int
    bad: tuple[BadRow, ...]


class ImportOut(Out, frozen=True, kw_only=True):
    """An import: the dry run, and what was stored if it was confirmed."""

    plan: ImportPlanOut
    done: bool
    session: str | None
    stored: int

    @classmethod
    def of(cls, plan: ImportPlan, done: Imported | None) -> ImportOut:
        """Return the shape of an import; ``done`` is None for a dry run."""
        request = plan.request
        return cls(
            plan=ImportPlanOut(
                file=request.source.name,
                mapping=plan.mapping,
                columns=plan.shape.columns,
                note=plan.shape.note,
                notes=len(plan.notes),
                duplicates=plan.duplicates,
                skipped=len(plan.duplicates) if request.skip_duplicates else 0,
                bad=plan.bad,
            ),
            done=done is not None,
            session=done.session.id if done else None,
            stored=done.notes if done else 0,
        )


class TargetOut(Out, frozen=True, kw_only=True):
    """Something that results can be sent to."""

    name: str
    label: str


class ExportOut(Out, frozen=True, kw_only=True):
    """An export: the preview, and the proofs of what was sent."""

    name: str
    audience: str
    plan: Plan
    done: bool
    sent: tuple[Receipt, ...]


class ProblemOut(Out, frozen=True, kw_only=True):
    """What a plugin did wrong."""

    doing: str
    error: str


class PluginOut(Out, frozen=True, kw_only=True):
    """A plugin: ``state`` is loaded, failed, waiting, trusted or off."""

    name: str
    module: str
    origin: str
    distribution: str
    file: str | None
    state: str
    problems: tuple[ProblemOut, ...]


class AudienceOut(Out, frozen=True, kw_only=True):
    """What one audience sees."""

    audience: str
    figures: str
    scores: str
    quotes: str
    records: str
    owners: str


class PrivacyOut(Out, frozen=True, kw_only=True):
    """The rules of publication in this workspace."""

    k: int
    k_comment: int
    audiences: tuple[AudienceOut, ...]


class TakenOut(Out, frozen=True, kw_only=True):
    """One entry of the log of what was taken out, without its content."""

    what: str
    audience: str
    label: str
    function: str
    at: str

    @classmethod
    def of(cls, entry: AuditEntry) -> TakenOut:
        """Return the entry's form."""
        return cls(
            what=entry.what,
            audience=entry.audience,
            label=entry.label,
            function=entry.function,
            at=moment(entry.at),
        )
