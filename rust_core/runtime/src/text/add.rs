//! `+`, joining, and text that grows in place.

use super::{Buffer, Char, Owner, Text, TextBuf, Units};
use crate::exit::Result;
use crate::list::List;
use std::cell::Cell;
use std::rc::Rc;

impl Text {
    /// `s + other`.  Grows in place where nobody else has the buffer, so that building a text
    /// piece by piece takes time in proportion to its length.
    #[inline]
    pub fn plus(mut self, other: &Text) -> Text {
        self.push(other);
        self
    }

    /// `s += other`
    pub fn push(&mut self, other: &Text) {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            *self = other.clone();
            return;
        }
        if !self.grow(other) {
            *self = self.copied_with(other);
        }
    }

    /// `s += char`
    #[inline]
    pub fn push_char(&mut self, char: Char) {
        if !self.grow_by(char) {
            self.push(&char.text());
        }
    }

    /// Adds one character to the own buffer where it fits in there.
    #[inline]
    fn grow_by(&mut self, char: Char) -> bool {
        let Owner::Buffer(buffer) = &mut self.owner else {
            return false;
        };
        let Some(buffer) = Rc::get_mut(buffer) else {
            return false;
        };
        let (data, len, _) = buffer.units.parts();
        if data != self.data || len != self.len {
            return false;
        }
        buffer.made = Cell::new(None);
        buffer.units.push(char.code());
        (self.data, self.len, self.kind) = buffer.units.parts();
        true
    }

    /// Adds to the own buffer; false where somebody else sees it, or this is not its end.
    fn grow(&mut self, other: &Text) -> bool {
        let Owner::Buffer(buffer) = &mut self.owner else {
            return false;
        };
        let Some(buffer) = Rc::get_mut(buffer) else {
            return false;
        };
        let (data, len, _) = buffer.units.parts();
        if data != self.data || len != self.len {
            return false;
        }
        // Whatever object it has become is another text from now on.
        buffer.made = Cell::new(None);
        buffer.units.extend(other.window());
        (self.data, self.len, self.kind) = buffer.units.parts();
        true
    }

    /// A new buffer with both and room for more.
    fn copied_with(&self, other: &Text) -> Text {
        let mut units = Units::One(Vec::with_capacity((self.size() + other.size()) * 2));
        units.extend(self.window());
        units.extend(other.window());
        Text::of_buffer(Rc::new(Buffer {
            units,
            made: Cell::new(None),
        }))
    }
}

/// One text of several: f-strings, and `a + b + c`.
#[inline]
pub fn concat(parts: &[&Text]) -> Text {
    let mut filled = parts.iter().filter(|part| !part.is_empty());
    match (filled.next(), filled.next()) {
        (Some(&only), None) => only.clone(),
        _ => Text::of_windows(parts.iter().map(|part| part.window())),
    }
}

/// `separator.join(parts)`; a list of one part gives that part.
pub fn join(separator: &Text, parts: &List<Text>) -> Result<Text> {
    join_iter(separator, parts.iter())
}

/// `separator.join(parts)`
pub fn join_iter(separator: &Text, parts: impl Iterator<Item = Result<Text>>) -> Result<Text> {
    let mut all: Vec<Text> = Vec::with_capacity(parts.size_hint().0.max(4));
    for part in parts {
        all.push(part?);
    }
    Ok(match all.as_slice() {
        [only] => only.clone(),
        all => Text::of_parts(separator, all),
    })
}

/// `separator.join(chars)`
pub fn join_chars(separator: &Text, chars: impl Iterator<Item = Result<Char>>) -> Result<Text> {
    let mut out = TextBuf::with_room(chars.size_hint().0);
    for (place, char) in chars.enumerate() {
        if place > 0 {
            out.push_text(separator);
        }
        out.push(char?);
    }
    Ok(out.finish())
}

/// `times * s`
pub fn times(times: i64, text: &Text) -> Result<Text> {
    text.repeat(times)
}
