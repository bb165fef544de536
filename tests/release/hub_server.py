"""A server that speaks the Hub's routes for dataset repositories, for the real client to talk to.

Repositories live in memory: blobs, commits (each a whole tree), branches, tags.  It is strict where
the Hub is: writes need a token, private repositories need one to be read, a tag is never moved, a
commit on an old parent is refused, an LFS file must have been uploaded and hash to its name.

Run by hand: ``python tests/release/hub_server.py [PORT]``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "hf_local_test"  # noqa: S105 - of this server only
DATE = "2026-01-01T00:00:00.000Z"


def sha1(data):
    data = data.encode() if isinstance(data, str) else data
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


@dataclass
class Blob:
    """One file's bytes: its git name, and its SHA-256 if it is stored as LFS."""

    data: bytes
    lfs: bool

    def __post_init__(self):
        self.sha256 = hashlib.sha256(self.data).hexdigest()
        pointer = (
            f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\n"
            f"size {len(self.data)}\n"
        ).encode()
        self.pointer_size = len(pointer)
        body = pointer if self.lfs else self.data
        self.oid = sha1(b"blob %d\0" % len(body) + body)

    def entry(self, path):
        row = {"type": "file", "path": path, "size": len(self.data), "oid": self.oid}
        if self.lfs:
            row["lfs"] = {
                "oid": self.sha256,
                "size": len(self.data),
                "pointerSize": self.pointer_size,
            }
        return row


