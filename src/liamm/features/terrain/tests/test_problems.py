import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import (
    ProblemDraft,
    close_problem,
    cross_signals,
    mark_maturity,
    merge_signals,
    raise_problem,
    redact_version,
    reopen_problem,
    split_signal,
    uncross_signal,
    write_known,
)
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.forms.problems import ReferencesForm, UncrossForm
from liamm.features.terrain.queries import problem_node
from liamm.features.terrain.tests.factories import FieldSignalFactory, ProblemFactory, ReadSignalFactory, WordingFactory
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.models import SearchEntry
from liamm.kernel.thread.chain import origins, stages

pytestmark = pytest.mark.django_db
DRAFT = ProblemDraft(question="Comment éviter les allers-retours ?", concerned="Les habitants", known="Trois visites")


@pytest.fixture
def team():
    LabSpaceFactory()
    return TeamMemberFactory()


class TestCrossing:
    def test_signals_become_a_question_and_their_authors_are_told_once(self, team, letters):
        signals = [ReadSignalFactory(author__mail=f"a{n}@exemple.example") for n in range(3)]
        problem = raise_problem(team, DRAFT, signals=signals)
        assert problem.reference.startswith("PB-")
        assert {one.state for one in problem.signals.all()} == {SignalState.CROSSED}
        assert set(origins(problem_node(problem), "signal")) == {one.pk for one in signals}
        assert len(letters()) == 3
        cross_signals(team, problem, signals=signals)
        assert len(letters()) == 3
        assert problem.get_absolute_url() in letters()[0].body

    def test_an_author_is_not_sent_to_a_page_that_is_closed_to_them(self, team, letters):
        signal = ReadSignalFactory(author__mail="a@exemple.example")
        raise_problem(team, ProblemDraft(question="Q ?", audience=Audience.COMMUNITY), signals=[signal])
        assert "/problematiques/" not in letters()[0].body

    def test_the_authors_of_merged_signals_are_told_too(self, team):
        merged, root = ReadSignalFactory(), ReadSignalFactory()
        merge_signals(team, merged, into=root)
        problem = raise_problem(team, DRAFT, signals=[root])
        assert merged.steps.filter(key=f"crossed:{problem.pk}").exists()
        with pytest.raises(DomainError) as caught:
            cross_signals(team, problem, signals=[merged])
        assert caught.value.nearest

    def test_what_nobody_read_is_not_crossed(self, team):
        unread = FieldSignalFactory()
        with pytest.raises(DomainError, match=f"la remontée {unread.reference}"):
            raise_problem(team, DRAFT, signals=[ReadSignalFactory(), unread])

    def test_one_signal_may_be_in_two_problems_and_leave_them(self, team):
        signal = ReadSignalFactory()
        one, other = (raise_problem(team, DRAFT, signals=[signal]) for _ in range(2))
        uncross_signal(team, one, signal=signal)
        signal.refresh_from_db()
        assert signal.state == SignalState.CROSSED
        uncross_signal(team, other, signal=signal)
        signal.refresh_from_db()
        assert signal.state == SignalState.READ
        assert origins(problem_node(one), "signal") == []
        with pytest.raises(DomainError):
            uncross_signal(team, one, signal=signal)
        cross_signals(team, one, signals=[signal])
        assert origins(problem_node(one), "signal") == [signal.pk]


class TestWriting:
    def test_versions_are_added_never_changed(self, team):
        problem = raise_problem(team, DRAFT)
        write_known(team, problem, draft=ProblemDraft(question="Autrement ?", known="Quatre visites"))
        assert [(one.number, one.known) for one in problem.versions.all()] == [
            (2, "Quatre visites"),
            (1, "Trois visites"),
        ]
        problem.refresh_from_db()
        assert problem.question == "Autrement ?"

    @pytest.mark.parametrize("question", ["", "x" * 251])
    def test_a_problem_is_a_question_that_can_be_read(self, team, question):
        with pytest.raises(DomainError):
            raise_problem(team, ProblemDraft(question=question))


