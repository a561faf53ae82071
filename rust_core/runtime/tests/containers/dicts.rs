//! Random histories of dicts, kept natively and in Python at once.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;
use runtime::Exit;

fn step(py: Python<'_>, random: &mut Random, native: &Dict<i64, i64>, twin: &Bound<'_, PyAny>) {
    let many = random.below(3) == 0;
    let (key, value) = (random.below(if many { 40 } else { 6 }), random.below(100));
    let pairs: Vec<(i64, i64)> = (0..random.below(4)).map(|at| (random.below(40), at)).collect();
    let other = Dict::of(pairs.into_iter().map(Ok)).unwrap();
    let others = object(py, &other.copy().unwrap());
    let names = [("d", twin), ("e", &others)];
    macro_rules! check {
        ($text:expr, $native:expr) => {
            same_with(py, &$text, &names, $native)
        };
    }
    match random.below(22) {
        0..=4 => check!(format!("d.__setitem__({key}, {value})"), native.set(key, value)),
        5..=7 => check!(format!("d.__delitem__({key})"), native.del(&key)),
        8 => check!(format!("d[{key}]"), native.get(&key)),
        9 => check!(format!("d.get({key})"), native.get_opt(&key)),
        10 => check!(format!("d.get({key}, -1)"), native.get_or(&key, -1)),
        11 => check!(format!("{key} in d"), native.contains(&key)),
        12 => check!(format!("d.pop({key})"), native.pop(&key)),
        13 => check!(format!("d.pop({key}, -1)"), native.pop_or(&key, -1)),
        14 => check!("d.popitem()", native.popitem()),
        15 => check!(format!("d.setdefault({key}, {value})"), native.setdefault(key, value)),
        16 => check!("d.update(e)", native.update(&other)),
        17 => check!("d | e", native.union(&other)),
        18 => check!("d == e", native.py_eq(&other)),
        19 => check!("list(reversed(d))", List::of(native.reversed())),
        20 => check!("list(d.values())", List::of(native.values())),
        _ => check!("list(d.items())", List::of(native.items())),
    }
}

#[test]
fn histories() {
    Python::attach(|py| {
        for seed in 0..60 {
            let (mut random, native) = (Random(seed), Dict::new());
            let twin = eval(py, "{}", &[]).unwrap();
            for _ in 0..120 {
                step(py, &mut random, &native, &twin);
                same_with(py, "d", &[("d", &twin)], native.copy());
                same_with(py, "len(d)", &[("d", &twin)], Ok(native.len()));
            }
        }
    });
}

#[test]
fn views() {
    Python::attach(|py| {
        let twin = eval(py, "{'b': 1, 'a': 2}", &[]).unwrap();
        let view: Dict<Text, i64> = read(&twin).unwrap();
        let names = [("d", &twin)];
        let key = |text: &str| read::<Text>(&eval(py, &format!("{text:?}"), &[]).unwrap()).unwrap();
        for name in ["a", "b", "c"] {
            same_with(py, &format!("d[{name:?}]"), &names, view.get(&key(name)));
            same_with(py, &format!("{name:?} in d"), &names, view.contains(&key(name)));
        }
        same_with(py, "list(d)", &names, List::of(view.iter()));
        same_with(py, "list(d.items())", &names, List::of(view.items()));
        same_with(py, "dict(d)", &names, view.copy());
        assert!(view.py_eq(&view.copy().unwrap()).unwrap());
        assert!(object(py, &view).is(&twin));
        deopts(view.set(key("a"), 1));
        deopts(view.del(&key("a")));
        let copy = Dict::copied(&view).unwrap();
        copy.del(&key("b")).unwrap();
        copy.set(key("z"), 5).unwrap();
        copy.write_back().unwrap();
        assert_eq!(describe(py, Ok(twin)), "dict {'a': 2, 'z': 5}");
    });
}

