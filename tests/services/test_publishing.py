"""Publishing answers in batches, and keeping the promise of the smallest group."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from naho_feedback.domain.events import Change, put
from naho_feedback.domain.publications import Publication, Threshold
from naho_feedback.domain.surveys import Question, QuestionKind, Survey
from naho_feedback.domain.views import Selection
from naho_feedback.errors import StoreError
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock
from naho_feedback.services.kiosk import Kiosk
from naho_feedback.services.publishing import Figure, Given, Published, Publisher
from naho_feedback.services.thresholds import LEAST, Thresholds, promised
from naho_feedback.store.memory import MemoryStore

ALL, LENS = Selection(), Selection(site="lens")
SURVEY = Survey(
    id="s",
    version=1,
    title=Localized("Sortie", "Exit"),
    questions=(Question(id="q", kind=QuestionKind.FACES, polarity="+", text=Localized("?", "?")),),
)


def ids(*numbers: int) -> list[str]:
    return [f"M000-{n}" for n in numbers]


def faces(first: int, last: int, face: int = 4) -> dict[str, int | str]:
    return dict.fromkeys(ids(*range(first, last + 1)), face)


def score(
    publisher: Publisher, selection: Selection, received: int, given: Given, **others: Given
) -> dict[str, Published]:
    sides = {"4": "+", "5": "+"}
    answers = {"q": given, **others}
    return publisher.scores(
        selection, {name: Figure(here, here, sides, received) for name, here in answers.items()}
    )


@pytest.fixture
def publisher(store: MemoryStore, clock: Clock) -> Publisher:
    return Publisher(store, clock, 5)


class TestBatches:
    def test_fewer_than_k_are_not_published(self, publisher: Publisher) -> None:
        assert score(publisher, ALL, 4, faces(1, 4)) == {}
        assert publisher.group(ALL, ids(1, 2, 3, 4)) == frozenset()

    def test_a_score_stays_until_k_more_answered(self, publisher: Publisher) -> None:
        """The trap of the daily mail: six answers, then seven."""
        shown = score(publisher, ALL, 6, faces(1, 6))["q"]
        assert shown.counts == {"4": 6}
        answers = faces(1, 6) | faces(7, 7, face=1)
        assert score(publisher, ALL, 7, answers)["q"] == shown
        answers |= faces(8, 11, face=5)
        assert score(publisher, ALL, 11, answers)["q"].counts == {"4": 6, "1": 1, "5": 4}

    def test_newcomers_who_all_answered_alike_wait(self, publisher: Publisher) -> None:
        """Else whoever knows who came since yesterday knows each of their answers."""
        shown = score(publisher, ALL, 6, faces(1, 6))["q"]
        answers = faces(1, 6) | faces(7, 11, face=1)
        assert score(publisher, ALL, 11, answers)["q"] == shown
        answers |= faces(12, 12, face=5)
        assert score(publisher, ALL, 12, answers)["q"].counts.total() == 12

    def test_a_part_that_leaves_some_who_all_answered_alike_is_refused(
        self, publisher: Publisher
    ) -> None:
        answers = faces(1, 5) | faces(6, 8) | faces(9, 10, face=1)
        score(publisher, ALL, 10, answers)
        part = {id_: answers[id_] for id_ in ids(6, 7, 8, 9, 10)}
        sides = {"4": "+", "5": "+"}
        assert publisher.scores(LENS, {"q": Figure(part, answers, sides, 5)}) == {}

    def test_each_publication_is_one_line_and_none_is_written_for_a_look(
        self, publisher: Publisher, store: MemoryStore
    ) -> None:
        for _ in range(3):
            score(publisher, ALL, 6, faces(1, 6), r=faces(1, 6))
        assert [p.figure for p in store.all(Publication)] == ["q", "r"]
        (event,) = {entry.event for entry in store.history()}
        assert event == "M000-1"

    def test_only_what_is_new_is_kept(self, publisher: Publisher, store: MemoryStore) -> None:
        publisher.group(ALL, ids(*range(1, 7)))
        publisher.group(ALL, ids(*range(1, 13)))
        assert [len(p.added) for p in store.all(Publication)] == [6, 6]


class TestOverlaps:
    def test_a_part_that_leaves_few_out_gives_up_as_many(self, publisher: Publisher) -> None:
        """21 of 25 would tell the other four, so the newest of the 21 wait."""
        assert len(publisher.group(ALL, ids(*range(1, 26)))) == 25
        assert publisher.group(LENS, ids(*range(1, 22))) == set(ids(*range(1, 21)))

    def test_a_part_of_few_is_not_published(self, publisher: Publisher) -> None:
        publisher.group(ALL, ids(*range(1, 26)))
        assert publisher.group(LENS, ids(1, 2, 3, 4)) == frozenset()

    def test_the_same_people_under_another_name_are_no_overlap(self, publisher: Publisher) -> None:
        everybody = ids(*range(1, 8))
        assert publisher.group(ALL, everybody) == publisher.group(LENS, everybody)

    def test_who_skipped_cannot_be_counted(self, publisher: Publisher) -> None:
        """Of 20 people 19 answered: fifteen are counted, so one to five may have skipped it."""
        assert score(publisher, ALL, 20, faces(1, 19))["q"].counts.total() == 15
        assert score(publisher, LENS, 19, faces(1, 19))["q"].counts.total() <= 15

    def test_a_smallest_group_that_is_raised_forgets_nothing(
        self, publisher: Publisher, store: MemoryStore, clock: Clock
    ) -> None:
        score(publisher, ALL, 5, faces(1, 5))
        raised = Publisher(store, clock, 8)
        assert score(raised, ALL, 8, faces(1, 8, face=1))["q"].counts == {"4": 5}
        assert (
            score(raised, ALL, 13, faces(1, 12) | faces(13, 13, face=1))["q"].counts.total() == 13
        )

    def test_where_nobody_skipped_nobody_waits(self, publisher: Publisher) -> None:
        assert score(publisher, ALL, 20, faces(1, 20))["q"].counts.total() == 20


class TestMemory:
    def test_another_process_goes_on_where_this_one_stopped(
        self, publisher: Publisher, store: MemoryStore, clock: Clock
    ) -> None:
        before = score(publisher, ALL, 6, faces(1, 6))
        after = score(Publisher(store, clock, 5), ALL, 8, faces(1, 8, face=1))
        assert after == before

    def test_of_two_that_publish_at_once_the_later_is_not_shown(
        self, publisher: Publisher, store: MemoryStore, clock: Clock
    ) -> None:
        """The journal's order decides, for whoever reads it."""
        for selection, last in (("{}", 10), ('{"site":"lens"}', 8)):
            added = tuple(ids(*range(1, last + 1)))
            store.append([put(Publication(figure="*", selection=selection, added=added))], "gate")
        assert len(publisher.group(ALL, ids(*range(1, 11)))) == 10
        assert publisher.group(LENS, ids(*range(1, 9))) == set(ids(*range(1, 6)))

    def test_what_cannot_be_remembered_is_not_shown(
        self, publisher: Publisher, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = score(publisher, ALL, 6, faces(1, 6))

        def full(_changes: Sequence[Change], _actor: str) -> tuple[str, ...]:
            raise StoreError("full")

        monkeypatch.setattr(store, "append", full)
        assert score(publisher, ALL, 12, faces(1, 12, face=1)) == before
        assert score(publisher, LENS, 12, faces(1, 12)) == {}


class TestPromise:
    def kiosk(self, store: MemoryStore, clock: Clock, thresholds: Thresholds) -> Kiosk:
        return Kiosk(store, {SURVEY.id: SURVEY}, clock, thresholds)

    def test_nobody_answered_nothing_is_promised(self, store: MemoryStore) -> None:
        assert promised(store) == LEAST

    def test_what_the_first_answer_was_promised_stays(
        self, store: MemoryStore, clock: Clock
    ) -> None:
        self.kiosk(store, clock, Thresholds(8, 12)).submit(SURVEY, {"q": 4})
        assert promised(store) == Thresholds(8, 12)
        assert LEAST.at_least(promised(store)) == Thresholds(8, 12)

    def test_it_may_be_raised_later_and_is_written_once(
        self, store: MemoryStore, clock: Clock
    ) -> None:
        for thresholds in (Thresholds(8), Thresholds(8), LEAST, Thresholds(9)):
            self.kiosk(store, clock, thresholds).submit(SURVEY, {"q": 4})
        assert promised(store) == Thresholds(9)
        assert store.count(Threshold) == 2

    def test_the_promise_is_one_transaction_with_the_answer(
        self, store: MemoryStore, clock: Clock
    ) -> None:
        self.kiosk(store, clock, Thresholds(8)).submit(SURVEY, {"q": 4})
        assert len({entry.event for entry in store.history()}) == 1
