"""One consideration a file (`fit` is a folder); ``formula`` says which make the score, ``term`` what a term is."""
