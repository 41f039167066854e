"""A prepared read finds what its queryset finds, for everybody and every day, and refuses what it cannot keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import DutyHeld, Organisation, Person
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.projects.models import Project
from liamm.features.projects.policies import policy
from liamm.features.projects.tests.factories import carrier_of, opened
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.tests.factories import MembershipFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, LinkHolder
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7
from liamm.kernel.prepared import Rows, add, add_all, adding, checking, forget, known, prepared
from liamm.kernel.prepared.placeholders import PlaceholderError, padded

pytestmark = pytest.mark.django_db


def _duty(**fields):
    return DutyHeld.objects.create(person=PersonFactory(), duty=Duty.TEAM, **fields)


@pytest.fixture
def project_of_a_circle():
    """A project shown to its circle only, and somebody of it."""
    project = opened()
    project.audience = Audience.SPACE
    project.save()
    return project, Person.objects.get(pk=carrier_of(project).pk)


@prepared
def _held(person: Person) -> QuerySet[DutyHeld]:
    return DutyHeld.objects.filter(person=person).now().select_related("person")


@prepared
def _named(names: list[str], *, newest: bool = False) -> QuerySet[Organisation, str]:
    return (
        Organisation.objects.filter(name__in=names)
        .order_by("-name" if newest else "name")
        .values_list("name", flat=True)
    )


@prepared
def _since(day: date) -> QuerySet[DutyHeld]:
    return DutyHeld.objects.filter(starts__gte=day).order_by("starts")


@prepared
def _projects_of(actor: Actor) -> QuerySet[Project, str]:
    return policy.visible_to(actor, Project.objects.alive()).values_list("reference", flat=True)


@prepared
def _how_many(kind: str) -> QuerySet[Organisation, int]:
    return Organisation.objects.filter(kind=kind).order_by().values_list(Rows(), flat=True)


def test_each_person_gets_their_own_rows_from_one_statement():
    first, second = _duty(), _duty()
    with CaptureQueriesContext(connection) as captured:
        assert _held(first.person) == [first]
        assert _held(SimpleLazyObject(lambda: second.person))[0].person.email == second.person.email
    assert len(captured) == 2
    assert captured[0]["sql"].replace(first.person_id.hex, second.person_id.hex) == captured[1]["sql"]


def test_the_day_is_that_of_the_call():
    held = _duty(starts=date(2026, 3, 1), ends=date(2026, 3, 31))
    for day, found in ((28, []), (60, [held]), (90, [held]), (91, [])):
        with clock.at(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)):
            assert _held(held.person) == found


def test_a_day_worked_out_from_the_clock_follows_it():
    @prepared
    def lately() -> QuerySet[DutyHeld]:
        return DutyHeld.objects.filter(
            Q(starts__gte=clock.today() - timedelta(days=7)), created_at__lte=clock.now() + timedelta(hours=1)
        )

    held = _duty(starts=clock.today() - timedelta(days=5))
    assert lately() == [held]
    with clock.at(clock.now() + timedelta(days=4)):
        assert lately() == []


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8, 513])
def test_lists_of_any_length_find_the_same(count):
    names = sorted(f"Commune {rank:04}" for rank in range(count))
    for name in [*names[:6], "Ailleurs"]:
        OrganisationFactory(name=name)
    assert _named(names) == names[:6]
    assert _named(names, newest=True) == names[:6][::-1]


def test_filling_a_list_repeats_its_last_value():
    assert [len(padded(list(range(count)))) for count in (0, 1, 2, 3, 5, 8, 9)] == [0, 1, 2, 4, 8, 8, 16]
    assert padded([1, 2, 3]) == [1, 2, 3, 3]


def test_moments_days_and_nothing_at_all_are_values():
    held = _duty(starts=date(2026, 3, 1))
    assert _since(date(2026, 3, 1)) == [held]
    assert _since(date(2026, 3, 2)) == []

    @prepared
    def ending(day: date | None) -> QuerySet[DutyHeld]:
        return DutyHeld.objects.filter(ends=day)

    assert ending(None) == [held]
    assert ending(date(2026, 3, 2)) == []


def test_rights_choose_the_statement_and_their_circles_are_values(project_of_a_circle):
    project, member = project_of_a_circle
    stranger, team = PersonFactory(), TeamMemberFactory()
    for _again in range(2):
        assert _projects_of(AnonymousUser()) == []
        assert _projects_of(stranger) == []
        assert _projects_of(member) == [project.reference]
        assert _projects_of(team) == [project.reference]
        assert _projects_of(SYSTEM) == [project.reference]


def test_numbers_choose_the_statement():
    @prepared
    def some(most: int) -> QuerySet[Organisation, str]:
        return Organisation.objects.order_by("name")[:most]

    for name in "abc":
        OrganisationFactory(name=name)
    assert [len(some(most)) for most in (1, 2, 1)] == [1, 2, 1]


def test_somebody_who_leaves_loses_the_statement_with_the_right(project_of_a_circle):
    project, member = project_of_a_circle
    assert _projects_of(member) == [project.reference]
    member.memberships.all().delete()
    forget(member, "circles")
    assert _projects_of(member) == []


def test_more_circles_than_a_statement_has_places(project_of_a_circle):
    project, member = project_of_a_circle
    for _more in range(6):
        MembershipFactory(person=member)
        assert _projects_of(Person.objects.get(pk=member.pk)) == [project.reference]


def test_who_holds_a_link_is_told_apart_by_it():
    @prepared
    def of_the_link(actor: LinkHolder) -> QuerySet[DutyHeld]:
        return DutyHeld.objects.filter(pk=actor.subject_id)

    first, second = _duty(), _duty()
    assert of_the_link(LinkHolder(first.pk)) == [first]
    assert of_the_link(LinkHolder(second.pk)) == [second]


def test_rows_are_counted():
    OrganisationFactory(kind="commune")
    assert _how_many("commune") == [1]
    assert _how_many("epci") == [0]


def test_what_finds_nothing_asks_nothing():
    with CaptureQueriesContext(connection) as captured:
        assert _named([]) == []
    assert len(captured) == 0


@pytest.mark.parametrize(
    ("build", "given"),
    [
        (lambda name: Organisation.objects.filter(name__icontains=name), "Ploërmel"),
        (lambda day: Organisation.objects.filter(name="x" if day < date(2026, 1, 1) else "y"), date(2026, 2, 2)),
        (lambda person: Organisation.objects.filter(name=person.email), "person"),
        (lambda person: Organisation.objects.filter(name=Person.objects.get(pk=person.pk).email), "person"),
    ],
    ids=["transformed", "decided by", "a field of who asks", "read while built"],
)
def test_what_cannot_be_kept_is_refused_at_the_first_call(build, given):
    value = PersonFactory() if given == "person" else given
    with pytest.raises(PlaceholderError):
        prepared(build)(value)


def test_what_is_read_beside_may_not_depend_on_a_value():
    @prepared
    def people(person: Person) -> QuerySet[Person]:
        return Person.objects.filter(pk=person.pk).prefetch_related(
            Prefetch("duties_held", DutyHeld.objects.now(), to_attr="now_held")
        )

    with pytest.raises(PlaceholderError):
        people(PersonFactory())


def test_a_read_that_differs_from_its_queryset_is_found(monkeypatch):
    turns = iter(range(10))

    @prepared
    def fickle() -> QuerySet[Organisation]:
        return Organisation.objects.filter(name=str(next(turns)))

    with pytest.raises(AssertionError, match="something else"):
        fickle()
    monkeypatch.setattr(checking, "ON", False)
    assert fickle() == []


def test_too_many_shapes_are_written_anew(monkeypatch):
    monkeypatch.setattr("liamm.kernel.prepared.reads.KEPT", 2)
    OrganisationFactory(name="a")
    for count in (1, 2, 3, 5, 9, 1, 2):
        assert _named(["a"] * count) == ["a"]


def test_what_is_known_is_read_once_and_forgotten_on_demand():
    person, turns = PersonFactory(), iter("abc")
    assert [known(person, "turn", lambda _: next(turns)) for _again in range(2)] == ["a", "a"]
    forget(person, "turn")
    assert known(SimpleLazyObject(lambda: person), "turn", lambda _: next(turns)) == "b"


@pytest.mark.django_db(transaction=True)
def test_a_statement_serves_other_connections_too():
    held, found = _duty(), []
    assert _held(held.person) == [held]

    def run():
        found.extend(_held(held.person))
        connection.close()

    threads = [Thread(target=run) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [held] * 4


def _entry(kind: str = "a.thing") -> Entry:
    return Entry(kind=kind, subject_kind="thing", subject_id=uuid7(), actor="system", payload={"n": [1, None]})


def test_a_row_is_added_as_it_would_be_saved(monkeypatch):
    """Written by Django when the statement is kept, then by the statement; what the database fills in is given back."""
    written = []
    monkeypatch.setattr(adding, "_written", lambda *given, write=adding._written: written.append(1) or write(*given))
    monkeypatch.setattr(checking, "ON", False)
    adding._insert.cache_clear()
    rows = [add(_entry(str(number))) for number in range(3)]
    assert written == [1]
    assert [one.pk for one in rows] == sorted({one.pk for one in Entry.objects.all()})
    assert not any(one._state.adding for one in rows)
    for row in rows:
        kept = Entry.objects.get(pk=row.pk)
        assert all(getattr(kept, field.attname) == getattr(row, field.attname) for field in Entry._meta.concrete_fields)


def test_rows_are_added_by_one_or_together(django_assert_num_queries):
    add_all([])
    with django_assert_num_queries(2):
        add_all([_entry()])
        add_all([_entry(), _entry()])
    assert Entry.objects.count() == 3


def test_a_row_that_the_database_works_out_is_refused():
    entry = _entry()
    entry.actor = Lower(Value("SYSTEM"))
    with pytest.raises(PlaceholderError, match="actor"):
        add(entry)


def test_a_row_that_would_be_written_otherwise_is_shown(monkeypatch):
    insert = adding._insert(Entry)
    monkeypatch.setattr(adding, "_insert", lambda _kind: replace(insert, sql=insert.sql.replace("salt", "previous")))
    with pytest.raises(AssertionError, match="otherwise"):
        add(_entry())
