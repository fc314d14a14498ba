"""A real Elasticsearch node for tests and benchmarks: its jars by Maven, held against a list, in the user's cache.

    with search_node.engine() as node: node.kill(); node.start()

Elasticsearch is in no package of Debian or Python, but its server's jars are published for Maven. They are fetched at
first use, every one is held against `search_node/jars.sha256`, and a launcher of 50 lines is compiled beside them
(`search_node/Launcher.java`). Nothing of a plugin is needed: the product's own words are compared in `search/words.py`.
An installation has a cluster of its own instead (docs/runbook.md).
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import services  # noqa: E402

RECIPE = ROOT / "tools" / "search_node"
VERSION = "8.19.0"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
HEAP = ("-Xms512m", "-Xmx512m")
DESCRIPTOR = f"""description=netty
version={VERSION}
name=transport-netty4
classname=org.elasticsearch.transport.netty4.Netty4Plugin
java.version=17
elasticsearch.version={VERSION}
"""


def programs() -> tuple[str, str, str]:
    """Full paths of java, javac and mvn. Raises `ServiceMissing`."""
    found = [shutil.which(name) for name in ("java", "javac", "mvn")]
    if not all(found):
        raise services.ServiceMissing(
            f"Elasticsearch needs a JDK 17 and Maven, which are not installed ({services.FIXED_HINT})"
        )
    return found[0] or "", found[1] or "", found[2] or ""


def home() -> Path:
    """The node's program folder, made at first use. Raises `ServiceMissing`, or `RuntimeError` for a wrong jar."""
    _java, javac, mvn = programs()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ecabinet"
    recipe = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(RECIPE.iterdir()))).hexdigest()
    made = cache / f"search-node-{VERSION}-{recipe[:12]}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "search-node.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                part = Path(folder) / "home"
                _make(part, javac, mvn)
                part.rename(made)
    return made


def _make(folder: Path, javac: str, mvn: str) -> None:
    lib, netty = folder / "lib", folder / "modules" / "transport-netty4"
    for one in (lib, netty, folder / "config", folder / "plugins", folder / "out"):
        one.mkdir(parents=True)
    _run([mvn, "-q", "-B", "-f", str(RECIPE / "pom.xml"), COPY, f"-DoutputDirectory={lib}"])
    _hold_against_list(lib)
    for jar in (*lib.glob("transport-netty4-*.jar"), *lib.glob("netty-*.jar")):
        jar.rename(netty / jar.name)
    (netty / "plugin-descriptor.properties").write_text(DESCRIPTOR)
    _run([javac, "-cp", f"{lib}/*", "-d", str(folder / "out"), str(RECIPE / "Launcher.java")])


def _hold_against_list(folder: Path) -> None:
    """Exactly the jars of the list, byte for byte."""
    wanted = {}
    for line in (RECIPE / "jars.sha256").read_text().splitlines():
        digest, name = line.split()
        wanted[name] = digest
    there = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in folder.iterdir()}
    if wrong := sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)):
        raise RuntimeError(f"not the jars of tools/search_node/jars.sha256: {', '.join(wrong)}")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise services.ServiceMissing(
            f"Elasticsearch can't be prepared ({Path(command[0]).name}): {(done.stdout + done.stderr)[-600:]}"
        )


class SearchNode(services.Engine):
    """Ready when its cluster is: the port alone answers earlier."""

    patience = 180.0

    def _status(self) -> str:
        with urllib.request.urlopen(f"{self.url}/_cluster/health", timeout=5) as answer:
            return str(json.load(answer)["status"])

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + self.patience
        while True:
            with contextlib.suppress(OSError, ValueError):
                if self._status() in {"green", "yellow"}:
                    return
            if self.process is None or self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"Elasticsearch refused:\n{self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)


@contextlib.contextmanager
def engine() -> Iterator[SearchNode]:
    """A fresh node that may be killed and started again, its data in a temporary folder; `url` is its address."""
    program = home()
    account = pwd.getpwuid(os.geteuid()).pw_name  # ours: the cache of the jars is ours too
    with services.in_a_folder("ecabinet-es-", account) as folder:
        port = services.free_port()
        command = [programs()[0], *HEAP, "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + str(folder)]
        command += ["-cp", f"{program}/out:{program}/lib/*", "Launcher", str(program), str(folder), str(port)]
        node = SearchNode(command, port, folder, dict(os.environ), account)
        node.url = f"http://127.0.0.1:{port}"
        try:
            node.start()
            yield node
        finally:
            node.stop()
