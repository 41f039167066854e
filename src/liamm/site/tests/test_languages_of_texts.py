"""On an English page, what people and the charter say in French says so to whoever hears it."""

import pytest
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.charter import bindings
from liamm.features.proposals.tests.factories import carrier_of, submitted
from liamm.features.terrain.actions import cross_signals
from liamm.features.terrain.tests.factories import ProblemFactory, WordingFactory
from liamm.kernel import clock
from liamm.kernel.french import typeset

pytestmark = pytest.mark.django_db


def spoken(client, path, words):
    """The languages in which an English page says these words."""
    tree = html.fromstring(client.get(path, headers={"accept-language": "en"}).content.decode())
    assert tree.get("lang") == "en"
    held = [one for one in tree.find("body").iter() if isinstance(one.tag, str) and words in (one.text or "")]
    assert held, (path, words)
    return {next(up.get("lang") for up in (one, *one.iterancestors()) if up.get("lang")) for one in held}


def test_french_texts_say_so_on_english_pages(client):
    wording = WordingFactory(title="Des allers-retours au guichet", text="On revient trois fois en mairie.")
    problem = ProblemFactory(question="Comment éviter les allers-retours", known="Deux logiciels se contredisent.")
    cross_signals(TeamMemberFactory(), problem, signals=[wording.signal])
    for path, words in (
        (wording.get_absolute_url(), wording.title),
        (wording.get_absolute_url(), wording.text),
        (wording.get_absolute_url(), problem.question),
        (problem.get_absolute_url(), problem.question),
        (problem.get_absolute_url(), "Deux logiciels"),
        (problem.get_absolute_url(), wording.title),
        ("/terrain/", wording.title),
        ("/charte/", "laboratoire"),
        ("/charte/4.0/1.2/", "laboratoire"),
    ):
        assert spoken(client, path, words) == {"fr"}, (path, words)


def test_the_answers_of_a_request_say_so(client):
    proposal = submitted()
    person = carrier_of(proposal)
    person.language = "en"
    person.save()
    client.force_login(person)
    assert spoken(client, f"/demandes/{proposal.reference}/", "Réponse à") == {"fr"}
    assert spoken(client, f"/demandes/{proposal.reference}/", proposal.title) == {"fr"}


def _of_grid():
    grid = bindings.grid(clock.today()).value
    criteria = [one for block in grid.blocks for one in block.criteria]
    steps = [words for step in grid.scale for words in (step.name, step.meaning)]
    questions = [each for one in criteria for each in one.guide.questions]
    return [*(one.name for one in (*grid.blocks, *criteria)), *steps, *questions, grid.gate_rule.text]


def _of_checks():
    found = bindings.eligibility(clock.today()).value
    return [found.text, *(check.question for check in found.checks)]


def _of_community():
    return [rule.text for rule in bindings.community_rules(clock.today()).value.rules]


@pytest.mark.parametrize(
    ("path", "words_of"),
    [("/grille/", _of_grid), ("/demandes/verifier/", _of_checks), ("/communaute/rejoindre/", _of_community)],
)
def test_the_words_of_the_charter_say_so(client, path, words_of):
    words = words_of()
    assert words
    for one in words:
        assert spoken(client, path, str(typeset(one))) == {"fr"}, one


@pytest.mark.parametrize("path", ["/charte/", "/charte/amendements/", "/maison/salles/", "/grille/"])
def test_no_accented_word_is_left_to_an_english_voice(client, path):
    """English has no accents: what bears one is French, and says so."""
    tree = html.fromstring(client.get(path, headers={"accept-language": "en"}).content.decode())
    heard = [
        str(one)
        for one in tree.find("body").xpath(".//text()[not(ancestor::script)]")
        if next(up.get("lang") for up in _around(one) if up.get("lang")) == "en" and set("éèêàç") & set(one.lower())
    ]
    assert heard == []


def _around(text):
    """The elements that hold a text, the nearest first."""
    nearest = text.getparent()
    return [up for up in (nearest, *nearest.iterancestors()) if not (text.is_tail and up is nearest)]
