//! Runs the test programs with CPython 3.14 and stores what they print.
//!
//! `cargo run -p hasp-tests --bin refresh -- [--python PATH] [--accept] [FILTER…]`
//!
//! Missing expected files are written. A difference from a stored file is printed and makes the command
//! fail; with `--accept` it replaces the stored file instead.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use hasp_tests::diff::diff;
use hasp_tests::expect::{Expected, Shown};
use hasp_tests::programs::{self, Program};
use hasp_tests::run;

/// What the command line asks for.
struct Options {
    python: PathBuf,
    accept: bool,
    filters: Vec<String>,
}

fn main() -> ExitCode {
    match options().and_then(|options| refresh(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn options() -> io::Result<Options> {
    let mut options = Options {
        python: PathBuf::from("python3.14"),
        accept: false,
        filters: Vec::new(),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--python" => {
                let path = arguments.next();
                options.python = path
                    .ok_or_else(|| io::Error::other("--python needs a path"))?
                    .into();
            }
            "--accept" => options.accept = true,
            unknown if unknown.starts_with('-') => {
                return Err(io::Error::other(format!("unknown option {unknown}")));
            }
            _ => options.filters.push(argument),
        }
    }
    Ok(options)
}

/// Refreshes all selected programs; gives false if a stored file differs or a program is not stable.
fn refresh(options: &Options) -> io::Result<bool> {
    check_version(&options.python)?;
    let (mut same, mut written, mut different) = (0, 0, 0);
    for program in programs::find(&options.filters)? {
        let shown = run_twice(&options.python, &program)?;
        let Some(shown) = shown else {
            different += 1;
            continue;
        };
        let expected = Expected::read(&program)?;
        let now = Expected {
            out: Some(shown.out.clone()),
            err: shown.err_file(),
        };
        if expected == now {
            same += 1;
        } else if expected.out.is_none() || options.accept {
            Expected::write(&program, &shown)?;
            println!("written: {}", program.name);
            written += 1;
        } else {
            println!("\n---- {}: differs from what is stored", program.name);
            let text = |t: &Option<String>| t.clone().unwrap_or_default();
            print!("{}", diff(&text(&expected.out), &text(&now.out)));
            print!("{}", diff(&text(&expected.err), &text(&now.err)));
            different += 1;
        }
    }
    println!("{same} unchanged; {written} written; {different} different");
    Ok(different == 0)
}

/// Runs a program under two hash seeds: its output must not depend on the seed.
fn run_twice(python: &Path, program: &Program) -> io::Result<Option<Shown>> {
    let once = |seed| run::run_program(python, &[], &[("PYTHONHASHSEED", seed)], program);
    let (first, second) = (once("1")?, once("2")?);
    if first == second {
        return Ok(Some(first));
    }
    println!("\n---- {}: two runs differ", program.name);
    print!("{}", diff(&first.out, &second.out));
    print!("{}", diff(&first.err, &second.err));
    Ok(None)
}

fn check_version(python: &Path) -> io::Result<()> {
    let code = "import sys; print(sys.implementation.name, *sys.version_info[:2])";
    let output = Command::new(python).args(["-c", code]).output()?;
    let version = String::from_utf8_lossy(&output.stdout);
    if version.trim() == "cpython 3 14" {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "{} is not CPython 3.14 (it says {:?})",
        python.display(),
        version.trim()
    )))
}
