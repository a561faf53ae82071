//! Lists: what changes them.

use super::List;
use crate::exit::{deopt, Implicit, Result};
use crate::index::{clamp, place, span, Places};
use crate::ops::PyEq;
use crate::seq::{self, Seq};
use crate::tuple::Tup;
use crate::value::Value;

impl<T: Value> List<T> {
    /// `xs[index] = item`
    #[inline(always)]
    pub fn set(&self, index: i64, item: T) -> Result<()> {
        let Some(at) = place(index, self.size()) else {
            return Implicit::IndexError.exit();
        };
        self.change(|items| std::mem::replace(&mut items[at], item)).map(drop)
    }

    /// `del xs[index]`
    pub fn del(&self, index: i64) -> Result<()> {
        self.pop_at(index).map(drop)
    }

    /// `xs.append(item)`
    #[inline(always)]
    pub fn push(&self, item: T) -> Result<()> {
        self.change(|items| {
            if items.len() == items.capacity() && items.try_reserve(1).is_err() {
                return deopt();
            }
            items.push(item);
            Ok(())
        })?
    }

    /// `xs.pop()`
    #[inline(always)]
    pub fn pop(&self) -> Result<T> {
        self.change(Vec::pop)?.map_or_else(|| Implicit::IndexError.exit(), Ok)
    }

    /// `xs.pop(index)`
    #[inline]
    pub fn pop_at(&self, index: i64) -> Result<T> {
        let item = self.change(|items| place(index, items.len()).map(|at| items.remove(at)))?;
        item.map_or_else(|| Implicit::IndexError.exit(), Ok)
    }

    /// `xs.insert(index, item)`
    pub fn insert(&self, index: i64, item: T) -> Result<()> {
        self.change(|items| items.insert(clamp(index, items.len()), item))
    }

    /// `xs.extend(items)`, one by one: where an item raises, those before it stay.
    #[inline]
    pub fn extend(&self, items: impl Iterator<Item = Result<T>>) -> Result<()> {
        for item in items {
            self.push(item?)?;
        }
        Ok(())
    }

    /// `xs.extend(other)`, `xs += other`: the other list as it is now, which may be this one.
    pub fn extend_list(&self, other: &List<T>) -> Result<()> {
        let new = other.items()?;
        self.change(|items| items.extend(new))
    }

    /// `xs *= times`
    pub fn repeat_in_place(&self, times: i64) -> Result<()> {
        let new = crate::tuple::repeated(&self.items()?, times)?;
        self.change(|items| std::mem::replace(items, new)).map(drop)
    }

    /// `xs.clear()`
    pub fn clear(&self) -> Result<()> {
        self.change(std::mem::take).map(drop)
    }

    /// `xs.reverse()`
    pub fn reverse(&self) -> Result<()> {
        self.change(|items| items.reverse())
    }

    /// `xs[start:stop] = new`
    pub fn set_slice(&self, start: Option<i64>, stop: Option<i64>, new: &List<T>) -> Result<()> {
        let new = new.items()?;
        self.replace(start, stop, new)
    }

    /// `xs[start:stop] = new`
    pub fn set_slice_tup(&self, start: Option<i64>, stop: Option<i64>, new: &Tup<T>) -> Result<()> {
        let new = new.items()?;
        self.replace(start, stop, new)
    }

    /// `xs[start:stop:step] = new`
    pub fn set_slice_step(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
        new: &List<T>,
    ) -> Result<()> {
        let new = new.items()?;
        let step = step.unwrap_or(1);
        if step == 1 {
            return self.replace(start, stop, new);
        }
        let places = Places::of(start, stop, step, self.size())?;
        if places.count != new.len() {
            return Implicit::ValueError.exit();
        }
        let old: Vec<T> = self.change(|items| {
            let slots = places.iter().zip(new);
            slots.map(|(at, item)| std::mem::replace(&mut items[at], item)).collect()
        })?;
        drop(old);
        Ok(())
    }

    /// `del xs[start:stop]`
    pub fn del_slice(&self, start: Option<i64>, stop: Option<i64>) -> Result<()> {
        self.replace(start, stop, Vec::new())
    }

    /// `del xs[start:stop:step]`
    pub fn del_slice_step(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Result<()> {
        let places = Places::of(start, stop, step.unwrap_or(1), self.size())?;
        let mut doomed = vec![false; self.size()];
        places.iter().for_each(|at| doomed[at] = true);
        let old = self.change(|items| {
            let (out, kept): (Vec<_>, Vec<_>) = std::mem::take(items).into_iter().zip(doomed).partition(|(_, out)| *out);
            items.extend(kept.into_iter().map(|(item, _)| item));
            out
        })?;
        drop(old);
        Ok(())
    }

    fn replace(&self, start: Option<i64>, stop: Option<i64>, new: Vec<T>) -> Result<()> {
        let old: Vec<T> = self.change(|items| {
            let (first, end) = span(start, stop, items.len());
            items.splice(first..end, new).collect()
        })?;
        drop(old);
        Ok(())
    }
}

impl<T: Value + PyEq> List<T> {
    /// `xs.remove(item)`
    pub fn remove(&self, item: &T) -> Result<()> {
        match seq::find(self, item, 0, usize::MAX)? {
            Some(at) => self.del(at as i64),
            None => Implicit::ValueError.exit(),
        }
    }
}
