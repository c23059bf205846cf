"""One connection's life: hello, resume, pings, commands, goodbye. By WebSocket, or by POST and long poll.

Reading never waits for an append: a healthy phone must always be able to answer a ping. Two carriers, one protocol.
"""

import asyncio
from collections import deque
from typing import Annotated, Any

import msgspec
from starlette.websockets import WebSocket

from facilitator.core.errors import FacilitatorError
from facilitator.core.ids import Id
from facilitator.core.refusal import Refusal
from facilitator.live.actors import Actor
from facilitator.live.errors import (
    INTERNAL_ERROR,
    LATE,
    NOT_TEXT,
    OVERLOADED,
    PROTOCOL_ERROR,
    SESSION_OVER,
    TOO_BIG,
    TOO_FAST,
    BadMessage,
    LineEnded,
    RoomLeaving,
)
from facilitator.live.fanout import Line, Listener
from facilitator.live.limits import (
    MESSAGES_A_SECOND,
    MESSAGES_AT_ONCE,
    MOST_BOARDS,
    MOST_SOCKETS_OF_ONE,
    Bucket,
)
from facilitator.live.ring import frame_bytes, payloads
from facilitator.live.room import Done, Room
from facilitator.telemetry import tell, warn

LINE = "facilitator.line"  # key of the line in scope["extensions"]
HELLO_WITHIN_S = 5.0
POLL_WITHIN_S = 20.0
POST_WITHIN_S = 8.0
POLL_LEAVES_AFTER_S = 30.0
MOST_BYTES = 65_536
MOST_ITEMS = 50
MOST_WAITING = 64
MOST_POLLS_KEPT = 10_000


class Hello(msgspec.Struct, frozen=True):
    """Where a client stands, and what it runs."""

    e: str | None = None
    v: int | None = None
    build: str = ""
    person: str = msgspec.field(name="as", default="")


class Message(msgspec.Struct, frozen=True):
    """What a client may say. Fields it does not know are ignored: a later client may say more."""

    hello: Hello | None = None
    cmd: msgspec.Raw = msgspec.Raw()
    id: Id = ""
    person: str = msgspec.field(name="as", default="")
    ping: int | float | None = None


class Items(msgspec.Struct, frozen=True):
    """The body of a POST."""

    items: Annotated[list[Message], msgspec.Meta(max_length=MOST_ITEMS)] = []


class Poll(msgspec.Struct, frozen=True):
    """The body of a long poll."""

    hello: Hello = Hello()
    poll: Annotated[str, msgspec.Meta(max_length=64)] = ""


_message = msgspec.json.Decoder(Message)
_items = msgspec.json.Decoder(Items)
_poll = msgspec.json.Decoder(Poll)
# What a hostile body can raise in a decoder: wrong shapes, lone surrogates, depth without end.
UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)


# --- the socket ------------------------------------------------------------------------------------------


async def serve_socket(websocket: WebSocket, room: Room, actor: Actor, build: str, *, session: str = "") -> None:
    """Serve one WebSocket until it ends. The caller has checked Origin and cookie; it is not accepted yet.

    Args:
        websocket: Of a server that offers its line as ``scope["extensions"]["facilitator.line"]``.
        room: From the hub.
        actor: Who the cookie says it is.
        build: Of the static files, so that a client of another build can reload.
        session: Which of the actor's sessions this is, for ``Hub.end_sessions``.
    """
    line: Line = websocket.scope["extensions"][LINE]
    await websocket.accept()
    who = f"{room.name}/{actor.role}/{actor.id}"
    if not room.admission.enter(who, MOST_SOCKETS_OF_ONE if actor.id else MOST_BOARDS):
        line.end(OVERLOADED)
        return
    try:
        await SocketSession(websocket, line, room, actor, build, session).live()
    finally:
        room.admission.leave(who)


