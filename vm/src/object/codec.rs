//! Encoding and decoding of strings with the error handlers that a program may register.

use super::Ref;
use super::dict::Dict;
use super::str::Str;
use crate::args::Args;
use crate::errors::Exception;
use crate::object::typ::Type;
use crate::text::codecs::{
    self, Codec, DecodeError, EncodeError, EncodeFailure, Errors, Replacement, decode_with,
    encode_with, handle_decode,
};
use crate::text::wtf8;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Error handlers that the program registered, by name.
#[derive(Clone)]
struct Handlers(Ref<Dict>);

impl Vm {
    fn error_handlers(&self) -> Ref<Dict> {
        self.interp().state(|| Handlers(Dict::new(self))).0
    }
    /// `codecs.register_error`.
    pub fn register_error_handler(&self, name: &str, handler: Value) {
        let name = self.intern(name);
        self.error_handlers().set_name(self, &name, handler);
    }
    /// The handler registered under the name, if there is one.
    pub fn registered_error_handler(&self, name: &str) -> Option<Value> {
        self.error_handlers().get_name(&self.intern(name))
    }

    fn unicode_error(&self, class: &Ref<Type>, fields: [Value; 5]) -> Raised {
        let raised = self.error_with(class, fields.to_vec());
        if let Some(e) = raised.value().downcast_ref::<Exception>() {
            for (slot, value) in e.fields.iter().zip(fields) {
                slot.set(value);
            }
        }
        raised
    }
    /// `UnicodeDecodeError(encoding, object, start, end, reason)`.
    #[cold]
    pub fn unicode_decode_error(
        &self,
        encoding: &str,
        object: &[u8],
        start: usize,
        end: usize,
        reason: &str,
    ) -> Raised {
        let fields = [
            self.str(encoding),
            self.bytes(object),
            self.int(start as i64),
            self.int(end as i64),
            self.str(reason),
        ];
        self.unicode_error(&self.exceptions().unicode_decode_error, fields)
    }
    /// `UnicodeEncodeError(encoding, object, start, end, reason)`.
    #[cold]
    pub fn unicode_encode_error(
        &self,
        encoding: &str,
        object: &Value,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Raised {
        let fields = [
            self.str(encoding),
            object.clone(),
            self.int(start as i64),
            self.int(end as i64),
            self.str(reason),
        ];
        self.unicode_error(&self.exceptions().unicode_encode_error, fields)
    }

    /// `s.encode(encoding, errors)`: a bytes object.
    ///
    /// # Errors
    /// LookupError for unknown names, UnicodeEncodeError, and what a registered codec or handler
    /// raises.
    pub fn encode(&self, s: &Ref<Str>, encoding: &str, errors: &str) -> Result<Value> {
        match Codec::lookup(encoding) {
            Some(Codec::Utf8 | Codec::Ascii | Codec::Latin1) if s.is_ascii() => {
                self.checked_bytes(s.bytes())
            }
            Some(codec) => {
                let bytes = self.encode_by(codec, s, errors)?;
                self.checked_bytes(&bytes)
            }
            None => {
                let result = self.registered_codec(encoding, "encode", s.value(), errors)?;
                if result.as_bytes_obj().is_some() {
                    return Ok(result);
                }
                let name = self.type_name(&result);
                Err(self.type_error(format!(
                    "'{encoding}' encoder returned '{name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
                )))
            }
        }
    }

    /// Encodes by a built-in codec.
    ///
    /// # Errors
    /// LookupError for an unknown handler, UnicodeEncodeError, what a registered handler raises.
    pub fn encode_by(&self, codec: Codec, s: &Ref<Str>, errors: &str) -> Result<Vec<u8>> {
        let known = Errors::lookup(errors);
        if let Some(known) = known {
            return codecs::encode(codec, s.bytes(), known).map_err(|e| self.raise_encode(s, &e));
        }
        let mut handler: Option<Value> = None;
        let result = encode_with(codec, s.bytes(), |e| {
            let raised = self.raise_encode(s, e);
            let f = match &handler {
                Some(f) => f.clone(),
                None => handler.insert(self.find_handler(errors)?).clone(),
            };
            self.handled_encode(&f, raised, s)
        });
        result.map_err(|failure| match failure {
            EncodeFailure::Codec(e) => self.raise_encode(s, &e),
            EncodeFailure::Handler(raised) => raised,
        })
    }

    fn raise_encode(&self, s: &Ref<Str>, e: &EncodeError) -> Raised {
        self.unicode_encode_error(e.encoding, s.value(), e.start, e.end, e.reason)
    }

    fn find_handler(&self, name: &str) -> Result<Value> {
        self.registered_error_handler(name)
            .ok_or_else(|| self.lookup_error(format!("unknown error handler name '{name}'")))
    }

    /// Calls a handler: the replacement and the position to go on from.
    fn call_handler(
        &self,
        handler: &Value,
        raised: Raised,
        len: usize,
        wanted: &str,
        text_only: bool,
    ) -> Result<(Value, usize)> {
        let result = self.call(handler, Args::positional(&[raised.into_value()]))?;
        let pair = result.as_tuple().map(|t| t.as_slice());
        let (replacement, position) = match pair {
            Some([replacement, position])
                if position.as_int().is_some()
                    && (replacement.as_str_obj().is_some()
                        || !text_only && replacement.as_bytes_obj().is_some()) =>
            {
                (replacement.clone(), position.clone())
            }
            _ => return Err(self.type_error(wanted)),
        };
        let given = self.index_clipped(&position)?;
        let at = if given < 0 {
            given.saturating_add(len as i64)
        } else {
            given
        };
        match usize::try_from(at).ok().filter(|&at| at <= len) {
            Some(at) => Ok((replacement, at)),
            None => {
                Err(self.index_error(format!("position {at} from error handler out of bounds")))
            }
        }
    }

    fn handled_encode(
        &self,
        handler: &Value,
        raised: Raised,
        s: &Ref<Str>,
    ) -> Result<(Replacement, usize)> {
        let wanted = "encoding error handler must return (str/bytes, int) tuple";
        let (replacement, at) = self.call_handler(handler, raised, s.char_len(), wanted, false)?;
        let at = wtf8::offset_of(s.bytes(), at);
        let replacement = match replacement.as_str_obj() {
            Some(text) => Replacement::Text(text.bytes().to_vec()),
            None => Replacement::Bytes(self.bytes_of(&replacement).unwrap_or_default().to_vec()),
        };
        Ok((replacement, at))
    }

    /// `bytes.decode(encoding, errors)`.
    ///
    /// # Errors
    /// LookupError for unknown names, UnicodeDecodeError, and what a registered codec or handler
    /// raises.
    pub fn decode(&self, bytes: &[u8], encoding: &str, errors: &str) -> Result<Ref<Str>> {
        if bytes.is_empty() {
            return Ok(self.new_ascii(b""));
        }
        let codec = match encoding {
            "utf-8" => Some(Codec::Utf8),
            _ => Codec::lookup(encoding),
        };
        match codec {
            Some(Codec::Utf8 | Codec::Ascii | Codec::Latin1) if bytes.is_ascii() => {
                self.check_text_len(bytes.len())?;
                Ok(self.new_ascii(bytes))
            }
            Some(Codec::Utf8) if std::str::from_utf8(bytes).is_ok() => {
                self.check_text_len(bytes.len())?;
                Ok(self.new_wtf8(bytes))
            }
            Some(codec) => {
                let text = self.decode_by(codec, bytes, errors)?;
                self.check_text_len(text.len())?;
                Ok(self.new_wtf8(&text))
            }
            None => {
                let result =
                    self.registered_codec(encoding, "decode", &self.bytes(bytes), errors)?;
                result.downcast::<Str>().map_err(|other| {
                    let name = self.type_name(&other);
                    self.type_error(format!(
                        "'{encoding}' decoder returned '{name}' instead of 'str'; use codecs.decode() to decode to arbitrary types"
                    ))
                })
            }
        }
    }

    /// Decodes by a built-in codec.
    ///
    /// # Errors
    /// As [`Vm::encode_by`], with UnicodeDecodeError.
    pub fn decode_by(&self, codec: Codec, bytes: &[u8], errors: &str) -> Result<Vec<u8>> {
        let decoded = self.decode_partly(codec, bytes, errors, true)?;
        Ok(decoded.text)
    }

    /// The same for input of which more may come (unless `last`); see [`decode_with`].
    ///
    /// # Errors
    /// As [`Vm::decode_by`].
    pub fn decode_partly(
        &self,
        codec: Codec,
        bytes: &[u8],
        errors: &str,
        last: bool,
    ) -> Result<codecs::Decoded> {
        let known = Errors::lookup(errors);
        let mut handler: Option<Value> = None;
        decode_with(codec, bytes, last, |e, object| {
            if let Some(known) = known {
                if !known.can_decode() {
                    return Err(self.type_error(
                        "don't know how to handle UnicodeDecodeError in error callback",
                    ));
                }
                return handle_decode(known, codec, e, object)
                    .ok_or_else(|| self.raise_decode(object, e));
            }
            let f = match &handler {
                Some(f) => f.clone(),
                None => handler.insert(self.find_handler(errors)?).clone(),
            };
            let raised = self.raise_decode(object, e);
            let wanted = "decoding error handler must return (str, int) tuple";
            let (replacement, at) = self.call_handler(&f, raised, object.len(), wanted, true)?;
            Ok((
                replacement
                    .as_str_obj()
                    .map(|t| t.bytes().to_vec())
                    .unwrap_or_default(),
                at,
            ))
        })
    }

    fn raise_decode(&self, object: &[u8], e: &DecodeError) -> Raised {
        self.unicode_decode_error(e.encoding, object, e.start, e.end, e.reason)
    }

    /// Asks the `codecs` module, if the program has it, for a codec that is not built in.
    fn registered_codec(
        &self,
        encoding: &str,
        method: &str,
        input: &Value,
        errors: &str,
    ) -> Result<Value> {
        let unknown = || self.lookup_error(format!("unknown encoding: {encoding}"));
        let module = self
            .interp()
            .modules()
            .get_name(&self.intern("codecs"))
            .ok_or_else(unknown)?;
        let info = self.call_method_str(&module, "lookup", &[self.str(encoding)])?;
        let text = self.get_attr_opt(&info, &self.intern("_is_text_encoding"))?;
        if let Some(text) = text
            && !self.truth(&text)?
        {
            return Err(self.lookup_error(format!(
                "'{encoding}' is not a text encoding; use codecs.{method}() to handle arbitrary codecs"
            )));
        }
        let result = self.call_method_str(&info, method, &[input.clone(), self.str(errors)])?;
        match result.as_tuple().map(|t| t.as_slice()) {
            Some([output, _]) => Ok(output.clone()),
            _ => Err(self.type_error(format!("{method}r must return a tuple (object, integer)"))),
        }
    }
}
