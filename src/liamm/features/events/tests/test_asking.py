"""What people would like to learn, and calls: said by anybody, answered by the team, each told what became of it."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.models import Booking
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.events.actions import (
    CallDraft,
    ProposalDraft,
    Voice,
    accept_proposal,
    answer_needs,
    answer_question,
    ask_back,
    close_need,
    decline_proposal,
    forget_proposal,
    forget_voices,
    join_need,
    open_call,
    open_event,
    propose_event,
    show_need,
    tell_answered,
    tell_need,
)
from liamm.features.events.jobs import forget_what_is_old
from liamm.features.events.links import proposal_path
from liamm.features.events.models import Call, Event, EventProposal, NeedVoice, TrainingNeed
from liamm.features.events.tests.factories import announced, planned, registered, slot
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.tests.factories import WordingFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message
from liamm.kernel.thread.chain import Node, nodes_around

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def letters(kind):
    return Message.objects.filter(kind=f"events.{kind}")


def text(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def voice(number=1):
    return Voice(name=f"Personne {number}", mail=f"p{number}@exemple.example")


def told(**changes):
    return tell_need(VISITOR, title="Animer sans imposer", words="Pour mes ateliers", voice=voice(), **changes)


def called(**changes):
    LabSpaceFactory()
    today = clock.today()
    base = {
        "title": "Mois de l’innovation publique",
        "words": "Montrez ce que vous essayez.",
        "kind": "mois-innovation",
        "first": today + timedelta(days=30),
        "last": today + timedelta(days=60),
        "closes_on": today + timedelta(days=20),
    }
    return open_call(TeamMemberFactory(), draft=CallDraft(**{**base, **changes}))


def proposed(call, **changes):
    base = {
        "title": "Le guichet à l’essai",
        "words": "On rejoue l’accueil.",
        "name": "Anna Le Bihan",
        "mail": "anna@exemple.example",
    }
    return propose_event(VISITOR, call, draft=ProposalDraft(**{**base, **changes}))


class TestNeeds:
    def test_several_become_a_training_and_all_who_asked_are_told(self):
        team = TeamMemberFactory()
        one, two = told(submission="a"), told(submission="b")
        assert told(submission="a") == one
        with pytest.raises(DomainError, match="pas à ce besoin"):
            join_need(VISITOR, one, voice=voice(2))
        show_need(team, one, title="Animer un atelier", words="")
        join_need(VISITOR, one, voice=voice(2))
        join_need(VISITOR, one, voice=voice(2))
        assert one.voices.count() == 2
        event = planned(kind="formation")
        answer_needs(team, event, needs=[one, two])
        assert not letters("need_answered").exists()
        with pytest.raises(DomainError, match="a déjà eu"):
            show_need(team, one, title="x", words="")
        open_event(event.organiser, event)
        assert letters("need_answered").count() == 3
        one.refresh_from_db()
        assert one.state == "answered"
        with pytest.raises(DomainError, match="répond encore"):
            tell_answered(team, one)
        with pytest.raises(DomainError, match="a déjà eu"):
            close_need(team, one, because="x")
        late = told(submission="c")
        answer_needs(team, Event.objects.get(pk=event.pk), needs=[late])
        assert letters("need_answered").count() == 4
        with pytest.raises(DomainError, match="au moins un"):
            answer_needs(team, event, needs=[])

    def test_it_may_lead_nowhere_with_the_reason_and_is_forgotten(self):
        team, need = TeamMemberFactory(), told()
        with pytest.raises(DomainError, match="Dites pourquoi"):
            close_need(team, need, because=" ")
        with pytest.raises(Refused):
            close_need(VISITOR, need, because="x")
        close_need(team, need, because="Le Campus le propose déjà.")
        assert "Campus" in letters("need_closed").get().text
        with pytest.raises(DomainError, match="délai"):
            forget_voices(SYSTEM, need)
        with clock.at(clock.in_days(91)):
            forget_what_is_old()
        assert not NeedVoice.objects.exists()
        assert TrainingNeed.objects.get() == need
        with pytest.raises(DomainError, match="quelques mots"):
            tell_need(VISITOR, title=" ", words="", voice=voice())

    def test_pages(self, client):
        root = "/evenements/besoins/"
        sent = {"name": "Anna", "mail": "anna@exemple.example", "ticket": "1" * 32}
        assert client.get(f"{root}nouveau/").status_code == 200
        client.post(f"{root}nouveau/", {**sent, "title": "Animer sans imposer", "words": ""})
        need = TrainingNeed.objects.get()
        assert client.get(need.get_absolute_url()).status_code == 404
        client.force_login(TeamMemberFactory())
        assert "Animer sans imposer" in text(client.get(root))
        assert "anna@exemple.example" in text(client.get(need.get_absolute_url()))
        assert client.get(f"{need.get_absolute_url()}montrer/").status_code == 200
        client.post(f"{need.get_absolute_url()}montrer/", {"title": "Animer sans imposer", "words": ""})
        event = planned(kind="formation")
        address = f"{event.get_absolute_url()}besoins/"
        assert "Animer sans imposer" in text(client.get(address))
        assert client.post(address, {"needs": [str(need.pk)]}).status_code == 302
        client.logout()
        shown = text(client.get(need.get_absolute_url()))
        assert "anna@exemple.example" not in shown
        client.post(need.get_absolute_url(), {**sent, "mail": "yann@exemple.example"})
        assert need.voices.count() == 2
        client.force_login(TeamMemberFactory())
        assert client.get(f"{need.get_absolute_url()}sans-suite/").status_code == 200
        client.post(f"{need.get_absolute_url()}sans-suite/", {"because": "Plus tard."})
        client.logout()
        assert "Plus tard." in text(client.get(need.get_absolute_url()))
        assert client.get(f"{need.get_absolute_url()}montrer/").status_code == 302


class TestCalls:
    def test_a_call_holds_together(self):
        today = clock.today()
        with pytest.raises(DomainError, match="avant le premier"):
            called(last=today)
        with pytest.raises(DomainError, match="avant la fin"):
            called(closes_on=today + timedelta(days=90))
        with pytest.raises(DomainError, match="n’a pas cette sorte"):
            called(kind="bal")

    def test_proposed_asked_answered_and_taken(self):
        call, wording = called(), WordingFactory()
        one = proposed(call, origin=wording.signal.reference.lower(), submission="a", people=12)
        assert proposed(call, submission="a") == one
        assert letters("proposal").count() == 1
        ask_back(TeamMemberFactory(), one, question="Combien de temps ?")
        with pytest.raises(Refused):
            answer_question(VISITOR, one, answer="Deux heures")
        holder = LinkHolder(one.pk)
        with pytest.raises(DomainError, match="quelques mots"):
            answer_question(holder, one, answer=" ")
        answer_question(holder, one, answer="Deux heures")
        with pytest.raises(DomainError, match="n’attend pas"):
            answer_question(holder, one, answer="encore")
        team = TeamMemberFactory()
        event = accept_proposal(team, one, date=slot(40, place="", rooms=(1,), people=10), capacity=12)
        one.refresh_from_db()
        assert (one.state, one.event, event.call, event.state) == ("accepted", event, call, "draft")
        assert Booking.objects.get().purpose_id == event.pk
        assert Node("signal", wording.signal_id) in nodes_around(Node("event", event.pk))
        with pytest.raises(DomainError, match="a déjà eu"):
            decline_proposal(team, one, because="x")
        assert letters("proposal").count() == 3

    def test_a_reference_that_nobody_reads_and_a_day_outside_are_said(self):
        call, wording = called(), WordingFactory()
        with pytest.raises(DomainError, match="n’a cette référence"):
            proposed(call, origin="R-9999-999")
        one = proposed(call, origin=wording.signal.reference)
        team = TeamMemberFactory()
        for days in ((call.first - clock.today()).days - 8, (call.last - clock.today()).days + 8):
            with pytest.raises(DomainError, match="hors de"):
                accept_proposal(team, one, date=slot(days), capacity=12)
        one.refresh_from_db()
        assert one.state == "received"

    def test_not_taken_with_the_reason_then_forgotten(self):
        call, team = called(), TeamMemberFactory()
        one = proposed(call)
        for act, said in ((decline_proposal, {"because": " "}), (ask_back, {"question": ""})):
            with pytest.raises(DomainError):
                act(team, one, **said)
        decline_proposal(team, one, because="Le sujet est pris par un autre.")
        assert "pris par un autre" in letters("proposal").order_by("-created_at").first().text
        with pytest.raises(DomainError, match="délai"):
            forget_proposal(SYSTEM, one)
        with clock.at(clock.in_days(200)):
            with pytest.raises(DomainError, match="ne propose plus"):
                proposed(call, mail="x@exemple.example")
            forget_what_is_old()
        one.refresh_from_db()
        assert (one.name, one.mail) == ("", "")

    def test_from_the_form_to_the_programme(self, client):
        LabSpaceFactory()
        today, root = clock.today(), "/evenements/appels/"
        client.force_login(TeamMemberFactory())
        ahead = {"first": 30, "last": 60, "closes_on": 20}
        days = {name: (today + timedelta(days=n)).isoformat() for name, n in ahead.items()}
        assert client.get(f"{root}nouveau/").status_code == 200
        client.post(f"{root}nouveau/", {"title": "Mois", "words": "Venez", "kind": "mois-innovation", **days})
        call = Call.objects.get()
        client.logout()
        assert "Proposer un événement" in text(client.get(call.get_absolute_url()))
        assert "Mois" in text(client.get("/evenements/"))
        address = f"{call.get_absolute_url()}proposer/"
        assert client.get(address).status_code == 200
        sent = {"title": "Le guichet", "words": "On rejoue", "name": "Anna", "mail": "anna@exemple.example"}
        followed = client.post(address, {**sent, "ticket": "1" * 32}).headers["Location"]
        one = EventProposal.objects.get()
        assert "reçue" in text(client.get(followed))
        assert client.get("/evenements/proposition/rien/").status_code == 404
        desk = f"/evenements/propositions/{one.reference}/"
        assert client.get(desk).status_code == 302
        client.force_login(TeamMemberFactory())
        assert "Le guichet" in text(client.get(call.get_absolute_url()))
        client.post(desk, {"do": "ask", "question": "Quand ?"})
        assert client.post(followed, {"answer": "Un mardi"}).status_code == 302
        assert "Un mardi" in text(client.get(desk))
        starts = timezone.localtime(opened(40))
        held = {"day": starts.date().isoformat(), "starts": f"{starts:%H:%M}", "ends": "17:00", "rooms": ["1"]}
        other = booked(rooms=(1,), starts=opened(40))
        refused = client.post(desk, {"do": "accept", **held, "people": "8"})
        assert refused.status_code == 422
        offer = refused.context["refusal"].offers[0].value
        assert "Le guichet" in text(client.post(desk, {"do": "accept", **held, "people": "8", "take": offer}))
        assert other.state == "confirmed"
        taken = client.post(desk, {"do": "accept", **held, "rooms": ["2"], "people": "8", "capacity": "20"})
        event = Event.objects.get()
        assert taken.headers["Location"] == event.get_absolute_url()
        open_event(event.organiser, event)
        client.logout()
        assert "Le guichet" in text(client.get(call.get_absolute_url()))
        assert "C’est au programme" in text(client.get(proposal_path(one)))
        assert b"SUMMARY:Le guichet" in client.get(f"{call.get_absolute_url()}programme.ics").content
        data = json.loads(client.get(f"{call.get_absolute_url()}programme.json").content)
        assert [one["title"] for one in data["events"]] == ["Le guichet"]


class TestProgramme:
    def test_calendar_and_json_say_the_same_and_nobody_who_comes(self, client):
        event = announced(slot(5), slot(9), remote_link="https://visio.example/abc")
        registered(event)
        planned(title="Rien encore")
        written = client.get("/evenements/programme.ics")
        assert written.content.count(b"BEGIN:VEVENT") == 2
        said = json.loads(client.get("/evenements/programme.json").content)["events"]
        assert len(said) == 2
        for content in (written.content, json.dumps(said).encode()):
            assert b"visio" not in content
            assert b"Personne" not in content
            assert b"Rien encore" not in content
        known = client.get("/evenements/programme.ics", headers={"if-none-match": written.headers["ETag"]})
        assert known.status_code == 304
        assert b"STATUS:CANCELLED" not in written.content
        event.refresh_from_db()
        event.state = "cancelled"
        event.save()
        assert client.get("/evenements/programme.ics").content.count(b"STATUS:CANCELLED") == 2
