//! Lists: what does not change them.

use super::List;
use crate::exit::{Implicit, Result};
use crate::index::place;
use crate::ops::PyEq;
use crate::seq::{self, Backward, Forward, Seq};
use crate::tuple::repeated;
use crate::value::Value;

impl<T: Value> List<T> {
    /// `list(items)`
    #[inline]
    pub fn of(items: impl Iterator<Item = Result<T>>) -> Result<List<T>> {
        let new = List::with_capacity(items.size_hint().0.min(1 << 16));
        new.extend(items)?;
        Ok(new)
    }

    /// `len(xs)`
    #[inline(always)]
    pub fn len(&self) -> i64 {
        self.size() as i64
    }

    /// `bool(xs)`
    #[inline(always)]
    pub fn truth(&self) -> bool {
        self.size() != 0
    }

    /// `xs[index]`
    #[inline(always)]
    pub fn get(&self, index: i64) -> Result<T> {
        match self.at(index as usize) {
            Some(item) => item,
            None => self.get_from_end(index),
        }
    }

    /// A negative index: as an unsigned number it lies past every end.
    #[inline]
    fn get_from_end(&self, index: i64) -> Result<T> {
        match place(index, self.size()).and_then(|at| self.at(at)) {
            Some(item) => item,
            None => Implicit::IndexError.exit(),
        }
    }

    /// `iter(xs)`
    #[inline(always)]
    pub fn iter(&self) -> Forward<List<T>> {
        Forward::over(self.clone())
    }

    /// `reversed(xs)`
    #[inline(always)]
    pub fn reversed(&self) -> Backward<List<T>> {
        Backward::over(self.clone())
    }

    /// All items, read now.
    pub fn items(&self) -> Result<Vec<T>> {
        self.iter().collect()
    }

    /// `xs.copy()`, `list(xs)`
    pub fn copy(&self) -> Result<List<T>> {
        Ok(List::from(self.items()?))
    }

    /// `xs[start:stop]`
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>) -> Result<List<T>> {
        Ok(List::from(seq::slice(self, start, stop)?))
    }

    /// `xs[start:stop:step]`
    pub fn slice_step(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Result<List<T>> {
        Ok(List::from(seq::slice_step(self, start, stop, step)?))
    }

    /// `a + b`
    pub fn concat(&self, other: &List<T>) -> Result<List<T>> {
        let mut items = Vec::with_capacity(self.size() + other.size());
        for item in self.iter().chain(other.iter()) {
            items.push(item?);
        }
        Ok(List::from(items))
    }

    /// `xs * times`
    pub fn repeat(&self, times: i64) -> Result<List<T>> {
        Ok(List::from(repeated(&self.items()?, times)?))
    }
}

impl<T: Value + PyEq> List<T> {
    /// `item in xs`
    #[inline]
    pub fn contains(&self, item: &T) -> Result<bool> {
        seq::contains(self, item)
    }

    /// `xs.index(item)`
    pub fn index(&self, item: &T) -> Result<i64> {
        seq::index(self, item, 0, i64::MAX)
    }

    /// `xs.index(item, start, stop)`
    pub fn index_within(&self, item: &T, start: i64, stop: i64) -> Result<i64> {
        seq::index(self, item, start, stop)
    }

    /// `xs.count(item)`
    pub fn count(&self, item: &T) -> Result<i64> {
        seq::count(self, item)
    }
}