class TestClosing:
    def test_it_says_why_and_tells_the_authors_each_time(self, team):
        signal = ReadSignalFactory()
        problem = raise_problem(team, DRAFT, signals=[signal])
        with pytest.raises(DomainError):
            close_problem(team, problem, because=" ")
        problem = close_problem(team, problem, because="Un service existe désormais.")
        assert not problem.is_open
        with pytest.raises(DomainError):
            close_problem(team, problem, because="x")
        with pytest.raises(DomainError) as caught:
            cross_signals(team, problem, signals=[signal])
        assert caught.value.nearest
        problem = reopen_problem(team, problem)
        assert problem.is_open
        with pytest.raises(DomainError):
            reopen_problem(team, problem)
        assert [step.key.split(":")[0] for step in signal.steps.all()] == ["crossed", "closed", "reopened"]


class TestMaturity:
    def test_who_said_it_when_and_on_what_ground_is_kept(self, team):
        problem = ProblemFactory()
        mark_maturity(team, problem, condition="users", kept=False, evidence="Personne encore.")
        mark = mark_maturity(team, problem, condition="users", kept=True, evidence="Deux habitants.")
        assert (mark.by, mark.charter_version) == (team, "4.0")
        assert problem.marks.count() == 2
        assert Entry.objects.filter(kind="terrain.maturity_marked").count() == 2

    def test_only_the_conditions_of_the_house_are_looked_at(self, team):
        with pytest.raises(DomainError) as caught:
            mark_maturity(team, ProblemFactory(), condition="budget", kept=True, evidence="x")
        assert caught.value.citation.article == ""
        assert "Sponsor" in caught.value.nearest

    def test_a_word_without_ground_is_refused(self, team):
        with pytest.raises(DomainError):
            mark_maturity(team, ProblemFactory(), condition="users", kept=True, evidence=" ")


def test_only_the_team_shapes_problems(team):
    problem = ProblemFactory()
    someone = PersonFactory()
    for act in (
        lambda: raise_problem(someone, DRAFT),
        lambda: cross_signals(someone, problem, signals=[]),
        lambda: uncross_signal(someone, problem, signal=ReadSignalFactory()),
        lambda: write_known(someone, problem, draft=DRAFT),
        lambda: close_problem(someone, problem, because="x"),
        lambda: reopen_problem(someone, problem),
        lambda: mark_maturity(someone, problem, condition="users", kept=True, evidence="x"),
    ):
        with pytest.raises(Refused):
            act()


class TestVoices:
    """Whoever said the same thing is a voice: the sentence, the lists and le fil all count those merged since.

    A number says nothing about a person: visitors read it too, when only some of the signals are published.
    """

    def counted(self, client, problem):
        page = client.get(problem.get_absolute_url()).content.decode()
        listed = client.get(reverse("terrain:problems")).content.decode()
        (stage, *_) = stages(AnonymousUser(), problem_node(problem))
        (for_team, *_) = stages(TeamMemberFactory(), problem_node(problem))
        assert stage.label == for_team.label
        number = int(stage.label.partition(" ")[0])
        assert f"née de {number} remontées" in page
        assert stage.label in page
        assert f"{number} remontées" in listed
        return number

    def test_the_sentence_the_list_and_le_fil_agree(self, client, team):
        one, two, three, four = (ReadSignalFactory() for _ in range(4))
        problem = raise_problem(team, DRAFT, signals=[one, two])
        WordingFactory(signal=one)
        assert self.counted(client, problem) == 2
        merge_signals(team, three, into=one)
        assert self.counted(client, problem) == 3
        merge_signals(team, two, into=one)
        assert self.counted(client, problem) == 3
        merge_signals(team, one, into=four)
        assert self.counted(client, problem) == 3
        split_signal(team, one)
        split_signal(team, three)
        assert self.counted(client, problem) == 2


CANARY = "Mme Canaribihan"


