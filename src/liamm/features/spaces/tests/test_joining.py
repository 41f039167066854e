import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter import bindings
from liamm.features.spaces.actions import (
    JoinDraft,
    ask_to_join,
    decline_request,
    note_conversation,
    plan_welcome,
    welcome,
    withdraw_request,
)
from liamm.features.spaces.enums import JoinState
from liamm.features.spaces.links import follow_path, read_link
from liamm.features.spaces.models import JoinRequest, Membership
from liamm.features.spaces.policies import Permission, policy
from liamm.features.spaces.queries import accepted_rules, in_community, rank_of
from liamm.features.spaces.tests.factories import CommunityMemberFactory, JoinRequestFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def lab(db):
    return LabSpaceFactory()


@pytest.fixture
def places():
    return bindings.welcome(clock.today()).value.integration.newcomers_per_month


def draft(**told):
    said = {
        "name": "Rozenn",
        "email": "Rozenn@Exemple.example ",
        "motivation": "CANARI motivation",
        "rules_accepted": True,
    }
    return JoinDraft(**{**said, **told})


def ready(**told):
    request = JoinRequestFactory(**told)
    note_conversation(TeamMemberFactory(), request, note="Un bel échange.")
    return request


def fill(count, month=None):
    JoinRequestFactory.create_batch(count, state=JoinState.PLANNED, planned_for=(month or clock.today()).replace(day=1))


def test_anyone_asks_and_gets_a_receipt_with_a_secret_link(letters):
    TeamMemberFactory(email="equipe@exemple.example")
    request = ask_to_join(VISITOR, draft=draft(organisation_name="Mairie de Redon"))
    assert (request.email, request.state, request.charter) == ("rozenn@exemple.example", "waiting", "4.0")
    assert rank_of(request) == 1
    receipt, told = sorted(letters(), key=lambda one: one.to[0], reverse=True)
    assert follow_path(request) in receipt.body
    assert "CANARI" not in receipt.body + told.body
    assert "Rozenn" not in receipt.body + receipt.to[0]
    assert "Une demande" in told.body
    token = follow_path(request).split("/")[-2]
    assert read_link(token) == request.pk
    assert read_link(token[:-1] + "x") is None
    assert "CANARI" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_the_rules_are_accepted_or_nothing_is_asked():
    with pytest.raises(DomainError) as told:
        ask_to_join(VISITOR, draft=draft(rules_accepted=False))
    assert told.value.citation.article == "2.1"
    assert told.value.field == "rules_accepted"
    assert not JoinRequest.objects.exists()


def test_who_asks_twice_keeps_the_first_place():
    with clock.at(datetime(2026, 3, 1, tzinfo=UTC)):
        first = ask_to_join(VISITOR, draft=draft())
    assert ask_to_join(VISITOR, draft=draft(name="Rozenn B.")) == first
    assert JoinRequest.objects.count() == 1
    assert Message.objects.filter(kind="spaces.join_received").count() == 2
    assert Entry.objects.latest("id").kind == "spaces.join_repeated"


def test_a_member_is_told_by_mail_only(letters):
    member = CommunityMemberFactory(email="membre@exemple.example")
    assert ask_to_join(VISITOR, draft=draft(email="MEMBRE@exemple.example")) is None
    (mail,) = letters()
    assert mail.to == [f"{member.name} <membre@exemple.example>"]
    assert "déjà" in mail.body


def test_an_organisation_that_nobody_knows_waits_for_the_team_in_the_words_of_the_newcomer():
    request = ready(organisation_name="Collectif Nord")
    person = welcome(TeamMemberFactory(), request).person
    assert person.organisations_named.get().name == "Collectif Nord"
    assert not person.affiliations.exists()


def test_the_team_talks_notes_and_welcomes(letters):
    organisation = OrganisationFactory()
    request = ask_to_join(VISITOR, draft=draft(organisation=organisation))
    host = TeamMemberFactory()
    with pytest.raises(DomainError, match="parler") as told:
        welcome(host, request)
    assert told.value.citation
    note_conversation(host, request, note="Vient avec une question.", held_on=clock.today() - timedelta(days=1))
    membership = welcome(host, request)
    person = membership.person
    assert in_community(Person.objects.get(pk=person.pk))
    assert (membership.organisation, person.name) == (organisation, "Rozenn")
    assert person.affiliations.get().organisation == organisation
    assert accepted_rules(person) == ["4.0"]
    mail = letters()[-1]
    assert "bienveillance" in mail.body
    assert mail.to == ["Rozenn <rozenn@exemple.example>"]
    request.refresh_from_db()
    assert (request.state, request.closed_on, request.person) == ("welcomed", clock.today(), person)
    with pytest.raises(DomainError, match="déjà reçu"):
        welcome(host, request)


def test_a_conversation_is_noted_honestly():
    request, host = JoinRequestFactory(), TeamMemberFactory()
    with pytest.raises(DomainError, match="pas encore"):
        note_conversation(host, request, note="?", held_on=clock.today() + timedelta(days=1))
    with pytest.raises(DomainError, match="deux mots"):
        note_conversation(host, request, note=" ")


def test_who_has_an_account_keeps_it():
    person = PersonFactory(email="rozenn@exemple.example")
    assert welcome(TeamMemberFactory(), ready(email=person.email)).person == person


