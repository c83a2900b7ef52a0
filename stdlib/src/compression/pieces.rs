//! Decompressing data that comes in pieces: what is kept from one piece to the next.

/// Sizes by which output grows.
const BLOCKS: [usize; 7] = [
    32 << 10,
    64 << 10,
    256 << 10,
    1 << 20,
    4 << 20,
    8 << 20,
    16 << 20,
];

/// Output whose room grows up to a limit.
pub(crate) struct Output {
    bytes: Vec<u8>,
    /// Where the room begins.
    filled: usize,
    limit: usize,
    blocks: usize,
}

impl Output {
    pub(crate) fn new(limit: usize) -> Output {
        Output {
            bytes: Vec::new(),
            filled: 0,
            limit,
            blocks: 0,
        }
    }
    /// The room that is left; when there is none, it grows first. Empty at the limit.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        if self.filled == self.bytes.len() {
            let block = BLOCKS[self.blocks.min(BLOCKS.len() - 1)];
            self.blocks += 1;
            let len = self.filled.saturating_add(block).min(self.limit);
            self.bytes.resize(len, 0);
        }
        &mut self.bytes[self.filled..]
    }
    /// The first `n` bytes of the room are output now.
    pub(crate) fn fill(&mut self, n: usize) {
        self.filled = (self.filled + n).min(self.bytes.len());
    }
    /// Is the room full?
    pub(crate) fn is_full(&self) -> bool {
        self.filled == self.bytes.len()
    }
    /// Is there as much output as allowed?
    pub(crate) fn is_at_limit(&self) -> bool {
        self.filled >= self.limit
    }
    pub(crate) fn into_vec(mut self) -> Vec<u8> {
        self.bytes.truncate(self.filled);
        self.bytes
    }
}

/// Where a decoder stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It can do with more input.
    NeedsInput,
    /// There is more output, for which there was no room.
    Full,
    /// The stream is complete.
    End,
}

/// What decodes a stream.
pub(crate) trait Decoder: Send {
    /// What can go wrong.
    type Failure: Send;

    /// Decodes, and gives the number of bytes that it read.
    ///
    /// # Errors
    /// The decoder's own.
    fn decode(
        &mut self,
        input: &[u8],
        output: &mut Output,
    ) -> std::result::Result<(usize, Stop), Self::Failure>;
}

/// A decoder with the input that it has left over.
pub(crate) struct Pieces<D> {
    pub(crate) decoder: D,
    rest: Vec<u8>,
    /// What followed the end of the stream.
    pub(crate) unused: Vec<u8>,
    pub(crate) eof: bool,
    pub(crate) needs_input: bool,
}

/// Why there is no output.
pub(crate) enum NoOutput<F> {
    /// The stream had ended before.
    Ended,
    Failed(F),
}

impl<D: Decoder> Pieces<D> {
    pub(crate) fn new(decoder: D) -> Pieces<D> {
        Pieces {
            decoder,
            rest: Vec::new(),
            unused: Vec::new(),
            eof: false,
            needs_input: true,
        }
    }

    /// Decodes the next piece into at most `limit` bytes.
    ///
    /// # Errors
    /// See [`NoOutput`].
    pub(crate) fn decompress(
        &mut self,
        data: &[u8],
        limit: usize,
    ) -> std::result::Result<Vec<u8>, NoOutput<D::Failure>> {
        if self.eof {
            return Err(NoOutput::Ended);
        }
        let mut joined = std::mem::take(&mut self.rest);
        let input = if joined.is_empty() {
            data
        } else {
            joined.extend_from_slice(data);
            &joined
        };
        let mut output = Output::new(limit);
        let (used, stop) = match self.decoder.decode(input, &mut output) {
            Ok(done) => done,
            Err(failure) => return Err(NoOutput::Failed(failure)),
        };
        let rest = &input[used.min(input.len())..];
        match stop {
            Stop::End => {
                self.eof = true;
                self.unused = rest.to_vec();
            }
            Stop::Full | Stop::NeedsInput => self.rest = rest.to_vec(),
        }
        self.needs_input = stop == Stop::NeedsInput && rest.is_empty();
        Ok(output.into_vec())
    }
}
