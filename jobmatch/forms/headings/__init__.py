"""What the name of a column means: the names that real forms use, and what several of them mean side by side."""
