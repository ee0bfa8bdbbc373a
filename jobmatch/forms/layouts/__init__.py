"""How a sheet is laid out: where its facts stand, and which lines are people or posts."""
