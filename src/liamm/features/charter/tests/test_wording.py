from pydantic import BaseModel

from liamm.features.charter.bindings.shapes.registry import SCHEMAS
from liamm.features.charter.inheriting import table_within
from liamm.features.charter.tests.factories import charter_text
from liamm.features.charter.wording.labels import BINDINGS, FIELDS
from liamm.features.charter.wording.said import names_in, passages, speak
from liamm.features.charter.wording.values import say, say_rule

UNSAID = {"key", "source", "article", "id", "plan", "name", "matter", "kind", "description", "definition"}


def fields(shape: type[BaseModel]) -> set[str]:
    found = set(shape.model_fields)
    for field in shape.model_fields.values():
        inner = table_within(field.annotation)
        found |= fields(inner) if inner else set()
    return found


def test_every_binding_and_field_has_its_french_name():
    assert set(BINDINGS) == set(SCHEMAS)
    known = set().union(*(fields(shape) for shape in SCHEMAS.values()))
    assert known - UNSAID <= set(FIELDS)
    assert set(FIELDS) <= known


def test_every_word_of_the_charter_is_said_somewhere():
    bindings = {binding.name: binding.data for binding in charter_text().bindings}
    names = names_in(bindings.values())
    for name, data in bindings.items():
        said = "\n".join(speak(data, names, SCHEMAS[name]).lines())
        assert "None" not in said
        for text in texts(data):
            assert text in said, (name, text)


def texts(data):
    for field, value in data.items():
        if field in {"text", "name", "question", "meaning", "definition", "reason"}:
            yield value
        elif isinstance(value, dict) and "source" in value:
            yield from texts(value)
        elif isinstance(value, list):
            yield from (text for item in value if isinstance(item, dict) for text in texts(item))


def test_an_article_or_the_house_but_never_both():
    bindings = {binding.name: binding.data for binding in charter_text().bindings}
    names = names_in(bindings.values())
    (hours,) = [passage for passage in passages(bindings, "2.6", names) if passage.name == "opening"]
    assert hours.extracts[0].said.parts[0].tables[0].house
    house = passages(bindings, None, names)
    (exceptions,) = [passage for passage in house if passage.name == "opening"]
    assert exceptions.extracts[0].trail == "Aménagements"
    assert not exceptions.extracts[0].said.house


def test_a_binding_nobody_knows_any_more_still_speaks():
    said = speak({"source": "house", "article": None, "key": "x", "old": 3, "name": "Ancien"}, {})
    assert (said.title, said.facts) == ("Ancien", (("old", "3"),))


def test_values():
    assert say("opens", "07:30:00", {}) == "7\u00a0h\u00a030"
    assert say("days", [1, 6], {}) == "lundi, samedi"
    assert say("month", 6, {}) == "juin"
    assert say("share", 0.5, {}) == "50 %"
    assert say("required", True, {}) == "oui"
    assert say("argued", False, {}) == "non"
    assert say("seat", "x", {("seats", "x"): "Le siège"}) == "Le siège"
    assert say("effect", "defer", {}) == "reporte à une date"
    assert say("capacity", {"u": 3}, {("layouts", "u"): "en U"}) == "en U 3"
    assert say("motto", None, {}) == ""
    assert say("questions", ["Qui ?", "Où ?"], {}) == "Qui ? Où ?"
    assert say("words", ["réu", "point"], {}) == "réu\u202f; point"


def test_one_word_may_name_two_things():
    data = {binding.name: binding.data for binding in charter_text().bindings}
    names = names_in(data.values())
    assert names["criteria", "portage"] == "Adéquation et portage politique et stratégique"
    assert say("definitions", ["portage", "temps"], names) == "Portage du projet\u202f; Temps consacré au projet"


def test_rules_of_cadence():
    assert say_rule("FREQ=MONTHLY;BYDAY=1TH") == "le 1er jeudi du mois"
    assert say_rule("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU") == "le 2e mardi, tous les 3 mois"
    assert say_rule("FREQ=YEARLY;BYMONTH=3,10;BYDAY=1TH") == "le 1er jeudi de mars, octobre"
    assert say_rule("FREQ=WEEKLY") == "FREQ=WEEKLY"
