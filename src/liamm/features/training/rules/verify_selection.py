"""Recompute a selection from what was published of it: `python verify_selection.py selection.json`.

Nothing but Python is needed. The rules are those of the guide: criteria first, then the balance, then the draw.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

Person = dict[str, Any]


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def deviation(people: list[Person], balances: list[dict[str, Any]]) -> int:
    """By how many seats a list misses its targets, all balances together."""
    missed = 0
    for place, balance in enumerate(balances):
        for value, (low, high) in balance["targets"].items():
            seats = sum(one["values"][place] == value for one in people)
            missed += max(0, low - seats, seats - high)
    return missed


def cell(one: Person) -> tuple[str, str]:
    """Where somebody stands in the table: the value of the first balance, and that of the second."""
    values: list[str] = [*one["values"], "", ""]
    return values[0], values[1]


def one_more(seated: list[Person], free: list[Person]) -> list[list[Person]]:
    """The lists of one person more: somebody free comes in, perhaps for somebody seated whom another follows."""
    lists = []
    for start in {cell(one)[0] for one in free}:
        known, waiting = {start}, [(start, seated)]
        columns = set()
        while waiting:
            row, people = waiting.pop(0)
            for comer in free:
                here, column = cell(comer)
                if here != row or column in columns or comer in people:
                    continue
                columns.add(column)
                longer = [*people, comer]
                lists.append(longer)
                for leaver in seated:
                    other, same = cell(leaver)
                    if same == column and other not in known:
                        known.add(other)
                        waiting.append((other, [one for one in longer if one is not leaver]))
    return lists


def least(kept: list[Person], free: list[Person], seats: int, balances: list[dict[str, Any]]) -> int:
    """The least deviation of a list that keeps some people and adds so many of the free ones."""
    seated: list[Person] = []
    for _ in range(seats):
        seated = min(one_more(seated, free), key=lambda more: deviation(kept + more, balances))
    return deviation(kept + seated, balances)


def recompute(data: dict[str, Any]) -> list[str]:
    """The identifiers of those who have a place, as the rules say."""
    balances = data["balances"]
    kept: list[Person] = []
    order = sorted(
        data["applicants"],
        key=lambda one: ([-level for level in one["levels"]], digest(f"{data['seed']}:{one['id']}")),
    )
    for _levels, members in groupby(order, key=lambda one: one["levels"]):
        group, places = list(members), data["places"] - len(kept)
        if len(group) <= places:
            kept += group
            continue
        best = least(kept, group, places, balances)
        for place, one in enumerate(group):
            after = data["places"] - len(kept) - 1
            free = group[place + 1 :]
            if 0 <= after <= len(free) and least([*kept, one], free, after, balances) == best:
                kept.append(one)
        break
    return [one["id"] for one in kept]


def main(path: str) -> int:
    """Say whether the seed is the one that was promised, and the list the one that the rules give."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    promised = digest(data["seed"]) == data["commitment"]
    same = sorted(recompute(data)) == sorted(data["selected"])
    seed = "est" if promised else "N’EST PAS"
    chosen = "est" if same else "N’EST PAS"
    sys.stdout.write(f"La graine {seed} celle qui était annoncée.\nLa liste {chosen} celle que donnent les règles.\n")
    return 0 if promised and same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
