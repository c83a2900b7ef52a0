//! The hash table behind `set` and `frozenset`.
//!
//! Open addressing with keys and hashes in one array. Probing, growth and therefore the order of
//! iteration are CPython's, because scripts print sets: nine neighbours are tried in a row before
//! the probe jumps, a removed key leaves a tombstone, a new key takes the last tombstone that its
//! probe passed, and the table grows fourfold (twofold when large) when three fifths of it are used.
//!
//! The table never calls script code: comparing keys is the caller's business, who is handed each
//! candidate with an equal hash.

use super::dict_table::Same;
use crate::value::Value;

const MIN_SIZE: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// Beyond this many keys the table grows twofold.
const LARGE: usize = 50_000;

/// A cell of the table: a key with its hash. Without a key, hash 0 says that the cell was never
/// used and [`REMOVED`], which is no hash, that it is a tombstone.
#[derive(Clone)]
pub(crate) struct Cell {
    hash: i64,
    key: Option<Value>,
}

const REMOVED: i64 = -1;

impl Cell {
    const UNUSED: Cell = Cell { hash: 0, key: None };
    #[inline(always)]
    pub(crate) fn key(&self) -> Option<&Value> {
        self.key.as_ref()
    }
    #[inline(always)]
    fn is_unused(&self) -> bool {
        self.key.is_none() && self.hash != REMOVED
    }
}

/// What a probe found.
pub(crate) enum Probe {
    /// The key, in this cell.
    Found(usize),
    /// No such key; it would go into this cell.
    Absent(usize),
    /// A key with this hash that the test could not judge; go on with `resume`.
    Unsure(usize, Resume),
}

/// Where to go on after [`Probe::Unsure`].
#[derive(Clone, Copy)]
pub(crate) struct Resume {
    start: usize,
    offset: usize,
    perturb: u64,
    /// The last tombstone passed; `usize::MAX` for none.
    tombstone: usize,
}

/// The table.
#[derive(Clone)]
pub(crate) struct SetTable {
    /// A power of two of cells; empty for a set that never had a key (stands for eight).
    cells: Vec<Cell>,
    /// Cells that are not unused.
    fill: usize,
    /// Keys.
    used: usize,
    /// Where `pop` goes on looking; stays what it is when the contents are replaced.
    finger: usize,
    /// Changes whenever keys are moved.
    stamp: u64,
}

/// This many cells.
fn unused_cells(size: usize) -> Vec<Cell> {
    (0..size).map(|_| Cell::UNUSED).collect()
}

/// Size of a table that is to have more than `want` cells.
fn size_for(want: usize) -> usize {
    (want + 1).next_power_of_two().max(MIN_SIZE)
}

