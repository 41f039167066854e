import io
from email.message import EmailMessage

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.terrain import inbox
from liamm.features.terrain.actions import read_signal, take_mail
from liamm.features.terrain.enums import InboundState, Origin, SignalState
from liamm.features.terrain.jobs import forget_what_is_old, take_mails
from liamm.features.terrain.models import FieldSignal, InboundMail
from liamm.features.terrain.queries.desk import desk_signal
from liamm.features.terrain.rules.mails import as_reply, read_mail, split_words, text_of_html
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.model import uuid7
from liamm.kernel.post.models import Message


def pixel():
    out = io.BytesIO()
    Image.new("RGB", (1, 1)).save(out, "PNG")
    return out.getvalue()


DOMAIN = django_settings.LIAMM_MAIL_DOMAIN
PIXEL = pixel()


def mail(body="On revient trois fois à la mairie.", **headers):
    message = EmailMessage()
    defaults = {"From": "Marie Bihan <marie@exemple.example>", "Subject": "Guichet", "Message_ID": "<a@exemple>"}
    for name, value in {**defaults, **headers}.items():
        if value is not None:
            message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


class TestReadingAMail:
    def test_the_plain_case(self):
        read = read_mail(mail(Date="Mon, 02 Mar 2026 10:00:00 +0100").as_bytes())
        assert (read.sender, read.name, read.subject) == ("marie@exemple.example", "Marie Bihan", "Guichet")
        assert read.words == "On revient trois fois à la mairie."
        assert read.at.isoformat() == "2026-03-02T10:00:00+01:00"
        assert not read.automatic

    @pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15"])
    def test_charsets(self, charset):
        raw = (
            f"From: =?{charset}?Q?Ma=EFwenn?= <m@exemple.example>\r\nSubject: x\r\n"
            f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        ).encode() + "À la mairie de Plœuc".encode(charset, "replace")
        assert read_mail(raw).words.startswith("À la mairie de Pl")

    def test_a_charset_that_lies_or_does_not_exist(self):
        for charset in ("utf-8", "x-inconnu"):
            raw = f"From: a@exemple.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
            assert read_mail(raw + "déjà".encode("cp1252")).words == "déjà"

    def test_bytes_in_headers_without_a_charset(self):
        raw = "From: Maïwenn <m@exemple.example>\r\nSubject: Déjà dit\r\n\r\nBonjour".encode()
        assert (read_mail(raw).name, read_mail(raw).subject) == ("Maïwenn", "Déjà dit")

    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            ("=?utf-8?Q?D=C3=A9j=C3=A0?= vu", "Déjà vu"),
            ("=?utf-8?B?a?=", "=?utf-8?B?a?="),
            ("=?x-inconnu?Q?D=E9j=E0?=", "Déjà"),
            ("Déjà vu\u2009!", "Déjà vu !"),
        ],
    )
    def test_subjects(self, raw, said):
        content = f"From: a@exemple.example\r\nSubject: {raw}\r\n\r\nBonjour".encode()
        assert read_mail(content).subject == said

    def test_moments_that_are_none(self):
        for day in ("hier", "Mon, 02 Mar 2026 10:00:00", ""):
            assert read_mail(f"From: a@b.example\r\nDate: {day}\r\n\r\nx".encode()).at is None

    def test_parts_that_are_no_words_are_left(self):
        message = mail()
        message.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
        assert "VCALENDAR" not in read_mail(message.as_bytes()).words

    def test_a_file_without_a_name(self):
        message = mail()
        message.add_attachment(b"x", maintype="application", subtype="octet-stream")
        assert read_mail(message.as_bytes()).attachments[0].name == "piece-jointe"

    def test_html_only(self):
        message = mail()
        message.set_content("<style>p{}</style><p>Bonjour,</p><div>Trois&nbsp;fois<br>au guichet</div>", subtype="html")
        assert read_mail(message.as_bytes()).words == "Bonjour,\n\nTrois fois\nau guichet"

    def test_the_plain_part_wins_over_its_html_twin(self):
        message = mail("Le texte")
        message.add_alternative("<p>Le <b>texte</b> en couleurs</p>", subtype="html")
        assert read_mail(message.as_bytes()).words == "Le texte"

    def test_attachments_are_apart(self):
        message = mail()
        message.add_attachment(PIXEL, maintype="image", subtype="png", filename="guichet à midi.png")
        (one,) = read_mail(message.as_bytes()).attachments
        assert (one.name, one.content) == ("guichet à midi.png", PIXEL)

    def test_what_is_quoted_or_signed_is_kept_apart(self):
        words, rest = split_words(
            "Bonjour,\nC’est toujours pareil.\n\nCordialement\nMarie\n\nLe 2 mars, X a écrit :\n> ah"
        )
        assert words == "Bonjour,\nC’est toujours pareil."
        assert rest.startswith("Cordialement")
        assert "> ah" in rest

    def test_a_text_that_only_quotes_stays_whole(self):
        assert split_words("> un\n> deux") == ("> un", "> deux")
        assert split_words("") == ("", "")

    @pytest.mark.parametrize(
        "headers",
        [
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "bulk"},
            {"X_Autoreply": "yes"},
            {"Return_Path": "<>"},
            {"From": "MAILER-DAEMON@exemple.example"},
            {"From": "no-reply@exemple.example"},
            {"List_Id": "<liste.exemple>"},
        ],
    )
    def test_machines_are_recognised(self, headers):
        assert read_mail(mail(**headers).as_bytes()).automatic

    @pytest.mark.parametrize(
        "subject",
        [
            "Réponse automatique : absent",
            "Re: Absence du bureau",
            "Automatic reply: away",
            "Out of Office",
            "Autoreply",
        ],
    )
    def test_an_automatic_subject_with_a_header_of_machines(self, subject):
        assert read_mail(mail(Subject=subject, X_Auto_Response_Suppress="All").as_bytes()).automatic
        assert read_mail(mail(Subject=subject, Precedence="normal").as_bytes()).automatic
        assert not read_mail(mail(Subject=subject).as_bytes()).automatic

    def test_the_header_alone_is_not_enough(self):
        read = read_mail(mail(Subject="Réponse du guichet", X_Auto_Response_Suppress="DR, OOF").as_bytes())
        assert (read.automatic, read.answerable) == (False, False)
        assert read_mail(mail(X_Auto_Response_Suppress="DR").as_bytes()).answerable

    def test_an_inline_picture_without_a_name_is_a_file(self):
        message = mail()
        message.add_attachment(PIXEL, maintype="image", subtype="png", disposition="inline")
        assert read_mail(message.as_bytes()).attachments[0].content == PIXEL

    def test_a_person_who_says_so_is_not_a_machine(self):
        assert not read_mail(mail(Auto_Submitted="no").as_bytes()).automatic

    def test_without_an_identifier_one_is_made_of_the_content(self):
        first, second = (read_mail(mail(Message_ID=None).as_bytes()).message_id for _ in range(2))
        assert first == second
        assert "sans-identifiant" in first

    @given(st.binary(max_size=600))
    def test_nothing_stops_the_reading(self, content):
        assert read_mail(content).message_id

    @given(st.text(max_size=300))
    def test_no_markup_stops_the_reading(self, markup):
        assert isinstance(text_of_html(markup), str)

    def test_a_reply_names_its_signal(self):
        one = "01890a5d-ac96-774b-bcce-b302099a8057"
        assert str(as_reply(["<x@y>", f"<signal.{one}@{DOMAIN}>"], DOMAIN)) == one
        assert as_reply([f"<signal.{one}@ailleurs>", f"<signal.{'-' * 36}@{DOMAIN}>"], DOMAIN) is None


