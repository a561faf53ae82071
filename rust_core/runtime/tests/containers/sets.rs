//! Random histories of sets, kept natively and in Python at once.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

fn some(random: &mut Random) -> Vec<i64> {
    (0..random.below(12)).map(|_| random.below(16) << (random.below(3) * 5)).collect()
}

#[test]
fn algebra() {
    Python::attach(|py| {
        for seed in 0..150 {
            let mut random = Random(seed);
            let (a, b) = (some(&mut random), some(&mut random));
            let (x, y) = (object(py, &List::from_vec(a.clone())), object(py, &List::from_vec(b.clone())));
            let names = [("x", &x), ("y", &y)];
            let twin_a = eval(py, "set(x)", &names).unwrap();
            let twin_b = eval(py, "set(y)", &names).unwrap();
            let (owned_a, owned_b) = (Set::of(a.into_iter().map(Ok)).unwrap(), Set::of(b.into_iter().map(Ok)).unwrap());
            let (view_a, view_b) = (read::<Set<i64>>(&twin_a).unwrap(), read::<Set<i64>>(&twin_b).unwrap());
            let names = [("a", &twin_a), ("b", &twin_b)];
            for (p, q) in [(&owned_a, &owned_b), (&view_a, &view_b), (&owned_a, &view_b), (&view_a, &owned_b)] {
                same_with(py, "a | b", &names, p.union(q));
                same_with(py, "a & b", &names, p.intersection(q));
                same_with(py, "a - b", &names, p.difference(q));
                same_with(py, "a ^ b", &names, p.symmetric_difference(q));
                same_with(py, "a <= b", &names, p.is_subset(q));
                same_with(py, "a < b", &names, p.is_proper_subset(q));
                same_with(py, "a == b", &names, p.py_eq(q));
                same_with(py, "a.isdisjoint(b)", &names, p.is_disjoint(q));
                same_with(py, "sorted(a)", &names, compare::sorted(p.unordered_iter(), false));
                same_with(py, "min(a)", &names, set::unordered_min(p.unordered_iter()));
            }
            for key in 0..40 {
                same_with(py, &format!("{key} in a"), &names, view_a.contains(&key));
                same_with(py, &format!("{key} in a"), &names, owned_a.contains(&key));
            }
        }
    });
}

#[test]
fn updates() {
    Python::attach(|py| {
        for seed in 0..60 {
            let (mut random, native) = (Random(seed), Set::new());
            let twin = eval(py, "set()", &[]).unwrap();
            for _ in 0..40 {
                let key = random.below(20);
                let other = some(&mut random);
                let others = object(py, &List::from_vec(other.clone()));
                let other = Set::of(other.into_iter().map(Ok)).unwrap();
                let names = [("s", &twin), ("t", &others)];
                match random.below(8) {
                    0..=2 => same_with(py, &format!("s.add({key})"), &names, native.add(key)),
                    3 => same_with(py, &format!("s.discard({key})"), &names, native.discard(&key)),
                    4 => same_with(py, &format!("s.remove({key})"), &names, native.remove(&key)),
                    5 => same_with(py, "s.update(set(t))", &names, native.union_update(&other)),
                    6 => same_with(py, "s.difference_update(set(t))", &names, native.difference_update(&other)),
                    _ => same_with(
                        py,
                        "s.symmetric_difference_update(set(t))",
                        &names,
                        native.symmetric_difference_update(&other),
                    ),
                }
                same_with(py, "s", &names, native.copy());
            }
        }
    });
}

/// Deleted members of a Python set leave entries behind that a lookup walks over.
#[test]
fn views_with_gaps() {
    Python::attach(|py| {
        let text = "(lambda s: [s.discard(k) for k in range(0, 5000, 3)] and s)(set(range(5000)))";
        let twin = eval(py, text, &[]).unwrap();
        let view: Set<i64> = read(&twin).unwrap();
        for key in -5..5005 {
            assert_eq!(view.contains(&key).unwrap(), (0..5000).contains(&key) && key % 3 != 0);
        }
        assert_eq!(sum::ints(view.unordered_iter(), 0).unwrap(), (0..5000).filter(|n| n % 3 != 0).sum::<i64>());
    });
}

#[test]
fn foreign_members() {
    Python::attach(|py| {
        let mixed = eval(py, "{1.0, 2, 'a'}", &[]).unwrap();
        let view: Set<i64> = read(&mixed).unwrap();
        deopts(view.contains(&1));
        assert!(view.contains(&2).unwrap());
        assert!(!view.contains(&7).unwrap());
        deopts(compare::sorted(view.unordered_iter(), false));
        let odd = "{type('K', (), {'__hash__': lambda s: 5, '__eq__': lambda s, o: 1 / 0})()}";
        let odd: Set<i64> = read(&eval(py, odd, &[]).unwrap()).unwrap();
        deopts(odd.contains(&5));
        assert!(!odd.contains(&6).unwrap());
    });
}

#[test]
fn frozen_sets_are_keys() {
    Python::attach(|py| {
        let twin = eval(py, "frozenset({1, 2})", &[]).unwrap();
        let view: FrozenSet<i64> = read(&twin).unwrap();
        let made = FrozenSet::of([2, 1].into_iter().map(Ok)).unwrap();
        let dict = Dict::new();
        dict.set(made, 5_i64).unwrap();
        assert_eq!(dict.get(&view).unwrap(), 5);
        same(py, "{frozenset({1, 2}): 5}", Ok(dict));
    });
}
