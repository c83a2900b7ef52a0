"""JSONEncoder."""

import _json
from _json import encode_basestring, encode_basestring_ascii

INFINITY = float('inf')


class JSONEncoder:
    """Makes JSON of objects: of dicts, lists, tuples, strings, numbers, True, False and None.

    For other objects default() is called, or the function of that name that is given. skipkeys
    leaves out keys that cannot be written, ensure_ascii escapes what is not ASCII, check_circular
    looks for containers in themselves, allow_nan lets numbers pass that JSON does not have,
    sort_keys sorts, indent (a number of spaces, or a string) gives each item a line of its own, and
    separators are those between items and behind keys.
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Return an object that can be written in the place of o; this one raises TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """Return o as JSON."""
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        return ''.join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """Return o as JSON, in pieces that come one after the other."""
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        if _one_shot:
            return [_json.encode(
                o, self.default, self.ensure_ascii, indent, self.key_separator,
                self.item_separator, self.sort_keys, self.skipkeys, self.allow_nan,
                self.check_circular)]
        return _Pieces(self, indent).value(o, 0)


class _Pieces:
    """Writes JSON in pieces."""

    def __init__(self, encoder, indent):
        self.encoder = encoder
        self.indent = indent
        self.open = set()
        self.quote = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring

    def atom(self, o):
        """The text of what is no container; None for others."""
        if isinstance(o, str):
            return self.quote(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self.float(o)

    def float(self, o):
        if o - o == 0:
            return float.__repr__(o)
        if not self.encoder.allow_nan:
            raise ValueError(
                f'Out of range float values are not JSON compliant: {float.__repr__(o)}')
        return 'NaN' if o != o else 'Infinity' if o > 0 else '-Infinity'

    def new_line(self, level):
        return '' if self.indent is None else '\n' + self.indent * level

    def value(self, o, level):
        text = self.atom(o)
        if text is not None:
            yield text
            return
        if isinstance(o, (list, tuple)):
            write = self.list
            if not o:
                yield '[]'
                return
        elif isinstance(o, dict):
            write = self.dict
            if not o:
                yield '{}'
                return
        else:
            write = self.other
        if self.encoder.check_circular:
            if id(o) in self.open:
                raise ValueError('Circular reference detected')
            self.open.add(id(o))
        yield from write(o, level)
        self.open.discard(id(o))

    def noting(self, o, place, item, level):
        """The pieces of an item; an exception is told where it was met."""
        try:
            yield from self.value(item, level)
        except GeneratorExit:
            raise
        except BaseException as e:
            e.add_note(f'when serializing {type(o).__name__} {place}')
            raise

    def list(self, o, level):
        before = '[' + self.new_line(level + 1)
        for at, item in enumerate(o):
            try:
                text = self.atom(item)
            except ValueError as e:
                e.add_note(f'when serializing {type(o).__name__} item {at}')
                raise
            if text is not None:
                yield before + text
            else:
                yield before
                yield from self.noting(o, f'item {at}', item, level + 1)
            before = self.encoder.item_separator + self.new_line(level + 1)
        if self.indent is not None:
            yield self.new_line(level)
        yield ']'

    def key(self, key):
        """The text of a key; None if it is left out."""
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self.float(key)
        text = self.atom(key)
        if text is None and not self.encoder.skipkeys:
            raise TypeError(
                'keys must be str, int, float, bool or None, '
                f'not {key.__class__.__name__}')
        return text

    def dict(self, o, level):
        yield '{'
        first = True
        items = sorted(o.items()) if self.encoder.sort_keys else o.items()
        for key, item in items:
            text = self.key(key)
            if text is None:
                continue
            if not first:
                yield self.encoder.item_separator + self.new_line(level + 1)
            elif self.indent is not None:
                yield self.new_line(level + 1)
            first = False
            yield self.quote(text)
            yield self.encoder.key_separator
            yield from self.noting(o, f'item {text!r}', item, level + 1)
        if not first and self.indent is not None:
            yield self.new_line(level)
        yield '}'

    def other(self, o, level):
        yield from self.noting(o, 'object', self.encoder.default(o), level)
