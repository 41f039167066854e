"""Which words of a page belong to the other language, read from the catalogues of the product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
from lxml import html

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "liamm"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_SHORT = 12  # letters a sentence with holes must have to be told from another
_SILENT = {"script", "style", "textarea", "template", "svg"}
_CONTROLS = (
    "//button[not(@lang)] | //label[not(.//input)] | //th[not(@scope='row')] | //legend | //summary"
    " | //a[contains(@class, 'btn')]"
)
_STORY = ("charters/**/*.toml", "src/liamm/site/demo/tales/**/*.toml")
_FRENCH = re.compile(r"\b(?:le|la|les|des|une|du|est|qui|que|pour|avec|vous|votre|et|par|sur|au|aux|ce|en)\b|[éèêàçœ’]")


class Words:
    """What may be said in one language: whole sentences, and sentences with holes."""

    def __init__(self, said: set[str]) -> None:
        self.whole = {one for one in said if not _PLACEHOLDER.search(one)}
        holed = {one for one in said - self.whole if len(_PLACEHOLDER.sub("", one)) >= _SHORT}
        self.holed = re.compile("|".join(sorted(map(_pattern, holed))) or "(?!)")

    def say(self, text: str) -> bool:
        """Whether these words are of this language."""
        return text in self.whole or bool(self.holed.fullmatch(text))


def _pattern(sentence: str) -> str:
    parts = _PLACEHOLDER.split(sentence)
    return "(?:" + ".+".join(re.escape(part) for part in parts) + ")"


def flat(text: str) -> str:
    """The words with plain spaces and apostrophes."""
    return " ".join(text.replace("’", "'").split())


@cache
def catalogue() -> tuple[Words, Words]:
    """What is only French and what is only English in what the product says."""
    french, english = set(), set()
    for path in SOURCES.rglob("locale/en/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            pairs = {entry.msgid: entry.msgstr}
            if entry.msgid_plural:
                pairs = {entry.msgid: entry.msgstr_plural[0], entry.msgid_plural: entry.msgstr_plural[1]}
            french |= {flat(one) for one in pairs}
            english |= {flat(one) for one in pairs.values()}
    both = {one for one in french | english if not re.search(r"[^\W\d_]{2}", one)} | (french & english)
    return Words(french - both), Words(english - both)


def is_of_story(text: str) -> bool:
    """Whether the laboratory or its people say it, in quotation marks or not."""
    return text.strip("«» ") in story()


@cache
def story() -> str:
    """What the laboratory and its people say themselves: the charter and the demonstration, in French only."""
    files = (path for pattern in _STORY for path in sorted(ROOT.glob(pattern)))
    return flat(" ".join(path.read_text(encoding="utf-8") for path in files))


def texts(tree: html.HtmlElement) -> Iterator[str]:
    """Every piece of text that a person reads or hears on a page, but what says that it is in another language."""
    spoken, quoted = tree.get("lang"), set[html.HtmlElement]()
    for element in tree.iter():
        told_then = "dates" in element.get("class", "").split()  # steps stay in the words their author read
        if told_then or element.getparent() in quoted or element.get("lang", spoken) != spoken:
            quoted.add(element)
            continue
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            continue
        said = [element.text, *(child.tail for child in element), element.get("aria-label"), element.get("placeholder")]
        yield from (words for piece in said if piece and (words := flat(piece)))


def foreign(tree: html.HtmlElement, language: str) -> set[str]:
    """Words of the other language on a page of this one."""
    french, english = catalogue()
    other, own = (english, french) if language == "fr" else (french, english)
    said = (text for text in set(texts(tree)) if " " in text)  # one word may be anybody's
    return {text for text in said if other.say(text) and not own.say(text) and not is_of_story(text)}


def untold(english: html.HtmlElement, french: html.HtmlElement) -> set[str]:
    """Words of controls and headings of tables that stay French on the English page."""
    same = controls(english) & controls(french)
    return {text for text in same if _FRENCH.search(text.lower()) and not is_of_story(text)}


def controls(tree: html.HtmlElement) -> set[str]:
    """The words of what one presses, fills in or reads down."""
    return {words for one in tree.xpath(_CONTROLS) if (words := flat(one.text_content()))}
