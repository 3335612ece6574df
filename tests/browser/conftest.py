"""What every story starts from."""

import os

import pytest

from support import chromium
from support.desk import BINARY, Desk, free_port
from support.mail import Mailbox


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="the stories that take minutes too")


def pytest_configure(config):
    config.addinivalue_line("markers", "full: takes minutes; told by `./test full`")
    if not config.getoption("--full") and not config.option.markexpr:
        config.option.markexpr = "not full"
    if not os.path.exists(BINARY):
        pytest.exit(f"There is no {BINARY}: build it, or set AJAR_BIN.", returncode=2)


@pytest.fixture
def mailbox():
    box = Mailbox(free_port())
    box.open()
    yield box
    box.close()


@pytest.fixture
def installation(tmp_path, mailbox):
    """Makes installations that do not run yet; ends them when the story is over."""
    made = []

    def make(base="", **environment):
        desk = Desk(tmp_path / f"desk{len(made)}", mailbox, base, **environment)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.stop()
    for desk in made:
        broken = [line for line in desk.log.splitlines() if "a request failed" in line or "panicked" in line]
        if desk.fails_on_purpose:
            assert broken, "it was to fail, and says nothing of it"
            broken = [line for line in broken if "panicked" in line or desk.fails_on_purpose not in line]
        assert not broken, "a 5xx is a bug:\n" + "\n".join(broken)


@pytest.fixture
def desk(installation):
    """A running, empty installation."""
    return installation().start()


@pytest.fixture(scope="session")
def playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """A real browser."""
    browser = playwright.chromium.launch(executable_path=chromium.PATH, args=chromium.QUIET)
    yield browser
    browser.close()


@pytest.fixture
def person(browser):
    """Opens browsers of different people: nothing of one is known in another."""
    contexts = []

    def arrive(javascript=True):
        context = browser.new_context(java_script_enabled=javascript, locale="en-GB", accept_downloads=True)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda line: line.type == "error" and "Content Security Policy" in line.text and page.troubles.append(line.text))
        return page

    yield arrive
    troubles = [trouble for context in contexts for page in context.pages for trouble in getattr(page, "troubles", [])]
    for context in contexts:
        context.close()
    assert not troubles, troubles


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A story that fails shows the end of the server's log."""
    outcome = yield
    report = outcome.get_result()
    desk = item.funcargs.get("desk") if hasattr(item, "funcargs") else None
    if report.failed and isinstance(desk, Desk):
        report.sections.append(("the server's log", "\n".join(desk.log.splitlines()[-60:])))
