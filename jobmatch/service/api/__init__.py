"""The routes for portals, under ``/v1``.

::

    routes   people   asked about and forgotten      jobs     kept      ledger   who was sent where      lookups   names, health
    bodies   what portals send: readings make canonical rows of it, of JobPosting too (postings, posted), of single values by their rules
    plans    who is sent where within the openings, by what the ledger knows
    answers  what portals get
"""
