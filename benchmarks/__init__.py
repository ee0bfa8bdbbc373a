"""Measurements of jobmatch: ``python -m benchmarks <name>``; ``README.md`` here reads the results."""
