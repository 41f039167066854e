"""What templates say: dates, amounts, French typography, icons, the page's title and where one is."""

import re
from collections.abc import Hashable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.templatetags.i18n import TranslateNode, do_translate
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from liamm.kernel import clock
from liamm.kernel import french as french_rules
from liamm.kernel import html as markup
from liamm.kernel.french import typeset
from liamm.ui import dates, drawing, plots, times
from liamm.ui.references import kept_whole

register = template.Library()
register.simple_tag(times.when)

_TONES = 5
_INITIAL = re.compile(r"[^\W\d_]", re.UNICODE)
_SMALL_WORDS = frozenset(["de", "des", "du", "d", "la", "le", "les", "l", "et", "en", "pour", "à"])


@register.filter
def french(text: object) -> SafeString:
    """Plain text with the spaces, quotes and apostrophes of French typography."""
    return mark_safe(conditional_escape(typeset(str(text or ""))))  # noqa: S308  # escaped just before


@register.filter
def inner(text: object) -> str:
    """A title to be put between « »: its own become “ ”."""
    return french_rules.inner(str(text or ""))


@register.filter
def reference(text: object) -> SafeString:
    """A text whose references, such as R-2026-063, stay on one line."""
    return kept_whole(text)


@register.filter
def markdown(text: object, top: int = 2) -> SafeString:
    """Text that a person typed, as safe HTML whose first heading is `h<top>`."""
    return markup.render(str(text or ""), top=top)


@register.filter
def days(value: Decimal | float | None) -> str:
    """« 2,5 jours »."""
    return "" if value is None else dates.say_days(value)


