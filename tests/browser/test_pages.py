"""What holds for every page: headers, refusals, cookies, passwords, ranges, and life under a sub-path."""

import re

import pytest
import requests

from support import files
from support.html import Page
from support.mail import link, links

REVA = "reva@example.org"
VERA = "vera@press.example"


@pytest.fixture
def desk(installation, tmp_path):
    return furnish(installation().start(), tmp_path)


def furnish(desk, tmp_path):
    """A kit for each policy and privacy, with the same photograph in each."""
    desk.admin = desk.user("ada@example.org", "Ada Admin", "admin", token=True)
    desk.reva = desk.user(REVA, "Reva Stern", "responsible", token=True)
    desk.content = files.photograph(400, 300)
    photo = tmp_path / "Lighthouse.jpg"
    photo.write_bytes(desk.content)
    desk.kit("Open kit", "open", "open")
    desk.kit("Approval kit", "approval", "approval")
    desk.kit("Items kit", "items", "perAssetApproval")
    desk.kit("Closed kit", "closed", "disabled")
    desk.kit("Private kit", "private", "open", privacy="private")
    desk.kit("Password kit", "secret", "open", privacy="password", password="sesame opens")
    for slug in ("open", "approval", "items", "closed", "private", "secret"):
        desk.id = desk.bring_in(photo, kit=slug)["Lighthouse.jpg"]
    desk.portal("Portal", "portal", "open", "approval", "private")
    return desk


def asked(desk, mailbox):
    """The links of the receipt and of the review of a new request."""
    desk.visitor().ask("/kits/items", VERA, "please", [desk.id])
    return link(mailbox.wait_for_mail(VERA, "Under review"), "/requests/"), link(mailbox.wait_for_mail(REVA), "/decide/")


def assert_strict(answer):
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert not re.search(r"https?:|\*", policy), policy
    for wanted in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert wanted in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    page = Page(answer.text)
    for tag, attributes in page.elements:
        has = dict(attributes)
        assert tag != "style" and "style" not in has, (answer.url, tag, has)
        assert tag != "script" or has.get("src"), answer.url
        assert not [name for name in has if name.startswith("on")], (answer.url, has)
        for name in ("src", "action", "formaction"):
            assert not has.get(name, "").startswith(("http", "//")), (answer.url, has)
        if tag == "html":
            assert has.get("lang") and has.get("dir") in ("ltr", "rtl")
    assert len([tag for tag, _ in page.elements if tag == "h1"]) == 1, answer.url
    assert len([tag for tag, _ in page.elements if tag == "main"]) == 1, answer.url
    return page


def test_every_page_is_strict(desk, mailbox):
    status, decide = asked(desk, mailbox)
    visitor = desk.visitor()
    public = ["/", "/portals/portal", "/portals/portal/kits/open", "/kits/open", "/kits/approval", "/kits/closed"]
    public += [f"/kits/open/assets/{desk.id}", f"/kits/approval/assets/{desk.id}"]
    for path in public:
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert_strict(answer)
        assert answer.headers["Cache-Control"] == "private, no-cache", path
        assert {word.strip().lower() for word in answer.headers["Vary"].split(",")} >= {"cookie", "accept-language"}
        again = visitor.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304 and again.content == b"" and again.headers["ETag"] == answer.headers["ETag"]
    at_desk = desk.visitor().sign_in(desk.admin)
    secret = [status, decide, "/pickup", "/fresh-link"]
    rooms = ["/admin/", "/admin/users", "/admin/users/external-users", "/admin/users/download-requests", "/admin/history", "/admin/settings"]
    rooms += [f"/admin/users/download-requests?tab={tab}" for tab in ("approved", "denied", "revoked")]
    rooms.append(at_desk.page("/admin/users/download-requests").link("/download-requests/"))
    for who, paths in ((visitor, secret + ["/admin/"]), (at_desk, rooms)):
        for path in paths:
            answer = who.get(path)
            assert answer.status_code == 200, path
            assert_strict(answer)
            assert "no-store" in answer.headers["Cache-Control"], path
            if path != "/fresh-link":
                assert "noindex" in answer.headers["X-Robots-Tag"], path
    form = visitor.get("/kits/approval/request")
    assert_strict(form)
    for answer in (visitor.get("/kits/nothing"), visitor.get(f"/kits/approval/assets/{desk.id}/download")):
        assert_strict(answer)


