//! `hasp.lock`: what it tells of the running policy, and that its counters add up. Beside it, policies
//! that an embedder passes.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use hasp_tests::{hasp, run};
use hasp_vm::lock::{Host, LockPolicy, LockSpec, POLICIES, Reason, ThreadId};

/// Runs a program under a policy; it must end well, and its output is given.
fn output(hasp: &Path, lock: &str, source: &str) -> String {
    let mut command = Command::new(hasp);
    command.args(["--lock", lock, "-c", source]);
    let output = run::run(command.stdin(Stdio::null()), run::TIME_LIMIT).expect("hasp runs");
    let err = String::from_utf8_lossy(&output.err);
    assert_eq!((&*output.status, &*err), ("0", ""), "under {lock}");
    String::from_utf8_lossy(&output.out).into_owned()
}

#[test]
fn every_policy_tells_its_name_and_parameters() {
    let hasp = hasp::binary().expect("hasp is built");
    let source = "
import hasp.lock as lock, sys
print(lock.policy(), sorted(lock.parameters().items()), sys._is_gil_enabled())
try:
    sys.setswitchinterval(0.25)
    print(lock.parameters()['ms'], sys.getswitchinterval())
except RuntimeError as e:
    print(e)
";
    for row in POLICIES {
        let mut params: Vec<_> = row.params.iter().map(|p| (p.name, p.default)).collect();
        params.sort_by_key(|(name, _)| *name);
        let params: Vec<String> = params
            .iter()
            .map(|(name, value)| format!("('{name}', {value:?})"))
            .collect();
        let second = match row.has_interval() {
            true => "250.0 0.25".to_owned(),
            false => format!("the lock policy '{}' has no switch interval", row.name),
        };
        let expected = format!("{} [{}] True\n{second}\n", row.name, params.join(", "));
        assert_eq!(output(&hasp, row.name, source), expected);
    }
}

#[test]
fn the_counters_add_up() {
    let hasp = hasp::binary().expect("hasp is built");
    let source = "
import hasp.lock as lock, threading, time, os

def check(c):
    assert c.acquired == sum(r.acquired for r in c.reasons.values()), c
    assert c.forced + c.voluntary == sum(r.released for r in c.reasons.values()), c
    for r in (c, *c.reasons.values()):
        assert 0 <= r.longest_held <= r.held, r
        assert 0 <= r.longest_waited <= r.waited, r
    return c

null = os.open('/dev/null', os.O_WRONLY)
before = check(lock.counters())
for _ in range(100): os.write(null, b'x')
after = check(lock.counters())
print(after.acquired - before.acquired, after.voluntary - before.voluntary)
print(after.reasons['write'].released, after.reasons['start'])
assert after.reasons['write'].held > 0

def spin():
    for i in range(400_000): pass
    idents.append((threading.get_ident(), check(lock.counters())))
idents = []
threads = [threading.Thread(target=spin) for _ in range(3)]
started = lock.total()
for t in threads: t.start()
assert set(lock.threads()) >= {threading.get_ident()}
for t in threads: t.join()
ended = check(lock.total())
# Threads that have ended are in the total only.
print(ended.reasons['exit'].released, list(lock.threads()) == [threading.get_ident()])
print(ended.reasons['start'].acquired)
for ident, c in idents:
    assert c.acquired == c.forced + c.voluntary + 1, c
    try:
        lock.counters(ident)
    except ValueError as e:
        assert str(e) == f'no thread with the identity {ident} runs'
    else:
        assert ident == threading.get_ident()
assert ended.forced >= started.forced
assert ended.held >= started.held
print(lock.counters.__doc__)
";
    for row in POLICIES {
        let shown = output(&hasp, row.name, source);
        let expected = "\
100 100
100 Reason(acquired=1, released=0, held=0.0, longest_held=0.0, waited=0.0, longest_waited=0.0)
3 True
4
The counters of one thread that runs now, by default the calling one.
";
        assert_eq!(shown, expected, "under {}", row.name);
    }
}

