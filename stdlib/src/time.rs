//! `time`: clocks, waiting, calendar time. Local time is UTC.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use hasp_vm::args::{Args, OrNone};
use hasp_vm::hidden_field;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::object::str::Str;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::struct_seq::{self, item};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::time::{ClockId, clock_getres, clock_gettime};

/// The module.
pub(crate) const TIME: ModuleDef = ModuleDef {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    functions: &[
        native!("time()", |_: &Vm| seconds(now()))
            .doc("Return the current time in seconds since the Epoch."),
        native!("time_ns()", |vm: &Vm| vm.int_from_i128(now()))
            .doc("Return the current time in nanoseconds since the Epoch."),
        native!("monotonic()", |_: &Vm| seconds(clock(ClockId::Monotonic)))
            .doc("Monotonic clock, cannot go backward."),
        native!("monotonic_ns()", |vm: &Vm| vm
            .int_from_i128(clock(ClockId::Monotonic)))
        .doc("Monotonic clock, cannot go backward, as nanoseconds."),
        native!("perf_counter()", |_: &Vm| seconds(clock(
            ClockId::Monotonic
        )))
        .doc("Performance counter for benchmarking."),
        native!("perf_counter_ns()", |vm: &Vm| vm
            .int_from_i128(clock(ClockId::Monotonic)))
        .doc("Performance counter for benchmarking as nanoseconds."),
        native!("process_time()", |_: &Vm| seconds(clock(
            ClockId::ProcessCPUTime
        )))
        .doc("Process time for profiling: sum of the kernel and user-space CPU time."),
        native!("process_time_ns()", |vm: &Vm| vm
            .int_from_i128(clock(ClockId::ProcessCPUTime)))
        .doc("Process time for profiling as nanoseconds."),
        native!("thread_time()", |_: &Vm| seconds(clock(
            ClockId::ThreadCPUTime
        )))
        .doc("Thread time for profiling: sum of the kernel and user-space CPU time."),
        native!("thread_time_ns()", |vm: &Vm| vm
            .int_from_i128(clock(ClockId::ThreadCPUTime)))
        .doc("Thread time for profiling as nanoseconds."),
        native!("clock_gettime(clk_id, /)", |vm: &Vm,
                                             id: &Value|
         -> Result<f64> {
            Ok(seconds(clock(clock_arg(vm, id)?)))
        })
        .doc("Return the time of the specified clock clk_id as a float."),
        native!("clock_gettime_ns(clk_id, /)", |vm: &Vm,
                                                id: &Value|
         -> Result<Value> {
            Ok(vm.int_from_i128(clock(clock_arg(vm, id)?)))
        })
        .doc("Return the time of the specified clock clk_id as nanoseconds (int)."),
        native!("clock_getres(clk_id, /)", |vm: &Vm,
                                            id: &Value|
         -> Result<f64> {
            Ok(resolution(clock_arg(vm, id)?))
        })
        .doc("Return the resolution (precision) of the specified clock clk_id."),
        native!("get_clock_info(name, /)", clock_info)
            .doc("Get information of the specified clock."),
        native!("sleep(seconds, /)", sleep)
            .doc("Delay execution for a given number of seconds.")
            .releases(),
        native!("gmtime(seconds=None, /)", gmtime)
            .doc("Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT)."),
        native!("localtime(seconds=None, /)", localtime)
            .doc("Convert seconds since the Epoch to a time tuple expressing local time."),
        native!("mktime(tuple, /)", mktime)
            .doc("Convert a time tuple in local time to seconds since the Epoch."),
        native!("asctime(tuple=?, /)", asctime)
            .doc("Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."),
        native!("ctime(seconds=None, /)", ctime)
            .doc("Convert a time in seconds since the Epoch to a string in local time."),
        native!("strftime(format, tuple=?, /)", strftime)
            .doc("Convert a time tuple to a string according to a format specification."),
        native!("strptime(*args)", |vm: &Vm,
                                    args: &Value|
         -> Result<Value> {
            let module = vm.import_module("_strptime")?;
            let parse = vm.get_attr_str(&module, "_strptime_time")?;
            let args = args.as_tuple().map(|t| t.as_slice()).unwrap_or_default();
            vm.call(&parse, Args::positional(args))
        })
        .doc("Parse a string to a time tuple according to a format specification."),
        native!("tzset()", |_: &Vm| ()).doc("Initialize, or reinitialize, the local timezone."),
    ],
    init: |vm: &Vm, module: &Ref<Module>| {
        for (name, number, _) in CLOCKS {
            vm.add_to_module(module, name, vm.int(number));
        }
        vm.add_to_module(module, "struct_time", struct_time(vm).into_value());
        vm.add_to_module(module, "timezone", vm.int(0));
        vm.add_to_module(module, "altzone", vm.int(0));
        vm.add_to_module(module, "daylight", vm.int(0));
        vm.add_to_module(module, "tzname", vm.pair(vm.str("UTC"), vm.str("UTC")));
        Ok(())
    },
};

