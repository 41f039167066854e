"""What the linters cannot see: tables, templates, addresses, sizes and signatures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "liamm"
FEATURES = SOURCE / "features"
BANNED = {"utils", "helpers", "common", "misc"}


def floors() -> list[str]:
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = config["importlinter:contract:features"]["layers"].split("\n")
    return [name.strip("() ") for line in reversed(lines) for name in line.split("|") if name.strip()]


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if not {"migrations", "tests"} & set(path.parts)]


def home(model) -> str | None:
    match = re.match(r"liamm\.features\.(\w+)\.", model.__module__)
    return match[1] if match else None


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_what_wants_a_browser_or_processes_lies_where_it_is_looked_for():
    for mark, folder in (("journey", "journeys"), ("process", "processes")):
        for path in [*sorted(SOURCE.rglob("test_*.py")), *sorted((ROOT / "tests").rglob("test_*.py"))]:
            if re.search(rf"mark\.{mark}\b", path.read_text()):
                assert path.parent == ROOT / "tests" / folder, path


def test_tables_point_down():
    order = floors()
    for model in apps.get_models():
        if not home(model):
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = home(field.related_model)
            assert target is None or order.index(target) <= order.index(home(model)), f"{model}.{field.name}"


def test_templates_borrow_only_from_the_ui():
    for template in sorted(FEATURES.rglob("*.html")):
        own = template.relative_to(FEATURES).parts[0]
        text = template.read_text()
        for name in re.findall(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)", text):
            assert name.split("/")[0] in {own, "ui"}, f"{template}: {name}"
        assert text.count("\n") <= 150, template


def test_what_a_button_says_to_the_ear_alone_follows_a_comma():
    """« Retirer, le salon »: a colon after a space is heard as a word, or as a silence in the wrong place."""
    for template in sorted(SOURCE.rglob("*.html")):
        said = re.findall(r"class=\"said\">((?:\s|&nbsp;)*:|\{% colon %\})", template.read_text())
        assert not said, template


def test_actions_have_the_house_signature():
    for path in sorted([*FEATURES.glob("*/actions.py"), *FEATURES.glob("*/actions/*.py")]):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                where = f"{path}: {node.name}"
                assert node.args.args[0].arg == "actor", where
                assert "action" in {ast.unparse(d).split("(")[0] for d in node.decorator_list}, where
                assert ast.get_docstring(node), where


def patterns(resolver=None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def test_every_view_says_who_may_open_it():
    for pattern in patterns():
        if pattern.callback.__module__.startswith("liamm."):
            assert getattr(pattern.callback, "access", None), f"{pattern.pattern} {pattern.callback}"


def test_files_and_functions_stay_small():
    sizes = []
    for path in modules():
        lines = path.read_text().count("\n")
        sizes.append(lines)
        assert lines <= 400, f"{path} has {lines} lines"
        for node in functions(path):
            assert node.end_lineno - node.lineno < 50, f"{path}: {node.name}"
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                assert node.end_lineno - node.lineno <= 250, f"{path}: {node.name}"
    assert sorted(sizes)[int(len(sizes) * 0.9)] <= 200


def test_modules_have_names_that_say_something():
    for path in modules():
        assert path.stem not in BANNED, path
        assert ast.get_docstring(ast.parse(path.read_text())), f"{path} has no docstring"


def test_views_and_forms_never_write():
    verbs = re.compile(
        r"\.(save|create|bulk_create|update_or_create|get_or_create|bulk_update|delete)\(|objects\.[\w().]*update\("
    )
    for name in ("views", "forms", "endpoints"):
        for path in [*FEATURES.glob(f"*/{name}.py"), *FEATURES.glob(f"*/{name}/*.py")]:
            assert not verbs.search(path.read_text()), path


def test_views_are_short():
    for path in [*FEATURES.glob("*/views.py"), *FEATURES.glob("*/views/*.py")]:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 20, f"{path}: {node.name}"


def test_every_suppression_has_a_code_and_a_reason():
    pattern = re.compile(r"#\s*(noqa|type:\s*ignore)(?!(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])\s+#\s*\S)")
    for path in modules():
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            assert not pattern.search(line), f"{path}:{number}: {line.strip()}"


def test_no_import_hides_inside_a_function():
    for path in modules():
        for node in functions(path):
            if node.name == "ready":
                continue
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inner, f"{path}: {node.name}"


def test_rows_are_held_against_those_who_change_them_alone():
    """A row held with its key would wait for whoever merely refers to it, as PostgreSQL checks at a commit."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update":
                assert "no_key" in {one.arg for one in node.keywords}, f"{path}:{node.lineno} wants no_key=True"
