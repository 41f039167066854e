"""What pages and papers say: whose voice, what a dot is, when, and what is needed."""

import pytest
from django.template.loader import render_to_string

from liamm.features.governance.dossiers import ArgumentSaid, BlockSaid, CriterionSaid, Dossier
from liamm.features.governance.file_pdf import _blocks, _dossier
from liamm.features.governance.models import RegisterCheck
from liamm.features.governance.queries.files import sitting_file
from liamm.features.governance.tests.factories import local
from liamm.features.governance.verifying import say_check
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.paper import Facts, Items

pytestmark = pytest.mark.django_db
ARGUMENTS = (
    ArgumentSaid("Oui", "Tout à fait.", own=True),
    ArgumentSaid("Non", "Bof."),
    ArgumentSaid("Non", "Si.", "Ana"),
)
BLOCK = BlockSaid("Usagers", "", True, ("Oui", "Non"), (CriterionSaid("Utile", (0, 2), 0, ARGUMENTS),))


def test_on_paper_each_argument_says_whose_it_is():
    items = [each for block in _dossier(Dossier(blocks=(BLOCK,))) if isinstance(block, Items) for each in block.lines]
    assert items == ["Utile, Oui (les porteurs) : Tout à fait.", "Utile, Non : Bof.", "Utile, Non (Ana) : Si."]


def test_on_paper_a_day_has_its_year_even_today(house):
    with clock.at(local(2026, 11, 26, 9)):
        sitting = house.sitting(starts=local(2026, 11, 26, 13, 58))
        blocks = list(_blocks(sitting_file(house.secretary, sitting)))
    said = dict(next(block for block in blocks if isinstance(block, Facts)).pairs)["Quand"]
    assert said.replace("\xa0", " ") == "jeudi 26 novembre 2026, 13 h 58"


def test_the_dots_have_a_legend(rf):

    shown = render_to_string("governance/_grid.html", {"gate": None, "blocks": [BLOCK], "grid": ""}, rf.get("/"))
    assert shown.count("Un point par avis, un cercle pour les porteurs. Pas de total.") == 1
    empty = render_to_string("governance/_grid.html", {"gate": None, "blocks": [], "grid": ""}, rf.get("/"))
    assert "Un point par avis" not in empty


def test_deciding_says_that_the_reasons_are_needed_and_reads_its_file_wide(client, house):
    item = house.item(house.open())
    client.force_login(house.secretary)
    text = client.get(f"/points/{item.pk}/decider/").content.decode()
    assert "obligatoire pour décider" in text.split('for="id_full_text"', 1)[1].split("</label>", 1)[0]
    assert '<main id="contenu" tabindex="-1" class="beside">' in text
    assert "<aside" not in text.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_request_held_at_the_gate_may_come_to_be_told_no(client, house):
    client.force_login(house.secretary)
    text = client.get(f"/seances/{house.sitting().slug}/preparer/").content.decode()
    assert "Arrêtée au filtre, elle peut aussi venir en séance" in text


def test_verifying_again_within_the_minute_says_when_and_what(client):
    first = client.post("/registre/verification/", follow=True).content.decode()
    assert "La chaîne vient d’être parcourue" in first
    again = client.post("/registre/verification/", follow=True).content.decode()
    assert "il y a moins d’une minute" in again
    assert "intacte" in again


def test_a_broken_chain_is_said_too():
    check = RegisterCheck(checked=3, broken_at=2, head="")
    assert "rompue à l’entrée 2" in say_check(check, None)


def test_marks_that_turn_words_around_are_left_out_of_what_is_typed(client, house):
    sitting = house.sitting()
    client.force_login(house.secretary)
    typed = {"kind": "strategy", "title": "Un \u202etitre\u2066 droit", "summary": ""}
    assert client.post(f"/seances/{sitting.slug}/points/", typed).status_code == 302
    assert sitting.items.get().title == "Un titre droit"


def test_before_it_opens_nothing_is_said_of_its_quorum(client, house):
    sitting = house.sitting()
    house.item(sitting, title="Un sujet")
    client.force_login(house["adjointe"])
    path = f"/seances/{sitting.slug}/en-seance/"
    assert "sans quorum" not in client.get(path).content.decode()
    house.open(sitting=sitting, present=["responsable"])
    assert client.get(path).content.decode().count("sans quorum") == 1


def test_one_seat_is_one(house):
    item = house.item(house.open(present=["responsable"]))
    with pytest.raises(DomainError, match="1 siège tenu, il en faut 3"):
        house.decide(item)


def test_a_subject_without_load_is_not_asked_why_it_exceeds(client, house):
    item = house.item(house.open())
    client.force_login(house.secretary)
    assert "Pourquoi dépasser" not in client.get(f"/points/{item.pk}/decider/").content.decode()
