from datetime import date

import pytest

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.bindings.store import bound
from liamm.features.charter.enums import Effect, ItemKind, Matter, ProposalKind
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def test_every_binding_reads_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        for name in bindings.NAMES:
            cited = getattr(bindings, name)(DAY)
            assert cited.version == "4.0"
            assert cited.value.is_house == (cited.article is None)


def test_the_figures_of_the_charter_are_exact():
    grid = bindings.grid(DAY).value
    assert [len(block.criteria) for block in grid.blocks] == [2, 3, 3, 2]
    assert grid.gate.motto == "L’utilisateur n’est pas défectueux"
    assert len(grid.definitions) == 15
    assert all(grid.definitions_of(criterion) for criterion in grid.criteria)
    attached = {key for criterion in grid.criteria for key in criterion.attached.definitions}
    assert attached == {definition.key for definition in grid.definitions}
    assert len(bindings.functions(DAY).value.functions) == 4
    assert len(bindings.objectives(DAY).value.objectives) == 5
    assert [role.name for role in bindings.project_roles(DAY).value.roles] == [
        "Sponsor",
        "Col-porteur",
        "Responsable et facilitateur du Ti Lab",
        "Soucieux",
        "Ingénieux",
        "Impliqué",
        "Sage",
    ]
    assert len(bindings.community_roles(DAY).value.roles) == 9
    assert [rule.number for rule in bindings.community_rules(DAY).value.rules] == list(range(1, 11))
    rooms = bindings.rooms(DAY).value.rooms
    assert [room.id for room in rooms if room.indoors] == [1, 2, 3, 4, 5, 6]
    assert [room.key for room in rooms if not room.indoors] == ["jardin"]


def test_the_route_of_the_charter():
    route = bindings.route(DAY)
    project = route.value.path(Matter.PROJECT)
    assert (project.proposes, project.confirms, project.informs) == ("copil", "codir", ("b4",))
    assert project.final_body == "codir"
    action = route.value.path(Matter.ACTION)
    assert action.final_body == "copil"
    assert action.delegation
    assert action.delegation.is_house
    assert not route.value.needs_community(Matter.PROJECT)


def test_the_codir_includes_the_copil():
    bodies = bindings.bodies(DAY).value
    assert [seat.key for seat in bodies.seats_of("codir")][-2:] == ["sgar", "dgs-region"]
    assert len(bodies.seats_of("codir")) == len(bodies.seats_of("copil")) + 2


def test_who_presides_is_a_usage_and_one_only_for_each_body():
    bodies = bindings.bodies(DAY).value
    assert [bodies.chair_of(key) for key in ("copil", "codir", "b4")] == ["responsable", "sgar", ""]
    assert all(body.chair.is_house for body in bodies.bodies if body.chair)
    kept = bodies.model_dump(mode="json")
    for body, seat in zip(kept["bodies"], (0, 0, None), strict=True):  # as versions adopted before kept it
        body["chair"] = None
        if seat is not None:
            body["seats"][seat]["chairs"] = True
    before = type(bodies).model_validate(kept)
    assert [before.chair_of(key) for key in ("copil", "codir", "b4")] == ["responsable", "sgar", ""]


def test_what_the_article_does_not_say_is_a_usage():
    uses = bindings.uses(DAY).value
    assert [use.key for use in uses.accepted if use.article == "2.6"] == ["atelier", "formation", "visite"]
    (refused,) = uses.refused
    assert refused.words == ("réunion", "réunions")
    assert refused.also.is_house
    assert refused.instead.is_house
    assert "comité de direction" in refused.all_words
    assert bindings.route(DAY).value.path(Matter.CHARTER).is_house


def test_a_citation_names_its_article_or_the_house():
    grid = bindings.grid(DAY)
    cited = grid.cite()
    assert (cited.version, cited.article, cited.url) == ("4.0", "1.2.1", "/charte/4.0/1.2.1/")
    assert cited.title == "Résumé des critères d’entrée d’un projet au Ti Lab"
    assert grid.cite(grid.value.definitions[0]).article == "1.2.2"
    house = grid.cite(grid.value.gate_rule)
    assert (house.article, house.title, house.url) == ("", "usage de la maison", "/charte/4.0/usages/#grid")


def test_a_function_answers_a_kind_of_proposal():
    functions = bindings.functions(DAY).value
    assert functions.answering(ProposalKind.PROJECT) is functions.function("eprouvette")
    assert functions.function("archipel").asks is ProposalKind.COMMUNITY


def test_reading_by_number_and_before_any_version():
    assert bindings.grid("4.0").value is bindings.grid(DAY).value
    for nowhere in (date(1999, 1, 1), "9.9"):
        with pytest.raises(DomainError):
            bindings.grid(nowhere)


def test_things_are_found_by_their_key():
    grid = bindings.grid(DAY).value
    assert grid.block_of("portage").key == "contribution"
    assert grid.criterion("portage").key == "portage"
    assert grid.appreciation("forte").name == "forte"
    assert [grid.rank(step.key) for step in grid.scale] == [0, 1, 2, 3]
    assert bindings.community_roles(DAY).value.role("sage").name == "Sage"
    assert bindings.project_roles(DAY).value.role("sage").name == "Sage"
    assert bindings.rooms(DAY).value.room(7).name == "Le jardin"
    assert bindings.phases(DAY).value.phase("ideation").name == "Idéation"
    retention = bindings.retention(DAY).value
    assert retention.days("access_need") == 7
    said = [retention.of(key).said for key in ("access_need", "session", "signal_contact")]
    assert [one.replace("\u00a0", " ") for one in said] == ["7 jours", "1 mois", "24 mois"]
    kind = bindings.agenda_items(DAY).value.kind(ItemKind.PROPOSAL)
    assert kind.outcome("differee").effect is Effect.DEFER


def test_a_rule_that_a_version_does_not_have():
    with pytest.raises(DomainError, match="ne dit rien de «\u202fweather"):
        bound("weather", Table, "4.0")
