"""The safety properties, proved over every possible patient: ``python -m backlab.reasoning.verify``.

Nobody can enumerate all answers to some ninety questions at once, and nobody has to. *Why the parts
together cover every patient:*

1. A patient's level is the highest level of the rules that hold (``engine.triage``), so it is the highest of
   the levels that each *group* of rules gives, and a group's level depends only on the atoms that the group
   names. All combinations of those atoms are enumerated: every finding present or not, every cell between
   two thresholds, every choice. Two patients in the same cell of every group get the same answer.
2. *Totality* and *monotonicity* of each group carry over to the whole, because a maximum of functions that
   are total and monotone is so too. What is absent and what was not asked do not differ for the level (only
   present atoms enter it), so enumerating present / not present covers all three answers.
3. A *requirement* names a few atoms. It is proved over every combination of these, all else absent; whatever else
   is present can only raise the level further, by 2. A requirement that nobody can meet is a failure, not a success.
4. A *treatment* is decided (``plan.decide``) from its own indication, from what speaks against it, and from three
   facts about the triage: the level, whether danger may be hidden, and whether a cause that it treats is suspected.
   What speaks against it enters through six facts alone (``plan.Against``): whether something that rules it out is
   there, or may be as far as was asked, and whether one caution that counts, or two, are there or may be. So it
   is proved in three steps that hold for every patient together. *The decision*: the atoms of the indication are
   enumerated with all three answers, under every combination of the six facts and of the three, whether or not any
   patient has it; nobody who is or may be ruled out, or has or may have two cautions, is recommended it or shown a
   dose, through either lens. *The gathering*: from every combination of the six facts and every answer, one more
   contraindication is gathered as it says, and nothing is taken back; so by induction the six facts are right
   after any number of them. *The sources*: each alternative of a prohibition ("two of these cautions" is one
   alternative for each pair) is enumerated with the contraindications that speak of it, all else absent; what else
   a patient has can only add to the six facts, by the second step. A *dose* names its own few atoms, which are
   enumerated together with the limits that the sources set.
5. The code that is proved is the code that answers, but for one step. Whether a condition holds is looked up in
   columns for a crowd (``engine.holds``), and in the bits of one number for a patient alone (``sheet.Sheet``); what
   follows from it is the same code. So that step is tried on everybody: every value of every answer is on its own
   bit, and in each group of rules, and each condition of a treatment, every patient gets alone what the crowd gives.
   A patient's level alone is that of the first clause that holds, the highest first: the highest of the groups'.
   That a patient's answers become the very columns that are enumerated here is tested atom by atom
   (``tests/test_space.py``).

What is not proved here but only tested: the words, the order within a plan's stages, and the explanations.

Each check prints how many patients it covered. A failure prints the smallest patient that shows it, and the
command ends with exit code 1.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import chain
from time import perf_counter

from backlab.reasoning.proof import Check, Knowledge
from backlab.reasoning.prove_standing import standing_proofs
from backlab.reasoning.prove_treatments import plan_proofs, treatment_proofs
from backlab.reasoning.prove_triage import triage_proofs


def verify(
    knowledge: Knowledge | None = None, wanted: Callable[[str, str], bool] = lambda name, part: True
) -> Iterator[Check]:
    """Every check whose property and part are ``wanted``, in order, each run when it is asked for."""
    known = knowledge or Knowledge()
    families = (triage_proofs, treatment_proofs, plan_proofs, standing_proofs)
    for name, part, prove in chain.from_iterable(proofs(known) for proofs in families):
        if not wanted(name, part):
            continue
        start = perf_counter()
        patients, counterexample = prove()
        yield Check(name, part, patients, perf_counter() - start, counterexample)


def main() -> int:
    """Print the table; 0 when every property holds, 1 with the smallest counterexample when one does not."""
    print(f"{'property':<36}{'part':<28}{'patients':>14}{'ms':>10}")
    total = failed = 0
    start = perf_counter()
    for check in verify():
        total += check.patients
        failed += check.counterexample is not None
        print(f"{check.property:<36}{check.part:<28}{check.patients:>14,}{check.seconds * 1000:>10.1f}", flush=True)
        if check.counterexample is not None:
            print(f"  does not hold: {check.counterexample!r}")
    verdict = f"{failed} do not hold" if failed else "every property holds"
    print(f"{verdict:<64}{total:>14,}{(perf_counter() - start) * 1000:>10.1f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
