from facilitator.core import errors


def test_all_errors_are_of_one_tree() -> None:
    ours = [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)]

    assert len(ours) > 1
    assert all(issubclass(error, errors.FacilitatorError) for error in ours)
