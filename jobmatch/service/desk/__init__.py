"""The desk page: two workbooks in, shortlists out, on the office's own computer and without the internet.

::

    routes      pages      sitting down and leaving        tables     the two workbooks
                results    jobs found, why, in print       visitors   who stands at the desk
    before      browser    the sitting of a request
    behind      sitting    what one browser works on       uploads    its workbooks
                known      what the ledger says of it      columns    what their columns were taken for
    shown       templates  a part of the page, filled in   views      what stands there       map   where
"""
