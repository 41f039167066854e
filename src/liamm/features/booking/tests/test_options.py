"""Rooms held without being sure: confirmed in one click, reminded, lapsed at their term, and never both."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions, dated, jobs, purposes
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.options import link_of, read_token
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.rules.holding import option_term, to_remind
from liamm.features.booking.tests.factories import booked, contributing, draft, local, opened
from liamm.features.booking.tests.test_pages import sent, text
from liamm.features.booking.upkeep import RestoringDraft
from liamm.features.charter import bindings
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.taking import Taking
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

NOON = local(2026, 9, 1, 12)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def option(person=None, days=3, **changes):
    return booked(person, option_days=days, **{"starts": opened(20), **changes})


def without_usages(monkeypatch):
    """A house that does nothing of what its usages let be: no options, no line, nobody asked whether they came."""
    none = Cited(Taking(source="house", text="Rien."), "taking", "4.0", {})
    monkeypatch.setattr(bindings, "taking", lambda _when: none)


class TestRules:
    def test_until_when(self):
        assert option_term(NOON, NOON + 9 * DAY, asked=3 * DAY, before=DAY) == NOON + 3 * DAY
        assert option_term(NOON, NOON + 3 * DAY, asked=3 * DAY, before=DAY) == NOON + 2 * DAY
        assert option_term(NOON, NOON + DAY + HOUR, asked=DAY, before=DAY) == NOON + HOUR
        assert option_term(NOON, NOON + DAY, asked=DAY, before=DAY) is None

    @given(st.integers(0, 20 * 24 * 60), st.integers(1, 7), st.integers(0, 48))
    def test_it_lasts_an_hour_at_least_and_lapses_in_time(self, ahead, days, before):
        starts, kept = NOON + ahead * HOUR / 60, before * HOUR
        term = option_term(NOON, starts, asked=days * DAY, before=kept)
        assert term is None or (NOON + HOUR <= term <= min(starts - kept, NOON + days * DAY))

    def test_when_it_is_recalled(self):
        given = {"taken": NOON, "term": NOON + 3 * DAY, "before": DAY}
        assert not to_remind(NOON + 2 * DAY - HOUR, **given)
        assert to_remind(NOON + 2 * DAY, **given)
        assert not to_remind(NOON + 3 * DAY, **given)
        short = {**given, "term": NOON + DAY}
        assert not to_remind(NOON + 11 * HOUR, **short)
        assert to_remind(NOON + 12 * HOUR, **short)


@pytest.mark.django_db
class TestHolding:
    def test_the_room_is_held_until_it_is_confirmed(self, letters):
        one = option()
        assert one.state == "option"
        assert one.option_until == pytest.approx(clock.in_days(3), abs=2 * HOUR / 60)
        assert Entry.objects.get(kind="booking.rooms_booked").payload["option_until"] == one.option_until.isoformat()
        with pytest.raises(BookingRefusedError, match="est prise"):
            booked(starts=one.starts)
        (mail,) = letters()
        assert "En option" in mail.subject
        assert link_of(one).partition(":")[0] in mail.body  # signed at another second
        kept = actions.confirm_option(LinkHolder(one.pk), one)
        assert (kept.state, kept.option_until, kept.sequence) == ("confirmed", None, 1)
        assert "C’est réservé" in letters()[-1].subject
        with pytest.raises(DomainError, match="n’en est plus une") as caught:
            actions.confirm_option(one.booked_by, one)
        assert caught.value.link[0] == one.reference

    def test_it_is_dated_as_what_stands(self):
        one = option()
        day = one.starts.date()
        assert [entry.url for entry in dated.calendar[0].entries(one.booked_by, day, day)] == [one.get_absolute_url()]

    def test_reminded_once_then_lapsed_once(self, letters):
        one = option()
        jobs.pass_options()
        assert len(letters()) == 1
        with pytest.raises(DomainError, match="pas le moment"):
            actions.remind_option(SYSTEM, one)
        with pytest.raises(DomainError, match="pas passé"):
            actions.lapse_option(SYSTEM, one)
        with clock.at(one.option_until - 2 * HOUR):
            for _turn in range(2):
                jobs.pass_options()
            assert "va échoir" in letters()[-1].subject
            token = re.search(r"/reservation/([^/\s]+)/", letters()[-1].body)[1]
            assert read_token(token) == one.pk
            assert len(letters()) == 2
        with clock.at(one.option_until):
            with pytest.raises(DomainError, match="revient à d’autres"):
                actions.confirm_option(one.booked_by, one)
            for _turn in range(2):
                jobs.pass_options()
            assert len(letters()) == 3
        one.refresh_from_db()
        assert (one.state, one.sequence, one.is_coming) == ("lapsed", 1, False)
        assert not one.occupations.filter(living=True).exists()
        assert "est échue" in letters()[-1].subject
        assert booked(starts=one.starts).state == "confirmed"

    def test_of_somebody_who_left(self, letters):
        one = option()
        Booking.objects.update(booked_by=None)
        with clock.at(one.option_until - HOUR):
            jobs.pass_options()
        with clock.at(one.option_until):
            jobs.pass_options()
        other = option()
        Booking.objects.update(booked_by=None)
        assert actions.confirm_option(TeamMemberFactory(), other).state == "confirmed"
        assert len(letters()) == 2

    def test_not_for_so_long_not_so_near_not_where_the_house_holds_none(self, monkeypatch):
        with pytest.raises(DomainError, match="pas de salle en option ainsi") as caught:
            option(days=30)
        assert (caught.value.field, caught.value.citation.article) == ("option", "")
        with pytest.raises(DomainError, match="trop proche") as caught, clock.at(opened(20) - 20 * HOUR):
            option(days=1, starts=opened(1, hour=8))
        assert "Réservez" in caught.value.nearest
        without_usages(monkeypatch)
        with pytest.raises(DomainError, match="pas de salle en option ainsi"):
            option()

    def test_moved_nearer_it_lapses_at_the_start_at_the_latest(self):
        one = option()
        sooner = opened(2, hour=9)
        moved = draft(starts=sooner)
        one = actions.change_booking(one.booked_by, one, draft=moved, seen=one.sequence)
        assert (one.state, one.option_until) == ("option", min(sooner, one.option_until))

    def test_who_may(self):
        one = option()
        for stranger in (CommunityMemberFactory(), LinkHolder(CommunityMemberFactory().pk)):
            with pytest.raises(Refused):
                actions.confirm_option(stranger, one)
        with pytest.raises(Refused, match="d’elle-même"):
            actions.lapse_option(TeamMemberFactory(), one)

    def test_whoever_asked_for_its_place_has_it_when_it_lapses(self, monkeypatch):
        thing = CommunityMemberFactory().pk
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        one = option(days=7)
        asked = draft(starts=one.starts, purpose=("thing", thing), title="Essai")
        place = actions.ask_place(CommunityMemberFactory(), draft=asked)
        with clock.at(one.option_until):
            jobs.pass_options()
        place.refresh_from_db()
        assert place.state in {"moved", "kept"}
        assert Occupation.objects.filter(living=True).count() == (place.state == "moved")


@pytest.mark.django_db
class TestPages:
    def test_held_from_the_form_and_confirmed_from_the_mail(self, client, letters):
        LabSpaceFactory()
        person = CommunityMemberFactory()
        client.force_login(person)
        assert "tenez-la en option 3 jours" in text(client.get("/maison/salles/reserver/"))
        again = {"again": "week", "until": opened(60).date().isoformat(), "option": "3"}
        assert "une option ne tient qu’une date" in text(
            client.post("/maison/salles/reserver/", sent(opened(20), **again))
        )
        answer = client.post("/maison/salles/reserver/", sent(opened(20), option="3"), follow=True)
        shown = text(answer)
        for said in ("La salle vous est gardée", "En option", "Confirmer la réservation"):
            assert said in shown
        one = Booking.objects.get()
        assert "en option" in text(client.get("/maison/salles/mes-reservations/"))
        client.logout()
        (link,) = set(re.findall(r"/maison/salles/reservation/[^/]+/", letters()[-1].body))
        shown = text(client.get(link))
        assert "Confirmer" in shown
        assert "Annuler : je n’en ai plus besoin" in shown
        assert "Rendre la salle" not in shown
        one.refresh_from_db()
        assert one.state == "option"
        shown = text(client.post(link, {"act": "confirm"}, follow=True))
        assert "C’est réservé" in shown
        assert "n’en est plus une" in text(client.post(link, {"act": "confirm"}, follow=True))
        shown = text(client.get(f"{link}?annuler=oui"))
        assert "aussitôt libre pour d’autres" in shown
        assert "Oui, annuler" in shown
        one.refresh_from_db()
        assert one.state == "confirmed"
        shown = text(client.post(link, {"act": "cancel"}, follow=True))
        assert "C’est annulé" in shown
        assert "n’en a plus besoin" in shown
        assert "Oui, annuler" not in text(client.get(f"{link}?annuler=oui"))
        assert "Vous avez annulé" in letters()[-1].body
        assert client.get("/maison/salles/reservation/faux/").status_code == 404
        assert read_token("faux") is None

    def test_confirmed_from_its_page(self, client):
        one = option()
        where = f"{one.get_absolute_url()}confirmer/"
        client.force_login(CommunityMemberFactory())
        assert "Confirmer la réservation" not in text(client.get(one.get_absolute_url()))
        assert client.post(where).status_code == 403
        client.force_login(one.booked_by)
        assert "C’est réservé" in text(client.post(where, follow=True))

    def test_once_it_has_begun_the_link_of_the_mail_leads_to_giving_back(self, client):
        one = booked()
        with clock.at(one.starts + HOUR):
            shown = text(client.get(f"{link_of(one)}?annuler=oui"))
            assert "Rendre la salle" in shown
            assert "Annuler" not in shown
            (there,) = set(re.findall(r"/maison/salles/rendre/[^/]+/", shown))
            assert "C’est rendu" in text(client.get(there))
            shown = text(client.post(link_of(one), {"act": "cancel"}, follow=True))
            assert "Elle a commencé" in shown
            one.refresh_from_db()
            assert one.state == "confirmed"
            actions.give_rooms_back(LinkHolder(one.pk), one, draft=RestoringDraft())
            assert "Voir ce qui a été dit" in text(client.get(link_of(one)))

    def test_lapsed_it_says_so(self, client):
        one = option()
        with clock.at(one.option_until):
            jobs.pass_options()
        client.force_login(one.booked_by)
        assert "Option échue" in text(client.get(one.get_absolute_url()))
        assert "Option échue" in text(client.get(link_of(one)))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_confirmed_and_lapsed_at_once_exactly_one_wins():
    """Half say yes a breath before the term and half let it lapse at it: one thing becomes of it, told once."""
    ones = [option(rooms=(number,), people=2) for number in (1, 2, 3)]
    for one in ones:
        barrier, term = Barrier(16), one.option_until

        def run(place, one=one, barrier=barrier, term=term):
            try:
                barrier.wait(timeout=60)
                if place % 2:
                    with clock.at(term):
                        return actions.lapse_option(SYSTEM, one).state
                return actions.confirm_option(LinkHolder(one.pk), one).state
            except DomainError:
                return None
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=16) as pool:
            (won,) = [state for state in pool.map(run, range(16)) if state]
        one.refresh_from_db()
        assert one.state == won
        assert one.occupations.filter(living=True).exists() == (won == "confirmed")
        assert one.sequence == 1


@pytest.mark.django_db
class TestShown:
    def test_on_the_home_page_of_who_must_answer(self, client):
        one = option(title="Lire les courriers")
        other = CommunityMemberFactory()
        client.force_login(one.booked_by)
        assert "en attente de votre réponse" in text(client.get("/"))
        client.force_login(other)
        assert "en attente de votre réponse" not in text(client.get("/"))
        client.force_login(one.booked_by)
        with clock.at(one.option_until + HOUR):
            assert "en attente de votre réponse" not in text(client.get("/"))

    def test_in_the_week_in_words_also_for_who_reads_no_title(self, client):
        one = option()
        booked(starts=opened(20), rooms=(2,))
        where = f"/maison/salles/semaine/?semaine={one.starts.date().isoformat()}"
        for listed in ("", "&vue=liste"):
            assert text(client.get(f"{where}{listed}")).count("(en option)") == 1