def test_what_is_not_there_is_a_404_as_a_page_or_as_a_problem(desk):
    visitor = desk.visitor()
    paths = ["/nothing", "/kits/nothing", "/portals/nothing", f"/kits/open/assets/{desk.id + 999}", "/kits/open/assets/abc"]
    paths += ["/kits/open/assets/99999999999999999999/download", "/requests/nothing", "/decide/nothing", "/pickup/nothing", "/invitation/nothing"]
    paths += ["/kits/%00", "/kits/%ff", "/kits/..%2f..%2fetc", "/kits/open/download?selection=abc"]
    for path in paths:
        answer = visitor.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 404, (path, answer.status_code)
        assert answer.headers["Content-Type"].startswith("text/html")
        problem = visitor.get(path, headers={"Accept": "application/json"})
        if path.startswith(("/decide/", "/pickup/", "/invitation/")):
            continue  # pages for people only
        assert problem.status_code == 404, path
        assert problem.headers["Content-Type"].startswith("application/problem+json"), path
        body = problem.json()
        assert (body["status"], body["code"]) == (404, "not-found") and body["title"] and body["type"]
    private = visitor.get("/kits/private", headers={"Accept": "application/json"})
    nothing = visitor.get("/kits/nothing", headers={"Accept": "application/json"})
    assert private.json() == nothing.json(), "what one may not know of looks like what does not exist"


def test_a_wrong_method_is_a_405_that_names_the_right_ones(desk):
    for path in ("/", f"/kits/open/assets/{desk.id}", "/health/live"):
        answer = requests.delete(desk.url + path, headers={"Accept": "text/html"}, timeout=30)
        assert answer.status_code == 405 and "GET" in answer.headers["Allow"], path
        assert answer.headers["Content-Type"].startswith("text/html")
        problem = requests.delete(desk.url + path, headers={"Accept": "application/json"}, timeout=30)
        assert problem.headers["Content-Type"].startswith("application/problem+json")
        assert problem.json()["code"] == "method-not-allowed"


def test_head_answers_as_get_does(desk, mailbox):
    status, decide = asked(desk, mailbox)
    visitor = desk.visitor()
    paths = ["/", "/kits/open", "/kits/nothing", "/kits/private", "/kits/secret", "/kits/approval/request", status, decide, "/admin/"]
    paths += [f"/kits/open/assets/{desk.id}/download", f"/kits/approval/assets/{desk.id}/download", "/kits/open/download", "/health/live"]
    paths += ["/admin/users/download-requests", "/admin/users/download-requests/1"]
    for path in paths:
        get = visitor.get(path, allow_redirects=False)
        head = visitor.session.head(visitor.address(path), timeout=30, allow_redirects=False)
        assert head.content == b""
        assert head.status_code == get.status_code, path
        for name in ("Content-Type", "ETag", "Location", "Cache-Control", "Content-Disposition"):
            assert head.headers.get(name) == get.headers.get(name), (path, name)
        if "Content-Length" in head.headers:
            assert int(head.headers["Content-Length"]) == len(get.content) or "no-store" in get.headers["Cache-Control"], path


def test_a_private_kit_shows_to_whoever_is_signed_in_only(desk):
    visitor = desk.visitor()
    for path in ("/kits/private", "/portals/portal/kits/private"):
        for rest in ("", "/request", "/download", f"/assets/{desk.id}", f"/assets/{desk.id}/download"):
            assert visitor.get(path + rest).status_code == 404, path + rest
    assert "Private kit" not in visitor.page("/").text + visitor.page("/portals/portal").text
    signed_in = desk.visitor().sign_in(desk.reva)
    assert "Private kit" in signed_in.page("/kits/private").text
    assert signed_in.get(f"/kits/private/assets/{desk.id}/download").content == desk.content


def test_a_password_kit_opens_to_whoever_typed_it_in_this_browser(desk):
    visitor = desk.visitor()
    page = visitor.page("/kits/secret")
    assert "Lighthouse" not in page.text
    for rest in ("/download", f"/assets/{desk.id}/download"):
        refused = visitor.get("/kits/secret" + rest)
        assert refused.status_code in (403, 404) and desk.content[:50] not in refused.content
    for rest in ("/request", f"/assets/{desk.id}"):
        assert "Lighthouse" not in visitor.get("/kits/secret" + rest).text
    form = page.form(having="password")
    wrong = visitor.send(form, "/kits/secret", password="sesame")
    assert wrong.status_code == 422 and "Lighthouse" not in wrong.text and not visitor.session.cookies
    right = visitor.send(form, "/kits/secret", password="sesame opens")
    assert right.status_code == 200 and "Lighthouse" in right.text
    assert visitor.get(f"/kits/secret/assets/{desk.id}/download").content == desk.content
    assert "Lighthouse" not in desk.visitor().page("/kits/secret").text


