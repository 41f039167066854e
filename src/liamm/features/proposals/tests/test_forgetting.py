"""Whom an invitation by mail had asked is kept as long as the copy of a mail, then let go of by the house itself."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter import bindings
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Reply
from liamm.features.proposals.jobs import forget_invited_people
from liamm.features.proposals.models import Invitation
from liamm.features.proposals.tests.factories import carrier_of, draft, fresh, submitted
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
FORGOTTEN = "proposals.invited_forgotten"


@pytest.fixture
def kept():
    return timedelta(days=bindings.retention(clock.today()).value.days("mail"))


def ask(proposal, name="Mona Le Bihan", email="mona@exemple.example"):
    return actions.invite_appraiser_by_mail(TeamMemberFactory(), proposal, email=email, name=name)


def named():
    return set(Invitation.objects.exclude(email="").values_list("email", flat=True))


def test_all_that_is_over_is_let_go_of_with_its_letters(kept):
    proposal, written, person = submitted(), draft(), PersonFactory()
    declined, accepted = ask(proposal), ask(proposal, "Yann", "yann@exemple.example")
    actions.decline_invitation(LinkHolder(declined.pk), declined)
    actions.accept_invitation(person, accepted)
    taken_back = ask(proposal, "Azenor", "azenor@exemple.example")
    actions.close_invitation(TeamMemberFactory(), taken_back)
    asked = [actions.invite_carrier(carrier_of(written), fresh(written), email=f"{n}@exemple.example") for n in "ab"]
    assert len(named()) == 5
    forget_invited_people()
    assert len(named()) == 5
    with clock.at(clock.now() + kept + timedelta(days=40)):
        forget_invited_people()
        entries = Entry.objects.count()
        forget_invited_people()
        assert Entry.objects.count() == entries
    assert not named()
    assert not Message.objects.filter(recipient__startswith="invitation:").exists()
    assert {one.reply for one in Invitation.objects.filter(pk__in=[one.pk for one in asked])} == {Reply.LAPSED}
    accepted.refresh_from_db()
    assert (accepted.accepted_by, accepted.reply, accepted.name) == (person, Reply.ACCEPTED, "")
    assert Entry.objects.filter(kind=FORGOTTEN).count() == 5
    assert "Mona" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_a_declared_tie_stays_with_the_file(kept):
    invitation = ask(submitted())
    actions.decline_invitation(LinkHolder(invitation.pk), invitation, tie="Sa sœur la porte.")
    with clock.at(clock.now() + kept + timedelta(days=40)):
        forget_invited_people()
        with pytest.raises(DomainError):
            actions.forget_invited(SYSTEM, invitation)
    assert named() == {"mona@exemple.example"}


def test_what_is_open_or_young_stays_and_nobody_does_it_by_hand(kept):
    young = ask(submitted())
    with pytest.raises(DomainError) as caught:
        actions.forget_invited(SYSTEM, young)
    assert caught.value.citation.article == ""
    with clock.at(clock.now() + kept + timedelta(days=40)):
        for someone in (TeamMemberFactory(), carrier_of(young.proposal)):
            with pytest.raises(Refused):
                actions.forget_invited(someone, young)
    assert named() == {"mona@exemple.example"}


def test_the_page_of_the_appraisers_names_nobody_then(client, kept):
    proposal, team = submitted(), TeamMemberFactory()
    ask(proposal)
    with clock.at(clock.now() + kept + timedelta(days=40)):
        forget_invited_people()
    client.force_login(team)
    text = client.get(f"/demandes/{proposal.reference}/appreciateurs/").content.decode()
    assert "Mona" not in text
    assert "mona@" not in text
    assert "une personne invitée" in text
    assert "restée sans réponse" in text