impl SetTable {
    pub(crate) const fn new() -> SetTable {
        SetTable {
            cells: Vec::new(),
            fill: 0,
            used: 0,
            finger: 0,
            stamp: 0,
        }
    }
    /// Number of keys.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.used
    }
    /// Changes whenever keys are moved.
    #[inline(always)]
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp
    }
    /// All cells.
    #[inline(always)]
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }
    /// Keys with their hashes, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Value, i64)> {
        self.cells.iter().filter_map(|c| Some((c.key()?, c.hash)))
    }
    /// Bytes of memory behind the table.
    pub(crate) fn memory(&self) -> usize {
        if self.cells.len() <= MIN_SIZE {
            0
        } else {
            self.cells.len() * 16
        }
    }
    fn mask(&self) -> usize {
        self.cells.len().max(MIN_SIZE) - 1
    }

    /// Looks where a key is most often found, or found to be missing, without comparing more than
    /// words; None if that does not tell.
    #[inline(always)]
    pub(crate) fn first(&self, hash: i64, key: &Value) -> Option<Probe> {
        let at = hash as usize & (self.cells.len().wrapping_sub(1));
        match self.cells.get(at) {
            Some(cell) => match &cell.key {
                Some(k) => k.is(key).then_some(Probe::Found(at)),
                None => (cell.hash != REMOVED).then_some(Probe::Absent(at)),
            },
            None => Some(Probe::Absent(hash as usize & (MIN_SIZE - 1))),
        }
    }

    /// Looks for a key with this hash; `same` judges candidates with an equal hash.
    #[inline]
    pub(crate) fn probe(&self, hash: i64, same: impl FnMut(&Value) -> Same) -> Probe {
        if self.cells.is_empty() {
            return Probe::Absent(hash as usize & (MIN_SIZE - 1));
        }
        let start = hash as usize & (self.cells.len() - 1);
        self.resume(
            hash,
            Resume {
                start,
                offset: 0,
                perturb: hash as u64,
                tombstone: usize::MAX,
            },
            same,
        )
    }

    /// Goes on behind a cell that turned out to hold another key.
    #[inline]
    pub(crate) fn resume(
        &self,
        hash: i64,
        from: Resume,
        mut same: impl FnMut(&Value) -> Same,
    ) -> Probe {
        let mask = self.cells.len().wrapping_sub(1);
        let Resume {
            mut start,
            mut offset,
            mut perturb,
            mut tombstone,
        } = from;
        loop {
            let probes = if start + LINEAR_PROBES <= mask {
                LINEAR_PROBES
            } else {
                0
            };
            let row = &self.cells[start + offset..=start + probes];
            for (i, cell) in row.iter().enumerate() {
                let at = start + offset + i;
                match &cell.key {
                    Some(key) => {
                        if cell.hash != hash {
                            continue;
                        }
                        match same(key) {
                            Same::Yes => return Probe::Found(at),
                            Same::No => {}
                            Same::Ask => {
                                return Probe::Unsure(
                                    at,
                                    Resume {
                                        start,
                                        offset: at + 1 - start,
                                        perturb,
                                        tombstone,
                                    },
                                );
                            }
                        }
                    }
                    None if cell.hash == REMOVED => tombstone = at,
                    None => {
                        return Probe::Absent(if tombstone == usize::MAX {
                            at
                        } else {
                            tombstone
                        });
                    }
                }
            }
            perturb >>= PERTURB_SHIFT;
            start = start
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize)
                & mask;
            offset = 0;
        }
    }

    /// Puts a key that is not in the table into the cell that a probe found for it.
    #[inline(always)]
    pub(crate) fn insert_at(&mut self, at: usize, hash: i64, key: Value) {
        let fill = self.fill + 1;
        match self.cells.get(at) {
            Some(cell) if cell.is_unused() && fill * 5 < (self.cells.len() - 1) * 3 => {
                let key = Some(key);
                self.cells[at] = Cell { hash, key };
                self.fill = fill;
                self.used += 1;
            }
            _ => self.insert_at_other(at, hash, key),
        }
    }

    /// The same where a tombstone is in the cell, or the table has to grow.
    #[inline(never)]
    fn insert_at_other(&mut self, at: usize, hash: i64, key: Value) {
        if self.cells.is_empty() {
            self.cells = Vec::from([Cell::UNUSED; MIN_SIZE]);
        }
        match self.cells.get_mut(at) {
            Some(cell) if cell.key.is_none() => {
                let reused = !cell.is_unused();
                self.fill += !reused as usize;
                self.used += 1;
                *cell = Cell {
                    hash,
                    key: Some(key),
                };
                if reused {
                    return;
                }
            }
            // Another thread was faster (there is no lock between the probe and this).
            _ => return self.insert_new(hash, key),
        }
        if self.fill * 5 >= self.mask() * 3 {
            let want = if self.used > LARGE {
                self.used * 2
            } else {
                self.used * 4
            };
            self.resize(want);
        }
    }

    /// Adds a key that is known not to be in the table.
    pub(crate) fn insert_new(&mut self, hash: i64, key: Value) {
        if let Probe::Absent(at) = self.probe(hash, |_| Same::No) {
            self.insert_at(at, hash, key);
        }
    }

    /// The same for a table without tombstones that is large enough.
    fn insert_clean(&mut self, hash: i64, key: Value) {
        let mask = self.cells.len() - 1;
        let (mut start, mut perturb) = (hash as usize & mask, hash as u64);
        loop {
            let probes = if start + LINEAR_PROBES <= mask {
                LINEAR_PROBES
            } else {
                0
            };
            let unused = (start..=start + probes).find(|&at| self.cells[at].is_unused());
            if let Some(at) = unused {
                self.cells[at] = Cell {
                    hash,
                    key: Some(key),
                };
                return;
            }
            perturb >>= PERTURB_SHIFT;
            start = start
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize)
                & mask;
        }
    }

    /// Makes the table larger than `want`, without tombstones.
    fn resize(&mut self, want: usize) {
        let old = std::mem::replace(&mut self.cells, unused_cells(size_for(want)));
        for cell in old {
            if let Some(key) = cell.key {
                self.insert_clean(cell.hash, key);
            }
        }
        self.fill = self.used;
        self.stamp += 1;
    }

    /// Makes room for merging a set of `more` keys.
    pub(crate) fn reserve_merge(&mut self, more: usize) {
        if let Some(want) = self.merge_size(more) {
            self.resize(want);
        }
    }
    fn merge_size(&self, more: usize) -> Option<usize> {
        let full = (self.fill + more) * 5 >= self.mask() * 3;
        full.then_some((self.used + more) * 2)
    }

    /// A copy of `other` merged into this empty table, laid out as CPython does it.
    pub(crate) fn merge_into_empty(&mut self, other: &SetTable) {
        if other.used == 0 {
            return;
        }
        let want = self.merge_size(other.used);
        let mask = want.map_or(self.mask(), |want| size_for(want) - 1);
        if (self.fill == 0 || want.is_some()) && mask == other.mask() && other.fill == other.used {
            self.cells = other.cells.to_vec();
        } else {
            self.reserve_merge(other.used);
            if self.cells.is_empty() {
                self.cells = unused_cells(MIN_SIZE);
            }
            for (key, hash) in other.iter() {
                self.insert_clean(hash, key.clone());
            }
        }
        self.fill = other.used;
        self.used = other.used;
        self.stamp += 1;
    }

    /// True if no cell was ever used since the last clearing or resize.
    pub(crate) fn is_pristine(&self) -> bool {
        self.fill == 0
    }

    /// Removes the key in cell `at`.
    pub(crate) fn remove_at(&mut self, at: usize) -> Option<Value> {
        let cell = self.cells.get_mut(at)?;
        let key = cell.key.take()?;
        cell.hash = REMOVED;
        self.used -= 1;
        Some(key)
    }

    /// Squeezes tombstones out if they are more than a quarter of the cells.
    pub(crate) fn shed_tombstones(&mut self) {
        if self.fill - self.used > self.mask() / 4 {
            let want = if self.used > LARGE {
                self.used * 2
            } else {
                self.used * 4
            };
            self.resize(want);
        }
    }

    /// Takes some key out.
    pub(crate) fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let mask = self.cells.len() - 1;
        let mut at = self.finger & mask;
        while self.cells[at].key().is_none() {
            at = (at + 1) & mask;
        }
        let key = self.remove_at(at);
        self.finger = at + 1;
        key
    }

    /// Takes everything out.
    pub(crate) fn take_all(&mut self) -> Vec<Cell> {
        self.fill = 0;
        self.used = 0;
        self.stamp += 1;
        std::mem::take(&mut self.cells)
    }

    /// Exchanges the contents with another table.
    pub(crate) fn replace_with(&mut self, other: SetTable) -> SetTable {
        let (stamp, finger) = (self.stamp + 1, self.finger);
        let old = std::mem::replace(self, other);
        self.stamp = stamp;
        self.finger = finger;
        old
    }

    /// The first key at or after cell `at`, with its cell.
    #[inline]
    pub(crate) fn next_key(&self, at: usize) -> Option<(usize, &Value, i64)> {
        let (offset, cell) = self
            .cells
            .get(at..)?
            .iter()
            .enumerate()
            .find(|(_, c)| c.key().is_some())?;
        Some((at + offset, cell.key()?, cell.hash))
    }
}
