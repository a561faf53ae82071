//! The functions of the extension module that `_ported.py` calls.

use crate::bind::{self as binding, Dependencies};
use crate::register::{self, entries, entry};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use pyo3::wrap_pyfunction;

/// Adds all of them to the module.
pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(unsupported, module)?)?;
    module.add_function(wrap_pyfunction!(symbols, module)?)?;
    module.add_function(wrap_pyfunction!(needs, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint, module)?)?;
    module.add_function(wrap_pyfunction!(arm, module)?)?;
    module.add_function(wrap_pyfunction!(bind, module)?)?;
    module.add_function(wrap_pyfunction!(release, module)?)?;
    module.add_function(wrap_pyfunction!(release_all, module)?)?;
    module.add_function(wrap_pyfunction!(is_native, module)?)?;
    module.add_function(wrap_pyfunction!(suspend, module)?)?;
    module.add_function(wrap_pyfunction!(resume, module)?)?;
    module.add_function(wrap_pyfunction!(counters, module)?)?;
    module.add_function(wrap_pyfunction!(last_panic, module)?)
}

/// Why nothing can be bound in this interpreter, or None.
#[pyfunction]
fn unsupported() -> Option<&'static str> {
    register::unsupported_here()
}

/// The symbols that have a port here.
#[pyfunction]
fn symbols() -> Vec<&'static str> {
    entries().map(|entry| entry.symbol).collect()
}

/// What the port of a symbol was proven with: functions, constants, names, objects.
#[pyfunction]
fn needs<'py>(py: Python<'py>, symbol: &str) -> PyResult<Bound<'py, PyDict>> {
    let needs = &entry(symbol)?.needs;
    let objects: Vec<&str> = needs.objects.iter().map(|object| object.path).collect();
    let found = PyDict::new(py);
    found.set_item("functions", needs.functions.to_vec())?;
    found.set_item("constants", needs.constants.to_vec())?;
    found.set_item("names", needs.names.to_vec())?;
    found.set_item("objects", objects)?;
    Ok(found)
}

/// The fingerprint of a symbol's code in one minor version, `"3.11"`, or None if not proven there.
#[pyfunction]
fn fingerprint(symbol: &str, version: &str) -> Option<&'static str> {
    register::fingerprint(symbol, version)
}

/// Lets the first call of `function` ask `resolver(function, symbol)`, which calls `bind`, gives
/// up, or returns a true value to be asked again at the next call.
#[pyfunction]
fn arm(function: &Bound<'_, PyAny>, symbol: &str, resolver: &Bound<'_, PyAny>) -> PyResult<()> {
    binding::arm(entry(symbol)?, function, resolver)
}

/// Makes calls of `function` native.  `functions` are its callees; `watches` are triples of
/// a dict or class, a name and the object that it must mean (or `ABSENT`).
#[pyfunction]
fn bind<'py>(
    function: &Bound<'py, PyAny>,
    symbol: &str,
    functions: Vec<Bound<'py, PyAny>>,
    watches: Vec<(Bound<'py, PyAny>, Bound<'py, PyString>, Bound<'py, PyAny>)>,
    objects: Vec<Bound<'py, PyAny>>,
) -> PyResult<()> {
    let needed = Dependencies {
        functions,
        watches,
        objects,
    };
    binding::bind(entry(symbol)?, function, needed)
}

/// Makes a bound or armed function plain again; whether it was one.
#[pyfunction]
fn release(function: &Bound<'_, PyAny>) -> bool {
    binding::release_function(function)
}

/// Makes all bound functions plain again, and lets go of all objects.
#[pyfunction]
fn release_all() {
    binding::release_all();
}

/// Whether calls of `function` are native now.
#[pyfunction]
fn is_native(function: &Bound<'_, PyAny>) -> bool {
    binding::is_native(function)
}

/// Runs everything as Python until `resume`.
#[pyfunction]
fn suspend() {
    binding::suspend();
}

/// Ends one `suspend`.
#[pyfunction]
fn resume() {
    binding::resume();
}

/// How many calls of each symbol went which way.
#[pyfunction]
fn counters(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let all = PyDict::new(py);
    for entry in entries() {
        let one = PyDict::new(py);
        for (name, count) in entry.counters.all() {
            one.set_item(name, count)?;
        }
        all.set_item(entry.symbol, one)?;
    }
    Ok(all)
}

/// Where the last panic of a port happened and what it said; empty if there was none.
#[pyfunction]
fn last_panic() -> String {
    register::last_panic_text()
}
