//! A generator of ordinary Python source of any length, for timing the compiler.
//!
//! The text is written out piece by piece and never held whole: see [`crate::child`] for why the
//! commands keep their memory small.

use std::io::{self, Write};

/// Writes at least `lines` lines of source (at most one template more) and gives their number.
///
/// The text depends on `lines` only. It is a module as people write them: constants, functions with
/// defaults and annotations, classes, loops, comprehensions, string formatting, error handling,
/// comments and blank lines. It compiles, and running it defines names without computing much.
///
/// # Errors
/// Those of `out`.
pub fn write_source(out: &mut impl Write, lines: usize) -> io::Result<usize> {
    let head = "\"\"\"A long module of ordinary code.\"\"\"\n\nimport math\nimport sys\n\n\n";
    out.write_all(head.as_bytes())?;
    let mut written = head.lines().count();
    let mut number = 0;
    while written < lines {
        let text = fill(TEMPLATES[number % TEMPLATES.len()], number);
        out.write_all(text.as_bytes())?;
        written += text.bytes().filter(|&byte| byte == b'\n').count();
        number += 1;
    }
    Ok(written)
}

/// Replaces `@N` by the piece's number, `@W` by a word and `@K` by a small constant.
fn fill(template: &str, number: usize) -> String {
    const WORDS: [&str; 11] = [
        "gate", "key", "order", "queue", "record", "signal", "bolt", "reader", "total", "cache",
        "batch",
    ];
    template
        .replace("@N", &number.to_string())
        .replace("@W", WORDS[number * 7 % WORDS.len()])
        .replace("@K", &(number * 31 % 997 + 2).to_string())
}

const TEMPLATES: [&str; 6] = [
    r##"LIMIT_@N = @K
NAMES_@N = ["@W", "left", "right", "up_@N"]


def check_@W_@N(value: int, low: int = 0, high: int = @K, *, strict: bool = False) -> int:
    """Checks that value lies between low and high."""
    if value < low:
        if strict:
            raise ValueError(f"{value} is below {low}")
        return low
    elif value > high:
        if strict:
            raise ValueError(f"{value!r} is above {high:>8}")
        return high
    return value


"##,
    r##"class @W_@N:
    """Holds a name and a list of amounts."""

    default = @K

    def __init__(self, name, amounts=None):
        self.name = name
        self.amounts = list(amounts or ())
        self.@W = {"first": 1, "second": 2.5, "third": (3, 4), "fourth": None}

    def add(self, amount, weight=1):
        self.amounts.append(amount * weight + self.default)
        self.@W["first"] += 1
        return self

    @property
    def total(self):
        return sum(self.amounts)

    def largest(self):
        best = None
        for index, amount in enumerate(self.amounts):
            if best is None or amount > best[1]:
                best = (index, amount)
        return best

    def __repr__(self):
        return "@W(%r, %d)" % (self.name, self.total)


"##,
    r##"def walk_@W_@N(start, step, table):
    # Follows the table until a place comes twice.
    seen = set()
    position, distance = start, 0
    while position not in seen:
        seen.add(position)
        position = (table[position % len(table)] + step) & 0xFFFF
        distance += 1
        if distance > @K and position % 3 == 0:
            break
    else:
        distance = -distance
    pairs = [(i, j) for i in range(10) for j in range(i) if (i + j) % 2 == 0]
    return position, distance, {i: j * @K for i, j in pairs}


"##,
    r##"def load_@W_@N(path, retries=3, **options):
    result = []
    for attempt in range(retries):
        try:
            with open(path, encoding="utf-8") as file:
                for line in file:
                    key, _, value = line.partition("=")
                    if not value or key.startswith(("#", ";")):
                        continue
                    result.append((key.strip(), value.strip()))
        except FileNotFoundError as error:
            print("missing:", error.filename, file=sys.stderr)
        except (OSError, UnicodeError):
            if attempt == retries - 1:
                raise
        finally:
            options["attempts"] = attempt + 1
    return result, options


"##,
    r##"def simulate_@W_@N(steps, dt=0.001):
    x, y, angle = 0.5, -1.25e-3, math.pi / @K
    history = []
    for step in range(steps):
        speed = math.sqrt(x * x + y * y) + 1.0
        x += dt * speed * math.cos(angle)
        y -= dt * speed * math.sin(angle) / 2
        angle = (angle + 0.01 * step) % (2 * math.pi)
        if step % 10 == 0 and not (x < 0 or y > 1):
            history.append({"step": step, "x": round(x, 3), "y": round(y, 3)})

    def report(prefix, *, width=10):
        return "\n".join(f"{prefix}{entry['step']:{width}d} {entry['x']:.3f}" for entry in history)

    return report("@W: "), history[-1] if history else None


"##,
    r##"def numbers_@W_@N(limit):
    a, b = 0, 1
    while a < limit:
        yield a
        a, b = b, a + b
    yield from (n ** 2 for n in range(limit) if n % @K == 1)


@staticmethod
def order_@W_@N(items, reverse=False):
    ranked = sorted(items, key=lambda item: (-len(item), item[::-1]), reverse=reverse)
    first, *rest = ranked or ["none"]
    count = len(rest) if rest else 0
    return {
        "first": first.upper(),
        "rest": [name.title() for name in rest[:5]],
        "count": count,
        "mask": 1 << count | 0x0F ^ ~@N & 0xFF,
        "odd": {n for n in range(count) if n & 1},
    }


"##,
];

#[cfg(test)]
mod tests {
    use super::write_source;

    #[test]
    fn the_text_has_the_stated_length_and_no_marks_left() {
        let mut text = Vec::new();
        let lines = write_source(&mut text, 1000).expect("a vector takes all");
        let text = String::from_utf8(text).expect("the text is UTF-8");
        assert!((1000..1050).contains(&lines));
        assert_eq!(text.lines().count(), lines);
        assert!(!text.contains("@N") && !text.contains("@W") && !text.contains("@K"));
    }
}
