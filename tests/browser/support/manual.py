"""The pages of the manual: their blocks of commands, what they show of the answers, and running them as a reader would."""

import os
import re
import shutil
import signal
import subprocess
from collections import namedtuple
from pathlib import Path

from .desk import BINARY, REPOSITORY, free_port

Block = namedtuple("Block", "page heading line how commands shows")

FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DATABASE = "postgres://ajar:password@localhost/ajar"


def text(page):
    return (REPOSITORY / "docs" / page if page != "README.md" else REPOSITORY / page).read_text()


def blocks(page):
    """The blocks of commands of a page, each with the text that is shown right after it as its answer."""
    whole, found = text(page), []
    for fence in FENCE.finditer(whole):
        language, how, content = fence.groups()
        if language == "sh":
            before = whole[: fence.start()]
            headings = re.findall(r"^#+ (.*)$", FENCE.sub("", before), re.MULTILINE)
            found.append(Block(page, headings[-1], before.count("\n") + 2, how.strip(), content, None))
        elif language == "text" and found:
            found[-1] = found[-1]._replace(shows=content)
    return found


class Reader:
    """Somebody who types what the manual says, block by block, in one shell, on a machine where nothing of it is there.

    The machine is theirs as far as it matters: places of the system lie below a folder, what changes the system itself
    (users, services) is written down and does nothing, and ports are free ones. Everything else is real.
    """

    def __init__(self, folder, database=None):
        self.folder = Path(folder)
        self.checkout, self.root, self.said = (self.folder / name for name in ("checkout", "root", "said"))
        self.database = database
        self.ports = {str(port): str(free_port()) for port in (8080, 8081, 8082)}
        tools = self.folder / "tools"
        for place in (self.said, tools, self.checkout / "target" / "release", *(self.root / part for part in ("usr/local/bin", "etc/systemd/system", "var/lib"))):
            place.mkdir(parents=True)
        for part in ("ops", "docs"):
            shutil.copytree(REPOSITORY / part, self.checkout / part)
        ajar = f'#!/bin/sh\nexec {BINARY} "$@"\n'
        noted = f'#!/bin/sh\necho "$(basename "$0") $*" >> {self.folder}/noted\n'
        scripts = {
            tools / "ajar": ajar,
            self.checkout / "target" / "release" / "ajar": ajar,
            tools / "sudo": '#!/bin/sh\n[ "$1" = -u ] && shift 2\nexec "$@"\n',
            tools / "cargo": '#!/bin/sh\n[ "$*" = "build --release" ]\n',
            tools / "useradd": noted,
            tools / "chgrp": noted,
            tools / "systemctl": noted,
        }
        for path, script in scripts.items():
            path.write_text(script)
            path.chmod(0o755)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("AJAR_")}
        self.environment = inherited | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "NO_PROXY": "127.0.0.1",
            "LC_ALL": "C.UTF-8",
        }

    def adapted(self, words):
        """What is typed, for this machine."""
        for port, free in self.ports.items():
            words = re.sub(rf"\b{port}\b", free, words)
        if self.database:
            words = words.replace(DATABASE, self.database)
        return re.sub(r"(?<![\w.])/(usr/local/bin|etc|var/lib)(?=/)", rf"{self.root}/\1", words)

    def runs(self, found, within=90):
        """Types all of these blocks; what each of them printed."""
        script = ["set -eu"]
        for number, block in enumerate(found):
            (self.said / f"{number}.sh").write_text(self.adapted(block.commands))
            script.append(f"source {self.said}/{number}.sh > {self.said}/{number}.out 2>&1; echo > {self.said}/{number}.done")
        shell = subprocess.Popen(
            ["bash", "-c", "\n".join(script)], cwd=self.checkout, env=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        try:
            shell.wait(within)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self.end(shell.pid)
            shell.wait()
        answers = []
        for number, block in enumerate(found):
            printed = (self.said / f"{number}.out").read_text() if (self.said / f"{number}.out").exists() else ""
            if not (self.said / f"{number}.done").exists():
                raise AssertionError(f"docs/{block.page}:{block.line} fails:\n{block.commands}\nprints:\n{printed}")
            answers.append(printed)
        return answers

    def end(self, group):
        """Ends the shell and the servers that it started."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(group, how)
            except ProcessLookupError:
                return
            for _ in range(50):
                try:
                    os.killpg(group, 0)
                except ProcessLookupError:
                    return
                subprocess.run(["sleep", "0.1"], check=True)

    def is_as_shown(self, block, printed):
        """Compares, where the page shows something; an ellipsis stands for anything on a line."""
        if block.shows is None:
            return
        shown = self.adapted(block.shows).rstrip().splitlines()
        lines = printed.rstrip().splitlines()
        fits = len(shown) == len(lines) and all(
            re.fullmatch(".*".join(map(re.escape, each.split("…"))), line) for each, line in zip(shown, lines)
        )
        assert fits, f"docs/{block.page}:{block.line} shows\n{block.shows}\nand this is printed:\n{printed}"
