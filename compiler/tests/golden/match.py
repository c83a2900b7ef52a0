def kinds(x):
    match x:
        case 0 | 1:
            return 'small'
        case -1.5 | 'text' | b.c:
            return 'value'
        case None:
            return 'none'
        case True:
            return 'true'
        case [a, b, *rest] if a:
            return rest
        case (1, [2, y]) | (y, 1):
            return y
        case {'k': v, 'n': 1, **others}:
            return v, others
        case Point(1, y=yy) as p:
            return p, yy
        case str():
            return 's'
        case other:
            return other
