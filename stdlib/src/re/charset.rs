//! Sets of characters, and what ignoring case means.

use hasp_vm::text::unicode;

use super::node::{Category, SetItem};

/// How characters are classified and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mode {
    /// Case is ignored.
    pub(super) ignore_case: bool,
    /// By Unicode's tables, else by ASCII alone.
    pub(super) unicode: bool,
}

fn first(mapped: unicode::Mapped) -> u32 {
    mapped.as_slice().first().copied().unwrap_or(0)
}

fn lower(c: u32, unicode: bool) -> u32 {
    if c < 128 {
        u32::from((c as u8).to_ascii_lowercase())
    } else if unicode {
        first(unicode::to_lower(c))
    } else {
        c
    }
}

fn upper(c: u32, unicode: bool) -> u32 {
    if c < 128 {
        u32::from((c as u8).to_ascii_uppercase())
    } else if unicode {
        let mapped = unicode::to_upper(c);
        match mapped.as_slice() {
            [one] => *one,
            _ => c,
        }
    } else {
        c
    }
}

/// Equal for characters that are equal where case is ignored.
pub(super) fn fold_key(c: u32, unicode: bool) -> u64 {
    let lower = lower(c, unicode);
    if !unicode {
        return lower.into();
    }
    if lower < 128 {
        return u64::from((lower as u8).to_ascii_uppercase());
    }
    // Small letters that share their capitals are equal as well.
    let mapped = unicode::to_upper(lower);
    match mapped.as_slice() {
        [a] => u64::from(*a),
        [a, b] => u64::from(*a) | u64::from(*b) << 21,
        [a, b, c] => u64::from(*a) | u64::from(*b) << 21 | u64::from(*c) << 42,
        _ => u64::from(lower),
    }
}

/// Is the character in the category?
pub(super) fn in_category(c: u32, category: Category, unicode: bool) -> bool {
    if c < 128 {
        let b = c as u8;
        return match category {
            Category::Digit => b.is_ascii_digit(),
            Category::Space => matches!(b, 9..=13 | 32) || unicode && matches!(b, 28..=31),
            Category::Word => b.is_ascii_alphanumeric() || b == b'_',
        };
    }
    unicode
        && match category {
            Category::Digit => unicode::is_decimal(c),
            Category::Space => unicode::is_space(c),
            Category::Word => unicode::is_alnum(c),
        }
}

/// A set that answers quickly.
#[derive(Clone, Debug)]
pub(super) struct CharSet {
    /// Answers for the characters below 256.
    low: [u64; 4],
    items: Vec<SetItem>,
    negate: bool,
    mode: Mode,
}

impl CharSet {
    /// The set of these items.
    pub(super) fn new(items: Vec<SetItem>, negate: bool, mode: Mode) -> CharSet {
        let mut set = CharSet {
            low: [0; 4],
            items,
            negate,
            mode,
        };
        for c in 0..256u32 {
            if set.find(c) {
                set.low[c as usize >> 6] |= 1 << (c & 63);
            }
        }
        // Above the table only these decide.
        set.items.retain(|item| match item {
            SetItem::Char(c) => *c >= 256 || mode.ignore_case,
            SetItem::Range(_, high) => *high >= 256 || mode.ignore_case,
            SetItem::Category(_, negate) => mode.unicode || *negate,
        });
        set
    }

    /// The set of one character where case is ignored.
    pub(super) fn ignoring_case(c: u32, unicode: bool) -> CharSet {
        let mode = Mode {
            ignore_case: true,
            unicode,
        };
        CharSet::new(vec![SetItem::Char(c)], false, mode)
    }

    fn find(&self, c: u32) -> bool {
        let Mode {
            ignore_case,
            unicode,
        } = self.mode;
        let found = if ignore_case {
            let (low, high, key) = (lower(c, unicode), upper(c, unicode), fold_key(c, unicode));
            self.items.iter().any(|item| match *item {
                SetItem::Char(x) => x == c || fold_key(x, unicode) == key,
                SetItem::Range(a, b) => {
                    let capital = u32::try_from(key).unwrap_or(c);
                    [c, low, high, capital, self::lower(capital, unicode)]
                        .iter()
                        .any(|x| (a..=b).contains(x))
                }
                SetItem::Category(category, negate) => {
                    in_category(low, category, unicode) != negate
                }
            })
        } else {
            self.items.iter().any(|item| match *item {
                SetItem::Char(x) => x == c,
                SetItem::Range(a, b) => (a..=b).contains(&c),
                SetItem::Category(category, negate) => in_category(c, category, unicode) != negate,
            })
        };
        found != self.negate
    }

    /// Is the character in the set?
    #[inline(always)]
    pub(super) fn contains(&self, c: u32) -> bool {
        if c < 256 {
            self.low[c as usize >> 6] >> (c & 63) & 1 != 0
        } else {
            self.find(c)
        }
    }
    /// Is a character below 256 in the set?
    #[inline(always)]
    pub(super) fn contains_byte(&self, b: u8) -> bool {
        self.low[b as usize >> 6] >> (b & 63) & 1 != 0
    }
    /// Could it contain a character above 127? (True if that is not known.)
    pub(super) fn may_contain_wide(&self) -> bool {
        self.negate || !self.items.is_empty() || self.low[2] != 0 || self.low[3] != 0
    }
}
