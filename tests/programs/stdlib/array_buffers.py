"""array.array: subclasses, and buffers that pin the memory."""
from array import array


def t(src):
    """Show the value or the error of an expression."""
    try:
        print(src, "->", repr(eval(src)))
    except Exception as e:
        print(src, "!!", type(e).__name__, e)


class S(array): pass
print(S('i',[1]), repr(S('i',[1])+S('i',[2])), type(S('i',[1])[:]), type(S('i',[1]).__copy__()))
try: S('i',[1],x=3)
except Exception as e: print(type(e), e)
x = S('i',[1]); x.foo=1; print(x.__reduce_ex__(3), x.__reduce_ex__(2))
a = array('i',[1,2,3])
v = memoryview(a)
for s in '''a.append(1)
a.pop()
a.extend([1])
a.extend(array('i',[1]))
a.extend([])
a.insert(0,1)
a.remove(1)
a.clear()
a.frombytes(b'abcd')
a.frombytes(b'')
a.fromlist([1])
a.fromlist([])
a.__delitem__(0)
a.__delitem__(slice(0,1))
a.__setitem__(slice(0,1),array('i',[7]))
a.__setitem__(slice(0,1),array('i',[7,8]))
a.__setitem__(0,9)
a.__iadd__(array('i',[1]))
a.__imul__(2)
a.__imul__(1)
a.__imul__(0)
a.__iadd__([1])
a.reverse()
a.byteswap()
v.tolist()
v.__setitem__(0,5)
a
'''.splitlines(): t(s)
