//! `split`, `splitlines`, `partition`: parts share the memory of the whole.

use super::class::{is_line_end, is_space};
use super::Text;
use crate::exit::{Implicit, Result};
use crate::list::List;

impl Text {
    /// `s.split()`, `s.split(None, most)`: at runs of white space.
    pub fn split(&self, most: i64) -> List<Text> {
        let (most, mut parts, mut at) = (limit(most), Vec::new(), 0);
        loop {
            at = self.place_where(at, |code| !is_space(code));
            if at == self.size() {
                break;
            }
            if parts.len() == most {
                // What is left keeps its white space at the end.
                parts.push(self.part(at, self.size()));
                break;
            }
            let end = self.place_where(at, is_space);
            parts.push(self.part(at, end));
            at = end;
        }
        List::from(parts)
    }

    /// `s.rsplit()`, `s.rsplit(None, most)`
    pub fn rsplit(&self, most: i64) -> List<Text> {
        let (most, mut parts, mut end) = (limit(most), Vec::new(), self.size());
        loop {
            end = self.end_where(end, |code| !is_space(code));
            if end == 0 {
                break;
            }
            if parts.len() == most {
                parts.push(self.part(0, end));
                break;
            }
            let first = self.end_where(end, is_space);
            parts.push(self.part(first, end));
            end = first;
        }
        parts.reverse();
        List::from(parts)
    }

    /// `s.split(separator, most)`
    pub fn split_at(&self, separator: &Text, most: i64) -> Result<List<Text>> {
        if separator.is_empty() {
            return Implicit::ValueError.exit();
        }
        let (most, mut parts, mut from) = (limit(most), Vec::new(), 0);
        while parts.len() < most {
            let Some(at) = self.place_of(separator, from, self.size())? else {
                break;
            };
            parts.push(self.part(from, at));
            from = at + separator.size();
        }
        parts.push(self.part(from, self.size()));
        Ok(List::from(parts))
    }

    /// `s.rsplit(separator, most)`
    pub fn rsplit_at(&self, separator: &Text, most: i64) -> Result<List<Text>> {
        if separator.is_empty() {
            return Implicit::ValueError.exit();
        }
        let (most, mut parts, mut end) = (limit(most), Vec::new(), self.size());
        while parts.len() < most {
            let Some(at) = self.last_place_of(separator, 0, end)? else {
                break;
            };
            parts.push(self.part(at + separator.size(), end));
            end = at;
        }
        parts.push(self.part(0, end));
        parts.reverse();
        Ok(List::from(parts))
    }

    /// `s.splitlines(keepends)`
    pub fn splitlines(&self, keepends: bool) -> List<Text> {
        let (mut parts, mut from) = (Vec::new(), 0);
        while from < self.size() {
            let end = self.place_where(from, is_line_end);
            let mut next = (end + 1).min(self.size());
            let newline =
                |at: usize, code: char| at < self.size() && self.code_at(at) == code as u32;
            if newline(end, '\r') && newline(end + 1, '\n') {
                next += 1;
            }
            parts.push(self.part(from, if keepends { next } else { end }));
            from = next;
        }
        List::from(parts)
    }

    /// `s.partition(separator)`
    pub fn partition(&self, separator: &Text) -> Result<(Text, Text, Text)> {
        if separator.is_empty() {
            return Implicit::ValueError.exit();
        }
        Ok(match self.place_of(separator, 0, self.size())? {
            Some(at) => self.around(separator, at),
            None => (self.clone(), Text::empty(), Text::empty()),
        })
    }

    /// `s.rpartition(separator)`
    pub fn rpartition(&self, separator: &Text) -> Result<(Text, Text, Text)> {
        if separator.is_empty() {
            return Implicit::ValueError.exit();
        }
        Ok(match self.last_place_of(separator, 0, self.size())? {
            Some(at) => self.around(separator, at),
            None => (Text::empty(), Text::empty(), self.clone()),
        })
    }

    fn around(&self, separator: &Text, at: usize) -> (Text, Text, Text) {
        (
            self.part(0, at),
            separator.clone(),
            self.part(at + separator.size(), self.size()),
        )
    }

    /// The first place from `from` on where the test holds, or the end.
    fn place_where(&self, from: usize, test: impl Fn(u32) -> bool) -> usize {
        super::units::each!(self.window(), units => {
            units[from..].iter().position(|&unit| test(unit.into())).map_or(units.len(), |at| from + at)
        })
    }

    /// The place after the last one before `end` where the test holds, or 0.
    fn end_where(&self, end: usize, test: impl Fn(u32) -> bool) -> usize {
        super::units::each!(self.window(), units => {
            units[..end].iter().rposition(|&unit| test(unit.into())).map_or(0, |at| at + 1)
        })
    }
}

/// How many cuts; a negative number means all.
fn limit(most: i64) -> usize {
    usize::try_from(most).unwrap_or(usize::MAX)
}
