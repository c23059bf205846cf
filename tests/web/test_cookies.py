"""Cookies: named and marked by scheme, and no answer sets another kind."""

from http.cookies import SimpleCookie

import httpx2
import pytest
from starlette.responses import Response

from facilitator.web.cookies import Scheme, cookie_name, drop_cookie, set_cookie
from tests.web.world import HERE, LAN, PUBLIC, open_world


@pytest.mark.parametrize(("scheme", "name"), [("http", "session"), ("https", "__Host-session")])
def test_the_scheme_decides_the_name(scheme: Scheme, name: str) -> None:
    assert cookie_name("session", scheme) == name
    response = Response()
    set_cookie(response, "session", "x", scheme, 60)
    lint(response.headers.getlist("set-cookie"), scheme)
    drop_cookie(response, "session", scheme)
    lint(response.headers.getlist("set-cookie"), scheme)


def lint(lines: list[str], scheme: str) -> int:
    """Hold cookies against the rules; return how many there were."""
    for line in lines:
        ((name, morsel),) = SimpleCookie(line).items()
        assert name.startswith("__Host-") == (scheme == "https")
        assert bool(morsel["secure"]) == (scheme == "https")
        assert morsel["httponly"]
        assert morsel["samesite"].lower() == "lax"
        assert morsel["path"] == "/"
        assert not morsel["domain"]
        assert morsel["max-age"]
    return len(lines)


@pytest.mark.parametrize("base_url", [HERE, PUBLIC])
async def test_every_cookie_of_a_day_keeps_the_rules(base_url: str) -> None:
    seen: list[int] = []

    async def look(response: httpx2.Response) -> None:
        seen.append(lint(response.headers.get_list("set-cookie"), base_url.partition(":")[0]))

    async with open_world(public_url="" if base_url == HERE else base_url) as world:
        owner = await world.owner(base_url)
        owner.event_hooks = {"response": [look]}
        workshop = await world.workshop()
        await owner.submit("/language", language="sv", back="/today")
        await owner.submit("/join", token=await world.site.sessions.join_token(workshop))
        await owner.submit("/sign-out")
        assert sum(seen) == 3


async def test_a_session_of_plain_http_is_none_over_tls() -> None:
    async with open_world(public_url=PUBLIC) as world:
        owner = await world.owner(PUBLIC)
        assert set(owner.cookies) == {"__Host-session"}
        secret = owner.cookies["__Host-session"]
        plain = world.browser(PUBLIC)
        plain.cookies.set("session", secret)
        assert (await plain.get("/today")).status_code == 303


async def test_no_cookie_is_set_by_reading(  # a prefetch must not change who somebody is
) -> None:
    async with open_world() as world:
        for path in ("/", "/sign-in", "/r", "/probe", "/nothing"):
            answer = await world.browser(LAN, "192.168.8.31").get(path)
            assert "set-cookie" not in answer.headers
