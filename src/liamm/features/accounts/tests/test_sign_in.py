"""Coming in by every door, and learning nothing of who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from liamm.features.accounts.actions import close_session
from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import PersonFactory
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
GOOD = "cheval agrafe pile correct"
KNOWN, UNKNOWN = "ici@exemple.example", "ailleurs@exemple.example"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def known():
    person = PersonFactory(email=KNOWN, name="Anne Ici")
    EmailAddress.objects.create(user=person, email=KNOWN, verified=True, primary=True)
    return person


def ask(client, name, /, **told):
    return client.post(reverse(name), told, follow=True)


def last_code():
    return re.search(r"([A-Z0-9]{4}-[A-Z0-9]{4})", Message.objects.latest("created_at").subject)[1]


def words(response):
    """What a page says, without what changes from one visit to the next."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return text.replace(KNOWN, "X").replace(UNKNOWN, "X")


def come_in(client, email=KNOWN):
    ask(client, "account_login", email=email)
    return ask(client, "account_confirm_login_code", code=last_code())


def test_one_comes_in_by_a_mailed_code(client, known):
    assert "Recevoir un code par courriel" in client.get(reverse("account_login")).content.decode()
    page = come_in(client)
    assert page.wsgi_request.user == known
    letter = Message.objects.get()
    assert (letter.recipient, letter.kind) == (f"person:{known.pk}", "accounts.sign_in_code")
    assert "quinze minutes" in letter.text
    assert "arreter" not in letter.text


def test_an_account_made_by_the_team_opens_by_code_and_its_address_is_proved(client):
    person = PersonFactory(email=KNOWN)
    EmailAddress.objects.create(user=person, email=KNOWN, verified=False, primary=True)
    assert come_in(client).wsgi_request.user == person
    assert EmailAddress.objects.get(user=person).verified


def test_a_wrong_code_is_tried_three_times(client, known):
    ask(client, "account_login", email=KNOWN)
    for _ in range(2):
        assert "Ce code ne va pas" in ask(client, "account_confirm_login_code", code="faux").content.decode()
    page = ask(client, "account_confirm_login_code", code="faux")
    assert page.redirect_chain
    assert "Trop d’essais" in page.content.decode()
    assert not page.wsgi_request.user.is_authenticated


def test_an_empty_code_does_not_count_and_too_many_wrong_ones_say_what_to_do(client, known):
    ask(client, "account_login", email=KNOWN)
    for empty in ("", "   ", ""):
        page = ask(client, "account_confirm_login_code", code=empty)
        assert not page.redirect_chain
        assert "Il manque une réponse ici" in page.content.decode()
    for _ in range(2):
        assert "Ce code ne va pas" in ask(client, "account_confirm_login_code", code="faux").content.decode()
    page = ask(client, "account_confirm_login_code", code="faux").content.decode()
    assert "Donnez votre adresse pour en recevoir un nouveau" in page


def test_an_empty_code_does_not_end_the_making_of_an_account(client):
    ask(client, "account_signup", name="Nouvelle", email=UNKNOWN)
    for _ in range(4):
        assert not ask(client, "account_email_verification_sent", code="").redirect_chain
    ask(client, "account_email_verification_sent", code="faux")
    ask(client, "account_email_verification_sent", code=last_code())
    assert EmailAddress.objects.get(email=UNKNOWN).verified


def test_asking_again_and_again_is_held_back(client, known):
    answers = [ask(Client(), "account_login", email=KNOWN).content.decode() for _ in range(6)]
    assert "Trop d’essais" in answers[-1]
    assert Message.objects.count() < 6


def test_making_an_account_proves_the_address_and_is_recorded(client):
    page = ask(client, "account_signup", name="Maël Kerfeunteun", email=" Neuf@Exemple.example")
    assert "Tapez le code reçu" in page.content.decode()
    person = Person.objects.get(email="neuf@exemple.example")
    assert (person.name, person.language) == ("Maël Kerfeunteun", "fr")
    assert not person.has_usable_password()
    assert Entry.objects.latest("id").kind == "accounts.person_created"
    page = ask(client, "account_email_verification_sent", code=last_code())
    assert page.wsgi_request.user == person


def corrected(email):
    """Make an account with a mistyped address, and correct it on the page that awaits the code."""
    client, mistyped = Client(), f"h{email}"
    page = ask(client, "account_signup", name="Maël", email=mistyped)
    again = page.context["again"]
    assert (again["name"].value(), again["email"].value()) == ("Maël", mistyped)
    return client, ask(client, "account_signup", name=again["name"].value(), email=email)


def test_a_mistyped_address_is_corrected_where_the_code_is_awaited(known):
    client, page = corrected(UNKNOWN)
    assert f"vers {UNKNOWN}" in page.content.decode()
    page = ask(client, "account_email_verification_sent", code=last_code())
    assert (page.wsgi_request.user.name, page.wsgi_request.user.email) == ("Maël", UNKNOWN)


