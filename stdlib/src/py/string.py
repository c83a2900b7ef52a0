"""Character classes, templates with $-placeholders, and an open str.format()."""

__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits',
           'hexdigits', 'octdigits', 'printable', 'punctuation', 'whitespace',
           'Formatter', 'Template']

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize every word of s, words being what s.split(sep) gives."""
    return (sep or ' ').join([word.capitalize() for word in s.split(sep)])


_ID_START = frozenset(ascii_letters + '_')
_ID_REST = _ID_START | frozenset(digits)
_DEFAULT_ID = r'(?a:[_a-z][_a-z0-9]*)'


class _Piece:
    """One placeholder of a template: where it stands and what it names."""

    __slots__ = ('start', 'end', 'kind', 'name', 'error_at')

    def __init__(self, start, end, kind, name=None, error_at=None):
        self.start = start
        self.end = end
        self.kind = kind
        self.name = name
        self.error_at = error_at


class Template:
    """A text in which $name and ${name} stand for something, and $$ for $."""

    delimiter = '$'
    idpattern = _DEFAULT_ID
    braceidpattern = None
    # None stands for the default, re.IGNORECASE, as long as no pattern is needed.
    flags = None

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        """Give the placeholders of the template from left to right."""
        cls = type(self)
        if (cls.idpattern == _DEFAULT_ID and cls.braceidpattern is None
                and cls.flags is None and getattr(cls, 'pattern', None) is None):
            return self._scan()
        return self._match()

    def _scan(self):
        text = self.template
        delimiter = self.delimiter
        width = len(delimiter)
        length = len(text)
        start = text.find(delimiter)
        while start >= 0:
            place = start + width
            if text.startswith(delimiter, place):
                piece = _Piece(start, place + width, 'escaped')
            else:
                braced = text.startswith('{', place)
                first = end = place + braced
                if end < length and text[end] in _ID_START:
                    end += 1
                    while end < length and text[end] in _ID_REST:
                        end += 1
                if end > first and (not braced or text.startswith('}', end)):
                    piece = _Piece(start, end + braced, 'name', text[first:end])
                else:
                    piece = _Piece(start, place, 'invalid', error_at=place)
            yield piece
            start = text.find(delimiter, piece.end)

    def _match(self):
        """The same for a subclass with patterns of its own."""
        for found in self._compiled().finditer(self.template):
            name = found.group('named') or found.group('braced')
            if name is not None:
                yield _Piece(*found.span(), 'name', name)
            elif found.group('escaped') is not None:
                yield _Piece(*found.span(), 'escaped')
            elif found.group('invalid') is not None:
                yield _Piece(*found.span(), 'invalid', error_at=found.start('invalid'))
            else:
                raise ValueError('Unrecognized named group in pattern', found.re)

    def _compiled(self):
        import re
        cls = type(self)
        flags = re.IGNORECASE if cls.flags is None else cls.flags
        pattern = getattr(cls, 'pattern', None)
        if pattern is None:
            delimiter = re.escape(cls.delimiter)
            plain = cls.idpattern
            braced = cls.braceidpattern or plain
            pattern = (f'{delimiter}(?:(?P<escaped>{delimiter})|(?P<named>{plain})'
                       f'|{{(?P<braced>{braced})}}|(?P<invalid>))')
        elif not isinstance(pattern, str):
            return pattern
        return re.compile(pattern, flags | re.VERBOSE)

    def _refuse(self, piece):
        lines = self.template[:piece.error_at].splitlines(keepends=True)
        if lines:
            line = len(lines)
            column = len(lines[-1])
        else:
            line = column = 1
        raise ValueError(f'Invalid placeholder in string: line {line}, col {column}')

    def _fill(self, mapping, keywords, safe):
        text = self.template
        parts = []
        done = 0
        for piece in self._pieces():
            parts.append(text[done:piece.start])
            done = piece.end
            if piece.kind == 'escaped':
                parts.append(self.delimiter)
            elif piece.kind == 'name':
                try:
                    value = (keywords[piece.name] if piece.name in keywords
                             else mapping[piece.name])
                    parts.append(str(value))
                except KeyError:
                    if not safe:
                        raise
                    parts.append(text[piece.start:piece.end])
            elif safe:
                parts.append(text[piece.start:piece.end])
            else:
                self._refuse(piece)
        parts.append(text[done:])
        return ''.join(parts)

    def substitute(self, mapping={}, /, **kws):
        """Return the text with its placeholders filled in; KeyError if one is missing."""
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        """Like substitute(), but leave alone what cannot be filled in."""
        return self._fill(mapping, kws, True)

    def is_valid(self):
        """Return whether substitute() would find every placeholder well formed."""
        return all(piece.kind != 'invalid' for piece in self._pieces())

    def get_identifiers(self):
        """Return the names in the template, in the order of their first use."""
        return list(dict.fromkeys(
            [piece.name for piece in self._pieces() if piece.kind == 'name']))


class Formatter:
    """str.format() with every step open to be replaced in a subclass."""

    def format(self, format_string, /, *args, **kwargs):
        """Fill format_string in with the arguments."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """The same with the arguments as a sequence and a mapping."""
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth,
                 auto_arg_index=0):
        # auto_arg_index is the number of the next {}; False once numbers were given.
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        parts = []
        for text, field, spec, conversion in self.parse(format_string):
            if text:
                parts.append(text)
            if field is None:
                continue
            field, auto_arg_index = self._numbered(field, auto_arg_index)
            value, key = self.get_field(field, args, kwargs)
            used_args.add(key)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(
                spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            parts.append(self.format_field(value, spec))
        return ''.join(parts), auto_arg_index

    def _numbered(self, field, auto_arg_index):
        """Give a field without a name its number, and see that styles do not mix."""
        from _string import formatter_field_name_split
        first, _ = formatter_field_name_split(field)
        if first == '':
            if auto_arg_index is False:
                raise ValueError('cannot switch from manual field specification '
                                 'to automatic field numbering')
            return f'{auto_arg_index}{field}', auto_arg_index + 1
        if isinstance(first, int):
            if auto_arg_index:
                raise ValueError('cannot switch from automatic field numbering '
                                 'to manual field specification')
            auto_arg_index = False
        return field, auto_arg_index

    def parse(self, format_string):
        """Give (literal text, field name, format spec, conversion) for each field."""
        from _string import formatter_parser
        return formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """Return the object that a field such as 0.name[key] means, and its first part."""
        from _string import formatter_field_name_split
        first, rest = formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first

    def get_value(self, key, args, kwargs):
        """Return the argument of that number or name."""
        if isinstance(key, int):
            return args[key]
        return kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the keys used; a subclass may complain about the others."""

    def format_field(self, value, format_spec):
        """Format one value."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """Apply !s, !r or !a."""
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')
