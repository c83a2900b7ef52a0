//! The table of policies, and `NAME[:key=value,…]`.

use std::sync::Arc;
use std::time::Duration;

use super::{Host, LockPolicy, fifo, gil, io_first, reclaim, ticks};

/// What a parameter's number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Milliseconds, 0 or more; `inf` is for ever.
    Millis,
    /// Microseconds, 1 to 1,000,000.
    Micros,
    /// How often: a whole number from 1 on.
    Count,
}

impl Kind {
    fn takes(self, n: f64) -> bool {
        match self {
            Kind::Millis => (0.0..1e12).contains(&n) || n == f64::INFINITY,
            Kind::Micros => (1.0..=1e6).contains(&n),
            Kind::Count => (1.0..1e12).contains(&n) && n.fract() == 0.0,
        }
    }

    fn wants(self) -> &'static str {
        match self {
            Kind::Millis => "a number of milliseconds, 0 or more, or 'inf'",
            Kind::Micros => "a number of microseconds from 1 to 1000000",
            Kind::Count => "a whole number from 1 on",
        }
    }
}

/// A parameter of a policy.
#[derive(Debug)]
pub struct Param {
    /// Name.
    pub name: &'static str,
    /// Its value if none is given.
    pub default: f64,
    /// What the number means.
    pub kind: Kind,
    /// One line of explanation.
    pub meaning: &'static str,
}

/// Makes a policy from the values of its parameters, in their order.
type MakeRow = fn(&[f64], Arc<dyn Host>) -> Box<dyn LockPolicy>;

/// How a policy is found and made.
#[derive(Debug)]
pub struct PolicyRow {
    /// Name.
    pub name: &'static str,
    /// One line of explanation.
    pub summary: &'static str,
    /// Parameters. One called `ms` is the switch interval.
    pub params: &'static [Param],
    make: MakeRow,
}

impl PolicyRow {
    /// Does `sys.setswitchinterval` mean something to it?
    pub fn has_interval(&self) -> bool {
        self.params.iter().any(|p| p.name == "ms")
    }
}

const fn millis(name: &'static str, default: f64, meaning: &'static str) -> Param {
    Param {
        name,
        default,
        kind: Kind::Millis,
        meaning,
    }
}

/// Every policy; the first is the default.
pub static POLICIES: &[PolicyRow] = &[
    PolicyRow {
        name: "gil",
        summary: "as CPython 3: who waits asks after an interval, and a switch is forced",
        params: &[millis("ms", 5.0, "switch interval in milliseconds")],
        make: |v, host| Box::new(gil::Gil::new(host, from_millis(v[0]))),
    },
    PolicyRow {
        name: "ticks",
        summary: "as CPython 2: released and taken again every n checks, no forced switch",
        params: &[Param {
            name: "n",
            default: 100.0,
            kind: Kind::Count,
            meaning: "checks (loop rounds, calls) from release to release",
        }],
        make: |v, host| Box::new(ticks::Ticks::new(host, v[0] as u64)),
    },
    PolicyRow {
        name: "fifo",
        summary: "fair: the lock goes from hand to hand in the order of the wishes",
        params: &[millis("ms", 5.0, "quantum in milliseconds")],
        make: |v, host| Box::new(fifo::Fifo::new(host, from_millis(v[0]))),
    },
    PolicyRow {
        name: "io-first",
        summary: "who comes back from a releasing call goes before who computes",
        params: &[
            millis(
                "ms",
                5.0,
                "quantum of threads that compute, in milliseconds",
            ),
            millis(
                "burst",
                1.0,
                "how long a thread that came back runs before it counts as computing",
            ),
            millis(
                "age",
                50.0,
                "how much time such threads take before one that computes goes first",
            ),
        ],
        make: |v, host| {
            let times = io_first::Times {
                quantum: from_millis(v[0]),
                burst: from_millis(v[1]),
                age: from_millis(v[2]),
            };
            Box::new(io_first::IoFirst::new(host, times))
        },
    },
    PolicyRow {
        name: "reclaim",
        summary: "a released lock can be taken back with one exchange until another thread starts",
        params: &[
            millis("ms", 5.0, "switch interval in milliseconds"),
            Param {
                name: "us",
                default: 100.0,
                kind: Kind::Micros,
                meaning: "microseconds from look to look of the thread that waits first",
            },
        ],
        make: |v, host| {
            let look = from_millis(v[1] / 1000.0);
            Box::new(reclaim::Reclaim::new(host, from_millis(v[0]), look))
        },
    },
];

