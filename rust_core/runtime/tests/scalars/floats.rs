//! `float`, and numbers of either kind.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

fn pairs() -> Vec<(f64, f64)> {
    let mut random = Random(11);
    let mut all: Vec<_> = FLOATS
        .iter()
        .flat_map(|&a| FLOATS.iter().map(move |&b| (a, b)))
        .collect();
    all.extend((0..3000).map(|_| (random.float(), random.float())));
    all
}

#[test]
fn binary_operators() {
    type Operation = fn(f64, f64) -> Result<f64>;
    let operations: [(&str, Operation); 7] = [
        ("lambda a, b: a + b", |a, b| Ok(a + b)),
        ("lambda a, b: a - b", |a, b| Ok(a - b)),
        ("lambda a, b: a * b", |a, b| Ok(a * b)),
        ("lambda a, b: a / b", float::truediv),
        ("lambda a, b: a // b", float::floordiv),
        ("lambda a, b: a % b", float::modulo),
        ("lambda a, b: a ** b", float::pow),
    ];
    Python::attach(|py| {
        for (text, operation) in operations {
            let mut oracle = Oracle::new(py, text);
            for (a, b) in pairs() {
                // A negative base gives a complex number, or fails to.
                if text.contains("**") && a < 0.0 && b.fract() != 0.0 {
                    oracle.same_or_deopt(&[&a, &b], operation(a, b));
                } else {
                    oracle.same(&[&a, &b], operation(a, b));
                }
            }
        }
        let mut both = Oracle::new(py, "divmod");
        for (a, b) in pairs() {
            both.same(&[&a, &b], float::divmod(a, b));
        }
    });
}

#[test]
fn mixed_numbers() {
    Python::attach(|py| {
        let numbers: Vec<Num> = INTS
            .into_iter()
            .map(Num::I)
            .chain(FLOATS.into_iter().map(Num::F))
            .collect();
        type Operation = fn(Num, Num) -> Result<Num>;
        let operations: [(&str, Operation); 6] = [
            ("lambda a, b: a + b", |a, b| a.add(b)),
            ("lambda a, b: a - b", |a, b| a.sub(b)),
            ("lambda a, b: a * b", |a, b| a.mul(b)),
            ("lambda a, b: a // b", |a, b| a.floordiv(b)),
            ("lambda a, b: a % b", |a, b| a.modulo(b)),
            ("lambda a, b: a / b", |a, b| a.truediv(b).map(Num::F)),
        ];
        for (text, operation) in operations {
            let mut oracle = Oracle::new(py, text);
            numbers.iter().for_each(|a| {
                numbers
                    .iter()
                    .for_each(|b| oracle.same(&[a, b], operation(*a, *b)))
            });
        }
        let mut power = Oracle::new(py, "lambda a, b: a ** b");
        for a in &numbers {
            for b in [
                Num::I(-2),
                Num::I(0),
                Num::I(3),
                Num::I(40),
                Num::F(0.5),
                Num::F(-1.0),
                Num::F(3.0),
            ] {
                power.same(&[a, &b], a.pow(b));
            }
        }
        type Comparison = fn(Num, Num) -> bool;
        let comparisons: [(&str, Comparison); 6] = [
            ("operator.eq", |a, b| a.eq(b)),
            ("operator.ne", |a, b| a.ne(b)),
            ("operator.lt", |a, b| a.lt(b)),
            ("operator.le", |a, b| a.le(b)),
            ("operator.gt", |a, b| a.gt(b)),
            ("operator.ge", |a, b| a.ge(b)),
        ];
        for (text, comparison) in comparisons {
            let mut oracle = Oracle::new(py, text);
            numbers.iter().for_each(|a| {
                numbers
                    .iter()
                    .for_each(|b| oracle.same(&[a, b], Ok(comparison(*a, *b))))
            });
        }
        let (mut to_int, mut to_float) = (Oracle::new(py, "int"), Oracle::new(py, "float"));
        for number in &numbers {
            to_int.same(&[number], number.to_int());
            to_float.same(&[number], Ok(number.to_float()));
        }
    });
}

