"""OrderedDict: order, moves, views, iterators, subclasses, and the messages of errors."""
from collections import OrderedDict as O
import collections
o=O(a=1,b=2)
print(type(iter(o)),type(o.keys()),o.keys(),o.items(),o.values(),type(reversed(o)),type(reversed(o.items())),type(o.keys()).__mro__, type(iter(o.values())))
class S(O):
    def items(self): print("items"); return super().items()
    def keys(self): print("keys"); return super().keys()
    def __iter__(self): print("iter"); return super().__iter__()
    def __getitem__(self,k): print("get",k); return super().__getitem__(k)
    def __setitem__(self,k,v): print("set",k,v); super().__setitem__(k,v)
    def __delitem__(self,k): print("del",k); super().__delitem__(k)
s=S(a=1); s.x=4
print(repr(s)); c=s.copy(); print(c.__dict__); s.update(b=2); print(s.pop('b'), s.popitem()); s.setdefault('q',2); s.setdefault('q',3); s|={'w':3}; print(s|{'p':1}); print(s==O(q=2,w=3)); s.move_to_end('q'); print(list(s)); print(S.fromkeys('ab')); print(s.__reduce__()[:4], type(s.__reduce__()[4])); print({'p':1}|s); s.clear(); print(S(s), dict(S(a=1)))
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def mut(f,n=1):
    o=O(a=1,b=2,c=3); it=iter(o)
    for _ in range(n): next(it)
    f(o)
    t(lambda: next(it)); t(lambda: next(it))
mut(lambda o: o.move_to_end('a')); mut(lambda o: o.__setitem__('a',5)); mut(lambda o:o.pop('c')); mut(lambda o:o.clear()); mut(lambda o:(o.pop('c'),o.__setitem__('c',1))); mut(lambda o:o.pop('c'),3); 
mut(lambda o: o.move_to_end('c'))
for f in [lambda:O.x,
    lambda: setattr(O,'x',1), lambda:O(1,2), lambda:O().update(1,2), lambda:O([(1,)]), lambda:O([(1,2,3)]), lambda:O([()]),lambda:O([1]), lambda:O(5), lambda:O().popitem(), lambda:O().popitem(last=False), lambda:O().popitem(1,2), lambda:O().move_to_end(), lambda:O().move_to_end(5), lambda:O().move_to_end(key=5), lambda:O().pop(), lambda:O().pop(key=4), lambda:O().pop(4,default=7), lambda:O().pop(4,None), lambda:O().setdefault(key=4), lambda:O(a=1)|5, lambda:5|O(), lambda:O(a=1)<O(), lambda:hash(O()), lambda:O()[[]], lambda:O().move_to_end([]), lambda:O.__reversed__(5), lambda:O.move_to_end({},1), lambda:O.move_to_end({1:2},1), lambda:O.fromkeys(5), lambda:O.fromkeys(iterable='ab', value=3), lambda:O.fromkeys('a').__sizeof__()>50, lambda: O.__doc__, lambda:O.move_to_end.__doc__, lambda:O.popitem.__doc__, lambda: O.pop.__doc__,lambda:O.move_to_end.__text_signature__,lambda:O.popitem.__text_signature__, lambda: O.pop.__text_signature__, lambda:O.setdefault.__text_signature__,lambda:O.fromkeys.__text_signature__,lambda:O.copy.__text_signature__, lambda:O.__module__, lambda:O.__class_getitem__(int), lambda:O.keys.__doc__, lambda:O.setdefault.__doc__, lambda:O.update.__doc__, lambda:O.fromkeys.__doc__, lambda:O.copy.__doc__, lambda: O.__reversed__.__doc__, lambda:O.clear.__doc__, lambda:O.items.__doc__, lambda: O.__reduce__.__doc__, lambda:O.__repr__, lambda:O.move_to_end, lambda:O.keys(5)]: t(f)
it=iter(O(a=1,b=2)); next(it); print(it.__reduce__(), list(it)); t(lambda:it.__length_hint__()); t(lambda:O(a=1).items().__reduce__())
import copy
t(lambda:list(copy.copy(it)))
print(O(a=1).keys()&{'a'}, O(a=1).items()=={('a',1)}, O(a=1).keys().mapping, isinstance(O().keys(), type({}.keys())))
o=O(a=1); o['o']=o; print(o)
class M(O):
    def __missing__(self,k): return 'missing '+str(k)
