//! Makes `cfg(Py_3_12)` and its like available, so that struct layouts follow the interpreter.
fn main() {
    pyo3_build_config::use_pyo3_cfgs();
}
