"""From the promise to the list: nothing chosen afterwards, nothing lost or doubled, and a reason for each."""

from hashlib import sha256

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.events.actions import (
    accept_offer,
    cancel_registration,
    forget_registration,
    lapse_offer,
    open_event,
    set_places,
)
from liamm.features.events.enums import SEATED, RegistrationState
from liamm.features.events.models import Registration, Seating
from liamm.features.events.tests.factories import announced, planned
from liamm.features.training import actions
from liamm.features.training.actions import Declared, Said
from liamm.features.training.enums import AppealState, SelectionState
from liamm.features.training.manifest import manifest
from liamm.features.training.models import Appeal, Application, Selection
from liamm.features.training.rules import verify_selection
from liamm.features.training.tests.factories import (
    TERRITORY,
    TOWN,
    applied,
    close,
    closed,
    hosts,
    published,
    read,
    read_all,
    training,
)
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message
from liamm.kernel.tests.racing import at_once

pytestmark = pytest.mark.django_db


def states(selection):
    return sorted(Registration.objects.filter(event=selection.event_id).values_list("state", flat=True))


def letters(kind):
    return Message.objects.filter(kind=kind)


class TestOpening:
    def test_the_digest_is_promised_and_the_criteria_are_asked(self):
        event = training(declared=[TERRITORY])
        selection = event.selection
        assert selection.state == SelectionState.OPEN
        assert selection.commitment == sha256(selection.seed.encode()).hexdigest()
        texts = list(event.questions.values_list("text", "required"))
        assert [required for _text, required in texts] == [True, True, False]
        assert texts[2][0] == TERRITORY[0]
        again = actions.open_selection(SYSTEM, event)
        assert again.seed == selection.seed
        assert event.questions.count() == 3

    def test_only_where_one_applies(self):
        announced()
        assert not Selection.objects.exists()
        assert not Application.objects.exists()

    def test_each_who_applies_has_a_number(self):
        event = training()
        one = applied(event, 1)
        assert one.state == RegistrationState.APPLIED
        assert Application.objects.get(registration=one).number

    @pytest.mark.parametrize(
        ("declared", "shares"), [("Où ?", ["22"]), ("", ["22", "29"]), ("Où ?", []), ("Où ?", ["22", " 22"])]
    )
    def test_a_balance_has_a_question_and_answers(self, declared, shares):
        event = planned(admission="selection", capacity=2)
        with pytest.raises(DomainError, match="de deux à huit"):
            actions.prepare_selection(event.organiser, event, declared=[Declared(declared, shares)])

    def test_two_balances_at_most_the_parity_of_the_hosts_being_one(self):
        hosts()
        event = planned(admission="selection", capacity=2, closes_at=clock.in_days(3))
        both = [Declared(*TERRITORY), Declared(*TOWN)]
        with pytest.raises(DomainError, match="deux équilibres au plus"):
            actions.prepare_selection(event.organiser, event, declared=[*both, Declared("Et ?", ["a", "b"])])
        actions.prepare_selection(event.organiser, event, declared=both)
        event.parity = True
        event.save()
        with pytest.raises(DomainError, match="deux équilibres au plus") as refused:
            open_event(event.organiser, event)
        assert refused.value.link[1] == f"/formations/{event.reference}/preparer/"
        event.parity = False
        event.save()
        event = open_event(event.organiser, event)
        applied(event, 1, None, "22", "oui")
        applied(event, 2, None, "", "non")
        read_all(event)
        close(event)
        data = actions.propose_list(event.organiser, event.selection).published
        assert sorted(one["values"] for one in data["applicants"]) == [["", "B"], ["A", "A"]]
        assert [set(one["targets"]) for one in data["balances"]] == [{"A", "B", "C", "D", ""}, {"A", "B", ""}]

    def test_what_is_announced_changes_no_more(self):
        event = training()
        with pytest.raises(DomainError, match="ne change plus"):
            actions.prepare_selection(event.organiser, event, declared=[])
        selection, _readers = published()
        with pytest.raises(DomainError, match="on ne candidate plus"):
            open_event(selection.event.organiser, selection.event)


class TestReading:
    def test_the_argument_then_the_level_of_each_criterion(self):
        event = training()
        application = Application.objects.get(registration=applied(event, 1))
        team = TeamMemberFactory()
        for said in ({}, {"projet": Said(" ", 1), "implication": Said("Oui", 1)}, {"projet": Said("Oui", 9)}):
            with pytest.raises(DomainError, match="l’argument d’abord"):
                actions.read_application(team, application, said=said)
        read(application, [team], 2, 1)
        read(application, [team], 3, 1)
        assert application.readings.get().said["projet"]["level"] == 3
        read(application, [TeamMemberFactory()], 0, 0)
        with pytest.raises(DomainError, match="Assez de personnes"):
            read(application, [TeamMemberFactory()], 0, 0)

    def test_nobody_reads_their_own(self):
        event, team = training(), TeamMemberFactory(email="p1@exemple.example")
        application = Application.objects.get(registration=applied(event, 1))
        with pytest.raises(Refused):
            read(application, [team], 1, 1)


