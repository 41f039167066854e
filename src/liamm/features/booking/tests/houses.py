"""A house for the tests of pure rules, what is asked for in it, and how it is drawn at random."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from liamm.features.booking.rules.asking import Ask, Beside, Closure, House, Place, Quota, Rule
from liamm.features.booking.rules.limiting import week_of
from liamm.features.booking.rules.occupied import Occupied
from liamm.features.charter.bindings.hours import Hours

PARIS = ZoneInfo("Europe/Paris")
QUARTER = timedelta(minutes=15)
WEEK = (1, 2, 3, 4, 5)
MAY_DAY = date(2026, 5, 1)


def at(*parts):
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)


def place(number, minutes=15, *, indoors=True, closed=False, **capacity):
    buffer = timedelta(minutes=minutes)
    return Place(number, capacity, buffer, buffer, indoors=indoors, closed=closed)


PLACES = {
    1: place(1, cercle=25, u=18, debout=45),
    2: place(2, 10, cercle=14, debout=20),
    3: place(3, 5, cercle=8, u=8),
    4: place(4, closed=True, cercle=18),
    7: place(7, indoors=False, cercle=30, debout=60),
}
HOUSE = House(
    hours=Hours(WEEK, time(7, 30), time(21), {MAY_DAY}),
    zone=PARIS,
    uses={"atelier", "visite"},
    refused={"reunion": ("réunion", "réunions", "point d’équipe")},
    places=PLACES,
    now=at(2026, 4, 20, 9, 5),
    last=date(2029, 4, 20),
)
NOTHING = Occupied([])
TUESDAY = at(2026, 4, 28, 14)
HOUR = timedelta(hours=1)


def ask(starts=TUESDAY, hours=2.0, rooms=(1,), *, words="Atelier de conception", use="atelier", layout="", people=10):
    return Ask(use, words, frozenset(rooms), layout, people, starts, starts + hours * HOUR)


@st.composite
def stretches(draw):
    days = draw(st.lists(st.tuples(st.sampled_from(sorted(PLACES)), st.integers(0, 20 * 96), st.integers(1, 40))))
    first = at(2026, 4, 20)
    return [(room, first + start * QUARTER, first + (start + length) * QUARTER) for room, start, length in days]


@st.composite
def any_ask(draw):
    starts = at(2026, 4, 18) + draw(st.integers(0, 20 * 96)) * QUARTER
    return ask(
        starts,
        draw(st.integers(-2, 60)) / 4,
        draw(st.sets(st.sampled_from([*PLACES, 9]), min_size=1)),
        words=draw(st.sampled_from(["Atelier", "Réunion", ""])),
        layout=draw(st.sampled_from(["", "cercle", "u", "debout", "inconnue"])),
        people=draw(st.integers(1, 120)),
    )


@st.composite
def likely_ask(draw):
    """What people ask for: on a day of the week, by day, in rooms that hold them or nearly so."""
    starts = at(2026, 4, 20, 8) + timedelta(days=draw(st.sampled_from([1, 2, 3, 4, 7, 8, 9, 10])))
    return ask(
        starts + draw(st.integers(0, 24)) * QUARTER,
        draw(st.integers(2, 20)) / 4,
        draw(st.sets(st.sampled_from([1, 2, 7]), min_size=1, max_size=2)),
        layout=draw(st.sampled_from(["", "", "cercle", "u"])),
        people=draw(st.integers(1, 20)),
    )


def asks():
    return any_ask() | likely_ask()


@st.composite
def crowds(draw):
    """Rooms that are taken at all times but for some holes."""
    first, taken = at(2026, 4, 18), []
    for room in sorted(PLACES):
        since = first
        for start, length in sorted(draw(st.lists(st.tuples(st.integers(0, 40 * 96), st.integers(1, 20)), max_size=4))):
            begins = first + start * QUARTER
            if since < begins:
                taken.append((room, since, begins))
            since = max(since, begins + length * QUARTER)
        taken.append((room, since, first + timedelta(days=70)))
    return taken


WEEKS = [week_of(date(2026, 4, 13) + timedelta(days=7 * number)) for number in range(8)]


@st.composite
def quotas(draw, rule):
    hours = st.integers(0, 14 * 4).map(lambda quarters: quarters * QUARTER)
    some = st.dictionaries(st.sampled_from(WEEKS), hours, max_size=len(WEEKS))
    own = st.dictionaries(st.sampled_from(WEEKS), hours, max_size=1)
    return Quota(rule, draw(st.integers(1, 12)) * HOUR, draw(some), draw(own))


@st.composite
def limits(draw):
    """What a charter may limit, or nothing."""
    weeks = (Rule.PERSON_WEEK, Rule.ORGANISATION_WEEK)
    return {
        "lead": timedelta(minutes=draw(st.sampled_from([0, 0, 50, 120, 24 * 60, 5 * 24 * 60]))),
        "ahead": draw(st.sampled_from([None, None, 1, 4, 15, 60])),
        "quotas": [draw(quotas(rule)) for rule in weeks if draw(st.booleans())],
    }


@st.composite
def houses(draw):
    """The house with openings beside its hours, closures, rooms with a name together, and what a charter limits."""
    some = st.frozensets(st.sampled_from(sorted(PLACES)), max_size=3)
    first, beside, closures = at(2026, 4, 18), [], []
    for start, length, rooms in draw(
        st.lists(st.tuples(st.integers(0, 20 * 96), st.integers(1, 40), some), max_size=5)
    ):
        opens, day = first + start * QUARTER, HOUSE.local(first + start * QUARTER).date()
        last = datetime.combine(day + timedelta(days=1), time(0), PARIS).astimezone(UTC)
        beside.append(Beside(opens, min(opens + length * QUARTER, last), rooms))
    for room, start, length in draw(
        st.lists(st.tuples(st.sampled_from(sorted(PLACES)), st.integers(0, 1920), st.integers(1, 200)), max_size=4)
    ):
        closures.append(Closure(room, first + start * QUARTER, first + (start + length) * QUARTER, "Peinture"))
    together = draw(st.frozensets(some.filter(lambda one: len(one) > 1), max_size=3))
    return replace(HOUSE, beside=beside, closures=closures, together=together, **draw(limits()))


def filled(house, taken):
    return Occupied([*taken, *((one.room, one.starts, one.ends) for one in house.closures)])
