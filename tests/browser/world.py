"""Real browsers in a room: who comes, what they press and read, and what must never happen on their pages."""

import asyncio
import json
import re
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Playwright,
    Request,
    StorageState,
    WebError,
    expect,
)

from tests.browser.serving import Serving

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHROMIUM = "chromium"
# The same engine without the windows around it, which cost as much again.
SHELL = "chromium-headless-shell"
# How long a person would wait for what they see; more is a fault.
PATIENCE_MS = 10_000
PASSPHRASE = "kaksi lakkaa ja hilla"
PHONE = (360, 740)
LAPTOP = (1440, 900)
PROJECTOR = (1920, 1080)
_LOCALES = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}
_TELL_OF_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""
# A page that loses the network says so in the console, whatever a script does.
OFFLINE = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_NETWORK_CHANGED")


async def launch_chromium(playwright: Playwright, command: str = SHELL, more: Sequence[str] = ()) -> Browser:
    """Start Debian's Chromium, or its engine alone, with *more* flags."""
    path = shutil.which(command)
    assert path, f"{command} is missing: sudo apt-get install {command}"
    return await playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *more])


async def launch_firefox(playwright: Playwright) -> Browser:
    """Start Debian's Firefox."""
    path = shutil.which("firefox-esr")
    assert path, "firefox-esr is missing: sudo apt-get install firefox-esr"
    return await playwright.firefox.launch(channel="moz-firefox", executable_path=path)


