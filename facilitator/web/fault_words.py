"""Words what is wrong with a method or template for whoever edits it on a page, in their language.

A fault of a sort without words of its own is told as for files: exactly, in English.
"""

from facilitator.library.fault import Fault
from facilitator.web.words import Words


def told(fault: Fault, words: Words) -> str:
    """Return what is wrong and what to do, for beside the field that it is about."""
    bound = fault.facts.get("bound", "")
    match fault.code:
        case "missing":
            return words("This is missing. Write it.")
        case "low":
            return words("This can be no less than {least}.", least=bound)
        case "high":
            return words("This can be no more than {most}.", most=bound)
        case "long" if fault.facts.get("of") == "str":
            return words("This is too long: at most {most} characters.", most=bound)
        case "long":
            return words("These are too many: at most {most}.", most=bound)
        case "short":
            return words("These are too few: at least {least}.", least=bound)
        case "range":
            return words("The smaller number comes first, and none is less than 1.")
        case "type":
            return words("This is not what belongs here. Write it anew.")
        case "choice":
            return words("Choose one of those that are offered.")
        case "taken":
            return words("Two have the same name. Give one of them another.")
        case "toml":
            return words("The file cannot be read at {place}.", place=fault.facts.get("where", ""))
    return exactly(fault)


def exactly(fault: Fault) -> str:
    """Return the sentence that the command line would say, without the file's name."""
    return str(fault).removeprefix(f"{fault.file}: ")
