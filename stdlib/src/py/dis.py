"""Shows bytecode. The instructions are Hasp's own: they name registers, not a stack.

    python -m dis [FILE]
"""

import collections
import sys
import _dis

__all__ = ['Bytecode', 'Instruction', 'code_info', 'dis', 'disassemble', 'disco', 'distb',
           'get_instructions', 'show_code']


class Instruction(collections.namedtuple('Instruction', 'opname argrepr offset line_number')):
    """One instruction: its name, its operands as text, where it stands, its line of source."""

    __slots__ = ()

    @property
    def opcode(self):
        """The operation; Hasp's have no public numbers."""
        return self.opname

    @property
    def positions(self):
        """What is known of the place in the source."""
        return (self.line_number, None, None, None)


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Iterate over the instructions of a function, method, code object or source text."""
    code = _code_of(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    for opname, argrepr, offset, line in _dis.instructions(code):
        yield Instruction(opname, argrepr, offset, line + shift if line else None)


def _text(code):
    """The listing of one code object, with its source where that can be read."""
    import linecache
    lines = [line.rstrip('\n') for line in linecache.getlines(code.co_filename)]
    return _dis.disassemble_text(code, lines)


def _is_code(x):
    return hasattr(x, 'co_code') or type(x).__name__ == 'code'


def _code_of(x):
    """The code object of a function, method, generator, class body or source text."""
    x = getattr(x, '__func__', x)
    for name in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        code = getattr(x, name, None)
        if code is not None:
            return code
    if isinstance(x, str):
        try:
            return compile(x, '<disassembly>', 'eval')
        except SyntaxError:
            return compile(x, '<disassembly>', 'exec')
    if _is_code(x):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False,
        show_offsets=False, show_positions=False):
    """Show the bytecode of x: a function, class, module, generator, code or source.

    Without x, that of the last traceback. depth bounds how far the functions
    within are shown, too. The last four arguments are accepted for likeness.
    """
    if x is None:
        distb(file=file)
        return
    inner = getattr(x, '__func__', x)
    has_code = any([getattr(inner, name, None) is not None
                    for name in ('__code__', 'gi_code', 'ag_code', 'cr_code')])
    if not has_code and hasattr(x, '__dict__') and not _is_code(x):
        for name, member in sorted(x.__dict__.items()):
            member = getattr(member, '__func__', member)
            if isinstance(member, type) or hasattr(member, '__code__') or _is_code(member):
                print(f'Disassembly of {name}:', file=file)
                try:
                    dis(member, file=file, depth=depth)
                except TypeError as problem:
                    print('Sorry:', problem, file=file)
                print(file=file)
        return
    _show(_code_of(x), file, depth)


def _show(code, file, depth):
    """Show code and, level by level, what is defined in it."""
    ahead = [(code, depth)]
    first = True
    while ahead:
        code, depth = ahead.pop()
        if not first:
            print(file=file)
            print(f'Disassembly of {code!r}:', file=file)
        first = False
        print(_text(code).rstrip('\n'), file=file)
        if depth is None or depth > 0:
            below = None if depth is None else depth - 1
            ahead.extend([(inner, below) for inner in reversed(code.co_consts) if _is_code(inner)])


def disassemble(co, lasti=-1, *, file=None, **options):
    """Show the bytecode of one code object, without those in it."""
    _show(co, file, 0)


disco = disassemble


def distb(tb=None, *, file=None, **options):
    """Show the bytecode of the innermost function of a traceback."""
    if tb is None:
        last = getattr(sys, 'last_exc', None)
        tb = last.__traceback__ if last is not None else getattr(sys, 'last_traceback', None)
        if tb is None:
            raise RuntimeError('no last traceback to disassemble')
    while tb.tb_next is not None:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, file=file)


def _numbered(title, items):
    """Rows of a table: numbers and items."""
    return [title + ':', *[f'{i:4d}: {item}' for i, item in enumerate(items)]] if items else []


def code_info(x):
    """Return a table of what a code object holds."""
    code = _code_of(x)
    rows = [
        f'Name:              {code.co_name}',
        f'Filename:          {code.co_filename}',
        f'Argument count:    {code.co_argcount}',
        f'Positional-only arguments: {code.co_posonlyargcount}',
        f'Kw-only arguments: {code.co_kwonlyargcount}',
        f'Number of locals:  {code.co_nlocals}',
        f'Registers:         {_dis.registers(code)}',
        f'Flags:             {code.co_flags:#x}',
    ]
    rows += _numbered('Constants', [repr(const) for const in code.co_consts])
    rows += _numbered('Names', code.co_names)
    rows += _numbered('Variable names', code.co_varnames)
    rows += _numbered('Free variables', code.co_freevars)
    rows += _numbered('Cell variables', code.co_cellvars)
    return '\n'.join(rows)


def show_code(co, *, file=None):
    """Print what code_info() gives."""
    print(code_info(co), file=file)


class Bytecode:
    """The bytecode of an object; iterating gives its instructions."""

    def __init__(self, x, *, first_line=None, current_offset=None, **options):
        self._original_object = x
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset

    @classmethod
    def from_traceback(cls, tb, **options):
        """Make one of the innermost function of a traceback."""
        while tb.tb_next is not None:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, **options)

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f'{type(self).__name__}({self._original_object!r})'

    def info(self):
        """Return a table of what the code object holds."""
        return code_info(self.codeobj)

    def dis(self):
        """Return the listing."""
        return _text(self.codeobj)


def main(args=None):
    """Show the bytecode of the file named on the command line, or of standard input."""
    args = sys.argv[1:] if args is None else args
    if args and args[0] != '-':
        name = args[0]
        with open(name, 'rb') as file:
            source = file.read()
    else:
        name = '<stdin>'
        source = sys.stdin.read()
    dis(compile(source, name, 'exec'))


if __name__ == '__main__':
    main()
