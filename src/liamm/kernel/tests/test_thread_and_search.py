from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from liamm.kernel.access import SYSTEM
from liamm.kernel.extension import SearchSource, SearchText, ThreadSource, ThreadStep
from liamm.kernel.model import uuid7
from liamm.kernel.search import index
from liamm.kernel.search.models import SearchEntry
from liamm.kernel.thread import chain
from liamm.kernel.thread.chain import Node, furthest, nodes_around, origins, stages, tie, untie
from liamm.kernel.thread.models import Link

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 12, tzinfo=UTC)


def node(kind):
    return Node(kind, uuid7())


class TestThread:
    def test_it_is_walked_up_and_down_but_not_sideways(self):
        first, second, problem, project = node("signal"), node("signal"), node("problem"), node("project")
        other = node("project")
        for signal in (first, second):
            tie(signal, "crossed_into", problem)
        tie(problem, "led_to", project)
        tie(second, "led_to", other)
        assert set(nodes_around(project)) == {first, second, problem, project}
        assert set(nodes_around(first)) == {first, problem, project}
        assert set(origins(project, "signal")) == {first.id, second.id}

    def test_tying_twice_changes_nothing_and_untying_keeps_the_history(self):
        signal, problem = node("signal"), node("problem")
        tie(signal, "crossed_into", problem)
        tie(signal, "crossed_into", problem)
        assert Link.objects.count() == 1
        untie(signal, "crossed_into", problem)
        assert nodes_around(problem) == [problem]
        tie(signal, "crossed_into", problem)
        assert Link.objects.count() == 2

    def test_a_loop_ends(self):
        one, two = node("a"), node("b")
        tie(one, "x", two)
        tie(two, "x", one)
        assert set(nodes_around(one)) == {one, two}

    def test_what_was_decided_of_a_thing_of_the_chain_belongs_to_it(self):
        request, put_off, proposed, confirmed, project = (
            node(kind) for kind in ("proposal", *["decision"] * 3, "project")
        )
        for decision in (put_off, proposed):
            tie(request, "decided_by", decision)
        tie(proposed, "confirmed_by", confirmed)
        tie(confirmed, "opened", project)
        for one in (request, put_off, proposed, confirmed, project):
            assert {put_off, proposed, confirmed} <= set(nodes_around(one))
        assert project not in nodes_around(put_off)

    def test_what_became_of_many_costs_the_same(self, monkeypatch, django_assert_num_queries):
        signals = [node("signal") for _ in range(4)]
        problem, request, project, other = node("problem"), node("proposal"), node("project"), node("proposal")
        for signal in signals[:2]:
            tie(signal, "crossed_into", problem)
        tie(problem, "led_to", request)
        tie(request, "opened", project)
        for one in (other, later := node("proposal")):
            tie(signals[2], "led_to", one)
        dates = {one.id: DAY for one in (request, other, project)} | {later.id: DAY + timedelta(days=1)}
        hidden = set()

        def steps(kind):
            def said(actor, ids):
                return {one: ThreadStep(str(one), "", "", dates[one], became=kind) for one in ids if one not in hidden}

            return said

        known = {
            kind: ThreadSource(kind, kind, kind, 10, steps(kind), tells=tells)
            for kind, tells in (("problem", 0), ("proposal", 1), ("project", 2))
        }
        monkeypatch.setattr(chain, "_sources", lambda: known)
        with django_assert_num_queries(1):
            found = furthest(SYSTEM, [one.id for one in signals])
        told = [(one.became, one.title) for one in (found[signal.id] for signal in signals[:3])]
        assert told == [("project", str(project.id))] * 2 + [("proposal", str(later.id))]
        assert signals[3].id not in found
        hidden.update({project.id, later.id})
        found = furthest(SYSTEM, [one.id for one in signals])
        assert [found[one.id].title for one in signals[:3]] == [str(request.id), str(request.id), str(other.id)]
        with django_assert_num_queries(0):
            assert furthest(SYSTEM, []) == {}

    def test_stages_are_shown_in_order_as_the_actor_may_see_them(self, monkeypatch):
        signals, problem = [node("signal"), node("signal")], node("problem")
        for signal in signals:
            tie(signal, "crossed_into", problem)

        def steps(actor, ids):
            return {one: ThreadStep("Titre", "une ligne", "/x/", DAY) for one in ids}

        known = {
            "problem": ThreadSource("problem", "Problématique", "problématiques", 20, steps),
            "signal": ThreadSource("signal", "Remontée", "remontées", 10, steps),
        }
        monkeypatch.setattr(chain, "_sources", lambda: known)
        shown = stages(SYSTEM, problem)
        assert [(stage.label, stage.now, stage.done) for stage in shown] == [
            ("2 remontées", False, True),
            ("Problématique", True, True),
        ]
        known["signal"] = ThreadSource("signal", "Remontée", "remontées", 10, lambda actor, ids: {})
        assert [stage.title for stage in stages(SYSTEM, problem)] == ["Problématique"]