/// The zone of local time.
const LOCAL_ZONE: &str = "UTC";
const BILLION: i128 = 1_000_000_000;
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn seconds(ns: i128) -> f64 {
    ns as f64 / 1e9
}

fn now() -> i128 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

fn clock(id: ClockId) -> i128 {
    let t = clock_gettime(id);
    i128::from(t.tv_sec) * BILLION + i128::from(t.tv_nsec)
}

/// The system's clocks: name, number, and what they are here.
const CLOCKS: [(&str, i64, ClockId); 6] = [
    ("CLOCK_REALTIME", 0, ClockId::Realtime),
    ("CLOCK_MONOTONIC", 1, ClockId::Monotonic),
    ("CLOCK_PROCESS_CPUTIME_ID", 2, ClockId::ProcessCPUTime),
    ("CLOCK_THREAD_CPUTIME_ID", 3, ClockId::ThreadCPUTime),
    ("CLOCK_MONOTONIC_RAW", 4, ClockId::MonotonicRaw),
    ("CLOCK_BOOTTIME", 7, ClockId::Boottime),
];

fn clock_arg(vm: &Vm, v: &Value) -> Result<ClockId> {
    let number = vm.index_i128(v).ok().and_then(|n| i32::try_from(n).ok());
    let Some(number) = number else {
        let class = vm.type_name(v);
        return Err(vm.type_error(format!("clk_id should be integer, not {class}")));
    };
    CLOCKS
        .iter()
        .find(|c| c.1 == i64::from(number))
        .map(|c| c.2)
        .ok_or_else(|| vm.os_error(rustix::io::Errno::INVAL.raw_os_error(), None))
}

fn resolution(id: ClockId) -> f64 {
    let t = clock_getres(id);
    t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9
}

