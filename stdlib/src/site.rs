//! What `site` adds to the builtins: `exit` and `quit`.

use hasp_vm::args::Args;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::cell::Slot;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// Payload of `exit` and `quit`.
struct Quitter {
    name: Slot,
}

impl Payload for Quitter {
    fn traverse(&self, visit: Visit<'_>) {
        self.name.visit(visit);
    }
}

/// The key that ends standard input.
const EOF: &str = "Ctrl-D (i.e. EOF)";

static QUITTER: TypeDef = TypeDef {
    name: "_sitebuiltins.Quitter",
    layout: Some(VTable::of::<Quitter>),
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let name = name(vm, v)?.str_lossy().unwrap_or_default();
            Ok(vm.str(format!("Use {name}() or {EOF} to exit")))
        }));
        s.call.set(Some(quit));
    },
    getsets: &[
        GetSetDef {
            name: "name",
            get: name,
            set: None,
        },
        GetSetDef {
            name: "eof",
            get: |vm, _| Ok(vm.str(EOF)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn name(vm: &Vm, v: &Value) -> Result<Value> {
    let quitter = v
        .downcast_ref::<Quitter>()
        .ok_or_else(|| vm.wrong_self(v))?;
    Ok(quitter.name.get().unwrap_or(Value::NONE))
}

/// `exit(code=None)`: closes standard input and raises SystemExit.
fn quit(vm: &Vm, _: &Value, args: Args<'_>) -> Result<Value> {
    let mut code = Value::NONE;
    let given = args.pos().len();
    if given > 1 {
        return Err(vm.type_error(format!(
            "Quitter.__call__() takes from 1 to 2 positional arguments but {} were given",
            given + 1
        )));
    }
    if let Some(given) = args.pos().first() {
        code = given.clone();
    }
    for (key, value) in args.keywords() {
        let key = key.str_lossy().unwrap_or_default();
        if key != "code" {
            return Err(vm.type_error(format!(
                "Quitter.__call__() got an unexpected keyword argument '{key}'"
            )));
        }
        code = value.clone();
    }
    if let Some(input) = vm.sys_attr(&vm.intern("stdin")).filter(|s| !s.is_none()) {
        // Whatever is wrong with the stream, the program ends.
        let _closed = vm.call_method_str(&input, "close", &[]);
    }
    let class = vm.exceptions().system_exit.value().clone();
    let exit = vm.call(&class, Args::positional(&[code]))?;
    Err(Raised::new(exit))
}

/// Adds the names to the builtins.
pub fn install(vm: &Vm) {
    let class = vm.new_native_type(&QUITTER);
    for name in ["exit", "quit"] {
        let key = vm.intern(name);
        let quitter = Quitter {
            name: Slot::new(key.value().clone()),
        };
        let quitter = vm.alloc(&class, quitter).into_value();
        vm.interp().builtins().set_name(vm, &key, quitter);
    }
}
