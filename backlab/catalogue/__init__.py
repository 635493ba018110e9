"""The catalogue of messages: ``python -m backlab.catalogue`` gathers them, ``--merge`` adds translations.

A tool for those who write backlab. It needs Babel, and nothing else imports it.
"""
