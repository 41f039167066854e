"""One value of a binding, as people say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.charter.wording.labels import WORDS
from liamm.ui.dates import say_number, say_time
from liamm.ui.tongues import in_french

_SHARES = {"share", "share_above", "warn_above"}
_VOCABULARY = {"asks", "matter", "kind", "effect", "by", "matters", "holidays"}
_REFERENCES = {
    "answered_by": "seats",
    "at_least": "scale",
    "body": "bodies",
    "capacity": "layouts",
    "carrier": "roles",
    "confirms": "bodies",
    "definitions": "definitions",
    "facilitator": "roles",
    "host": "hosts",
    "includes": "bodies",
    "informs": "bodies",
    "phases": "phases",
    "proposes": "bodies",
    "room": "rooms",
    "seat": "seats",
    "sponsor": "roles",
    "towards": "accepted",
    "validated_by": "bodies",
    "watcher": "roles",
}
"""The field that points, and the list in which what it points to has its name."""

_CLOCK = re.compile(r"^\d\d:\d\d:\d\d$")
_RANKS = (gettext_lazy("1er"), gettext_lazy("2e"), gettext_lazy("3e"), gettext_lazy("4e"), gettext_lazy("5e"))
_RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Names = Mapping[tuple[str, str], str]


def say(field: str, value: Any, names: Names) -> str:
    """Say one value; `names` gives the name behind each key of each list. Nothing is said of an empty one."""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, list):
        return _list(field, value, names)
    if isinstance(value, dict):
        return _(" ; ").join(f"{_named(field, key, names)} {number}" for key, number in value.items())
    if isinstance(value, int | float):
        return _amount(field, value)
    return _words(field, str(value or ""), names)


def _list(field: str, values: list[Any], names: Names) -> str:
    if field == "days":
        return ", ".join(str(WEEKDAYS[day - 1]) for day in values)
    said = [say(field, value, names) for value in values]
    sentences = all(words.endswith((".", "?", "!")) for words in said)
    return (" " if sentences else _(" ; ")).join(said)


def _amount(field: str, value: float) -> str:
    if field in _SHARES:
        return _("%(share)s %%") % {"share": say_number(value * 100)}
    if field == "month":
        return str(MONTHS[int(value)])
    return say_number(value)


def _words(field: str, value: str, names: Names) -> str:
    if field == "rule":
        return say_rule(value)
    if field in _VOCABULARY:
        return str(WORDS.get(value, value))
    if field in _REFERENCES:
        return _named(field, value, names)
    if _CLOCK.match(value):
        return say_time(time.fromisoformat(value))
    return in_french(value)


def _named(field: str, key: str, names: Names) -> str:
    return in_french(names.get((_REFERENCES[field], key), key))


def say_rule(rule: str) -> str:
    """Say an RFC 5545 rule of the bodies: « le 4e jeudi, tous les 3 mois », « le 1er jeudi de mars, octobre »."""
    parts = dict(part.split("=") for part in rule.split(";"))
    found = re.fullmatch(r"([1-5])(MO|TU|WE|TH|FR|SA|SU)", parts.get("BYDAY", ""))
    if not found:
        return rule
    day = _("le %(rank)s %(day)s") % {"rank": _RANKS[int(found[1]) - 1], "day": WEEKDAYS[_RULE_DAYS.index(found[2])]}
    if parts["FREQ"] == "YEARLY" and "BYMONTH" in parts:
        months = ", ".join(str(MONTHS[int(month)]) for month in parts["BYMONTH"].split(","))
        return _("%(day)s de %(months)s") % {"day": day, "months": months}
    if "INTERVAL" in parts:
        return _("%(day)s, tous les %(count)s mois") % {"day": day, "count": parts["INTERVAL"]}
    return _("%(day)s du mois") % {"day": day}
