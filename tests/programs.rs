//! Runs every test program with the `hasp` binary and compares it with CPython's stored output; those
//! that use threads under every lock policy of the machine's table.
//!
//! `cargo test -p hasp-tests --test programs -- FILTER…` runs only programs whose name contains a filter.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use hasp_tests::diff::diff;
use hasp_tests::expect::Expected;
use hasp_tests::programs::{self, Program};
use hasp_tests::{hasp, pending, run};
use hasp_vm::lock::{POLICIES, PolicyRow};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let list = arguments.iter().any(|a| a == "--list");
    let filters: Vec<String> = arguments
        .into_iter()
        .filter(|a| !a.starts_with('-'))
        .collect();
    match check_all(&filters, list) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn check_all(filters: &[String], list: bool) -> io::Result<bool> {
    let programs = programs::find(filters)?;
    if list {
        for program in &programs {
            println!("{}: test", program.name);
        }
        return Ok(true);
    }
    let pending = pending::read()?;
    let hasp = hasp::binary()?;
    let mut tasks = Vec::new();
    for (index, program) in programs.iter().enumerate() {
        tasks.extend(policies(program)?.into_iter().map(|row| (index, row)));
    }
    println!(
        "\nrunning {} programs, {} times",
        programs.len(),
        tasks.len()
    );
    let results = run_all(&hasp, &programs, &tasks);
    let mut bad = stale(&pending, filters)?;
    let (mut passed, mut waiting) = (0, 0);
    for (program, result) in programs.iter().zip(&results) {
        match (result, pending.contains_key(&program.name)) {
            (None, false) => passed += 1,
            (Some(_), true) => waiting += 1,
            (None, true) => bad.push(format!(
                "{}: passes, but is in PENDING: remove its line",
                program.name
            )),
            (Some(report), false) => bad.push(format!("{}: fails\n{report}", program.name)),
        }
    }
    for report in &bad {
        println!("\n---- {report}");
    }
    let verdict = if bad.is_empty() { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {verdict}. {passed} passed; {} failed; {waiting} pending\n",
        bad.len()
    );
    Ok(bad.is_empty())
}

/// The pending list's lines that name no program (`cli/…` lines belong to the `cli` target).
fn stale(pending: &BTreeMap<String, String>, filters: &[String]) -> io::Result<Vec<String>> {
    if !filters.is_empty() {
        return Ok(Vec::new());
    }
    let known = programs::find(&[])?;
    let missing =
        |name: &&String| !name.starts_with("cli/") && !known.iter().any(|p| p.name == **name);
    let message = |name: &String| format!("{name}: is in PENDING, but there is no such program");
    Ok(pending.keys().filter(missing).map(message).collect())
}

/// The policies under which a program runs.
fn policies(program: &Program) -> io::Result<Vec<&'static PolicyRow>> {
    if !program.uses_threads()? {
        return Ok(vec![&POLICIES[0]]);
    }
    let interval = program.uses_interval()?;
    let fits = |row: &&PolicyRow| !interval || row.has_interval();
    Ok(POLICIES.iter().filter(fits).collect())
}

/// Runs the programs on all cores, each under the policies that stand with its index; gives for each
/// nothing, or a report of what is wrong.
fn run_all(
    hasp: &Path,
    programs: &[Program],
    tasks: &[(usize, &PolicyRow)],
) -> Vec<Option<String>> {
    let results = Mutex::new(vec![None; programs.len()]);
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((index, policy)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let report = check(hasp, &programs[*index], policy.name);
                    if let (Ok(mut results), Some(report)) = (results.lock(), report) {
                        results[*index]
                            .get_or_insert_with(String::new)
                            .push_str(&report);
                    }
                }
            });
        }
    });
    results.into_inner().unwrap_or_default()
}

/// Runs one program under one policy; gives a report if it does not show what is expected.
fn check(hasp: &Path, program: &Program, policy: &str) -> Option<String> {
    let expected = match Expected::read(program) {
        Ok(expected) => expected,
        Err(error) => return Some(format!("expected output: {error}\n")),
    };
    let Some(expected_out) = &expected.out else {
        return Some("no expected output: run the refresh command\n".to_owned());
    };
    let shown = match run::run_program(hasp, &[], &[("HASP_LOCK", policy)], program) {
        Ok(shown) => shown,
        Err(error) => return Some(format!("cannot run: {error}\n")),
    };
    let out = diff(expected_out, &shown.out);
    let expected_err = expected.err.as_deref().unwrap_or("");
    let err = diff(expected_err, &shown.err_file().unwrap_or_default());
    if out.is_empty() && err.is_empty() {
        return None;
    }
    let mut report = format!("under {policy}:\n");
    for (stream, difference) in [("output", out), ("error", err)] {
        if !difference.is_empty() {
            report.push_str(&format!("standard {stream}, {difference}"));
        }
    }
    Some(report)
}
