//! `itertools` and the adaptors.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

fn numbers(count: i64) -> impl Iterator<Item = runtime::Result<i64>> {
    range(count).iter()
}

#[test]
fn combinatorics() {
    Python::attach(|py| {
        for size in 0..6 {
            for width in -1..5 {
                let made = iter::combinations(numbers(size), width).and_then(List::of);
                same(py, &format!("list(itertools.combinations(range({size}), {width}))"), made);
                let made = iter::permutations(numbers(size), Some(width)).and_then(List::of);
                same(py, &format!("list(itertools.permutations(range({size}), {width}))"), made);
                let made = iter::combinations_with_replacement(numbers(size), width).and_then(List::of);
                same(py, &format!("list(itertools.combinations_with_replacement(range({size}), {width}))"), made);
                let made = iter::product_repeat(numbers(size), width).and_then(List::of);
                same(py, &format!("list(itertools.product(range({size}), repeat={width}))"), made);
                let made = iter::product2(numbers(size), numbers(width.max(0))).and_then(List::of);
                same(py, &format!("list(itertools.product(range({size}), range({width})))"), made);
                let made = iter::product3(numbers(2), numbers(size), numbers(width.max(0))).and_then(List::of);
                same(py, &format!("list(itertools.product(range(2), range({size}), range({width})))"), made);
            }
            let made = iter::pairs(numbers(size)).and_then(List::of);
            same(py, &format!("list(itertools.combinations(range({size}), 2))"), made);
            let made = iter::permutations(numbers(size), None).and_then(List::of);
            same(py, &format!("list(itertools.permutations(range({size})))"), made);
        }
    });
}

#[test]
fn slices_pull_what_python_pulls() {
    Python::attach(|py| {
        let bounds = [None, Some(-1), Some(0), Some(1), Some(3), Some(5), Some(9)];
        for start in bounds {
            for stop in bounds {
                for step in bounds {
                    let mut pulled = 0;
                    let source = numbers(7).inspect(|_| pulled += 1);
                    let made = iter::islice(source, start, stop, step).and_then(List::of);
                    let (a, b, c) = (text(start), text(stop), text(step));
                    same(py, &format!("list(itertools.islice(range(7), {a}, {b}, {c}))"), made);
                    let count = format!("(lambda p: ([*itertools.islice(map(p.append, range(7)), {a}, {b}, {c})], len(p))[1])([])");
                    if let Ok(expected) = eval(py, &count, &[]) {
                        assert_eq!(pulled, expected.extract::<i64>().unwrap(), "{count}");
                    }
                }
            }
        }
    });
}

#[test]
fn adaptors() {
    Python::attach(|py| {
        same(py, "list(enumerate(range(3), -1))", List::of(iter::enumerate(numbers(3), -1)));
        same(py, "list(zip(range(3), range(5)))", List::of(iter::zip2(numbers(3), numbers(5))));
        same(py, "list(zip(range(3), range(5), range(2)))", List::of(iter::zip3(numbers(3), numbers(5), numbers(2))));
        for (a, b) in [(2, 2), (2, 3), (3, 2), (0, 1), (1, 0), (0, 0)] {
            let text = format!("list(zip(range({a}), range({b}), strict=True))");
            same(py, &text, List::of(iter::zip_strict(numbers(a), numbers(b), true)));
            let text = format!("list(itertools.zip_longest(range({a}), range({b}), fillvalue=-1))");
            same(py, &text, List::of(iter::zip_longest(numbers(a), numbers(b), -1)));
        }
        for size in 0..4 {
            same(py, &format!("list(itertools.pairwise(range({size})))"), List::of(iter::pairwise(numbers(size))));
            let sums = iter::accumulate(numbers(size), |a, b| Ok(a + b));
            same(py, &format!("list(itertools.accumulate(range({size})))"), List::of(sums));
            same(py, &format!("list(itertools.islice(itertools.cycle(range({size})), 7))"), List::of(iter::cycle(numbers(size)).take(7)));
        }
        same(py, "list(itertools.repeat(5, 3))", List::of(iter::repeat(5_i64, 3)));
        same(py, "list(itertools.repeat(5, -3))", List::of(iter::repeat(5_i64, -3)));
        same(py, "list(itertools.islice(itertools.count(5, -2), 4))", List::of(iter::count(5, -2).take(4)));
        same(py, "list(itertools.chain(range(2), range(3)))", List::of(iter::chain(numbers(2), numbers(3))));
        deopts(List::of(iter::enumerate(numbers(2), i64::MAX)));
    });
}

/// Of two errors the one that Python meets first comes out, and nothing is pulled behind it.
#[test]
fn errors_come_in_order() {
    let fails = || std::iter::once(Implicit::KeyError.exit::<i64>());
    let mut pulled = false;
    let second = std::iter::from_fn(|| {
        pulled = true;
        Some(Ok(1_i64))
    });
    assert!(iter::zip2(fails(), second).next().unwrap().is_err());
    assert!(!pulled);
}
