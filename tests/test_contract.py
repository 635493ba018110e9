"""What Python and the scripts of a page say to each other is one contract, written once."""

import pytest

from backlab.kit.typescript import CONTRACT, TYPES, typescript


def test_the_scripts_have_the_types_of_the_contract() -> None:
    """The types for the scripts are those that the contract makes; if not: python -m backlab.kit.typescript."""
    assert TYPES.read_text("utf-8") == typescript(CONTRACT.read_text("utf-8"))


def test_a_type_that_scripts_do_not_have_is_refused() -> None:
    """Nothing is left out of the scripts' types in silence."""
    with pytest.raises(ValueError, match="set"):
        typescript("class Odd(TypedDict):\n    names: set[str]\n")
