"""Other programs are told what happens: by webhooks, verified by the library of others, and by the event stream."""

import http.server
import json
import threading
import time

import pytest
import requests
from playwright.sync_api import expect
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError


class Server:
    """Somebody's server: what it was told, and what it answers."""

    def __init__(self):
        self.told, self.answer = [], 204
        story = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                story.told.append((dict(self.headers), body))
                self.send_response(story.answer)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hooks"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def waits_for(self, count, within=20):
        until = time.monotonic() + within
        while len(self.told) < count:
            assert time.monotonic() < until, f"{len(self.told)} of {count}"
            time.sleep(0.05)
        return self.told[:count]


@pytest.fixture
def server():
    server = Server()
    yield server
    server.server.shutdown()


@pytest.fixture
def desk(installation):
    desk = installation(AJAR_WEBHOOKS_ALLOW_PRIVATE="127.0.0.0/8").start()
    desk.ada = desk.user("ada@example.org", "Ada Admin", "admin", token=True)
    return desk


def folder(desk, name):
    answer = desk.api("POST", "/api/dam/folders", desk.ada, json={"name": name})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def test_a_message_is_verified_by_the_library_of_others(desk, server):
    made = desk.api("POST", "/api/dam/webhooks", desk.ada, json={"url": server.url, "events": ["folder"]})
    assert made.status_code == 201, made.text
    hook, old = made.json()["id"], made.json()["secret"]
    press = folder(desk, "Press")
    [(headers, body)] = server.waits_for(1)
    message = Webhook(old).verify(body, headers)
    assert (message["type"], message["data"]["folderId"]) == ("folder.created", press)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body.replace(b"created", b"deleted"), headers)
    new = desk.api("POST", f"/api/dam/webhooks/{hook}/rotation", desk.ada).json()["secret"]
    folder(desk, "Archive")
    headers, body = server.waits_for(2)[1]
    assert Webhook(old).verify(body, headers) == Webhook(new).verify(body, headers)
    # The server is broken for a moment; a killed desk goes on with what it had begun to tell.
    server.answer = 500
    folder(desk, "Later")
    failed, _ = server.waits_for(3)[2]
    desk.kill()
    server.answer = 204
    desk.start()
    again, body = server.waits_for(4, within=30)[3]
    assert again["webhook-id"] == failed["webhook-id"]
    assert Webhook(new).verify(body, again)["type"] == "folder.created"


def events(answer):
    """Id and data of each event of a stream."""
    position = None
    for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
        if line.startswith("id: "):
            position = line[4:]
        elif line.startswith("data: "):
            yield position, json.loads(line[6:])


def follow(desk, **headers):
    return desk.api("GET", "/api/dam/events/stream?type=folder", desk.ada, stream=True, headers=headers)


def test_a_stream_goes_on_where_it_stopped_also_after_a_restart(desk):
    with follow(desk) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        told = events(stream)
        first = folder(desk, "A")
        position, event = next(told)
        assert event["folderId"] == first
        begun = time.monotonic()
        desk.stop()
        assert time.monotonic() - begun < 8, "a stream keeps nobody from stopping"
        with pytest.raises((StopIteration, requests.exceptions.ChunkedEncodingError)):
            next(told)
    desk.start()
    missed = [folder(desk, "B"), folder(desk, "C")]
    with follow(desk, **{"Last-Event-ID": position}) as stream:
        told = events(stream)
        assert [next(told)[1]["folderId"] for _ in missed] == missed


def test_an_admin_makes_one_tries_it_out_and_sends_again(desk, server, person):
    page = person()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(desk.url + "/admin/settings/webhooks")
    page.get_by_label("Mail address").fill(desk.ada.mail)
    page.get_by_label("Password").fill(desk.ada.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Nobody is told yet")).to_be_visible()
    page.get_by_label("Address").fill("ftp://example.org/hooks")
    page.get_by_text("Told of everything that happens").click()
    page.get_by_label("Folders", exact=True).check()
    page.get_by_role("button", name="Make the webhook").click()
    page.get_by_label("Address").fill(server.url)
    expect(page.get_by_label("Folders", exact=True)).to_be_checked()
    page.get_by_role("button", name="Make the webhook").click()
    secret = page.locator("code", has_text="whsec_").inner_text()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("The test was taken.")).to_be_visible()
    [(headers, body)] = server.waits_for(1)
    assert Webhook(secret).verify(body, headers)["type"] == "webhook.test"
    server.answer = 500
    folder(desk, "Press")
    server.waits_for(2)
    page.reload()
    expect(page.get_by_text("the server answered 500").first).to_be_visible()
    server.answer = 204
    page.get_by_role("button", name="Send again").click()
    server.waits_for(3)
    page.get_by_role("link", name="Delivered", exact=True).click()
    expect(page.get_by_text("204 after").first).to_be_visible()
