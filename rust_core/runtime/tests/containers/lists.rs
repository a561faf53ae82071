//! Random histories of lists, kept natively and in Python at once.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

fn step(py: Python<'_>, random: &mut Random, native: &List<i64>, twin: &Bound<'_, PyAny>) {
    let (item, index, start, stop) = (random.below(5), random.index(), random.bound(), random.bound());
    let (a, b) = (text(start), text(stop));
    let other = List::from_vec((0..random.below(4)).collect());
    let others = object(py, &other.copy().unwrap());
    let step = random.bound();
    let names = [("xs", twin), ("ys", &others)];
    macro_rules! check {
        ($text:expr, $native:expr) => {
            same_with(py, &$text, &names, $native)
        };
    }
    match random.below(27) {
        0..=2 => check!(format!("xs.append({item})"), native.push(item)),
        3 => check!("xs.pop()", native.pop()),
        4 => check!(format!("xs.pop({index})"), native.pop_at(index)),
        5 => check!(format!("xs.insert({index}, {item})"), native.insert(index, item)),
        6 => check!(format!("xs.remove({item})"), native.remove(&item)),
        7 => check!(format!("xs.index({item})"), native.index(&item)),
        8 => check!(format!("xs.count({item})"), native.count(&item)),
        9 => check!(format!("xs[{index}]"), native.get(index)),
        10 => check!(format!("xs.__setitem__({index}, {item})"), native.set(index, item)),
        11 => check!(format!("xs.__delitem__({index})"), native.del(index)),
        12 => check!(format!("xs[{a}:{b}]"), native.slice(start, stop)),
        13 => check!(format!("xs[{a}:{b}:{}]", text(step)), native.slice_step(start, stop, step)),
        14 => check!(format!("xs.__setitem__(slice({a}, {b}), ys)"), native.set_slice(start, stop, &other)),
        15 => check!(
            format!("xs.__setitem__(slice({a}, {b}, {}), ys)", text(step)),
            native.set_slice_step(start, stop, step, &other)
        ),
        16 => check!(format!("xs.__delitem__(slice({a}, {b}))"), native.del_slice(start, stop)),
        17 => check!(
            format!("xs.__delitem__(slice({a}, {b}, {}))", text(step)),
            native.del_slice_step(start, stop, step)
        ),
        18 => check!("xs + ys", native.concat(&other)),
        19 => check!(format!("xs * {}", item - 1), native.repeat(item - 1)),
        20 => check!("xs.extend(ys)", native.extend_list(&other)),
        21 => check!("xs.reverse()", native.reverse()),
        22 => check!("xs.sort()", native.sort(false)),
        23 => check!("xs < ys", native.py_lt(&other)),
        24 => check!("xs >= ys", native.py_ge(&other)),
        25 => check!(format!("{item} in xs"), native.contains(&item)),
        _ => check!(
            format!("xs.index({item}, {}, {index})", start.unwrap_or(0)),
            native.index_within(&item, start.unwrap_or(0), index)
        ),
    }
}

#[test]
fn histories() {
    Python::attach(|py| {
        for seed in 0..120 {
            let (mut random, native) = (Random(seed), List::new());
            let twin = eval(py, "[]", &[]).unwrap();
            for _ in 0..60 {
                step(py, &mut random, &native, &twin);
                same_with(py, "xs", &[("xs", &twin)], native.copy());
                if native.len() > 40 {
                    break;
                }
            }
        }
    });
}

/// Reading works alike on a list that came from Python; writing deopts.
#[test]
fn views() {
    Python::attach(|py| {
        let twin = eval(py, "[3, 1, 2, 1]", &[]).unwrap();
        let view: List<i64> = read(&twin).unwrap();
        let names = [("xs", &twin)];
        for index in -6..6 {
            same_with(py, &format!("xs[{index}]"), &names, view.get(index));
        }
        same_with(py, "xs[1:]", &names, view.slice(Some(1), None));
        same_with(py, "xs[::-1]", &names, view.slice_step(None, None, Some(-1)));
        same_with(py, "sorted(xs, reverse=True)", &names, compare::sorted(view.iter(), true));
        same_with(py, "list(reversed(xs))", &names, List::of(view.reversed()));
        assert!(object(py, &view).is(&twin));
        deopts(view.push(1));
        deopts(view.set(0, 1));
        deopts(view.sort(false));
        deopts(view.clear());
        let copy = List::copied(&view).unwrap();
        copy.push(9).unwrap();
        copy.write_back().unwrap();
        same_with(py, "xs", &names, Ok(List::from_vec(vec![3_i64, 1, 2, 1, 9])));
    });
}

