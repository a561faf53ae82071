//! `range`: three numbers, copied, and a counted loop.

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Implicit, Result};
use crate::handle::returned;
use crate::index::{place, Places};
use crate::ops::{PyEq, Truth};
use pyo3::ffi;

/// A range whose ends fit in 64 bits.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    start: i64,
    stop: i64,
    step: i64,
}

/// `range(stop)`
#[inline(always)]
pub fn range(stop: i64) -> Range {
    Range { start: 0, stop, step: 1 }
}

/// `range(start, stop)`
#[inline(always)]
pub fn between(start: i64, stop: i64) -> Range {
    Range { start, stop, step: 1 }
}

/// `range(start, stop, step)`; a step of zero is a ValueError.
#[inline(always)]
pub fn stepped(start: i64, stop: i64, step: i64) -> Result<Range> {
    if step == 0 {
        return Implicit::ValueError.exit();
    }
    Ok(Range { start, stop, step })
}

impl Range {
    /// How many numbers; up to 2**64 - 1, which only `len` cannot say.
    #[inline(always)]
    fn count(self) -> u64 {
        if self.step > 0 && self.start < self.stop {
            (self.stop.wrapping_sub(self.start) as u64 - 1) / self.step as u64 + 1
        } else if self.step < 0 && self.start > self.stop {
            (self.start.wrapping_sub(self.stop) as u64 - 1) / self.step.unsigned_abs() + 1
        } else {
            0
        }
    }

    /// The number at a place below `count`: wrapping twice lands right, as the result fits.
    #[inline(always)]
    fn nth(self, place: u64) -> i64 {
        self.start.wrapping_add((place as i64).wrapping_mul(self.step))
    }

    /// `len(r)`
    #[inline]
    pub fn len(self) -> Result<i64> {
        i64::try_from(self.count()).or(Implicit::OverflowError.exit())
    }

    /// Whether the range has any numbers.
    #[inline]
    pub fn truth(self) -> bool {
        self.count() != 0
    }

    /// `r[index]`
    #[inline]
    pub fn get(self, index: i64) -> Result<i64> {
        match place(index, self.places()?) {
            Some(at) => Ok(self.nth(at as u64)),
            None => Implicit::IndexError.exit(),
        }
    }

    /// `r[start:stop:step]`; deopts where an end leaves 64 bits.
    pub fn slice(self, start: Option<i64>, stop: Option<i64>, step: i64) -> Result<Range> {
        let places = Places::of(start, stop, step, self.places()?)?;
        let number = |place: i64| self.start as i128 + place as i128 * self.step as i128;
        let parts = [number(places.first), number(places.end), places.step as i128 * self.step as i128];
        match parts.map(i64::try_from) {
            [Ok(start), Ok(stop), Ok(step)] => Ok(Range { start, stop, step }),
            _ => deopt(),
        }
    }

    /// `number in r`
    #[inline]
    pub fn contains(self, number: i64) -> bool {
        let inside = match self.step > 0 {
            true => self.start <= number && number < self.stop,
            false => self.stop < number && number <= self.start,
        };
        let distance = (number as i128 - self.start as i128).unsigned_abs();
        inside && distance.is_multiple_of(u128::from(self.step.unsigned_abs()))
    }

    /// `r.index(number)`
    pub fn index(self, number: i64) -> Result<i64> {
        if !self.contains(number) {
            return Implicit::ValueError.exit();
        }
        let steps = (number as i128 - self.start as i128) / self.step as i128;
        i64::try_from(steps).or(deopt())
    }

    /// `r.count(number)`
    pub fn count_of(self, number: i64) -> i64 {
        self.contains(number) as i64
    }

    /// `r == other`: the same numbers.
    pub fn equals(self, other: Range) -> bool {
        let count = self.count();
        count == other.count()
            && (count == 0 || self.start == other.start && (count == 1 || self.step == other.step))
    }

    /// `r != other`
    pub fn differs(self, other: Range) -> bool {
        !self.equals(other)
    }

    /// `iter(r)`, for consumers that take any iterable.
    #[inline(always)]
    pub fn iter(self) -> impl Iterator<Item = Result<i64>> {
        self.into_iter().map(Ok)
    }

    /// `reversed(r)`
    #[inline(always)]
    pub fn reversed(self) -> impl Iterator<Item = Result<i64>> {
        self.backwards().map(Ok)
    }

    /// `reversed(r)` as plain numbers, for loops.
    #[inline(always)]
    pub fn backwards(self) -> Numbers {
        let left = self.count();
        Numbers { next: self.nth(left.wrapping_sub(1)), step: self.step.wrapping_neg(), left }
    }

    fn places(self) -> Result<usize> {
        match i64::try_from(self.count()) {
            Ok(count) => Ok(count as usize),
            Err(_) => deopt(),
        }
    }
}

/// # Safety
/// See [`FromPy`].
unsafe fn attribute(object: *mut ffi::PyObject, name: &std::ffi::CStr) -> Result<i64> {
    // SAFETY: valid by the caller's promise; the attributes of an exact range are plain members.
    unsafe {
        let value = returned(ffi::PyObject_GetAttrString(object, name.as_ptr()))?;
        i64::from_py(value.ptr())
    }
}

impl FromPy for Range {
    /// Range is copied, not a handle: a range that is given back is a new object.
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Range> {
        // SAFETY: valid by the caller's promise.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyRange_Type {
                return deopt();
            }
            let start = attribute(object, c"start")?;
            stepped(start, attribute(object, c"stop")?, attribute(object, c"step")?)
        }
    }
}

impl ToPy for Range {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        let (start, stop, step) = (self.start, self.stop, self.step);
        // SAFETY: the lock is held; the format string names three i64.
        let object = unsafe {
            let class = (&raw mut ffi::PyRange_Type).cast();
            returned(ffi::PyObject_CallFunction(class, c"LLL".as_ptr(), start, stop, step))?
        };
        Ok(object.release())
    }
}

impl IntoIterator for Range {
    type Item = i64;
    type IntoIter = Numbers;

    #[inline(always)]
    fn into_iter(self) -> Numbers {
        Numbers { next: self.start, step: self.step, left: self.count() }
    }
}

/// The numbers of a range.  Counting what is left, rather than comparing with the end, makes a
/// loop that the compiler can unroll and that cannot run past 64 bits.
#[derive(Clone, Debug)]
pub struct Numbers {
    next: i64,
    step: i64,
    left: u64,
}

impl Iterator for Numbers {
    type Item = i64;

    #[inline(always)]
    fn next(&mut self) -> Option<i64> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let number = self.next;
        self.next = number.wrapping_add(self.step);
        Some(number)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl PyEq for Range {
    fn py_eq(&self, other: &Range) -> Result<bool> {
        Ok(self.equals(*other))
    }
}

impl Truth for Range {
    #[inline]
    fn truth(&self) -> bool {
        Range::truth(*self)
    }
}
