"""Programs generated from the OpenAPI document by generators that nobody here wrote make, list and decide a request."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from support.clients import PACKAGES, node
from support.desk import REPOSITORY

HERE = Path(__file__).parent


@pytest.fixture
def asked_for(desk, tmp_path):
    """A desk with an asset, somebody who may decide, and somebody who asks for it."""
    desk.kit("Papers", "papers", "approval")
    (tmp_path / "logo.txt").write_text("a logo")
    desk.asset = next(iter(desk.bring_in(tmp_path / "logo.txt", kit="papers").values()))
    desk.admin = desk.user("ada@example.org", "Ada Min", "admin", token=True)
    desk.member = desk.user("mia@example.org", "Mia Member", "member", token=True)
    return desk


def decided(desk, made):
    """What came of it, by the desk itself."""
    (request,) = desk.all_requests(desk.admin)
    assert (request["id"], request["status"], request["reason"]) == (made, "approved", "For a poster")
    assert request["message"] == "With pleasure"


def test_a_client_in_python(asked_for, tmp_path):
    """openapi-python-client."""
    beside = Path(sys.executable).parent
    generated = subprocess.run(
        [beside / "openapi-python-client", "generate", "--path", REPOSITORY / "openapi.json", "--meta", "none", "--output-path", tmp_path / "desk_client"],
        cwd=tmp_path, env=os.environ | {"PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"}, text=True, capture_output=True, timeout=300,
    )
    assert generated.returncode == 0, generated.stdout + generated.stderr
    program = textwrap.dedent(
        """
        import sys
        from desk_client import AuthenticatedClient
        from desk_client.api.requests import ask_for_downloads, decide_download_request, list_download_requests
        from desk_client.models import NewDecision, NewDownloadRequest, Problem, RequestStatus, Verdict

        address, admin, member, asset = sys.argv[1:]
        mia = AuthenticatedClient(address, token=member)
        ada = AuthenticatedClient(address, token=admin)
        made = ask_for_downloads.sync(client=mia, body=NewDownloadRequest(reason="For a poster", media_ids=[int(asset)]))
        listed = list_download_requests.sync(client=ada, status=[RequestStatus.PENDING])
        assert [request.id for request in listed.items] == [made.id] and listed.total_count == 1, listed
        refused = decide_download_request.sync(made.id, client=mia, body=NewDecision(decision=Verdict.APPROVE))
        assert isinstance(refused, Problem) and refused.code in ("own-request", "not-responsible"), refused
        done = decide_download_request.sync(made.id, client=ada, body=NewDecision(decision=Verdict.APPROVE, message="With pleasure"))
        assert done.status == RequestStatus.APPROVED, done
        print(made.id)
        """
    )
    (tmp_path / "use.py").write_text(program)
    words = [sys.executable, tmp_path / "use.py", asked_for.url, asked_for.admin.token, asked_for.member.token, str(asked_for.asset)]
    used = subprocess.run(words, cwd=tmp_path, text=True, capture_output=True, timeout=120)
    assert used.returncode == 0, used.stdout + used.stderr
    decided(asked_for, int(used.stdout))


def test_a_client_in_typescript(asked_for, tmp_path):
    """openapi-typescript writes the types, TypeScript checks a program against them, openapi-fetch makes its calls."""
    types = node(Path(PACKAGES) / "openapi-typescript" / "bin" / "cli.js", REPOSITORY / "openapi.json", "-o", tmp_path / "schema.d.ts")
    assert types.returncode == 0, types.stdout + types.stderr
    program = tmp_path / "use.mts"
    program.write_text((HERE / "use.mts").read_text())
    (tmp_path / "package.json").write_text(json.dumps({"type": "module"}))
    (tmp_path / "node_modules").symlink_to(PACKAGES)
    settings = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--skipLibCheck", "--lib", "es2022,dom,dom.iterable"]
    checked = node(Path(PACKAGES) / "typescript" / "bin" / "tsc", *settings, program)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    used = node(program, asked_for.url, asked_for.admin.token, asked_for.member.token, asked_for.asset)
    assert used.returncode == 0, used.stdout + used.stderr
    decided(asked_for, int(used.stdout))
