from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.terrain import inbox
from liamm.features.terrain.actions import Told, add_precision, take_signal
from liamm.features.terrain.following import open_link
from liamm.features.terrain.models import FieldSignal, InboundMail, SealedOriginal
from liamm.features.terrain.rules.mails import read_mail, text_of_html
from liamm.features.terrain.rules.quoted_links import without_links
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.kernel.access import LinkHolder
from liamm.kernel.post.letters import stop_url
from liamm.kernel.post.models import Message

TOKEN = "AbCdEfGhIjKlMnOpQrStUvWxYz-_0123"
LINK = f"https://lab.example/suivi/{TOKEN}/"
OUT = "[retiré]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Voir {LINK} ici", "Voir [retiré] ici"),
        (f"> Voir <{LINK}>, merci", "> Voir [retiré], merci"),
        (f"({LINK}).", "([retiré])."),
        (f"{LINK}recu/?a=b.", "[retiré]."),
        (f"lab.example/suivi/{TOKEN}", "lab.example[retiré]"),
        (f"> https://lab.example/suivi/{TOKEN[:9]}\n> {TOKEN[9:]}/\n> Merci", "> [retiré]\n> Merci"),
        (f"https://lab.example/sui=\nvi/{TOKEN[:9]}=\n{TOKEN[9:]}/\nMerci", "[retiré]\nMerci"),
        (f"{LINK[:-1]}\nMerci à vous", "[retiré]\nMerci à vous"),
        (f"https://ailleurs.example/page\n{LINK}", "https://ailleurs.example/page\n[retiré]"),
        (f"https://filtre.example/?url=https%3A%2F%2Flab%2Fsuivi%2F{TOKEN}%2F&data=05 fin", "[retiré] fin"),
        (f"{LINK} et {LINK}", "[retiré] et [retiré]"),
        (f"{LINK}suivi/{TOKEN}/ fin", "[retiré] fin"),
        (f"http://lab/role/lien/{'a' * 43}/ http://lab/demandes/invitation/{'b' * 43}/", "[retiré] [retiré]"),
        (f"https://lab/presence/IjAx:1v2w3X:{'c' * 43}/", "[retiré]"),
        (f"https://lab/communaute/rejoindre/suivi/IjAx.e%3A1v2w3X%3A{'c' * 43}/", "[retiré]"),
        ("https://service.example/suivi/colis-12/ reste", "https://service.example/suivi/colis-12/ reste"),
    ],
)
def test_links_of_one_key(text, left):
    assert without_links(text, OUT) == left


def test_the_link_that_stops_letters():
    assert without_links(f"Ne plus recevoir : {stop_url('author:1', 'signal:1')}\nMerci", OUT).endswith(
        "[retiré]\nMerci"
    )


@given(st.text(max_size=300))
def test_other_texts_are_left_as_they_are(text):
    assert without_links(text, OUT) == text


def gmail(letter):
    return "C’était jeudi.\n\nLe 2 mars, Ti Lab a écrit :\n" + "\n".join(f"> {line}" for line in letter.splitlines())


def outlook(letter):
    return f"C’était jeudi.\n\nDe : Ti Lab <lab@exemple.example>\nEnvoyé : lundi\nÀ : Marie\n\n{letter}"


def under(letter):
    return f"C’était jeudi.\n\n{letter}"


@pytest.mark.django_db
class TestAReplyThatQuotesOurLetter:
    @pytest.fixture
    def told(self):
        return take_signal(TeamMemberFactory(), Told(words="Au guichet.", submission="un", mail="m@exemple.example"))

    @pytest.fixture(autouse=True)
    def folder(self, settings, tmp_path):
        settings.LIAMM_MAIL_FOLDER = tmp_path / "mail-in"
        inbox.inbox().mkdir()

    def reply(self, told, body, *, html=False, sender="m@exemple.example"):
        message = EmailMessage()
        message["From"], message["Message-ID"], message["Subject"] = sender, "<r@exemple>", "Re: votre remontée"
        message["References"] = f"<signal.{told.signal.pk}@{settings.LIAMM_MAIL_DOMAIN}>"
        message.set_content(body, subtype="html" if html else "plain", cte="quoted-printable")
        raw = message.as_bytes()
        assert message_from_bytes(raw, policy=policy.default)
        (inbox.inbox() / "1.eml").write_bytes(raw)
        inbox.empty_inbox()
        return InboundMail.objects.get()

    @pytest.mark.parametrize("quoted", [gmail, outlook, under])
    @pytest.mark.parametrize("sender", ["m@exemple.example", "autre@exemple.example"])
    def test_its_link_is_not_on_the_desk(self, told, quoted, sender, client):
        taken = self.reply(told, quoted(Message.objects.get().text), sender=sender)
        client.force_login(TeamMemberFactory())
        page = client.get(taken.signal.desk_url).content.decode()
        assert "C’était jeudi." in page
        assert "[lien personnel retiré]" in page.replace("\u00a0", " ")
        assert told.token not in page
        assert told.token in (inbox.inbox() / "done" / "1.eml").read_bytes().replace(b"=\n", b"").decode()

    def test_nor_that_of_an_html_quote(self, told, client):
        letter = f"<p>C’était jeudi.</p><hr><p><b>De :</b> Ti Lab</p><p>&lt;https://lab/suivi/{told.token}/&gt;</p>"
        taken = self.reply(told, letter, html=True)
        client.force_login(TeamMemberFactory())
        assert told.token in text_of_html(letter)
        assert told.token not in client.get(taken.signal.desk_url).content.decode()

    def test_nor_in_the_file_of_a_long_mail(self, told):
        taken = self.reply(told, f"{'mots ' * 4_500}\n{Message.objects.get().text}")
        with default_storage.open(taken.signal.files.get().path) as file:
            assert told.token not in file.read().decode()

    def test_nor_by_another_door(self, told):
        link = f"https://lab/suivi/{told.token}/"
        add_precision(LinkHolder(told.signal.pk), told.signal, text=f"Voir {link}")
        assert told.token not in told.signal.exchanges.get().text
        again = take_signal(TeamMemberFactory(), Told(words=f"Voir {link}", submission="deux", tried=link)).signal
        assert told.token not in again.words + again.tried

    def test_nor_in_what_was_taken_before(self, told):
        link = f"https://lab/suivi/{told.token}/"
        signal = ReadSignalFactory(words=f"Voir {link}")
        signal.exchanges.create(from_author=True, text="Oui.", quoted=f"> {link}")
        SealedOriginal.objects.create(signal=signal, content={"words": f"Voir {link}"})
        import_module("liamm.features.terrain.migrations.0012_links_of_letters_taken_out").take_out(apps, None)
        left = FieldSignal.objects.get(pk=signal.pk).words
        assert left == "Voir [lien personnel retiré]"
        assert told.token not in signal.exchanges.get().quoted
        assert SealedOriginal.objects.get().content == {"words": left}
        assert open_link(told.signal) == told.token


def test_a_mail_is_read_as_it_comes():
    assert TOKEN in read_mail(f"From: a@b.example\n\n{LINK}".encode()).words
