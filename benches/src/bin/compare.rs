//! Runs each benchmark program under hasp and under a CPython, in turns, and prints time, ratio and
//! peak memory.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;
use std::{env, fs, process};

use hasp_benches::child::{self, Outcome};
use hasp_benches::interpreters;
use hasp_benches::programs::{self, Program};
use hasp_benches::source::write_source;

const USAGE: &str = "\
Runs the benchmark programs under hasp and under a CPython, in turns.

Usage: compare [OPTIONS] [FILTER…]

  FILTER            only programs whose name contains one of these;
                    `start-up` and `compiler` name the two rows that are no programs
  --python PATH     the CPython to compare with (else the newest one found)
  --hasp PATH       the hasp to run (else the release build, built first)
  --runs N          runs of each program under each (5)
  --quick           small sizes: a look, not a measurement
  --wall            compare elapsed time instead of processor time
  --timeout SECONDS kill a program after so long (60)
";

/// Lines of source for the compiler's row.
const COMPILE_LINES: usize = 100_000;
/// Start-up takes milliseconds, so it is run this many times as often as a program.
const START_UP_FACTOR: usize = 8;
/// Run with a file's name as its argument: prints how long compiling it took, in nanoseconds.
const COMPILE_SCRIPT: &str = "\
import sys, time
text = open(sys.argv[1], encoding='utf-8').read()
start = time.process_time_ns()
compile(text, 'long_module.py', 'exec')
print(time.process_time_ns() - start)
";

struct Options {
    python: Option<PathBuf>,
    hasp: Option<PathBuf>,
    runs: usize,
    quick: bool,
    wall: bool,
    timeout: Duration,
    filters: Vec<String>,
}

impl Options {
    fn wants(&self, row: &str) -> bool {
        self.filters.is_empty()
            || self
                .filters
                .iter()
                .any(|filter| row.contains(filter.as_str()))
    }
}

/// The options, or `None` if only the usage was asked for.
fn parse_options() -> Result<Option<Options>, String> {
    let mut options = Options {
        python: None,
        hasp: None,
        runs: 5,
        quick: false,
        wall: false,
        timeout: Duration::from_secs(60),
        filters: Vec::new(),
    };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        let number = |text: String| match text.parse::<usize>() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(format!("{argument}: not a number above 0: {text}")),
        };
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--python" => options.python = Some(value()?.into()),
            "--hasp" => options.hasp = Some(value()?.into()),
            "--runs" => options.runs = number(value()?)?,
            "--timeout" => options.timeout = Duration::from_secs(number(value()?)? as u64),
            "--quick" => options.quick = true,
            "--wall" => options.wall = true,
            name if name.starts_with('-') => {
                return Err(format!("unknown option {name}\n\n{USAGE}"));
            }
            name => options.filters.push(name.to_owned()),
        }
    }
    Ok(Some(options))
}

/// The two rivals' arguments, times and memory for one row.
#[derive(Default)]
struct Samples {
    times: Vec<Duration>,
    peak_kb: u64,
}

impl Samples {
    fn add(&mut self, time: Duration, peak_kb: u64) {
        self.times.push(time);
        self.times.sort();
        self.peak_kb = self.peak_kb.max(peak_kb);
    }

    fn least(&self) -> f64 {
        self.times.first().map_or(f64::NAN, Duration::as_secs_f64)
    }

    fn median(&self) -> f64 {
        self.times
            .get(self.times.len() / 2)
            .map_or(f64::NAN, Duration::as_secs_f64)
    }
}

/// One finished row of the table.
struct Row {
    name: String,
    ratio: f64,
    hasp_kb: u64,
    python_kb: u64,
}

struct Bench {
    options: Options,
    hasp: PathBuf,
    python: PathBuf,
}

impl Bench {
    fn run(&self, interpreter: &Path, arguments: &[&str]) -> Result<Outcome, String> {
        let mut command = Command::new(interpreter);
        command.args(arguments).env("PYTHONHASHSEED", "0");
        let outcome = child::run(&mut command, self.options.timeout);
        outcome.map_err(|error| format!("{}: {error}", interpreter.display()))
    }

