"""Markdown that people type, as values for the paper: every kind of block, and nothing that could act."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.kernel.paper.markdown import blocks_of


def runs(text):
    (block,) = blocks_of(text)
    assert block["kind"] == "paragraph"
    return [run for run in block["runs"] if run["text"] or "break" in run]


class TestBlocks:
    def test_a_heading_becomes_a_bold_line(self):
        assert blocks_of("# Pourquoi\n\n###### Tout bas") == [
            {"kind": "paragraph", "runs": [{"text": "Pourquoi", "strong": True}]},
            {"kind": "paragraph", "runs": [{"text": "Tout bas", "strong": True}]},
        ]

    def test_lists_hold_blocks_and_lists(self):
        (bullets, numbers) = blocks_of("- un\n- deux\n  - dedans\n\n1. trois\n2. quatre")
        assert (bullets["kind"], bullets["ordered"], len(bullets["items"])) == ("list", False, 2)
        inner = bullets["items"][1][1]
        assert inner["kind"] == "list"
        assert inner["items"][0][0]["runs"] == [{"text": "dedans"}]
        assert (numbers["ordered"], len(numbers["items"])) == (True, 2)

    def test_a_quote_holds_blocks(self):
        (quote,) = blocks_of("> Trois fois\n>\n> le même papier")
        assert quote["kind"] == "quote"
        assert [block["runs"][0]["text"] for block in quote["blocks"]] == ["Trois fois", "le même papier"]

    @pytest.mark.parametrize("text", ["```\na < b\n```", "    a < b"])
    def test_code_is_kept_as_it_is(self, text):
        (code,) = blocks_of(text)
        assert code["kind"] == "code"
        assert code["text"].strip() == "a < b"

    def test_a_table_has_its_head_and_its_rows(self):
        (table,) = blocks_of("| Critère | Avis |\n|---|---|\n| **Usagers** | forte |\n| | faible |")
        assert table == {"kind": "table", "head": ["Critère", "Avis"], "rows": [["Usagers", "forte"], ["", "faible"]]}

    def test_a_rule_draws_nothing(self):
        assert [block["runs"][0]["text"] for block in blocks_of("avant\n\n---\n\naprès")] == ["avant", "après"]

    @pytest.mark.parametrize("text", ["", "   \n\n  "])
    def test_nothing_is_nothing(self, text):
        assert blocks_of(text) == []


class TestRuns:
    def test_marks_add_up(self):
        assert runs("un *deux **trois*** `quatre`") == [
            {"text": "un "},
            {"text": "deux ", "em": True},
            {"text": "trois", "em": True, "strong": True},
            {"text": " "},
            {"text": "quatre"},
        ]

    def test_what_is_struck_stays_readable(self):
        assert [run["text"] for run in runs("~~barré~~ gardé")] == ["barré", " gardé"]

    def test_a_line_break_is_one(self):
        assert runs("un\ndeux  \ntrois") == [
            {"text": "un"},
            {"text": "", "break": True},
            {"text": "deux"},
            {"text": "", "break": True},
            {"text": "trois"},
        ]

    @pytest.mark.parametrize("address", ["https://exemple.example", "mailto:a@b.example", "tel:+33200000000"])
    def test_a_link_leads_where_it_says(self, address):
        assert runs(f"[ici]({address})") == [{"text": "ici", "href": address}]

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/interne/", ""]
    )
    def test_another_leads_nowhere_and_its_words_stay(self, address):
        text = "".join(run["text"] for run in runs(f"[ici]({address})"))
        assert "ici" in text
        assert not [run for run in runs(f"[ici]({address})") if "href" in run]

    def test_an_image_leaves_its_words(self):
        assert [run["text"] for run in runs("![un plan](https://exemple.example/plan.png)")] == ["un plan"]

    def test_html_is_words(self):
        assert runs("<script>alert(1)</script>")[0]["text"].startswith("<script>")


@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_values_of_known_kinds(text):
    kinds = {"paragraph", "list", "quote", "code", "table"}
    blocks = blocks_of(text)
    assert {block["kind"] for block in blocks} <= kinds
    json.dumps(blocks)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_no_plain_word_is_lost(word):
    assert word in "".join(run["text"] for run in runs(f"**{word}** et *{word}*"))
