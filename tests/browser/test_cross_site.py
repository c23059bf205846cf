"""A malicious page in the owner's own browser: what it sends changes nothing (S2).

It stands on another port of the same host, so that even a SameSite=Lax cookie goes along: the worst case.
"""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.browser.serving import Serving
from tests.browser.world import LAPTOP, Visitors, open_for_the_first_time

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><title>A pleasant page</title>
<form id="plain" method="post" action="{target}/today/demo" target="frame"></form>
<form id="text" method="post" enctype="text/plain" action="{target}/today/question" target="frame">
  <input name='question' value='Mine?'></form>
<form id="out" method="post" action="{target}/sign-out" target="frame"></form>
<iframe name="frame"></iframe>
<img src="{target}/sign-out" alt=""><img src="{target}/workshops/new?template=pelisaannot" alt="">
"""
# What a script of another origin can try: with cookies, with and without asking first.
TRIES = """async (target) => {
  for (const form of document.forms) form.submit();
  const ways = [
    {method: "POST", mode: "no-cors", credentials: "include", body: "question=Mine%3F&how=cards",
     headers: {"content-type": "application/x-www-form-urlencoded"}},
    {method: "POST", credentials: "include", headers: {"x-facilitator": "1"}, body: "{}"},
    {method: "PUT", credentials: "include", body: "{}"},
  ];
  for (const path of ["/today/question", "/today/demo", "/workshops/new", "/sign-out", "/settings/restore"])
    for (const way of ways) await fetch(target + path, way).catch(() => {});
  await new Promise((resolve) => {
    const line = new WebSocket(target.replace("http", "ws") + "/w/spring/socket/desk");
    line.onclose = line.onerror = line.onopen = resolve;
  });
}"""


@pytest.fixture
async def evil() -> AsyncIterator[list[str]]:
    """Serve the malicious page on a port of its own; yield its address."""
    target: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = PAGE.format(target=target[1]).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close"
        writer.write(head.encode() + b"\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    target.append(f"http://localhost:{server.sockets[0].getsockname()[1]}")
    yield target
    server.close()
    await server.wait_closed()


async def workshops_of(owner: Page) -> str:
    await owner.goto("/workshops")
    return await owner.locator("main").inner_text()


async def test_a_page_of_another_origin_changes_nothing_in_chromium(
    whole_chromium: Browser, fresh: Serving, evil: list[str]
) -> None:
    await _nothing_changes(whole_chromium, fresh, evil)


async def test_a_page_of_another_origin_changes_nothing_in_firefox(
    firefox: Browser, fresh: Serving, evil: list[str]
) -> None:
    await _nothing_changes(firefox, fresh, evil)


async def _nothing_changes(browser: Browser, fresh: Serving, evil: list[str]) -> None:
    evil.append(fresh.owner_base)
    visitors = Visitors(browser, fresh)
    owner = await visitors.come(LAPTOP, owns=True)
    await open_for_the_first_time(owner, fresh)
    before = await workshops_of(owner)
    refused: list[int] = []

    tab = await owner.context.new_page()
    tab.on(
        "response", lambda response: refused.append(response.status) if fresh.owner_base in response.url else None
    )
    await tab.goto(evil[0])
    await tab.evaluate(TRIES, fresh.owner_base)
    await tab.close()

    assert 403 in refused, "the tries have to reach the server for this test to mean anything"
    assert await workshops_of(owner) == before
    assert owner.url.endswith("/workshops"), "still signed in"
    visitors.trouble.clear()  # the malicious page's own errors
    await visitors.leave()
