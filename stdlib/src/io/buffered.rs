//! What the buffered files share: bytes read ahead, bytes not yet written, and the raw file.
//!
//! The two buffers are never filled at once: before it writes, a file that does both gives back
//! what it has read ahead; before it reads, it writes.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

use hasp_vm::object::Ref;
use hasp_vm::object::cell::Slot;
use hasp_vm::object::header::{Payload, Visit};
use hasp_vm::object::typ::Type;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::fileio::FileIo;
use super::guarded::{Guard, Guarded};
use super::support::{is_closed, types};

/// Payload of the reader, the writer and the file that does both.
pub(crate) struct Buffered {
    /// The raw file.
    pub(super) raw: Slot,
    /// Life and abilities; bits below.
    flags: AtomicU8,
    pub(super) size: AtomicUsize,
    state: Guarded<State>,
    /// The raw file is exactly a FileIO: no calls by name are needed.
    direct: AtomicBool,
}

const READY: u8 = 1;
const DETACHED: u8 = 2;
pub(super) const READS: u8 = 4;
pub(super) const WRITES: u8 = 8;

/// What an operation works on.
pub(crate) struct State {
    /// Bytes read ahead; those before `pos` have been used.
    ahead: Vec<u8>,
    pos: usize,
    /// Bytes that are not written yet.
    pending: Vec<u8>,
    /// The raw file's position, if it is known.
    at: Option<i64>,
}

impl Payload for Buffered {
    fn traverse(&self, visit: Visit<'_>) {
        self.raw.visit(visit);
    }
    fn clear(&self) {
        drop(self.raw.take());
    }
}

/// A buffered file under way with an operation.
pub(crate) struct Work<'a> {
    vm: &'a Vm,
    raw: Value,
    direct: bool,
    size: usize,
    state: Guard<'a, State>,
}

/// The file behind a value.
#[inline]
pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Buffered>> {
    v.downcast_ref::<Buffered>().ok_or_else(|| vm.wrong_self(v))
}

/// A file that is not opened yet.
pub(super) fn new(vm: &Vm, class: &Ref<Type>) -> Ref<Buffered> {
    let body = Buffered {
        raw: Slot::empty(),
        flags: AtomicU8::new(0),
        size: AtomicUsize::new(super::DEFAULT_BUFFER_SIZE),
        state: Guarded::new(State {
            ahead: Vec::new(),
            pos: 0,
            pending: Vec::new(),
            at: None,
        }),
        direct: AtomicBool::new(false),
    };
    vm.alloc(class, body)
}

