"""string: constants, Template, Formatter, capwords."""
import string

print(string.ascii_lowercase, string.ascii_uppercase == string.ascii_lowercase.upper(), len(string.ascii_letters), string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello  wORLD foo"), string.capwords("a-b-c", "-"), string.capwords(" x "))
t = string.Template("$who owes ${what}s $$5 $who")
print(t.substitute(who="Al", what="coin"), t.substitute({"who": "B", "what": "x"}), t.safe_substitute(who="C"), t.template, t.get_identifiers(), t.is_valid(), string.Template("$bad-").safe_substitute(), string.Template("$a").substitute({"a": 1}, a=2), string.Template("${x}y$z").safe_substitute(x=1))
for s, kw in [("$who", {}), ("$", {}), ("${}", {}), ("$1", {}), ("${a b}", {}), ("line\n$ x", {}), ("$é", {"é": 1})]:
    try:
        print(string.Template(s).substitute(**kw))
    except (KeyError, ValueError) as e:
        print(type(e).__name__, e)


class T(string.Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


print(T("%with_under $x %% %other").safe_substitute(with_under="ok"))
f = string.Formatter()
print(f.format("{0} {a!r} {b:>5}", 1, a="x", b=2), list(f.parse("a{b!r:c}{{d}}{}")), f.vformat("{x}", (), {"x": 1}), f.format("{:{}}", "a", 4) + "|", list(f.parse("")), f.get_field("a[0].real", (), {"a": [5]}), f.convert_field(5, "r"), f.format_field(3.14159, ".2f"))


class Upper(string.Formatter):
    def get_value(self, key, args, kw):
        return kw.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kw)

    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == "u" else super().convert_field(value, conversion)

    def check_unused_args(self, used, args, kw):
        self.unused = sorted(set(kw) - set(used))


u = Upper()
print(u.format("{a!u} {missing} {0}", "pos", a="up", extra=1), u.unused)
for fn in (lambda: f.format("{0}"), lambda: f.format("{a}"), lambda: f.format("{"), lambda: f.format(), lambda: f.format("{!z}", 1), lambda: f.format("{} {1}", 1, 2), lambda: f.format("{1} {}", 1, 2)):
    try:
        print(fn())
    except (IndexError, KeyError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
