//! Times the compiler alone, stage by stage, on a long module of ordinary code.

use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, hint};

use hasp_benches::source::write_source;
use hasp_compiler::diag::Diagnostic;
use hasp_compiler::{Mode, Options, layout, parse};

const USAGE: &str = "\
Times the compiler alone on generated source: the least of some runs of each stage.

Usage: compile_speed [LINES [RUNS]]      (100000 lines, 5 runs)
";

/// One stage: what it is called, and a run of it from source text; a stage includes those before it.
type Stage = (&'static str, fn(&str) -> Result<(), Diagnostic>);

const STAGES: [Stage; 3] = [
    ("tokens", |text| {
        hint::black_box(layout::tokenize(text)?);
        Ok(())
    }),
    ("syntax tree", |text| {
        hint::black_box(parse::parse_module(text)?);
        Ok(())
    }),
    ("bytecode", |text| {
        let options = Options::default();
        hint::black_box(hasp_compiler::compile(
            text,
            "bench.py",
            Mode::Exec,
            &options,
        )?);
        Ok(())
    }),
];

fn measure(lines: usize, runs: usize) -> Result<(), String> {
    let mut text = Vec::new();
    let lines = write_source(&mut text, lines).map_err(|error| error.to_string())?;
    let text = String::from_utf8(text).map_err(|error| error.to_string())?;
    println!(
        "{lines} lines, {} bytes; least of {runs} runs; each stage includes those before it\n",
        text.len()
    );
    println!(
        "{:<14}{:>10}{:>16}{:>26}",
        "up to", "time", "lines/s", "time per 50,000 lines"
    );
    for (name, stage) in STAGES {
        let mut least = Duration::MAX;
        for _ in 0..runs {
            let started = Instant::now();
            stage(&text).map_err(|error| error.render("generated.py", &text))?;
            least = least.min(started.elapsed());
        }
        let seconds = least.as_secs_f64();
        let rate = lines as f64 / seconds;
        println!(
            "{name:<14}{seconds:>8.3} s{rate:>16.0}{:>24.3} s",
            50_000.0 / rate
        );
    }
    Ok(())
}

/// A positive number given as argument `place`, or `default`.
fn argument(place: usize, default: usize) -> Result<usize, String> {
    match env::args().nth(place) {
        None => Ok(default),
        Some(text) => match text.parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(format!("not a number above 0: {text}\n\n{USAGE}")),
        },
    }
}

fn main() -> ExitCode {
    if env::args().any(|argument| argument == "-h" || argument == "--help") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let result = argument(1, 100_000).and_then(|lines| measure(lines, argument(2, 5)?));
    if let Err(message) = result {
        eprintln!("compile_speed: {message}");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}
