"""What people said, on its way out: quotes, actions, and records for those who see them."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Collection
from functools import cached_property
from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.domain.actions import Action
from naho_feedback.domain.audiences import Audience, NoteAccess
from naho_feedback.domain.disclosure import is_small
from naho_feedback.domain.events import put
from naho_feedback.domain.facets import column_polarity
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.personal_data import Detectors
from naho_feedback.domain.publications import QuoteSalt
from naho_feedback.domain.responses import Response
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import UNSORTED, Placement, ThemeSource
from naho_feedback.domain.views import (
    ActionLine,
    NoteLine,
    Records,
    ResponseLine,
    Selection,
    Verbatim,
)
from naho_feedback.errors import StoreError
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.services.facets import FacetService
from naho_feedback.services.people_figures import period_of
from naho_feedback.services.placements import placed_by
from naho_feedback.services.publishing import ACTOR, Publisher
from naho_feedback.services.tally import Tally
from naho_feedback.services.thresholds import Thresholds

logger = logging.getLogger(__name__)

_EVERYTHING: Final = Selection()


class Words:
    """Says what may be told of what people said.

    Args:
        store: the records.
        clock: the time.
        thresholds: fewest notes behind quotes, fewest people of a role.
        detectors: what finds personal data.
        facets: says what may speak of harm, which is quoted to nobody.
        themes: what themes are called.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        thresholds: Thresholds,
        detectors: Detectors,
        *,
        facets: FacetService,
        themes: ThemeSource,
    ) -> None:
        self._store = store
        self._thresholds = thresholds
        self._k = thresholds.k_score
        self._detectors = detectors
        self._facets = facets
        self._themes = themes
        self._quoting = Publisher(store, clock, thresholds.k_comment, everybody="quotes")

    # ---- quotes --------------------------------------------------------------------------

    def verbatims(
        self, counts: Tally, audience: Audience, selection: Selection
    ) -> tuple[Verbatim, ...]:
        """Return the reviewed quotes, which say nothing of place or time.

        So there are none of one site or session, and of a period only where its difference to
        others is k_comment notes or more; of few notes, a quote would be somebody's.
        A note that may speak of harm is quoted to nobody, whatever the review said of it.
        """
        ids = [note.id for note in counts.notes]
        if selection != period_of(selection) or len(ids) < self._thresholds.k_comment:
            return ()
        told: Collection[str] = ids
        if not audience.rights.live_counts:
            told = self._quoting.group(_EVERYTHING, (note.id for note in self._store.all(Note)))
            if selection != _EVERYTHING:
                told = self._quoting.group(selection, ids)
        quotes = [
            Verbatim(
                key=self._quote_key(note),
                text=self._detectors.redacted(note.text),
                theme=self._theme_of(counts, note),
                polarity=column_polarity(note, counts.sessions.get(note.session)),
            )
            for note in counts.notes
            if note.review == Review.QUOTABLE and note.id in told and note.id not in counts.flagged
        ]
        # An order that says nothing of who spoke before whom, and is the same every time.
        quotes.sort(key=lambda quote: quote.key)
        return tuple(quotes)

    def _quote_key(self, note: Note) -> str:
        """Return a stable key that tells nothing, as a note's number would of its place in time."""
        made = hmac.new(self._salt.encode(), note.id.encode(), hashlib.sha256)
        return f"quote:{made.hexdigest()[:16]}"

    @cached_property
    def _salt(self) -> str:
        """What makes the keys of quotes unguessable; made once for a journal."""
        if (kept := next(iter(self._store.all(QuoteSalt)), None)) is not None:
            return kept.value
        made = QuoteSalt(value=secrets.token_hex(16))
        try:
            self._store.append([put(made)], ACTOR)
        except StoreError as error:
            logger.warning("keys of quotes do not last: %s", type(error).__name__)
        return made.value

    def _theme_of(self, counts: Tally, note: Note) -> str:
        placement = counts.placements.get(note.id)
        return placement.theme if placement else UNSORTED

    # ---- actions -------------------------------------------------------------------------

    def actions(self, audience: Audience) -> tuple[ActionLine, ...]:
        """Return every action, its owner by name for those who may see it."""
        sees_names = audience.rights.owner_names
        return tuple(
            ActionLine(
                key=f"action:{a.id}",
                decision=self._detectors.redacted(a.decision),
                theme=a.theme,
                # A function by our rule; where somebody typed a name all the same, it goes.
                owner=a.owner if sees_names else self._detectors.redacted(a.owner),
                owner_name=a.owner_name if sees_names else "",
                due=a.due,
                status=a.status,
                answer=self._detectors.redacted(a.answer),
            )
            for a in self._store.all(Action)
        )

    # ---- records -------------------------------------------------------------------------

    def records(self, counts: Tally, audience: Audience) -> Records:
        """Return the single records that an audience sees."""
        rights = audience.rights
        if rights.notes == NoteAccess.NONE:
            return Records()
        typed = rights.notes == NoteAccess.TYPED
        notes = tuple(self._note_line(counts, note, typed=typed) for note in counts.notes)
        responses = counts.responses if rights.answers else []
        return Records(notes, tuple(line for r in responses for line in _response_lines(r)))

    def _note_line(self, counts: Tally, note: Note, *, typed: bool) -> NoteLine:
        session = counts.sessions.get(note.session)
        placement = counts.placements.get(note.id) or Placement()
        facets = self._facets.of(note, session)
        label = self._themes.taxonomy.label
        return NoteLine(
            key=f"note:{note.id}",
            receipt=note.receipt,
            session=note.session,
            workshop=session.workshop if session else "",
            site=session.site if session else "",
            column=note.column,
            polarity=facets.polarity,
            polarity_by_words=facets.polarity_by_words,
            text=note.text if typed else self._detectors.redacted(note.text),
            dots=note.dots,
            theme=placement.theme,
            label=label(placement.theme) if placement.theme else "",
            also=tuple(map(label, placement.also)),
            why=tuple(word for word in placement.words if typed or not self._detectors.hits(word)),
            confidence=placement.confidence,
            locked=placement.locked,
            placed_by=placed_by(placement),
            areas=facets.areas,
            moment=facets.moment,
            safety=facets.safety,
            origin=note.origin,
            day=local_day(note.at).isoformat(),
            role=note.role if typed or self._is_common(counts, note, session) else "",
        )

    def _is_common(self, counts: Tally, note: Note, session: Session | None) -> bool:
        """Whether k people of the note's role came from its session's site."""
        site = session.site if session else ""
        return not is_small(counts.entries[site, note.role], self._k, zero=False)


def _response_lines(response: Response) -> list[ResponseLine]:
    return [
        ResponseLine(
            key=f"response:{response.id}:{question}",
            survey=response.survey,
            survey_version=response.survey_version,
            session=response.session,
            question=question,
            answer=str(answer),
            day=local_day(response.at).isoformat(),
        )
        for question, answer in response.answers.items()
    ]
