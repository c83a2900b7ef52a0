//! The command line.

use hasp_vm::lock::{LockSpec, POLICIES};

/// What to show of a program instead of running it.
#[derive(Clone, Copy)]
pub(crate) enum View {
    Dis,
    Tokens,
    Ast,
}

/// Where the program comes from.
pub(crate) enum Program {
    File(String),
    Code(String),
    Module(String),
    Stdin,
    /// An interactive session.
    Session,
}

/// A program to run.
pub(crate) struct Job {
    pub(crate) program: Program,
    /// `sys.argv`; the first item is what the program's place calls for.
    pub(crate) argv: Vec<String>,
    pub(crate) lock: LockSpec,
}

/// What the command line asks for.
pub(crate) enum Command {
    Help,
    Version,
    Locks,
    Inspect(View, String),
    Run(Job),
}

/// The text of `--help`.
pub(crate) fn help() -> String {
    let mut text = "\
usage: hasp [OPTION]... [FILE | -c CODE | -m MODULE | -] [ARG]...
       hasp dis|tokens|ast FILE
       hasp locks

Runs a program written in the language of CPython 3.14. Without a program: an interactive session if
standard input is a terminal (history in ~/.hasp_history, or the file that HASP_HISTORY names), else
the program on standard input.

  -c CODE       run CODE
  -m MODULE     run a module or package as a script
  -             run the program on standard input
  --lock SPEC   lock policy, NAME[:key=value,...]; also HASP_LOCK
  --version     show the version
  --help        show this text

  dis FILE      show the bytecode of FILE
  tokens FILE   show its tokens
  ast FILE      show its syntax tree
  locks         show the lock policies

lock policies ('hasp locks' shows their parameters):
"
    .to_owned();
    for policy in POLICIES {
        text.push_str(&format!("  {:<12}  {}\n", policy.name, policy.summary));
    }
    text
}

/// The text of `hasp locks`: every policy with its parameters and their defaults.
pub(crate) fn locks() -> String {
    let mut text = String::new();
    for policy in POLICIES {
        text.push_str(&format!("{:<12}{}\n", policy.name, policy.summary));
        for param in policy.params {
            let default = format!("{}={}", param.name, param.default);
            text.push_str(&format!("    {default:<12}{}\n", param.meaning));
        }
    }
    text
}

/// Reads the arguments that follow the command's name; an error is one line.
pub(crate) fn parse(args: &[String]) -> Result<Command, String> {
    let mut lock = None;
    let mut rest = args;
    let with_argv = |program, first: &str, args: &[String], lock: Option<LockSpec>| {
        let mut argv = vec![first.to_owned()];
        argv.extend_from_slice(args);
        let lock = lock.map_or_else(environment_lock, Ok)?;
        Ok(Command::Run(Job {
            program,
            argv,
            lock,
        }))
    };
    let mut first = true;
    while let Some((arg, after)) = rest.split_first() {
        let view = match arg.as_str() {
            "dis" => Some(View::Dis),
            "tokens" => Some(View::Tokens),
            "ast" => Some(View::Ast),
            _ => None,
        };
        if let (Some(view), true) = (view, first) {
            return match after {
                [file] => Ok(Command::Inspect(view, file.clone())),
                _ => Err(format!("'{arg}' needs one FILE")),
            };
        }
        if first && arg == "locks" {
            return match after {
                [] => Ok(Command::Locks),
                _ => Err("'locks' takes no arguments".to_owned()),
            };
        }
        first = false;
        match arg.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--version" | "-V" => return Ok(Command::Version),
            "-c" => {
                let (code, args) = after
                    .split_first()
                    .ok_or("argument expected for the -c option")?;
                return with_argv(Program::Code(code.clone()), "-c", args, lock);
            }
            "-m" => {
                let (module, args) = after
                    .split_first()
                    .ok_or("argument expected for the -m option")?;
                return with_argv(Program::Module(module.clone()), "-m", args, lock);
            }
            "-" => return with_argv(Program::Stdin, "-", after, lock),
            // True anyway: no bytecode files are written.
            "-B" => rest = after,
            "--lock" => {
                let (spec, args) = after
                    .split_first()
                    .ok_or("argument expected for the --lock option")?;
                lock = Some(LockSpec::parse(spec)?);
                rest = args;
            }
            _ if arg.starts_with("--lock=") => {
                lock = Some(LockSpec::parse(&arg["--lock=".len()..])?);
                rest = after;
            }
            _ if arg.starts_with('-') => return Err(format!("unknown option {arg}")),
            _ => return with_argv(Program::File(arg.clone()), arg, after, lock),
        }
    }
    use std::io::IsTerminal;
    let program = if std::io::stdin().is_terminal() {
        Program::Session
    } else {
        Program::Stdin
    };
    with_argv(program, "", &[], lock)
}

fn environment_lock() -> Result<LockSpec, String> {
    match std::env::var("HASP_LOCK") {
        Ok(spec) if !spec.is_empty() => LockSpec::parse(&spec),
        _ => Ok(LockSpec::default()),
    }
}
