"""Plays a planned workshop from the first step to the last: twelve people answer whatever is asked."""

from facilitator.activities.cluster import AddHeading, Clustered, PlaceNotes
from facilitator.activities.collect import AddPaperNote, Collected, PostNote
from facilitator.activities.commit import Agreed, ConfirmOwner, ProposeAction, SetFollowUp, TakeAction, WritePromise
from facilitator.activities.show import NextLine, Showing
from facilitator.activities.vote import AddOption, Ballots, CastVote
from facilitator.core import commands as c
from facilitator.core.flow import before_opening, inputs_of, next_step
from facilitator.core.workshop import Activity
from facilitator.library.parse import Library, parse_all
from facilitator.web.folders import read_methods
from tests.stories import KINDS, ROOM, Story

PEOPLE = 12
SHIPPED: Library = parse_all(read_methods(), KINDS)


class Day:
    """A day with twelve people in the room; `play` leads it to its end."""

    def __init__(self, story: Story) -> None:
        self.story = story.start()
        self.people = [story.join(f"Osallistuja {n + 1}") for n in range(PEOPLE)]

    def play(self) -> list[Activity]:
        """Open, answer, reveal and close every step, then end the day; return its activities in order."""
        played: list[str] = []
        while step := next_step(self.story.workshop):
            for first in before_opening(self.story.workshop, step, KINDS):
                self.story.do(first)
            self.story.do(c.OpenActivity(step=step.id, inputs=inputs_of(self.story.workshop, step, KINDS)))
            self.answer(step.id)
            self.close(step.id)
            played.append(step.id)
        self.story.do(c.EndWorkshop())
        return [self.story.activity(step) for step in played]

    def answer(self, activity: str) -> None:
        """Let everyone do what the activity asks for."""
        match self.story.activity(activity).state:
            case Collected(settings=settings):
                for n, by in enumerate(self.authors(activity)):
                    column = n % max(1, len(settings.columns))
                    self.story.do(PostNote(activity=activity, text=f"Ajatus {n + 1}", column=column), by)
            case Ballots() as ballots:
                self.vote(activity, ballots)
            case Clustered() as wall:
                self.group(activity, wall)
            case Agreed() as table:
                self.agree(activity, table)
            case Showing(lines=lines, come=come) if come < len(lines):
                self.story.do(NextLine(activity=activity, line=len(lines)))

    def vote(self, activity: str, ballots: Ballots) -> None:
        """Everyone puts a dot; where no options flow in, the facilitator writes three."""
        if not ballots.options:
            for n in range(3):
                self.story.do(AddOption(activity=activity, text={"fi": f"Vaihtoehto {n + 1}"}))
        options = list(self.story.activity(activity).state.options)
        for n, by in enumerate(self.authors(activity)):
            self.story.do(CastVote(activity=activity, option=options[n * n % len(options)], dots=1), by)

    def group(self, activity: str, wall: Clustered) -> None:
        """Put the notes under headings: those there are, or three new ones; from paper where no notes flow in."""
        if not wall.notes:
            for n in range(6):
                self.story.do(AddPaperNote(activity=activity, text=f"Paperilappu {n + 1}"))
        if not wall.headings:
            for n in range(3):
                self.story.do(AddHeading(activity=activity, text={"fi": f"Otsikko {n + 1}"}))
        headings = list(self.story.activity(activity).state.headings)
        everyone = self.authors(activity) if wall.settings.who == "everyone" else ["f/anna"]
        for n, note in enumerate(self.story.activity(activity).state.notes):
            command = PlaceNotes(activity=activity, notes=(note,), heading=headings[n % len(headings)])
            self.story.do(command, everyone[n % len(everyone)])

    def agree(self, activity: str, table: Agreed) -> None:
        """Somebody proposes, somebody takes, the owner is confirmed, a day is set; all promise where they can."""
        authors = self.authors(activity)
        action = self.story.do(ProposeAction(activity=activity, what="Kokeillaan ensi viikolla"), authors[0])
        self.story.do(TakeAction(activity=activity, action=action), authors[1])
        self.story.do(ConfirmOwner(activity=activity, action=action))
        self.story.do(SetFollowUp(activity=activity, date="2027-02-01"))
        if table.settings.private_part:
            for by in authors:
                self.story.do(WritePromise(activity=activity, text="Lupaan itselleni"), by)

    def close(self, activity: str) -> None:
        """Reveal what is hidden, close, and let the grace pass."""
        now = self.story.activity(activity)
        if KINDS[now.step.kind].waits_for_reveal(now.state, now.moment):
            self.story.do(c.Reveal(activity=activity))
        self.story.do(c.CloseActivity(activity=activity))
        if self.story.activity(activity).stage == "closing":
            self.story.do(c.EndGrace(activity=activity), ROOM)

    def authors(self, activity: str) -> list[str]:
        """Return the twelve as this activity knows them."""
        if self.story.activity(activity).step.identity == "anonymous":
            return [self.story.pseudonym(n) for n in range(PEOPLE)]
        return self.people
