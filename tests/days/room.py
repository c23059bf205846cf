"""A room full of phones and one desk, all real sockets to a server process, and no more than SPEC.md says."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
import msgspec

from tests.browser.serving import Serving
from tests.days.people import MOST_PASSES, answers, leading, stretch
from tests.live.served import Phone
from tests.live.stage import new_id

PASSPHRASE = "kaksi lakkaa ja hilla"
PATIENCE_S = 30
NAME = "Oikeanimi"
# What has to be had before there is something to answer, and by what one sees that it is there.
FIRST: dict[str, Callable[[dict[str, Any]], object]] = {
    "DrawItems": lambda own: own["statements"],
    "FindGroup": lambda own: own["group"],
}
AT_THE_DOOR = 16  # how many come in at the same moment


class Client(Phone):
    """A phone or a desk with its cookies, that can wait for what it is told."""

    def __init__(self, base: str, path: str, browser: httpx2.AsyncClient) -> None:
        super().__init__("", "", "")
        self.url = base.replace("http", "ws", 1) + path
        self._base = base
        self._cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        self._heard = asyncio.Event()
        self.accepted: list[dict[str, Any]] = []

    async def come(self, **_options: Any) -> "Client":
        await super().come(additional_headers={"Cookie": self._cookie}, origin=self._base)
        return self

    def _take(self, message: dict[str, Any]) -> None:
        asked = {key: self.outbox[key]["cmd"] for key in message.get("done", {}) if key in self.outbox}
        super()._take(message)
        self.frames.clear()
        self.accepted += [command for key, command in asked.items() if "seq" in self.done[key]]
        self._heard.set()

    async def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until what was told makes *holds* true."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not holds():
                    self._heard.clear()
                    await self._heard.wait()
        except TimeoutError:
            raise AssertionError(f"still not so after {PATIENCE_S} s: {what}") from None

    async def must(self, command: dict[str, Any]) -> int:
        """Ask, and wait for a yes; return its seq."""
        key = await self.ask(**command)
        await self.until(lambda: key in self.done, str(command))
        assert "seq" in self.done[key], (command, self.done[key])
        return int(self.done[key]["seq"])


class Guest(Client):
    """A phone with one or two people behind it.

    Attributes:
        who: Number of the first of them.
        second: Id of the other, or nothing.
    """

    def __init__(self, base: str, workshop: str, browser: httpx2.AsyncClient, who: int) -> None:
        super().__init__(base, f"/w/{workshop}/socket/phone", browser)
        self.who, self.second, self.browser = who, "", browser

    async def settle(self, shares: bool) -> "Guest":
        """Come in, say one's name, and let somebody else use the phone too."""
        await self.come()
        await self.until(lambda: self.view and self.mine, "a first view")
        await self.must({"do": "SetName", "name": f"{NAME}{self.who}", "nickname": f"nimi{self.who}"})
        if shares:
            self.second = await self.ask("Join")
            await self.until(lambda: self.second in self.done, "a second person")
            await self.ask_as(self.second, {"do": "SetName", "name": f"{NAME}{self.who}b", "nickname": "toinen"})
        return self

    async def ask_as(self, person: str, command: dict[str, Any]) -> None:
        """Ask for the other one who uses this phone."""
        key = new_id()
        self.outbox[key] = {"cmd": command, "id": key, "as": person}
        await self.say(self.outbox[key])
        await self.until(lambda: key in self.done, str(command))

    async def take_part(self, at: tuple[Any, ...], breaks: bool) -> None:
        """Answer all that is asked at *at*; where it *breaks*, the line is lost while answers are under way."""
        await self.until(lambda: self._is_at(at), f"phone {self.who} at {at}")
        for _ in range(MOST_PASSES):
            commands = self._answers()
            for command in commands:
                await self.ask(**command, activity=at[0])
            if breaks and commands:
                breaks = False
                await self.cut()
                await self.come()
            await self.until(lambda: not self.outbox, f"phone {self.who} answered")
            if commands and commands[0]["do"] in FIRST:
                await self._has(commands[0]["do"])
            for command in commands if self.second else ():
                if command["do"] in ("CastVote", "TakeStance", "PostNote"):
                    await self.ask_as(self.second, {**command, "activity": at[0]})
            if not commands:
                return

    async def _has(self, first: str) -> None:
        await self.until(lambda: FIRST[first](self.mine["view"]), first)

    def _is_at(self, at: tuple[Any, ...]) -> bool:
        activity = self.view["activity"]
        here = bool(activity.get("id")) and stretch(activity) == at
        return here and self.mine["activity"] == at[0]

    def _answers(self) -> list[dict[str, Any]]:
        return answers(self.view["activity"], self.mine["view"], self.mine["group"], self.who)


