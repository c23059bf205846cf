"""How leaders get in: the first start, the owner's link, signing in and out, remotes and co-facilitators."""

import msgspec
from starlette.responses import RedirectResponse, Response

from facilitator.core.ids import id_from
from facilitator.core.refusal import Refusal
from facilitator.core.register import GrantAccess, OpenInstallation, RevokeAccess, SetPreference
from facilitator.core.text import LANGUAGES
from facilitator.telemetry import tell
from facilitator.web import cookies
from facilitator.web.forms import read_form
from facilitator.web.passphrase import LONGEST, SHORTEST, Hash
from facilitator.web.sessions import START_LIVES_MS, Invitation, Session, fingerprint
from facilitator.web.site import Site
from facilitator.web.visit import Visit, client_address, to


async def owner_link(site: Site, workshop: str = "") -> str:
    """Return a link that lets whoever opens it first in as the owner, within 15 minutes; to a desk if named."""
    secret = await site.sessions.invite(Invitation("facilitator", workshop=workshop), START_LIVES_MS)
    return f"{site.addresses.for_owner}/start/{secret}"


# --- the owner's link ------------------------------------------------------------------------------------


async def open_link(visit: Visit) -> Response:
    """First start: the page that asks for a passphrase. Later: straight in."""
    secret = str(visit.request.path_params["secret"])
    invitation = await visit.site.sessions.invited(secret)
    if invitation is None or invitation.role != "facilitator":
        return visit.trouble(404, "link_used")
    if not visit.site.listed.owner:
        return visit.page("welcome", link=secret, fault="", shortest=SHORTEST)
    if visit.form_request.method == "HEAD" or not await visit.site.sessions.accept(secret, "facilitator"):
        return visit.trouble(404, "link_used")
    return await sign_owner_in(visit, f"/w/{invitation.workshop}/lead" if invitation.workshop else "/today")


async def welcome(visit: Visit) -> Response:
    """Take the first passphrase: from then on the installation has an owner."""
    site, secret = visit.site, str(visit.request.path_params["secret"])
    form = await read_form(visit.form_request)
    passphrase, language = form.get("passphrase", ""), form.get("language", "")
    if site.listed.owner or await site.sessions.invited(secret) is None:
        return visit.trouble(404, "link_used")
    if fault := passphrase_fault(passphrase, form.get("again", "")):
        return visit.page("welcome", 400, link=secret, fault=fault, shortest=SHORTEST)
    if not await site.sessions.accept(secret, "facilitator"):
        return visit.trouble(404, "link_used")
    await keep_passphrase(site, passphrase)
    opened = await site.register.submit(
        OpenInstallation(language=language if language in LANGUAGES else visit.language)
    )
    if isinstance(opened, Refusal):
        return visit.trouble(404, "link_used")
    tell("installation_opened")
    return await sign_owner_in(visit)


def passphrase_fault(passphrase: str, again: str) -> str:
    """Return what is wrong with a new passphrase: ``short``, ``long``, ``easy``, ``differs``, or nothing."""
    if len(passphrase) < SHORTEST:
        return "short"
    if len(passphrase) > LONGEST:
        return "long"
    if len(set(passphrase.lower())) < 5:
        return "easy"
    return "" if passphrase == again else "differs"


async def keep_passphrase(site: Site, passphrase: str) -> None:
    """Keep the owner's passphrase, as a hash, in the vault."""
    kept = await site.passphrases.hash(passphrase, site.chance(16))
    await site.vault.put("passphrase", "owner", msgspec.json.encode(kept))


async def kept_passphrase(site: Site) -> Hash | None:
    """Return what is kept of the owner's passphrase."""
    kept = await site.vault.get("passphrase", "owner")
    return msgspec.json.decode(kept, type=Hash) if kept else None


async def sign_owner_in(visit: Visit, path: str = "/today") -> RedirectResponse:
    """Begin a new session of the owner; a session this browser had before ends."""
    await _leave_session(visit)
    secret = await visit.site.sessions.begin("facilitator", visit.site.listed.owner)
    response = to(path)
    cookies.set_cookie(response, cookies.SESSION, secret, visit.scheme, cookies.SESSION_LIVES_S)
    tell("owner_signed_in")
    return response


# --- signing in and out ----------------------------------------------------------------------------------


async def sign_in_page(visit: Visit) -> Response:
    """Ask for the passphrase, or say where the first link is."""
    return visit.page("sign_in", fault="", started=bool(visit.site.listed.owner))


