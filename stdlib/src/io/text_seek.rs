//! Positions in text files. A position is a number that says where to begin to decode, in what
//! state, and how many characters of what comes out lie before it.

use dashu_int::IBig;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::decoder::Decoder;
use super::support::unsupported;
use super::text::{SEEKABLE, Snapshot, TELLING, TextFile, Work, this};

/// A position, taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cookie {
    /// Position in the buffer.
    start: u64,
    /// State of the decoder there.
    flags: u32,
    /// Bytes to decode from there.
    feed: u32,
    /// Characters of the result that lie before the position.
    skip: u32,
    /// The bytes are the last ones.
    last: bool,
}

impl Cookie {
    /// As a number: the fields in the order of their declaration, lowest first.
    fn to_value(self, vm: &Vm) -> Value {
        if self.flags == 0 && self.feed == 0 && self.skip == 0 && !self.last {
            return vm.int_from_u64(self.start);
        }
        let low =
            u128::from(self.start) | u128::from(self.flags) << 64 | u128::from(self.feed) << 96;
        let high = u128::from(self.skip) | u128::from(self.last) << 32;
        vm.int_from_big((IBig::from(high) << 128) + IBig::from(low))
    }

    fn from_value(vm: &Vm, v: &Value) -> Result<Cookie> {
        let Some(number) = v.as_int() else {
            return Err(vm.type_error("an integer is required"));
        };
        if let Some(small) = number.to_i64() {
            return Ok(Cookie {
                start: small as u64,
                ..Cookie::default()
            });
        }
        let big = number.to_big();
        let low = number.low_u128();
        let high = big >> 128usize;
        let high = u128::try_from(high).map_err(|_| vm.overflow_error("position is too large"))?;
        Ok(Cookie {
            start: low as u64,
            flags: (low >> 64) as u32,
            feed: (low >> 96) as u32,
            skip: high as u32,
            last: high >> 32 != 0,
        })
    }
}

fn not_seekable(vm: &Vm) -> Raised {
    unsupported(vm, "underlying stream is not seekable")
}

/// `tell()`.
///
/// # Errors
/// UnsupportedOperation; OSError during iteration.
pub(super) fn tell(vm: &Vm, v: &Value) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_open(vm)?;
    if !file.has(SEEKABLE) {
        return Err(not_seekable(vm));
    }
    if !file.has(TELLING) {
        return Err(vm.os_error_text("telling position disabled by next() call"));
    }
    let mut work = file.work(vm, v)?;
    work.write_pending()?;
    work.flush_buffer()?;
    work.position()
}

impl Work<'_> {
    fn buffer_tell(&self) -> Result<i64> {
        let vm = self.vm;
        match self.file.direct(&self.buffer) {
            Some(buffer) => buffer.work(vm, &self.buffer)?.tell(),
            None => {
                let at = super::support::call_str(vm, &self.buffer, "tell", &[])?;
                super::support::offset(vm, &at)
            }
        }
    }

    fn position(&mut self) -> Result<Value> {
        let vm = self.vm;
        let at = self.buffer_tell()?;
        let used = wtf8::count(&self.state.decoded[..self.state.used]);
        let ratio = self.state.ratio;
        let (Some(decoder), Some(snapshot)) = (&self.state.decoder, &self.state.snapshot) else {
            return Ok(vm.int(at));
        };
        let start = at - snapshot.input.len() as i64;
        let cookie = Cookie {
            start: start.max(0) as u64,
            flags: snapshot.flags,
            ..Cookie::default()
        };
        if used == 0 {
            return Ok(cookie.to_value(vm));
        }
        // The search decodes again, with a decoder of its own.
        let mut decoder = decoder.clone();
        let input = &snapshot.input;
        Ok(search(vm, &mut decoder, cookie, input, used, ratio)?.to_value(vm))
    }
}

