//! `range`, `sum`, `min` and `max`, `bisect`, `heapq`.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

const EDGES: [i64; 8] = [i64::MIN, i64::MIN + 1, -7, -1, 0, 2, 7, i64::MAX];

#[test]
fn ranges() {
    Python::attach(|py| {
        for start in EDGES {
            for stop in EDGES {
                for step in EDGES {
                    let text = format!("range({start}, {stop}, {step})");
                    let Ok(range) = range::stepped(start, stop, step) else {
                        assert_eq!(step, 0);
                        same::<i64>(py, &text, Implicit::ValueError.exit());
                        continue;
                    };
                    same(py, &format!("len({text})"), range.len());
                    same(py, &format!("list(itertools.islice({text}, 5))"), List::of(range.iter().take(5)));
                    same(py, &format!("list(itertools.islice(reversed({text}), 5))"), List::of(range.reversed().take(5)));
                    for number in EDGES {
                        same(py, &format!("{number} in {text}"), Ok(range.contains(number)));
                    }
                }
            }
        }
    });
}

#[test]
fn ranges_are_sequences() {
    Python::attach(|py| {
        for seed in 0..500 {
            let mut random = Random(seed);
            let (start, stop, step) = (random.below(30) - 15, random.below(30) - 15, random.below(4) * 2 - 3);
            let range = range::stepped(start, stop, step).unwrap();
            let (text_of, index) = (format!("range({start}, {stop}, {step})"), random.index());
            same(py, &format!("{text_of}[{index}]"), range.get(index));
            same(py, &format!("{text_of}.index({})", start + step), range.index(start + step));
            let (a, b) = (random.bound(), random.bound());
            same(py, &format!("{text_of}[{}:{}]", text(a), text(b)), range.slice(a, b, 1));
            same(py, &format!("{text_of} == range(0, {stop}, 1)"), Ok(range.equals(range::between(0, stop))));
            let twin = eval(py, &text_of, &[]).unwrap();
            assert!(read::<Range>(&twin).unwrap().equals(range));
        }
    });
}

#[test]
fn sums() {
    Python::attach(|py| {
        let lists = ["[]", "[0.1] * 10", "[1e100, 1.0, -1e100]", "[float('inf'), 1.0]", "[-0.0]", "[1e308, 1e308]", "[1e16, 1.0, 1.0]"];
        for text in lists {
            let floats: List<f64> = read(&eval(py, text, &[]).unwrap()).unwrap();
            same(py, &format!("sum({text})"), sum::floats(floats.iter()));
            same(py, &format!("sum({text}, 0.5)"), sum::floats_from(floats.iter(), 0.5));
            same(py, &format!("sum({text}, 2**53)"), sum::floats_from_int(floats.iter(), 1 << 53));
        }
        deopts(sum::ints([i64::MAX, 1, -1].into_iter().map(Ok), 0));
        same(py, "sum([1, 2], 3)", sum::ints([1, 2].into_iter().map(Ok), 3));
        same(py, "sum([True, False, True])", sum::bools([true, false, true].into_iter().map(Ok), 0));
        let mixed = [Num::I(1), Num::F(0.1), Num::I(2), Num::F(0.2), Num::F(1e16)];
        same(py, "sum([1, 0.1, 2, 0.2, 1e16])", sum::nums(mixed.into_iter().map(Ok), Num::I(0)));
    });
}

#[test]
fn extremes() {
    Python::attach(|py| {
        let nan = f64::NAN;
        let cases = [vec![nan, 1.0], vec![1.0, nan, 2.0], vec![0.0, -0.0], vec![-0.0, 0.0], vec![2.0, 3.0, 1.0], vec![]];
        let texts = ["[nan, 1.0]", "[1.0, nan, 2.0]", "[0.0, -0.0]", "[-0.0, 0.0]", "[2.0, 3.0, 1.0]", "[]"];
        let not_a_number = eval(py, "float('nan')", &[]).unwrap();
        let names = [("nan", &not_a_number)];
        for (case, text) in cases.into_iter().zip(texts) {
            let list = List::from_vec(case);
            same_with(py, &format!("min({text})"), &names, compare::min(list.iter()));
            same_with(py, &format!("max({text})"), &names, compare::max(list.iter()));
            same_with(py, &format!("max({text}, default=5.0)"), &names, compare::max_or(list.iter(), 5.0));
        }
        same(py, "max(0.0, -0.0)", compare::max2(0.0, -0.0));
        same(py, "min(0.0, -0.0)", compare::min2(0.0, -0.0));
        let words = List::from_vec(vec![(1_i64, 2_i64), (1, 1), (0, 5), (0, 4)]);
        let keys = List::from_vec(vec![1_i64, 1, 0, 0]);
        same(py, "min([(1, 2), (1, 1), (0, 5), (0, 4)], key=lambda p: p[0])", words.min_by_keys(&keys));
        same(py, "max([(1, 2), (1, 1), (0, 5), (0, 4)], key=lambda p: p[0])", words.max_by_keys(&keys));
    });
}

#[test]
fn heaps() {
    Python::attach(|py| {
        for seed in 0..200 {
            let mut random = Random(seed);
            let items: Vec<(i64, i64)> = (0..random.below(40)).map(|at| (random.below(6), -at)).collect();
            let native = List::from_vec(items);
            let twin = eval(py, "list(x)", &[("x", &object(py, &native.copy().unwrap()))]).unwrap();
            let names = [("h", &twin)];
            same_with(py, "heapq.heapify(h)", &names, heapq::heapify(&native));
            for round in 0..60 {
                let item = (random.below(6), round);
                match random.below(4) {
                    0 => same_with(py, &format!("heapq.heappush(h, {item:?})"), &names, heapq::heappush(&native, item)),
                    1 => same_with(py, "heapq.heappop(h)", &names, heapq::heappop(&native)),
                    2 => same_with(py, &format!("heapq.heapreplace(h, {item:?})"), &names, heapq::heapreplace(&native, item)),
                    _ => same_with(py, &format!("heapq.heappushpop(h, {item:?})"), &names, heapq::heappushpop(&native, item)),
                }
                same_with(py, "h", &names, native.copy());
            }
        }
    });
}

/// Any `<` gives the same places, also that of NaN.
#[test]
fn bisection() {
    Python::attach(|py| {
        for seed in 0..120 {
            let mut random = Random(seed);
            let items: Vec<f64> = (0..random.below(12))
                .map(|_| if random.below(9) == 0 { f64::NAN } else { random.below(5) as f64 })
                .collect();
            let list = List::from_vec(items);
            let twin = object(py, &list.copy().unwrap());
            let (x, lo, hi) = (random.below(6) as f64, random.below(4) - 1, random.bound().filter(|hi| *hi < 99));
            let rest = format!("{lo}, {}", text(hi));
            same_with(py, &format!("bisect.bisect_left(xs, {x:?}, {rest})"), &[("xs", &twin)], bisect::bisect_left(&list, &x, lo, hi));
            same_with(py, &format!("bisect.bisect_right(xs, {x:?}, {rest})"), &[("xs", &twin)], bisect::bisect_right(&list, &x, lo, hi));
        }
    });
}
