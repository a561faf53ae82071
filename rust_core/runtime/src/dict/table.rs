//! The hash table behind native dicts and sets: insertion-ordered, with tombstones.

use crate::exit::{deopt, Result};
use crate::ops::{PyEq, PyHash};

/// Entries in the order in which their keys came, and an index of places by hash.
#[derive(Clone, Debug)]
pub(crate) struct Table<K, V> {
    /// A deleted entry leaves a gap, so that deletion is O(1) and keeps the order.
    entries: Vec<Option<Entry<K, V>>>,
    /// Places in `entries`, probed one after the other; none at all while the table is small.
    slots: Vec<u32>,
    /// How many slots are not `EMPTY`.
    filled: usize,
    live: usize,
    /// Changes with the set of keys, not with the values.
    shape: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry<K, V> {
    hash: u64,
    pub(crate) key: K,
    pub(crate) value: V,
}

const EMPTY: u32 = u32::MAX;
const GONE: u32 = u32::MAX - 1;
/// Up to here comparing hashes one by one beats an index.
const SMALL: usize = 8;

impl<K, V> Default for Table<K, V> {
    fn default() -> Table<K, V> {
        Table { entries: Vec::new(), slots: Vec::new(), filled: 0, live: 0, shape: 0 }
    }
}

impl<K, V> Table<K, V> {
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.live
    }

    #[inline(always)]
    pub(crate) fn shape(&self) -> u64 {
        self.shape
    }

    #[inline(always)]
    pub(crate) fn entry(&self, place: usize) -> Option<&Entry<K, V>> {
        self.entries.get(place)?.as_ref()
    }

    #[inline(always)]
    pub(crate) fn value_mut(&mut self, place: usize) -> Option<&mut V> {
        Some(&mut self.entries.get_mut(place)?.as_mut()?.value)
    }

    /// The entry at or after a place, and where to look next.
    #[inline(always)]
    pub(crate) fn next(&self, mut place: usize) -> Option<(&Entry<K, V>, usize)> {
        loop {
            if let Some(entry) = self.entries.get(place)? {
                return Some((entry, place + 1));
            }
            place += 1;
        }
    }

    /// One past the last entry.
    #[inline]
    pub(crate) fn end(&self) -> usize {
        self.entries.len()
    }

    /// Adds a key that is not there.
    pub(crate) fn push(&mut self, hash: u64, key: K, value: V) -> Result<()> {
        if self.entries.len() >= GONE as usize {
            return deopt();
        }
        if self.entries.len().max(self.filled) >= self.room() {
            self.rebuild();
        }
        if !self.slots.is_empty() {
            self.place(hash, self.entries.len());
        }
        self.entries.push(Some(Entry { hash, key, value }));
        self.live += 1;
        self.shape += 1;
        Ok(())
    }

    /// Takes out the entry at a place that was found.
    pub(crate) fn take(&mut self, place: usize) -> Option<(K, V)> {
        let entry = self.entries.get_mut(place)?.take()?;
        if !self.slots.is_empty() {
            let mut slot = self.first_slot(entry.hash);
            while self.slots[slot] != place as u32 {
                slot = self.next_slot(slot);
            }
            self.slots[slot] = GONE;
        }
        while let Some(None) = self.entries.last() {
            self.entries.pop();
        }
        self.live -= 1;
        self.shape += 1;
        Some((entry.key, entry.value))
    }

    /// How many entries, gaps included, fit before the index is made anew.
    fn room(&self) -> usize {
        if self.slots.is_empty() { SMALL } else { self.slots.len() / 8 * 5 }
    }

    /// Closes the gaps and makes an index with room to double.
    #[cold]
    fn rebuild(&mut self) {
        self.entries.retain(Option::is_some);
        let size = if self.live < SMALL { 0 } else { (self.live * 3).next_power_of_two() };
        self.slots.clear();
        self.slots.resize(size, EMPTY);
        self.filled = 0;
        for place in 0..if size == 0 { 0 } else { self.entries.len() } {
            let hash = self.entries[place].as_ref().map_or(0, |entry| entry.hash);
            self.place(hash, place);
        }
    }

    /// The slot to look at first: the high bits of a product are its best ones.
    #[inline(always)]
    fn first_slot(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    #[inline(always)]
    fn next_slot(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }

    /// Notes in the first free slot where the entry of this hash is.
    #[inline]
    fn place(&mut self, hash: u64, place: usize) {
        let mut slot = self.first_slot(hash);
        // `room` leaves slots empty, so this ends.
        while self.slots[slot] < GONE {
            slot = self.next_slot(slot);
        }
        self.filled += usize::from(self.slots[slot] == EMPTY);
        self.slots[slot] = place as u32;
    }
}

impl<K: PyEq + PyHash, V> Table<K, V> {
    /// Where a key is.
    #[inline]
    pub(crate) fn find(&self, hash: u64, key: &K) -> Result<Option<usize>> {
        if self.slots.is_empty() {
            return self.scan(hash, key);
        }
        let mut slot = self.first_slot(hash);
        loop {
            let place = self.slots[slot];
            if place == EMPTY {
                return Ok(None);
            }
            if self.holds(place as usize, hash, key)? {
                return Ok(Some(place as usize));
            }
            slot = self.next_slot(slot);
        }
    }

    #[inline]
    fn scan(&self, hash: u64, key: &K) -> Result<Option<usize>> {
        for place in 0..self.entries.len() {
            if self.holds(place, hash, key)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    #[inline(always)]
    fn holds(&self, place: usize, hash: u64, key: &K) -> Result<bool> {
        match self.entry(place) {
            Some(entry) if entry.hash == hash => entry.key.is_or_eq(key),
            _ => Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dict::hash::hash_of;

    /// Runs the same random insertions and deletions on a plain vector of pairs.
    #[test]
    fn behaves_like_a_list_of_pairs() {
        let (mut table, mut model) = (Table::<i64, i64>::default(), Vec::<(i64, i64)>::new());
        let mut random: u64 = 1;
        for round in 0..200_000_i64 {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let key = (random >> 40) as i64 % if round % 40_000 < 20_000 { 3000 } else { 12 };
            let hash = hash_of(&key).unwrap();
            let found = table.find(hash, &key).unwrap();
            let known = model.iter().position(|pair| pair.0 == key);
            assert_eq!(found.and_then(|at| table.entry(at)).map(|e| e.value), known.map(|at| model[at].1));
            match (found, known, random >> 20 & 3) {
                (Some(at), Some(known), 0 | 1) => {
                    assert_eq!(table.take(at), Some(model.remove(known)));
                }
                (Some(at), Some(known), _) => {
                    *table.value_mut(at).unwrap() = round;
                    model[known].1 = round;
                }
                _ => {
                    table.push(hash, key, round).unwrap();
                    model.push((key, round));
                }
            }
            assert_eq!(table.len(), model.len());
            if round % 1000 == 0 {
                let entries = table.entries.iter().flatten().map(|e| (e.key, e.value));
                assert!(entries.eq(model.iter().copied()));
            }
        }
    }
}
