"""Dates, agendas, convening and presence."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.charter.enums import ItemKind
from liamm.features.governance.actions import (
    CallDraft,
    ItemDraft,
    add_item,
    answer_presence,
    call_sitting,
    cancel_sitting,
    convene_sitting,
    move_sitting,
    order_items,
    place_item,
    plan_sitting,
    remove_item,
)
from liamm.features.governance.contributions import calendar_entries, forget, what_is_known
from liamm.features.governance.enums import Answer, ItemState, MandateKind, SittingState
from liamm.features.governance.jobs import fill_agendas, keep_calendar
from liamm.features.governance.models import AgendaItem, Attendance, Sitting
from liamm.features.governance.ordering import moved
from liamm.features.governance.presence import presence_token, read_presence
from liamm.features.governance.queries.planning import missing_sittings
from liamm.features.governance.tests.factories import local, opened, seat
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db
INFO = ItemKind.INFORMATION


class TestDates:
    def test_a_sitting_is_planned_once(self, house):
        due = missing_sittings(house.copil)[0]
        plan_sitting(SYSTEM, house.copil, due=due)
        with pytest.raises(DomainError, match="déjà prévue"):
            plan_sitting(SYSTEM, house.copil, due=due)

    def test_outside_the_cadence_one_says_why(self, house):
        draft = CallDraft(starts=opened(2), minutes=45, reason="Un pacte en péril.")
        sitting = call_sitting(house.secretary, house.copil, draft=draft)
        assert (sitting.reason, sitting.due) == ("Un pacte en péril.", None)
        again = call_sitting(house.secretary, house.copil, draft=draft)
        assert again.slug != sitting.slug
        with pytest.raises(DomainError, match="raison"):
            call_sitting(house.secretary, house.copil, draft=CallDraft(starts=opened(2), minutes=45, reason=""))
        with pytest.raises(DomainError, match="passée"):
            call_sitting(
                house.secretary, house.copil, draft=CallDraft(starts=clock.in_days(-2), minutes=45, reason="x")
            )
        with pytest.raises(Refused):
            call_sitting(PersonFactory(), house.copil, draft=draft)

    def test_moving_tells_those_who_were_called_and_asks_again(self, house, letters):
        sitting = convene_sitting(house.secretary, house.sitting(starts=clock.in_days(20)))
        mine = sitting.attendances.get(person=house["adjointe"])
        answer_presence(house["adjointe"], mine, answer=Answer.COMING)
        before = len(letters())
        moved_to = move_sitting(house.secretary, sitting, starts=opened(27), reason="Grève des trains.")
        assert moved_to.slug == sitting.slug
        mine.refresh_from_db()
        assert mine.answer == Answer.UNKNOWN
        told = letters()[before:]
        assert len(told) == 6
        assert "Grève des trains." in told[0].body

    def test_moved_twice_its_page_says_the_last_move_and_keeps_the_first(self, client, house):
        sitting = house.sitting(starts=opened(20))
        move_sitting(house.secretary, sitting, starts=opened(27), reason="Grève des trains.")
        page = client.get(f"/seances/{sitting.slug}/").content.decode()
        assert page.count("Déplacée") == 1
        assert "Prévue d’abord" in page
        move_sitting(house.secretary, Sitting.objects.get(pk=sitting.pk), starts=opened(34), reason="Salle prise.")
        page = client.get(f"/seances/{sitting.slug}/").content.decode()
        assert "Prévue d’abord" not in page
        before, _mark, after = page.partition("Déplacée déjà avant")
        assert "Salle prise." in before
        assert "Grève des trains." in after
        assert "Grève des trains." not in before

    def test_never_where_another_body_sits(self, house):
        first = house.sitting(starts=opened(20), ends=opened(20) + timedelta(hours=2), place="Le salon")
        other = house.sitting(starts=opened(27), ends=opened(27) + timedelta(hours=2), place="le salon")
        with pytest.raises(DomainError, match="siège déjà"):
            move_sitting(house.secretary, other, starts=first.starts + timedelta(hours=1), reason="Grève.")
        assert move_sitting(house.secretary, other, starts=first.ends, reason="Grève.").starts == first.ends

    def test_never_on_a_public_holiday(self, house):
        with clock.at(local(2027, 4, 1, 9)):
            sitting = house.sitting(starts=local(2027, 4, 22, 14), ends=local(2027, 4, 22, 16))
            with pytest.raises(DomainError, match="férié") as caught:
                move_sitting(house.secretary, sitting, starts=local(2027, 5, 6, 14), reason="Ascension")
        assert caught.value.citation.article == "2.6"

    def test_cancelling_keeps_the_items_and_tells_why(self, client, house, letters):
        sitting = convene_sitting(house.secretary, house.sitting())
        item = house.item(sitting)
        before = len(letters())
        cancel_sitting(house.secretary, sitting, reason="Quorum impossible.")
        item.refresh_from_db()
        assert (item.state, item.sitting) == (ItemState.WAITING, None)
        assert len(letters()) - before == 6
        assert "Quorum impossible." in client.get(f"/seances/{sitting.slug}/").content.decode()
        with pytest.raises(DomainError, match="a commencé"):
            cancel_sitting(house.secretary, sitting, reason="Encore")

    def test_once_begun_the_date_stands(self, house):
        with pytest.raises(DomainError, match="a commencé"):
            move_sitting(house.secretary, house.open(), starts=clock.in_days(9), reason="x")

    def test_what_the_cadence_no_longer_asks_is_cancelled(self, house):
        odd = house.sitting(due=clock.today() + timedelta(days=33), starts=clock.in_days(33))
        keep_calendar()
        odd.refresh_from_db()
        assert odd.state in {SittingState.CANCELLED, SittingState.PLANNED}
        kept = {one.due for one in Sitting.objects.filter(body=house.copil).exclude(state=SittingState.CANCELLED)}
        assert odd.due in kept or odd.state == SittingState.CANCELLED


class TestAgenda:
    def test_items_by_hand(self, house):
        sitting = house.sitting()
        with pytest.raises(DomainError, match="de quoi il s’agit"):
            add_item(house.secretary, sitting, draft=ItemDraft(kind=INFO, title=" "))
        first, second, third = (
            add_item(house.secretary, sitting, draft=ItemDraft(kind=INFO, title=title)) for title in "ABC"
        )
        order_items(house.secretary, sitting, items=[third.pk, first.pk])
        assert [item.title for item in sitting.items.on_agenda()] == ["C", "A", "B"]
        remove_item(house.secretary, second, reason="Réglé.")
        second.refresh_from_db()
        assert (second.state, second.reason) == (ItemState.REMOVED, "Réglé.")
        with pytest.raises(DomainError, match="déjà clos"):
            remove_item(house.secretary, second, reason="x")
        with pytest.raises(DomainError, match="la raison"):
            remove_item(house.secretary, first, reason=" ")
        with pytest.raises(Refused):
            add_item(house["adjointe"], sitting, draft=ItemDraft(kind=INFO, title="x"))

    def test_taken_off_until_a_day(self, house):
        later = house.sitting(slug="plus-tard", starts=clock.in_days(40))
        item = house.item(house.sitting())
        remove_item(house.secretary, item, reason="Attendre l’étude.", back_on=clock.today() + timedelta(days=30))
        fill_agendas()
        item.refresh_from_db()
        assert item.sitting == later

    def test_what_awaits_a_confirmation_is_not_dropped(self, house):
        house.sitting(house.codir, slug="codir-x", starts=clock.in_days(7))
        decision = house.decide(house.item(house.open()))
        up = decision.confirmation_items.get()
        with pytest.raises(DomainError, match="attend d’être confirmée"):
            remove_item(house.secretary, up, reason="Non")
        remove_item(house.secretary, up, reason="Plus tard", back_on=clock.today() + timedelta(days=60))

    def test_an_item_waits_for_its_own_body(self, house):
        item = AgendaItem.objects.create(body=house.codir, kind="information", matter="information", title="x")
        with pytest.raises(DomainError, match="autre instance"):
            place_item(house.secretary, item, sitting=house.sitting())
        fill_agendas()
        item.refresh_from_db()
        assert item.state == ItemState.WAITING
        sitting = house.sitting(house.codir, slug="codir-y")
        place_item(house.secretary, item, sitting=sitting)
        with pytest.raises(DomainError, match="n’attend plus"):
            place_item(house.secretary, item, sitting=sitting)

    def test_a_closed_agenda_takes_nothing(self, house):
        sitting = house.sitting(state=SittingState.CLOSED)
        with pytest.raises(DomainError, match="clos"):
            add_item(house.secretary, sitting, draft=ItemDraft(kind=INFO, title="x"))

    def test_one_place_up_or_down(self):
        assert moved([1, 2, 3], 3, -1) == [1, 3, 2]
        assert moved([1, 2, 3], 1, -1) == [1, 2, 3]
        assert moved([1, 2, 3], 3, 1) == [1, 2, 3]

    def test_the_page_of_the_team_does_it_all(self, client, house):
        sitting = house.sitting()
        client.force_login(house.secretary)
        base = f"/seances/{sitting.slug}"
        client.post(f"{base}/points/", {"kind": "information", "title": "Bilan", "summary": ""})
        client.post(f"{base}/points/", {"kind": "information", "title": "Locaux", "summary": ""})
        first, second = sitting.items.on_agenda()
        client.post(f"/points/{second.pk}/monter/")
        assert [item.title for item in sitting.items.on_agenda()] == ["Locaux", "Bilan"]
        client.post(f"/points/{first.pk}/retirer/", {"reason": "Réglé."})
        waiting = AgendaItem.objects.create(body=house.copil, kind="information", matter="information", title="Suite")
        client.post(f"{base}/points/{waiting.pk}/")
        assert [item.title for item in sitting.items.on_agenda()] == ["Locaux", "Suite"]
        refused = client.post(f"{base}/points/{waiting.pk}/", follow=True)
        assert "n’attend plus" in refused.content.decode()
        client.post(f"{base}/convocation/", {"sure": "1"})
        sitting.refresh_from_db()
        assert sitting.state == SittingState.CONVENED
        client.post(f"{base}/date/", {"starts": f"{opened(30):%Y-%m-%dT%H:%M}", "reason": "Loin."})
        client.post(f"{base}/annuler/", {"reason": "Fini."})
        sitting.refresh_from_db()
        assert sitting.state == SittingState.CANCELLED
        client.post(
            "/gouvernance/instances/copil/convoquer/",
            {"starts": f"{opened(40):%Y-%m-%dT%H:%M}", "minutes": "60", "place": "salon", "reason": "Urgence."},
        )
        assert Sitting.objects.filter(reason="Urgence.").exists()

    def test_preparing_takes_as_many_queries_for_many(self, client, house, django_assert_max_num_queries):
        sitting = convene_sitting(house.secretary, house.sitting())
        client.force_login(house.secretary)
        for _ in range(6):
            house.item(sitting)
        with django_assert_max_num_queries(22):
            client.get(f"/seances/{sitting.slug}/preparer/")


class TestPresence:
    @pytest.fixture
    def convened(self, house):
        return convene_sitting(house.secretary, house.sitting())

    def test_each_holder_is_called_with_the_file_and_a_link(self, house, convened, letters):
        sent = letters()
        assert len(sent) == 6
        body = sent[0].body
        assert f"/seances/{convened.slug}/dossier/" in body
        assert "/presence/" in body
        with pytest.raises(DomainError, match="déjà convoquée"):
            convene_sitting(house.secretary, convened)

    def test_nobody_to_call(self, house):
        house.b4.mandates.update(ends=clock.today() - timedelta(days=1), starts=clock.today() - timedelta(days=9))
        with pytest.raises(DomainError, match="Personne ne tient"):
            convene_sitting(house.secretary, house.sitting(house.b4))

    def test_the_link_asks_and_the_button_answers(self, client, house, convened):
        attendance = convened.attendances.get(person=house["adjointe"])
        path = f"/presence/{presence_token(attendance)}/"
        for _ in range(2):
            assert client.get(path).status_code == 200
        attendance.refresh_from_db()
        assert attendance.answer == Answer.UNKNOWN
        assert client.post(path, {"answer": "coming"}).status_code == 302
        attendance.refresh_from_db()
        assert attendance.answer == Answer.COMING
        assert client.get("/presence/faux/").status_code == 404
        assert client.post(path, {"answer": "peut-être"}).status_code == 422

    def test_a_link_is_for_one_person(self, house, convened):
        mine, other = convened.attendances.all()[:2]
        with pytest.raises(Refused, match="quelqu’un d’autre"):
            answer_presence(LinkHolder(mine.pk), other, answer=Answer.COMING)
        with pytest.raises(Refused, match="pour soi"):
            answer_presence(house["adjointe"], convened.attendances.get(person=house.head), answer=Answer.COMING)
        assert read_presence("faux") is None

    def test_an_absence_calls_whoever_stands_in_once(self, house, letters):
        stand_in = seat(house.copil, "pilote-region", kind=MandateKind.SUBSTITUTE)
        sitting = convene_sitting(house.secretary, house.sitting())
        before = len(letters())
        mine = sitting.attendances.get(person=house["pilote-region"])
        answer_presence(house["pilote-region"], mine, answer=Answer.REPLACED)
        answer_presence(house["pilote-region"], mine, answer=Answer.ABSENT)
        (asked,) = letters()[before:]
        assert stand_in.email in asked.to[0]
        called = Attendance.objects.get(sitting=sitting, person=stand_in)
        assert called.stands_in
        answer_presence(stand_in, called, answer=Answer.ABSENT)

    def test_too_late(self, house, convened):
        mine = convened.attendances.first()
        cancel_sitting(house.secretary, convened, reason="x")
        with pytest.raises(DomainError, match="plus à répondre"):
            answer_presence(mine.person, Attendance.objects.get(pk=mine.pk), answer=Answer.COMING)

    def test_the_page_and_the_home_panel(self, client, house, convened):
        client.force_login(house["adjointe"])
        assert "Dire si vous venez" in client.get("/").content.decode()
        path = f"/seances/{convened.slug}/presence/"
        assert client.get(path).status_code == 200
        client.post(path, {"answer": "coming"})
        assert "Dire si vous venez" not in client.get("/").content.decode()
        client.force_login(PersonFactory())
        assert client.get(path).status_code == 404
        assert "En séance" not in client.get("/").content.decode()


class TestElsewhere:
    def test_sittings_are_dated_for_everyone_but_the_cancelled(self, house):
        kept, gone = house.sitting(), house.sitting(state=SittingState.CANCELLED)
        today = clock.today()
        entries = calendar_entries(PersonFactory(), today, today + timedelta(days=10))
        assert [one.key for one in entries] == [f"sitting:{kept.pk}"]
        assert str(gone.pk) not in str(entries)

    def test_decisions_are_found_once_published(self, house):
        decision = house.decide(house.item(house.open()))
        assert find(house.secretary, "guichets") == []
        house.publish(decision, title="Les guichets", text="Pour les guichets.")
        assert [one.kind for one in find(PersonFactory(), "guichet")] == ["decision"]

    def test_what_is_known_of_someone_is_handed_over_and_forgotten(self, house):
        person = house["adjointe"]
        known = what_is_known(person)
        assert known["mandats"][0]["siege"] == "adjointe"
        forget(person)