impl Buffered {
    /// Puts it in front of a raw file.
    ///
    /// # Errors
    /// ValueError for a size that is none.
    pub(super) fn open(&self, vm: &Vm, raw: Value, size: i64, abilities: u8) -> Result<()> {
        let Some(size) = usize::try_from(size).ok().filter(|size| *size > 0) else {
            return Err(vm.value_error("buffer size must be strictly positive"));
        };
        vm.check_text_len(size)?;
        let direct = std::ptr::eq(vm.type_of(&raw), &*types(vm).file);
        self.direct.store(direct, Ordering::Relaxed);
        self.size.store(size, Ordering::Relaxed);
        if let Some(mut state) = self.state.enter(vm) {
            *state = State {
                ahead: Vec::new(),
                pos: 0,
                pending: Vec::new(),
                at: None,
            };
        }
        self.raw.set(raw);
        self.flags.store(READY | abilities, Ordering::Relaxed);
        Ok(())
    }
    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags.load(Ordering::Relaxed) & flag != 0
    }
    /// The raw file.
    ///
    /// # Errors
    /// ValueError for a file without one.
    pub(super) fn raw(&self, vm: &Vm) -> Result<Value> {
        match self.raw.get() {
            Some(raw) if self.has(READY) => Ok(raw),
            _ => Err(self.no_raw(vm)),
        }
    }
    #[cold]
    fn no_raw(&self, vm: &Vm) -> Raised {
        vm.value_error(if self.has(DETACHED) {
            "raw stream has been detached"
        } else {
            "I/O operation on uninitialized object"
        })
    }
    /// Gives the raw file away.
    pub(super) fn let_go(&self) -> Option<Value> {
        self.flags.store(DETACHED, Ordering::Relaxed);
        self.raw.take()
    }
    /// Open, as can be seen without asking anybody.
    #[inline]
    pub(super) fn is_surely_open(&self) -> bool {
        self.direct.load(Ordering::Relaxed)
            && self.raw.borrowed(|raw| {
                raw.and_then(Value::downcast_ref::<FileIo>)
                    .is_some_and(|file| file.fd() >= 0)
            })
    }
    /// Closed, as the raw file has it?
    ///
    /// # Errors
    /// Of the question.
    pub(super) fn closed(&self, vm: &Vm) -> Result<bool> {
        if self.is_surely_open() {
            return Ok(false);
        }
        let raw = self.raw(vm)?;
        match self.file(&raw) {
            Some(file) => Ok(file.fd() < 0),
            None => is_closed(vm, &raw),
        }
    }
    /// The raw file, if it can be used directly.
    pub(super) fn file<'a>(&self, raw: &'a Value) -> Option<&'a Ref<FileIo>> {
        if self.direct.load(Ordering::Relaxed) {
            raw.downcast_ref::<FileIo>()
        } else {
            None
        }
    }
    /// Refuses a closed file with `message`.
    ///
    /// # Errors
    /// ValueError.
    pub(super) fn check_open(&self, vm: &Vm, message: &str) -> Result<()> {
        if self.closed(vm)? && !self.has_ahead() {
            return Err(vm.value_error(message));
        }
        Ok(())
    }
    /// Bytes that were read ahead can still be had from a closed file.
    fn has_ahead(&self) -> bool {
        self.state
            .peek(|s| s.pos < s.ahead.len())
            .unwrap_or_default()
    }
    /// The next line, if all of it was read ahead.
    #[inline]
    pub(super) fn quick_line(&self, vm: &Vm) -> Option<Value> {
        self.state.quick(|state| {
            let ahead = state.ahead.get(state.pos..)?;
            let len = memchr::memchr(b'\n', ahead)? + 1;
            let line = vm.bytes(&ahead[..len]);
            state.pos += len;
            Some(line)
        })
    }
    /// `n` bytes, if they were read ahead.
    #[inline]
    pub(super) fn quick_read(&self, vm: &Vm, n: usize) -> Option<Value> {
        self.state.quick(|state| {
            let bytes = vm.bytes(state.ahead.get(state.pos..)?.get(..n)?);
            state.pos += n;
            Some(bytes)
        })
    }
    /// Takes bytes to be written to an open file, if there is room for them.
    #[inline]
    pub(super) fn quick_write(&self, bytes: &[u8]) -> Option<()> {
        let size = self.size.load(Ordering::Relaxed);
        self.state.quick(|state| {
            let fits = state.ahead.is_empty() && state.pending.len() + bytes.len() <= size;
            fits.then(|| state.pending.extend_from_slice(bytes))
        })
    }
    /// Begins an operation; other threads wait until it ends.
    ///
    /// # Errors
    /// RuntimeError if this thread is inside one already; ValueError without a raw file.
    #[inline]
    pub(super) fn work<'a>(&'a self, vm: &'a Vm, this: &Value) -> Result<Work<'a>> {
        let raw = self.raw(vm)?;
        match self.state.enter(vm) {
            Some(state) => Ok(Work {
                vm,
                raw,
                direct: self.direct.load(Ordering::Relaxed),
                size: self.size.load(Ordering::Relaxed),
                state,
            }),
            None => Err(reentrant(vm, this)),
        }
    }
    /// Forgets what was read ahead: the file is closed.
    pub(super) fn forget(&self, vm: &Vm) {
        if let Some(mut state) = self.state.enter(vm) {
            state.ahead = Vec::new();
            state.pos = 0;
        }
    }
}

#[cold]
fn reentrant(vm: &Vm, this: &Value) -> Raised {
    let shown = vm.repr_text(this).unwrap_or_default();
    vm.runtime_error(format!("reentrant call inside {shown}"))
}

