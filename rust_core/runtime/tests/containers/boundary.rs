//! Tuples and optional values, and the way into Python and back.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

#[test]
fn fixed_tuples() {
    Python::attach(|py| {
        let pair = eval(py, "(1, 2.5)", &[]).unwrap();
        let native: (i64, f64) = read(&pair).unwrap();
        same(py, "(1, 2.5)", Ok(native));
        deopts(read::<(i64, f64)>(&eval(py, "(1, 2)", &[]).unwrap()));
        deopts(read::<(i64, f64)>(&eval(py, "(1,)", &[]).unwrap()));
        deopts(read::<(i64,)>(&eval(py, "[1]", &[]).unwrap()));
        for (a, b) in [((1, 2), (1, 3)), ((1, 2), (1, 2)), ((2, 0), (1, 9))] {
            let text = format!("{a:?} OP {b:?}");
            same(py, &text.replace("OP", "<"), a.py_lt(&b));
            same(py, &text.replace("OP", "<="), a.py_le(&b));
            same(py, &text.replace("OP", ">"), a.py_gt(&b));
            same(py, &text.replace("OP", "=="), a.py_eq(&b));
        }
        deopts((f64::NAN, 1_i64).py_lt(&(f64::NAN, 2)));
        same(py, "()", Ok(EmptyTuple));
        same(py, "(1, 2) + (3,)", Ok((1_i64, 2_i64).join((3_i64,))));
    });
}

#[test]
fn tuples_of_any_length() {
    Python::attach(|py| {
        let twin = eval(py, "(5, 6, 7)", &[]).unwrap();
        let view: Tup<i64> = read(&twin).unwrap();
        let names = [("t", &twin)];
        assert!(object(py, &view).is(&twin));
        assert!(object(py, &view.slice(None, None).unwrap()).is(&twin));
        assert!(object(py, &view.repeat(1).unwrap()).is(&twin));
        assert!(object(py, &view.concat(&Tup::from(vec![])).unwrap()).is(&twin));
        for index in -4..4 {
            same_with(py, &format!("t[{index}]"), &names, view.get(index));
            same_with(py, &format!("t[{index}:]"), &names, view.slice(Some(index), None));
            same_with(py, &format!("t * {index}"), &names, view.repeat(index));
        }
        same_with(py, "t.index(7)", &names, view.index(&7));
        same_with(py, "t.index(8)", &names, view.index(&8));
        same_with(py, "t + t", &names, view.concat(&view));
        same_with(py, "t < (5, 7)", &names, view.py_lt(&Tup::from(vec![5, 7])));
        assert_eq!(view.unpack_3().unwrap(), (5, 6, 7));
        assert!(view.unpack_2().is_err());
        deopts(view.repeat(i64::MAX));
    });
}

#[test]
fn optional_values() {
    Python::attach(|py| {
        same(py, "None", Ok(None::<i64>));
        same(py, "3", Ok(Some(3_i64)));
        assert_eq!(read::<Option<i64>>(&eval(py, "None", &[]).unwrap()).unwrap(), None);
        deopts(read::<Option<i64>>(&eval(py, "'x'", &[]).unwrap()));
        deopts(None::<i64>.known());
        let dict: Dict<i64, Option<i64>> = Dict::new();
        dict.set(1, None).unwrap();
        assert_eq!(dict.get_flat(&1).unwrap(), None);
        assert!(dict.contains(&1).unwrap());
    });
}

/// Nested lists are read where they lie, and come back as the objects that they are.
#[test]
fn nested_lists() {
    Python::attach(|py| {
        let twin = eval(py, "(lambda r: [r, [4], r])([1, 2])", &[]).unwrap();
        let grid: List<List<i64>> = read(&twin).unwrap();
        assert_eq!(grid.get(2).unwrap().get(1).unwrap(), 2);
        assert!(grid.get(0).unwrap().is(&grid.get(2).unwrap()));
        let turned = List::of(grid.reversed()).unwrap();
        let made = object(py, &turned);
        assert!(made.get_item(0).unwrap().is(twin.get_item(0).unwrap()));
        same_with(py, "xs[::-1]", &[("xs", &twin)], Ok(turned));
    });
}
