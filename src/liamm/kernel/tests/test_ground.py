import io
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from liamm.kernel import clock, closing, env, storage
from liamm.kernel.access import SYSTEM, LinkHolder, actor_key
from liamm.kernel.actions import Citation, DomainError, inside_action
from liamm.kernel.env import ConfigurationError
from liamm.kernel.jobs import JOBS, PULSES
from liamm.kernel.jobs.worker import _beat, beating
from liamm.kernel.lab import find_lab, read_identity
from liamm.kernel.live import announce, live_url, topic_of
from liamm.kernel.model import uuid7
from liamm.kernel.numbering.references import next_reference


class TestClock:
    def test_the_house_can_be_told_what_time_it_is(self):
        moment = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
        with clock.at(moment):
            assert clock.now() == moment
            assert clock.today().isoformat() == "2026-01-01"
        assert clock.now() != moment

    def test_a_moment_has_a_time_zone(self):
        with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001  # that is the point
            pass


class TestEnv:
    def test_words_flags_and_numbers(self, monkeypatch):
        monkeypatch.setenv("LIAMM_X", "oui")
        assert env.flag("LIAMM_X", "…", default=False)
        monkeypatch.setenv("LIAMM_X", "non")
        assert not env.flag("LIAMM_X", "…", default=True)
        monkeypatch.setenv("LIAMM_X", "peut-être")
        with pytest.raises(ConfigurationError, match="peut-être"):
            env.flag("LIAMM_X", "…", default=True)
        with pytest.raises(ConfigurationError, match="whole number"):
            env.number("LIAMM_X", 3, "…")
        monkeypatch.setenv("LIAMM_X", "4")
        assert env.number("LIAMM_X", 3, "…") == 4
        monkeypatch.setenv("LIAMM_X", "a, b ,")
        assert env.words("LIAMM_X", "", "…") == ["a", "b"]
        del env.DECLARED["LIAMM_X"]

    def test_a_secret_may_live_in_a_file(self, monkeypatch, tmp_path):
        (tmp_path / "key").write_text("chut\n")
        monkeypatch.setenv("LIAMM_X_FILE", str(tmp_path / "key"))
        assert env.secret("LIAMM_X", "", "…") == "chut"
        monkeypatch.setenv("LIAMM_X_FILE", str(tmp_path / "absent"))
        with pytest.raises(ConfigurationError, match="not a file"):
            env.secret("LIAMM_X", "", "…")
        del env.DECLARED["LIAMM_X"]


class TestIdentifiers:
    def test_they_are_ordered_in_time_and_well_formed(self):
        made = [uuid7() for _ in range(50)]
        assert {one.version for one in made} == {7}
        assert {one.variant for one in made} == {"specified in RFC 4122"}
        assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)

    @pytest.mark.django_db
    def test_references_follow_each_other_by_year(self):
        with clock.at(datetime(2026, 5, 1, tzinfo=UTC)):
            assert [next_reference("D"), next_reference("D"), next_reference("R")] == [
                "D-2026-001",
                "D-2026-002",
                "R-2026-001",
            ]
        with clock.at(datetime(2027, 5, 1, tzinfo=UTC)):
            assert next_reference("D") == "D-2027-001"


class TestActors:
    def test_the_ledger_names_each_kind(self):
        one = uuid7()
        assert actor_key(SYSTEM) == "system"
        assert actor_key(LinkHolder(one)) == f"link:{one}"
        assert actor_key(AnonymousUser()) == "visitor"
        assert not inside_action()

    def test_a_refusal_says_what_why_and_the_nearest_thing(self):
        refusal = DomainError("Fermé.", citation=Citation("4.0", "2.6"), nearest="Venez lundi.")
        assert str(refusal) == "Fermé. Venez lundi."


