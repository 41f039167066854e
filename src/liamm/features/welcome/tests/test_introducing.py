"""People of one day introduced: asked for, proposed to two, agreed by both before either knows, soon forgotten."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome import actions
from liamm.features.welcome.introducing import Side
from liamm.features.welcome.jobs import forget_those_who_came
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.manifest import manifest
from liamm.features.welcome.models import Introduction, Wish
from liamm.features.welcome.queries import introductions_of
from liamm.features.welcome.tests.factories import ANNA, answer, coming
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
BOB = "bob@exemple.example"


def wish(guest, does="Je tiens un guichet", seeks="Des gens qui écrivent clair"):
    return actions.wish_introduction(
        LinkHolder(guest.pk), guest.booking, draft=actions.WishDraft(does=does, seeks=seeks)
    )


@pytest.fixture
def two():
    starts = opened()
    anna = coming(booked(starts=starts), ANNA, name="Anna")
    bob = coming(booked(starts=starts, rooms=(2,), people=2), BOB, name="Bob")
    return wish(anna), wish(bob, "J’écris des courriers", "Un guichet où les essayer")


def proposed(two):
    return actions.propose_introduction(TeamMemberFactory(), *two)


def say(introduction, side, accepts=True):
    holder = LinkHolder(introduction.pk)
    return actions.answer_introduction(holder, introduction, side=side, accepts=accepts)


def bodies(address, kind):
    return [one.text for one in Message.objects.filter(address=address, kind=kind)]


def test_neither_knows_who_the_other_is_before_both_agree(two):
    introduction = proposed(two)
    (asked,) = bodies(ANNA, "welcome.introduction")
    assert "J’écris des courriers" in asked
    for hidden in ("Bob", BOB):
        assert hidden not in asked
    say(introduction, Side.FIRST)
    assert not Message.objects.filter(kind="welcome.introduction_agreed").exists()
    introduction = say(introduction, Side.SECOND)
    assert introduction.is_agreed
    (met,) = bodies(ANNA, "welcome.introduction_agreed")
    assert BOB in met
    assert ANNA in bodies(BOB, "welcome.introduction_agreed")[0]
    assert "guichet" not in str(list(Entry.objects.values()))


def test_a_no_says_nothing_to_the_other(two):
    introduction = proposed(two)
    say(introduction, Side.FIRST)
    introduction = say(introduction, Side.SECOND, accepts=False)
    assert introduction.is_declined
    assert not Message.objects.filter(kind="welcome.introduction_agreed").exists()
    with pytest.raises(DomainError, match="déjà répondu"):
        say(introduction, Side.SECOND)


def test_proposed_once_to_two_who_come_on_one_day(two):
    first, second = two
    team = TeamMemberFactory()
    with pytest.raises(DomainError, match="deux personnes"):
        actions.propose_introduction(team, first, first)
    other = wish(coming(booked(starts=opened(20)), "late@exemple.example"))
    with pytest.raises(DomainError, match="le même jour"):
        actions.propose_introduction(team, first, other)
    proposed(two)
    with pytest.raises(DomainError, match="déjà proposée"):
        actions.propose_introduction(team, second, first)
    with pytest.raises(Refused):
        actions.propose_introduction(CommunityMemberFactory(), first, second)


def test_of_somebody_who_does_not_come_any_more(two):
    introduction = proposed(two)
    answer(coming_guest(ANNA), comes=False)
    with pytest.raises(DomainError, match="ne vient plus"):
        say(introduction, Side.SECOND)
    Introduction.objects.all().delete()
    with pytest.raises(DomainError, match="ne vient plus"):
        proposed(two)
    assert [one.name for one in introductions_of(clock.in_days(7).date()).wishers if one.name == "Anna"] == []


def coming_guest(address):
    from_all = Wish.objects.get(does="Je tiens un guichet" if address == ANNA else "J’écris des courriers")
    return from_all.booking.guests.get(email=address)


def test_asked_for_by_who_comes_said_otherwise_and_taken_back(two):
    first, _second = two
    guest = coming_guest(ANNA)
    proposed(two)
    assert wish(guest, does="Je reçois").pk == first.pk
    with pytest.raises(DomainError, match="une ligne"):
        wish(guest, seeks=" ")
    actions.take_back_wish(LinkHolder(guest.pk), guest.booking)
    assert not Introduction.objects.exists()
    assert not Message.objects.filter(kind="welcome.introduction").exists()
    with pytest.raises(DomainError, match="rien demandé"):
        actions.take_back_wish(LinkHolder(guest.pk), guest.booking)
    with pytest.raises(Refused):
        wish(answer(guest, comes=False))


def test_soon_forgotten_and_taken_away(two):
    first, _second = two
    proposed(two)
    (data,) = manifest.persons
    with pytest.raises(DomainError, match="délai"):
        actions.forget_wish(SYSTEM, first)
    host = first.booking.booked_by
    actions.wish_introduction(host, first.booking, draft=actions.WishDraft(does="J’anime", seeks="Des idées"))
    assert data.export(host)["introductions"][0]["does"] == "J’anime"
    data.erase(host)
    assert data.export(host)["introductions"] == []
    with clock.at(first.booking.ends + timedelta(days=8)):
        forget_those_who_came()
    assert not Wish.objects.exists()
    assert not Message.objects.filter(kind="welcome.introduction").exists()


def test_on_screen(client, letters, two):
    guest = coming_guest(ANNA)
    path = guest_path(guest)
    assert "Je tiens un guichet" in text(client.get(path))
    assert client.post(f"{path}rencontres/", {"does": "", "seeks": "x"}).status_code == 422
    client.post(f"{path}rencontres/", {"does": "Je reçois", "seeks": "Des gens qui écrivent"})
    client.force_login(TeamMemberFactory())
    day = guest.booking.starts.date().isoformat()
    shown = text(client.get(f"/maison/accueil/?jour={day}"))
    assert "Qui voudrait faire connaissance" in shown
    assert "Je reçois" in shown
    both = [str(one.pk) for one in two]
    for chosen, said in ((both[:1], "Choisissez deux"), (both, "attend les réponses"), (both, "déjà proposée")):
        answered = client.post(reverse("welcome:propose"), {"two": chosen, "jour": day}, follow=True)
        assert said in text(answered)
    client.logout()
    found = [re.search(r"/maison/accueil/rencontre/[^/\s]+/", one.body) for one in letters()]
    first, second = (one[0] for one in found if one)
    assert "Oui, présentez-nous" in text(client.get(first))
    assert "Si l’autre personne aussi" in text(client.post(first, {"answer": "yes"}, follow=True))
    assert "déjà répondu" in text(client.post(first, {"answer": "yes"}, follow=True))
    assert "oui toutes les deux" in text(client.post(second, {"answer": "yes"}, follow=True))
    assert client.get(first[:-5] + "/").status_code == 404
    client.post(f"{path}rencontres/", {"nothing": "1"})
    assert "C’est retiré" in text(client.get(path))
    assert client.get(first).status_code == 404
    assert "rien demandé" in text(client.post(f"{path}rencontres/", {"nothing": "1"}, follow=True))


def test_who_declined_is_told_before_they_write(client):
    guest = coming(booked(), ANNA, name="Anna")
    page = reverse("welcome:wish", args=[guest_path(guest).strip("/").split("/")[-1]])
    assert client.get(page).status_code == 200
    answer(guest, comes=False)
    shown = client.get(page, follow=True)
    assert shown.redirect_chain[0][0] == guest_path(guest)
    assert "quand on a dit que l’on vient" in text(shown)
    assert "quand on a dit que l’on vient" in text(client.post(page, {"does": "Un guichet", "seeks": "Un avis"}))
