"""The rooms on screen: for everybody, for who books, for who keeps the house."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from liamm.features.accounts.tests.factories import AffiliationFactory, PersonFactory, TeamMemberFactory
from liamm.features.booking import purposes
from liamm.features.booking.actions import BlockingDraft, RoomDraft, arrange_room, block_room, cancel_booking
from liamm.features.booking.manifest import manifest
from liamm.features.booking.models import Booking, Occupation, Room
from liamm.features.booking.tests.factories import booked, contributing, local, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db
HOUSE = "/maison/salles/"
PAST = local(2026, 4, 20, 9)


@pytest.fixture
def member(client):
    LabSpaceFactory()
    person = CommunityMemberFactory(name="Maud Le Goff")
    client.force_login(person)
    return person


def sent(moment=None, hours=2, **changes):
    starts = timezone.localtime(moment or opened())
    ends = starts + timedelta(hours=hours)
    base = {
        "title": "Atelier de conception",
        "use": "atelier",
        "rooms": ["1"],
        "people": "12",
        "layout": "",
        "day": starts.date().isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "needs": "Des feutres épais",
        "rules_accepted": "on",
        "ticket": "0" * 32,
    }
    return {**base, **changes}


def text(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def week_of(moment):
    return f"{HOUSE}semaine/?semaine={timezone.localdate(moment).isoformat()}"


class TestReading:
    def test_the_rooms_for_everybody(self, client):
        LabSpaceFactory()
        arrange_room(TeamMemberFactory(), 5, draft=RoomDraft(name="Le petit salon", closed=True, equipment=("piano",)))
        shown = text(client.get(HOUSE))
        assert "La cuisine" in shown
        assert "12 en îlots, 14 en cercle, 20 debout" in shown
        assert "Le petit salon" in shown
        assert "fermée en ce moment" in shown
        assert "Réserver" not in shown
        assert "/compte/entrer/?next=/maison/salles/reserver/" in shown
        assert 'href="/maison/salles/" aria-current' in shown

    def test_visitors_see_that_it_is_taken_and_why_it_is_closed(self, client):
        one = booked()
        block_room(
            TeamMemberFactory(),
            2,
            draft=BlockingDraft(starts=one.starts, ends=one.starts + timedelta(days=2), reason="Peinture"),
        )
        shown = text(client.get(week_of(one.starts)))
        assert "14 h à 16 h : prise" in shown
        assert "à partir de 14 h : Peinture" in shown
        assert one.title not in shown
        assert str(one.booked_by) not in shown
        english = text(client.get(week_of(one.starts), headers={"accept-language": "en"}))
        assert ": taken" in english
        assert " : taken" not in english
        room = text(client.get(f"{HOUSE}2/?semaine={timezone.localdate(one.starts)}"))
        assert "Peinture" in room
        assert "Lever" not in room

    def test_a_closure_of_several_days(self, client):
        LabSpaceFactory()
        with clock.at(PAST):
            given = BlockingDraft(starts=local(2026, 4, 27, 12), ends=local(2026, 4, 29, 10), reason="Peinture")
            block_room(TeamMemberFactory(), 2, draft=given)
            shown = text(client.get(f"{HOUSE}semaine/?semaine=2026-05-01"))
        for said in ("à partir de 12 h", "toute la journée", "jusqu’à 10 h", "fermée : jour férié"):
            assert said in shown

    def test_the_community_reads_what_and_books_from_an_empty_place(self, client, member):
        one = booked()
        shown = text(client.get(week_of(one.starts)))
        assert f'href="{one.get_absolute_url()}"' in shown
        assert "/maison/salles/reserver/?rooms=2&amp;day=" in shown
        assert text(client.get(f"{HOUSE}semaine/?semaine=hier"))
        assert text(client.get(f"{HOUSE}semaine/?semaine=9999-12-31"))
        assert client.get(f"{HOUSE}99/").status_code == 404

    def test_the_pages_cost_the_same_whatever_they_hold(self, client, member, django_assert_num_queries):
        starts = opened()
        booked(starts=starts)
        client.get(week_of(starts))
        with django_assert_num_queries(8):
            client.get(week_of(starts))
        for number in range(2, 7):
            booked(rooms=(number,), people=2, starts=starts)
        with django_assert_num_queries(8):
            client.get(week_of(starts))
        with django_assert_num_queries(9):
            client.get(f"{HOUSE}1/?semaine={timezone.localdate(starts)}")
        with django_assert_num_queries(6):
            client.get(HOUSE)

    def test_the_list_books_as_the_grid_does(self, client, member):
        with clock.at(PAST):
            member = CommunityMemberFactory()
            client.force_login(member)
            booked(member, starts=local(2026, 4, 28, 10))
            listed = text(client.get(f"{HOUSE}semaine/?semaine=2026-04-28&vue=liste"))
            for said in (
                "libre 7 h 30 à 9 h 30",
                "libre 12 h 30 à 21 h",
                "starts=12:30&amp;ends=21:00",
                "fermée : jour férié",
            ):
                assert said in listed
            grid = text(client.get(f"{HOUSE}semaine/?semaine=2026-04-28"))
            assert 'data-since="585" data-until="735"' in grid
            assert 'data-from="600" data-to="720"' in grid
            assert "<liamm-roomgrid" in grid
            today = text(client.get(f"{HOUSE}semaine/?semaine=2026-04-20&vue=liste"))
            assert "libre 9 h à 21 h" in today
        client.logout()
        assert "<liamm-roomgrid" not in text(client.get(f"{HOUSE}semaine/"))
        assert "reserver/?" not in text(client.get(f"{HOUSE}semaine/?vue=liste"))

    @pytest.mark.parametrize(("day", "gone"), [(20, 0), (24, 4), (25, 0)])
    def test_days_of_this_week_that_are_over_come_after_a_fold(self, client, member, day, gone):
        """On Saturday nothing is left of the week: all of it is shown."""
        with clock.at(local(2026, 4, day, 9)):
            client.force_login(CommunityMemberFactory())
            for page in (f"{HOUSE}semaine/?vue=liste", f"{HOUSE}2/"):
                shown = text(client.get(page))
                assert (f"Les {gone} jours passés de cette semaine" in shown) is bool(gone)
                fold = shown.partition("jours passés de cette semaine")[2].partition("</details>")[0]
                assert ("jeudi 23" in fold.lower(), "vendredi 24" in fold.lower()) == (bool(gone), False)
            table = text(client.get(f"{HOUSE}semaine/"))
            assert table.count('<tr role="row" class="gone">') == gone
            assert (f"Montrer aussi les {gone} jours passés" in table) is bool(gone)
            assert "jours passés" not in text(client.get(f"{HOUSE}semaine/?semaine=2026-04-13"))

    def test_the_rooms_that_suit(self, client, member):
        week = f"{HOUSE}semaine/?personnes=30"
        shown = text(client.get(week))
        head = shown[shown.index("<thead") : shown.index("</thead")]
        assert [name in head for name in ("Le salon", "L’atelier", "Le jardin", "La cuisine")] == [
            True,
            True,
            True,
            False,
        ]
        assert "&amp;people=30" in shown
        assert "Le jardin</th>" not in text(client.get(f"{week}&plain_pied=on"))
        assert "Le jardin</th>" in text(client.get(f"{HOUSE}semaine/?disposition=cercle"))
        only = text(client.get(f"{HOUSE}semaine/?salle=2&vue=liste"))
        assert "personnes=" not in only
        assert "vue=liste" in only[only.index('rel="prev"') :]
        assert "Aucune salle ne va" in text(client.get(f"{HOUSE}semaine/?disposition=conference&personnes=400"))
        assert "Le salon" in text(client.get(f"{HOUSE}semaine/?salle=abc&personnes=-3"))
        prefilled = text(client.get(f"{HOUSE}reserver/?people=30&layout=u&day=2026-12-01&starts=09:00&ends=11:00"))
        assert 'value="30"' in prefilled
        assert '<option value="u" selected' in prefilled

    def test_a_booking_and_ones_own(self, client, member, monkeypatch):
        thing = uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        organisation = AffiliationFactory(person=member).organisation
        one = booked(member, purpose=("thing", thing), organisation=organisation, needs="Des feutres", layout="u")
        shown = text(client.get(one.get_absolute_url()))
        for said in ("Projet du laboratoire", "Des feutres", "en U", "Maud Le Goff", organisation.name, "état initial"):
            assert said in shown
        bare = booked(rooms=(2,))
        assert "comme la salle s’y prête" in text(client.get(bare.get_absolute_url()))
        assert "Annuler" not in text(client.get(bare.get_absolute_url()))
        cancel_booking(member, one, reason="Reportée.")
        assert "Reportée." in text(client.get(one.get_absolute_url()))
        assert "annulée" in text(client.get(f"{HOUSE}mes-reservations/"))
        client.force_login(PersonFactory())
        assert client.get(one.get_absolute_url()).status_code == 404

    def test_a_purpose_one_may_not_read_is_not_shown(self, client, member, monkeypatch):
        thing = uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        one = booked(member, purpose=("thing", thing))
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing()])
        assert "Les papiers" not in text(client.get(one.get_absolute_url()))


class TestBooking:
    def test_booked_once_however_often_it_is_sent(self, client, member):
        assert client.get(f"{HOUSE}reserver/?rooms=2&day=2026-12-01").status_code == 200
        given = sent()
        for _turn in range(2):
            answer = client.post(f"{HOUSE}reserver/", given)
            assert answer.status_code == 302
        one = Booking.objects.get()
        assert answer.url == one.get_absolute_url()
        assert "C’est réservé" in text(client.get(answer.url))
        assert "À venir" in text(client.get(f"{HOUSE}mes-reservations/"))

    def test_refused_by_three_rules_with_everything_typed_kept(self, client):
        with clock.at(PAST):
            client.force_login(CommunityMemberFactory())
            given = sent(local(2026, 5, 1, 7), title="Réunion de service")
            answer = client.post(f"{HOUSE}reserver/", given)
            shown = text(answer)
            assert answer.status_code == 422
            assert "3 règles s’y opposent" in shown
            assert shown.count('class="notice refusal"') == 3
            for said in (
                "Réunion de service",
                "Des feutres épais",
                "c’est un atelier",
                "lundi 4 mai, de 7 h 30 à 9 h 30",
            ):
                assert said in shown
            take = {**given, "take": "rooms=1&layout=&day=2026-05-04&starts=07%3A30&ends=09%3A30"}
            changed = client.post(f"{HOUSE}reserver/", take)
            assert changed.status_code == 200
            shown = text(changed)
            assert "Relisez, puis réservez" in shown
            for said in ('value="2026-05-04"', 'value="07:30"', "Des feutres épais", "Réunion de service"):
                assert said in shown
            assert not Booking.objects.exists()

    def test_each_kind_of_rule_and_what_is_left_to_fill(self, client, member):
        assert client.post(f"{HOUSE}reserver/", sent(title="")).status_code == 422
        starts = opened()
        for changes, said in (
            ({"starts": "16:00", "ends": "15:00"}, "avant le début"),
            ({"people": "900"}, "tient 45"),
        ):
            shown = text(client.post(f"{HOUSE}reserver/", sent(starts, **changes)))
            assert said in shown
        booked(starts=starts)
        assert "est prise" in text(client.post(f"{HOUSE}reserver/", sent(starts)))
        closed = BlockingDraft(starts=starts, ends=starts + timedelta(days=1), reason="Peinture")
        block_room(TeamMemberFactory(), 2, draft=closed)
        shown = text(client.post(f"{HOUSE}reserver/", sent(starts, rooms=["2"])))
        assert "« La cuisine » est fermée à ce moment : Peinture" in shown

    def test_several_rooms_under_one_name(self, client, member):
        shown = text(client.get(f"{HOUSE}reserver/?together=calme"))
        assert re.search(r"value=\"calme\"[^>]* checked", shown)
        assert "Le plateau entier, jusqu’à 139 personnes" in shown
        given = sent(together=["calme"], rooms=[])
        client.post(f"{HOUSE}reserver/", given)
        one = Booking.objects.get()
        assert "Le côté calme (La chambre, Le boudoir)" in text(client.get(one.get_absolute_url()))
        assert "au moins une salle" in text(client.post(f"{HOUSE}reserver/", sent(rooms=[])))
        assert client.post(f"{HOUSE}reserver/", sent(together=["grenier"])).status_code == 422

    def test_more_people_than_the_house_holds(self, client, member):
        given = sent(people="900", together=["plateau"])
        shown = text(client.post(f"{HOUSE}reserver/", given))
        assert "Tout ce que la maison peut réunir" in shown
        assert "199 personnes au plus" in shown
        filled = text(client.post(f"{HOUSE}reserver/", {**given, "take": "rooms=1&rooms=7&people=105&starts=09%3A00"}))
        assert 'value="105"' in filled
        assert not re.search(r"value=\"plateau\"[^>]* checked", filled)

    def test_for_something_and_in_a_name(self, client, member, monkeypatch):
        thing = uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        organisation = AffiliationFactory(person=member).organisation
        Room.objects.create(number=6, closed_at=clock.now())
        shown = text(client.get(f"{HOUSE}reserver/"))
        assert '<optgroup label="Chose"><option' in shown
        assert "(fermée en ce moment)" in shown
        client.post(f"{HOUSE}reserver/", sent(purpose=f"thing:{thing}", organisation=str(organisation.pk)))
        one = Booking.objects.get()
        assert (one.purpose_id, one.organisation) == (thing, organisation)

    def test_who_is_not_of_the_community_reads_why(self, client):
        client.force_login(PersonFactory())
        answer = client.get(f"{HOUSE}reserver/")
        assert answer.status_code == 403
        assert "membres de la communauté" in text(answer)

    def test_cancelled_with_a_reason(self, client, member):
        one = booked(member)
        where = f"{one.get_absolute_url()}annuler/"
        assert client.get(where).status_code == 200
        assert client.post(where, {"reason": ""}).status_code == 422
        assert client.post(where, {"reason": "Reportée."}).url == one.get_absolute_url()
        assert client.post(where, {"reason": "Encore."}).status_code == 422
        assert client.get(f"{booked(rooms=(2,)).get_absolute_url()}annuler/").status_code == 403


class TestAgainAndAgain:
    def test_a_series_its_days_that_cannot_be_and_what_is_chosen_for_them(self, client):
        with clock.at(PAST):
            client.force_login(CommunityMemberFactory())
            booked(rooms=(1,), starts=local(2026, 5, 5, 9))
            given = sent(local(2026, 4, 28, 9), again="week", until="2026-05-19")
            refused = client.post(f"{HOUSE}reserver/", given)
            assert refused.status_code == 422
            shown = text(refused)
            for said in ("Une date sur 4", "mardi 5 mai", "Continuer sans ces dates", "Des feutres épais"):
                assert said in shown
            assert Booking.objects.count() == 1
            left = client.post(f"{HOUSE}reserver/", {**given, "leave": "2026-05-05"})
            assert left.status_code == 200
            assert 'name="left" value="2026-05-05"' in text(left)
            chosen = "2026-05-05?rooms=2&layout=&day=2026-05-05&starts=09%3A00&ends=11%3A00"
            held = text(client.post(f"{HOUSE}reserver/", {**given, "hold": chosen}))
            assert "La cuisine · mardi 5 mai, de 9 h à 11 h" in held
            for _turn in range(2):
                answer = client.post(f"{HOUSE}reserver/", {**given, "instead": chosen})
                assert answer.status_code == 302
            page = text(client.get(answer.url))
            assert "Les dates de la série" in page
            assert "autrement que les autres" in page
            assert "passée" not in page
            with clock.at(local(2026, 4, 30, 9)):
                assert "1 date passée" in text(client.get(answer.url))
            mine = text(client.get(f"{HOUSE}mes-reservations/"))
            assert "et 2 autres dates" in mine
            assert mine.count("Atelier de conception") == 2
            assert Booking.objects.count() == 5

    def test_what_is_left_to_say_of_it(self, client, member):
        starts = opened()
        shown = text(client.post(f"{HOUSE}reserver/", sent(starts, again="week")))
        assert "Dites jusqu’à quand" in shown
        shown = text(client.post(f"{HOUSE}reserver/", sent(starts, again="month", until="2020-01-01")))
        assert "vient avant le premier" in shown
        noise = {"left": ["hier"], "instead": ["hier?", "2026-05-05?day=x"], "until": "x", "again": "week"}
        assert client.post(f"{HOUSE}reserver/", sent(starts, **noise)).status_code == 422
        assert not Booking.objects.exists()

    def test_its_page_costs_the_same_whatever_it_holds(self, client, member, django_assert_num_queries):
        for until, rooms in (("2026-05-05", ["1"]), ("2026-06-30", ["2"])):
            with clock.at(PAST):
                given = sent(local(2026, 4, 28, 9), again="week", until=until, rooms=rooms)
                person = CommunityMemberFactory()
                client.force_login(person)
                url = client.post(f"{HOUSE}reserver/", given).url
                client.get(url)
                with django_assert_num_queries(12):
                    client.get(url)


class TestChanging:
    def test_one_booking(self, client, member):
        one = booked(member)
        where = f"{one.get_absolute_url()}changer/"
        shown = text(client.get(where))
        assert f'value="{one.title}"' in shown
        assert 'name="reach"' not in shown
        given = sent(one.starts + timedelta(days=0), rooms=["2"], seen="0")
        take = text(client.post(where, {**given, "take": "rooms=3&layout=&day=2026-12-01&starts=09%3A00&ends=10%3A00"}))
        assert "puis enregistrez" in take
        assert client.post(where, given).url == one.get_absolute_url()
        assert client.post(where, given).status_code == 422
        booked(rooms=(3,), people=2)
        refused = client.post(where, {**given, "rooms": ["2", "3"], "seen": "1"})
        assert refused.status_code == 422
        assert "est prise" in text(refused)
        assert client.get(f"{booked(rooms=(4,)).get_absolute_url()}changer/").status_code == 403

    def test_for_something_one_could_not_choose(self, client, monkeypatch):
        thing = uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        person = CommunityMemberFactory()
        organisation = AffiliationFactory(person=person).organisation
        one = booked(person, purpose=("thing", thing), organisation=organisation)
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing()])
        client.force_login(TeamMemberFactory())
        where = f"{one.get_absolute_url()}changer/"
        shown = text(client.get(where))
        assert "ce pour quoi c’était réservé" in shown
        assert organisation.name in shown
        given = sent(one.starts, seen="0", purpose=f"thing:{thing}", organisation=str(organisation.pk))
        assert client.post(where, given).status_code == 302

    def test_several_of_a_series_then_given_back(self, client):
        with clock.at(PAST):
            client.force_login(CommunityMemberFactory())
            first = client.post(f"{HOUSE}reserver/", sent(local(2026, 4, 28, 9), again="week", until="2026-05-26")).url
            third = Booking.objects.get(occurrence="2026-05-12")
            where = third.get_absolute_url()
            given = sent(local(2026, 5, 13, 9), rooms=["2"], seen="0", reach="after")
            assert "cette date et les suivantes" in text(client.get(f"{where}changer/"))
            assert client.post(f"{where}changer/", given).status_code == 302
            assert "mercredi 13 mai" in text(client.get(where))
            booked(rooms=(3,), starts=local(2026, 5, 20, 9), people=2)
            refused = text(client.post(f"{where}changer/", {**given, "rooms": ["3"], "people": "2", "seen": "1"}))
            assert "Une date sur 3" in refused
            assert "Retirer" not in refused
            assert client.post(f"{where}annuler/", {"reason": "Fini.", "reach": "all"}).status_code == 302
            assert Booking.objects.filter(state="cancelled").count() == 3
            assert client.post(f"{first}annuler/", {"reason": "Fini.", "reach": "one"}).status_code == 302
            assert "annulée" in text(client.get(first))


class TestKeeping:
    def test_closing_and_opening_again(self, client):
        one = booked()
        client.force_login(TeamMemberFactory())
        day = timezone.localdate(one.starts).isoformat()
        given = {"reason": "Peinture", "day": day, "starts": "08:00", "until": day, "ends": "12:00"}
        where = f"{HOUSE}1/fermer/"
        assert client.get(where).status_code == 200
        assert client.post(where, {**given, "ends": "18:00"}).status_code == 422
        assert client.post(where, given).status_code == 302
        blocking = Occupation.objects.get(reason="Peinture")
        assert "Lever la fermeture" in text(client.get(f"{HOUSE}1/?semaine={day}"))
        for said in ("ouvert à nouveau", "déjà levée"):
            assert said in text(client.post(f"{HOUSE}fermetures/{blocking.pk}/lever/", follow=True))

    def test_saying_a_room_otherwise(self, client):
        client.force_login(TeamMemberFactory())
        where = f"{HOUSE}1/presenter/"
        form = client.get(where).context["form"]
        as_it_is = {name: form.initial[name] for name in form.fields if form.initial[name]}
        assert as_it_is["name"] == "Le salon"
        assert client.post(where, {**as_it_is, "restore_minutes": "20"}).status_code == 302
        said = Room.objects.get(pk=1)
        assert (said.name, said.equipment, said.access, said.setup_minutes, said.checklist) == (
            "",
            None,
            "",
            None,
            None,
        )
        assert (said.restore_minutes, said.initial_state, said.former_names) == (20, "", [])
        given = {"name": "Le grand salon", "equipment": "piano\n\ntapis\n", "setup_minutes": "0"}
        assert client.post(where, {**given, "equipment": "x" * 81}).status_code == 422
        assert client.post(where, given).status_code == 302
        shown = text(client.get(f"{HOUSE}1/"))
        assert "piano, tapis" in shown
        assert "0 min, 15 min" in shown
        assert "piano" in text(client.get(where))


def test_what_the_house_knows_of_a_person(member):
    one = booked(member, needs="Des feutres")
    (data,) = manifest.persons
    assert data.export(member)["bookings"][0]["needs"] == "Des feutres"
    data.erase(member)
    one.refresh_from_db()
    assert (one.booked_by, one.needs) == (None, "")
    assert one.is_coming