def picture(kind="PNG", size=(8, 8)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


class TestStorage:
    def test_an_image_is_kept_without_its_metadata(self):
        image = Image.new("RGB", (3_000, 10))
        exif = image.getexif()
        exif[0x010E] = "SECRET-PLACE"
        out = io.BytesIO()
        image.save(out, "JPEG", exif=exif)
        assert b"SECRET-PLACE" in out.getvalue()
        kept = storage.keep(SimpleUploadedFile("photo.jpg", out.getvalue()), "essai")
        content = storage.default_storage.open(kept.path).read()
        assert b"SECRET-PLACE" not in content
        assert Image.open(io.BytesIO(content)).width <= 2_400
        assert kept.media_type == "image/jpeg"

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("vide.txt", b"", "est vide"),
            ("page.html", b"<html><script>alert(1)</script>", "pas d’un type"),
            ("outil.exe", b"MZ\x90\x00\x03" + b"\x00" * 60, "pas d’un type"),
            ("faux.png", picture()[:40], "comme une image"),
        ],
    )
    def test_what_cannot_be_taken_is_refused_in_words(self, name, content, said):
        with pytest.raises(DomainError, match=said):
            storage.keep(SimpleUploadedFile(name, content), "essai")

    def test_a_heavy_file_is_refused_with_its_weight(self, monkeypatch):
        monkeypatch.setattr(storage, "MOST_BYTES", 10)
        with pytest.raises(DomainError, match="pèse"):
            storage.keep(SimpleUploadedFile("x.txt", b"0123456789ABC"), "essai")

    def test_what_is_handed_over_cannot_run(self):
        text = storage.keep(SimpleUploadedFile("note.txt", "déjà vu".encode()), "essai")
        response = storage.serve(text)
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response["Content-Security-Policy"]
        shown = storage.serve(storage.keep(SimpleUploadedFile("p.png", picture()), "essai"))
        assert shown["Content-Type"] == "image/png"
        assert storage.sniff(b"\x00\x01\x02\x03\x04") == "application/octet-stream"


class TestLab:
    def test_a_missing_or_broken_identity_names_its_file(self, tmp_path):
        with pytest.raises(ConfigurationError, match="nulle-part"):
            find_lab(str(tmp_path), "nulle-part")
        (tmp_path / "lab.toml").write_text("key = ")
        with pytest.raises(ConfigurationError, match=r"lab\.toml cannot be read"):
            read_identity(tmp_path)
        (tmp_path / "lab.toml").write_text("key = 'x'")
        with pytest.raises(ConfigurationError, match="name"):
            read_identity(tmp_path)
        assert read_identity(find_lab("", "ti-lab")).name == "Ti Lab"

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('granite = "#1d2b36"', 'granite = "rouge"', "« colours.granite »: « rouge » is no colour"),
            ('dot = "ajonc"', 'dot = "ajon"', "Did you mean « ajonc »"),
            ('archipel = "mer"', 'archipel = "mers"', "« functions.archipel »"),
            ('timezone = "Europe/Paris"', 'timezone = "Europe/Pari"', "is no time zone"),
        ],
    )
    def test_an_identity_that_leads_nowhere_names_its_line(self, tmp_path, old, new, said):
        text = (find_lab("", "ti-lab") / "lab.toml").read_text(encoding="utf-8")
        number = text[: text.index(old)].count("\n") + 1
        (tmp_path / "lab.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ConfigurationError, match=rf"lab\.toml, line {number}: ") as caught:
            read_identity(tmp_path)
        assert said in str(caught.value)

    def test_an_unknown_laboratory_names_those_there_are(self):
        with pytest.raises(ConfigurationError, match="ti-lab") as caught:
            find_lab("", "ti-lub")
        assert "Did you mean « ti-lab »" in str(caught.value)


class TestClosing:
    def test_conditions_are_asked_and_said(self):
        closing.closing_condition("kennel")(lambda _id: ["la niche"])
        assert closing.missing_to_close("kennel", uuid7()) == ["la niche"]
        assert closing.missing_to_close("garden", uuid7()) == []
        del closing._conditions["kennel"]


class TestLive:
    def test_only_a_fresh_signed_topic_is_heard(self):
        address = live_url("sitting:1")
        token = address.split("topic=")[1]
        assert topic_of(token) == "sitting:1"
        assert topic_of(token + "x") is None

    @pytest.mark.django_db(transaction=True)
    def test_what_is_announced_reaches_listeners_after_the_commit(self):
        with connection.cursor() as cursor:
            cursor.execute("LISTEN liamm_live")
            announce("sitting:1")
            heard = list(connection.connection.notifies(timeout=2, stop_after=1))
        assert [notice.payload for notice in heard] == ["sitting:1"]


class TestJobs:
    def test_the_house_has_its_pulses_and_jobs(self):
        assert "liamm.kernel.ledger.jobs.seal_the_ledger" in PULSES
        assert "post.forget_bodies" in JOBS

    @pytest.mark.django_db
    def test_a_pulse_that_fails_beats_again(self):
        beats = []

        class Stop:
            def wait(self, seconds):
                return len(beats) == 2

        def fail():
            beats.append(1)
            raise RuntimeError("once")

        pulse = type(next(iter(PULSES.values())))("test", 0.001, fail)
        _beat(pulse, Stop())
        assert len(beats) == 2

    def test_beating_stops_with_the_block(self, monkeypatch):
        monkeypatch.setattr("liamm.kernel.jobs.worker.PULSES", {})
        with beating():
            pass
