//! Units of 1, 2 and 4 bytes, and code that is written once for all three.

use std::ptr::NonNull;

/// Bytes a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Kind {
    One = 1,
    Two = 2,
    Four = 4,
}

/// One code point in the narrowest integer that its neighbours fit in.
pub(crate) trait Unit: Copy + Eq + Ord + Into<u32> + TryFrom<u32> + 'static {
    const KIND: Kind;

    /// The first place that holds this unit.
    #[inline]
    fn place_of(self, units: &[Self]) -> Option<usize> {
        units.iter().position(|&unit| unit == self)
    }
}

unsafe extern "C" {
    fn memchr(bytes: *const u8, byte: i32, len: usize) -> *const u8;
}

impl Unit for u8 {
    const KIND: Kind = Kind::One;

    #[inline]
    fn place_of(self, units: &[u8]) -> Option<usize> {
        if units.len() < 16 {
            return units.iter().position(|&unit| unit == self);
        }
        // SAFETY: reads inside of the slice only.
        let found = unsafe { memchr(units.as_ptr(), i32::from(self), units.len()) };
        (!found.is_null()).then(|| found.addr() - units.as_ptr().addr())
    }
}

impl Unit for u16 {
    const KIND: Kind = Kind::Two;
}

impl Unit for u32 {
    const KIND: Kind = Kind::Four;
}

/// Borrowed code points.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Window<'a> {
    One(&'a [u8]),
    Two(&'a [u16]),
    Four(&'a [u32]),
}

/// Runs the same code over the units, whichever width they have.
macro_rules! each {
    ($window:expr, $units:ident => $body:expr) => {
        match $window {
            $crate::text::Window::One($units) => $body,
            $crate::text::Window::Two($units) => $body,
            $crate::text::Window::Four($units) => $body,
        }
    };
}
pub(crate) use each;

impl<'a> Window<'a> {
    /// # Safety
    /// `len` units of this kind lie at `data`, aligned, and stay there unchanged for `'a`.
    #[inline(always)]
    pub(crate) unsafe fn new(data: NonNull<u8>, len: usize, kind: Kind) -> Window<'a> {
        // SAFETY: the caller's promise.
        unsafe {
            match kind {
                Kind::One => Window::One(std::slice::from_raw_parts(data.as_ptr(), len)),
                Kind::Two => Window::Two(std::slice::from_raw_parts(data.cast().as_ptr(), len)),
                Kind::Four => Window::Four(std::slice::from_raw_parts(data.cast().as_ptr(), len)),
            }
        }
    }

    /// A part of the code points.
    #[inline]
    pub(crate) fn part(self, first: usize, end: usize) -> Window<'a> {
        match self {
            Window::One(units) => Window::One(&units[first..end]),
            Window::Two(units) => Window::Two(&units[first..end]),
            Window::Four(units) => Window::Four(&units[first..end]),
        }
    }

    /// The code points, copied into units of another width, if they all fit.
    pub(crate) fn as_units<U: Unit>(self) -> Option<Vec<U>> {
        each!(self, units => units.iter().map(|&unit| U::try_from(unit.into()).ok()).collect())
    }

    /// The code points one by one.
    pub(crate) fn codes(self) -> impl DoubleEndedIterator<Item = u32> + 'a {
        let len = each!(self, units => units.len());
        (0..len).map(move |place| each!(self, units => u32::from(units[place])))
    }
}

/// Owned code points.
#[derive(Clone, Debug)]
pub(crate) enum Units {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Units {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self {
            Units::One(units) => units.len(),
            Units::Two(units) => units.len(),
            Units::Four(units) => units.len(),
        }
    }

    pub(crate) fn window(&self) -> Window<'_> {
        match self {
            Units::One(units) => Window::One(units),
            Units::Two(units) => Window::Two(units),
            Units::Four(units) => Window::Four(units),
        }
    }

    pub(crate) fn parts(&self) -> (NonNull<u8>, usize, Kind) {
        fn of<U: Unit>(units: &[U]) -> (NonNull<u8>, usize, Kind) {
            // SAFETY: slices are not null.
            let data = unsafe { NonNull::new_unchecked(units.as_ptr().cast_mut().cast()) };
            (data, units.len(), U::KIND)
        }
        match self {
            Units::One(units) => of(units),
            Units::Two(units) => of(units),
            Units::Four(units) => of(units),
        }
    }

    /// Adds one code point, widening where it has to.
    #[inline(always)]
    pub(crate) fn push(&mut self, code: u32) {
        match self {
            Units::One(units) if code < 0x100 => units.push(code as u8),
            Units::Two(units) if code < 0x10000 => units.push(code as u16),
            Units::Four(units) => units.push(code),
            _ => self.push_wider(code),
        }
    }

    #[cold]
    fn push_wider(&mut self, code: u32) {
        self.widen(if code < 0x10000 {
            Kind::Two
        } else {
            Kind::Four
        });
        self.push(code);
    }

    /// Makes units at least this wide.
    fn widen(&mut self, kind: Kind) {
        let (_, _, own) = self.parts();
        if own >= kind {
            return;
        }
        *self = match (&*self, kind) {
            (Units::One(units), Kind::Two) => Units::Two(widened(units)),
            (Units::One(units), _) => Units::Four(widened(units)),
            (Units::Two(units), _) => Units::Four(widened(units)),
            (Units::Four(_), _) => return,
        };
    }

    /// Adds code points, widening no more than they need.
    pub(crate) fn extend(&mut self, window: Window<'_>) {
        match (&mut *self, window) {
            (Units::One(own), Window::One(units)) => own.extend_from_slice(units),
            (Units::Two(own), Window::One(units)) => {
                own.extend(units.iter().map(|&unit| u16::from(unit)))
            }
            (Units::Two(own), Window::Two(units)) => own.extend_from_slice(units),
            (Units::Four(own), Window::Four(units)) => own.extend_from_slice(units),
            (Units::Four(own), window) => own.extend(window.codes()),
            (_, window) => {
                let most = each!(window, units => units.iter().copied().max().map_or(0, u32::from));
                self.widen(if most < 0x100 {
                    Kind::One
                } else if most < 0x10000 {
                    Kind::Two
                } else {
                    Kind::Four
                });
                window.codes().for_each(|code| self.push(code));
            }
        }
    }
}

/// A wider copy with room to grow.
fn widened<U: Unit, W: From<U>>(units: &[U]) -> Vec<W> {
    let mut wide = Vec::with_capacity(units.len() * 2 + 8);
    wide.extend(units.iter().map(|&unit| W::from(unit)));
    wide
}
