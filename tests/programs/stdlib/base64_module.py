# base64: every alphabet in both directions, and what is refused.
import base64, binascii, io
def t(f, *a, **k):
    try: print(f.__name__, repr(f(*a, **k)))
    except BaseException as e: print(f.__name__, type(e).__name__, e)
B=base64
for d in (b'', b'a', b'ab', b'abc', b'\xff\xfe\xfd', bytearray(b'xyz'), memoryview(b'hello'), 'text', 5, memoryview(b'abcd')[::2]):
    for f in (B.b64encode, B.standard_b64encode, B.urlsafe_b64encode, B.b32encode, B.b32hexencode, B.b16encode, B.b85encode, B.a85encode, B.z85encode, B.encodebytes): t(f,d)
t(B.b64encode,b'\xfb\xff',b'-_'); t(B.b64encode,b'\xfb\xff','-_'); t(B.b64encode,b'x',b'-'); t(B.b64encode,b'x',b'')
for d in (b'', b'YQ==', 'YQ==', b'YQ', b'Y', 'é', 5, b'-_-_', b'+/+/', b'Y Q=\n=', memoryview(b'YQ=='), bytearray(b'YWJj')):
    for f in (B.b64decode, B.standard_b64decode, B.urlsafe_b64decode, B.decodebytes): t(f,d)
t(B.b64decode,b'Y!Q==',validate=True); t(B.b64decode,b'-_-_',b'-_'); t(B.b64decode,b'-_-_','-_',True); t(B.b64decode,b'-_-_',b'x'); t(B.b64decode,b'YQ==',None,True)
for d in (b'', b'ME======', b'MFRA====', b'MFRGG===', b'MFRGGZA=', b'MFRGGZDF', b'me======', b'M', b'M=======', b'MFRGGZD1', b'MFR=====', 'ME======', 'é', 5, b'MFRGG==', b'MFRGG0==', b'MFRGGZD=', b'========', b'ME=====A', b'M1023456', b'MO023456'):
    t(B.b32decode,d); t(B.b32decode,d,True); t(B.b32decode,d,map01=b'I'); t(B.b32hexdecode,d); t(B.b32hexdecode,d,casefold=True)
t(B.b32decode,b'M1======',map01='L'); t(B.b32decode,b'M1======',map01=b'LL'); t(B.b32hexdecode, b'C4======'); t(B.b32hexdecode, b'c4======', True)
for d in (b'', b'0A', b'0a', b'0', b'0G', '0A', 'é', 5, b'41 42'): t(B.b16decode,d); t(B.b16decode,d,True)
for d in (bytes(4), bytes(5), b' '*4, b'    a', b'hello world', b'\0\0\0\0\xff', bytes(range(20)), b'a'*50, b'~>'):
    t(B.a85encode,d); t(B.a85encode,d,foldspaces=True); t(B.a85encode,d,pad=True); t(B.a85encode,d,adobe=True); t(B.a85encode,d,wrapcol=10); t(B.a85encode,d,wrapcol=1,adobe=True); t(B.b85encode,d); t(B.b85encode,d,True); t(B.b85encode,d,pad=True); t(B.z85encode,d)
for d in (b'', b'z', b'zz', b'y', b'BOu!rD]', b'BOu!rD]j7BEbo7', b'<~BOu!r~>', b'BOu!r~>', b'<~BOu!r', b'BO u!\nr', b'BOz', b'\x7f', b'vvvvv', b's8W-!', b's8W-"', 'BOu!r', 'é', 5, b'B', b'BO', b'!', b'uuuuu', b'+<VdL', b'y!!'):
    t(B.a85decode,d); t(B.a85decode,d,foldspaces=True); t(B.a85decode,d,adobe=True); t(B.a85decode,d,ignorechars=b''); t(B.b85decode,d); t(B.z85decode,d)
for d in (b'Xk~0{', b'Xk~0{Zv', b'|NsC0', b'|NsC1', b'~~~~~', b'0', b'00', b'Xk "0', b'\xff', b'000000000"'): t(B.b85decode,d); t(B.z85decode,d)
i=io.BytesIO(b'x'*200); o=io.BytesIO(); B.encode(i,o); print(o.getvalue()); o.seek(0); p=io.BytesIO(); B.decode(o,p); print(p.getvalue()==b'x'*200)
t(B.encodebytes,b'q'*100); t(B.decodebytes,'x'); t(B.encodebytes,5); t(B.encodebytes, memoryview(b'ab').cast('H')); t(B.b32encode, memoryview(b'abcd').cast('I'))
print(B.MAXLINESIZE,B.MAXBINSIZE,B.__all__)
