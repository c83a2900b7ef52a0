//! Several interpreters in one process: each has its own lock, threads, modules and signals.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use hasp_vm::config::Config;
use hasp_vm::lock::{LockSpec, POLICIES};
use hasp_vm::object::dict::Dict;
use hasp_vm::setup::with_interpreter;
use hasp_vm::vm::Vm;

/// Bytes of stack of a thread that runs an interpreter.
const STACK: usize = 32 << 20;

/// Runs `main` in an interpreter of its own, on a thread of its own.
fn interpreter<R: Send + 'static>(
    main: impl FnOnce(&Vm) -> R + Send + 'static,
) -> thread::JoinHandle<R> {
    interpreter_under(LockSpec::default(), main)
}

/// The same under a lock policy.
fn interpreter_under<R: Send + 'static>(
    lock: LockSpec,
    main: impl FnOnce(&Vm) -> R + Send + 'static,
) -> thread::JoinHandle<R> {
    let run = move || {
        let config = Config {
            library: hasp_stdlib::LIBRARY,
            lock,
            stack_bytes: STACK,
            ..Config::default()
        };
        with_interpreter(config, main)
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread can be started")
}

/// Runs a program; gives the text of its variable `result`, or of the exception that ended it.
fn run(vm: &Vm, source: &str) -> String {
    let globals = Dict::new(vm);
    globals.set_name(vm, &vm.intern("__name__"), vm.str("__main__"));
    if let Err(raised) = vm.exec_source(source, "<test>", &globals) {
        return vm.format_exception(raised.value());
    }
    let result = globals.get_name(&vm.intern("result"));
    let text = result.map(|v| vm.repr_text(&v).unwrap_or_default());
    text.unwrap_or_default()
}

const COUNTING: &str = "
import sys, threading
sys.mark = NUMBER
lock, total = threading.Lock(), 0
def work():
    global total
    for _ in range(500):
        with lock:
            total += NUMBER
threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
result = total, sys.mark, threading.active_count(), [t.name for t in threads]
";

#[test]
fn threads_of_each_interpreter_are_its_own() {
    let all: Vec<_> = (1..4)
        .map(|n| {
            let source = COUNTING.replace("NUMBER", &n.to_string());
            interpreter(move |vm| run(vm, &source))
        })
        .collect();
    for (n, thread) in (1..).zip(all) {
        let names = "['Thread-1 (work)', 'Thread-2 (work)', 'Thread-3 (work)', 'Thread-4 (work)']";
        assert_eq!(
            thread.join().expect("no panic"),
            format!("({}, {n}, 1, {names})", 2000 * n)
        );
    }
}

#[test]
fn a_busy_interpreter_keeps_no_other_waiting_and_signals_reach_their_own() {
    let (tell, inbox) = mpsc::channel();
    let busy = interpreter(move |vm| {
        tell.send(vm.interp().signals.inbox.clone())
            .expect("somebody listens");
        run(
            vm,
            "try:\n    while True: pass\nexcept KeyboardInterrupt:\n    result = 'interrupted'\n",
        )
    });
    let inbox = inbox.recv().expect("the interpreter starts");
    // The other one never gives its lock away of its own will; this one needs its own only.
    let other = interpreter(|vm| run(vm, "result = sum(i for i in range(1000))"));
    assert_eq!(other.join().expect("no panic"), "499500");
    assert!(!busy.is_finished());
    inbox.deliver(2);
    assert_eq!(busy.join().expect("no panic"), "'interrupted'");
}

#[test]
fn a_signal_ends_a_wait_for_a_lock() {
    let (tell, inbox) = mpsc::channel();
    let waiting = interpreter(move |vm| {
        tell.send(vm.interp().signals.inbox.clone())
            .expect("somebody listens");
        run(
            vm,
            "import threading
lock = threading.Lock()
lock.acquire()
try:
    lock.acquire()
except KeyboardInterrupt:
    result = 'interrupted', lock.locked()
",
        )
    });
    let inbox = inbox.recv().expect("the interpreter starts");
    thread::sleep(Duration::from_millis(300));
    inbox.deliver(2);
    assert_eq!(waiting.join().expect("no panic"), "('interrupted', True)");
}

#[test]
fn daemon_threads_stop_with_their_interpreter() {
    let source = "
import threading, time
ticks = []
def forever():
    while True:
        ticks.append(1)
        time.sleep(0.001)
def busy():
    while True: pass
for target in (forever, busy):
    threading.Thread(target=target, daemon=True).start()
while len(ticks) < 3: time.sleep(0.001)
result = 'ended'
";
    for row in POLICIES {
        for _ in 0..5 {
            let ended = interpreter_under(LockSpec::of(row), move |vm| run(vm, source));
            assert_eq!(ended.join().expect("no panic"), "'ended'", "{}", row.name);
        }
    }
}

#[test]
fn an_interpreter_ends_while_many_threads_wait() {
    let source = "
import queue, threading, time
lock, started = threading.Lock(), threading.Semaphore(0)
lock.acquire()
def waits():
    started.release()
    lock.acquire()
def computes():
    started.release()
    while True: pass
def sleeps():
    started.release()
    while True: time.sleep(0)
def ends():
    started.release()
    queue.Queue().get()
kinds = [waits, computes, sleeps, ends] * 5
for kind in kinds: threading.Thread(target=kind, daemon=True).start()
for _ in kinds: started.acquire()
result = 'ended'
";
    for row in POLICIES {
        let ended = interpreter_under(LockSpec::of(row), move |vm| run(vm, source));
        assert_eq!(ended.join().expect("no panic"), "'ended'", "{}", row.name);
    }
}

#[test]
fn threads_that_are_no_daemons_are_waited_for() {
    let source = "
import atexit, sys, threading, time
sys.order = []
def late():
    time.sleep(0.1)
    sys.order.append('thread')
threading.Thread(target=late).start()
atexit.register(lambda: sys.order.append('atexit'))
";
    let thread = interpreter(move |vm| {
        run(vm, source);
        vm.finish();
        run(vm, "import sys\nresult = sys.order")
    });
    assert_eq!(thread.join().expect("no panic"), "['thread', 'atexit']");
}