fn clock_info(vm: &Vm, name: &Ref<Str>) -> Result<Value> {
    let (id, adjustable) = match name.bytes() {
        b"time" => ("CLOCK_REALTIME", true),
        b"monotonic" | b"perf_counter" => ("CLOCK_MONOTONIC", false),
        b"process_time" => ("CLOCK_PROCESS_CPUTIME_ID", false),
        b"thread_time" => ("CLOCK_THREAD_CPUTIME_ID", false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let clock = CLOCKS.iter().find(|c| c.0 == id);
    crate::namespace::namespace(
        vm,
        vec![
            ("implementation", vm.str(format!("clock_gettime({id})"))),
            ("monotonic", Value::bool(!adjustable)),
            ("adjustable", Value::bool(adjustable)),
            (
                "resolution",
                Value::float(clock.map_or(0.0, |c| resolution(c.2))),
            ),
        ],
    )
}

fn sleep(vm: &Vm, wanted: &Value) -> Result<()> {
    let nanos = crate::common::duration_arg(vm, wanted)?;
    let Ok(nanos) = u64::try_from(nanos) else {
        return Err(vm.value_error("sleep length must be non-negative"));
    };
    let length = Duration::from_nanos(nanos);
    let start = Instant::now();
    let mut left = length;
    // A handler that does not raise lets the rest of the time be slept.
    while !vm.pause("sleep", Some(left)) {
        vm.poll_native()?;
        left = length.saturating_sub(start.elapsed());
    }
    vm.poll_native()
}

/// Calendar time: year, month, day, hour, minute, second, day of the week (Monday: 0), day of
/// the year (from 1), daylight saving.
type Fields = [i64; 9];

/// Days since the epoch of a date of the Gregorian calendar.
fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    // Years are counted from March, so that the leap day is the last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days_before = (153 * month + 2) / 5;
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + days_before
        + day
        - 1
        - 719_468
}

fn from_seconds(total: i64) -> Fields {
    let (days, rest) = (total.div_euclid(86_400), total.rem_euclid(86_400));
    let mut year = 1970 + days.div_euclid(366).min(days.div_euclid(365));
    while days_from_date(year + 1, 1, 1) <= days {
        year += 1;
    }
    while days_from_date(year, 1, 1) > days {
        year -= 1;
    }
    let mut month = 12;
    while days_from_date(year, month, 1) > days {
        month -= 1;
    }
    let day = days - days_from_date(year, month, 1) + 1;
    let of_year = days - days_from_date(year, 1, 1) + 1;
    [
        year,
        month,
        day,
        rest / 3600,
        rest / 60 % 60,
        rest % 60,
        (days + 3).rem_euclid(7),
        of_year,
        0,
    ]
}

fn seconds_arg(vm: &Vm, v: Option<&Value>) -> Result<i64> {
    let Some(v) = v else {
        return Ok(now().div_euclid(BILLION) as i64);
    };
    let whole = match v.as_float() {
        Some(f) if f.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
        Some(f) => f.floor() as i128,
        None => vm.index_i128(v)?,
    };
    i64::try_from(whole)
        .ok()
        .filter(|s| s.abs() < 1 << 55)
        .ok_or_else(|| vm.overflow_error("timestamp out of range for platform time_t"))
}

const FIELD_NAMES: [&str; 9] = [
    "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
];

static STRUCT_TIME: TypeDef = TypeDef {
    name: "time.struct_time",
    base: "tuple",
    has_dict: true,
    doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\naccepted by asctime(), mktime() and strftime().",
    slots: struct_seq::slots,
    methods: struct_seq::METHODS,
    getsets: &[
        item("tm_year", 0),
        item("tm_mon", 1),
        item("tm_mday", 2),
        item("tm_hour", 3),
        item("tm_min", 4),
        item("tm_sec", 5),
        item("tm_wday", 6),
        item("tm_yday", 7),
        item("tm_isdst", 8),
        hidden_field!("tm_zone"),
        hidden_field!("tm_gmtoff"),
    ],
    ..TypeDef::EMPTY
};

#[derive(Clone)]
struct Class(Ref<Type>);

fn struct_time(vm: &Vm) -> Ref<Type> {
    vm.interp()
        .state(|| Class(vm.struct_sequence_type(&STRUCT_TIME, &FIELD_NAMES, 0)))
        .0
}

fn broken_down(vm: &Vm, at: Option<&Value>, zone: &str) -> Result<Value> {
    let fields = from_seconds(seconds_arg(vm, at)?)
        .map(|n| vm.int(n))
        .to_vec();
    let hidden = [("tm_zone", vm.str(zone)), ("tm_gmtoff", vm.int(0))];
    Ok(vm.struct_sequence_with(&struct_time(vm), fields, &hidden))
}

fn gmtime(vm: &Vm, at: OrNone<&Value>) -> Result<Value> {
    broken_down(vm, at.0, "GMT")
}

fn localtime(vm: &Vm, at: OrNone<&Value>) -> Result<Value> {
    broken_down(vm, at.0, LOCAL_ZONE)
}

fn fields_of(vm: &Vm, v: Option<&Value>, function: &str) -> Result<Fields> {
    let Some(v) = v else {
        return Ok(from_seconds(seconds_arg(vm, None)?));
    };
    let Some(tuple) = v.as_tuple() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    let mut fields = [0; 9];
    if tuple.as_slice().len() != fields.len() {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    for (field, item) in fields.iter_mut().zip(tuple.as_slice()) {
        let clipped = vm.index_clipped(item)?;
        *field = i32::try_from(clipped)
            .map_err(|_| {
                let side = if clipped < 0 {
                    "less than minimum"
                } else {
                    "greater than maximum"
                };
                vm.overflow_error(format!("signed integer is {side}"))
            })?
            .into();
    }
    Ok(fields)
}

/// Fields that are to be shown: out of range ones are errors.
fn shown_fields(vm: &Vm, v: Option<&Value>, function: &str) -> Result<Fields> {
    let mut f = fields_of(vm, v, function)?;
    let limits: [(usize, i64, i64, &str); 7] = [
        (1, 0, 12, "month"),
        (2, 0, 31, "day of month"),
        (3, 0, 23, "hour"),
        (4, 0, 59, "minute"),
        (5, 0, 61, "seconds"),
        (6, -1, i64::MAX, "day of week"),
        (7, 0, 366, "day of year"),
    ];
    for (at, low, high, name) in limits {
        if f[at] < low || f[at] > high {
            return Err(vm.value_error(format!("{name} out of range")));
        }
    }
    f[1] = f[1].max(1);
    f[2] = f[2].max(1);
    f[7] = f[7].max(1);
    f[6] = f[6].rem_euclid(7);
    Ok(f)
}

fn mktime(vm: &Vm, tuple: &Value) -> Result<f64> {
    let f = fields_of(vm, Some(tuple), "mktime")?;
    let months = f[1] - 1;
    let days =
        days_from_date(f[0] + months.div_euclid(12), months.rem_euclid(12) + 1, 1) + f[2] - 1;
    Ok((days * 86_400 + f[3] * 3600 + f[4] * 60 + f[5]) as f64)
}

fn text(f: &Fields) -> String {
    let (day, month) = (&DAYS[f[6] as usize][..3], &MONTHS[f[1] as usize - 1][..3]);
    format!(
        "{day} {month} {:>2} {:02}:{:02}:{:02} {}",
        f[2], f[3], f[4], f[5], f[0]
    )
}

fn asctime(vm: &Vm, tuple: Option<&Value>) -> Result<String> {
    Ok(text(&shown_fields(vm, tuple, "asctime")?))
}

fn ctime(vm: &Vm, at: OrNone<&Value>) -> Result<String> {
    Ok(text(&from_seconds(seconds_arg(vm, at.0)?)))
}

/// Year and number of the ISO week.
fn iso_week(f: &Fields) -> (i64, i64) {
    let week = (f[7] - 1 - f[6] + 10) / 7;
    let weeks_of = |year: i64| {
        let first = (days_from_date(year, 1, 1) + 3).rem_euclid(7);
        let leap = days_from_date(year + 1, 1, 1) - days_from_date(year, 1, 1) == 366;
        if first == 3 || first == 2 && leap {
            53
        } else {
            52
        }
    };
    if week < 1 {
        (f[0] - 1, weeks_of(f[0] - 1))
    } else if week > weeks_of(f[0]) {
        (f[0] + 1, 1)
    } else {
        (f[0], week)
    }
}

fn strftime(vm: &Vm, format: String, tuple: Option<&Value>) -> Result<String> {
    let f = shown_fields(vm, tuple, "strftime")?;
    let zone = tuple.and_then(|t| struct_seq::hidden(vm, t, "tm_zone"));
    let zone = zone.and_then(|z| z.str_lossy());
    let mut out = String::with_capacity(format.len() * 2);
    expand(&format, &f, zone.as_deref().unwrap_or(LOCAL_ZONE), &mut out);
    Ok(out)
}

/// How the C library lets a directive be changed: `%-d`, `%_H`, `%^a`, `%10Y`.
#[derive(Default)]
struct Change {
    flag: Option<char>,
    width: usize,
}

impl Change {
    /// Applies it to the text of a directive; numbers may lose their padding or get another.
    fn apply(&self, part: String) -> String {
        let number = part.bytes().all(|b| b.is_ascii_digit() || b == b' ');
        let digits = part.trim_start_matches(['0', ' ']);
        let digits = if digits.is_empty() { "0" } else { digits };
        let len = part.len();
        let part = match self.flag {
            Some('-') if number => digits.to_owned(),
            Some('_') if number => format!("{digits:>len$}"),
            Some('0') if number => format!("{digits:0>len$}"),
            Some('^') => part.to_uppercase(),
            _ => part,
        };
        let width = self.width;
        if number && self.flag != Some('_') {
            format!("{part:0>width$}")
        } else {
            format!("{part:>width$}")
        }
    }
}

fn expand(format: &str, f: &Fields, zone: &str, out: &mut String) {
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let mut change = Change::default();
        let mut chars = after.chars();
        let mut c = chars.next();
        while let Some(flag @ ('-' | '_' | '0' | '^' | '#')) = c {
            change.flag = Some(flag);
            c = chars.next();
        }
        while let Some(digit) = c.and_then(|c| c.to_digit(10)) {
            // Wider than anyone reads; the limit keeps the sum small.
            change.width = (change.width * 10 + digit as usize).min(1024);
            c = chars.next();
        }
        while let Some('E' | 'O') = c {
            c = chars.next();
        }
        match c.map(|c| directive(c, f, zone)) {
            Some(Some(part)) => {
                out.push_str(&change.apply(part));
                rest = chars.as_str();
            }
            // Not one of ours: the sign stands for itself.
            _ => {
                out.push('%');
                rest = after;
            }
        }
    }
    out.push_str(rest);
}

fn directive(directive: char, f: &Fields, zone: &str) -> Option<String> {
    let hour12 = if f[3] % 12 == 0 { 12 } else { f[3] % 12 };
    let half = if f[3] < 12 { "AM" } else { "PM" };
    let (day, month) = (DAYS[f[6] as usize], MONTHS[f[1] as usize - 1]);
    Some(match directive {
        'a' => day[..3].to_owned(),
        'A' => day.to_owned(),
        'b' | 'h' => month[..3].to_owned(),
        'B' => month.to_owned(),
        'c' => text(f),
        'C' => format!("{:02}", f[0].div_euclid(100)),
        'd' => format!("{:02}", f[2]),
        'D' | 'x' => format!("{:02}/{:02}/{:02}", f[1], f[2], f[0].rem_euclid(100)),
        'e' => format!("{:>2}", f[2]),
        'F' => format!("{}-{:02}-{:02}", f[0], f[1], f[2]),
        'G' => iso_week(f).0.to_string(),
        'g' => format!("{:02}", iso_week(f).0.rem_euclid(100)),
        'H' => format!("{:02}", f[3]),
        'I' => format!("{hour12:02}"),
        'j' => format!("{:03}", f[7]),
        'k' => format!("{:>2}", f[3]),
        'l' => format!("{hour12:>2}"),
        'm' => format!("{:02}", f[1]),
        'M' => format!("{:02}", f[4]),
        'n' => "\n".to_owned(),
        'p' => half.to_owned(),
        'P' => half.to_lowercase(),
        'r' => format!("{hour12:02}:{:02}:{:02} {half}", f[4], f[5]),
        'R' => format!("{:02}:{:02}", f[3], f[4]),
        's' => {
            let days = days_from_date(f[0], f[1], f[2]);
            (days * 86_400 + f[3] * 3600 + f[4] * 60 + f[5]).to_string()
        }
        'S' => format!("{:02}", f[5]),
        't' => "\t".to_owned(),
        'T' | 'X' => format!("{:02}:{:02}:{:02}", f[3], f[4], f[5]),
        'u' => (f[6] + 1).to_string(),
        'U' => format!("{:02}", (f[7] + 6 - (f[6] + 1) % 7) / 7),
        'V' => format!("{:02}", iso_week(f).1),
        'w' => ((f[6] + 1) % 7).to_string(),
        'W' => format!("{:02}", (f[7] + 6 - f[6]) / 7),
        'y' => format!("{:02}", f[0].rem_euclid(100)),
        'Y' => f[0].to_string(),
        'z' => "+0000".to_owned(),
        'Z' => zone.to_owned(),
        '%' => "%".to_owned(),
        _ => return None,
    })
}
