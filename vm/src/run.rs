//! From source text to running code.

use hasp_compiler::diag::{DiagKind, Diagnostic, Stage};
use hasp_compiler::{Mode, Options};

use crate::args::Args;
use crate::object::Ref;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

impl Vm {
    /// Compiles source text.
    ///
    /// # Errors
    /// SyntaxError and its kin, with CPython's message and place.
    pub fn compile(
        &self,
        source: &str,
        filename: &str,
        mode: Mode,
        options: &Options,
    ) -> Result<Ref<Code>> {
        match hasp_compiler::compile_with_warnings(source, filename, mode, options) {
            Ok(compiled) => {
                for warning in &compiled.warnings {
                    self.syntax_warning(warning, source, filename)?;
                }
                self.load_code(&compiled.code)
            }
            Err(diagnostic) => Err(self.syntax_error(&diagnostic, source, filename)),
        }
    }

    /// The exception that a compiler diagnostic stands for.
    pub fn syntax_error(&self, diagnostic: &Diagnostic, source: &str, filename: &str) -> Raised {
        let e = self.exceptions();
        let class = match diagnostic.kind {
            DiagKind::Indentation => &e.indentation_error,
            DiagKind::Tab => &e.tab_error,
            DiagKind::Recursion => return self.recursion_error(&diagnostic.message),
            DiagKind::Memory => return self.memory_error(&diagnostic.message),
            DiagKind::Value => return self.value_error(&diagnostic.message),
            DiagKind::Syntax | DiagKind::Unsupported | DiagKind::SyntaxWarning => &e.syntax_error,
        };
        let mut info = vec![self.str(filename)];
        match diagnostic.place(source) {
            Some(place) => info.extend([
                self.int(place.lineno.into()),
                self.int(place.offset.into()),
                self.quoted_line(diagnostic, &place.text, place.lineno, filename),
                self.int(place.end_lineno.into()),
                self.int(place.end_offset.into()),
            ]),
            None => info.extend([
                self.int(0),
                self.int(0),
                Value::NONE,
                self.int(0),
                self.int(0),
            ]),
        }
        let args = [self.str(&diagnostic.message), self.tuple(info)];
        match self.call(class.value(), Args::positional(&args)) {
            Ok(exception) => Raised::new(exception),
            Err(raised) => raised,
        }
    }

    /// `text` of a SyntaxError. For errors of the later passes CPython looks for the line in the file
    /// of that name.
    fn quoted_line(&self, diagnostic: &Diagnostic, text: &str, line: u32, filename: &str) -> Value {
        if diagnostic.stage != Stage::Code || diagnostic.kind == DiagKind::Unsupported {
            return self.str(text);
        }
        self.line_of_file(filename, line)
            .map_or(Value::NONE, |line| self.str(line))
    }

    /// A line of a file, with its end; None if there is no such file or line.
    fn line_of_file(&self, filename: &str, line: u32) -> Option<String> {
        if filename.starts_with('<') {
            return None;
        }
        let bytes = std::fs::read(filename).ok()?;
        let text = self.decode_source(&bytes, filename).ok()?;
        let line = text
            .split_inclusive('\n')
            .nth((line as usize).checked_sub(1)?)?;
        Some(line.to_owned())
    }

    /// Shows a compiler warning through `warnings.warn_explicit`, or on standard error where that
    /// module is not loaded. A filter that makes it an error gives a SyntaxError.
    fn syntax_warning(&self, warning: &Diagnostic, source: &str, filename: &str) -> Result<()> {
        let line = warning.place(source).map_or(1, |p| p.lineno).max(1);
        let category = &self.exceptions().syntax_warning;
        let Some(module) = self.interp().modules().get_name(&self.intern("warnings")) else {
            let quoted = self.line_of_file(filename, line).unwrap_or_default();
            return self.warn_explicit(category, &warning.message, filename, line, &quoted);
        };
        let warn = self.get_attr_str(&module, "warn_explicit")?;
        let args = [
            self.str(&warning.message),
            category.value().clone(),
            self.str(filename),
            self.int(line.into()),
        ];
        match self.call(&warn, Args::positional(&args)) {
            Err(raised) if self.is_error(&raised, category) => {
                let message = warning
                    .message
                    .replace(" Such sequences will not work in the future.", "");
                let mut error = warning.clone();
                error.message = message;
                Err(self.syntax_error(&error, source, filename))
            }
            result => result.map(drop),
        }
    }

