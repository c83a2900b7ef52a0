//! Interval timers: a thread that waits for what is due, and sends the signal then.
//!
//! The system's own timers need a handler that runs in the middle of anything; a thread of this
//! program's own need not. It ends when no timer runs.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hasp_vm::signals::Sender;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::time::{ClockId, clock_gettime};

use super::itimer_error;

/// The signals of the timers `ITIMER_REAL`, `ITIMER_VIRTUAL`, `ITIMER_PROF`.
const NUMBERS: [i32; 3] = [libc::SIGALRM, libc::SIGVTALRM, libc::SIGPROF];
/// Longest step while the process's own time is waited for.
const CPU_STEP: Duration = Duration::from_millis(20);
/// A timer is set to no more than this.
const LONGEST: f64 = 1e9;

/// One timer. Its clock is real time, or the process's own.
#[derive(Clone, Copy, Default)]
struct Timer {
    due: Option<Duration>,
    interval: Duration,
}

#[derive(Default)]
struct Shared {
    timers: [Timer; 3],
    running: bool,
}

#[derive(Clone)]
struct Timers {
    shared: Arc<(Mutex<Shared>, Condvar)>,
    start: Instant,
}

impl Timers {
    fn of(vm: &Vm) -> Timers {
        vm.interp().state(|| Timers {
            shared: Arc::default(),
            start: Instant::now(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time of the clock of a timer.
    fn now(&self, which: usize) -> Duration {
        if which == 0 {
            return self.start.elapsed();
        }
        let now = clock_gettime(ClockId::ProcessCPUTime);
        Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
    }

    /// Seconds until a timer is due, and its interval.
    fn show(&self, which: usize, timer: Timer) -> (f64, f64) {
        let left = timer.due.map_or(0.0, |due| {
            // A timer that is set never shows as one that is not.
            let left = due.saturating_sub(self.now(which));
            left.max(Duration::from_micros(1)).as_secs_f64()
        });
        (left, timer.interval.as_secs_f64())
    }

    /// Sets a timer; gives what it was.
    fn set(
        &self,
        vm: &Vm,
        which: usize,
        length: Duration,
        interval: Duration,
    ) -> Result<(f64, f64)> {
        let timer = Timer {
            due: (!length.is_zero()).then(|| self.now(which) + length),
            interval,
        };
        let mut shared = self.lock();
        let before = std::mem::replace(&mut shared.timers[which], timer);
        if timer.due.is_some() && !shared.running {
            let (timers, sender) = (self.clone(), vm.interp().signals.sender());
            let thread = std::thread::Builder::new()
                .name("timers".to_owned())
                .spawn(move || timers.serve(&sender));
            if thread.is_err() {
                return Err(vm.runtime_error("can't start new thread"));
            }
            shared.running = true;
        }
        drop(shared);
        self.shared.1.notify_all();
        Ok(self.show(which, before))
    }

    /// Sends the signals of timers that are due, until no timer is set.
    fn serve(&self, sender: &Sender) {
        let mut shared = self.lock();
        loop {
            let mut wait: Option<Duration> = None;
            let mut fired = Vec::new();
            for (which, timer) in shared.timers.iter_mut().enumerate() {
                let Some(due) = timer.due else { continue };
                let now = self.now(which);
                let left = if now < due {
                    due - now
                } else {
                    fired.push(NUMBERS[which]);
                    timer.due = (!timer.interval.is_zero()).then(|| {
                        // What was missed is left out.
                        (due + timer.interval).max(now + Duration::from_micros(1))
                    });
                    match timer.due {
                        Some(due) => due - now,
                        None => continue,
                    }
                };
                let left = if which == 0 { left } else { left.min(CPU_STEP) };
                wait = Some(wait.map_or(left, |w| w.min(left)));
            }
            if !fired.is_empty() {
                drop(shared);
                for number in fired {
                    sender.send(number);
                }
                shared = self.lock();
                continue;
            }
            let Some(wait) = wait else {
                shared.running = false;
                return;
            };
            let waited = self.shared.1.wait_timeout(shared, wait);
            shared = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// `alarm(seconds)`: gives the seconds that were left.
pub(super) fn alarm(vm: &Vm, seconds: i64) -> Result<i64> {
    // The system takes an unsigned number.
    let seconds = u64::from(seconds as u32);
    let timers = Timers::of(vm);
    let (left, _) = timers.set(vm, 0, Duration::from_secs(seconds), Duration::ZERO)?;
    if left == 0.0 {
        return Ok(0);
    }
    Ok(left.round().max(1.0) as i64)
}

fn which(vm: &Vm, which: i64) -> Result<usize> {
    match usize::try_from(which) {
        Ok(which) if which < NUMBERS.len() => Ok(which),
        _ => itimer_error(vm).map(|_| 0),
    }
}

fn seconds(vm: &Vm, seconds: f64) -> Result<Duration> {
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        itimer_error(vm)?;
    }
    Ok(Duration::from_secs_f64(seconds.min(LONGEST)))
}

fn pair(vm: &Vm, (left, interval): (f64, f64)) -> Value {
    // Whole microseconds, as the system has them.
    let micros = |s: f64| Value::float((s * 1e6).round() / 1e6);
    vm.pair(micros(left), micros(interval))
}

/// `setitimer(which, seconds, interval)`: gives the old remainder and interval.
pub(super) fn setitimer(vm: &Vm, number: i64, length: f64, interval: f64) -> Result<Value> {
    let (length, interval) = (seconds(vm, length)?, seconds(vm, interval)?);
    let number = which(vm, number)?;
    let before = Timers::of(vm).set(vm, number, length, interval)?;
    Ok(pair(vm, before))
}

/// `getitimer(which)`.
pub(super) fn getitimer(vm: &Vm, number: i64) -> Result<Value> {
    let number = which(vm, number)?;
    let timers = Timers::of(vm);
    let timer = timers.lock().timers[number];
    Ok(pair(vm, timers.show(number, timer)))
}
