//! Every native that is declared as releasing the lock: that another thread runs meanwhile, and that
//! the documentation names it.

mod calls;
mod handover;

use std::collections::BTreeMap;
use std::path::Path;

use hasp_vm::config::Config;
use hasp_vm::object::dict::Dict;
use hasp_vm::setup::with_interpreter;
use hasp_vm::vm::{Result, Vm};

use calls::CALLS;

/// Bytes of stack of the thread that runs an interpreter.
const STACK: usize = 32 << 20;
/// The table in the documentation; `HASP_UPDATE=1` writes it anew.
const TABLE: &str = "../stdlib/RELEASING.md";
/// What stands above it.
const HEAD: &str = "# What releases the lock

These functions and methods let other threads run while they wait for something, or compute without
touching an object. The table is generated from their declarations (`HASP_UPDATE=1 cargo test -p hasp-tests
--test releasing` writes it), and the same test proves of every one that a second thread advances
meanwhile. Calls that come back at once keep the lock: sockets without blocking and waits with a timeout of 0,
locks and queues that need not be waited for, and computations on small inputs.

| module or class | functions and methods |
|---|---|
";

/// Runs `main` in an interpreter with the policy that proves it.
fn interpreter<R: Send + 'static>(main: fn(&Vm) -> R) -> R {
    let run = move || {
        let config = Config {
            library: hasp_stdlib::LIBRARY,
            stack_bytes: STACK,
            lock: handover::spec(),
            ..Config::default()
        };
        with_interpreter(config, main)
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    let thread = thread.expect("a thread can be started");
    thread.join().expect("no panic")
}

/// The result of what is not expected to raise.
fn expect<T>(vm: &Vm, what: &str, result: Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(raised) => panic!("{what}: {}", vm.format_exception(raised.value())),
    }
}

/// Makes the calls of the table; gives by how much the second thread counted during each.
fn count_during_calls(vm: &Vm) -> Vec<(&'static str, i64)> {
    let folder = std::env::temp_dir().join(format!("hasp-releasing-{}", std::process::id()));
    std::fs::create_dir(&folder).expect("a new directory");
    let globals = Dict::new(vm);
    globals.set_name(vm, &vm.intern("__name__"), vm.str("__main__"));
    let shown = folder.to_str().expect("a path that is text");
    globals.set_name(vm, &vm.intern("FOLDER"), vm.str(shown));
    let prelude = include_str!("prelude.py");
    expect(
        vm,
        "prelude",
        vm.exec_source(prelude, "<prelude>", &globals),
    );
    let advanced = globals
        .get_name(&vm.intern("advanced"))
        .expect("a function");
    let mut counts = Vec::new();
    for (native, setup, call) in CALLS {
        let args = [vm.str(setup), vm.str(call)];
        let result = vm.call(&advanced, hasp_vm::args::Args::positional(&args));
        let count = expect(vm, native, result);
        counts.push((*native, count.as_small_int().unwrap_or_default()));
    }
    let end = "stop = True\ndone.acquire()\nos.chdir('/')\n";
    expect(vm, "end", vm.exec_source(end, "<end>", &globals));
    std::fs::remove_dir_all(&folder).expect("a directory of ours");
    counts
}

#[test]
fn another_thread_advances_during_each() {
    let names = interpreter(|vm| {
        let found = expect(vm, "natives", vm.releasing_natives());
        found.into_keys().collect::<Vec<_>>()
    });
    let known: Vec<&str> = CALLS.iter().map(|(native, _, _)| *native).collect();
    let missing: Vec<_> = names
        .iter()
        .filter(|n| !known.contains(&n.as_str()))
        .collect();
    assert!(missing.is_empty(), "no call in calls.rs of {missing:?}");
    let unknown: Vec<_> = known
        .iter()
        .filter(|n| !names.iter().any(|m| m == *n))
        .collect();
    assert!(unknown.is_empty(), "not declared as releasing: {unknown:?}");
    let counts = interpreter(count_during_calls);
    let stuck: Vec<_> = counts.iter().filter(|(_, count)| *count == 0).collect();
    assert!(stuck.is_empty(), "no other thread ran during {stuck:?}");
}