def test_twenty_wrong_passwords_for_an_account_end_in_429(desk):
    visitor = desk.visitor()
    form = visitor.page("/admin/").form(having="password")
    answers = [visitor.send(form, "/admin/", mail=REVA, password=f"guess {number}") for number in range(21)]
    assert {answer.status_code for answer in answers[:20]} <= {401, 403, 422}
    assert len({Page(answer.text).text for answer in answers[:20]}) == 1
    assert answers[20].status_code == 429 and int(answers[20].headers["Retry-After"]) > 0
    right = visitor.send(form, "/admin/", mail=REVA, password=desk.reva.password)
    assert right.status_code == 429
    unknown = visitor.send(form, "/admin/", mail="nobody@example.org", password="guess")
    assert Page(unknown.text).text == Page(answers[0].text).text, "an unknown address is answered alike"


def test_where_downloads_are_disabled_nobody_asks_and_nobody_gets(desk, mailbox):
    visitor = desk.visitor()
    page = visitor.page("/kits/closed")
    assert "Lighthouse" in page.text
    assert not page.link("/request") and not page.link("/download")
    assert visitor.get("/kits/closed/request").status_code == 403
    token = visitor.page("/kits/items/request").form(having="mail").value("form")
    fields = {"mail": VERA, "message": "x", "mediaId": desk.id, "form": token}
    assert visitor.session.post(desk.url + "/kits/closed/request", data=fields, timeout=30).status_code in (403, 422)
    for path in ("/kits/closed/download", f"/kits/closed/assets/{desk.id}/download"):
        refused = visitor.get(path)
        assert refused.status_code == 403 and "Request access" not in refused.text
    # A grant for the asset, got elsewhere, does not open it here.
    _, decide = asked(desk, mailbox)
    desk.visitor().decide(decide, "approve")
    requester = desk.visitor()
    requester.page(link(mailbox.wait_for_mail(VERA, "Approved"), "/pickup/"))
    assert requester.get(f"/kits/items/assets/{desk.id}/download").status_code == 200
    assert requester.get(f"/kits/closed/assets/{desk.id}/download").status_code == 403


def test_a_refused_download_offers_the_way_and_never_a_byte(desk):
    visitor = desk.visitor()
    path = f"/kits/approval/assets/{desk.id}/download"
    for headers in ({}, {"Range": "bytes=0-9"}, {"Range": "bytes=-5"}, {"If-None-Match": "*"}, {"If-Range": '"x"', "Range": "bytes=0-0"}):
        for address in (path, "/kits/approval/download"):
            answer = visitor.get(address, headers=headers)
            assert answer.status_code == 403, (address, headers)
            assert answer.headers["Content-Type"].startswith("text/html")
            assert Page(answer.text).form(action="/kits/approval/request")
            assert "no-store" in answer.headers["Cache-Control"]
    problem = visitor.get(path, headers={"Accept": "application/json"})
    assert problem.status_code == 403 and problem.headers["Content-Type"].startswith("application/problem+json")
    assert problem.json()["code"] == "no-access" and "Lighthouse" in problem.json()["detail"]
    posted = visitor.session.post(desk.url + "/kits/approval/download", data={"mediaId": desk.id}, timeout=30)
    assert posted.status_code == 403 and "Lighthouse" in posted.text
    preview = Page(visitor.get(f"/kits/approval/assets/{desk.id}").text)
    for tag, attributes in preview.elements:
        if tag == "img" and "/preview/" in dict(attributes)["src"]:
            assert int(dict(attributes)["width"]) <= 200, "at most half the longer edge"
    for width in (160, 200, 320, 400, 640, 1280, 4000):
        answer = visitor.get(f"/kits/approval/assets/{desk.id}/preview/{width}")
        assert answer.content != desk.content
        assert answer.status_code == 404 or width <= 200, width


