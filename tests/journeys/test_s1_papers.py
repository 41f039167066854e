"""S1, « les papiers qui reviennent », steps 1 to 6: from what a secretary tells to a published decision."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import asking, deciding, field
from tests.journeys.lab import Lab, body, links
from tests.journeys.people import Company, together

pytestmark = pytest.mark.journey

SECRET = "La directrice craint pour son poste."
REASONS = f"Elle a raison. {SECRET}"
OVERLOAD = "Le problème touche cinq accueils en même temps ; l’équipe décale un prototype."
OTHER_CARRIER = "porteur-etat@demo.example"
CODIR = "codir@demo.example"


def test_s1_from_what_a_secretary_tells_to_a_published_decision_and_a_project(
    lab: Lab, browser: Browser, accessible: Callable[[Page], None]
) -> None:
    mark = uuid4().hex[:6]
    with together(lab, browser) as company:
        mail = f"secretaire-{mark}@exemple.example"
        signals = step_1_and_2_the_field_speaks(company, mark, mail)
        problem = step_3_the_team_masks_merges_and_crosses(company, mark, signals)
        accessible(company("team"))
        community = step_4_a_community_of_interest_gathers(company, mark, problem)
        reference = step_5_carriers_write_and_others_appraise(company, mark, community)
        accessible(company("carrier"))
        deciding.call_sitting(lab, company("head"), "codir")
        decision = step_6_the_copil_proposes(company, mark, reference)
        confirmation = step_6_the_codir_confirms(company, mark)
        project = the_register_says_it(company, mark, confirmation)
        the_project_opens_with_promises_of_both_sides(company, project)
        le_fil_is_walked_both_ways(company, mark, signals[0], project)
        the_secretary_reads_what_became_of_it(company, mail)
        assert decision != confirmation


def title_of(mark: str) -> str:
    return f"Les papiers qui reviennent, {mark}"


def step_1_and_2_the_field_speaks(company: Company, mark: str, mail: str) -> list[str]:
    """A secretary without account, on a phone; then the relais, whose text holds a phone number."""
    lab, citizen, relay = company.lab, company("citizen"), company("relay")
    story = f"Les personnes âgées reviennent trois fois en mairie pour le même dossier en ligne, le {mark}."
    told = [field.tell(lab, citizen, story, mail=mail, place="Redon")]
    heard = f"À France services, un monsieur âgé revient pour le même dossier {mark} en ligne."
    told.append(field.tell(lab, relay, heard, passed_on=True))
    lab.go(relay, "/remonter/")
    relay.get_by_label("Que se passe-t-il ?").fill(
        f"Une dame âgée revient trois fois pour le même dossier en ligne, le {mark}. Rappelez-la au 06 12 34 56 78."
    )
    relay.get_by_label(re.compile("pour quelqu’un d’autre")).check()
    relay.get_by_label(re.compile("J’ai lu ce que vous ferez")).check()
    relay.wait_for_timeout(field.READING * 1000)
    relay.get_by_role("button", name="Envoyer").click()
    expect(relay.get_by_text("À relire avant d’envoyer")).to_be_visible()
    relay.get_by_role("button", name="Envoyer").click()
    told.append(field.receipt(relay))
    return told


def step_3_the_team_masks_merges_and_crosses(company: Company, mark: str, signals: list[str]) -> str:
    """The desk: filtered, read, masked, the sealed original opened for a reason, merged, undone, crossed."""
    lab, team = company.lab, company("team")
    lab.go(team, "/terrain/bureau/")
    team.get_by_label("Des mots, ou une référence").fill(mark)
    team.get_by_role("button", name="Filtrer").click()
    expect(team.locator("#results li").filter(has_text="R-")).to_have_count(len(signals))
    for reference in signals:
        field.read(lab, team, reference)

    mask_the_phone_number(company, signals[2])
    first, second, third = signals
    lab.go(team, f"/terrain/bureau/{third}/")
    alike = team.locator("#ressemblances")
    expect(alike).to_contain_text(first)
    alike.get_by_role("link", name=re.compile(rf"Rapprocher ?, {first}")).click()
    team.get_by_role("button", name="Rapprocher").click()
    expect(team.locator("main")).to_contain_text("on peut les séparer à tout moment")
    team.get_by_role("link", name="La séparer").click()
    team.get_by_role("button", name="Séparer").click()
    expect(team.locator("main")).to_contain_text("Elles sont de nouveau distinctes")
    lab.go(team, f"/terrain/bureau/{third}/rapprocher/?into={first}")
    team.get_by_role("button", name="Rapprocher").click()
    expect(team.locator("main")).to_contain_text("on peut les séparer à tout moment")
    return field.open_problem(lab, team, f"Comment éviter les allers-retours, {mark} ?", [first, second])


def mask_the_phone_number(company: Company, reference: str) -> None:
    lab, team = company.lab, company("team")
    lab.go(team, f"/terrain/bureau/{reference}/masquer/")
    team.get_by_role("button", name="Masquer").click()
    expect(team.locator("#mots")).not_to_contain_text("06 12 34 56 78")
    team.get_by_role("link", name="Ouvrir l’original scellé").click()
    expect(team.locator("main")).to_contain_text("Personne ne l’a ouvert.")
    team.locator("input[name=reason]").last.check()
    team.get_by_label("En quelques mots").fill("Vérifier le jour.")
    team.get_by_role("button", name="Ouvrir").click()
    expect(team.locator("main")).to_contain_text("06 12 34 56 78")
    lab.go(team, f"/terrain/bureau/{reference}/original/")
    expect(team.locator("main")).to_contain_text("Vérifier le jour.")
    expect(team.locator("main")).not_to_contain_text("06 12 34 56 78")


def step_4_a_community_of_interest_gathers(company: Company, mark: str, problem: str) -> str:
    lab = company.lab
    community = field.call_community(lab, company("team"), problem, f"Un seul comptoir {mark}")
    field.engage(lab, company("member"), community)
    field.engage(lab, company("carrier"), community)
    lab.go(company("member"), community)
    expect(company("member").locator("#expertises")).to_contain_text("2 personnes se sont engagées")
    return community


def step_5_carriers_write_and_others_appraise(company: Company, mark: str, community: str) -> str:
    """From the community to a request written by two, hidden opinions, a gate passed by two people, later blocks."""
    lab, carrier, team = company.lab, company("carrier"), company("team")
    lab.go(carrier, community)
    carrier.get_by_role("link", name="En faire une demande au laboratoire").click()
    carrier.locator("input[name=kind][value=project]").check()
    carrier.get_by_label("Le sujet, en une ligne").fill(title_of(mark))
    carrier.get_by_role("button", name="Commencer à écrire").click()
    reference = asking.reference_of(carrier)
    other = asking.invite_carrier(company, carrier, reference, OTHER_CARRIER)
    asking.write(lab, other, reference)
    asking.submit(lab, carrier, reference)
    assert lab.mail_to("porteur@demo.example", reference)

    asking.invite_appraisers(lab, team, reference)
    for number, address in enumerate(asking.APPRAISERS):
        page = company(address)
        if number == 1:  # what the first one sent is not shown to the second before their own is
            lab.go(page, f"/demandes/{reference}/grille/")
            expect(page.locator("main")).not_to_contain_text("Vu à l’accueil par la personne 0")
        asking.appraise(lab, page, reference, f"Vu à l’accueil par la personne {number}.")
    expect(page.get_by_text("Fermé tant que le filtre n’est pas franchi.").first).to_be_visible()
    asking.state_gate(lab, team, reference, "Les trois avis le montrent.")
    asking.state_gate(lab, company("head"), reference, "Je l’ai entendu moi-même.")
    for number, address in enumerate(asking.APPRAISERS):
        asking.appraise(lab, company(address), reference, f"La suite, par la personne {number}.")
    lab.go(carrier, f"/demandes/{reference}/grille/")
    expect(carrier.locator("main")).to_contain_text("Vu à l’accueil par la personne 0")
    expect(carrier.locator("main")).to_contain_text("Il n’y a pas de total")
    asking.say_load(lab, team, reference, 30)
    lab.go(team, f"/demandes/{reference}/")
    expect(team.locator("main")).to_contain_text("Le dossier est prêt pour une séance.")
    return reference


def step_6_the_copil_proposes(company: Company, mark: str, reference: str) -> str:
    """The month's COPIL: too much for the lab without a reason that is published, and two preconisations."""
    lab, chair, member = company.lab, company("head"), company("copil")
    where = deciding.call_sitting(lab, chair)
    deciding.bring_forward(lab, chair, title_of(mark), to=where)
    lab.go(member, f"{where}dossier/")
    expect(member.locator("main")).to_contain_text(reference)
    deciding.open_sitting(lab, chair, where)
    deciding.begin_to_decide(lab, chair, where, title_of(mark), "retenue-avec-preconisations", REASONS)
    deciding.preconise(chair, ["Inviter la caisse dès le premier mois.", "Raconter chaque mois."], "Maëlle Kerguen")
    deciding.reread(chair)
    expect(chair.locator("main")).to_contain_text("capacité")
    expect(chair.get_by_label(re.compile("^Raisons, texte complet"))).to_have_value(re.compile(SECRET))
    chair.get_by_label("Pourquoi dépasser la capacité").fill(OVERLOAD)
    decision = deciding.decided(chair)
    deciding.write_public(chair, f"{title_of(mark)} : proposée", "Le COPIL propose de la retenir.")
    assert httpx.get(f"{lab.url}/decisions/{decision}/").status_code == httpx.codes.NOT_FOUND
    deciding.read_again(lab, member, decision)
    deciding.close_sitting(lab, chair, where)
    return decision


