//! Decoding of text that comes in pieces, with its line ends.

use hasp_vm::text::codecs::{Codec, Order};
use hasp_vm::vm::{Raised, Result, Vm};

use super::newline::NewlineDecoder;

/// What a decoder has to remember: bytes it holds back, and flags.
#[derive(Clone, Debug)]
pub(super) struct DecoderState {
    pub(super) tail: Vec<u8>,
    pub(super) flags: u32,
}

/// A decoder.
#[derive(Clone, Debug)]
pub(super) struct Decoder {
    codec: Codec,
    errors: String,
    /// The codec for what follows, once a byte order mark has been seen.
    settled: Option<Codec>,
    /// Bytes of an unfinished character.
    tail: Vec<u8>,
    pub(super) newline: Option<NewlineDecoder>,
}

impl Decoder {
    pub(super) fn new(codec: Codec, errors: String, newline: Option<NewlineDecoder>) -> Decoder {
        Decoder {
            codec,
            errors,
            settled: None,
            tail: Vec::new(),
            newline,
        }
    }

    /// Forgets all that came before.
    pub(super) fn reset(&mut self) {
        self.settled = None;
        self.tail.clear();
        if let Some(newline) = &mut self.newline {
            newline.reset();
        }
    }

    /// Can the flags be anything but zero?
    fn own_flags(&self) -> u32 {
        match (self.codec, self.settled) {
            (Codec::Utf16(Order::Marked) | Codec::Utf32(Order::Marked), None) => 2,
            (_, Some(Codec::Utf16(Order::Big) | Codec::Utf32(Order::Big))) => 1,
            (Codec::Utf8Sig, None) => 1,
            _ => 0,
        }
    }

    pub(super) fn state(&self) -> DecoderState {
        let own = self.own_flags();
        DecoderState {
            tail: self.tail.clone(),
            flags: match &self.newline {
                Some(newline) => own << 1 | u32::from(newline.pending_cr),
                None => own,
            },
        }
    }
    /// Flags as [`Decoder::state`] has them, and the number of bytes held back.
    pub(super) fn flags(&self) -> (u32, usize) {
        let own = self.own_flags();
        let flags = match &self.newline {
            Some(newline) => own << 1 | u32::from(newline.pending_cr),
            None => own,
        };
        (flags, self.tail.len())
    }

    pub(super) fn set_state(&mut self, tail: &[u8], flags: u32) {
        self.tail = tail.to_vec();
        let own = match &mut self.newline {
            Some(newline) => {
                newline.pending_cr = flags & 1 != 0;
                flags >> 1
            }
            None => flags,
        };
        let order = if own == 1 { Order::Big } else { Order::Little };
        self.settled = match self.codec {
            Codec::Utf16(Order::Marked) if own != 2 => Some(Codec::Utf16(order)),
            Codec::Utf32(Order::Marked) if own != 2 => Some(Codec::Utf32(order)),
            Codec::Utf8Sig if own == 0 => Some(Codec::Utf8),
            _ => None,
        };
    }

    /// Decodes the next piece.
    ///
    /// # Errors
    /// UnicodeDecodeError; what an error handler raises.
    pub(super) fn decode(&mut self, vm: &Vm, input: Vec<u8>, last: bool) -> Result<Vec<u8>> {
        let text = self.decode_bytes(vm, input, last)?;
        Ok(match &mut self.newline {
            Some(newline) => newline.decode(text, last),
            None => text,
        })
    }

    fn decode_bytes(&mut self, vm: &Vm, mut input: Vec<u8>, last: bool) -> Result<Vec<u8>> {
        if !self.tail.is_empty() {
            let mut joined = std::mem::take(&mut self.tail);
            joined.extend_from_slice(&input);
            input = joined;
        }
        let codec = match self.settled {
            Some(codec) => codec,
            None => match self.settle(&mut input, last) {
                Some(codec) => codec,
                None => {
                    self.tail = input;
                    return Ok(Vec::new());
                }
            },
        };
        match codec {
            Codec::Ascii if input.is_ascii() => return Ok(input),
            Codec::Utf8 => match std::str::from_utf8(&input) {
                Ok(_) => return Ok(input),
                Err(error) if error.error_len().is_none() && !last => {
                    self.tail = input.split_off(error.valid_up_to());
                    return Ok(input);
                }
                Err(_) => {}
            },
            Codec::Latin1 if input.is_ascii() => return Ok(input),
            _ => {}
        }
        let decoded = match vm.decode_partly(codec, &input, &self.errors, last) {
            Ok(decoded) => decoded,
            Err(raised) => {
                self.tail.clear();
                return Err(raised);
            }
        };
        if let (Codec::Utf16(Order::Marked) | Codec::Utf32(Order::Marked), None) =
            (codec, self.settled)
            && decoded.consumed > 0
        {
            return Err(no_mark(vm, codec, &input));
        }
        if decoded.consumed < input.len() {
            self.tail = input.split_off(decoded.consumed);
        }
        Ok(decoded.text)
    }

    /// The codec for input that may begin with a byte order mark; None if more bytes are needed
    /// to tell.
    fn settle(&mut self, input: &mut Vec<u8>, last: bool) -> Option<Codec> {
        let (width, marks): (usize, [(&[u8], Codec); 2]) = match self.codec {
            Codec::Utf16(Order::Marked) => (
                2,
                [
                    (b"\xff\xfe", Codec::Utf16(Order::Little)),
                    (b"\xfe\xff", Codec::Utf16(Order::Big)),
                ],
            ),
            Codec::Utf32(Order::Marked) => (
                4,
                [
                    (b"\xff\xfe\0\0", Codec::Utf32(Order::Little)),
                    (b"\0\0\xfe\xff", Codec::Utf32(Order::Big)),
                ],
            ),
            Codec::Utf8Sig => {
                const MARK: &[u8] = b"\xef\xbb\xbf";
                if input.len() < MARK.len() && MARK.starts_with(input) && !last {
                    return None;
                }
                if input.starts_with(MARK) {
                    input.drain(..MARK.len());
                }
                self.settled = Some(Codec::Utf8);
                return self.settled;
            }
            plain => return Some(plain),
        };
        if input.len() < width {
            // An unfinished mark at the end is an error of the codec itself.
            return (last && !input.is_empty()).then_some(self.codec);
        }
        for (mark, codec) in marks {
            if input.starts_with(mark) {
                self.settled = Some(codec);
            }
        }
        // The mark belongs to the input as far as the positions of errors go.
        Some(self.codec)
    }
}

/// The error for input without the byte order mark that it needs.
#[cold]
fn no_mark(vm: &Vm, codec: Codec, input: &[u8]) -> Raised {
    let width = if matches!(codec, Codec::Utf16(_)) {
        2
    } else {
        4
    };
    let reason = "Stream does not start with BOM";
    vm.unicode_decode_error(codec.name(), input, 0, width, reason)
}

/// The codec that goes on where `codec` has written its byte order mark.
pub(super) fn without_mark(codec: Codec) -> Codec {
    match codec {
        Codec::Utf16(Order::Marked) => Codec::Utf16(Order::Little),
        Codec::Utf32(Order::Marked) => Codec::Utf32(Order::Little),
        Codec::Utf8Sig => Codec::Utf8,
        other => other,
    }
}
