"""Facets of notes: what their words, columns, days and people say; and the safety flag.

Nothing is kept but what people decide about the flag: everything else is worked out when it is
asked for, and what was read of a text is remembered.
"""

from __future__ import annotations

from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.facets import (
    Area,
    Facets,
    Moment,
    SafetyDecision,
    Special,
    WordFacets,
    column_polarity,
    moment_of,
)
from naho_feedback.domain.notes import Note, Polarity
from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Taxonomy, ThemeSource
from naho_feedback.errors import NotFoundError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.workspace.facets import bundled_reader, load_facet_words
from naho_feedback.workspace.privacy import INCIDENT_REPORTING

PLACER: Final = "special"
"""Who placed a note that is about no theme: the host itself, before any grouper is asked."""


class FacetService:
    """Reads facets, and keeps what people decided about the safety flag.

    Args:
        store: where the decisions are kept.
        programme: the go-lives.
        themes: the themes in use; whatever names one of them is not off topic.
        clock: the time.
        incident_reporting: where the hospital wants harm to be reported.
    """

    def __init__(
        self,
        store: Store,
        programme: Programme,
        themes: ThemeSource,
        clock: Clock,
        *,
        incident_reporting: Localized = INCIDENT_REPORTING,
    ) -> None:
        self._store = store
        self._programme = programme
        self._themes = themes
        self._clock = clock
        self._reader = bundled_reader()
        self._subjects: tuple[Taxonomy, Taxonomy] | None = None
        self._incident_reporting = incident_reporting

    @property
    def areas(self) -> tuple[Area, ...]:
        """The care functions, in their order."""
        return load_facet_words().areas

    def of(self, note: Note, session: Session | None) -> Facets:
        """Return the facets of a note.

        Args:
            note: the note.
            session: its session; None where it is gone, which tells no column and no day.
        """
        said = self._reader.read(note.text)
        decided = self._store.get(SafetyDecision, note.id)
        column = column_polarity(note, session)
        moment = self._moment(note, session)
        return Facets(
            polarity=said.polarity if column == Polarity.NEUTRAL else column,
            polarity_by_words=column == Polarity.NEUTRAL != said.polarity,
            areas=said.areas,
            moment=moment or said.moment,
            moment_by_words=not moment and bool(said.moment),
            safety=decided.flagged if decided else bool(said.harm),
            safety_by_person=decided is not None,
            safety_words=said.harm if decided is None else (),
        )

    def words(self, note: Note) -> WordFacets:
        """Return what the note's words alone say."""
        return self._reader.read(note.text)

    def _moment(self, note: Note, session: Session | None) -> Moment:
        if session is None or not session.site:
            return Moment.UNSET
        # A permanence lasts for years: there the note's own day counts.
        at = note.at if session.kind == SessionKind.PERMANENCE else session.opened
        return moment_of(local_day(at), session.site, self._programme.go_lives)

    # ---- the safety flag -----------------------------------------------------------------

    def is_flagged(self, note: Note) -> bool:
        """Whether a note may speak of harm; what a person decided wins over its words."""
        decided = self._store.get(SafetyDecision, note.id)
        return decided.flagged if decided else bool(self._reader.read(note.text).harm)

    def flag(self, note_id: str, flagged: bool, *, actor: str = Actor.COMMAND) -> None:
        """Set or clear a note's safety flag; the opposite takes it back.

        Args:
            note_id: the note's id.
            flagged: whether it speaks of harm.
            actor: who asks.

        Raises:
            NotFoundError: if there is no such note.
        """
        note = self._store.get(Note, note_id)
        if note is None:
            raise NotFoundError(_("There is no {name} here.").format(name=note_id))
        decided = self._store.get(SafetyDecision, note_id)
        if decided is None or decided.flagged != flagged:
            decision = SafetyDecision(note=note_id, flagged=flagged, at=self._clock.now_ms())
            self._store.append([put(decision, note_id)], actor)

    @property
    def where_to_report(self) -> str:
        """The hospital's own sentence that says where harm is reported."""
        return str(self._incident_reporting)

    def told(self, note: Note) -> str:
        """Return what is said when a note was kept that may speak of harm; else ``""``."""
        if not self.is_flagged(note):
            return ""
        return _("{receipt} may speak of harm. {where}").format(
            receipt=note.receipt, where=self.where_to_report
        )

    # ---- notes about no theme ------------------------------------------------------------

    def special(self, text: str) -> Special | None:
        """Return where a note goes that is about no theme: thin praise, or off topic.

        None for a note that says anything, and where the list has no such theme.
        """
        taxonomy = self._themes.taxonomy
        found = self._reader.special(text, self._about(taxonomy).knows)
        theme = taxonomy.theme(found.id) if found else None
        return found if theme is not None and theme.special else None

    def _about(self, taxonomy: Taxonomy) -> Taxonomy:
        """Return the themes that are subjects: "parking" names none, unless this house says so."""
        if self._subjects is None or self._subjects[0] is not taxonomy:
            themes = tuple(theme for theme in taxonomy.themes if not theme.special)
            self._subjects = (taxonomy, Taxonomy(version=taxonomy.version, themes=themes))
        return self._subjects[1]
