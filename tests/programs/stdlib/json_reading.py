"""json: reading: values, white space, escapes, hooks, encodings, messages."""
import io, json

def attempt(f, *args, **named):
    try:
        print(ascii(f(*args, **named)))
    except json.JSONDecodeError as e:
        print(type(e).__name__, e, e.pos, e.lineno, e.colno)
    except BaseException as e:
        print(type(e).__name__, e)

for s in ("", "[", "[1", "[1,", "[1,]", "[1 2]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a:1}", '{"a" 1}', '"abc', '"a\nb"',
          '"\\x"', '"\\u12"', '"\\u12g4"', '"\\', '"\\u', '"\\u1234', "1 2", "\ufeff1", "nul", "tru", "-", "01", "1.", "1e", "1e+", "-Infinity", "NaN",
          "Infinity", "-Inf", '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx\\ude00"', '"\\ud83d\\u0041"', '"\\ud83d\\ud83d\\ude00"', "[]]",
          "  [ 1 , 2 ]  ", '{"a":1,"a":2}', "1E5", "-0", "-0.0", "1.5e-3", "1e400", "12345678901234567890123", "-99999999999999999999", '{"a":1 "b":2}',
          "{'a':1}", "[1,\n2,\n3 4]", "\x00", '"\t"', '{"a":1,\n}', "{1:2}", "\u00e4", '"\u20ac\\"', "[\u20ac", '["\u20ac\u20ac", x]', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\u00e4"',
          "\t\r\n [ true\n,\tfalse , null ] \n", "\u00a01", '{"x": {"y": [[], {}, ""]}, "": 0}', '{"\u00e4": "\u20ac\\u20ac", "\\u00e4": 2}', "9" * 19, "-" + "9" * 18,
          "[1,2", '{"a":1}}', "nan", '"\x7f"', '["a","b"', "[[[[", '{"a":{"b":[1,{"c":']):
    print(ascii(s), end=" ")
    attempt(json.loads, s)
    if '"' in s:
        attempt(json.loads, s, strict=False)
for s in (3, None, b'"\xc3\xa4"', bytearray(b"[1]"), b"\xff", b"\xef\xbb\xbf1", b"", b"1", b"12", memoryview(b"1")):
    attempt(json.loads, s)
for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
    for text in ('["\u20ac"]', "1", "12", "{}"):
        data = text.encode(encoding)
        print(json.detect_encoding(data), ascii(json.loads(data)))
attempt(json.loads, "1" * 5000)
for deep in ("[" * 100000, '{"a":' * 100000):
    try:
        json.loads(deep)
    except RecursionError:
        print("too deep")
attempt(json.loads, '{"a":[1,2.5,null,{"b":{}}]}', object_hook=lambda d: ("H", d))
attempt(json.loads, '{"a":[1,2.5,NaN,-Infinity,"s"],"a":2}', object_pairs_hook=lambda d: d, parse_int=str, parse_float=lambda s: "f" + s, parse_constant=lambda s: "c" + s)
attempt(json.loads, "[1, {}]", object_hook=lambda d: 1 / 0)
attempt(json.loads, "{}", object_hook=len, object_pairs_hook=lambda p: p)
attempt(json.loads, "{}", foo=1)
class Decoder(json.JSONDecoder):
    def decode(self, s):
        return "D", super().decode(s)
attempt(json.loads, "[1]", cls=Decoder)
d = json.JSONDecoder()
attempt(d.raw_decode, "  [1] x", 2)
attempt(d.raw_decode, "\u20ac [1, \"\u20ac\"] x", 2)
for s, at in (("x", 0), ("1", -1), ("1", 5), ("", 0)):
    attempt(d.raw_decode, s, at)
attempt(d.scan_once, "[1]", 0)
try:
    d.scan_once("x", 0)
except StopIteration as e:
    print("stop", e.value)
try:
    json.loads("[1,\n2,x]")
except json.JSONDecodeError as e:
    print(e.msg, repr(e.doc), e.args, type(e).__mro__, e.__reduce__())
print(json.load(io.StringIO("[2]")), json.__all__)
a, b = json.loads('[{"key": 1}, {"key": 2}]')
print(next(iter(a)) is next(iter(b)))
from json.decoder import scanstring
attempt(scanstring, '"abc"x', 1)
attempt(scanstring, "abc", 0)
attempt(scanstring, "abc", 9)
attempt(scanstring, 3, 0)