class SocketSession:
    """One WebSocket from hello to goodbye."""

    def __init__(
        self, websocket: WebSocket, line: Line, room: Room, actor: Actor, build: str, session: str
    ) -> None:
        self._websocket, self._line, self._room, self._actor, self._build = websocket, line, room, actor, build
        self._listener = Listener(line, actor, session=session)
        self._messages = Bucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE)
        self._waiting: deque[Message] = deque()
        self._working: asyncio.Task[None] | None = None

    async def live(self) -> None:
        """Wait for hello, then serve until the line ends."""
        try:
            async with asyncio.timeout(HELLO_WITHIN_S):
                first = await self._receive()
        except TimeoutError:
            self._line.end(LATE)
            return
        if first is None:
            return
        if first.hello is None:
            self._line.end(LATE)
            return
        if not self._greet(first.hello):
            return
        self._room.arrive(self._actor)
        try:
            while (message := await self._receive()) is not None:
                self._take(message)
        finally:
            self._room.fanout.detach(self._listener)
            self._room.leave(self._actor)
            # The command under way is not interrupted: it may be kept this moment.
            self._waiting.clear()

    async def _receive(self) -> Message | None:
        """Return the next message, or nothing once the line has ended, or is ended because of what came."""
        event = await self._websocket.receive()
        if event["type"] == "websocket.disconnect":
            return None
        text = event.get("text")
        if text is None:
            code = NOT_TEXT
        elif len(text) > MOST_BYTES:
            code = TOO_BIG
        elif not self._messages.take(asyncio.get_running_loop().time()):
            code = TOO_FAST
        else:
            try:
                return _message.decode(text)
            except UNREADABLE:
                code = PROTOCOL_ERROR
        self._refused(code)
        return None

    def _refused(self, code: int) -> None:
        tell("line_refused", workshop=self._room.name, code=code)
        self._line.end(code)

    def _greet(self, hello: Hello) -> bool:
        person = _person(self._room, self._actor, hello.person)
        if self._actor.role == "phone" and not person:
            self._line.end(SESSION_OVER)
            return False
        self._listener.person = person
        self._listener.mine_is_due = bool(person)
        self._room.fanout.attach(self._listener, hello.e, hello.v)
        greeting = _framed({"hello": _hello(self._room, self._actor, self._build)})
        self._room.fanout.send_now(self._listener, greeting)
        return True

    def _take(self, message: Message) -> None:
        if message.hello is not None:
            self._resume(message.hello)
        if message.ping is not None and self._line.is_free:
            # A late answer would only spoil the clock, so one that cannot leave at once is dropped.
            self._line.write(_framed({"pong": message.ping, "now": self._room.around.clock()}))
        if message.cmd:
            self._waiting.append(message)
            if len(self._waiting) > MOST_WAITING:
                self._refused(TOO_FAST)
            elif self._working is None or self._working.done():
                self._working = asyncio.create_task(self._work())
                self._working.add_done_callback(self._worked)

    def _worked(self, work: asyncio.Task[None]) -> None:
        if not work.cancelled() and (error := work.exception()) is not None:
            warn("answering_failed", bug=error, workshop=self._room.name)
            self._line.end(INTERNAL_ERROR)

    def _resume(self, hello: Hello) -> None:
        person = _person(self._room, self._actor, hello.person)
        if person != self._listener.person:
            self._listener.person, self._listener.mine_is_due = person, bool(person)
        self._room.fanout.resume(self._listener, hello.e, hello.v)
        self._room.fanout.send_now(self._listener)

    async def _work(self) -> None:
        """Answer what waits, in order, no faster than one seat may ask."""
        while self._waiting:
            await _token(self._room, self._actor)
            if not self._waiting:
                return  # the line ended while its next command was paced
            message = self._waiting.popleft()
            result = await answer(self._room, self._actor, message)
            if result is None:
                continue  # the client asks again
            # Who looks is said by hello alone: a late command of whoever had the phone before must not show theirs.
            self._listener.mine_is_due = bool(self._listener.person)
            self._listener.tell(message.id, result)
            self._room.fanout.send_now(self._listener)


# --- POST and long poll ----------------------------------------------------------------------------------


async def serve_post(room: Room, actor: Actor, body: bytes) -> dict[str, Any]:
    """Return the answer to a POST of up to 50 messages: ``{"done": {…}}`` (SPEC FB1).

    What could not be answered in time is left out; the client sends it again under the same id.

    Raises:
        BadMessage: If the body is none; answer 400.
        LineEnded: If the actor may not go on; answer ``{"close": code}`` with its status.
    """
    messages = _read(_items, body).items
    _check_person(room, actor)
    done: dict[str, Any] = {}
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() + POST_WITHIN_S):
            for message in messages:
                if not message.cmd:
                    continue
                await _token(room, actor)
                if (result := await answer(room, actor, message)) is not None:
                    done[message.id] = msgspec.to_builtins(result)
    except TimeoutError:
        tell("post_cut", workshop=room.name, answered=len(done), of=len(messages))
    return {"done": done}


