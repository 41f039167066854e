from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised, store
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import (
    Call,
    ProblemDraft,
    Wording,
    answer_signal,
    assign_reader,
    close_problem,
    open_community,
    publish_wording,
    raise_problem,
)
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.tests.factories import FieldSignalFactory, ProblemFactory, ReadSignalFactory
from liamm.kernel import clock
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
GOOD = Wording(title="Des allers-retours", text="On revient au guichet.")


@pytest.fixture
def team(client):
    LabSpaceFactory()
    person = TeamMemberFactory()
    client.force_login(person)
    return person


def test_each_refusal_by_a_promise_cites_it(team):
    far = clock.today() + timedelta(days=3_000)
    acts = {
        "read first": lambda: publish_wording(team, FieldSignalFactory(), wording=GOOD),
        "read before": lambda: answer_signal(team, FieldSignalFactory(), text="Voici."),
        "agreed": lambda: publish_wording(team, ReadSignalFactory(may_publish=False), wording=GOOD),
        "nobody": lambda: raise_problem(team, ProblemDraft(question="Appeler le 06 12 34 56 78 ?")),
        "team": lambda: assign_reader(team, ReadSignalFactory(), reader=PersonFactory()),
        "reasons": lambda: close_problem(team, ProblemFactory(), because=" "),
        "bounded": lambda: open_community(team, ProblemFactory(), call=Call(name="A", call="Venez.", ends=far)),
    }
    for name, act in acts.items():
        with pytest.raises(DomainError) as caught:
            act()
        cited = caught.value.citation
        assert cited is not None, name
        assert (cited.article, cited.title) == ("", "usage de la maison"), name
        assert cited.url.endswith("/usages/#practices"), name


def test_the_page_links_to_it(client, team):
    page = client.post(f"/terrain/bureau/{FieldSignalFactory().reference}/repondre/", {"text": "Voici."})
    text = page.content.decode()
    assert page.status_code == 422
    assert "La règle :" in text.replace("\u00a0", " ")
    url = promised("read_first").url
    assert f'href="{url}"' in text
    assert "Quelqu’un de l’équipe lit une remontée avant" in client.get(url.partition("#")[0]).content.decode()
    assert 'id="practices"' in client.get(url.partition("#")[0]).content.decode()


def test_a_policy_that_states_one_cites_it():
    decided = policy.decide(PersonFactory(), Permission.READ, FieldSignalFactory())
    assert decided.citation == promised("kept_between")


def test_a_version_adopted_before_says_nothing_and_the_house_still_does(monkeypatch):
    version = bindings.held(clock.today())
    without = {name: value for name, value in version.data.items() if name != "practices"}
    monkeypatch.setattr(store, "held", lambda at: store.Held(version.id, version.number, version.in_force, {}, without))
    assert promised("read_first").title == "usage de la maison"
    assert bindings.practices(clock.today()).value.longest_community_years == 5


def test_an_article_is_cited_once_the_charter_makes_the_promise():
    practices = bindings.practices(clock.today())
    said = practices.value.practices[0].model_copy(update={"source": "article", "article": "2.1"})
    assert practices.cite(said).article == "2.1"
