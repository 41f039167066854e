import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Stage, Verdict
from liamm.features.proposals.models import GateAct, Opinion
from liamm.features.proposals.queries.grid import gate_standing
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    drafts,
    seats,
    send,
    submitted,
    through_gate,
    written,
)
from liamm.features.spaces.actions import add_member
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db


def standing(proposal):
    return gate_standing(latest_version(proposal))


class TestPassing:
    def test_by_the_argued_act_of_two_named_persons(self, letters):
        proposal, invited = at_gate()
        first, second = TeamMemberFactory(name="Première"), invited[0].person
        act = actions.pass_gate(first, proposal, argument="Trois agents l’ont dit.")
        assert not standing(proposal).is_passed
        assert standing(proposal).is_under_way
        with pytest.raises(DomainError) as told:
            actions.pass_gate(first, proposal, argument="Je le redis.")
        assert told.value.citation.article == ""
        actions.pass_gate(second, proposal, argument="Et les usagers aussi.")
        assert standing(proposal).is_passed
        assert [word.person for word in act.gate_words.all()] == [first, second]
        kinds = [entry.kind for entry in Entry.objects.filter(kind__contains="gate").order_by("pk")]
        assert kinds == ["proposals.gate_argued", "proposals.gate_passed"]
        assert any("Trois agents l’ont dit." in mail.body and "Première" in mail.body for mail in letters())

    @pytest.mark.parametrize("argument", ["", "  \n"])
    def test_never_without_an_argument(self, argument):
        proposal, _seats = at_gate()
        for act in (actions.pass_gate, actions.hold_gate):
            with pytest.raises(DomainError):
                act(TeamMemberFactory(), proposal, argument=argument)

    def test_only_when_the_rule_of_the_charter_is_met(self):
        proposal, _seats = at_gate(count=2)
        with pytest.raises(DomainError) as told:
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Cela suffit bien")
        assert "2 avis envoyés sur 3 attendus" in told.value.sentence
        assert "trois avis au moins" in told.value.nearest
        proposal, _seats = at_gate(step="a-travailler")
        with pytest.raises(DomainError) as told:
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Cela suffit bien")
        assert "« Impact potentiel agents »" in told.value.sentence
        assert not GateAct.objects.exists()

    def test_not_by_those_who_carry_or_help_nor_by_who_did_not_appraise(self):
        proposal, _seats = at_gate()
        helper, silent = TeamMemberFactory(), seats(proposal, 1)[0].person
        add_member(SYSTEM, proposal.space, person=helper)
        for actor in (carrier_of(proposal), helper, silent, PersonFactory(), SYSTEM):
            with pytest.raises(Refused) as told:
                actions.pass_gate(actor, proposal, argument="Moi aussi")
            assert told.value.decision.reason

    def test_not_twice(self):
        proposal, _seats = through_gate()
        with pytest.raises(DomainError) as told:
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Encore")
        assert "franchi" in told.value.sentence

    @pytest.mark.parametrize("make", [written, lambda: submitted(kind="resource")])
    def test_only_of_what_was_submitted_and_is_appraised(self, make):
        with pytest.raises(DomainError):
            actions.pass_gate(TeamMemberFactory(), make(), argument="Oui")


class TestHolding:
    def test_it_is_an_argued_act_too(self):
        proposal, _seats = at_gate(step="absente")
        for _ in range(2):
            actions.hold_gate(TeamMemberFactory(), proposal, argument="Personne n’a été rencontré.")
        assert standing(proposal).is_held
        assert Entry.objects.filter(kind="proposals.gate_held").count() == 1
        (late,) = seats(proposal, 1)
        with pytest.raises(DomainError):
            send(late, Stage.REST)

    def test_not_before_enough_were_sent_nor_against_the_rule(self):
        proposal, _seats = at_gate(count=2, step="absente")
        with pytest.raises(DomainError) as told:
            actions.hold_gate(TeamMemberFactory(), proposal, argument="Non")
        assert "trop tôt" in told.value.sentence
        proposal, _seats = at_gate()
        with pytest.raises(DomainError) as told:
            actions.hold_gate(TeamMemberFactory(), proposal, argument="Non")
        assert "rien ne permet" in told.value.sentence

    def test_two_persons_who_disagree_talk(self):
        proposal, _invited = at_gate(step="absente")
        actions.hold_gate(TeamMemberFactory(), proposal, argument="Non")
        for seat in seats(proposal, 4):
            send(seat, step="forte")
        with pytest.raises(DomainError) as told:
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Mais si")
        assert "le contraire" in told.value.sentence


