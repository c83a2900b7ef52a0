//! Compressing: a raw deflate stream with the header and checksum of zlib or gzip around it.
//!
//! The wrapping is done here and not by the compressor, so that a compressor can be copied in
//! the middle of its work: see [`Deflater::copy`].

use zlib_rs::{Deflate, DeflateConfig, DeflateFlush, Method, Status, Strategy};

/// What a stream error is called in zlib's numbers.
pub(super) const STREAM_ERROR: i32 = -2;

/// Bytes of room by which output buffers grow at least.
const STEP: usize = 16 * 1024;

/// What stands around the compressed data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrap {
    None,
    Zlib,
    Gzip,
}

/// How to compress.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    config: DeflateConfig,
    wrap: Wrap,
}

impl Settings {
    /// Settings from zlib's numbers; None if they are not allowed.
    pub(super) fn new(
        level: i32,
        method: i32,
        wbits: i32,
        mem_level: i32,
        strategy: i32,
    ) -> Option<Settings> {
        let (wrap, bits) = match wbits {
            i32::MIN..0 => (Wrap::None, wbits.checked_neg()?),
            16.. => (Wrap::Gzip, wbits - 16),
            _ => (Wrap::Zlib, wbits),
        };
        let least = if wrap == Wrap::Zlib { 8 } else { 9 };
        let allowed = (-1..=9).contains(&level)
            && method == 8
            && (least..=15).contains(&bits)
            && (1..=9).contains(&mem_level);
        let strategy = match strategy {
            0 => Strategy::Default,
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Rle,
            4 => Strategy::Fixed,
            _ => return None,
        };
        let config = DeflateConfig {
            level: if level < 0 { 6 } else { level },
            method: Method::Deflated,
            window_bits: -bits.max(9),
            mem_level,
            strategy,
        };
        allowed.then_some(Settings { config, wrap })
    }

    fn quick(&self) -> bool {
        self.config.level < 2 || self.config.strategy as i32 >= Strategy::HuffmanOnly as i32
    }

    fn header(&self, dictionary: Option<u32>) -> Vec<u8> {
        match self.wrap {
            Wrap::None => Vec::new(),
            Wrap::Gzip => {
                let extra = match self.config.level {
                    9 => 2,
                    _ if self.quick() => 4,
                    _ => 0,
                };
                vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, 3]
            }
            Wrap::Zlib => {
                let window = (-self.config.window_bits - 8) as u16;
                let effort = match self.config.level {
                    _ if self.quick() => 0,
                    ..6 => 1,
                    6 => 2,
                    _ => 3,
                };
                let mut header = (8 + (window << 4)) << 8 | effort << 6;
                if dictionary.is_some() {
                    header |= 0x20;
                }
                header += 31 - header % 31;
                let mut out = header.to_be_bytes().to_vec();
                if let Some(id) = dictionary {
                    out.extend_from_slice(&id.to_be_bytes());
                }
                out
            }
        }
    }
}

/// A compressor.
pub(super) struct Deflater {
    raw: Deflate,
    settings: Settings,
    /// Output that comes before the next.
    ahead: Vec<u8>,
    /// Checksum of the input so far.
    check: u32,
    /// Length of the input so far, as gzip counts it.
    total: u32,
    /// The last input, which a copy's references may go back to.
    window: Vec<u8>,
    finished: bool,
}

impl Deflater {
    /// A compressor; None if it cannot have this dictionary.
    pub(super) fn new(settings: Settings, dictionary: Option<&[u8]>) -> Option<Deflater> {
        let mut raw = Deflate::new_with_config(settings.config);
        let mut window = Vec::new();
        let mut id = None;
        if let Some(dictionary) = dictionary {
            if settings.wrap == Wrap::Gzip || raw.set_dictionary(dictionary).is_err() {
                return None;
            }
            keep_last(&mut window, dictionary);
            id = (!dictionary.is_empty()).then(|| zlib_rs::adler32::adler32(1, dictionary));
        }
        Some(Deflater {
            raw,
            settings,
            ahead: settings.header(id),
            check: u32::from(settings.wrap == Wrap::Zlib),
            total: 0,
            window,
            finished: false,
        })
    }