#[test]
fn wrong_items_deopt_where_they_are_read() {
    Python::attach(|py| {
        let mixed = eval(py, "[1, True, 2.0, 2**63]", &[]).unwrap();
        let view: List<i64> = read(&mixed).unwrap();
        assert_eq!(view.get(0).unwrap(), 1);
        for index in 1..4 {
            deopts(view.get(index));
        }
        deopts(read::<List<i64>>(&eval(py, "type('L', (list,), {})()", &[]).unwrap()));
        deopts(read::<List<i64>>(&eval(py, "(1, 2)", &[]).unwrap()));
    });
}

#[test]
fn sorting_is_stable_and_reversing_keeps_it() {
    Python::attach(|py| {
        for seed in 0..50 {
            let mut random = Random(seed);
            let items: Vec<(i64, i64)> = (0..random.below(60)).map(|at| (random.below(6), at)).collect();
            let keys = List::from_vec(items.iter().map(|item| item.0).collect());
            let twin = object(py, &List::from_vec(items.clone()));
            for (flag, word) in [(false, "False"), (true, "True")] {
                let list = List::from_vec(items.clone());
                list.sort_by_keys(&keys, flag).unwrap();
                let expected = format!("sorted(xs, key=lambda x: x[0], reverse={word})");
                same_with(py, &expected, &[("xs", &twin)], Ok(list));
            }
        }
        let zeros = List::from_vec(vec![0.0, -0.0, 1.0, -0.0]);
        same(py, "sorted([0.0, -0.0, 1.0, -0.0])", compare::sorted(zeros.iter(), false));
        same(py, "sorted([0.0, -0.0, 1.0, -0.0], reverse=True)", compare::sorted(zeros.iter(), true));
        deopts(compare::sorted(List::from_vec(vec![1.0, f64::NAN]).iter(), false));
    });
}

#[test]
fn aliases_stay_one_object() {
    Python::attach(|py| {
        let row = List::from_vec(vec![0_i64; 3]);
        let grid = List::from_vec(vec![row.clone()]).repeat(3).unwrap();
        grid.get(0).unwrap().set(1, 7).unwrap();
        let made = object(py, &grid);
        assert_eq!(describe(py, Ok(made.clone())), "list [[0, 7, 0], [0, 7, 0], [0, 7, 0]]");
        assert!(made.get_item(0).unwrap().is(made.get_item(2).unwrap()));
        // Python has seen it: a native write would go unnoticed.
        deopts(row.push(1));
        let same = List::from_vec(vec![1_i64]);
        same.extend_list(&same.clone()).unwrap();
        assert_eq!(same.items().unwrap(), [1, 1]);
    });
}

#[test]
fn iteration_follows_the_list_as_it_changes() {
    let list = List::from_vec(vec![1_i64, 2, 3, 4]);
    let mut seen = Vec::new();
    for item in list.iter() {
        let item = item.unwrap();
        seen.push(item);
        if item % 2 == 0 {
            list.remove(&item).unwrap();
        }
        if item == 1 {
            list.push(9).unwrap();
        }
    }
    assert_eq!(seen, [1, 2, 4]);
    let list = List::from_vec(vec![1_i64, 2, 3]);
    let mut back = list.reversed();
    assert_eq!(back.next().unwrap().unwrap(), 3);
    list.clear().unwrap();
    assert!(back.next().is_none());
}

/// Texts of all widths, with common beginnings, sort by code points.
#[test]
fn texts_in_order() {
    Python::attach(|py| {
        let alphabet = "['', 'a', 'b', '\\0', '\\x7f', '\\x80', 'ÿ', 'Ā', '߿', 'ࠀ', '\\ud800', '\\udfff', '\\uffff', '😀', '\\U0010ffff']";
        let text = format!("[x + y + z * n for a in [{alphabet}] for x in a for y in a[::3] for z in a[1::4] for n in (1, 9)]");
        let twin = eval(py, &text, &[]).unwrap();
        let view: List<Text> = read(&twin).unwrap();
        let keys = List::of(view.iter().map(|text| text.map(|text| (text, 1_i64)))).unwrap();
        let by_keys = view.copy().unwrap();
        by_keys.sort_by_keys(&keys, false).unwrap();
        let forward = object(py, &compare::sorted(view.iter(), false).unwrap());
        let backward = object(py, &compare::sorted(view.iter(), true).unwrap());
        let by_keys = object(py, &by_keys);
        let names = [("xs", &twin), ("a", &forward), ("b", &backward), ("c", &by_keys)];
        let agree = "[sorted(xs) == a, sorted(xs, reverse=True) == b, sorted(xs) == c]";
        same_with(py, agree, &names, Ok(List::from_vec(vec![true; 3])));
    });
}
