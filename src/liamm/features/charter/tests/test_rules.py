from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liamm.features.charter.rules.versions import Known, Mark, Verdict, by_line, differences, holding, may_adopt

DAY = date(2026, 11, 23)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
texts = st.text(alphabet="ab cé’;\n\u202f.", max_size=80)
words = st.lists(st.sampled_from(["la", "maison", "ouvre", "à", "huit", "heures", ",", "\n", "le"]), max_size=30)


def version(number: str, in_force: date, digest: str = "") -> Known:
    return Known(number, digest or number, in_force)


class TestMayAdopt:
    def test_the_first_may_have_been_in_force_for_long(self):
        new = version("4.0", date(2021, 2, 20))
        assert may_adopt([], new, adopted=date(2021, 2, 20), today=DAY) is Verdict.GOES

    def test_the_same_again(self):
        known = [version("4.0", date(2021, 2, 20))]
        assert may_adopt(known, known[0], adopted=DAY, today=DAY) is Verdict.SAME_ALREADY

    def test_another_text_under_the_same_number(self):
        known = [version("4.0", date(2021, 2, 20))]
        new = version("4.0", DAY, "other")
        assert may_adopt(known, new, adopted=DAY, today=DAY) is Verdict.NUMBER_TAKEN

    def test_not_before_it_is_adopted(self):
        assert may_adopt([], version("1", DAY), adopted=DAY + timedelta(1), today=DAY) is Verdict.BEFORE_ADOPTION

    def test_not_before_the_last(self):
        known = [version("1", DAY + timedelta(9))]
        assert may_adopt(known, version("2", DAY + timedelta(9)), adopted=DAY, today=DAY) is Verdict.BEFORE_THE_LAST

    def test_never_in_the_past(self):
        known = [version("1", DAY - timedelta(9))]
        new = version("2", DAY - timedelta(1))
        assert may_adopt(known, new, adopted=DAY - timedelta(2), today=DAY) is Verdict.IN_THE_PAST
        assert may_adopt(known, version("2", DAY), adopted=DAY, today=DAY) is Verdict.GOES

    @given(st.lists(days, unique=True, min_size=1, max_size=5), days, days)
    def test_what_held_before_today_never_changes(self, starts, in_force, today):
        known = [version(str(rank), start) for rank, start in enumerate(sorted(starts))]
        new = version("new", in_force)
        if may_adopt(known, new, adopted=in_force, today=today) is Verdict.GOES:
            for past in (today - timedelta(days=gap) for gap in (1, 100, 1000)):
                assert holding([*known, new], past) == holding(known, past)


class TestHolding:
    @given(st.lists(days, unique=True, max_size=6), days)
    def test_it_is_the_last_that_had_taken_effect(self, starts, day):
        known = [version(str(start), start) for start in starts]
        found = holding(known, day)
        past = [start for start in starts if start <= day]
        assert (found.in_force if found else None) == (max(past) if past else None)


class TestDifferences:
    @staticmethod
    def assert_exact(old: str, new: str) -> None:
        pieces = differences(old, new)
        assert "".join(text for mark, text in pieces if mark is not Mark.REMOVED) == new
        assert "".join(text for mark, text in pieces if mark is not Mark.ADDED) == old
        assert all(text for _, text in pieces)

    @given(texts, texts)
    def test_accepting_all_gives_the_new_text_and_refusing_all_the_old(self, old, new):
        self.assert_exact(old, new)

    @given(words, words)
    def test_the_same_with_words(self, old, new):
        self.assert_exact(" ".join(old), " ".join(new))

    @given(texts)
    def test_a_text_and_itself(self, text):
        assert differences(text, text) == (((Mark.KEPT, text),) if text else ())

    def test_a_phrase_reads_as_a_phrase(self):
        assert differences("ouvert de huit heures à midi", "ouvert du matin au soir") == (
            (Mark.KEPT, "ouvert "),
            (Mark.REMOVED, "de huit heures à midi"),
            (Mark.ADDED, "du matin au soir"),
        )

    def test_a_space_that_stays_is_not_a_change(self):
        assert differences("a ", "b ") == ((Mark.REMOVED, "a"), (Mark.ADDED, "b"), (Mark.KEPT, " "))

    @given(texts, texts)
    def test_lines_lose_only_their_ends(self, old, new):
        pieces = differences(old, new)
        shown = "".join(text for line in by_line(pieces) for _, text in line)
        assert shown == "".join(text for _, text in pieces).replace("\n", "")
