"""Form: several questions on one page, which people answer in their own time: feedback, pre-questions, evaluation.

Each answer is kept as it is given; a form counts once it is sent, and may be changed until it closes. What two
answers of one person have in common is that person, so no row of one form is in any view, table or summary: each
question is told by itself, its open answers in an order that only their words decide.

Under five forms nothing is told but their number, unless names are public. In an anonymous form that is shown while
it is open, forms join the result five at a time, so that nobody sees whose answers the last ones were.
"""

from collections.abc import Collection, Mapping, Sequence
from statistics import fmean, median
from typing import Annotated, ClassVar, Literal

import msgspec

from facilitator.activities.counting import PUBLIC, share
from facilitator.activities.notes import by_words
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    FEWEST,
    ActivityCommand,
    Group,
    Inputs,
    Item,
    Kind,
    Moment,
    PretendWords,
    ReleaseNotes,
    ReopenActivity,
    Reveal,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick, words_as_text

replace = msgspec.structs.replace

MOST_QUESTIONS = 25
MOST_OPTIONS = 12
MOST_PAPER_FORMS = 500
TEXTS_ON_BOARD = 8
TEXTS_ON_PHONE = 40
NO_NUMBER = -1

Ask = Literal["scale", "choice", "choices", "words", "number"]
SCALES: dict[str, tuple[int, int]] = {"0-10": (0, 10), "1-5": (1, 5), "0-4": (0, 4)}

Number = Annotated[int, msgspec.Meta(ge=NO_NUMBER, le=1_000_000)]
Answered = Annotated[str, msgspec.Meta(max_length=2000)]


def _only(field: str, *values: str) -> dict[str, dict[str, list[str]]]:
    """Return what tells the planner's form that a setting means something beside these values of another only."""
    return {"only": {field: list(values)}}


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of a form. Without words of its own it is the step's prompt."""

    text: Annotated[Text, msgspec.Meta(title="Question")] = {}
    ask: Annotated[Ask, msgspec.Meta(title="Answered by")] = "scale"
    scale: Annotated[
        Literal["0-10", "1-5", "0-4"], msgspec.Meta(title="Scale", extra_json_schema=_only("ask", "scale"))
    ] = "1-5"
    low: Annotated[Text, msgspec.Meta(title="What the low end means", extra_json_schema=_only("ask", "scale"))] = {}
    high: Annotated[
        Text, msgspec.Meta(title="What the high end means", extra_json_schema=_only("ask", "scale"))
    ] = {}
    options: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=MOST_OPTIONS, title="Options", extra_json_schema=_only("ask", "choice", "choices")),
    ] = ()
    required: Annotated[bool, msgspec.Meta(title="Has to be answered")] = False
    max_length: Annotated[
        int,
        msgspec.Meta(ge=10, le=2000, title="Longest answer, characters", extra_json_schema=_only("ask", "words")),
    ] = 500
    dont_know: Annotated[
        bool,
        msgspec.Meta(
            title="“I can’t say” may be chosen",
            extra_json_schema=_only("ask", "scale", "choice", "choices", "number"),
        ),
    ] = False


class FormSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The questions, and when they are answered."""

    questions: Annotated[
        tuple[Question, ...],
        msgspec.Meta(
            max_length=MOST_QUESTIONS,
            title="Questions",
            description="None is one open question: the prompt itself.",
        ),
    ] = ()
    when: Annotated[Literal["before", "during", "after"], msgspec.Meta(title="When people answer")] = "during"
    hidden: Annotated[bool, msgspec.Meta(title="Results hidden until you close the form")] = True
    hours_open: Annotated[
        int,
        msgspec.Meta(ge=0, le=336, title="Hours open after the day", extra_json_schema=_only("when", "after")),
    ] = 48


class Asked(msgspec.Struct, frozen=True):
    """A question with its place. ``options`` are ids; ``on_board`` is whether a leader chose its result for all."""

    question: Question
    sort: int
    options: tuple[str, ...] = ()
    on_board: bool = False


class Answer(msgspec.Struct, frozen=True):
    """One answer: the field that its question asks for is set, or ``dont_know``; the others are empty.

    Attributes:
        id: Of the row of an open answer; follows from its first command and tells of no other answer.
        hidden: Whether a leader hid it; stays when its author writes anew.
    """

    number: int = NO_NUMBER
    options: tuple[str, ...] = ()
    text: str = ""
    dont_know: bool = False
    id: str = ""
    hidden: bool = False

    @property
    def given(self) -> bool:
        """Whether anything is answered; not once its words have been erased."""
        return self.dont_know or self.number != NO_NUMBER or bool(self.options) or bool(self.text.strip())


class Form(msgspec.Struct, frozen=True):
    """What one person has answered, by question.

    Attributes:
        sent: Whether it counts.
        out: Whether an anonymous one has joined a result that is shown while the form is open.
        paper: Whether a leader typed it in.
        removed: Whether a leader took a paper form back.
    """

    answers: dict[str, Answer] = {}
    sent: bool = False
    out: bool = False
    paper: bool = False
    removed: bool = False


class Forms(msgspec.Struct, frozen=True):
    """Questions by id, the words of their options, forms by author or paper id, and open answers → their form."""

    settings: FormSettings
    questions: dict[str, Asked] = {}
    options: dict[str, Text] = {}
    forms: dict[str, Form] = {}
    answers: dict[str, str] = {}


# --- commands --------------------------------------------------------------------------------------------


class AnswerQuestion(ActivityCommand, frozen=True, tag_field="do", tag="AnswerQuestion"):
    """Gives one's answer, or another instead; the question decides which of the fields it is read from."""

    question: str
    number: Number = NO_NUMBER
    options: Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_OPTIONS)] = ()
    text: Answered = ""
    dont_know: bool = False


class ClearAnswer(ActivityCommand, frozen=True, tag_field="do", tag="ClearAnswer"):
    """Takes one's answer back."""

    question: str


class SendForm(ActivityCommand, frozen=True, tag_field="do", tag="SendForm"):
    """Says that one's form counts; its answers may still be changed."""


class ShowFormResult(ActivityCommand, frozen=True, tag_field="do", tag="ShowFormResult"):
    """Chooses a question's result for the board and the phones, or takes it away again."""

    question: str
    on: bool = True


class HideFormAnswer(ActivityCommand, frozen=True, tag_field="do", tag="HideFormAnswer"):
    """Hides an open answer from all screens and from the summary, or shows it again."""

    answer: str
    on: bool = True


class AddPaperForm(ActivityCommand, frozen=True, tag_field="do", tag="AddPaperForm"):
    """The desk adds a form that was filled in on paper: numbers, chosen options and words, each by question."""

    numbers: Annotated[dict[str, Number], msgspec.Meta(max_length=MOST_QUESTIONS)] = msgspec.field(
        default_factory=dict
    )
    chosen: Annotated[
        dict[str, Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_OPTIONS)]],
        msgspec.Meta(max_length=MOST_QUESTIONS),
    ] = msgspec.field(default_factory=dict)
    texts: Annotated[dict[str, Answered], msgspec.Meta(max_length=MOST_QUESTIONS)] = msgspec.field(
        default_factory=dict
    )


