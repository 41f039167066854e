"""Bodies as the charter names them, and those who sit there."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liamm.features.accounts.tests.factories import AdminFactory, HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.governance.actions import MandateDraft, end_mandate, found_body, give_mandate
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.jobs import keep_calendar
from liamm.features.governance.models import Body, Mandate, Sitting
from liamm.features.governance.seats import bodies_of, holding, sitters
from liamm.features.governance.tests.factories import found_bodies, local, seat
from liamm.features.spaces.queries import is_member
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies():
    return found_bodies()


def test_the_charter_names_the_bodies_and_each_owns_a_circle(bodies):
    assert [body.name for body in Body.objects.all()] == ["COPIL", "CODIR", "B4"]
    assert bodies["copil"].space.kind == "body"


def test_a_body_is_founded_once_and_only_if_the_charter_knows_it(bodies):
    with pytest.raises(DomainError, match="existe déjà"):
        found_body(SYSTEM, "copil")
    with pytest.raises(DomainError, match="ne connaît pas") as caught:
        found_body(SYSTEM, "conclave")
    assert caught.value.citation.article == "1.2.3"


class TestMandates:
    def test_a_seat_has_one_holder_and_as_many_who_stand_in(self, bodies):
        holder = seat(bodies["copil"], "pilote-region")
        with pytest.raises(DomainError, match=str(holder)) as caught:
            seat(bodies["copil"], "pilote-region")
        assert caught.value.field == "seat"
        stand_ins = [seat(bodies["copil"], "pilote-region", kind=MandateKind.SUBSTITUTE) for _ in range(2)]
        found = sitters(bodies["copil"], clock.today())
        assert [(one.person, one.stands_in) for one in found] == [
            (holder, False),
            *((person, True) for person in stand_ins),
        ]

    def test_one_person_does_not_hold_a_seat_twice(self, bodies):
        person = seat(bodies["copil"], "adjointe")
        with pytest.raises(DomainError, match="tient déjà"):
            seat(bodies["copil"], "adjointe", person, MandateKind.SUBSTITUTE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.create(body=bodies["copil"], seat="adjointe", person=person)

    def test_a_mandate_has_its_dates(self, bodies):
        today = clock.today()
        first = give_mandate(
            SYSTEM,
            bodies["copil"],
            draft=MandateDraft(seat="adjointe", person=PersonFactory(), ends=today + timedelta(days=9)),
        )
        after = MandateDraft(seat="adjointe", person=PersonFactory(), starts=today + timedelta(days=10))
        give_mandate(SYSTEM, bodies["copil"], draft=after)
        assert [one.person for one in sitters(bodies["copil"], today)] == [first.person]
        assert [one.person for one in sitters(bodies["copil"], today + timedelta(days=20))] == [after.person]
        with pytest.raises(DomainError, match="finit après"):
            give_mandate(
                SYSTEM,
                bodies["copil"],
                draft=MandateDraft(seat="responsable", person=PersonFactory(), ends=today - timedelta(days=1)),
            )

    def test_unknown_seats_are_refused_with_their_article(self, bodies):
        with pytest.raises(DomainError, match="n’a pas ce siège") as caught:
            seat(bodies["copil"], "sgar")
        assert caught.value.citation.article == "1.2.3"

    def test_members_are_in_the_circle_of_their_body_and_of_those_that_include_it(self, bodies):
        with clock.at(clock.in_days(-10)):
            person = seat(bodies["copil"], "pilote-sgar")
        assert bodies_of(person) == {bodies["copil"].pk, bodies["codir"].pk}
        assert is_member(person, bodies["copil"].space_id)
        assert is_member(person, bodies["codir"].space_id)
        assert not is_member(person, bodies["b4"].space_id)
        end_mandate(SYSTEM, person.mandates.get())
        person = type(person).objects.get(pk=person.pk)
        assert bodies_of(person) == frozenset()
        assert not is_member(person, bodies["copil"].space_id)

    def test_a_mandate_ends_once(self, bodies):
        mandate = seat(bodies["copil"], "adjointe").mandates.get()
        end_mandate(SYSTEM, mandate, on=clock.today())
        with pytest.raises(DomainError, match="déjà terminé"):
            end_mandate(SYSTEM, mandate, on=clock.today())

    def test_holding_says_how(self, bodies):
        holder, stand_in = seat(bodies["copil"], "responsable"), PersonFactory()
        seat(bodies["copil"], "responsable", stand_in, MandateKind.SUBSTITUTE)
        assert holding(holder, "responsable") == MandateKind.TITULAR
        assert holding(stand_in, "responsable") == MandateKind.SUBSTITUTE
        assert holding(PersonFactory(), "responsable") is None
        assert holding(SYSTEM, "responsable") is None

    @pytest.mark.parametrize("factory", [PersonFactory, TeamMemberFactory])
    def test_only_the_head_or_the_administration_seats_people(self, bodies, factory):
        with pytest.raises(Refused, match="responsable du laboratoire"):
            give_mandate(factory(), bodies["copil"], draft=MandateDraft(seat="adjointe", person=PersonFactory()))

    @pytest.mark.parametrize("factory", [HeadFactory, AdminFactory])
    def test_they_do(self, bodies, factory):
        give_mandate(factory(), bodies["copil"], draft=MandateDraft(seat="adjointe", person=PersonFactory()))


class TestCalendar:
    def test_the_first_night_founds_the_bodies_and_plans_a_year(self):
        with clock.at(local(2026, 11, 22, 3)):
            keep_calendar()
            keep_calendar()
        copil = list(Sitting.objects.filter(body__key="copil").order_by("starts")[:3])
        assert [one.slug for one in copil] == ["copil-2026-11", "copil-2026-12", "copil-2027-01"]
        assert copil[0].starts == local(2026, 11, 26, 14)
        assert (copil[0].ends - copil[0].starts).total_seconds() == 7200
        assert copil[0].place
        assert Sitting.objects.filter(body__key="codir").order_by("starts").first().slug == "codir-2026-12"
        assert not Sitting.objects.filter(body__key="b4").exists()
        assert Sitting.objects.filter(body__key="copil").count() >= 13

    def test_hours_hold_across_the_change_of_clocks(self):
        with clock.at(local(2026, 3, 1, 3)):
            keep_calendar()
        march, april = Sitting.objects.filter(body__key="copil").order_by("starts")[:2]
        assert (march.starts, april.starts) == (local(2026, 3, 26, 14), local(2026, 4, 23, 14))
        assert march.starts.utcoffset() == april.starts.utcoffset()
        assert march.starts.hour - april.starts.hour == 1

    def test_ascension_day_puts_the_copil_of_may_2028_off(self):
        with clock.at(local(2028, 4, 1, 3)):
            keep_calendar()
        may = Sitting.objects.get(body__key="copil", due=date(2028, 5, 25))
        assert may.day == date(2028, 6, 1)
        assert may.slug == "copil-2028-06"
        assert Sitting.objects.get(body__key="copil", due=date(2028, 6, 22)).slug == "copil-2028-06-22"


def test_one_seat_presides_a_body_that_includes_another(house, client):
    client.force_login(house["sgar"])
    assert client.get("/gouvernance/instances/codir/").content.decode().count(">préside<") == 1
    assert client.get("/charte/4.0/1.2.3/").content.decode().count("Préside<") == 0
