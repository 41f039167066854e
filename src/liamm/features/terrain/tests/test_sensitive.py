import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.kernel.telltale import quoted
from liamm.kernel.telltale.sensitive import Kind, Passage, find, flat, hide, kinds, places_of


def found(text, kind):
    return [one.text for one in find(text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Appelez-moi au 06 12 34 56 78 le soir.", "06 12 34 56 78"),
        ("tél:0612345678", "0612345678"),
        ("au 02.99.00.00.00, merci", "02.99.00.00.00"),
        ("le +33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("le +33 (0)2 99 00 00 00", "+33 (0)2 99 00 00 00"),
        ("0033 2 99 00 00 00", "0033 2 99 00 00 00"),
        ("06\u202f12\u202f34\u202f56\u202f78", "06\u202f12\u202f34\u202f56\u202f78"),
        ("depuis Londres : +44 20 7946 0958", "+44 20 7946 0958"),
    ],
)
def test_phone_numbers(text, passage):
    assert found(text, Kind.PHONE) == [passage]


@pytest.mark.parametrize(
    "text",
    [
        "Le 12 03 2024 j’ai payé 12 000 € pour 35 047 habitants",
        "SIRET 123 456 789 00012",
        "35000 Rennes, 7h30 à 21h",
        "dossier 20240612345678901",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert kinds(text) == ()


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("écrire à marie.legoff@exemple.bzh svp", "marie.legoff@exemple.bzh"),
        ("jean (at) exemple.fr", "jean (at) exemple.fr"),
        ("prenom arobase domaine point fr", "prenom arobase domaine point fr"),
    ],
)
def test_mail_addresses(text, passage):
    assert found(text, Kind.MAIL) == [passage]


nirs = st.builds(
    lambda sex, year, month, department, commune, order: (
        f"{sex}{year:02d}{month:02d}{department}{commune:03d}{order:03d}"
    ),
    st.sampled_from("12"),
    st.integers(0, 99),
    st.integers(1, 12),
    st.sampled_from(["35", "29", "56", "22", "2A", "2B", "97"]),
    st.integers(1, 990),
    st.integers(1, 999),
)


@given(nirs, st.integers(0, 99), st.sampled_from(["", " ", "."]))
def test_a_nir_is_found_even_when_its_key_is_wrong(first, key, gap):
    number = gap.join([first[0], first[1:3], first[3:5], first[5:7], first[7:10], first[10:], f"{key:02d}"])
    assert found(f"Mon numéro : {number}, voilà.", Kind.NIR) == [number]


def test_a_nir_without_its_key_is_found():
    assert found("1 84 12 35 047 025", Kind.NIR) == ["1 84 12 35 047 025"]


@pytest.mark.parametrize(
    "number", ["FR76 3000 6000 0112 3456 7890 189", "fr7630006000011234567890189", "DE89 3704 0044 0532 0130 00"]
)
def test_an_account_number_is_found(number):
    assert found(f"Mon compte : {number}, voilà.", Kind.IBAN) == [number]
    assert found("le12 mars nous avons revu tout le dossier", Kind.IBAN) == []


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("j’ai vu madame le goff hier", ["le goff"]),
        ("mme tanguy et m. bihan", ["tanguy", "bihan"]),
        ("bonjour madame, merci monsieur le maire, madame la directrice", []),
        ("un monsieur âgé revient, cette madame très seule aussi, le monsieur du guichet", []),
        ("madame c’est fermé, monsieur n’est pas là, madame âgée et seule", []),
    ],
)
def test_names_without_capitals_after_a_civility(text, passages):
    assert found(text, Kind.NAME) == passages


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("M. Le Goff et Mme Tanguy-Kermarrec attendent.", ["Le Goff", "Tanguy-Kermarrec"]),
        ("le docteur Quéméneur", ["Quéméneur"]),
        ("ma voisine Soizic a 84 ans", ["Soizic"]),
        ("Mon voisin M. Le Goff", ["Le Goff"]),
        ("ma fille Anaïs Le Bihan ne peut pas", ["Anaïs Le Bihan"]),
        ("Elle s’appelle Erwana.", ["Erwana"]),
        ("Yannick Le Bihan est venu", ["Yannick Le Bihan"]),
        ("Marie-Christine Guillou", ["Marie-Christine Guillou"]),
        ("Appeler Paul Martin demain, il sait.", ["Paul Martin"]),
        ("Bonjour, Voici Anne Le Goff. Merci Paul MARTIN", ["Anne Le Goff", "Paul MARTIN"]),
        ("France Martin travaille à France Travail", ["France Martin"]),
        ("Saint-Malo, Nicolas Bihan", ["Nicolas Bihan"]),
        ("Dossiers de MARTIN Paul et LE GOFF Anne", ["MARTIN Paul", "LE GOFF Anne"]),
    ],
)
def test_names(text, passages):
    assert found(text, Kind.NAME) == passages


