"""What the pages of the charter show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from liamm.features.charter.bindings.shapes.registry import SCHEMAS
from liamm.features.charter.bindings.store import Held, held, versions
from liamm.features.charter.models import Amendment, Article, ArticleFields, BindingFields, CharterVersion
from liamm.features.charter.rules.versions import Piece, by_line, differences
from liamm.features.charter.wording.said import Passage, label_of, names_in, passages, speak
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.html import plain
from liamm.ui.tongues import in_french

Articles = Mapping[str, ArticleFields]
Rules = Mapping[str, BindingFields]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list: when it holds, and until when if another follows."""

    number: str
    starts: date
    ends: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A whole version, with its place among the others and what is proposed to change it."""

    version: CharterVersion
    line: VersionLine
    articles: tuple[Article, ...]
    others: tuple[VersionLine, ...]
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article, what it binds, and its neighbours."""

    line: VersionLine
    article: Article
    above: tuple[Article, ...]
    under: tuple[Article, ...]
    before: Article | None
    after: Article | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class TextDifference:
    """What one article or one binding lost and gained, line by line; `number` is empty for a binding."""

    number: str
    title: str
    news: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Two texts of the charter compared."""

    old: CharterVersion
    new: CharterVersion | None
    amendment: Amendment | None
    articles: tuple[TextDifference, ...]
    rules: tuple[TextDifference, ...]


def lines() -> tuple[VersionLine, ...]:
    """The versions of this laboratory, the newest first."""
    known = versions()
    now = _current()
    following = [*[each.in_force for each in known[1:]], None]
    found = [
        VersionLine(each.number, each.in_force, ends, now is not None and each.number == now.number)
        for each, ends in zip(known, following, strict=True)
    ]
    return tuple(reversed(found))


def first_line() -> VersionLine | None:
    """The first version that was ever in force, if there is one."""
    return next(reversed(lines()), None)


def _current() -> Held | None:
    try:
        return held(clock.today())
    except DomainError:
        return None


def number_on(day: date) -> str:
    """The number of the version in force on a day.

    Raises Http404 when there was none.
    """
    try:
        return held(day).number
    except DomainError as error:
        raise Http404(str(error)) from error


def _line(number: str) -> VersionLine:
    found = next((line for line in lines() if line.number == number), None)
    if found is None:
        raise Http404
    return found


def version_page(number: str) -> VersionPage:
    """A whole version (three queries)."""
    line = _line(number)
    version = CharterVersion.objects.of(settings.LIAMM_LAB).get(number=number)
    return VersionPage(
        version=version,
        line=line,
        articles=tuple(version.articles.all()),
        others=tuple(each for each in lines() if each.number != number),
        amendments=tuple(version.amendments.under_way()),
    )


def article_page(number: str, article: str) -> ArticlePage:
    """One article of a version and what it binds (one query)."""
    line = _line(number)
    version = held(number)
    rows = list(Article.objects.filter(version=version.id))
    place = next((index for index, row in enumerate(rows) if row.number == article), None)
    if place is None:
        raise Http404
    return ArticlePage(
        line=line,
        article=rows[place],
        above=tuple(row for row in rows if article.startswith(f"{row.number}.")),
        under=tuple(row for row in rows if row.number.rpartition(".")[0] == article),
        before=rows[place - 1] if place else None,
        after=rows[place + 1] if place + 1 < len(rows) else None,
        passages=passages(version.data, article, _names(version.data.values())),
    )


def usages(number: str) -> tuple[VersionLine, tuple[Passage, ...]]:
    """What the house decided where the charter is silent (no query)."""
    line = _line(number)
    data = held(number).data
    return line, passages(data, None, _names(data.values()))


def _names(bindings: Iterable[Mapping[str, object]]) -> dict[tuple[str, str], str]:
    """The name behind each key of a version, and behind each host of the laboratory."""
    hosts = {("hosts", host.key): host.name for host in settings.LIAMM_IDENTITY.hosts}
    return {**hosts, **names_in(bindings)}


def amendments() -> tuple[Amendment, ...]:
    """The amendments to this laboratory's charter, those under way first."""
    found = Amendment.objects.filter(amends__lab=settings.LIAMM_LAB).select_related("amends", "adopted_as")
    return tuple(sorted(found, key=lambda each: (not each.is_under_way, each.proposed_on, each.key)))


def difference_page(old: str, new: str) -> DifferencePage:
    """What changes from a version to another one, or to what an amendment would make of it."""
    before = CharterVersion.objects.of(settings.LIAMM_LAB).filter(number=old).first()
    if before is None:
        raise Http404
    after = CharterVersion.objects.of(settings.LIAMM_LAB).filter(number=new).first()
    amendment = None if after else before.amendments.filter(key=new).first()
    source = after or amendment
    if source is None:
        raise Http404
    articles, rules = _articles(before), _rules(before)
    kept: tuple[Articles, Rules] = (articles, rules) if amendment else ({}, {})
    return DifferencePage(
        old=before,
        new=after,
        amendment=amendment,
        articles=_of_articles(articles, {**kept[0], **_articles(source)}),
        rules=_of_rules(rules, {**kept[1], **_rules(source)}),
    )


def _articles(source: CharterVersion | Amendment) -> Articles:
    return {article.number: article for article in source.articles.all()}


def _rules(source: CharterVersion | Amendment) -> Rules:
    return {binding.name: binding for binding in source.bindings.all()}


def _of_articles(was: Articles, becomes: Articles) -> tuple[TextDifference, ...]:
    both = sorted({**was, **becomes}.values(), key=lambda article: article.order)
    found = (
        _compare(article.number, article.title, *_texts(was.get(article.number), becomes.get(article.number)))
        for article in both
    )
    return tuple(each for each in found if each)


def _texts(old: ArticleFields | None, new: ArticleFields | None) -> tuple[str, str]:
    """The two texts of an article, under their titles when these differ."""
    titled = not (old and new and old.title == new.title)
    return _text(old, titled=titled), _text(new, titled=titled)


def _text(article: ArticleFields | None, *, titled: bool) -> str:
    if article is None:
        return ""
    return f"{article.title}\n{plain(article.body)}" if titled else plain(article.body)


def _of_rules(was: Rules, becomes: Rules) -> tuple[TextDifference, ...]:
    names_were = _names(binding.data for binding in was.values())
    names_become = _names(binding.data for binding in becomes.values())
    found = (
        _compare("", label_of(name), _words(was.get(name), names_were), _words(becomes.get(name), names_become))
        for name in sorted({*was, *becomes}, key=label_of)
    )
    return tuple(each for each in found if each)


def _words(binding: BindingFields | None, names: Mapping[tuple[str, str], str]) -> str:
    return "\n".join(speak(binding.data, names, SCHEMAS.get(binding.name)).lines()) if binding else ""


def _compare(number: str, title: str, old: str, new: str) -> TextDifference | None:
    """Nothing when both say the same."""
    if old == new:
        return None
    news = _("nouveau") if not old else _("supprimé") if not new else _("modifié")
    return TextDifference(number, title, news, by_line(differences(old, new)))


def texts_to_compare(amended: Iterable[Amendment]) -> tuple[tuple[str, str], ...]:
    """What a version may be compared with: address part and name."""
    found = [(line.number, _("version %(number)s") % {"number": line.number}) for line in lines()]
    return (*found, *((each.key, in_french(each.title)) for each in amended))
