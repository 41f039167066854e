"""Several people at the same moment, for real."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.models import (
    AnswerChange,
    AppraiserSeat,
    GateAct,
    GateWord,
    Invitation,
    Opinion,
    Proposal,
    ProposalVersion,
)
from liamm.features.proposals.queries.grid import gate_standing
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    draft,
    fresh,
    seats,
    send,
    sent,
    submitted,
    written,
)
from liamm.features.proposals.tests.test_writing import together
from liamm.kernel.access import LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def tried(*acts):
    """Do all at once; returns how many were done and the refusals."""
    given = at_once(acts)
    refusals = [one for one in given if isinstance(one, DomainError)]
    return len(given) - len(refusals), refusals


def test_appraisers_who_send_at_once_all_count():
    proposal = submitted()
    invited = seats(proposal, 6)
    done, refusals = tried(*[lambda seat=seat: send(seat) for seat in invited])
    assert (done, refusals) == (6, [])
    assert Opinion.objects.filter(sent_at__isnull=False).count() == 12


def test_one_appraiser_in_two_windows_sends_once():
    proposal = submitted()
    (seat,) = seats(proposal, 1)
    done, refusals = tried(*[lambda: send(seat) for _ in range(4)])
    assert done == 1
    assert len(refusals) == 3


def test_carriers_who_save_at_once_lose_nothing():
    proposal = draft()
    writers = [carrier_of(proposal), *[together(proposal) for _ in range(4)]]

    def save(number, person):
        texts = {
            "problem": sent(f"Texte {number}"),
            f"{('impact', 'tried', 'freedom', 'users', 'partners')[number]}": sent("À moi"),
        }
        return actions.write_answers(person, fresh(proposal), sent=texts)

    done, _refusals = tried(*[lambda n=n, p=p: save(n, p) for n, p in enumerate(writers)])
    assert done == 5
    kept = {one.question: one.value for one in fresh(proposal).answers.all()}
    assert all(kept[key] == "À moi" for key in ("impact", "tried", "freedom", "users", "partners"))
    asides = set(AnswerChange.objects.filter(question="problem", aside=True).values_list("value", flat=True))
    assert asides | {kept["problem"]} == {f"Texte {number}" for number in range(5)}
    assert len(asides) == 4


def test_a_double_submission_is_one_version():
    proposal = written()
    carrier = carrier_of(proposal)
    done, refusals = tried(*[lambda: actions.submit_proposal(carrier, fresh(proposal)) for _ in range(4)])
    assert (done, len(refusals)) == (1, 3)
    assert ProposalVersion.objects.count() == 1
    assert Proposal.objects.get().versions_count == 1


def test_named_persons_who_pass_the_gate_at_once_make_one_act():
    proposal, _seats = at_gate()
    team = [TeamMemberFactory() for _ in range(4)]
    done, refusals = tried(*[lambda one=one: actions.pass_gate(one, fresh(proposal), argument="Oui") for one in team])
    assert (done, len(refusals)) == (2, 2)
    assert GateAct.objects.count() == 1
    assert GateWord.objects.count() == 2
    assert gate_standing(latest_version(proposal)).is_passed


def test_an_invitation_taken_by_two_opens_to_one():
    proposal = draft()
    invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email="x@exemple.example")
    people = [PersonFactory() for _ in range(3)]
    done, refusals = tried(*[lambda one=one: actions.accept_invitation(one, invitation) for one in people])
    assert (done, len(refusals)) == (1, 2)


def test_the_seats_of_the_charter_are_not_passed_by_inviting_tried():
    proposal = submitted()
    team = TeamMemberFactory()
    people = [PersonFactory() for _ in range(10)]
    done, refusals = tried(
        *[lambda one=one: actions.invite_appraiser(team, fresh(proposal), person=one) for one in people]
    )
    assert (done, len(refusals)) == (7, 3)


def test_one_link_opened_twice_at_once_gives_one_seat():
    proposal = submitted()
    asked = actions.invite_appraiser_by_mail(TeamMemberFactory(), proposal, email="mona@exemple.example")
    done, refusals = tried(*[lambda: actions.accept_invitation(LinkHolder(asked.pk), asked) for _ in range(4)])
    assert (done, len(refusals)) == (1, 3)
    assert AppraiserSeat.objects.get().person.email == "mona@exemple.example"


def test_an_address_asked_twice_at_once_is_one_invitation():
    proposal = submitted()
    team = [TeamMemberFactory() for _ in range(4)]
    done, refusals = tried(
        *[
            lambda one=one: actions.invite_appraiser_by_mail(one, fresh(proposal), email="mona@exemple.example")
            for one in team
        ]
    )
    assert (done, refusals) == (4, [])
    assert Invitation.objects.count() == 1
