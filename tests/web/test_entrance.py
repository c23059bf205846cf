"""How leaders get in."""

import pytest

from facilitator.web.entrance import owner_link, passphrase_fault
from facilitator.web.sessions import START_LIVES_MS
from tests.web.world import HERE, LAN, PASSPHRASE, open_world, secret_in


async def test_the_first_link_asks_for_a_passphrase_and_works_once() -> None:
    async with open_world() as world:
        link = await owner_link(world.site)
        assert link.startswith(HERE + "/start/")
        path = link.removeprefix(HERE)
        browser = world.browser()
        assert 'name="passphrase"' in (await browser.get(path)).text
        answer = await browser.submit(path, passphrase=PASSPHRASE, again=PASSPHRASE, language="sv")
        assert answer.headers["location"] == "/today"
        assert world.site.listed.language == "sv"
        again = await world.browser().submit(path, passphrase=PASSPHRASE, again=PASSPHRASE)
        assert again.status_code == 404
        assert (await world.browser().get(path)).status_code == 404


async def test_a_later_link_lets_the_owner_straight_in_and_works_once() -> None:
    async with open_world() as world:
        await world.owner()
        path = (await owner_link(world.site)).removeprefix(HERE)
        assert (await world.browser().head(path)).status_code == 404
        first, second = await world.browser().get(path), await world.browser().get(path)
        assert (first.status_code, second.status_code) == (303, 404)


async def test_a_link_is_dead_after_a_quarter_of_an_hour() -> None:
    async with open_world() as world:
        path = (await owner_link(world.site)).removeprefix(HERE)
        world.time.now += START_LIVES_MS + 1
        assert (await world.browser().get(path)).status_code == 404


@pytest.mark.parametrize(
    ("passphrase", "again", "fault"),
    [
        ("short", "short", "short"),
        ("a" * 20, "a" * 20, "easy"),
        ("abcdefgh" * 30, "", "long"),
        (PASSPHRASE, "another one", "differs"),
        (PASSPHRASE, PASSPHRASE, ""),
    ],
)
def test_a_passphrase_is_long_enough_and_typed_twice(passphrase: str, again: str, fault: str) -> None:
    assert passphrase_fault(passphrase, again) == fault


async def test_a_faulty_passphrase_does_not_use_the_link_up() -> None:
    async with open_world() as world:
        path = (await owner_link(world.site)).removeprefix(HERE)
        answer = await world.browser().submit(path, passphrase="short", again="short")
        assert answer.status_code == 400
        assert "at least 12" in answer.text
        assert (await world.browser().get(path)).status_code == 200


async def test_the_passphrase_signs_in_and_a_wrong_one_does_not() -> None:
    async with open_world() as world:
        await world.owner()
        browser = world.browser()
        assert (await browser.submit("/sign-in", passphrase="wrong wrong wrong")).status_code == 403
        assert (await browser.submit("/sign-in", passphrase=PASSPHRASE)).headers["location"] == "/today"


async def test_guessing_gets_slow_for_the_guesser_and_not_for_the_owner() -> None:
    async with open_world(public_url="https://w.example.org") as world:
        await world.owner("https://w.example.org", "203.0.113.9")
        guesser = world.browser("https://w.example.org", "198.51.100.7")
        tries = [await guesser.submit("/sign-in", passphrase=f"guess number {n}") for n in range(6)]
        assert [answer.status_code for answer in tries] == [403] * 5 + [429]
        assert int(tries[-1].headers["retry-after"]) >= 2
        owner = world.browser("https://w.example.org", "203.0.113.9")
        assert (await owner.submit("/sign-in", passphrase=PASSPHRASE)).status_code == 303
        world.time.now += 3_000
        assert (await guesser.submit("/sign-in", passphrase=PASSPHRASE)).status_code == 303


async def test_signing_in_begins_a_new_session_and_the_old_one_is_dead() -> None:
    async with open_world() as world:
        owner = await world.owner()
        before = owner.cookies["session"]
        await owner.submit("/sign-in", passphrase=PASSPHRASE)
        assert owner.cookies["session"] != before
        assert await world.site.sessions.of(before) is None


