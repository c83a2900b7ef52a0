//! What the system says of itself: names, times, processors, the terminal.

use hasp_vm::args::Args;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::object::Ref;
use hasp_vm::object::typ::Type;
use hasp_vm::struct_sequence;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::path::{brief, descriptor};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("uname()", uname).doc("Return an object identifying the current operating system."),
    native!("times()", times)
        .doc("Return a collection containing process timing information.")
        .releases(),
    native!("get_terminal_size(fd=1, /)", terminal_size)
        .doc("Return the size of the terminal window as (columns, lines)."),
    native!("cpu_count()", cpu_count).doc("Return the number of logical CPUs in the system."),
    native!("sched_getaffinity(pid, /)", affinity)
        .doc("Return the affinity of the process identified by pid."),
    native!("getloadavg()", load).doc("Return average recent system load information."),
    native!("sysconf(name, /)", sysconf)
        .doc("Return an integer-valued system configuration variable."),
    native!("confstr(name, /)", confstr)
        .doc("Return a string-valued system configuration variable."),
];

struct_sequence!(UNAME, UNAME_FIELDS, "posix.uname_result", "uname_result: Result from os.uname().",
    0 "sysname", 1 "nodename", 2 "release", 3 "version", 4 "machine");
struct_sequence!(TIMES, TIMES_FIELDS, "posix.times_result", "times_result: Result from os.times().",
    0 "user", 1 "system", 2 "children_user", 3 "children_system", 4 "elapsed");

struct_sequence!(SIZE, SIZE_FIELDS, "os.terminal_size",
    "A tuple of (columns, lines) for holding terminal window size.",
    0 "columns", 1 "lines");

/// The classes.
#[derive(Clone)]
struct Classes {
    uname: Ref<Type>,
    times: Ref<Type>,
    size: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        uname: vm.struct_sequence_type(&UNAME, UNAME_FIELDS, 0),
        times: vm.struct_sequence_type(&TIMES, TIMES_FIELDS, 0),
        size: vm.struct_sequence_type(&SIZE, SIZE_FIELDS, 0),
    })
}

/// The classes for the module's namespace.
pub(super) fn types(vm: &Vm) -> [(&'static str, Ref<Type>); 3] {
    let classes = classes(vm);
    [
        ("uname_result", classes.uname),
        ("times_result", classes.times),
        ("terminal_size", classes.size),
    ]
}

fn uname(vm: &Vm) -> Value {
    let found = rustix::system::uname();
    let parts = [
        found.sysname(),
        found.nodename(),
        found.release(),
        found.version(),
        found.machine(),
    ];
    let items = parts.map(|p| vm.str(p.to_string_lossy())).to_vec();
    vm.struct_sequence(&classes(vm).uname, items)
}

/// Clock ticks a second in what the system shows of processes.
const TICKS: f64 = 100.0;

fn times(vm: &Vm) -> Result<Value> {
    let text = vm.detached("times", || std::fs::read_to_string("/proc/self/stat"));
    let text = text.map_err(|e| vm.io_error(&e, None))?;
    // Behind the program's name, which may hold anything but ends with the last bracket, the
    // fields from the third on follow; user time is the fourteenth.
    let fields: Vec<&str> = text
        .rsplit_once(')')
        .map_or("", |(_, rest)| rest)
        .split_whitespace()
        .collect();
    let field = |n: usize| {
        let ticks = fields.get(n - 3).and_then(|f| f.parse::<f64>().ok());
        Value::float(ticks.unwrap_or(0.0) / TICKS)
    };
    let clock = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    let elapsed = clock.tv_sec as f64 + clock.tv_nsec as f64 / 1e9;
    let elapsed = (elapsed * TICKS).floor() / TICKS;
    let items = vec![
        field(14),
        field(15),
        field(16),
        field(17),
        Value::float(elapsed),
    ];
    Ok(vm.struct_sequence(&classes(vm).times, items))
}

fn terminal_size(vm: &Vm, fd: i32) -> Result<Value> {
    let fd = descriptor(vm, fd)?;
    let size = brief(vm, || rustix::termios::tcgetwinsize(fd))?;
    let items = vec![vm.int(size.ws_col.into()), vm.int(size.ws_row.into())];
    Ok(vm.struct_sequence(&classes(vm).size, items))
}

/// Processors that are online.
fn processors() -> Option<usize> {
    let text = std::fs::read_to_string("/sys/devices/system/cpu/online").ok()?;
    let mut count = 0;
    for part in text.trim().split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        count += last.parse::<usize>().ok()? + 1 - first.parse::<usize>().ok()?;
    }
    Some(count)
}