class TestListing:
    def test_not_before_all_is_read_and_closed(self):
        event = training()
        with pytest.raises(DomainError, match=r"encore candidater.*dernier jour annoncé"):
            actions.propose_list(event.organiser, event.selection)
        close(event)
        with pytest.raises(DomainError, match="Personne n’a candidaté"):
            actions.propose_list(event.organiser, event.selection)
        open_event(event.organiser, event)
        applied(event, 1)
        close(event)
        with pytest.raises(DomainError, match="Il manque une lecture à 1 candidature"):
            actions.propose_list(event.organiser, event.selection)

    def test_once_the_last_day_is_over_making_the_list_closes_it(self):
        event = training()
        applied(event, 1)
        readers = read_all(event)
        with clock.at(event.closes_at):
            selection = actions.propose_list(readers[0], event.selection)
        event.refresh_from_db()
        assert (selection.state, event.state) == (SelectionState.PROPOSED, "closed")

    def test_what_was_announced_changes_no_more(self):
        selection, readers = closed(applicants=8, places=2)
        event, both = selection.event, hosts()
        both[0].name = "Un autre nom"
        both[0].save()
        event.parity = False
        event.save()
        set_places(event.organiser, event.seatings.get(), capacity=4)
        data = actions.propose_list(readers[0], selection).published
        assert (data["announced"], data["places"], len(data["selected"])) == (2, 4, 4)
        (balance,) = data["balances"]
        assert balance == {"key": "hôte", "targets": {"La Préfecture": [2, 2], "La Région": [2, 2], "": [0, 0]}}

    def test_who_says_nothing_has_the_part_of_the_places_that_is_theirs_of_the_applications(self):
        event, both = training(places=4), hosts()
        for number in range(8):
            applied(event, number, None if number < 4 else both[number % 2])
        readers = read_all(event)
        close(event)
        selection = actions.propose_list(readers[0], event.selection)
        assert selection.published["balances"][0]["targets"] == {
            "La Préfecture": [1, 1],
            "La Région": [1, 1],
            "": [2, 2],
        }
        silent = selection.applications.filter(registration__host=None)
        assert silent.filter(has_place=True).count() == 2
        assert selection.announced["balances"][0]["part"] == [4, 8]
        actions.publish_list(readers[0], selection)
        gone = silent.filter(has_place=True).first().registration
        cancel_registration(LinkHolder(gone.pk), gone)
        assert Registration.objects.get(event=event, state=RegistrationState.OFFERED).host is None

    def test_the_better_level_then_parity_and_anybody_recomputes_it(self):
        selection, readers = closed(applicants=6, places=3, declared=[TERRITORY])
        best = selection.applications.last()
        selection.state = SelectionState.OPEN
        best.readings.update(said={one["key"]: {"reason": "Oui", "level": 3} for one in selection.criteria})
        selection = actions.propose_list(readers[0], selection)
        data = selection.published
        assert best.number in data["selected"]
        assert len(data["selected"]) == 3
        assert sorted(verify_selection.recompute(data)) == sorted(data["selected"])
        assert [one["key"] for one in data["balances"]] == ["hôte", TERRITORY[0]]
        assert set(data["balances"][1]["targets"]) == {"A", "B", "C", "D", ""}
        assert "Personne" not in str(data)
        chosen = selection.applications.filter(has_place=True)
        by_host = [one.registration.host_id for one in chosen]
        assert max(by_host.count(host.pk) for host in hosts()) <= 2
        assert not letters("training.outcome").exists()
        assert set(states(selection)) == {RegistrationState.APPLIED}

    def test_published_by_somebody_each_with_a_reason(self):
        selection, _readers = published(applicants=5, places=2)
        assert states(selection) == ["confirmed"] * 2 + ["waiting"] * 3
        assert Seating.objects.get(event=selection.event).taken == 2
        assert letters("training.outcome").count() == 5
        assert all("Pourquoi" in one.text for one in letters("training.outcome"))
        assert not letters("events.date").exists()
        for one in selection.applications.select_related("registration"):
            letter = letters("training.outcome").get(address=one.registration.mail)
            assert ("METHOD:REQUEST" in letter.calendar) is one.has_place
            assert ("Rennes" in letter.text) is one.has_place
        with pytest.raises(DomainError, match="La liste est publiée"):
            actions.publish_list(TeamMemberFactory(), selection)

    def test_by_hand_only_with_a_reason_and_never_too_many(self):
        selection, readers = closed()
        actions.propose_list(readers[0], selection)
        one = selection.applications.filter(has_place=False).first()
        with pytest.raises(DomainError, match="Dites pourquoi"):
            actions.change_line(readers[0], one, has_place=True, reason=" ")
        with pytest.raises(DomainError, match="déjà ce que dit"):
            actions.change_line(readers[0], one, has_place=False, reason="Non")
        actions.change_line(readers[0], one, has_place=True, reason="Son projet commence lundi.")
        with pytest.raises(DomainError, match="donne 3 places, il y en a 2"):
            actions.publish_list(readers[0], selection)
        other = selection.applications.filter(has_place=True, by_hand="").first()
        actions.change_line(readers[0], other, has_place=False, reason="Avec son accord.")
        actions.publish_list(readers[0], selection)
        assert letters("training.outcome").filter(text__contains="Son projet commence lundi.").count() == 1

    def test_who_leaves_before_it_is_out_leaves_no_empty_chair(self):
        selection, readers = closed()
        actions.propose_list(readers[0], selection)
        gone = selection.applications.filter(has_place=True).first().registration
        cancel_registration(LinkHolder(gone.pk), gone)
        with pytest.raises(DomainError, match="s’est retiré"):
            actions.publish_list(readers[0], selection)
        actions.propose_list(readers[0], selection)
        actions.publish_list(readers[0], selection)
        assert states(selection) == ["cancelled", "confirmed", "confirmed", "waiting"]

    def test_without_limit_everybody_comes(self):
        selection, _readers = published(places=None)
        assert set(states(selection)) == {"confirmed"}
        assert set(selection.applications.values_list("because", flat=True)) == {"room"}


