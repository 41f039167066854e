"""S3, deferred for workload: the decisions of one sitting, and the deferred item that returns by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import deciding
from tests.journeys.lab import Lab
from tests.journeys.people import together

pytestmark = pytest.mark.journey

WATER = "Décider en mars de ce que l’on fera en août"
WORDS = "Sans langue en commun"


def test_s3_steps_3_and_4_one_is_retained_one_deferred_with_the_capacity_seen_that_day(
    lab: Lab, browser: Browser, accessible: Callable[[Page], None]
) -> None:
    with together(lab, browser) as company:
        citizen = company("citizen")
        lab.go(citizen, "/decisions/?issue=defer")
        citizen.get_by_role("link", name=WATER, exact=True).click()
        expect(citizen.locator("main")).to_contain_text("Elle revient d’elle-même.")
        expect(citizen.get_by_role("heading", name="La charge, ce jour-là")).to_be_visible()
        accessible(citizen)
        deferred = httpx.get(f"{citizen.url.rstrip('/')}.json", timeout=30).json()
        assert deferred["acte"]["capacite"]
        lab.go(citizen, "/decisions/?issue=retain&q=lits")
        citizen.get_by_role("link", name="Des lits qui dorment l’été", exact=True).click()
        expect(citizen.locator("main")).to_contain_text("Retenue")


def test_s3_step_5_the_deferred_request_is_back_on_the_next_agenda(lab: Lab, browser: Browser) -> None:
    with together(lab, browser) as company:
        chair = company("head")
        lab.go(chair, f"{deciding.next_sitting(lab, chair)}preparer/")
        line = chair.locator("main li").filter(has_text=WATER).first
        expect(line).to_contain_text("revient, comme dit")


def test_s3_live_what_is_deferred_today_comes_back_by_itself(lab: Lab, browser: Browser) -> None:
    with together(lab, browser) as company:
        chair, member = company("head"), company("copil")
        where = deciding.call_sitting(lab, chair)
        deciding.bring_forward(lab, chair, WORDS, to=where)
        deciding.open_sitting(lab, chair, where)
        deciding.begin_to_decide(lab, chair, where, WORDS, "differee", "Elle est prête ; le trimestre est plein.")
        deciding.reread(chair)
        expect(chair.locator("main")).to_contain_text("date")
        expect(chair.get_by_label(re.compile("^Raisons"))).to_have_value("Elle est prête ; le trimestre est plein.")
        tomorrow = deciding.today() + timedelta(days=1)  # the first sitting from tomorrow on
        chair.get_by_label("Différé au").fill(f"{tomorrow}")
        decision = deciding.decided(chair)
        deciding.write_public(chair, f"{WORDS} : différée", "Différée, et non refusée : elle revient d’elle-même.")
        deciding.read_again(lab, member, decision)
        deciding.close_sitting(lab, chair, where)
        lab.pass_a_night()
        lab.go(chair, f"{deciding.holding(lab, chair, WORDS)}preparer/")
        expect(chair.locator("main li").filter(has_text=WORDS).first).to_contain_text("revient, comme dit")
