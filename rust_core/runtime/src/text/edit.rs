//! `*`, and padding.

use super::{Char, Text, Units, Window};
use crate::exit::{deopt, Result};

/// The units over and over; deopts where there is no room, so that Python raises its MemoryError.
fn repeated<U: Copy>(units: &[U], times: usize) -> Result<Vec<U>> {
    let mut all = Vec::new();
    let room = units.len().checked_mul(times);
    if room.is_none_or(|room| all.try_reserve_exact(room).is_err()) {
        return deopt();
    }
    match units {
        [unit] => all.resize(times, *unit),
        units => (0..times).for_each(|_| all.extend_from_slice(units)),
    }
    Ok(all)
}

impl Char {
    /// `c * times`
    #[inline]
    pub fn repeat(self, times: i64) -> Result<Text> {
        self.text().repeat(times)
    }
}

impl Text {
    /// `s * times`; once, or nothing repeated, is the text itself.
    pub fn repeat(&self, times: i64) -> Result<Text> {
        if times == 1 || self.is_empty() {
            return Ok(self.clone());
        }
        let times = usize::try_from(times).unwrap_or(0);
        Ok(Text::of_units(match self.window() {
            Window::One(units) => Units::One(repeated(units, times)?),
            Window::Two(units) => Units::Two(repeated(units, times)?),
            Window::Four(units) => Units::Four(repeated(units, times)?),
        }))
    }

    /// The text between two runs of a character.
    fn padded(&self, left: usize, right: usize, fill: Char) -> Result<Text> {
        if left + right == 0 {
            return Ok(self.clone());
        }
        let fill = fill.text();
        let padding = |count: usize| fill.repeat(count as i64);
        Ok(super::concat(&[&padding(left)?, self, &padding(right)?]))
    }

    /// How many characters are missing to a width.
    fn missing(&self, width: i64) -> usize {
        usize::try_from(width.saturating_sub(self.len())).unwrap_or(0)
    }

    /// `s.ljust(width, fill)`
    pub fn ljust(&self, width: i64, fill: Char) -> Result<Text> {
        self.padded(0, self.missing(width), fill)
    }

    /// `s.rjust(width, fill)`
    pub fn rjust(&self, width: i64, fill: Char) -> Result<Text> {
        self.padded(self.missing(width), 0, fill)
    }

    /// `s.center(width, fill)`: of an odd number, the left gets more where the width is odd too.
    pub fn center(&self, width: i64, fill: Char) -> Result<Text> {
        let missing = self.missing(width);
        let left = missing / 2 + (missing & width as usize & 1);
        self.padded(left, missing - left, fill)
    }

    /// `s.zfill(width)`: zeros after the sign.
    pub fn zfill(&self, width: i64) -> Result<Text> {
        let missing = self.missing(width);
        if missing == 0 {
            return Ok(self.clone());
        }
        let signed = !self.is_empty() && matches!(self.code_at(0), 0x2b | 0x2d);
        let (sign, digits) = (
            self.part(0, signed.into()),
            self.part(signed.into(), self.size()),
        );
        Ok(super::concat(&[
            &sign,
            &Char::new('0').text().repeat(missing as i64)?,
            &digits,
        ]))
    }

    /// The one character that a padding method takes as fill; anything else is a TypeError.
    #[inline]
    pub fn as_fill(&self) -> Result<Char> {
        match self.single() {
            Some(char) => Ok(char),
            None => crate::exit::Implicit::TypeError.exit(),
        }
    }
}
