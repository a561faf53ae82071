//! Format specifications: `[[fill]align][sign][#][0][width][,][.precision][type]`.

use crate::exit::{deopt, Result};
use crate::text::{Char, TextBuf};

/// A specification that is understood here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    pub(crate) fill: char,
    pub(crate) align: Option<char>,
    pub(crate) sign: Option<char>,
    pub(crate) alternate: bool,
    pub(crate) zero: bool,
    pub(crate) width: usize,
    pub(crate) comma: bool,
    pub(crate) precision: Option<usize>,
    pub(crate) kind: Option<char>,
}

/// Wider or more precise than this goes to the interpreter.
const LARGEST: usize = 10_000;

/// Reads a specification character by character.
struct Reader<'a>(&'a str);

impl Reader<'_> {
    fn take(&mut self, wanted: &[char]) -> Option<char> {
        let first = self.0.chars().next().filter(|char| wanted.contains(char))?;
        self.0 = &self.0[first.len_utf8()..];
        Some(first)
    }

    /// A number; none where there are no digits or too many.
    fn number(&mut self) -> Option<usize> {
        let end = self
            .0
            .find(|char: char| !char.is_ascii_digit())
            .unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        digits.parse().ok().filter(|&number| number <= LARGEST)
    }

    fn at_digit(&self) -> bool {
        self.0.starts_with(|char: char| char.is_ascii_digit())
    }
}

const ALIGNS: [char; 4] = ['<', '>', '=', '^'];

impl Spec {
    /// The specification, or nothing where it has parts that are not understood here.
    pub(crate) fn parse(text: &str) -> Option<Spec> {
        let mut reader = Reader(text);
        let mut chars = text.chars();
        let first = chars.next();
        let filled = chars.next().is_some_and(|second| ALIGNS.contains(&second));
        let mut fill = ' ';
        if filled {
            fill = first?;
            reader.0 = &text[fill.len_utf8()..];
        }
        let align = reader.take(&ALIGNS);
        let sign = reader.take(&['+', '-', ' ']);
        let alternate = reader.take(&['#']).is_some();
        let zero = !filled && reader.take(&['0']).is_some();
        let width = if reader.at_digit() {
            reader.number()?
        } else {
            0
        };
        let comma = reader.take(&[',']).is_some();
        let precision = match reader.take(&['.']) {
            Some(_) => Some(reader.number()?),
            None => None,
        };
        let kind = reader.take(&['s', 'd', 'x', 'X', 'o', 'b', 'f', 'F']);
        if zero {
            fill = '0';
        }
        reader.0.is_empty().then_some(Spec {
            fill,
            align,
            sign,
            alternate,
            zero,
            width,
            comma,
            precision,
            kind,
        })
    }

    pub(crate) fn suits_text(&self) -> bool {
        let plain = self.sign.is_none() && !self.alternate && !self.zero && !self.comma;
        plain && self.align != Some('=') && matches!(self.kind, None | Some('s'))
    }

    pub(crate) fn suits_int(&self) -> bool {
        let grouped = !self.comma || (matches!(self.kind, None | Some('d')) && !self.pads_inside());
        grouped
            && self.precision.is_none()
            && matches!(self.kind, None | Some('d' | 'x' | 'X' | 'o' | 'b'))
    }

    pub(crate) fn suits_float(&self) -> bool {
        let grouped = !self.comma || !self.pads_inside();
        // Far more digits than that come from the interpreter.
        let precise = self.precision.is_none_or(|digits| digits <= 100);
        grouped && precise && !self.alternate && matches!(self.kind, Some('f' | 'F'))
    }

    /// Whether padding goes between the sign and the digits.
    pub(crate) fn pads_inside(&self) -> bool {
        self.align == Some('=') || (self.zero && self.align.is_none())
    }

    /// Writes the fill character so many times; deopts where there would be no end of it.
    #[inline]
    pub(crate) fn fill(&self, times: usize, out: &mut TextBuf) -> Result<()> {
        if times > LARGEST {
            return deopt();
        }
        (0..times).for_each(|_| out.push(Char::new(self.fill)));
        Ok(())
    }
}
