//! Which part of a failed expression a traceback underlines with `^` and which with `~`: the
//! operator of `a + b`, the call of `f(x)`, the subscription of `a[i]`.

use std::cmp::Ordering;

use crate::text::width::columns;

/// Characters of a line.
pub(super) type Line = Vec<char>;

const LONG_OPERATORS: &[&str] = &[
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "->", ":=", "==", "!=", "<=", ">=",
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
];
/// Words that make an expression something else than an operation, a call or a subscription.
const OTHER_WORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];
const POWER: u8 = 8;

/// How tightly a binary operator binds; `**` is treated apart.
fn level(op: &str) -> Option<u8> {
    Some(match op {
        "|" => 1,
        "^" => 2,
        "&" => 3,
        "<<" | ">>" => 4,
        "+" | "-" => 5,
        "*" | "@" | "/" | "//" | "%" => 6,
        _ => return None,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Name,
    Number,
    Operator,
    Text,
}

struct Token {
    kind: TokenKind,
    text: String,
    line: usize,
    start: usize,
    end: usize,
}

impl Token {
    fn is_op(&self, text: &str) -> bool {
        self.kind == TokenKind::Operator && self.text == text
    }
}

/// The part underlined with `^`, as (line, column) from and to.
#[derive(Clone, Copy)]
pub(super) struct Anchors {
    pub(super) left: (usize, usize),
    pub(super) right: (usize, usize),
}

fn starts_with(line: &[char], at: usize, text: &str) -> bool {
    text.chars()
        .enumerate()
        .all(|(i, c)| line.get(at + i) == Some(&c))
}

fn tokens_of(lines: &[Line]) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let (mut number, mut column) = (0, 0);
    while number < lines.len() {
        let line = &lines[number];
        let Some(&c) = line.get(column) else {
            (number, column) = (number + 1, 0);
            continue;
        };
        if matches!(c, ' ' | '\t' | '\x0c') {
            column += 1;
            continue;
        }
        if matches!(c, '#' | '\\') {
            (number, column) = (number + 1, 0);
            continue;
        }
        let token = |kind, start: usize, end: usize| Token {
            kind,
            text: line[start..end].iter().collect(),
            line: number,
            start,
            end,
        };
        let quote_at;
        if c.is_alphabetic() || c == '_' || !c.is_ascii() {
            let mut end = column + 1;
            while line
                .get(end)
                .is_some_and(|c| c.is_alphanumeric() || *c == '_')
            {
                end += 1;
            }
            let word: String = line[column..end].iter().collect::<String>().to_lowercase();
            let is_prefix = matches!(
                word.as_str(),
                "r" | "u" | "b" | "f" | "t" | "br" | "rb" | "fr" | "rf" | "tr" | "rt"
            );
            if !(is_prefix && matches!(line.get(end), Some('"' | '\''))) {
                found.push(token(TokenKind::Name, column, end));
                column = end;
                continue;
            }
            quote_at = end;
        } else if matches!(c, '"' | '\'') {
            quote_at = column;
        } else if c.is_ascii_digit()
            || c == '.' && line.get(column + 1).is_some_and(char::is_ascii_digit)
        {
            let end = number_end(line, column);
            found.push(token(TokenKind::Number, column, end));
            column = end;
            continue;
        } else {
            let long = LONG_OPERATORS
                .iter()
                .find(|op| starts_with(line, column, op));
            let end = column + long.map_or(1, |op| op.len());
            found.push(token(TokenKind::Operator, column, end));
            column = end;
            continue;
        }
        let raw = line[column..quote_at]
            .iter()
            .any(|c| matches!(c, 'r' | 'R'));
        let (end_line, end) = string_end(lines, number, quote_at, raw)?;
        found.push(Token {
            kind: TokenKind::Text,
            text: String::new(),
            line: number,
            start: column,
            end,
        });
        (number, column) = (end_line, end);
    }
    Some(found)
}

fn number_end(line: &[char], at: usize) -> usize {
    let hex = starts_with(line, at, "0x") || starts_with(line, at, "0X");
    let mut end = at + 1;
    while let Some(&c) = line.get(end) {
        let sign = matches!(c, '+' | '-') && matches!(line[end - 1], 'e' | 'E') && !hex;
        if !(c.is_alphanumeric() || matches!(c, '.' | '_') || sign) {
            break;
        }
        end += 1;
    }
    end
}

/// Line and column after the string whose quote is there.
fn string_end(
    lines: &[Line],
    mut number: usize,
    mut column: usize,
    _raw: bool,
) -> Option<(usize, usize)> {
    let quote = lines[number][column].to_string();
    let triple = quote.repeat(3);
    let quote = if starts_with(&lines[number], column, &triple) {
        triple
    } else {
        quote
    };
    column += quote.len();
    loop {
        let line = &lines[number];
        if column >= line.len() {
            let escaped = line.last() == Some(&'\\');
            number += 1;
            if number >= lines.len() || quote.len() == 1 && !escaped {
                return None;
            }
            column = 0;
        } else if line[column] == '\\' {
            column += 2;
        } else if starts_with(line, column, &quote) {
            return Some((number, column + quote.len()));
        } else {
            column += 1;
        }
    }
}

fn closing(open: &str) -> Option<&'static str> {
    Some(match open {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        _ => return None,
    })
}

