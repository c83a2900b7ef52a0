//! Reading of text files.

use std::sync::atomic::Ordering;

use hasp_vm::buffer::BytesLike;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::newline::line_end;
use super::support::unsupported;
use super::text::{READ1, SEEKABLE, Snapshot, TELLING, Work, this};

impl Work<'_> {
    fn check_readable(&self) -> Result<()> {
        if self.state.decoder.is_none() {
            return Err(unsupported(self.vm, "not readable"));
        }
        Ok(())
    }

    /// Decoded text that was not read yet.
    fn rest(&self) -> &[u8] {
        self.state
            .decoded
            .get(self.state.used..)
            .unwrap_or_default()
    }

    /// Reads at most `n` bytes of the buffer at once, or all that is left.
    fn read_buffer(&self, n: Option<usize>) -> Result<Vec<u8>> {
        let vm = self.vm;
        if let Some(buffer) = self.file.direct(&self.buffer) {
            buffer.check_open(vm, "read of closed file")?;
            let mut work = buffer.work(vm, &self.buffer)?;
            let bytes = match n {
                Some(n) => work.read1(n)?,
                None => work.read_all()?,
            };
            return Ok(bytes.unwrap_or_default());
        }
        let (name, args) = match n {
            Some(n) if self.file.has(READ1) => ("read1", vec![vm.int(n as i64)]),
            Some(n) => ("read", vec![vm.int(n as i64)]),
            None => ("read", Vec::new()),
        };
        let data = super::support::call_str(vm, &self.buffer, name, &args)?;
        if data.is_none() && n.is_none() {
            return Ok(Vec::new());
        }
        match vm.bytes_like(&data)? {
            Some(bytes) => Ok(BytesLike::into_vec(bytes)),
            None => Err(vm.type_error(format!(
                "underlying {name}() should have returned a bytes-like object, not '{}'",
                vm.type_name(&data)
            ))),
        }
    }

    /// Decodes the next chunk, which replaces what was decoded before; false at the end.
    fn read_chunk(&mut self, hint: usize) -> Result<bool> {
        self.check_readable()?;
        let vm = self.vm;
        let telling = self.file.has(TELLING);
        let mut len = self.file.chunk.load(Ordering::Relaxed);
        if hint > 0 {
            len = len.max((self.state.ratio.max(1.0) * hint as f64) as usize);
        }
        let before = match &self.state.decoder {
            Some(decoder) if telling => Some(decoder.state()),
            _ => None,
        };
        let input = self.read_buffer(Some(len))?;
        let (bytes, eof) = (input.len(), input.is_empty());
        if let Some(before) = before {
            self.state.snapshot = Some(Snapshot::before(before, &input));
        }
        let Some(decoder) = &mut self.state.decoder else {
            return Ok(false);
        };
        let text = decoder.decode(vm, input, eof)?;
        self.state.ascii = text.is_ascii();
        let chars = if self.state.ascii {
            text.len()
        } else {
            wtf8::count(&text)
        };
        self.state.ratio = if chars > 0 {
            bytes as f64 / chars as f64
        } else {
            0.0
        };
        self.state.decoded = text;
        self.state.used = 0;
        Ok(!eof || chars > 0)
    }

    /// Bytes of at most `n` characters of what is decoded; gives the characters too.
    fn part(&self, n: usize) -> (usize, usize) {
        let rest = self.rest();
        if self.state.ascii {
            let len = rest.len().min(n);
            return (len, len);
        }
        let chars = wtf8::count(rest);
        if chars <= n {
            return (rest.len(), chars);
        }
        (wtf8::offset_of(rest, n), n)
    }

    fn text_of(&self, bytes: &[u8], ascii: bool) -> Result<Value> {
        self.vm.check_text_len(bytes.len())?;
        Ok(if ascii {
            self.vm.new_ascii(bytes)
        } else {
            self.vm.new_wtf8(bytes)
        }
        .into_value())
    }

    /// All that is left.
    fn read_all(&mut self) -> Result<Value> {
        self.write_pending()?;
        let input = self.read_buffer(None)?;
        let vm = self.vm;
        let Some(decoder) = &mut self.state.decoder else {
            return Ok(vm.str(""));
        };
        let text = decoder.decode(vm, input, true)?;
        let result = if self.rest().is_empty() {
            self.text_of(&text, false)?
        } else {
            let all = [self.rest(), &text].concat();
            self.text_of(&all, false)?
        };
        if self.state.snapshot.is_some() {
            self.state.forget_decoded();
            self.state.snapshot = None;
        }
        self.state.forget_decoded();
        Ok(result)
    }

    /// At most `n` characters.
    fn read_some(&mut self, n: usize) -> Result<Value> {
        self.write_pending()?;
        let (len, mut chars) = self.part(n);
        if chars == n {
            let result = self.text_of(&self.rest()[..len], self.state.ascii)?;
            self.state.used += len;
            return Ok(result);
        }
        let mut text = self.rest()[..len].to_vec();
        self.state.used += len;
        while chars < n {
            if !self.read_chunk(n - chars)? {
                break;
            }
            let (len, more) = self.part(n - chars);
            text.extend_from_slice(&self.rest()[..len]);
            self.state.used += len;
            chars += more;
        }
        self.text_of(&text, false)
    }

    /// A line with its end, at most `limit` characters.
    pub(super) fn line(&mut self, limit: Option<usize>) -> Result<Value> {
        if !self.state.pending.is_empty() {
            self.write_pending()?;
        }
        let end = self.state.newline.end;
        // By far most lines lie within one chunk.
        if limit.is_none()
            && let Some(len) = line_end(self.rest(), end)
        {
            let line = self.text_of(&self.rest()[..len], self.state.ascii)?;
            self.state.used += len;
            return Ok(line);
        }
        let mut text: Vec<u8> = Vec::new();
        let mut chars = 0;
        loop {
            if self.rest().is_empty() {
                let mut more = self.read_chunk(0)?;
                while more && self.state.decoded.is_empty() {
                    more = self.read_chunk(0)?;
                }
                if self.rest().is_empty() {
                    self.state.forget_decoded();
                    self.state.snapshot = None;
                    break;
                }
            }
            // A line end of two characters may begin in the last chunk.
            let split = end == super::newline::LineEnd::CrLf
                && text.last() == Some(&b'\r')
                && self.rest().first() == Some(&b'\n');
            let found = if split {
                Some(1)
            } else {
                line_end(self.rest(), end)
            };
            let mut len = found.unwrap_or(self.rest().len());
            let mut done = found.is_some();
            if let Some(limit) = limit {
                let (fits, counted) = self.part(limit - chars);
                if fits <= len {
                    len = fits;
                    done = true;
                }
                chars += if done { 0 } else { counted };
            }
            text.extend_from_slice(&self.rest()[..len]);
            self.state.used += len;
            if done {
                break;
            }
        }
        self.text_of(&text, false)
    }
}

