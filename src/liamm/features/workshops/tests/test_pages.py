"""Déroulés on screen and on paper."""

import pytest
from django.utils import timezone

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking.queries import rooms_said
from liamm.features.booking.tests.factories import booked
from liamm.features.events.tests.factories import announced, planned
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.features.workshops.doors import doors_of_booking
from liamm.features.workshops.drafts import BlockDraft
from liamm.features.workshops.enums import Beat
from liamm.features.workshops.models import Workshop
from liamm.features.workshops.tests.factories import BLOCKS, local, prepared
from liamm.features.workshops.tests.test_actions import beat, titles
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
SHELF = "/deroules/"
SENT = {"title": "Atelier", "day": "2026-12-01", "hour": "09:30", "audience": "community", "people": "8"}


@pytest.fixture
def member(client):
    LabSpaceFactory()
    person = CommunityMemberFactory(name="Maud Le Goff")
    client.force_login(person)
    return person


def text(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def test_from_nothing_or_from_a_template(client, member):
    assert "Ici viendront" in text(client.get(SHELF))
    assert "Trouver des idées à plusieurs" in text(client.get(f"{SHELF}nouveau/"))
    answer = client.post(f"{SHELF}nouveau/", {**SENT, "source": "idees"})
    one = Workshop.objects.get()
    assert answer["Location"] == one.get_absolute_url()
    assert titles(one)[0] == "Accueil"
    client.post(f"{one.get_absolute_url()}modele/", {"title": "Nos idées"})
    template = Workshop.objects.templates().get()
    shown = text(client.get(template.get_absolute_url()))
    assert "temps écoulé" in shown
    assert "L’horloge" not in shown
    assert text(client.get(f"{template.get_absolute_url()}changer/")).count('name="day"') == 0
    client.post(f"{template.get_absolute_url()}changer/", {"title": "Nos idées à nous", "seen": "0"})
    assert "Nos idées à nous" in text(client.get(SHELF))
    client.post(f"{SHELF}nouveau/", {**SENT, "title": "Depuis le modèle", "source": str(template.pk)})
    assert len(titles(Workshop.objects.get(title="Depuis le modèle"))) == len(titles(one))
    client.post(f"{SHELF}nouveau/", {**SENT, "title": "Page blanche", "source": ""})
    assert titles(Workshop.objects.get(title="Page blanche")) == []
    assert client.post(f"{SHELF}nouveau/", {**SENT, "day": ""}).status_code == 422


def test_begun_from_a_booking_it_has_its_room_and_says_when_it_overruns_it(client, member):
    booking = booked(member)
    (door,) = doors_of_booking(member, booking)
    shown = text(client.get(door.url))
    assert f'value="{rooms_said(booking)}"' in shown
    assert f'name="until" value="{timezone.localtime(booking.ends):%H:%M}"' in shown
    sent = {**SENT, "source": "", "until": "11:00"}
    assert "La fin vient avant le début" in text(client.post(f"{SHELF}nouveau/", {**sent, "until": "09:30"}))
    client.post(f"{SHELF}nouveau/", sent)
    assert Workshop.objects.get().room_until == local(2026, 12, 1, 11)
    one = prepared(member, room_until=local(2026, 12, 1, 11))
    page = one.get_absolute_url()
    assert "déborde" not in text(client.get(page))
    assert 'name="until" value="11:00"' in text(client.get(f"{page}changer/"))
    client.post(f"{page}changer/", {**SENT, "until": "10:30", "seen": str(one.revision)})
    assert "finit à 11 h, et la salle est à vous jusqu’à 10 h 30 : il déborde de 30 minutes." in text(client.get(page))


def test_hours_follow_each_change(client, member):
    one = prepared(member)
    page = one.get_absolute_url()
    shown = text(client.get(page))
    for said in ("de 9 h 30 à 11 h", "Groupe 2", "fini à 10 h 05, puis attend", "Papillons", "Fin prévue : 11 h"):
        assert said in shown
    first = one.blocks.get(rank=0)
    key = f"{page}temps/{first.pk}/"
    sent = {"title": "Accueil", "minutes": "30", "group": "0", "seen": str(one.revision)}
    assert client.post(key, sent).status_code == 302
    assert "Fin prévue : 11 h 15" in text(client.get(page))
    assert client.post(key, sent).status_code == 422
    one.refresh_from_db()
    client.post(f"{key}deplacer/", {"place": "3", "seen": str(one.revision)})
    assert titles(one)[-1] == "Accueil"
    client.post(f"{key}deplacer/", {"place": "nulle part", "seen": "x"})
    assert "changé entre-temps" in text(client.get(page))
    one.refresh_from_db()
    client.post(f"{key}enlever/", {"seen": str(one.revision)})
    assert "Accueil" not in titles(one)
    client.post(f"{key[: -len(str(first.pk)) - 1]}nouveau/?apres={one.blocks.get(rank=0).pk}", {**sent, "group": "1"})
    assert titles(one)[1] == "Accueil"
    assert client.get(f"{page}temps/nouveau/").status_code == 200
    assert client.get(f"{page}temps/{one.blocks.get(rank=0).pk}/").status_code == 200
    client.post(f"{page}temps/{one.blocks.get(rank=0).pk}/enlever/", {"seen": "0"})
    assert "changé entre-temps" in text(client.get(page))


def test_places_up_and_down(client, member):
    """In a group one moves within one’s group; everybody together, over the groups."""
    one = prepared(member, (*BLOCKS[:2], BlockDraft(minutes=5, title="Encore", group=1), *BLOCKS[2:]))
    shown = client.get(one.get_absolute_url()).context["page"]
    places = {block.block.title: (block.up, block.down) for block in shown.blocks}
    assert places == {
        "Accueil": (None, 3),
        "Idées d’un groupe": (0, 2),
        "Encore": (1, 4),
        "Idées de l’autre": (0, 4),
        "Choisir": (1, None),
    }


def test_papers(client, member):
    one = prepared(member, aim="Une **idée** à essayer")
    for name in ("animation", "programme"):
        answer = client.get(f"{one.get_absolute_url()}{name}.pdf")
        assert answer.content.startswith(b"%PDF")
        assert answer["Cache-Control"] == "private, no-store"
    with clock.at(local(2026, 12, 1, 8)):
        template = prepared(member, BLOCKS[:1], place="", people=None)
    assert client.get(f"{template.get_absolute_url()}animation.pdf").status_code == 200


def test_the_clock_on_the_screens(client, member):
    one = prepared(member)
    live, follow = f"{one.get_absolute_url()}en-direct/", f"{SHELF}suivre/{one.token}/"
    assert "Commencer maintenant" in text(client.get(live))
    client.post(f"{live}dire/", {"beat": "begin", "seen": ""})
    client.post(f"{live}dire/", {"beat": "danser", "seen": "0"})
    shown = text(client.get(live))
    assert "5 minutes de plus" in shown
    assert follow in shown
    client.post(f"{live}dire/", {"beat": "next", "seen": "0"})
    client.post(f"{live}dire/", {"beat": "next", "seen": "0"})
    assert "déjà fait avancer" in text(client.get(live))
    client.logout()
    answer = client.get(follow)
    assert "Idées de l’autre" in text(answer)
    assert "Passer à la suite" not in text(answer)
    assert answer["Referrer-Policy"] == "no-referrer"
    fragment = client.get(follow, headers={"hx-request": "true", "hx-target": "now"})
    assert "<html" not in text(fragment)
    assert client.get(f"{SHELF}suivre/autre/").status_code == 404
    assert client.get(live).status_code == 302


def test_early_and_late(client, member):
    one = prepared(member)
    with clock.at(local(2026, 12, 1, 9, 25)):
        one = beat(one, Beat.BEGIN)
        assert "5 minutes plus tôt" in text(client.get(f"{one.get_absolute_url()}en-direct/"))
    with clock.at(local(2026, 12, 1, 9, 50)):
        shown = text(client.get(f"{one.get_absolute_url()}en-direct/"))
        assert "5 minutes plus tard" in shown
        assert "le temps prévu est passé" in shown


def test_removed(client, member):
    one = beat(prepared(member), Beat.BEGIN)
    assert "disparaît" in text(client.get(f"{one.get_absolute_url()}supprimer/"))
    client.post(f"{one.get_absolute_url()}supprimer/")
    assert "Arrêtez-la" in text(client.get(one.get_absolute_url()))
    beat(one, Beat.STOP, 0)
    assert client.post(f"{one.get_absolute_url()}supprimer/")["Location"] == SHELF
    assert not Workshop.objects.exists()


def test_others_read_and_do_not_change(client):
    one = prepared()
    client.force_login(CommunityMemberFactory())
    shown = text(client.get(one.get_absolute_url()))
    assert "Plus tard" not in shown
    assert "Ajouter un temps" not in shown
    for path in ("changer/", "modele/", "supprimer/", "temps/nouveau/"):
        assert client.get(f"{one.get_absolute_url()}{path}").status_code == 403
    client.force_login(PersonFactory())
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(f"{SHELF}nouveau/").status_code == 403
    assert "en la rejoignant" in text(client.get(SHELF))


def test_the_pages_cost_the_same_whatever_they_hold(client, member, django_assert_max_num_queries):
    small, large = prepared(member, BLOCKS[:1]), prepared(member, BLOCKS * 8)
    costs = []
    for one in (small, large):
        with django_assert_max_num_queries(9) as asked:
            client.get(one.get_absolute_url())
        costs.append(len(asked))
    assert costs[0] == costs[1]
    with django_assert_max_num_queries(9):
        client.get(SHELF)


def test_the_home_page_says_what_comes(client, member):
    prepared(member, starts=clock.in_days(1))
    assert "Vos déroulés" in text(client.get("/"))


def test_it_is_found_where_one_looks_for_it(client, member):
    shelf, begun = f'href="{SHELF}"', f'href="{SHELF}nouveau/?titre='
    booking = booked(member, title="Lire les courriers ensemble")
    shown = text(client.get(booking.get_absolute_url()))
    assert begun in shown
    assert shelf in text(client.get("/maison/salles/"))
    assert shelf in text(client.get("/compte/"))
    one = prepared(member, starts=clock.in_days(3))
    assert one.title in text(client.get("/compte/"))
    client.force_login(TeamMemberFactory())
    event = planned(title="Écrire pour être compris")
    page = text(client.get(event.get_absolute_url()))
    assert begun in page
    link = page.split('href="/deroules/nouveau/')[1].split('"')[0].replace("&amp;", "&")
    form = text(client.get(f"{SHELF}nouveau/{link}"))
    assert 'value="Écrire pour être compris"' in form
    assert 'value="Rennes"' in form

    client.force_login(PersonFactory())
    for path in ("/maison/salles/", "/compte/"):
        assert shelf not in text(client.get(path))
    other = announced()
    assert begun not in text(client.get(other.get_absolute_url()))
    assert not doors_of_booking(CommunityMemberFactory(), booking)
