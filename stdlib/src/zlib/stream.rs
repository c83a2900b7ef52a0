//! FENCE. Streams of zlib that can be copied.
//!
//! The safe interface of zlib-rs has no `inflateCopy` and no `deflateCopy`; its C interface, which
//! is written in Rust too, has. This file is a safe face of that one: a stream's memory is a box,
//! and the pointers to input and output that C keeps in a stream live for one call only.

use std::ffi::{CStr, c_int};
use std::ptr::NonNull;

use libz_rs_sys as z;

/// The return codes that matter: progress, the end, and errors below zero.
pub(crate) const OK: i32 = z::Z_OK;
/// The stream is complete.
pub(crate) const STREAM_END: i32 = z::Z_STREAM_END;
/// The stream asks for a dictionary.
pub(crate) const NEED_DICT: i32 = z::Z_NEED_DICT;
/// A call or a parameter that is not allowed.
pub(crate) const STREAM_ERROR: i32 = z::Z_STREAM_ERROR;
/// No progress is possible.
pub(crate) const BUF_ERROR: i32 = z::Z_BUF_ERROR;

/// What a call did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Bytes of the input that were read.
    pub(crate) read: usize,
    /// Bytes of the output that were written.
    pub(crate) written: usize,
    /// zlib's return code.
    pub(crate) code: i32,
}

/// A stream in a place of its own, between calls without input and output.
fn idle() -> Box<z::z_stream> {
    let mut raw = Box::new(z::z_stream::default());
    rest(&mut raw);
    raw
}

/// Forgets input and output. The pointers stay valid for no bytes: copying refuses null.
fn rest(raw: &mut z::z_stream) {
    raw.next_in = NonNull::dangling().as_ptr();
    raw.next_out = NonNull::dangling().as_ptr();
    (raw.avail_in, raw.avail_out) = (0, 0);
}

/// Lends input and output to a stream for one call of `f`.
fn step(
    raw: &mut z::z_stream,
    input: &[u8],
    output: &mut [u8],
    f: impl FnOnce(*mut z::z_stream) -> c_int,
) -> Progress {
    let most = u32::MAX as usize;
    let (given, room) = (input.len().min(most), output.len().min(most));
    raw.next_in = input.as_ptr();
    raw.avail_in = given as u32;
    raw.next_out = output.as_mut_ptr();
    raw.avail_out = room as u32;
    let code = f(raw);
    let progress = Progress {
        read: given - raw.avail_in as usize,
        written: room - raw.avail_out as usize,
        code,
    };
    rest(raw);
    progress
}

fn stream_size() -> c_int {
    size_of::<z::z_stream>() as c_int
}

/// A decompressor.
pub(crate) struct Inflate(Box<z::z_stream>);

// SAFETY: the state belongs to this value alone, and between calls no pointer in it leads elsewhere
// than to memory of the allocator, which any thread may use.
unsafe impl Send for Inflate {}

impl Inflate {
    /// A decompressor with zlib's `windowBits`.
    ///
    /// # Errors
    /// zlib's return code.
    pub(crate) fn new(window_bits: i32) -> Result<Inflate, i32> {
        let mut raw = idle();
        // SAFETY: the stream is initialised and stays where it is, the version is the library's.
        let code =
            unsafe { z::inflateInit2_(&mut *raw, window_bits, z::zlibVersion(), stream_size()) };
        // Dropping a stream without state does nothing, so it may be wrapped either way.
        let stream = Inflate(raw);
        if code == OK { Ok(stream) } else { Err(code) }
    }

    /// Decompresses input into output.
    pub(crate) fn run(&mut self, input: &[u8], output: &mut [u8], flush: i32) -> Progress {
        // SAFETY: the stream was initialised by inflateInit2_ or inflateCopy, and input and output
        // are valid for their lengths during the call.
        step(&mut self.0, input, output, |raw| unsafe {
            z::inflate(raw, flush)
        })
    }

    /// Sets the dictionary that the stream asks for.
    pub(crate) fn set_dictionary(&mut self, dictionary: &[u8]) -> i32 {
        let Ok(len) = u32::try_from(dictionary.len()) else {
            return STREAM_ERROR;
        };
        // SAFETY: the stream is initialised, and the dictionary is valid for its length.
        unsafe { z::inflateSetDictionary(&mut *self.0, dictionary.as_ptr(), len) }
    }

    /// What is wrong with the data.
    pub(crate) fn message(&self) -> Option<String> {
        if self.0.msg.is_null() {
            return None;
        }
        // SAFETY: zlib's messages are constant strings.
        let message = unsafe { CStr::from_ptr(self.0.msg) };
        Some(message.to_string_lossy().into_owned())
    }

    /// A second decompressor that goes on from here.
    ///
    /// # Errors
    /// zlib's return code.
    pub(crate) fn copy(&self) -> Result<Inflate, i32> {
        let mut raw = idle();
        // SAFETY: the source is initialised, the copy is a stream of the same layout that owns
        // nothing yet; whatever the library writes into it is what inflateEnd takes.
        let code = unsafe { z::inflateCopy(&mut *raw, &*self.0) };
        if code == OK {
            return Ok(Inflate(raw));
        }
        // A copy that failed may share the source's state: it must not be ended.
        Err(code)
    }
}

impl Drop for Inflate {
    fn drop(&mut self) {
        // SAFETY: the stream is ended once; without state the call does nothing.
        unsafe { z::inflateEnd(&mut *self.0) };
    }
}

