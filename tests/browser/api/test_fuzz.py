"""The API called at random, by its own document: no 5xx, no status, header or body that the document does not tell of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# The first never ends: it waits for what happens. The second speaks to whatever server it was told of.
LEFT_OUT = ["stream_events", "test_webhook"]


def kept(desk, user):
    """What must not go while the calls are made."""
    if user is None:
        return []
    tokens = desk.api("GET", "/api/dam/tokens", user).json()["items"]
    return [f"users/{user.id}"] + [f"tokens/{token['id']}" for token in tokens]


def fuzz(desk, user, examples, phases, folder):
    words = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run", f"{desk.url}/api/openapi.json"]
    words += ["--phases", phases, "--max-examples", examples, "--no-color", "--warnings", "off"]
    for name in LEFT_OUT:
        words += ["--exclude-operation-id", name]
    if user is not None:
        words += ["--header", f"Authorization: Bearer {user.token}"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"), "AJAR_KEPT": " ".join(kept(desk, desk.admin) + kept(desk, user))}
    done = subprocess.run([*map(str, words)], env=environment, cwd=folder, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-4_000:]


def callers(desk):
    return {"admin": desk.admin, "member": desk.member, "nobody": None}


@pytest.mark.parametrize(
    "who, phases",
    [("admin", "examples,coverage"), ("admin", "fuzzing,stateful"), ("member", "examples,fuzzing"), ("nobody", "examples")],
)
def test_the_api_does_what_its_document_says(desk, who, phases, tmp_path):
    fuzz(desk, callers(desk)[who], 3, phases, tmp_path)


@pytest.mark.full
@pytest.mark.parametrize("who", ["admin", "member", "nobody"])
def test_the_api_does_what_its_document_says_at_length(desk, who, tmp_path):
    fuzz(desk, callers(desk)[who], 200, "examples,coverage,fuzzing,stateful", tmp_path)
