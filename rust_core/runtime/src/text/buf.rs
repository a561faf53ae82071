//! A builder of text.

use super::{Char, Text, Units};

/// Grows at its end, widens where it has to, and becomes a [`Text`].
#[derive(Clone, Debug)]
pub struct TextBuf(pub(super) Units);

impl TextBuf {
    /// Nothing yet.
    #[inline]
    pub fn new() -> TextBuf {
        TextBuf(Units::One(Vec::new()))
    }

    /// Nothing yet, with room for so many code points below U+0100.
    #[inline]
    pub fn with_room(room: usize) -> TextBuf {
        TextBuf(Units::One(Vec::with_capacity(room)))
    }

    /// How many code points there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a character.
    #[inline(always)]
    pub fn push(&mut self, char: Char) {
        self.0.push(char.code());
    }

    /// Adds text that Rust holds.
    #[inline]
    pub fn push_str(&mut self, text: &str) {
        match &mut self.0 {
            Units::One(units) if text.is_ascii() => units.extend_from_slice(text.as_bytes()),
            units => text.chars().for_each(|char| units.push(char as u32)),
        }
    }

    /// Adds a text.
    #[inline]
    pub fn push_text(&mut self, text: &Text) {
        self.0.extend(text.window());
    }

    /// The text.
    #[inline]
    pub fn finish(self) -> Text {
        Text::of_units(self.0)
    }
}

impl Default for TextBuf {
    fn default() -> TextBuf {
        TextBuf::new()
    }
}
