//! Decompressing.

use zlib_rs::{Inflate, InflateError, InflateFlush, Status};

/// Input that is remembered for [`Inflater::copy`]; a decompressor that has read more cannot be
/// copied any more.
const REMEMBERED: usize = 16 * 1024 * 1024;

/// What the library says where its fast path met broken data.
const VAGUE: &str = "repeated call with bad state";

/// Room for output with which it does not take that path.
const SLOW: usize = 64;

/// Why decompressing stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// All input was read.
    NeedsInput,
    /// As much output as allowed was made.
    Full,
    /// The stream is complete.
    End,
    /// The stream asks for a dictionary that was not given.
    NeedsDictionary,
    /// The dictionary given is not the one.
    WrongDictionary,
    /// Broken data or a broken state, with zlib's number.
    Error(i32),
}

/// A decompressor.
pub(super) struct Inflater {
    raw: Inflate,
    wbits: i32,
    dictionary: Option<Vec<u8>>,
    /// What was read so far; None if that was too much.
    read: Option<Vec<u8>>,
    /// Input that comes before the next: a copy may not have read all that the first one had.
    ahead: Vec<u8>,
    message: Option<&'static str>,
}

/// Are these window bits allowed?
pub(super) fn allowed_wbits(wbits: i32) -> bool {
    match wbits {
        i32::MIN..0 => (-15..=-8).contains(&wbits),
        0..48 => matches!(wbits & 15, 0 | 8..=15),
        48.. => false,
    }
}

impl Inflater {
    /// A decompressor for window bits that are allowed; None if it cannot have this dictionary.
    pub(super) fn new(wbits: i32, dictionary: Option<Vec<u8>>) -> Option<Inflater> {
        let raw = Inflate::new(wbits >= 0, wbits.unsigned_abs() as u8);
        let mut inflater = Inflater {
            raw,
            wbits,
            dictionary,
            read: Some(Vec::new()),
            ahead: Vec::new(),
            message: None,
        };
        if wbits < 0
            && let Some(dictionary) = &inflater.dictionary
        {
            inflater.raw.set_dictionary(dictionary).ok()?;
        }
        Some(inflater)
    }

    /// Decompresses until `out` has `limit` bytes. Gives the number of bytes of input that were
    /// read, and why it stopped. `step` is the room that output gets at first.
    pub(super) fn run(
        &mut self,
        input: &[u8],
        out: &mut Vec<u8>,
        limit: usize,
        step: usize,
    ) -> (usize, Stop) {
        if !self.ahead.is_empty() {
            let ahead = std::mem::take(&mut self.ahead);
            let (used, stop) = self.advance(&ahead, out, limit, step);
            self.ahead = ahead[used..].to_vec();
            if stop != Stop::NeedsInput {
                return (0, stop);
            }
        }
        let (used, stop) = self.advance(input, out, limit, step);
        if matches!(stop, Stop::Error(_)) {
            self.message = self.raw.error_message();
            if self.message == Some(VAGUE) {
                self.message = self.exact_message(input);
            }
        }
        (used, stop)
    }

    /// Remembers input that was read.
    pub(super) fn remember(&mut self, input: &[u8]) {
        match &mut self.read {
            Some(read) if read.len() + input.len() <= REMEMBERED => read.extend_from_slice(input),
            _ => self.read = None,
        }
    }

    /// What is wrong with the data: reads them again, with so little room for output that the
    /// library takes its slow path, which tells.
    fn exact_message(&self, input: &[u8]) -> Option<&'static str> {
        let mut again = Inflater::new(self.wbits, self.dictionary.clone())?;
        let mut data = self.read.clone()?;
        data.extend_from_slice(input);
        let (mut at, mut sink) = (0, Vec::new());
        loop {
            sink.clear();
            match again.advance(&data[at..], &mut sink, SLOW, SLOW) {
                (used, Stop::Full) => at += used,
                (_, Stop::Error(_)) => return again.raw.error_message(),
                _ => return None,
            }
        }
    }

    fn advance(
        &mut self,
        input: &[u8],
        out: &mut Vec<u8>,
        limit: usize,
        step: usize,
    ) -> (usize, Stop) {
        let (mut used, mut step) = (0, step.max(1));
        loop {
            let start = out.len();
            let room = step.min(limit.saturating_sub(start));
            step = step.saturating_mul(2).min(64 << 20);
            out.resize(start + room, 0);
            let (seen, made) = (self.raw.total_in(), self.raw.total_out());
            let result =
                self.raw
                    .decompress(&input[used..], &mut out[start..], InflateFlush::SyncFlush);
            used += (self.raw.total_in() - seen) as usize;
            let made = (self.raw.total_out() - made) as usize;
            out.truncate(start + made);
            let stop = match result {
                Ok(Status::StreamEnd) => Stop::End,
                Ok(_) if made < room => Stop::NeedsInput,
                Ok(_) if out.len() >= limit => Stop::Full,
                Ok(_) => continue,
                Err(InflateError::NeedDict { .. }) => match &self.dictionary {
                    None => Stop::NeedsDictionary,
                    Some(dictionary) => match self.raw.set_dictionary(dictionary) {
                        Ok(_) => continue,
                        Err(_) => Stop::WrongDictionary,
                    },
                },
                Err(InflateError::StreamError) => Stop::Error(-2),
                Err(InflateError::DataError) => Stop::Error(-3),
                Err(InflateError::MemError) => Stop::Error(-4),
            };
            return (used, stop);
        }
    }

    /// What the last error was.
    pub(super) fn message(&self) -> Option<&'static str> {
        self.message
    }

    /// A second decompressor that goes on from here: it reads once more what was read. None if
    /// that was too much to remember.
    pub(super) fn copy(&self) -> Option<Inflater> {
        let read = self.read.as_ref()?;
        let mut copy = Inflater::new(self.wbits, self.dictionary.clone())?;
        let (mut at, mut left) = (0, self.raw.total_out());
        let mut sink = Vec::new();
        loop {
            sink.clear();
            let limit = left.min(1 << 20) as usize;
            let (used, stop) = copy.advance(&read[at..], &mut sink, limit, limit);
            at += used;
            left -= sink.len() as u64;
            if stop != Stop::Full || left == 0 {
                break;
            }
        }
        copy.ahead = read[at..].to_vec();
        copy.ahead.extend_from_slice(&self.ahead);
        copy.read = Some(read.clone());
        Some(copy)
    }
}
