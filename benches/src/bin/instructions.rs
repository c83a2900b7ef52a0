//! Counts the instructions that each benchmark program takes under hasp. Counts hardly depend on
//! the machine's load, so they show small changes that times hide.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;
use std::{env, fs, process};

use hasp_benches::child;
use hasp_benches::interpreters;
use hasp_benches::programs;

const USAGE: &str = "\
Counts the instructions of each benchmark program, at its small size, with valgrind's callgrind.

Usage: instructions [OPTIONS] [FILTER…]

  FILTER            only programs whose name contains one of these
  --hasp PATH       the hasp to run (else the release build, built first)
  --save FILE       write the counts to FILE
  --against FILE    show the change since the counts in FILE
  --timeout SECONDS kill a program after so long (300)
";

struct Options {
    hasp: Option<PathBuf>,
    save: Option<PathBuf>,
    against: Option<PathBuf>,
    timeout: Duration,
    filters: Vec<String>,
}

/// The options, or `None` if only the usage was asked for.
fn parse_options() -> Result<Option<Options>, String> {
    let mut options = Options {
        hasp: None,
        save: None,
        against: None,
        timeout: Duration::from_secs(300),
        filters: Vec::new(),
    };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--hasp" => options.hasp = Some(value()?.into()),
            "--save" => options.save = Some(value()?.into()),
            "--against" => options.against = Some(value()?.into()),
            "--timeout" => {
                let text = value()?;
                let seconds = text
                    .parse()
                    .map_err(|_| format!("--timeout: not a number: {text}"))?;
                options.timeout = Duration::from_secs(seconds);
            }
            name if name.starts_with('-') => {
                return Err(format!("unknown option {name}\n\n{USAGE}"));
            }
            name => options.filters.push(name.to_owned()),
        }
    }
    Ok(Some(options))
}

/// Runs hasp with `arguments` under callgrind: how many instructions it took.
fn count(hasp: &Path, arguments: &[&str], limit: Duration) -> Result<u64, String> {
    let profile = env::temp_dir().join(format!("hasp-callgrind-{}.out", process::id()));
    let mut command = Command::new("valgrind");
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(hasp)
        .args(arguments)
        // A fixed seed of string hashes, so that two runs take the same way through their tables.
        .env("PYTHONHASHSEED", "0");
    let outcome = child::run(&mut command, limit);
    // A file left in the temporary directory harms nobody.
    let _ = fs::remove_file(&profile);
    let outcome = outcome.map_err(|error| format!("valgrind: {error}"))?;
    let report = String::from_utf8_lossy(&outcome.stderr);
    if let Some(failure) = outcome.failure {
        let own = report
            .lines()
            .rfind(|line| !line.starts_with("=="))
            .unwrap_or_default();
        return Err(format!("{failure}: {own}"));
    }
    let collected = report
        .lines()
        .find_map(|line| line.split_once("Collected :"));
    let number = collected.and_then(|(_, number)| number.trim().parse().ok());
    number.ok_or_else(|| "valgrind gave no count".into())
}

/// Reads the lines `NAME COUNT` that `--save` writes.
fn read_counts(path: &Path) -> Result<BTreeMap<String, u64>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let pair = line
            .split_once(' ')
            .and_then(|(name, count)| Some((name, count.parse().ok()?)));
        let (name, count) =
            pair.ok_or_else(|| format!("{}: not NAME COUNT: {line}", path.display()))?;
        counts.insert(name.to_owned(), count);
    }
    Ok(counts)
}

fn print_row(name: &str, count: u64, before: Option<u64>) {
    let millions = count as f64 / 1e6;
    match before {
        Some(before) => {
            let change = (count as f64 / before as f64 - 1.0) * 100.0;
            println!(
                "{name:<18}{millions:>14.2}{:>14.2}{change:>+10.2} %",
                before as f64 / 1e6
            );
        }
        None => println!("{name:<18}{millions:>14.2}"),
    }
}

fn measure(options: &Options) -> Result<bool, String> {
    let hasp = match &options.hasp {
        Some(path) => path.clone(),
        None => interpreters::build_hasp()?,
    };
    let before = options
        .against
        .as_deref()
        .map(read_counts)
        .transpose()?
        .unwrap_or_default();
    let programs = programs::load(&options.filters).map_err(|error| error.to_string())?;
    println!(
        "millions of instructions at small sizes, {}\n",
        hasp.display()
    );
    if before.is_empty() {
        println!("{:<18}{:>14}", "program", "now");
    } else {
        println!(
            "{:<18}{:>14}{:>14}{:>12}",
            "program", "now", "before", "change"
        );
    }
    let mut counts = BTreeMap::new();
    let mut failures = 0;
    let mut keep = |name: &str, result: Result<u64, String>| match result {
        Ok(count) => {
            print_row(name, count, before.get(name).copied());
            counts.insert(name.to_owned(), count);
        }
        Err(message) => {
            println!("{name:<18}  {message}");
            failures += 1;
        }
    };
    if options.filters.is_empty()
        || options
            .filters
            .iter()
            .any(|filter| "start-up".contains(filter.as_str()))
    {
        keep("start-up", count(&hasp, &["-c", "pass"], options.timeout));
    }
    for program in &programs {
        let arguments = [&*program.path.to_string_lossy(), &program.quick.to_string()];
        keep(&program.name, count(&hasp, &arguments, options.timeout));
    }
    let changes: Vec<f64> = counts
        .iter()
        .filter_map(|(name, count)| Some((*count as f64 / *before.get(name)? as f64).ln()))
        .collect();
    if !changes.is_empty() {
        let mean = ((changes.iter().sum::<f64>() / changes.len() as f64).exp() - 1.0) * 100.0;
        println!("\ngeometric mean of the changes: {mean:+.2} %");
    }
    if let Some(path) = &options.save {
        let text: String = counts
            .iter()
            .map(|(name, count)| format!("{name} {count}\n"))
            .collect();
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(failures == 0)
}

fn main() -> ExitCode {
    let result = match parse_options() {
        Ok(Some(options)) => measure(&options),
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
            eprintln!("instructions: {message}");
            ExitCode::from(2)
        }
    }
}