def test_no_more_newcomers_than_the_community_can_integrate(places):
    fill(places)
    request = ready()
    with clock.at(datetime(2026, 12, 5, 10, tzinfo=UTC)):
        fill(places)
        fill(places, date(2027, 1, 1))
        with pytest.raises(DomainError, match="complet") as told:
            welcome(TeamMemberFactory(), request)
        assert "février 2027" in told.value.nearest
        assert (told.value.citation.article, told.value.citation.title) == ("", "usage de la maison")
        plan_welcome(TeamMemberFactory(), request, month=date(2027, 2, 14))
        request.refresh_from_db()
        assert (request.state, request.planned_for) == ("planned", date(2027, 2, 1))
        with pytest.raises(DomainError, match="complet"):
            plan_welcome(TeamMemberFactory(), request, month=date(2027, 1, 1))
        with pytest.raises(DomainError, match="passé"):
            plan_welcome(TeamMemberFactory(), request, month=date(2026, 11, 1))
    with clock.at(datetime(2027, 2, 3, 10, tzinfo=UTC)):
        fill(places - 1)
        welcome(TeamMemberFactory(), request)


def test_a_house_that_welcomes_nobody_says_so(monkeypatch):
    known = bindings.welcome(clock.today())
    none = known.value.integration.model_copy(update={"newcomers_per_month": 0})
    closed = known.value.model_copy(update={"integration": none})
    held = type(known)(closed, known.name, known.version, known.titles)
    monkeypatch.setattr(bindings, "welcome", lambda at: held)
    with pytest.raises(DomainError, match="complet") as told:
        welcome(TeamMemberFactory(), ready())
    assert "personne en ce moment" in told.value.nearest


def test_the_place_kept_is_said_by_mail(letters):
    request = ready(language="en")
    with clock.at(datetime(2026, 11, 5, 10, tzinfo=UTC)):
        plan_welcome(TeamMemberFactory(), request, month=date(2026, 12, 1))
    assert "December 2026" in letters()[-1].body


def test_a_no_has_its_reason(letters):
    request, host = JoinRequestFactory(), TeamMemberFactory()
    with pytest.raises(DomainError, match="pourquoi"):
        decline_request(host, request, answer=" ")
    decline_request(host, request, answer="La communauté ne travaille pas sur ce sujet.")
    assert "ne travaille pas sur ce sujet" in letters()[-1].body
    with pytest.raises(DomainError):
        decline_request(host, request, answer="Encore.")


def test_one_takes_ones_request_back_by_the_link_or_the_account(letters):
    by_link, by_account = JoinRequestFactory(), JoinRequestFactory(email="ici@exemple.example")
    with pytest.raises(Refused):
        withdraw_request(LinkHolder(by_account.pk), by_link)
    with pytest.raises(Refused):
        withdraw_request(TeamMemberFactory(), by_link)
    withdraw_request(LinkHolder(by_link.pk), by_link)
    withdraw_request(PersonFactory(email="ICI@exemple.example"), by_account)
    assert [mail.subject for mail in letters()] == ["Votre demande est retirée"] * 2
    with pytest.raises(DomainError):
        withdraw_request(LinkHolder(by_link.pk), by_link)
    assert JoinRequestFactory(email=by_account.email).state == JoinState.WAITING


@pytest.mark.parametrize("actor", [AnonymousUser, PersonFactory, CommunityMemberFactory])
@pytest.mark.parametrize(
    "act",
    [
        lambda actor, one: note_conversation(actor, one, note="x"),
        lambda actor, one: plan_welcome(actor, one, month=clock.today()),
        welcome,
        lambda actor, one: decline_request(actor, one, answer="x"),
    ],
)
def test_the_team_alone_welcomes(actor, act):
    with pytest.raises(Refused, match="accueille"):
        act(actor(), JoinRequestFactory())


def test_a_request_shows_to_who_made_it_and_to_the_team():
    request = JoinRequestFactory(email="moi@exemple.example")
    JoinRequestFactory()
    seers = [LinkHolder(request.pk), PersonFactory(email="Moi@exemple.example")]
    for seer in seers:
        assert list(policy.visible_to(seer, JoinRequest.objects.all())) == [request]
        assert policy.decide(seer, Permission.VIEW_JOIN_REQUEST, request)
    for other in (VISITOR, PersonFactory()):
        assert not policy.visible_to(other, JoinRequest.objects.all())
        assert not policy.decide(other, Permission.VIEW_JOIN_REQUEST, request)
    assert not policy.decide(VISITOR, Permission.VIEW_JOIN_REQUEST)
    assert policy.visible_to(TeamMemberFactory(), JoinRequest.objects.all()).count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_ten_welcomes_for_three_places_make_three(monkeypatch):
    """The seven others are told why, and keep their order."""
    known = bindings.welcome(clock.today())
    three = known.value.integration.model_copy(update={"newcomers_per_month": 3})
    held = type(known)(known.value.model_copy(update={"integration": three}), known.name, known.version, known.titles)
    monkeypatch.setattr(bindings, "welcome", lambda at: held)
    LabSpaceFactory()
    host = TeamMemberFactory()
    requests = [ready() for _ in range(10)]
    start, outcomes = threading.Barrier(10), []

    def run(request):
        start.wait()
        try:
            welcome(host, request)
            outcomes.append("in")
        except DomainError as refusal:
            outcomes.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("in") == 3
    assert all("complet" in said for said in outcomes if said != "in")
    assert Membership.objects.filter(space__kind="lab").count() == 3
    waiting = list(JoinRequest.objects.filter(state=JoinState.WAITING))
    assert [one for one in requests if one in waiting] == waiting
    assert [rank_of(one) for one in waiting] == list(range(1, 8))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_address_asks_ten_times_at_once_and_waits_once():
    LabSpaceFactory()
    start, failed = threading.Barrier(10), []

    def run():
        start.wait()
        try:
            ask_to_join(VISITOR, draft=draft())
        except Exception as error:  # noqa: BLE001  # told by the assertion
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert JoinRequest.objects.count() == 1