def test_correcting_does_not_tell_who_has_an_account(known):
    pages = [corrected(email)[1] for email in (KNOWN, UNKNOWN)]
    assert words(pages[0]) == words(pages[1])
    assert pages[0].redirect_chain == pages[1].redirect_chain


def test_the_first_address_may_be_that_of_somebody_else(known):
    client = Client()
    ask(client, "account_signup", name="Maël", email=KNOWN)
    ask(client, "account_signup", name="Maël", email=UNKNOWN)
    page = ask(client, "account_email_verification_sent", code=last_code())
    assert page.wsgi_request.user.email == UNKNOWN


def test_the_same_form_sent_twice_keeps_the_code_that_left(client):
    for _ in range(2):
        page = ask(client, "account_signup", name="Maël", email=UNKNOWN)
        assert "Tapez le code reçu" in page.content.decode()
    assert Message.objects.count() == 1
    assert ask(client, "account_email_verification_sent", code=last_code()).wsgi_request.user.email == UNKNOWN


def test_another_address_at_the_door_gets_its_own_code(client, known):
    ask(client, "account_login", email="icci@exemple.example")
    assert f"vers {KNOWN}" in ask(client, "account_login", email=KNOWN).content.decode()
    assert ask(client, "account_confirm_login_code", code=last_code()).wsgi_request.user == known