class Visitors:
    """Everyone who comes to one server with one browser, each with cookies of their own.

    Attributes:
        trouble: What no page may do and one did: errors, violations, dialogs, requests to elsewhere.
        expected: What a test brings about itself and so is none.
    """

    def __init__(self, browser: Browser, serving: Serving, owner: StorageState | None = None) -> None:
        self.browser = browser
        self.serving = serving
        self.trouble: list[str] = []
        self.expected: list[re.Pattern[str]] = []
        self._owner = owner
        self._contexts: list[BrowserContext] = []

    async def come(
        self,
        size: tuple[int, int] = PHONE,
        language: str = "fi",
        *,
        dark: bool = False,
        script: bool = True,
        owns: bool = False,
        cookies: StorageState | None = None,
    ) -> Page:
        """Open a window of somebody new, still empty; of the one who *owns* all this at the owner's address."""
        context = await self.browser.new_context(
            base_url=self.serving.owner_base if owns else self.serving.url,
            viewport={"width": size[0], "height": size[1]},
            locale=_LOCALES[language],
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
            storage_state=cookies,
            has_touch=size == PHONE and self.browser.browser_type.name == "chromium",
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        self._watch(context)
        if script:
            await context.add_init_script(_TELL_OF_VIOLATIONS)
        return await context.new_page()

    async def owner(self, size: tuple[int, int] = LAPTOP, language: str = "fi", *, dark: bool = False) -> Page:
        """Open a window of the owner, signed in."""
        return await self.come(size, language, dark=dark, owns=True, cookies=self._owner)

    async def phone(self, code: str, language: str = "fi", *, dark: bool = False) -> Page:
        """Open a phone and join with *code*."""
        phone = await self.come(PHONE, language, dark=dark)
        await type_code(phone, code)
        await expect(phone).to_have_url(re.compile("/p/"))
        return phone

    async def leave(self) -> None:
        """Close all windows; nothing that must not happen may have happened."""
        for context in self._contexts:
            await context.close()
        self._contexts.clear()
        trouble = [line for line in self.trouble if not any(known.search(line) for known in self.expected)]
        assert not trouble, "\n".join(trouble)

    def _watch(self, context: BrowserContext) -> None:
        own = {urlsplit(self.serving.url).netloc, urlsplit(self.serving.owner_url).netloc}

        def console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.trouble.append(f"console: {message.text} ({message.location.get('url', '')})")

        def error(broken: WebError) -> None:
            self.trouble.append(f"error: {broken.error}")

        def request(asked: Request) -> None:
            parts = urlsplit(asked.url)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in own:
                self.trouble.append(f"request: {asked.url}")

        async def dialog(shown: Dialog) -> None:
            self.trouble.append(f"dialog: {shown.message}")
            await shown.dismiss()

        context.on("console", console)
        context.on("weberror", error)
        context.on("request", request)
        context.on("dialog", dialog)


# --- the owner -------------------------------------------------------------------------------------------


async def open_for_the_first_time(page: Page, serving: Serving, language: str = "fi") -> None:
    """Follow the owner's link, choose a passphrase, arrive at Today."""
    await page.goto(serving.owner_url)
    await page.locator(f'input[name="language"][value="{language}"]').check()
    await page.fill("#passphrase", PASSPHRASE)
    await page.fill("#again", PASSPHRASE)
    await page.click("button.button-primary")
    await expect(page).to_have_url(re.compile("/today$"))


async def become_owner(browser: Browser, serving: Serving, language: str = "fi") -> StorageState:
    """Open the installation; return the cookies of its owner."""
    visitors = Visitors(browser, serving)
    page = await visitors.come(LAPTOP, language, owns=True)
    await open_for_the_first_time(page, serving, language)
    cookies = await page.context.storage_state()
    await visitors.leave()
    return cookies


def workshop_of(page: Page) -> str:
    """Return the workshop that a leader's page is about."""
    found = re.search(r"/w/([A-Za-z0-9_-]{22})/", page.url)
    assert found, page.url
    return found[1]


def step(kind: str, key: str = "", source: Mapping[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """Return a step as one plans it; *key* lets a later step of the same block name it in its source."""
    prompt = fields.pop("prompt", {"fi": "Mikä toimii?", "sv": "Vad fungerar?", "en": "What works?"})
    made = {"id": key or secrets.token_urlsafe(16), "kind": kind, "prompt": prompt, "minutes": 5, **fields}
    return {**made, "source": dict(source)} if source else made


async def ask(page: Page, url: str, command: Mapping[str, Any]) -> tuple[str, int]:
    """Ask for something by the carrier of a page's own cookies; return the command's id and place in the log."""
    made = secrets.token_urlsafe(16)
    parts = urlsplit(url)
    answer = await page.request.post(
        url,
        data={"items": [{"cmd": dict(command), "id": made}]},
        headers={"X-Facilitator": "1", "Origin": f"{parts.scheme}://{parts.netloc}"},
    )
    done = (await answer.json())["done"]
    assert "seq" in done.get(made, {}), (command, done)
    return made, done[made]["seq"]


class Day:
    """A workshop that its owner leads without looking at the screen: for what a test is not about."""

    def __init__(self, page: Page, serving: Serving, workshop: str) -> None:
        self.page = page
        self.serving = serving
        self.workshop = workshop
        self._upto = 0

    async def do(self, do: str, **fields: Any) -> str:
        """Ask for something as the desk does; return the command's id."""
        return await self._ask(self.page, f"{self.serving.owner_base}/w/{self.workshop}/post/desk", do, fields)

    async def _ask(self, page: Page, url: str, do: str, fields: Mapping[str, Any]) -> str:
        made, seq = await ask(page, url, {"do": do, **fields})
        self._upto = max(self._upto, seq)
        return made

    async def look(self) -> dict[str, Any]:
        """Return what the desk's page carries, not older than what was asked here."""
        # A page starts from the last tick's view and its line brings the rest; a tick that changed nothing the desk
        # shows leaves its position behind, so the wait has an end.
        until = asyncio.get_running_loop().time() + 0.4
        while (first := await self._look())["to"] < self._upto and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
        return first

    async def _look(self) -> dict[str, Any]:
        answer = await self.page.request.get(f"{self.serving.owner_base}/w/{self.workshop}/lead")
        found = re.search(r'id="first">(.*?)</script>', await answer.text(), re.DOTALL)
        assert found, answer.status
        first: dict[str, Any] = json.loads(found[1])
        return first

    async def view(self) -> dict[str, Any]:
        """Return what the desk shows now."""
        view: dict[str, Any] = (await self.look())["view"]
        return view

    async def comes_to(self, read: Callable[[dict[str, Any]], Any], what: object) -> None:
        """Wait until what is *read* from the desk's view is so: screens show a press before the server has it."""
        until = asyncio.get_running_loop().time() + PATIENCE_MS / 1000
        while (seen := read(await self.view())) != what and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
        assert seen == what, seen

    async def code(self) -> str:
        """Return the join code."""
        return str((await self.look())["code"])

    async def kind(self) -> str:
        """Return the kind of the present activity, or nothing."""
        view = await self.view()
        return str(view["activities"][view["current"]]["kind"]) if view["current"] else ""

    async def next(self) -> str:
        """Do the one next step; return what it did."""
        move = (await self.view())["next"]
        match move["does"]:
            case "start":
                await self.do("StartWorkshop")
            case "open":
                await self.do("OpenActivity", step=move["step"])
            case "move":
                command = dict(move["command"])
                await self.do(command.pop("do"), **command)
            case "close":
                await self.do("CloseActivity", activity=move["step"])
            case "reveal":
                await self.do("Reveal", activity=move["step"])
            case _:
                await self.do("EndWorkshop")
        return str(move["does"])

    async def close(self) -> None:
        """Close what is open; those who still write have their grace."""
        await self.do("CloseActivity", activity=(await self.view())["current"])

    async def by(self, phone: Page, do: str, **fields: Any) -> str:
        """Ask for something as a phone does, about the present activity; return the command's id."""
        about = {} if do in ("SetName", "ParkIdea", "AskHelp") else {"activity": (await self.view())["current"]}
        url = f"{self.serving.url}/w/{self.workshop}/post/phone"
        return await self._ask(phone, url, do, {**about, **fields})

    async def board_url(self) -> str:
        """Make an address for the board."""
        answer = await self.page.request.post(
            f"{self.serving.owner_base}/w/{self.workshop}/board-link",
            headers={"X-Facilitator": "1", "Origin": self.serving.owner_base},
        )
        return str((await answer.json())["url"])


async def plan(
    page: Page,
    serving: Serving,
    *steps: Mapping[str, Any],
    title: str = "Kehittämispäivä",
    languages: Sequence[str] = ("fi",),
) -> Day:
    """Make a workshop with one block of these steps."""
    answer = await page.request.post(
        f"{serving.owner_base}/workshops/new",
        form={"title": title, "template": "", **{f"in_{tag}": "yes" for tag in languages}},
        headers={"Origin": serving.owner_base},
    )
    found = re.search(r"/w/([A-Za-z0-9_-]{22})/", answer.url)
    assert found, (answer.status, answer.url)
    day = Day(page, serving, found[1])
    block = {"id": "", "title": dict.fromkeys(languages, "Työskentely"), "minutes": 30, "steps": list(steps)}
    await day.do("AddBlock", block=block)
    return day


# --- phones ----------------------------------------------------------------------------------------------


async def type_code(phone: Page, code: str) -> None:
    """Open the front door and type the code."""
    await phone.goto("/")
    await phone.fill("#code", code)
    await phone.press("#code", "Enter")


async def write_note(phone: Page, text: str) -> None:
    """Write a note and wait until it is saved."""
    await phone.fill("#note-text", text)
    await phone.click("button[form=task]")
    own = phone.locator(".note", has_text=text)
    await expect(own.locator('[data-state="saved"]')).to_be_visible()


async def read(page: Page) -> str:
    """Return everything that can be read on a page, without the places where long words may break."""
    return (await page.locator("body").inner_text()).replace("\u00ad", "")


# --- the desk and the board ------------------------------------------------------------------------------


async def open_board(desk: Page) -> Page:
    """Open the board in its own window, as wide as a projector."""
    await desk.click("#more")
    async with desk.expect_popup() as opening:
        await desk.click("#more-board")
    board = await opening.value
    await board.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    await expect(board).to_have_url(re.compile("/b/"))
    return board


# A second press within 0.6 s is taken for the same one.
_SAME_PRESS_IS_OVER = "() => performance.now() - (window.pressedAt ?? -1e9) > 700"


async def press_next(desk: Page) -> None:
    """Press the green button, and wait until it offers something else."""
    button = desk.locator("#next")
    said = await button.inner_text()
    await desk.wait_for_function(_SAME_PRESS_IS_OVER)
    await button.click()
    await desk.evaluate("() => { window.pressedAt = performance.now() }")
    await expect(button).not_to_have_text(said)


async def open_step(desk: Page, day: Day, kind: str, **settings: Any) -> str:
    """Open the first step of a kind with these settings out of turn, from the desk's agenda; return its id."""
    block_id, step_id = next(
        (block_id, step_id)
        for block_id, block in in_order((await day.view())["blocks"])
        for step_id, planned in in_order(block["steps"])
        if planned["kind"] == kind and settings.items() <= planned["settings"].items()
    )
    await desk.click(f"#block-{block_id}")
    await desk.click(f"#open-{step_id}")
    await expect(desk.locator(f"#open-{step_id}")).to_have_count(0)
    await desk.click(f"#block-{block_id}")
    return step_id


def in_order(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the rows of a view as the screen does."""
    return sorted(rows.items(), key=lambda row: int(row[1]["sort"]))


async def end_the_day(desk: Page) -> None:
    """End the day, and say yes to the one question that is asked."""
    await desk.click("#more")
    await desk.click("#more-end")
    await desk.click("#end-yes")
    await expect(desk.locator("#next")).to_have_attribute("href", re.compile("/summary$"))


# --- what phones do --------------------------------------------------------------------------------------


async def give_dots(phone: Page, option: str, dots: int = 1) -> None:
    """Put dots on an option, one by one."""
    row = phone.locator("li.vote", has_text=option)
    for given in range(1, dots + 1):
        await row.locator("button[id^=more-]").click()
        await expect(row.locator("output")).to_have_text(str(given))


async def say_name(phone: Page, name: str) -> None:
    """Say one's name where it is asked for."""
    await phone.fill("#my-name", name)
    await phone.press("#my-name", "Enter")
    await expect(phone.locator("#my-name")).to_have_count(0)


async def come_anew(page: Page, kind: str = "") -> None:
    """Load a live screen anew, and wait until it has drawn what the day has come to."""
    await page.reload()
    await page.wait_for_function(
        """kind => document.querySelector("#screen > *, .board-blank") &&
            (!kind || performance.getEntriesByType("resource").some(({ name }) => name.endsWith(`/${kind}.js`)))""",
        arg=kind,
    )
    # Its file has come, but may not have run yet.
    await page.evaluate(
        """async kind => {
            const files = performance.getEntriesByType("resource").map(({ name }) => name);
            if (kind) await import(files.find((name) => name.endsWith(`/${kind}.js`)));
            await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        }""",
        kind,
    )
