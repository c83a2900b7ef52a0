//! Running one process to its end, with a time limit.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::expect::Shown;
use crate::programs::Program;

/// How long one program may run.
pub const TIME_LIMIT: Duration = Duration::from_secs(60);

/// The variable that names an empty folder made for each run, for programs that write files.
pub const SCRATCH_VARIABLE: &str = "HASP_TEST_TMP";

/// How many bytes of one stream are kept; a program that prints more fails by its truncated output.
const OUTPUT_LIMIT: u64 = 16 << 20;

/// Output of one finished process.
#[derive(Debug)]
pub struct Output {
    /// Standard output, at most 16 MiB of it.
    pub out: Vec<u8>,
    /// Standard error, at most 16 MiB of it.
    pub err: Vec<u8>,
    /// The exit status, `signal N`, or `timeout`.
    pub status: String,
}

/// Runs `program` with the interpreter `python` (arguments in `args` come before the file name) and
/// returns what it showed. The working directory is the program's folder, the environment holds only
/// what programs may rely on and `env`.
///
/// # Errors
/// When the process cannot be started or the scratch folder cannot be made.
pub fn run_program(
    python: &Path,
    args: &[String],
    env: &[(&str, &str)],
    program: &Program,
) -> io::Result<Shown> {
    let scratch = Scratch::new()?;
    let mut command = Command::new(python);
    command
        .args(args)
        .arg(program.path.file_name().unwrap_or_default())
        .current_dir(program.dir())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", scratch.path())
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("HASP_TEST_VARIABLE", "a value")
        .env(SCRATCH_VARIABLE, scratch.path())
        .envs(env.iter().copied());
    let input = program.beside("in");
    if input.exists() {
        command.stdin(File::open(input)?);
    } else {
        command.stdin(Stdio::null());
    }
    let output = run(&mut command, TIME_LIMIT)?;
    Ok(Shown::new(
        &output.out,
        &output.err,
        output.status,
        program.dir(),
    ))
}

/// Runs a command to its end and collects its output. After `limit` the process is killed and its
/// status is `timeout`.
///
/// # Errors
/// When the process cannot be started or waited for.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Output> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let out = child.stdout.take().map(collect);
    let err = child.stderr.take().map(collect);
    let status = match wait(&mut child, limit)? {
        Some(status) => describe(status),
        None => {
            child.kill()?;
            child.wait()?;
            "timeout".to_owned()
        }
    };
    let finish = |handle: Option<JoinHandle<Vec<u8>>>| {
        handle.and_then(|h| h.join().ok()).unwrap_or_default()
    };
    Ok(Output {
        out: finish(out),
        err: finish(err),
        status,
    })
}

fn collect(stream: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut kept = Vec::new();
        let mut limited = stream.take(OUTPUT_LIMIT);
        // A read error ends the collection like an end of file: what came before is still compared.
        let _ = limited.read_to_end(&mut kept);
        let _ = io::copy(limited.get_mut(), &mut io::sink());
        kept
    })
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    let mut pause = Duration::from_micros(500);
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
    Ok(None)
}

fn describe(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => code.to_string(),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "unknown".to_owned(),
    }
}

/// A folder of its own for one run, removed afterwards.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes a new empty folder under the system's temporary folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new() -> io::Result<Scratch> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("hasp-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Scratch(path))
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own cleaning of its temporary folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}
