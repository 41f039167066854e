"""What names somebody who came is gone from every table, page and file once the delays of the charter have passed."""

from datetime import timedelta

import pytest
from django.db import connection

from liamm.features.attendance.actions import answer_photos
from liamm.features.attendance.links import certificate_path
from liamm.features.attendance.tests.factories import arrive
from liamm.features.events.actions import QuestionDraft, ask_question, cancel_registration, hold_event, remind
from liamm.features.events.enums import QuestionKind
from liamm.features.events.jobs import forget_what_is_old
from liamm.features.events.links import own_path
from liamm.features.events.models import Attendee, Registration
from liamm.features.events.tests.factories import announced, registered
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.jobs import JOBS

pytestmark = pytest.mark.django_db

NAMES = ("Zzbleuenn", "Zzmaïwenn", "Zztangi")
NEED = "boucle magnétique"
WORDS = (*NAMES, "zzbleuenn@", "zztangi@", "Zzkerlaz", "zztricot")


def everywhere(word):
    """The tables in which a word stands, in any column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS one WHERE one::text ILIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.fixture
def lived():
    """An event with its questions, a group, one who cancels, reminders, arrivals and thanks."""
    event = announced(capacity=3, most_together=2)
    ask_question(event.organiser, event, draft=QuestionDraft(text="Vous aimez ?", kind=QuestionKind.LINE))
    question = str(event.questions.get().pk)
    one = registered(
        event,
        name="Zzbleuenn Zzkerlaz",
        mail="zzbleuenn@zzkerlaz.example",
        seats=2,
        names=["Zzbleuenn Zzkerlaz", "Zzmaïwenn"],
        organisation="Mairie de Zzkerlaz",
        access_need=NEED,
        answers={question: "le zztricot"},
    )
    gone = registered(event, name="Zztangi", mail="zztangi@zzkerlaz.example", access_need=NEED)
    cancel_registration(LinkHolder(gone.pk), gone)
    session = event.sessions.select_related("event").get()
    with clock.at(session.starts - timedelta(hours=2)):
        remind(SYSTEM, one)
    with clock.at(session.starts):
        arrive(session, *one.attendees.all())
        for who in one.attendees.select_related("registration__event"):
            answer_photos(LinkHolder(who.pk), who, agrees=True)
    with clock.at(session.ends + timedelta(minutes=2)):
        hold_event(SYSTEM, event)
    return event, session, one


def after(session, days):
    return clock.at(session.ends + timedelta(days=days, minutes=1))


def test_needs_go_after_a_week_and_names_after_three_months(lived, client):
    event, session, one = lived
    paths = [own_path(one), certificate_path(one.attendees.first())]
    client.force_login(event.organiser)
    list_of, table = f"{event.get_absolute_url()}inscrits/", f"{event.get_absolute_url()}inscrits/tableau/"
    assert everywhere(NEED)
    assert all(everywhere(word) for word in WORDS)

    with after(session, 6):
        forget_what_is_old()
        assert everywhere(NEED)
    with after(session, 7):
        forget_what_is_old()
        assert everywhere(NEED) == []
        assert everywhere("Zzbleuenn")
    with after(session, 89):
        forget_what_is_old()
        assert everywhere("Zzbleuenn")
    with after(session, 90):
        forget_what_is_old()
        forget_what_is_old()
        assert {word: everywhere(word) for word in WORDS if everywhere(word)} == {}
        for path in paths:
            assert client.get(path).status_code == 404
        for page in (client.get(list_of), client.post(table)):
            assert page.status_code == 200
            assert not [word for word in WORDS if word in page.content.decode()]
    assert Registration.objects.filter(event=event).count() == 2
    assert Attendee.objects.filter(arrivals__here=True).count() == 2


def test_the_house_forgets_each_hour_of_the_day():
    """One that is switched off at night would never have forgotten at night."""
    for name in ("events.forget_what_is_old", "welcome.forget"):
        task = JOBS[name].task
        periodic = next(one for one in task.blueprint.periodic_registry.periodic_tasks.values() if one.task == task)
        assert periodic.cron.split()[1:] == ["*"] * 4
