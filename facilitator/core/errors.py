"""The one tree of exceptions: bugs and broken surroundings. A mere no is a `Refusal`, not an exception."""


class FacilitatorError(Exception):
    """Root of all errors of this product; its text says expected, got, remedy."""


class MethodError(FacilitatorError):
    """A method or template file that cannot be used; the text names file, key, found, expected."""


class NewerEntry(FacilitatorError):
    """A log holds a command that this version does not know: it was made by a newer one."""