    /// Compresses more input and gives what output there is.
    ///
    /// # Errors
    /// The number of zlib's error.
    pub(super) fn compress(&mut self, input: &[u8]) -> Result<Vec<u8>, i32> {
        self.check = match self.settings.wrap {
            Wrap::None => 0,
            Wrap::Zlib => zlib_rs::adler32::adler32(self.check, input),
            Wrap::Gzip => crc32(self.check, input),
        };
        self.total = self.total.wrapping_add(input.len() as u32);
        let out = self.run(input, DeflateFlush::NoFlush)?;
        keep_last(&mut self.window, input);
        Ok(out)
    }

    /// Brings out the rest of the output, as far as the mode asks.
    ///
    /// # Errors
    /// The number of zlib's error.
    pub(super) fn flush(&mut self, mode: i32) -> Result<Vec<u8>, i32> {
        let flush = match mode {
            1 => DeflateFlush::PartialFlush,
            2 => DeflateFlush::SyncFlush,
            3 => DeflateFlush::FullFlush,
            4 => DeflateFlush::Finish,
            5 => DeflateFlush::Block,
            _ => return Err(STREAM_ERROR),
        };
        let mut out = self.run(&[], flush)?;
        if mode == 4 {
            self.finished = true;
            match self.settings.wrap {
                Wrap::None => {}
                Wrap::Zlib => out.extend_from_slice(&self.check.to_be_bytes()),
                Wrap::Gzip => {
                    out.extend_from_slice(&self.check.to_le_bytes());
                    out.extend_from_slice(&self.total.to_le_bytes());
                }
            }
        }
        Ok(out)
    }

    fn run(&mut self, mut input: &[u8], flush: DeflateFlush) -> Result<Vec<u8>, i32> {
        if self.finished {
            return Err(STREAM_ERROR);
        }
        let mut out = std::mem::take(&mut self.ahead);
        loop {
            let start = out.len();
            let room = STEP.max(input.len() / 4);
            out.resize(start + room, 0);
            let (seen, made) = (self.raw.total_in(), self.raw.total_out());
            let result = self.raw.compress(input, &mut out[start..], flush);
            input = &input[(self.raw.total_in() - seen) as usize..];
            let made = (self.raw.total_out() - made) as usize;
            out.truncate(start + made);
            match result {
                Err(_) => return Err(STREAM_ERROR),
                Ok(Status::StreamEnd | Status::BufError) => return Ok(out),
                Ok(Status::Ok) if made < room && input.is_empty() => return Ok(out),
                Ok(Status::Ok) => {}
            }
        }
    }

    /// A second compressor that goes on from here; None after the end.
    ///
    /// A compressor's state cannot be copied, but after a flush it is nothing but the last 32 KiB
    /// of input. What the flush brings out goes to the front of both compressors' next output.
    pub(super) fn copy(&mut self) -> Option<Deflater> {
        if self.finished {
            return None;
        }
        self.ahead = self.run(&[], DeflateFlush::SyncFlush).ok()?;
        let mut raw = Deflate::new_with_config(self.settings.config);
        raw.set_dictionary(&self.window).ok()?;
        Some(Deflater {
            raw,
            settings: self.settings,
            ahead: self.ahead.clone(),
            check: self.check,
            total: self.total,
            window: self.window.clone(),
            finished: false,
        })
    }
}

/// Appends to a window, of which the last 32 KiB are kept.
fn keep_last(window: &mut Vec<u8>, more: &[u8]) {
    const WINDOW: usize = 32 * 1024;
    if more.len() >= WINDOW {
        window.clear();
        window.extend_from_slice(&more[more.len() - WINDOW..]);
        return;
    }
    let excess = (window.len() + more.len()).saturating_sub(WINDOW);
    if excess > 0 {
        window.drain(..excess);
    }
    window.extend_from_slice(more);
}

/// The CRC-32 of data that follows data with the CRC `start`.
pub(super) fn crc32(start: u32, data: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(start);
    hasher.update(data);
    hasher.finalize()
}
