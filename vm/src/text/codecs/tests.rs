use super::*;
use crate::text::wtf8;
use proptest::prelude::*;

fn text(cps: &[u32]) -> Vec<u8> {
    wtf8::from_code_points(cps.iter().copied())
}

fn codec(name: &str) -> Codec {
    Codec::lookup(name).unwrap()
}

#[test]
fn names() {
    for (name, want) in [
        ("utf8", "utf-8"),
        ("UTF_8", "utf-8"),
        ("Latin1", "iso8859-1"),
        ("ISO-8859-1", "iso8859-1"),
        ("us-ascii", "ascii"),
        ("utf-16le", "utf-16-le"),
        (" utf--8 ", "utf-8"),
        ("windows-1252", "cp1252"),
        ("unicode-escape", "unicode-escape"),
    ] {
        assert_eq!(codec(name).name(), want, "{name}");
    }
    assert_eq!(Codec::lookup("utf.8"), None);
    assert_eq!(Codec::lookup(""), None);
}

#[test]
fn decode_errors() {
    for (name, input, start, end, reason) in [
        ("utf-8", &b"a\xff"[..], 1, 2, "invalid start byte"),
        ("utf-8", b"\xe2\x82", 0, 2, "unexpected end of data"),
        ("utf-8", b"\xe2\x82a", 0, 2, "invalid continuation byte"),
        ("utf-8", b"\xed\xa0\x80", 0, 1, "invalid continuation byte"),
        ("utf-8", b"\xc0\x80", 0, 1, "invalid start byte"),
        ("utf-8-sig", b"\xef\xbb\xbf\xff", 0, 1, "invalid start byte"),
        ("ascii", b"a\xe9", 1, 2, "ordinal not in range(128)"),
        ("utf-16", b"a\0b", 2, 3, "truncated data"),
        ("utf-16-be", b"\xd8\0\0a", 0, 2, "illegal UTF-16 surrogate"),
        ("utf-16-le", b"\0\xdca\0", 0, 2, "illegal encoding"),
        ("utf-16-le", b"\0\xd8", 0, 2, "unexpected end of data"),
        ("utf-32", b"\xff\xfe\0\0a\0\0", 4, 7, "truncated data"),
        (
            "utf-32-le",
            b"\xff\xff\xff\xff",
            0,
            4,
            "code point not in range(0x110000)",
        ),
        ("cp1252", b"a\x81", 1, 2, "character maps to <undefined>"),
        (
            "unicode-escape",
            b"\\u12zz",
            0,
            4,
            "truncated \\uXXXX escape",
        ),
        (
            "unicode-escape",
            b"\\N{}",
            0,
            3,
            "malformed \\N character escape",
        ),
        (
            "unicode-escape",
            b"\\N{foo}",
            0,
            7,
            "unknown Unicode character name",
        ),
        ("unicode-escape", b"\\", 0, 1, "\\ at end of string"),
        (
            "unicode-escape",
            b"\\U00110000",
            0,
            10,
            "illegal Unicode character",
        ),
        (
            "raw-unicode-escape",
            b"\\U00110000",
            0,
            10,
            "\\Uxxxxxxxx out of range",
        ),
    ] {
        let e = decode(codec(name), input, Errors::Strict).unwrap_err();
        assert_eq!(
            (e.start, e.end, e.reason),
            (start, end, reason),
            "{name} {input:?}"
        );
    }
    let e = decode(Codec::Utf8, b"a\xff", Errors::Strict).unwrap_err();
    assert_eq!(
        e.message(b"a\xff"),
        "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"
    );
    let e = decode(Codec::Utf8, b"\xe2\x82", Errors::Strict).unwrap_err();
    assert_eq!(
        e.message(b"\xe2\x82"),
        "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"
    );
}

#[test]
fn decode_handlers() {
    let d = |name: &str, input: &[u8], errors| decode(codec(name), input, errors).unwrap();
    assert_eq!(
        d("utf-8", b"\xed\xa0\x80", Errors::SurrogatePass),
        text(&[0xD800])
    );
    assert_eq!(
        d("utf-8", b"\xed\xa0x", Errors::SurrogateEscape),
        text(&[0xDCED, 0xDCA0, 0x78])
    );
    assert_eq!(
        d("utf-8", b"a\xe2\x82z", Errors::Replace),
        "a\u{FFFD}z".as_bytes()
    );
    assert_eq!(
        d("utf-8", b"a\xe2\x82z", Errors::BackslashReplace),
        b"a\\xe2\\x82z"
    );
    assert_eq!(
        d("utf-16-le", b"\0\xd8a\0", Errors::SurrogatePass),
        text(&[0xD800, 0x61])
    );
    assert_eq!(d("utf-16", b"\xfe\xff\0a", Errors::Strict), b"a");
    assert_eq!(
        d("unicode-escape", b"\\x4zq\\777\\q\\\n", Errors::Replace),
        text(&[0xFFFD, 0x7A, 0x71, 0x1FF, 0x5C, 0x71])
    );
    assert_eq!(
        d("raw-unicode-escape", b"\\\\u1234\\u1234\\", Errors::Strict),
        "\\\\u1234\u{1234}\\".as_bytes()
    );
    let r = decode_with(Codec::Utf8, b"a\xe2\x82", false, |e, _| {
        Err::<(Vec<u8>, usize), _>(*e)
    });
    assert_eq!(r.unwrap().consumed, 1);
}

