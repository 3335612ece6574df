"""The rows of the table, one module each (or a few that share their data)."""