/// How to compress: zlib's numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// 0 to 9, or -1 for the default.
    pub(crate) level: i32,
    /// 8: deflate.
    pub(crate) method: i32,
    /// Size of the window, and the format.
    pub(crate) window_bits: i32,
    /// 1 to 9.
    pub(crate) mem_level: i32,
    /// 0 to 4.
    pub(crate) strategy: i32,
}

/// A compressor.
pub(crate) struct Deflate(Box<z::z_stream>);

// SAFETY: as for `Inflate`.
unsafe impl Send for Deflate {}

impl Deflate {
    /// A compressor.
    ///
    /// # Errors
    /// zlib's return code.
    pub(crate) fn new(settings: Settings) -> Result<Deflate, i32> {
        let mut raw = idle();
        // SAFETY: the stream is initialised and stays where it is, the version is the library's.
        let code = unsafe {
            z::deflateInit2_(
                &mut *raw,
                settings.level,
                settings.method,
                settings.window_bits,
                settings.mem_level,
                settings.strategy,
                z::zlibVersion(),
                stream_size(),
            )
        };
        let stream = Deflate(raw);
        if code == OK { Ok(stream) } else { Err(code) }
    }

    /// Compresses input into output.
    pub(crate) fn run(&mut self, input: &[u8], output: &mut [u8], flush: i32) -> Progress {
        // SAFETY: the stream was initialised by deflateInit2_ or deflateCopy, and input and output
        // are valid for their lengths during the call.
        step(&mut self.0, input, output, |raw| unsafe {
            z::deflate(raw, flush)
        })
    }

    /// Sets the dictionary, before any input.
    pub(crate) fn set_dictionary(&mut self, dictionary: &[u8]) -> i32 {
        let Ok(len) = u32::try_from(dictionary.len()) else {
            return STREAM_ERROR;
        };
        // SAFETY: the stream is initialised, and the dictionary is valid for its length.
        unsafe { z::deflateSetDictionary(&mut *self.0, dictionary.as_ptr(), len) }
    }

    /// A second compressor that goes on from here.
    ///
    /// # Errors
    /// zlib's return code.
    pub(crate) fn copy(&mut self) -> Result<Deflate, i32> {
        let mut raw = idle();
        // SAFETY: as for `Inflate::copy`; the source is borrowed mutably, as the library wants it.
        let code = unsafe { z::deflateCopy(&mut *raw, &mut *self.0) };
        if code == OK {
            return Ok(Deflate(raw));
        }
        Err(code)
    }
}

impl Drop for Deflate {
    fn drop(&mut self) {
        // SAFETY: the stream is ended once; without state the call does nothing.
        unsafe { z::deflateEnd(&mut *self.0) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(window_bits: i32) -> Settings {
        Settings {
            level: 6,
            method: 8,
            window_bits,
            mem_level: 8,
            strategy: 0,
        }
    }

    fn text() -> Vec<u8> {
        (0..20_000u32)
            .flat_map(|i| (i * i % 977).to_string().into_bytes())
            .collect()
    }

    fn all(stream: &mut Deflate, input: &[u8]) -> Vec<u8> {
        let mut out = vec![0; 2 * input.len() + 100_000];
        let done = stream.run(input, &mut out, z::Z_FINISH);
        assert_eq!((done.code, done.read), (STREAM_END, input.len()));
        out.truncate(done.written);
        out
    }

    #[test]
    fn copies_go_their_own_ways() {
        let data = text();
        let mut one = Deflate::new(settings(15)).expect("allowed settings");
        let mut head = vec![0; data.len()];
        let done = one.run(&data[..30_000], &mut head, z::Z_NO_FLUSH);
        head.truncate(done.written);
        let mut two = one.copy().expect("memory");
        let tails = [all(&mut one, &data[30_000..]), all(&mut two, b"other")];
        drop((one, two));
        for (tail, rest) in tails.iter().zip([&data[30_000..], b"other"]) {
            let packed = [&head[..], tail].concat();
            let mut stream = Inflate::new(15).expect("allowed bits");
            let mut out = vec![0; data.len()];
            let first = stream.run(&packed[..100], &mut out, z::Z_NO_FLUSH);
            let mut copy = stream.copy().expect("memory");
            drop(stream);
            let (start, end) = out.split_at_mut(first.written);
            let second = copy.run(&packed[first.read..], end, z::Z_NO_FLUSH);
            assert_eq!(second.code, STREAM_END);
            let got = [&start[..], &end[..second.written]].concat();
            assert_eq!(got, [&data[..30_000], rest].concat());
        }
    }

    #[test]
    fn new_streams_can_be_copied_and_settings_are_checked() {
        let fresh = Inflate::new(31).expect("allowed bits");
        assert!(fresh.copy().is_ok() && fresh.message().is_none());
        assert!(Deflate::new(settings(-9)).is_ok_and(|mut d| d.copy().is_ok()));
        assert_eq!(Inflate::new(99).err(), Some(STREAM_ERROR));
        assert_eq!(Deflate::new(settings(1)).err(), Some(STREAM_ERROR));
    }

    #[test]
    fn broken_data_has_a_message() {
        let mut stream = Inflate::new(15).expect("allowed bits");
        let done = stream.run(b"no zlib data", &mut [0; 50], z::Z_NO_FLUSH);
        assert_eq!(done.code, z::Z_DATA_ERROR);
        assert_eq!(stream.message().as_deref(), Some("incorrect header check"));
    }
}
