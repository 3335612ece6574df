"""A PostgreSQL of its own, with the settings it comes with: every commit reaches the disk."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from harness.folders import free_port
from harness.processes import Failed, Process


def installed():
    """The folder of the newest one's programs; Debian keeps it off the PATH."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda path: float(path.parts[-3]))[-1:]
    return newest[0].parent if newest else None


class Postgres:
    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.bin = installed()
        if not self.bin:
            raise Failed("PostgreSQL is not installed")
        # It refuses to run as root.
        self.user = None if os.geteuid() else _ordinary_user()
        folder.mkdir(parents=True)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if self.user:
            shutil.chown(folder, self.user)
            shutil.chown(data, self.user)
        words = [self.bin / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        groups = [] if self.user else None
        words = [str(word) for word in words]
        subprocess.run(words, check=True, capture_output=True, user=self.user, extra_groups=groups, cwd=folder)
        self.process = None

    @property
    def pid(self):
        return self.process.pid

    @property
    def version(self):
        return subprocess.run([self.bin / "postgres", "--version"], text=True, capture_output=True).stdout.split()[2]

    def __enter__(self):
        words = [self.bin / "postgres", "-D", self.folder / "data", "-p", self.port, "-k", self.folder, "-c", "listen_addresses=127.0.0.1"]
        self.process = Process("postgres", words, self.folder / "postgres.log", cwd=self.folder, user=self.user)
        until = time.monotonic() + 30
        while subprocess.run([self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode:
            self.process.must_live()
            if time.monotonic() > until:
                raise Failed(f"PostgreSQL does not answer:\n{self.process.said()}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        # SIGINT is its fast shutdown: clients are sent away.
        self.process.stop(signal.SIGINT)

    def database(self, name):
        self.sql(f'CREATE DATABASE "{name}"')
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def sql(self, text, database="postgres"):
        words = [self.bin / "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d", database, "-Atqc", text]
        done = subprocess.run([str(word) for word in words], text=True, capture_output=True)
        if done.returncode:
            raise Failed(f"psql: {done.stderr}")
        return done.stdout.strip()


def _ordinary_user():
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
            return name
        except KeyError:
            continue
    raise Failed("PostgreSQL needs an ordinary user to run as")
