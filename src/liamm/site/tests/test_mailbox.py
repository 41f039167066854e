"""The local mailbox: what is accepted is kept whole, and read where it should be only."""

import asyncio
import smtplib
import socket
import threading
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings

from liamm.kernel import clock
from liamm.site import options
from liamm.site.jobs import forget_expired_mails, forget_recalled_mails
from liamm.site.mailbox import server
from liamm.site.mailbox.reading import lines, names, open_mail
from liamm.site.mailbox.server import Ours, serve
from liamm.site.mailbox.store import keep

pytestmark = pytest.mark.django_db
INBOUND = "terrain@lab.example"
REPLIES = "reponse@lab.example"


@pytest.fixture
def var(tmp_path, monkeypatch, settings):
    monkeypatch.setattr(options, "VAR", tmp_path)
    settings.LIAMM_LOCAL_MAIL = True
    settings.DEMONSTRATION = True
    return tmp_path


def letter(subject="Votre remontée", to="anne@example.org", **headers):
    message = EmailMessage()
    message["From"] = "maison@lab.example"
    message["To"] = to
    message["Subject"] = subject
    for key, value in headers.items():
        message[key] = value
    message.set_content("Bonjour Anne,\n\nlisez https://lab.example/suivi/abc\n")
    message.add_alternative("<p>Bonjour <b>Anne</b></p><script>alert(1)</script>", subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../reçu.pdf")
    return message


def put(var, message, name="1764000000000000000-0123abcd"):
    keep(var / "mail", name, message.as_bytes())
    return name


class TestServer:
    @pytest.fixture
    def letterbox(self):
        """The port of a letterbox that knows one address only."""

        class Box:
            async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # its name there
                if "+known@" not in address:
                    return "550 5.1.1 Nobody"
                envelope.rcpt_tos.append(address)
                return "250 Ok"

            async def handle_DATA(self, server, session, envelope):  # noqa: N802  # its name there
                return "250 Ok"

        with socket.create_server(("127.0.0.1", 0)) as door:
            port = door.getsockname()[1]
        controller = Controller(Box(), hostname="127.0.0.1", port=port)
        controller.start()
        yield port
        controller.stop()

    @pytest.fixture
    def port(self, tmp_path, monkeypatch, letterbox):
        door = socket.create_server(("127.0.0.1", 0))
        loop = asyncio.new_event_loop()
        monkeypatch.setattr(loop, "add_signal_handler", lambda *_: None)  # only the main thread may
        task = loop.create_task(serve(door, tmp_path, Ours(INBOUND, REPLIES, ("127.0.0.1", letterbox))))

        def work():
            asyncio.set_event_loop(loop)
            with pytest.raises(asyncio.CancelledError):
                loop.run_until_complete(task)
            loop.close()

        thread = threading.Thread(target=work)
        thread.start()
        yield door.getsockname()[1]
        loop.call_soon_threadsafe(task.cancel)
        thread.join()

    def test_what_is_accepted_is_on_the_disk(self, port, tmp_path):
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(letter(Bcc="blind@example.org"))
            kept = names(tmp_path / "mail")
            assert len(kept) == 1
        mail = open_mail(tmp_path / "mail", kept[0])
        assert mail.line.to == "anne@example.org, blind@example.org"
        assert mail.line.subject == "Votre remontée"
        assert not (tmp_path / "mail-in").exists()

    @pytest.mark.parametrize("address", [INBOUND, "Terrain+R-2041@LAB.example"])
    def test_mails_to_the_lab_are_laid_where_the_worker_looks(self, port, tmp_path, address):
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(letter(to=address))
        assert len(names(tmp_path / "mail-in")) == 1

    def test_answers_go_to_the_letterbox_and_its_word_comes_back(self, port, tmp_path):
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(letter(to="Reponse+known@lab.example"))
            assert len(names(tmp_path / "mail")) == 1
            assert not (tmp_path / "mail-in").exists()
            with pytest.raises(smtplib.SMTPDataError) as refused:
                client.send_message(letter(to="reponse+other@lab.example"))
        assert refused.value.smtp_code == 550

    @pytest.mark.parametrize("letterbox", [1])
    def test_an_answer_waits_while_the_letterbox_is_closed(self, port):
        with smtplib.SMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPDataError) as refused:
            client.send_message(letter(to="reponse+known@lab.example"))
        assert refused.value.smtp_code == 451

    def test_a_mail_that_cannot_be_kept_is_not_accepted(self, port, tmp_path):
        (tmp_path / "mail").write_text("in the way")
        with smtplib.SMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPDataError):
            client.send_message(letter())

    def test_a_draft_is_no_mail(self, tmp_path):
        (tmp_path / "mail").mkdir()
        (tmp_path / "mail" / ".1-0.abc").write_bytes(b"half")
        assert names(tmp_path / "mail") == []

    def test_a_mail_that_is_gone_is_left_out(self, tmp_path):
        assert lines(tmp_path, ["1-0123abcd"]) == []

    def test_it_says_its_limit(self):
        assert server._LARGEST >= 15 * 1024 * 1024 * 2


