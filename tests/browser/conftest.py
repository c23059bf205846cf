"""One Chromium, one Firefox and one server for all stories; each story gets windows of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Playwright, StorageState, async_playwright

from tests.browser.indoors import Indoors
from tests.browser.serving import Serving, serving_here
from tests.browser.world import CHROMIUM, Visitors, become_owner, launch_chromium, launch_firefox


@pytest.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as playing:
        yield playing


@pytest.fixture(scope="session")
async def chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    browser = await launch_chromium(playwright)
    yield browser
    await browser.close()


@pytest.fixture(scope="session")
async def whole_chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    """Chromium as people have it, for what a browser does around its engine."""
    browser = await launch_chromium(playwright, CHROMIUM)
    yield browser
    await browser.close()


@pytest.fixture(scope="session")
async def firefox(playwright: Playwright) -> AsyncIterator[Browser]:
    browser = await launch_firefox(playwright)
    yield browser
    await browser.close()


@pytest.fixture(scope="session")
async def serving(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Serving]:
    served = serving_here(tmp_path_factory.mktemp("served"))
    await served.begin()
    yield served
    await served.end()


@pytest.fixture(scope="session")
async def owner_cookies(chromium: Browser, serving: Serving) -> StorageState:
    return await become_owner(chromium, serving)


@pytest.fixture
async def visitors(chromium: Browser, serving: Serving, owner_cookies: StorageState) -> AsyncIterator[Visitors]:
    """Windows in Chromium on the server that all stories share."""
    coming = Visitors(chromium, serving, owner_cookies)
    yield coming
    await coming.leave()


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Serving]:
    """A server that nobody has opened yet."""
    served = serving_here(tmp_path)
    await served.begin()
    yield served
    await served.end()


@pytest.fixture(scope="session")
async def indoors(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Indoors]:
    served = await Indoors(tmp_path_factory.mktemp("indoors")).begin()
    yield served
    await served.end()


@pytest.fixture(scope="session")
async def indoors_cookies(chromium: Browser, indoors: Indoors) -> StorageState:
    return await become_owner(chromium, indoors)


@pytest.fixture
async def guests(chromium: Browser, indoors: Indoors, indoors_cookies: StorageState) -> AsyncIterator[Visitors]:
    """Windows in Chromium on a server whose rooms the test can look into."""
    coming = Visitors(chromium, indoors, indoors_cookies)
    yield coming
    await coming.leave()
