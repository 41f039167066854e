import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.terrain.actions import check_table, import_table, importing
from liamm.features.terrain.enums import Origin
from liamm.features.terrain.models import FieldSignal, ImportBatch
from liamm.features.terrain.queries.tables import read_batch, said_fault
from liamm.features.terrain.rules.days import read_day
from liamm.features.terrain.rules.tabular import HEADINGS, Fault, Place, TableFault, read_table
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.french import fold
from liamm.kernel.ledger.models import Entry

TODAY = date(2026, 3, 2)
GUIDE = Path(__file__).parents[5] / "docs" / "guides" / "field.md"
HEAD = "Ce qui se passe ;Commune;À quelle fréquence ?;Date;Courriel;Couleur\n"


def locate(said):
    return {"Redon": Place("k"), "Saint": Place(nearest=("Saint-Malo (35)",))}.get(said, Place())


def read(text, encoding="utf-8"):
    return read_table(text.encode(encoding), locate, TODAY)


class TestReadingATable:
    def test_a_good_line(self):
        table = read(HEAD + "On attend;Redon;Souvent;01/02/2026;m@exemple.bzh;bleu\n")
        (line,) = table.lines
        assert (line.number, line.words, line.territory, line.frequency) == (2, "On attend", "k", "often")
        assert (line.day, line.mail) == (date(2026, 2, 1), "m@exemple.bzh")
        assert table.ignored == ("Couleur",)

    @pytest.mark.parametrize(
        ("row", "column", "fault", "nearest"),
        [
            (";Redon;;;;", "Ce qui se passe", Fault.NO_WORDS, ()),
            ("x" * 20_001 + ";;;;;", "Ce qui se passe", Fault.TOO_LONG, ()),
            ("a;Saint;;;;", "Commune", Fault.PLACE_UNSURE, ("Saint-Malo (35)",)),
            ("a;Zzz;;;;", "Commune", Fault.PLACE_UNKNOWN, ()),
            ("a;;souvant;;;", "À quelle fréquence ?", Fault.FREQUENCY_UNKNOWN, ("souvent",)),
            ("a;;;hier;;", "Date", Fault.DAY_UNREADABLE, ()),
            ("a;;;31/02/2026;;", "Date", Fault.DAY_UNREADABLE, ("28/02/2026",)),
            ("a;;;2024-02-30;;", "Date", Fault.DAY_UNREADABLE, ("29/02/2024",)),
            ("a;;;00/02/2026;;", "Date", Fault.DAY_UNREADABLE, ()),
            ("a;;;03/13/2026;;", "Date", Fault.DAY_UNREADABLE, ()),
            ("a;;;0001-01-01;;", "Date", Fault.DAY_TOO_OLD, ()),
            ("a;;;31/12/1989;;", "Date", Fault.DAY_TOO_OLD, ()),
            ("a;;;03/03/2026;;", "Date", Fault.DAY_TO_COME, ()),
            ("a;;;;marie;", "Courriel", Fault.MAIL_UNREADABLE, ()),
            ("a;;;;m@b@c.fr;", "Courriel", Fault.MAIL_UNREADABLE, ()),
            ("a;;;;" + "m" * 250 + "@c.fr;", "Courriel", Fault.TOO_LONG, ()),
            ("a;" + "x" * 201 + ";;;;", "Commune", Fault.TOO_LONG, ()),
            ("x" * 200_000 + ";;;;;", "Ce qui se passe", Fault.TOO_LONG, ()),
            ("\u202e;;;;;bleu", "Ce qui se passe", Fault.NO_WORDS, ()),
            ("a;;;;;bleu;encore", "", Fault.TOO_MANY_CELLS, ()),
        ],
    )
    def test_each_bad_line_is_named(self, row, column, fault, nearest):
        table = read(f"{HEAD}bon;;;;;\n{row}\n")
        (bad,) = table.bad
        assert (bad.line, bad.column, bad.fault, bad.nearest) == (3, column, fault, nearest)
        assert table.bad_lines == [3]
        assert [line.number for line in table.lines] == [2]

    @pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;\r"])
    def test_the_line_by_which_excel_says_what_separates(self, first):
        table = read(f"{first}\ntexte;date\na, b;01/02/2026\n")
        assert [(line.number, line.words) for line in table.lines] == [(2, "a, b")]
        assert read("sep=,\ntexte,date\na;b,\n").lines[0].words == "a;b"
        assert read("sep=\t\ntexte\tdate\na;b\t\n").lines[0].words == "a;b"

    @pytest.mark.parametrize("title", ["Remontées 2026", "Remontées, entendues à Redon;", "\nTitre"])
    def test_a_title_above_the_headings(self, title):
        table = read(f"{title}\n\ntexte;date\na;hier\nb;\n")
        place = title.count("\n") + 5
        assert [line.number for line in table.lines] == [place]
        assert table.bad_lines == [place - 1]
        assert read("Titre\ntexte,date\na,01/02/2026\n").lines[0].day == date(2026, 2, 1)

    def test_headings_that_are_not_ours_are_no_title(self):
        assert read("couleur;goût\ntexte;date\na;b\n").fault == TableFault.NO_WORDS_COLUMN

    @pytest.mark.parametrize(
        "said",
        [
            *("12/02/2026 14:30", "12/02/2026 14:30:05", "12/02/2026 14h30", "12/02/2026 à 9h", "2026-02-12T14:30:00Z"),
            *(
                "12 février 2026",
                "jeudi 12 février 2026",
                "le 12 Février 2026",
                "12 févr. 2026",
                "12 fevrier 2026 14:30",
            ),
        ],
    )
    def test_days_with_an_hour_or_in_words(self, said):
        assert read_day(said) == date(2026, 2, 12)

    @pytest.mark.parametrize(
        "said", ["12 ju 2026", "12 jui 2026", "31 février 2026", "12 brumaire 2026", "14:30", "février"]
    )
    def test_what_is_no_day(self, said):
        assert read_day(said) is None
        assert read_day("1er mars 2026") == date(2026, 3, 1)

    def test_a_quote_never_closed_is_said(self):
        table = read('texte;date\na;\n"b;01/02/2026\nc;\nd;\n')
        assert [line.words for line in table.lines] == ["a"]
        (bad,) = table.bad
        assert (bad.line, bad.fault) == (3, Fault.OPEN_QUOTE)
        assert "jamais fermé" in said_fault(bad)
        assert not read('texte;date\nun écran de 5";\nb;\n').bad

    def test_the_questions_of_the_form_are_headings(self):
        head = (
            "Que se passe-t-il ?;Pour qui est-ce difficile ?;Où cela se passe-t-il ?;À quelle fréquence ?;"
            "Qu’a-t-on déjà essayé ?;Entendu le;Votre nom;Votre courriel;Votre téléphone\n"
        )
        table = read(head + "On attend;des familles;Redon;souvent;rien;01/02/2026;M;m@exemple.bzh;0299000000\n")
        (line,) = table.lines
        assert table.ignored == ()
        assert (line.for_whom, line.territory, line.tried, line.name) == ("des familles", "k", "rien", "M")
        assert (line.day, line.phone) == (date(2026, 2, 1), "0299000000")

    def test_every_column_that_is_kept_is_measured(self):
        head = "texte;pour qui;déjà essayé;nom;téléphone\n"
        row = f"a;{'x' * 301};{'x' * 20_001};{'x' * 151};{'x' * 41}\n"
        assert {bad.column for bad in read(head + row).bad} == set(head.strip().split(";")) - {"texte"}

    def test_the_same_line_twice_is_named(self):
        assert read("texte;nom\na;M\nb;M\na;M\na;N\na;M\n").repeated == ((4, 2), (6, 2))

    def test_only_a_frequency_that_is_close_is_offered(self):
        assert read(HEAD + "a;;qwerty;;;\n").bad[0].nearest == ()
        assert read(HEAD + "a;;souvant;;;\n").bad[0].nearest == ("souvent",)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_what_a_spreadsheet_saves_as_unicode_is_read(self, encoding):
        mark = "" if encoding == "utf-16" else "\ufeff"
        assert read(f"{mark}texte;Date\nÉté comme hiver;\n", encoding).lines[0].words == "Été comme hiver"
        assert read_table(b"\xff\xfea", locate, TODAY).fault == TableFault.UNREADABLE

    def test_a_column_without_heading_is_nothing_and_one_that_is_not_understood_is_named(self):
        table = read("Témoignage,,Couleur\nÀ la mairie,x,bleu\n")
        assert table.ignored == ("Couleur",)
        assert table.lines[0].words == "À la mairie"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_as_spreadsheets_save_it(self, encoding):
        assert read("Témoignage,Où ?\nÀ la mairie,Redon\n", encoding).lines[0].words == "À la mairie"

    def test_lines_within_cells_and_empty_lines(self):
        table = read('texte;date\n"un\ndeux";\n;\ntrois;\n')
        assert [line.words for line in table.lines] == ["un\ndeux", "trois"]

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (b"\x00\x01", TableFault.UNREADABLE),
            (b"texte\n" + b"a" * (8 * 1024 * 1024 + 1), TableFault.UNREADABLE),
            (b"", TableFault.EMPTY),
            (b"texte\n", TableFault.EMPTY),
            (b"couleur\nbleu\n", TableFault.NO_WORDS_COLUMN),
            (b"texte\n" + b"a\n" * 5_001, TableFault.TOO_MANY_LINES),
        ],
    )
    def test_a_table_that_is_none(self, content, fault):
        assert read_table(content, locate, TODAY).fault == fault

    def test_bytes_that_no_charset_knows(self):
        assert read_table(b"texte\n\x81\n", locate, TODAY).lines

    @given(st.binary(max_size=300))
    def test_nothing_stops_the_reading(self, content):
        read_table(content, locate, TODAY)

    def test_days(self):
        assert read_day("26-11-26") == read_day("26.11.2026") == read_day("2026-11-26") == date(2026, 11, 26)
        assert read_day("31/02/2026") is None


