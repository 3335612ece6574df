"""The peers, from the registries: Debian's packages, crates and npm packages."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from harness.folders import DIRECTUS, TOOLS
from harness.processes import Failed

# What a row needs → the Debian package that brings it, and where it shows.
DEBIAN = {
    "nginx": ("nginx", "/usr/sbin/nginx"),
    "wrk": ("wrk", "/usr/bin/wrk"),
    "vips": ("libvips-tools", "/usr/bin/vipsthumbnail"),
    "postgres": ("postgresql", "/usr/lib/postgresql"),
}
CRATES = ("dufs", "miniserve")
# 12.4.1 names a package that npm does not have.
DIRECTUS_VERSION = "12.4.0"
NODE_VERSION = "22"


def install(needs):
    """Brings in what is missing of these."""
    missing = [DEBIAN[need][0] for need in sorted(needs) if need in DEBIAN and not Path(DEBIAN[need][1]).exists()]
    if missing:
        _debian(missing)
    for crate in CRATES:
        if crate in needs and not (TOOLS / "bin" / crate).exists():
            print(f"installing {crate} with cargo", flush=True)
            _cargo(crate)
    if "directus" in needs and not _directus_is_there():
        print("installing Directus with npm", flush=True)
        _directus()


def _debian(packages):
    print(f"installing from Debian: {' '.join(packages)}", flush=True)
    root = [] if os.geteuid() == 0 else ["sudo"]
    env = ["env", "DEBIAN_FRONTEND=noninteractive"]
    # The services that packages start would listen on ports and take time; here only the programs are wanted.
    policy = Path("/usr/sbin/policy-rc.d")
    own = not policy.exists() and os.geteuid() == 0
    if own:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    try:
        subprocess.run([*root, "apt-get", "update", "-qq"], check=True)
        subprocess.run([*root, *env, "apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages], check=True)
    finally:
        if own:
            policy.unlink()


def _cargo(crate):
    # Optimised as published; without link-time optimisation of the whole they are built in a fraction of the time, and
    # spend theirs in the kernel and in checksums anyway.
    light = {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16", "CARGO_PROFILE_RELEASE_OPT_LEVEL": "3"}
    subprocess.run(["cargo", "install", "--locked", "--root", str(TOOLS), crate], env=os.environ | light, check=True)


def node_path():
    """The environment in which node is the one that Directus wants."""
    return os.environ | {"PATH": f"{DIRECTUS}/node_modules/node/bin:{os.environ['PATH']}"}


def _directus_is_there():
    return (DIRECTUS / "node_modules" / "directus" / "cli.js").exists() and (DIRECTUS / "ready").exists()


def _directus():
    if not shutil.which("npm"):
        _debian(["npm"])
    DIRECTUS.mkdir(parents=True, exist_ok=True)
    (DIRECTUS / "package.json").write_text('{"name": "bench-directus", "private": true}\n')
    npm = ["npm", "install", "--legacy-peer-deps", "--no-audit", "--no-fund"]
    # First the node that runs it, so that what is native is built or fetched for this one.
    subprocess.run([*npm, f"node@{NODE_VERSION}"], cwd=DIRECTUS, check=True)
    subprocess.run([*npm, f"directus@{DIRECTUS_VERSION}"], cwd=DIRECTUS, env=node_path(), check=True)
    _stand_in_for_isolated_vm()
    (DIRECTUS / "ready").touch()


def _stand_in_for_isolated_vm():
    """Only its Flows run code in a sandbox, and none is set up here: where the prebuilt one does not load, nothing does."""
    loads = ["node", "-e", "require('isolated-vm')"]
    if subprocess.run(loads, cwd=DIRECTUS, env=node_path(), capture_output=True).returncode == 0:
        return
    folder = DIRECTUS / "node_modules" / "isolated-vm"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "isolated-vm", "version": "0.0.0", "main": "index.js"}\n')
    (folder / "index.js").write_text("module.exports = {};\n")


def versions():
    """The versions of what is installed, for the report."""
    found = {}
    for name, words in {
        "nginx": ["/usr/sbin/nginx", "-v"],
        "wrk": ["wrk", "-v"],
        "vips": ["vips", "--version"],
        "dufs": [str(TOOLS / "bin" / "dufs"), "--version"],
        "miniserve": [str(TOOLS / "bin" / "miniserve"), "--version"],
        "node": [str(DIRECTUS / "node_modules/node/bin/node"), "--version"],
        "rustc": ["rustc", "--version"],
        "Python": ["python3", "--version"],
    }.items():
        if not shutil.which(words[0]):
            continue
        done = subprocess.run(words, text=True, capture_output=True)
        first = (done.stdout + done.stderr).strip().splitlines()[:1]
        number = re.search(r"\d+(\.\d+)+", first[0]) if first else None
        found[name] = number[0] if number else "?"
    package = DIRECTUS / "node_modules" / "directus" / "package.json"
    if package.exists():
        found["Directus"] = re.search(r'"version": "([^"]+)"', package.read_text())[1]
    return found


def wait_for(what, ready, process, within=60):
    """Waits until a server answers."""
    until = time.monotonic() + within
    while True:
        process.must_live()
        try:
            if ready():
                return
        except OSError:
            pass
        if time.monotonic() > until:
            raise Failed(f"{what} does not answer after {within} s:\n{process.said()}")
        time.sleep(0.005)
