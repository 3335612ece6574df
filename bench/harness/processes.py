"""Starting servers, ending them by their process id, and reading from /proc what they cost."""

import os
import signal
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1 << 20


class Failed(Exception):
    """A row can't be measured; the words say why."""


class Process:
    """A server: its whole tree of processes counts."""

    def __init__(self, name, command, log, env=None, cwd=None, user=None):
        self.name = name
        self.log = Path(log)
        with open(self.log, "ab") as out:
            self.popen = subprocess.Popen(
                [str(word) for word in command],
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=env,
                cwd=cwd,
                user=user,
                group=user and _group_of(user),
                extra_groups=[] if user else None,
                # Ctrl-C at the terminal is for the harness, which then ends its servers in order.
                start_new_session=True,
            )
        self.pid = self.popen.pid

    def alive(self):
        return self.popen.poll() is None

    def said(self):
        return self.log.read_text(errors="replace")[-2000:]

    def must_live(self):
        if not self.alive():
            raise Failed(f"{self.name} ended with {self.popen.returncode}:\n{self.said()}")

    def stop(self, with_signal=signal.SIGTERM, within=20):
        """Ends it, by asking first. Children that outlive their parent are ended too."""
        if not self.alive():
            return
        pids = tree(self.pid)
        self.popen.send_signal(with_signal)
        try:
            self.popen.wait(within)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()
        for pid in pids[1:]:
            _end(pid, within=3)

    def kill(self):
        """Ends it at once: what it keeps is thrown away anyway."""
        pids = tree(self.pid) if self.alive() else []
        if self.alive():
            self.popen.kill()
            self.popen.wait()
        for pid in pids[1:]:
            _end(pid, within=0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def _group_of(user):
    import pwd

    return pwd.getpwnam(user).pw_gid


def _end(pid, within):
    until = time.monotonic() + within
    while time.monotonic() < until and Path(f"/proc/{pid}").exists():
        time.sleep(0.05)
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def tree(pid):
    """A process and everything below it."""
    found = [pid]
    for parent in found:
        for task in _entries(f"/proc/{parent}/task"):
            try:
                children = Path(f"/proc/{parent}/task/{task}/children").read_text().split()
            except OSError:
                continue
            found += [int(child) for child in children]
    return found


def _entries(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _stat(pid):
    """The fields of /proc/PID/stat after the name, which may hold blanks; none for one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def cpu_seconds(pid):
    """User and system time of a tree, with that of its children that ended and were waited for."""
    total = 0
    for each in tree(pid):
        fields = _stat(each)
        if fields:
            total += sum(int(fields[index]) for index in (11, 12, 13, 14))
    return total / TICKS


def _status(pid, key):
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def resident(pid):
    """Bytes in memory now, summed over the tree."""
    return sum(_status(each, "VmRSS") for each in tree(pid))


def peak(pid):
    """The most bytes each process of the tree ever had in memory, summed, since `forget_peak`."""
    return sum(_status(each, "VmHWM") for each in tree(pid))


def forget_peak(pid):
    for each in tree(pid):
        try:
            Path(f"/proc/{each}/clear_refs").write_text("5")
        except OSError:
            pass


def handles(pid):
    """Open file handles of the tree."""
    return sum(len(_entries(f"/proc/{each}/fd")) for each in tree(pid))


def held(pid, part):
    """How many of the open file handles of the tree have this in what they stand for, such as `socket:` or a folder."""
    found = 0
    for each in tree(pid):
        for entry in _entries(f"/proc/{each}/fd"):
            try:
                found += part in os.readlink(f"/proc/{each}/fd/{entry}")
            except OSError:
                continue
    return found


def settle(pid, share=0.03, within=600, looks=3):
    """Waits until a server has nothing more to do: background work would be counted against the next measurement."""
    until = time.monotonic() + within
    calm = 0
    while calm < looks:
        before = cpu_seconds(pid)
        time.sleep(0.5)
        calm = calm + 1 if cpu_seconds(pid) - before <= share * 0.5 else 0
        if time.monotonic() > until:
            raise Failed(f"process {pid} is still busy after {within} s")


class Meter:
    """What one or several trees cost between two moments; the memory is that of the first, which is the server itself."""

    def __init__(self, *pids):
        self.pids = pids

    def __enter__(self):
        forget_peak(self.pids[0])
        self._cpu = sum(map(cpu_seconds, self.pids))
        self._begun = time.monotonic()
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self._begun
        self.cpu = sum(map(cpu_seconds, self.pids)) - self._cpu
        self.peak = peak(self.pids[0])
