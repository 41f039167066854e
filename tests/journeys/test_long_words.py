"""What people type without a space: no page scrolls sideways for it, on the smallest phone or on a desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import ProblemDraft, add_precision, raise_problem, write_to_author
from liamm.features.terrain.following import open_link
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.kernel.access import LinkHolder

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LONG = "m" * 3_000


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_a_long_word_widens_no_page(live_server, page: Page, signed_in, width):
    LabSpaceFactory()
    team = TeamMemberFactory()
    signal = ReadSignalFactory(words=LONG, tried=LONG, for_whom=LONG[:300], place=LONG[:200])
    ReadSignalFactory(words=f"{LONG} encore")
    add_precision(LinkHolder(signal.pk), signal, text=LONG)
    write_to_author(team, signal, text=f"https://exemple.example/{LONG}")
    draft = ProblemDraft(question=LONG[:250], known=LONG, concerned=f"- {LONG}")
    problem = raise_problem(team, draft, signals=[signal])
    signed_in(page, team)
    page.set_viewport_size({"width": width, "height": 800})
    paths = [f"/suivi/{open_link(signal)}/", signal.desk_url, reverse("terrain:desk"), problem.get_absolute_url()]
    wide = {}
    for path in [*paths, f"/suivi/{open_link(signal)}/retirer/relire/"]:
        page.goto(f"{live_server.url}{path}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over
    assert not wide
