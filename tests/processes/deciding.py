"""A sitting with many items, decided over real HTTP by someone who presses again when the line breaks."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.processes.house import House
from tests.processes.lines import line, told

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_REFERENCE = re.compile(r"/decisions/([\w-]+)/")
_LINES = {"said": "1", "p-TOTAL_FORMS": "0", "p-INITIAL_FORMS": "0", "p-MIN_NUM_FORMS": "0", "p-MAX_NUM_FORMS": "12"}
DONE, REFUSED, AWAY = 302, 422, (502, 503, 504)


@dataclass
class Sitting:
    """An open sitting, its items, and the sessions of who leads it and who reads for four eyes."""

    house: House
    items: list[str]
    sessions: dict[str, str]
    cookie: str
    tokens: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)

    @classmethod
    def opened(cls, house: House, count: int) -> Sitting:
        """Open it, from a process that knows Django."""
        given = told(house, "agenda", f"open_sitting({count})")
        sitting = cls(house, given["items"], {name: given[name] for name in ("leads", "reads")}, given["cookie"])
        for name in sitting.sessions:
            sitting.tokens[name] = sitting._come_in(name)
        return sitting

    def _come_in(self, name: str) -> tuple[dict[str, str], str]:
        cookies = {self.cookie: self.sessions[name]}
        with line(self.house, cookies=cookies, timeout=60) as client:
            answer = client.get("/gouvernance/proposer/")
        answer.raise_for_status()
        found = _TOKEN.search(answer.text)
        assert found
        return {**cookies, **dict(answer.cookies)}, found.group(1)

    def post(self, name: str, path: str, typed: dict[str, Any]) -> httpx.Response:
        """One press of a button, on a line of its own."""
        cookies, token = self.tokens[name]
        with line(self.house, cookies=cookies) as client:
            return client.post(path, data={"csrfmiddlewaretoken": token, **typed})

    def insist(self, name: str, path: str, typed: dict[str, Any]) -> tuple[httpx.Response, bool]:
        """Press until an answer comes; whether it answers the first press, before which nothing can have been done."""
        first = True
        while True:
            try:
                answer = self.post(name, path, typed)
            except httpx.TransportError:
                first = False
                time.sleep(0.2)
                continue
            if answer.status_code not in AWAY:
                return answer, first
            first = False
            time.sleep(0.2)

    def decide(self, item: str, text: str) -> httpx.Response:
        """Try to decide an item with these reasons."""
        return self.post("leads", f"/points/{item}/decider/", self.reasons(text))

    def reasons(self, text: str) -> dict[str, Any]:
        return {"outcome": "non-retenue", "full_text": text, **_LINES}

    def carry_through(self, item: str, number: int) -> str:
        """Decide an item, write its public text and let it leave; its reference, whatever dies meanwhile."""
        answer, first = self.insist("leads", f"/points/{item}/decider/", self.reasons(f"Raisons {number}."))
        _done_or_told(answer, first, "vient d’être décidé")
        found = _REFERENCE.search(answer.headers.get("location", "") or answer.text)
        assert found, answer.text
        reference = found.group(1)
        texts = {"version": 1, "full_text": f"Raisons {number}.", "public_title": f"Sujet {number}"}
        texts["public_text"] = f"Texte public {number}."
        answer, first = self.insist("leads", f"/decisions/{reference}/textes/", texts)
        _done_or_told(answer, first, "entre-temps")
        answer, first = self.insist("reads", f"/decisions/{reference}/relire/", {"version": 2, "agreed": "on"})
        _done_or_told(answer, first, "ne change plus")
        return reference


def _done_or_told(answer: httpx.Response, first: bool, sentence: str) -> None:  # of `insist`
    """The act was done; or it had been, the line broke before its answer, and the second press is told so."""
    if answer.status_code == DONE:
        return
    assert not first, answer.text
    assert answer.status_code == REFUSED, answer.text
    assert sentence in answer.text