class TestReopening:
    def test_only_by_a_new_act_which_closes_what_was_open(self):
        proposal, invited = through_gate()
        with pytest.raises(DomainError):
            actions.reopen_gate(TeamMemberFactory(), proposal, argument=" ")
        act = actions.reopen_gate(TeamMemberFactory(), proposal, argument="Un avis manquait de sincérité.")
        assert act.number == 2
        assert not standing(proposal).is_passed
        with pytest.raises(DomainError):
            send(invited[0], Stage.REST)
        for _ in range(2):
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Revu, et confirmé.")
        assert standing(proposal).is_passed
        assert [one.verdict for one in standing(proposal).acts] == [Verdict.PASSED, Verdict.PASSED]
        send(invited[0], Stage.REST)

    def test_nothing_to_reopen(self):
        proposal, _seats = at_gate()
        with pytest.raises(DomainError):
            actions.reopen_gate(TeamMemberFactory(), proposal, argument="Pour voir")
        with pytest.raises(Refused):
            actions.reopen_gate(carrier_of(proposal), proposal, argument="Pour voir")


def aside(seat):
    return actions.set_aside_appraiser(seat.person, seat, reason="Je travaille avec l’un des porteurs")


class TestSomeoneIsSetAside:
    """What was stated with a person who declares a conflict is not left standing without looking again."""

    def test_the_gate_is_to_state_again_when_too_few_opinions_remain(self):
        proposal, invited = through_gate()
        aside(invited[0])
        assert not standing(proposal).is_passed
        assert standing(proposal).act.aside.is_counted is False
        assert standing(proposal).act.reopened_by is None
        assert Entry.objects.filter(kind="proposals.gate_reopened").exists()
        with pytest.raises(DomainError) as told:
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Comme avant")
        assert "2 avis envoyés sur 3 attendus" in told.value.sentence
        with pytest.raises(DomainError):
            send(invited[1], Stage.REST)

    def test_it_stands_when_opinions_and_names_are_enough_without_the_person(self):
        proposal, invited = through_gate(count=4)
        aside(invited[0])
        assert standing(proposal).is_passed
        assert GateAct.objects.count() == 1

    def test_it_is_to_state_again_when_the_person_was_one_of_the_two_named(self):
        proposal, invited = at_gate(count=4)
        for person in (TeamMemberFactory(), invited[0].person):
            actions.pass_gate(person, proposal, argument="Je l’ai vu au guichet.")
        assert standing(proposal).is_passed
        aside(invited[0])
        assert not standing(proposal).is_passed
        for _ in range(2):
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Les trois autres suffisent.")
        assert standing(proposal).is_passed

    @pytest.mark.parametrize("spoke", [True, False])
    def test_a_statement_under_way_goes_on_without_the_word_of_the_person(self, spoke):
        proposal, invited = at_gate(count=4)
        actions.pass_gate(invited[0 if spoke else 1].person, proposal, argument="Je l’ai vu au guichet.")
        aside(invited[0])
        assert [act.verdict for act in standing(proposal).acts] == [Verdict.PASSED, *([""] if spoke else [])]

    def test_before_any_statement_nothing_is_taken_up(self):
        proposal, invited = at_gate()
        aside(invited[0])
        assert standing(proposal).act is None

    def test_after_a_statement_was_taken_up_nothing_more_is(self):
        proposal, invited = through_gate(count=4)
        actions.reopen_gate(TeamMemberFactory(), proposal, argument="Un doute")
        aside(invited[0])
        assert [act.number for act in standing(proposal).acts] == [1, 2]


