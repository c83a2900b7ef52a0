"""Which part of an expression a traceback underlines with ^ and which with ~.

In `a + b` it is the operator that failed, in `f(x)` the call, in `a[i]` the
subscription. The text is taken apart just far enough to find that place.
"""

# How tightly the binary operators bind; ** is treated apart.
_LEVELS = {'|': 1, '^': 2, '&': 3, '<<': 4, '>>': 4, '+': 5, '-': 5,
           '*': 6, '@': 6, '/': 6, '//': 6, '%': 6}
_POWER = 8
_UNARY = ('+', '-', '~')
_LONG_OPERATORS = ('**=', '//=', '>>=', '<<=', '...', '**', '//', '>>', '<<', '->', ':=',
                   '==', '!=', '<=', '>=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=',
                   '@=')
# Words that make an expression, if they are not in brackets, something else than
# an operation, a call or a subscription, or no expression at all.
_OTHER_WORDS = frozenset("""
    and as assert async await break class continue def del elif else except finally for
    from global if import in is lambda nonlocal not or pass raise return try while with
    yield""".split())
_CLOSING = {'(': ')', '[': ']', '{': '}'}


class Token:
    """A word of source: its kind, text, line and first and last column."""

    __slots__ = ('kind', 'text', 'line', 'start', 'end')

    def __init__(self, kind, text, line, start, end):
        self.kind = kind
        self.text = text
        self.line = line
        self.start = start
        self.end = end


class Anchors:
    """Where the part underlined with ^ begins and where it ends."""

    __slots__ = ('left_line', 'left', 'right_line', 'right')

    def __init__(self, left_line, left, right_line, right):
        self.left_line = left_line
        self.left = left
        self.right_line = right_line
        self.right = right


def tokens_of(lines):
    """Return the tokens of lines of source; None if they make no sense."""
    found = []
    number = column = 0
    while number < len(lines):
        line = lines[number]
        if column >= len(line):
            number += 1
            column = 0
            continue
        char = line[column]
        if char in ' \t\f':
            column += 1
            continue
        if char in '#\\':
            number += 1
            column = 0
            continue
        if char.isalpha() or char == '_' or not char.isascii():
            end = column + 1
            while end < len(line) and (line[end].isalnum() or line[end] == '_'):
                end += 1
            if not (end < len(line) and line[end] in '"\'' and _is_prefix(line[column:end])):
                found.append(Token('name', line[column:end], number, column, end))
                column = end
                continue
            quote_at = end
        elif char in '"\'':
            quote_at = column
        elif char.isdigit() or char == '.' and line[column + 1:column + 2].isdigit():
            end = _number_end(line, column)
            found.append(Token('number', line[column:end], number, column, end))
            column = end
            continue
        else:
            text = char
            for operator in _LONG_OPERATORS:
                if line.startswith(operator, column):
                    text = operator
                    break
            found.append(Token('operator', text, number, column, column + len(text)))
            column += len(text)
            continue
        raw = 'r' in line[column:quote_at].lower()
        end = _string_end(lines, number, quote_at, raw)
        if end is None:
            return None
        found.append(Token('string', '', number, column, end[1]))
        number, column = end
    return found


def _is_prefix(word):
    return word.lower() in ('r', 'u', 'b', 'f', 't', 'br', 'rb', 'fr', 'rf', 'tr', 'rt')


def _number_end(line, at):
    end = at + 1
    while end < len(line):
        char = line[end]
        if not (char.isalnum() or char in '._'):
            # The sign of an exponent, which no hexadecimal number has.
            if not (char in '+-' and line[end - 1] in 'eE' and line[at:at + 2] not in ('0x', '0X')):
                break
        end += 1
    return end


def _string_end(lines, number, column, raw):
    """Line and column after the string whose quote is there; None if it has no end."""
    line = lines[number]
    quote = line[column]
    if line.startswith(quote * 3, column):
        quote *= 3
    column += len(quote)
    while True:
        if column >= len(line):
            escaped_newline = line.endswith('\\')
            number += 1
            if number >= len(lines) or len(quote) == 1 and not escaped_newline:
                return None
            line = lines[number]
            column = 0
        elif line[column] == '\\':
            column += 2
        elif line.startswith(quote, column):
            return number, column + len(quote)
        else:
            column += 1


