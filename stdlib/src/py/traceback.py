"""Tracebacks: taking them apart, formatting and printing them."""

import sys
import linecache
import _traceback

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only',
           'format_list', 'format_stack', 'format_tb', 'print_exc', 'format_exc',
           'print_exception', 'print_last', 'print_stack', 'print_tb', 'clear_frames',
           'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb',
           'print_list']

_MISSING = object()

# How often a frame is shown that comes again and again.
_REPEATS_SHOWN = 3

_CAUSE_MESSAGE = ('\nThe above exception was the direct cause '
                  'of the following exception:\n\n')
_CONTEXT_MESSAGE = ('\nDuring handling of the above exception, '
                    'another exception occurred:\n\n')


# ---------------------------------------------------------------------------
# Functions

def _write(parts, file):
    if file is None:
        file = sys.stderr
    for part in parts:
        print(part, file=file, end='')


def _value_and_tb(exc, value, tb):
    """Sort out the two ways of naming an exception: it alone, or type, value, traceback."""
    if (value is _MISSING) != (tb is _MISSING):
        raise ValueError('Both or neither of value and tb must be given')
    if value is not _MISSING:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f'Exception expected for value, {type(exc).__name__} found')


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, file=None, chain=True,
                    **kwargs):
    """Print an exception with its traceback and those that led to it."""
    value, tb = _value_and_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit,
                       compact=True).print(file=file, chain=chain)


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True, **kwargs):
    """Return what print_exception() would print as a list of strings."""
    value, tb = _value_and_tb(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit,
                                   compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_MISSING, *, show_group=False, **kwargs):
    """Return the lines that tell what the exception is, without traceback."""
    if value is _MISSING:
        value = exc
    summary = TracebackException(type(value), value, None, compact=True)
    return list(summary.format_exception_only(show_group=show_group))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Return what print_exc() would print as one string."""
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the exception that ended the last interactive command."""
    if not hasattr(sys, 'last_exc') and not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    if hasattr(sys, 'last_exc'):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    else:
        print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def print_list(extracted_list, file=None):
    """Print what extract_tb() or extract_stack() gave."""
    _write(format_list(extracted_list), file)


def format_list(extracted_list):
    """Return what print_list() would print as a list of strings."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """Return what print_tb() would print as a list of strings."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """Return a StackSummary of a traceback."""
    return StackSummary._collect(_positions_of_tb(tb), limit=limit)


def print_stack(f=None, limit=None, file=None):
    """Print the stack of calls from the frame f, or from where this is called."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Return what print_stack() would print as a list of strings."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """Return a StackSummary of the calls that lead to f, or to where this is called."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def walk_stack(f):
    """Give (frame, line number) from the frame f outward."""
    if f is None:
        f = sys._getframe().f_back
    return _walk_stack(f)


def _walk_stack(f):
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Give (frame, line number) for the entries of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _positions_of_tb(tb):
    """Give (frame, (first line, last line, first column, end column)) likewise."""
    while tb is not None:
        yield tb.tb_frame, _position(tb)
        tb = tb.tb_next


def _position(tb):
    if tb.tb_lasti >= 0:
        from itertools import islice
        at = tb.tb_lasti // 2
        for first, last, start, end in islice(tb.tb_frame.f_code.co_positions(), at, at + 1):
            return (tb.tb_lineno if first is None else first), last, start, end
    return tb.tb_lineno, None, None, None


def clear_frames(tb):
    """Make the frames of a traceback forget their local variables."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass  # still running
        tb = tb.tb_next


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f'<{what} {func.__name__}() failed>'


def _indent(text, prefix):
    return ''.join([prefix + line for line in text.splitlines(True)])


# ---------------------------------------------------------------------------
# Frames

