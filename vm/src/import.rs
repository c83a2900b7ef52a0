//! Finding and loading modules: the one that is there already, a native one, an embedded source,
//! a file on `sys.path`.

use std::path::{Path, PathBuf};

use hasp_compiler::{Mode, Options};

use crate::names::Name;
use crate::native::NativeFunction;
use crate::object::Ref;
use crate::object::dict::Dict;
use crate::object::module::Module;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// A native module.
pub struct ModuleDef {
    /// Full name.
    pub name: &'static str,
    /// Docstring.
    pub doc: &'static str,
    /// Functions.
    pub functions: &'static [crate::native::NativeDef],
    /// Adds the rest: constants, classes.
    pub init: fn(&Vm, &Ref<Module>) -> Result<()>,
}

/// A module written in the language and embedded in the binary.
pub struct SourceDef {
    /// Full name.
    pub name: &'static str,
    /// The text.
    pub source: &'static str,
    /// It is a package.
    pub package: bool,
}

/// What `-m` runs.
pub struct MainModule {
    /// The code.
    pub code: Ref<crate::object::code::Code>,
    /// The file it is from.
    pub file: Option<String>,
    /// `__package__`
    pub package: String,
}

/// The modules that come with the program.
#[derive(Clone, Copy)]
pub struct Library {
    /// Native ones.
    pub natives: &'static [ModuleDef],
    /// Embedded ones.
    pub sources: &'static [SourceDef],
}

impl Library {
    /// Nothing.
    pub const EMPTY: Library = Library {
        natives: &[],
        sources: &[],
    };
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Library({} natives, {} sources)",
            self.natives.len(),
            self.sources.len()
        )
    }
}

