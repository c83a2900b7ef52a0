"""Measures how long small pieces of code take.

    python -m timeit [-n N] [-r N] [-s SETUP] [-p] [-v] [-u UNIT] [-h] [--] [STATEMENT ...]

  -n N, --number N    run the statement N times per measurement (default: as often as
                      it takes to get to 0.2 seconds)
  -r N, --repeat N    measure N times and report the best (default 5)
  -s S, --setup S     run S once before each measurement (default 'pass')
  -p, --process       measure the time of the process, not that of the clock
  -v, --verbose       show the raw times; repeat for more digits
  -u U, --unit U      show times in nsec, usec, msec or sec
  -h, --help          show this text

Several statements are the lines of one piece of code.
"""

import gc
import sys
import time

__all__ = ['Timer', 'timeit', 'repeat', 'default_timer']

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5

_SOURCE_NAME = '<timeit-src>'
_UNITS = {'nsec': 1e-9, 'usec': 1e-6, 'msec': 1e-3, 'sec': 1.0}


def _indent(code, spaces):
    return code.replace('\n', '\n' + ' ' * spaces)


class Timer:
    """Measures a statement, given as source or as something to call."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        self.timer = timer
        namespace = {} if globals is None else dict(globals)
        header = ''
        setup_code = self._code(setup, 'setup')
        if setup_code is None:
            header += ', _setup=_setup'
            namespace['_setup'] = setup
            setup_code = '_setup()'
        stmt_code = self._code(stmt, 'stmt')
        if stmt_code is None:
            header += ', _stmt=_stmt'
            namespace['_stmt'] = stmt
            stmt_code = '_stmt()'
        elif isinstance(setup, str):
            # Both together must make sense, too.
            compile(f'{setup}\n{stmt}', _SOURCE_NAME, 'exec')
        self.src = (f'\ndef inner(_it, _timer{header}):\n'
                    f'    {_indent(setup_code, 4)}\n'
                    f'    _t0 = _timer()\n'
                    f'    for _i in _it:\n'
                    f'        {_indent(stmt_code, 8)}\n'
                    f'        pass\n'
                    f'    _t1 = _timer()\n'
                    f'    return _t1 - _t0\n')
        exec(compile(self.src, _SOURCE_NAME, 'exec'), namespace)
        self.inner = namespace['inner']

    @staticmethod
    def _code(piece, what):
        """The source of a piece; None if it is to be called instead."""
        if isinstance(piece, str):
            # By itself, so that it cannot reach out of the function around it.
            compile(piece, _SOURCE_NAME, 'exec')
            return piece
        if callable(piece):
            return None
        raise ValueError(f'{what} is neither a string nor callable')

    def print_exc(self, file=None):
        """Print the exception being handled, with the lines of the measured code."""
        import linecache
        import traceback
        linecache.cache[_SOURCE_NAME] = (
            len(self.src), None, self.src.split('\n'), _SOURCE_NAME)
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Return how many seconds it takes to run the statement number times."""
        from itertools import repeat as repeat_none
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self.inner(repeat_none(None, number), self.timer)
        finally:
            if collecting:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Return the results of that many calls of timeit()."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Find a number that takes 0.2 seconds or more; return it and the time taken."""
        scale = 1
        while True:
            for digit in (1, 2, 5):
                number = digit * scale
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    """Return how many seconds it takes to run stmt number times."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat,
           number=default_number, globals=None):
    """Return the results of that many calls of timeit()."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


class _Usage(Exception):
    pass


_FLAGS = {'n': 'number', 'r': 'repeat', 's': 'setup', 'u': 'unit'}
_SWITCHES = {'p': 'process', 'v': 'verbose', 'h': 'help', 't': 'time', 'c': 'clock'}


def _parse(args):
    """Split arguments into (option, value) pairs and the rest."""
    options = []
    args = list(args)
    while args and args[0].startswith('-') and args[0] != '-':
        word = args.pop(0)
        if word == '--':
            break
        if word.startswith('--'):
            name, equals, value = word[2:].partition('=')
            matches = [full for full in (*_FLAGS.values(), *_SWITCHES.values())
                       if full.startswith(name)]
            if not matches:
                raise _Usage(f'option --{name} not recognized')
            if len(matches) > 1 and name not in matches:
                raise _Usage(f'option --{name} not a unique prefix')
            name = name if name in matches else matches[0]
            if name in _SWITCHES.values():
                if equals:
                    raise _Usage(f'option --{name} must not have an argument')
            elif not equals:
                if not args:
                    raise _Usage(f'option --{name} requires argument')
                value = args.pop(0)
            options.append((name, value))
            continue
        letters = word[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter in _SWITCHES:
                options.append((_SWITCHES[letter], ''))
            elif letter in _FLAGS:
                if not letters and not args:
                    raise _Usage(f'option -{letter} requires argument')
                options.append((_FLAGS[letter], letters or args.pop(0)))
                letters = ''
            else:
                raise _Usage(f'option -{letter} not recognized')
    return options, args


def main(args=None, *, _wrap_timer=None):
    """Measure as the arguments say and print the result; returns the exit code."""
    try:
        options, statements = _parse(sys.argv[1:] if args is None else args)
    except _Usage as problem:
        print(problem)
        print('use -h/--help for command line help')
        return 2
    timer = default_timer
    number = 0
    times = default_repeat
    setup = []
    unit = None
    verbose = 0
    precision = 3
    for name, value in options:
        if name == 'help':
            print(__doc__, end='')
            return 0
        if name == 'number':
            number = int(value)
        elif name == 'setup':
            setup.append(value)
        elif name == 'unit':
            if value not in _UNITS:
                print('Unrecognized unit. Please select nsec, usec, msec, or sec.',
                      file=sys.stderr)
                return 2
            unit = value
        elif name == 'repeat':
            times = max(int(value), 1)
        elif name == 'process':
            timer = time.process_time
        elif name == 'verbose':
            if verbose:
                precision += 1
            verbose += 1
    # The code may import what lies in the current directory.
    import os
    sys.path.insert(0, os.curdir)
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)

    def shown(seconds):
        name = unit
        if name is None:
            name = 'nsec'
            for name, scale in reversed(_UNITS.items()):
                if seconds >= scale:
                    break
        return f'{seconds / _UNITS[name]:.{precision}g} {name}'

    def show_try(number, taken):
        print(f'{number} loop{"" if number == 1 else "s"} -> {taken:.{precision}g} secs')

    measured = Timer('\n'.join(statements) or 'pass', '\n'.join(setup) or 'pass', timer)
    try:
        if number == 0:
            number, _ = measured.autorange(show_try if verbose else None)
            if verbose:
                print()
        raw = measured.repeat(times, number)
    except BaseException as problem:
        if isinstance(problem, (SystemExit, KeyboardInterrupt)):
            raise
        measured.print_exc()
        return 1
    if verbose:
        print('raw times:', ', '.join([shown(taken) for taken in raw]))
        print()
    per_loop = [taken / number for taken in raw]
    best = min(per_loop)
    print(f'{number} loop{"s" if number != 1 else ""}, best of {times}: {shown(best)} per loop')
    worst = max(per_loop)
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit(
            f'The test results are likely unreliable. The worst time ({shown(worst)}) '
            f'was more than four times slower than the best time ({shown(best)}).',
            UserWarning, '', 0)
    return None


if __name__ == '__main__':
    sys.exit(main())
