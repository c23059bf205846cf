"""A workshop that passes through every state its screens have, so that a rule can be asked of each of them."""

from collections.abc import AsyncIterator

from playwright.async_api import Page

from tests.browser.world import Day, step

# The longest words of the trade: every slot has to hold them.
LONG = "Lastensuojelun sosiaalityöntekijöiden työvuorosuunnittelujärjestelmä"
LINES = [
    {"fi": "Ensin kuunnellaan.", "sv": "Först lyssnar vi.", "en": "First we listen."},
    {"fi": LONG, "sv": "Sedan skriver vi.", "en": "Then we write."},
]
SCALE = [{"": "1"}, {"": "2"}, {"": "3"}, {"": "4"}, {"": "5"}]
STEPS = (
    step("show", "talk", settings={"lines": LINES}, prompt={"fi": "Huomenta", "sv": "Morgon", "en": "Morning"}),
    step("show", "rest", settings={"style": "break"}, prompt={"fi": "Kahvi", "sv": "Kaffe", "en": "Coffee"}),
    step(
        "collect",
        "notes",
        settings={
            "hidden": True,
            "columns": [
                {"fi": "Jatkamme", "sv": "Vi fortsätter", "en": "Go on"},
                {"fi": "Lopetamme", "sv": "Vi slutar", "en": "Stop"},
            ],
        },
    ),
    step("collect", "cloud", identity="nickname", settings={"view": "cloud", "max_length": 40}),
    step("cluster", "groups", {"step": "notes"}, settings={"who": "everyone"}),
    step("vote", "scale", settings={"options": SCALE, "ordered": True}),
    step("vote", "dots", {"step": "notes"}, settings={"budget": 4, "max_per_option": 2, "top": 2}),
    step("commit", "acts", {"step": "dots", "take": "top"}, identity="named", settings={"private_part": True}),
)
NOTES = ("Aamupalaveri", LONG, "Toisen kuunteleminen ja se, että kiitämme ääneen", "Sähköpostit illalla")


# States in which no screen, or not every screen, shows the present activity.
_WITHOUT_ACTIVITY = ("planning", "lobby", "programme", "parking", "eyes up", "ended")


async def kind_shown(day: Day, state: str) -> str:
    """Return the kind of activity that all screens show in a state; nothing where they show something else."""
    return "" if state in _WITHOUT_ACTIVITY else await day.kind()


async def states(day: Day, people: list[Page]) -> AsyncIterator[str]:
    """Lead *day*, made of `STEPS`, from lobby to end; stop at each state and tell its name.

    Args:
        day: The workshop, not yet started.
        people: Three phones or more that write and vote.
    """
    yield "planning"
    await day.next()
    for n, person in enumerate(people):
        await day.by(person, "SetName", name=f"Nimi {n}", nickname=f"Nikke {n}")
    yield "lobby"
    await day.next()
    yield "show"
    await day.next()
    yield "break"

    await day.next()
    yield "collect, empty"
    for n, person in enumerate(people):
        for m, note in enumerate(NOTES):
            await day.by(person, "PostNote", text=f"{note} {n}", column=(n + m) % 2)
    await day.by(people[0], "ParkIdea", text=f"Parkkiin: {LONG}")
    await day.by(people[1], "AskHelp", text="Miten tämä toimii?")
    await day.by(people[1], "NeedMoreTime")
    yield "collect, hidden"
    await day.close()
    await day.next()
    yield "collect, shown"

    await day.next()
    for person in people:
        for word in ("kiire", "kiire", "ilo", "työvuorosuunnittelujärjestelmä"):
            await day.by(person, "PostNote", text=word)
    yield "cloud"
    await day.close()

    await day.next()
    yield "cluster, loose"
    notes = list((await day.view())["activities"][(await day.view())["current"]]["view"]["notes"])
    current = (await day.view())["current"]
    await day.do("AddHeading", activity=current, text={"": LONG}, notes=notes[:4])
    await day.do("AddHeading", activity=current, text={"": "Aamut"}, notes=notes[4:7])
    await day.do("MergeNotes", activity=current, notes=[notes[5]], into=notes[4])
    yield "cluster"
    await day.next()

    await day.next()
    options = await _options(day)
    for n, person in enumerate(people):
        await day.by(person, "CastVote", option=options[n % 5], dots=1)
    yield "scale, open"
    await day.next()
    yield "scale"

    await day.next()
    options = await _options(day)
    for person in people:
        await day.by(person, "CastVote", option=options[0], dots=2)
        await day.by(person, "CastVote", option=options[1], dots=1)
    await day.do("AddHands", activity=(await day.view())["current"], option=options[1], hands=3)
    yield "vote, open"
    await day.next()
    yield "vote"

    await day.next()
    action = await day.by(people[0], "ProposeAction", what=LONG, who="Nimi 0", when="2027-01-15")
    await day.do("ConfirmOwner", activity=(await day.view())["current"], action=action, on=True)
    yield "commit"
    await day.close()

    await day.do("ShowOnBoard", what="programme")
    yield "programme"
    await day.do("ShowOnBoard", what="parking")
    yield "parking"
    await day.do("RestPhones", on=True)
    await day.do("BlankBoard", on=True)
    yield "eyes up"
    await day.do("BlankBoard", on=False)
    await day.do("EndWorkshop")
    yield "ended"


async def _options(day: Day) -> list[str]:
    view = await day.view()
    options = view["activities"][view["current"]]["view"]["options"]
    return sorted(options, key=lambda option: int(options[option]["sort"]))