/// Where a module was found.
enum Found {
    Native(&'static ModuleDef),
    Embedded(&'static SourceDef),
    File {
        path: PathBuf,
        package: bool,
    },
    /// Folders of a namespace package.
    Namespace(Vec<PathBuf>),
}

/// Is it the `__import__` that came with the interpreter?
pub(crate) fn is_builtin_import(vm: &Vm, v: &Value) -> bool {
    v.downcast_ref::<NativeFunction>()
        .is_some_and(|f| f.def.signature == crate::builtins::IMPORT_SIGNATURE)
        && vm.interp().has_names()
}

/// The import statement's work: gives the top package, or with a `from` list the module itself.
pub(crate) fn import(
    vm: &Vm,
    name: &Name,
    globals: &Ref<Dict>,
    from: &Value,
    level: i64,
) -> Result<Value> {
    let full = if level > 0 {
        resolve(vm, name, globals, level)?
    } else {
        name.to_string_lossy()
    };
    if full.is_empty() {
        return Err(vm.value_error("Empty module name"));
    }
    let module = vm.import_module(&full)?;
    let wants_names = vm.truth(from)?;
    if wants_names {
        load_submodules(vm, &module, &full, from)?;
        return Ok(module);
    }
    if level > 0 {
        // `__import__('x.y', level=1)` gives the package that holds x.
        let own = name.to_string_lossy();
        let Some((first, _)) = own.split_once('.') else {
            return Ok(module);
        };
        let cut = full.len() - (own.len() - first.len());
        return vm.import_module(&full[..cut]);
    }
    match full.split_once('.') {
        Some((top, _)) => vm.import_module(top),
        None => Ok(module),
    }
}

/// `from package import a, b`: names that are submodules are loaded.
fn load_submodules(vm: &Vm, module: &Value, full: &str, from: &Value) -> Result<()> {
    let names = vm.names();
    if vm.get_attr_opt(module, &names.path)?.is_none() {
        return Ok(());
    }
    let mut wanted = Vec::new();
    for name in vm.collect(from)? {
        match name.str_lossy() {
            Some(star) if star == "*" => {
                if let Some(all) = vm.get_attr_opt(module, &names.all)? {
                    wanted.extend(vm.collect(&all)?.iter().filter_map(Value::str_lossy));
                }
            }
            Some(text) => wanted.push(text),
            None => {}
        }
    }
    for name in wanted {
        if vm.get_attr_opt(module, &vm.intern(&name))?.is_some() {
            continue;
        }
        let submodule = format!("{full}.{name}");
        match vm.import_module(&submodule) {
            Ok(_) => {}
            Err(raised) if is_missing(vm, &raised, &submodule) => {}
            Err(raised) => return Err(raised),
        }
    }
    Ok(())
}

/// Is it ModuleNotFoundError for this very module?
fn is_missing(vm: &Vm, raised: &Raised, name: &str) -> bool {
    vm.is_error(raised, &vm.exceptions().module_not_found_error)
        && raised
            .value()
            .downcast_ref::<crate::errors::Exception>()
            .and_then(|e| e.fields[0].get())
            .and_then(|n| n.str_lossy())
            .is_some_and(|n| n == name)
}

/// Full name of a relative import.
fn resolve(vm: &Vm, name: &Name, globals: &Ref<Dict>, level: i64) -> Result<String> {
    let names = vm.names();
    let text = |n: &Name| globals.get_name(n).and_then(|v| v.str_lossy());
    let package = match text(&names.package) {
        Some(package) => package,
        None => {
            let Some(module) = globals.get_name(&names.name) else {
                return Err(vm.key_error(vm.str("'__name__' not in globals")));
            };
            let Some(module) = module.str_lossy() else {
                return Err(vm.type_error("__name__ must be a string"));
            };
            if globals.get_name(&names.path).is_some() {
                module
            } else {
                module
                    .rsplit_once('.')
                    .map(|(p, _)| p.to_owned())
                    .unwrap_or_default()
            }
        }
    };
    if package.is_empty() {
        return Err(vm.import_error("attempted relative import with no known parent package"));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((parent, _)) => base = parent,
            None => {
                return Err(vm.import_error("attempted relative import beyond top-level package"));
            }
        }
    }
    let name = name.to_string_lossy();
    Ok(if name.is_empty() {
        base.to_owned()
    } else {
        format!("{base}.{name}")
    })
}

#[cold]
fn not_found(vm: &Vm, name: &str, parent: Option<&str>) -> Raised {
    let message = match parent {
        Some(parent) => format!("No module named '{name}'; '{parent}' is not a package"),
        None => format!("No module named '{name}'"),
    };
    let raised = vm.module_not_found_error(message);
    set_import_fields(vm, &raised, name, None);
    raised
}

fn set_import_fields(vm: &Vm, raised: &Raised, name: &str, path: Option<Value>) {
    if let Some(e) = raised.value().downcast_ref::<crate::errors::Exception>() {
        let message = e
            .args
            .get()
            .and_then(|a| a.as_tuple().and_then(|t| t.as_slice().first().cloned()));
        e.fields[0].set(vm.str(name));
        drop(e.fields[1].replace(path));
        drop(e.fields[2].replace(message));
    }
}

/// ImportError for `from module import name`.
#[cold]
pub(crate) fn cannot_import(
    vm: &Vm,
    module: &Value,
    module_name: Option<String>,
    name: &Name,
) -> Result<Raised> {
    let file = vm.get_attr_opt(module, &vm.names().file)?;
    let module_name = module_name.unwrap_or_else(|| "<unknown module name>".to_owned());
    let place = file
        .as_ref()
        .and_then(|f| f.str_lossy())
        .unwrap_or_else(|| "unknown location".to_owned());
    let name_text = name.to_string_lossy();
    let text = if !vm.interp().import_locks.is_loading(&module_name) {
        format!("cannot import name '{name_text}' from '{module_name}' ({place})")
    } else if vm.may_shadow(&place) {
        format!(
            "cannot import name '{name_text}' from '{module_name}' (consider renaming '{place}' if it has the same name as a library you intended to import)"
        )
    } else {
        format!(
            "cannot import name '{name_text}' from partially initialized module '{module_name}' (most likely due to a circular import) ({place})"
        )
    };
    let raised = vm.import_error(text);
    set_import_fields(vm, &raised, &module_name, file);
    if let Some(e) = raised.value().downcast_ref::<crate::errors::Exception>() {
        e.fields[3].set(name.value().clone());
    }
    Ok(raised)
}

impl Vm {
    /// The module of this full name, loaded if need be (with its parents).
    ///
    /// # Errors
    /// ModuleNotFoundError; what running the module raises.
    pub fn import_module(&self, full: &str) -> Result<Value> {
        let key = self.intern(full);
        if let Some(module) = self.interp().modules().get_name(&key)
            && !(self.await_module(full)? && self.interp().modules().get_name(&key).is_none())
        {
            if module.is_none() {
                let raised = self.module_not_found_error(format!(
                    "import of {full} halted; None in sys.modules"
                ));
                set_import_fields(self, &raised, full, None);
                return Err(raised);
            }
            return Ok(module);
        }
        let Some((parent_name, last)) = full.rsplit_once('.') else {
            return self.load_once(full, &key, || self.sys_path());
        };
        let parent = self.import_module(parent_name)?;
        if let Some(module) = self.interp().modules().get_name(&key) {
            self.await_module(full)?;
            return Ok(self.interp().modules().get_name(&key).unwrap_or(module));
        }
        let path = || match self.get_attr_opt(&parent, &self.names().path)? {
            Some(path) => self.folders(&path),
            None => Err(not_found(self, full, Some(parent_name))),
        };
        let module = self.load_once(full, &key, path)?;
        self.set_attr(&parent, &self.intern(last), module.clone())?;
        Ok(module)
    }

