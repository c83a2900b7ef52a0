"""__debug__ can be bound by no statement."""
for code in ["import __debug__","import a as __debug__","from a import __debug__","from a import b as __debug__","import __debug__.x","import x.__debug__","from __debug__ import x","global __debug__","def f():\n nonlocal __debug__","with a as __debug__: pass","match x:\n case __debug__: pass","match x:\n case [*__debug__]: pass","match x:\n case {**__debug__}: pass","match x:\n case 1 as __debug__: pass","type __debug__ = 1","type X[__debug__] = 1","def f[__debug__](): pass","class A[*__debug__]: pass","(__debug__ := 1)","[1 for __debug__ in x]","class __debug__: pass","def __debug__(): pass","lambda __debug__: 1","f(__debug__=1)","class A(__debug__=1): pass","__debug__ += 1","__debug__: int","__debug__: int = 1","x.__debug__ += 1","del x.__debug__","x.__debug__","match x:\n case A(__debug__=1): pass","match x:\n case A.__debug__: pass", "def f(*__debug__): pass","x.__debug__: int","(x.__debug__, y) = 1","for x.__debug__ in y: pass", "global __debug__; __debug__ = 1"]:
    try:
        compile(code,'s','exec')
        print("fine", repr(code))
    except SyntaxError as e:
        print(repr(code), e.msg, e.lineno,e.offset,e.end_lineno,e.end_offset)
