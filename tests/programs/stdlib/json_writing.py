"""json: writing: values, keys, strings, indentation, hooks, pieces, messages with notes."""
import collections, enum, io, json

def attempt(f, *args, **named):
    try:
        print(ascii(f(*args, **named)))
    except BaseException as e:
        print(type(e).__name__, e, getattr(e, "__notes__", []))

class X: pass
class I(int):
    def __repr__(self): return "I!"
class F(float):
    def __repr__(self): return "F!"
class S(str):
    def __repr__(self): return "S!"
class L(list): pass
class D(dict): pass
class E(enum.IntEnum):
    A = 5
Point = collections.namedtuple("Point", "x y")
same = [1]
shared = [same, same]
values = [None, True, False, 0, -1, 10 ** 30, 1.5, 1e16, 1e-7, -0.0, float("inf"), "", "text", [], (), {}, [[]], [1, [2, (3,)]], {"a": {"b": []}},
          [I(3), F(2.5), S("x"), E.A, {I(3): 1, F(2.5): 2, S("k"): 3, E.A: 4}], L([1, L()]), D(a=1, b=D()), Point(1, [2]), shared,
          collections.OrderedDict(b=1, a=2), collections.Counter("aab"), {1: 2, 1.5: 3, None: 5, "s": 6, False: 7, 10 ** 20: 8},
          "\u20ac\x7f\x00\n\r\t\b\f\"\\/\U0001f600\ud800\u2028\xe9", {"\u20ac": "\u20ac"}]
for v in values:
    attempt(json.dumps, v)
    attempt(json.dumps, v, indent=2)
    attempt(json.dumps, v, ensure_ascii=False, separators=(",", ":"))
    for indent in (None, 1, "--"):
        encoder = json.JSONEncoder(indent=indent)
        assert "".join(encoder.iterencode(v)) == encoder.encode(v)
        assert indent == "--" or repr(json.loads(encoder.encode(v))) == repr(json.loads(json.dumps(v)))
nested = {"a": [1, 2, {}], "b": [], "c": {"d": ()}}
for indent in (None, 0, 1, 2, "\t", "--", True, -1):
    attempt(json.dumps, nested, indent=indent)
attempt(json.dumps, [1, 2], indent=2, separators=(",", ":"))
attempt(json.dumps, {"b": 1, "a": {"d": 1, "c": 2}}, sort_keys=True)
attempt(json.dumps, {"b": 1, 2: 2}, sort_keys=True)
attempt(json.dumps, {(1, 2): 3})
attempt(json.dumps, {(1, 2): 3, "b": 1, X: 2}, skipkeys=True)
attempt(json.dumps, {(1, 2): 3}, skipkeys=True, indent=1)
for v in (float("nan"), [float("inf")], {float("-inf"): 1}, {"a": [1, float("nan")]}):
    attempt(json.dumps, v)
    attempt(json.dumps, v, allow_nan=False)
for v in (X(), [1, X()], {"a": {"b": X()}}, b"x", {1}, 3 + 4j, [[{1: (0, {2})}]], 10 ** 5000):
    attempt(json.dumps, v)
    attempt(lambda: "".join(json.JSONEncoder().iterencode(v)))
attempt(json.dumps, X(), default=lambda o: ["x"])
attempt(json.dumps, [X()], default=lambda o: o)
attempt(json.dumps, {"k": [X()]}, default=lambda o: 1 / 0)
a = []
a.append(a)
d = {}
d["x"] = [d]
attempt(json.dumps, a)
attempt(json.dumps, d)
try:
    json.dumps(a, check_circular=False)
except RecursionError as e:
    print("too deep", e.__notes__[0])
print(list(json.JSONEncoder().iterencode([1, [2, {"a": 3}], "x", {}])), list(json.JSONEncoder(indent=1).iterencode({"a": [1], "b": 2.5})), list(json.JSONEncoder().iterencode("s")))
class Encoder(json.JSONEncoder):
    item_separator = " ; "
    def default(self, o):
        return "X" if isinstance(o, X) else super().default(o)
attempt(json.dumps, [X(), 1], cls=Encoder)
attempt(json.dumps, [{1}], cls=Encoder)
attempt(json.dumps, {}, foo=1)
attempt(json.dumps, "a", separators=3)
out = io.StringIO()
json.dump({"a": [1], "b": None}, out, indent=1)
print(out.getvalue())
out = io.StringIO()
attempt(json.dump, [1, X()], out)
print(out.getvalue())
from json.encoder import encode_basestring, encode_basestring_ascii
attempt(encode_basestring_ascii, "\u20ac")
attempt(encode_basestring, "\u20ac\"")
attempt(encode_basestring_ascii, 3)
