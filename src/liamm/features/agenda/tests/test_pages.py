from datetime import UTC, datetime

import pytest
from django.urls import reverse

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.agenda.actions import MOST, FeedDraft, make_feed
from liamm.features.agenda.addresses import address_of
from liamm.features.agenda.enums import Scope
from liamm.features.agenda.models import Feed
from liamm.features.booking.actions import BlockingDraft, block_room
from liamm.features.booking.tests.factories import booked, local
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 19, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def october():
    with clock.at(NOW):
        yield


@pytest.fixture
def anne():
    return CommunityMemberFactory()


@pytest.fixture
def workshop(anne):
    return booked(anne, title="Les papiers qui reviennent", starts=local(2026, 10, 21, 14))


def text_of(client, **asked):
    response = client.get("/agenda/", asked)
    assert response.status_code == 200
    return response.content.decode()


class TestAgenda:
    @pytest.mark.parametrize(("view", "gone"), [("jour", 0), ("semaine", 4), ("mois", 22), ("liste", 0)])
    def test_days_that_are_over_wait_behind_a_link_while_today_is_shown(self, client, workshop, view, gone):
        with clock.at(local(2026, 10, 23, 9)):
            text = text_of(client, vue=view)
            assert ("jours passés" in text) is bool(gone)
            if gone:
                assert f"les {gone} jours passés" in text
                assert 'href="#jours"' in text
                assert text.index('class="days-gone') < text.index('id="jours"')
            elsewhere = text_of(client, vue=view, jour="2026-12-02")
            assert "jours passés" not in elsewhere
            assert "gone" not in elsewhere

    @pytest.mark.parametrize("view", ["jour", "semaine", "mois", "liste"])
    def test_each_view_shows_what_one_may_see(self, client, anne, workshop, view):
        client.force_login(anne)
        text = text_of(client, vue=view, jour="2026-10-21")
        assert "Les papiers qui reviennent" in text
        assert workshop.get_absolute_url() in text

    def test_a_visitor_sees_what_is_public_only(self, client, workshop):
        text = text_of(client, vue="mois", jour="2026-11-01")
        assert "Maison fermée" in text
        assert "Les papiers qui reviennent" not in text_of(client, vue="semaine", jour="2026-10-21")

    def test_it_is_narrowed_and_what_is_not_understood_narrows_nothing(self, client, anne, workshop):
        booked(title="Chez les autres", rooms=(2,), starts=local(2026, 10, 21, 14))
        client.force_login(anne)
        day = {"vue": "semaine", "jour": "2026-10-21"}
        assert "Chez les autres" in text_of(client, **day)
        for narrowed in ({"mien": "on"}, {"salle": "1"}):
            text = text_of(client, **day, **narrowed)
            assert "Les papiers qui reviennent" in text
            assert "Chez les autres" not in text
        assert "Les papiers" not in text_of(client, **day, quoi="sitting")
        assert "Les papiers" in text_of(client, **day, quoi="nimporte", salle="99", cercle="x")

    def test_what_concerns_the_reader_says_so(self, client, anne, workshop):
        client.force_login(anne)
        assert "vous concerne" in text_of(client, vue="semaine", jour="2026-10-21")
        client.force_login(CommunityMemberFactory())
        assert "vous concerne" not in text_of(client, vue="semaine", jour="2026-10-21")

    def test_a_closure_is_on_each_of_its_days(self, client):
        block = BlockingDraft(reason="Peinture", starts=local(2026, 10, 20, 9), ends=local(2026, 10, 22, 12))
        block_room(TeamMemberFactory(), 1, draft=block)
        text = text_of(client, vue="semaine", jour="2026-10-21")
        assert text.count("Peinture") == 3
        assert "à partir de 9" in text
        assert "jusqu’à 12" in text

    def test_nothing_planned_is_said(self, client):
        assert "Rien n’est prévu ici" in text_of(client, vue="liste", jour="2027-02-08")

    @pytest.mark.parametrize(
        "asked", [{"vue": "siecle"}, {"jour": "hier"}, {"jour": "9999-12-31"}, {"jour": "0001-01-01"}]
    )
    def test_any_address_shows_something(self, client, asked):
        assert "Agenda" in text_of(client, **asked)

    def test_before_and_after_keep_what_is_narrowed(self, client):
        text = text_of(client, vue="semaine", jour="2026-10-21", quoi="sitting")
        assert "vue=semaine&amp;jour=2026-10-26&amp;quoi=sitting" in text
        assert "vue=semaine&amp;jour=2026-10-12&amp;quoi=sitting" in text or "jour=2026-10-13" in text

    def test_its_queries_do_not_grow(
        self, client, anne, workshop, django_assert_num_queries, django_assert_max_num_queries
    ):
        client.force_login(anne)
        text_of(client, vue="mois")
        with django_assert_max_num_queries(15) as few:  # one or two for each feature in which something is dated
            text_of(client, vue="mois", jour="2026-10-21")
        for number in range(6):
            booked(
                title=f"Autre {number}",
                rooms=(2,),
                starts=local(2026, 10, 22 + number % 2, 8 + 2 * (number // 2)),
                hours=1,
            )
        with django_assert_num_queries(len(few)):
            text_of(client, vue="mois", jour="2026-10-21")


class TestKeeping:
    def test_an_address_is_made_seen_changed_and_stopped(self, client, anne):
        client.force_login(anne)
        page = reverse("agenda:feeds")
        assert "Aucun agenda ne suit encore" in client.get(page).content.decode()
        client.post(page, {"name": "Mon téléphone", "what": "mine"})
        feed = Feed.objects.get()
        first = address_of(feed)
        text = client.get(page).content.decode()
        assert f"http://127.0.0.1:8000{first}" in text
        assert "jamais lu" in text
        client.post(reverse("agenda:renew", args=[feed.pk]))
        feed.refresh_from_db()
        assert address_of(feed) != first
        client.post(reverse("agenda:stop", args=[feed.pk]))
        assert "Aucun agenda ne suit encore" in client.get(page).content.decode()
        response = client.post(reverse("agenda:stop", args=[feed.pk]), follow=True)
        assert "déjà arrêté" in response.content.decode()
        kinds = [entry.kind for entry in Entry.objects.filter(kind__startswith="agenda.")]
        assert kinds == ["agenda.feed_made", "agenda.feed_renewed", "agenda.feed_revoked"]

    @pytest.mark.parametrize("what", ["all", "mine", "room:1"])
    def test_each_thing_may_be_followed(self, client, anne, what):
        client.force_login(anne)
        assert client.post(reverse("agenda:feeds"), {"name": "x", "what": what}).status_code == 302

    def test_a_circle_of_one_s_own_may_be_followed(self, client, anne):
        client.force_login(anne)
        space = anne.memberships.get().space
        assert client.post(reverse("agenda:feeds"), {"name": "x", "what": f"space:{space.pk}"}).status_code == 302
        assert space.name in client.get(reverse("agenda:feeds")).content.decode()

    def test_nobody_keeps_that_of_another(self, client, anne):
        feed = make_feed(anne, draft=FeedDraft(name="x", scope=Scope.ALL))
        client.force_login(PersonFactory())
        for name in ("agenda:renew", "agenda:stop"):
            assert client.post(reverse(name, args=[feed.pk])).status_code == 404

    def test_what_cannot_be_is_refused_in_words(self, anne):
        space = CommunityMemberFactory().memberships.get().space
        stranger = PersonFactory()
        for person, draft in (
            (anne, FeedDraft(name=" ", scope=Scope.ALL)),
            (anne, FeedDraft(name="x", scope=Scope.ROOM, room=99)),
            (stranger, FeedDraft(name="x", scope=Scope.SPACE, space=space)),
        ):
            with pytest.raises(DomainError):
                make_feed(person, draft=draft)
        for number in range(MOST):
            make_feed(anne, draft=FeedDraft(name=str(number), scope=Scope.ALL))
        with pytest.raises(DomainError, match="déjà"):
            make_feed(anne, draft=FeedDraft(name="de trop", scope=Scope.ALL))