    /// Loads a module unless another thread has done so meanwhile.
    fn load_once(
        &self,
        full: &str,
        key: &Name,
        path: impl FnOnce() -> Result<Vec<PathBuf>>,
    ) -> Result<Value> {
        let Some(lock) = self.lock_module(full)? else {
            let message = format!("deadlock detected by _ModuleLock('{full}')");
            return Err(self.runtime_error(message));
        };
        if let Some(module) = self.interp().modules().get_name(key) {
            return Ok(module);
        }
        lock.start_loading();
        self.load(full, &path()?)
    }

    /// Where a module is from, if it is a file's.
    fn module_origin(&self, dict: &Ref<Dict>) -> Option<String> {
        dict.get_name(&self.names().file)?.str_lossy()
    }

    /// May the module be one that a script's folder hides another by? True for a file in the folder that
    /// stands first on `sys.path`.
    fn may_shadow(&self, origin: &str) -> bool {
        let origin = Path::new(origin);
        let folder = if origin.ends_with("__init__.py") {
            origin.parent().and_then(Path::parent)
        } else {
            origin.parent()
        };
        let first = self
            .sys_attr(&self.names().path_plain)
            .and_then(|p| p.as_list().and_then(|l| l.to_vec().into_iter().next()))
            .and_then(|p| p.str_lossy());
        match (folder, first) {
            (Some(folder), Some(first)) if first.is_empty() => {
                std::env::current_dir().is_ok_and(|cwd| cwd == folder)
            }
            (Some(folder), Some(first)) => folder == Path::new(&first),
            _ => false,
        }
    }

    /// The message of AttributeError for a name that a module does not have.
    pub(crate) fn no_module_attribute(&self, dict: &Ref<Dict>, name: &str) -> String {
        let Some(module) = dict
            .get_name(&self.names().name)
            .and_then(|n| n.str_lossy())
        else {
            return format!("module has no attribute '{name}'");
        };
        let locks = &self.interp().import_locks;
        if locks.is_loading(&module) {
            return match self.module_origin(dict) {
                Some(origin) if self.may_shadow(&origin) => format!(
                    "module '{module}' has no attribute '{name}' (consider renaming '{origin}' if it has the same name as a library you intended to import)"
                ),
                Some(origin) => format!(
                    "partially initialized module '{module}' from '{origin}' has no attribute '{name}' (most likely due to a circular import)"
                ),
                None => format!(
                    "partially initialized module '{module}' has no attribute '{name}' (most likely due to a circular import)"
                ),
            };
        }
        if locks.is_loading(&format!("{module}.{name}")) {
            return format!(
                "cannot access submodule '{name}' of module '{module}' (most likely due to a circular import)"
            );
        }
        format!("module '{module}' has no attribute '{name}'")
    }

