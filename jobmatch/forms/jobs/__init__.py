"""A row of a job table → one job: what its columns say together, a module for each side of a posting."""
