"""A circular import that fails, uncaught."""
import pkg_cycle.first
