"""Someone without account is asked by mail to appraise: the link, the account it makes, and every other door."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from liamm.features.accounts.actions import create_person, prove_address, welcome_proven
from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.models import AppraiserSeat, Invitation
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.appraising import grid_page
from liamm.features.proposals.queries.files import file_of
from liamm.features.proposals.queries.inviting import aside_by, invitation_behind
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.tests.factories import carrier_of, fresh, link_in, seats, submitted
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.invited import DAYS
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
ADDRESS = "mona@exemple.example"


def ask(proposal, email=ADDRESS, name="Mona Le Bihan", team=None):
    return actions.invite_appraiser_by_mail(team or TeamMemberFactory(), proposal, email=email, name=name)


def holder(invitation):
    return LinkHolder(invitation.pk)


def at(proposal, tail=""):
    return f"/demandes/{proposal.reference}/appreciateurs/{tail}"


def token_of(mail):
    return link_in(mail).split("/")[-2]


class TestAsking:
    def test_a_letter_leaves_with_a_link_of_which_a_digest_is_kept(self, letters):
        proposal = submitted()
        invitation = ask(proposal, email=" Mona@Exemple.example ")
        (mail,) = [one for one in letters() if ADDRESS in one.to[0]]
        assert "Mona Le Bihan" in mail.to[0]
        assert "sert une fois" in mail.body
        token = token_of(mail)
        kept = Invitation.objects.get()
        assert invitation_behind(token) == kept == invitation
        assert token not in str(Invitation.objects.values().get())
        assert token not in str(list(Entry.objects.values()))
        assert ADDRESS not in str(list(Entry.objects.values()))
        assert kept.expires_at - clock.now() > timedelta(days=DAYS - 1)
        assert not Person.objects.filter(email=ADDRESS).exists()

    def test_whoever_has_an_account_is_asked_as_before(self):
        person, proposal = PersonFactory(), submitted()
        assert ask(proposal, email=person.email.upper()).person == person
        assert not Invitation.objects.exists()

    def test_asked_twice_the_last_link_opens(self, letters):
        proposal = submitted()
        first = ask(proposal)
        second = ask(proposal, email=ADDRESS.upper(), name="")
        assert first == second
        assert second.name == "Mona Le Bihan"
        old, new = [token_of(one) for one in letters() if ADDRESS in one.to[0]]
        assert invitation_behind(old) is None
        assert invitation_behind(new) == second

    def test_an_invitation_takes_a_place_until_its_term(self):
        proposal = submitted()
        seats(proposal, 6)
        invitation = ask(proposal)
        with pytest.raises(DomainError, match="y sont invitées"):
            ask(proposal, email="autre@exemple.example")
        with pytest.raises(DomainError):
            actions.invite_appraiser(TeamMemberFactory(), proposal, person=PersonFactory())
        ask(proposal)
        with clock.at(clock.in_days(DAYS + 1)):
            actions.invite_appraiser(TeamMemberFactory(), proposal, person=PersonFactory())
            with pytest.raises(DomainError):
                ask(proposal)
        assert Invitation.objects.get() == invitation

    def test_only_the_team_for_what_waits_and_an_address(self):
        proposal = submitted()
        with pytest.raises(Refused):
            ask(proposal, team=PersonFactory())
        for wrong in ("", "pas une adresse"):
            with pytest.raises(DomainError, match="complète"):
                ask(proposal, email=wrong)
        actions.return_proposal(TeamMemberFactory(), proposal, words="Encore")
        with pytest.raises(DomainError):
            ask(fresh(proposal))

    def test_one_is_asked_to_write_or_to_appraise(self):
        proposal = submitted()
        ask(proposal)
        with pytest.raises(DomainError, match="apprécier"):
            actions.invite_carrier(carrier_of(proposal), proposal, email=ADDRESS)
        actions.invite_carrier(carrier_of(proposal), proposal, email="yann@exemple.example")
        with pytest.raises(DomainError, match="écrire"):
            ask(proposal, email="yann@exemple.example")

    def test_once_there_is_an_account_the_seat_replaces_the_invitation(self):
        proposal = submitted()
        invitation = ask(proposal)
        person = PersonFactory(email=ADDRESS)
        assert ask(proposal).person == person
        invitation.refresh_from_db()
        assert invitation.reply == "taken_back"

    def test_after_another_version_it_is_for_the_last(self):
        proposal = submitted()
        invitation = ask(proposal)
        actions.return_proposal(TeamMemberFactory(), proposal, words="Encore")
        actions.submit_proposal(carrier_of(proposal), fresh(proposal))
        with pytest.raises(DomainError, match="nouvelle version"):
            actions.accept_invitation(holder(invitation), invitation, name="Mona")
        assert not Person.objects.filter(email=ADDRESS).exists()
        assert ask(fresh(proposal)).version == latest_version(fresh(proposal))


class TestAnswering:
    def test_yes_makes_the_account_proves_the_address_and_gives_the_seat(self):
        proposal = submitted()
        invitation = ask(proposal)
        done = actions.accept_invitation(holder(invitation), invitation, name="Mona L.")
        person = Person.objects.get(email=ADDRESS)
        assert done.accepted_by == person
        assert person.name == "Mona L."
        assert EmailAddress.objects.get(user=person).verified
        seat = AppraiserSeat.objects.get(person=person)
        assert seat.invited_by == invitation.invited_by
        assert policy.decide(person, Permission.APPRAISE, seat)
        assert policy.decide(person, Permission.VIEW, proposal)
        with pytest.raises(DomainError, match="déjà servi"):
            actions.accept_invitation(holder(invitation), invitation)

    def test_yes_with_the_account_of_the_session(self):
        proposal = submitted()
        invitation, person = ask(proposal), PersonFactory()
        actions.accept_invitation(person, invitation)
        assert AppraiserSeat.objects.get().person == person
        assert not Person.objects.filter(email=ADDRESS).exists()

    def test_the_name_that_was_given_serves_when_none_is_said(self):
        invitation = ask(submitted())
        actions.accept_invitation(holder(invitation), invitation)
        assert Person.objects.get(email=ADDRESS).name == "Mona Le Bihan"

    def test_the_link_of_one_answers_no_other(self):
        invitation = ask(submitted())
        other = ask(submitted(), email="autre@exemple.example")
        for actor in (AnonymousUser(), holder(other)):
            for answer in (actions.accept_invitation, actions.decline_invitation):
                with pytest.raises(Refused):
                    answer(actor, invitation)

    def test_those_who_carry_it_do_not_take_the_seat(self):
        proposal = submitted()
        invitation = ask(proposal)
        with pytest.raises(DomainError, match="ne peut pas l’apprécier"):
            actions.accept_invitation(carrier_of(proposal), invitation)
        assert Invitation.objects.open_now().count() == 1

    def test_an_address_that_has_an_account_comes_in_by_it(self):
        proposal = submitted()
        invitation = ask(proposal)
        create_person(SYSTEM, email=ADDRESS)
        with pytest.raises(DomainError, match="a un compte"):
            actions.accept_invitation(holder(invitation), invitation)
        with pytest.raises(DomainError):
            welcome_proven(holder(invitation), email=ADDRESS)

    def test_no_and_a_tie(self):
        proposal = submitted()
        no, tied = ask(proposal), ask(proposal, email="liee@exemple.example")
        actions.decline_invitation(holder(no), no)
        actions.decline_invitation(holder(tied), tied, tie=" Ma sœur y travaille ")
        assert not AppraiserSeat.objects.exists()
        assert not Person.objects.filter(email__in=[ADDRESS, "liee@exemple.example"]).exists()
        version = latest_version(proposal)
        assert aside_by([version])[version.pk] == 1
        assert grid_page(TeamMemberFactory(), proposal, version).set_aside == 1
        assert file_of(TeamMemberFactory(), proposal).set_aside == 1
        with pytest.raises(DomainError, match="lien d’intérêts"):
            ask(proposal, email="liee@exemple.example")
        with pytest.raises(DomainError, match="lien d’intérêts"):
            actions.invite_appraiser(TeamMemberFactory(), proposal, person=PersonFactory(email="liee@exemple.example"))
        assert ask(proposal).reply == ""

    def test_after_its_term_or_taken_back_nothing_opens(self, letters):
        proposal = submitted()
        invitation = ask(proposal)
        token = token_of(next(one for one in letters() if ADDRESS in one.to[0]))
        with clock.at(clock.in_days(DAYS + 1)):
            assert invitation_behind(token) is None
            with pytest.raises(DomainError, match="délai"):
                actions.accept_invitation(holder(invitation), invitation)
        with pytest.raises(Refused):
            actions.close_invitation(carrier_of(proposal), invitation)
        actions.close_invitation(TeamMemberFactory(), invitation)
        assert invitation_behind(token) is None

    def test_a_newcomer_may_also_carry(self):
        proposal = submitted()
        invitation = actions.invite_carrier(carrier_of(proposal), proposal, email=ADDRESS)
        actions.accept_invitation(holder(invitation), invitation, name="Mona")
        assert policy.decide(Person.objects.get(email=ADDRESS), Permission.CARRY, proposal)


class TestComingInOtherwise:
    def test_who_signs_up_with_the_address_finds_the_seat(self, client, letters):
        proposal = submitted()
        ask(proposal)
        client.post(reverse("account_signup"), {"email": ADDRESS, "name": "Mona"})
        assert not AppraiserSeat.objects.exists()
        code = re.search(r"([A-Z0-9]{4}-[A-Z0-9]{4})", Message.objects.latest("created_at").subject)[1]
        client.post(reverse("account_email_verification_sent"), {"code": code})
        person = Person.objects.get(email=ADDRESS)
        assert AppraiserSeat.objects.get().person == person
        assert Invitation.objects.get().accepted_by == person
        assert "Écrire mon avis" in [one for one in letters() if ADDRESS in one.to[0]][-1].body

    def test_an_address_that_was_not_proved_finds_nothing(self):
        proposal = submitted()
        ask(proposal)
        person = create_person(SYSTEM, email=ADDRESS)
        prove_address(person, person)
        assert not AppraiserSeat.objects.exists()

    def test_one_link_finds_the_seats_of_other_requests_and_a_refusal_keeps_its_own(self):
        first, second, over = submitted(), submitted(), submitted()
        mine = [ask(one) for one in (first, second, over)]
        actions.return_proposal(TeamMemberFactory(), over, words="Encore")
        actions.accept_invitation(holder(mine[0]), mine[0])
        found = set(AppraiserSeat.objects.values_list("version__proposal", flat=True))
        assert found == {first.pk, second.pk}
        assert Invitation.objects.open_now().get() == mine[2]

    def test_nobody_gives_it_by_hand(self):
        invitation = ask(submitted())
        with pytest.raises(Refused):
            actions.seat_newcomer(TeamMemberFactory(), invitation, person=PersonFactory())


class TestPages:
    def test_the_team_asks_sends_again_and_takes_back(self, client, letters):
        proposal = submitted()
        client.force_login(TeamMemberFactory())
        assert client.post(at(proposal), {"person": ADDRESS, "name": "Mona Le Bihan"}).url == at(proposal)
        shown = client.get(at(proposal)).content.decode()
        assert "invitée, sans compte encore" in shown
        invitation = Invitation.objects.get()
        client.post(at(proposal, f"invitations/{invitation.pk}/renvoyer/"))
        assert len([one for one in letters() if ADDRESS in one.to[0]]) == 2
        with clock.at(clock.in_days(DAYS + 1)):
            assert "invitée, délai passé" in client.get(at(proposal)).content.decode()
        take_back = at(proposal, f"invitations/{invitation.pk}/reprendre/")
        client.post(take_back)
        assert ADDRESS not in client.get(at(proposal)).content.decode()
        assert "déjà servi" in client.post(take_back, follow=True).content.decode()
        assert client.post(at(proposal, f"invitations/{invitation.pk}/renvoyer/")).status_code == 404

    def test_sending_again_says_what_a_rule_refuses(self, client):
        proposal = submitted()
        invitation = ask(proposal)
        with clock.at(clock.in_days(DAYS + 1)):
            seats(proposal, 7)
            client.force_login(TeamMemberFactory())
            again = client.post(at(proposal, f"invitations/{invitation.pk}/renvoyer/"), follow=True)
        assert "y sont invitées" in again.content.decode()

    def test_carriers_and_strangers_read_no_address(self, client):
        proposal = submitted()
        invitation = ask(proposal)
        for person in (carrier_of(proposal), PersonFactory()):
            client.force_login(person)
            assert client.get(at(proposal)).status_code in {403, 404}
            for tail in ("reprendre", "renvoyer"):
                assert client.post(at(proposal, f"invitations/{invitation.pk}/{tail}/")).status_code in {403, 404}
            assert ADDRESS not in client.get(f"/demandes/{proposal.reference}/", follow=True).content.decode()

    def test_looking_changes_nothing_and_one_button_opens(self, client, letters, django_assert_num_queries):
        proposal = submitted()
        ask(proposal)
        page = link_in(next(one for one in letters() if ADDRESS in one.to[0]))
        before = (Person.objects.count(), Entry.objects.count(), Message.objects.count())
        answer = client.get(page)
        assert before == (Person.objects.count(), Entry.objects.count(), Message.objects.count())
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Les papiers qui reviennent" in answer.content.decode()
        with django_assert_num_queries(1):
            client.get(page)
        assert client.post(page, {"name": ""}).status_code == 422
        assert client.post(page, {"name": "Mona"}).url == f"/demandes/{proposal.reference}/avis/"
        assert client.get(f"/demandes/{proposal.reference}/avis/").status_code == 200
        gone = client.get(page)
        assert gone.status_code == 404
        forged = client.get("/demandes/invitation/forge/")
        assert forged.status_code == 404
        for answer in (gone, forged):
            assert "Ce lien n’ouvre plus rien" in answer.content.decode()

    def test_the_session_answers_and_a_refusal_is_said(self, client, letters):
        proposal = submitted()
        ask(proposal)
        page = link_in(next(one for one in letters() if ADDRESS in one.to[0]))
        client.force_login(carrier_of(proposal))
        assert "ne peut pas l’apprécier" in client.post(page).content.decode()
        client.force_login(PersonFactory(name="Yann"))
        assert "Yann" in client.get(page).content.decode()
        assert client.post(page).url == f"/demandes/{proposal.reference}/avis/"

    def test_declining_and_declaring_a_tie(self, client, letters):
        proposal = submitted()
        ask(proposal)
        ask(proposal, email="liee@exemple.example", name="")
        no, tied = [link_in(one) for one in letters() if "/demandes/invitation/" in one.body]
        assert client.get(f"{no}non/").status_code == 405
        assert client.post(f"{no}non/").url == "/"
        assert client.post(f"{no}non/").status_code == 404
        assert "lien" in client.get(f"{tied}lien/").content.decode()
        assert client.post(f"{tied}lien/", {"reason": ""}).status_code == 422
        assert client.post(f"{tied}lien/", {"reason": "Ma sœur"}).url == "/"
        client.force_login(TeamMemberFactory())
        shown = client.get(at(proposal)).content.decode()
        assert "déclinée" in shown
        assert "déport déclaré" in shown
        assert "Ma sœur" in shown
