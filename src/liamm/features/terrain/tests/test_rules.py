from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.rules.likeness import Case, Reason, alike, as_written, shared_reasons
from liamm.features.terrain.rules.links import digest_of, seed_of, token_of
from liamm.features.terrain.rules.merging import MergeFault, merge_fault
from liamm.features.terrain.rules.states import may_move, moves_from
from liamm.kernel import french
from liamm.kernel.telltale.sensitive import without_masks

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class TestStates:
    def test_nothing_is_answered_crossed_or_confided_before_it_was_read(self):
        assert moves_from(SignalState.RECEIVED) == {SignalState.READ, SignalState.WITHDRAWN}

    def test_an_author_may_withdraw_at_any_moment_and_that_is_the_end(self):
        for state in SignalState:
            assert may_move(state, SignalState.WITHDRAWN) is (state != SignalState.WITHDRAWN)
        assert moves_from(SignalState.WITHDRAWN) == set()

    @given(st.lists(st.sampled_from(list(SignalState)), max_size=12))
    def test_no_walk_comes_back_to_received(self, walk):
        state = SignalState.RECEIVED
        for target in walk:
            if may_move(state, target):
                state = target
                assert state != SignalState.RECEIVED


class TestMerging:
    def test_faults(self):
        a, b, c = "a", "b", "c"
        assert merge_fault(a, a, {}, []) == MergeFault.SAME
        assert merge_fault(a, b, {a: c}, []) == MergeFault.SOURCE_MERGED
        assert merge_fault(a, b, {b: c}, []) == MergeFault.TARGET_MERGED
        assert merge_fault(a, b, {}, [b]) == MergeFault.WITHDRAWN
        assert merge_fault(a, b, {a: None, b: None}, []) is None

    @given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=30))
    def test_merges_never_make_a_loop(self, wishes):
        roots = {}
        for source, target in wishes:
            if merge_fault(source, target, roots, []) is None:
                roots[source] = target
        for start in range(7):
            seen, here = set(), start
            while here is not None:
                assert here not in seen
                seen.add(here)
                here = roots.get(here)


class TestLinks:
    def test_a_token_has_at_least_128_bits_and_needs_the_secret(self):
        token = token_of("seed", "secret")
        assert len(token) == 32
        assert token == token_of("seed", "secret")
        assert len({token, token_of("seed", "other"), token_of("other", "secret")}) == 3
        assert digest_of(token) != token

    def test_a_seed_does_not_show_the_key_of_the_form(self):
        assert "abc" not in seed_of("abc")
        assert seed_of("abc") != seed_of("abd")


def case(text, *, at=NOW, **places):
    return Case(uuid4(), french.stems(text), at, **places)


COMMUNE, EPCI, DEPARTEMENT = UUID(int=1), UUID(int=2), UUID(int=3)
NOISE = [
    "Le bus scolaire ne passe plus le mercredi",
    "La déchèterie ferme trop tôt",
    "Il manque un médecin dans le canton",
    "Le formulaire d’urbanisme est illisible",
    "Les jeunes ne trouvent pas de stage",
]


class TestLikeness:
    def test_the_same_thing_in_other_forms_of_the_words_comes_first(self):
        subject = case("Les personnes âgées reviennent trois fois en mairie pour une démarche en ligne")
        same = case("Une personne âgée revenue trois fois à la mairie, démarches en ligne impossibles")
        found = alike(subject, [case(text) for text in NOISE] + [same])
        assert [one.key for one in found] == [same.key]
        assert found[0].nearly_same
        assert "mair" in found[0].stems

    def test_place_and_weeks_are_reasons_but_never_enough(self):
        there = {"commune": COMMUNE, "epci": EPCI, "departement": DEPARTEMENT}
        subject = case("allers-retours entre la caisse et la mairie pour un dossier", **there)
        near = case("dossier perdu entre mairie et caisse", **there)
        far = case("dossier perdu entre mairie et caisse", at=NOW - timedelta(days=400))
        elsewhere = case("une tout autre histoire de piscine", **there)
        found = alike(subject, [far, near, elsewhere, *[case(text) for text in NOISE]])
        assert [one.key for one in found] == [near.key, far.key]
        assert found[0].reasons == (Reason.COMMUNE, Reason.WEEKS)
        assert found[1].reasons == ()

    def test_a_letter_alone_or_a_number_is_never_a_reason(self):
        subject = Case(uuid4(), ["b", "35000", "2", "guichet", "dossier"], NOW)
        both = Case(uuid4(), ["b", "35000", "2", "guichet", "piscine"], NOW)
        numbers = Case(uuid4(), ["b", "35000", "2", "bus"], NOW)
        found = alike(subject, [both, numbers, *[case(text) for text in NOISE]])
        assert [(one.key, one.stems) for one in found] == [(both.key, ("guichet",))]

    def test_the_narrowest_common_place_is_said(self):
        here = case("x", commune=COMMUNE, epci=EPCI, departement=DEPARTEMENT)
        assert shared_reasons(here, case("x", commune=UUID(int=9), epci=EPCI)) == (Reason.EPCI, Reason.WEEKS)
        assert shared_reasons(here, case("x", departement=DEPARTEMENT)) == (Reason.DEPARTEMENT, Reason.WEEKS)
        assert shared_reasons(case("x"), case("x", at=NOW + timedelta(days=50))) == ()

    def test_words_are_shown_as_they_were_written(self):
        text = "Les démarches d’état-civil, toujours les démarches."
        (stem,) = french.stems("démarche")
        assert as_written(text)[stem] == "démarches"
        assert "absent" not in as_written(text)

    @given(st.lists(st.text(alphabet="abcdé ", max_size=40), max_size=8))
    def test_a_signal_is_never_like_itself_and_answers_are_bounded(self, texts):
        cases = [case(text) for text in texts]
        for one in cases:
            found = alike(one, cases, limit=3)
            assert len(found) <= 3
            assert one.key not in {other.key for other in found}
            assert all(other.stems for other in found)
            assert all(len(stem) > 1 for other in found for stem in other.stems)

    @pytest.mark.parametrize("mark", ["Re", "RE", "Fw", "TR", "Fwd", "2 14", "2026"])
    def test_numbers_and_marks_of_mails_are_no_reason(self, mark):
        assert not alike(case(f"{mark} guichet"), [case(f"{mark} parking")])
        (found,) = alike(case(f"{mark} guichet fermé"), [case(f"{mark} guichet fermé")])
        assert set(found.stems) == set(french.stems("guichet fermé"))


def test_what_hides_a_passage_is_not_compared():
    told = "[nom masqué] attend, [adresse masquée] ; [information de santé masquée] [passage masqué]"
    assert without_masks(told).split() == ["attend,", ";"]
