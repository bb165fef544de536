"""Publishing on the Hugging Face Hub: one commit and one tag a release, and never a moved tag.

``main`` is at the newest version: an older one is committed on a branch that is there until it has
its tag.

Uploading goes on where it was stopped: files that the Hub already has are not sent again, the
commit appears whole or not at all, and a release that is there already is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.errors import ReleaseError, quoted
from juku.filehash import file_sha256
from juku.release import checksums, record, versions
from juku.remote.refusals import translated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huggingface_hub import HfApi

_KEPT = {".gitattributes"}
"""Files of the repository that are the Hub's own."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing came to."""

    repo: str
    tag: str
    commit: str | None
    """Commit hash on the Hub; None for a dry run that would make one."""
    sent: tuple[str, ...]
    """Files that were, or would be, added or changed."""
    removed: tuple[str, ...]
    """Files of an earlier version that were, or would be, removed."""
    done: bool
    """False for a dry run."""
    behind: str | None = None
    """The tag of a newer version, at which ``main`` stays; None where there is none."""


def publish(
    root: Path,
    repo: str,
    *,
    endpoint: str | None = None,
    private: bool = False,
    token: str | None = None,
    dry_run: bool = False,
) -> Published:
    """Upload the release at ``root`` to dataset repository ``repo``, commit it and tag it.

    Raises:
        ReleaseError: the release does not say whose it is or does not verify, its tag exists with
            other files, or the Hub refused or could not be reached.
    """
    _check_endpoint(endpoint)
    about = record.load(root)
    record.require_cited(root, about)
    record.require_intact(root)
    files = {path: file_sha256(Path(root) / path) for path in _files(root)}
    with translated(f"{endpoint or 'the Hub'}: {repo}"):
        from huggingface_hub import HfApi

        api = HfApi(endpoint=endpoint, token=token)
        return _Upload(api, Path(root), repo, about, files).run(private=private, dry_run=dry_run)


_ENDPOINT = re.compile(r"https?://[!-~]+")


def _check_endpoint(endpoint: str | None) -> None:
    """Refuse what no server answers to, however often one runs the command again.

    >>> _check_endpoint("http://127.0.0.1:8000")

    Raises:
        ReleaseError: it is no address with http:// or https:// before it.
    """
    if endpoint is not None and _ENDPOINT.fullmatch(endpoint) is None:
        raise ReleaseError(
            f"endpoint: {quoted(endpoint)} is no address of a server; write it whole, as "
            "https://hub.example.org"
        )


def _files(root: Path) -> list[str]:
    return [*checksums.files(root), checksums.NAME]


class _Upload:
    """One release on its way to one repository."""

    def __init__(
        self, api: HfApi, root: Path, repo: str, about: record.Record, files: Mapping[str, str]
    ) -> None:
        self.api, self.root, self.repo, self.about, self.files = api, root, repo, about, files
        self.tag = f"v{about.version}"
        self.aside = f"juku-{self.tag}"
        """The branch on which an older version is committed, until it has its tag."""
        self.older: str | None = None
        self.newer: str | None = None
        """Tags of the version before this one, and of the highest if it is after it."""

    def run(self, *, private: bool, dry_run: bool) -> Published:
        exists = self.api.repo_exists(self.repo, repo_type="dataset")
        tags, branches = self._refs() if exists else ({}, {})
        self.older, self.newer = versions.around(tags, self.about.version)
        if self.tag in tags:
            done = self._already(tags[self.tag])
            if self.aside in branches and not dry_run:
                self._drop_aside()
            return done
        if dry_run and not exists:
            return self._outcome(None, tuple(self.files), (), done=False)
        if not exists:
            self.api.create_repo(self.repo, repo_type="dataset", private=private, exist_ok=True)
        branch, head = "main", str(self.api.dataset_info(self.repo, revision="main").sha)
        if self.newer is not None:
            begin = tags[self.older] if self.older is not None else head
            branch, head = self.aside, branches.get(self.aside, begin)
        changed, removed = self._difference(self._there(head))
        if dry_run:
            return self._outcome(None, changed, removed, done=False)
        if branch not in ("main", *branches):
            self.api.create_branch(self.repo, repo_type="dataset", branch=branch, revision=head)
        commit = self._commit(changed, removed, branch, head)
        self._put_tag(commit)
        if branch == self.aside:
            self._drop_aside()
        return self._outcome(commit, changed, removed, done=True)

    def _already(self, commit: str) -> Published:
        """The tag is there: with these files it is this release, with others it is a mistake."""
        changed, removed = self._difference(self._there(self.tag))
        if changed or removed:
            named = ", ".join([*changed, *removed][:5])
            raise ReleaseError(
                f"{self.repo}@{self.tag}: exists with other files ({named}); a tag is never "
                "moved: give the release a new version and publish that"
            )
        return self._outcome(commit, (), (), done=True)

    def _drop_aside(self) -> None:
        self.api.delete_branch(self.repo, repo_type="dataset", branch=self.aside)

    def _refs(self) -> tuple[dict[str, str], dict[str, str]]:
        """The commits of the repository's tags and of its branches."""
        refs = self.api.list_repo_refs(self.repo, repo_type="dataset")
        tags, branches = (
            {ref.name: ref.target_commit for ref in some} for some in (refs.tags, refs.branches)
        )
        return tags, branches

    def _there(self, revision: str) -> dict[str, tuple[str, bool]]:
        """Path → (its name on the Hub, whether that is a SHA-256) of a revision's files."""
        from huggingface_hub.hf_api import RepoFile

        listed = self.api.list_repo_tree(
            self.repo, repo_type="dataset", revision=revision, recursive=True
        )
        return {
            item.path: (item.lfs.sha256, True) if item.lfs else (item.blob_id, False)
            for item in listed
            if isinstance(item, RepoFile) and item.path not in _KEPT
        }

    def _difference(
        self, there: Mapping[str, tuple[str, bool]]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Paths to send and paths to remove, so that a revision holds exactly this release."""
        changed = tuple(path for path in self.files if not self._same(path, there.get(path)))
        return changed, tuple(sorted(there.keys() - self.files.keys()))

    def _same(self, path: str, there: tuple[str, bool] | None) -> bool:
        if there is None:
            return False
        name, is_sha256 = there
        return name == (self.files[path] if is_sha256 else _git_name(self.root / path))

    def _commit(
        self, changed: Sequence[str], removed: Sequence[str], branch: str, head: str
    ) -> str:
        """The commit that holds the release; the head itself when it already does."""
        if not changed and not removed:
            return head
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete

        operations: list[Any] = [
            CommitOperationAdd(path, str(self.root / path)) for path in changed
        ]
        operations += [CommitOperationDelete(path) for path in removed]
        made = self.api.create_commit(
            self.repo,
            operations,
            repo_type="dataset",
            revision=branch,
            parent_commit=head,
            commit_message=f"{self.about.name} {self.about.version}",
            commit_description=f"identity {self.about.identity}",
        )
        return str(made.oid)

    def _put_tag(self, commit: str) -> None:
        self.api.create_tag(
            self.repo,
            repo_type="dataset",
            tag=self.tag,
            revision=commit,
            tag_message=f"{self.about.name} {self.about.version}, identity {self.about.identity}",
        )

    def _outcome(
        self, commit: str | None, sent: tuple[str, ...], removed: tuple[str, ...], *, done: bool
    ) -> Published:
        return Published(self.repo, self.tag, commit, sent, removed, done, self.newer)


def _git_name(path: Path) -> str:
    """The SHA-1 that git gives a file's bytes; how the Hub names files that are not LFS."""
    import hashlib

    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