def step_6_the_codir_confirms(company: Company, mark: str) -> str:
    """What the COPIL proposes is on the agenda of the CODIR by itself; its word is the last, and the B4 hears it."""
    lab, head, chair = company.lab, company("head"), company("codir")
    where = deciding.holding(lab, head, title_of(mark), "codir")
    lab.go(chair, f"{where}dossier/")
    expect(chair.locator("main")).to_contain_text("Le COPIL a proposé")
    deciding.open_sitting(lab, chair, where)
    deciding.begin_to_decide(lab, chair, where, title_of(mark), "retenue", f"Confirmée. {SECRET}")
    if chair.get_by_label("Pourquoi dépasser la capacité").input_value() == "":
        chair.get_by_label("Pourquoi dépasser la capacité").fill(OVERLOAD)
    confirmation = deciding.decided(chair)
    deciding.write_public(chair, f"{title_of(mark)} : retenue", "Le CODIR confirme : la demande est retenue.")
    deciding.read_again(lab, head, confirmation)
    deciding.close_sitting(lab, chair, where)
    assert lab.mail_to("president@demo.example", mark)  # the B4 is informed
    return confirmation


def the_register_says_it(company: Company, mark: str, confirmation: str) -> str:
    """Found by filters, in the feed and both exports; what is reserved is nowhere. The address of the project."""
    lab, citizen = company.lab, company("citizen")
    lab.go(citizen, "/decisions/")
    citizen.get_by_text("Filtrer la liste").click()  # folded on a phone
    citizen.get_by_label("Avec ces mots").fill(mark)
    citizen.get_by_role("button", name="Filtrer").click()
    expect(citizen.locator("#results")).to_contain_text(f"{title_of(mark)} : retenue")
    for way in (f"{confirmation}/", f"{confirmation}.json", "", "fil.atom", "decisions.csv", "decisions.json"):
        answer = httpx.get(f"{lab.url}/decisions/{way}", timeout=30)
        assert answer.status_code == httpx.codes.OK, way
        assert confirmation in answer.text, way
        assert SECRET not in answer.text, way
    lab.go(citizen, f"/decisions/{confirmation}/")
    expect(citizen.locator("main")).to_contain_text(OVERLOAD)
    citizen.locator("main a[href*='/projets/PJ-']").first.click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text(mark)
    return citizen.url


