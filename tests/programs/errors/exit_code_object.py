"""SystemExit with an object prints its str and gives status 1."""
raise SystemExit(["a", 1])
