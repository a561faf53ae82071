//! `heapq`: the same comparisons and moves as CPython's, so any `<` leaves the same list.

use crate::exit::{Implicit, Result};
use crate::list::List;
use crate::ops::PyOrd;
use crate::seq::Seq;
use crate::value::Value;

/// `heapq.heappush(heap, item)`
pub fn heappush<T: Value + PyOrd>(heap: &List<T>, item: T) -> Result<()> {
    heap.push(item)?;
    sift_down(heap, 0, heap.len() - 1)
}

/// `heapq.heappop(heap)`
pub fn heappop<T: Value + PyOrd>(heap: &List<T>) -> Result<T> {
    let last = heap.pop()?;
    if heap.size() == 0 {
        return Ok(last);
    }
    replace_root(heap, last)
}

/// `heapq.heapreplace(heap, item)`
pub fn heapreplace<T: Value + PyOrd>(heap: &List<T>, item: T) -> Result<T> {
    if heap.size() == 0 {
        return Implicit::IndexError.exit();
    }
    replace_root(heap, item)
}

/// `heapq.heappushpop(heap, item)`
pub fn heappushpop<T: Value + PyOrd>(heap: &List<T>, item: T) -> Result<T> {
    if heap.size() == 0 || !heap.get(0)?.py_lt(&item)? {
        return Ok(item);
    }
    replace_root(heap, item)
}

/// `heapq.heapify(heap)`
pub fn heapify<T: Value + PyOrd>(heap: &List<T>) -> Result<()> {
    for place in (0..heap.len() / 2).rev() {
        sift_up(heap, place)?;
    }
    Ok(())
}

fn replace_root<T: Value + PyOrd>(heap: &List<T>, item: T) -> Result<T> {
    let root = heap.get(0)?;
    heap.set(0, item)?;
    sift_up(heap, 0)?;
    Ok(root)
}

/// Moves the item at `place` towards the root, no further than `top`.
fn sift_down<T: Value + PyOrd>(heap: &List<T>, top: i64, mut place: i64) -> Result<()> {
    let item = heap.get(place)?;
    while place > top {
        let above = (place - 1) / 2;
        let parent = heap.get(above)?;
        if !item.py_lt(&parent)? {
            break;
        }
        heap.set(place, parent)?;
        place = above;
    }
    heap.set(place, item)
}

/// Moves the hole at `place` along the smaller children to a leaf, then the item up from there.
fn sift_up<T: Value + PyOrd>(heap: &List<T>, mut place: i64) -> Result<()> {
    let (top, size) = (place, heap.len());
    let item = heap.get(place)?;
    while place < size / 2 {
        let (left, right) = (2 * place + 1, 2 * place + 2);
        // The left child only where it is smaller, as in C.
        let child = if right < size && !heap.get(left)?.py_lt(&heap.get(right)?)? { right } else { left };
        heap.set(place, heap.get(child)?)?;
        place = child;
    }
    heap.set(place, item)?;
    sift_down(heap, top, place)
}