def test_an_account_is_made_in_the_language_of_the_page(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    ask(client, "account_signup", name="Kim", email="kim@exemple.example")
    assert Person.objects.get().language == "en"


@pytest.mark.parametrize("door", ["account_login", "account_reset_password"])
def test_no_page_tells_who_has_an_account(door, known):
    pages = [ask(Client(), door, email=email) for email in (KNOWN, UNKNOWN)]
    assert words(pages[0]) == words(pages[1])
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert Message.objects.count() == 2


def test_making_an_account_does_not_tell_either(known):
    pages = [ask(Client(), "account_signup", name="Qui", email=email) for email in (KNOWN, UNKNOWN)]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert words(pages[0]) == words(pages[1])
    assert {one.kind for one in Message.objects.all()} == {"accounts.account_is_here", "accounts.address_code"}


def test_a_code_tried_without_account_gets_the_same_answer(known):
    said = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        ask(client, "account_login", email=email)
        page = ask(client, "account_confirm_login_code", code="ABCDEF")
        said.append((page.status_code, words(page)))
    assert said[0] == said[1]


def test_a_password_tried_without_account_gets_the_same_answer(known):
    known.set_password(GOOD)
    known.save()
    pages = [ask(Client(), "password_sign_in", login=email, password="faux") for email in (KNOWN, UNKNOWN)]
    assert "ne va pas" in pages[0].content.decode()
    assert words(pages[0]) == words(pages[1])
    assert pages[0].status_code == pages[1].status_code


@pytest.mark.parametrize("door", ["account_login", "password_sign_in"])
def test_the_answer_costs_as_much(door, known, settings, monkeypatch):
    """As many slow hashes and as many letters for a known address as for an unknown one: no time tells them apart."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    known.set_password(GOOD)
    known.save()
    hashes = []
    encode = ScryptPasswordHasher.encode
    monkeypatch.setattr(ScryptPasswordHasher, "encode", lambda *told, **more: hashes.append(1) or encode(*told, **more))

    def spent(email):
        hashes.clear()
        before = Message.objects.count()
        told = {"email": email} if door == "account_login" else {"login": email, "password": "faux"}
        Client().post(reverse(door), told)
        return len(hashes), Message.objects.count() - before

    assert spent(KNOWN) == spent(UNKNOWN)


def test_a_closed_account_looks_like_no_account(known):
    known.is_active = False
    known.save()
    ask(Client(), "account_login", email=KNOWN)
    assert Message.objects.get().kind == "accounts.no_account_here"
    assert Message.objects.get().recipient == "visitor"


def test_a_password_is_chosen_used_and_changed(client, known):
    come_in(client)
    weak = ask(client, "account_set_password", password1="azerty123", password2="azerty123")
    assert "trop court" in weak.content.decode()
    ask(client, "account_set_password", password1=GOOD, password2=GOOD)
    assert Message.objects.filter(kind="accounts.safety_notice").count() == 1
    other = Client()
    assert "ne va pas" in ask(other, "password_sign_in", login=KNOWN, password="faux").content.decode()
    assert ask(other, "password_sign_in", login=KNOWN, password=GOOD).wsgi_request.user == known
    assert "Changer de mot de passe" in client.get(reverse("account_change_password")).content.decode()


def test_passwords_are_not_tried_for_ever(known):
    known.set_password(GOOD)
    known.save()
    for _ in range(6):
        page = ask(Client(), "password_sign_in", login=KNOWN, password="faux")
    assert "Trop d’essais" in page.content.decode()
    assert "Trop d’essais" in ask(Client(), "password_sign_in", login=KNOWN, password=GOOD).content.decode()


def test_a_forgotten_password_is_chosen_anew_by_code(client, known):
    ask(client, "account_reset_password", email=KNOWN)
    assert Message.objects.get().kind == "accounts.password_code"
    page = ask(client, "account_confirm_password_reset_code", code=last_code())
    assert "Votre nouveau mot de passe" in page.content.decode()
    ask(client, "account_complete_password_reset", password1=GOOD, password2=GOOD)
    known.refresh_from_db()
    assert known.check_password(GOOD)


def totp_code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.django_db(transaction=True)
def test_a_second_step_with_an_application_and_recovery_codes(client, known):
    come_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r"<code>(\w+)</code>", page.content.decode())[1]
    page = ask(client, "mfa_activate_totp", code=totp_code(secret))
    codes = re.findall(r"<li><code>(\w+)</code>", page.content.decode())
    assert len(codes) == 10
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    other = Client()
    page = come_in(other)
    assert "Encore une étape" in page.content.decode()
    assert "Ce code ne va pas" in ask(other, "mfa_authenticate", code="000000").content.decode()
    assert ask(other, "mfa_authenticate", code=codes[0]).wsgi_request.user == known
    assert {one.subject for one in Message.objects.filter(kind="accounts.safety_notice")} == {"Votre compte a changé"}
    assert "Codes de secours" in other.get(reverse("mfa_index")).content.decode()
    assert Authenticator.objects.filter(user=known).count() == 2


def test_sessions_are_listed_and_closed(client, known):
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    come_in(client)
    come_in(other)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Windows" in page
    assert "appareil inconnu" in page
    ask(client, "usersessions_list")
    assert client.get(reverse("me")).status_code == 200
    assert other.get(reverse("me")).status_code == 302
    page = ask(client, "account_logout")
    assert not page.wsgi_request.user.is_authenticated
    assert "Votre session est fermée" in page.content.decode()


def test_one_session_is_closed_and_the_others_stay(client, known):
    others = [Client(), Client()]
    for one in (client, *others):
        cache.clear()
        come_in(one)
    first, second = UserSession.objects.exclude(session_key=client.session.session_key).order_by("pk")
    client.post(reverse("close_session", args=[first.pk]))
    opened = [one.get(reverse("me")).status_code for one in (client, *others)]
    assert opened == [200, 302, 200]
    assert Entry.objects.latest("id").kind == "accounts.session_closed"
    stranger = Client()
    stranger.force_login(PersonFactory())
    assert stranger.post(reverse("close_session", args=[second.pk])).status_code == 404
    with pytest.raises(DomainError):
        close_session(known, known, session=UserSession(user=PersonFactory()))


def test_the_address_changes_once_the_new_one_is_proved(client, known):
    come_in(client)
    page = ask(client, "account_email", email="neuve@exemple.example", action_add="1")
    assert "Tapez le code reçu" in page.content.decode()
    known.refresh_from_db()
    assert known.email == KNOWN
    ask(client, "account_email_verification_sent", code=last_code())
    known.refresh_from_db()
    assert known.email == "neuve@exemple.example"
    assert Entry.objects.filter(kind="accounts.address_changed", subject_id=known.pk).exists()
    told = set(Message.objects.filter(kind="accounts.safety_notice").values_list("address", flat=True))
    assert KNOWN in told


def test_an_address_that_someone_has_is_not_told_to_be_taken(client, known):
    PersonFactory(email="prise@exemple.example")
    come_in(client)
    page = ask(client, "account_email", email="prise@exemple.example", action_add="1")
    assert "Tapez le code reçu" in page.content.decode()


def test_people_are_spoken_to_in_their_language(client, known):
    known.language = "en"
    known.save()
    ask(client, "account_login", email=KNOWN)
    letter = Message.objects.get()
    assert "Votre code" not in letter.subject
    ask(client, "account_confirm_login_code", code=last_code())
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_each_session_begins_in_the_language_of_the_account(client, known):
    known.language = "en"
    known.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    come_in(client)
    assert client.get("/", headers={"accept-language": "fr"})["Content-Language"] == "en"
    bare = Client()
    bare.force_login(known)
    assert bare.get("/", headers={"accept-language": "fr"})["Content-Language"] == "en"
    bare.post("/langue/", {"language": "fr", "next": "/"})
    assert bare.get("/")["Content-Language"] == "fr"


@pytest.mark.parametrize(
    "name", ["account_login", "password_sign_in", "account_signup", "account_reset_password", "account_inactive"]
)
def test_the_doors_open_to_anybody_in_french(client, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(reverse(name))
    assert page.status_code == 200
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    assert not re.search(r"\b(Sign|Email|Password|Remember|account|Forgot)\b", text), text


def test_pages_of_safety_are_in_the_words_of_the_house(client, known):
    come_in(client)
    for name in (
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "account_email",
        "account_set_password",
        "account_logout",
        "usersessions_list",
    ):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        text = re.sub(r"<[^>]+>", " ", page.content.decode())
        assert not re.search(r"\b(Sign|Email|Password|Key|Passwordless|Authenticator|Forgot)\b", text), (name, text)