class TestCalling:
    def test_who_withdraws_is_replaced_by_the_next_who_keeps_the_balance(self):
        selection, _readers = published(applicants=8, places=4)
        gone = selection.applications.filter(has_place=True).first().registration
        cancel_registration(LinkHolder(gone.pk), gone)
        called = Registration.objects.get(event=selection.event, state=RegistrationState.OFFERED)
        assert called.host_id == gone.host_id
        assert called.offered_until
        accept_offer(LinkHolder(called.pk), called)
        assert states(selection).count("confirmed") == 4

    def test_an_offer_without_answer_goes_to_the_next(self):
        selection, _readers = published(applicants=6, places=2)
        gone = selection.applications.filter(has_place=True).first().registration
        cancel_registration(LinkHolder(gone.pk), gone)
        first = Registration.objects.get(event=selection.event, state=RegistrationState.OFFERED)
        with clock.at(first.offered_until):
            lapse_offer(SYSTEM, first)
            second = Registration.objects.get(event=selection.event, state=RegistrationState.OFFERED)
        assert second != first
        assert second.host_id == gone.host_id

    def test_nobody_is_called_when_nobody_waits(self):
        selection, _readers = published(applicants=2, places=2)
        gone = selection.applications.first().registration
        cancel_registration(LinkHolder(gone.pk), gone)
        assert actions.call_next(SYSTEM, selection) == 0
        assert states(selection) == ["cancelled", "confirmed"]

    def test_nothing_is_called_before_the_list_is_out(self):
        selection, _readers = closed()
        one = selection.applications.first().registration
        cancel_registration(LinkHolder(one.pk), one)
        assert states(selection) == ["applied"] * 3 + ["cancelled"]