/// The position `skip` characters behind `cookie`, which is where `input` begins.
fn search(
    vm: &Vm,
    decoder: &mut Decoder,
    mut cookie: Cookie,
    input: &[u8],
    mut skip: usize,
    ratio: f64,
) -> Result<Cookie> {
    let decode = |decoder: &mut Decoder, bytes: &[u8], last: bool| -> Result<usize> {
        Ok(wtf8::count(&decoder.decode(vm, bytes.to_vec(), last)?))
    };
    // A guess at a place before the position where the decoder holds nothing back.
    let mut guess = ((ratio * skip as f64) as usize).min(input.len());
    let mut back = 1;
    while guess > 0 {
        decoder.set_state(&[], cookie.flags);
        let chars = decode(decoder, &input[..guess], false)?;
        if chars <= skip {
            let (flags, held) = decoder.flags();
            if held == 0 {
                cookie.flags = flags;
                skip -= chars;
                break;
            }
            guess = guess.saturating_sub(held);
            back = 1;
        } else {
            guess = guess.saturating_sub(back);
            back *= 2;
        }
    }
    if guess == 0 {
        decoder.set_state(&[], cookie.flags);
    }
    cookie.start += guess as u64;
    // From there byte by byte; each place where nothing is held back is a better start.
    let mut chars = 0;
    let mut reached = skip == 0;
    for byte in &input[guess..] {
        if reached {
            break;
        }
        cookie.feed += 1;
        chars += decode(decoder, std::slice::from_ref(byte), false)?;
        let (flags, held) = decoder.flags();
        if held == 0 && chars <= skip {
            cookie.start += u64::from(cookie.feed);
            cookie.flags = flags;
            cookie.feed = 0;
            skip -= chars;
            chars = 0;
        }
        reached = chars >= skip;
    }
    if !reached {
        chars += decode(decoder, &[], true)?;
        cookie.last = true;
        if chars < skip {
            return Err(vm.os_error_text("can't reconstruct logical file position"));
        }
    }
    cookie.skip = skip as u32;
    Ok(cookie)
}

/// `seek(cookie, whence=0)`.
///
/// # Errors
/// UnsupportedOperation; ValueError; OSError.
pub(super) fn seek(vm: &Vm, v: &Value, to: &Value, whence: i32) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_open(vm)?;
    if !file.has(SEEKABLE) {
        return Err(not_seekable(vm));
    }
    let zero = vm.int(0);
    match whence {
        0 => {}
        1 => {
            if !vm.eq(to, &zero)? {
                return Err(unsupported(vm, "can't do nonzero cur-relative seeks"));
            }
            // Where it is: going there brings buffer and decoder together.
            let here = super::support::call_str(vm, v, "tell", &[])?;
            return go_to(vm, v, file, &here);
        }
        2 => {
            if !vm.eq(to, &zero)? {
                return Err(unsupported(vm, "can't do nonzero end-relative seeks"));
            }
            return go_to_end(vm, v, file);
        }
        _ => {
            return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    }
    if vm.compare_bool(to, &zero, hasp_vm::slots::CmpOp::Lt)? {
        return Err(vm.value_error(format!("negative seek position {}", vm.repr_text(to)?)));
    }
    go_to(vm, v, file, to)
}

fn go_to_end(vm: &Vm, v: &Value, file: &TextFile) -> Result<Value> {
    super::support::call_name(vm, v, &vm.names().flush, &[])?;
    let mut work = file.work(vm, v)?;
    work.state.forget_decoded();
    work.state.snapshot = None;
    if let Some(decoder) = &mut work.state.decoder {
        decoder.reset();
    }
    let at = super::support::call_str(vm, &work.buffer, "seek", &[vm.int(0), vm.int(2)])?;
    work.state.started = vm.truth(&at)?;
    file.set(TELLING, true);
    Ok(at)
}

fn go_to(vm: &Vm, v: &Value, file: &TextFile, to: &Value) -> Result<Value> {
    super::support::call_name(vm, v, &vm.names().flush, &[])?;
    let cookie = Cookie::from_value(vm, to)?;
    let mut work = file.work(vm, v)?;
    let start = vm.int_from_u64(cookie.start);
    super::support::call_str(vm, &work.buffer, "seek", &[start])?;
    work.state.forget_decoded();
    work.state.snapshot = None;
    file.set(TELLING, file.has(SEEKABLE));
    if let Some(decoder) = &mut work.state.decoder {
        if cookie.start == 0 && cookie.flags == 0 {
            decoder.reset();
        } else {
            decoder.set_state(&[], cookie.flags);
        }
    }
    if cookie.skip > 0 && work.state.decoder.is_some() {
        let fed =
            super::support::call_str(vm, &work.buffer, "read", &[vm.int(cookie.feed.into())])?;
        let Some(input) = vm.bytes_of(&fed).map(<[u8]>::to_vec) else {
            return Err(vm.type_error(format!(
                "underlying read() should have returned a bytes object, not '{}'",
                vm.type_name(&fed)
            )));
        };
        work.state.snapshot = Some(Snapshot {
            flags: cookie.flags,
            input: input.clone(),
        });
        let Some(decoder) = &mut work.state.decoder else {
            return Ok(to.clone());
        };
        let text = decoder.decode(vm, input, cookie.last)?;
        let skip = cookie.skip as usize;
        if wtf8::count(&text) < skip {
            return Err(vm.os_error_text("can't restore logical file position"));
        }
        work.state.ascii = text.is_ascii();
        work.state.used = wtf8::offset_of(&text, skip);
        work.state.decoded = text;
    } else {
        work.state.snapshot = Some(Snapshot {
            flags: cookie.flags,
            input: Vec::new(),
        });
    }
    work.state.started = cookie.start != 0 || cookie.flags != 0;
    Ok(to.clone())
}
