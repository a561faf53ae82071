//! What lists and tuples have in common: reading by place, searching, comparing.

use crate::compare::Total;
use crate::exit::{Implicit, Result};
use crate::index::{clamp, span, Places};
use crate::ops::{PyEq, PyOrd, PyRepr};
use crate::text::TextBuf;
use crate::value::Value;
use std::cmp::Ordering;

/// Something whose items are read by place.
pub trait Seq: Clone {
    type Item: Value;

    /// How many items there are now.
    fn size(&self) -> usize;

    /// The item at a place, or nothing past the end.
    fn at(&self, place: usize) -> Option<Result<Self::Item>>;
}

/// Items from the first to the last; the length is read anew at each step, as Python does.
#[derive(Clone)]
pub struct Forward<S> {
    seq: S,
    next: usize,
}

impl<S: Seq> Forward<S> {
    #[inline(always)]
    pub fn over(seq: S) -> Forward<S> {
        Forward { seq, next: 0 }
    }
}

impl<S: Seq> Iterator for Forward<S> {
    type Item = Result<S::Item>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let item = self.seq.at(self.next)?;
        self.next += 1;
        Some(item)
    }
}

/// Items from the last to the first; a sequence that has shrunk below the next place ends it.
#[derive(Clone)]
pub struct Backward<S> {
    seq: S,
    left: usize,
}

impl<S: Seq> Backward<S> {
    #[inline(always)]
    pub fn over(seq: S) -> Backward<S> {
        let left = seq.size();
        Backward { seq, left }
    }
}

impl<S: Seq> Iterator for Backward<S> {
    type Item = Result<S::Item>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let place = self.left.checked_sub(1)?;
        self.left = place;
        self.seq.at(place)
    }
}

/// Copies the items of `seq[start:stop]`.
pub(crate) fn slice<S: Seq>(seq: &S, start: Option<i64>, stop: Option<i64>) -> Result<Vec<S::Item>> {
    let (first, end) = span(start, stop, seq.size());
    (first..end).map_while(|place| seq.at(place)).collect()
}

/// Copies the items of `seq[start:stop:step]`.
pub(crate) fn slice_step<S: Seq>(
    seq: &S,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> Result<Vec<S::Item>> {
    let places = Places::of(start, stop, step.unwrap_or(1), seq.size())?;
    places.iter().map_while(|place| seq.at(place)).collect()
}

/// The first place from `first` and before `end` that holds this item.
#[inline]
pub(crate) fn find<S: Seq>(seq: &S, item: &S::Item, first: usize, end: usize) -> Result<Option<usize>>
where
    S::Item: PyEq,
{
    let mut place = first;
    while place < end {
        let Some(other) = seq.at(place) else { break };
        if other?.is_or_eq(item)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

/// `item in seq`
#[inline]
pub(crate) fn contains<S: Seq>(seq: &S, item: &S::Item) -> Result<bool>
where
    S::Item: PyEq,
{
    Ok(find(seq, item, 0, usize::MAX)?.is_some())
}

/// `seq.index(item, start, stop)`
pub(crate) fn index<S: Seq>(seq: &S, item: &S::Item, start: i64, stop: i64) -> Result<i64>
where
    S::Item: PyEq,
{
    let size = seq.size();
    match find(seq, item, clamp(start, size), clamp(stop, size))? {
        Some(place) => Ok(place as i64),
        None => Implicit::ValueError.exit(),
    }
}

/// `seq.count(item)`
pub(crate) fn count<S: Seq>(seq: &S, item: &S::Item) -> Result<i64>
where
    S::Item: PyEq,
{
    let mut total = 0;
    for other in Forward::over(seq.clone()) {
        total += i64::from(other?.is_or_eq(item)?);
    }
    Ok(total)
}

/// `a == b`
pub(crate) fn equal<S: Seq>(a: &S, b: &S) -> Result<bool>
where
    S::Item: PyEq,
{
    Ok(a.size() == b.size() && matches!(first_difference(a, b)?, Difference::None))
}

/// One of `<`, `<=`, `>`, `>=`: decided by the first items that differ, else by length.
#[inline]
pub(crate) fn compare<S: Seq>(
    a: &S,
    b: &S,
    items: impl Fn(&S::Item, &S::Item) -> Result<bool>,
    lengths: impl Fn(Ordering) -> bool,
) -> Result<bool>
where
    S::Item: PyOrd,
{
    match first_difference(a, b)? {
        Difference::Items(x, y) => items(&x, &y),
        Difference::None => Ok(lengths(a.size().cmp(&b.size()))),
    }
}

/// Where two sequences begin to differ: nowhere, if one is the beginning of the other.
enum Difference<T> {
    Items(T, T),
    None,
}

fn first_difference<S: Seq>(a: &S, b: &S) -> Result<Difference<S::Item>>
where
    S::Item: PyEq,
{
    let mut place = 0;
    while let (Some(x), Some(y)) = (a.at(place), b.at(place)) {
        let (x, y) = (x?, y?);
        if !x.is_or_eq(&y)? {
            return Ok(Difference::Items(x, y));
        }
        place += 1;
    }
    Ok(Difference::None)
}

/// Deopts unless all items belong to their total order.
pub(crate) fn settle<S: Seq>(seq: &S) -> Result<()>
where
    S::Item: Total,
{
    Forward::over(seq.clone()).try_for_each(|item| item?.settle())
}

/// How two sequences compare, both of which have settled.
pub(crate) fn order<S: Seq>(a: &S, b: &S) -> Ordering
where
    S::Item: Total,
{
    let mut place = 0;
    while let (Some(Ok(x)), Some(Ok(y))) = (a.at(place), b.at(place)) {
        match x.order(&y) {
            Ordering::Equal => place += 1,
            other => return other,
        }
    }
    a.size().cmp(&b.size())
}

/// Writes the items' reprs with commas between them.
pub(crate) fn repr_items<S: Seq>(seq: &S, out: &mut TextBuf) -> Result<()>
where
    S::Item: PyRepr,
{
    for (place, item) in Forward::over(seq.clone()).enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        item?.py_repr(out)?;
    }
    Ok(())
}
