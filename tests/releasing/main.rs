//! Every native that is declared as releasing the lock: that another thread runs meanwhile, and that
//! the documentation names it.

mod calls;
mod handover;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use hasp_vm::args::Args;
use hasp_vm::config::Config;
use hasp_vm::object::dict::Dict;
use hasp_vm::setup::with_interpreter;
use hasp_vm::vm::{Result, Vm};

use calls::{CALLS, Call};

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

/// A call that does not let the second thread run may wait for it for ever: after this time the test
/// gives up.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs `main` in an interpreter with the policy that proves it. `main` may say what it is at.
fn interpreter<R: Send + 'static>(main: fn(&Vm, &Stage) -> R) -> R {
    let stage = Stage::default();
    let (tell, told) = mpsc::channel();
    let its_stage = stage.clone();
    let run = move || {
        let config = Config {
            library: hasp_stdlib::LIBRARY,
            stack_bytes: STACK,
            lock: handover::spec(),
            ..Config::default()
        };
        let result = with_interpreter(config, |vm| main(vm, &its_stage));
        // Nobody listens any more if the time is over.
        let _told = tell.send(result);
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    drop(thread.expect("a thread can be started"));
    match told.recv_timeout(PATIENCE) {
        Ok(result) => result,
        Err(_) => panic!("no end of {}", stage.lock().expect("no panic")),
    }
}

/// The call that is being made.
type Stage = Arc<Mutex<&'static str>>;

/// The result of what is not expected to raise.
fn expect<T>(vm: &Vm, what: &str, result: Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(raised) => panic!("{what}: {}", vm.format_exception(raised.value())),
    }
}

/// Makes the calls (name, statements before it, expression); gives by how much the second thread counted
/// during each.
fn counts(vm: &Vm, stage: &Stage, calls: &[Call]) -> Vec<(&'static str, i64)> {
    static FOLDERS: AtomicU32 = AtomicU32::new(0);
    let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
    let name = format!("hasp-releasing-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir(&folder).expect("a new directory");
    let globals = Dict::new(vm);
    globals.set_name(vm, &vm.intern("__name__"), vm.str("__main__"));
    let shown = folder.to_str().expect("a path that is text");
    globals.set_name(vm, &vm.intern("FOLDER"), vm.str(shown));
    let run = |what, source| expect(vm, what, vm.exec_source(source, what, &globals));
    run("prelude", include_str!("prelude.py"));
    let advanced = globals.get_name(&vm.intern("advanced"));
    let advanced = advanced.expect("a function of the prelude");
    let mut counts = Vec::new();
    for (name, setup, call) in calls {
        *stage.lock().expect("no panic") = name;
        let args = [vm.str(setup), vm.str(call)];
        let result = vm.call(&advanced, Args::positional(&args));
        let count = expect(vm, name, result);
        counts.push((*name, count.as_small_int().unwrap_or(-1)));
    }
    run("end", "stop = True\ndone.acquire()\nos.chdir('/')\n");
    std::fs::remove_dir_all(&folder).expect("a directory of ours");
    counts
}

#[test]
fn another_thread_advances_during_each() {
    let names = interpreter(|vm, _| {
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
    let counts = interpreter(|vm, stage| counts(vm, stage, CALLS));
    let stuck: Vec<_> = counts.iter().filter(|(_, count)| *count <= 0).collect();
    assert!(stuck.is_empty(), "no other thread ran during {stuck:?}");
}

/// The same instrument finds calls that keep the lock.
#[test]
fn what_comes_back_at_once_keeps_the_lock() {
    let counts = interpreter(|vm, stage| counts(vm, stage, KEEPING));
    let given_away: Vec<_> = counts.iter().filter(|(_, count)| *count != 0).collect();
    assert!(
        given_away.is_empty(),
        "the lock was released during {given_away:?}"
    );
}

/// Calls that keep the lock.
const KEEPING: &[Call] = &[
    ("sum(range(10_000))", "", "sum(range(10_000))"),
    (
        "sorted(a, key=str)",
        "a = list(range(10_000))",
        "sorted(a, key=str)",
    ),
    (
        "tries(s.recv, 9)",
        "s, t = socket.socketpair(); s.setblocking(False)",
        "tries(s.recv, 9)",
    ),
    (
        "s.send(b'x')",
        "s, t = socket.socketpair(); s.setblocking(False)",
        "s.send(b'x')",
    ),
    (
        "s.recvmsg(9)",
        "s, t = socket.socketpair(); s.settimeout(0); t.send(b'x')",
        "s.recvmsg(9)",
    ),
    (
        "tries(s._accept)",
        "s = socket.create_server(('127.0.0.1', 0)); s.setblocking(False)",
        "tries(s._accept)",
    ),
    (
        "c.connect_ex(s.getsockname())",
        "s = socket.create_server(('127.0.0.1', 0)); c = socket.socket(); c.setblocking(False)",
        "c.connect_ex(s.getsockname())",
    ),
    (
        "select.select([s], [t], [], 0)",
        "s, t = socket.socketpair()",
        "select.select([s], [t], [], 0)",
    ),
    (
        "p.poll(0)",
        "s, t = socket.socketpair(); p = select.poll(); p.register(s)",
        "p.poll(0)",
    ),
    (
        "p.poll(0)",
        "s, t = socket.socketpair(); p = select.epoll(); p.register(s)",
        "p.poll(0)",
    ),
    ("q.put(1)", "q = _queue.SimpleQueue()", "q.put(1)"),
    ("q.get()", "q = _queue.SimpleQueue(); q.put(1)", "q.get()"),
    (
        "lock.acquire()",
        "lock = _thread.allocate_lock()",
        "lock.acquire()",
    ),
    (
        "lock.__enter__()",
        "lock = _thread.RLock()",
        "lock.__enter__()",
    ),
    (
        "zlib.compress(data)",
        "data = bytes(300)",
        "zlib.compress(data)",
    ),
    (
        "hashlib.sha256(data)",
        "import hashlib; data = bytes(1000)",
        "hashlib.sha256(data)",
    ),
    ("zlib.crc32(data)", "data = bytes(1000)", "zlib.crc32(data)"),
    ("math.factorial(20)", "", "math.factorial(20)"),
    ("os.getpid() + os.dup(1)", "", "os.getpid() + os.dup(1)"),
];

#[test]
fn the_table_in_the_documentation_is_right() {
    let names = interpreter(|vm, _| {
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
