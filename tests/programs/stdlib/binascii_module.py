# binascii: base64, hexadecimal, uuencode, quoted-printable and checksums, and what is refused.
import binascii


def show(function, *args, **keywords):
    try:
        print(function.__name__, repr(function(*args, **keywords)))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


print(binascii.Error.__mro__, binascii.Incomplete.__mro__)
for text in (b'', b'YQ==', b'YQ=', b'YQ', b'Y', b'YWJj', b'YWJj\n', b'=', b'==', b'===', b'YQ==YQ==',
             b'Y Q = =', b'a!b@c#d', b'YQ===', b'YWI=', b'YWI==', b'=YQ==', b'YW=I', 'YQ==', 'é',
             b'YWJjZA', b'AAAAA', b'YQ==x', b'YWJj=', b'YWJj==', b'YQ=a=', b'YQ=a', b'Y=', b'Y==',
             b'YQ==\n', b'YQ=\n', b'YWJj\n=', b'YWJjY=', b'YWJjY=Q', b'YQ====', b'\n=', b'YWJj=Y',
             b'YWI=YQ==', b'YWJj\xff=Y', memoryview(b'YQ=='), memoryview(b'YWJj')[::2]):
    show(binascii.a2b_base64, text)
    show(binascii.a2b_base64, text, strict_mode=True)
show(binascii.a2b_base64, 5)
show(binascii.a2b_base64)
for data in (b'abc', b'a', b'ab', b'', 'a', bytes(range(256)), memoryview(b'abcd')[::2]):
    show(binascii.b2a_base64, data)
    show(binascii.b2a_base64, data, newline=False)
for text in (b'', b'0', b'00', b'0g', b'aBcD', 'ff', 'f', b'0 0', 'é', 5, b'+1', bytearray(b'0f')):
    show(binascii.unhexlify, text)
show(binascii.a2b_hex, b'x')
for args in ((b'',), (b'abc',), (b'abcdef', ':'), (b'abcdef', b'-', 2), (b'abcdef', '-', -2),
             (b'abcdefg', '-', 2), (b'abcdefg', '-', -2), (b'abc', '::'), (b'abc', 'é'), (b'abc', 'ł'),
             (b'abc', 5), (b'abc', [1]), (b'abc', '', 2), (b'abc', ':', 0), ('abc',), (b'abcdef', '-', 100),
             (b'abc', b'\xff'), (b'abc', ':', 'x'), (b'ab', ':', 1 << 40)):
    show(binascii.hexlify, *args)
show(binascii.hexlify, data=b'abc', sep=':')
show(binascii.b2a_hex, b'abc', bytes_per_sep=1)
show(binascii.hexlify)
for line in (b'', b' ', b' \n', b'#86)C\n', b'#86)C', b'!x', b'&86)C9&5F\n', b'#86)C    \n',
             b'#86)C!!', b'\x7f', b'#8~)C', b'%86)C', '#86)C', b'#86)C```\n', b'"!@@'):
    show(binascii.a2b_uu, line)
for data in (b'', b'abc', b'abcd', b'\0\0', bytes(45), bytes(46), bytes(range(45)), 'x'):
    show(binascii.b2a_uu, data)
    show(binascii.b2a_uu, data, backtick=True)
for text in (b'', b'a=20b', b'a=\nb', b'a=\r\nb', b'a_b', b'=', b'==', b'=4', b'=G1', b'=41=',
             b'a=  \nb', b'=c3=A9', b'a=xb', 'q=41', b'=\r', b'===41', 'é', b'=\rx\ny'):
    show(binascii.a2b_qp, text)
    show(binascii.a2b_qp, text, header=True)
for data in (b'', b'a b', b'a\tb ', b'x' * 80, b'a=b', b'a\nb\r\nc', b'.\n', b'.', b'\xe9\xff', b'a \n',
             b'a_b', b' ' * 80, b'a\rb', b'ab.\n..', b'=\n', b'x' * 75 + b'=', b'x' * 74 + b'\xe9\n',
             b'a\r', b'tr \r\nx\t\n', b'.\0', bytes(range(256)), b'x' * 76 + b'\n' + b'y' * 77):
    show(binascii.b2a_qp, data)
    show(binascii.b2a_qp, data, quotetabs=True)
    show(binascii.b2a_qp, data, istext=False)
    show(binascii.b2a_qp, data, header=True)
    show(binascii.b2a_qp, data, True, False, True)
    for keywords in ({}, {'header': True}, {'quotetabs': True, 'istext': False}):
        text = binascii.b2a_qp(data, **keywords)
        print(binascii.a2b_qp(text, header=keywords.get('header', False)) == data)
show(binascii.b2a_qp, 'x')
for args in ((b'abc',), (b'abc', 5), (b'abc', -1), (b'abc', 1 << 40), ('x',), (), (bytes(100_000), 7)):
    show(binascii.crc32, *args)
for args in ((b'abc', 0), (b'abc', -1), (b'abc', 1 << 20), (b'a',), (b'a', 'x'), (b'a', 1 << 70),
             (bytes(range(256)) * 10, 99)):
    show(binascii.crc_hqx, *args)