class PollLine:
    """A line that carries one answer to one request."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self.code = 0
        self._told = asyncio.Event()

    @property
    def is_free(self) -> bool:
        """Whether nothing is on its way yet."""
        return not self.items and not self.code

    def write(self, frames: bytes) -> None:
        """Put the frames into the answer, which then leaves."""
        self.items += [msgspec.json.decode(payload) for payload in payloads(frames)]
        self._told.set()

    def end(self, code: int) -> None:
        """End as a socket would be closed."""
        self.code = self.code or code
        self._told.set()

    def abort(self) -> None:
        """End at once."""
        self.end(OVERLOADED)

    async def told(self) -> None:
        """Return once there is something to answer."""
        await self._told.wait()


async def serve_poll(
    room: Room, actor: Actor, body: bytes, build: str = "", *, wait_s: float = POLL_WITHIN_S
) -> dict[str, Any]:
    """Return the answer to a long poll: ``{"items": […]}``, after at most 20 s (SPEC FB2).

    Raises:
        BadMessage: If the body is none; answer 400.
        LineEnded: If the line has ended; answer ``{"close": code}`` with its status.
    """
    asked = _read(_poll, body)
    person = _check_person(room, actor, asked.hello.person)
    # A fresh name would get a full view each time, so asking is paced like all else.
    await _token(room, actor, "poll")
    line = PollLine()
    listener = Listener(line, actor, person)
    key = (f"{actor.role}/{actor.id}", asked.poll)
    is_new = key not in room.polls
    listener.mine_sent = room.polls.get(key, b"")
    hello = _framed({"hello": _hello(room, actor, build)}) if is_new else b""
    room.arrive(actor)
    try:
        room.fanout.attach(listener, asked.hello.e, asked.hello.v)
        room.fanout.send_now(listener, hello)
        async with asyncio.timeout(wait_s):
            await line.told()
    except TimeoutError:
        pass
    finally:
        room.fanout.detach(listener)
        asyncio.get_running_loop().call_later(POLL_LEAVES_AFTER_S, room.leave, actor)
    if line.code and not line.items:
        raise LineEnded(line.code)
    room.polls[key] = listener.mine_sent
    room.polls.move_to_end(key)
    if len(room.polls) > MOST_POLLS_KEPT:
        room.polls.popitem(last=False)
    return {"items": line.items}


# --- both ------------------------------------------------------------------------------------------------


async def answer(room: Room, actor: Actor, message: Message) -> Any:
    """Return the result of a command as it travels, or nothing if it must be asked again (SPEC CM4)."""
    if not message.id:
        return None
    try:
        command = room.around.codec.decode(message.cmd)
    except UNREADABLE:
        return {"no": "not_understood"}
    try:
        result = await room.submit(actor, message.id, command, message.person)
    except RoomLeaving:
        return None
    except msgspec.ValidationError:
        return {"no": "not_understood"}
    except FacilitatorError as error:
        warn("command_not_kept", workshop=room.name, error=type(error).__name__)
        return None
    match result:
        case Done(seq=seq):
            return {"seq": seq}
        case Refusal(code=code, facts=facts):
            return {"no": code, "facts": facts} if facts else {"no": code}


async def _token(room: Room, actor: Actor, what: str = "command") -> None:
    """Wait until the actor may ask again: what comes too fast is paced, since a refusal would be final."""
    bucket = room.paces.of(f"{what}/{actor.role}/{actor.id}")
    await asyncio.sleep(bucket.reserve(asyncio.get_running_loop().time()))


def _person(room: Room, actor: Actor, asked: str = "") -> str:
    """Return the person whose own view the line shows: the one asked for if of this seat, else the seat's first."""
    own = room.people_of(actor.id) if actor.role == "phone" else ()
    return asked if asked in own else next(iter(own), "")


def _check_person(room: Room, actor: Actor, asked: str = "") -> str:
    person = _person(room, actor, asked)
    if actor.role == "phone" and not person:
        raise LineEnded(SESSION_OVER)
    return person


def _hello(room: Room, actor: Actor, build: str) -> dict[str, Any]:
    hello = {"build": build, "audience": actor.audience, "now": room.around.clock()}
    return {**hello, "people": room.people_of(actor.id)} if actor.role == "phone" else hello


def _framed(message: dict[str, Any]) -> bytes:
    return frame_bytes(msgspec.json.encode(message))


def _read(decoder: msgspec.json.Decoder[Any], body: bytes) -> Any:
    if len(body) > MOST_BYTES:
        raise LineEnded(TOO_BIG)
    try:
        return decoder.decode(body)
    except UNREADABLE as error:
        raise BadMessage(str(error)) from None