class TestAppeals:
    def waits(self, selection):
        return selection.applications.filter(has_place=False).select_related("registration").first()

    def test_once_with_words_by_who_waits(self):
        selection, readers = published()
        one, placed = self.waits(selection), selection.applications.filter(has_place=True).first()
        other = TeamMemberFactory()
        with pytest.raises(DomainError, match="n’a pas été vu"):
            actions.make_appeal(LinkHolder(one.pk), one, words=" ")
        with pytest.raises(DomainError, match="n’attend pas"):
            actions.make_appeal(LinkHolder(placed.pk), placed, words="Encore")
        actions.make_appeal(LinkHolder(one.pk), one, words="Mon projet a changé")
        written = set(letters("training.appeal_made").values_list("address", flat=True))
        assert other.email in written
        assert not written & {reader.email for reader in readers}
        with pytest.raises(DomainError, match="déjà demandé"):
            actions.make_appeal(LinkHolder(one.pk), one, words="Encore")
        with clock.at(selection.appeals_until), pytest.raises(DomainError, match="est passé"):
            actions.make_appeal(LinkHolder(one.pk), one, words="Trop tard")

    def test_answered_by_somebody_else_a_place_is_added_and_nobody_loses_theirs(self):
        selection, readers = published()
        one = self.waits(selection)
        appeal = actions.make_appeal(LinkHolder(one.pk), one, words="Mon projet a changé")
        with pytest.raises(Refused):
            actions.answer_appeal(readers[0], appeal, grants=True, answer="Oui")
        other = TeamMemberFactory()
        with pytest.raises(DomainError, match="Dites pourquoi"):
            actions.answer_appeal(other, appeal, grants=True, answer=" ")
        actions.answer_appeal(other, appeal, grants=True, answer="Son projet commence lundi.")
        assert states(selection).count("confirmed") == 3
        assert Seating.objects.get(event=selection.event).capacity == 3
        with pytest.raises(DomainError, match="déjà répondu"):
            actions.answer_appeal(other, appeal, grants=False, answer="Non")
        letter = letters("training.appeal_answered").get()
        assert letter.text.count("Son projet commence lundi.") == 1
        assert "METHOD:REQUEST" in letter.calendar
        assert not letters("events.date").exists()

    def test_kept(self):
        selection, _readers = published()
        one = self.waits(selection)
        appeal = actions.make_appeal(LinkHolder(one.pk), one, words="Mon projet a changé")
        appeal = actions.answer_appeal(TeamMemberFactory(), appeal, grants=False, answer="Les critères sont tenus.")
        assert appeal.state == AppealState.KEPT
        assert states(selection).count("confirmed") == 2


def test_who_may():
    selection, _readers = closed()
    application, person = selection.applications.first(), PersonFactory()
    for act in (
        lambda: actions.propose_list(person, selection),
        lambda: actions.change_line(person, application, has_place=True, reason="Oui"),
        lambda: actions.make_appeal(person, application, words="Oui"),
        lambda: actions.call_next(person, selection),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_published_once_by_many_hands(self):
        selection, readers = closed()
        actions.propose_list(readers[0], selection)
        answers = at_once([lambda: actions.publish_list(readers[0], selection)] * 6)
        assert sum(isinstance(one, Selection) for one in answers) == 1
        assert letters("training.outcome").count() == 4
        assert Seating.objects.get(event=selection.event).taken == 2

    def test_many_leave_and_are_replaced_while_an_appeal_is_granted(self):
        selection, _readers = published(applicants=12, places=4)
        leaving = list(selection.applications.filter(has_place=True).select_related("registration__event"))[:3]
        one = selection.applications.filter(has_place=False).last()
        appeal = Appeal.objects.create(application=one, words="Mon projet a changé")
        other = TeamMemberFactory()
        acts = [
            *(lambda gone=gone: cancel_registration(SYSTEM, gone.registration) for gone in leaving),
            lambda: actions.answer_appeal(other, appeal, grants=True, answer="Oui, voici pourquoi."),
        ]
        at_once(acts)
        seating = Seating.objects.get(event=selection.event)
        held = Registration.objects.filter(event=selection.event, state__in=SEATED).count()
        assert seating.taken == held == seating.capacity
        assert states(selection).count("cancelled") == 3


def test_read_again_by_the_same_two_changes_nothing_to_how_many():
    event = training()
    applied(event, 1)
    readers = read_all(event)
    read_all(event, readers, level=2)
    assert applied(event, 1).pk
    assert Application.objects.get().readings.count() == 2


def test_what_was_written_goes_with_what_names_somebody():
    selection, readers = published()
    one = selection.applications.filter(has_place=False).select_related("registration").first()
    appeal = actions.make_appeal(LinkHolder(one.pk), one, words="Mon projet a changé")
    actions.answer_appeal(TeamMemberFactory(), appeal, grants=False, answer="Les critères sont tenus.")
    with clock.at(clock.in_days(3000)):
        forget_registration(SYSTEM, one.registration)
    appeal.refresh_from_db()
    assert (appeal.words, appeal.answer) == ("…", "…")
    assert {said["reason"] for reading in one.readings.all() for said in reading.said.values()} == {"…"}
    (data,) = manifest.persons
    person = PersonFactory()
    other = selection.applications.filter(has_place=True).first()
    other.registration.person = person
    other.registration.save()
    assert data.export(person)["applications"][0]["has_place"] is True
    data.erase(person)
    assert other.readings.first().said["projet"]["reason"] == "…"
    data.erase(readers[0])
    assert other.readings.filter(reader=None).count() == 1
