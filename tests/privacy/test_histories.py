"""Attack on histories: whoever keeps all that was ever published, and knows who was in the room.

People answer in some order at some site; in between somebody looks at the scores of everything,
of a site, of a session, of some days. The attacker keeps every figure, and knows of each who is
behind it; what is asked is whether anything can be told about fewer than k of them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
import pytest

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import put
from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.publications import Publication, VisitBatch
from naho_feedback.domain.responses import Response, Visit
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.surveys import Question, QuestionKind, Survey
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.domain.views import Count, Selection, View
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.services.gate import Gate
from naho_feedback.services.tally import selected_responses
from naho_feedback.store.memory import MemoryStore
from tests.privacy import sabotage
from tests.privacy.attacker import fixed_groups, one_sided_groups
from tests.telling import Tell

K = 5
SHORT, LONG = 25, 1_000
FIGURE = "q"
FIRST = dt.date(2017, 2, 27)
SURVEY = Survey(
    id="s",
    version=1,
    title=Localized("Sortie", "Exit"),
    questions=(
        Question(
            id=FIGURE, kind=QuestionKind.FACES, polarity="+", text=Localized("Utile ?", "Useful?")
        ),
        Question(id="other", kind=QuestionKind.TEXT, text=Localized("Mots", "Words")),
    ),
)


@dataclass
class Kept:
    """What the attacker keeps.

    Attributes:
        groups: who is behind each published score.
        told: who is behind each of which the favourable answers are printed.
        lone: scores of few people who all answered alike, with nearly all on one side.
        missing: views whose figures tell that 1 to k-1 people skipped the question.
        sides: scores beside which a side of 1 to k-1 people is printed.
    """

    groups: list[frozenset[str]] = field(default_factory=list)
    told: list[frozenset[str]] = field(default_factory=list)
    lone: int = 0
    missing: int = 0
    sides: int = 0

    def keep(self, store: MemoryStore, view: View) -> None:
        """Keep what a view prints of the score."""
        measure = next((m for m in view.summary.measures if m.question == FIGURE), None)
        if measure is None or measure.answers.value is None:
            return
        n = measure.answers.value
        group = _group(store, f"{SURVEY.id}:{FIGURE}", view.selection)
        assert len(group) == n, "the figure is not about whom the journal says"
        self.groups.append(group)
        up = measure.favourable.value
        if up is not None:
            self.told.append(group)
        self.lone += n < 20 and (up in (0, n) or measure.value in (0.0, 1.0))
        self.sides += measure.unfavourable.value is not None and (
            0 < measure.unfavourable.value < K
        )
        received = view.summary.responses.value
        if received is not None and _skipped(store, view.selection) and received - n + 1 < K:
            self.missing += 1  # none to received - n may have skipped it, fewer than k values

    def recovered(self, store: MemoryStore) -> int:
        """Return what was found out about fewer than k people, or of few who answered alike."""
        sides = {r.id: r.answers.get(FIGURE, 0) in (4, 5) for r in store.all(Response)}
        alike = one_sided_groups(self.told, sides, 20)
        told = len(fixed_groups(self.groups, K))
        return told + alike + self.lone + self.missing + self.sides


def _group(store: MemoryStore, figure: str, selection: Selection) -> frozenset[str]:
    """Return who is behind a published figure, by the journal: the worst that could be known."""
    key = msgspec.json.encode(selection).decode()
    group: set[str] = set()
    for publication in store.all(Publication):
        if (publication.figure, publication.selection) == (figure, key):
            group = (group - set(publication.dropped)) | set(publication.added)
    return frozenset(group)


def _skipped(store: MemoryStore, selection: Selection) -> int:
    """Return how many of those who are counted in a view skipped the question."""
    counted = _group(store, "*", selection)
    here = [r for r in selected_responses(store, selection) if r.id in counted]
    return sum(FIGURE not in response.answers for response in here)


class World:
    """Two sites, three sessions, a few days, and a clock that the test moves."""

    def __init__(self, programme: Programme, seed: int) -> None:
        self.rng = random.Random(seed)
        self.now = dt.datetime.combine(FIRST, dt.time(9)).astimezone()
        self.clock = Clock(now=lambda: self.now)
        self.store = MemoryStore()
        self.programme = programme
        self.sessions = self.store.append(
            [
                put(
                    Session(
                        workshop="post-it",
                        site=site,
                        kind=SessionKind.WORKSHOP,
                        opened=self.clock.now_ms(),
                    )
                )
                for site in ("lens", "lens", "bethune")
            ],
            "wall",
        )
        self.answers = self.rng.choice(((1, 2, 3, 4, 5), (5, 5, 5, 4, 1), (5,)))
        self.skips = self.rng.choice((0.0, 0.05, 0.3))
        self.parts = self._selections()
        self.gate = self.new_gate()

    def new_gate(self) -> Gate:
        """Return a gate that knows of the past only what the journal says, as after a restart."""
        return Gate(
            self.store,
            self.programme,
            Taxonomy(version=1, themes=()),
            {SURVEY.id: SURVEY},
            self.clock,
        )

    def _selections(self) -> list[Selection]:
        days = [FIRST + dt.timedelta(days=n) for n in range(4)]
        start, end = sorted(self.rng.sample(days, 2))
        return [
            Selection(),
            Selection(site="lens"),
            Selection(site="bethune"),
            *(Selection(session=session) for session in self.sessions),
            Selection(first=start, last=end),
            Selection(last=start),
            Selection(site="lens", first=start, last=end),
            Selection(session=self.sessions[0], last=start),
        ]

    def live(self) -> None:
        """Let something happen."""
        roll = self.rng.random()
        if roll < 0.06:
            self.now += dt.timedelta(hours=self.rng.choice((1, 20)))
        else:
            session = self.rng.choices(self.sessions, (8, 4, self.rng.choice((1, 4))))[0]
            answer = Response(
                survey=SURVEY.id, session=session, answers=self._given(), at=self.clock.now_ms()
            )
            self.store.append([put(answer)], "kiosk")

    def _given(self) -> dict[str, int | str]:
        if self.rng.random() < self.skips:
            return {"other": "un mot"}
        return {FIGURE: self.rng.choice(self.answers)}

    def look(self) -> View:
        """Look at the scores of some part of the records."""
        if self.rng.random() < 0.1:
            self.gate = self.new_gate()
        audience = self.rng.choice((Audience.MANAGER, Audience.PUBLIC))
        return self.gate.view(audience, self.rng.choices(self.parts, (6, *[2] * 9))[0])


def attack(programme: Programme, seeds: Iterator[int] | range) -> tuple[int, int, int]:
    """Return how many histories, how many scores were published, and what was recovered."""
    histories = published = recovered = 0
    for seed in seeds:
        world, kept = World(programme, seed), Kept()
        for _ in range(world.rng.randint(10, 80)):
            world.live()
            if world.rng.random() < 0.4:
                kept.keep(world.store, world.look())
        histories += 1
        published += len(kept.groups)
        recovered += kept.recovered(world.store)
    return histories, published, recovered


def test_nothing_is_recovered_from_all_that_was_published(programme: Programme, tell: Tell) -> None:
    histories, published, recovered = attack(programme, range(SHORT))
    tell("histories of scores", histories=histories, scores=published, recovered=recovered)
    assert recovered == 0
    assert published > SHORT * 3


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_nothing_is_recovered_long(programme: Programme, tell: Tell, part: int) -> None:
    seeds = range(1_000 + part * LONG // 10, 1_000 + (part + 1) * LONG // 10)
    histories, published, recovered = attack(programme, seeds)
    tell("histories of scores", histories=histories, scores=published, recovered=recovered)
    assert recovered == 0


@pytest.mark.parametrize(
    "broken",
    [
        sabotage.overlaps_published,
        sabotage.every_answer_published,
        sabotage.who_skipped_told,
        sabotage.unanimity_shown,
        sabotage.alike_subtracted,
        sabotage.other_side_told,
    ],
    ids=lambda broken: broken.__name__,
)
def test_a_rule_switched_off_is_noticed(
    programme: Programme,
    broken: sabotage.Sabotage,
    monkeypatch: pytest.MonkeyPatch,
    tell: Tell,
) -> None:
    broken(monkeypatch)
    histories, published, recovered = attack(programme, range(SHORT))
    name = f"histories of scores, sabotage: {broken.__name__}"
    tell(name, histories=histories, scores=published, recovered=recovered)
    assert recovered > 0


# ---- counts of parts ---------------------------------------------------------------------


@dataclass
class Numbers:
    """Whose numbers are printed of all the parts at one moment.

    Attributes:
        batches: the answers that a number of answers is about.
        visits: sites and days, which is all that is printed of visits.
    """

    batches: list[frozenset[str]] = field(default_factory=list)
    visits: list[frozenset[object]] = field(default_factory=list)


def printed_numbers(world: World) -> Numbers:
    """Look at every part and note down what is counted there."""
    found = Numbers()
    for part in world.parts:
        view = world.gate.view(Audience.MANAGER, part)
        if view.summary.responses.value is not None:
            found.batches.append(_group(world.store, "*", part))
            assert len(found.batches[-1]) == view.summary.responses.value
        if not (part.session or part.site):
            _note_days(found, world, view)
        if not part.session:
            _note_sites(found, world, part, view)
    return found


def _all_days(world: World) -> set[dt.date]:
    visits = {dt.date.fromisoformat(visit.day) for visit in world.store.all(Visit)}
    return visits | {local_day(response.at) for response in world.store.all(Response)}


def _fits(part: Selection, day: dt.date) -> bool:
    return (part.first is None or day >= part.first) and (part.last is None or day <= part.last)


def _note_days(found: Numbers, world: World, view: View) -> None:
    for day in view.days:
        if day.responses.value is not None:
            one = Selection(first=day.day, last=day.day)
            found.batches.append(_group(world.store, "*", one))
        if day.visits.value is not None:
            found.visits.append(frozenset((site.id, day.day) for site in world.programme.sites))


def _note_sites(found: Numbers, world: World, part: Selection, view: View) -> None:
    days = [day for day in _all_days(world) if _fits(part, day)]
    reach = view.summary.reach
    shown = [site.id for site in reach.sites if site.came.value is not None]
    found.visits += [frozenset((site, day) for day in days) for site in shown]
    if reach.came.value is not None and not part.site:
        found.visits.append(frozenset((s.id, day) for s in world.programme.sites for day in days))


def attack_counts(programme: Programme, seeds: range) -> tuple[int, int]:
    """Return how many counts were printed and how many of few people could be told from them."""
    printed = recovered = 0
    for seed in seeds:
        world = World(programme, seed)
        for _ in range(world.rng.randint(5, 60)):
            world.live()
        for _ in range(world.rng.randint(1, 12)):
            site = world.rng.choice(("lens", "lens", "bethune"))
            day = FIRST + dt.timedelta(days=world.rng.randint(0, 4))
            n = world.rng.choice((1, 2, 3, 4, 5, 9, 30))
            world.store.append([put(Visit(site=site, count=n, day=day.isoformat()))], "wall")
        world.rng.shuffle(world.parts)
        printed_numbers(world)  # the first look makes the order in which the parts were asked for
        numbers = printed_numbers(world)
        visits: Counter[object] = Counter()
        for batch in world.store.all(VisitBatch):
            for site, _role, when, n in batch.entries:
                visits[site, dt.date.fromisoformat(when)] += n
        printed += len(numbers.batches) + len(numbers.visits)
        recovered += len(fixed_groups(numbers.batches, K))
        recovered += len(fixed_groups(numbers.visits, K, visits))
    return printed, recovered


def test_no_count_of_few_people_is_told_by_two_others(programme: Programme, tell: Tell) -> None:
    printed, recovered = attack_counts(programme, range(SHORT))
    tell("counts of parts", counts=printed, recovered=recovered)
    assert recovered == 0
    assert printed > SHORT


@pytest.mark.torture
@pytest.mark.parametrize("part", range(4))
def test_no_count_of_few_people_is_told_long(programme: Programme, tell: Tell, part: int) -> None:
    printed, recovered = attack_counts(programme, range(5_000 + part * 250, 5_250 + part * 250))
    tell("counts of parts", counts=printed, recovered=recovered)
    assert recovered == 0


@pytest.mark.parametrize(
    "broken",
    [sabotage.overlaps_published, sabotage.periods_counted, sabotage.hidden_days_split],
    ids=lambda broken: broken.__name__,
)
def test_a_rule_of_counts_switched_off_is_noticed(
    programme: Programme,
    broken: sabotage.Sabotage,
    monkeypatch: pytest.MonkeyPatch,
    tell: Tell,
) -> None:
    broken(monkeypatch)
    printed, recovered = attack_counts(programme, range(SHORT * 4))
    tell(f"counts of parts, sabotage: {broken.__name__}", counts=printed, recovered=recovered)
    assert recovered > 0


def test_a_count_that_stands_alone_is_shown(programme: Programme) -> None:
    world = World(programme, 0)
    world.store.append([put(Visit(site="lens", count=9, day=FIRST.isoformat()))], "wall")
    assert world.gate.view().summary.reach.came == Count(9)