m=M(); print(m['x'], m.pop('z',1)); t(lambda:m.pop('z'))
t(lambda: O.__init__(m, [(1,2)])); print(m)
print(O.__new__(O), O.__ior__, O.__eq__, O.__or__)
print(o.__dict__, O.__hash__)
import weakref
w=weakref.ref(o); print(w() is o)
print([k for k in dir(O) if k not in dir(dict) and k != '__module__'])
class W:
    def __iter__(self): return iter('ab')
    def items(self): return [(1,2)]
print(O(W()), list(reversed(O(a=1,b=2).values())))
p=O.fromkeys(range(20)); p.move_to_end(3,False); p.move_to_end(5,last=False); print(list(p),list(reversed(p))); p.popitem(last=False); p.popitem(); p[5]=1; print(p)
it=reversed(O(a=1,b=2)); print(next(it), it.__reduce__(), it.__length_hint__() if hasattr(it,'__length_hint__') else None)
o=O(a=1)
t(lambda:o.pop([])); t(lambda:o.move_to_end([])); t(lambda:o.setdefault([],1)); t(lambda:O().pop([])); t(lambda:O().pop([],1)); t(lambda:o.move_to_end('b'));t(lambda:o.move_to_end('b',False))
d={1:1}
it=iter(d); next(it); del d[1]; d[2]=2
t(lambda: next(it))
d={1:1,2:2}
it=iter(d); next(it); next(it); d.popitem(); d[3]=2
t(lambda: next(it))
d={1:1,2:2}
it=iter(d); next(it); next(it); d.pop(2); d[3]=2
t(lambda: next(it))
d=dict.fromkeys(range(50))
it=iter(d); list(zip(range(50),it)); d.pop(49); d[3333]=2
t(lambda: next(it))
t(lambda: O.__getitem__ is dict.__getitem__)
t(lambda: O(a=1).__eq__(5)); t(lambda:O(a=1).__lt__({})); t(lambda: {'a':1}==O(a=1)); t(lambda: O(a=1)!=O(a=1))
class X(O): pass
x=X(a=1); x.q=2
t(lambda: x.copy().__dict__); t(lambda: x==O(a=1)); t(lambda:x.__reduce__()[:4]); t(lambda:O().__reduce__()[:4])
import copy
t(lambda: copy.copy(x).__dict__); t(lambda: copy.deepcopy(x))
t(lambda: iter(O()).__class__.__name__); 
o=O.fromkeys(range(5)); 
def f():
    for k in o: 
        del o[k]
t(f)
def f():
    for k in O(a=1).items(): return k
t(f)
o=O(a=1); it=iter(o); o['a']=3; t(lambda: list(it))
o=O(); it=iter(o); o['a']=3; t(lambda: list(it))
t(lambda: type(O().keys()).__reversed__)
t(lambda: O([(1,2)],a=3)); t(lambda: O(self=1, other=2)); t(lambda:O(a=1).update(self=3)); t(lambda: O.update())
t(lambda: O(None))
class E(O):
    def __eq__(self,o): return 1
t(lambda: E().__hash__)

# Many keys, moved and taken at both ends: the same as a list of keys says.
def agree(size, steps):
    d, model, seed = O.fromkeys(range(size)), list(range(size)), 12345
    for step in range(steps):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        kind, key = (seed >> 8) % 8, (seed >> 12) % (2 * size)
        if kind < 3 and key in d:
            d.move_to_end(key, last=kind > 0)
            model.remove(key)
            model.insert(len(model) if kind > 0 else 0, key)
        elif kind == 3 and d:
            assert d.popitem(last=False)[0] == model.pop(0)
        elif kind == 4 and d:
            assert d.popitem()[0] == model.pop()
        elif kind == 5 and key in d:
            del d[key]
            model.remove(key)
        elif key not in d:
            d[key] = step
            model.append(key)
        assert len(d) == len(model) and all(k in d for k in model)
        if step % 16 == 0:
            assert list(d) == model and list(reversed(d)) == model[::-1]
    print(size, len(d), list(d) == model)
for size in (1, 3, 7, 8, 9, 20, 90, 300): agree(size, 1500)
