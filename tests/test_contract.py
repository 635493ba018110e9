"""What Python and the scripts of a page say to each other is one contract, written once."""

import pytest

from backlab.kit.contract import Reply
from backlab.kit.typescript import CONTRACT, TYPES, typescript
from backlab.labs.pictures import PictureLab


def test_the_scripts_have_the_types_of_the_contract() -> None:
    """The types for the scripts are those that the contract makes; if not: python -m backlab.kit.typescript."""
    assert TYPES.read_text("utf-8") == typescript(CONTRACT.read_text("utf-8"))


def test_a_type_that_scripts_do_not_have_is_refused() -> None:
    """Nothing is left out of the scripts' types in silence."""
    with pytest.raises(ValueError, match="set"):
        typescript("class Odd(TypedDict):\n    names: set[str]\n")


def test_a_page_that_may_have_lost_a_reply_is_told_all() -> None:
    """Nothing has changed since the lab's last word, and yet the reply holds the whole state; the next only changes."""
    lab, replies = PictureLab("muscle"), list[Reply]()
    lab.listen(replies.append)
    lab.hear({"kind": "whole", "turn": 3})
    assert replies[-1] == {"turn": 3, "changes": lab.state, "effects": []}
    lab.hear({"kind": "moved", "turn": 4, "values": {}})
    assert replies[-1] == {"turn": 4, "changes": {}, "effects": []}
