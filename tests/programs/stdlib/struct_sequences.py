"""Struct sequences: constructors, hidden fields, replace, reduce, read-only fields."""
import time,sys,os
def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e)
S=time.struct_time
t(S); t(S,5); t(S,[1]); t(S,range(9)); t(S,range(10)); t(S,range(11)); t(S,range(12)); t(S,range(9),5); t(S,range(9),{'tm_zone':'x'}); t(S,range(9),{'tm_zonx':'x'}); t(S,range(9),dict=3); t(S,sequence=range(9),dict={}); t(S,range(9),1,2); t(S, range(9), zz=1); t(S,range(10),{'tm_zone':'x'})
x=S(range(11)); print(x.tm_zone,x.tm_gmtoff,len(x),x.n_fields,x.n_sequence_fields,x.n_unnamed_fields,x.__match_args__, x[:3], type(x[:3]), x.__reduce__(), x==S(range(9)), hash(x)==hash(tuple(x)))
print(S(range(9)).tm_zone, len(S(range(9))))
t(lambda:setattr(x,'tm_year',3)); t(lambda:setattr(x,'foo',3)); t(lambda:delattr(x,'tm_year')); t(lambda:setattr(x,'tm_zone',3))
import copy; t(lambda: copy.replace(x,tm_year=3)); t(lambda: copy.replace(x,tm_zone=3).tm_zone); t(lambda: copy.replace(x,zz=3)); t(lambda: copy.copy(x)); t(lambda: x.__replace__(1))
v=type(sys.version_info); t(v); t(v,[1]); t(lambda: v.__new__(v)); t(lambda:setattr(sys.version_info,'major',3))
for n in 'flags float_info int_info hash_info thread_info version_info'.split():
    o=getattr(sys,n); T=type(o); print(T, T.__name__, T.__qualname__, T.__module__, T.n_fields,T.n_sequence_fields,T.n_unnamed_fields); t(lambda: T([1])); 
    t(lambda: type('Z',(T,),{}))
s=os.stat('/'); T=type(s); print(T, T.n_fields,T.n_sequence_fields,T.n_unnamed_fields,T.__match_args__); t(T); t(T,[1]); print(T(range(10)), T(range(15)).st_atime, T(range(10)).st_atime, T(range(10)).st_blksize); t(lambda: type('Z',(T,),{})); 
t(lambda: [n for n in dir(T) if n[:2]!='__'])
t(lambda:setattr(s,'st_mode',3)); t(lambda:setattr(s,'foo',3));t(lambda:delattr(s,'st_atime'))
t(lambda: os.terminal_size((1,2))); t(lambda: os.terminal_size((1,))); t(lambda: os.times().n_fields); t(lambda: os.uname_result(range(5))); t(lambda: os.statvfs_result(range(5)))
import threading
t(lambda: threading.ExceptHookArgs([1,2,3,4])); t(lambda: threading.ExceptHookArgs([1,2,3]))