def the_project_opens_with_promises_of_both_sides(company: Company, project: str) -> None:
    for who in ("carrier", "head"):
        page = company(who)
        page.goto(project)
        accept = page.locator("#engagements").get_by_role("button", name="Accepter")
        expect(accept.first).to_be_visible()
        while accept.count():
            before = accept.count()
            accept.first.click()
            expect(accept).to_have_count(before - 1)
    expect(page.locator("#engagements")).not_to_contain_text("pas encore accepté")


def le_fil_is_walked_both_ways(company: Company, mark: str, signal: str, project: str) -> None:
    """From the signal to the project and back, by the links of the thread only."""
    lab, team = company.lab, company("team")
    lab.go(team, f"/terrain/bureau/{signal}/")
    for kind in ("problematiques", "communautes", "demandes", "decisions", "projets"):
        team.locator(f"#fil a[href*='/{kind}/'], .thread a[href*='/{kind}/']").first.click()
        expect(team).to_have_url(re.compile(f"/{kind}/"))
    assert team.url == project
    team.locator(f"#fil a[href*='{signal}']").first.click()
    expect(team.locator("main")).to_contain_text(mark)


def the_secretary_reads_what_became_of_it(company: Company, mail: str) -> None:
    """At the secret link and by mail, in a sentence of its own for each step."""
    lab, citizen = company.lab, company("citizen")
    letter = lab.mail_to(mail, "retenu")
    citizen.goto(next(link for link in links(lab.mails_to(mail)[0]) if "/suivi/" in link))
    steps = citizen.locator("ol.dates")
    for words in ("a lu ce que vous avez dit", "croisé", "se réunissent", "déposée", "propose", "a retenu"):
        expect(steps).to_contain_text(words)
    assert SECRET not in body(letter)
    assert SECRET not in citizen.locator("main").inner_text()