#[test]
fn encoding() {
    let s = text(&[0x61, 0xE9, 0x100, 0x1F600, 0xDC80, 0x62]);
    let e = |name: &str, errors| encode(codec(name), &s, errors);
    assert_eq!(
        e("latin-1", Errors::XmlCharRefReplace).unwrap(),
        b"a\xe9&#256;&#128512;&#56448;b"
    );
    assert_eq!(
        e("ascii", Errors::NameReplace).unwrap(),
        b"a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{LATIN CAPITAL LETTER A WITH MACRON}\\N{GRINNING FACE}\\udc80b"
    );
    assert_eq!(
        e("utf-8", Errors::SurrogateEscape).unwrap(),
        b"a\xc3\xa9\xc4\x80\xf0\x9f\x98\x80\x80b"
    );
    assert_eq!(e("cp437", Errors::Replace).unwrap(), b"a\x82???b");
    assert_eq!(
        e("utf-16", Errors::SurrogatePass).unwrap(),
        b"\xff\xfea\0\xe9\0\0\x01=\xd8\0\xde\x80\xdcb\0"
    );
    assert_eq!(e("utf-16", Errors::SurrogateEscape).unwrap_err().start, 4);
    assert_eq!(e("utf-32-be", Errors::Ignore).unwrap().len(), 20);
    let err = e("ascii", Errors::Strict).unwrap_err();
    assert_eq!((err.start, err.end), (1, 5));
    assert_eq!(
        err.message(&s),
        "'ascii' codec can't encode characters in position 1-4: ordinal not in range(128)"
    );
    let err = e("utf-8", Errors::Strict).unwrap_err();
    assert_eq!(
        err.message(&s),
        "'utf-8' codec can't encode character '\\udc80' in position 4: surrogates not allowed"
    );
    let tail = text(&[0xDC80, 0xDCFF, 0x100]);
    assert_eq!(
        encode(Codec::Ascii, &tail, Errors::SurrogateEscape)
            .unwrap_err()
            .start,
        2
    );
    assert_eq!(
        e("unicode-escape", Errors::Strict).unwrap(),
        b"a\\xe9\\u0100\\U0001f600\\udc80b"
    );
}

proptest! {
    #[test]
    fn round_trips(cps in proptest::collection::vec(prop_oneof![0u32..0x100, 0u32..0x110000], 0..20)) {
        let s = text(&cps);
        for name in ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-be"] {
            let b = encode(codec(name), &s, Errors::SurrogatePass).unwrap();
            let back = decode(codec(name), &b, Errors::SurrogatePass).unwrap();
            // UTF-16 cannot tell two halves from a pair.
            let want = if name.starts_with("utf-16") { wtf8::from_utf16(&wtf8::to_utf16(&s)) } else { s.clone() };
            prop_assert_eq!(back, want, "{}", name);
        }
        let b = encode(codec("unicode-escape"), &s, Errors::Strict).unwrap();
        prop_assert_eq!(decode(codec("unicode-escape"), &b, Errors::Strict).unwrap(), s);
    }

    #[test]
    fn escaped_bytes_come_back(b in proptest::collection::vec(any::<u8>(), 0..30)) {
        for name in ["utf-8", "ascii"] {
            let s = decode(codec(name), &b, Errors::SurrogateEscape).unwrap();
            prop_assert!(wtf8::is_valid(&s));
            prop_assert_eq!(&encode(codec(name), &s, Errors::SurrogateEscape).unwrap(), &b);
        }
        for errors in [Errors::Replace, Errors::Ignore, Errors::BackslashReplace] {
            for name in ["utf-8", "utf-16", "utf-32-be", "unicode-escape", "raw-unicode-escape", "cp1252"] {
                prop_assert!(wtf8::is_valid(&decode(codec(name), &b, errors).unwrap()));
            }
        }
    }
}
