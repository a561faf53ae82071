//! `sum`, in the order and with the roundings of the running interpreter.

use crate::exit::{deopt, Result};
use crate::list::List;
use crate::num::Num;
use crate::value::Value;

/// `sum(ints, start)`; deopts where a partial sum leaves 64 bits.
#[inline]
pub fn ints(items: impl Iterator<Item = Result<i64>>, start: i64) -> Result<i64> {
    let mut total = start;
    for item in items {
        match total.checked_add(item?) {
            Some(sum) => total = sum,
            None => return deopt(),
        }
    }
    Ok(total)
}

/// `sum(bools, start)`
#[inline]
pub fn bools(items: impl Iterator<Item = Result<bool>>, start: i64) -> Result<i64> {
    ints(items.map(|item| item.map(i64::from)), start)
}

/// `sum(floats)`: the int 0 where there are none.
#[inline]
pub fn floats(items: impl Iterator<Item = Result<f64>>) -> Result<Num> {
    let mut sum = FloatSum::start(0.0);
    let mut empty = true;
    for item in items {
        sum.add(item?);
        empty = false;
    }
    Ok(if empty { Num::I(0) } else { Num::F(sum.finish()) })
}

/// `sum(floats, start)` with a float to start from.
#[inline]
pub fn floats_from(items: impl Iterator<Item = Result<f64>>, start: f64) -> Result<f64> {
    let mut sum = FloatSum::start(start);
    for item in items {
        sum.add(item?);
    }
    Ok(sum.finish())
}

/// `sum(floats, start)` with an int to start from.
#[inline]
pub fn floats_from_int(items: impl Iterator<Item = Result<f64>>, start: i64) -> Result<Num> {
    nums(items.map(|item| item.map(Num::F)), Num::I(start))
}

/// `sum(ints, start)` with a float to start from.
#[inline]
pub fn ints_from_float(items: impl Iterator<Item = Result<i64>>, start: f64) -> Result<f64> {
    let mut sum = FloatSum::start(start);
    for item in items {
        sum.add_int(item?);
    }
    Ok(sum.finish())
}

/// `sum(numbers, start)`, where each may be an int or a float.
#[inline]
pub fn nums(items: impl Iterator<Item = Result<Num>>, start: Num) -> Result<Num> {
    let mut sum = NumSum::start(start);
    for item in items {
        sum.add(item?)?;
    }
    Ok(sum.finish())
}

/// A float sum that grows one by one.
#[derive(Clone, Copy, Debug)]
pub struct FloatSum {
    total: f64,
    /// What the roundings of `total` have lost; Python adds it since 3.12.
    #[cfg(Py_3_12)]
    lost: f64,
}

impl FloatSum {
    #[inline(always)]
    pub fn start(total: f64) -> FloatSum {
        FloatSum {
            total,
            #[cfg(Py_3_12)]
            lost: 0.0,
        }
    }

    #[cfg(not(Py_3_12))]
    #[inline(always)]
    pub fn add(&mut self, item: f64) {
        self.total += item;
    }

    #[cfg(Py_3_12)]
    #[inline(always)]
    pub fn add(&mut self, item: f64) {
        let sum = self.total + item;
        // The smaller of the two is the one that lost digits.
        self.lost += match self.total.abs() >= item.abs() {
            true => (self.total - sum) + item,
            false => (item - sum) + self.total,
        };
        self.total = sum;
    }

    /// An int within a float sum is not compensated.
    #[inline(always)]
    fn add_int(&mut self, item: i64) {
        self.total += item as f64;
    }

    #[cfg(not(Py_3_12))]
    #[inline(always)]
    pub fn finish(self) -> f64 {
        self.total
    }

    #[cfg(Py_3_12)]
    #[inline(always)]
    pub fn finish(self) -> f64 {
        // Adding 0.0 would lose a negative zero, adding NaN an infinity.
        if self.lost != 0.0 && self.lost.is_finite() {
            self.total + self.lost
        } else {
            self.total
        }
    }
}

/// A sum of ints and floats: of ints up to the first float, of floats from there.
#[derive(Clone, Copy, Debug)]
pub enum NumSum {
    Ints(i64),
    Floats(FloatSum),
}

impl NumSum {
    #[inline]
    pub fn start(start: Num) -> NumSum {
        match start {
            Num::I(start) => NumSum::Ints(start),
            Num::F(start) => NumSum::Floats(FloatSum::start(start)),
        }
    }

    #[inline]
    pub fn add(&mut self, item: Num) -> Result<()> {
        *self = match (*self, item) {
            (NumSum::Ints(total), Num::I(item)) => match total.checked_add(item) {
                Some(sum) => NumSum::Ints(sum),
                None => return deopt(),
            },
            (NumSum::Ints(total), Num::F(item)) => NumSum::Floats(FloatSum::start(total as f64 + item)),
            (NumSum::Floats(mut sum), Num::I(item)) => {
                sum.add_int(item);
                NumSum::Floats(sum)
            }
            (NumSum::Floats(mut sum), Num::F(item)) => {
                sum.add(item);
                NumSum::Floats(sum)
            }
        };
        Ok(())
    }

    #[inline]
    pub fn finish(self) -> Num {
        match self {
            NumSum::Ints(total) => Num::I(total),
            NumSum::Floats(sum) => Num::F(sum.finish()),
        }
    }
}

/// `sum(lists, start)`: the start itself where there are none.
pub fn lists<T: Value>(lists: impl Iterator<Item = Result<List<T>>>, start: List<T>) -> Result<List<T>> {
    let mut total: Option<List<T>> = None;
    for list in lists {
        let list = list?;
        match &total {
            Some(sum) => sum.extend_list(&list)?,
            None => total = Some(start.concat(&list)?),
        }
    }
    Ok(total.unwrap_or(start))
}
