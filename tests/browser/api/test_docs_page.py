"""The page to try the API out, in a real browser: it works under the content policy of every page, which allows nothing inline."""


def test_a_call_is_tried_out_on_the_page(desk, person):
    page = person()
    # It puts a hundred operations on one page.
    page.set_default_timeout(60_000)
    answer = page.goto(f"{desk.url}/api/docs")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "script-src 'self'" in policy
    page.locator(".opblock").first.wait_for()
    assert page.locator(".opblock").count() > 60, "every operation is there"
    # Whoever has a token puts it in once.
    page.get_by_role("button", name="Authorize").first.click()
    by_token = page.locator(".auth-container", has=page.locator("#auth-bearer-value"))
    by_token.locator("#auth-bearer-value").fill(desk.admin.token)
    by_token.locator("button[type=submit]").click()
    page.locator(".modal-ux .btn-done").first.click()
    block = page.locator("#operations-medias-list_medias")
    block.locator(".opblock-summary").click()
    block.get_by_role("button", name="Try it out").click()
    # The examples stand in the fields; a cursor is of another list.
    block.locator("tr[data-param-name=cursor] input").fill("")
    for name in ("q", "folderId", "kitId"):
        block.locator(f"tr[data-param-name={name}] input").fill("")
    block.get_by_role("button", name="Execute").click()
    status = block.locator(".live-responses-table .response .response-col_status").first
    status.wait_for()
    assert status.inner_text().startswith("200"), block.locator(".live-responses-table").inner_text()
    assert page.troubles == []
