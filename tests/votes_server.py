"""A small server with nothing but the votes, for tests: ``python tests/votes_server.py FOLDER PORT``.

It prints its address once it answers; the secret of its teacher is ``SECRET``.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from backlab.serving.votes import handlers, open_store

SECRET = "only the teacher knows it"
BASE = "/k7qm/"


async def serve(folder: Path, port: int) -> None:
    """Answer until the process is ended."""
    sockets = bind_sockets(port, "127.0.0.1", reuse_port=False)
    server = HTTPServer(Application([*handlers(open_store(folder, "class"), SECRET, BASE)]))
    server.add_sockets(sockets)
    print(f"http://127.0.0.1:{sockets[0].getsockname()[1]}{BASE}vote", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