@register.filter
def number(value: Decimal | float | None) -> str:
    """A number as written in the language of the page, without useless zeros."""
    return "" if value is None else dates.say_number(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """« jeudi 26 novembre »."""
    return "" if value is None else times.say_day(value)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """« 26 novembre »."""
    return "" if value is None else times.say_short_day(value)


@register.filter
def term(value: date | datetime | None) -> str:
    """« d’ici le 26 novembre », and once it is past « attendu depuis le 26 novembre »."""
    return "" if value is None else dates.say_term(times.local_day(value), clock.today())


@register.filter
def moment(value: datetime | None) -> str:
    """« jeudi 26 novembre, 14 h »."""
    return "" if value is None else times.say_moment(value)


@register.filter
def hour(value: datetime | None) -> str:
    """« 14 h 30 »."""
    return "" if value is None else dates.say_time(timezone.localtime(value).time())


@register.filter
def ago(value: datetime | None) -> str:
    """« il y a 2 h »."""
    return "" if value is None else times.say_ago(value)


@register.simple_tag
def span(start: date | datetime, end: date | datetime) -> str:
    """« du 3 au 5 mars »."""
    return dates.say_span(times.local_day(start), times.local_day(end), clock.today())


@register.simple_tag
def hours(start: datetime, end: datetime) -> str:
    """« jeudi 26 novembre, de 14 h à 17 h »."""
    return dates.say_hours(start, end, times.now())


@register.filter
def initials(name: object) -> str:
    """« Marie Le Goff » gives ML, « CC de Brocéliande » CB; hidden from screen readers beside the name."""
    words = [word for word in re.split(r"[\s'’-]+", str(name)) if word.lower() not in _SMALL_WORDS]
    letters = [found.group() for word in words if (found := _INITIAL.search(word))]
    return "".join(letters[:2]).upper()


@register.filter
def tone(name: object) -> str:
    """A colour that stays with a name."""
    return f"tone-{sum(str(name).encode()) % _TONES}"


@register.simple_tag
@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """The address of a file of the design system; what is built does not change while the house runs."""
    return static(path)


@register.simple_tag
@lru_cache(maxsize=256)
def address(name: str) -> str:
    """The address of a page without arguments, empty where there is none; for the frame that is on every page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, said: str = "") -> SafeString:
    """An icon of the sprite; silent unless `said` gives its name."""
    address = f"{asset('built/icons.svg')}#{name}"
    if said:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', said, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def drawn(template_name: str, **said: Any) -> SafeString:
    """A fragment that says nothing but what it is given: drawn once for the same words in the same language."""
    return drawing.draw(template_name, said.items())


@register.simple_tag
def drawn_lines(template_name: str, lines: Iterable[Hashable]) -> SafeString:
    """The lines of a list, each given to the template as `line`: drawn once for the same words."""
    return drawing.draw_lines(template_name, lines)


@register.simple_tag
def drawn_filters(form: BaseForm) -> SafeString:
    """The fields of a form of filters: drawn once for what is asked of it."""
    return drawing.draw_filters(form)


@register.simple_tag(takes_context=True)
def active(context: template.Context, path: str) -> SafeString:
    """`aria-current` for the entry of the navigation one is under (home only when exactly there)."""
    request = context.get("request")
    here = getattr(request, "path", "")
    if here == path:
        return mark_safe('aria-current="page"')
    under = path != "/" and here.startswith(path)
    return mark_safe('aria-current="true"' if under else "")  # noqa: S308  # constants only


@register.simple_tag
def load_bar(held: Decimal | float, limit: Decimal | float, added: Decimal | float = 0) -> SafeString:
    """The drawing of *la charge*; the sentence beside it says the same."""
    return plots.load_bar(float(held), float(limit), float(added))


class CaptureNode(Node):
    """Keeps what it renders under a name, so that a block is written once and shown in two places."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Render nothing here."""
        # Rendered, so escaped already; strip() alone would forget it.
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308  # a template's own output
        return mark_safe("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """`{% capture name %}…{% endcapture %}`."""
    words = token.split_contents()
    if len(words) != 2:  # noqa: PLR2004  # the tag and one name
        raise template.TemplateSyntaxError("{% capture name %} takes one name")
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, words[1])


class SaidNode(Node):
    """Words of the template itself, looked up once in each language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        """Render the words in the language of the page."""
        language = get_language()
        words = self.said.get(language)
        if words is None:
            words = self.said[language] = self.node.render(context)
        return words


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's own, which looks up the same words anew each time; plain words are looked up once."""
    node = do_translate(parser, token)
    plain = not (node.noop or node.asvar or node.message_context or node.filter_expression.filters)
    return SaidNode(node) if plain and node.filter_expression.token.startswith(("'", '"')) else node


class ListNode(Node):
    """Gathers values into a list under a name."""

    def __init__(self, values: Iterable[FilterExpression], name: str) -> None:
        self.values = list(values)
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Render nothing here."""
        context[self.name] = [value.resolve(context) for value in self.values]
        return mark_safe("")


@register.tag("list")
def make_list(parser: Parser, token: Token) -> ListNode:
    """`{% list "Critère" "Avis" as head %}`: the heads of a table, each through `_()` when it is words."""
    _tag, *values = token.split_contents()
    if values[-2:-1] != ["as"]:
        raise template.TemplateSyntaxError("{% list … as name %} needs its name")
    *values, _as, name = values
    return ListNode([parser.compile_filter(value) for value in values], name)


@register.filter
def attribute(item: Any, name: str) -> Any:
    """The value under a key or a name, for templates that are given the name."""
    return item.get(name, "") if isinstance(item, dict) else getattr(item, name, "")


@register.filter
def stage_state(stage: Any) -> str:
    """done, now, stopped or next: of a stage of the kernel's thread or of a `Step`."""
    if getattr(stage, "now", False):
        return "now"
    if hasattr(stage, "steps"):
        return "done" if stage.done else "next"
    return str(stage.state)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, param: str, value: int) -> str:
    """The address of this list at another page, its filters kept."""
    asked = context["request"].GET.copy()
    asked[param] = str(value)
    return f"?{asked.urlencode()}"


@register.filter
def stages_of(items: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each stage of a form with its state: done before the current one, to come after."""
    stages = list(items)
    here = next((place for place, item in enumerate(stages) if item.current), len(stages))
    return [(item, "done" if place < here else "now" if place == here else "next") for place, item in enumerate(stages)]


@register.filter
def filters_on(form: BaseForm | None) -> int:
    """How many fields of a form narrow its list."""
    if form is None or not form.is_bound:
        return 0
    return sum(1 for field in form.visible_fields() if field.value() not in (field.initial, None, "", False, []))


@register.filter
def beside(cells: Iterable[Any], words: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each word with its cell."""
    return list(zip(words, cells, strict=False))