class Room:
    """One workshop: its desk, and who is in it.

    Attributes:
        opened: How many activities so far.
        asked: Kind and question → id of the activity.
    """

    def __init__(self, serving: Serving, people: int) -> None:
        self.base = serving.owner_base
        self.serving, self.people = serving, people
        self.owner = self._browser()
        self.guests: list[Guest] = []
        self.workshop = self.code = ""
        self.opened = 0
        self.asked: dict[tuple[str, str], str] = {}
        self._door = asyncio.Semaphore(AT_THE_DOOR)

    async def make(self, template: str) -> None:
        """Sign in, make a workshop of the template, and take the desk."""
        first = await self.owner.post(
            self.serving.owner_url, data={"passphrase": PASSPHRASE, "again": PASSPHRASE, "language": "fi"}
        )
        assert first.status_code == 303, first.text
        form = {"title": "Päivä", "template": template, "in_fi": "on", "people": str(self.people)}
        made = await self.owner.post("/workshops/new", data=form)
        self.workshop = made.headers["location"].split("/")[2]
        facts = await self.owner.get(f"/w/{self.workshop}/address", headers={"x-facilitator": "1"})
        self.code = facts.json()["code"]
        self.desk = await Client(self.base, f"/w/{self.workshop}/socket/desk", self.owner).come()
        await self.desk.until(lambda: self.desk.view, "the desk's view")

    async def guest(self, who: int) -> None:
        """Let somebody in by the code."""
        browser = self._browser()
        async with self._door:
            joined = await browser.post("/join", data={"code": self.code})
            assert joined.headers.get("location", "").startswith("/p/"), joined.text
            self.guests.append(await Guest(self.base, self.workshop, browser, who).settle(shares=who % 12 == 7))

    def _browser(self) -> httpx2.AsyncClient:
        headers = {"accept-language": "fi", "origin": self.base}
        return httpx2.AsyncClient(base_url=self.base, headers=headers, timeout=PATIENCE_S)

    async def play(self, late: int) -> None:
        """Play from first to last row; the last *late* of the people come while the day is on."""
        await asyncio.gather(*(self.guest(who) for who in range(self.people - late)))
        while (move := self.desk.view["next"])["does"] != "summary":
            seq = await self.desk.must(_command(move))
            await self.desk.until(lambda seq=seq: self.desk.v >= seq, "the desk after its move")  # type: ignore[misc]
            if move["does"] == "open":
                self.opened += 1
                now = self._now()
                self.asked[now["kind"], now["prompt"].get("fi", "")] = now["id"]
                if self.opened == 4:
                    await asyncio.gather(*(self.guest(who) for who in range(self.people - late, self.people)))
            if move["does"] in ("open", "move"):
                await self._answer()
                await self._lead()

    async def _answer(self) -> None:
        at = stretch(self._now())
        await asyncio.gather(
            *(guest.take_part(at, breaks=guest.who % 5 == self.opened % 5) for guest in self.guests)
        )

    async def _lead(self) -> None:
        for step in range(40):
            commands = leading(self._now(), step)
            for command in commands:
                seq = await self.desk.must({**command, "activity": self.desk.view["current"]})
                await self.desk.until(lambda seq=seq: self.desk.v >= seq, "the desk")  # type: ignore[misc]
            if not commands:
                return

    def _now(self) -> dict[str, Any]:
        activity: dict[str, Any] = self.desk.view["activities"][self.desk.view["current"]]
        return activity

    def accepted(self, do: str, activity: str = "") -> list[dict[str, Any]]:
        """Return what phones asked for and got a yes to."""
        every = (command for guest in self.guests for command in guest.accepted)
        return [one for one in every if one["do"] == do and (not activity or one["activity"] == activity)]

    async def summary(self, cut: str) -> dict[str, Any]:
        """Return the summary as its readers get it."""
        answer = await self.owner.get(f"/w/{self.workshop}/summary.json?cut={cut}")
        told: dict[str, Any] = msgspec.json.decode(answer.content)
        return told

    async def leave(self) -> None:
        """Close all lines."""
        await asyncio.gather(*(client.leave() for client in (*self.guests, self.desk)))
        await asyncio.gather(*(guest.browser.aclose() for guest in self.guests), self.owner.aclose())


def _command(move: dict[str, Any]) -> dict[str, Any]:
    match move["does"]:
        case "start":
            return {"do": "StartWorkshop"}
        case "open":
            return {"do": "OpenActivity", "step": move["step"]}
        case "move":
            return dict(move["command"])
        case "close":
            return {"do": "CloseActivity", "activity": move["step"]}
        case "reveal":
            return {"do": "Reveal", "activity": move["step"]}
        case _:
            return {"do": "EndWorkshop"}
