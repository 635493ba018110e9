"""What could go wrong, and what holds it off: ``python -m backlab.safety``.

``hazards`` is the table, ``controls`` what a hazard can be held by, ``log`` puts both to the test, and ``report`` says
what came of it. ``sheet`` is the paper on which a reviewer signs.
"""