/// For every bracket the place of its partner.
fn match_brackets(tokens: &[Token]) -> Option<Vec<Option<usize>>> {
    let mut partners = vec![None; tokens.len()];
    let mut open = Vec::new();
    for (place, token) in tokens
        .iter()
        .enumerate()
        .filter(|(_, t)| t.kind == TokenKind::Operator)
    {
        if closing(&token.text).is_some() {
            open.push(place);
        } else if matches!(token.text.as_str(), ")" | "]" | "}") {
            let opening = open.pop()?;
            if closing(&tokens[opening].text) != Some(&token.text) {
                return None;
            }
            partners[opening] = Some(place);
            partners[place] = Some(opening);
        }
    }
    open.is_empty().then_some(partners)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Binary,
    Call,
    Subscript,
    Other,
}

/// An expression, known by its outermost operation.
pub(super) struct Expression {
    shape: Shape,
    place: usize,
    tokens: Vec<Token>,
    partners: Vec<Option<usize>>,
}

impl Expression {
    /// Takes the text of an expression apart.
    pub(super) fn new(lines: &[Line]) -> Expression {
        let tokens = tokens_of(lines).unwrap_or_default();
        let partners = match_brackets(&tokens);
        let known = partners.is_some() && !tokens.is_empty();
        let mut this = Expression {
            shape: Shape::Other,
            place: 0,
            tokens,
            partners: partners.unwrap_or_default(),
        };
        if known {
            (this.shape, this.place) = this.classify().unwrap_or((Shape::Other, 0));
        }
        this
    }

    fn classify(&self) -> Option<(Shape, usize)> {
        let tokens = &self.tokens;
        let mut best: Option<(u8, usize)> = None;
        let (mut place, mut operand_before, mut unary_first) = (0, false, false);
        while place < tokens.len() {
            let token = &tokens[place];
            let text = token.text.as_str();
            if token.kind == TokenKind::Operator {
                if closing(text).is_some() {
                    place = self.partners[place]? + 1;
                    operand_before = true;
                    continue;
                }
                match text {
                    "." => {}
                    "..." => operand_before = true,
                    "+" | "-" | "~" if !operand_before => unary_first |= place == 0,
                    "**" if operand_before => {
                        // Groups from the right: the first one is the outermost.
                        best = best.or(Some((POWER, place)));
                        operand_before = false;
                    }
                    _ => {
                        let level = level(text).filter(|_| operand_before)?;
                        if best.is_none_or(|(b, _)| level <= b) {
                            best = Some((level, place));
                        }
                        operand_before = false;
                    }
                }
            } else if token.kind == TokenKind::Name && OTHER_WORDS.contains(&text) {
                return None;
            } else {
                operand_before = true;
            }
            place += 1;
        }
        if let Some((level, place)) = best {
            // -a ** b is the negative of a power.
            return (!(unary_first && level == POWER)).then_some((Shape::Binary, place));
        }
        let last = tokens.len() - 1;
        let opening = self.partners[last].filter(|o| *o > 0 && !unary_first)?;
        let before = &tokens[opening - 1];
        if before.kind == TokenKind::Operator
            && !matches!(before.text.as_str(), ")" | "]" | "}" | "...")
        {
            return None;
        }
        match tokens[last].text.as_str() {
            ")" => Some((Shape::Call, opening)),
            "]" => Some((Shape::Subscript, opening)),
            _ => None,
        }
    }

