"""Choose the best treatment for a muscle spasm in the back: advice on example patients, with its reasons.

>>> from backlab import Presentation, advise
>>> advise(Presentation(age=34, pain=6, days=1, onset="lifting"))  # doctest: +SKIP

It is education, never a diagnosis. The package itself imports nothing but the standard library, and each of
the names below loads only what it needs when it is first used.
"""

from typing import TYPE_CHECKING

from backlab.version import VERSION

if TYPE_CHECKING:
    from backlab.advice import Advice, advise
    from backlab.knowledge.cases import CASES
    from backlab.knowledge.findings import FINDINGS
    from backlab.knowledge.rules import RULES
    from backlab.model import Disposition, Lens
    from backlab.presentation import Presentation

__version__ = VERSION
__all__ = ["CASES", "FINDINGS", "RULES", "Advice", "Disposition", "Lens", "Presentation", "advise"]

_WHERE = {
    "Advice": "advice",
    "advise": "advice",
    "CASES": "knowledge.cases",
    "FINDINGS": "knowledge.findings",
    "RULES": "knowledge.rules",
    "Disposition": "model",
    "Lens": "model",
    "Presentation": "presentation",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'backlab' has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"backlab.{_WHERE[name]}"), name)
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
