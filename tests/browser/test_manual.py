"""The manual is true: every command of these pages is typed as it stands, in order, and answers what the page shows."""

import os
import re
import shlex
import subprocess
import uuid
from pathlib import Path

import pytest

from support.desk import BINARY, REPOSITORY
from support.manual import DATABASE, Reader, blocks, text

PAGES = ["run.md", "brand.md", "approve.md", "integrate.md", "operate.md", "secure.md"]
# What these pages say is there already: a server that runs as in run.md.
BESIDE_A_SERVER = {"brand.md", "approve.md", "operate.md", "secure.md"}
FIRST_STEPS = "On your machine"
# Of these blocks only their grammar is looked at: they need a container engine, or a Prometheus as a service.
ELSEWHERE = 2


@pytest.fixture
def database():
    """A fresh database of PostgreSQL, where there is one; its address."""
    cluster = os.environ.get("AJAR_TEST_POSTGRES")
    if not cluster:
        yield None
        return
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    places = f"{programs[-1]}:{os.environ['PATH']}" if programs else os.environ["PATH"]
    name = f"ajar_manual_{uuid.uuid4().hex}"

    def say(*words):
        subprocess.run([*words, f"--maintenance-db={cluster}", name], env=os.environ | {"PATH": places}, check=True)

    say("createdb")
    yield re.sub(r"/[^/]*$", f"/{name}", cluster)
    say("dropdb", "--force")


def typed(page, database):
    """What a reader of a page types, the first steps before it where the page says so."""
    before = [block for block in blocks("run.md") if block.heading == FIRST_STEPS] if page in BESIDE_A_SERVER else []
    # Without PostgreSQL (./test has one) a reader leaves out what needs it.
    left_out = {"elsewhere"} if database else {"elsewhere", "postgres"}
    return [block for block in before + blocks(page) if block.how not in left_out]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_does_what_the_page_shows(page, tmp_path, database):
    reader = Reader(tmp_path, database)
    found = typed(page, database)
    assert any(block.page == page and block.shows for block in found), "a page that shows nothing"
    for block, printed in zip(found, reader.runs(found)):
        reader.is_as_shown(block, printed)
    log = "".join(file.read_text(errors="replace") for file in reader.checkout.glob("*.log"))
    assert "panicked" not in log and "a request failed" not in log, log


def test_what_changes_the_system_is_what_the_page_says(tmp_path, database):
    reader = Reader(tmp_path, database)
    reader.runs([block for block in blocks("run.md") if block.heading == "As a service"])
    assert (tmp_path / "noted").read_text().splitlines() == [
        "useradd --system --home-dir %s/var/lib/ajar --shell /usr/sbin/nologin ajar" % reader.root,
        f"chgrp -R ajar {reader.root}/etc/ajar",
        "systemctl daemon-reload",
        "systemctl enable --now ajar",
    ]
    assert (reader.root / "usr/local/bin/ajar").stat().st_mode & 0o777 == 0o755
    assert (reader.root / "etc/ajar/ajar.toml").stat().st_mode & 0o777 == 0o640


def test_what_needs_another_machine_is_little_and_is_sound():
    found = [block for page in PAGES for block in blocks(page) if block.how]
    assert {block.how for block in found} <= {"elsewhere", "postgres"}
    elsewhere = [block for block in found if block.how == "elsewhere"]
    assert len(elsewhere) == ELSEWHERE, [block.heading for block in elsewhere]
    for block in found:
        subprocess.run(["bash", "-n"], input=block.commands, text=True, check=True)
        assert block.how == "elsewhere" or DATABASE in block.commands


def test_the_commands_of_all_other_pages_are_known():
    """Those that stand alone in a line; `--help` behind them is answered only where everything before it is known."""
    pages = ["README.md"] + sorted(path.name for path in (REPOSITORY / "docs").glob("*.md") if path.name not in PAGES)
    lines = [
        (page, line.strip())
        for page in pages
        for block in blocks(page)
        for line in block.commands.replace("\\\n", " ").splitlines()
        if line.strip().startswith("ajar ")
    ]
    assert len(lines) > 8, lines
    for page, line in lines:
        words = shlex.split(line, comments=True)[1:]
        words = [word for word in words if word != "&"]
        done = subprocess.run([BINARY, *words, "--help"], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, f"{page}: {line}\n{done.stderr}"


def test_every_link_leads_somewhere():
    for page in ["README.md", *(path.name for path in (REPOSITORY / "docs").glob("*.md"))]:
        folder = REPOSITORY if page == "README.md" else REPOSITORY / "docs"
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text(page)):
            if "://" not in target:
                assert (folder / target).exists(), f"{page} leads to {target}"


def test_the_readme_leads_to_every_page():
    links = set(re.findall(r"\]\(docs/([\w.-]+\.md)\)", text("README.md")))
    assert {path.name for path in (REPOSITORY / "docs").glob("*.md")} <= links
