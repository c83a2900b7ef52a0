"""What reads the value at a place in JSON."""

import _json

__all__ = ['make_scanner']


def make_scanner(context):
    """Return scan_once(string, idx) with the settings of a decoder: it returns the value at idx and
    the index behind it; StopIteration tells that there is none.
    """
    scan = _json.scan
    settings = (context.strict, context.object_hook, context.object_pairs_hook,
                context.parse_float, context.parse_int, context.parse_constant)

    def scan_once(string, idx):
        return scan(string, idx, *settings)
    return scan_once
