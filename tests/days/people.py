"""What simulated people answer, from what their phones show alone; and what leaders do beside the green button."""

from typing import Any

Command = dict[str, Any]
Told = dict[str, Any]

OWN_WORD = "itselle"  # what nobody but its writer may ever read
MOST_PASSES = 3  # looks at one screen: some answers wait for a draw or a seat


def stretch(activity: Told) -> tuple[Any, ...]:
    """Return what is another one whenever there is something new to answer, on the desk and on phones alike."""
    view = activity["view"]
    rows = [row for value in view.values() if isinstance(value, dict) for row in value.values()]
    versions = sorted(row["version"] for row in rows if isinstance(row, dict) and "version" in row)
    at = [view.get(name, 0) for name in ("round", "phase", "item", "place", "listing")]
    return (activity["id"], activity["run"], *at, *versions)


def answers(activity: Told, mine: Told, group: Told, who: int) -> list[Command]:
    """Return what person number *who* does now; nothing where all is answered."""
    view, own = activity["view"], mine
    match view["kind"]:
        case "vote":
            return [] if view["listing"] or own["dots"] else _dots(view, who)
        case "collect":
            return [] if own["notes"] or group.get("notes") else _notes(view, who)
        case "groups":
            return _at_a_table(view, own, who)
        case "rate":
            return _ratings(view, own, who)
        case "consent":
            return _stances(view, own, who)
        case "rank":
            order = _shifted(list(view["items"]), who)[: view["top"]]
            return [] if own["order"] else [{"do": "SetRanking", "order": order}]
        case "round":
            return [{"do": "AskTurn"}] if view["order"] == "volunteers" and who % 6 == 0 else []
        case "commit":
            return _commitments(view, own, group, who)
        case "form":
            return [] if own["sent"] else _form(view, who)
        case _:
            return []


def _shifted(things: list[str], who: int) -> list[str]:
    turn = who % 3 if things else 0
    return things[turn:] + things[:turn]


def _dots(view: Told, who: int) -> list[Command]:
    options = [option for option, row in view["options"].items() if not row["hidden"]]
    # Squares lean towards the first options, so that the result has a shape.
    chosen = dict.fromkeys(options[(who * who + n * 3) % len(options)] for n in range(view["budget"]))
    return [{"do": "CastVote", "option": option, "dots": 1} for option in chosen]


def _notes(view: Told, who: int) -> list[Command]:
    columns, most = len(view["columns"]) or 1, view["max_notes"] or 3
    return [
        {"do": "PostNote", "text": f"lappu {who}-{n}", "column": (who + n) % columns}
        for n in range(min(most, 1 + who % 4))
    ]


def _at_a_table(view: Told, own: Told, who: int) -> list[Command]:
    if view["how"] == "neighbours" or view["writes"] == "nobody":
        return []
    if not own["group"]:
        return [{"do": "FindGroup"}]
    if not own["pen"] or own["left"] == 0:
        return []
    told = f"sääntö {own['number']}-{view['round']}"
    fields = {str(n): f"{told} kohta {n}" for n in range(len(view["fields"]))}
    return [{"do": "WriteForGroup", "text": "" if fields else told, "fields": fields}]


def _ratings(view: Told, own: Told, who: int) -> list[Command]:
    if view["sample"] and not own["statements"]:
        return [{"do": "DrawItems"}]
    asked = own["statements"] if view["sample"] else view["statements"]
    answered = {key for key, row in own["statements"].items() if row["values"] or row["unknown"]}
    span = view["most"] - view["least"] + 1
    return [
        {"do": "Rate", "statement": key, "value": view["least"] + (who + 2 * n + d) % span, "dimension": d}
        for n, key in enumerate(asked)
        if key not in answered
        for d in range(len(view["dimensions"]) or 1)
    ]


def _stances(view: Told, own: Told, who: int) -> list[Command]:
    taken = {key for key, row in own["stances"].items() if row["level"] >= 0}
    level = view["levels"] - 1 - (who % 5 == 1)
    return [
        {"do": "TakeStance", "proposal": key, "version": row["version"], "level": level}
        for key, row in view["proposals"].items()
        if not row["hidden"] and not row["told"] and key not in taken
    ]


def _commitments(view: Told, own: Told, group: Told, who: int) -> list[Command]:
    acts: list[Command] = []
    if view["private_part"] and not own["promise"]:
        acts.append({"do": "WritePromise", "text": f"{OWN_WORD} {who}"})
    rows = list(view["actions"])
    if view["prefilled"] and who < len(rows):
        acts.append({"do": "TakeAction", "action": rows[who]})
    if view["per"] != "room" and group and who % 3 == 0 and not own["actions"]:
        acts.append({"do": "ProposeAction", "what": f"pöydän teko {who}"})
    return acts


def _form(view: Told, who: int) -> list[Command]:
    told: list[Command] = []
    for key, row in view["questions"].items():
        answer: Command = {"do": "AnswerQuestion", "question": key}
        match row["ask"]:
            case "scale":
                told.append({**answer, "number": row["least"] + who % (row["most"] - row["least"] + 1)})
            case "words":
                told.append({**answer, "text": f"palaute {who}"})
            case "choices":
                told.append({**answer, "options": list(row["options"])[:1]})
            case _:
                told.append({**answer, "number": who % 9})
    return [*told, {"do": "SendForm"}]


def leading(activity: Told, step: int) -> list[Command]:
    """Return what a leader does in the open activity beside the green button, on look number *step*."""
    view = activity["view"]
    match view["kind"]:
        case "cluster" if step == 0:
            notes = list(view["notes"])
            heaps = {n: tuple(notes[n::8]) for n in range(min(8, len(notes)))}
            return [
                {"do": "AddHeading", "text": {"fi": f"otsikko {n}"}, "notes": heap} for n, heap in heaps.items()
            ]
        case "round" if view["order"] == "volunteers" and (view["waiting"] or view["speaking"]):
            return [{"do": "NextTurn"}]
        case "commit" if step == 0 and view["follow_up"]:
            return [{"do": "SetFollowUp", "date": "2031-05-20"}]
        case _:
            return []