@pytest.mark.django_db
class TestImporting:
    CONTENT = HEAD.encode() + b"On attend;Redon;Souvent;01/02/2026;;\nSans lieu;Zzzzzz;;;;\nAutre;;;;;\n"

    def test_the_dry_run_takes_nothing_and_looks_places_up(self):
        batch = check_table(TeamMemberFactory(), self.CONTENT, name="terrain.csv")
        table = read_batch(batch)
        assert len(table.lines) == 2
        assert [bad.fault for bad in table.bad] == [Fault.PLACE_UNKNOWN]
        assert not FieldSignal.objects.exists()
        near = read_batch(check_table(TeamMemberFactory(), b"texte;commune\na;Redonn\n", name="x.csv"))
        assert any("Redon" in name for name in near.bad[0].nearest)

    def test_good_lines_are_taken_once(self):
        team = TeamMemberFactory()
        batch = import_table(team, check_table(team, self.CONTENT, name="terrain.csv"))
        signal = FieldSignal.objects.get(words="On attend")
        assert (signal.origin, signal.territory.code, signal.heard_on) == (Origin.IMPORT, "35236", date(2026, 2, 1))
        assert not batch.content
        import_table(team, batch)
        import_table(team, check_table(team, self.CONTENT, name="autre nom.csv"))
        assert FieldSignal.objects.count() == 2
        assert ImportBatch.objects.count() == 1

    def test_a_corrected_table_brings_only_what_was_corrected(self):
        team = TeamMemberFactory()
        import_table(team, check_table(team, self.CONTENT, name="terrain.csv"))
        corrected = self.CONTENT.replace(b"Zzzzzz", b"Rennes")
        import_table(team, check_table(team, corrected, name="terrain.csv"))
        assert FieldSignal.objects.count() == 3

    def test_two_people_may_have_said_the_same(self):
        team = TeamMemberFactory()
        import_table(team, check_table(team, b"texte\nOn attend\nOn attend\n", name="x.csv"))
        assert FieldSignal.objects.count() == 2

    def test_one_line_that_fails_blocks_no_other_and_is_named(self, monkeypatch):
        taken = importing.take_signal

        def fragile(actor, told):
            if told.words == "casse":
                FieldSignal.objects.create(reference="x" * 30, seed="s", words="casse")
            if told.words == "refus":
                raise DomainError("Refusée.")
            return taken(actor, told)

        monkeypatch.setattr(importing, "take_signal", fragile)
        team = TeamMemberFactory()
        table = b"texte;date\nbon;\ncasse;\nrefus;\nencore;\nfaux;hier\n"
        batch = import_table(team, check_table(team, table, name="x.csv"))
        assert set(FieldSignal.objects.values_list("words", flat=True)) == {"bon", "encore"}
        assert [number for number, _why in batch.left] == [3, 4, 6]
        assert batch.left[1] == [4, "Refusée."]
        assert "casse" not in str(batch.left)
        last = Entry.objects.filter(kind="terrain.table_imported").get()
        assert (last.payload["taken"], last.payload["left"]) == (2, 3)

    def test_what_the_dry_run_shows_is_what_is_taken(self):
        team = TeamMemberFactory()
        long = "x" * 301
        content = f"texte;pour qui;courriel\na;{long};\nb;;m\u00e9l\nc;;\n".encode()
        batch = check_table(team, content, name="x.csv")
        shown = read_batch(batch)
        import_table(team, batch)
        assert shown.bad_lines == [2, 3]
        assert FieldSignal.objects.count() == len(shown.lines) == 1

    def test_a_table_without_a_good_line_is_refused(self):
        team = TeamMemberFactory()
        with pytest.raises(DomainError):
            import_table(team, check_table(team, b"couleur\nbleu\n", name="x.csv"))

    def test_a_table_too_heavy_is_refused(self):
        with pytest.raises(DomainError):
            check_table(TeamMemberFactory(), b"x" * (5 * 1024 * 1024 + 1), name="x.csv")

    def test_only_the_team_imports(self):
        batch = check_table(TeamMemberFactory(), self.CONTENT, name="x.csv")
        for act in (
            lambda: check_table(PersonFactory(), b"x", name="x"),
            lambda: import_table(PersonFactory(), batch),
        ):
            with pytest.raises(Refused):
                act()

    def test_what_was_told_is_not_in_the_ledger(self):
        team = TeamMemberFactory()
        import_table(team, check_table(team, b"texte;nom\nCanari;Canari\n", name="canari.csv"))
        assert "anari" not in str(list(Entry.objects.values()))


def test_the_guide_tells_every_heading_that_is_understood():
    told = fold(GUIDE.read_text(encoding="utf-8")).replace("’", "'")
    missing = [name for names in HEADINGS.values() for name in names if not re.search(rf"[|,] {name} ?[|,]", told)]
    assert not missing
