//! The `hasp` command from outside: arguments, standard input, exit statuses and error messages.
//!
//! One row of `CASES` per behaviour. `cargo test -p hasp-tests --test cli -- FILTER…` runs only rows whose
//! name contains a filter. Rows listed in `programs/PENDING` as `cli/NAME` are known to fail.

use std::fs;
use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use hasp_tests::expect::Shown;
use hasp_tests::run::{self, Scratch};
use hasp_tests::{hasp, pending};
use hasp_vm::lock::POLICIES;

/// What a stream must be.
enum Want {
    /// Exactly this.
    Is(&'static str),
    /// Anything that contains this.
    Has(&'static str),
    /// One line that contains this.
    Line(&'static str),
}

use Want::{Has, Is, Line};

/// One call of the command in a fresh folder.
struct Case {
    name: &'static str,
    /// Files made before, by name and content.
    files: &'static [(&'static str, &'static [u8])],
    args: &'static [&'static str],
    stdin: &'static str,
    out: Want,
    err: Want,
    status: &'static str,
}

const PLAIN: Case = Case {
    name: "",
    files: &[],
    args: &[],
    stdin: "",
    out: Is(""),
    err: Is(""),
    status: "0",
};

const CASES: &[Case] = &[
    Case {
        name: "help",
        args: &["--help"],
        out: Has("--lock"),
        ..PLAIN
    },
    Case {
        name: "version",
        args: &["--version"],
        out: Line("hasp"),
        ..PLAIN
    },
    Case {
        name: "unknown-option",
        args: &["--no-such-option"],
        err: Line("--no-such-option"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "unknown-lock",
        args: &["--lock", "no-such-lock", "-c", "pass"],
        err: Line("no-such-lock"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "lock-gil",
        args: &["--lock", "gil", "-c", "print('ran')"],
        out: Is("ran\n"),
        ..PLAIN
    },
    Case {
        name: "lock-parameters",
        args: &[
            "--lock=fifo:ms=inf",
            "-c",
            "import hasp.lock as l; print(l.policy(), l.parameters())",
        ],
        out: Is("fifo {'ms': inf}\n"),
        ..PLAIN
    },
    Case {
        name: "lock-parameter-unknown",
        args: &["--lock", "gil:n=5", "-c", "pass"],
        err: Line("lock policy 'gil' has no parameter 'n'"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "lock-parameter-no-number",
        args: &["--lock", "reclaim:us=0", "-c", "pass"],
        err: Line("lock parameter 'us': '0' is not a number of microseconds from 1 to 1000000"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "lock-parameter-without-value",
        args: &["--lock", "ticks:n", "-c", "pass"],
        err: Line("lock parameter 'n' is not of the form key=value"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "lock-without-interval",
        args: &[
            "--lock",
            "ticks",
            "-c",
            "import sys; sys.setswitchinterval(1)",
        ],
        err: Has("RuntimeError: the lock policy 'ticks' has no switch interval\n"),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "locks",
        args: &["locks"],
        out: Has(
            "io-first    who comes back from a releasing call goes before who computes\n    ms=5 ",
        ),
        ..PLAIN
    },
    Case {
        name: "locks-arguments",
        args: &["locks", "gil"],
        err: Line("'locks' takes no arguments"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "missing-file",
        args: &["missing.py"],
        err: Is("hasp: can't open file 'missing.py': [Errno 2] No such file or directory\n"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "directory",
        files: &[("folder/other.py", b"")],
        args: &["folder"],
        err: Is("hasp: can't find '__main__' module in 'folder'\n"),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "directory-with-main",
        files: &[("folder/__main__.py", b"print(__name__)\n")],
        args: &["folder"],
        out: Is("__main__\n"),
        ..PLAIN
    },
    Case {
        name: "script-arguments",
        files: &[("s.py", b"import sys\nprint(sys.argv)\n")],
        args: &["s.py", "-x", "--lock", "two words", ""],
        out: Is("['s.py', '-x', '--lock', 'two words', '']\n"),
        ..PLAIN
    },
    Case {
        name: "empty-file",
        files: &[("s.py", b"")],
        args: &["s.py"],
        ..PLAIN
    },
    Case {
        name: "no-final-newline",
        files: &[("s.py", b"if 1:\n    print('last line')")],
        args: &["s.py"],
        out: Is("last line\n"),
        ..PLAIN
    },
    Case {
        name: "not-utf-8",
        files: &[("s.py", b"y = 1\nx = \"\xff\"\n")],
        args: &["s.py"],
        err: Has(
            "SyntaxError: Non-UTF-8 code starting with '\\xff' in file s.py on line 2, but no encoding declared",
        ),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "nul-byte",
        files: &[("s.py", b"x = 1\0\n")],
        args: &["s.py"],
        err: Has("SyntaxError: source code cannot contain null bytes\n"),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "byte-order-mark",
        files: &[("s.py", b"\xef\xbb\xbfprint('marked')\r\n")],
        args: &["s.py"],
        out: Is("marked\n"),
        ..PLAIN
    },
    Case {
        name: "command",
        args: &["-c", "import sys; print(sys.argv, __name__)", "a", "-b"],
        out: Is("['-c', 'a', '-b'] __main__\n"),
        ..PLAIN
    },
    Case {
        name: "command-error",
        args: &["-c", "print(1)\n1/0"],
        out: Is("1\n"),
        err: Is(
            "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n",
        ),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "command-syntax-error",
        args: &["-c", "x = = 1"],
        err: Is(
            "  File \"<string>\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n",
        ),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "command-missing",
        args: &["-c"],
        err: Has("-c"),
        status: "2",
        ..PLAIN
    },
    Case {
        name: "module",
        files: &[("m.py", b"import sys\nprint(__name__, sys.argv[1:])\n")],
        args: &["-m", "m", "a"],
        out: Is("__main__ ['a']\n"),
        ..PLAIN
    },
    Case {
        name: "module-package",
        files: &[
            ("p/__init__.py", b"print('init')\n"),
            ("p/__main__.py", b"from . import q\nprint(__name__, q.X)\n"),
            ("p/q.py", b"X = 5\n"),
        ],
        args: &["-m", "p"],
        out: Is("init\n__main__ 5\n"),
        ..PLAIN
    },
    Case {
        name: "module-missing",
        args: &["-m", "no_such_module"],
        err: Is("hasp: No module named no_such_module\n"),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "standard-input",
        args: &["-", "q"],
        stdin: "import sys\nprint(sys.argv, __name__)\n",
        out: Is("['-', 'q'] __main__\n"),
        ..PLAIN
    },
    Case {
        name: "standard-input-without-dash",
        stdin: "print('from stdin')\n",
        out: Is("from stdin\n"),
        ..PLAIN
    },
    Case {
        name: "standard-input-error",
        args: &["-"],
        stdin: "def f():\n    return 1/0\nf()\n",
        err: Has("  File \"<stdin>\", line 2, in f\n"),
        status: "1",
        ..PLAIN
    },
    Case {
        name: "exit-status",
        args: &["-c", "import sys; print('out'); sys.exit(7)"],
        out: Is("out\n"),
        status: "7",
        ..PLAIN
    },
    Case {
        name: "hash-seed-free",
        args: &["-c", "print({3, 1, 2}, len({'a', 'b'}))"],
        out: Is("{1, 2, 3} 2\n"),
        ..PLAIN
    },
    Case {
        name: "tokens",
        files: &[("s.py", b"x = 1\n")],
        args: &["tokens", "s.py"],
        out: Has("x"),
        ..PLAIN
    },
    Case {
        name: "ast",
        files: &[("s.py", b"x = 1\n")],
        args: &["ast", "s.py"],
        out: Has("x"),
        ..PLAIN
    },
    Case {
        name: "dis",
        files: &[("s.py", b"def f(a):\n    return a + 1\n")],
        args: &["dis", "s.py"],
        out: Has("return a + 1"),
        ..PLAIN
    },
    Case {
        name: "dis-syntax-error",
        files: &[("s.py", b"def f(:\n")],
        args: &["dis", "s.py"],
        err: Has("SyntaxError: invalid syntax\n"),
        status: "1",
        ..PLAIN
    },
];

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    match check_all(&filters) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn check_all(filters: &[String]) -> io::Result<bool> {
    let pending = pending::read()?;
    let hasp = hasp::binary()?;
    type Check<'a> = (&'a str, Box<dyn Fn() -> io::Result<Option<String>> + 'a>);
    let mut checks: Vec<Check> = Vec::new();
    for case in CASES {
        checks.push((case.name, Box::new(|| check(&hasp, case))));
    }
    checks.push(("closed-pipe", Box::new(|| closed_pipe(&hasp))));
    let gil = POLICIES[0].name;
    for row in POLICIES {
        let check = || {
            let busy = "import threading\ndef spin():\n    while True: pass\nfor _ in range(2): threading.Thread(target=spin, daemon=True).start()\n";
            for wait in ["while True: pass", "threading.Event().wait()"] {
                if let Some(report) = interrupt(&hasp, row.name, &format!("{busy}{wait}"))? {
                    return Ok(Some(format!("under {}: {report}", row.name)));
                }
            }
            Ok(None)
        };
        checks.push(("interrupt-beside-busy-threads", Box::new(check)));
    }
    checks.push((
        "lock-from-the-environment",
        Box::new(|| environment_lock(&hasp)),
    ));
    checks.push((
        "interrupt-loop",
        Box::new(|| interrupt(&hasp, gil, "while True: pass")),
    ));
    let sleep = "import time\ntime.sleep(50)";
    checks.push(("interrupt-sleep", Box::new(|| interrupt(&hasp, gil, sleep))));
    let lock = "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()";
    checks.push(("interrupt-lock", Box::new(|| interrupt(&hasp, gil, lock))));
    let read = "import os\nos.read(os.pipe()[0], 1)";
    checks.push(("interrupt-read", Box::new(|| interrupt(&hasp, gil, read))));
    let input = "import os, sys\nr, w = os.pipe()\nopen(r).readline()";
    checks.push(("interrupt-file", Box::new(|| interrupt(&hasp, gil, input))));
    let join = "import threading, time\nt = threading.Thread(target=time.sleep, args=(60,), daemon=True)\nt.start()\nt.join()";
    checks.push(("interrupt-join", Box::new(|| interrupt(&hasp, gil, join))));
    checks.push(("interrupt-uncaught", Box::new(|| interrupt_uncaught(&hasp))));
    println!("\nrunning {} command line checks", checks.len());
    let (mut passed, mut failed, mut waiting) = (0, 0, 0);
    for (name, check) in checks {
        if !filters.is_empty() && !filters.iter().any(|f| name.contains(f.as_str())) {
            continue;
        }
        match (check()?, pending.contains_key(&format!("cli/{name}"))) {
            (None, false) => passed += 1,
            (Some(_), true) => waiting += 1,
            (None, true) => {
                println!("\n---- cli/{name}: passes, but is in PENDING: remove its line");
                failed += 1;
            }
            (Some(report), false) => {
                println!("\n---- cli/{name}: fails\n{report}");
                failed += 1;
            }
        }
    }
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {verdict}. {passed} passed; {failed} failed; {waiting} pending\n");
    Ok(failed == 0)
}

/// Runs one case; gives a report if it does not show what it should.
fn check(hasp: &Path, case: &Case) -> io::Result<Option<String>> {
    let folder = Scratch::new()?;
    for (name, content) in case.files {
        let path = folder.path().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, content)?;
    }
    fs::write(folder.path().join("stdin"), case.stdin)?;
    let mut command = Command::new(hasp);
    command
        .args(case.args)
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .env_remove("HASP_LOCK")
        .stdin(fs::File::open(folder.path().join("stdin"))?);
    let output = run::run(&mut command, run::TIME_LIMIT)?;
    let shown = Shown::new(&output.out, &output.err, output.status, folder.path());
    let mut report = String::new();
    for (stream, want, got) in [
        ("output", &case.out, &shown.out),
        ("error", &case.err, &shown.err),
    ] {
        let (fits, text) = match want {
            Is(text) => (got == text, *text),
            Has(text) => (got.contains(text), *text),
            Line(text) => (got.contains(text) && got.lines().count() == 1, *text),
        };
        if !fits {
            report.push_str(&format!(
                "standard {stream}: expected {text:?}, found {got:?}\n"
            ));
        }
    }
    if shown.status != case.status {
        report.push_str(&format!(
            "exit status: expected {}, found {}\n",
            case.status, shown.status
        ));
    }
    Ok((!report.is_empty()).then_some(report))
}

/// A reader that goes away ends the program with an exception or quietly, never with a crash.
fn closed_pipe(hasp: &Path) -> io::Result<Option<String>> {
    let mut child = Command::new(hasp)
        .args(["-c", "for i in range(1000000): print(i)"])
        .env_remove("PYTHONUNBUFFERED")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    let err = String::from_utf8_lossy(&output.stderr);
    let fits =
        // What was not written is tried again at the end, which makes the status 120.
        output.status.code() == Some(120)
            && err.contains("BrokenPipeError: [Errno 32] Broken pipe\nException ignored while flushing sys.stdout:");
    Ok((!fits).then(|| format!("{}: {err}", output.status)))
}

/// `HASP_LOCK` names every policy of the table; a wrong one is told, and `--lock` goes before it.
fn environment_lock(hasp: &Path) -> io::Result<Option<String>> {
    let shown = |variable: &str, args: &[&str]| {
        let mut command = Command::new(hasp);
        command.args(args).env("HASP_LOCK", variable);
        command.args(["-c", "import hasp.lock; print(hasp.lock.policy())"]);
        run::run(command.stdin(Stdio::null()), run::TIME_LIMIT)
    };
    let mut report = String::new();
    for row in POLICIES {
        let output = shown(row.name, &[])?;
        if output.out != format!("{}\n", row.name).as_bytes() {
            report.push_str(&format!("{}: {output:?}\n", row.name));
        }
    }
    let wrong = shown("padlock", &[])?;
    if wrong.status != "2"
        || !wrong
            .err
            .starts_with(b"hasp: unknown lock policy 'padlock'")
    {
        report.push_str(&format!("{wrong:?}\n"));
    }
    let option = shown("padlock", &["--lock", "fifo"])?;
    if option.out != b"fifo\n" {
        report.push_str(&format!("{option:?}\n"));
    }
    Ok((!report.is_empty()).then_some(report))
}

/// An interrupt raises `KeyboardInterrupt` in the main thread, also while it waits.
fn interrupt(hasp: &Path, policy: &str, code: &str) -> io::Result<Option<String>> {
    let script = format!(
        "print('ready', flush=True)\ntry:\n{}\nexcept KeyboardInterrupt:\n    print('interrupted')\n",
        indent(code)
    );
    let mut child = Command::new(hasp)
        .args(["--lock", policy, "-c", &script])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    thread::sleep(Duration::from_millis(500));
    let status = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()?;
    for _ in 0..100 {
        if child.try_wait()?.is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    let ended = child.try_wait()?.is_some();
    if !ended {
        child.kill()?;
    }
    let output = child.wait_with_output()?;
    let out = String::from_utf8_lossy(&output.stdout);
    let fits =
        status.success() && ended && out == "ready\ninterrupted\n" && output.status.success();
    io::stdout().flush()?;
    Ok((!fits).then(|| {
        format!(
            "{}: {out:?} {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        )
    }))
}

/// A KeyboardInterrupt that nobody catches ends the process as the signal itself would, after
/// what is to be done at the end.
fn interrupt_uncaught(hasp: &Path) -> io::Result<Option<String>> {
    let script = "import atexit, time\natexit.register(print, 'at exit')\nprint('ready', flush=True)\ntime.sleep(60)\n";
    let mut child = Command::new(hasp)
        .args(["-c", script])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    thread::sleep(Duration::from_millis(500));
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()?;
    for _ in 0..100 {
        if child.try_wait()?.is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    if child.try_wait()?.is_none() {
        child.kill()?;
    }
    let output = child.wait_with_output()?;
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    let fits = output.status.signal() == Some(2)
        && out == "ready\nat exit\n"
        && err.starts_with("Traceback (most recent call last):\n")
        && err.ends_with("\nKeyboardInterrupt\n");
    Ok((!fits).then(|| format!("{}: {out:?} {err}", output.status)))
}

fn indent(code: &str) -> String {
    code.lines()
        .map(|line| format!("    {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
