"""Loading a server with `wrk`, and reading what it counted."""

import json
import subprocess

from harness.processes import Failed, Meter

# `done` prints what wrk knows as JSON, exactly and with the errors.
DONE = """
function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format(
        '\\nRESULT {"requests": %d, "bytes": %.0f, "seconds": %.6f, "connect": %d, "read": %d, "write": %d, "status": %d, ' ..
        '"timeout": %d, "p50": %.1f, "p90": %.1f, "p99": %.1f, "max": %.1f}\\n',
        summary.requests, summary.bytes, summary.duration / 1e6, e.connect, e.read, e.write, e.status, e.timeout,
        latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max))
end
"""

THREADS = 2


class Load:
    """What to send: the same for everybody who is compared."""

    def __init__(self, folder, connections, script="", timeout=30, headers=None):
        self.connections = connections
        self.threads = min(THREADS, connections)
        self.timeout = timeout
        self.headers = headers or {}
        self.script = folder / f"load-{abs(hash((script, connections))):x}.lua"
        self.script.write_text(script + DONE)

    def words(self, url, seconds):
        words = ["wrk", f"-t{self.threads}", f"-c{self.connections}", f"-d{seconds}s", f"--timeout={self.timeout}s"]
        for name, value in self.headers.items():
            words += ["-H", f"{name}: {value}"]
        return [*words, "-s", str(self.script), url]

    def run(self, url, seconds):
        done = subprocess.run(self.words(url, seconds), text=True, capture_output=True, start_new_session=True)
        for line in done.stdout.splitlines():
            if line.startswith("RESULT "):
                return json.loads(line.removeprefix("RESULT "))
        raise Failed(f"wrk: {done.stdout[-500:]} {done.stderr[-500:]}")

    def described(self, path=""):
        """The command as the report shows it, without the cookie's value."""
        words = self.words(path, "N")
        return " ".join("Cookie: …" if word.startswith("Cookie:") else word for word in words[:-3] + [path])


def errors(counted):
    """Whatever was not answered as it should; the read errors are connections that the server closed."""
    return sum(counted[name] for name in ("connect", "read", "write", "status", "timeout"))


def measure(load, url, seconds, pids, warm_up=1):
    """One measurement after a warm-up of its own; with the server's processor time and memory."""
    if warm_up:
        load.run(url, warm_up)
    with Meter(*pids) as meter:
        counted = load.run(url, seconds)
    counted["rate"] = counted["requests"] / counted["seconds"]
    counted["gigabytes"] = counted["bytes"] / counted["seconds"] / 1e9
    counted["cpu_us_per_request"] = meter.cpu * 1e6 / max(counted["requests"], 1)
    counted["cpu_s_per_gb"] = meter.cpu / max(counted["bytes"] / 1e9, 1e-9)
    counted["peak"] = meter.peak
    counted["errors"] = errors(counted)
    return counted
