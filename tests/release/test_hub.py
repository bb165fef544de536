"""Publishing, with the real client against a server that speaks the Hub's routes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from juku import cli
from juku.errors import ReleaseError
from juku.filehash import file_sha256
from juku.release import checksums, published, record
from juku.release import hub as hubs

REPO = "user/demo"


def local_files(root):
    return {path: file_sha256(root / path) for path in [*checksums.files(root), "SHA256SUMS"]}


def remote_files(hub, revision="main"):
    return {p: h for p, h in hub.files(REPO, revision).items() if p != ".gitattributes"}


def second(tmp_path, make):
    """Version 1.1.0 with one more article, in two shards a table."""
    import datetime as dt

    conftest = sys.modules[make.rows.__module__]
    more = {**conftest.ARTICLES, ("other", dt.date(2024, 11, 6)): ["又一天。"]}
    return make.write_release(tmp_path / "demo-1.1.0", "1.1.0", make.rows(more), shards=2)


def test_publish_makes_one_commit_with_the_release_and_one_tag(hub, release):
    done = hubs.publish(release, REPO, endpoint=hub.endpoint)
    assert remote_files(hub) == local_files(release)
    repo = hub.repos[REPO]
    assert repo.tags == {"v1.0.0": done.commit}
    assert len(repo.commits) == 2  # the Hub's own and ours
    assert not repo.private


def test_publishing_again_changes_nothing(hub, release):
    first = hubs.publish(release, REPO, endpoint=hub.endpoint)
    before = dict(hub.repos[REPO].commits)
    again = hubs.publish(release, REPO, endpoint=hub.endpoint)
    assert (again.commit, again.sent, again.removed) == (first.commit, (), ())
    assert hub.repos[REPO].commits == before


def test_a_second_version_replaces_the_first_on_main_and_keeps_its_tag(
    hub, release, tmp_path, make
):
    hubs.publish(release, REPO, endpoint=hub.endpoint)
    newer = second(tmp_path, make)
    done = hubs.publish(newer, REPO, endpoint=hub.endpoint)
    assert remote_files(hub) == local_files(newer)
    assert remote_files(hub, "v1.0.0") == local_files(release)
    assert "data/train-00000-of-00001.parquet" in done.removed


def test_an_older_version_gets_its_tag_and_main_stays_at_the_newest(
    hub, release, tmp_path, make, capsys
):
    hubs.publish(second(tmp_path, make), REPO, endpoint=hub.endpoint)
    repo = hub.repos[REPO]
    main = repo.branches["main"]
    planned = hubs.publish(release, REPO, endpoint=hub.endpoint, dry_run=True)
    assert (planned.behind, repo.branches) == ("v1.1.0", {"main": main})
    done = hubs.publish(release, REPO, endpoint=hub.endpoint)
    assert (done.sent, done.removed) == (planned.sent, planned.removed)
    assert repo.branches == {"main": main}
    assert set(repo.tags) == {"v1.0.0", "v1.1.0"}
    assert remote_files(hub, "v1.0.0") == local_files(release)
    told = ["publish", str(release), REPO, "--endpoint", hub.endpoint, "--no-check"]
    assert cli.main(told) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].endswith("no file differs")
    assert shown[1] == "main stays at v1.1.0, which is newer"

    mended = make.write_release(tmp_path / "demo-1.0.1", "1.0.1", shards=2)
    done = hubs.publish(mended, REPO, endpoint=hub.endpoint)
    assert repo.commits[done.commit][0] == repo.tags["v1.0.0"]
    assert remote_files(hub, "v1.0.1") == local_files(mended)
    assert repo.branches == {"main": main}
    newest = make.write_release(tmp_path / "demo-2.0.0", "2.0.0", shards=2)
    assert hubs.publish(newest, REPO, endpoint=hub.endpoint).behind is None
    assert remote_files(hub) == local_files(newest)


def test_an_older_version_goes_on_wherever_its_upload_was_stopped(hub, release, tmp_path, make):
    newer = second(tmp_path, make)
    hubs.publish(newer, REPO, endpoint=hub.endpoint)
    repo = hub.repos[REPO]
    begun = dict(repo.branches)
    stops = [("POST", "/branch/"), ("POST", "/commit/"), ("POST", "/tag/"), ("DELETE", "/branch/")]
    for stop in stops:
        refused = []

        def refuse(_, method, path, stop=stop, refused=refused):
            if method == stop[0] and stop[1] in path:
                refused.append(path)
                raise RuntimeError

        hub.before = refuse
        with pytest.raises(ReleaseError):
            hubs.publish(release, REPO, endpoint=hub.endpoint)
        assert refused
        assert repo.branches["main"] == begun["main"]
        hub.before = None
        hubs.publish(release, REPO, endpoint=hub.endpoint)
        assert (repo.branches, set(repo.tags)) == (begun, {"v1.0.0", "v1.1.0"})
        assert remote_files(hub, "v1.0.0") == local_files(release)
        assert remote_files(hub) == local_files(newer)
        del repo.tags["v1.0.0"]


def test_a_tag_with_other_files_is_refused_and_stays(hub, release, tmp_path, make):
    first = hubs.publish(release, REPO, endpoint=hub.endpoint)
    other = make.write_release(tmp_path / "other", "1.0.0", shards=2)
    with pytest.raises(ReleaseError, match=r"user/demo@v1\.0\.0: exists with other files"):
        hubs.publish(other, REPO, endpoint=hub.endpoint)
    assert hub.repos[REPO].tags == {"v1.0.0": first.commit}
    assert remote_files(hub) == local_files(release)


def test_a_dry_run_sends_nothing(hub, release, tmp_path, make):
    planned = hubs.publish(release, REPO, endpoint=hub.endpoint, dry_run=True)
    assert (hub.repos, planned.done) == ({}, False)
    assert set(planned.sent) == set(local_files(release))
    hubs.publish(release, REPO, endpoint=hub.endpoint)
    before = dict(hub.repos[REPO].commits)
    planned = hubs.publish(second(tmp_path, make), REPO, endpoint=hub.endpoint, dry_run=True)
    assert "data/train-00001-of-00002.parquet" in planned.sent
    assert hub.repos[REPO].commits == before


def test_private_makes_a_private_repository(hub, release):
    hubs.publish(release, REPO, endpoint=hub.endpoint, private=True)
    assert hub.repos[REPO].private


def test_big_files_go_through_xet_where_the_hub_has_it(hub, release, tmp_path, monkeypatch):
    """The client's own Xet library cuts and stores the shards; no LFS upload is made."""
    pytest.importorskip("hf_xet")
    pytest.importorskip("huggingface_hub", "1.24", reason="older ones ask for Xet in another way")
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", False)
    hub.xet = tmp_path / "store"
    shards = [path.read_bytes() for path in release.rglob("*.parquet")]

    def known(_, method, path):
        """The store is the library's own; what it took in, the server knows by its bytes."""
        if method == "POST" and "/commit/" in path and any(hub.xet.rglob("*")):
            hub.repos[REPO].lfs = {hashlib.sha256(data).hexdigest(): data for data in shards}

    hub.before = known
    hubs.publish(release, REPO, endpoint=hub.endpoint)
    assert remote_files(hub, "v1.0.0") == local_files(release)
    assert not any(path.startswith("/lfs/") for _, path in hub.requests)


