//! Values of open types.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

const PLAIN: [&str; 22] = [
    "None",
    "True",
    "0",
    "7",
    "2**70",
    "-3",
    "2.5",
    "math.nan",
    "1j",
    "''",
    "'abc'",
    "'日本'",
    "b'ab'",
    "[]",
    "[1, 'a']",
    "(1, 2)",
    "((1,), 'x')",
    "{}",
    "{'a': 1}",
    "{1, 2}",
    "[[1.5], {2: None}]",
    "'a %s b'",
];
/// Values whose operations could run code of a target.
const FOREIGN: [&str; 4] = [
    "type('I', (int,), {})(3)",
    "type('S', (str,), {})('x')",
    "type('C', (), {'__eq__': lambda a, b: True, '__len__': lambda a: 3, '__add__': lambda a, b: 1})()",
    "[type('C', (), {})()]",
];

#[test]
fn operators() {
    type Operation = fn(&Obj, &Obj) -> Result<Obj>;
    let operations: [(&str, Operation); 13] = [
        ("lambda a, b: a + b", Obj::add),
        ("lambda a, b: a - b", Obj::sub),
        ("lambda a, b: a * b", Obj::mul),
        ("lambda a, b: a / b", Obj::truediv),
        ("lambda a, b: a // b", Obj::floordiv),
        ("lambda a, b: a % b", Obj::modulo),
        ("lambda a, b: a << b", Obj::shl),
        ("lambda a, b: a >> b", Obj::shr),
        ("lambda a, b: a & b", Obj::and),
        ("lambda a, b: a | b", Obj::or),
        ("lambda a, b: a ^ b", Obj::xor),
        ("lambda a, b: a[b]", Obj::getitem),
        ("lambda a, b: a == b", |a, b| a.eq(b)?.to_obj()),
    ];
    Python::attach(|py| {
        let values: Vec<Obj> = PLAIN.iter().map(|text| native(py, text)).collect();
        for (text, operation) in operations {
            let mut oracle = Oracle::new(py, text);
            values.iter().for_each(|a| {
                values
                    .iter()
                    .for_each(|b| oracle.same_or_deopt(&[a, b], operation(a, b)))
            });
            assert!(
                oracle.deopts * 3 < oracle.checks * 2,
                "{text}: {} of {}",
                oracle.deopts,
                oracle.checks
            );
            for foreign in FOREIGN {
                let foreign: Obj = native(py, foreign);
                assert!(
                    matches!(operation(&foreign, &values[3]), Err(Exit::Deopt))
                        || text.contains("a[b]")
                );
                assert!(matches!(operation(&values[3], &foreign), Err(Exit::Deopt)));
            }
        }
    });
}

#[test]
fn questions() {
    Python::attach(|py| {
        let values: Vec<Obj> = PLAIN.iter().map(|text| native(py, text)).collect();
        let (mut truth, mut len) = (Oracle::new(py, "bool"), Oracle::new(py, "len"));
        let (mut str, mut repr) = (Oracle::new(py, "str"), Oracle::new(py, "repr"));
        let mut order = Oracle::new(py, "lambda a, b: a < b");
        let mut inside = Oracle::new(py, "lambda a, b: b in a");
        for value in &values {
            truth.same(&[value], value.truth());
            len.same(&[value], value.len());
            str.same(&[value], value.str());
            repr.same(&[value], value.repr());
            for other in &values {
                order.same(&[value, other], value.lt(other));
                inside.same(&[value, other], value.contains(other));
            }
        }
        for foreign in FOREIGN {
            let foreign: Obj = native(py, foreign);
            assert!(matches!(foreign.repr(), Err(Exit::Deopt)));
            assert!(matches!(foreign.eq(&foreign), Err(Exit::Deopt)));
        }
        let keyed: Obj = native(
            py,
            "{type('K', (), {'__hash__': lambda s: hash('a'), '__eq__': lambda a, b: True})(): 1}",
        );
        assert!(matches!(
            keyed.contains(&native(py, "'a'")),
            Err(Exit::Deopt)
        ));
        assert!(matches!(
            keyed.getitem(&native(py, "'a'")),
            Err(Exit::Deopt)
        ));
    });
}

#[test]
fn instances() {
    Python::attach(|py| {
        let mut oracle = Oracle::new(
            py,
            "lambda v, n: isinstance(v, getattr(__import__('builtins'), n))",
        );
        for value in PLAIN.iter().chain(&FOREIGN) {
            let value: Obj = native(py, value);
            for class in [
                "int",
                "bool",
                "float",
                "str",
                "bytes",
                "list",
                "tuple",
                "dict",
                "set",
                "frozenset",
                "object",
            ] {
                oracle.same_or_deopt(&[&value, &Text::from(class)], value.is_instance_of(class));
            }
        }
        let liar: Obj = native(
            py,
            "type('L', (), {'__class__': property(lambda s: int)})()",
        );
        oracle.same_or_deopt(&[&liar, &Text::from("int")], liar.is_instance_of("int"));
    });
}

#[test]
fn calls() {
    Python::attach(|py| {
        let class: Obj = native(py, "type('P', (), {'x': 5, 'm': lambda self, a, *, k=0: (a, k), '__getitem__': lambda s, i: -i})");
        let point = class.call(&[]).unwrap();
        assert_eq!(point.attr("x").unwrap().read::<i64>().unwrap(), 5);
        assert_eq!(point.item(&4_i64).unwrap().read::<i64>().unwrap(), -4);
        assert_eq!(
            point
                .call_method("m", &[&1_i64])
                .unwrap()
                .read::<(i64, i64)>()
                .unwrap(),
            (1, 0)
        );
        assert_eq!(
            point
                .call_method_with("m", &[&1_i64, &2_i64], &["k"])
                .unwrap()
                .read::<(i64, i64)>()
                .unwrap(),
            (1, 2)
        );
        let sorted = builtin("sorted")
            .call_with(&[&List::from(vec![1_i64, 3, 2]), &true], &["reverse"])
            .unwrap();
        assert_eq!(object(py, &sorted).to_string(), "[3, 2, 1]");
        let error = point.attr("y").unwrap_err();
        assert!(matches(&error, &[builtin("AttributeError")]));
        assert!(point.type_is(&class) && !point.is_none() && Obj::none().is_none());
    });
}
