"""Paragraphs of text: wrapped, shortened, indented and taken back to the margin."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

# Only the blanks of ASCII: a no-break space must not break.
_BLANKS = '\t\n\x0b\x0c\r '
_TO_SPACES = {ord(blank): ' ' for blank in _BLANKS}


def _is_word(char):
    return char.isalnum() or char == '_'


def _is_letter(char):
    return _is_word(char) and not char.isdecimal()


def _is_word_or_mark(char):
    return _is_word(char) or char in '!"\'&.,?'


def _split_at_blanks(text):
    """Runs of blanks and runs of the other characters, in turn."""
    chunks = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or (text[place] in _BLANKS) != (text[start] in _BLANKS):
            chunks.append(text[start:place])
            start = place
    return chunks


def _dash_end(text, place):
    """Where a dash of two or more hyphens at place ends, if a word follows; else 0."""
    end = place
    while end < len(text) and text[end] == '-':
        end += 1
    return end if end - place > 1 and end < len(text) and _is_word(text[end]) else 0


def _breaks_after_hyphen(text, hyphen):
    """May a line end after this hyphen? There must be two letters on each side."""
    after = hyphen + 1
    if after >= len(text) or not _is_letter(text[after]):
        return False
    after += 1
    if text[after:after + 1] == '-':
        after += 1
    if after >= len(text) or not _is_letter(text[after]):
        return False
    if hyphen < 2 or not _is_letter(text[hyphen - 1]):
        return False
    if _is_letter(text[hyphen - 2]):
        return True
    return hyphen >= 3 and text[hyphen - 2] == '-' and _is_letter(text[hyphen - 3])


def _split_words(text):
    """Runs of blanks, long dashes, and words divided after their hyphens."""
    chunks = []
    length = len(text)
    start = 0
    while start < length:
        end = start + 1
        if text[start] in _BLANKS:
            while end < length and text[end] in _BLANKS:
                end += 1
        else:
            after_word = start > 0 and _is_word_or_mark(text[start - 1])
            dash = _dash_end(text, start) if after_word else 0
            end = dash or _word_end(text, end)
        chunks.append(text[start:end])
        start = end
    return chunks


def _word_end(text, place):
    """Where the word that has begun before place ends."""
    while place < len(text) and text[place] not in _BLANKS:
        if text[place] == '-':
            if _breaks_after_hyphen(text, place):
                return place + 1
            if _is_word_or_mark(text[place - 1]) and _dash_end(text, place):
                return place
        place += 1
    return place


class TextWrapper:
    """Breaks text into lines of at most width characters; attributes say how."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_TO_SPACES)
        return text

    def _split(self, text):
        return _split_words(text) if self.break_on_hyphens else _split_at_blanks(text)

    def _fix_sentence_endings(self, chunks):
        """Put two spaces after what looks like the end of a sentence."""
        place = 0
        while place < len(chunks) - 1:
            word = chunks[place]
            if chunks[place + 1] == ' ' and _ends_sentence(word):
                chunks[place + 1] = '  '
                place += 2
            else:
                place += 1

    def _split_chunks(self, text):
        chunks = self._split(self._munge_whitespace(text))
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return chunks

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Put as much of a word that fits on no line on this one as is allowed."""
        room = end = 1 if width < 1 else width - cur_len
        if self.break_long_words and room > 0:
            word = reversed_chunks[-1]
            if self.break_on_hyphens and len(word) > room:
                hyphen = word.rfind('-', 0, room)
                if hyphen > 0 and word[:hyphen].strip('-'):
                    end = hyphen + 1
            cur_line.append(word[:end])
            reversed_chunks[-1] = word[end:]
            if width < 0 and end >= len(word):
                # Not even nothing fits where the indent is wider than the line.
                reversed_chunks.pop()
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _check(self):
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')

    def _wrap_chunks(self, chunks):
        self._check()
        chunks.reverse()
        lines = []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not chunks[-1].strip():
                del chunks[-1]
            line, length = self._fill_line(chunks, width)
            if not line:
                continue
            if self._may_add(lines, chunks, length, width):
                lines.append(indent + ''.join(line))
            else:
                self._cut_short(lines, indent, line, length, width)
                break
        return lines

    def _fill_line(self, chunks, width):
        """Take chunks for one line; gives them and their length."""
        line = []
        length = 0
        while chunks and length + len(chunks[-1]) <= width:
            length += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, length, width)
            length = sum([len(chunk) for chunk in line])
        if self.drop_whitespace and line and not line[-1].strip():
            length -= len(line.pop())
        return line, length

    def _may_add(self, lines, chunks, length, width):
        """May this line be added as it is, or is it the last of too many?"""
        if self.max_lines is None or len(lines) + 1 < self.max_lines:
            return True
        nothing_left = not chunks or (
            self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
        return nothing_left and length <= width

    def _cut_short(self, lines, indent, line, length, width):
        """Add the last line allowed, ending in the placeholder."""
        placeholder = self.placeholder
        while line:
            if line[-1].strip() and length + len(placeholder) <= width:
                lines.append(indent + ''.join(line) + placeholder)
                return
            length -= len(line.pop())
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(placeholder) <= self.width:
                lines[-1] = before + placeholder
                return
        lines.append(indent + placeholder.lstrip())

    def wrap(self, text):
        """Return the lines, without newlines, of one paragraph."""
        return self._wrap_chunks(self._split_chunks(text))

    def fill(self, text):
        """Return the lines of one paragraph as one string."""
        return '\n'.join(self.wrap(text))


def _ends_sentence(word):
    if word[-1:] in ('"', "'"):
        word = word[:-1]
    return word[-1:] in ('.', '!', '?') and 'a' <= word[-2:-1] <= 'z'


def wrap(text, width=70, **kwargs):
    """Return a paragraph as a list of lines of at most width characters."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Return a paragraph as one string of lines of at most width characters."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Return as many words as fit in width, the rest replaced by a placeholder."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.split()))


def dedent(text):
    """Take away the blanks that all the lines begin with; lines of blanks are emptied."""
    try:
        lines = text.split('\n')
    except (AttributeError, TypeError):
        raise TypeError(f'expected str object, not {type(text).__name__!r}') from None
    lines = ['' if line.isspace() else line for line in lines]
    margin = None
    for line in lines:
        if not line:
            continue
        if margin is None:
            margin = line[:len(line) - len(line.lstrip(' \t'))]
        else:
            while not line.startswith(margin):
                margin = margin[:-1]
        if not margin:
            break
    width = len(margin or '')
    return '\n'.join([line[width:] for line in lines])


def indent(text, prefix, predicate=None):
    """Put prefix before the lines that are not blank, or for which predicate is true."""
    lines = text.splitlines(True)
    if predicate is None:
        return ''.join([line if line.isspace() else prefix + line for line in lines])
    return ''.join([prefix + line if predicate(line) else line for line in lines])
