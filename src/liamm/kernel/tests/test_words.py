import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.kernel import html
from liamm.kernel.french import begins_with_vowel, fold, inner, sort_key, stems, typeset, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’œuvre à Ploërmel", "oeuvre a ploermel"),
        ("Plœuc-L’Hermitage", "ploeuc-hermitage"),
        ("jusqu'à l'été", "a ete"),
        ("AUJOURD'HUI", "aujourd'hui"),
        ("Kerfeunteun", "kerfeunteun"),
    ],
)
def test_folding_drops_marks_case_and_elisions(text, folded):
    assert fold(text) == folded


def test_plurals_and_accents_meet():
    assert stems("les préfectures") == stems("prefecture")
    assert stems("l’expérimentation") == stems("experimentations")


def test_sort_keys_put_accents_where_people_look():
    names = ["Zoé", "Élan", "eau", "Œuvre"]
    assert sorted(names, key=sort_key) == ["eau", "Élan", "Œuvre", "Zoé"]


@given(st.text(max_size=200))
def test_words_are_plain_and_folding_is_stable(text):
    assert all(word.isascii() and word.isalnum() for word in words(text))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Vraiment?", "Vraiment\u202f?"),
        ("Oui : voici", "Oui\u00a0: voici"),
        ("« L'agent »", "«\u202fL’agent\u202f»"),
        ("à 14 h, 3 jours, 82 %", "à 14\u00a0h, 3\u00a0jours, 82\u00a0%"),
        ("http://exemple.example/?a=1", "http://exemple.example/?a=1"),
        ("10:30", "10:30"),
    ],
)
def test_typography(typed, set_):
    assert typeset(typed) == set_


@given(st.text(max_size=120))
def test_typography_is_done_once_and_loses_no_word(text):
    once = typeset(text)
    assert typeset(once) == once
    assert words(once) == words(text)


class TestMarkdown:
    def test_it_is_made_safe(self):
        out = html.render(
            "# Titre\n\n<script>alert(1)</script> [x](javascript:alert(1)) **gras**\n\n![i](http://a/b.png)"
        )
        assert "<h3>Titre</h3>" in html.render("# Titre", top=3)
        assert "<strong>gras</strong>" in out
        assert "<script" not in out
        assert "javascript:" not in out.replace("[x](javascript:alert(1))", "")
        assert "<img" not in out

    def test_links_pass_no_authority(self):
        assert 'rel="noopener nofollow"' in html.render("[lien](https://exemple.example/)")

    def test_plain_text_keeps_links_readable(self):
        assert html.plain("## Bonjour **vous**, [ici](https://a.example/)") == "Bonjour vous, ici (https://a.example/)"

    @given(st.text(max_size=200))
    def test_nothing_typed_can_run(self, text):
        out = html.render(text)
        assert "<script" not in out.lower()
        assert " on" not in "".join(part.split(">")[0] for part in out.split("<")[1:]).lower()

    def test_headings_keep_their_level_when_asked(self):
        assert "<h2>" in html.render("## Deux", top=1)


def test_quotes_inside_quotes_and_elision():
    assert inner("« Les papiers qui reviennent » : un projet") == "“Les papiers qui reviennent” : un projet"
    assert inner("«\u202fA\u202f» et « B »") == "“A” et “B”"
    assert [begins_with_vowel(word) for word in ("octobre", "Août", "mars", "")] == [True, True, False, False]