    /// Where the `^` stand; None if they stand everywhere.
    pub(super) fn anchors(&self) -> Option<Anchors> {
        if self.shape == Shape::Other {
            return None;
        }
        let token = &self.tokens[self.place];
        let left = (token.line, token.start);
        if self.shape != Shape::Binary {
            let last = self.tokens.last()?;
            return Some(Anchors {
                left,
                right: (last.line, last.end),
            });
        }
        let group = token.end == token.start + 1 && self.group_follows();
        Some(Anchors {
            left,
            right: (token.line, token.end + usize::from(group)),
        })
    }

    /// Is the right operand in brackets that only group, right behind the operator?
    fn group_follows(&self) -> bool {
        let operator = &self.tokens[self.place];
        let open = self.place + 1;
        let last = self.tokens.len() - 1;
        let Some(bracket) = self.tokens.get(open) else {
            return false;
        };
        if !bracket.is_op("(")
            || (bracket.line, bracket.start) != (operator.line, operator.end)
            || self.partners[open] != Some(last)
            || open + 1 == last
        {
            return false;
        }
        let mut place = open + 1;
        while place < last {
            let token = &self.tokens[place];
            if token.is_op(",")
                || token.kind == TokenKind::Name && matches!(token.text.as_str(), "for" | "async")
            {
                return false;
            }
            place = self.partners[place].unwrap_or(place).max(place) + 1;
        }
        true
    }

    /// Is a call all that a `return` or an assignment to a name has on its right? Such a line
    /// needs no underlining: there is nothing else that could have failed.
    fn is_whole_value(&self, before: &[char], after: &[char]) -> bool {
        if self.shape != Shape::Call {
            return false;
        }
        let (Some(mut tokens), Some(rest)) =
            (tokens_of(&[before.to_vec()]), tokens_of(&[after.to_vec()]))
        else {
            return false;
        };
        let mut rest = rest.as_slice();
        while let (Some(")"), Some("(")) = (
            rest.first().map(|t| t.text.as_str()),
            tokens.last().map(|t| t.text.as_str()),
        ) {
            rest = &rest[1..];
            tokens.pop();
        }
        if rest.first().is_some_and(|t| t.text != ";") {
            return false;
        }
        match tokens.as_slice() {
            [word] if word.text == "return" => {
                self.place == 1 && self.tokens[0].kind == TokenKind::Name
            }
            [name, equals] => {
                name.kind == TokenKind::Name && name.text != "return" && equals.text == "="
            }
            _ => false,
        }
    }
}

fn width(line: &[char], upto: usize) -> usize {
    line[..upto.min(line.len())]
        .iter()
        .copied()
        .map(columns)
        .sum()
}

fn is_blank(line: &[char]) -> bool {
    line.iter().all(|c| c.is_whitespace())
}

/// Takes the blanks that all lines begin with away.
fn dedent(lines: &[Line]) -> Vec<Line> {
    let mut margin: Option<&[char]> = None;
    for line in lines.iter().filter(|l| !is_blank(l)) {
        let blanks = line.iter().take_while(|c| matches!(c, ' ' | '\t')).count();
        margin = Some(match margin {
            None => &line[..blanks],
            Some(m) => {
                &m[..m
                    .iter()
                    .zip(&line[..blanks])
                    .take_while(|(a, b)| a == b)
                    .count()]
            }
        });
    }
    let cut = margin.map_or(0, <[char]>::len);
    lines
        .iter()
        .map(|l| {
            if is_blank(l) {
                Line::new()
            } else {
                l[cut..].to_vec()
            }
        })
        .collect()
}

