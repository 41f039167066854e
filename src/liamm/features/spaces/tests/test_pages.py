"""Pages of the community: what they show, to whom, and at what cost."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from liamm.features.accounts.tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    TeamMemberFactory,
)
from liamm.features.charter import bindings
from liamm.features.spaces.actions import give_community_role, note_conversation
from liamm.features.spaces.enums import JoinState
from liamm.features.spaces.export import export_person
from liamm.features.spaces.links import follow_path
from liamm.features.spaces.models import CommunityRole, JoinRequest
from liamm.features.spaces.queries import in_community
from liamm.features.spaces.tests.factories import CommunityMemberFactory, JoinRequestFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.prepared import forget

pytestmark = pytest.mark.django_db
CANARY = "CANARI"


@pytest.fixture(autouse=True)
def lab(db):
    cache.clear()
    return LabSpaceFactory()


def text(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def words(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(response))


@pytest.fixture
def member(client):
    someone = CommunityMemberFactory(name="Anne", email="anne@exemple.example")
    client.force_login(someone)
    return someone


@pytest.fixture
def team(client):
    someone = TeamMemberFactory()
    client.force_login(someone)
    return someone


def test_anybody_reads_what_the_community_is(client, django_assert_num_queries):
    CommunityMemberFactory.create_batch(3, name=CANARY, in_directory=True)
    with django_assert_num_queries(1):
        page = text(client.get(reverse("community")))
    assert "Demander à rejoindre la communauté" in page
    assert "bienveillance" in page
    assert "Ambassadeur" in page
    assert "article 2.1" in page
    assert CANARY not in page


def test_members_say_their_roles_and_end_them(client, member, django_assert_num_queries):
    assert "Ici viendront les rôles" in text(client.get(reverse("community")))
    assert "ngénieu" in text(client.get(reverse("my_roles")))
    client.post(reverse("my_roles"), {"role": "ingenieur", "context": "cartographie"})
    held = CommunityRole.objects.get(person=member)
    page = text(client.get(reverse("community")))
    assert "cartographie" in page
    with django_assert_num_queries(6):
        client.get(reverse("community"))
    give_community_role(member, member, role="sage", context="ailleurs")
    with django_assert_num_queries(6):
        client.get(reverse("community"))
    client.post(reverse("end_role", args=[held.pk]))
    held.refresh_from_db()
    assert held.ends == clock.today()
    other = give_community_role(TeamMemberFactory(), CommunityMemberFactory(), role="sage")
    assert text(client.post(reverse("end_role", args=[other.pk])), 404)


def test_who_is_not_a_member_plays_no_role(client):
    client.force_login(PersonFactory())
    assert "rôles" in text(client.post(reverse("my_roles"), {"role": "ingenieur"}), 403)


def test_one_leaves_after_a_confirmation(client, member):
    assert "Vous pourrez demander à revenir" in text(client.get(reverse("leave_community")))
    client.post(reverse("leave_community"))
    forget(member, "circles")
    assert not in_community(member)
    assert text(client.get(reverse("leave_community")), 404)


def test_the_directory_shows_those_who_chose_to_the_community(client, member, django_assert_num_queries):
    shown = CommunityMemberFactory(
        name="Nolwenn Ploërmel", in_directory=True, skills="facilitation", email="c@x.example"
    )
    AffiliationFactory(person=shown, organisation=OrganisationFactory(name="Mairie de Redon", short_name="Redon"))
    give_community_role(shown, shown, role="sage")
    hidden = CommunityMemberFactory(name=CANARY)
    client.get(reverse("directory"))
    with django_assert_num_queries(8):
        page = text(client.get(reverse("directory")))
    assert "Nolwenn Ploërmel" in page
    assert "Redon · Sage" in page
    assert "c@x.example" not in page
    CommunityMemberFactory.create_batch(10, in_directory=True)
    with django_assert_num_queries(8):
        assert CANARY not in text(client.get(reverse("directory")))
    for sought in ("ploermel", "facilit", "redon mairie"):
        page = text(client.get(reverse("directory"), {"q": sought}))
        assert "Nolwenn" in page
        assert "Membre" not in page
    assert "Personne ne répond" in text(client.get(reverse("directory"), {"q": "zzz"}))
    assert "facilitation" in text(client.get(reverse("member", args=[shown.pk])))
    assert text(client.get(reverse("member", args=[hidden.pk])), 404)


def test_an_empty_directory_says_what_will_come(client, member):
    assert "Ici viendront les personnes" in text(client.get(reverse("directory")))
    member.in_directory = True
    member.save()
    assert "encore rien écrit" in text(client.get(reverse("member", args=[member.pk])))


def test_the_directory_is_not_for_everybody(client):
    shown = CommunityMemberFactory(in_directory=True)
    assert client.get(reverse("directory")).status_code == 302
    client.force_login(PersonFactory())
    assert "en la rejoignant" in text(client.get(reverse("directory")), 403)
    assert text(client.get(reverse("member", args=[shown.pk])), 404)


def told(**more):
    return {
        "name": "Rozenn",
        "email": "rozenn@exemple.example",
        "capacity": "self",
        "motivation": "Mettre les usagers au centre.",
        "rules_accepted": "on",
        **more,
    }


def test_anybody_asks_to_join_and_follows_the_request(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert "personnes par mois" in text(client.get(reverse("join")))
    page = text(client.post(reverse("join"), told(), follow=True))
    assert "regardez votre courrier" in page
    request = JoinRequest.objects.get()
    page = text(client.get(follow_path(request)))
    assert "première de la file" in page
    client.post(follow_path(request))
    assert "Vous l’avez retirée" in text(client.get(follow_path(request)))
    assert text(client.get(reverse("join_follow", args=["faux"])), 404)


def test_a_request_is_taken_back_twice_without_harm(client):
    path = follow_path(JoinRequestFactory())
    client.post(path)
    page = text(client.post(path, follow=True))
    assert "Cette demande était déjà retirée." in page
    assert "Vous l’avez retirée" in page


def test_an_answered_request_is_no_longer_taken_back(client):
    request = JoinRequestFactory(state=JoinState.DECLINED, answer="Pas ici.", closed_on=clock.today())
    page = text(client.post(follow_path(request), follow=True))
    assert "Cette demande a déjà reçu sa réponse." in page
    assert "Pas ici." in page


def test_a_member_gets_the_same_answer(client):
    CommunityMemberFactory(email="rozenn@exemple.example")
    known = client.post(reverse("join"), told(), follow=True)
    unknown = client.post(reverse("join"), told(email="autre@exemple.example"), follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert words(known) == words(unknown)
    assert JoinRequest.objects.count() == 1


def test_what_was_typed_stays_when_something_lacks(client):
    page = text(client.post(reverse("join"), told(rules_accepted="")), 422)
    assert "Mettre les usagers au centre." in page
    assert "Dites-nous ce qui vous retient" in page
    page = text(client.post(reverse("join"), told(capacity="organisation")), 422)
    assert "pour quelle organisation" in page
    assert not JoinRequest.objects.exists()


def test_an_organisation_already_known_is_recognised(client):
    known = OrganisationFactory(name="Mairie de Redon")
    client.post(reverse("join"), told(capacity="organisation", organisation_name="mairie de redon"))
    assert JoinRequest.objects.get().organisation == known


def test_who_asked_or_is_a_member_sees_it_in_place_of_the_form(client):
    person = PersonFactory(email="ici@exemple.example")
    client.force_login(person)
    asked = JoinRequestFactory(email=person.email)
    page = text(client.get(reverse("join")))
    assert "Votre demande est en attente" in page
    assert follow_path(asked).rsplit(":", 2)[0] in page  # what is signed, whatever the second
    assert 'name="motivation"' not in page
    client.force_login(CommunityMemberFactory())
    page = text(client.get(reverse("join")))
    assert "Vous êtes dans la communauté" in page
    assert 'name="motivation"' not in page


def test_who_has_an_account_does_not_type_it_again(client):
    client.force_login(PersonFactory(name="Anne Ici", email="ici@exemple.example"))
    assert "Anne Ici" in text(client.get(reverse("join")))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (JoinState.PLANNED, "décembre 2026"),
        (JoinState.WELCOMED, "Entrer dans la maison"),
        (JoinState.DECLINED, "désolés"),
    ],
)
def test_the_secret_page_says_where_the_request_stands(client, state, said):
    request = JoinRequestFactory(state=state, planned_for="2026-12-01", answer="Nous sommes désolés.")
    assert said in text(client.get(follow_path(request)))


def test_the_team_reads_requests_in_their_order(client, team, django_assert_num_queries):
    assert "Ici viendront les demandes" in text(client.get(reverse("join_requests")))
    first, second = JoinRequestFactory(name="Une"), JoinRequestFactory(name="Deux", organisation_name="Redon")
    JoinRequestFactory(name="Finie", state=JoinState.DECLINED, closed_on=clock.today())
    note_conversation(team, first, note="Un bel échange.")
    with django_assert_num_queries(6):
        page = text(client.get(reverse("join_requests")))
    assert page.index("Une") < page.index("Deux") < page.index("Finie")
    JoinRequestFactory.create_batch(12)
    with django_assert_num_queries(6):
        client.get(reverse("join_requests"))
    page = text(client.get(reverse("join_request", args=[second.pk])))
    assert "Pour Redon" in page
    assert "Un bel échange" in text(client.get(reverse("join_request", args=[first.pk])))


def test_the_team_talks_then_welcomes(client, team):
    request = JoinRequestFactory(name="Rozenn")
    assert "Accueillir aujourd’hui" not in text(client.get(reverse("join_request", args=[request.pk])))
    page = text(client.post(reverse("join_welcome", args=[request.pk])), 422)
    assert "parler avec chaque personne" in page
    client.post(reverse("join_request", args=[request.pk]), {"held_on": clock.today().isoformat(), "note": "Bien."})
    assert "Accueillir aujourd’hui" in text(client.get(reverse("join_request", args=[request.pk])))
    page = text(client.post(reverse("join_welcome", args=[request.pk]), follow=True))
    assert "Rozenn est dans la communauté" in page
    request.refresh_from_db()
    assert request.state == JoinState.WELCOMED
    assert "Accueillir aujourd’hui" not in text(client.get(reverse("join_request", args=[request.pk])))


def test_the_team_plans_a_welcome_where_there_is_room(client, team):
    request, month = JoinRequestFactory(), clock.today().replace(day=1)
    places = bindings.welcome(clock.today()).value.integration.newcomers_per_month
    JoinRequestFactory.create_batch(places, state=JoinState.PLANNED, planned_for=month)
    page = text(client.get(reverse("join_plan", args=[request.pk])))
    assert "complet" in page
    page = text(client.post(reverse("join_plan", args=[request.pk]), {"month": month.isoformat()}), 422)
    assert "est complet" in page
    later = month.replace(year=month.year + (month.month // 12), month=month.month % 12 + 1)
    client.post(reverse("join_plan", args=[request.pk]), {"month": later.isoformat()})
    request.refresh_from_db()
    assert request.planned_for == later
    assert "est complet" not in text(client.get(reverse("join_requests")))


def test_the_team_says_no_with_a_reason(client, team):
    request = JoinRequestFactory()
    assert "tels quels" in text(client.get(reverse("join_decline", args=[request.pk])))
    client.post(reverse("join_decline", args=[request.pk]), {"answer": "Pas cette année."})
    request.refresh_from_db()
    assert request.state == JoinState.DECLINED


def test_requests_are_not_for_others(client, member):
    request = JoinRequestFactory(name=CANARY, motivation=CANARY)
    for name, args in (("join_requests", []), ("join_request", [request.pk]), ("join_plan", [request.pk])):
        assert CANARY not in text(client.get(reverse(name, args=args)), 403)


def test_what_the_community_knows_is_handed_over():
    person = CommunityMemberFactory(email="Moi@exemple.example")
    give_community_role(person, person, role="sage", context="ici")
    note_conversation(TeamMemberFactory(), JoinRequestFactory(email="moi@exemple.example"), note="Dit.")
    kept = export_person(person)
    assert kept["circles"][0]["name"] == "Le laboratoire"
    assert kept["roles"][0]["context"] == "ici"
    assert kept["requests_to_join"][0]["conversations"][0]["note"] == "Dit."


@pytest.mark.parametrize("name", ["home", "community"])
def test_who_waits_is_told_since_when_and_may_take_it_back(client, name):
    client.force_login(PersonFactory(email="Rozenn@exemple.example"))
    assert "Votre demande est en attente" not in text(client.get(reverse(name)))
    mine = JoinRequestFactory(email="rozenn@exemple.example")
    JoinRequestFactory(email="autre@exemple.example", name=CANARY)
    page = text(client.get(reverse(name)))
    assert "Votre demande est en attente depuis le" in page
    assert "Demander à rejoindre" not in page
    assert "Nous vous accueillons" not in page
    JoinRequest.objects.filter(pk=mine.pk).update(state=JoinState.PLANNED, planned_for="2026-12-01")
    assert "Nous vous accueillons en décembre 2026" in text(client.get(reverse(name)))
    assert 'action="/communaute/rejoindre/suivi/' in page
    assert "Votre demande est retirée" in text(client.post(follow_path(mine), follow=True))
    assert "Votre demande est en attente" not in text(client.get(reverse(name)))


def test_who_is_a_member_waits_no_more(client, member):
    JoinRequestFactory(email=member.email)
    for name in ("home", "community"):
        assert "Votre demande est en attente" not in text(client.get(reverse(name)))


def test_home_tells_the_team_who_waits(client, team):
    assert "À la porte" not in text(client.get(reverse("home")))
    JoinRequestFactory.create_batch(2)
    assert "2 personnes voudraient nous rejoindre" in text(client.get(reverse("home")))
    client.force_login(CommunityMemberFactory())
    assert "À la porte" not in text(client.get(reverse("home")))
