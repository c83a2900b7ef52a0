//! The `hasp` command.

mod flags;
mod inspect;
mod memory;
mod run;
mod session;
mod signals;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: memory::Allocator = memory::Allocator;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args_os()
        .map(|a| a.to_string_lossy().into_owned())
        .collect();
    match flags::parse(&args[1..]) {
        Ok(flags::Command::Help) => {
            print!("{}", flags::help());
            ExitCode::SUCCESS
        }
        Ok(flags::Command::Version) => {
            println!(
                "hasp {} (language version 3.14.0)",
                env!("CARGO_PKG_VERSION")
            );
            ExitCode::SUCCESS
        }
        Ok(flags::Command::Locks) => {
            print!("{}", flags::locks());
            ExitCode::SUCCESS
        }
        Ok(flags::Command::Inspect(view, file)) => ExitCode::from(inspect::show(view, &file)),
        Ok(flags::Command::Run(job)) => ExitCode::from(run::run(job)),
        Err(message) => {
            eprintln!("hasp: {message} (try 'hasp --help')");
            ExitCode::from(2)
        }
    }
}
