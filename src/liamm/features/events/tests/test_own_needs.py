"""What one would like to learn, by one’s link: confirmed by mail, said otherwise, withdrawn, told what becomes."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.events.actions import (
    Voice,
    answer_needs,
    close_need,
    join_need,
    open_event,
    say_otherwise,
    show_need,
    tell_need,
    withdraw_voice,
)
from liamm.features.events.links import voice_path
from liamm.features.events.models import NeedVoice, TrainingNeed
from liamm.features.events.tests.factories import planned
from liamm.features.events.tests.test_pages import text
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message
from liamm.kernel.tests.racing import at_once

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def told(number=1, **changes):
    who = Voice(name=f"Personne {number}", mail=f"p{number}@exemple.example")
    return tell_need(VISITOR, title="Animer sans imposer", words="Pour mes ateliers\nà Brest", voice=who, **changes)


def shown():
    need = told()
    return show_need(TeamMemberFactory(), need, title="Animer un atelier", words="Pour tous")


def holder(voice):
    return LinkHolder(voice.pk)


def heard():
    return Message.objects.filter(kind="events.need_heard").order_by("created_at", "pk")


def test_a_letter_says_what_was_said_with_a_link_and_once_for_one_sending(client):
    need = told(submission="a")
    assert told(submission="a") == need
    letter = heard().get()
    assert letter.address == "p1@exemple.example"
    assert "Animer sans imposer" in letter.text
    assert "à Brest" in letter.text
    path = re.search(r"/evenements/besoin/[^/\s]+/", letter.text)[0]
    page = client.get(path)
    assert page["Cache-Control"] == "no-store"
    assert "Animer sans imposer" in text(page)
    assert client.get("/evenements/besoin/faux/").status_code == 404
    assert "n’ouvre rien" in text(client.get("/evenements/besoin/faux/"))


def test_who_joins_has_one_too_and_again_when_they_ask_again():
    need = shown()
    for _time in range(2):
        join_need(VISITOR, need, voice=Voice(name="Anna", mail="Anna@exemple.example"))
    assert need.voices.count() == 2
    assert [one.address for one in heard()][1:] == ["anna@exemple.example"] * 2
    assert "D’autres l’ont demandé" in heard().last().text


def test_it_is_said_otherwise_until_it_is_shown(client):
    need = told()
    path = voice_path(need.voices.get())
    sent = {"title": "Animer en ligne", "words": "", "name": "Anna"}
    assert client.post(path, {**sent, "title": ""}).status_code in {200, 422}
    assert client.post(path, sent).headers["Location"] == path
    need.refresh_from_db()
    assert (need.title, need.words, need.voices.get().name) == ("Animer en ligne", "", "Anna")
    show_need(TeamMemberFactory(), need, title="Animer à distance", words="")
    assert "J’aimerais apprendre…" not in text(client.get(path))
    late = text(client.post(path, {**sent, "title": "Tout autre chose"}))
    assert "ne changent plus" in late
    assert "Tout autre chose" in late
    assert client.post(path, {"name": "Anne"}).status_code == 302
    assert need.voices.get().name == "Anne"


def test_it_is_withdrawn_with_all_that_names(client):
    need = told()
    path = f"{voice_path(need.voices.get())}retirer/"
    assert "seul" in text(client.get(path))
    assert TrainingNeed.objects.exists()
    assert client.post(path).headers["Location"] == "/evenements/besoins/"
    assert not TrainingNeed.objects.exists()
    assert not heard().exists()
    assert client.post(path).status_code == 404


def test_what_is_shown_stays_for_the_others():
    need = shown()
    voice = need.voices.get()
    withdraw_voice(holder(voice), voice)
    need.refresh_from_db()
    assert not need.voices.exists()
    for late in (lambda: withdraw_voice(holder(voice), voice), lambda: say_otherwise(holder(voice), voice, name="x")):
        with pytest.raises(DomainError, match="déjà retiré"):
            late()


def test_nobody_else_changes_it():
    one, other = told(1).voices.get(), told(2).voices.get()
    for actor in (VISITOR, holder(other), TeamMemberFactory()):
        with pytest.raises(Refused):
            say_otherwise(actor, one, name="x")
        with pytest.raises(Refused):
            withdraw_voice(actor, one)


def test_the_link_says_what_it_becomes(client):
    team, one, two = TeamMemberFactory(), told(1), told(2)
    event = planned(kind="formation", title="Animer, pour de vrai")
    answer_needs(team, event, needs=[one])
    open_event(event.organiser, event)
    assert "Animer, pour de vrai" in text(client.get(voice_path(one.voices.get())))
    close_need(team, two, because="Le Campus le propose déjà.")
    assert "Le Campus le propose déjà" in text(client.get(voice_path(two.voices.get())))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_withdrawn_while_it_is_changed_nothing_comes_back():
    voice = told().voices.get()
    at_once([lambda: withdraw_voice(holder(voice), voice), lambda: say_otherwise(holder(voice), voice, name="Anna")])
    assert not NeedVoice.objects.exists()
    assert not TrainingNeed.objects.exists()
