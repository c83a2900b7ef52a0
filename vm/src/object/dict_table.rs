//! The compact ordered hash table behind `dict` and `set`.
//!
//! Entries stand in insertion order in one vector; a separate open-addressing index of 1, 2 or 4
//! byte numbers points into it. Up to [`SMALL`] entries there is no index: a scan is faster.
//! Removed entries leave a hole in the vector and a tombstone in the index until the next rebuild.
//!
//! The table never calls script code: comparing keys is the caller's business, who is handed each
//! candidate with an equal hash.

use crate::value::Value;

/// Tables up to this many entries are scanned.
const SMALL: usize = 8;
const EMPTY: u32 = u32::MAX;
const DUMMY: u32 = u32::MAX - 1;

/// One entry; `key` is None where it was removed.
pub(crate) struct Entry<V> {
    pub(crate) hash: i64,
    pub(crate) key: Option<Value>,
    pub(crate) value: V,
}

/// Index cells of the smallest width that can hold every entry number.
enum Index {
    None,
    U8(Box<[u8]>),
    U16(Box<[u16]>),
    U32(Box<[u32]>),
}

impl Index {
    fn with_cells(cells: usize) -> Index {
        match cells {
            0..=0xff => Index::U8(vec![u8::MAX; cells].into()),
            0x100..=0xffff => Index::U16(vec![u16::MAX; cells].into()),
            _ => Index::U32(vec![u32::MAX; cells].into()),
        }
    }
    #[inline(always)]
    fn get(&self, at: usize) -> u32 {
        match self {
            Index::None => EMPTY,
            Index::U8(cells) => widen(cells[at].into(), u8::MAX.into()),
            Index::U16(cells) => widen(cells[at].into(), u16::MAX.into()),
            Index::U32(cells) => cells[at],
        }
    }
    #[inline(always)]
    fn set(&mut self, at: usize, value: u32) {
        match self {
            Index::None => {}
            // EMPTY and DUMMY keep their two topmost numbers in every width.
            Index::U8(cells) => cells[at] = value as u8,
            Index::U16(cells) => cells[at] = value as u16,
            Index::U32(cells) => cells[at] = value,
        }
    }
    fn cells(&self) -> usize {
        match self {
            Index::None => 0,
            Index::U8(c) => c.len(),
            Index::U16(c) => c.len(),
            Index::U32(c) => c.len(),
        }
    }
}

/// A number in the index: an entry's, or one of the two topmost for "never used" and "removed".
trait IndexCell: Copy {
    const EMPTY: usize;
    fn number(self) -> usize;
}

macro_rules! index_cells {
    ($($ty:ty)*) => {$(
        impl IndexCell for $ty {
            const EMPTY: usize = <$ty>::MAX as usize;
            #[inline(always)]
            fn number(self) -> usize {
                self as usize
            }
        }
    )*};
}
index_cells! { u8 u16 u32 }

/// Maps the two topmost numbers of a narrow cell to those of a wide one.
#[inline(always)]
fn widen(cell: u32, max: u32) -> u32 {
    if cell >= max - 1 { cell | !max } else { cell }
}

/// What a probe found.
pub(crate) enum Probe {
    /// The entry.
    Found(usize),
    /// No such key.
    Absent,
    /// An entry with this hash whose key the test could not judge; go on with `resume`.
    Unsure(usize, Resume),
}

/// Where to go on after [`Probe::Unsure`].
#[derive(Clone, Copy)]
pub(crate) struct Resume {
    at: usize,
    perturb: u64,
}

/// What a key test says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Same {
    /// The same key.
    Yes,
    /// Another key.
    No,
    /// Only script code can tell.
    Ask,
}

/// The table.
pub(crate) struct Table<V> {
    index: Index,
    entries: Vec<Entry<V>>,
    live: u32,
    /// How many more keys can be added before the table has to be rebuilt.
    room: u32,
    /// Changes whenever entries are moved.
    epoch: u32,
    /// All entries before this one are holes.
    front: u32,
}

