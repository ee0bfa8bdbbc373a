"""The matcher over HTTP for portals, and a page for the desk at a fair (extra ``service``).

::

    request ─▶ guard (host, origin, size, rate) ─▶ token, scope ─▶ api/   ─┐
                                                               └▶ desk/  ─┤
                                                                          ▼
                  board: one matcher that readers hold by reference ◀─ journal (written before it is acknowledged)
                                                                    ◀─ openings (jobs that the ledger has filled)

    app          all of it together, started by run as settings say; listening: where several processes listen
    guard        what stands before every route; access: tokens and their scopes
    matching     questions answered together, in batches
    board        the jobs, behind them the journal and its snapshot
    openings     follows the ledger: jobs that it has filled are closed on the board, which keeps the counts of both
    told         problems (what errors look like), metrics

``jobmatch serve`` starts it; :func:`jobmatch.service.app.create_app` builds it for other servers.
"""
