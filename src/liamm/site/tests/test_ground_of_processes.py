"""What processes stand on: doors, the lock of the house, the PostgreSQL that comes along, the command."""

import os
import socket
from types import SimpleNamespace

import psycopg
import pytest

from liamm.kernel.env import ConfigurationError
from liamm.site import command, database, freshness, options, reachable
from liamm.site.doors import address_of, open_door
from liamm.site.lock import AlreadyRunningError, HouseLock
from liamm.site.postgres import account, cluster, leftover, programs
from liamm.site.postgres.account import Account, server_account
from liamm.site.postgres.cluster import Cluster


class TestDoors:
    def test_a_busy_port_is_left_for_the_next(self):
        with open_door("127.0.0.1", 0) as taken:
            port = taken.getsockname()[1]
            with open_door("127.0.0.1", port) as door:
                assert door.getsockname()[1] > port

    @pytest.mark.parametrize(("host", "shown"), [("0.0.0.0", "http://127.0.0.1:"), ("127.0.0.1", "http://127.0.0.1:")])
    def test_the_address_is_one_that_a_browser_takes(self, host, shown):
        with open_door(host, 0) as door:
            assert address_of(door).startswith(shown)

    def test_an_address_of_the_sixth_version_is_bracketed(self):
        door = SimpleNamespace(getsockname=lambda: ("::", 8000, 0, 0))
        assert address_of(door) == "http://[::1]:8000"

    @pytest.mark.parametrize(
        ("error", "mend"),
        [
            (PermissionError(), "Set LIAMM_PORT above 1023"),
            (socket.gaierror(), "Set LIAMM_HOST"),
            (OSError("busy"), "Nothing is free"),
        ],
    )
    def test_what_cannot_be_opened_is_said_with_its_mend(self, monkeypatch, error, mend):
        def refuse(*_, **__):
            raise error

        monkeypatch.setattr(socket, "create_server", refuse)
        with pytest.raises(ConfigurationError, match=mend):
            open_door("127.0.0.1", 80)


class TestLock:
    def test_one_at_a_time(self, tmp_path):
        with HouseLock(tmp_path).held() as lock:
            lock.tell("process 1, http://here/")
            with pytest.raises(AlreadyRunningError, match=r"already runs on .* \(process 1, http://here/\)"):
                HouseLock(tmp_path).held().__enter__()
        with HouseLock(tmp_path).held():
            pass


class TestCluster:
    @pytest.fixture
    def made(self, tmp_path):
        one = Cluster(tmp_path / "postgres", tmp_path / "log", careless=True)
        yield one
        one.stop()

    def test_its_life(self, made, tmp_path, monkeypatch):
        monkeypatch.setattr(options, "VAR", tmp_path)
        made.create()
        with database.at_hand(made):
            assert leftover.running(made.data).ready
            with psycopg.connect(made.url) as connection:
                assert connection.execute("SELECT upper('é')").fetchone() == ("É",)
            with database.at_hand(made):
                reachable.require_database(made.url)
        assert leftover.running(made.data) is None
        made.create()  # again, as any later start

    def test_a_server_that_was_left_behind_is_stopped(self, made):
        made.create()
        left = made.start()
        leftover.clear(made.data, made.sockets)
        assert left.wait(5) == 0
        assert made.start().poll() is None

    def test_a_server_that_is_still_writing_its_file_is_read_as_far_as_it_is_written(self, tmp_path, monkeypatch):
        monkeypatch.setattr(leftover, "_serves", lambda pid, data: True)
        for written in ("77\n/data\n1790000000\n5432\n\n", "77\n/data\n"):
            (tmp_path / "postmaster.pid").write_text(written)
            assert leftover.running(tmp_path) == leftover.Running(77, tmp_path, ready=False)

    def test_it_says_why_it_does_not_start(self, made):
        made.create()
        (made.data / "postgresql.conf").write_text("nonsense\n")
        with pytest.raises(ConfigurationError, match=r"does not start: .*syntax error"):
            made.start()

    def test_it_says_why_it_cannot_be_created(self, made, monkeypatch):
        monkeypatch.setattr(cluster.leftover, "OWNER", "pg_forbidden")
        with pytest.raises(ConfigurationError, match="could not be created"):
            made.create()

    def test_a_folder_of_something_else_is_refused(self, made):
        made.data.mkdir()
        with pytest.raises(ConfigurationError, match="is not a folder of PostgreSQL"):
            made.create()

    def test_a_folder_that_we_may_not_read_is_refused(self, made, monkeypatch):
        made.data.mkdir()

        def refuse(*_, **__):
            raise PermissionError

        monkeypatch.setattr(cluster.Path, "read_text", refuse)
        with pytest.raises(ConfigurationError, match="belongs to another account"):
            made.create()

    def test_a_long_path_gets_short_sockets_that_nobody_else_may_own(self, tmp_path, monkeypatch):
        long = Cluster(tmp_path / ("x" * 120), tmp_path / "log")
        long.account = None
        long._make_sockets()
        assert len(str(long.sockets)) < 40
        monkeypatch.setattr(os, "geteuid", lambda: 4242)
        with pytest.raises(ConfigurationError, match="belongs to someone else"):
            long._make_sockets()
        long.sockets.rmdir()

    def test_a_log_that_grew_is_put_aside(self, made, monkeypatch):
        monkeypatch.setattr(cluster, "_LOG_LIMIT", 3)
        made.log.write_text("long")
        made.create()
        made.start()
        assert made.log.with_suffix(".old.log").read_text() == "long"

    def test_a_machine_without_the_programs_is_told_the_way_out(self, monkeypatch):
        monkeypatch.setattr(programs, "find_spec", lambda _: None)
        with pytest.raises(ConfigurationError, match="set LIAMM_DATABASE_URL"):
            programs.program("postgres")