class TestClosedBlocks:
    """What comes after the gate stays closed, by whatever door one tries."""

    def test_by_a_direct_call_with_the_article(self):
        _proposal, invited = at_gate()
        seat = invited[0]
        for act in (
            lambda: send(seat, Stage.REST),
            lambda: actions.draft_opinions(seat.person, seat, drafts=drafts(seat.version, Stage.REST)),
        ):
            with pytest.raises(DomainError) as told:
                act()
            assert told.value.citation.article == "1.2.1"
            assert told.value.citation.url == "/charte/4.0/1.2.1/"
            assert "L’utilisateur n’est pas défectueux" in told.value.sentence
        assert not Opinion.objects.filter(stage=Stage.REST).exists()

    def test_mixed_with_open_ones(self):
        (seat,) = seats(submitted(), 1)
        mixed = {**drafts(seat.version, Stage.GATE), **drafts(seat.version, Stage.REST)}
        with pytest.raises(DomainError):
            actions.draft_opinions(seat.person, seat, drafts=mixed)
        assert not Opinion.objects.exists()
        with pytest.raises(DomainError, match="pas encore franchi"):
            actions.send_opinions(seat.person, seat, stage=Stage.GATE, drafts=mixed)
        assert not Opinion.objects.exists()

    @pytest.mark.parametrize("more", [{}, {"then": "send"}, {"autosave": "1"}])
    def test_sent_with_the_gate_they_are_refused_and_not_dropped(self, client, more):
        (seat,) = seats(submitted(), 1)
        client.force_login(seat.person)
        both = {**drafts(seat.version, Stage.GATE), **drafts(seat.version, Stage.REST)}
        told = {f"{key}-{part}": getattr(one, part) for key, one in both.items() for part in ("step", "argument")}
        answer = client.post(f"/demandes/{seat.version.proposal.reference}/avis/", {**told, **more})
        assert answer.status_code == 422
        assert more.get("autosave") or "/charte/4.0/1.2.1/" in answer.content.decode()
        assert not Opinion.objects.exists()

    def test_the_form_says_what_sending_needs(self, client):
        (seat,) = seats(submitted(), 1)
        client.force_login(seat.person)
        page = client.get(f"/demandes/{seat.version.proposal.reference}/avis/").content.decode()
        assert "à remplir pour envoyer" in page
        assert "(facultatif)" not in page

    def test_by_the_page_and_by_a_forged_post(self, client):
        proposal, invited = at_gate()
        client.force_login(invited[0].person)
        address = f"/demandes/{proposal.reference}/avis/"
        page = client.get(address).content.decode()
        assert "Fermé tant que le filtre n’est pas franchi" in page
        assert "/charte/4.0/1.2.1/" in page
        forged = {"portage-step": "forte", "portage-argument": "Forcé", "then": "send"}
        answer = client.post(address, forged)
        assert answer.status_code == 422
        assert "n’est pas encore franchi" in answer.content.decode()
        assert client.post(address, {**forged, "then": "", "autosave": "1"}).status_code == 422
        assert not Opinion.objects.filter(stage=Stage.REST).exists()


class TestUsagesOfTheHouse:
    """What the charter is silent about is said to be a usage, with a link, and never bears an article."""

    def test_whoever_writes_the_request_neither_appraises_it_nor_states_its_gate(self):
        proposal, _seats = at_gate()
        helper = PersonFactory()
        add_member(SYSTEM, proposal.space, person=helper)
        with pytest.raises(Refused) as stated:
            actions.pass_gate(helper, proposal, argument="Vu.")
        assert "aide à l’écrire" in str(stated.value)
        assert stated.value.decision.citation.article == ""
        assert stated.value.decision.citation.url
        with pytest.raises(DomainError) as asked:
            actions.invite_appraiser(TeamMemberFactory(), proposal, person=helper)
        assert asked.value.citation.article == ""
        assert asked.value.citation.url
