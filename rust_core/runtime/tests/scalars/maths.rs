//! `math`.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

#[test]
fn functions_of_one() {
    type Function = fn(f64) -> Result<f64>;
    let functions: [(&str, Function); 30] = [
        ("sqrt", math::sqrt),
        ("exp", math::exp),
        ("exp2", math::exp2),
        ("expm1", math::expm1),
        ("log", math::log),
        ("log2", math::log2),
        ("log10", math::log10),
        ("log1p", math::log1p),
        ("sin", math::sin),
        ("cos", math::cos),
        ("tan", math::tan),
        ("asin", math::asin),
        ("acos", math::acos),
        ("atan", math::atan),
        ("sinh", math::sinh),
        ("cosh", math::cosh),
        ("tanh", math::tanh),
        ("asinh", math::asinh),
        ("acosh", math::acosh),
        ("atanh", math::atanh),
        ("cbrt", math::cbrt),
        ("erf", math::erf),
        ("erfc", math::erfc),
        ("gamma", math::gamma),
        ("lgamma", math::lgamma),
        ("ulp", math::ulp),
        ("degrees", |x| Ok(math::degrees(x))),
        ("radians", |x| Ok(math::radians(x))),
        ("fabs", |x| Ok(x.abs())),
        ("hypot", |x| Ok(x.abs())),
    ];
    Python::attach(|py| {
        for (name, function) in functions {
            let mut random = Random(21);
            let mut oracle = Oracle::new(py, &format!("math.{name}"));
            let more = [
                -1.5, 0.999, 1.0000001, -0.75, 30.0, 170.5, 171.7, 709.0, 709.8, 710.5, -745.2,
                1024.0, 1e5,
            ];
            let some = (0..1500).map(|_| random.float()).collect::<Vec<_>>();
            let unit = (0..500).map(|n| f64::from(n) / 250.0 - 1.0);
            for x in FLOATS.into_iter().chain(more).chain(some).chain(unit) {
                oracle.same(&[&x], function(x));
            }
        }
    });
}

#[test]
fn functions_of_two() {
    type Function = fn(f64, f64) -> Result<f64>;
    let functions: [(&str, Function); 9] = [
        ("pow", math::pow),
        ("atan2", |y, x| Ok(math::atan2(y, x))),
        ("fmod", math::fmod),
        ("remainder", math::remainder),
        ("hypot", |x, y| Ok(math::hypot(x, y))),
        ("copysign", |a, b| Ok(a.copysign(b))),
        ("log", math::log_base),
        ("nextafter", math::nextafter),
        ("isclose", |a, b| Ok(f64::from(math::isclose(a, b)))),
    ];
    Python::attach(|py| {
        for (name, function) in functions {
            let mut random = Random(22);
            let text = if name == "isclose" {
                "lambda a, b: float(math.isclose(a, b))".into()
            } else {
                format!("math.{name}")
            };
            let mut oracle = Oracle::new(py, &text);
            let edges = FLOATS
                .iter()
                .flat_map(|&a| FLOATS.iter().map(move |&b| (a, b)));
            for (a, b) in edges.chain((0..1500).map(|_| (random.float(), random.float()))) {
                oracle.same(&[&a, &b], function(a, b));
            }
        }
    });
}

#[test]
fn the_rest() {
    Python::attach(|py| {
        let mut random = Random(23);
        let (mut frexp, mut modf) = (Oracle::new(py, "math.frexp"), Oracle::new(py, "math.modf"));
        let mut ldexp = Oracle::new(py, "math.ldexp");
        let mut close = Oracle::new(
            py,
            "lambda a, b, r, t: math.isclose(a, b, rel_tol=r, abs_tol=t)",
        );
        for x in FLOATS.into_iter().chain((0..1000).map(|_| random.float())) {
            frexp.same(&[&x], Ok(math::frexp(x)));
            modf.same(&[&x], Ok(math::modf(x)));
            for exponent in [
                -2200,
                -1100,
                -1075,
                -1074,
                -1022,
                -60,
                -1,
                0,
                1,
                52,
                971,
                1023,
                1024,
                2100,
                i64::MIN,
                i64::MAX,
            ] {
                ldexp.same(&[&x, &exponent], math::ldexp(x, exponent));
            }
            for (rel, tol) in [
                (0.1, 0.0),
                (0.0, 1.0),
                (1e-9, 1e-12),
                (-1.0, 0.0),
                (0.0, -0.5),
                (f64::NAN, 0.1),
            ] {
                close.same(
                    &[&x, &(x * 1.05), &rel, &tol],
                    math::isclose_within(x, x * 1.05, rel, tol),
                );
            }
        }
        let mut fsum = Oracle::new(py, "math.fsum");
        for text in [
            "[]",
            "[0.1] * 10",
            "[1e100, 1.0, -1e100]",
            "[1e308, 1e308]",
            "[math.inf, -math.inf]",
            "[math.nan, math.inf]",
            "[-0.0]",
        ] {
            let list: List<f64> = native(py, text);
            fsum.same(&[&list], math::fsum(list.iter()));
        }
        for _ in 0..3000 {
            let many = random.below(12);
            let list = List::from(
                (0..many)
                    .map(|_| random.float() * 2_f64.powi(random.below(60) as i32))
                    .collect::<Vec<f64>>(),
            );
            fsum.same(&[&list], math::fsum(list.iter()));
        }
        // Ties between two floats, and next to them.
        for text in [
            "[1.0, 2**-53]",
            "[1.0, 2**-53, 1e-300]",
            "[1.0, 2**-53, -1e-300]",
            "[1.0 + 2**-52, 2**-53, 5e-324]",
        ] {
            let list: List<f64> = native(py, text);
            fsum.same(&[&list], math::fsum(list.iter()));
        }
        let mut prod = Oracle::new(py, "math.prod");
        for text in ["[]", "[2.5, -3.0]", "[1e200, 1e200]"] {
            let list: List<f64> = native(py, text);
            prod.same(&[&list], math::prod_floats(list.iter()));
        }
        for text in ["[]", "[2, -3, 7]", "[2**40, 2**40]", "[2**40, 2**40, 0]"] {
            let list: List<i64> = native(py, text);
            prod.same_or_deopt(&[&list], math::prod_ints(list.iter(), 1));
        }
        let mut dist = Oracle::new(py, "math.dist");
        let points: [(f64, f64); 3] = [(0.0, 0.0), (3.0, 4.0), (f64::NAN, f64::INFINITY)];
        points.iter().for_each(|p| {
            points
                .iter()
                .for_each(|q| dist.same(&[p, q], math::dist(p, q)))
        });
        points.iter().for_each(|p| {
            points
                .iter()
                .for_each(|q| dist.same(&[p, q], Ok(math::dist2(*p, *q))))
        });
        let (mut two, mut three) = (Oracle::new(py, "math.hypot"), Oracle::new(py, "math.hypot"));
        for _ in 0..20_000 {
            // Sides of like and of unlike size, subnormal and huge ones too.
            let (x, y) = (random.float(), random.float());
            let z = x * (1.0 + random.below(1000) as f64 / 999.0);
            two.same(&[&x, &z], Ok(math::hypot(x, z)));
            three.same(&[&x, &y, &z], Ok(math::hypot3(x, y, z)));
            let (a, b) = (
                f64::from_bits(random.bits() >> 12),
                f64::from_bits(random.bits() >> 13),
            );
            two.same(&[&a, &b], Ok(math::hypot(a, b)));
        }
    });
}
