"""On an English page, what people and the charter say in French says so to whoever hears it."""

import pytest
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.proposals.tests.factories import carrier_of, submitted
from liamm.features.terrain.actions import cross_signals
from liamm.features.terrain.tests.factories import ProblemFactory, WordingFactory

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