#[test]
fn foreign_keys_deopt_at_entry() {
    Python::attach(|py| {
        for text in ["{True: 1}", "{1.0: 1}", "{1: 1, 'a': 1}", "{2**64: 1}", "{None: 1}"] {
            deopts(read::<Dict<i64, i64>>(&eval(py, text, &[]).unwrap()));
        }
        for text in ["{b'': 1}", "{type('S', (str,), {})('a'): 1}", "{'a': 1, 1: 1}", "type('D', (dict,), {})()"] {
            deopts(read::<Dict<Text, i64>>(&eval(py, text, &[]).unwrap()));
        }
        let tuples = eval(py, "{(1, 2): 3}", &[]).unwrap();
        let view: Dict<Tup<i64>, i64> = read(&tuples).unwrap();
        assert_eq!(view.get(&Tup::from(vec![1, 2])).unwrap(), 3);
        deopts(read::<Dict<Tup<i64>, i64>>(&eval(py, "{(1, 2.0): 3}", &[]).unwrap()));
    });
}

#[test]
fn changes_during_iteration() {
    let fill = || Dict::of((0..5).map(|n| Ok((n, n)))).unwrap();
    let (grown, changed, exchanged) = (fill(), fill(), fill());
    let mut keys = grown.iter();
    assert_eq!(keys.next().unwrap().unwrap(), 0);
    grown.set(9, 9).unwrap();
    assert!(matches!(keys.next(), Some(Err(Exit::Implicit(Implicit::RuntimeError)))));
    for key in changed.iter() {
        changed.set(key.unwrap(), 0).unwrap();
    }
    let mut items = exchanged.items();
    items.next();
    exchanged.del(&4).unwrap();
    exchanged.set(7, 7).unwrap();
    deopts(items.next().unwrap());
}

#[test]
fn many_keys_that_come_and_go() {
    let dict: Dict<i64, i64> = Dict::new();
    for number in 0..100_000 {
        dict.set(number, number).unwrap();
        if number >= 10 {
            assert_eq!(dict.pop(&(number - 10)).unwrap(), number - 10);
        }
    }
    assert_eq!(dict.len(), 10);
    for number in 0..100_000_i64 {
        dict.set(number << 32, 1).unwrap();
        dict.popitem().unwrap();
    }
    assert_eq!(dict.len(), 10);
}

#[test]
fn floats_as_keys() {
    Python::attach(|py| {
        let dict: Dict<f64, i64> = Dict::new();
        dict.set(0.0, 1).unwrap();
        dict.set(-0.0, 2).unwrap();
        same(py, "{0.0: 2}", dict.copy());
        deopts(dict.set(f64::NAN, 1));
        deopts(dict.get(&f64::NAN));
        deopts(read::<Dict<f64, i64>>(&eval(py, "{float('nan'): 1}", &[]).unwrap()));
    });
}

/// What was known of a dict's keys does not outlive a change, nor carry over to another type.
#[test]
fn keys_are_checked_again_after_a_change() {
    Python::attach(|py| {
        let twin = eval(py, "{n: n for n in range(100)}", &[]).unwrap();
        let names = [("d", &twin)];
        for _ in 0..3 {
            assert_eq!(read::<Dict<i64, i64>>(&twin).unwrap().get(&7).unwrap(), 7);
            deopts(read::<Dict<Text, i64>>(&twin));
            deopts(read::<Dict<bool, i64>>(&twin));
        }
        eval(py, "d.__setitem__(True, 5)", &names).unwrap();
        assert_eq!(read::<Dict<i64, i64>>(&twin).unwrap().get(&1).unwrap(), 5);
        eval(py, "d.__setitem__(2.5, 5)", &names).unwrap();
        deopts(read::<Dict<i64, i64>>(&twin));
        eval(py, "d.pop(2.5)", &names).unwrap();
        assert!(read::<Dict<i64, i64>>(&twin).is_ok());
        let words = eval(py, "{str(n): n for n in range(100)}", &[]).unwrap();
        let names = [("d", &words)];
        assert!(read::<Dict<Text, i64>>(&words).is_ok());
        eval(py, "d.__setitem__(type('S', (str,), {})('x'), 5)", &names).unwrap();
        deopts(read::<Dict<Text, i64>>(&words));
        eval(py, "d.popitem()", &names).unwrap();
        assert!(read::<Dict<Text, i64>>(&words).is_ok());
    });
}
