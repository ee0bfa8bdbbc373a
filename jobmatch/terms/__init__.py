"""One consideration a file; ``formula`` says which make the score, ``term`` what a term is."""
