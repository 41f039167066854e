"""Whatever people type, a sheet is made; what no font draws is a square."""

import subprocess

import pytest
import typst

from liamm.kernel.paper import sheets
from liamm.kernel.paper.sheets import Facts, Heading, Items, Sheet, Table, Text, as_pdf


def read(content, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout


def test_every_block_is_read_back(tmp_path):
    blocks = [
        Heading("Pourquoi"),
        Text("Un **mot** fort, un *mot* penché, [un lien](https://exemple.example) :\n\n- un\n- deux\n\n1. trois"),
        Items(["une ligne", "une autre"]),
        Facts([("Terme", "valeur"), ("Vide", "")]),
        Table(["Critère", "Avis"], [["Usagers", "forte"]]),
        Items([]),
        Table(["Rien"], []),
    ]
    text = read(as_pdf(Sheet(title="Le titre", above="au-dessus", foot="au pied", blocks=blocks)), tmp_path)
    for said in ("Le titre", "au-dessus", "au pied", "Pourquoi", "mot", "un lien", "deux", "trois", "valeur", "forte"):
        assert said in text
    assert "Vide" not in text
    assert "Rien" not in text


def test_little_pictures_are_left_out_but_where_they_are_all_that_is_said(tmp_path):
    pictures = [Text("Café ☕, un cœur ❤️, une famille 👩‍👩‍👧 et 👍🏽 puis rien"), Table(["Qui"], [["🎉"]])]
    text = read(as_pdf(Sheet(title="🎉", blocks=pictures)), tmp_path)
    assert "une famille et puis rien" in text
    assert text.count("□") == 2  # all that is said


def test_signs_that_no_font_draws_become_squares(tmp_path):
    blocks = [Text("Bien 😀 漢字 \x07 \ue123 مرحبا שלום Ωж ✓ → ŵ")]
    text = read(as_pdf(Sheet(title="Fête 🎉", blocks=blocks)), tmp_path)
    assert "Fête\n" in text
    assert "Bien □□" in text
    assert "Ωж ✓ → ŵ" in text


def test_what_is_wrong_otherwise_is_said(monkeypatch):
    def broken(*_, **__):
        raise typst.TypstError("file not found")

    monkeypatch.setattr(sheets.typst, "compile", broken)
    with pytest.raises(typst.TypstError, match="not found"):
        as_pdf(Sheet(title="x"))
