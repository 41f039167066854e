"""The pages of the charter: all public, all to be read and linked to."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.charter import queries
from liamm.features.charter.forms import CompareForm, DayForm, read_day
from liamm.features.charter.models import Article
from liamm.kernel import clock
from liamm.kernel.access import public
from liamm.ui.page import page
from liamm.ui.shapes import Link
from liamm.ui.tongues import in_french


@public
def in_force(request: HttpRequest) -> HttpResponse:
    """The charter in force today; with a day asked for, the address of that day."""
    asked = DayForm(request.GET) if "jour" in request.GET else None
    if asked is None:
        return _version(request, queries.number_on(clock.today()))
    if asked.is_valid():
        return redirect("charter:on_day", asked.cleaned_data["jour"].isoformat())
    return page(request, "charter/day.html", {"day_form": asked})


@public
def on_day(request: HttpRequest, said: str) -> HttpResponse:
    """The charter as it was on a day; before the first one, when that one begins; of no day, how one is written."""
    first, day = queries.first_line(), read_day(said)
    form = DayForm(initial={"jour": day})
    if day is None or (first and day < first.starts):
        context = {"day_form": form, "day": day, "said": said, "first": first}
        return page(request, "charter/day.html", context, status=HTTPStatus.NOT_FOUND)
    return _version(request, queries.number_on(day), form, day)


@public
def version(request: HttpRequest, number: str) -> HttpResponse:
    """A version of the charter, whole; with another text chosen, the address of their differences."""
    if "vers" in request.GET:
        return redirect("charter:diff", number, request.GET["vers"])
    return _version(request, number)


def _version(request: HttpRequest, number: str, asked: DayForm | None = None, day: date | None = None) -> HttpResponse:
    found = queries.version_page(number)
    context = {
        "found": found,
        "day": day,
        "ahead": day is not None and day > clock.today(),
        "contents": _contents(found.articles),
        "day_form": asked or DayForm(),
        "compare_form": CompareForm(number=number, amendments=found.amendments),
    }
    return page(request, "charter/version.html", context)


def _contents(articles: tuple[Article, ...]) -> tuple[Link, ...]:
    """Chapters, with everything under each."""
    return tuple(
        Link(
            f"{chapter.number}. {chapter.title}",
            f"#article-{chapter.number}",
            children=tuple(
                Link(f"{each.number} {each.title}", f"#article-{each.number}")
                for each in articles
                if each.number.startswith(f"{chapter.number}.")
            ),
        )
        for chapter in articles
        if "." not in chapter.number
    )


@public
def article(request: HttpRequest, number: str, article: str) -> HttpResponse:
    """One article and what it binds."""
    return page(request, "charter/article.html", {"found": queries.article_page(number, article)})


@public
def usages(request: HttpRequest, number: str) -> HttpResponse:
    """What the house decided where this version of the charter is silent."""
    line, passages = queries.usages(number)
    contents = tuple(Link(passage.label, f"#{passage.name}") for passage in passages)
    return page(request, "charter/usages.html", {"line": line, "passages": passages, "contents": contents})


@public
def diff(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """Word by word, what a version becomes in another one or with an amendment."""
    found = queries.difference_page(old, new)
    contents = [
        Link(_("Les articles"), "#articles", children=_anchors("article", found.articles)),
        Link(_("Les règles"), "#regles", children=_anchors("regle", found.rules)),
    ]
    return page(
        request, "charter/diff.html", {"found": found, "contents": [each for each in contents if each.children]}
    )


def _anchors(kind: str, differences: tuple[queries.TextDifference, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(in_french(f"{each.number} {each.title}".strip()) if each.number else each.title, f"#{kind}-{place}")
        for place, each in enumerate(differences, start=1)
    )


@public
def amendments(request: HttpRequest) -> HttpResponse:
    """What is proposed to change the charter, and what became of what was."""
    return page(request, "charter/amendments.html", {"amendments": queries.amendments()})