fn cpu_count(vm: &Vm) -> Value {
    let count = processors().or_else(|| std::thread::available_parallelism().ok().map(Into::into));
    count.map_or(Value::NONE, |n| vm.int(n as i64))
}

fn affinity(vm: &Vm, pid: i32) -> Result<Value> {
    let pid = rustix::process::Pid::from_raw(pid);
    let set = brief(vm, || rustix::thread::sched_getaffinity(pid))?;
    let cpus = (0..rustix::thread::CpuSet::MAX_CPU)
        .filter(|&cpu| set.is_set(cpu))
        .map(|cpu| vm.int(cpu as i64))
        .collect();
    vm.call(vm.types().set.value(), Args::positional(&[vm.tuple(cpus)]))
}

fn load(vm: &Vm) -> Result<Value> {
    let text = std::fs::read_to_string("/proc/loadavg").map_err(|e| vm.io_error(&e, None))?;
    let numbers = text.split_whitespace().take(3);
    Ok(vm.tuple(
        numbers
            .map(|n| Value::float(n.parse().unwrap_or(0.0)))
            .collect(),
    ))
}

/// The configuration variables that can be asked for, by name and number.
pub(super) const SYSCONF: &[(&str, i32)] = &[
    ("SC_ARG_MAX", libc::_SC_ARG_MAX),
    ("SC_CLK_TCK", libc::_SC_CLK_TCK),
    ("SC_NPROCESSORS_CONF", libc::_SC_NPROCESSORS_CONF),
    ("SC_NPROCESSORS_ONLN", libc::_SC_NPROCESSORS_ONLN),
    ("SC_OPEN_MAX", libc::_SC_OPEN_MAX),
    ("SC_PAGESIZE", libc::_SC_PAGESIZE),
    ("SC_PAGE_SIZE", libc::_SC_PAGESIZE),
    ("SC_PHYS_PAGES", libc::_SC_PHYS_PAGES),
    ("SC_AVPHYS_PAGES", libc::_SC_AVPHYS_PAGES),
];

fn sysconf(vm: &Vm, name: &Value) -> Result<i64> {
    let number = match name.str_lossy() {
        Some(text) => {
            let row = SYSCONF.iter().find(|(n, _)| *n == text);
            row.ok_or_else(|| vm.value_error("unrecognized configuration name"))?
                .1
        }
        None => i32::try_from(vm.index_clipped(name)?).unwrap_or(-1),
    };
    let page = rustix::param::page_size() as u64;
    let memory = rustix::system::sysinfo();
    let pages = |bytes: u64| (bytes * u64::from(memory.mem_unit) / page) as i64;
    Ok(match number {
        libc::_SC_ARG_MAX => 2 << 20,
        libc::_SC_CLK_TCK => TICKS as i64,
        libc::_SC_NPROCESSORS_CONF | libc::_SC_NPROCESSORS_ONLN => processors().unwrap_or(1) as i64,
        libc::_SC_OPEN_MAX => {
            let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
            limit.current.map_or(-1, |n| n as i64)
        }
        libc::_SC_PAGESIZE => page as i64,
        libc::_SC_PHYS_PAGES => pages(memory.totalram),
        libc::_SC_AVPHYS_PAGES => pages(memory.freeram),
        _ => return Err(vm.os_error(libc::EINVAL, None)),
    })
}

fn confstr(vm: &Vm, name: &Value) -> Result<Value> {
    match name.str_lossy().as_deref() {
        Some("CS_PATH") => Ok(vm.str("/bin:/usr/bin")),
        _ => Err(vm.value_error("unrecognized configuration name")),
    }
}
