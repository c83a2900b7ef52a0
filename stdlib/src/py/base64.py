"""Bytes as text of few characters: Base16, 32, 64 and 85."""

import binascii

__all__ = ['encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode',
           'b32decode', 'b32hexencode', 'b32hexdecode', 'b16encode', 'b16decode', 'b85encode',
           'b85decode', 'a85encode', 'a85decode', 'z85encode', 'z85decode', 'standard_b64encode',
           'standard_b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode']

# Lines of encode(): characters, and the bytes that they stand for.
MAXLINESIZE = 76
MAXBINSIZE = MAXLINESIZE // 4 * 3


def _encoded(s):
    """What is to be decoded: bytes, or text that must be ASCII."""
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters') from None
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError('argument should be a bytes-like object or ASCII string, '
                        f'not {s.__class__.__name__!r}') from None


def _plain(s):
    """What is to be encoded, as bytes."""
    return s if isinstance(s, (bytes, bytearray)) else memoryview(s).tobytes()


# Base64

_to_urlsafe = bytes.maketrans(b'+/', b'-_')
_from_urlsafe = bytes.maketrans(b'-_', b'+/')


def b64encode(s, altchars=None):
    """Encode bytes; altchars are two characters in place of + and /."""
    text = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        text = text.translate(bytes.maketrans(b'+/', altchars))
    return text


