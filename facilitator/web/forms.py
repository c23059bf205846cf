"""Reads what a plain form sends. No multipart: files arrive as the raw body of a PUT."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_FORM_BYTES = 8 * 1024
MOST_FIELDS = 20
FORM_TYPE = "application/x-www-form-urlencoded"


async def read_form(
    request: Request, most_bytes: int = MOST_FORM_BYTES, most_fields: int = MOST_FIELDS
) -> Mapping[str, str]:
    """Return the fields of a form, the last of each name.

    Raises:
        HTTPException: 415 if it is no form, 413 if it is larger than *most_bytes*, 400 if it cannot be read.
    """
    if not is_form(request):
        raise HTTPException(415)
    body = await read_body(request, most_bytes)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=most_fields, errors="strict")
    except ValueError:
        raise HTTPException(400) from None
    return dict(pairs)


def is_form(request: Request) -> bool:
    """Whether the body is a plain form's."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM_TYPE


async def read_body(request: Request, most_bytes: int) -> bytes:
    """Return the whole body.

    Raises:
        HTTPException: 413 if it is larger than *most_bytes*, counted and not believed from a header.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise HTTPException(413)
    return bytes(body)
