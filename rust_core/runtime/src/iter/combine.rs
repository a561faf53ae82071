//! Combinatoric iterators of `itertools`, in CPython's order.

use crate::exit::{deopt, Implicit, Result};
use crate::tuple::Tup;
use crate::value::Value;

/// Lists what a source gives: these iterators read it whole before their first result.
fn pool<T>(items: impl Iterator<Item = Result<T>>) -> Result<Vec<T>> {
    items.collect()
}

fn picked<T: Value>(pool: &[T], places: &[usize]) -> Tup<T> {
    Tup::from(places.iter().map(|&at| pool[at].clone()).collect::<Vec<T>>())
}

/// `itertools.product(a, b)`
pub fn product2<A: Clone, B: Clone>(
    a: impl Iterator<Item = Result<A>>,
    b: impl Iterator<Item = Result<B>>,
) -> Result<impl Iterator<Item = Result<(A, B)>>> {
    let (a, b) = (pool(a)?, pool(b)?);
    Ok((0..a.len() * b.len()).map(move |n| Ok((a[n / b.len()].clone(), b[n % b.len()].clone()))))
}

/// `itertools.product(a, b, c)`
pub fn product3<A: Clone, B: Clone, C: Clone>(
    a: impl Iterator<Item = Result<A>>,
    b: impl Iterator<Item = Result<B>>,
    c: impl Iterator<Item = Result<C>>,
) -> Result<impl Iterator<Item = Result<(A, B, C)>>> {
    let (a, b, c) = (pool(a)?, pool(b)?, pool(c)?);
    let inner = b.len() * c.len();
    Ok((0..a.len() * inner).map(move |n| {
        let (first, second) = (n / inner, n % inner / c.len());
        Ok((a[first].clone(), b[second].clone(), c[n % c.len()].clone()))
    }))
}

/// `itertools.product(items, repeat=times)`
pub fn product_repeat<T: Value>(
    items: impl Iterator<Item = Result<T>>,
    times: i64,
) -> Result<impl Iterator<Item = Result<Tup<T>>>> {
    let width = match usize::try_from(times) {
        Ok(width) if width < 1 << 20 => width,
        Ok(_) => return deopt(),
        Err(_) => return Implicit::ValueError.exit(),
    };
    let pool = pool(items)?;
    let mut places = (width == 0 || !pool.is_empty()).then(|| vec![0; width]);
    Ok(std::iter::from_fn(move || {
        let now = places.as_mut()?;
        let result = picked(&pool, now);
        // Counts up like an odometer; past the last number there is nothing more.
        match now.iter().rposition(|&at| at + 1 < pool.len()) {
            Some(wheel) => {
                now[wheel] += 1;
                now[wheel + 1..].fill(0);
            }
            None => places = None,
        }
        Some(Ok(result))
    }))
}

/// Sizes that the pools of these iterators can have; a negative one is a ValueError.
fn size(count: i64) -> Result<usize> {
    usize::try_from(count).or(Implicit::ValueError.exit())
}

/// `itertools.combinations(items, count)`
pub fn combinations<T: Value>(
    items: impl Iterator<Item = Result<T>>,
    count: i64,
) -> Result<impl Iterator<Item = Result<Tup<T>>>> {
    let pool = pool(items)?;
    let width = size(count)?;
    let mut places = (width <= pool.len()).then(|| (0..width).collect::<Vec<_>>());
    Ok(std::iter::from_fn(move || {
        let now = places.as_mut()?;
        let result = picked(&pool, now);
        let room = pool.len() - width;
        match (0..width).rev().find(|&at| now[at] < at + room) {
            Some(at) => {
                let first = now[at] + 1;
                (at..width).for_each(|next| now[next] = first + next - at);
            }
            None => places = None,
        }
        Some(Ok(result))
    }))
}

/// `itertools.combinations(items, 2)` as pairs.
pub fn pairs<T: Value>(items: impl Iterator<Item = Result<T>>) -> Result<impl Iterator<Item = Result<(T, T)>>> {
    let pool = pool(items)?;
    let (mut first, mut second) = (0, 0);
    Ok(std::iter::from_fn(move || {
        second += 1;
        if second >= pool.len() {
            first += 1;
            second = first + 1;
        }
        Some(Ok((pool.get(first)?.clone(), pool.get(second)?.clone())))
    }))
}

/// `itertools.combinations_with_replacement(items, count)`
pub fn combinations_with_replacement<T: Value>(
    items: impl Iterator<Item = Result<T>>,
    count: i64,
) -> Result<impl Iterator<Item = Result<Tup<T>>>> {
    let pool = pool(items)?;
    let width = size(count)?;
    if width >= 1 << 20 {
        return deopt();
    }
    let mut places = (width == 0 || !pool.is_empty()).then(|| vec![0; width]);
    Ok(std::iter::from_fn(move || {
        let now = places.as_mut()?;
        let result = picked(&pool, now);
        match now.iter().rposition(|&at| at + 1 < pool.len()) {
            Some(at) => {
                let next = now[at] + 1;
                now[at..].fill(next);
            }
            None => places = None,
        }
        Some(Ok(result))
    }))
}

/// `itertools.permutations(items, count)`; all of them where the count is None.
pub fn permutations<T: Value>(
    items: impl Iterator<Item = Result<T>>,
    count: Option<i64>,
) -> Result<impl Iterator<Item = Result<Tup<T>>>> {
    let pool = pool(items)?;
    let width = count.map_or(Ok(pool.len()), size)?;
    let mut places = (width <= pool.len()).then(|| (0..pool.len()).collect::<Vec<_>>());
    Ok(std::iter::from_fn(move || {
        let now = places.as_mut()?;
        let result = picked(&pool, &now[..width]);
        if !next_permutation(now, width) {
            places = None;
        }
        Some(Ok(result))
    }))
}

/// Moves to the next choice of `width` places in lexicographic order, if there is one.
fn next_permutation(places: &mut [usize], width: usize) -> bool {
    for at in (0..width).rev() {
        // The last place that can grow takes the smallest larger one; all behind it starts anew.
        let larger = (at + 1..places.len()).filter(|&other| places[other] > places[at]).min_by_key(|&o| places[o]);
        if let Some(other) = larger {
            places.swap(at, other);
            places[at + 1..].sort_unstable();
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permutations_come_in_order() {
        let mut places = vec![0, 1, 2];
        let mut seen = vec![places[..2].to_vec()];
        while next_permutation(&mut places, 2) {
            seen.push(places[..2].to_vec());
        }
        assert_eq!(seen, [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]]);
    }
}
