"""The precise place of a signal stays between its author and the team: everybody reads the place of its wording."""

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.features.terrain.actions import (
    Call,
    Mask,
    ProblemDraft,
    Told,
    Wording,
    locate_signal,
    mask_signal,
    merge_signals,
    open_community,
    publish_wording,
    raise_problem,
    read_signal,
    take_signal,
    tell_authors,
)
from liamm.features.terrain.queries import signal_node
from liamm.features.terrain.queries.likeness import suggestions
from liamm.features.terrain.tests.factories import FieldSignalFactory, ReadSignalFactory
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.queries import by_code
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.search.index import find, rebuild
from liamm.kernel.telltale.sensitive import Passage
from liamm.kernel.thread.chain import Node, stages

pytestmark = pytest.mark.django_db
ISLAND, OTHER_ISLAND = "Ouessant", "Molène"


@pytest.fixture
def team():
    LabSpaceFactory()
    return TeamMemberFactory()


def published(team, *, place):
    """A signal told on an island and published with a wider place, or with none."""
    told = Told(
        words="Le bateau ne passe plus.", submission="clé", place=ISLAND, territory=by_code("29155"), may_publish=True
    )
    signal = take_signal(AnonymousUser(), told).signal
    read_signal(team, signal)
    wording = Wording(title="Des traversées supprimées", text="On ne peut plus se déplacer.", territory=place)
    publish_wording(team, signal, wording=wording)
    problem = raise_problem(team, ProblemDraft(question="Comment se déplacer ?"), signals=[signal])
    open_community(team, problem, call=Call(name="Traversées", call="Venez.", ends=clock.in_days(90).date()))
    return signal, problem


def finistere():
    return by_code("29", TerritoryKind.DEPARTEMENT)


class TestThePrecisePlace:
    def lines(self, actor, signal):
        return [
            step.line for stage in stages(actor, signal_node(signal)) if stage.kind == "signal" for step in stage.steps
        ]

    def test_le_fil_tells_the_place_that_was_published(self, team):
        signal, problem = published(team, place=finistere())
        for actor in (AnonymousUser(), PersonFactory(), CommunityMemberFactory()):
            assert self.lines(actor, signal) == ["Finistère"]
        assert self.lines(team, signal) == [ISLAND]
        assert self.lines(LinkHolder(signal.pk), signal) == [ISLAND]
        assert problem.reference

    def test_without_a_published_place_only_its_reference(self, team):
        signal, _problem = published(team, place=None)
        assert self.lines(AnonymousUser(), signal) == [signal.reference]

    def test_the_author_of_another_reads_the_published_place_only(self, team):
        signal, problem = published(team, place=finistere())
        other = ReadSignalFactory(author__mail="autre@exemple.example")
        merge_signals(team, other, into=signal)
        assert ISLAND not in str(stages(LinkHolder(other.pk), signal_node(other)))
        assert ISLAND not in str(stages(LinkHolder(other.pk), Node("problem", problem.pk)))

    @pytest.mark.parametrize("moved", [False, True])
    def test_no_page_feed_data_search_or_letter_to_others_tells_it(self, client, team, letters, moved):
        signal, problem = published(team, place=finistere())
        if moved:
            locate_signal(team, signal, territory=by_code("29084"))
        other = ReadSignalFactory(author__mail="autre@exemple.example")
        merge_signals(team, other, into=signal)
        tell_authors(SYSTEM, Node("problem", problem.pk), step="décidé", sentence="C’est retenu.")
        rebuild()
        paths = ("/", "/terrain/", "/terrain/fil.atom", "/terrain/donnees.json", "/terrain/territoires/",
                 "/problematiques/", "/communautes/traversees/", "/recherche/?q=traversées",
                 signal.get_absolute_url(), problem.get_absolute_url())  # fmt: skip
        for reader in (None, PersonFactory(), CommunityMemberFactory()):
            if reader:
                client.force_login(reader)
            for path in paths:
                response = client.get(path)
                assert response.status_code == 200, path
                text = response.content.decode()
                assert not [name for name in (ISLAND, OTHER_ISLAND) if name in text], path
            assert not [found for found in find(reader or AnonymousUser(), ISLAND) if found.title]
        for mail in letters():
            assert ISLAND not in mail.subject + mail.body


class TestLikenessOfMaskedTexts:
    def test_the_words_that_hide_are_not_words_in_common(self, team):
        for words in ("Tanguy attend le bus", "Tanguy cherche son dentiste"):
            signal = FieldSignalFactory(words=words)
            mask = Mask({"words": [Passage(0, 6, "[nom masqué]")]}, signal.fingerprint)
            masked = mask_signal(team, signal, mask=mask)
            assert "masqu" not in masked.stems
        assert suggestions(masked) == []