class TestPages:
    def test_an_empty_box_says_how_to_fill_it(self, client, var):
        text = client.get("/courrier-local/").content.decode()
        assert "Rien n’est encore arrivé" in text

    def test_newest_first_and_its_queries_do_not_grow(self, client, var, django_assert_max_num_queries):
        for number in range(60):
            put(var, letter(f"Lettre {number}"), f"{1764000000000000000 + number}-0123abcd")
        with django_assert_max_num_queries(2):
            text = client.get("/courrier-local/").content.decode()
        assert text.index("Lettre 59") < text.index("Lettre 58")
        assert "Lettre 9<" not in text
        assert "Lettre 9<" in client.get("/courrier-local/?page=2").content.decode()

    def test_a_mail_is_read_with_its_links_headers_and_files(self, client, var):
        name = put(var, letter(**{"Message-ID": "<42@lab.example>"}))
        text = client.get(f"/courrier-local/{name}/").content.decode()
        assert '<a href="https://lab.example/suivi/abc"' in text
        assert "&lt;42@lab.example&gt;" in text
        assert "reçu.pdf" in text

    def test_its_html_can_run_nothing(self, client, var):
        name = put(var, EmailMessage())
        policy = client.get(f"/courrier-local/{name}/mise-en-forme/")["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert policy.startswith("sandbox")
        assert "allow-scripts" not in policy

    def test_a_file_is_downloaded_under_a_harmless_name(self, client, var):
        name = put(var, letter())
        response = client.get(f"/courrier-local/{name}/0/")
        assert response.content == b"%PDF-1.7"
        assert response["Content-Disposition"] == 'attachment; filename="1.pdf"'
        assert client.get(f"/courrier-local/{name}/7/").status_code == 404

    @pytest.mark.parametrize("path", ["", "1764000000000000000-0123abcd/", "1-0123abcd/"])
    def test_there_is_no_such_page_where_mails_leave_for_real(self, client, var, path):
        put(var, letter())
        with override_settings(LIAMM_LOCAL_MAIL=False):
            assert client.get(f"/courrier-local/{path}").status_code == 404

    def test_out_of_a_demonstration_only_the_machine_itself_reads(self, client, var, settings):
        settings.DEMONSTRATION = False
        assert client.get("/courrier-local/").status_code == 200
        assert client.get("/courrier-local/", REMOTE_ADDR="203.0.113.9").status_code == 404
        assert client.get("/courrier-local/", REMOTE_ADDR="").status_code == 404

    def test_an_unknown_mail_is_not_found(self, client, var):
        assert client.get("/courrier-local/1-0123abcd/").status_code == 404
        assert client.get("/courrier-local/..%2f..%2fsecret-key/").status_code == 404


def test_a_mail_that_says_when_it_is_over_is_let_go_of_then(var):
    plain, broken = letter().as_bytes(), letter(Expires="bientôt").as_bytes()
    coded = letter(Expires="Mon, 30 Nov 2026 18:00:00 -0000").as_bytes()
    for name, content in (("1", plain), ("2", broken), ("3", coded)):
        keep(var / "mail", name, content)
    for hour, left in ((17, {"1", "2", "3"}), (18, {"1", "2"})):
        with clock.at(datetime(2026, 11, 30, hour, tzinfo=UTC)):
            forget_expired_mails()
        assert {path.stem for path in (var / "mail").glob("*.eml")} == left


def test_a_mail_that_is_recalled_is_let_go_of_at_once(var):
    for name in ("1", "2", "3"):
        keep(var / "mail", name, letter(**{"Message-ID": f"<{name}@lab.example>"}).as_bytes())
    (var / "mail" / "4.eml").symlink_to(var / "gone")
    forget_recalled_mails({"<2@lab.example>", "<9@lab.example>"})
    assert {path.stem for path in (var / "mail").glob("*.eml")} == {"1", "3", "4"}


def test_no_mail_is_kept_here_longer_than_its_words_are_in_the_outbox(var):
    keep(var / "mail", "1", letter().as_bytes())
    for days, left in ((29, ["1"]), (31, [])):
        with clock.at(clock.in_days(days)):
            forget_expired_mails()
        assert [path.stem for path in (var / "mail").glob("*.eml")] == left
