"""A laptop and phones in a room without TLS: pages come over http from an address that is not the computer itself.

Browsers hold such pages to be insecure and take many interfaces away; localhost would not show it. So the
server and Chromium run in a network namespace of their own, where the address is a real one.
"""

import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Playwright, expect

from facilitator.web.words import words_for
from tests.browser.serving import Serving, free_port
from tests.browser.world import (
    LAPTOP,
    PROJECTOR,
    Visitors,
    launch_chromium,
    open_board,
    open_for_the_first_time,
    press_next,
    read,
    type_code,
    write_note,
)

pytestmark = pytest.mark.browser

ADDRESS = "10.203.0.1"
SECURE_ONLY = "[isSecureContext, 'randomUUID' in crypto, 'subtle' in crypto, 'serviceWorker' in navigator]"


@pytest.fixture
def room_network() -> Iterator[str]:
    """The name of a network namespace with one address in it and a way out to nowhere."""
    ip = shutil.which("ip")
    assert ip, "iproute2 is missing: sudo apt-get install iproute2"
    assert os.geteuid() == 0, "only root may make a network of its own: run this test as root"
    name = f"room-{os.getpid()}"
    run = [ip, "netns", "exec", name, ip]
    subprocess.run([ip, "netns", "add", name], check=True)
    try:
        for command in (
            "link set lo up",
            "link add wall type veth peer name hall",
            # No IPv6 address of its own seconds later: Chromium drops what it loads when an address comes.
            "link set wall addrgenmode none",
            "link set hall addrgenmode none",
            f"addr add {ADDRESS}/24 dev wall",
            "link set wall up",
            "link set hall up",
            "route add default dev wall",
        ):
            subprocess.run([*run, *command.split()], check=True)
        yield name
    finally:
        subprocess.run([ip, "netns", "del", name], check=True)


@pytest.fixture
async def there(room_network: str, tmp_path: Path) -> AsyncIterator[Serving]:
    """A server in that network, started as a laptop's owner starts it."""
    flags = ("--host", "0.0.0.0", "--port", str(free_port()))
    served = Serving(tmp_path, flags, before=("ip", "netns", "exec", room_network))
    await served.begin()
    yield served
    await served.end()


@pytest.fixture
async def browser_there(room_network: str, playwright: Playwright, tmp_path: Path) -> AsyncIterator[Browser]:
    wrapper = tmp_path / "chromium-there"
    wrapper.write_text(f'#!/bin/sh\nexec ip netns exec {room_network} chromium "$@"\n')
    wrapper.chmod(0o755)
    browser = await launch_chromium(playwright, str(wrapper))
    yield browser
    await browser.close()


async def phone_there(visitors: Visitors, code: str) -> Page:
    phone = await visitors.come()
    await type_code(phone, code)
    await expect(phone).to_have_url(re.compile(f"^http://{ADDRESS}:[0-9]+/p/"))
    return phone


async def test_a_room_works_over_plain_http_and_owners_pages_stay_on_the_computer(
    there: Serving, browser_there: Browser
) -> None:
    visitors = Visitors(browser_there, there)
    assert there.url.startswith(f"http://{ADDRESS}:")
    assert there.owner_url.startswith("http://localhost:")
    assert there.url in there.printed

    owner = await visitors.come(LAPTOP, owns=True)
    await open_for_the_first_time(owner, there)
    visitors.expected.append(re.compile("403"))
    elsewhere = await visitors.come(LAPTOP)
    for path in ("/today", "/sign-in", "/settings"):
        answer = await elsewhere.goto(f"{there.url}{path}")
        assert answer is not None
        assert answer.status == 403, path
        assert there.owner_base in await read(elsewhere)

    await owner.goto(f"{there.owner_base}/today")
    await owner.fill("#question", "Mikä toimii?")
    await owner.click('form[action="/today/question"] button')
    await expect(owner).to_have_url(re.compile("/lead$"))
    board = await open_board(owner)
    await expect(board.locator(".address")).to_have_text(there.url.removeprefix("http://"))
    code = (await board.locator(".code").inner_text()).replace("\n", "")

    phones = [await phone_there(visitors, code) for _ in range(3)]
    assert await phones[0].evaluate(SECURE_ONLY) == [False, False, False, False]
    await press_next(owner)
    line = phones[0].locator("#who")
    await expect(line).to_contain_text(
        words_for("fi")("The network is not encrypted: someone in the same network could see the traffic.")
    )
    for n, phone in enumerate(phones):
        await write_note(phone, f"Lappu {n}")
    await expect(board.locator(".note, .word")).to_have_count(3)
    await board.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    await visitors.leave()
