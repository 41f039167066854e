"""The day itself: received without doubles, thanked once, asked without a name, told with consent of who is seen."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.attendance import actions
from liamm.features.attendance.links import certificate_path, code_of, feedback_path, photos_path, token_of
from liamm.features.attendance.manifest import manifest
from liamm.features.attendance.models import Arrival, Feedback, Photo, Restitution, Spent
from liamm.features.attendance.queries import heard, restitution_page
from liamm.features.attendance.tests.factories import arrive, day, image, photo
from liamm.features.consents.actions import withdraw_consent
from liamm.features.consents.models import Consent
from liamm.features.events.actions import hold_event
from liamm.features.events.links import own_path
from liamm.features.events.tests.factories import announced, planned
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7
from liamm.kernel.post.models import Message
from liamm.kernel.tests.racing import at_once
from liamm.ui.times import say_short_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def text(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def door(session):
    return f"/venir/accueil/{session.pk}/"


def over(session):
    with clock.at(session.ends + timedelta(minutes=1)):
        hold_event(SYSTEM, session.event)
    session.event.refresh_from_db()


def answer(attendee, useful=3, **words):
    return actions.give_feedback(LinkHolder(attendee.pk), attendee, useful=useful, **words)


def test_its_page_offers_what_the_moment_allows(client):
    session, _people = day()
    client.force_login(session.event.organiser)
    page = session.event.get_absolute_url()
    before = text(client.get(page))
    assert "Accueillir" in before
    assert "Raconter ce qui s’est passé" not in before
    with clock.at(session.starts):
        client.force_login(session.event.organiser)
        assert "Raconter ce qui s’est passé" in text(client.get(page))
    free = announced(admission="free", person=session.event.organiser)
    assert "Accueillir" in text(client.get(free.get_absolute_url()))


class TestDoor:
    def test_gestures_sent_twice_count_once_and_strangers_are_left_aside(self):
        session, (first, second, _third) = day()
        at = clock.now()
        assert arrive(session, first, second, at=at) == 2
        assert arrive(session, first, second, at=at) == 0
        assert arrive(session, first, here=False, at=at - timedelta(minutes=1)) == 0
        _other, (stranger,) = day(1)
        assert arrive(session, stranger) == 0
        assert Arrival.objects.filter(here=True).count() == 2
        person = PersonFactory()
        with pytest.raises(Refused):
            actions.note_arrivals(person, session, marks=[])

    def test_the_page_works_by_its_buttons(self, client):
        session, (first, *_others) = day()
        client.force_login(session.event.organiser)
        assert "Arrive" in text(client.get(door(session)))
        client.post(f"{door(session)}pointer/", {"who": str(first.pk), "here": "1"})
        assert '<span id="came">1</span> là sur 3' in text(client.get(door(session)))
        assert client.post(f"{door(session)}pointer/", {"who": "x"}).status_code == 404
        client.force_login(PersonFactory())
        assert client.get(door(session)).status_code == 403

    def test_the_phone_sends_what_it_kept(self, client):
        session, (first, *_others) = day()
        client.force_login(session.event.organiser)
        told = client.get(f"{door(session)}liste.json").json()
        assert told["people"][0] == {
            "key": str(first.pk), "name": "Personne 1", "for": "", "here": False, "code": code_of(first)
        }  # fmt: skip
        marks = {"marks": [{"who": str(first.pk), "here": True, "at": int(clock.now().timestamp() * 1000)}]}
        for _time in range(2):
            sent = client.post(f"{door(session)}pointer/", json.dumps(marks), "application/json")
            assert sent.json()["people"][0]["here"] is True
        assert Arrival.objects.count() == 1
        for wrong in ("{}", "[]", '{"marks": [{"who": 1}]}', "non"):
            assert client.post(f"{door(session)}pointer/", wrong, "application/json").status_code == 400
        assert "caches" in client.get("/venir/accueil/worker.js").content.decode()

    def test_papers(self, client):
        session, _people = day(convention="Région-CNFPT")
        client.force_login(session.event.organiser)
        for name in ("emargement", "badges"):
            sheet = client.get(f"{door(session)}{name}.pdf")
            assert sheet.content.startswith(b"%PDF")
            assert sheet["Cache-Control"] == "private, no-store"

    def test_the_square_is_on_the_page_of_the_registration(self, client):
        _session, (first, *_others) = day()
        assert 'aria-label="Code d’accueil de Personne 1"' in text(client.get(own_path(first.registration)))

    def test_cost(self, client, django_assert_num_queries):
        small, _people = day(1)
        large, _people = day(6)
        client.force_login(small.event.organiser)
        client.get(door(small))
        with django_assert_num_queries(8):
            client.get(door(small))
        client.force_login(large.event.organiser)
        client.get(door(large))
        with django_assert_num_queries(8):
            client.get(door(large))


class TestAfter:
    def test_who_came_is_thanked_with_a_certificate(self, client):
        session, (first, second, _third) = day()
        arrive(session, first)
        over(session)
        letter = Message.objects.get(kind="attendance.taken_away")
        assert letter.address == first.registration.mail
        assert token_of(first)[:20] in letter.text
        assert client.get(certificate_path(first)).content.startswith(b"%PDF")
        assert "n’est pas notée" in text(client.get(certificate_path(second)))
        assert client.get("/venir/attestation/autre/").status_code == 404

    def test_who_left_no_mail_is_not_written_to(self):
        session, (first, second, _third) = day()
        first.registration.mail = ""
        first.registration.save()
        arrive(session, first, second)
        over(session)
        assert Message.objects.get(kind="attendance.taken_away").address == second.registration.mail

    def test_three_questions_answered_once_without_a_name(self, client):
        session, (first, second, _third) = day()
        arrive(session, first)
        page = feedback_path(first)
        assert client.post(page, {"kept": "Le silence"}).status_code == 422
        assert client.post(page, {"useful": "3", "kept": "Le silence"}).status_code == 302
        assert "Vous avez répondu" in text(client.get(page))
        assert client.post(page, {"useful": "0"}).status_code == 422
        assert client.get(feedback_path(second)).status_code == 404
        assert Feedback.objects.count() == Spent.objects.count() == 1
        assert str(Spent.objects.get())
        assert Entry.objects.get(kind="attendance.feedback_given").actor == "system"
        with pytest.raises(DomainError, match="cela vous a servi"):
            answer(second, useful=9)
        with pytest.raises(Refused):
            actions.give_feedback(AnonymousUser(), second, useful=1)

    def test_nothing_is_shown_of_few(self):
        session, people = day(5)
        for one in people[:4]:
            answer(one, kept="Le silence", missing="Du café")
        assert not heard(session.event).enough
        assert heard(session.event).kept == ()
        answer(people[4], useful=0)
        told = heard(session.event)
        assert (told.enough, list(told.useful)) == (True, [1, 0, 0, 4])
        assert told.kept == ["Le silence"] * 4

    def test_what_happened_is_told(self, client):
        session, people = day(5)
        event = session.event
        page = f"/venir/restitution/{event.reference}/"
        assert client.get(page).status_code == 404
        client.force_login(event.organiser)
        assert "Ici viendra" in text(client.get(page))
        assert client.get(f"{page}ecrire/").status_code == 200
        assert client.post(f"{page}ecrire/", {"text": ""}).status_code == 422
        assert client.post(f"{page}ecrire/", {"text": "On a **beaucoup** ri."}).status_code == 302
        for one in people:
            answer(one, missing="Du café")
        assert "Du café" in text(client.get(page))
        client.logout()
        shown = text(client.get(page))
        assert "<strong>beaucoup</strong>" in shown
        assert "Du café" not in shown
        assert "Ce qui s’est passé" in text(client.get(event.get_absolute_url()))
        with pytest.raises(DomainError, match="Quelques phrases"):
            actions.write_restitution(event.organiser, event, text=" ")
        assert Restitution.objects.get().get_absolute_url() == page


class TestPhotos:
    def test_shown_while_all_who_are_on_it_agree(self, client):
        session, _people = day(1)
        event = session.event
        one = photo(event)
        actions.write_restitution(event.organiser, event, text="Voilà.")
        page, shot = f"/venir/restitution/{event.reference}/", f"/venir/photo/{one.pk}/"
        assert shot in text(client.get(page))
        answer = client.get(shot)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        assert answer.getvalue().startswith(b"\x89PNG")
        consent = Consent.objects.get(name="Soazig")
        assert "une photo de" in consent.label
        withdraw_consent(LinkHolder(consent.pk), consent)
        assert shot not in text(client.get(page))
        assert client.get(shot).status_code == 404
        client.force_login(event.organiser)
        assert "accord repris" in text(client.get(page))
        client.post(f"{shot}enlever/")
        assert not Photo.objects.exists()

    def test_named_or_nobody_and_an_image(self):
        session, _people = day(1)
        event = session.event
        for changes, said in (
            ({"people": []}, "accord de chaque personne"),
            ({"nobody": True}, "accord de chaque personne"),
            ({"alt": " "}, "ce que l’on y voit"),
        ):
            with pytest.raises(DomainError, match=said):
                photo(event, **changes)
        paper = image()
        paper.name = "notes.txt"
        paper.seek(0)
        text_file = type(paper)("notes.txt", b"des mots", "text/plain")
        with pytest.raises(DomainError, match="pas une image"):
            photo(event, upload=text_file)
        alone = photo(event, people=[], nobody=True)
        assert [one.photo for one in restitution_page(AnonymousUser(), event).photos] == [alone]

    def test_by_its_form(self, client):
        session, _people = day(1)
        client.force_login(session.event.organiser)
        page = f"/venir/restitution/{session.event.reference}/photo/"
        assert client.get(page).status_code == 200
        sent = {"upload": image(), "alt": "Un mur", "people": "Soazig, soazig@", "obtained": "paper"}
        assert client.post(page, sent).status_code == 422
        sent = {"upload": image(), "alt": "Un mur", "people": "Soazig, s@exemple.example\nYann", "obtained": "paper"}
        assert client.post(page, sent).status_code == 302
        assert set(Consent.objects.values_list("name", "mail")) == {("Soazig", "s@exemple.example"), ("Yann", "")}

    def test_others_neither_tell_nor_take_away(self, client):
        session, _people = day(1)
        one = photo(session.event)
        client.force_login(PersonFactory())
        for path in ("ecrire/", "photo/"):
            assert client.get(f"/venir/restitution/{session.event.reference}/{path}").status_code == 403
        assert client.post(f"/venir/photo/{one.pk}/enlever/").status_code == 403
        assert client.get(f"/venir/photo/{uuid7()}/").status_code == 404


def test_what_is_known_of_a_person():
    session, (first, *_others) = day(1)
    person = PersonFactory()
    first.registration.person = person
    first.registration.save()
    arrive(session, first)
    (data,) = manifest.persons
    assert data.export(person)["arrivals"][0]["here"] is True


def test_nothing_is_shown_beside_an_event_in_preparation(client):
    event = planned()
    client.force_login(TeamMemberFactory())
    assert "Accueillir" in text(client.get(event.get_absolute_url()))
    for thing in (
        Arrival(attendee_id=uuid7()),
        Restitution(event_id=uuid7()),
        Feedback(event_id=uuid7()),
        Photo(alt="x"),
    ):
        assert str(thing)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_phones_at_the_door():
    session, people = day(4)
    barrier = Barrier(8)
    at = clock.now()

    def sync(_phone):
        try:
            barrier.wait(timeout=60)
            return arrive(session, *people, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        assert sum(pool.map(sync, range(8))) == 4
    assert Arrival.objects.filter(here=True).count() == 4


def test_after_it_the_link_of_a_registration_gives_what_is_left_and_the_list_says_who_came(client):
    session, (first, second, _third) = day()
    paths = {one.pk: own_path(one.registration) for one in (first, second)}
    assert "À montrer en arrivant" in text(client.get(paths[first.pk]))
    arrive(session, first)
    actions.write_restitution(session.event.organiser, session.event, text="On a suivi une demande.")
    with clock.at(session.ends + timedelta(minutes=1)):
        came, absent = (text(client.get(paths[one.pk])) for one in (first, second))
        for shown in (came, absent):
            assert "À montrer en arrivant" not in shown
            assert "a eu lieu" in shown
            assert f"/venir/restitution/{session.event.reference}/" in shown
        assert "/venir/attestation/" in came
        assert "/venir/retour/" in came
        assert "n’est pas notée" in absent
        assert "/venir/attestation/" not in absent
        answer(first)
        assert "/venir/retour/" not in text(client.get(paths[first.pk]))
    client.force_login(session.event.organiser)
    with clock.at(session.starts + timedelta(minutes=1)):
        listed = text(client.get(f"{session.event.get_absolute_url()}inscrits/"))
    assert "Qui est venu" in listed
    assert "1 personne<" in listed


class TestClosing:
    def test_who_came_is_noted_for_a_week_and_no_more(self, client):
        session, (first, second, _third) = day()
        client.force_login(session.event.organiser)
        until = session.ends + timedelta(days=7)
        sent = {"who": str(first.pk), "here": "1"}
        with clock.at(until):
            client.post(f"{door(session)}pointer/", sent)
            assert 'name="here"' in text(client.get(door(session)))
        with clock.at(until + timedelta(minutes=1)):
            shown = text(client.get(door(session)))
            assert "une semaine après" in shown
            assert 'name="here"' not in shown
            assert "pas venue" in shown
            assert "<liamm-checkin" not in shown
            refused = client.post(f"{door(session)}pointer/", {**sent, "here": "0"}, follow=True)
            assert "Qui est venu se notait jusqu’au" in text(refused)
            late = {"marks": [{"who": str(second.pk), "here": True, "at": int(clock.now().timestamp() * 1000)}]}
            answer = client.post(f"{door(session)}pointer/", json.dumps(late), content_type="application/json")
            assert answer.status_code == 409
            with pytest.raises(DomainError, match="une semaine après"):
                actions.count_people(session.event.organiser, session, people=3)
            assert arrive(session, second, at=session.starts) == 1
        assert set(Arrival.objects.filter(here=True).values_list("attendee", flat=True)) == {first.pk, second.pk}


class TestAgreeing:
    def test_without_an_answer_it_is_a_no_and_a_yes_is_taken_back_with_what_it_showed(self, client):
        session, (first, second, _third) = day()
        event = session.event
        assert "Dire oui ou non aux photos" in text(client.get(own_path(first.registration)))
        path = photos_path(first)
        assert "Vous n’avez rien dit : c’est non." in text(client.get(path))
        client.post(path, {"agrees": "1"})
        assert "Vous avez dit oui, par un formulaire, le " in text(client.get(path, follow=True))
        client.post(path, {"agrees": "1"})
        said = Consent.objects.get()
        assert (said.name, said.mail, said.obtained) == (first.name, first.registration.mail, "form")
        assert restitution_page(event.organiser, event).agreed == [first.name]
        assert restitution_page(AnonymousUser(), event).agreed == []
        shot = photo(event, people=[(first.name, ""), (second.name, "")])
        actions.write_restitution(event.organiser, event, text="Fait.")
        assert client.get(f"/venir/photo/{shot.pk}/").status_code == 200
        client.post(path, {"agrees": "0"})
        assert "Vous avez dit non, le " in text(client.get(path, follow=True))
        assert client.get(f"/venir/photo/{shot.pk}/").status_code == 404
        assert not Consent.objects.standing().filter(name=first.name).exists()
        assert Consent.objects.standing().filter(name=second.name).exists()
        with pytest.raises(DomainError, match="a dit non aux photos"):
            photo(event, people=[(first.name.upper(), "")])
        client.post(path, {"agrees": "1"})
        photo(event, people=[(first.name, "")])

    def test_a_yes_on_paper_is_read_on_ones_page_and_so_is_the_no_after_it(self, client):
        session, (first, second, _third) = day()
        event = session.event
        shots = [photo(event, people=[(first.name, "")]) for _number in range(2)]
        path = photos_path(first)
        said = text(client.get(path))
        assert "Vous avez dit oui, sur papier, le jour même, le " in said
        assert "2 photos de l’événement vous montrent" in said
        assert "rien dit" in text(client.get(photos_path(second)))
        withdraw_consent(SYSTEM, Consent.objects.get(thing_id=shots[0].pk))
        assert "Une photo de l’événement vous montre" in text(client.get(path))
        with clock.at(clock.in_days(1)):
            client.post(path, {"agrees": "0"})
            client.post(path, {"agrees": "0"})
            said = text(client.get(path, follow=True))
        assert f"Vous avez dit non, le {say_short_day(clock.in_days(1))}." in said
        assert "vous montre" not in said
        assert Consent.objects.filter(refused=True).count() == 1
        with pytest.raises(DomainError, match="a dit non aux photos"):
            photo(event, people=[(first.name, "")])

    def test_a_no_without_a_yes_before_is_kept_and_a_yes_comes_after_it(self, client):
        session, (first, _second, _third) = day()
        path = photos_path(first)
        client.post(path, {"agrees": "0"})
        assert "Vous avez dit non, le " in text(client.get(path, follow=True))
        said = Consent.objects.get()
        assert (said.refused, said.stands) == (True, False)
        assert not Message.objects.filter(kind="consents.noted").exists()
        client.post(path, {"agrees": "1"})
        assert "Vous avez dit oui" in text(client.get(path))
        photo(session.event, people=[(first.name, "")])

    @pytest.mark.race
    @pytest.mark.django_db(transaction=True)
    def test_pressed_twice_at_once_it_is_said_once(self):
        _session, (first, _second, _third) = day()
        for agrees in (False, True):
            at_once([partial(actions.answer_photos, LinkHolder(first.pk), first, agrees=agrees)] * 4)
        assert Consent.objects.filter(refused=True).count() == 1
        assert Consent.objects.standing().count() == 1

    def test_nobody_says_yes_for_somebody_else(self, client):
        session, (first, second, _third) = day()
        for actor in (LinkHolder(second.pk), session.event.organiser, AnonymousUser()):
            with pytest.raises(Refused):
                actions.answer_photos(actor, first, agrees=True)
        assert client.get("/venir/photos/faux/").status_code == 404
