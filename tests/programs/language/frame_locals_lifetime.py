"""Values that f_locals puts into variables that the function never set itself are freed with the frame."""
import sys
class N:
    def __init__(s,n): s.n=n
    def __del__(s): print('del', s.n)
def callee(): sys._getframe(1).f_locals['late'] = N('late')
def early(flag):
    callee()
    if flag: return 1
    late = 5
    other = 6
    return late
print(early(True)); print('after')
def loop():
    for i in range(3):
        callee()
        if i == 1: return late
    late = 1
try: print(loop().n)
except UnboundLocalError as e: print(e)
print('end')
def gen():
    yield 1
    if 0: z = 1
    yield 2
g = gen(); next(g); g.gi_frame.f_locals['z'] = N('z'); next(g); print('closing'); g.close(); del g; print('closed')
def big():
    for k in range(20): callee()
    if 0: late = 1
big(); print('big')