def test_a_spoilt_release_is_not_published(hub, release):
    (release / "README.md").write_text("forged")
    with pytest.raises(ReleaseError, match=r"README\.md: its bytes are not those"):
        hubs.publish(release, REPO, endpoint=hub.endpoint)
    assert hub.repos == {}


def test_without_a_token_the_message_says_how_to_log_in(hub, release):
    with pytest.raises(ReleaseError, match=r"no right to it.*hf auth login"):
        hubs.publish(release, REPO, endpoint=hub.endpoint, token="wrong")  # noqa: S106


def test_a_bad_repository_id_is_named(hub, release):
    with pytest.raises(ReleaseError, match=r": a/b/c: is no repository id \(Repo id must be "):
        hubs.publish(release, "a/b/c", endpoint=hub.endpoint)


def test_a_bad_repository_id_is_repeated_once_and_cut(hub, release):
    with pytest.raises(ReleaseError, match=r"x…: is no repository id .*; write ") as refused:
        hubs.publish(release, f"USER/{'x' * 10_000}", endpoint=hub.endpoint)
    assert str(refused.value).count("USER/x") == 1
    assert len(str(refused.value)) < 500


def test_an_unreachable_hub_is_one_message(release):
    with pytest.raises(ReleaseError, match=r"could not be reached .*run the same command again"):
        hubs.publish(release, REPO, endpoint="http://127.0.0.1:9")


