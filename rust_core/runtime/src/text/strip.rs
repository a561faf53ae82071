//! `strip` and its like.

use super::class::is_space;
use super::units::each;
use super::Text;

impl Text {
    /// The part without what the test takes away at the two ends.
    #[inline]
    fn stripped(&self, left: bool, right: bool, goes: impl Fn(u32) -> bool) -> Text {
        let (first, end) = each!(self.window(), units => {
            let stays = |&unit| !goes(u32::from(unit));
            let first = if left { units.iter().position(stays).unwrap_or(units.len()) } else { 0 };
            let end = if right { units[first..].iter().rposition(stays).map_or(first, |last| first + last + 1) } else { units.len() };
            (first, end)
        });
        if end - first == self.size() {
            self.clone()
        } else {
            self.part(first, end)
        }
    }

    /// `s.strip()`
    #[inline]
    pub fn strip(&self) -> Text {
        self.stripped(true, true, is_space)
    }

    /// `s.lstrip()`
    #[inline]
    pub fn lstrip(&self) -> Text {
        self.stripped(true, false, is_space)
    }

    /// `s.rstrip()`
    #[inline]
    pub fn rstrip(&self) -> Text {
        self.stripped(false, true, is_space)
    }

    /// `s.strip(chars)`
    pub fn strip_chars(&self, chars: &Text) -> Text {
        self.stripped_of(true, true, chars)
    }

    /// `s.lstrip(chars)`
    pub fn lstrip_chars(&self, chars: &Text) -> Text {
        self.stripped_of(true, false, chars)
    }

    /// `s.rstrip(chars)`
    pub fn rstrip_chars(&self, chars: &Text) -> Text {
        self.stripped_of(false, true, chars)
    }

    fn stripped_of(&self, left: bool, right: bool, chars: &Text) -> Text {
        self.stripped(left, right, |code| {
            each!(chars.window(), units => units.iter().any(|&unit| u32::from(unit) == code))
        })
    }
}
