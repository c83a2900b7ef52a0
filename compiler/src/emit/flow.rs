//! Which local variables surely hold a value at the point that is being emitted.

/// A set of registers, and whether the point can be reached at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    dead: bool,
    first: u64,
    rest: Vec<u64>,
}

impl Flow {
    /// Whether control cannot get here.
    pub(crate) fn is_dead(&self) -> bool {
        self.dead
    }

    /// Control cannot get here any more.
    pub(crate) fn kill(&mut self) {
        self.dead = true;
    }

    /// A point that nothing reaches yet.
    pub(crate) fn unreached() -> Flow {
        Flow {
            dead: true,
            ..Flow::default()
        }
    }

    /// Whether register `r` surely holds a value.
    pub(crate) fn has(&self, r: u32) -> bool {
        if self.dead {
            return true;
        }
        if r < 64 {
            return self.first >> r & 1 != 0;
        }
        self.rest
            .get(r as usize / 64 - 1)
            .is_some_and(|w| w >> (r % 64) & 1 != 0)
    }

    /// Register `r` now holds a value.
    pub(crate) fn set(&mut self, r: u32) {
        if r < 64 {
            self.first |= 1 << r;
            return;
        }
        let word = r as usize / 64 - 1;
        if self.rest.len() <= word {
            self.rest.resize(word + 1, 0);
        }
        self.rest[word] |= 1 << (r % 64);
    }

    /// Register `r` may hold nothing from here on.
    pub(crate) fn unset(&mut self, r: u32) {
        if r < 64 {
            self.first &= !(1 << r);
        } else if let Some(w) = self.rest.get_mut(r as usize / 64 - 1) {
            *w &= !(1 << (r % 64));
        }
    }

    /// Removes all of `other`'s registers.
    pub(crate) fn remove(&mut self, other: &Flow) {
        self.first &= !other.first;
        for (w, o) in self.rest.iter_mut().zip(&other.rest) {
            *w &= !o;
        }
    }

    /// Where two ways meet: what holds on both.
    pub(crate) fn join(&mut self, other: &Flow) {
        if other.dead {
            return;
        }
        if self.dead {
            self.clone_from(other);
            return;
        }
        self.first &= other.first;
        self.rest.truncate(other.rest.len());
        for (w, o) in self.rest.iter_mut().zip(&other.rest) {
            *w &= o;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Flow;

    #[test]
    fn joins() {
        let mut a = Flow::default();
        a.set(3);
        a.set(200);
        let mut b = Flow::default();
        b.set(200);
        b.set(4);
        let mut dead = Flow::unreached();
        assert!(dead.has(7));
        a.join(&dead);
        assert!(a.has(3) && a.has(200));
        a.join(&b);
        assert!(!a.has(3) && a.has(200) && !a.has(4));
        dead.join(&a);
        assert!(!dead.is_dead() && dead.has(200));
        a.unset(200);
        assert!(!a.has(200));
        b.remove(&dead);
        assert!(b.has(4) && !b.has(200));
    }
}
