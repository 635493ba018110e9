"""``python -m backlab`` is the ``backlab`` command."""

import sys

from backlab.app import main

if __name__ == "__main__":
    sys.exit(main())
