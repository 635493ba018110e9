"""The class: the course's pages from memory, and their labs answered by the server itself, for a whole room at once."""