@pytest.mark.parametrize(
    "text",
    [
        "Madame la Maire et Monsieur le Préfet",
        "au lycée Auguste Brizeux, rue Jean Jaurès, place Charles de Gaulle à Saint-Malo",
        "La CAF et France Services de Redon ne se parlent pas.",
        "La mairie de Saint-Jean-Brévelay et la médiathèque Jean Rochefort",
        "Appeler France Travail Rennes, France Rénov’, France-Services, Pôle emploi et La Poste de Redon",
        "Rue Jean Jaurès, Lycée Victor Hugo, Gare Paul Bert et Saint Martin Boulogne",
        "Merci Madame. Le Bureau Information Jeunesse de Loudéac et la Maison Départementale",
        "L’EHPAD Louise Michel, la CARSAT Bretagne, le LYCEE Jean Macé et l’AVENUE Jean Jaurès",
        "Madame née à Redon",
        "Le Rheu, Plœuc-L’Hermitage, Kerfeunteun",
    ],
)
def test_places_and_functions_are_not_names(text):
    assert found(text, Kind.NAME) == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Sa fille est née le 12/03/1954.", "12/03/1954"),
        ("Une dame née en 1954 attend.", "1954"),
        ("Il est né en mars 1961.", "mars 1961"),
        ("né le 1er mars 1954 à Redon", "1er mars 1954"),
        ("Nés le 05-03-54 tous deux", "05-03-54"),
        ("né(e) le 12 févr. 1954", "12 févr. 1954"),
        ("Date de naissance : 12.03.1954", "12.03.1954"),
    ],
)
def test_birth_dates(text, passage):
    assert found(text, Kind.BIRTH) == [passage]


def test_other_dates_are_left_alone():
    assert kinds("Le 12/03/1954 la mairie a ouvert ; elle ne le fait plus depuis le 12 mars 2024.") == ()


def test_five_passages_are_quoted_and_others_are_said_to_be():
    names = ["Mme Bihan", "Mme Deux", "Mme Trois", "Mme Quatre", "Mme Cinq"]
    assert "et d’autres" not in quoted(find("\n".join(names)))
    assert quoted(find("\n".join([*names, "Mme Sixte"]))).endswith("et d’autres")


def test_health():
    text = "Elle est ENCEINTE, dépressive, en fauteuil roulant et touche l’AAH."
    assert found(text, Kind.HEALTH) == ["ENCEINTE", "dépressive", "fauteuil roulant", "AAH"]
    assert found("Le centre hospitalier et la maison de santé", Kind.HEALTH) == []


texts = st.text(
    alphabet=st.sampled_from(string.ascii_letters + string.digits + " .,@-+()’éèœŒİß\u202f\u00a0\nàÀ" + "0123456789"),
    max_size=200,
)


@given(texts)
def test_places_are_places_in_the_text_and_do_not_overlap(text):
    end = 0
    for one in find(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        end = one.end


@given(st.text(max_size=200))
def test_flat_keeps_every_place(text):
    assert len(flat(text)) == len(text)


@given(texts, st.lists(st.tuples(st.integers(-3, 210), st.integers(-3, 210)), max_size=5))
def test_hiding_keeps_what_is_outside_and_removes_what_is_inside(text, places):
    passages = [Passage(start, end, "[…]") for start, end in places]
    inside = {place for start, end in places for place in range(max(0, start), min(len(text), end))}
    kept = "".join(letter for place, letter in enumerate(text) if place not in inside)
    assert hide(text, passages).replace("[…]", "") == kept.replace("[…]", "")


@given(texts)
def test_what_is_hidden_is_no_longer_found(text):
    sure = [one for one in find(text) if one.kind in {Kind.PHONE, Kind.MAIL, Kind.NIR}]
    hidden = hide(text, [Passage(one.start, one.end, " [masqué] ") for one in sure])
    for one in sure:
        assert one.text not in {other.text for other in find(hidden) if other.kind == one.kind}


def test_every_place_of_a_piece():
    assert places_of("Erwan, ERWAN et erwañ", " erwan ") == [(0, 5), (7, 12), (16, 21)]
    assert places_of("rien", "  ") == []
