import msgspec

from facilitator.core import commands as c
from facilitator.core.agenda import Block, Source, Step
from tests.stories import CO, FACILITATOR, Story

CLIENT = "k/client"


def _titles(story: Story) -> list[str]:
    return [block.title["fi"] for block in story.workshop.blocks if not block.removed]


def no(story: Story, command: msgspec.Struct, by: str = FACILITATOR) -> str:
    refusal = story.try_to(command, by)[1]
    return refusal.code if refusal else ""


def test_a_kept_version_brings_the_agenda_back_as_it_was() -> None:
    story = Story()
    first = story.add_block(title={"fi": "Aloitus"})
    version = story.do(c.SaveVersion(name="Asiakkaalle"))
    story.do(c.RemoveBlock(block=first))
    story.add_block(title={"fi": "Muu"})
    story.do(c.EditWorkshop(starts=600))

    story.do(c.UseVersion(version=version))

    assert (_titles(story), story.workshop.starts) == (["Aloitus"], 540)


def test_undo_brings_back_what_a_version_replaced() -> None:
    story = Story()
    story.add_block(title={"fi": "Aloitus"})
    version = story.do(c.SaveVersion(name="Ensimmäinen"))
    story.add_block(title={"fi": "Toinen"})
    story.do(c.UseVersion(version=version))
    story.do(c.Undo())

    assert sorted(_titles(story)) == ["Aloitus", "Toinen"]


def test_a_version_is_not_taken_back_over_a_colleagues_later_edit() -> None:
    story = Story()
    block = story.add_block(title={"fi": "Aloitus"})
    version = story.do(c.SaveVersion(name="Ensimmäinen"))
    story.add_block(title={"fi": "Toinen"})
    story.do(c.UseVersion(version=version))
    story.do(c.EditBlock(block=block, minutes=25), CO)

    assert no(story, c.Undo()) == "changed_since"


def test_a_version_is_not_used_once_the_day_has_begun() -> None:
    story = Story()
    story.add_block(title={"fi": "Aloitus"})
    version = story.do(c.SaveVersion(name="Ensimmäinen"))
    story.start()

    assert no(story, c.UseVersion(version=version)) == "already_started"


def test_a_version_without_a_name_is_not_kept() -> None:
    assert no(Story(), c.SaveVersion(name="  ")) == "empty"


def test_a_dropped_version_comes_back_by_undo() -> None:
    story = Story()
    version = story.do(c.SaveVersion(name="Ensimmäinen"))
    story.do(c.DropVersion(version=version))
    story.do(c.Undo())

    assert not story.workshop.versions[version].dropped


def test_a_client_comments_and_a_leader_settles_it() -> None:
    story = Story()
    block = story.add_block(title={"fi": "Aloitus"})
    comment = story.do(c.CommentPlan(block=block, name="Maija", text="Voiko tämä olla lyhyempi?"), CLIENT)
    story.do(c.SettleComment(comment=comment))

    said = story.workshop.comments[comment]
    assert (said.block, said.name, said.settled) == (block, "Maija", True)


def test_a_client_may_comment_and_nothing_else() -> None:
    story = Story()
    block = story.add_block(title={"fi": "Aloitus"})

    assert no(story, c.EditBlock(block=block, minutes=5), CLIENT) == "not_permitted"
    assert no(story, c.CommentPlan(block=block, text="  "), CLIENT) == "empty"
    assert no(story, c.CommentPlan(block=block, text="Hei"), FACILITATOR) == "not_permitted"


def test_a_block_that_moves_into_a_track_is_taken_back_at_once() -> None:
    story = Story()
    first, second = story.add_block(track="Punaiset"), story.add_block()
    story.do(c.MoveBlock(block=second, track="Siniset"))
    assert [(block.id, block.track) for block in story.workshop.blocks] == [
        (second, "Siniset"),
        (first, "Punaiset"),
    ]

    story.do(c.Undo())
    assert [(block.id, block.track) for block in story.workshop.blocks] == [(first, "Punaiset"), (second, "")]


def test_a_clients_comment_takes_no_undo_away() -> None:
    story = Story()
    block = story.add_block(title={"fi": "Aloitus"})
    story.do(c.EditBlock(block=block, minutes=25))
    story.do(c.CommentPlan(block=block, text="Sopiiko?"), CLIENT)
    story.do(c.Undo())

    assert story.workshop.block_of[block].minutes == 10


def test_dismissed_advice_can_be_told_again() -> None:
    story = Story()
    story.do(c.DismissAdvice(advice="slack"))
    assert "slack" in story.workshop.dismissed
    story.do(c.Undo())

    assert not story.workshop.dismissed


def test_a_pasted_table_is_taken_back_at_once_and_done_again() -> None:
    story = Story()
    rows = (
        Block(id="", title={"fi": "Ideat"}, steps=(Step(id="ideas", kind="collect", prompt={"fi": "Mitä?"}),)),
        Block(
            id="",
            title={"fi": "Valinta"},
            steps=(Step(id="choice", kind="vote", prompt={"fi": "Mikä?"}, source=Source("ideas")),),
        ),
    )
    story.do(c.AddBlocks(blocks=rows))
    ideas, choice = (block.steps[0] for block in story.workshop.blocks)
    assert choice.source == Source(ideas.id)

    story.do(c.Undo())
    assert _titles(story) == []
    story.do(c.Redo())
    assert _titles(story) == ["Ideat", "Valinta"]


def test_redo_does_again_what_undo_took_back_and_undo_takes_it_back_again() -> None:
    story = Story()
    block = story.add_block(title={"fi": "Aloitus"})
    story.do(c.EditBlock(block=block, minutes=25))
    story.do(c.Undo())
    story.do(c.Redo())
    assert story.workshop.block_of[block].minutes == 25
    story.do(c.Undo())

    assert story.workshop.block_of[block].minutes == 10


def test_a_new_change_ends_what_could_be_done_again() -> None:
    story = Story()
    block = story.add_block(title={"fi": "Aloitus"})
    story.do(c.EditBlock(block=block, minutes=25))
    story.do(c.Undo())
    story.do(c.EditBlock(block=block, mandatory=True))

    assert no(story, c.Redo()) == "nothing_to_undo"


def test_nothing_is_done_again_over_a_colleagues_later_edit() -> None:
    story = Story()
    block = story.add_block(title={"fi": "Aloitus"})
    story.do(c.EditBlock(block=block, minutes=25))
    story.do(c.Undo())
    story.do(c.EditBlock(block=block, minutes=40), CO)

    assert no(story, c.Redo()) == "changed_since"
