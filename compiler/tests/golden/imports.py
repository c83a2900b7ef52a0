import a
import a.b.c
import a.b.c as d, e
from . import f
from ..g.h import i as j, k
from m import *

def local():
    import sys
    from os import path as p
    return sys, p
