//! Writing of text files.

use hasp_vm::object::Ref;
use hasp_vm::object::str::Str;
use hasp_vm::text::codecs::Codec;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::decoder::without_mark;
use super::newline::write_line_ends;
use super::support::unsupported;
use super::text::{LINE_BUFFERING, WRITE_THROUGH, Work, this};

/// `write(text)`.
///
/// # Errors
/// UnicodeEncodeError; ValueError for a closed file; what the buffer raises.
pub(super) fn write(vm: &Vm, v: &Value, text: &Value) -> Result<usize> {
    let file = this(vm, v)?;
    let Some(text) = text.as_str_obj() else {
        return Err(vm.type_error(format!(
            "write() argument must be str, not {}",
            vm.argument_class(text)
        )));
    };
    file.check_open(vm)?;
    if file.quick_put(text.bytes()).is_none() {
        file.work(vm, v)?.put(text.bytes(), Some(text))?;
    }
    Ok(text.char_len())
}

/// Writes text (WTF-8) to a file that is a text file itself, not of a class of a script.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_text(vm: &Vm, v: &Value, text: &[u8]) -> Result<()> {
    let file = this(vm, v)?;
    file.check_open(vm)?;
    match file.quick_put(text) {
        Some(()) => Ok(()),
        None => file.work(vm, v)?.put(text, None),
    }
}

impl Work<'_> {
    /// Takes text to be written.
    fn put(&mut self, text: &[u8], object: Option<&Ref<Str>>) -> Result<()> {
        let vm = self.vm;
        if !self.state.writes {
            return Err(unsupported(vm, "not writable"));
        }
        let by_line = self.file.has(LINE_BUFFERING);
        let flush = by_line && memchr::memchr2(b'\n', b'\r', text).is_some();
        let translated;
        let (text, object) = match self.state.newline.written {
            Some(end) if memchr::memchr(b'\n', text).is_some() => {
                translated = write_line_ends(text, end);
                (&translated[..], None)
            }
            _ => (text, object),
        };
        let chunk = self.file.chunk.load(std::sync::atomic::Ordering::Relaxed);
        let plain = match self.state.codec {
            Codec::Utf8 => text.is_ascii() || !wtf8::has_surrogates(text),
            Codec::Ascii | Codec::Latin1 => text.is_ascii(),
            _ => false,
        };
        if plain {
            if self.state.pending.len() + text.len() > chunk {
                self.write_pending()?;
            }
            self.state.pending.extend_from_slice(text);
        } else {
            let encoded = self.encode(text, object)?;
            if self.state.pending.len() + encoded.len() > chunk {
                self.write_pending()?;
            }
            self.state.pending.extend_from_slice(&encoded);
        }
        if self.state.pending.len() >= chunk || flush || self.file.has(WRITE_THROUGH) {
            self.write_pending()?;
        }
        if flush {
            self.flush_buffer()?;
        }
        if self.state.decoder.is_some() {
            self.state.forget_decoded();
            self.state.snapshot = None;
            if let Some(decoder) = &mut self.state.decoder {
                decoder.reset();
            }
        }
        Ok(())
    }

    fn encode(&mut self, text: &[u8], object: Option<&Ref<Str>>) -> Result<Vec<u8>> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let codec = if self.state.started {
            without_mark(self.state.codec)
        } else {
            self.state.codec
        };
        let owned;
        let object = match object {
            Some(object) => object,
            None => {
                owned = self.vm.new_wtf8(text);
                &owned
            }
        };
        let bytes = self.vm.encode_by(codec, object, &self.state.errors)?;
        self.state.started = true;
        Ok(bytes)
    }

    /// Hands what is pending to the buffer.
    ///
    /// # Errors
    /// What the buffer raises; the text stays pending then, unless the buffer took a part.
    pub(super) fn write_pending(&mut self) -> Result<()> {
        if self.state.pending.is_empty() {
            return Ok(());
        }
        let vm = self.vm;
        let pending = std::mem::take(&mut self.state.pending);
        match self.file.direct(&self.buffer) {
            Some(buffer) => {
                if buffer.closed(vm)? {
                    return Err(vm.value_error("write to closed file"));
                }
                buffer.work(vm, &self.buffer)?.write(&pending)?;
                // The memory is used again.
                let mut pending = pending;
                pending.clear();
                self.state.pending = pending;
            }
            None => {
                let bytes = vm.bytes(&pending);
                if let Err(raised) =
                    super::support::call_name(vm, &self.buffer, &vm.names().write, &[bytes])
                {
                    self.state.pending = pending;
                    return Err(raised);
                }
            }
        }
        Ok(())
    }

    /// Flushes the buffer.
    ///
    /// # Errors
    /// What the buffer raises.
    pub(super) fn flush_buffer(&mut self) -> Result<()> {
        let vm = self.vm;
        match self.file.direct(&self.buffer) {
            Some(buffer) if buffer.has(super::buffered::WRITES) => {
                if buffer.closed(vm)? {
                    return Err(vm.value_error("flush of closed file"));
                }
                buffer.work(vm, &self.buffer)?.flush()
            }
            _ => super::support::call_name(vm, &self.buffer, &vm.names().flush, &[]).map(drop),
        }
    }
}