#[test]
fn waits_and_forced_switches_are_counted() {
    let hasp = hasp::binary().expect("hasp is built");
    let source = "
import hasp.lock as lock, threading
first = threading.Event()
def spin():
    first.set()
    while not stop: pass
    counters.append(lock.counters())
stop, counters = False, []
threads = [threading.Thread(target=spin) for _ in range(2)]
for t in threads: t.start()
first.wait()
while lock.total().forced < 4: pass
stop = True
for t in threads: t.join()
total = lock.total()
print(total.asked >= 1, total.forced >= 4, total.waited > 0, total.reasons['switch'].waited > 0)
print(sum(c.forced for c in counters) <= total.forced)
";
    for row in POLICIES {
        let shown = output(&hasp, row.name, source);
        assert_eq!(shown, "True True True True\nTrue\n", "under {}", row.name);
    }
}

/// Lets everybody in.
struct Open;

impl LockPolicy for Open {
    fn name(&self) -> &'static str {
        "open"
    }
    fn attach(&self, _: ThreadId, _: Reason) {}
    fn detach(&self, _: ThreadId, _: Reason) {}
    fn give_way(&self, _: ThreadId) {}
}

/// A built-in policy under another name, as an embedder's.
struct Named(Box<dyn LockPolicy>);

impl LockPolicy for Named {
    fn name(&self) -> &'static str {
        "named"
    }
    fn attach(&self, thread: ThreadId, reason: Reason) {
        self.0.attach(thread, reason);
    }
    fn detach(&self, thread: ThreadId, reason: Reason) {
        self.0.detach(thread, reason);
    }
    fn give_way(&self, thread: ThreadId) {
        self.0.give_way(thread);
    }
}

/// Runs a program in this process under an embedder's policy.
fn run_under(
    make: impl Fn(Arc<dyn Host>) -> Box<dyn LockPolicy> + Send + Sync + 'static,
    source: &'static str,
) -> String {
    let config = hasp_vm::config::Config {
        library: hasp_stdlib::LIBRARY,
        lock: LockSpec::custom(make),
        stack_bytes: 32 << 20,
        ..Default::default()
    };
    let run = move || {
        hasp_vm::setup::with_interpreter(config, |vm| {
            let globals = hasp_vm::object::dict::Dict::new(vm);
            if let Err(raised) = vm.exec_source(source, "<test>", &globals) {
                return vm.format_exception(raised.value());
            }
            let result = globals.get_name(&vm.intern("result"));
            let text = result.map(|v| vm.repr_text(&v).unwrap_or_default());
            text.unwrap_or_default()
        })
    };
    let thread = std::thread::Builder::new().stack_size(32 << 20).spawn(run);
    thread
        .expect("a thread can be started")
        .join()
        .expect("no panic")
}

const THREADS: &str = "
import hasp.lock, threading
total = 0
lock = threading.Lock()
def work():
    global total
    for i in range(5000):
        with lock: total += 1
threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
result = total, hasp.lock.policy(), hasp.lock.total().reasons['exit'].released
";

#[test]
fn an_embedders_policy_works_as_a_built_in_one() {
    let make = |host| -> Box<dyn LockPolicy> {
        let fifo = LockSpec::parse("fifo:ms=0.1").expect("a policy of the table");
        Box::new(Named(fifo.make(host)))
    };
    assert_eq!(run_under(make, THREADS), "(20000, 'named', 4)");
}

/// The process that the next test starts.
#[test]
fn lets_everybody_in() {
    if std::env::var_os("HASP_TEST_OPEN_POLICY").is_some() {
        let spin = "
import threading
def spin():
    while True: pass
for _ in range(3): threading.Thread(target=spin).start()
while True: pass
";
        run_under(|_| Box::new(Open), spin);
    }
}

#[test]
fn a_policy_that_lets_two_in_ends_the_process() {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command
        .args(["--exact", "lets_everybody_in", "--nocapture"])
        .env("HASP_TEST_OPEN_POLICY", "1");
    let output = run::run(command.stdin(Stdio::null()), run::TIME_LIMIT).expect("it runs");
    let err = String::from_utf8_lossy(&output.err);
    assert_eq!(output.status, "signal 6", "{err}");
    assert!(err.contains("hasp: the lock policy let thread "), "{err}");
}
