"""Plain forms: read whole and small, or not at all."""

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from facilitator.web.forms import is_form, read_body, read_form

KIND = "application/x-www-form-urlencoded; charset=utf-8"


def request(body: bytes, kind: str = KIND) -> Request:
    chunks = [body[place : place + 100] for place in range(0, len(body), 100)] or [b""]

    async def receive() -> dict[str, object]:
        chunk = chunks.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(chunks)}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}
    return Request(scope, receive)


async def test_fields_are_read_with_the_last_of_each_name() -> None:
    assert await read_form(request(b"a=1&b=%C3%A4+o&a=2&c=")) == {"a": "2", "b": "ä o", "c": ""}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"a=" + b"x" * 9000, KIND, 413),
        (b"&".join(b"a=1" for _ in range(30)), KIND, 400),
        (b"a=%ff", KIND, 400),
        (b"\xff=1", KIND, 400),
        (b"{}", "application/json", 415),
    ],
)
async def test_what_is_too_much_or_no_form_is_refused(body: bytes, kind: str, status: int) -> None:
    with pytest.raises(HTTPException) as no:
        await read_form(request(body, kind))
    assert no.value.status_code == status


async def test_a_body_is_counted_and_its_header_not_believed() -> None:
    assert await read_body(request(b"x" * 500), 500) == b"x" * 500
    with pytest.raises(HTTPException):
        await read_body(request(b"x" * 501), 500)


def test_a_form_is_told_by_its_kind() -> None:
    assert is_form(request(b"", "Application/X-WWW-Form-URLencoded"))
    assert not is_form(request(b"", "text/plain"))
