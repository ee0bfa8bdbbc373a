"""A row of a worker table → one worker: what its columns say together, a module for each side of a person."""
