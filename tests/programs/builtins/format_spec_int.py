"""Format specifications for int and bool."""
specs = ["", "d", "5", "<5", ">5", "^5", "=5", "*^7", "05", "+", "-", " ", "+05", "x", "X", "o", "b", "#x", "#X", "#o", "#b", "#010x", "08b", ",", "_", "_x", "_b", "#_x", "015,", "c", "e", "f", ".2f", "g", "%", ".1%", "n", "=+8", "0=5", "<05", "x^+9,", "#06b", "_o", "_d", "e>6", "é^7", "z.1f", "10,.2f", "E", "G", "F", "#.0f", "#g"]
for n in (0, 42, -7, 1234567, -65535):
    row = []
    for spec in specs:
        try:
            row.append(format(n, spec))
        except (ValueError, OverflowError) as e:
            row.append(f"{type(e).__name__}: {e}")
    print(n, *row, sep="|")
big = 10 ** 30 + 12345
print(f"{big:,}", f"{big:_}", f"{big:x}", f"{big:_x}", f"{big:#b}"[:20], f"{big:e}", f"{big:.3g}", f"{big:40,}", f"{-big:050_d}", f"{big:o}", f"{big:.2f}"[:10], f"{big:+}", f"{10**400:d}"[:5])
print(format(True), format(True, "d"), format(False, "5"), format(True, "x"), format(True, ".1f"), f"{True:<6}|{True!s:<6}|{False:n}")
for spec in ["s", "q", "5.2", "5.2d", ".5x", "+c", "#c", ",x", "_c", ",b", "1000000000000000000000", "d5", "<<<", "zd", "z", ",,", "__", ",_", "_,", ".", ".d", "5.", "%%", "ll", "#s", " x x", "\x00", "10c,", "=", "{", "{}", ",e,"]:
    try:
        print(repr(spec), repr(format(5, spec)))
    except ValueError as e:
        print(repr(spec), e)
try:
    format(10 ** 400, "f")
except OverflowError as e:
    print(e)
try:
    format(0x110000, "c")
except OverflowError as e:
    print(e)
try:
    format(-1, "c")
except OverflowError as e:
    print(e)
for a in [(5, 5), (), (5, "d", 1), (5, None)]:
    try:
        print(format(*a))
    except TypeError as e:
        print(e)
print(format(97, "c"), format(0x1F600, "c"), format(65, "5c") + "|", format(65, "^5c") + "|", format(65, "<5c") + "|", format(5, "*<5"), format(-5, "*=5"), format(5, "+<5"), format(-255, "#=+10x"), format(3, "\U0001F600>3"))
print(int.__format__(7, "03"), (7).__format__(">3"), format(7, ""), "{:>{w}}".format(7, w=3), f"{7:{'0'}{4}}")
