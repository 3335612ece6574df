"""A desk as programs find it: people of every kind, assets in a kit, requests of every kind."""

import json

import pytest


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation().start()
    desk.admin = desk.user("ada@example.org", "Ada Min", "admin", token=True)
    desk.member = desk.user("mia@example.org", "Mia Member", "member", token=True)
    desk.responsible = desk.user("reva@example.org", "Reva Stern", "responsible", token=True)
    desk.kit("Press", "press", "approval")
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("logo.svg", "notes.txt", "table.csv"):
        (folder / name).write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>" if name == "logo.svg" else name)
    desk.assets = list(desk.bring_in(folder, kit="press").values())
    desk.property("ENABLE_PUBLIC_DOWNLOAD_REQUEST", "true")
    for number in range(3):
        assert desk.public_ask(f"vera{number}@press.example", desk.assets).status_code == 201
    pending = desk.all_requests(desk.admin)
    assert desk.decide(desk.admin, pending[0]["id"], "approve").status_code == 200
    return desk


@pytest.fixture(scope="session")
def document():
    """The document as it is committed."""
    from support.desk import REPOSITORY

    return json.loads((REPOSITORY / "openapi.json").read_text())
