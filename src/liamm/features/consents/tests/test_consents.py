"""Consents: given in person, taken back in one click, and what they let show is shown no more."""

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.consents.actions import ConsentDraft, note_refusal, withdraw_consent
from liamm.features.consents.enums import Obtained, Shown
from liamm.features.consents.links import consent_behind, own_path
from liamm.features.consents.manifest import manifest
from liamm.features.consents.models import Consent
from liamm.features.consents.policies import Permission, policy
from liamm.features.consents.queries import consents_about, showable
from liamm.features.consents.tests.factories import given
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.model import uuid7
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db


def test_a_thing_is_shown_while_all_who_are_on_it_agree():
    photo, unasked = uuid7(), uuid7()
    first, second = given(photo), given(photo, name="Yann", mail="")
    assert showable("photo", [photo, unasked]) == {photo}
    assert showable("testimony", [photo]) == set()
    assert consents_about("photo", [photo]) == {photo: [first, second]}
    withdraw_consent(LinkHolder(second.pk), second)
    assert showable("photo", [photo]) == set()
    again = withdraw_consent(LinkHolder(second.pk), second)
    assert again.withdrawn_at == withdraw_consent(SYSTEM, second).withdrawn_at


def test_one_consents_in_person_and_is_written_to():
    with pytest.raises(DomainError, match="personne par personne"):
        given(name=" ")
    account = PersonFactory(email="soazig@exemple.example")
    one = given()
    assert one.person == account
    letter = Message.objects.get(kind="consents.noted")
    assert "sans dire pourquoi" in letter.text
    assert str(one) == "Soazig Le Bras · La photo de l’atelier"


def test_taken_back_by_the_link_without_account(client):
    one = given()
    path = own_path(one)
    shown = client.get(path)
    assert "Reprendre mon accord" in shown.content.decode()
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(path)["Location"] == path
    assert "Cela ne se voit plus" in client.get(path).content.decode()
    assert client.get("/accords/lien/autre/").status_code == 404
    assert consent_behind("autre") is None


def test_the_ledger_is_for_the_team(client, django_assert_max_num_queries):
    one = given()
    client.force_login(TeamMemberFactory())
    assert "Soazig" in client.get("/accords/").content.decode()
    client.post(f"/accords/{one.pk}/reprendre/")
    with django_assert_max_num_queries(8):
        assert "repris le" in client.get("/accords/").content.decode()
    client.force_login(PersonFactory())
    assert client.get("/accords/").status_code == 403
    assert client.post(f"/accords/{one.pk}/reprendre/").status_code == 403


def test_a_no_from_the_first_is_said_as_one_wherever_it_is_read(client):
    soazig = PersonFactory(email="soazig@exemple.example")
    draft = ConsentDraft(
        name="Soazig",
        mail=soazig.email,
        thing_kind="photo",
        thing_id=uuid7(),
        label="La photo de l’atelier",
        shown=Shown.PHOTO,
        obtained=Obtained.FORM,
    )
    with pytest.raises(Refused):
        note_refusal(soazig, draft=draft)
    no = note_refusal(SYSTEM, draft=draft)
    assert not no.stands
    assert not Message.objects.exists()
    shown = client.get(own_path(no)).content.decode()
    assert "Vous avez dit non" in shown
    assert "Cela ne se montre pas" in shown
    for absent in ("Accord donné", "Repris", "ne se voit plus"):
        assert absent not in shown
    client.force_login(soazig)
    assert "repris" not in client.get("/compte/").content.decode()
    client.force_login(TeamMemberFactory())
    assert "non, le" in client.get("/accords/").content.decode()


def test_an_empty_ledger_says_what_will_come(client):
    client.force_login(TeamMemberFactory())
    assert "Ici viendront" in client.get("/accords/").content.decode()


def test_who_sees_one_by_one_and_in_a_list():
    mine = given(mail="")
    mine.person = PersonFactory()
    mine.save()
    for actor, sees in (
        (AnonymousUser(), False),
        (PersonFactory(), False),
        (LinkHolder(uuid7()), False),
        (LinkHolder(mine.pk), True),
        (mine.person, True),
        (TeamMemberFactory(), True),
        (SYSTEM, True),
    ):
        assert bool(policy.decide(actor, Permission.VIEW, mine)) is sees
        assert policy.visible_to(actor, Consent.objects.all()).exists() is sees
    stranger = PersonFactory()
    with pytest.raises(Refused):
        withdraw_consent(stranger, mine)


def test_who_is_forgotten_is_shown_no_more():
    one = given(mail="")
    one.person = PersonFactory()
    one.save()
    (data,) = manifest.persons
    assert data.export(one.person)["consents"][0]["withdrawn"] is None
    person = one.person
    withdrawn = given(mail="")
    withdrawn.person = person
    withdrawn.save()
    withdraw_consent(SYSTEM, withdrawn)
    assert data.export(person)["consents"][0]["withdrawn"]
    data.erase(person)
    one.refresh_from_db()
    assert (one.name, one.person, one.stands) == ("", None, False)


def test_each_finds_theirs_on_their_own_page_and_the_team_finds_the_ledger(client):
    soazig = PersonFactory(email="soazig@exemple.example")
    client.force_login(soazig)
    assert "nous laissez montrer" not in client.get("/compte/").content.decode()
    one = given()
    mine = client.get("/compte/").content.decode()
    assert "/accords/lien/" in mine
    assert "La photo de l’atelier" in mine
    assert 'href="/accords/"' not in mine
    withdraw_consent(soazig, one)
    assert "repris" in client.get("/compte/").content.decode()

    client.force_login(TeamMemberFactory())
    team = client.get("/compte/").content.decode()
    assert "ni photo, ni témoignage" in team
    assert 'href="/accords/"' in team
