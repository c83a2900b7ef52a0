use super::*;
use proptest::prelude::*;

fn strings(v: Vec<&[u8]>) -> Vec<&str> {
    v.into_iter()
        .map(|b| std::str::from_utf8(b).unwrap())
        .collect()
}

#[test]
fn finding() {
    let s = Str::new("añb añb".as_bytes());
    let n = "ñb".as_bytes();
    assert_eq!(find(s, n, 0, i64::MAX), Some(1));
    assert_eq!(rfind(s, n, 0, i64::MAX), Some(5));
    assert_eq!(find(s, n, 2, i64::MAX), Some(5));
    assert_eq!(find(s, n, 2, -1), None);
    assert_eq!(count(s, n, 0, i64::MAX), 2);
    assert_eq!(count(s, b"", 0, i64::MAX), 8);
    assert_eq!(find(s, b"", 7, i64::MAX), Some(7));
    assert_eq!(find(s, b"", 8, i64::MAX), None);
    assert_eq!(count(s, b"", 8, i64::MAX), 0);
    assert!(starts_with(s, n, -2, i64::MAX));
    assert!(ends_with(s, b"a", 0, 1));
}

#[test]
fn replacing() {
    let r = |s: &str, a: &str, b: &str, n| {
        let s = s.as_bytes();
        let out = replace(s, a.as_bytes(), b.as_bytes(), n).unwrap();
        String::from_utf8(out.unwrap_or(s.to_vec())).unwrap()
    };
    assert_eq!(r("aaa", "a", "b", 2), "bba");
    assert_eq!(r("aaa", "aa", "b", -1), "ba");
    assert_eq!(r("añ", "", "-", -1), "-a-ñ-");
    assert_eq!(r("añ", "", "-", 1), "-añ");
    assert_eq!(r("", "", "x", -1), "x");
    assert_eq!(r("abc", "b", "", -1), "ac");
    let big = vec![b'x'; 1 << 20];
    assert!(replace(&big, b"", &big, -1).is_err());
}

#[test]
fn splitting() {
    assert_eq!(strings(split(b"a,b,c", b",", 1)), ["a", "b,c"]);
    assert_eq!(strings(rsplit(b"a,b,c", b",", 1)), ["a,b", "c"]);
    assert_eq!(strings(split(b"", b",", -1)), [""]);
    assert_eq!(strings(split_whitespace(b"  a  b c ", 1)), ["a", "b c "]);
    assert_eq!(strings(rsplit_whitespace(b" a  b c ", 1)), [" a  b", "c"]);
    assert_eq!(
        strings(split_whitespace("a\u{3000}b\u{85}".as_bytes(), -1)),
        ["a", "b"]
    );
    assert!(split_whitespace(b"  ", -1).is_empty());
    let lines = "a\r\nb\u{2028}c\n\nd".as_bytes();
    assert_eq!(strings(splitlines(lines, false)), ["a", "b", "c", "", "d"]);
    assert_eq!(
        strings(splitlines(lines, true)),
        ["a\r\n", "b\u{2028}", "c\n", "\n", "d"]
    );
    assert!(splitlines(b"", true).is_empty());
    assert_eq!(partition(b"a=b=c", b"="), Some((&b"a"[..], &b"b=c"[..])));
    assert_eq!(rpartition(b"a=b=c", b"="), Some((&b"a=b"[..], &b"c"[..])));
}

#[test]
fn stripping_and_padding() {
    assert_eq!(strip("\u{2003}a b\n".as_bytes(), Side::Both), b"a b");
    assert_eq!(
        strip_chars("ñaxñ".as_bytes(), Side::Both, "ñx".as_bytes()),
        b"a"
    );
    assert_eq!(strip_chars(b"xxaxx", Side::Left, b"x"), b"axx");
    assert_eq!(strip_chars(b"xxaxx", Side::Right, b"x"), b"xxa");
    assert_eq!(strip(b"   ", Side::Both), b"");
    let s = |t: &'static str| Str::new(t.as_bytes());
    assert_eq!(center(s("ab"), 5, 0x2A).unwrap(), b"**ab*");
    assert_eq!(center(s("abc"), 6, 0x2A).unwrap(), b"*abc**");
    assert_eq!(ljust(s("ñ"), 3, 0xF1).unwrap(), "ñññ".as_bytes());
    assert_eq!(zfill(s("-1"), 4).unwrap(), b"-001");
    assert_eq!(zfill(s("-1"), 2).unwrap(), b"-1");
    assert_eq!(rjust(s("x"), -5, 0x20).unwrap(), b"x");
    assert!(rjust(s("x"), i64::MAX, 0x20).is_err());
    assert_eq!(
        expandtabs("ñ\tb\n\tc".as_bytes(), 4).unwrap(),
        "ñ   b\n    c".as_bytes()
    );
    assert!(expandtabs(b"\t\t\t", i64::MAX).is_err());
}

#[test]
fn cases() {
    let t = |b: Vec<u8>| String::from_utf8(b).unwrap();
    assert_eq!(t(lower("ΑΣ ΑΣΑ Σ ΑΣ.".as_bytes())), "ας ασα σ ας.");
    assert_eq!(t(upper("straße ŉ".as_bytes())), "STRASSE ʼN");
    assert_eq!(t(title("they're ǆ ßa".as_bytes())), "They'Re ǅ Ssa");
    assert_eq!(t(capitalize("ǆAΣ".as_bytes())), "ǅaς");
    assert_eq!(t(swapcase("aBß".as_bytes())), "AbSS");
    assert_eq!(t(casefold("Straße".as_bytes())), "strasse");
    assert!(is_title("Ab Cd".as_bytes()) && !is_title(b"AB") && !is_title(b""));
    assert!(is_upper(b"A1") && !is_upper(b"1") && is_lower(b"a1"));
    assert!(is_identifier("añ1".as_bytes()) && !is_identifier(b"1a") && !is_identifier(b""));
    assert!(is_printable(b"") && !is_printable(b"\n"));
}

proptest! {
    #[test]
    fn split_and_join(s in "[ab,é]{0,30}", sep in "[,éa]{1,2}", max in -1i64..4) {
        let (s, sep) = (s.as_bytes(), sep.as_bytes());
        for pieces in [split(s, sep, max), rsplit(s, sep, max)] {
            prop_assert_eq!(pieces.join(sep), s);
            prop_assert!(max < 0 || pieces.len() <= max as usize + 1);
        }
        let all = replace(s, sep, b"-", -1).unwrap();
        prop_assert_eq!(all.unwrap_or(s.to_vec()), split(s, sep, -1).join(&b'-'));
    }

    #[test]
    fn lines_join_to_the_whole(s in "[a\n\r\u{85}\u{2028}\u{2027}é]{0,30}") {
        prop_assert_eq!(splitlines(s.as_bytes(), true).concat(), s.as_bytes());
    }

    #[test]
    fn whitespace_splits_agree(s in "[ab \u{3000}\u{85}é]{0,30}") {
        let s = s.as_bytes();
        prop_assert_eq!(split_whitespace(s, -1), rsplit_whitespace(s, -1));
    }
}
