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
            match units
                .iter()
                .map(|&unit| u8::try_from(unit.into()))
                .collect::<std::result::Result<Vec<u8>, _>>()
            {
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

    /// The first eight bytes of the text in UTF-8 as a number: UTF-8 keeps the order of code points.
    #[inline]
    pub(crate) fn prefix(&self) -> u64 {
        match self.window() {
            Window::One(units) if units[..units.len().min(8)].is_ascii() => units
                .iter()
                .take(8)
                .zip(0..)
                .fold(0, |prefix, (&unit, at)| {
                    prefix | u64::from(unit) << (56 - 8 * at)
                }),
            _ => self.encoded_prefix(),
        }
    }

    fn encoded_prefix(&self) -> u64 {
        let (mut prefix, mut room) = (0, 64);
        for code in (0..self.size().min(8)).map(|at| u64::from(self.code_at(at))) {
            // Lone surrogates are encoded like any other code point of three bytes.
            let (bytes, len) = match code {
                0..0x80 => (code, 8),
                0x80..0x800 => (0xc080 | (code & 0x7c0) << 2 | code & 0x3f, 16),
                0x800..0x1_0000 => (
                    0xe0_8080 | (code & 0xf000) << 4 | (code & 0xfc0) << 2 | code & 0x3f,
                    24,
                ),
                _ => (
                    0xf080_8080
                        | (code & 0x1c_0000) << 6
                        | (code & 0x3_f000) << 4
                        | (code & 0xfc0) << 2
                        | code & 0x3f,
                    32,
                ),
            };
            if len > room {
                // Its first bytes count: without them a shorter character would come before it.
                prefix |= bytes >> (len - room);
                break;
            }
            room -= len;
            prefix |= bytes << room;
        }
        prefix
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
