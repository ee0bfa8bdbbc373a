"""The matcher over HTTP for portals, and a page for the desk at a fair (extra ``service``).

::

    request ─▶ guard (host, origin, size, rate) ─▶ token, scope ─▶ api/   ─┐
                                                               └▶ desk/  ─┤
                                                                          ▼
                  board: one matcher that readers hold by reference ◀─ journal (written before it is acknowledged)

``jobmatch serve`` starts it; :func:`jobmatch.service.app.create_app` builds it for other servers.
"""
