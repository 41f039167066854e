import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.terrain.actions import merge_signals, tell_authors
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import SignalStep
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node, tie

pytestmark = pytest.mark.django_db


def chain(*signals):
    """A decision upstream of which all these signals stand, through a problem and a proposal."""
    problem, proposal, decision = (Node(kind, uuid7()) for kind in ("problem", "proposal", "decision"))
    for signal in signals:
        tie(Node("signal", signal.pk), "crossed_into", problem)
    tie(problem, "led_to", proposal)
    tie(proposal, "decided_by", decision)
    return decision


def tell(decision, step="décidé"):
    return tell_authors(SYSTEM, decision, step=step, sentence="Le COPIL a retenu la demande.", url="/decisions/D-1/")


class TestTellingAuthors:
    def test_every_author_upstream_learns_it_once(self, letters):
        with_mail = ReadSignalFactory(author__mail="marie@exemple.example")
        without, merged, stranger = ReadSignalFactory(), ReadSignalFactory(), ReadSignalFactory()
        merge_signals(TeamMemberFactory(), merged, into=without)
        decision = chain(with_mail, without)
        assert set(tell(decision)) == {with_mail.pk, without.pk, merged.pk}
        assert tell(decision) == []
        assert SignalStep.objects.filter(key="décidé").count() == 3
        assert not stranger.steps.filter(key="décidé").exists()
        (mail,) = letters()
        assert "Le COPIL a retenu la demande." in mail.body
        assert "/decisions/D-1/" in mail.body
        assert "/suivi/" in mail.body

    def test_a_second_step_is_told_too(self):
        decision = chain(ReadSignalFactory())
        assert len(tell(decision)) == len(tell(decision, "projet")) == 1

    def test_those_who_withdrew_are_left_alone(self):
        assert tell(chain(ReadSignalFactory(state=SignalState.WITHDRAWN))) == []

    def test_a_signal_whose_author_was_forgotten_still_shows_it(self):
        signal = ReadSignalFactory(author=None)
        assert tell(chain(signal)) == [signal.pk]

    def test_it_is_said_in_the_language_of_each(self):
        signal = ReadSignalFactory(author__language="en")
        tell_authors(SYSTEM, Node("signal", signal.pk), step="oui", sentence=gettext_lazy("Yes"))
        assert signal.steps.get().sentence == "Yes"

    def test_the_ledger_holds_no_address(self):
        tell(chain(ReadSignalFactory(author__mail="canari@exemple.example")))
        entry = Entry.objects.get(kind="terrain.authors_told")
        assert "canari" not in str(entry.payload)

    def test_only_the_house_and_the_team(self):
        for actor in (PersonFactory(), AnonymousUser()):
            with pytest.raises(Refused):
                tell_authors(actor, Node("signal", uuid7()), step="x", sentence="y")
        tell_authors(TeamMemberFactory(), Node("signal", uuid7()), step="x", sentence="y")