/// `read(size=-1)`.
///
/// # Errors
/// UnsupportedOperation `not readable`; UnicodeDecodeError; what the buffer raises.
pub(super) fn read(vm: &Vm, v: &Value, n: Option<usize>) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_open(vm)?;
    let mut work = file.work(vm, v)?;
    work.check_readable()?;
    match n {
        Some(n) => work.read_some(n),
        None => work.read_all(),
    }
}

/// `readline(size=-1)`.
///
/// # Errors
/// As [`read`].
pub(super) fn readline(vm: &Vm, v: &Value, limit: Option<usize>) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_open(vm)?;
    if limit == Some(0) {
        return Ok(vm.str(""));
    }
    if limit.is_none()
        && let Some(line) = file.quick_line(vm)
    {
        return Ok(line);
    }
    file.work(vm, v)?.line(limit)
}

/// The next line, for iteration.
pub(super) fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let file = this(vm, v)?;
    file.check_ready(vm, true)?;
    file.set(TELLING, false);
    let line = if vm.type_of(v).is_native_class() {
        file.check_open(vm)?;
        match file.quick_line(vm) {
            Some(line) => return Ok(Some(line)),
            None => file.work(vm, v)?.line(None)?,
        }
    } else {
        let line = super::support::call_str(vm, v, "readline", &[])?;
        if line.as_str_obj().is_none() {
            return Err(vm.os_error_text(format!(
                "readline() should have returned a str object, not '{}'",
                vm.type_name(&line)
            )));
        }
        line
    };
    if line.as_str_obj().is_some_and(|s| !s.bytes().is_empty()) {
        return Ok(Some(line));
    }
    if let Ok(mut work) = file.work(vm, v) {
        work.state.snapshot = None;
    }
    file.set(TELLING, file.has(SEEKABLE));
    Ok(None)
}
