"""A day of the house for whoever keeps it, who holds which day, and what one tells the next."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from liamm.features.accounts.models import DutyHeld
from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.booking import actions, jobs
from liamm.features.booking.actions import BlockingDraft, RotaDraft, TaskDraft
from liamm.features.booking.keepers import keepers, next_opened, opened_days, rota_texts, who_settles
from liamm.features.booking.manifest import manifest
from liamm.features.booking.models import Booking, HandoverNote, Holding, NoteRead, Opening, Restoring, RotaTold
from liamm.features.booking.queries.desk import day_page
from liamm.features.booking.rules.arranging import Stay, arranged
from liamm.features.booking.tests.factories import asked_for, booked, local, one_after_another, opened, waiting_for
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock, extension
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.extension import DeskLine, DeskSection, DeskSource, Expected, ExpectedSource, Manifest, desk_at
from liamm.kernel.model import uuid7
from liamm.kernel.post.models import Message
from liamm.kernel.stale import StaleError, mark

HOUSE = "/maison/salles/"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NINE = local(2026, 9, 1, 9)


def monday(weeks=1):
    today = clock.today()
    return today - timedelta(days=today.weekday()) + weeks * 7 * DAY


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


class TestArranging:
    def test_each_stay_is_arranged_from_how_the_room_stands(self):
        stays = [
            Stay(NINE, NINE + HOUR, "u", 8),
            Stay(NINE + 2 * HOUR, NINE + 3 * HOUR, "u", 9),
            Stay(NINE + 3 * HOUR, NINE + 4 * HOUR, "", 9),
            Stay(NINE + 4 * HOUR, NINE + 5 * HOUR, "ilots", 24),
        ]
        assert [(one.changes, one.free) for one in arranged(stays)] == [
            (True, None),
            (False, HOUR),
            (False, timedelta()),
            (True, timedelta()),
        ]
        assert arranged([]) == []


@pytest.mark.django_db
class TestTheDay:
    @pytest.fixture
    def keeper(self, client):
        person = TeamMemberFactory(name="Soizic Le Bihan")
        client.force_login(person)
        return person

    def test_each_room_in_order_with_what_is_arranged_between_two(self, client, keeper):
        before, after = one_after_another(layout="u", people=12)
        late = booked(starts=after.ends + HOUR, layout="ilots", people=24, needs="Des feutres épais")
        actions.block_room(
            keeper,
            2,
            draft=BlockingDraft(starts=before.starts, ends=before.starts + HOUR, reason="Peinture"),
        )
        day = timezone.localdate(before.starts)
        shown = day_page(keeper, day)
        salon, cuisine = shown.rooms[0], shown.rooms[1]
        assert [slot.booking for slot in salon.slots] == [before, after, late]
        assert [bool(slot.to_arrange) for slot in salon.slots] == [True, False, True]
        assert salon.slots[2].to_arrange.replace("\xa0", " ") == "installer en îlots pour 24, 60 min entre les deux"
        said = f"{salon.slots[0].hours}, {salon.slots[0].around}".replace("\xa0", " ")
        assert said == "9 h à 11 h, salle tenue de 8 h 45 à 11 h 15"
        assert cuisine.slots[0].reason == "Peinture"
        assert (shown.bookings, shown.people) == (3, 48)
        page = text(client.get(f"{HOUSE}jour/{day}/"))
        for words in ("3 réservations, 48 personnes", "Peinture", "Des feutres épais", "À préparer"):
            assert words in page
        assert "Le boudoir" in page
        pdf = client.get(f"{HOUSE}jour/{day}/feuille.pdf")
        assert pdf.content.startswith(b"%PDF")
        assert pdf["Content-Disposition"] == f'inline; filename="maison-{day}.pdf"'

    def test_what_waits_for_a_word_and_what_there_is_to_do(self, client, keeper):
        before, after = one_after_another()
        asked_for(after, CommunityMemberFactory())
        Restoring.objects.create(booking=before, state="reopened", until=clock.in_days(9))
        actions.add_task(keeper, draft=TaskDraft(what="Le volet coince", room=3))
        waiting_for(after, CommunityMemberFactory())
        Opening.objects.create(
            reference="OU-1", reason="La nuit du code", starts=clock.in_days(9), ends=clock.in_days(10)
        )
        with clock.at(after.starts):
            page = text(client.get(f"{HOUSE}aujourdhui/"))
        for words in (
            "Salles que l’on se demande",
            "Salles à revoir",
            "Le volet coince",
            "À revoir ensemble",
            "La nuit du code",
            "Qui attend",
        ):
            assert words.lower() in page.lower()

    def test_a_day_on_which_nothing_happens(self, client, keeper):
        LabSpaceFactory()
        page = text(client.get(f"{HOUSE}jour/2026-12-25/"))
        assert "La maison est fermée ce jour-là." in page
        assert "Libres toute la journée" in page
        assert client.get(f"{HOUSE}jour/2026-12-25/feuille.pdf").status_code == 200
        for wrong in ("2026-13-01", "1999-01-01", "demain"):
            assert client.get(f"{HOUSE}jour/{wrong}/").status_code == 404

    def test_for_the_team_only(self, client):
        for person in (PersonFactory(), CommunityMemberFactory()):
            client.force_login(person)
            for where in ("aujourdhui/", "jour/2026-12-01/", "jour/2026-12-01/feuille.pdf", "tenir/"):
                assert client.get(f"{HOUSE}{where}").status_code == 403
        assert "Aujourd’hui dans la maison" not in text(client.get(HOUSE))

    def test_upper_features_have_lines_without_the_rooms_knowing_them(self, client, keeper, monkeypatch):
        lines = [DeskLine("Un groupe de douze", "/la/", "9 h")]
        asked = []

        def of(actor, day):
            asked.append((actor, day))
            return lines

        sources = (
            DeskSource("Visites", DeskSection.EXPECTED, of),
            DeskSource("Rien", DeskSection.EXPECTED, lambda *_: []),
        )
        house = [*extension.manifests(), Manifest(name="upper", purpose="", desk=sources)]
        monkeypatch.setattr(extension, "manifests", lambda: house)
        groups = {str(one.label): one for one in desk_at(keeper, date(2026, 12, 1), DeskSection.EXPECTED)}
        group = groups["Visites"]
        assert "Rien" not in groups
        assert (group.label, group.lines, asked) == ("Visites", lines, [(keeper, date(2026, 12, 1))])
        assert desk_at(keeper, date(2026, 12, 1), DeskSection.ANSWER) == []
        assert "Un groupe de douze" in text(client.get(f"{HOUSE}jour/2026-12-01/"))

    def test_how_many_are_sure_to_come_and_never_who(self, client, keeper, monkeypatch):
        one = booked()
        Booking.objects.filter(pk=one.pk).update(arrived_at=one.starts)
        people = [
            Expected(
                f"guest:{number}", uuid7(), "Yann Le Goff", f"{number}@exemple.example", "/la/", first_visit=number < 2
            )
            for number in range(3)
        ]
        source = ExpectedSource("guest", lambda ids: {one.pk: people} if one.pk in ids else {})
        others = [each for each in extension.manifests() if not each.expected]
        house = [*others, Manifest(name="upper", purpose="", expected=(source,))]
        monkeypatch.setattr("liamm.kernel.expected.manifests", lambda: house)
        page = text(client.get(f"{HOUSE}jour/{timezone.localdate(one.starts)}/"))
        assert "3 personnes ont confirmé, 2 viennent pour la première fois" in page
        assert "arrivée à 14 h" in page
        assert "Yann Le Goff" not in page

    def test_what_there_is_to_do_is_given_to_whoever_shows_tasks(self, keeper):
        LabSpaceFactory()
        task = actions.add_task(keeper, draft=TaskDraft(what="Le volet", room=3, hands=2, until=clock.today()))
        actions.take_task(keeper, task)
        (given,) = manifest.tasks[0].tasks(keeper)
        assert (given.title, given.place, given.hands, given.taken, given.mine) == ("Le volet", "Le bureau", 2, 1, True)
        assert manifest.tasks[0].tasks(PersonFactory()) == []

    def test_it_costs_the_same_whatever_it_holds(self, client, keeper, django_assert_max_num_queries):
        starts = opened(hour=9)
        where = f"{HOUSE}jour/{timezone.localdate(starts)}/"
        for rooms, many in (((1,), 1), ((2, 3, 4, 5), 5)):
            for room in rooms:
                before, _after = one_after_another(starts=starts, rooms=(room,), people=4, layout="cercle")
            for number in range(many):
                actions.add_task(keeper, draft=TaskDraft(what=f"Chose {number}"))
                actions.write_note(HeadFactory(email=f"tete{room}{number}@exemple.example"), words=f"Mot {number}")
            for moment in (before.starts, before.ends + HOUR):
                with clock.at(moment):
                    jobs.ask_about_rooms()
            client.get(where)
            with django_assert_max_num_queries(25):
                client.get(where)


@pytest.mark.django_db
class TestHolding:
    def test_the_team_says_who_holds_which_day(self):
        head, other = HeadFactory(), TeamMemberFactory()
        first, second, *_rest = opened_days(monday(), monday() + 6 * DAY)
        draft = RotaDraft(monday=monday(), days={first: [head.pk, other.pk], second: [other.pk]})
        actions.fill_rota(head, draft=draft)
        assert set(keepers(first)) == {head, other}
        assert list(keepers(second)) == [other]
        assert list(who_settles(second)) == [head, other]
        actions.fill_rota(other, draft=RotaDraft(monday=monday(), days={first: [other.pk]}))
        assert list(Holding.objects.values_list("day", "person_id")) == [(first, other.pk)]
        assert {one.pk for one in keepers(second)} == {head.pk, other.pk}  # nobody: the whole team
        DutyHeld.objects.filter(person=other).delete()
        assert list(keepers(first)) == [head]

    def test_when_nobody_is_there_the_team_settles(self):
        other = TeamMemberFactory()
        assert list(who_settles(clock.today())) == [other]

    def test_not_for_somebody_else_than_the_team_and_not_over_what_another_wrote(self):
        head, other = HeadFactory(), CommunityMemberFactory()
        first = opened_days(monday(), monday() + 6 * DAY)[0]
        with pytest.raises(DomainError, match="équipe"):
            actions.fill_rota(head, draft=RotaDraft(monday=monday(), days={first: [other.pk]}))
        with pytest.raises(Refused):
            actions.fill_rota(other, draft=RotaDraft(monday=monday(), days={}))
        seen = mark(rota_texts(monday()))
        actions.fill_rota(head, draft=RotaDraft(monday=monday(), days={first: [head.pk]}, seen=seen))
        with pytest.raises(StaleError):
            actions.fill_rota(head, draft=RotaDraft(monday=monday(), days={}, seen=seen))

    def test_days_that_are_past_stay_as_they_are(self):
        head, week = HeadFactory(), monday()
        days = opened_days(week, week + 6 * DAY)
        actions.fill_rota(head, draft=RotaDraft(monday=week, days={day: [head.pk] for day in days}))
        with clock.at(local(days[-1].year, days[-1].month, days[-1].day)):
            actions.fill_rota(head, draft=RotaDraft(monday=week, days={}))
        assert Holding.objects.count() == len(days) - 1

    def test_the_week_before_the_team_is_told_once_where_nobody_is(self):
        head, other = HeadFactory(), TeamMemberFactory()
        for step in range(14):
            with clock.at(clock.in_days(step)):
                jobs.look_at_rota()
                jobs.look_at_rota()
        weeks = RotaTold.objects.count()
        assert weeks in {2, 3}  # one a week, from Thursday on
        assert told("booking.rota_gaps") == sorted([f"person:{head.pk}", f"person:{other.pk}"] * weeks)
        assert "Personne ne tient encore" in Message.objects.filter(kind="booking.rota_gaps")[0].text

    def test_nothing_is_told_of_a_week_that_is_held(self):
        head = HeadFactory()
        days = opened_days(monday(), monday() + 6 * DAY)
        actions.fill_rota(head, draft=RotaDraft(monday=monday(), days={day: [head.pk] for day in days}))
        with pytest.raises(DomainError):
            actions.tell_gaps(SYSTEM, monday=monday())

    def test_a_note_goes_to_who_holds_the_house_next_and_says_who_read_it(self):
        head, other, third = HeadFactory(), TeamMemberFactory(), TeamMemberFactory()
        day = next_opened(clock.today())
        week = day - timedelta(days=day.weekday())
        actions.fill_rota(head, draft=RotaDraft(monday=week, days={day: [head.pk, other.pk]}))
        with pytest.raises(DomainError):
            actions.write_note(head, words=" ")
        note = actions.write_note(head, words="Le badge du jardin est chez le gardien.")
        assert told("booking.handover") == [f"person:{other.pk}"]
        actions.mark_note_read(third, note)
        for actor, words in ((third, "déjà"), (head, "vous qui"), (SYSTEM, "vous qui")):
            with pytest.raises(DomainError, match=words):
                actions.mark_note_read(actor, note)
        assert actions.write_note(SYSTEM, words="La chaudière est réparée.").author is None
        assert "On vous passe le relais" in Message.objects.filter(kind="booking.handover").latest("created_at").text

    def test_on_screen(self, client):
        head, other = HeadFactory(name="Maëlle Kerguen"), TeamMemberFactory(name="Soizic Le Bihan")
        client.force_login(head)
        assert "Aujourd’hui dans la maison" in text(client.get(HOUSE))
        week = f"{HOUSE}tenir/?semaine={monday()}"
        page = client.get(week).content.decode()
        assert "Soizic Le Bihan" in page
        first = opened_days(monday(), monday() + 6 * DAY)[0]
        seen = mark(rota_texts(monday()))
        given = {f"day-{first}": [str(other.pk)], "seen": seen}
        assert client.post(week, given).status_code == 302
        assert client.post(week, given).status_code == 422
        assert "La maison est tenue par Soizic Le Bihan" in text(client.get(f"{HOUSE}jour/{first}/"))
        assert client.get(f"{HOUSE}tenir/?semaine=x").status_code == 200
        assert "Enregistrer" not in text(client.get(f"{HOUSE}tenir/?semaine={monday(-2)}"))
        assert client.get(f"{HOUSE}tenir/?semaine=2999-01-01").status_code == 200

        note = {"words": "Le badge est chez le gardien.", "ticket": "0" * 32}
        for _ in range(2):
            assert client.post(f"{HOUSE}aujourdhui/", note).status_code == 302
        assert HandoverNote.objects.count() == 1
        assert client.post(f"{HOUSE}aujourdhui/", {"words": "", "ticket": "0" * 32}).status_code == 422
        assert "J’ai lu" not in text(client.get(f"{HOUSE}aujourdhui/"))
        client.force_login(other)
        assert "J’ai lu" in text(client.get(f"{HOUSE}aujourdhui/"))
        read = f"{HOUSE}relais/{HandoverNote.objects.get().pk}/lu/"
        assert "C’est lu" in text(client.post(read, follow=True))
        assert "déjà" in text(client.post(read, follow=True))
        assert "Lu par Soizic Le Bihan" in text(client.get(f"{HOUSE}aujourdhui/"))

    def test_a_person_is_forgotten(self):
        head, other = HeadFactory(), TeamMemberFactory()
        first = opened_days(monday(), monday() + 6 * DAY)[0]
        actions.fill_rota(head, draft=RotaDraft(monday=monday(), days={first: [head.pk]}))
        note = actions.write_note(head, words="À savoir")
        actions.mark_note_read(other, note)
        data = manifest.persons[0]
        assert data.export(head)["days holding the house"] == [first.isoformat()]
        assert data.export(head)["handover notes"][0]["words"] == "À savoir"
        for person in (head, other):
            data.erase(person)
        note.refresh_from_db()
        assert (note.author, NoteRead.objects.count(), Holding.objects.count()) == (None, 0, 0)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_ten_workers_tell_once_while_ten_fill_the_week():
    head = HeadFactory()
    days = opened_days(monday(), monday() + 6 * DAY)
    seen = mark(rota_texts(monday()))
    barrier = Barrier(20)

    def run(act):
        try:
            barrier.wait(timeout=60)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    def fill():
        return actions.fill_rota(head, draft=RotaDraft(monday=monday(), days={days[0]: [head.pk]}, seen=seen))

    def tell():
        return actions.tell_gaps(SYSTEM, monday=monday())

    with ThreadPoolExecutor(max_workers=20) as pool:
        found = list(pool.map(run, [fill, tell] * 10))
    assert sum(isinstance(one, RotaTold) for one in found) == 1
    assert sum(isinstance(one, StaleError) for one in found) == 9
    assert Holding.objects.count() == 1
    assert told("booking.rota_gaps") == [f"person:{head.pk}"]