def test_a_hub_that_is_not_reached_is_not_taken_for_one_without_the_release(tmp_path):
    environment = {
        **os.environ,
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "HF_HOME": str(tmp_path / "home"),
    }
    command = [sys.executable, "-m", "juku.cli", "describe", "hf://datasets/user/none@v1.0.0"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.startswith("juku: hf://datasets/user/none@v1.0.0: could not be reached (")


def run_publish(hub, root, home, *options):
    command = [
        sys.executable,
        "-m",
        "juku.cli",
        "publish",
        str(root),
        REPO,
        "--endpoint",
        hub.endpoint,
    ]
    return subprocess.Popen(
        [*command, *options], env={**os.environ, **hub.environment(home)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_killed_at_ten_points_an_upload_resumes_to_the_same_commit_contents(
    hub, release, tmp_path, make
):
    """The client is killed at request 1, 2, … 10 of its run; the next run completes the release."""
    expected = local_files(release)
    for point in range(1, 11):
        hub.repos.clear()
        hub.requests.clear()
        with hub.lock:  # its first request waits until what is to come before it is said
            victim = run_publish(hub, release, tmp_path / "home", "--no-check")
            hub.before = lambda number, *_, victim=victim, point=point: (
                victim.kill() if number == point else None
            )
        victim.wait()
        hub.before = None
        hub.settle()  # the request of a client that was killed is answered all the same
        killed = victim.returncode == -9
        victim.stdout.close()
        victim.stderr.close()
        assert killed or point > len(hub.requests)
        hubs.publish(release, REPO, endpoint=hub.endpoint)
        assert remote_files(hub) == expected, f"killed at request {point}"
        assert remote_files(hub, "v1.0.0") == expected


LOAD = """
import json, sys
from juku.release import published
print(json.dumps([
    published.row_hashes(repo, revision, streaming=streaming)
    for repo, revision, streaming in json.loads(sys.argv[1])
]))
"""


def load(hub, home, *wanted):
    """Row hashes of each (revision, streaming), loaded in one fresh process."""
    arguments = json.dumps([[REPO, *one] for one in wanted])
    done = subprocess.run(
        [sys.executable, "-c", LOAD, arguments], env={**os.environ, **hub.environment(home)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_two_versions_load_side_by_side_by_tag_commit_and_main_streamed_and_not(
    hub, release, tmp_path, make
):
    first = hubs.publish(release, REPO, endpoint=hub.endpoint)
    home, one = tmp_path / "home", record.load(release).row_hashes
    assert load(hub, home, (None, False)) == [one]
    newer = second(tmp_path, make)
    done = hubs.publish(newer, REPO, endpoint=hub.endpoint)
    two = record.load(newer).row_hashes
    assert one != two
    found = load(
        hub, home,
        ("v1.0.0", False), ("v1.1.0", False), (first.commit, False), (done.commit, True),
        ("v1.0.0", True), (None, False), (None, True),
    )  # fmt: skip
    assert found == [one, two, one, two, one, two, two]


def test_the_command_publishes_and_loads_back(hub, release, tmp_path):
    done = run_publish(hub, release, tmp_path / "home")
    out, err = done.communicate()
    assert done.returncode == 0, err
    assert "load_dataset('user/demo', revision='v1.0.0') gives the same rows" in out


def test_the_first_corpus_loads_cold_as_a_newcomer_would(hub, first_release, tmp_path):
    """All three configs, in a process and a cache that have seen nothing."""
    hubs.publish(first_release, REPO, endpoint=hub.endpoint)
    expected = record.load(first_release).row_hashes
    assert load(hub, tmp_path / "home", ("v1.0.0", False)) == [expected]


def test_a_commit_that_came_between_is_not_overwritten(hub, release):
    """Somebody commits after the head was read: the upload is refused and can be run again."""

    def intrude(_, method, path):
        if method == "POST" and "/commit/" in path:
            hub.before = None
            repo = hub.repos[REPO]
            repo.commit("main", "meanwhile", dict(repo.tree("main")))

    hub.before = intrude
    with pytest.raises(ReleaseError, match="someone else committed meanwhile; run the same"):
        hubs.publish(release, REPO, endpoint=hub.endpoint)
    assert hub.repos[REPO].tags == {}
    hubs.publish(release, REPO, endpoint=hub.endpoint)
    assert remote_files(hub, "v1.0.0") == local_files(release)


def test_the_command_asks_for_one_destination(release):
    command = [sys.executable, "-m", "juku.cli", "publish", str(release)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "name REPO_ID or --to PLACE" in done.stderr) == (1, True)


def test_the_check_finds_rows_that_are_not_the_releases(hub, release):
    hubs.publish(release, REPO, endpoint=hub.endpoint)
    expected = {**record.load(release).row_hashes, "articles": "0" * 64}
    with pytest.raises(ReleaseError, match=r"user/demo@v1\.0\.0: articles: load_dataset gives"):
        published.check(REPO, "v1.0.0", expected, endpoint=hub.endpoint)


@pytest.mark.parametrize(
    "endpoint", ["", "hub.example.org", "127.0.0.1:8000", "https://", "http://a b"]
)
def test_an_endpoint_that_is_no_address_is_refused_before_anything_is_read(tmp_path, endpoint):
    with pytest.raises(ReleaseError) as refused:
        hubs.publish(tmp_path / "not there", REPO, endpoint=endpoint)
    assert str(refused.value) == (
        f"endpoint: {endpoint!r} is no address of a server; write it whole, as "
        "https://hub.example.org"
    )