    fn sys_path(&self) -> Result<Vec<PathBuf>> {
        match self.sys_attr(&self.names().path_plain) {
            Some(path) => self.folders(&path),
            None => Ok(self
                .interp()
                .config
                .path
                .iter()
                .map(PathBuf::from)
                .collect()),
        }
    }

    fn folders(&self, path: &Value) -> Result<Vec<PathBuf>> {
        Ok(self
            .collect(path)?
            .iter()
            .filter_map(Value::str_lossy)
            .map(PathBuf::from)
            .collect())
    }

    fn load(&self, full: &str, path: &[PathBuf]) -> Result<Value> {
        match self.find(full, path) {
            Some(found) => self.load_found(full, found),
            None => Err(not_found(self, full, None)),
        }
    }

    /// The code that `-m full` runs: the module's, or that of a package's `__main__`. None if
    /// there is no such module.
    ///
    /// # Errors
    /// What importing the packages around it raises; SyntaxError.
    pub fn find_main(&self, full: &str) -> Result<Option<MainModule>> {
        let path = match full.rsplit_once('.') {
            None => self.sys_path()?,
            Some((parent, _)) => {
                let parent = self.import_module(parent)?;
                match self.get_attr_opt(&parent, &self.names().path)? {
                    Some(path) => self.folders(&path)?,
                    None => return Ok(None),
                }
            }
        };
        let package = full.rsplit_once('.').map_or("", |(p, _)| p).to_owned();
        match self.find(full, &path) {
            Some(Found::File {
                path,
                package: false,
            }) => {
                let file = path.to_string_lossy().into_owned();
                let code = self.compile_file(&path, &file)?;
                Ok(Some(MainModule {
                    code,
                    file: Some(file),
                    package,
                }))
            }
            Some(Found::Embedded(def)) if !def.package => {
                let file = format!("<hasp>/{}.py", full.replace('.', "/"));
                let code = self.compile(def.source, &file, Mode::Exec, &Options::default())?;
                Ok(Some(MainModule {
                    code,
                    file: None,
                    package,
                }))
            }
            Some(Found::File { .. } | Found::Embedded(_) | Found::Namespace(_))
                if !full.ends_with(".__main__") =>
            {
                self.find_main(&format!("{full}.__main__"))
            }
            _ => Ok(None),
        }
    }

    /// Is it the name of a module that comes with the program and is native?
    pub fn is_builtin_module(&self, name: &str) -> bool {
        self.interp()
            .config
            .library
            .natives
            .iter()
            .any(|m| m.name == name)
    }

    fn find(&self, full: &str, path: &[PathBuf]) -> Option<Found> {
        let library = &self.interp().config.library;
        if let Some(native) = library.natives.iter().find(|m| m.name == full) {
            return Some(Found::Native(native));
        }
        if let Some(source) = library.sources.iter().find(|m| m.name == full) {
            return Some(Found::Embedded(source));
        }
        let last = full.rsplit('.').next().unwrap_or(full);
        let mut namespace = Vec::new();
        for folder in path {
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            let package = folder.join(last);
            let init = package.join("__init__.py");
            if init.is_file() {
                return Some(Found::File {
                    path: init,
                    package: true,
                });
            }
            let file = folder.join(format!("{last}.py"));
            if file.is_file() {
                return Some(Found::File {
                    path: file,
                    package: false,
                });
            }
            if package.is_dir() {
                namespace.push(package);
            }
        }
        (!namespace.is_empty()).then_some(Found::Namespace(namespace))
    }

