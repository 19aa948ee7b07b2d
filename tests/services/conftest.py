"""Services on a store in memory."""

import pytest

from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.facets import FacetService
from naho_feedback.store.memory import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def capture(store: MemoryStore, programme: Programme, clock: Clock) -> Capture:
    return Capture(store, programme, clock)


@pytest.fixture
def facets(store: MemoryStore, programme: Programme, clock: Clock) -> FacetService:
    return FacetService(store, programme, Taxonomy(version=1, themes=()), clock)


@pytest.fixture
def session(capture: Capture) -> Session:
    """An open post-it workshop at Lens."""
    return capture.open_session("post-it", "lens")