/// The same instrument finds calls that keep the lock.
#[test]
fn what_comes_back_at_once_keeps_the_lock() {
    let counts = interpreter(|vm| {
        let globals = Dict::new(vm);
        globals.set_name(vm, &vm.intern("__name__"), vm.str("__main__"));
        let prelude = include_str!("prelude.py");
        expect(
            vm,
            "prelude",
            vm.exec_source(prelude, "<prelude>", &globals),
        );
        let advanced = globals
            .get_name(&vm.intern("advanced"))
            .expect("a function");
        let mut counts = Vec::new();
        for (setup, call) in KEEPING {
            let args = [vm.str(setup), vm.str(call)];
            let result = vm.call(&advanced, hasp_vm::args::Args::positional(&args));
            let count = expect(vm, call, result);
            counts.push((*call, count.as_small_int().unwrap_or(-1)));
        }
        let end = "stop = True\ndone.acquire()\n";
        expect(vm, "end", vm.exec_source(end, "<end>", &globals));
        counts
    });
    let given_away: Vec<_> = counts.iter().filter(|(_, count)| *count != 0).collect();
    assert!(
        given_away.is_empty(),
        "the lock was released during {given_away:?}"
    );
}

/// Statements, expression.
const KEEPING: &[(&str, &str)] = &[
    ("", "sum(range(10_000))"),
    ("a = list(range(10_000))", "sorted(a, key=str)"),
    (
        "s, t = socket.socketpair(); s.setblocking(False)",
        "tries(s.recv, 9)",
    ),
    (
        "s, t = socket.socketpair(); s.setblocking(False)",
        "s.send(b'x')",
    ),
    (
        "s, t = socket.socketpair(); s.settimeout(0); t.send(b'x')",
        "s.recvmsg(9)",
    ),
    (
        "s = socket.create_server(('127.0.0.1', 0)); s.setblocking(False)",
        "tries(s._accept)",
    ),
    (
        "s = socket.create_server(('127.0.0.1', 0)); c = socket.socket(); c.setblocking(False)",
        "c.connect_ex(s.getsockname())",
    ),
    (
        "s, t = socket.socketpair()",
        "select.select([s], [t], [], 0)",
    ),
    (
        "s, t = socket.socketpair(); p = select.poll(); p.register(s)",
        "p.poll(0)",
    ),
    (
        "s, t = socket.socketpair(); p = select.epoll(); p.register(s)",
        "p.poll(0)",
    ),
    ("q = _queue.SimpleQueue()", "q.put(1)"),
    ("q = _queue.SimpleQueue(); q.put(1)", "q.get()"),
    ("lock = _thread.allocate_lock()", "lock.acquire()"),
    ("lock = _thread.RLock()", "lock.__enter__()"),
    ("data = bytes(1000)", "zlib.compress(data)"),
    ("data = bytes(1000)", "zlib.crc32(data)"),
    ("", "math.factorial(20)"),
    ("", "os.getpid() + os.dup(1)"),
];

#[test]
fn the_table_in_the_documentation_is_right() {
    let names = interpreter(|vm| {
        let found = expect(vm, "natives", vm.releasing_natives());
        let pairs = found.into_values().map(|r| (r.owner, r.def.name()));
        pairs.collect::<Vec<_>>()
    });
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (owner, name) in names {
        rows.entry(owner).or_default().push(name);
    }
    let mut text = HEAD.to_owned();
    for (owner, names) in rows {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        text += &format!("| `{owner}` | {} |\n", names.join(" "));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    if std::env::var_os("HASP_UPDATE").is_some() {
        std::fs::write(&path, &text).expect("the table can be written");
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == text,
        "{TABLE} is not what the declarations say; HASP_UPDATE=1 writes it"
    );
}