    /// Runs source text as a module's code in `globals`.
    ///
    /// # Errors
    /// SyntaxError; what the code raises.
    pub fn exec_source(&self, source: &str, filename: &str, globals: &Ref<Dict>) -> Result<()> {
        let code = self.compile(source, filename, Mode::Exec, &Options::default())?;
        self.run_code(&code, globals, None, Box::default())
            .map(drop)
    }

    /// The text of a source file.
    ///
    /// # Errors
    /// SyntaxError for bytes that are no source text.
    pub fn decode_source(&self, bytes: &[u8], filename: &str) -> Result<String> {
        hasp_compiler::parse::decode_source(bytes, Some(filename))
            .map_err(|error| self.decoding_error(bytes, error, filename))
    }

    /// The same for bytes that are in no file.
    ///
    /// # Errors
    /// SyntaxError for bytes that are no source text.
    pub fn decode_source_bytes(&self, bytes: &[u8], filename: &str) -> Result<String> {
        hasp_compiler::parse::decode_source(bytes, None)
            .map_err(|error| self.decoding_error(bytes, error, filename))
    }

    fn decoding_error(
        &self,
        bytes: &[u8],
        (text, diagnostic): (String, Diagnostic),
        filename: &str,
    ) -> Raised {
        let declaration = diagnostic.message.as_str();
        let info = if declaration.starts_with("unknown encoding: ") {
            vec![self.int(0), self.int(-1), Value::NONE]
        } else if declaration.starts_with("encoding problem: ") {
            let line = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let line = line.split(|b| b"\r\n".contains(b)).next().unwrap_or(line);
            let (one, end) = (self.int(1), self.int(line.len() as i64));
            let line = self.str(String::from_utf8_lossy(line));
            vec![one.clone(), self.int(0), line, one, end]
        } else {
            return self.syntax_error(&diagnostic, &text, filename);
        };
        let place = std::iter::once(self.str(filename)).chain(info).collect();
        let args = [self.str(declaration), self.tuple(place)];
        let class = self.exceptions().syntax_error.value();
        match self.call(class, Args::positional(&args)) {
            Ok(exception) => Raised::new(exception),
            Err(raised) => raised,
        }
    }

    /// The builtins namespace that code with these globals sees.
    pub fn builtins_of(&self, globals: &Ref<Dict>) -> Ref<Dict> {
        let found = self
            .interp()
            .has_names()
            .then(|| globals.get_name(&self.names().builtins));
        self.builtins_named(found.flatten())
    }

    /// What a function with these globals takes from them: its built-ins, and its `__module__`.
    pub(crate) fn namespace_of(&self, globals: &Ref<Dict>) -> (Ref<Dict>, Option<Value>) {
        let [builtins, module] = &self.namespace_places;
        let builtins = builtins.get(self, globals, &self.names().builtins);
        let module = module.get(self, globals, &self.names().name);
        (self.builtins_named(builtins), module)
    }

    fn builtins_named(&self, found: Option<Value>) -> Ref<Dict> {
        if let Some(found) = found {
            if let Some(module) = found.downcast_ref::<crate::object::module::Module>() {
                return module.body.dict.clone();
            }
            if let Some(dict) = found.as_dict() {
                return dict.clone();
            }
        }
        self.interp().builtins().clone()
    }

    /// `sys.stdout`, if it is there.
    pub(crate) fn sys_stdout(&self) -> Option<Value> {
        let [sys, stdout] = &self.interp().stdout_places;
        let sys = sys.get(self, self.interp().modules(), &self.names().sys)?;
        let sys = sys.downcast_ref::<crate::object::module::Module>()?;
        stdout.get(self, &sys.body.dict, &self.names().stdout)
    }

    /// `sys.name`, if it is there.
    pub fn sys_attr(&self, name: &crate::names::Name) -> Option<Value> {
        let sys = self.interp().modules().get_name(&self.names().sys)?;
        sys.downcast_ref::<crate::object::module::Module>()?
            .body
            .dict
            .get_name(name)
    }
}