class TestWhatEverybodyReads:
    """The page of a problem is public: what names or exposes somebody is refused, or looked at first."""

    @pytest.mark.parametrize("field", ["question", "concerned", "known"])
    def test_a_name_is_looked_at_and_a_number_never_passes(self, field):
        LabSpaceFactory()
        team, problem = TeamMemberFactory(), ProblemFactory()
        for act in (
            lambda **more: raise_problem(team, ProblemDraft(**{"question": "Comment ?", **more})),
            lambda **more: write_known(team, problem, draft=ProblemDraft(**{"question": "Comment ?", **more})),
        ):
            with pytest.raises(DomainError) as caught:
                act(**{field: f"{CANARY} attend."})
            assert caught.value.field == "checked"
            assert "Canaribihan" in str(caught.value)
            with pytest.raises(DomainError) as caught:
                act(**{field: "Appelez le 06 12 34 56 78"}, checked=True)
            assert caught.value.field == field
            assert act(**{field: f"{CANARY} attend."}, checked=True).pk

    def test_so_are_the_ground_of_a_condition_and_why_work_stops(self):
        team, problem = TeamMemberFactory(), ProblemFactory()
        with pytest.raises(DomainError):
            mark_maturity(team, problem, condition="users", kept=True, evidence=f"{CANARY} le dit.")
        with pytest.raises(DomainError):
            close_problem(team, problem, because=f"{CANARY} a déménagé.")
        assert mark_maturity(team, problem, condition="users", kept=True, evidence=CANARY, checked=True).pk
        assert close_problem(team, problem, because=CANARY, checked=True).closed_at


class TestEmptyingAVersion:
    def problem(self):
        LabSpaceFactory()
        team = TeamMemberFactory()
        draft = ProblemDraft(question=f"Et {CANARY} ?", known=CANARY, concerned=CANARY, checked=True)
        problem = raise_problem(team, draft)
        return team, write_known(team, problem, draft=DRAFT)

    def test_its_words_go_everywhere_and_its_day_and_why_stay(self, client):
        team, problem = self.problem()
        redact_version(team, problem, number=1, because="Elle désignait quelqu’un.")
        text = client.get(problem.get_absolute_url()).content.decode()
        assert "Canaribihan" not in text
        assert "Elle désignait quelqu’un." in text
        version = problem.versions.get(number=1)
        assert (version.question, version.concerned, version.known) == ("", "", "")
        assert "Canaribihan" not in str(list(SearchEntry.objects.values()) + list(Entry.objects.values()))
        assert Entry.objects.filter(kind="terrain.known_redacted").get().payload == {"number": 1}

    def test_neither_the_one_in_force_nor_one_already_emptied(self):
        team, problem = self.problem()
        for number in (2, 7):
            with pytest.raises(DomainError):
                redact_version(team, problem, number=number, because="x")
        with pytest.raises(DomainError):
            redact_version(team, problem, number=1, because=" ")
        with pytest.raises(DomainError):
            redact_version(team, problem, number=1, because=f"À cause de {CANARY}.")
        redact_version(team, problem, number=1, because="x")
        with pytest.raises(DomainError):
            redact_version(team, problem, number=1, because="x")

    def test_by_its_page_and_by_the_team_only(self, client):
        team, problem = self.problem()
        path = reverse("terrain:problem_act", args=[problem.reference, "masquer"])
        client.force_login(PersonFactory())
        assert client.post(path, {"number": 1, "because": "x"}).status_code in {403, 404}
        client.force_login(team)
        assert "?number=1" in client.get(problem.get_absolute_url()).content.decode()
        assert CANARY in client.get(path).content.decode().replace("\u00a0", " ")
        client.post(path, {"number": 1, "because": "Elle désignait quelqu’un."})
        assert problem.versions.get(number=1).redacted_at
        with pytest.raises(Refused):
            redact_version(PersonFactory(), problem, number=1, because="x")


class TestTheFormsOfAProblem:
    def test_references_are_separated_as_people_do(self):
        one, two, three = (ReadSignalFactory() for _ in range(3))
        form = ReferencesForm({"references": f"{one.reference}; {two.reference.lower()}  {three.reference},"})
        assert form.is_valid(), form.errors
        assert set(form.cleaned_data["references"]) == {one, two, three}

    def test_a_signal_to_take_out_is_known_by_its_first_words(self):
        LabSpaceFactory()
        signal = ReadSignalFactory(words="On revient trois fois.")
        problem = raise_problem(TeamMemberFactory(), DRAFT, signals=[signal])
        assert f"{signal.reference} · On revient trois fois." in str(UncrossForm(problem=problem)["signal"])
