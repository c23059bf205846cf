"""Cookies: one function names them, by scheme. Browsers drop ``__Host-`` and ``Secure`` over plain HTTP."""

from typing import Literal

from starlette.requests import HTTPConnection
from starlette.responses import Response

Scheme = Literal["http", "https"]

SESSION = "session"
LANGUAGE = "lang"
DAY_S = 24 * 3600
SEAT_LIVES_S = 30 * DAY_S
SESSION_LIVES_S = 14 * DAY_S
LANGUAGE_LIVES_S = 365 * DAY_S


def cookie_name(name: str, scheme: Scheme) -> str:
    """Return what the cookie *name* is called over *scheme*."""
    return f"__Host-{name}" if scheme == "https" else name


def seat_cookie(workshop: str) -> str:
    """Return the name of the cookie of a seat in *workshop*: one browser may sit in several workshops."""
    return f"seat-{workshop}"


def read_cookie(connection: HTTPConnection, name: str, scheme: Scheme) -> str:
    """Return the cookie's value, or nothing."""
    return connection.cookies.get(cookie_name(name, scheme), "")


def set_cookie(response: Response, name: str, value: str, scheme: Scheme, lives_s: int) -> None:
    """Give the browser a cookie that no script can read."""
    response.set_cookie(
        cookie_name(name, scheme),
        value,
        max_age=lives_s,
        path="/",
        secure=scheme == "https",
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, name: str, scheme: Scheme) -> None:
    """Take a cookie back."""
    set_cookie(response, name, "", scheme, 0)
