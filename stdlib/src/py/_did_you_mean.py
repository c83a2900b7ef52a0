"""Finds the name that somebody may have meant who wrote another one."""

_LONGEST_NAME = 40
_MOST_CANDIDATES = 750
_MOVE = 2
_CASE = 1


def _replace_cost(a, b):
    if a == b:
        return 0
    return _CASE if a.lower() == b.lower() else _MOVE


def _distance(a, b, limit):
    """How much it takes to turn a into b; something above limit if it takes more."""
    if a == b:
        return 0
    start = 0
    while start < len(a) and start < len(b) and a[start] == b[start]:
        start += 1
    a = a[start:]
    b = b[start:]
    end = 0
    while end < len(a) and end < len(b) and a[-1 - end] == b[-1 - end]:
        end += 1
    if end:
        a = a[:-end]
        b = b[:-end]
    if not a or not b:
        return _MOVE * (len(a) + len(b))
    if len(a) > _LONGEST_NAME or len(b) > _LONGEST_NAME:
        return limit + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * _MOVE > limit:
        return limit + 1
    row = [_MOVE * (i + 1) for i in range(len(a))]
    result = 0
    for done, char in enumerate(b):
        diagonal = result = done * _MOVE
        least = limit + 1
        for i, other in enumerate(a):
            replaced = diagonal + _replace_cost(char, other)
            diagonal = row[i]
            result = min(min(result, diagonal) + _MOVE, replaced)
            row[i] = result
            least = min(least, result)
        if least > limit:
            return limit + 1
    return result


def closest(candidates, wrong):
    """Return the candidate nearest to the wrong name, None if none is near."""
    if len(candidates) > _MOST_CANDIDATES or len(wrong) > _LONGEST_NAME:
        return None
    best = None
    best_distance = None
    for name in candidates:
        if not isinstance(name, str) or name == wrong:
            continue
        limit = (len(name) + len(wrong) + 3) * _MOVE // 6
        if best is not None:
            limit = min(limit, best_distance - 1)
        distance = _distance(wrong, name, limit)
        if distance <= limit:
            best = name
            best_distance = distance
    return best


def _last_frame(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb.tb_frame


def _public(names, wrong):
    return names if wrong.startswith('_') else [name for name in names if name[:1] != '_']


def _attributes(obj):
    try:
        names = dir(obj)
    except TypeError:
        # A mixture that cannot be sorted; the names in it are good all the same.
        names = type(obj).__dir__(obj)
    return [name for name in names if isinstance(name, str)]


def suggestion_for(exc, tb):
    """Return what may have been meant where a name, attribute or import failed; or None."""
    try:
        if isinstance(exc, NameError):
            return _for_name(exc.name, tb)
        if isinstance(exc, AttributeError):
            return _for_attribute(exc, tb)
        if isinstance(exc, ImportError):
            wrong = exc.name_from
            if isinstance(wrong, str):
                return closest(_public(_attributes(__import__(exc.name)), wrong), wrong)
    except Exception:
        # The object may have answered dir() in any way it liked.
        pass
    return None


def _for_name(wrong, tb):
    if not isinstance(wrong, str) or tb is None:
        return None
    frame = _last_frame(tb)
    local_names = frame.f_locals
    if 'self' in local_names:
        try:
            has_it = hasattr(local_names['self'], wrong)
        except Exception:
            has_it = False
        if has_it:
            return f'self.{wrong}'
    names = [*local_names, *frame.f_globals, *frame.f_builtins]
    return closest([name for name in names if isinstance(name, str)], wrong)


def _for_attribute(exc, tb):
    wrong = exc.name
    if not isinstance(wrong, str):
        return None
    obj = exc.obj
    names = _attributes(obj)
    if not wrong.startswith('_'):
        inside = tb is not None and _last_frame(tb).f_locals.get('self', names) is obj
        if not inside:
            names = _public(names, wrong)
    return closest(names, wrong)
