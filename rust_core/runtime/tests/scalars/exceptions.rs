//! Raising, matching, chaining.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

fn raised(py: Python<'_>, exit: &Exit) -> String {
    let value = object(py, &exit.object().unwrap());
    value.repr().unwrap().to_string()
}

#[test]
fn raising() {
    Python::attach(|py| {
        let exit = raise::<()>(&builtin("ValueError"), &[&1_i64, &Text::from("bad")]).unwrap_err();
        assert_eq!(raised(py, &exit), "ValueError(1, 'bad')");
        let own: Obj = native(py, "type('Own', (LookupError,), {})");
        let exit = raise::<()>(&own, &[]).unwrap_err();
        assert_eq!(raised(py, &exit), "Own()");
        for (class, matching) in [
            ("LookupError", true),
            ("Exception", true),
            ("KeyError", false),
            ("BaseException", true),
        ] {
            assert_eq!(
                matches(&exit, &[builtin("TypeError"), builtin(class)]),
                matching
            );
        }
        // What the class itself raises is what is raised.
        let odd: Obj = native(
            py,
            "type('Odd', (Exception,), {'__init__': lambda self, x: 1 // 0})",
        );
        assert!(matches(
            &raise::<()>(&odd, &[&1_i64]).unwrap_err(),
            &[builtin("ZeroDivisionError")]
        ));
        let exit = raise::<()>(&builtin("int"), &[&3_i64]).unwrap_err();
        assert_eq!(
            raised(py, &exit),
            "TypeError('exceptions must derive from BaseException')"
        );
    });
}

#[test]
fn implicit_ones_match_by_class() {
    Python::attach(|_| {
        let exit = Exit::Implicit(Implicit::KeyError);
        assert!(matches(&exit, &[builtin("LookupError")]));
        assert!(!matches(&exit, &[builtin("IndexError")]));
        assert!(!matches(&Exit::Deopt, &[builtin("BaseException")]));
        assert!(matches!(exit.object(), Err(Exit::Deopt)));
    });
}

#[test]
fn chaining() {
    Python::attach(|py| {
        let caught = raise::<()>(&builtin("KeyError"), &[&1_i64]).unwrap_err();
        let cause = caught.object().unwrap();
        let inner = {
            let _handling = in_handler(&caught);
            raise::<()>(&builtin("ValueError"), &[]).unwrap_err()
        };
        let after = raise::<()>(&builtin("ValueError"), &[]).unwrap_err();
        let context =
            |exit: &Exit| object(py, &exit.object().unwrap().attr("__context__").unwrap());
        assert!(context(&inner).is(object(py, &cause)));
        assert!(context(&after).is_none());
        let explained = raise_from::<()>(&builtin("ValueError"), &[], Some(&cause)).unwrap_err();
        assert!(
            object(py, &explained.object().unwrap().attr("__cause__").unwrap())
                .is(object(py, &cause))
        );
        let silent = raise_from::<()>(&builtin("ValueError"), &[], None).unwrap_err();
        assert!(object(
            py,
            &silent
                .object()
                .unwrap()
                .attr("__suppress_context__")
                .unwrap()
        )
        .is_truthy()
        .unwrap());
        assert_eq!(
            eval(py, "__import__('sys').exc_info()").to_string(),
            "(None, None, None)"
        );
    });
}

/// An exception that has no object cannot be the context of another one.
#[test]
fn implicit_contexts_deopt() {
    Python::attach(|_| {
        let caught = Exit::Implicit(Implicit::IndexError);
        {
            let _handling = in_handler(&caught);
            assert!(matches!(
                raise::<()>(&builtin("ValueError"), &[]),
                Err(Exit::Deopt)
            ));
        }
        assert!(matches!(
            raise::<()>(&builtin("ValueError"), &[]),
            Err(Exit::Raise(_))
        ));
    });
}

#[test]
fn ticks_let_signals_in() {
    Python::attach(|_| {
        for _ in 0..300_000 {
            tick().unwrap();
        }
    });
}

#[test]
fn depth_ends_in_a_deopt() {
    fn down(left: u64) -> Result<u64> {
        let _depth = Depth::enter()?;
        Ok(if left == 0 { 0 } else { down(left - 1)? + 1 })
    }
    Python::attach(|py| {
        assert_eq!(down(500).unwrap(), 500);
        assert!(matches!(down(100_000), Err(Exit::Deopt)));
        assert_eq!(down(500).unwrap(), 500);
        let limit = eval(py, "__import__('sys').getrecursionlimit()");
        py.import("sys")
            .unwrap()
            .call_method1("setrecursionlimit", (10_000_000,))
            .unwrap();
        assert!(matches!(down(9_000_000), Err(Exit::Deopt)));
        py.import("sys")
            .unwrap()
            .call_method1("setrecursionlimit", (limit,))
            .unwrap();
        assert_eq!(down(500).unwrap(), 500);
    });
}
