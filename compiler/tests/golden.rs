//! Disassemblies of `golden/*.py`, compared with `golden/*.dis`. `HASP_UPDATE=1` rewrites these.

use std::fs;
use std::path::Path;

use hasp_compiler::disasm::disassemble;
use hasp_compiler::verify::{check_values, verify};
use hasp_compiler::{Mode, Options, compile};

#[test]
fn golden_disassemblies() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("HASP_UPDATE").is_some();
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the folder of golden files") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "py") {
            continue;
        }
        count += 1;
        let source = fs::read_to_string(&path).expect("a readable source");
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_string();
        let code = compile(&source, &name, Mode::Exec, &Options::default())
            .unwrap_or_else(|error| panic!("{}", error.render(&name, &source)));
        verify(&code).unwrap_or_else(|error| panic!("{name}: {error}"));
        check_values(&code).unwrap_or_else(|error| panic!("{name}: {error}"));
        let text = disassemble(&code);
        let golden = path.with_extension("dis");
        if update {
            fs::write(&golden, text).expect("a writable golden file");
        } else if fs::read_to_string(&golden).unwrap_or_default() != text {
            wrong.push(name);
        }
    }
    assert!(count > 5, "only {count} sources");
    assert!(
        wrong.is_empty(),
        "changed: {wrong:?}; HASP_UPDATE=1 accepts"
    );
}

/// All programs of the repository that compile: the checks hold for each.
#[test]
fn programs_pass_the_checks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![
        root.join("tests/programs"),
        root.join("stdlib/src/py"),
        root.join("benches/programs"),
    ];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of programs") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|e| e != "py") {
                continue;
            }
            let name = path.display().to_string();
            // Some programs are there for their syntax errors.
            if let Ok(source) = fs::read_to_string(&path)
                && let Ok(code) = compile(&source, &name, Mode::Exec, &Options::default())
            {
                verify(&code).unwrap_or_else(|error| panic!("{name}: {error}"));
                check_values(&code).unwrap_or_else(|error| panic!("{name}: {error}"));
                count += 1;
            }
        }
    }
    assert!(count > 250, "only {count} programs");
}