@pytest.mark.django_db
class TestTakingAMail:
    def take(self, message):
        return take_mail(SYSTEM, read_mail(message.as_bytes()))

    def test_it_becomes_a_signal_with_a_receipt(self, letters):
        message = mail()
        message.add_attachment(PIXEL, maintype="image", subtype="png", filename="photo.png")
        message.add_attachment(b"MZ\x00\x00", maintype="application", subtype="x-msdownload", filename="virus.exe")
        taken = self.take(message)
        signal = taken.signal
        assert (taken.state, signal.origin, signal.may_publish) == (InboundState.TAKEN, Origin.MAIL, False)
        assert signal.words == "Guichet\n\nOn revient trois fois à la mairie."
        assert [file.name for file in signal.files.all()] == ["photo.png"]
        assert "virus.exe" in taken.reason
        assert "n’est pas d’un type" in signal.left_files.get().why
        (receipt,) = letters()
        assert "n’est pas d’un type" in receipt.body
        desk = desk_signal(TeamMemberFactory(), signal)
        assert [one.why for one in desk.left] == [signal.left_files.get().why]
        assert receipt.to == ["Marie Bihan <marie@exemple.example>"]
        assert receipt.extra_headers["Auto-Submitted"] == "auto-generated"

    def test_bad_or_too_many_files_never_lose_the_words(self):
        message = mail()
        message.add_attachment(PIXEL[:40], maintype="image", subtype="png", filename="cassée.png")
        for number in range(11):
            message.add_attachment(b"note", maintype="text", subtype="plain", filename=f"{number}.txt")
        taken = self.take(message)
        assert taken.signal.files.count() == 10
        assert taken.reason.endswith("cassée.png, 10.txt")

    def test_what_is_quoted_is_kept_but_marked(self):
        signal = self.take(mail("Encore.\n\n-- \nMarie Bihan\nSecrétaire", Subject="")).signal
        assert signal.words.splitlines()[0] == "Encore."
        assert "Cité ou signé" in signal.words
        assert "Secrétaire" in signal.words

    def test_the_same_mail_is_taken_once(self):
        first, second = self.take(mail()), self.take(mail())
        assert first == second
        assert FieldSignal.objects.count() == InboundMail.objects.count() == 1

    def test_machines_are_left_unanswered(self, letters):
        assert self.take(mail(Auto_Submitted="auto-replied")).state == InboundState.IGNORED
        assert letters() == []

    @pytest.mark.parametrize("header", [{"List_Id": "<liste.exemple>"}, {"Precedence": "list"}])
    def test_a_list_is_left_unanswered_and_said_to_be_one(self, letters, header):
        taken = self.take(mail(**header))
        assert (taken.state, taken.reason) == (InboundState.IGNORED, "envoi d’une liste de diffusion")
        assert letters() == []

    @pytest.mark.parametrize("wrong", [{"From": "personne"}, {"From": None}])
    def test_nobody_to_answer(self, wrong):
        assert self.take(mail(**wrong)).state == InboundState.REFUSED

    def test_a_subject_says_it_all(self):
        taken = self.take(mail("", Subject="Le guichet ferme à midi"))
        assert (taken.state, taken.signal.words) == (InboundState.TAKEN, "Le guichet ferme à midi")

    def test_nothing_to_read_is_answered_and_shown_to_the_team(self, letters, client):
        taken = self.take(mail("", Subject=""))
        assert (taken.state, taken.sender) == (InboundState.REFUSED, "marie@exemple.example")
        (answer,) = letters()
        assert answer.to == ["Marie Bihan <marie@exemple.example>"]
        assert "aucun texte que nous puissions lire" in answer.body
        assert "/remonter/" in answer.body
        client.force_login(TeamMemberFactory())
        desk = client.get("/terrain/bureau/").content.decode()
        for said in ("1 courriel n’a pas pu être pris", "(sans objet)", "marie@exemple.example", "aucun texte"):
            assert said in desk.replace("\u00a0", " ")

    def test_what_a_rule_refuses_is_answered_too(self, letters):
        message = mail("", Subject="")
        message.add_attachment(PIXEL, maintype="image", subtype="png", filename="photo.png")
        taken = self.take(message)
        assert (taken.state, taken.signal) == (InboundState.REFUSED, None)
        assert "quelques mots suffisent" in taken.reason
        assert "quelques mots suffisent" in letters()[0].body

    def test_nobody_is_written_to_over_and_over(self, letters):
        for number in range(5):
            self.take(mail("", Subject="", Message_ID=f"<{number}@exemple>"))
        assert len(letters()) == 3

    @pytest.mark.parametrize("wanted", ["All", "OOF, AutoReply", "AutoReply"])
    def test_who_wants_no_automatic_answer_gets_none(self, letters, wanted):
        assert self.take(mail(X_Auto_Response_Suppress=wanted)).state == InboundState.TAKEN
        assert self.take(mail("", Subject="", X_Auto_Response_Suppress=wanted, Message_ID="<b@exemple>")).sender
        assert letters() == []

    def test_what_was_refused_is_forgotten_after_a_month(self):
        taken = self.take(mail("", Subject="Re: x", References=f"<signal.{uuid7()}@{DOMAIN}>"))
        forget_what_is_old()
        taken.refresh_from_db()
        assert taken.sender
        InboundMail.objects.update(created_at=clock.in_days(-31))
        forget_what_is_old()
        taken.refresh_from_db()
        assert (taken.state, taken.sender, taken.subject) == (InboundState.REFUSED, "", "")

    def test_files_of_a_reply_are_kept_and_those_that_are_not_are_named(self, letters):
        signal = ReadSignalFactory(author__mail="marie@exemple.example")
        message = mail("", References=f"<signal.{signal.pk}@{DOMAIN}>")
        message.add_attachment(PIXEL, maintype="image", subtype="png", filename="photo.png")
        message.add_attachment(b"MZ\x00\x00", maintype="application", subtype="x-msdownload", filename="virus.exe")
        message.add_attachment(b"", maintype="text", subtype="plain", filename="vide.txt")
        assert self.take(message).state == InboundState.ADDED
        assert [file.name for file in signal.files.all()] == ["photo.png"]
        assert signal.left_files.count() == 2
        (answer,) = letters()
        assert "virus.exe" in answer.body
        assert "vide.txt" in answer.body

    def test_who_wants_no_automatic_answer_is_not_told_of_a_file_left(self, letters):
        signal = ReadSignalFactory(author__mail="marie@exemple.example")
        message = mail("Voici.", References=f"<signal.{signal.pk}@{DOMAIN}>", X_Auto_Response_Suppress="All")
        message.add_attachment(b"MZ\x00\x00", maintype="application", subtype="x-msdownload", filename="virus.exe")
        assert self.take(message).state == InboundState.ADDED
        assert signal.left_files.count() == 1
        assert letters() == []

    def test_an_answer_of_the_author_is_added_to_their_signal(self):
        signal = ReadSignalFactory(author__mail="Marie@exemple.example")
        reference = f"<signal.{signal.pk}@{DOMAIN}>"
        taken = self.take(mail("C’était jeudi.\n\nLe 2 mars, Ti Lab a écrit :\n> Quand ?", References=reference))
        assert (taken.state, taken.signal) == (InboundState.ADDED, signal)
        exchange = signal.exchanges.get()
        assert (exchange.text, exchange.from_author) == ("C’était jeudi.", True)
        assert "> Quand ?" in exchange.quoted
        assert FieldSignal.objects.count() == 1

    def test_an_answer_of_somebody_else_is_a_signal_of_its_own(self):
        signal = ReadSignalFactory(author__mail="autre@exemple.example")
        taken = self.take(mail(References=f"<signal.{signal.pk}@{DOMAIN}>"))
        assert taken.state == InboundState.TAKEN
        assert taken.signal != signal

    def test_an_answer_to_what_was_withdrawn_is_a_new_signal(self):
        signal = ReadSignalFactory(author__mail="marie@exemple.example", state=SignalState.WITHDRAWN)
        assert self.take(mail(References=f"<signal.{signal.pk}@{DOMAIN}>")).signal != signal

    def test_two_workers_take_the_same_mail_once(self, monkeypatch):
        """The other worker commits between our look and our writing."""
        real = InboundMail.objects.filter
        looks = []

        def filter_late(**wanted):
            looks.append(1)
            return real(pk=None) if len(looks) == 2 else real(**wanted)

        first = self.take(mail())
        monkeypatch.setattr(InboundMail.objects, "filter", filter_late)
        looks.append(1)
        assert self.take(mail()) == first

    def test_only_the_house_takes_mails(self):
        with pytest.raises(Refused):
            take_mail(TeamMemberFactory(), read_mail(mail().as_bytes()))


