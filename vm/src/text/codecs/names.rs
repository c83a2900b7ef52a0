//! Names of codecs.

use super::{Codec, Order, charmap};

/// Spellings, normalised: lower case, runs of anything else than letters, digits and dots as
/// one underscore.
static NAMES: &[(Codec, &str, &[&str])] = &[
    (
        Codec::Utf8,
        "utf-8",
        &[
            "utf_8",
            "utf8",
            "u8",
            "utf",
            "utf8_ucs2",
            "utf8_ucs4",
            "cp65001",
        ],
    ),
    (Codec::Utf8Sig, "utf-8-sig", &["utf_8_sig"]),
    (
        Codec::Ascii,
        "ascii",
        &[
            "ascii",
            "us_ascii",
            "646",
            "us",
            "ansi_x3.4_1968",
            "ansi_x3_4_1968",
            "ansi_x3.4_1986",
            "cp367",
            "csascii",
            "ibm367",
            "iso646_us",
            "iso_646.irv_1991",
            "iso_ir_6",
        ],
    ),
    (
        Codec::Latin1,
        "iso8859-1",
        &[
            "latin_1",
            "latin1",
            "iso8859_1",
            "iso_8859_1",
            "l1",
            "latin",
            "8859",
            "iso8859",
            "cp819",
            "csisolatin1",
            "ibm819",
            "iso_8859_1_1987",
            "iso_ir_100",
        ],
    ),
    (
        Codec::Utf16(Order::Marked),
        "utf-16",
        &["utf_16", "utf16", "u16"],
    ),
    (
        Codec::Utf16(Order::Little),
        "utf-16-le",
        &["utf_16_le", "utf_16le", "unicodelittleunmarked"],
    ),
    (
        Codec::Utf16(Order::Big),
        "utf-16-be",
        &["utf_16_be", "utf_16be", "unicodebigunmarked"],
    ),
    (
        Codec::Utf32(Order::Marked),
        "utf-32",
        &["utf_32", "utf32", "u32"],
    ),
    (
        Codec::Utf32(Order::Little),
        "utf-32-le",
        &["utf_32_le", "utf_32le"],
    ),
    (
        Codec::Utf32(Order::Big),
        "utf-32-be",
        &["utf_32_be", "utf_32be"],
    ),
    (Codec::UnicodeEscape, "unicode-escape", &["unicode_escape"]),
    (
        Codec::RawUnicodeEscape,
        "raw-unicode-escape",
        &["raw_unicode_escape"],
    ),
];

fn normalise(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// The codec with a name in any spelling.
pub(super) fn lookup(name: &str) -> Option<Codec> {
    if name.eq_ignore_ascii_case("utf-8") {
        return Some(Codec::Utf8);
    }
    let wanted = normalise(name);
    let wanted = wanted.as_str();
    NAMES
        .iter()
        .find(|row| row.2.contains(&wanted))
        .map(|row| row.0)
        .or_else(|| charmap::lookup(wanted).map(Codec::Charmap))
}

/// The official name.
pub(super) fn canonical(codec: Codec) -> &'static str {
    match codec {
        Codec::Charmap(i) => charmap::get(i).name,
        _ => NAMES
            .iter()
            .find(|row| row.0 == codec)
            .map_or("", |row| row.1),
    }
}