    fn load_found(&self, full: &str, found: Found) -> Result<Value> {
        let module = self.new_module(full);
        let names = self.names();
        let dict = module.body.dict.clone();
        let key = self.intern(full);
        let parent = full.rsplit_once('.').map_or("", |(p, _)| p);
        let mut package = parent.to_owned();
        match found {
            Found::Native(def) => {
                self.interp()
                    .modules()
                    .set_name(self, &key, module.value().clone());
                if !def.doc.is_empty() {
                    dict.set_name(self, &names.doc, self.str(def.doc));
                }
                self.fill_native(&module, def)?;
                Ok(module.into_value())
            }
            Found::Namespace(folders) => {
                let folders = folders
                    .iter()
                    .map(|f| self.str(f.to_string_lossy()))
                    .collect();
                dict.set_name(self, &names.path, self.namespace_path(folders));
                dict.set_name(self, &names.package, self.str(full));
                self.interp()
                    .modules()
                    .set_name(self, &key, module.value().clone());
                Ok(module.into_value())
            }
            Found::Embedded(def) => {
                if def.package {
                    package = full.to_owned();
                    dict.set_name(self, &names.path, self.list(Vec::new()));
                }
                dict.set_name(self, &names.package, self.str(package));
                self.run_module(&module, &key, || {
                    let file = format!("<hasp>/{}.py", full.replace('.', "/"));
                    self.compile(def.source, &file, Mode::Exec, &Options::default())
                })
            }
            Found::File {
                path,
                package: is_package,
            } => {
                let file = path.to_string_lossy().into_owned();
                if is_package {
                    package = full.to_owned();
                    let folder = path
                        .parent()
                        .map(|p| p.to_string_lossy().into_owned())
                        .unwrap_or_default();
                    dict.set_name(self, &names.path, self.list(vec![self.str(folder)]));
                }
                dict.set_name(self, &names.package, self.str(package));
                dict.set_name(self, &names.file, self.str(&file));
                self.run_module(&module, &key, || self.compile_file(&path, &file))
            }
        }
    }

    /// Functions, classes and constants of a native module.
    fn fill_native(&self, module: &Ref<Module>, def: &'static ModuleDef) -> Result<()> {
        self.add_functions_of(module, self.intern(def.name).into_value(), def.functions);
        (def.init)(self, module)
    }

    fn add_functions_of(
        &self,
        module: &Ref<Module>,
        name: Value,
        functions: &'static [crate::native::NativeDef],
    ) {
        for function in functions {
            let native = NativeFunction::new(self, function, None, Some(name.clone()));
            let key = native.name.clone();
            let native = self.alloc(&self.types().native_function, native);
            module.body.dict.set_name(self, &key, native.into_value());
        }
    }

    /// Adds more functions to a native module, for one whose functions stand in several tables.
    pub fn add_functions(
        &self,
        module: &Ref<Module>,
        functions: &'static [crate::native::NativeDef],
    ) {
        let name = module.body.dict.get_name(&self.names().name);
        self.add_functions_of(module, name.unwrap_or(Value::NONE), functions);
    }

    fn run_module(
        &self,
        module: &Ref<Module>,
        key: &Name,
        compile: impl FnOnce() -> Result<Ref<crate::object::code::Code>>,
    ) -> Result<Value> {
        let modules = self.interp().modules();
        let code = compile()?;
        modules.set_name(self, key, module.value().clone());
        let builtins = self.interp().builtins().value().clone();
        module
            .body
            .dict
            .set_name(self, &self.names().builtins, builtins);
        if let Err(raised) = self.run_code(&code, &module.body.dict, None, Box::default()) {
            modules.del_name(self, key);
            return Err(raised);
        }
        // The module may have replaced itself in sys.modules.
        Ok(modules
            .get_name(key)
            .unwrap_or_else(|| module.value().clone()))
    }

    /// Compiles a source file.
    ///
    /// # Errors
    /// OSError if it cannot be read; SyntaxError.
    pub fn compile_file(&self, path: &Path, shown: &str) -> Result<Ref<crate::object::code::Code>> {
        let bytes = {
            let path = path.to_owned();
            self.detached("import", move || std::fs::read(path))
        };
        let bytes = bytes.map_err(|e| self.io_error(&e, Some(self.str(shown))))?;
        let source = self.decode_source(&bytes, shown)?;
        self.compile(&source, shown, Mode::Exec, &Options::default())
    }

    /// Adds an object to a native module.
    pub fn add_to_module(&self, module: &Ref<Module>, name: &str, value: impl Into<Value>) {
        module
            .body
            .dict
            .set_name(self, &self.intern(name), value.into());
    }
}
