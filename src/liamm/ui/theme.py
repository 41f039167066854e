"""The colours of a laboratory as data: a small style sheet over the tokens, empty for the colours shipped."""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liamm.kernel.lab import Identity

Pairs = tuple[tuple[str, str], ...]
SHIPPED = {
    "granite": "#1d2b36",
    "lime": "#fbf8f2",
    "sand": "#f3ede1",
    "ajonc": "#f4b400",
    "hortensia": "#3b4cb8",
    "goemon": "#17705f",
    "brique": "#b8432f",
    "mer": "#0e6d92",
}
NAMES: Mapping[str, str | Promise] = {
    "granite": _("granit"),
    "lime": _("blanc de chaux"),
    "sand": _("sable"),
    "ajonc": _("ajonc"),
    "hortensia": _("hortensia"),
    "goemon": _("goémon"),
    "brique": _("brique"),
    "mer": _("mer"),
}
"""What people call the colours of the house; a laboratory may bring others, under their own names."""
FUNCTIONS = {"eprouvette": "hortensia", "accelerateur": "brique", "ressources": "goemon", "archipel": "mer"}

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_INKS = ("hortensia", "goemon", "brique", "mer")

# By night an ink grows paler and its wash deeper, so that words stay readable on both.
_NIGHT = "light-dark({0}, color-mix(in oklab, {0} 42%, white))"
_WASH = "light-dark(color-mix(in oklab, {0} 12%, white), color-mix(in oklab, {0} 40%, #12191f))"
_GROUND = {
    "granite": (
        "--granite:light-dark({0}, #ece6da);--solid:light-dark({0}, #ece6da);--door:light-dark({0}, #0c1116);"
        "--door-2:light-dark(color-mix(in oklab, {0} 88%, white), #1f2a33);"
    ),
    "lime": "--lime:light-dark({0}, #12191f);",
    "sand": "--sand:light-dark({0}, #26313b);",
    "ajonc": "--ajonc:{0};",
}


def theme_css(identity: Identity) -> str:
    """The style sheet of a lab; what is no colour or no name is left out."""
    return _css(tuple(identity.colours.items()), tuple(identity.functions.items()))


@lru_cache(maxsize=4)
def _css(colours: Pairs, functions: Pairs) -> str:
    given = dict(colours)
    changed = {name: one for name, one in colours if _COLOUR.fullmatch(one) and SHIPPED.get(name, one) != one}
    rules = "".join(_variables(name, value) for name, value in changed.items())
    dot = given.get("dot", "ajonc")
    if dot != "ajonc" and dot in SHIPPED:
        rules += f"--dot:var(--{dot});"
    root = f"@layer tokens{{:root{{{rules}}}}}" if rules else ""
    return root + _functions(functions)


def _variables(name: str, value: str) -> str:
    if name in _INKS:
        return f"--{name}:{_NIGHT.format(value)};--{name}-soft:{_WASH.format(value)};"
    return _GROUND.get(name, "").format(value)


def _functions(functions: Pairs) -> str:
    return "".join(
        f"@layer parts{{.tag.{key}{{background:var(--{ink}-soft);color:var(--{ink})}}"
        f".plot .mark.{key}{{fill:var(--{ink})}}}}"
        for key, ink in functions
        if FUNCTIONS.get(key) != ink and ink in _INKS and _NAME.fullmatch(key)
    )
