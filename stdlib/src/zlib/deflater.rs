//! Compressing.

use super::stream::{BUF_ERROR, Deflate, OK, STREAM_END, STREAM_ERROR, Settings};

/// Bytes of room by which output buffers grow at least.
const STEP: usize = 16 * 1024;

/// Z_NO_FLUSH and Z_FINISH.
const NO_FLUSH: i32 = 0;
const FINISH: i32 = 4;

/// A compressor.
pub(super) struct Deflater {
    raw: Deflate,
    finished: bool,
}

impl Deflater {
    /// A compressor.
    ///
    /// # Errors
    /// The number of zlib's error.
    pub(super) fn new(settings: Settings) -> Result<Deflater, i32> {
        Ok(Deflater {
            raw: Deflate::new(settings)?,
            finished: false,
        })
    }

    /// Sets the dictionary.
    ///
    /// # Errors
    /// The number of zlib's error.
    pub(super) fn set_dictionary(&mut self, dictionary: &[u8]) -> Result<(), i32> {
        match self.raw.set_dictionary(dictionary) {
            OK => Ok(()),
            code => Err(code),
        }
    }

    /// Compresses more input and gives what output there is.
    ///
    /// # Errors
    /// The number of zlib's error.
    pub(super) fn compress(&mut self, input: &[u8]) -> Result<Vec<u8>, i32> {
        self.run(input, NO_FLUSH)
    }

    /// Brings out the rest of the output, as far as the mode asks.
    ///
    /// # Errors
    /// The number of zlib's error.
    pub(super) fn flush(&mut self, mode: i32) -> Result<Vec<u8>, i32> {
        let out = self.run(&[], mode)?;
        self.finished |= mode == FINISH;
        Ok(out)
    }

    fn run(&mut self, mut input: &[u8], flush: i32) -> Result<Vec<u8>, i32> {
        if self.finished {
            return Err(STREAM_ERROR);
        }
        let mut out = Vec::new();
        loop {
            let start = out.len();
            let room = STEP.max(input.len() / 4);
            out.resize(start + room, 0);
            let done = self.raw.run(input, &mut out[start..], flush);
            out.truncate(start + done.written);
            input = &input[done.read..];
            match done.code {
                STREAM_END | BUF_ERROR => return Ok(out),
                OK if done.written < room && input.is_empty() => return Ok(out),
                OK => {}
                code => return Err(code),
            }
        }
    }

    /// A second compressor that goes on from here; None after the end.
    pub(super) fn copy(&mut self) -> Option<Deflater> {
        if self.finished {
            return None;
        }
        Some(Deflater {
            raw: self.raw.copy().ok()?,
            finished: false,
        })
    }
}

/// The CRC-32 of data that follows data with the CRC `start`.
pub(super) fn crc32(start: u32, data: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(start);
    hasher.update(data);
    hasher.finalize()
}
