//! Comparison by code points, hashing of keys, truth.

use super::units::each;
use super::{Char, Text, Unit, Window};
use crate::exit::Result;
use crate::ops::{PyEq, PyHash, PyOrd, Truth};
use std::cmp::Ordering;
use std::hash::Hasher;

impl PartialEq for Text {
    #[inline]
    fn eq(&self, other: &Text) -> bool {
        if self.size() != other.size() {
            return false;
        }
        if self.same_memory(other) {
            return true;
        }
        match (self.window(), other.window()) {
            (Window::One(a), Window::One(b)) => a == b,
            (Window::Two(a), Window::Two(b)) => a == b,
            (Window::Four(a), Window::Four(b)) => a == b,
            (a, b) => a.codes().eq(b.codes()),
        }
    }
}

impl Eq for Text {}

impl PartialEq<Char> for Text {
    #[inline]
    fn eq(&self, char: &Char) -> bool {
        self.size() == 1 && self.code_at(0) == char.code()
    }
}

impl Ord for Text {
    #[inline]
    fn cmp(&self, other: &Text) -> Ordering {
        match (self.window(), other.window()) {
            (Window::One(a), Window::One(b)) => a.cmp(b),
            (Window::Two(a), Window::Two(b)) => a.cmp(b),
            (Window::Four(a), Window::Four(b)) => a.cmp(b),
            (a, b) => a.codes().cmp(b.codes()),
        }
    }
}

impl PartialOrd for Text {
    #[inline]
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

crate::ops::plainly_ordered!(Text);

impl PyHash for Text {
    #[inline]
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        fn wide<U: Unit, H: Hasher>(units: &[U], state: &mut H) {
            // The same text may be kept in units of any width that fits.
            match units.iter().map(|&unit| u8::try_from(unit.into())).collect::<std::result::Result<Vec<u8>, _>>() {
                Ok(narrow) => state.write(&narrow),
                Err(_) => units.iter().for_each(|&unit| state.write_u32(unit.into())),
            }
        }
        match self.window() {
            Window::One(units) => state.write(units),
            Window::Two(units) => wide(units, state),
            Window::Four(units) => wide(units, state),
        }
    }
}

impl Truth for Text {
    #[inline]
    fn truth(&self) -> bool {
        !self.is_empty()
    }
}

impl Text {
    /// Whether both texts lie at one place: single characters do, and whatever Python has interned.
    #[inline(always)]
    fn same_memory(&self, other: &Text) -> bool {
        self.data == other.data && self.kind == other.kind
    }

    /// The first three code points as a number that orders texts as far as it goes.
    #[inline]
    pub(crate) fn prefix(&self) -> u64 {
        (0..3).fold(0, |prefix, at| {
            // 0 is less than every code point, so that "a" comes before "a\0".
            let code = if at < self.size() { u64::from(self.code_at(at)) + 1 } else { 0 };
            prefix << 21 | code
        })
    }

    /// The one code point of the text, if it has just one.
    #[inline]
    pub(crate) fn single(&self) -> Option<Char> {
        (self.size() == 1).then(|| Char::read(self.code_at(0)))
    }

    /// `char in s`
    #[inline]
    pub fn contains_char(&self, char: Char) -> bool {
        self.place_of_char(char, 0, self.size()).is_some()
    }

    /// The first place of a character from `first` and before `end`.
    pub(crate) fn place_of_char(&self, char: Char, first: usize, end: usize) -> Option<usize> {
        fn place<U: Unit>(units: &[U], code: u32) -> Option<usize> {
            U::try_from(code).ok()?.place_of(units)
        }
        each!(self.window(), units => place(&units[first..end], char.code())).map(|at| at + first)
    }
}