def _match_brackets(tokens):
    """From the place of each opening bracket to that of its partner and back; or None."""
    partners = {}
    open_places = []
    for place, token in enumerate(tokens):
        if token.kind != 'operator':
            continue
        if token.text in _CLOSING:
            open_places.append(place)
        elif token.text in ')]}':
            if not open_places or _CLOSING[tokens[open_places[-1]].text] != token.text:
                return None
            opening = open_places.pop()
            partners[opening] = place
            partners[place] = opening
    return None if open_places else partners


class Expression:
    """An expression, known by its outermost operation.

    kind is 'binary', 'call', 'subscript' or None for anything else.
    """

    def __init__(self, lines):
        self.kind = None
        self.tokens = tokens_of(lines)
        if not self.tokens:
            return
        self.partners = _match_brackets(self.tokens)
        if self.partners is not None:
            self._classify()

    def _classify(self):
        tokens = self.tokens
        best = None  # (level, place) of the operator that binds least
        place = 0
        operand_before = False
        unary_first = False
        while place < len(tokens):
            token = tokens[place]
            text = token.text
            if token.kind == 'operator':
                if text in _CLOSING:
                    place = self.partners[place] + 1
                    operand_before = True
                    continue
                if text == '.':
                    pass
                elif text == '...':
                    operand_before = True
                elif text in _UNARY and not operand_before:
                    unary_first = unary_first or place == 0
                elif operand_before and text in _LEVELS:
                    if best is None or _LEVELS[text] <= best[0]:
                        best = _LEVELS[text], place
                    operand_before = False
                elif operand_before and text == '**':
                    # Groups from the right: the first one is the outermost.
                    if best is None:
                        best = _POWER, place
                    operand_before = False
                else:
                    return
            elif token.kind == 'name' and text in _OTHER_WORDS:
                return
            else:
                operand_before = True
            place += 1
        if best is not None:
            level, self.place = best
            # -a ** b is the negative of a power.
            if not (unary_first and level == _POWER):
                self.kind = 'binary'
            return
        last = len(tokens) - 1
        opening = self.partners.get(last)
        if opening and not unary_first and opening > 0:
            # What comes before must be an operand of its own.
            before = tokens[opening - 1]
            if before.kind == 'operator' and before.text not in (')', ']', '}', '...'):
                return
            self.place = opening
            self.kind = {')': 'call', ']': 'subscript'}.get(tokens[last].text)

    def anchors(self, lines):
        """Where to put the ^; None if all of the expression is underlined with them."""
        if self.kind is None:
            return None
        token = self.tokens[self.place]
        if self.kind != 'binary':
            last = self.tokens[-1]
            return Anchors(token.line, token.start, last.line, last.end)
        end = token.end
        if end == token.start + 1 and self._group_follows(token):
            # A bracket that only groups is no part of the right operand.
            end += 1
        return Anchors(token.line, token.start, token.line, end)

    def _group_follows(self, operator):
        place = self.place + 1
        bracket = self.tokens[place] if place < len(self.tokens) else None
        if (bracket is None or bracket.text != '(' or bracket.line != operator.line
                or bracket.start != operator.end
                or self.partners[place] != len(self.tokens) - 1):
            return False
        place += 1
        if place == len(self.tokens) - 1:
            return False
        while place < len(self.tokens) - 1:
            token = self.tokens[place]
            if token.kind == 'operator' and token.text == ',':
                return False
            if token.kind == 'name' and token.text in ('for', 'async'):
                return False
            place = self.partners.get(place, place) + 1
        return True

    def is_call_of_name(self):
        """Is it a plain name, called?"""
        return self.kind == 'call' and self.place == 1 and self.tokens[0].kind == 'name'


def is_whole_value(before, after, expression):
    """Is a call all that a `return` or an assignment to a name has on its right?

    before and after are the rest of the statement's text. Such a line needs no
    underlining: there is nothing else that could have failed.
    """
    if expression.kind != 'call':
        return False
    tokens = tokens_of([before])
    rest = tokens_of([after])
    if not tokens or rest is None:
        return False
    # Brackets around the whole value do not matter.
    while rest and tokens and rest[0].text == ')' and tokens[-1].text == '(':
        del rest[0], tokens[-1]
    if not tokens or rest and rest[0].text != ';':
        return False
    if tokens[0].text == 'return':
        return len(tokens) == 1 and expression.is_call_of_name()
    return len(tokens) == 2 and tokens[0].kind == 'name' and tokens[1].text == '='
