//! The constants of `sys`.

use hasp_vm::native::GetSetDef;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::struct_seq::{self, item};
use hasp_vm::struct_sequence;
use hasp_vm::value::Value;
use hasp_vm::vm::Vm;

const HEX_VERSION: i64 = 0x030e_00f0;

const VERSION_FIELDS: &[&str] = &["major", "minor", "micro", "releaselevel", "serial"];
static VERSION_INFO: TypeDef = TypeDef {
    name: "sys.version_info",
    base: "tuple",
    doc: "Version of the language.",
    slots: struct_seq::sealed,
    methods: struct_seq::METHODS,
    getsets: &[
        item("major", 0),
        item("minor", 1),
        item("micro", 2),
        item("releaselevel", 3),
        item("serial", 4),
    ],
    ..TypeDef::EMPTY
};
struct_sequence!(FLOAT_INFO, FLOAT_FIELDS, "sys.float_info", "Properties of the float type.",
    0 "max", 1 "max_exp", 2 "max_10_exp", 3 "min", 4 "min_exp", 5 "min_10_exp", 6 "dig", 7 "mant_dig",
    8 "epsilon", 9 "radix", 10 "rounds");
struct_sequence!(INT_INFO, INT_FIELDS, "sys.int_info", "Properties of the int type.",
    0 "bits_per_digit", 1 "sizeof_digit", 2 "default_max_str_digits", 3 "str_digits_check_threshold");
struct_sequence!(HASH_INFO, HASH_FIELDS, "sys.hash_info", "Properties of hashes.",
    0 "width", 1 "modulus", 2 "inf", 3 "nan", 4 "imag", 5 "algorithm", 6 "hash_bits", 7 "seed_bits", 8 "cutoff");
struct_sequence!(THREAD_INFO, THREAD_FIELDS, "sys.thread_info", "Properties of threads.",
    0 "name", 1 "lock", 2 "version");

const FLAG_FIELDS: &[&str] = &[
    "debug",
    "inspect",
    "interactive",
    "optimize",
    "dont_write_bytecode",
    "no_user_site",
    "no_site",
    "ignore_environment",
    "verbose",
    "bytes_warning",
    "quiet",
    "hash_randomization",
    "isolated",
    "dev_mode",
    "utf8_mode",
    "warn_default_encoding",
    "safe_path",
    "int_max_str_digits",
];
static FLAGS: TypeDef = TypeDef {
    name: "sys.flags",
    base: "tuple",
    doc: "Flags given on the command line.",
    slots: struct_seq::sealed,
    methods: struct_seq::METHODS,
    getsets: &[
        item("debug", 0),
        item("inspect", 1),
        item("interactive", 2),
        item("optimize", 3),
        item("dont_write_bytecode", 4),
        item("no_user_site", 5),
        item("no_site", 6),
        item("ignore_environment", 7),
        item("verbose", 8),
        item("bytes_warning", 9),
        item("quiet", 10),
        item("hash_randomization", 11),
        item("isolated", 12),
        item("dev_mode", 13),
        item("utf8_mode", 14),
        item("warn_default_encoding", 15),
        item("safe_path", 16),
        GetSetDef {
            name: "int_max_str_digits",
            get: |vm, _| Ok(vm.int(vm.int_max_str_digits() as i64)),
            set: Some(struct_seq::read_only),
        },
        GetSetDef {
            name: "gil",
            get: |vm, _| Ok(vm.int(1)),
            set: Some(struct_seq::read_only),
        },
        GetSetDef {
            name: "thread_inherit_context",
            get: |vm, _| Ok(vm.int(0)),
            set: Some(struct_seq::read_only),
        },
        GetSetDef {
            name: "context_aware_warnings",
            get: |vm, _| Ok(vm.int(0)),
            set: Some(struct_seq::read_only),
        },
    ],
    ..TypeDef::EMPTY
};

