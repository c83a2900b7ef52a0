//! Decompressing.

use super::stream::{BUF_ERROR, Inflate, NEED_DICT, OK, STREAM_END};

/// Z_SYNC_FLUSH.
const SYNC_FLUSH: i32 = 2;

/// What the library says where its fast path met broken data.
const VAGUE: &str = "repeated call with bad state";

/// Room for output with which it does not take that path.
const SLOW: usize = 64;

/// Input that is remembered to find out what is wrong with broken data; when there is more, a copy
/// of the stream takes its place.
const REMEMBERED: usize = 256 * 1024;

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
    /// The stream as it was some time ago (None: at its beginning), and what it has read since.
    before: Option<Inflate>,
    since: Vec<u8>,
    message: Option<String>,
}

/// Are these window bits allowed?
pub(super) fn allowed_wbits(wbits: i32) -> bool {
    match wbits {
        i32::MIN..0 => (-15..=-8).contains(&wbits),
        0..48 => matches!(wbits & 15, 0 | 8..=15),
        48.. => false,
    }
}

/// A stream at its beginning.
fn begin(wbits: i32, dictionary: Option<&Vec<u8>>) -> Option<Inflate> {
    let mut raw = Inflate::new(wbits).ok()?;
    if wbits < 0
        && let Some(dictionary) = dictionary
        && raw.set_dictionary(dictionary) != OK
    {
        return None;
    }
    Some(raw)
}

impl Inflater {
    /// A decompressor for window bits that are allowed; None if it cannot have this dictionary.
    pub(super) fn new(wbits: i32, dictionary: Option<Vec<u8>>) -> Option<Inflater> {
        Some(Inflater {
            raw: begin(wbits, dictionary.as_ref())?,
            wbits,
            dictionary,
            before: None,
            since: Vec::new(),
            message: None,
        })
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
        let dictionary = self.dictionary.as_deref();
        let (used, stop) = advance(&mut self.raw, dictionary, input, out, limit, step);
        match stop {
            Stop::Error(_) => {
                self.message = self.raw.message();
                if self.message.as_deref() == Some(VAGUE) {
                    self.message = self.exact_message(input);
                }
            }
            Stop::NeedsInput | Stop::Full => self.remember(&input[..used]),
            _ => {}
        }
        (used, stop)
    }

    fn remember(&mut self, input: &[u8]) {
        if self.since.len() + input.len() <= REMEMBERED {
            self.since.extend_from_slice(input);
        } else if let Ok(copy) = self.raw.copy() {
            self.before = Some(copy);
            self.since.clear();
        }
    }

    /// What is wrong with the data: reads them again, with so little room for output that the
    /// library takes its slow path, which tells.
    fn exact_message(&self, input: &[u8]) -> Option<String> {
        let dictionary = self.dictionary.as_ref();
        let mut again = match &self.before {
            Some(before) => before.copy().ok()?,
            None => begin(self.wbits, dictionary)?,
        };
        let data = [&self.since[..], input].concat();
        let (mut at, mut sink) = (0, Vec::new());
        loop {
            sink.clear();
            let dictionary = dictionary.map(Vec::as_slice);
            match advance(&mut again, dictionary, &data[at..], &mut sink, SLOW, SLOW) {
                (used, Stop::Full) => at += used,
                (_, Stop::Error(_)) => return again.message(),
                _ => return None,
            }
        }
    }

    /// What the last error was.
    pub(super) fn message(&self) -> Option<String> {
        self.message.clone()
    }

    /// A second decompressor that goes on from here; None if there is no memory for it.
    pub(super) fn copy(&self) -> Option<Inflater> {
        Some(Inflater {
            raw: self.raw.copy().ok()?,
            wbits: self.wbits,
            dictionary: self.dictionary.clone(),
            before: Some(self.raw.copy().ok()?),
            since: Vec::new(),
            message: None,
        })
    }
}

fn advance(
    raw: &mut Inflate,
    dictionary: Option<&[u8]>,
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
        let done = raw.run(&input[used..], &mut out[start..], SYNC_FLUSH);
        used += done.read;
        out.truncate(start + done.written);
        let stop = match done.code {
            STREAM_END => Stop::End,
            OK | BUF_ERROR if done.written < room => Stop::NeedsInput,
            OK | BUF_ERROR if out.len() >= limit => Stop::Full,
            OK | BUF_ERROR => continue,
            NEED_DICT => match dictionary {
                None => Stop::NeedsDictionary,
                Some(dictionary) if raw.set_dictionary(dictionary) == OK => continue,
                Some(_) => Stop::WrongDictionary,
            },
            code => Stop::Error(code),
        };
        return (used, stop);
    }
}
