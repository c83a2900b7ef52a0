use super::*;
use crate::parse::parse_module;

fn analyse(source: &str) -> Result<(Scopes, Interner), String> {
    let module = parse_module(source).map_err(|e| e.message)?;
    let mut names = Interner::new();
    let scopes = Scopes::analyse(&module, &mut names, false).map_err(|e| e.message)?;
    Ok((scopes, names))
}

/// Where `name` lives in each scope that mentions it, outermost first.
fn places(source: &str, name: &str) -> Vec<(ScopeKind, Place)> {
    let (scopes, mut names) = analyse(source).expect("valid scopes");
    let sym = names.intern(name);
    let found = scopes.list.iter().filter_map(|scope| {
        let symbol = scope.get(sym)?;
        Some((scope.kind, symbol.place))
    });
    found.collect()
}

fn error(source: &str) -> String {
    analyse(source).err().unwrap_or_default()
}

#[test]
fn closures() {
    use Place::*;
    use ScopeKind::*;
    assert_eq!(
        places("def f():\n x = 1\n def g():\n  def h(): return x\n", "x"),
        [(Function, Cell), (Function, Free), (Function, Free)]
    );
    assert_eq!(
        places("def f():\n x = 1\n def g():\n  global x\n  x = 2\n", "x"),
        [(Function, Local), (Function, GlobalExplicit)]
    );
    assert_eq!(
        places("def f():\n global x\n def g(): return x\n", "x"),
        [(Function, GlobalExplicit), (Function, GlobalImplicit)]
    );
}

#[test]
fn inlined_comprehensions_capture_nothing() {
    use Place::*;
    use ScopeKind::*;
    assert_eq!(
        places("def f(x):\n return [x for y in x]\n", "x"),
        [(Function, Local), (Comprehension, Free)]
    );
    assert_eq!(
        places("def f(x):\n return [lambda: x for y in z]\n", "x"),
        [(Function, Cell), (Function, Free)]
    );
    assert_eq!(
        places("def f():\n return [lambda: y for y in z]\n", "y"),
        [(Comprehension, Cell), (Function, Free)]
    );
    assert_eq!(
        places("def f(x):\n return (x for y in x)\n", "x"),
        [(Function, Cell), (Generator, Free)]
    );
}

#[test]
fn classes_hide_their_names() {
    use Place::*;
    use ScopeKind::*;
    assert_eq!(
        places(
            "def f():\n x = 1\n class C:\n  x = 2\n  def g(self): return x\n",
            "x"
        ),
        [(Function, Cell), (Class, Local), (Function, Free)]
    );
    let (scopes, _) = analyse("class C:\n def m(self): super().m()\n").expect("valid scopes");
    assert!(scopes.list[1].needs_class);
}

#[test]
fn errors() {
    for (source, message) in [
        (
            "x = 1\nglobal x\n",
            "name 'x' is assigned to before global declaration",
        ),
        (
            "def f():\n print(x)\n global x\n",
            "name 'x' is used prior to global declaration",
        ),
        ("def f(x):\n global x\n", "name 'x' is parameter and global"),
        (
            "def f(x):\n nonlocal x\n",
            "name 'x' is parameter and nonlocal",
        ),
        (
            "def f():\n nonlocal x\n",
            "no binding for nonlocal 'x' found",
        ),
        (
            "nonlocal x\n",
            "nonlocal declaration not allowed at module level",
        ),
        (
            "def f():\n x = 1\n def g():\n  global x\n  nonlocal x\n",
            "name 'x' is nonlocal and global",
        ),
        (
            "def f():\n x: int\n global x\n",
            "annotated name 'x' can't be global",
        ),
        (
            "[i := 0 for i in x]\n",
            "assignment expression cannot rebind comprehension iteration variable 'i'",
        ),
        (
            "[i for i in (j := x)]\n",
            "assignment expression cannot be used in a comprehension iterable expression",
        ),
        (
            "class C:\n [j := i for i in x]\n",
            "assignment expression within a comprehension cannot be used in a class body",
        ),
        (
            "def f():\n return [(yield x) for x in y]\n",
            "'yield' inside list comprehension",
        ),
    ] {
        assert_eq!(error(source), message, "{source}");
    }
}