/// Adds the constants.
pub(super) fn fill(vm: &Vm, module: &Ref<Module>) {
    let config = &vm.interp().config;
    let add = |name: &str, value: Value| vm.add_to_module(module, name, value);
    let strings = |items: &[String]| vm.list(items.iter().map(|s| vm.str(s)).collect());
    let own_version = env!("CARGO_PKG_VERSION");

    add("argv", strings(&config.argv));
    add("orig_argv", strings(&config.argv));
    add("path", strings(&config.path));
    add("modules", vm.interp().modules().value().clone());
    add("version", vm.str(format!("3.14.0 (hasp {own_version})")));
    add("hexversion", vm.int(HEX_VERSION));
    add("api_version", vm.int(1013));
    add("copyright", vm.str("See the licence of Hasp."));
    add("platform", vm.str("linux"));
    add(
        "byteorder",
        vm.str(if cfg!(target_endian = "big") {
            "big"
        } else {
            "little"
        }),
    );
    add("maxsize", vm.int(i64::MAX));
    add("maxunicode", vm.int(0x10FFFF));
    add("executable", vm.str(&config.executable));
    add("_base_executable", vm.str(&config.executable));
    let prefix = std::path::Path::new(&config.executable)
        .parent()
        .map(|p| p.to_string_lossy().into_owned());
    let prefix = prefix.unwrap_or_default();
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        add(name, vm.str(&prefix));
    }
    add("platlibdir", vm.str("lib"));
    add("pycache_prefix", Value::NONE);
    add("float_repr_style", vm.str("short"));
    add("dont_write_bytecode", Value::TRUE);
    add("warnoptions", vm.list(Vec::new()));
    add(
        "_xoptions",
        hasp_vm::object::dict::Dict::new(vm).into_value(),
    );
    add("meta_path", vm.list(Vec::new()));
    add("path_hooks", vm.list(Vec::new()));
    add(
        "path_importer_cache",
        hasp_vm::object::dict::Dict::new(vm).into_value(),
    );
    add("abiflags", vm.str(""));
    add(
        "_git",
        vm.tuple(vec![vm.str("Hasp"), vm.str(""), vm.str("")]),
    );

    let mut natives: Vec<&str> = config
        .library
        .natives
        .iter()
        .map(|m| m.name)
        .chain(["builtins"])
        .collect();
    natives.sort_unstable();
    add(
        "builtin_module_names",
        vm.tuple(natives.iter().map(|n| vm.str(n)).collect()),
    );
    let sources = config.library.sources.iter().map(|m| m.name);
    let mut all: Vec<Value> = natives
        .iter()
        .copied()
        .chain(sources)
        .filter(|n| !n.contains('.'))
        .map(|n| vm.str(n))
        .collect();
    all.dedup_by_key(|v| v.str_lossy());
    let all = vm.tuple(all);
    let frozen = vm.call(
        vm.types().frozenset.value(),
        hasp_vm::args::Args::positional(&[all]),
    );
    if let Ok(set) = frozen {
        add("stdlib_module_names", set);
    }

    let version = || vec![vm.int(3), vm.int(14), vm.int(0), vm.str("final"), vm.int(0)];
    let version_type = vm.struct_sequence_type(&VERSION_INFO, VERSION_FIELDS, 0);
    let version_info = vm.struct_sequence(&version_type, version());
    add("version_info", version_info.clone());
    let float_type = vm.struct_sequence_type(&FLOAT_INFO, FLOAT_FIELDS, 0);
    let floats = vec![
        Value::float(f64::MAX),
        vm.int(1024),
        vm.int(308),
        Value::float(f64::MIN_POSITIVE),
        vm.int(-1021),
        vm.int(-307),
        vm.int(15),
        vm.int(53),
        Value::float(f64::EPSILON),
        vm.int(2),
        vm.int(1),
    ];
    add("float_info", vm.struct_sequence(&float_type, floats));
    let int_type = vm.struct_sequence_type(&INT_INFO, INT_FIELDS, 0);
    let ints = [30, 4, 4300, 640].map(|n| vm.int(n)).to_vec();
    add("int_info", vm.struct_sequence(&int_type, ints));
    let hash_type = vm.struct_sequence_type(&HASH_INFO, HASH_FIELDS, 0);
    let hashes = vec![
        vm.int(64),
        vm.int((1 << 61) - 1),
        vm.int(314_159),
        vm.int(0),
        vm.int(1_000_003),
        vm.str("foldhash"),
        vm.int(64),
        vm.int(64),
        vm.int(0),
    ];
    add("hash_info", vm.struct_sequence(&hash_type, hashes));
    let thread_type = vm.struct_sequence_type(&THREAD_INFO, THREAD_FIELDS, 0);
    let threads = vec![vm.str("pthread"), vm.str("pthread"), Value::NONE];
    add("thread_info", vm.struct_sequence(&thread_type, threads));
    let flags_type = vm.struct_sequence_type(&FLAGS, FLAG_FIELDS, 0);
    let mut flags: Vec<Value> = FLAG_FIELDS.iter().map(|_| vm.int(0)).collect();
    flags[4] = vm.int(1);
    flags[11] = vm.int(i64::from(config.hash_seed != 0));
    flags[13] = Value::FALSE;
    flags[14] = vm.int(1);
    flags[16] = Value::FALSE;
    flags[17] = vm.int(4300);
    add("flags", vm.struct_sequence(&flags_type, flags));

    let implementation = vec![
        ("name", vm.str("hasp")),
        ("cache_tag", vm.str("hasp-314")),
        ("version", version_info),
        ("hexversion", vm.int(HEX_VERSION)),
        ("supports_isolated_interpreters", Value::FALSE),
    ];
    if let Ok(implementation) = crate::namespace::namespace(vm, implementation) {
        add("implementation", implementation);
    }
}
