"""Rooms shown and found: photos with the words that say them, and the names that a room has and had."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.actions import RoomDraft, add_photo, arrange_room
from liamm.features.booking.models import RoomPhoto
from liamm.features.booking.tests.test_pages import HOUSE, text
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.kernel.actions import DomainError
from liamm.kernel.search.index import rebuild

pytestmark = pytest.mark.django_db


def picture(name="salon.png"):
    held = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(held, "PNG")
    return SimpleUploadedFile(name, held.getvalue())


def test_photos_of_a_room(client, django_capture_on_commit_callbacks, django_assert_num_queries):
    LabSpaceFactory()
    client.force_login(TeamMemberFactory())
    where = f"{HOUSE}1/photos/"
    with django_assert_num_queries(5):
        assert client.get(where).status_code == 200
    for given in (
        {"photo": picture(), "alt": " "},
        {"photo": SimpleUploadedFile("note.txt", b"un mot"), "alt": "Une note"},
    ):
        assert client.post(where, given).status_code == 422
    assert not RoomPhoto.objects.exists()
    for _turn in range(8):
        assert client.post(where, {"photo": picture(), "alt": "Le salon en îlots"}).status_code == 302
    assert text(client.get(where)).count('src="/maison/salles/photos-de-salles/') == 8
    with django_assert_num_queries(5):
        client.get(where)
    assert "en 8 photos au plus" in text(client.post(where, {"photo": picture(), "alt": "Encore"}))
    client.logout()
    for page in (f"{HOUSE}1/", HOUSE):
        assert 'alt="Le salon en îlots"' in text(client.get(page))
    one = RoomPhoto.objects.first()
    assert client.get(f"{HOUSE}photos-de-salles/{one.pk}/")["Content-Type"] == "image/png"
    client.force_login(TeamMemberFactory())
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{HOUSE}photos-de-salles/{one.pk}/retirer/").url == where
    assert not default_storage.exists(one.path)
    assert client.get(f"{HOUSE}photos-de-salles/{one.pk}/").status_code == 404
    assert client.get(f"{HOUSE}99/photos/").status_code == 404


@pytest.mark.parametrize(
    ("number", "alt", "said"), [(99, "Le salon", "n’a pas cette salle"), (1, " ", "Dites ce que l’on voit")]
)
def test_a_photo_is_of_a_room_and_has_words(number, alt, said):
    LabSpaceFactory()
    with pytest.raises(DomainError, match=said):
        add_photo(TeamMemberFactory(), number, upload=picture(), alt=alt)
    assert not RoomPhoto.objects.exists()


def test_renamed_it_keeps_its_address_and_is_found_by_its_former_names(client):
    LabSpaceFactory()
    team = TeamMemberFactory()
    rebuild()
    for name in ("Le grenier", "La soupente"):
        arrange_room(team, 5, draft=RoomDraft(name=name))
    arrange_room(team, 5, draft=RoomDraft(name="La soupente", access="Par l’échelle."))
    shown = text(client.get(f"{HOUSE}5/"))
    assert "La soupente" in shown
    assert "Le boudoir, Le grenier" in shown
    for word in ("soupente", "la-soupente", "grenier", "boudoir", "le-boudoir"):
        assert client.get(f"{HOUSE}{word}/").url == f"{HOUSE}5/"
    assert client.get(f"{HOUSE}l-atelier/").url == f"{HOUSE}6/"
    assert client.get(f"{HOUSE}cave/").status_code == 404
    for word in ("boudoir", "grenier", "soupente"):
        assert f'href="{HOUSE}5/"' in text(client.get(f"/recherche/?q={word}"))
    arrange_room(team, 5, draft=RoomDraft())
    assert "La soupente" in text(client.get(f"{HOUSE}5/"))
    assert client.get(f"{HOUSE}boudoir/").url == f"{HOUSE}5/"