/// BlockingIOError with the number of bytes that were taken.
#[cold]
fn would_block(vm: &Vm, direct: bool, written: usize) -> Raised {
    // A raw file written in the language has no errno to tell.
    let errno = if direct { libc::EAGAIN } else { 0 };
    let args = vec![
        vm.int(errno.into()),
        vm.str("write could not complete without blocking"),
        vm.int(written as i64),
    ];
    let class = vm.exceptions().blocking_io_error.value().clone();
    match vm.call(&class, hasp_vm::args::Args::positional(&args)) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

impl Work<'_> {
    fn file(&self) -> Option<&Ref<FileIo>> {
        if self.direct {
            self.raw.downcast_ref::<FileIo>()
        } else {
            None
        }
    }

    // --- the raw file ---

    /// Reads once behind what `into` holds; None where it would block.
    fn raw_read(&mut self, into: &mut Vec<u8>, len: usize) -> Result<Option<usize>> {
        let got = match self.file() {
            Some(file) => file.read_some(self.vm, into, len)?,
            None => self.call_readinto(into, len)?,
        };
        if let (Some(at), Some(n)) = (&mut self.state.at, got) {
            *at += n as i64;
        }
        Ok(got)
    }

    fn call_readinto(&self, into: &mut Vec<u8>, len: usize) -> Result<Option<usize>> {
        let vm = self.vm;
        vm.check_text_len(len)?;
        let array = vm.new_bytearray(vec![0; len]);
        let view = vm.memoryview(hasp_vm::buffer::Buffer::of_bytearray(&array));
        let got = super::support::call_str(vm, &self.raw, "readinto", &[view])?;
        vm.poll_native()?;
        if got.is_none() {
            return Ok(None);
        }
        let n = vm.index_clipped(&got)?;
        match usize::try_from(n) {
            Ok(n) if n <= len => {
                array.with(|bytes| into.extend_from_slice(bytes.get(..n).unwrap_or_default()));
                Ok(Some(n))
            }
            _ => Err(vm.os_error_text(format!(
                "raw readinto() returned invalid length {n} (should have been between 0 and {len})"
            ))),
        }
    }

    /// Writes once; None where it would block.
    fn raw_write(&mut self, bytes: &[u8]) -> Result<Option<usize>> {
        let vm = self.vm;
        let got = match self.file() {
            Some(file) => file.write_some(vm, bytes)?,
            None => {
                let data = vm.new_bytes(bytes);
                let view = vm.memoryview(hasp_vm::buffer::Buffer::of_bytes(&data));
                let got = super::support::call_name(vm, &self.raw, &vm.names().write, &[view])?;
                if got.is_none() {
                    return Ok(None);
                }
                let n = vm.index_clipped(&got)?;
                match usize::try_from(n).ok().filter(|n| *n <= bytes.len()) {
                    Some(n) => Some(n),
                    None => {
                        return Err(vm.os_error_text(format!(
                            "raw write() returned invalid length {n} (should have been between 0 and {})",
                            bytes.len()
                        )));
                    }
                }
            }
        };
        if let (Some(at), Some(n)) = (&mut self.state.at, got) {
            *at += n as i64;
        }
        Ok(got)
    }

    fn raw_seek(&mut self, to: i64, whence: i32) -> Result<i64> {
        let vm = self.vm;
        self.state.at = None;
        let at = match self.file() {
            Some(file) => {
                file.check_open(vm)?;
                file.seek(vm, to, whence)?
            }
            None => {
                let args = [vm.int(to), vm.int(whence.into())];
                let at = super::support::call_str(vm, &self.raw, "seek", &args)?;
                self.position(&at)?
            }
        };
        self.state.at = Some(at);
        Ok(at)
    }

    fn raw_tell(&mut self) -> Result<i64> {
        let vm = self.vm;
        let at = match self.file() {
            Some(file) => {
                file.check_open(vm)?;
                file.seek(vm, 0, 1)?
            }
            None => {
                let at = super::support::call_str(vm, &self.raw, "tell", &[])?;
                self.position(&at)?
            }
        };
        self.state.at = Some(at);
        Ok(at)
    }

    fn position(&self, at: &Value) -> Result<i64> {
        let at = super::support::offset(self.vm, at)?;
        if at < 0 {
            return Err(self
                .vm
                .os_error_text(format!("Raw stream returned invalid position {at}")));
        }
        Ok(at)
    }

    // --- the buffers ---

    /// Bytes read ahead and not used.
    #[inline]
    pub(super) fn ahead(&self) -> &[u8] {
        self.state.ahead.get(self.state.pos..).unwrap_or_default()
    }
    fn consume(&mut self, n: usize) {
        self.state.pos += n;
        if self.state.pos >= self.state.ahead.len() {
            self.state.ahead.clear();
            self.state.pos = 0;
        }
    }

    /// Reads a bufferful once; None where it would block.
    fn fill(&mut self) -> Result<Option<usize>> {
        let size = self.size;
        let mut ahead = std::mem::take(&mut self.state.ahead);
        ahead.drain(..self.state.pos.min(ahead.len()));
        self.state.pos = 0;
        let want = size.saturating_sub(ahead.len()).max(1);
        let got = self.raw_read(&mut ahead, want);
        self.state.ahead = ahead;
        got
    }

    /// Makes ready for reading: what is to be written is.
    pub(super) fn begin_read(&mut self) -> Result<()> {
        if self.state.pending.is_empty() {
            return Ok(());
        }
        self.write_out()
    }

    /// Makes ready for writing: what was read ahead is given back.
    pub(super) fn give_back(&mut self) -> Result<()> {
        let left = self.ahead().len();
        if left > 0 {
            self.raw_seek(-(left as i64), 1)?;
        }
        self.state.ahead.clear();
        self.state.pos = 0;
        Ok(())
    }

    /// Writes all that is pending.
    ///
    /// # Errors
    /// BlockingIOError where it would block; what the raw file raises. What could not be written
    /// stays.
    pub(super) fn write_out(&mut self) -> Result<()> {
        let mut pending = std::mem::take(&mut self.state.pending);
        let mut done = 0;
        let result = loop {
            if done >= pending.len() {
                break Ok(());
            }
            match self.raw_write(&pending[done..]) {
                Ok(Some(n)) => done += n,
                Ok(None) => break Err(would_block(self.vm, self.direct, 0)),
                Err(raised) => break Err(raised),
            }
            if done < pending.len()
                && let Err(raised) = self.vm.poll_native()
            {
                break Err(raised);
            }
        };
        pending.drain(..done);
        self.state.pending = pending;
        result
    }

    /// Reads at most `n` bytes; None if there are none because it would block.
    pub(super) fn read(&mut self, n: usize) -> Result<Option<Vec<u8>>> {
        self.begin_read()?;
        self.vm.check_text_len(n)?;
        let ahead = self.ahead();
        let have = ahead.len().min(n);
        let mut out = ahead[..have].to_vec();
        self.consume(have);
        while out.len() < n {
            let want = n - out.len();
            let got = if want >= self.size {
                // Whole blocks need no copy.
                let whole = want - want % self.size;
                self.raw_read(&mut out, whole)?
            } else {
                let got = self.fill()?;
                let have = self.ahead().len().min(want);
                out.extend_from_slice(&self.ahead()[..have]);
                self.consume(have);
                got
            };
            match got {
                Some(0) => break,
                None if out.is_empty() => return Ok(None),
                None => break,
                Some(_) => {}
            }
        }
        Ok(Some(out))
    }

    /// Reads to the end; None if there is nothing because it would block.
    pub(super) fn read_all(&mut self) -> Result<Option<Vec<u8>>> {
        self.begin_read()?;
        let mut out = self.ahead().to_vec();
        let held = out.len();
        self.consume(held);
        let vm = self.vm;
        if let Some(file) = self.file() {
            let rest = file.read_all(vm)?;
            self.state.at = None;
            return Ok(match rest {
                Some(rest) if out.is_empty() => Some(rest),
                Some(rest) => {
                    out.extend_from_slice(&rest);
                    Some(out)
                }
                None if out.is_empty() => None,
                None => Some(out),
            });
        }
        let readall = vm.get_attr_opt(&self.raw, &vm.intern("readall"))?;
        self.state.at = None;
        if let Some(readall) = readall {
            let rest = vm.call(&readall, hasp_vm::args::Args::NONE)?;
            if rest.is_none() {
                return Ok((!out.is_empty()).then_some(out));
            }
            let Some(bytes) = vm.bytes_of(&rest) else {
                return Err(vm.type_error("readall() should return bytes"));
            };
            out.extend_from_slice(bytes);
            return Ok(Some(out));
        }
        let mut any = held > 0;
        loop {
            let chunk = super::support::call_str(vm, &self.raw, "read", &[])?;
            if chunk.is_none() {
                return Ok(any.then_some(out));
            }
            let Some(bytes) = vm.bytes_of(&chunk) else {
                return Err(vm.type_error("read() should return bytes"));
            };
            if bytes.is_empty() {
                return Ok(Some(out));
            }
            any = true;
            out.extend_from_slice(bytes);
        }
    }

    /// At most `n` bytes with at most one read of the raw file; None where it would block.
    pub(crate) fn read1(&mut self, n: usize) -> Result<Option<Vec<u8>>> {
        self.begin_read()?;
        if n == 0 {
            return Ok(Some(Vec::new()));
        }
        let ahead = self.ahead();
        if !ahead.is_empty() {
            let part = ahead[..ahead.len().min(n)].to_vec();
            self.consume(part.len());
            return Ok(Some(part));
        }
        let mut out = Vec::new();
        Ok(self.raw_read(&mut out, n)?.map(|_| out))
    }

    /// What can be seen without moving on, after at most one read.
    pub(super) fn peek(&mut self) -> Result<Vec<u8>> {
        self.begin_read()?;
        if self.ahead().is_empty() {
            self.fill()?;
        }
        Ok(self.ahead().to_vec())
    }

    /// A line with its end, at most `limit` bytes.
    pub(super) fn line(&mut self, limit: Option<usize>) -> Result<Vec<u8>> {
        self.begin_read()?;
        let mut line = Vec::new();
        loop {
            let ahead = self.ahead();
            let ahead = &ahead[..ahead
                .len()
                .min(limit.map_or(usize::MAX, |l| l - line.len()))];
            let end = memchr::memchr(b'\n', ahead).map(|at| at + 1);
            let part = &ahead[..end.unwrap_or(ahead.len())];
            line.extend_from_slice(part);
            let used = part.len();
            self.consume(used);
            if end.is_some() || limit.is_some_and(|l| line.len() >= l) {
                return Ok(line);
            }
            if matches!(self.fill()?, None | Some(0)) {
                return Ok(line);
            }
        }
    }

    /// Takes bytes to be written; gives how many it took.
    ///
    /// # Errors
    /// BlockingIOError with the number; what the raw file raises.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.give_back()?;
        let room = self.size.saturating_sub(self.state.pending.len());
        if bytes.len() <= room {
            self.state.pending.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
        if let Err(raised) = self.write_out() {
            let blocking = &self.vm.exceptions().blocking_io_error;
            if !self.vm.is_error(&raised, blocking) {
                return Err(raised);
            }
            // What still fits is taken.
            let room = self.size.saturating_sub(self.state.pending.len());
            let part = bytes.len().min(room);
            self.state.pending.extend_from_slice(&bytes[..part]);
            return if part == bytes.len() {
                Ok(part)
            } else {
                Err(would_block(self.vm, self.direct, part))
            };
        }
        let mut done = 0;
        while bytes.len() - done > self.size {
            match self.raw_write(&bytes[done..])? {
                Some(n) => done += n,
                None => {
                    let part = (bytes.len() - done).min(self.size);
                    self.state
                        .pending
                        .extend_from_slice(&bytes[done..done + part]);
                    done += part;
                    return if done == bytes.len() {
                        Ok(done)
                    } else {
                        Err(would_block(self.vm, self.direct, done))
                    };
                }
            }
            self.vm.poll_native()?;
        }
        self.state.pending.extend_from_slice(&bytes[done..]);
        Ok(bytes.len())
    }

    /// The position that the script sees.
    pub(super) fn tell(&mut self) -> Result<i64> {
        let at = self.raw_tell()?;
        let seen = at - self.ahead().len() as i64 + self.state.pending.len() as i64;
        // A raw file may have been moved behind this one's back.
        Ok(seen.max(0))
    }

    /// Moves the position.
    pub(super) fn seek(&mut self, to: i64, whence: i32) -> Result<i64> {
        let left = self.ahead().len() as i64;
        if whence != 2 && left > 0 {
            // Inside what was read ahead the raw file need not move.
            let at = match self.state.at {
                Some(at) => at,
                None => self.raw_tell()?,
            };
            let here = at - left;
            let by = if whence == 0 {
                to.checked_sub(here)
            } else {
                Some(to)
            };
            if let Some(by) = by
                && by >= -(self.state.pos as i64)
                && by <= left
            {
                self.state.pos = (self.state.pos as i64 + by) as usize;
                return Ok(here + by);
            }
        }
        self.write_out()?;
        let left = self.ahead().len() as i64;
        let to = if whence == 1 {
            to.saturating_sub(left)
        } else {
            to
        };
        let at = self.raw_seek(to, whence)?;
        self.state.ahead.clear();
        self.state.pos = 0;
        Ok(at)
    }

    /// Writes what is pending and gives back what was read ahead.
    pub(super) fn flush(&mut self) -> Result<()> {
        self.write_out()?;
        self.give_back()
    }
}
