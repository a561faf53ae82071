//! `format`.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

const SHAPES: [&str; 26] = [
    "", "5", "05", "12", "<8", ">8", "^8", "^9", "=8", "*^9", "é>7", "0<6", "+", " ", "-", "+08",
    "#", "#010", "_", ",", "012,", "<012,", ">+10,", "*=+12,", "z", "!",
];
const TYPES: [&str; 17] = [
    "", "d", "x", "X", "o", "b", "c", "s", "f", "F", "e", "E", "g", "G", "%", "n", "q",
];
const PRECISIONS: [&str; 6] = ["", ".0", ".1", ".3", ".20", "."];

fn specs() -> Vec<String> {
    let mut all = Vec::new();
    for shape in SHAPES {
        for precision in PRECISIONS {
            all.extend(TYPES.iter().map(|kind| format!("{shape}{precision}{kind}")));
        }
    }
    all
}

#[test]
fn numbers() {
    Python::attach(|py| {
        let mut oracle = Oracle::new(py, "format");
        for spec in specs() {
            let text = Text::from(spec.as_str());
            for number in [0, 7, -7, 1234567, -1234567, 65, i64::MAX, i64::MIN] {
                oracle.same(&[&number, &text], format_value(&number, &spec));
            }
            for number in [
                0.0,
                -0.0,
                0.5,
                1.5,
                2.5,
                -2.675,
                1234567.891,
                1e22,
                1e-7,
                f64::NAN,
                f64::NEG_INFINITY,
            ] {
                oracle.same(&[&number, &text], format_value(&number, &spec));
            }
            oracle.same(&[&true, &text], format_value(&true, &spec));
            oracle.same(&[&Num::F(2.25), &text], format_value(&Num::F(2.25), &spec));
        }
    });
}

#[test]
fn fixed_point() {
    Python::attach(|py| {
        let mut random = Random(31);
        let mut oracle = Oracle::new(py, "format");
        let ties = (-4000..4000)
            .map(|n| f64::from(n) / 64.0)
            .collect::<Vec<_>>();
        for number in ties.into_iter().chain((0..4000).map(|_| random.float())) {
            for spec in [".0f", ".1f", ".2f", ".3f", ".5f", ",.2f", "10.2f", "+.4f"] {
                oracle.same(&[&number, &Text::from(spec)], format_value(&number, spec));
            }
        }
    });
}

#[test]
fn texts() {
    Python::attach(|py| {
        let mut oracle = Oracle::new(py, "format");
        for spec in specs() {
            for text in [
                "''",
                "'abc'",
                "'naïve'",
                "'日本語 text'",
                "'\\ud800\\U0001f600'",
            ] {
                let text: Text = native(py, text);
                oracle.same(
                    &[&text, &Text::from(spec.as_str())],
                    format_value(&text, &spec),
                );
            }
        }
    });
}
