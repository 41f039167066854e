import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import Wording, publish_wording, withdraw_wording
from liamm.features.terrain.models import PublicWording
from liamm.features.terrain.tests.factories import FieldSignalFactory, ReadSignalFactory
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
GOOD = Wording(title="Des allers-retours", text="Des habitants reviennent plusieurs fois au guichet.")


@pytest.fixture
def team():
    LabSpaceFactory()
    return TeamMemberFactory()


class TestPublishing:
    def test_a_human_reads_before_anything_is_published(self, team):
        with pytest.raises(DomainError) as caught:
            publish_wording(team, FieldSignalFactory(), wording=GOOD)
        assert "avant que quelqu’un ait lu" in caught.value.sentence

    def test_the_author_must_have_agreed(self, team):
        with pytest.raises(DomainError) as caught:
            publish_wording(team, ReadSignalFactory(may_publish=False), wording=GOOD)
        assert "lien de suivi" in caught.value.nearest

    def test_it_is_published_and_the_author_learns_where(self, team, letters):
        signal = ReadSignalFactory(author__mail="marie@exemple.example")
        wording = publish_wording(team, signal, wording=GOOD)
        assert wording.published_by == team
        (mail,) = letters()
        assert f"/remontees/{signal.reference}/" in mail.body

    def test_publishing_again_replaces_and_keeps_the_one_before(self, team):
        signal = ReadSignalFactory()
        first = publish_wording(team, signal, wording=GOOD)
        second = publish_wording(team, signal, wording=Wording(title="Autrement", text="Dit autrement."))
        first.refresh_from_db()
        assert first.withdrawn_at
        assert PublicWording.objects.get(withdrawn_at=None) == second

    @pytest.mark.parametrize("text", ["Appelez le 06 12 34 56 78", "marie@exemple.bzh", "1 84 12 35 047 025 48"])
    def test_numbers_and_addresses_never_pass(self, team, text):
        with pytest.raises(DomainError):
            publish_wording(team, ReadSignalFactory(), wording=Wording(title="Titre", text=text, checked=True))

    def test_what_may_be_a_name_passes_only_once_looked_at(self, team):
        doubtful = {"title": "Titre", "text": "Mme Tanguy attend."}
        with pytest.raises(DomainError) as caught:
            publish_wording(team, ReadSignalFactory(), wording=Wording(**doubtful))
        assert caught.value.field == "checked"
        assert publish_wording(team, ReadSignalFactory(), wording=Wording(**doubtful, checked=True)).pk

    def test_an_empty_wording_is_refused(self, team):
        with pytest.raises(DomainError):
            publish_wording(team, ReadSignalFactory(), wording=Wording(title=" ", text="x"))

    def test_it_can_be_taken_back_once(self, team):
        wording = withdraw_wording(team, publish_wording(team, ReadSignalFactory(), wording=GOOD))
        assert wording.withdrawn_at
        with pytest.raises(DomainError):
            withdraw_wording(team, wording)

    def test_only_the_team_publishes(self, team):
        wording = publish_wording(team, ReadSignalFactory(), wording=GOOD)
        for act in (
            lambda: publish_wording(PersonFactory(), ReadSignalFactory(), wording=GOOD),
            lambda: withdraw_wording(PersonFactory(), wording),
        ):
            with pytest.raises(Refused):
                act()