@pytest.mark.django_db
class TestTheFolder:
    @pytest.fixture(autouse=True)
    def folder(self, settings, tmp_path):
        settings.LIAMM_MAIL_FOLDER = tmp_path / "mail-in"
        inbox.inbox().mkdir()

    def drop(self, name, message):
        (inbox.inbox() / name).write_bytes(message if isinstance(message, bytes) else message.as_bytes())

    def names(self, folder):
        return sorted(path.name for path in (inbox.inbox() / folder).glob("*"))

    def test_each_mail_is_put_where_it_belongs(self):
        self.drop("1.eml", mail())
        self.drop("2.eml", mail(Auto_Submitted="auto-replied", Message_ID="<b@exemple>"))
        self.drop("3.eml", mail())
        take_mails()
        assert self.names("done") == ["1.eml", "3.eml"]
        assert self.names("refused") == ["2.eml", "2.eml.txt"]
        assert "réponse automatique" in (inbox.inbox() / "refused" / "2.eml.txt").read_text()
        assert FieldSignal.objects.count() == 1
        assert inbox.empty_inbox() == 0

    def test_no_folder_is_no_mail(self):
        inbox.inbox().rmdir()
        assert inbox.empty_inbox() == 0

    def test_one_that_breaks_does_not_keep_the_others(self, monkeypatch):
        read = inbox.read_mail
        monkeypatch.setattr(inbox, "read_mail", lambda content: 1 / 0 if b"boum" in content else read(content))
        self.drop("1.eml", mail("boum"))
        self.drop("2.eml", mail(Message_ID="<b@exemple>"))
        assert inbox.empty_inbox() == 2
        assert self.names("refused") == ["1.eml", "1.eml.txt"]
        assert InboundMail.objects.get(state=InboundState.REFUSED).message_id == "<1.eml@illisible>"

    def test_a_refusal_of_the_house_is_written_beside(self, monkeypatch):
        monkeypatch.setattr(inbox, "MOST_BYTES", 10)
        self.drop("1.eml", mail())
        inbox.empty_inbox()
        assert "pèse plus de 40" in (inbox.inbox() / "refused" / "1.eml.txt").read_text()
        assert InboundMail.objects.get().sender == "marie@exemple.example"
        assert "pèse plus de 40" in Message.objects.get().text.replace("\u00a0", " ")
        inbox.refuse_mail(SYSTEM, read_mail(mail().as_bytes()), reason="encore")
        assert Message.objects.count() == InboundMail.objects.count() == 1

    def test_without_the_database_mails_wait(self, monkeypatch):
        def down(actor, read):
            raise OperationalError

        monkeypatch.setattr(inbox, "take_mail", down)
        self.drop("1.eml", mail())
        assert inbox.empty_inbox() == 0
        assert self.names("") == ["1.eml"]

    def test_two_workers_at_once(self, monkeypatch):
        self.drop("1.eml", mail())
        path = inbox.inbox() / "1.eml"

        def other_worker(actor, read):
            path.unlink()
            return take_mail(actor, read)

        monkeypatch.setattr(inbox, "take_mail", other_worker)
        assert inbox.empty_inbox() == 0
        assert FieldSignal.objects.count() == 1


@pytest.mark.django_db
def test_a_signal_by_mail_is_read_like_any_other():
    signal = take_mail(SYSTEM, read_mail(mail().as_bytes())).signal
    assert read_signal(TeamMemberFactory(), signal).state == SignalState.READ


@pytest.mark.django_db
def test_a_mail_longer_than_a_signal_goes_whole_into_a_file():
    whole = "Le début. " + "mots " * 4_200 + " La fin."
    raw = f"From: m@exemple.example\r\nMessage-ID: <long@exemple>\r\n\r\n{whole}".encode()
    signal = take_mail(SYSTEM, read_mail(raw)).signal
    assert len(signal.words) == 20_000
    assert "message.txt" in signal.words
    with default_storage.open(signal.files.get().path) as kept:
        assert kept.read().decode() == whole
    told = f"<signal.{signal.pk}@{DOMAIN}>"
    raw = f"From: m@exemple.example\r\nMessage-ID: <r@exemple>\r\nIn-Reply-To: {told}\r\n\r\n{whole}".encode()
    assert take_mail(SYSTEM, read_mail(raw)).state == InboundState.ADDED
    assert "message.txt" in signal.exchanges.get().text
    assert signal.files.count() == 2
