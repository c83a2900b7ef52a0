//! Lock policies: who may run when.
//!
//! A policy sees thread numbers, reasons and a clock; never an object, a frame or an opcode. It
//! asks the holder to give way through [`Host::ask`]; the holder notices at its next safepoint and
//! calls [`LockPolicy::give_way`].

pub mod gil;

use std::sync::Arc;
use std::time::Duration;

/// Number of a thread of one interpreter; never reused.
pub type ThreadId = u64;

/// Why a thread gives the lock up or wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The thread starts.
    Start,
    /// It was asked to give way.
    Switch,
    /// A native that waits or computes without objects (its name).
    Native(&'static str),
    /// The thread ends.
    Exit,
}

/// What a policy may ask of the VM.
pub trait Host: Send + Sync {
    /// Asks a thread to give way at its next safepoint.
    fn ask(&self, thread: ThreadId);
    /// Takes such a wish back.
    fn unask(&self, thread: ThreadId);
}

/// Decides which threads are attached.
pub trait LockPolicy: Send + Sync {
    /// Name, as `--lock` takes it.
    fn name(&self) -> &'static str;
    /// Waits until `thread` may run. Called by that thread, which is not attached.
    fn attach(&self, thread: ThreadId, reason: Reason);
    /// `thread`, which is attached, stops touching objects.
    fn detach(&self, thread: ThreadId, reason: Reason);
    /// `thread` is at a safepoint and was asked to give way: detaches and attaches as the policy
    /// sees fit.
    fn give_way(&self, thread: ThreadId);
    /// The switch interval, if the policy has one.
    fn interval(&self) -> Option<Duration> {
        None
    }
    /// Sets the switch interval.
    fn set_interval(&self, interval: Duration) {
        let _ = interval;
    }
}

/// A policy's name and parameters, as given by `--lock NAME[:key=value,…]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockSpec {
    policy: &'static PolicyRow,
    params: Vec<(String, String)>,
}

/// Makes a policy from its parameters.
pub type MakePolicy = fn(&LockSpec, Arc<dyn Host>) -> Result<Box<dyn LockPolicy>, String>;

/// How a policy is found and made.
#[derive(Debug)]
pub struct PolicyRow {
    /// Name.
    pub name: &'static str,
    /// One line of explanation.
    pub summary: &'static str,
    /// Parameters: name, default, meaning.
    pub params: &'static [(&'static str, &'static str, &'static str)],
    make: MakePolicy,
}

impl PolicyRow {
    /// A policy of an embedder's own, without parameters; see [`LockSpec::of`].
    pub const fn new(name: &'static str, summary: &'static str, make: MakePolicy) -> PolicyRow {
        PolicyRow {
            name,
            summary,
            params: &[],
            make,
        }
    }
}

impl PartialEq for PolicyRow {
    fn eq(&self, other: &PolicyRow) -> bool {
        self.name == other.name
    }
}
impl Eq for PolicyRow {}

/// Every policy; the first is the default.
pub static POLICIES: &[PolicyRow] = &[PolicyRow {
    name: "gil",
    summary: "as CPython 3: a waiter asks after the interval, and a switch is forced",
    params: &[("ms", "5", "switch interval in milliseconds")],
    make: |spec, host| {
        let interval = Duration::from_secs_f64(spec.number("ms", 5.0)? / 1000.0);
        Ok(Box::new(gil::Gil::new(host, interval)))
    },
}];

impl Default for LockSpec {
    fn default() -> LockSpec {
        LockSpec {
            policy: &POLICIES[0],
            params: Vec::new(),
        }
    }
}

impl LockSpec {
    /// A policy with what its parameters default to.
    pub fn of(policy: &'static PolicyRow) -> LockSpec {
        LockSpec {
            policy,
            params: Vec::new(),
        }
    }

    /// Parses `NAME[:key=value,…]`.
    ///
    /// # Errors
    /// A line that says what is wrong.
    pub fn parse(text: &str) -> Result<LockSpec, String> {
        let (name, params) = text.split_once(':').unwrap_or((text, ""));
        let Some(policy) = POLICIES.iter().find(|p| p.name == name) else {
            let known: Vec<&str> = POLICIES.iter().map(|p| p.name).collect();
            return Err(format!(
                "unknown lock policy '{name}' (known: {})",
                known.join(", ")
            ));
        };
        let mut spec = LockSpec {
            policy,
            params: Vec::new(),
        };
        for param in params.split(',').filter(|p| !p.is_empty()) {
            let Some((key, value)) = param.split_once('=') else {
                return Err(format!(
                    "lock parameter '{param}' is not of the form key=value"
                ));
            };
            if !policy.params.iter().any(|(k, _, _)| *k == key) {
                return Err(format!("lock policy '{name}' has no parameter '{key}'"));
            }
            spec.params.push((key.to_owned(), value.to_owned()));
        }
        for (key, _) in &spec.params {
            spec.number(key, 0.0)?;
        }
        Ok(spec)
    }

    /// The policy's name.
    pub fn name(&self) -> &'static str {
        self.policy.name
    }

    fn number(&self, key: &str, default: f64) -> Result<f64, String> {
        let Some((_, text)) = self.params.iter().rev().find(|(k, _)| k == key) else {
            return Ok(default);
        };
        match text.parse::<f64>() {
            Ok(n) if n.is_finite() && (0.0..1e9).contains(&n) => Ok(n),
            _ => Err(format!(
                "lock parameter '{key}': '{text}' is not a number in range"
            )),
        }
    }

    /// Makes the policy.
    ///
    /// # Errors
    /// A line that says what is wrong with a parameter.
    pub fn make(&self, host: Arc<dyn Host>) -> Result<Box<dyn LockPolicy>, String> {
        (self.policy.make)(self, host)
    }
}
