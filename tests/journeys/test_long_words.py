"""What people type without a space: no page scrolls sideways for it, on the smallest phone or on a desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.governance.tests.factories import House
from liamm.features.projects.models import Project
from liamm.features.projects.tests.factories import opened
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import ProblemDraft, add_precision, raise_problem, write_to_author
from liamm.features.terrain.following import open_link
from liamm.features.terrain.tests.factories import ReadSignalFactory, WordingFactory
from liamm.kernel.access import LinkHolder

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LONG = "m" * 3_000
LONGER = "m" * 12_000


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


@pytest.mark.parametrize("width", [1280, 320])
def test_a_longer_word_ruins_no_list_and_no_title(live_server, page: Page, width):
    project = opened()
    Project.objects.update(summary=LONGER, title=LONGER[:120])
    decision = House().published(text=LONGER)
    WordingFactory(title=LONGER[:120], text=LONGER)
    page.set_viewport_size({"width": width, "height": 800})
    lists = ["/projets/", "/decisions/", "/terrain/", "/recherche/?q=mmmm", "/"]
    wide, tall = {}, {}
    for path in [*lists, f"/projets/{project.reference}/", f"/decisions/{decision.reference}/"]:
        page.goto(f"{live_server.url}{path}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over
        longest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('h1, main li')].map(one => one.innerText.length))"
        )
        if path in lists and longest > 1_000:
            tall[path] = longest
        described = page.locator("meta[name=description]").get_attribute("content") or ""
        assert len(described) <= 300, path
    assert not wide
    assert not tall
