"""On what it was measured."""

import os
import platform
import subprocess
from pathlib import Path

from harness.folders import HOME


def facts():
    """Name and value, in the order of the report."""
    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return {
        "processor": f"{os.cpu_count()} cores, {_processor()}",
        "memory": f"{int(memory.split()[1]) / 1024**2:.1f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", "?"),
        "disk": _disk(),
    }


def _processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _disk():
    """The file system below the measurements, and the device below that."""
    HOME.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["df", "--output=source,fstype", str(HOME)], text=True, capture_output=True)
    lines = done.stdout.splitlines()
    return " ".join(lines[1].split()) if len(lines) > 1 else "?"
