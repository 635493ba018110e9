"""The year after a back began to hurt, and the year after it was well again."""