@dataclass
class Repo:
    name: str
    private: bool
    commits: dict = field(default_factory=dict)  # sha -> (parent, message, tree)
    branches: dict = field(default_factory=dict)
    tags: dict = field(default_factory=dict)
    lfs: dict = field(default_factory=dict)  # sha256 -> bytes

    def commit(self, branch, message, tree):
        parent = self.branches.get(branch)
        listing = sorted((path, blob.oid) for path, blob in tree.items())
        sha = sha1(repr((parent, message, listing)))
        self.commits[sha] = (parent, message, tree)
        self.branches[branch] = sha
        return sha

    def sha(self, revision):
        revision = unquote(revision)
        if revision in self.branches or revision in self.tags:
            return self.branches.get(revision) or self.tags[revision]
        full = [sha for sha in self.commits if len(revision) >= 7 and sha.startswith(revision)]
        if len(full) != 1:
            raise Refused(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        return full[0]

    def tree(self, revision):
        return self.commits[self.sha(revision)][2]


class Refused(Exception):  # noqa: N818 - an answer, not an error of the server
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


class Hub:
    """A running server; ``endpoint`` is its address.  Use as a context manager."""

    def __init__(self, port=0):
        self.repos = {}
        self.requests = []
        self.before = None
        """Called with (number, method, path) before each request is answered."""
        self.xet = None
        """A folder: then big files go to a content store there, as with the Hub's Xet."""
        self.lock = threading.RLock()
        self.done = threading.Condition(self.lock)
        self.begun = 0
        """How many requests are being answered."""
        handler = type("Handler", (_Handler,), {"hub": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def environment(self, home, token=TOKEN):
        """Variables that send the client here, with caches under ``home``, Xet off."""
        return {
            "HF_ENDPOINT": self.endpoint,
            "HF_HOME": str(home),
            "HF_TOKEN": token,
            "HF_HUB_DISABLE_XET": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        }

    def settle(self):
        """Wait until every request that was begun is answered, whether its client lives or not."""
        with self.done:
            assert self.done.wait_for(lambda: not self.begun, timeout=60)

    def repo(self, name):
        if name not in self.repos:
            raise Refused(404, "RepoNotFound", "Repository not found")
        return self.repos[name]

    def files(self, name, revision="main"):
        """Path → SHA-256 of the bytes at a revision: what a commit holds."""
        return {path: blob.sha256 for path, blob in self.repo(name).tree(revision).items()}


ROUTES = []


def route(method, pattern):
    def keep(function):
        ROUTES.append((method, re.compile(pattern), function))
        return function

    return keep


ID = r"(?P<repo>[\w.-]+/[\w.-]+)"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.dispatch("GET")

    def do_HEAD(self):
        self.dispatch("HEAD")

    def do_POST(self):
        self.dispatch("POST")

    def do_PUT(self):
        self.dispatch("PUT")

    def do_DELETE(self):
        self.dispatch("DELETE")

    def dispatch(self, method):
        url = urlsplit(self.path)
        self.query = parse_qs(url.query)
        with self.hub.lock:
            self.hub.requests.append((method, url.path))
            number, before = len(self.hub.requests), self.hub.before
            self.hub.begun += 1
        try:
            if before:
                before(number, method, url.path)
            self.respond(method, url.path)
        finally:
            with self.hub.done:
                self.hub.begun -= 1
                self.hub.done.notify_all()

    def respond(self, method, path):
        try:
            self.body = self.read_body()
        except (ConnectionError, ValueError):
            self.close_connection = True
            return
        try:
            with self.hub.lock:
                self.answer(method, path)
        except Refused as refused:
            self.json(
                {"error": str(refused)},
                refused.status,
                {"X-Error-Code": refused.code, "X-Error-Message": str(refused)},
            )
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, method, path):
        wanted = "GET" if method == "HEAD" else method
        for verb, pattern, function in ROUTES:
            match = pattern.fullmatch(path)
            if verb == wanted and match:
                arguments = match.groupdict()
                self.authorise(method, path, arguments.get("repo"))
                function(self, **arguments)
                return
        raise Refused(404, "", f"no route {method} {path}")

    def authorise(self, method, path, repo):
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        writes = method in {"POST", "PUT", "DELETE"} and "paths-info" not in path
        if path.startswith("/lfs/"):
            return  # the address itself is the right to write, as with the Hub's signed ones
        private = repo in self.hub.repos and self.hub.repos[repo].private
        if private and token != TOKEN:
            raise Refused(401, "RepoNotFound", "Repository not found")
        if writes and token != TOKEN:
            raise Refused(401, "", "Invalid username or password.")

    def read_body(self):
        if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
            parts = []
            while size := int(self.rfile.readline().strip() or b"0", 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        length = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(length)
        if len(data) < length:
            raise ConnectionError
        return data

    def json(self, value, status=200, headers=None):
        self.send(
            json.dumps(value).encode(),
            status,
            {"Content-Type": "application/json", **(headers or {})},
        )

    def send(self, data, status=200, headers=None):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@route("GET", r"/api/whoami-v2")
def whoami(handler):
    handler.json({"type": "user", "name": "user", "orgs": []})


@route("POST", r"/api/repos/create")
def create(handler):
    wanted = json.loads(handler.body)
    name = f"{wanted.get('organization') or 'user'}/{wanted['name']}"
    if name in handler.hub.repos:
        raise Refused(409, "", "You already created this dataset repo")
    private = wanted.get("visibility") == "private" or wanted.get("private", False)
    repo = handler.hub.repos[name] = Repo(name, private)
    repo.commit(
        "main", "initial commit", {".gitattributes": Blob(b"*.parquet filter=lfs\n", lfs=False)}
    )
    handler.json({"url": f"{handler.hub.endpoint}/datasets/{name}", "name": name})


@route("POST", r"/api/validate-yaml")
def validate_yaml(handler):
    handler.json({"errors": [], "warnings": []})


@route("POST", rf"/api/datasets/{ID}/preupload/(?P<revision>[^/]+)")
def preupload(handler, repo, revision):
    tree = handler.hub.repo(repo).tree(revision)
    files = []
    for item in json.loads(handler.body)["files"]:
        lfs, there = item["path"].endswith(".parquet"), tree.get(item["path"])
        oid = None if there is None else there.sha256 if there.lfs else there.oid
        files.append({
            "path": item["path"], "uploadMode": "lfs" if lfs else "regular",
            "shouldIgnore": False, "oid": oid,
        })  # fmt: skip
    handler.json({"files": files})


@route("POST", rf"/api/datasets/{ID}/commit/(?P<revision>[^/]+)")
def commit(handler, repo, revision):
    repository, branch = handler.hub.repo(repo), unquote(revision)
    if branch not in repository.branches:
        raise Refused(404, "RevisionNotFound", f"no branch {branch}")
    tree, header = dict(repository.tree(branch)), {}
    for line in handler.body.splitlines():
        item = json.loads(line)
        value = item["value"]
        match item["key"]:
            case "header":
                header = value
            case "file":
                tree[value["path"]] = Blob(base64.b64decode(value["content"]), lfs=False)
            case "lfsFile":
                if value["oid"] not in repository.lfs:
                    raise Refused(400, "", f"LFS object {value['oid']} was not uploaded")
                tree[value["path"]] = Blob(repository.lfs[value["oid"]], lfs=True)
            case "deletedFile":
                if tree.pop(value["path"], None) is None:
                    raise Refused(404, "EntryNotFound", "A file with this name doesn't exist")
            case other:
                raise Refused(400, "", f"unknown operation {other}")
    if header.get("parentCommit") not in {None, repository.branches[branch]}:
        raise Refused(412, "", "A commit has happened since. Please refresh and try again.")
    sha = repository.commit(branch, header["summary"], tree)
    url = f"{handler.hub.endpoint}/datasets/{repo}/commit/{sha}"
    handler.json({"commitUrl": url, "commitOid": sha})


@route("POST", rf"/api/datasets/{ID}/tag/(?P<revision>[^/]+)")
def tag(handler, repo, revision):
    repository, name = handler.hub.repo(repo), json.loads(handler.body)["tag"]
    if name in repository.tags:
        raise Refused(409, "", f"Tag reference {name} already exists")
    repository.tags[name] = repository.sha(revision)
    handler.json({})


@route("POST", rf"/api/datasets/{ID}/branch/(?P<name>[^/]+)")
def branch(handler, repo, name):
    repository, start = handler.hub.repo(repo), json.loads(handler.body).get("startingPoint")
    if name in repository.branches:
        raise Refused(409, "", f"Branch {name} already exists")
    repository.branches[name] = repository.sha(start or "main")
    handler.json({})


@route("DELETE", rf"/api/datasets/{ID}/branch/(?P<name>[^/]+)")
def delete_branch(handler, repo, name):
    repository = handler.hub.repo(repo)
    if name == "main":
        raise Refused(403, "", "main cannot be deleted")
    if repository.branches.pop(name, None) is None:
        raise Refused(404, "RevisionNotFound", f"no branch {name}")
    handler.json({})


@route("GET", rf"/api/datasets/{ID}/refs")
def refs(handler, repo):
    repository = handler.hub.repo(repo)

    def listed(kind, names):
        return [
            {"name": n, "ref": f"refs/{kind}/{n}", "targetCommit": sha}
            for n, sha in sorted(names.items())
        ]

    handler.json({
        "branches": listed("heads", repository.branches), "converts": [],
        "tags": listed("tags", repository.tags), "pullRequests": [],
    })  # fmt: skip


@route("GET", rf"/api/datasets/{ID}(/revision/(?P<revision>[^/]+))?")
def info(handler, repo, revision=None):
    repository = handler.hub.repo(repo)
    sha = repository.sha(revision or "main")
    handler.json({
        "_id": sha1(repo)[:24], "id": repo, "author": repo.split("/")[0],
        "sha": sha, "private": repository.private, "gated": False, "disabled": False,
        "lastModified": DATE, "createdAt": DATE, "downloads": 0, "likes": 0, "tags": [],
        "siblings": [{"rfilename": path} for path in sorted(repository.tree(sha))],
    })  # fmt: skip


@route("GET", rf"/api/datasets/{ID}/commits/(?P<revision>[^/]+)")
def commits(handler, repo, revision):
    repository, found = handler.hub.repo(repo), []
    sha = repository.sha(revision)
    while sha:
        parent, message, _ = repository.commits[sha]
        found.append({"id": sha, "title": message, "message": "", "date": DATE, "authors": []})
        sha = parent
    handler.json(found)


@route("GET", rf"/api/datasets/{ID}/tree/(?P<revision>[^/]+)(/(?P<folder>.*))?")
def tree(handler, repo, revision, folder=None):
    files = handler.hub.repo(repo).tree(revision)
    prefix = f"{unquote(folder)}/" if folder else ""
    inside = {path: blob for path, blob in files.items() if path.startswith(prefix)}
    if prefix and not inside:
        raise Refused(404, "EntryNotFound", f"{prefix} does not exist on {revision}")
    recursive = handler.query.get("recursive", [""])[0].lower() in {"true", "1"}
    handler.json(_listing(inside, prefix, recursive=recursive))


def _folder(path):
    return {
        "type": "directory",
        "path": path,
        "size": 0,
        "oid": sha1(path),
    }


def _listing(files, prefix, *, recursive):
    found = {}
    for path, blob in sorted(files.items()):
        parts = path.removeprefix(prefix).split("/")
        for depth in range(1, len(parts) if recursive else min(len(parts), 2)):
            name = prefix + "/".join(parts[:depth])
            found.setdefault(name, _folder(name))
        if recursive or len(parts) == 1:
            found[path] = blob.entry(path)
    return list(found.values())


@route("POST", rf"/api/datasets/{ID}/paths-info/(?P<revision>[^/]+)")
def paths_info(handler, repo, revision):
    files = handler.hub.repo(repo).tree(revision)
    if "json" in (handler.headers.get("Content-Type") or ""):
        paths = json.loads(handler.body)["paths"]
    else:
        paths = parse_qs(handler.body.decode())["paths"]
    found = [files[path].entry(path) for path in paths if path in files]
    found += [
        _folder(path)
        for path in paths
        if path not in files and any(name.startswith(f"{path}/") for name in files)
    ]
    handler.json(found)


@route("GET", rf"/datasets/{ID}/resolve/(?P<revision>[^/]+)/(?P<path>.+)")
def resolve(handler, repo, revision, path):
    repository = handler.hub.repo(repo)
    sha, path = repository.sha(revision), unquote(path)
    blob = repository.tree(sha).get(path)
    headers = {"X-Repo-Commit": sha, "Accept-Ranges": "bytes"}
    if blob is None:
        message = f"Entry not found: {path}"
        handler.json({"error": message}, 404, {**headers, "X-Error-Code": "EntryNotFound"})
        return
    headers["ETag"] = f'"{blob.sha256 if blob.lfs else blob.oid}"'
    if blob.lfs:
        headers |= {"X-Linked-Size": str(len(blob.data)), "X-Linked-ETag": f'"{blob.sha256}"'}
    span = _range(handler.headers.get("Range"), len(blob.data))
    if span is None:
        handler.send(blob.data, 200, headers)
        return
    start, end = span
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(blob.data)}"
    handler.send(blob.data[start:end], 206, headers)


def _range(header, size):
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", header or "")
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(size - int(match[2]), 0), size
    start, end = int(match[1]), int(match[2]) + 1 if match[2] else size
    if start >= size:
        raise Refused(416, "", "Range not satisfiable")
    return start, min(end, size)


@route("GET", rf"/api/datasets/{ID}/xet-write-token/(?P<revision>[^/]+)")
def xet_token(handler, repo, revision):
    handler.hub.repo(repo).sha(revision)
    if handler.hub.xet is None:
        raise Refused(404, "", "no Xet here")
    token = {"casUrl": f"local://{handler.hub.xet}", "accessToken": "x", "exp": 4102444800}
    headers = {
        "X-Xet-Cas-Url": token["casUrl"], "X-Xet-Access-Token": "x",
        "X-Xet-Token-Expiration": str(token["exp"]),
    }  # fmt: skip
    handler.json(token, headers=headers)


@route("POST", rf"/datasets/{ID}\.git/info/lfs/objects/batch")
def lfs_batch(handler, repo):
    repository, objects = handler.hub.repo(repo), []
    for wanted in json.loads(handler.body)["objects"]:
        row = {"oid": wanted["oid"], "size": wanted["size"]}
        if wanted["oid"] not in repository.lfs:
            href = f"{handler.hub.endpoint}/lfs/{repo}/{wanted['oid']}"
            row["actions"] = {"upload": {"href": href}}
        objects.append(row)
    handler.json({"transfer": "basic", "objects": objects})


@route("PUT", rf"/lfs/{ID}/(?P<oid>[0-9a-f]+)")
def lfs_put(handler, repo, oid):
    if hashlib.sha256(handler.body).hexdigest() != oid:
        raise Refused(400, "", "the bytes do not hash to their name")
    handler.hub.repo(repo).lfs[oid] = handler.body
    handler.send(b"")


if __name__ == "__main__":
    with Hub(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as hub:
        print(f"HF_ENDPOINT={hub.endpoint} HF_TOKEN={TOKEN} HF_HUB_DISABLE_XET=1")  # noqa: T201
        threading.Event().wait()