/// A length in milliseconds; what is too long is for ever.
fn from_millis(n: f64) -> Duration {
    Duration::try_from_secs_f64(n / 1000.0).unwrap_or(Duration::MAX)
}

/// Makes a policy for an interpreter.
type Make = dyn Fn(Arc<dyn Host>) -> Box<dyn LockPolicy> + Send + Sync;

/// Where a policy comes from.
#[derive(Clone)]
enum Source {
    Row(&'static PolicyRow, Vec<f64>),
    Given(Arc<Make>),
}

/// A policy to be made: one of [`POLICIES`] with its parameters, or an embedder's.
#[derive(Clone)]
pub struct LockSpec(Source);

impl Default for LockSpec {
    fn default() -> LockSpec {
        LockSpec::of(&POLICIES[0])
    }
}

impl LockSpec {
    /// A policy of the table with its default parameters.
    pub fn of(row: &'static PolicyRow) -> LockSpec {
        let values = row.params.iter().map(|p| p.default).collect();
        LockSpec(Source::Row(row, values))
    }

    /// An embedder's policy.
    pub fn custom(
        make: impl Fn(Arc<dyn Host>) -> Box<dyn LockPolicy> + Send + Sync + 'static,
    ) -> LockSpec {
        LockSpec(Source::Given(Arc::new(make)))
    }

    /// Parses `NAME[:key=value,…]`.
    ///
    /// # Errors
    /// A line that says what is wrong.
    pub fn parse(text: &str) -> Result<LockSpec, String> {
        let (name, params) = text.split_once(':').unwrap_or((text, ""));
        let Some(row) = POLICIES.iter().find(|p| p.name == name) else {
            let known: Vec<&str> = POLICIES.iter().map(|p| p.name).collect();
            return Err(format!(
                "unknown lock policy '{name}' (known: {})",
                known.join(", ")
            ));
        };
        let mut values: Vec<f64> = row.params.iter().map(|p| p.default).collect();
        for param in params.split(',').filter(|p| !p.is_empty()) {
            let Some((key, value)) = param.split_once('=') else {
                return Err(format!(
                    "lock parameter '{param}' is not of the form key=value"
                ));
            };
            let Some(at) = row.params.iter().position(|p| p.name == key) else {
                return Err(format!("lock policy '{name}' has no parameter '{key}'"));
            };
            let kind = row.params[at].kind;
            values[at] = match value.parse::<f64>() {
                Ok(n) if kind.takes(n) => n,
                _ => {
                    let wants = kind.wants();
                    return Err(format!("lock parameter '{key}': '{value}' is not {wants}"));
                }
            };
        }
        Ok(LockSpec(Source::Row(row, values)))
    }

    /// Makes the policy.
    pub fn make(&self, host: Arc<dyn Host>) -> Box<dyn LockPolicy> {
        match &self.0 {
            Source::Row(row, values) => (row.make)(values, host),
            Source::Given(make) => make(host),
        }
    }

    /// Is it an embedder's, of which nobody knows whether it keeps threads apart?
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.0, Source::Given(_))
    }
}

impl std::fmt::Debug for LockSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Source::Row(row, values) => write!(f, "LockSpec({}, {values:?})", row.name),
            Source::Given(_) => write!(f, "LockSpec(given)"),
        }
    }
}
