//! Linearisability: whatever threads do to one container at the same time looks as if each operation
//! had happened at one moment between its call and its return.
//!
//! Random programs run under every lock policy. Each operation is recorded with the times of its
//! call and its return; [`search`] looks for an order that agrees with these times and in which a
//! sequential model ([`model`]) gives the same results.

mod model;
mod search;

use std::thread;

use hasp_vm::config::Config;
use hasp_vm::lock::{LockSpec, POLICIES};
use hasp_vm::object::dict::Dict;
use hasp_vm::setup::with_interpreter;
use hasp_vm::vm::Vm;
use model::{KINDS, Kind, Model};
use proptest::prelude::*;
use search::{Call, is_linearizable};

/// Bytes of stack of a thread that runs an interpreter.
const STACK: usize = 32 << 20;

/// How often a program is run in one interpreter; threads meet differently each time.
const ROUNDS: usize = 12;

/// Numbers that operations are given: few, so that they meet.
const NUMBERS: std::ops::Range<i64> = 0..4;

/// An operation of a program: its row in the kind's table and its numbers.
type Step = (usize, [i64; 2]);

/// What the threads do to a container of one kind.
#[derive(Clone, Debug)]
struct Program {
    kind: &'static Kind,
    start: Vec<i64>,
    threads: Vec<Vec<Step>>,
}

fn program(threads: std::ops::Range<usize>, steps: usize) -> impl Strategy<Value = Program> {
    (0..KINDS.len(), threads).prop_flat_map(move |(kind, threads)| {
        let kind = &KINDS[kind];
        let step = (0..kind.operations.len(), [NUMBERS, NUMBERS]);
        let thread = prop::collection::vec(step, 1..=steps);
        (
            prop::collection::vec(NUMBERS, 0..4),
            prop::collection::vec(thread, threads),
        )
            .prop_map(move |(start, threads)| Program {
                kind,
                start,
                threads,
            })
    })
}

const SCRIPT: &str = "
import sys, threading
from collections import deque
from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, SimpleQueue
from time import perf_counter_ns as clock, sleep
try:
    sys.setswitchinterval(1e-6)
except RuntimeError:
    pass  # a policy without one

def filled(queue, items):
    for item in items:
        queue.put_nowait(item)
    return queue

operations = [OPERATIONS]
plan = PLAN
targets = [MAKE for _ in range(ROUNDS)]
logs = [[[] for _ in plan] for _ in range(ROUNDS)]
gate = threading.Barrier(len(plan))

def work(me):
    steps = [(operations[row], a, b) for row, a, b in plan[me]]
    for turn, (target, log) in enumerate(zip(targets, logs)):
        mine = log[me]
        # In every second round threads go to sleep within their calls, so that calls overlap even
        # where one thread at a time is attached.
        pauses = turn % 2 * 3
        gate.wait()
        for number, (operation, a, b) in enumerate(steps, turn + 2 * me):
            start = clock()
            if number % 3 < pauses - 1:
                sleep(1e-6)
            try:
                got = operation(target, a, b)
            except Exception as e:
                got = type(e)
            if number % 3 > 3 - pauses:
                sleep(1e-6)
            mine.append((start, clock(), got))

def text(got):
    if isinstance(got, type):
        return got.__name__
    if isinstance(got, (set, frozenset)):
        return repr(sorted(got))
    if isinstance(got, (deque, dict)):
        return repr(list(got.items() if isinstance(got, dict) else got))
    return repr(got)

threads = [threading.Thread(target=work, args=(i,)) for i in range(len(plan))]
for t in threads: t.start()
for t in threads: t.join()
result = '\\n'.join(
    f'{turn} {me} {start} {end} {text(got)}'
    for turn, log in enumerate(logs) for me, calls in enumerate(log) for start, end, got in calls)
";

/// The program's text.
fn script(program: &Program) -> String {
    let operations: Vec<String> = program
        .kind
        .operations
        .iter()
        .map(|(_, python)| format!("lambda o, a, b: {python}"))
        .collect();
    let plan: Vec<Vec<(usize, i64, i64)>> = program
        .threads
        .iter()
        .map(|steps| steps.iter().map(|(row, [a, b])| (*row, *a, *b)).collect())
        .collect();
    SCRIPT
        .replace("OPERATIONS", &operations.join(", "))
        .replace("PLAN", &format!("{plan:?}"))
        .replace(
            "MAKE",
            &program
                .kind
                .make
                .replace("START", &format!("{:?}", program.start)),
        )
        .replace("ROUNDS", &ROUNDS.to_string())
}

/// Runs a program under a policy; gives the text of its variable `result`.
fn run(source: String, policy: &'static str) -> String {
    let run = move || {
        let config = Config {
            library: hasp_stdlib::LIBRARY,
            stack_bytes: STACK,
            lock: LockSpec::parse(policy).expect("the policy is in the table"),
            ..Config::default()
        };
        with_interpreter(config, |vm: &Vm| {
            let globals = Dict::new(vm);
            globals.set_name(vm, &vm.intern("__name__"), vm.str("__main__"));
            if let Err(raised) = vm.exec_source(&source, "<test>", &globals) {
                return vm.format_exception(raised.value());
            }
            let result = globals.get_name(&vm.intern("result"));
            result.and_then(|v| v.str_lossy()).unwrap_or_default()
        })
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(run);
    thread
        .expect("a thread can be started")
        .join()
        .expect("no panic")
}

/// The calls of each round and thread.
fn histories(program: &Program, output: &str) -> Vec<Vec<Vec<Call>>> {
    let mut histories = vec![vec![Vec::new(); program.threads.len()]; ROUNDS];
    for line in output.lines() {
        let mut words = line.splitn(5, ' ');
        let mut number = || words.next().and_then(|word| word.parse::<u64>().ok());
        let (Some(turn), Some(me), Some(start), Some(end)) =
            (number(), number(), number(), number())
        else {
            panic!("the program failed:\n{output}");
        };
        let calls: &mut Vec<Call> = &mut histories[turn as usize][me as usize];
        let (row, numbers) = program.threads[me as usize][calls.len()];
        calls.push(Call {
            operation: program.kind.operations[row].0,
            numbers,
            result: words.next().unwrap_or_default().to_owned(),
            start,
            end,
        });
    }
    histories
}

fn check(program: &Program) {
    let source = script(program);
    for policy in POLICIES {
        let output = run(source.clone(), policy.name);
        for history in histories(program, &output) {
            let all: usize = history.iter().map(Vec::len).sum();
            let wanted: usize = program.threads.iter().map(Vec::len).sum();
            assert_eq!(all, wanted, "calls are missing under {}", policy.name);
            let model = Model::new(program.kind.name, &program.start);
            assert!(
                is_linearizable(&model, &history),
                "under {}: no order explains {history:#?} on {} of {:?}",
                policy.name,
                program.kind.name,
                program.start
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn one_thread_gets_what_the_model_gives(program in program(1..2, 40)) {
        check(&program);
    }

    #[test]
    fn operations_of_threads_have_an_order(program in program(2..5, 6)) {
        check(&program);
    }
}