class FrameSummary:
    """What a traceback tells of one frame; also reads as (filename, lineno, name, line)."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name',
                 '_lines', '_code', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._code = kwargs.get('_code')
        # The source as it stands in the file, from the first to the last line.
        self._lines = line
        if lookup_line:
            self._source()
        self.locals = None if locals is None else {
            key: _safe_string(value, 'local', func=repr) for key, value in locals.items()}

    def _source(self):
        if self._lines is None and self.lineno is not None:
            lines = []
            for lineno in range(self.lineno, self.end_lineno + 1):
                lines.append(linecache.getline(self.filename, lineno).rstrip())
            self._lines = '\n'.join(lines) + '\n'
        return self._lines

    @property
    def line(self):
        """The first line of source without the blanks around it; None if unknown."""
        source = self._source()
        if source is None:
            return None
        return source.partition('\n')[0].strip()

    def _fields(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno
                    and self.name == other.name and self.locals == other.locals)
        if isinstance(other, tuple):
            return self._fields() == other
        return NotImplemented

    def __getitem__(self, place):
        return self._fields()[place]

    def __iter__(self):
        return iter(self._fields())

    def __len__(self):
        return 4

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

    def _format_source(self):
        """The source as shown below the entry, underlined where it failed."""
        source = self._source()
        if not source or not source.strip():
            return ''
        if self.colno is None or self.end_colno is None:
            return _indent(self.line, '    ') + '\n'
        count = self.end_lineno - self.lineno + 1
        picture = _traceback.picture(source.splitlines()[:count], self.colno, self.end_colno)
        return ''.join([f'    {line}\n' for line in picture])


class StackSummary(list):
    """A list of FrameSummary objects."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one of what walk_stack() or walk_tb() gives."""
        return cls._collect(((frame, (lineno, None, None, None)) for frame, lineno in frame_gen),
                            limit=limit, lookup_lines=lookup_lines,
                            capture_locals=capture_locals)

    @classmethod
    def _collect(cls, frames, *, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        frames = list(frames) if limit is None or limit < 0 else _first(frames, limit)
        if limit is not None and limit < 0:
            frames = frames[limit:]
        result = cls()
        seen = set()
        for frame, (lineno, end_lineno, colno, end_colno) in frames:
            code = frame.f_code
            filename = code.co_filename
            if filename not in seen:
                seen.add(filename)
                linecache.checkcache(filename)
                linecache.lazycache(filename, frame.f_globals)
            result.append(FrameSummary(
                filename, lineno, code.co_name, lookup_line=False,
                locals=frame.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno, _code=code))
        if lookup_lines:
            for entry in result:
                entry._source()
        return result

    @classmethod
    def from_list(cls, a_list):
        """Make one of FrameSummary objects or (filename, lineno, name, line) tuples."""
        result = StackSummary()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            result.append(entry)
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """Return the text for one entry; None in a subclass leaves the entry out."""
        filename = frame_summary.filename
        if filename.startswith('<stdin-') and filename.endswith('>'):
            filename = '<stdin>'
        text = f'  File "{filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        text += frame_summary._format_source()
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f'    {name} = {value}\n'
        return text

    def format(self, **kwargs):
        """Return the texts of the entries; one that repeats is shown three times only."""
        result = []
        last = None
        count = 0
        for entry in self:
            text = self.format_frame_summary(entry)
            if text is None:
                continue
            key = entry.filename, entry.lineno, entry.name
            if None in key or key != last:
                _note_repeats(result, count)
                last = key
                count = 0
            count += 1
            if count <= _REPEATS_SHOWN:
                result.append(text)
        _note_repeats(result, count)
        return result


def _first(iterable, limit):
    result = []
    if limit:
        for item in iterable:
            result.append(item)
            if len(result) == limit:
                break
    return result


def _note_repeats(result, count):
    if count > _REPEATS_SHOWN:
        more = count - _REPEATS_SHOWN
        result.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')


# ---------------------------------------------------------------------------
# Exceptions

class _Margin:
    """How far exceptions in groups are indented while they are formatted."""

    def __init__(self):
        self.depth = 0
        self.open = False

    def indent(self):
        return ' ' * (2 * self.depth)

    def emit(self, texts, margin='|'):
        """Give the texts with the margin of the group before each line."""
        for text in (texts,) if isinstance(texts, str) else texts:
            yield _indent(text, f'{self.indent()}{margin} ') if self.depth else text


class TracebackException:
    """All that is needed to format an exception later, without holding on to it."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        options = {'limit': limit, 'lookup_lines': lookup_lines,
                   'capture_locals': capture_locals}
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        seen = set() if _seen is None else _seen
        self._fill(exc_type, exc_value, exc_traceback, options, save_exc_type)
        # Chains may be long: they are followed with a list of what is still to do.
        ahead = [(self, exc_value)]
        seen.add(id(exc_value))
        while ahead:
            summary, value = ahead.pop()
            if value is None:
                continue
            cause = value.__cause__
            context = value.__context__
            if cause is not None and id(cause) not in seen:
                summary.__cause__ = self._other(cause, options, save_exc_type, seen, ahead)
            hidden = compact and (summary.__cause__ is not None or value.__suppress_context__)
            if context is not None and not hidden and id(context) not in seen:
                summary.__context__ = self._other(context, options, save_exc_type, seen, ahead)
            if isinstance(value, BaseExceptionGroup):
                summary.exceptions = [
                    self._other(inner, options, save_exc_type, seen, ahead)
                    for inner in value.exceptions]

    def _other(self, value, options, save_exc_type, seen, ahead):
        """The summary of an exception that goes with this one."""
        other = TracebackException.__new__(type(self))
        other.max_group_width = self.max_group_width
        other.max_group_depth = self.max_group_depth
        other._fill(type(value), value, value.__traceback__, options, save_exc_type)
        seen.add(id(value))
        ahead.append((other, value))
        return other

    def _fill(self, exc_type, exc_value, exc_traceback, options, save_exc_type):
        self.stack = StackSummary._collect(_positions_of_tb(exc_traceback), **options)
        self._exc_type = exc_type if save_exc_type else None
        self._has_type = exc_type is not None
        self._str = _safe_string(exc_value, 'exception')
        self.__cause__ = None
        self.__context__ = None
        self.__suppress_context__ = getattr(exc_value, '__suppress_context__', False)
        self.exceptions = None
        try:
            self.__notes__ = getattr(exc_value, '__notes__', None)
        except Exception as problem:
            self.__notes__ = ['Ignored error getting __notes__: '
                              f'{_safe_string(problem, "__notes__", repr)}']
        if exc_type is None:
            self.exc_type_qualname = self.exc_type_module = None
            self._is_syntax_error = False
            return
        self.exc_type_qualname = exc_type.__qualname__
        self.exc_type_module = exc_type.__module__
        self._is_syntax_error = issubclass(exc_type, SyntaxError)
        if self._is_syntax_error:
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            end_lineno = exc_value.end_lineno
            self.end_lineno = None if end_lineno is None else str(end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
        elif issubclass(exc_type, (NameError, AttributeError, ImportError)):
            self._add_suggestion(exc_type, exc_value, exc_traceback)

    def _add_suggestion(self, exc_type, exc_value, exc_traceback):
        is_import = issubclass(exc_type, ImportError)
        if is_import and getattr(exc_value, 'name_from', None) is None:
            return
        wrong = getattr(exc_value, 'name_from' if is_import else 'name', None)
        if wrong is None:
            return
        import _did_you_mean
        suggestion = _did_you_mean.suggestion_for(exc_value, exc_traceback)
        if suggestion:
            self._str += f". Did you mean: '{suggestion}'?"
        if issubclass(exc_type, NameError) and wrong in getattr(sys, 'stdlib_module_names', ()):
            lead = ' Or did' if suggestion else '. Did'
            self._str += f"{lead} you forget to import '{wrong}'?"

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Make one of an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        """The type of the exception; deprecated, see exc_type_str."""
        import warnings
        warnings.warn('Deprecated in 3.13. Use exc_type_str instead.', DeprecationWarning,
                      stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the exception's type as tracebacks show it."""
        if not self._has_type:
            return None
        module = self.exc_type_module
        if module in ('__main__', 'builtins'):
            return self.exc_type_qualname
        if not isinstance(module, str):
            module = '<unknown>'
        return f'{module}.{self.exc_type_qualname}'

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Give the lines that tell what the exception is, and its notes."""
        indent = 3 * _depth * ' '
        if not self._has_type:
            yield f'{indent}NoneType: None\n' if self._str == 'None' else f'{indent}{self._str}\n'
            return
        if self._is_syntax_error:
            lines = self._format_syntax_error()
        elif self._str:
            lines = [f'{self.exc_type_str}: {self._str}\n']
        else:
            lines = [f'{self.exc_type_str}\n']
        for line in lines:
            yield _indent(line, indent) if indent else line
        for line in self._format_notes():
            yield _indent(line, indent) if indent else line
        if self.exceptions and show_group:
            for inner in self.exceptions:
                yield from inner.format_exception_only(show_group=True, _depth=_depth + 1)

    def _format_notes(self):
        notes = self.__notes__
        if notes is None:
            return
        is_sequence = isinstance(notes, (list, tuple))
        if not is_sequence and not isinstance(notes, (str, bytes)):
            from collections.abc import Sequence
            is_sequence = isinstance(notes, Sequence)
        if not is_sequence:
            yield _safe_string(notes, '__notes__', func=repr) + '\n'
            return
        for note in notes:
            for line in _safe_string(note, 'note').split('\n'):
                yield line + '\n'

    def _format_syntax_error(self):
        suffix = ''
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            suffix = f' ({self.filename})'
        if isinstance(self.text, str):
            yield from self._format_wrong_line()
        message = self.msg or '<no detail available>'
        yield f'{self.exc_type_str}: {message}{suffix}\n'

    def _format_wrong_line(self):
        raw = self.text.rstrip('\n')
        line = raw.lstrip(' \n\f')
        yield f'    {line}\n'
        if self.offset is None:
            return
        start = self.offset
        if self.lineno == self.end_lineno:
            end = self.end_offset or start
        else:
            end = len(raw) + 1
        if self.text and start > len(self.text):
            start = len(self.text) + 1
            end = max(start, end)
        if start >= end or end < 0:
            end = start + 1
        # Offsets count from one, in the line before it lost its blanks.
        cut = 1 + len(raw) - len(line)
        if start >= cut:
            blanks = ''.join([char if char.isspace() else ' ' for char in line[:start - cut]])
            yield f'    {blanks}{"^" * (end - start)}\n'

    def _chain(self):
        """This exception and those that led to it, with what to say between them."""
        found = []
        exc = self
        while exc is not None:
            if exc.__cause__ is not None:
                message, before = _CAUSE_MESSAGE, exc.__cause__
            elif exc.__context__ is not None and not exc.__suppress_context__:
                message, before = _CONTEXT_MESSAGE, exc.__context__
            else:
                message = before = None
            found.append((message, exc))
            exc = before
        return found

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Give the lines of the whole traceback."""
        margin = _Margin() if _ctx is None else _ctx
        for message, exc in reversed(self._chain()) if chain else [(None, self)]:
            if message is not None:
                yield from margin.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from margin.emit('Traceback (most recent call last):\n')
                    yield from margin.emit(exc.stack.format())
                yield from margin.emit(exc.format_exception_only())
            elif margin.depth > self.max_group_depth:
                yield from margin.emit(f'... (max_group_depth is {self.max_group_depth})\n')
            else:
                yield from self._format_group(exc, margin, chain)

    def _format_group(self, exc, margin, chain):
        outermost = margin.depth == 0
        if outermost:
            margin.depth += 1
        if exc.stack:
            yield from margin.emit('Exception Group Traceback (most recent call last):\n',
                                   '+' if outermost else '|')
            yield from margin.emit(exc.stack.format())
        yield from margin.emit(exc.format_exception_only())
        total = len(exc.exceptions)
        shown = exc.exceptions[:self.max_group_width]
        rows = len(shown) + (total > len(shown))
        margin.open = False
        for row in range(rows):
            is_last = row == rows - 1
            if is_last:
                # The box is closed here, unless a group within has closed it.
                margin.open = True
            title = row + 1 if row < len(shown) else '...'
            corner = '+-' if row == 0 else '  '
            yield f'{margin.indent()}{corner}+---------------- {title} ----------------\n'
            margin.depth += 1
            if row < len(shown):
                yield from shown[row].format(chain=chain, _ctx=margin)
            else:
                rest = total - len(shown)
                yield from margin.emit(f'and {rest} more exception{"s" if rest > 1 else ""}\n')
            if is_last and margin.open:
                yield f'{margin.indent()}+------------------------------------\n'
                margin.open = False
            margin.depth -= 1
        if outermost:
            margin.depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Print the whole traceback."""
        _write(self.format(chain=chain), file)
