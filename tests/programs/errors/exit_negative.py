"""A negative status wraps."""
raise SystemExit(-1)
