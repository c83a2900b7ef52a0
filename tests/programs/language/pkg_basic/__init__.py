"""A helper package of the import tests."""
from .beta import BETA

VALUE = "package value"
__all__ = ["VALUE"]


def __getattr__(name):
    if name == "lazy_name":
        return "made by module __getattr__"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