impl<V: Default> Table<V> {
    pub(crate) const fn new() -> Table<V> {
        Table {
            index: Index::None,
            entries: Vec::new(),
            live: 0,
            room: SMALL as u32,
            epoch: 0,
            front: 0,
        }
    }
    pub(crate) fn with_capacity(n: usize) -> Table<V> {
        let mut table = Table {
            index: Index::None,
            entries: Vec::with_capacity(n),
            ..Table::new()
        };
        if n > SMALL {
            let cells = cells_for(n);
            table.index = Index::with_cells(cells);
            table.room = fill_limit(cells) as u32;
        }
        table
    }
    /// Number of keys.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.live as usize
    }
    /// Changes with every addition, removal and move of a key.
    pub(crate) fn state(&self) -> (u32, u32, u32) {
        // Without a change of the epoch entries only grow in number, so that none was added if
        // there are as many as before; then each removal shows in the number of keys.
        (self.epoch, self.entries.len() as u32, self.live)
    }
    /// Where the first key stands, or later than which none stands.
    pub(crate) fn front(&self) -> usize {
        self.front as usize
    }
    /// Changes whenever entries are moved.
    pub(crate) fn epoch(&self) -> u32 {
        self.epoch
    }
    /// Puts another table in this one's place.
    pub(crate) fn replace_with(&mut self, other: Table<V>) -> Table<V> {
        let epoch = self.epoch.wrapping_add(1);
        let old = std::mem::replace(self, other);
        self.epoch = epoch;
        old
    }
    /// Entries, holes included.
    #[inline(always)]
    pub(crate) fn entries(&self) -> &[Entry<V>] {
        &self.entries
    }
    #[inline(always)]
    pub(crate) fn entry_at(&mut self, at: usize) -> Option<&mut Entry<V>> {
        self.entries.get_mut(at)
    }
    #[inline(always)]
    pub(crate) fn entry_mut(&mut self, at: usize) -> &mut Entry<V> {
        &mut self.entries[at]
    }
    /// Bytes of memory behind the table.
    pub(crate) fn memory(&self) -> usize {
        let width = match self.index {
            Index::None => 0,
            Index::U8(_) => 1,
            Index::U16(_) => 2,
            Index::U32(_) => 4,
        };
        self.entries.capacity() * size_of::<Entry<V>>() + self.index.cells() * width
    }

    /// Looks where a key is most often found, or found to be missing, without comparing more than
    /// words; None if that does not tell.
    #[inline(always)]
    pub(crate) fn first(&self, hash: i64, key: &Value) -> Option<Probe> {
        match &self.index {
            Index::None => {
                for (i, entry) in self.entries.iter().enumerate() {
                    if entry.hash == hash {
                        let same = entry.key.as_ref().is_some_and(|k| k.is(key));
                        return same.then_some(Probe::Found(i));
                    }
                }
                Some(Probe::Absent)
            }
            Index::U8(cells) => self.first_cell(cells, hash, key),
            Index::U16(cells) => self.first_cell(cells, hash, key),
            Index::U32(cells) => self.first_cell(cells, hash, key),
        }
    }

    #[inline(always)]
    fn first_cell<C: IndexCell>(&self, cells: &[C], hash: i64, key: &Value) -> Option<Probe> {
        let number = cells[hash as usize & (cells.len().wrapping_sub(1))].number();
        match self.entries.get(number) {
            Some(entry) => {
                let same = entry.key.as_ref().is_some_and(|k| k.is(key));
                same.then_some(Probe::Found(number))
            }
            None => (number == C::EMPTY).then_some(Probe::Absent),
        }
    }

    /// The entry in the one place where a key most often is, if its key is this word.
    #[inline(always)]
    pub(crate) fn at_sight(&self, hash: i64, key: u64) -> Option<&Entry<V>> {
        #[inline(always)]
        fn at<C: IndexCell>(cells: &[C], hash: i64) -> usize {
            cells[hash as usize & (cells.len().wrapping_sub(1))].number()
        }
        let entry = match &self.index {
            Index::None => self.entries.iter().find(|e| e.hash == hash),
            Index::U8(cells) => self.entries.get(at(cells, hash)),
            Index::U16(cells) => self.entries.get(at(cells, hash)),
            Index::U32(cells) => self.entries.get(at(cells, hash)),
        }?;
        let known = entry.key.as_ref()?.bits();
        (known == key).then_some(entry)
    }

    /// Looks for a key with this hash; `same` judges candidates with an equal hash.
    #[inline]
    pub(crate) fn probe(&self, hash: i64, same: impl FnMut(&Value) -> Same) -> Probe {
        let at = match self.index {
            Index::None => 0,
            _ => hash as usize & (self.index.cells() - 1),
        };
        let perturb = hash as u64;
        self.resume(hash, Resume { at, perturb }, same)
    }

    /// Goes on behind an entry that turned out to be another key.
    #[inline]
    pub(crate) fn resume(
        &self,
        hash: i64,
        from: Resume,
        mut same: impl FnMut(&Value) -> Same,
    ) -> Probe {
        match &self.index {
            Index::None => self.scan(hash, from.at, &mut same),
            Index::U8(cells) => self.walk(cells, hash, from, &mut same),
            Index::U16(cells) => self.walk(cells, hash, from, &mut same),
            Index::U32(cells) => self.walk(cells, hash, from, &mut same),
        }
    }

    /// Looks for a key in a table without an index, from entry `from` on.
    #[inline(always)]
    fn scan(&self, hash: i64, from: usize, same: &mut impl FnMut(&Value) -> Same) -> Probe {
        for (i, entry) in self.entries.iter().enumerate().skip(from) {
            if entry.hash == hash
                && let Some(key) = &entry.key
            {
                match same(key) {
                    Same::Yes => return Probe::Found(i),
                    Same::No => {}
                    Same::Ask => {
                        let (at, perturb) = (i + 1, 0);
                        return Probe::Unsure(i, Resume { at, perturb });
                    }
                }
            }
        }
        Probe::Absent
    }

    /// Looks for a key through an index of one width.
    #[inline(always)]
    fn walk<C: IndexCell>(
        &self,
        cells: &[C],
        hash: i64,
        from: Resume,
        same: &mut impl FnMut(&Value) -> Same,
    ) -> Probe {
        let mask = cells.len().wrapping_sub(1);
        let Resume {
            mut at,
            mut perturb,
        } = from;
        loop {
            let number = cells[at].number();
            perturb >>= 5;
            at = at
                .wrapping_mul(5)
                .wrapping_add(perturb as usize)
                .wrapping_add(1)
                & mask;
            // The two topmost numbers are no entry's: there are fewer entries than cells.
            let Some(entry) = self.entries.get(number) else {
                if number == C::EMPTY {
                    return Probe::Absent;
                }
                continue;
            };
            if entry.hash == hash
                && let Some(key) = &entry.key
            {
                match same(key) {
                    Same::Yes => return Probe::Found(number),
                    Same::No => {}
                    Same::Ask => return Probe::Unsure(number, Resume { at, perturb }),
                }
            }
        }
    }

    /// Adds a key that is not in the table.
    #[inline]
    pub(crate) fn insert_new(&mut self, hash: i64, key: Value, value: V) -> usize {
        if self.room == 0 {
            self.rebuild(self.len() + 1, false);
        }
        let number = self.entries.len();
        self.entries.push(Entry {
            hash,
            key: Some(key),
            value,
        });
        self.live += 1;
        self.room -= 1;
        self.link(hash, number as u32);
        number
    }

    /// The same in front of all others.
    fn insert_first(&mut self, hash: i64, key: Value, value: V) {
        if self.room == 0 || self.front == 0 && !matches!(self.index, Index::None) {
            self.rebuild(self.len() + 1, true);
        }
        let entry = Entry {
            hash,
            key: Some(key),
            value,
        };
        self.live += 1;
        self.room -= 1;
        if self.front == 0 {
            // A table without an index: it is small.
            self.epoch = self.epoch.wrapping_add(1);
            self.entries.insert(0, entry);
        } else {
            self.front -= 1;
            self.entries[self.front as usize] = entry;
            self.link(hash, self.front);
            self.epoch = self.epoch.wrapping_add(1);
        }
    }

    /// Moves entry `at` behind all others, or in front of them; it may stand there already.
    pub(crate) fn move_to_end(&mut self, at: usize, last: bool) {
        let there = if last {
            self.next_live(at + 1).is_none()
        } else {
            self.next_live(self.front()) == Some(at)
        };
        let Some(hash) = self.entries.get(at).map(|e| e.hash).filter(|_| !there) else {
            return;
        };
        if matches!(self.index, Index::None) {
            self.epoch = self.epoch.wrapping_add(1);
            self.front = 0;
            if last {
                self.entries[at..].rotate_left(1);
            } else {
                self.entries[..=at].rotate_right(1);
            }
            return;
        }
        if let Some((key, value)) = self.remove_at(at) {
            if last {
                self.insert_new(hash, key, value);
            } else {
                self.insert_first(hash, key, value);
            }
        }
    }

    #[inline(always)]
    fn link(&mut self, hash: i64, number: u32) {
        let cells = self.index.cells();
        if cells == 0 {
            return;
        }
        let mask = cells - 1;
        let (mut at, mut perturb) = (hash as usize & mask, hash as u64);
        while self.index.get(at) != EMPTY {
            perturb >>= 5;
            at = (at
                .wrapping_mul(5)
                .wrapping_add(perturb as usize)
                .wrapping_add(1))
                & mask;
        }
        self.index.set(at, number);
    }

    /// Squeezes holes out and makes room for at least `want` keys, with `ahead` for some that come
    /// before all others.
    #[cold]
    fn rebuild(&mut self, want: usize, ahead: bool) {
        self.epoch = self.epoch.wrapping_add(1);
        if self.len() < self.entries.len() {
            self.entries.retain(|e| e.key.is_some());
        }
        self.front = 0;
        if want <= SMALL {
            self.index = Index::None;
            self.room = (SMALL - self.entries.len()) as u32;
            return;
        }
        let gap = if ahead { want / 2 } else { 0 };
        let hole = || Entry {
            hash: 0,
            key: None,
            value: V::default(),
        };
        self.entries.splice(0..0, (0..gap).map(|_| hole()));
        self.front = gap as u32;
        let cells = cells_for(want + want / 2 + 2 + gap);
        self.index = Index::with_cells(cells);
        self.room = (fill_limit(cells) - self.len()) as u32;
        for number in gap..self.entries.len() {
            let hash = self.entries[number].hash;
            self.link(hash, number as u32);
        }
    }

    /// Removes entry `at`.
    pub(crate) fn remove_at(&mut self, at: usize) -> Option<(Value, V)> {
        let entry = &mut self.entries[at];
        let key = entry.key.take()?;
        let value = std::mem::take(&mut entry.value);
        let hash = entry.hash;
        // A hole should not be taken for its key at sight.
        entry.hash = !hash;
        self.live -= 1;
        let cells = self.index.cells();
        if cells != 0 {
            let mask = cells - 1;
            let (mut cell, mut perturb) = (hash as usize & mask, hash as u64);
            while self.index.get(cell) != at as u32 {
                perturb >>= 5;
                cell = (cell
                    .wrapping_mul(5)
                    .wrapping_add(perturb as usize)
                    .wrapping_add(1))
                    & mask;
            }
            self.index.set(cell, DUMMY);
        }
        if at == self.front as usize {
            self.front += 1;
        }
        Some((key, value))
    }

    /// Removes the last key; the numbers of entries from its on are given again.
    pub(crate) fn pop_last(&mut self) -> Option<(Value, V)> {
        let at = self.entries.iter().rposition(|e| e.key.is_some())?;
        let removed = self.remove_at(at);
        self.epoch = self.epoch.wrapping_add(1);
        if matches!(self.index, Index::None) {
            self.room = (SMALL - at.min(SMALL)) as u32;
        }
        self.entries.truncate(at);
        self.front = self.front.min(at as u32);
        removed
    }

    /// Removes the first key.
    pub(crate) fn pop_first(&mut self) -> Option<(Value, V)> {
        let at = self.next_live(self.front())?;
        self.front = at as u32;
        self.remove_at(at)
    }

    /// Takes everything out.
    pub(crate) fn take_all(&mut self) -> Vec<Entry<V>> {
        self.index = Index::None;
        self.live = 0;
        self.room = SMALL as u32;
        self.front = 0;
        self.epoch = self.epoch.wrapping_add(1);
        std::mem::take(&mut self.entries)
    }

    /// The first live entry at or after `at`.
    #[inline(always)]
    pub(crate) fn next_live(&self, mut at: usize) -> Option<usize> {
        while let Some(entry) = self.entries.get(at) {
            if entry.key.is_some() {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// The last live entry before `end`.
    #[inline(always)]
    pub(crate) fn last_live(&self, end: usize) -> Option<usize> {
        let end = end.min(self.entries.len());
        self.entries[..end].iter().rposition(|e| e.key.is_some())
    }
}

/// Index cells for `n` keys: a power of two with at most two thirds used.
fn cells_for(n: usize) -> usize {
    (n * 3 / 2 + 1).next_power_of_two().max(16)
}

/// How many of these cells are used at most.
fn fill_limit(cells: usize) -> usize {
    cells * 2 / 3
}

impl<V: Clone + Default> Clone for Table<V> {
    fn clone(&self) -> Table<V> {
        let mut copy = Table::with_capacity(self.len());
        for entry in &self.entries {
            if let Some(key) = &entry.key {
                copy.insert_new(entry.hash, key.clone(), entry.value.clone());
            }
        }
        copy
    }
}