class TestAccount:
    def test_an_ordinary_person_stays_who_they_are(self, monkeypatch, tmp_path):
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        assert server_account(tmp_path) is None

    def test_root_becomes_the_owner_of_the_data_or_nobody(self, monkeypatch, tmp_path):
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        assert server_account(tmp_path / "none").uid != 0
        owned = SimpleNamespace(exists=lambda: True, stat=lambda: SimpleNamespace(st_uid=7, st_gid=8))
        assert server_account(owned) == Account(7, 8)

    def test_a_closed_folder_on_the_way_is_seen(self, tmp_path):
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        assert not account._open_to_all(closed / "data")


class TestWaiting:
    def test_a_house_that_is_being_opened_is_waited_for(self, tmp_path, monkeypatch):
        monkeypatch.setattr(options, "VAR", tmp_path)
        answers = iter([False, False, True])
        monkeypatch.setattr(database, "_runs", lambda _: next(answers))
        with HouseLock(tmp_path).held(), database.at_hand(Cluster(tmp_path / "postgres", tmp_path / "log")):
            pass

    def test_and_not_for_ever(self, tmp_path, monkeypatch):
        monkeypatch.setattr(options, "VAR", tmp_path)
        monkeypatch.setattr(database, "_PATIENCE", 0.05)
        one = Cluster(tmp_path / "postgres", tmp_path / "log")
        with HouseLock(tmp_path).held(), pytest.raises(AlreadyRunningError):
            database.at_hand(one).__enter__()

    def test_an_old_database_is_refused(self, monkeypatch):
        old = SimpleNamespace(info=SimpleNamespace(server_version=140_012, parameter_status=lambda _: "UTF8"))
        old.__enter__ = lambda: old

        class Old:
            info = old.info

            def __enter__(self):
                return self

            def __exit__(self, *_):
                return None

        monkeypatch.setattr(psycopg, "connect", lambda *_, **__: Old())
        with pytest.raises(ConfigurationError, match="is PostgreSQL 14; Liamm needs 15"):
            reachable.require_database("postgresql://old")


class TestFreshness:
    def test_it_holds_until_a_file_or_the_database_changes(self, tmp_path, monkeypatch):
        monkeypatch.setattr(options, "VAR", tmp_path / "var")
        monkeypatch.setenv("LIAMM_CHARTERS", str(tmp_path / "charters"))
        assert not freshness.is_fresh("one")
        freshness.remember("one")
        assert freshness.is_fresh("one")
        assert not freshness.is_fresh("two")
        (tmp_path / "charters").mkdir()
        (tmp_path / "charters" / "lab.toml").write_text("key = 1")
        assert not freshness.is_fresh("one")
        freshness.forget()
        assert not (tmp_path / "var" / "migrated").exists()


class TestCommand:
    def test_an_unknown_verb_and_the_version(self, capsys):
        with pytest.raises(SystemExit):
            command.main(["dance"])
        with pytest.raises(SystemExit):
            command.main(["--version"])
        assert "liamm 0." in capsys.readouterr().out

    def test_the_help_names_every_verb(self, capsys):
        with pytest.raises(SystemExit):
            command.main(["--help"])
        text = capsys.readouterr().out
        assert all(f"  {verb} " in text for verb in command.VERBS)

    @pytest.mark.parametrize(("error", "code"), [(ConfigurationError("Mend it."), 1), (KeyboardInterrupt(), 130)])
    def test_no_stack_trace(self, monkeypatch, capsys, error, code):
        def fail(*_):
            raise error

        monkeypatch.setattr(command, "import_module", lambda _: SimpleNamespace(run=fail))
        assert command.main(["run"]) == code
        assert "Traceback" not in capsys.readouterr().err