class TakeBackPaperForm(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackPaperForm"):
    """Takes a paper form back, or counts it again."""

    form: str
    on: bool = True


# --- views -----------------------------------------------------------------------------------------------


class FormOption(msgspec.Struct, frozen=True):
    """An option that can be chosen."""

    text: Text
    sort: int


class FormCount(msgspec.Struct, frozen=True):
    """How many chose an option or a step of the scale. ``share`` is of those who answered, whole per cent."""

    sort: int
    count: int
    share: int


class FormText(msgspec.Struct, frozen=True):
    """An open answer; its sort number follows from its words alone."""

    text: str
    sort: int
    name: str
    hidden: bool


class FormQuestion(msgspec.Struct, frozen=True):
    """A question with its result as far as this audience may know it.

    Attributes:
        least, most: Ends of the scale; both 0 where there is none.
        told: Whether the result is here; all below is empty where it is not.
        few: Whether it is not, because fewer than five answered.
        answers: How many answered it, those who could not say too.
        unknown: How many could not say.
        counts: By option id, or by step of the scale.
        more: Open answers that this screen has no room for.
        kept_back: Open answers that a leader hid.
    """

    text: Text
    sort: int
    ask: Ask
    least: int
    most: int
    low: Text
    high: Text
    required: bool
    max_length: int
    dont_know: bool
    on_board: bool
    options: dict[str, FormOption]
    told: bool = False
    few: bool = False
    answers: int = 0
    unknown: int = 0
    mean: float = 0.0
    median: float = 0.0
    more: int = 0
    kept_back: int = 0
    counts: dict[str, FormCount] = {}
    texts: dict[str, FormText] = {}


class FormView(msgspec.Struct, frozen=True, tag_field="kind", tag="form"):
    """The form as an audience sees it.

    Attributes:
        shown: Whether results are told at all.
        few: Whether so few sent a form that nothing is broken down.
        phones: Forms sent from phones.
        hands: Forms typed in from paper.
        begun: Forms with an answer that are not sent.
    """

    when: str
    hidden: bool
    shown: bool
    few: bool
    phones: int
    hands: int
    begun: int
    questions: dict[str, FormQuestion]


class MyAnswer(msgspec.Struct, frozen=True):
    """One's own answer; ``number`` is −1 where it is none."""

    number: int
    options: tuple[str, ...]
    text: str
    dont_know: bool


class MyForm(msgspec.Struct, frozen=True, tag_field="kind", tag="form"):
    """One's own answers by question, and whether they have been sent."""

    answers: dict[str, MyAnswer]
    sent: bool


# --- the kind --------------------------------------------------------------------------------------------


class FormKind(Kind[FormSettings, Forms]):
    """Questions on one page."""

    name = "form"
    Settings = FormSettings
    commands = (AnswerQuestion, ClearAnswer, SendForm)
    remote_commands = (ShowFormResult, HideFormAnswer)
    leader_commands = (ShowFormResult, HideFormAnswer, AddPaperForm, TakeBackPaperForm)
    grace_ms = 20_000
    takes_items: ClassVar[bool] = False
    before_start: ClassVar[bool] = True

    def begin(self, settings: FormSettings, inputs: Inputs, seed: int) -> Forms:
        """Start with the questions as written, or with the prompt as the only one."""
        questions, options = {}, {}
        for n, question in enumerate(settings.questions or (Question(ask="words"),)):
            # From the seed, so that an answer to the run before a reset finds no question.
            key = derived_id("question", str(seed), str(n))
            own = {derived_id("answer", key, str(place)): text for place, text in enumerate(question.options)}
            questions[key] = Asked(question, n + 1, tuple(own))
            options.update(own)
        return Forms(settings, questions, options)

    def refuse(self, state: Forms, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Whether the answer fits its question; leaders answer on paper only."""
        match command:
            case AnswerQuestion() | ClearAnswer() | SendForm() if doing.leads:
                return Refusal("not_permitted")
            case AnswerQuestion(question=question):
                return _refuse_unknown(state, question) or _refuse_misfit(state.questions[question], command)
            case ClearAnswer(question=question):
                return _refuse_unknown(state, question) or _refuse_clearing(state, question, doing.by)
            case SendForm():
                return _refuse_unfinished(state, doing.by)
            case ShowFormResult(question=question):
                return _refuse_unknown(state, question)
            case HideFormAnswer(answer=answer):
                return None if _answer_at(state, answer) else Refusal("no_such_answer")
            case AddPaperForm():
                return _refuse_paper(state, command)
            case TakeBackPaperForm(form=form):
                return None if form in state.forms and state.forms[form].paper else Refusal("no_such_form")
            case _:
                return None

    def reduce(self, state: Forms, command: ActivityCommand, doing: Doing, moment: Moment) -> Forms:
        """Keep the answers, count what is sent, let waiting forms join what is shown."""
        match command:
            case AnswerQuestion(question=question):
                return _answered(state, doing, question, _read(state.questions[question], command))
            case ClearAnswer(question=question):
                return _cleared(state, doing.by, question)
            case SendForm():
                return _with_form(state, doing.by, replace(state.forms.get(doing.by, Form()), sent=True))
            case ShowFormResult(question=question, on=on):
                asked = state.questions[question]
                if asked.on_board == on:
                    return state
                return replace(state, questions={**state.questions, question: replace(asked, on_board=on)})
            case HideFormAnswer(answer=answer, on=on):
                return _hidden(state, answer, on)
            case AddPaperForm():
                return _with_paper(state, command, doing)
            case TakeBackPaperForm(form=form, on=on):
                return _with_form(state, form, replace(state.forms[form], removed=on))
            # What has been shown once does not wait again after a reopening.
            case Reveal() | ReleaseNotes() | ReopenActivity():
                return _let_out(state)
            case _:
                return state

    def inverse(self, before: Forms, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """What a leader chose, hid or typed in can be taken back."""
        match command:
            case ShowFormResult(activity=activity, question=question):
                return ShowFormResult(activity=activity, question=question, on=before.questions[question].on_board)
            case HideFormAnswer(activity=activity, answer=answer):
                there = _answer_at(before, answer)
                return HideFormAnswer(activity=activity, answer=answer, on=bool(there and there.hidden))
            case AddPaperForm(activity=activity):
                return TakeBackPaperForm(activity=activity, form=doing.id)
            case TakeBackPaperForm(activity=activity, form=form):
                return TakeBackPaperForm(activity=activity, form=form, on=before.forms[form].removed)
            case _:
                return None

    def releasable(self, state: Forms, moment: Moment) -> bool:
        """Five forms may join an open result together: fewer would be told by what changed."""
        if not moment.anonymous or not _is_shown(state, moment):
            return False
        return sum(_counts(form) and not form.out and not form.paper for form in state.forms.values()) >= FEWEST

    def board(self, state: Forms, sight: Sight) -> FormView:
        """Return how many answered, and the results that a leader chose."""
        return _view(state, sight, {key for key, row in state.questions.items() if row.on_board}, TEXTS_ON_BOARD)

    def phone(self, state: Forms, sight: Sight) -> FormView:
        """Return the questions, and the results that a leader chose."""
        chosen = {key for key, row in state.questions.items() if row.on_board}
        return _view(state, sight, chosen, min(TEXTS_ON_PHONE, 200 // max(1, len(chosen))))

    def desk(self, state: Forms, sight: Sight) -> FormView:
        """Return all results once they are shown, with what a leader hid; before that, numbers of forms."""
        return _view(state, sight, state.questions, len(state.forms))

    def mine(self, state: Forms, author: str, sight: Sight) -> MyForm:
        """Return one's own answers."""
        form = state.forms.get(author, Form())
        given = {
            key: form.answers[key] for key in state.questions if key in form.answers and form.answers[key].given
        }
        rows = {key: MyAnswer(row.number, row.options, row.text, row.dont_know) for key, row in given.items()}
        return MyForm(rows, form.sent)

    def answered(self, state: Forms) -> int:
        """Return how many have sent their form."""
        return sum(_counts(form) and not form.paper for form in state.forms.values())

    def stays_open(self, state: Forms) -> int:
        """What is asked after the day stays open for its hours."""
        return state.settings.hours_open if state.settings.when == "after" else 0

    def worth_telling(self, state: Forms) -> bool:
        """A form that nobody sent says nothing."""
        return any(_counts(form) for form in state.forms.values())

    def summary(self, state: Forms, sight: Sight) -> FormView:
        """Return all questions with their results, without ids."""
        return _without_ids(_view(state, replace(sight, leads=False), state.questions, len(state.forms)))

    def tables(self, state: Forms, sight: Sight) -> list[list[str | int | float]]:
        """Return one row an option, step or open answer; no row is a person's."""
        view = self.summary(state, sight)
        rows = [row for question in view.questions.values() if question.told for row in _rows(question)]
        header: list[str | int | float] = ["Question", "Answer", "Answers", "Share, %"]
        return [header, *rows] if rows else []

    def pretend(self, state: Forms, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Answer everything and send it; every fourth leaves out what may be left out."""
        told = [
            _pretended(asked, activity, key, who + asked.sort * 5, says)
            for key, asked in state.questions.items()
            if asked.question.required or (who + asked.sort) % 4
        ]
        answers = tuple(answer for answer in told if answer is not None)
        return (*answers, SendForm(activity=activity)) if answers else ()

    def yields(self, state: Forms, moment: Moment) -> Yields:
        """Return the open answers, under their questions too; of few forms only where names are public.

        Also before the close: opening the next step is what ends the answering.
        """
        forms = [] if moment.private else [form for form in state.forms.values() if _counts(form)]
        if not _are_enough(forms, Sight(moment)):
            return Yields()
        groups = tuple(
            Group(key, asked.question.text, _items(key, forms))
            for key, asked in state.questions.items()
            if asked.question.ask == "words"
        )
        items = tuple(item for group in groups for item in group.items)
        return Yields(items=items, top=items, groups=groups)


kind = FormKind()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_unknown(state: Forms, question: str) -> Refusal | None:
    return None if question in state.questions else Refusal("no_such_question")


def _refuse_misfit(asked: Asked, command: AnswerQuestion) -> Refusal | None:
    question = asked.question
    if command.dont_know and question.ask != "words":
        return None if question.dont_know else Refusal("no_such_option")
    match question.ask:
        case "words":
            return _refuse_text(question, command.text)
        case "scale":
            least, most = SCALES[question.scale]
            fits = least <= command.number <= most
            return None if fits else Refusal("off_the_scale", {"least": least, "most": most})
        case "number":
            return Refusal("empty") if command.number == NO_NUMBER else None
        case "choice" | "choices":
            return _refuse_options(asked, command.options)


def _refuse_text(question: Question, text: str) -> Refusal | None:
    if not text.strip():
        return Refusal("empty")
    return Refusal("too_long", {"most": question.max_length}) if len(text) > question.max_length else None


def _refuse_options(asked: Asked, options: Collection[str]) -> Refusal | None:
    if not options:
        return Refusal("empty")
    if not set(options) <= set(asked.options):
        return Refusal("no_such_option")
    return Refusal("too_many", {"most": 1}) if asked.question.ask == "choice" and len(set(options)) > 1 else None


def _refuse_clearing(state: Forms, question: str, by: str) -> Refusal | None:
    form = state.forms.get(by, Form())
    left = [key for key, answer in form.answers.items() if key != question and answer.given]
    if form.sent and (state.questions[question].question.required or not left):
        return Refusal("answer_required")
    return None


def _refuse_unfinished(state: Forms, by: str) -> Refusal | None:
    answers = state.forms.get(by, Form()).answers
    given = {key for key, answer in answers.items() if answer.given}
    missing = [key for key, asked in state.questions.items() if asked.question.required and key not in given]
    if missing:
        return Refusal("form_unfinished", {"n": len(missing)})
    return None if given else Refusal("empty")


def _refuse_paper(state: Forms, command: AddPaperForm) -> Refusal | None:
    if sum(form.paper for form in state.forms.values()) >= MOST_PAPER_FORMS:
        return Refusal("too_many", {"most": MOST_PAPER_FORMS})
    answers = _paper_answers(command)
    for answer in answers:
        no = _refuse_unknown(state, answer.question)
        if no := no or _refuse_misfit(state.questions[answer.question], answer):
            return no
    return None if answers else Refusal("empty")


# --- do it -----------------------------------------------------------------------------------------------


def _read(asked: Asked, command: AnswerQuestion) -> Answer:
    """Return what the question asks for of the command, and nothing else of it."""
    ask = asked.question.ask
    if command.dont_know and ask != "words":
        return Answer(dont_know=True)
    match ask:
        case "words":
            return Answer(text=command.text.strip())
        case "choice" | "choices":
            return Answer(options=tuple(option for option in asked.options if option in command.options))
        case _:
            return Answer(number=command.number)


def _answered(state: Forms, doing: Doing, question: str, answer: Answer) -> Forms:
    form = state.forms.get(doing.by, Form())
    before = form.answers.get(question, Answer())
    # Of its author too: a phone could otherwise choose the id of an answer it has read.
    made = derived_id("open", doing.by, doing.id) if state.questions[question].question.ask == "words" else ""
    after = replace(answer, id=before.id or made, hidden=before.hidden)
    if after == before:
        return state
    state = _with_form(state, doing.by, replace(form, answers={**form.answers, question: after}))
    return replace(state, answers={**state.answers, after.id: doing.by}) if after.id != before.id else state


def _cleared(state: Forms, by: str, question: str) -> Forms:
    form = state.forms.get(by, Form())
    before = form.answers.get(question, Answer())
    if not before.given:
        return state
    # The bare row stays: what a leader hid is still hidden when it is written anew.
    return _with_form(
        state,
        by,
        replace(form, answers={**form.answers, question: Answer(id=before.id, hidden=before.hidden)}),
    )


def _with_form(state: Forms, key: str, form: Form) -> Forms:
    if form == state.forms.get(key):
        return state
    return replace(state, forms={**state.forms, key: form})


def _answer_at(state: Forms, answer: str) -> Answer | None:
    form = state.forms.get(state.answers.get(answer, ""), Form())
    return next((row for row in form.answers.values() if row.id == answer), None)


def _hidden(state: Forms, answer: str, on: bool) -> Forms:
    key = state.answers[answer]
    form = state.forms[key]
    rows = {q: replace(row, hidden=on) if row.id == answer else row for q, row in form.answers.items()}
    return _with_form(state, key, replace(form, answers=rows))


def _paper_answers(command: AddPaperForm) -> tuple[AnswerQuestion, ...]:
    activity = command.activity
    return (
        *(AnswerQuestion(activity=activity, question=key, number=n) for key, n in command.numbers.items()),
        *(AnswerQuestion(activity=activity, question=key, options=some) for key, some in command.chosen.items()),
        *(AnswerQuestion(activity=activity, question=key, text=text) for key, text in command.texts.items()),
    )


def _with_paper(state: Forms, command: AddPaperForm, doing: Doing) -> Forms:
    answers = {
        answer.question: replace(
            _read(state.questions[answer.question], answer),
            id=derived_id("open", doing.id, answer.question) if answer.text else "",
        )
        for answer in _paper_answers(command)
    }
    state = _with_form(state, doing.id, Form(answers, sent=True, paper=True))
    written = {answer.id: doing.id for answer in answers.values() if answer.id}
    return replace(state, answers={**state.answers, **written}) if written else state


def _let_out(state: Forms) -> Forms:
    if all(form.out for form in state.forms.values() if _counts(form)):
        return state
    return replace(
        state,
        forms={key: replace(form, out=True) if _counts(form) else form for key, form in state.forms.items()},
    )


# --- see it ----------------------------------------------------------------------------------------------


def _counts(form: Form) -> bool:
    return form.sent and not form.removed


def _is_shown(state: Forms, moment: Moment) -> bool:
    if moment.private:
        return False
    return not state.settings.hidden or moment.revealed or moment.stage == "closed"


def _joined(state: Forms, moment: Moment) -> dict[str, Form]:
    """Return the forms that the result is made of now."""
    if not _is_shown(state, moment):
        return {}
    waits = moment.anonymous and moment.stage != "closed"
    return {key: form for key, form in state.forms.items() if _counts(form) and (form.out or not waits)}


def _are_enough(forms: Collection[Form], sight: Sight) -> bool:
    """Whether so many answered that their answers may be told.

    Whoever typed paper forms in knows them, so they hide nobody: those on phones are enough by themselves, or none.
    """
    mode = sight.moment.identity
    if mode in PUBLIC or (mode == "facilitator" and sight.leads):
        return bool(forms)
    on_phones = sum(not form.paper for form in forms)
    return len(forms) >= FEWEST and (not on_phones or on_phones >= FEWEST)


def _view(state: Forms, sight: Sight, told: Collection[str], most_texts: int) -> FormView:
    """Return the form with the results of the questions in *told*, as far as they may be known."""
    shown, counted = _is_shown(state, sight.moment), [form for form in state.forms.values() if _counts(form)]
    forms = _joined(state, sight.moment)
    enough = _are_enough(forms.values(), sight)
    questions = {}
    for key, asked in state.questions.items():
        bare = _question(state, asked)
        if enough and key in told:
            bare = _with_result(bare, key, asked, forms, sight, most_texts)
        questions[key] = bare
    return FormView(
        when=state.settings.when,
        hidden=state.settings.hidden,
        shown=shown,
        few=shown and not enough,
        phones=sum(not form.paper for form in counted),
        hands=sum(form.paper for form in counted),
        begun=sum(
            not form.sent and any(row.given for row in form.answers.values()) for form in state.forms.values()
        ),
        questions=questions,
    )


def _question(state: Forms, asked: Asked) -> FormQuestion:
    question = asked.question
    least, most = SCALES[question.scale] if question.ask == "scale" else (0, 0)
    return FormQuestion(
        text=question.text,
        sort=asked.sort,
        ask=question.ask,
        least=least,
        most=most,
        low=question.low,
        high=question.high,
        required=question.required,
        max_length=question.max_length,
        dont_know=question.dont_know and question.ask != "words",
        on_board=asked.on_board,
        options={option: FormOption(state.options[option], n + 1) for n, option in enumerate(asked.options)},
    )


def _with_result(
    bare: FormQuestion,
    key: str,
    asked: Asked,
    forms: Mapping[str, Form],
    sight: Sight,
    most_texts: int,
) -> FormQuestion:
    answering = {by: form for by, form in forms.items() if key in form.answers and form.answers[key].given}
    if asked.question.ask == "words":
        rows = [(form.answers[key], sight.name(by)) for by, form in answering.items()]
        return _with_texts(bare, rows, most_texts, hidden_too=sight.leads)
    # Of few answers a breakdown tells who, however many left the question out; words tell nobody by their number.
    if not _are_enough(answering.values(), sight):
        return replace(bare, few=True)
    return _with_counts(bare, asked, [form.answers[key] for form in answering.values()])


def _with_texts(
    bare: FormQuestion, rows: Sequence[tuple[Answer, str]], most: int, *, hidden_too: bool
) -> FormQuestion:
    texts = {
        answer.id: FormText(answer.text, _place(answer.text), name, answer.hidden)
        for answer, name in rows
        if hidden_too or not answer.hidden
    }
    ordered = sorted(texts.items(), key=lambda row: (row[1].sort, row[0]))
    return replace(
        bare,
        told=True,
        answers=len(rows),
        more=max(0, len(ordered) - most),
        kept_back=sum(answer.hidden for answer, _ in rows),
        texts=dict(ordered[:most]),
    )


def _place(words: str) -> int:
    """Return a place that only the words decide, so that no order tells whose they are or when they came."""
    return int.from_bytes(by_words(words)[:6])


def _with_counts(bare: FormQuestion, asked: Asked, answers: Sequence[Answer]) -> FormQuestion:
    numbers = [answer.number for answer in answers if answer.number != NO_NUMBER]
    steps = [str(step) for step in range(bare.least, bare.most + 1)] if bare.ask == "scale" else list(asked.options)
    told = [answer.options if asked.options else (str(answer.number),) for answer in answers]
    chosen = [step for some in told for step in some]
    counts = {
        step: FormCount(n, chosen.count(step), share(chosen.count(step), len(answers)))
        for n, step in enumerate(steps, 1)
    }
    return replace(
        bare,
        told=True,
        answers=len(answers),
        unknown=sum(answer.dont_know for answer in answers),
        mean=round(fmean(numbers), 1) if numbers else 0.0,
        median=float(median(numbers)) if numbers else 0.0,
        counts=counts,
    )


def _without_ids(view: FormView) -> FormView:
    """Return the view with questions, options and answers under the numbers of their places."""
    return replace(view, questions={str(n): _numbered(row) for n, row in enumerate(view.questions.values(), 1)})


def _numbered(question: FormQuestion) -> FormQuestion:
    places = {option: str(n) for n, option in enumerate(question.options, 1)}
    texts = {str(n): replace(text, sort=n) for n, text in enumerate(question.texts.values(), 1)}
    return replace(
        question,
        options={places[option]: row for option, row in question.options.items()},
        counts={places.get(step, step): row for step, row in question.counts.items()},
        texts=texts,
    )


def _rows(question: FormQuestion) -> list[list[str | int | float]]:
    asked = pick(question.text, ())
    if question.ask == "words":
        return [[asked, text.text, 1, ""] for text in question.texts.values()]
    if question.ask == "number":
        return [[asked, question.median, question.answers, ""]]
    words = {option: pick(row.text, ()) for option, row in question.options.items()}
    rows: list[list[str | int | float]] = [
        [asked, words.get(step, step), row.count, row.share] for step, row in question.counts.items()
    ]
    return rows


# --- hand it on ------------------------------------------------------------------------------------------


def _items(question: str, forms: Sequence[Form]) -> tuple[Item, ...]:
    written = [form.answers[question] for form in forms if question in form.answers]
    told = [answer for answer in written if answer.given and not answer.hidden]
    told.sort(key=lambda answer: (_place(answer.text), answer.id))
    return tuple(Item(answer.id, words_as_text(answer.text)) for answer in told)


# --- in a rehearsal --------------------------------------------------------------------------------------


def _pretended(asked: Asked, activity: str, key: str, chance: int, says: PretendWords) -> AnswerQuestion | None:
    question, mixed = asked.question, chance * chance + chance
    match question.ask:
        case "scale":
            least, most = SCALES[question.scale]
            # Most people are content, few are not: the result has a shape.
            number = max(least, most - mixed % 7 % (most - least + 1))
            return AnswerQuestion(activity=activity, question=key, number=number)
        case "number":
            return AnswerQuestion(activity=activity, question=key, number=1 + mixed % 20)
        case "words":
            text = says.notes[mixed % len(says.notes)][: question.max_length]
            return AnswerQuestion(activity=activity, question=key, text=text)
        case _ if asked.options:
            wanted = {mixed % len(asked.options), chance % len(asked.options)}
            some = tuple(asked.options[place] for place in sorted(wanted))
            return AnswerQuestion(
                activity=activity, question=key, options=some[:1] if question.ask == "choice" else some
            )
        case _:
            return None
