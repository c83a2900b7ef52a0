//! Reference counts: after random programs every count equals the references that exist, and
//! nothing is left when the names are gone.

use hasp_vm::config::Config;
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::setup::with_interpreter;
use hasp_vm::vm::Vm;
use proptest::prelude::*;

/// What every program starts with.
const PRELUDE: &str = "
class Node:
    kind = 0
    def __init__(self, *parts, **named):
        self.parts = list(parts)
        self.__dict__.update(named)
    def __len__(self): return len(self.parts)
    def __getitem__(self, i): return self.parts[i]
    def link(self, other):
        self.other = other
        return self
class Slotted:
    __slots__ = ('left', 'right')
    def __init__(self, left, right=None):
        self.left, self.right = left, right
log = []
class Noisy(Node):
    def __del__(self, log=log): log.append(len(log))
def steps(*values):
    for v in values:
        got = yield v
        if got is not None: yield [got, v]
def nested(x):
    y = [x]
    def inner(z=y): return (x, y, z)
    return inner
def fail(v, *more):
    try:
        raise ValueError(v, more)
    except ValueError as e:
        return e
def deep(n, v): return v if n <= 0 else deep(n - 1, [v])
a = b = c = d = None
";

/// Statements; `$` stands for a variable, `#` for a small number.
const STATEMENTS: &[&str] = &[
    "$ = [$, $]",
    "$ = ($, #, $)",
    "$ = {'x': $, #: $}",
    "$ = {#: $ for i in range(#)}",
    "$ = {#, 'y', (#, #)}",
    "$ = Node($, x=$)",
    "$ = Noisy($)",
    "$ = Slotted($, $)",
    "$ = Node($).link($)",
    "$ = nested($)",
    "$ = nested($)()",
    "$ = steps($, $); next($, None) if hasattr($, 'send') else None",
    "$ = (i for i in [$, $])",
    "$ = fail($, $)",
    "$ = deep(#, $)",
    "$ = [*[$], *($, $)]",
    "$ = dict(p=$, q=$)",
    "$ = [x for x in ($, $, #) if x is not None]",
    "$ = f'{#}{type($).__name__}' * #",
    "$ = 10 ** 20 + #",
    "$ = # * 1.5",
    "$ = lambda q=$: (q, $)",
    "$ = Node.link.__get__(Node($))",
    "$ = type('T', (Node,), {'v': $})($)",
    "$ = sorted([#, #, #], key=lambda n: (n, $ is None))",
    "$, $ = $, $",
    "[$, *$] = [$, $, #]",
    "$ = $; $ = None",
    "$ = (lambda *r, **k: (r, k))(*[$, #], z=$)",
    "if isinstance($, list): $.append($)",
    "if isinstance($, list) and $: $.pop(); $ = $[:]",
    "if isinstance($, list): $[:1] = [$, #]",
    "if isinstance($, dict): $['k'] = $",
    "if isinstance($, dict): $.pop('x', None); $.setdefault('s', []).append($)",
    "if isinstance($, Node): $.me = $",
    "if isinstance($, Node): $.parts += [$]; $.kind = $",
    "if isinstance($, Node) and '__dict__': vars($).clear()",
    "if isinstance($, Slotted): $.left = $; del $.right; $.right = $",
    "if hasattr($, '__next__'): $ = next($, $)",
    "if callable($) and not isinstance($, type): $ = $.__name__ if hasattr($, '__name__') else $",
    "try: $ = $[#]\nexcept Exception as e: $ = e",
    "try: $ = $ + $\nexcept TypeError: pass",
    "try: $.nothing\nexcept AttributeError as e: $ = e.__traceback__ is not None",
    "try:\n  raise KeyError($)\nexcept KeyError as e: $ = e",
    "try:\n  try: 1 // 0\n  finally: $ = [$]\nexcept ZeroDivisionError as e: $ = e.__context__",
    "with __import__('contextlib').suppress(Exception): $.x = $; $ = $.x",
    "for $ in [$, $]: pass",
    "while True:\n  $ = [$]\n  break",
    "match $:\n  case [x, *_]: $ = x\n  case {'x': y}: $ = y\n  case Node(parts=p): $ = p\n  case _: pass",
    "del $; $ = #",
    "$ = (y := $)",
    "exec('z = $', {'$': $})",
    "global w; w = $",
    "import weakref; $ = weakref.ref(Node) and $",
];

fn program() -> impl Strategy<Value = String> {
    let variable = prop::sample::select(vec!["a", "b", "c", "d"]);
    let statement = (
        prop::sample::select(STATEMENTS),
        prop::collection::vec(variable, 6),
        prop::collection::vec(0..5u8, 4),
    )
        .prop_map(|(template, variables, numbers)| {
            let (mut variables, mut numbers) = (variables.iter().cycle(), numbers.iter().cycle());
            let mut text = String::new();
            for c in template.chars() {
                match c {
                    '$' => text.push_str(variables.next().copied().unwrap_or_default()),
                    '#' => text.push_str(&numbers.next().copied().unwrap_or_default().to_string()),
                    c => text.push(c),
                }
            }
            text + "\n"
        });
    prop::collection::vec(statement, 1..25).prop_map(|s| s.concat())
}

fn run(vm: &Vm, globals: &Ref<Dict>, source: &str) {
    globals.set_name(vm, &vm.intern("__name__"), vm.str("__main__"));
    // A program that raises is as good as one that does not.
    let _raised = vm.exec_source(source, "<test>", globals);
}

fn interpreter(main: impl FnOnce(&Vm) + Send) {
    const STACK: usize = 32 << 20;
    std::thread::scope(|scope| {
        let run = || {
            let config = Config {
                library: hasp_stdlib::LIBRARY,
                stack_bytes: STACK,
                ..Config::default()
            };
            with_interpreter(config, main);
        };
        let thread = std::thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, run).expect("a thread");
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

/// Programs of one interpreter: starting one for each would take most of the time.
fn check(programs: &[String]) {
    interpreter(|vm| {
        for program in programs {
            let source = format!("{PRELUDE}{program}");
            // The first run fills caches and interns names.
            let globals = Dict::new(vm);
            run(vm, &globals, &source);
            globals.clear_all();
            vm.collect_garbage();

            let before = vm.object_addresses();
            let globals = Dict::new(vm);
            run(vm, &globals, &source);
            assert!(vm.object_addresses().len() > before.len());
            let wrong = vm.audit_counts(&before, &[globals.value().clone()]);
            assert!(wrong.is_empty(), "{wrong:#?}\nafter\n{program}");

            globals.clear_all();
            vm.collect_garbage();
            vm.collect_garbage();
            drop(globals);
            let after = vm.object_addresses().len();
            assert!(
                after <= before.len(),
                "{} objects are left by\n{program}",
                after - before.len()
            );
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_the_references(programs in prop::collection::vec(program(), 1..6)) {
        check(&programs);
    }
}
