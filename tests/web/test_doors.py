"""How participants come in."""

from facilitator.core.commands import EndWorkshop, LockDoor, SetSeatLimit, StartWorkshop
from facilitator.core.ids import derived_id
from facilitator.live.actors import Actor
from facilitator.live.room import Done
from facilitator.web.keeping import lines_of
from facilitator.web.sessions import seat_id
from tests.web.world import LAN, World, open_world


async def lead(world: World, workshop: str, *commands: object) -> None:
    room = await world.site.hub.room(workshop)
    for command in commands:
        actor = Actor("facilitator", world.site.listed.owner)
        done = await room.submit(actor, derived_id(workshop, type(command).__name__), command)  # type: ignore[arg-type]
        assert isinstance(done, Done), done


async def test_a_typed_code_leads_in_whatever_its_case_and_spaces() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        code = world.code(workshop)
        typed = f" {code[:3].lower()} {code[3:].lower()} ".replace("0", "o").replace("1", "l")
        answer = await world.browser(LAN, "192.168.8.31").submit("/join", code=typed)
        assert answer.headers["location"] == f"/p/{workshop}"


async def test_the_qr_leads_in_and_its_token_stands_in_the_fragment() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        assert (await phone.get(f"/p/{workshop}")).status_code == 200
        told = (await owner.get(f"/w/{workshop}/address")).json()
        assert told["address"] == "192.168.8.20:8000"
        assert told["code"] == world.code(workshop)


async def test_a_wrong_code_and_a_closed_workshop_get_the_same_answer() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        code, token = world.code(workshop), await world.site.sessions.join_token(workshop)
        await lead(world, workshop, StartWorkshop(), EndWorkshop())
        browser = world.browser(LAN, "192.168.8.31")
        answers = [
            await browser.submit("/join", code=code),
            await browser.submit("/join", token=token),
            await browser.submit("/join", code="ZZZZZZ"),
            await browser.submit("/join", token="x" * 22),
            await browser.submit("/join", code=""),
        ]
        assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}


async def test_whoever_sat_down_finds_the_seat_again_even_after_the_end() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        await phone.submit("/join", code=world.code(workshop))
        room = await world.site.hub.room(workshop)
        assert len(room.workshop.people) == 1
        await lead(world, workshop, StartWorkshop(), EndWorkshop())
        assert (await phone.get(f"/p/{workshop}")).status_code == 200


async def test_a_locked_door_and_a_full_room_say_so() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        await lead(world, workshop, SetSeatLimit(most=1))
        await world.phone(workshop)
        late = world.browser(LAN, "192.168.8.32")
        full = await late.submit("/join", code=world.code(workshop))
        assert full.status_code == 403
        assert "1 seats" in full.text
        await lead(world, workshop, LockDoor(on=True))
        assert "door is closed" in (await late.submit("/join", code=world.code(workshop))).text
        assert not late.cookies


async def test_wrong_codes_run_out_while_the_qr_still_works() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        browser = world.browser(LAN, "192.168.8.31")
        tries = 0
        while (await browser.submit("/join", code="ZZZZZZ")).status_code == 404:
            tries += 1
            world.time.now += 250
        assert 40 <= tries <= 60
        assert (await browser.submit("/join", code=world.code(workshop))).status_code == 429
        token = await world.site.sessions.join_token(workshop)
        assert (await browser.submit("/join", token=token)).status_code == 303


async def test_a_hall_behind_one_address_is_not_slowed_by_its_good_codes() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        await lead(world, workshop, SetSeatLimit(most=400))
        for _ in range(100):
            answer = await world.browser(LAN, "192.168.8.31").submit("/join", code=world.code(workshop))
            assert answer.status_code == 303
            world.time.now += 100


async def test_the_owner_goes_on_to_today_and_everyone_else_to_the_code() -> None:
    async with open_world() as world:
        owner = await world.owner()
        assert (await owner.get("/")).headers["location"] == "/today"
        assert 'id="code"' in (await world.browser(LAN, "192.168.8.31").get("/")).text


async def test_a_seat_in_the_log_is_not_the_cookie() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        cookie = phone.cookies[f"seat-{workshop}"]
        entries = await world.site.log.read(f"w/{workshop}")
        assert entries[-1].by == f"z/{seat_id(cookie)}"
        assert cookie not in lines_of(entries).decode()