    fn time(&self, outcome: &Outcome) -> Duration {
        if self.options.wall {
            outcome.wall
        } else {
            outcome.cpu
        }
    }

    /// Runs both with the same arguments `runs` times, in turns, and prints the row. `time` reads
    /// an outcome's time; `same` says whether outputs must be equal.
    fn row(
        &self,
        name: &str,
        arguments: &[&str],
        runs: usize,
        same: bool,
        time: impl Fn(&Outcome) -> Duration,
    ) -> Result<Row, String> {
        let (mut hasp, mut python) = (Samples::default(), Samples::default());
        for _ in 0..runs {
            let ours = self.run(&self.hasp, arguments)?;
            if let Some(failure) = &ours.failure {
                return Err(format!("hasp: {failure}{}", last_line(&ours.stderr)));
            }
            let theirs = self.run(&self.python, arguments)?;
            if let Some(failure) = &theirs.failure {
                return Err(format!("CPython: {failure}{}", last_line(&theirs.stderr)));
            }
            if same && ours.stdout != theirs.stdout {
                return Err(difference(&ours.stdout, &theirs.stdout));
            }
            hasp.add(time(&ours), ours.peak_kb);
            python.add(time(&theirs), theirs.peak_kb);
        }
        let ratio = python.least() / hasp.least();
        println!(
            "{name:<18}{:>9}{:>9}{:>11}{:>9}{ratio:>8.2}{:>10}{:>9}",
            seconds(hasp.least()),
            seconds(hasp.median()),
            seconds(python.least()),
            seconds(python.median()),
            megabytes(hasp.peak_kb),
            megabytes(python.peak_kb),
        );
        Ok(Row {
            name: name.to_owned(),
            ratio,
            hasp_kb: hasp.peak_kb,
            python_kb: python.peak_kb,
        })
    }

    fn program(&self, program: &Program) -> Result<Row, String> {
        let size = if self.options.quick {
            program.quick
        } else {
            program.full
        }
        .to_string();
        let path = program.path.to_string_lossy();
        self.row(
            &program.name,
            &[&path, &size],
            self.options.runs,
            true,
            |outcome| self.time(outcome),
        )
    }

    fn start_up(&self) -> Result<Row, String> {
        let runs = self.options.runs * START_UP_FACTOR;
        // Elapsed time whatever the options say: processor time is too coarse for so short a run.
        self.row("start-up (pass)", &["-c", "pass"], runs, true, |outcome| {
            outcome.wall
        })
    }

    fn compiler(&self) -> Result<Row, String> {
        let path = env::temp_dir().join(format!("hasp-long-module-{}.py", process::id()));
        let written = fs::File::create(&path).and_then(|file| {
            let mut file = BufWriter::new(file);
            write_source(
                &mut file,
                if self.options.quick {
                    COMPILE_LINES / 50
                } else {
                    COMPILE_LINES
                },
            )?;
            file.flush()
        });
        let row = written
            .map_err(|error| format!("{}: {error}", path.display()))
            .and_then(|()| {
                let arguments = ["-c", COMPILE_SCRIPT, &path.to_string_lossy()];
                self.row(
                    "compiler",
                    &arguments,
                    self.options.runs,
                    false,
                    |outcome| {
                        let text = String::from_utf8_lossy(&outcome.stdout);
                        Duration::from_nanos(text.trim().parse().unwrap_or(u64::MAX))
                    },
                )
            });
        // A file left in the temporary directory harms nobody.
        let _ = fs::remove_file(&path);
        row
    }
}

fn seconds(time: f64) -> String {
    if time < 0.1 {
        format!("{:.1} ms", time * 1000.0)
    } else {
        format!("{time:.3} s")
    }
}

fn megabytes(kilobytes: u64) -> String {
    format!("{:.1} MB", kilobytes as f64 / 1024.0)
}

fn last_line(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.trim_end()
        .lines()
        .last()
        .map(|line| format!(": {line}"))
        .unwrap_or_default()
}

