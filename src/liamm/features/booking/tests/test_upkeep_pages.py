"""Rooms given back and found, and what there is to do, on screen: signed in, and from a letter without signing in."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions, jobs
from liamm.features.booking.actions import TaskDraft
from liamm.features.booking.enums import FindingState, RestoringState, TaskState
from liamm.features.booking.manifest import manifest
from liamm.features.booking.models import Finding, HousePhoto, HouseTask, Restoring, Room
from liamm.features.booking.photos import MOST_PHOTOS
from liamm.features.booking.tests.factories import booked, one_after_another, photo
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.post.models import Message
from liamm.kernel.tests.test_photos_of_phones import HEIC

pytestmark = pytest.mark.django_db
HOUSE = "/maison/salles/"
DONE = ["0", "1", "2", "3"]


def link_in(kind):
    """The only address of the house that a letter of a kind leads to."""
    (found,) = set(re.findall(rf"{HOUSE}(?:rendre|arriver)/[^/\s]+/", Message.objects.get(kind=kind).text))
    return found


@pytest.fixture
def pair():
    """Two bookings of one room, asked about as the first is over and as the second begins."""
    before, after = one_after_another()
    for moment in (before.ends, after.starts):
        with clock.at(moment):
            jobs.ask_about_rooms()
    return before, after


def one_of_another():
    """A photo of a room that others gave back."""
    other = booked(rooms=(2,))
    said = Restoring.objects.create(booking=other, until=other.ends)
    return HousePhoto.objects.create(restoring=said, path="x", name="x", media_type="image/png", size=1).pk


@pytest.fixture
def links(pair):
    """The two links of the letters."""
    return link_in("booking.restoring_asked"), link_in("booking.finding_asked")


class TestGivingBack:
    def test_by_the_link_of_the_letter_on_a_phone(self, client, pair, links):
        before, _after = pair
        leave, _arrive = links
        with clock.at(before.ends + timedelta(minutes=5)):
            shown = client.get(leave)
            assert "Les déchets sont jetés" in text(shown)
            assert "On la trouve ainsi" in text(shown)
            assert shown["Cache-Control"] == "no-store"
            assert shown["X-Robots-Tag"]
            given = {"room-1": DONE, "words": "Belle journée.", "uploads": [SimpleUploadedFile("IMG_1.HEIC", HEIC)]}
            assert client.post(leave, given).status_code == 302
            said = text(client.get(leave))
            assert "C’est dit, merci" in said
            (seen,) = re.findall(r"/maison/salles/rendre/[^/]+/photos/[^/]+/", said)  # signed when the page is written
            assert client.get(seen)["Content-Type"] == "image/jpeg"
            assert client.get(seen.replace("rendre", "arriver")).status_code == 404
            assert client.get(f"{leave}photos/{one_of_another()}/").status_code == 404
            assert client.post(leave, given).status_code == 422
        kept = HousePhoto.objects.exclude(path="x").get()
        assert kept.media_type == "image/jpeg"
        with default_storage.open(kept.path) as file:
            assert b"CanariMarque" not in file.read()
        assert client.get(f"{HOUSE}photos/{kept.pk}/").status_code == 302  # sign in first
        client.force_login(before.booked_by)
        assert client.get(f"{HOUSE}photos/{kept.pk}/")["Content-Type"] == "image/jpeg"
        client.force_login(CommunityMemberFactory())
        assert client.get(f"{HOUSE}photos/{kept.pk}/").status_code == 404

    def test_a_photo_that_is_none_loses_nothing_of_the_others(self, client, pair):
        before, _after = pair
        client.force_login(before.booked_by)
        where = f"{before.get_absolute_url()}rendre/"
        bad = SimpleUploadedFile("notes.txt", b"rien")
        with clock.at(before.ends):
            refused = client.post(where, {"damage": "Un pied de table", "uploads": [photo(), bad]})
            assert refused.status_code == 422
            assert "Ce n’est pas une photo" in text(refused)
            assert "Déjà jointes : photo.png" in text(refused)
            assert "Un pied de table" in text(refused)
            (token,) = re.findall(r'name="kept" value="([^"]+)"', refused.content.decode())
            given = {"damage": "Un pied de table", "kept": token, "room-1": DONE}
            assert client.post(where, given).status_code == 302
        assert HousePhoto.objects.get().task == HouseTask.objects.get()
        with clock.at(before.ends):
            assert "déjà jointes" not in text(client.get(where)).lower()

    def test_no_more_photos_than_ten(self, client, pair):
        before, _after = pair
        client.force_login(before.booked_by)
        with clock.at(before.ends):
            many = [photo(f"{number}.png") for number in range(MOST_PHOTOS + 2)]
            refused = client.post(f"{before.get_absolute_url()}rendre/", {"uploads": many})
        assert "Dix photos au plus" in text(refused)

    def test_where_it_stands_on_the_page_of_the_booking(self, client, pair):
        before, after = pair
        client.force_login(before.booked_by)
        with clock.at(before.ends):
            assert "Au départ : à rendre" in text(client.get(before.get_absolute_url()))
            assert "Rendre la salle" in text(client.get(before.get_absolute_url()))
            client.force_login(CommunityMemberFactory())
            assert "Rendre la salle" not in text(client.get(before.get_absolute_url()))
            assert client.get(f"{before.get_absolute_url()}rendre/").status_code == 404
        client.force_login(TeamMemberFactory())
        with clock.at(after.starts):
            shown = text(client.get(after.get_absolute_url()))
            assert "À l’arrivée, Le salon : pas encore dit" in shown
            assert "Dire comment on la trouve" in shown
        client.force_login(before.booked_by)
        with clock.at(before.starts - timedelta(hours=1)):
            assert "vous direz en un instant" in text(client.get(f"{before.get_absolute_url()}rendre/"))

    def test_nothing_to_give_back_of_what_is_cancelled(self, client):
        one = booked()
        actions.cancel_booking(one.booked_by, one, reason="Reporté")
        client.force_login(one.booked_by)
        with clock.at(one.ends):
            shown = text(client.get(f"{one.get_absolute_url()}rendre/"))
            assert "Rendre : Le salon" in shown
            assert "Cette réservation ne tient pas (annulée)" in shown
            assert "C’est rendu" not in shown
            assert client.post(f"{one.get_absolute_url()}rendre/", {"words": "Fini."}).status_code == 422

    def test_given_back_before_its_end_it_is_said_so_everywhere(self, client, pair):
        before, _after = pair
        client.force_login(before.booked_by)
        with clock.at(before.ends + timedelta(minutes=5)):
            assert "la réservation finit ici" not in text(client.get(f"{before.get_absolute_url()}rendre/"))
        with clock.at(before.ends - timedelta(minutes=100)):
            assert "la réservation finit ici" in text(client.get(f"{before.get_absolute_url()}rendre/"))
            client.post(f"{before.get_absolute_url()}rendre/", {"room-1": DONE})
            shown = text(client.get(before.get_absolute_url()))
            assert "rendue" in shown
            assert "Annuler la réservation" not in shown
            for page in ("maintenant/", "1/porte/"):
                assert "endue : on la remet en état" in text(client.get(f"{HOUSE}{page}"))
        with clock.at(before.ends - timedelta(minutes=80)):
            assert "ibre jusqu’à" in text(client.get(f"{HOUSE}1/porte/"))

    def test_the_house_says_its_own_list(self, client, pair):
        before, _after = pair
        client.force_login(TeamMemberFactory())
        given = {"checklist": "Le piano est fermé\n\nLe piano est fermé", "initial_state": "Le piano contre le mur"}
        assert client.post(f"{HOUSE}1/presenter/", given).status_code == 302
        assert Room.objects.get(pk=1).checklist == ["Le piano est fermé"]
        assert "Le piano contre le mur" in text(client.get(f"{HOUSE}1/presenter/"))
        with clock.at(before.ends):
            shown = text(client.get(f"{before.get_absolute_url()}rendre/"))
        assert "Le piano est fermé" in shown
        assert "Les déchets" not in shown
        assert client.post(f"{HOUSE}1/presenter/", {"checklist": "x" * 201}).status_code == 422

    def test_a_wrong_link_opens_nothing(self, client, pair, links):
        leave, arrive = links
        for wrong in (leave.replace("rendre", "arriver"), arrive.replace("arriver", "rendre"), f"{HOUSE}rendre/x/"):
            assert client.get(wrong).status_code == 404


class TestFinding:
    def test_fine_in_one_gesture_by_the_link(self, client, pair, links):
        before, after = pair
        _leave, arrive = links
        with clock.at(after.starts):
            assert "Oui, elle est en état" in text(client.get(arrive))
            assert client.post(arrive, {"room": "1", "found": "fine"}).status_code == 302
            assert "Trouvée en état" in text(client.get(arrive))
            assert client.post(arrive, {"room": "9", "found": "fine"}).status_code == 404
            assert client.post(arrive, {"room": "x", "found": "fine"}).status_code == 404
        assert Restoring.objects.get(booking=before).state == RestoringState.ATTESTED

    def test_reported_with_a_photo_then_those_before_say_a_word(self, client, pair, links):
        before, after = pair
        leave, _arrive = links
        client.force_login(after.booked_by)
        where = f"{after.get_absolute_url()}arriver/"
        with clock.at(after.starts):
            empty = client.post(where, {"room": "1", "found": "reported", "uploads": [photo()]})
            assert empty.status_code == 422
            assert "ce qui ne va pas" in text(empty)
            assert "Déjà jointes" in text(empty)
            given = {"room": "1", "found": "reported", "words": "L’écran est noir.", "uploads": [photo()]}
            assert client.post(where, given).status_code == 302
            assert "L’écran est noir." in text(client.get(where))
            task = HouseTask.objects.get()
            assert f"{HOUSE}photos/{HousePhoto.objects.get().pk}/" in text(client.get(task.get_absolute_url()))
            client.logout()
            shown = text(client.get(leave))
            assert "Personne ne vous reproche rien" in shown
            assert "Cochez" not in shown
            assert client.post(leave, {"words": "C’était déjà ainsi."}).status_code == 302
        restoring = Restoring.objects.get(booking=before)
        assert (restoring.state, restoring.words) == (RestoringState.SAID, "C’était déjà ainsi.")

    def test_nobody_was_there(self, client):
        one = booked()
        client.force_login(one.booked_by)
        assert "Personne n’était là avant vous" in text(client.get(f"{one.get_absolute_url()}arriver/"))


class TestTasks:
    @pytest.fixture
    def member(self, client):
        LabSpaceFactory()
        person = CommunityMemberFactory(name="Maud Le Goff")
        client.force_login(person)
        return person

    def test_seen_taken_given_back_taken_done(self, client, member):
        assert "la maison va bien" in text(client.get(f"{HOUSE}a-faire/"))
        form = client.get(f"{HOUSE}a-faire/signaler/?salle=3")
        assert '<option value="3" selected>' in form.content.decode()
        given = {"what": "Le volet coince", "kind": "repair", "room": "3", "hands": "1", "ticket": "0" * 32}
        refused = client.post(f"{HOUSE}a-faire/signaler/", {**given, "what": "", "uploads": [photo()]})
        assert "Déjà jointes : photo.png" in text(refused)
        for _ in range(2):
            answer = client.post(f"{HOUSE}a-faire/signaler/", given)
        task = HouseTask.objects.get()
        assert answer.url == task.get_absolute_url()
        assert "personne encore" in text(client.get(answer.url))
        assert "Ce dont vous vous occupez" not in text(client.get("/"))
        assert "Vous vous en occupez" in text(client.post(f"{answer.url}prendre/", follow=True))
        assert "Ce dont vous vous occupez" in text(client.get("/"))
        assert "déjà" in text(client.post(f"{answer.url}prendre/", follow=True))
        assert "C’est rendu" in text(client.post(f"{answer.url}laisser/", follow=True))
        client.post(f"{answer.url}prendre/")
        assert client.post(answer.url, {"end": "done", "said": "Une goutte d’huile"}).status_code == 302
        shown = text(client.get(answer.url))
        assert "Une goutte d’huile" in shown
        assert "Comment cela finit" not in shown
        assert "Fait dernièrement" in text(client.get(f"{HOUSE}a-faire/"))

    def test_said_otherwise_and_taken_off_by_who_saw_it(self, client, member):
        task = actions.add_task(member, draft=TaskDraft(what="Le volet coince", hands=3))
        assert "encore 3 mains" in text(client.get(f"{HOUSE}a-faire/"))
        given = {"what": "Le volet du bureau", "kind": "tidying", "room": "", "hands": "1"}
        where = f"{task.get_absolute_url()}changer/"
        assert "Le volet coince" in text(client.get(where))
        assert client.post(where, {**given, "until": "2001-01-01"}).status_code == 422
        assert client.post(where, given).status_code == 302
        assert client.post(task.get_absolute_url(), {"end": "drop", "said": ""}).status_code == 422
        assert client.post(task.get_absolute_url(), {"end": "drop", "said": "Store neuf"}).status_code == 302
        task.refresh_from_db()
        assert (task.what, task.state) == ("Le volet du bureau", TaskState.DROPPED)
        client.force_login(CommunityMemberFactory())
        assert client.get(where).status_code == 403
        client.logout()
        assert client.get(task.get_absolute_url()).status_code == 302

    def test_its_pages_cost_the_same_whatever_they_hold(self, client, member, django_assert_max_num_queries):
        def fill(many):
            for number in range(many):
                task = actions.add_task(member, draft=TaskDraft(what=f"Chose {number}", room=1, photos=()))
                if number % 2:
                    actions.take_task(CommunityMemberFactory(), task)
                if number % 3 == 2:
                    actions.finish_task(TeamMemberFactory(), task)
            return task

        for many in (3, 9):
            task = fill(many)
            client.get(f"{HOUSE}a-faire/")
            with django_assert_max_num_queries(10):
                client.get(f"{HOUSE}a-faire/")
            with django_assert_max_num_queries(10):
                client.get(task.get_absolute_url())


def test_the_pages_of_a_booking_cost_the_same_whatever_it_holds(client, django_assert_max_num_queries):
    pairs = [one_after_another(rooms=rooms, people=6) for rooms in ((1,), (2, 3, 4, 5))]
    for before, after in pairs:
        client.force_login(after.booked_by)
        for moment in (before.ends, after.starts):
            with clock.at(moment):
                jobs.ask_about_rooms()
        with clock.at(after.starts):
            for where in ("", "arriver/", "rendre/"):
                client.get(f"{after.get_absolute_url()}{where}")
                with django_assert_max_num_queries(14):
                    client.get(f"{after.get_absolute_url()}{where}")


def test_a_person_takes_their_words_along_and_is_forgotten(pair, django_capture_on_commit_callbacks):
    before, after = pair
    person = before.booked_by
    kept = actions.RestoringDraft(done={1: (0, 1, 2, 3)}, words="Merci à vous")
    with clock.at(before.ends):
        restoring = actions.give_rooms_back(person, before, draft=kept)
    path = default_storage.save("maison/essai", photo())
    HousePhoto.objects.create(restoring=restoring, path=path, name="a", media_type="image/png", size=1)
    task = actions.add_task(person, draft=TaskDraft(what="Un volet"))
    actions.take_task(person, task)
    data = manifest.persons[0]
    told = data.export(person)
    assert told["bookings"][0]["words at the end"] == "Merci à vous"
    assert told["seen in the house"] == told["taken in the house"]
    with django_capture_on_commit_callbacks(execute=True):
        data.erase(person)
    assert not default_storage.exists(path)
    restoring.refresh_from_db()
    task.refresh_from_db()
    assert (restoring.words, restoring.photos.count(), task.asked_by, task.taken.count()) == ("", 0, None, 0)
    assert data.export(person)["bookings"] == []
    with clock.at(after.starts):
        assert actions.say_found(after.booked_by, Finding.objects.get(), draft=actions.FindingDraft(fine=True))
    assert Finding.objects.get().state == FindingState.FINE


def test_photos_of_forms_never_sent_are_swept(client, pair):
    before, _after = pair
    client.force_login(before.booked_by)
    with clock.at(before.ends):
        refused = client.post(f"{before.get_absolute_url()}rendre/", {"uploads": [photo()], "words": "x" * 2001})
        assert refused.status_code == 422
        sent = {"uploads": [photo("bis.png")], "room-1": DONE}
        assert client.post(f"{before.get_absolute_url()}rendre/", sent).status_code == 302
    kept = HousePhoto.objects.get().path
    with clock.at(clock.in_days(3)):
        jobs.sweep_photos()
    _folders, names = default_storage.listdir("maison")
    assert f"maison/{names[0]}" == kept
    assert len(names) == 1
