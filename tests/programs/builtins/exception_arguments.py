"""Arguments and fields of Unicode errors, OSError and its subclasses, SyntaxError and others."""
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
D,E,T=UnicodeDecodeError,UnicodeEncodeError,UnicodeTranslateError
for C in (D,E,T):
    t(C); t(C,'a'); t(C,'a','b',1,2,'r'); t(C,'a',b'b',1,2,'r'); t(C,1,'b',1,2,'r'); t(C,'a','b','c',2,'r'); t(C,'abc',0,1,'r'); t(C,'abc',0,1,5); t(C,'abc',0.5,1,'r'); t(C,'a',b'b',1,2,5); t(C,'a',b'b',1,2,'r',6); t(C,a=1); t(C,'abc',0,1,'r',a=1)
    t(C,'a',b'b',2**80,2,'r')
    t(C,'abc',2**80,2,'r')
    t(C,5,0,1,'r')
x=T('日本',0,1,'t'); print(x, x.object,x.start,x.end,x.reason,x.args, getattr(x,'encoding',0))
print(T('ab',0,2,'t'), T('\xe9',0,1,'t'), T('\U0001f600',0,1,'t'), T('abc',5,6,'t'), T('abc',-5,-6,'t'),T('abc',1,1,'t'),T('',0,1,'t'))
print(E('x','ab',0,2,'t'), E('x','abc',5,6,'t'), E('x','abc',-5,-6,'t'),E('x','',0,1,'t'))
print(D('x',b'ab',0,2,'t'), D('x',b'abc',5,6,'t'), D('x',b'abc',-5,-6,'t'),D('x',b'',0,1,'t'), D('x',b'abc',1,2,'t'), D('x',bytearray(b'abc'),1,2,'t').object)
d=D('x',b'abc',1,2,'t'); d.start=50; print(d.start,d.end,d); d.end=-4; print(d.end); d.reason=5; print(d,d.reason); d.object=b'q'; print(d)
t(lambda: setattr(d,'object',5)); print(d.object); t(lambda:str(d)); 
t(lambda: delattr(d,'reason')); t(lambda: d.reason); t(lambda:str(d)); t(lambda: setattr(d,'start','x')); t(lambda: delattr(d,'start'))
e=D.__new__(D); t(lambda: e.object); t(lambda:e.start); t(lambda:e.reason); t(lambda:e.encoding); t(lambda:str(e)); print(repr(e))
class NoSuper(OSError):
    def __init__(self, a): self.a = a
class Both(OSError):
    def __new__(c,*a): return super().__new__(c,*a)
    def __init__(self, a): self.a = a
class NewO(OSError):
    def __new__(c,*a): return super().__new__(c,*a)
n=NoSuper('q'); print(n.args,str(n),repr(n)); n=Both('q'); print(n.args,str(n),repr(n));n=NewO(2,'q'); print(n.args,str(n),repr(n),n.errno,type(n))
class S2(OSError):
    def __init__(self,a,b): super().__init__(a,b,'file')
n=S2(2,'x'); print(n.args,str(n),repr(n),n.filename,n.errno,type(n))
class S3(OSError): pass
print(type(S3(2,'x')), type(OSError(2,'x')), repr(S3(2,'x','f')), S3(2,'x','f'))
t(OSError,1,2,3,4,5,6); t(OSError,x=1); t(S3,x=1);t(NoSuper,a=1); t(Both,a=3)
try: import asdfg
except ImportError as e: print(repr(e), e.args, e.name, e.path)
t(SyntaxError,'m',5); t(SyntaxError,'m',(1,2)); t(SyntaxError,'m',(1,2,3,4)); t(SyntaxError,'m',(1,2,3,4,5)); t(SyntaxError,'m',(1,2,3,4,5,6)); t(SyntaxError,'m',(1,2,3,4,5,6,7)); t(SyntaxError,'m',range(9)); t(SyntaxError,x=1)
t(ImportError,'m',nope=1); t(NameError,'m',nope=1); t(AttributeError,'m',nope=1); t(StopIteration,a=1); t(SystemExit,a=1); t(KeyError,a=1);t(AttributeError,'m',obj=1,name='x'); t(NameError,name=3); t(ImportError,path=3,msg=2)
