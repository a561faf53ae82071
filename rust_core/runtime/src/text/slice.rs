//! Indexing, slicing and iterating.

use super::units::each;
use super::{Char, Kind, Text, Unit, Units, Window};
use crate::exit::{Implicit, Result};
use crate::index::{place, span, Places};

impl Text {
    /// `s[index]`
    #[inline]
    pub fn get(&self, index: i64) -> Result<Char> {
        match place(index, self.size()) {
            Some(at) => Ok(Char::read(self.code_at(at))),
            None => Implicit::IndexError.exit(),
        }
    }

    /// `s[start:stop]`; all of it is the text itself.
    #[inline]
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>) -> Text {
        let (first, end) = span(start, stop, self.size());
        self.part(first, end)
    }

    /// `s[start:stop:step]`
    pub fn slice_step(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> Result<Text> {
        let places = match step.unwrap_or(1) {
            1 => return Ok(self.slice(start, stop)),
            step => Places::of(start, stop, step, self.size())?,
        };
        fn pick<U: Unit>(units: &[U], places: Places) -> Vec<U> {
            places.iter().map(|place| units[place]).collect()
        }
        Ok(Text::of_units(match self.window() {
            Window::One(units) => Units::One(pick(units, places)),
            Window::Two(units) => Units::Two(pick(units, places)),
            Window::Four(units) => Units::Four(pick(units, places)),
        }))
    }

    /// `iter(s)`
    #[inline]
    pub fn iter(&self) -> Chars {
        Chars {
            next: 0,
            end: self.size(),
            text: self.clone(),
        }
    }

    /// `reversed(s)`
    #[inline]
    pub fn reversed(&self) -> impl Iterator<Item = Result<Char>> {
        self.iter().rev()
    }

    /// The characters, for code of this crate.
    #[inline]
    pub(crate) fn chars(&self) -> impl DoubleEndedIterator<Item = Char> + '_ {
        self.window().codes().map(Char::read)
    }
}

/// The characters of a text, one by one.
#[derive(Clone, Debug)]
pub struct Chars {
    text: Text,
    next: usize,
    end: usize,
}

impl Chars {
    /// # Safety
    /// `place` is below the text's length.
    #[inline(always)]
    unsafe fn at(&self, place: usize) -> Char {
        let data = self.text.data;
        // SAFETY: inside of the window, which the text keeps alive.
        Char::read(unsafe {
            match self.text.kind {
                Kind::One => u32::from(data.add(place).read()),
                Kind::Two => u32::from(data.cast::<u16>().add(place).read()),
                Kind::Four => data.cast::<u32>().add(place).read(),
            }
        })
    }
}

impl Iterator for Chars {
    type Item = Result<Char>;

    #[inline(always)]
    fn next(&mut self) -> Option<Result<Char>> {
        if self.next == self.end {
            return None;
        }
        // SAFETY: below `end`, which began as the length and only shrinks.
        let char = unsafe { self.at(self.next) };
        self.next += 1;
        Some(Ok(char))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl DoubleEndedIterator for Chars {
    #[inline(always)]
    fn next_back(&mut self) -> Option<Result<Char>> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: below the length.
        Some(Ok(unsafe { self.at(self.end) }))
    }
}

impl ExactSizeIterator for Chars {}

/// A copy of units in reverse, for `s[::-1]`, which `slice_step` reaches too.
impl Text {
    /// `s[::-1]`
    pub fn backwards(&self) -> Text {
        fn turn<U: Unit>(units: &[U]) -> Vec<U> {
            units.iter().rev().copied().collect()
        }
        Text::of_units(match self.window() {
            Window::One(units) => Units::One(turn(units)),
            Window::Two(units) => Units::Two(turn(units)),
            Window::Four(units) => Units::Four(turn(units)),
        })
    }

    /// Whether a test holds for all code points, of which there is one at least.
    #[inline]
    pub(crate) fn all_codes(&self, test: impl Fn(u32) -> bool) -> bool {
        !self.is_empty()
            && each!(self.window(), units => units.iter().all(|&unit| test(unit.into())))
    }
}