def test_cookies_are_for_this_site_only_and_out_of_reach_of_scripts(desk, mailbox):
    _, decide = asked(desk, mailbox)
    desk.visitor().decide(decide, "approve")
    visitor = desk.visitor()
    seen = [visitor.get(link(mailbox.wait_for_mail(VERA, "Approved"), "/pickup/"), allow_redirects=False)]
    fields = {"mail": REVA, "password": desk.reva.password}
    seen.append(requests.post(desk.url + "/admin/", data=fields, allow_redirects=False, timeout=30))
    seen.append(requests.post(desk.url + "/kits/secret", data={"password": "sesame opens"}, allow_redirects=False, timeout=30))
    for answer in seen:
        assert answer.status_code == 303
        cookie = answer.headers["Set-Cookie"]
        words = {word.strip().lower() for word in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= words, cookie
        assert "domain" not in cookie.lower()


def test_a_form_from_another_site_is_refused(desk, mailbox):
    status, decide = asked(desk, mailbox)
    signed_in = desk.visitor().sign_in(desk.admin)
    id = desk.all_requests(desk.admin)[0]["id"]
    doors = [
        (f"/admin/users/download-requests/{id}/decision", {"decision": "approve"}),
        (f"/admin/users/download-requests/{id}/revocation", {}),
        (decide[len(desk.origin):], {"decision": "approve"}),
        (status[len(desk.origin):] + "/withdrawal", {}),
        ("/kits/secret", {"password": "sesame opens"}),
        ("/admin/", {"mail": REVA, "password": desk.reva.password}),
        ("/admin/sign-out", {}),
        ("/kits/items/request", {"mail": "other@press.example"}),
    ]
    foreign = [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": desk.origin + ".evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
    for path, fields in doors:
        for headers in foreign:
            # A connection of its own: who is refused before the body was read may find it closed.
            answer = requests.post(desk.url + path, data=fields, headers=headers, cookies=signed_in.session.cookies, allow_redirects=False, timeout=30)
            assert answer.status_code == 403, (path, headers, answer.status_code)
            assert "Set-Cookie" not in answer.headers
    assert desk.request(desk.admin, id)["status"] == "pending"
    own = signed_in.session.post(desk.url + doors[0][0], data=doors[0][1], headers={"Origin": desk.origin}, timeout=30)
    assert own.status_code == 200 and desk.request(desk.admin, id)["status"] == "approved"


def test_one_file_answers_ranges_and_validators(desk):
    visitor = desk.visitor()
    path, content = f"/kits/open/assets/{desk.id}/download", desk.content
    size = len(content)
    whole = visitor.get(path)
    assert whole.status_code == 200 and whole.content == content
    assert whole.headers["Accept-Ranges"] == "bytes" and int(whole.headers["Content-Length"]) == size
    assert whole.headers["Content-Type"] == "image/jpeg"
    assert whole.headers["Content-Disposition"].startswith("attachment") and "Lighthouse.jpg" in whole.headers["Content-Disposition"]
    tag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]
    assert re.fullmatch(r'"[^"]+"', tag)

    def part(range, **headers):
        return visitor.get(path, headers={"Range": range} | {name.replace("_", "-"): value for name, value in headers.items()})

    for asked_for, first, last in (("bytes=0-0", 0, 0), ("bytes=10-19", 10, 19), (f"bytes={size - 5}-", size - 5, size - 1), ("bytes=-7", size - 7, size - 1), (f"bytes=5-{size * 2}", 5, size - 1), (f"bytes=-{size * 3}", 0, size - 1)):
        answer = part(asked_for)
        assert answer.status_code == 206, asked_for
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{size}" and answer.content == content[first:last + 1]
        assert int(answer.headers["Content-Length"]) == last - first + 1
    for asked_for in (f"bytes={size}-", "bytes=-0"):
        answer = part(asked_for)
        assert answer.status_code == 416 and answer.headers["Content-Range"] == f"bytes */{size}"
    for asked_for in ("bytes=9-3", "lines=1-2", "bytes=abc"):
        assert part(asked_for).status_code in (200, 416), asked_for
    several = part("bytes=0-3,10-13,-4")
    assert several.status_code == 206
    boundary = re.match(r"multipart/byteranges; ?boundary=(\S+)", several.headers["Content-Type"])[1].strip('"').encode()
    pieces = [piece.split(b"\r\n\r\n", 1)[1].rstrip(b"\r\n") for piece in several.content.split(b"--" + boundary)[1:-1]]
    assert len(pieces) == 3 and b"".join(pieces).startswith(content[0:4].rstrip(b"\r\n"))
    assert f"bytes 10-13/{size}".encode() in several.content
    assert part("bytes=0-3", If_Range=tag).status_code == 206
    assert part("bytes=0-3", If_Range='"other"').status_code == 200
    assert part("bytes=0-3", If_Range=modified).status_code in (200, 206)
    assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert visitor.get(path, headers={"If-None-Match": '"a", ' + tag}).status_code == 304
    assert visitor.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert visitor.get(path, headers={"If-Modified-Since": modified}).status_code == 304
    assert visitor.get(path, headers={"If-Match": '"other"'}).status_code == 412
    head = visitor.session.head(visitor.address(path), timeout=30)
    assert int(head.headers["Content-Length"]) == size and head.headers["ETag"] == tag and head.content == b""


def test_a_form_that_is_wrong_comes_back_with_what_was_typed(desk, mailbox):
    visitor = desk.visitor()
    path = f"/kits/items/request?mediaId={desk.id}"
    form = visitor.page(path).form(having="mail")
    for wrong in ("", "no address", "a@b@c", "<script>alert(1)</script>@x.org", "a@x.org\r\nBcc: victim@x.org", "a" * 250 + "@x.org"):
        answer = visitor.send(form, path, mail=wrong, message='keep "this" <b>')
        assert answer.status_code == 422, wrong
        page = assert_strict(answer)
        back = page.form(having="mail")
        assert back.value("message").strip() == 'keep "this" <b>' and back.values("mediaId") == [str(desk.id)]
        assert "<script>alert" not in answer.text
    stale = visitor.send(form, path, mail=VERA, message="kept", form="made-up")
    assert stale.status_code == 422
    again = Page(stale.text).form(having="mail")
    assert again.value("message").strip() == "kept" and again.value("mail") == VERA
    assert "Under review" in visitor.send(again, path, mail=VERA).text, "nothing is lost: send it once more"
    mailbox.wait_for_mail(VERA)
    assert len(mailbox.to(VERA)) == 1
    bot = visitor.send(form, path, mail="bot@press.example", message="buy", website="https://spam.example")
    assert "Under review" in bot.text
    mailbox.quiet()
    assert mailbox.to("bot@press.example") == [] and len(mailbox.to(REVA)) == 1


def test_everything_lies_under_the_sub_path(installation, mailbox, tmp_path):
    desk = furnish(installation(base="/ajar").start(), tmp_path)
    assert requests.get(desk.url + "/health/live", timeout=30).status_code == 200
    assert requests.get(desk.url + "/health/ready", timeout=30).status_code == 200
    for outside in ("/health/live", "/kits/open", "/admin/", "/ajarx/kits/open"):
        assert requests.get(desk.origin + outside, timeout=30, allow_redirects=False).status_code == 404, outside
    assert requests.get(desk.origin + "/ajar", timeout=30).status_code == 200

    visitor = desk.visitor()
    seen, waiting = set(), ["/ajar/", "/ajar/kits/items", "/ajar/kits/secret"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = requests.get(desk.origin + path, timeout=30)
        assert answer.status_code == 200, path
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = Page(answer.text)
        found = [dict(attributes).get(name, "") for tag, attributes in page.elements for name in ("href", "src", "action", "formaction")]
        found = [each.split("#")[0] for each in found if each and not each.startswith(("#", "mailto:"))]
        assert all(each.startswith("/ajar/") for each in found), [each for each in found if not each.startswith("/ajar/")]
        waiting += [href for href in page.links + [each for each in found if "/assets/" in each or "/preview/" in each] if href.startswith("/ajar/")]
    assert len(seen) > 12

    assert "Under review" in visitor.ask("/kits/items", VERA, "under a path", [desk.id]).text
    review = mailbox.wait_for_mail(REVA)
    assert "Approved" in desk.visitor().decide(link(review, "/decide/"), "approve").text
    approval = mailbox.wait_for_mail(VERA, "Approved")
    for mail in mailbox.mails:
        assert all(each.startswith(desk.url + "/") for each in links(mail)), links(mail)
    requester = desk.visitor()
    came = requester.get(link(approval, "/pickup/"), allow_redirects=False)
    assert "path=/ajar;" in came.headers["Set-Cookie"].lower() and came.headers["Location"].startswith("/ajar/pickup")
    page = requester.page(link(approval, "/pickup/"))
    [original] = {href for href in page.links if href.endswith("/download")}
    assert requester.get(original).content == desk.content
    signed_in = desk.visitor().sign_in(desk.admin)
    assert VERA in signed_in.page("/admin/users/download-requests?tab=approved").text
    unlocked = desk.visitor()
    form = unlocked.page("/kits/secret").form(having="password")
    assert "Lighthouse" in unlocked.send(form, "/kits/secret", password="sesame opens").text
    created = desk.api("POST", "/api/dam/download-validation-requests", desk.reva, json={"mediaIds": [desk.id], "reason": "for work"})
    assert created.status_code == 201
    location = created.headers["Location"]
    assert location.removeprefix(desk.origin).startswith("/ajar/api/dam/"), location
    assert requests.get(desk.origin + location.removeprefix(desk.origin), headers={"Authorization": f"Bearer {desk.reva.token}"}, timeout=30).status_code == 200