def b64decode(s, altchars=None, validate=False):
    """Decode text; with validate, what does not belong there is an error."""
    s = _encoded(s)
    if altchars is not None:
        altchars = _encoded(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Encode bytes with the standard alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode text of the standard alphabet."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Encode bytes with - and _ in place of + and /."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """Decode text with - and _ in place of + and /."""
    return b64decode(_encoded(s).translate(_from_urlsafe))


# Base32

_B32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_B32HEX = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'


def _b32encode(alphabet, s):
    s = _plain(s)
    left = len(s) % 5
    if left:
        s = s + bytes(5 - left)
    text = bytearray()
    for at in range(0, len(s), 5):
        group = int.from_bytes(s[at:at + 5])
        for shift in range(35, -1, -5):
            text.append(alphabet[group >> shift & 31])
    if left:
        padding = (0, 6, 4, 3, 1)[left]
        text[-padding:] = b'=' * padding
    return bytes(text)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _encoded(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        map01 = _encoded(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b'01', b'O' + map01))
    if casefold:
        s = s.upper()
    digits = s.rstrip(b'=')
    padding = len(s) - len(digits)
    values = {character: value for value, character in enumerate(alphabet)}
    data = bytearray()
    group = 0
    for at in range(0, len(digits), 8):
        group = 0
        for character in digits[at:at + 8]:
            if character not in values:
                raise binascii.Error('Non-base32 digit found')
            group = group << 5 | values[character]
        data += group.to_bytes(5)
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if padding and data:
        last = (group << 5 * padding).to_bytes(5)
        data[-5:] = last[:(40 - 5 * padding) // 8]
    return bytes(data)


def b32encode(s):
    """Encode bytes with the letters A-Z and the digits 2-7."""
    return _b32encode(_B32, s)


def b32decode(s, casefold=False, map01=None):
    """Decode text; casefold allows small letters, map01 says which letter a 1 is (a 0 is an O)."""
    return _b32decode(_B32, s, casefold, map01)


def b32hexencode(s):
    """Encode bytes with the digits 0-9 and the letters A-V."""
    return _b32encode(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    """Decode text of the digits 0-9 and the letters A-V; casefold allows small letters."""
    return _b32decode(_B32HEX, s, casefold)


# Base16

def b16encode(s):
    """Encode bytes as hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode hexadecimal digits; casefold allows small letters."""
    s = _encoded(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b'0123456789ABCDEF'):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


# Base85

_A85 = bytes(range(33, 118))
_B85 = (b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
        b'!#$%&()*+-;<=>?@^_`{|}~')
_Z85 = (b'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
        b'.-:+=^!/*?&<>()[]{}@%$#')


def _85encode(b, alphabet, pad, short=()):
    """Four bytes as five characters; short holds groups that are one character."""
    b = _plain(b)
    missing = -len(b) % 4
    b = b + bytes(missing)
    text = bytearray()
    end = len(b) - 4
    for at in range(0, len(b), 4):
        group = b[at:at + 4]
        if bytes(group) in short and not (at == end and missing and not pad):
            text += short[bytes(group)]
            continue
        value = int.from_bytes(group)
        digits = bytearray()
        for _ in range(5):
            value, digit = divmod(value, 85)
            digits.append(alphabet[digit])
        digits.reverse()
        text += digits
    if missing and not pad:
        del text[-missing:]
    return bytes(text)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode bytes as Ascii85.

    foldspaces writes four spaces as y; wrapcol is the length of lines; pad fills up with null bytes;
    adobe puts <~ and ~> around it.
    """
    b = _plain(b)
    short = {bytes(4): b'z'}
    if foldspaces:
        short[b' ' * 4] = b'y'
    text = _85encode(b, _A85, pad, short)
    if adobe:
        text = b'<~' + text
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [text[at:at + wrapcol] for at in range(0, len(text), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b'')
        text = b'\n'.join(lines)
    return text + b'~>' if adobe else text


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\x0b'):
    """Decode Ascii85; the arguments are those of a85encode(), and which characters to skip."""
    b = _encoded(b)
    if adobe:
        if not b.endswith(b'~>'):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        b = b[2:-2] if b.startswith(b'<~') else b[:-2]
    data = bytearray()
    group = []
    # The last group is filled up with the highest digit; what that adds is cut off.
    for character in b + b'u' * 4:
        if 33 <= character <= 117:
            group.append(character - 33)
            if len(group) == 5:
                value = 0
                for digit in group:
                    value = value * 85 + digit
                if value >> 32:
                    raise ValueError('Ascii85 overflow')
                data += value.to_bytes(4)
                group = []
        elif character == 122:
            if group:
                raise ValueError('z inside Ascii85 5-tuple')
            data += bytes(4)
        elif foldspaces and character == 121:
            if group:
                raise ValueError('y inside Ascii85 5-tuple')
            data += b' ' * 4
        elif character not in ignorechars:
            raise ValueError(f'Non-Ascii85 digit found: {chr(character)}')
    extra = 4 - len(group)
    if extra:
        del data[-extra:]
    return bytes(data)


def _85decode(b, alphabet, name):
    b = _encoded(b)
    missing = -len(b) % 5
    b = b + alphabet[-1:] * missing
    values = {character: value for value, character in enumerate(alphabet)}
    data = bytearray()
    for at in range(0, len(b), 5):
        value = 0
        for place, character in enumerate(b[at:at + 5], at):
            if character not in values:
                raise ValueError(f'bad {name} character at position {place}')
            value = value * 85 + values[character]
        if value >> 32:
            raise ValueError(f'{name} overflow in hunk starting at byte {at}')
        data += value.to_bytes(4)
    if missing:
        del data[-missing:]
    return bytes(data)


def b85encode(b, pad=False):
    """Encode bytes in base 85; pad fills up with null bytes."""
    return _85encode(b, _B85, pad)


def b85decode(b):
    """Decode text of base 85."""
    return _85decode(b, _B85, 'base85')


def z85encode(s):
    """Encode bytes in base 85 with ZeroMQ's alphabet."""
    return _85encode(s, _Z85, False)


def z85decode(s):
    """Decode text of base 85 with ZeroMQ's alphabet."""
    return _85decode(s, _Z85, 'z85')


# Files, and lines

def encode(input, output):
    """Encode what a binary file holds, in lines, into another."""
    while True:
        data = input.read(MAXBINSIZE)
        if not data:
            break
        # A pipe may give less at once than there is.
        while len(data) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(data))):
            data += more
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    """Decode the lines of a binary file into another."""
    for line in iter(input.readline, b''):
        output.write(binascii.a2b_base64(line))


def _check_bytes(s):
    """Refuse what is not one row of single bytes."""
    try:
        view = memoryview(s)
    except TypeError as error:
        raise TypeError(f'expected bytes-like object, not {s.__class__.__name__}') from error
    if view.format not in ('c', 'b', 'B'):
        raise TypeError(f'expected single byte elements, not {view.format!r} from '
                        f'{s.__class__.__name__}')
    if view.ndim != 1:
        raise TypeError(f'expected 1-D data, not {view.ndim}-D data from {s.__class__.__name__}')


def encodebytes(s):
    """Encode bytes in lines."""
    _check_bytes(s)
    return b''.join([binascii.b2a_base64(s[at:at + MAXBINSIZE])
                     for at in range(0, len(s), MAXBINSIZE)])


def decodebytes(s):
    """Decode the lines that encodebytes() gives."""
    _check_bytes(s)
    return binascii.a2b_base64(s)
