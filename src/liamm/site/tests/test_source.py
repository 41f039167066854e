"""Whoever uses a lab is told where the source of what runs there is (EUPL, article 5)."""

import html
from pathlib import Path

import pytest

import liamm
from liamm.site.checkup import points
from liamm.site.release import commit_of

pytestmark = pytest.mark.django_db
COMMIT = "0123456789abcdef0123456789abcdef01234567"
PAGE = "/code-source/"


def read(client, language="fr"):
    return html.unescape(client.get(PAGE, headers={"Accept-Language": language}).content.decode())


def checkout(root: Path, head: str) -> Path:
    folder = root / ".git"
    folder.mkdir()
    (folder / "HEAD").write_text(head)
    return folder


class TestPage:
    def test_the_address_is_given_with_what_runs(self, client, settings):
        settings.LIAMM_SOURCE_URL, settings.LIAMM_COMMIT = "https://forge.example/liamm", COMMIT
        for language in ("fr", "en"):
            page = read(client, language)
            assert '<a href="https://forge.example/liamm">https://forge.example/liamm</a>' in page
            assert liamm.__version__ in page
            assert COMMIT in page

    def test_without_address_it_says_so_and_whom_to_ask(self, client, settings):
        settings.LIAMM_SOURCE_URL = settings.LIAMM_COMMIT = ""
        page = read(client)
        assert "n’a pas encore indiqué où se trouve le code source" in page
        assert f"mailto:{settings.LIAMM_IDENTITY.mail.contact}" in page
        assert f"liamm-{liamm.__version__}" in page
        assert "has not yet said where the source code" in read(client, "en")

    def test_the_check_asks_for_it(self, settings):
        settings.DEMONSTRATION = False
        for address, said in (("", "Set LIAMM_SOURCE_URL"), ("forge", "no address"), ("https://forge.example/", "")):
            settings.LIAMM_SOURCE_URL = address
            assert said in "".join(points.source())
        settings.LIAMM_SOURCE_URL, settings.DEMONSTRATION = "", True
        assert not list(points.source())


class TestCommit:
    def test_of_a_detached_head(self, tmp_path):
        checkout(tmp_path, f"{COMMIT}\n")
        assert commit_of(tmp_path) == COMMIT

    @pytest.mark.parametrize("packed", [True, False])
    def test_of_a_branch(self, tmp_path, packed):
        folder = checkout(tmp_path, "ref: refs/heads/main\n")
        if packed:
            (folder / "packed-refs").write_text(f"# pack-refs\n{COMMIT} refs/heads/main\n")
        else:
            (folder / "refs" / "heads").mkdir(parents=True)
            (folder / "refs" / "heads" / "main").write_text(f"{COMMIT}\n")
        assert commit_of(tmp_path) == COMMIT

    def test_of_a_checkout_beside_another(self, tmp_path):
        folder = checkout(tmp_path, "ref: refs/heads/main\n")
        (folder / "packed-refs").write_text(f"{COMMIT} refs/heads/side\n")
        beside = folder / "worktrees" / "side"
        beside.mkdir(parents=True)
        (beside / "HEAD").write_text("ref: refs/heads/side\n")
        (beside / "commondir").write_text("../..\n")
        (tmp_path / "side").mkdir()
        (tmp_path / "side" / ".git").write_text(f"gitdir: {beside}\n")
        assert commit_of(tmp_path / "side") == COMMIT

    def test_of_no_checkout(self, tmp_path):
        assert commit_of(tmp_path) == ""
        checkout(tmp_path, "nothing to read")
        assert commit_of(tmp_path) == ""
