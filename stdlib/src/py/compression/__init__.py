"""The compression modules of the library under one roof."""