#[test]
fn rounding() {
    Python::attach(|py| {
        let mut random = Random(5);
        let (mut whole, mut places) = (Oracle::new(py, "round"), Oracle::new(py, "round"));
        let (mut floor, mut ceil, mut trunc) = (
            Oracle::new(py, "math.floor"),
            Oracle::new(py, "math.ceil"),
            Oracle::new(py, "math.trunc"),
        );
        let halves = (-40..40).map(|n| f64::from(n) / 8.0);
        let thousandths = (0..2000).map(|n| f64::from(n) * 0.005);
        for number in FLOATS
            .into_iter()
            .chain(halves)
            .chain(thousandths)
            .chain((0..2000).map(|_| random.float()))
        {
            whole.same(&[&number], float::round(number));
            floor.same(&[&number], math::floor(number));
            ceil.same(&[&number], math::ceil(number));
            trunc.same(&[&number], math::trunc(number));
            for digits in [
                -400,
                -309,
                -20,
                -3,
                -1,
                0,
                1,
                2,
                3,
                6,
                7,
                15,
                17,
                22,
                323,
                400,
                i64::MAX,
                i64::MIN,
            ] {
                places.same(&[&number, &digits], float::round_to(number, digits));
            }
        }
    });
}

#[test]
fn text_of_floats() {
    Python::attach(|py| {
        let mut random = Random(9);
        let (mut repr, mut parsed, mut hex) = (
            Oracle::new(py, "repr"),
            Oracle::new(py, "float"),
            Oracle::new(py, "float.hex"),
        );
        let (mut ratio, mut whole) = (
            Oracle::new(py, "float.as_integer_ratio"),
            Oracle::new(py, "float.is_integer"),
        );
        let any = (0..30_000)
            .map(|_| f64::from_bits(random.bits()))
            .collect::<Vec<_>>();
        let powers = (-330..310).map(|n| format!("1e{n}").parse::<f64>().unwrap());
        let binary = (-1074..1024).map(|n| 2_f64.powi(n));
        let quarters = (0..30_000)
            .map(|_| (random.bits() >> 8) as f64 / 32.0)
            .collect::<Vec<_>>();
        let decimals = (0..3000).map(|_| random.float()).collect::<Vec<_>>();
        for number in FLOATS
            .into_iter()
            .chain(any)
            .chain(powers)
            .chain(binary)
            .chain(quarters)
            .chain(decimals)
        {
            let text = float::text(number);
            parsed.same(&[&text], float::of_text(&text));
            repr.same(&[&number], Ok(text));
        }
        for number in FLOATS {
            hex.same(&[&number], float::hex(number));
            ratio.same(&[&number], float::as_integer_ratio(number));
            whole.same(&[&number], Ok(float::is_integer(number)));
        }
    });
}

#[test]
fn parsing() {
    let texts = [
        "",
        " ",
        ".",
        "-",
        "1",
        "1.",
        ".5",
        "+.5e-3",
        "1e5",
        "1E+5",
        "1e",
        "e5",
        "1_000.5",
        "1__0",
        "_1",
        "1_.5",
        "nan",
        "-NaN",
        "inf",
        "-Infinity",
        "+iNf",
        "infinit",
        "  2.5\n",
        "\x1c2.5",
        "1e400",
        "-1e400",
        "1e-400",
        "0x10",
        "1.5.2",
        "1 2",
        "१.५",
        "\u{2003}7\u{2003}",
        "1\0",
        "--1",
        "+-1",
        "1e+",
        "1e 5",
        "0.1e1_0",
        "179769313486231580793e289",
    ];
    Python::attach(|py| {
        let mut oracle = Oracle::new(py, "float");
        for text in texts {
            let text = Text::from(text);
            oracle.same(&[&text], float::of_text(&text));
            let bytes = text.encode_utf8().unwrap();
            oracle.same(&[&bytes], float::of_bytes(&bytes));
        }
    });
}

/// Items of containers are the same object, or equal: of NaN native code cannot tell.
#[test]
fn items() {
    assert!(matches!(f64::NAN.is_or_eq(&f64::NAN), Err(Exit::Deopt)));
    assert!(!f64::NAN.is_or_eq(&1.0).unwrap());
    assert!(0.0.is_or_eq(&-0.0).unwrap());
    assert!(matches!(
        Num::F(f64::NAN).is_or_eq(&Num::F(f64::NAN)),
        Err(Exit::Deopt)
    ));
    assert!(Num::I(1).is_or_eq(&Num::F(1.0)).unwrap());
}
