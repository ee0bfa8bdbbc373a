"""The command line: ``jobmatch match WORKERS JOBS -o OUT.xlsx`` and its companions.

Messages are Chinese for staff; ``--lang en`` gives English. Exit codes: 0 done, 1 done with problem rows
under ``--strict``, 2 the input cannot be used.

::

    program    the commands together; every known error becomes one message and exit code 2
    matching   match, demo, why          papers    fair, cards
    rosters    reconcile                 ledger    ledger refer | import | withdraw | due, report
    service    serve
    options    the words that commands share: each by itself, and those that go together
    inputs     the files and the policy that those words name, and the run they begin
    help, messages, progress, english    what is shown, in the language chosen
"""

from jobmatch.cli.program import app, main

__all__ = ["app", "main"]