/// Characters before the byte `offset` of a line.
fn char_offset(line: &str, offset: usize) -> usize {
    line.char_indices().take_while(|(i, _)| *i < offset).count()
}

/// Lines of source with marks below the part from byte column `start` of the first line to `end`
/// of the last.
pub fn picture(source: &[&str], start: usize, end: usize) -> Vec<String> {
    let (Some(first), Some(last)) = (source.first(), source.last()) else {
        return Vec::new();
    };
    let original: Vec<Line> = source
        .iter()
        .map(|l| l.trim_end().chars().collect())
        .collect();
    let lines = dedent(&original);
    let cut = original[0].len() - lines[0].len();
    let start = char_offset(first, start).saturating_sub(cut);
    let end = char_offset(last, end).saturating_sub(cut);
    let drawn = underline(&lines, start, end);
    dedent(&drawn)
        .into_iter()
        .map(|l| l.into_iter().collect())
        .collect()
}

fn underline(lines: &[Line], start: usize, end: usize) -> Vec<Line> {
    let last = lines.len() - 1;
    let start = start.min(lines[0].len());
    let end = end.min(lines[last].len());
    let mut segment = lines.to_vec();
    segment[last].truncate(end);
    let skipped = start.min(segment[0].len());
    segment[0].drain(..skipped);
    let expression = Expression::new(&segment);
    let anchors = expression.anchors();
    let (before, after) = (&lines[0][..start], &lines[last][end..]);
    // CPython compares columns in bytes with columns in characters here, so that a character
    // before the end that is not ASCII makes it look as if there were more on the line.
    let comparable = before.iter().chain(&lines[last][..end]).all(char::is_ascii);
    let is_whole = comparable && expression.is_whole_value(before, after);
    let is_part = anchors.is_some() || !is_blank(before) || !is_blank(after);
    let wanted = !is_whole && is_part;
    let first_column = width(&lines[0], start);
    let end_column = width(&lines[last], end);
    let mut shown = vec![0, last];
    let anchors = anchors.map(|a| {
        let place = |(line, column): (usize, usize)| {
            (
                line,
                width(&lines[line], column + if line == 0 { start } else { 0 }),
            )
        };
        for around in [a.left.0, a.right.0] {
            shown.extend((around.saturating_sub(1)..=around + 1).filter(|l| *l <= last));
        }
        Anchors {
            left: place(a.left),
            right: place(a.right),
        }
    });
    shown.sort_unstable();
    shown.dedup();

    let mut picture = Vec::new();
    let show = |picture: &mut Vec<Line>, number: usize| {
        let line = &lines[number];
        picture.push(line.clone());
        if !wanted {
            return;
        }
        let indent = line.iter().take_while(|c| c.is_whitespace()).count();
        let upto = if number == last {
            end_column
        } else {
            width(line, line.len())
        };
        let mark = |column: usize| {
            if column < indent || number == 0 && column < first_column {
                return ' ';
            }
            match anchors {
                Some(a)
                    if (number, column).cmp(&a.left) == Ordering::Less
                        || (number, column).cmp(&a.right) != Ordering::Less =>
                {
                    '~'
                }
                _ => '^',
            }
        };
        picture.push((0..upto).map(mark).collect());
    };
    let mut previous: Option<usize> = None;
    for number in shown {
        match previous.map(|p| number - p) {
            Some(2) => show(&mut picture, number - 1),
            Some(gap) if gap > 2 => {
                picture.push(format!("...<{} lines>...", gap - 1).chars().collect())
            }
            _ => {}
        }
        show(&mut picture, number);
        previous = Some(number);
    }
    picture
}
