"""Wrong arguments for natives of operator, heapq and itertools."""
import operator, heapq, itertools
from collections import *
def t(f,*a,**k):
    try: print(type(f(*a,**k)).__name__)
    except Exception as e: print(type(e).__name__, e)
t(operator.is_none); t(operator.is_not_none,1); t(operator.is_none,None); 
t(operator.itemgetter); t(operator.attrgetter); t(operator.methodcaller); t(operator.attrgetter,1); t(operator.methodcaller,1); t(operator.itemgetter,a=1)
t(operator.contains,5,1); t(operator.indexOf,5,1); t(operator.countOf,5,1); t(operator.indexOf,[5],1)
for n in ('heappush','heappop','heapify','heapreplace','heappushpop','heappush_max','heapify_max'): t(getattr(heapq,n),5,*([1] if 'push' in n or 'repl' in n else []))
for f in (itertools.count,itertools.repeat,itertools.cycle,itertools.chain,itertools.accumulate,itertools.islice,itertools.starmap,itertools.takewhile,itertools.dropwhile,itertools.filterfalse,itertools.groupby,itertools.combinations,itertools.permutations,itertools.product,itertools.tee,itertools.zip_longest,itertools.compress,itertools.pairwise,itertools.batched,itertools.combinations_with_replacement):
    print(f.__name__)
    t(f); t(f,1,2,3,4,5,6); t(f,1,zz=3);t(f,zz=3);t(f,[1],2); t(f,'a','b');t(f,[],None); t(f,1,-1)