/// Says where the outputs part, on one line.
fn difference(ours: &[u8], theirs: &[u8]) -> String {
    let (ours, theirs) = (
        String::from_utf8_lossy(ours),
        String::from_utf8_lossy(theirs),
    );
    let (mut left, mut right) = (ours.lines(), theirs.lines());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return "output differs in line ends".into(),
            (ours, theirs) if ours == theirs => {}
            (ours, theirs) => {
                let shown = |line: Option<&str>| {
                    line.unwrap_or("(nothing)")
                        .chars()
                        .take(60)
                        .collect::<String>()
                };
                return format!(
                    "output differs: {} instead of {}",
                    shown(ours),
                    shown(theirs)
                );
            }
        }
    }
}

/// The geometric mean, the lowest row and the rows that take more memory.
fn summary(rows: &[Row], failures: usize) -> String {
    let mut text = String::new();
    let (Some(lowest), Some(highest)) = (
        rows.iter().min_by(|a, b| a.ratio.total_cmp(&b.ratio)),
        rows.iter().max_by(|a, b| a.ratio.total_cmp(&b.ratio)),
    ) else {
        return format!("no program ran; {failures} failed\n");
    };
    let mean = (rows.iter().map(|row| row.ratio.ln()).sum::<f64>() / rows.len() as f64).exp();
    let slower = rows.iter().filter(|row| row.ratio < 1.0).count();
    let larger: Vec<&str> = rows
        .iter()
        .filter(|row| row.hasp_kb > row.python_kb)
        .map(|row| row.name.as_str())
        .collect();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "geometric mean of {} programs: {mean:.2} times as fast",
        rows.len()
    );
    let _ = writeln!(text, "lowest:  {} {:.2}", lowest.name, lowest.ratio);
    let _ = writeln!(text, "highest: {} {:.2}", highest.name, highest.ratio);
    let _ = writeln!(
        text,
        "slower than CPython: {slower}; larger than CPython: {}",
        larger.len()
    );
    if !larger.is_empty() {
        let _ = writeln!(text, "larger: {}", larger.join(", "));
    }
    if failures > 0 {
        let _ = writeln!(text, "failed: {failures}");
    }
    text
}

fn compare(options: Options) -> Result<bool, String> {
    let (python, version) = match &options.python {
        Some(path) => (path.clone(), interpreters::check_python(path)?),
        None => interpreters::find_python()?,
    };
    let hasp = match &options.hasp {
        Some(path) => path.clone(),
        None => interpreters::build_hasp()?,
    };
    let programs = programs::load(&options.filters).map_err(|error| error.to_string())?;
    let bench = Bench {
        options,
        hasp,
        python,
    };
    let kind = if bench.options.wall {
        "elapsed"
    } else {
        "processor"
    };
    println!(
        "hasp: {}\nCPython {version}: {}",
        bench.hasp.display(),
        bench.python.display()
    );
    println!(
        "{kind} time, least and median of {} runs in turns; ratio of the least\n",
        bench.options.runs
    );
    println!(
        "{:<18}{:>9}{:>9}{:>11}{:>9}{:>8}{:>10}{:>9}",
        "program", "hasp", "median", "CPython", "median", "ratio", "hasp", "CPython"
    );
    let mut failures = 0;
    let mut keep = |name: &str, result: Result<Row, String>| match result {
        Ok(row) => Some(row),
        Err(message) => {
            println!("{name:<18}  {message}");
            failures += 1;
            None
        }
    };
    let rows: Vec<Row> = programs
        .iter()
        .filter_map(|program| keep(&program.name, bench.program(program)))
        .collect();
    if bench.options.wants("start-up") {
        keep("start-up", bench.start_up());
    }
    if bench.options.wants("compiler") {
        keep("compiler", bench.compiler());
    }
    print!("\n{}", summary(&rows, failures));
    io::stdout().flush().map_err(|error| error.to_string())?;
    Ok(failures == 0)
}

fn main() -> ExitCode {
    let result = match parse_options() {
        Ok(Some(options)) => compare(options),
        Ok(None) => {
            print!("{USAGE}");
            Ok(true)
        }
        Err(message) => Err(message),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("compare: {message}");
            ExitCode::from(2)
        }
    }
}
