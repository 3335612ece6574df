"""Eight approvers press at once."""

import pytest

from support.desk import together
from support import files
from support.html import Page
from support.mail import link

VERA = "vera@press.example"


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation().start()
    desk.approvers = [desk.user(f"approver{n}@example.org", f"Approver Number{n}", "responsible", token=True) for n in range(8)]
    desk.kit("Press", "press", "perAssetApproval")
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"picture {number}.png").write_bytes(files.photograph(seed=number, format="PNG"))
    desk.ids = list(desk.bring_in(tmp_path / "in", kit="press").values())
    return desk


def test_one_of_eight_approvers_wins_and_the_others_are_told_who_decided(desk, mailbox):
    assert "Under review" in desk.visitor().ask("/kits/press", VERA, "for all", desk.ids).text
    for approver in desk.approvers:
        mailbox.wait_for_mail(approver.mail, VERA)
    (request,) = desk.all_requests(desk.approvers[0])
    verdicts = ["approve" if number % 2 else "deny" for number in range(8)]
    answers = together([lambda who=who, verdict=verdict: desk.decide(who, request["id"], verdict, message=f"by {who.name}") for who, verdict in zip(desk.approvers, verdicts)])
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [200] + [409] * 7, [answer.text for answer in answers]

    winner = statuses.index(200)
    decided = answers[winner].json()
    by = {"id": desk.approvers[winner].id, "name": desk.approvers[winner].name}
    assert decided["status"] == ("approved" if verdicts[winner] == "approve" else "denied")
    assert decided["decidedBy"] == by and decided["decidedAt"].endswith("Z")
    assert {item["status"] for item in decided["items"]} == {decided["status"]}
    for number, answer in enumerate(answers):
        if number == winner:
            continue
        problem = answer.json()
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert problem["code"] == "already-decided" and problem["status"] == 409
        assert problem["decidedBy"] == by
        assert problem["decidedAt"] == decided["decidedAt"]

    told = mailbox.wait_for_mail(VERA, "Approved" if verdicts[winner] == "approve" else "Denied", within=20)
    assert f"by {by['name']}" in told.text
    mailbox.quiet()
    assert len(mailbox.to(VERA)) == 2, "the receipt, and one mail of the decision"
    for number, approver in enumerate(desk.approvers):
        handled = [mail for mail in mailbox.to(approver.mail) if "/decide/" not in mail.text]
        assert len(handled) == (0 if number == winner else 1), "the others are told that it is handled, once"
        assert all(by["name"] in mail.text for mail in handled)
    after = desk.request(desk.approvers[0], request["id"])
    assert after["status"] == decided["status"] and after["decidedBy"] == by


def test_eight_links_of_eight_mails_pressed_at_once_decide_once(desk, mailbox):
    assert "Under review" in desk.visitor().ask("/kits/press", VERA, "for all", desk.ids).text
    links = [link(mailbox.wait_for_mail(approver.mail, VERA), "/decide/") for approver in desk.approvers]
    people = [desk.visitor() for _ in links]
    forms = [person.page(address).form(having="message") for person, address in zip(people, links)]
    answers = together([lambda p=p, f=f, a=a: p.send(f, a, decision="approve") for p, f, a in zip(people, forms, links)])
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    winner = next(number for number, answer in enumerate(answers) if answer.status_code == 200)
    for answer in answers:
        if answer.status_code == 409:
            assert desk.approvers[winner].name in Page(answer.text).text
    mailbox.wait_for_mail(VERA, "Approved")
    mailbox.quiet()
    assert len(mailbox.to(VERA, "Approved")) == 1


def test_eight_approvers_who_each_take_a_part_decide_each_item_once(desk, mailbox):
    assert "Under review" in desk.visitor().ask("/kits/press", VERA, "for all", desk.ids).text
    mailbox.wait_for_mail(desk.approvers[0].mail, VERA)
    (request,) = desk.all_requests(desk.approvers[0])
    wishes = [desk.ids[number % 3] for number in range(8)]
    answers = together([lambda who=who, id=id: desk.decide(who, request["id"], "approve", mediaIds=[id]) for who, id in zip(desk.approvers, wishes)])
    won = [id for id, answer in zip(wishes, answers) if answer.status_code == 200]
    assert sorted(won) == sorted(desk.ids), [answer.text for answer in answers]
    lost = [answer for answer in answers if answer.status_code != 200]
    assert {answer.status_code for answer in lost} == {409} and {answer.json()["code"] for answer in lost} == {"already-decided"}
    after = desk.request(desk.approvers[0], request["id"])
    assert after["status"] == "approved"
    decided = {item["mediaId"]: item["decidedBy"]["id"] for item in after["items"]}
    expected = {id: who.id for id, who, answer in zip(wishes, desk.approvers, answers) if answer.status_code == 200}
    assert decided == expected
