"""pathlib: paths without files: parts, other paths, matching, order, messages."""
from pathlib import Path, PosixPath, PurePath, PurePosixPath
import os
def e(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as x: print(type(x).__name__, x)
for s in ('', '.', '/', '//', '///', 'a', 'a/b', '/a//b/.', 'a/../b', './a', 'a.b.c', '.a', 'a.', '..', 'a/', '//x/y', '.a.b', 'a..b', '...', 'x.tar.gz'):
    p=PurePosixPath(s); print(repr(s), repr(p), str(p), p.parts, p.drive, p.root, p.anchor, p.name, p.suffix, p.suffixes, p.stem, p.parent, list(p.parents), p.is_absolute(), hash(p)==hash(PurePosixPath(s)), bytes(p))
P=PurePosixPath
e(P,b'a'); e(P,3); e(P,'a','b','/c','d'); e(P,P('a'),'b'); e(lambda: P('a')/'b'/P('c')); e(lambda: 'x'/P('y')); e(lambda: P('a')/3); e(lambda: 3/P('a')); e(P('a').joinpath,'b','..','c')
e(P('a/b').with_name,'c'); e(P('a/b').with_name,''); e(P('a/b').with_name,'c/d'); e(P('/').with_name,'c'); e(P('a/b').with_name,'.'); e(P('a/b.c').with_suffix,'.d'); e(P('a/b.c').with_suffix,''); e(P('a/b.c').with_suffix,'d'); e(P('a/b.c').with_suffix,'.'); e(P('').with_suffix,'.d'); e(P('a/b.c').with_stem,'x'); e(P('a/b.c').with_stem,''); e(P('/').with_stem,'x'); e(P('a/b').with_suffix,'./x')
e(P('/a/b').relative_to,'/a'); e(P('/a/b').relative_to,'/'); e(P('a/b').relative_to,'c'); e(P('/a/b').relative_to,'/c',walk_up=True); e(P('/a/b').relative_to,'c',walk_up=True); e(P('a/b').relative_to,'../c',walk_up=True); e(P('a').relative_to,'a'); e(P('a').relative_to,'a','b'); e(P('/a/b').is_relative_to,'/a'); e(P('/a/b').is_relative_to,'/ab')
e(lambda: P('a')<P('b')); e(lambda: P('a')<'b'); e(lambda: P('a')==PosixPath('a')); e(lambda: P('a')=='a'); e(lambda: sorted([P('b'),P('a/c'),P('a'),P('a.b')]))
for pat in ('*.py','a/*.py','/a/*','**','**/*.py','a/**/c','b/*','','.','**/','/**','a/b.py'):
    for s in ('a.py','a/b.py','/a/b.py','a/b/c','/a','','x/a/b.py'):
        print(pat, s, end=' '); e(P(s).match,pat); e(P(s).full_match,pat)
e(P('a').match,''); e(Path('/a b/é#?').as_uri); e(Path('a').as_uri); e(Path.from_uri,'file:///a%20b'); e(Path.from_uri,'file://localhost/a'); e(Path.from_uri,'x'); e(Path.from_uri,'file:a')
e(lambda: P('a').parents[0]); e(lambda: P('a/b/c').parents[-1]); e(lambda: P('a/b/c').parents[5]); e(lambda: P('a/b/c').parents[0:2]); e(lambda: len(P('/a/b').parents)); e(lambda: repr(P('a').parents)); e(P('a/b').as_posix); e(lambda: P('a').x); e(lambda: {P('a'):1}[P('a/.')]); print(P('a').__fspath__(), isinstance(Path('a'),PosixPath), PurePath('a').__class__, Path.__mro__, PosixPath.__mro__)
try: P('a').name='x'
except Exception as x: print(type(x).__name__, x)