async def sign_in(visit: Visit) -> Response:
    """Check the passphrase. Each failure beyond the fifth costs the same network a longer wait."""
    site, address, now = visit.site, client_address(visit.request), visit.site.clock()
    started = bool(site.listed.owner)
    if wait_ms := site.patience.wait_ms(address, now):
        headers = {"retry-after": str(wait_ms // 1000 + 1)}
        return visit.page("sign_in", 429, fault="wait", started=started, headers=headers)
    form = await read_form(visit.form_request)
    # Counted before it is known: a burst of parallel tries must not pass on one count.
    site.patience.failed(address, now)
    if not await site.passphrases.fits(form.get("passphrase", ""), await kept_passphrase(site)):
        tell("sign_in_failed")
        return visit.page("sign_in", 403, fault="wrong", started=started)
    site.patience.succeeded(address)
    return await sign_owner_in(visit)


async def sign_out(visit: Visit) -> Response:
    """End this browser's session; its open screens close."""
    await _leave_session(visit)
    response = to("/")
    cookies.drop_cookie(response, cookies.SESSION, visit.scheme)
    return response


async def _leave_session(visit: Visit) -> None:
    secret = cookies.read_cookie(visit.request, cookies.SESSION, visit.scheme)
    session = await visit.site.sessions.of(secret) if secret else None
    if session:
        await visit.site.sessions.end(secret)
        visit.site.end_lines_of(session, fingerprint(secret))


async def choose_language(visit: Visit) -> Response:
    """Keep the reader's language in a cookie, and go back to where they were."""
    form = await read_form(visit.form_request)
    response = to(_own_path(form.get("back", "/")))
    if form.get("language") in LANGUAGES:
        cookies.set_cookie(response, cookies.LANGUAGE, form["language"], visit.scheme, cookies.LANGUAGE_LIVES_S)
    return response


def _own_path(path: str) -> str:
    """Return *path* if it stays on this site: no host may be smuggled in, by two slashes or a backslash."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


# --- remotes and co-facilitators -------------------------------------------------------------------------


async def pair_page(visit: Visit) -> Response:
    """The page that reads the one-time secret from its own address and sends it on."""
    return visit.page("pair", action="/pair")


async def pair(visit: Visit) -> Response:
    """Make this phone a remote of the workshop its link is for."""
    form = await read_form(visit.form_request)
    invitation = await visit.site.sessions.accept(form.get("token", ""), "remote")
    if invitation is None or invitation.workshop not in visit.site.listed.workshops:
        return visit.trouble(404, "link_used")
    remote = id_from(visit.site.chance(16))
    tell("remote_paired", workshop=invitation.workshop)
    return await _let_in(visit, Session(role="remote", id=remote, workshop=invitation.workshop), "remote")


async def co_page(visit: Visit) -> Response:
    """The page that reads a co-facilitator's one-time secret from its own address and sends it on."""
    return visit.page("pair", action="/co")


async def co(visit: Visit) -> Response:
    """Let a co-facilitator lead the workshop their link is for, and no other."""
    form = await read_form(visit.form_request)
    invitation = await visit.site.sessions.accept(form.get("token", ""), "co")
    if invitation is None:
        return visit.trouble(404, "link_used")
    access = await visit.site.register.submit(GrantAccess(workshop=invitation.workshop))
    if isinstance(access, Refusal):
        return visit.trouble(404, "link_used")
    tell("co_facilitator_let_in", workshop=invitation.workshop)
    return await _let_in(visit, Session(role="co", id=access, workshop=invitation.workshop), "lead")


async def _let_in(visit: Visit, session: Session, page: str) -> Response:
    secret = await visit.site.sessions.begin(session.role, session.id, session.workshop)
    response = to(f"/w/{session.workshop}/{page}")
    cookies.set_cookie(response, cookies.SESSION, secret, visit.scheme, cookies.SESSION_LIVES_S)
    return response


async def revoke(visit: Visit) -> Response:
    """End every remote and co-facilitator of a workshop, or the one named by ``id``; their screens close."""
    form = await read_form(visit.form_request)
    only, site = form.get("id", ""), visit.site

    def meant(session: Session) -> bool:
        return session.workshop == visit.workshop and only in ("", session.id)

    for session in await site.sessions.of_workshop(visit.workshop):
        if meant(session):
            site.end_lines_of(session)
    await site.sessions.end_all(meant)
    for access_id, access in list(site.listed.accesses.items()):
        if access.workshop == visit.workshop and only in ("", access_id):
            await site.register.submit(RevokeAccess(access=access_id))
    return to(f"/w/{visit.workshop}/room")


# --- settings of the owner -------------------------------------------------------------------------------


async def settings_page(visit: Visit) -> Response:
    """What can be decided about the installation, and where its data lies."""
    return _settings(visit)


def _settings(visit: Visit, status: int = 200, fault: str = "", done: str = "") -> Response:
    site = visit.site
    return visit.page(
        "settings",
        status,
        fault=fault,
        done=done or visit.request.query_params.get("done", ""),
        shortest=SHORTEST,
        folder=str(site.settings.data),
        addresses=site.addresses,
        register=site.listed,
        kept=len(site.listed.workshops),
    )


async def set_preferences(visit: Visit) -> Response:
    """Keep language, organisation and how long ended workshops are kept."""
    form = await read_form(visit.form_request)
    try:
        command = msgspec.convert(
            {name: form[name] for name in ("language", "organisation", "keep_months") if name in form},
            SetPreference,
            strict=False,
        )
    except msgspec.ValidationError:
        return _settings(visit, 400, fault="preference")
    await visit.site.register.submit(command)
    response = to("/settings?done=preferences")
    if form.get("language") in LANGUAGES:
        cookies.set_cookie(response, cookies.LANGUAGE, form["language"], visit.scheme, cookies.LANGUAGE_LIVES_S)
    return response


async def change_passphrase(visit: Visit) -> Response:
    """Change the passphrase: the present one is asked for, and every other session of the owner ends."""
    site, form = visit.site, await read_form(visit.form_request)
    address, now = client_address(visit.request), visit.site.clock()
    if site.patience.wait_ms(address, now):
        return _settings(visit, 429, fault="wait")
    site.patience.failed(address, now)
    if not await site.passphrases.fits(form.get("present", ""), await kept_passphrase(site)):
        return _settings(visit, 403, fault="wrong")
    site.patience.succeeded(address)
    if fault := passphrase_fault(form.get("passphrase", ""), form.get("again", "")):
        return _settings(visit, 400, fault=fault)
    await keep_passphrase(site, form["passphrase"])
    await site.sessions.end_all(lambda session: session.role == "facilitator")
    assert visit.session is not None
    site.end_lines_of(visit.session)
    response = await sign_owner_in(visit)
    response.headers["location"] = "/settings?done=passphrase"
    return response
