"""The class votes: on a patient or a prediction, alone, then after talk; kept in a file that outlives the server.

An application mounts ``handlers(open_store(folder, name), secret, base)``.
"""

from backlab.serving.votes.handlers import handlers
from backlab.serving.votes.store import VoteStore, open_store

__all__ = ["VoteStore", "handlers", "open_store"]
