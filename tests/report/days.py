"""A day with every kind of thing in it that a summary must or must not tell; each word can be looked for."""

import io
import zipfile

from facilitator.activities.collect import PostNote
from facilitator.activities.commit import ProposeAction, TakeAction, WritePromise
from facilitator.activities.vote import CastVote
from facilitator.core import commands as c
from facilitator.core.agenda import Destination, Identity
from facilitator.core.text import LANGUAGES
from facilitator.report.csv import tables
from facilitator.report.cuts import Cut
from facilitator.report.json import document as as_json
from facilitator.report.markdown import document as as_markdown
from facilitator.report.summary import Summary, summary_of
from tests.stories import KINDS, ROOM, Story

REAL_NAME, NICKNAME, SELF, CALL = "Realname", "Nickword", "selfword", "helpword"


class Plain:
    """A catalogue without translations."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def __call__(self, msgid: str, **values: object) -> str:
        for name, value in values.items():
            msgid = msgid.replace(f"{{{name}}}", str(value))
        return msgid

    def many(self, one: str, many: str, n: int, **values: object) -> str:
        return self(one if n == 1 else many, n=n, **values)

    def within(self, context: str, msgid: str, **values: object) -> str:
        return self(msgid, **values)


SAY = Plain()


def summarised(story: Story, cut: Cut = "participants", *languages: str) -> Summary:
    """Return the summary of a story."""
    return summary_of(story.workshop, cut, languages or LANGUAGES, KINDS)


def everything_told(story: Story, cut: Cut) -> str:
    """Return every word of every document of a cut."""
    summary = summarised(story, cut)
    packed = tables(summary, SAY)
    return "\n".join(
        [
            repr(summary),
            as_markdown(summary, SAY).replace("\\", ""),
            as_json(summary).decode(),
            *(data.decode("utf-8-sig") for data in unpacked(packed).values()),
        ]
    )


def unpacked(packed: bytes) -> dict[str, bytes]:
    """Return the files in a zip by name."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class People:
    """Six people with real names and nicknames, in a story that has begun."""

    def __init__(self, story: Story, count: int = 6) -> None:
        self.story = story
        self.people = [story.join(f"{REAL_NAME}{n}", nickname=f"{NICKNAME}{n}") for n in range(count)]

    def author(self, number: int, identity: Identity) -> str:
        """Return what a person's entries are by in an activity of this mode."""
        return self.story.pseudonym(number) if identity == "anonymous" else self.people[number]


def lively_day(identity: Identity, destination: Destination) -> tuple[Story, People]:
    """Play notes shown and notes never revealed, an action taken, a promise, a vote, help, and ideas parked."""
    story = Story(title={"en": "Day"}, languages=("en",)).start()
    people = People(story)

    def opened(kind: str, **settings: object) -> str:
        return story.open(kind, settings=settings, identity=identity, destination=destination)

    shown = opened("collect")
    for n in range(6):
        story.do(PostNote(activity=shown, text=f"shownword{n}"), people.author(n, identity))
    close(story, shown)
    hidden = opened("collect", hidden=True)
    for n in range(6):
        story.do(PostNote(activity=hidden, text=f"hiddenword{n}"), people.author(n, identity))
    close(story, hidden)
    agreed = opened("commit", private_part=True)
    for n in range(6):
        author = people.author(n, identity)
        action = story.do(ProposeAction(activity=agreed, what=f"actionword{n}"), author)
        story.do(WritePromise(activity=agreed, text=f"promiseword{n}"), author)
    if identity not in ("anonymous", "only_you"):
        story.do(TakeAction(activity=agreed, action=action), people.people[1])
    close(story, agreed)
    voted = opened("vote", options=[{"en": "optionword0"}, {"en": "optionword1"}])
    option = next(iter(story.activity(voted).state.options))
    for n in range(5):
        story.do(CastVote(activity=voted, option=option, dots=1), people.author(n, identity))
    close(story, voted)
    story.add_block(note=SELF, title={"en": "Talk"})
    story.do(c.AskHelp(text=CALL), people.people[0])
    parked = story.do(c.ParkIdea(text="parkedword"), story.pseudonym(0))
    gone = story.do(c.ParkIdea(text="badword"), story.pseudonym(1))
    story.do(c.HideParked(parked=gone))
    story.do(c.SettleParked(parked=parked, outcome="later"))
    story.later(minutes=5)
    story.do(c.EndWorkshop())
    return story, people


def close(story: Story, activity: str) -> None:
    """Close an activity, and let its grace pass."""
    story.later(minutes=5)
    story.do(c.CloseActivity(activity=activity))
    if story.activity(activity).stage == "closing":
        story.do(c.EndGrace(activity=activity), ROOM)