async def test_signing_out_ends_the_session() -> None:
    async with open_world() as world:
        owner = await world.owner()
        secret = owner.cookies["session"]
        await owner.submit("/sign-out")
        assert await world.site.sessions.of(secret) is None
        assert (await owner.get("/today")).headers["location"] == "/sign-in"


async def test_a_changed_passphrase_signs_every_other_browser_out() -> None:
    async with open_world() as world:
        owner, other = await world.owner(), await world.owner()
        fresh = "kolme kuusta metsässä"
        wrong = await owner.submit("/settings/passphrase", present="no", passphrase=fresh, again=fresh)
        assert wrong.status_code == 403
        done = await owner.submit("/settings/passphrase", present=PASSPHRASE, passphrase=fresh, again=fresh)
        assert done.headers["location"].startswith("/settings")
        assert (await owner.get("/today")).status_code == 200
        assert (await other.get("/today")).status_code == 303
        assert (await other.submit("/sign-in", passphrase=PASSPHRASE)).status_code == 403


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", ""])
async def test_choosing_a_language_never_leads_to_another_site(back: str) -> None:
    async with open_world() as world:
        answer = await world.browser().submit("/language", language="fi", back=back)
        assert answer.headers["location"] == "/"


async def test_a_remote_is_paired_once_leads_its_room_and_can_be_revoked() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        link = (await owner.ask(f"/w/{workshop}/pair-link")).json()["url"]
        assert link.startswith(f"{LAN}/r#")
        phone, other = world.browser(LAN, "192.168.8.31"), world.browser(LAN, "192.168.8.32")
        assert (await phone.get("/r")).status_code == 200
        assert (await phone.submit("/pair", token=secret_in(link))).headers["location"] == f"/w/{workshop}/remote"
        assert (await other.submit("/pair", token=secret_in(link))).status_code == 404
        assert (await phone.get(f"/w/{workshop}/remote")).status_code == 200
        leaders = (await owner.get(f"/w/{workshop}/leaders")).json()["leaders"]
        assert [row["role"] for row in leaders.values()] == ["remote"]
        await owner.submit(f"/w/{workshop}/remotes/revoke", id=next(iter(leaders)))
        assert (await phone.get(f"/w/{workshop}/remote")).status_code == 404


async def test_a_co_facilitator_is_let_in_over_tls_and_into_one_workshop() -> None:
    public = "https://w.example.org"
    async with open_world(public_url=public) as world:
        owner = await world.owner(public)
        here, elsewhere = await world.workshop("spring"), await world.workshop("autumn")
        link = (await owner.ask(f"/w/{here}/co-link")).json()["url"]
        co = world.browser(public, "203.0.113.5")
        assert (await co.submit("/co", token=secret_in(link))).headers["location"] == f"/w/{here}/lead"
        assert (await co.get(f"/w/{here}/lead")).status_code == 200
        for closed in (f"/w/{elsewhere}/lead", "/today", "/settings", f"/w/{here}/export.json"):
            assert (await co.get(closed)).status_code == 404
        await owner.submit(f"/w/{here}/remotes/revoke")
        assert (await co.get(f"/w/{here}/lead")).status_code == 303


async def test_a_link_for_a_remote_makes_no_co_facilitator() -> None:
    async with open_world() as world:
        owner = await world.owner()
        link = (await owner.ask(f"/w/{await world.workshop()}/pair-link")).json()["url"]
        assert (await world.browser().submit("/co", token=secret_in(link))).status_code == 404
        assert (await world.browser().submit("/pair", token=secret_in(link))).status_code == 303


async def test_without_tls_no_link_for_a_co_facilitator_is_made() -> None:
    async with open_world() as world:
        answer = await (await world.owner()).ask(f"/w/{await world.workshop()}/co-link")
        assert (answer.status_code, answer.json()) == (409, {"no": "needs_tls"})


async def test_preferences_are_kept_and_nonsense_is_not() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await owner.submit("/settings", language="fi", organisation="Kunta", keep_months="12")
        register = world.site.listed
        assert (register.language, register.organisation, register.keep_months) == ("fi", "Kunta", 12)
        assert (await owner.submit("/settings", keep_months="soon")).status_code == 400
        assert "Kunta" in (await owner.get("/settings")).text