class TestSearch:
    @pytest.fixture(autouse=True)
    def things(self, monkeypatch):
        self.texts = {}
        source = SearchSource(
            "thing",
            "Chose",
            lambda ids: {one: self.texts[one] for one in ids if one in self.texts},
            lambda: list(self.texts),
        )
        monkeypatch.setattr(index, "_sources", lambda: {"thing": source})

    def add(self, title, body="", audience=("public",)):
        one = uuid7()
        self.texts[one] = SearchText(title, body, f"/{one}/", audience, DAY)
        index.reindex("thing", [one])
        return one

    def test_accents_plurals_and_elisions_meet(self):
        self.add("Les préfectures de l’Ouest", "L’expérimentation à Plœuc")
        for words in ("prefecture", "experimentations", "ploeuc", "préfect"):
            assert [found.title for found in index.find(SYSTEM, words)] == ["Les préfectures de l’Ouest"], words
        assert index.find(SYSTEM, "prefecture absente") == []
        assert index.find(SYSTEM, "  ") == []

    def test_a_title_weighs_more_than_a_body(self):
        self.add("Autre chose", "un accueil")
        self.add("L’accueil")
        assert [found.title for found in index.find(SYSTEM, "accueil")] == ["L’accueil", "Autre chose"]

    def test_only_who_holds_a_key_finds(self):
        person, stranger = (get_user_model().objects.create(email=f"{who}@exemple.example") for who in "ab")
        self.add("Réservé", audience=(f"person:{person.pk}",))
        assert index.find(stranger, "réservé") == []
        assert [found.label for found in index.find(person, "réservé", kinds=["thing"])] == ["Chose"]
        assert index.find(person, "réservé", kinds=["autre"]) == []

    def test_what_is_gone_leaves_the_index(self):
        one = self.add("Passager")
        del self.texts[one]
        index.reindex("thing", [one])
        assert not SearchEntry.objects.exists()

    def test_the_index_is_made_anew_and_an_unknown_kind_is_left_alone(self):
        self.add("Premier")
        SearchEntry.objects.all().delete()
        index.reindex("inconnu", [uuid7()])
        assert index.rebuild() == 1

    def test_the_excerpt_shows_the_word_found(self):
        body = "mot " * 60 + "guichet unique " + "fin " * 60
        shown = index.excerpt(body, ["guichet"])
        assert "guichet" in shown
        assert len(shown) <= 201

    @pytest.mark.parametrize("long", ["a" * 10_000, "é" * 4_000, "https://exemple.example/?q=" + "x" * 3_000])
    def test_what_is_longer_than_any_word_is_kept_and_found(self, long):
        self.add("Une adresse collée", f"avant {long} après")
        assert [found.title for found in index.find(SYSTEM, "collée")] == ["Une adresse collée"]
        assert [found.title for found in index.find(SYSTEM, long)] == ["Une adresse collée"]

    def test_hostile_words_are_only_words(self):
        self.add("Point-virgule")
        assert index.find(SYSTEM, "'; DROP TABLE search_searchentry; --") == []
        assert SearchEntry.objects.exists()
