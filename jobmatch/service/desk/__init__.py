"""The desk page: two workbooks in, shortlists out, on the office's own computer and without the internet."""
