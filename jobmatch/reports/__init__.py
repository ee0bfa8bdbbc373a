"""What is handed out and reported: the workbook, cards, lists, messages and the statistics.

::

    workbook    the one-to-one workbook, its sheets: one_to_one, details, people, postings, offered (after the market), counts
    cards       one page a person; lists: one a village, one an employer; printing: pages as HTML or PDF
    bundles     who travels together, and where to
    messages    texts for SMS and WeChat
    statistics  what supervisors ask for, as a report: monthly; supply_demand: the market's own tables
    reconciliation   two rosters compared, as a workbook
    shared      sheets (tables that print well), words (facts as staff read them), masking, target (where a report may go)
"""
