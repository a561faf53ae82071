//! Containers and iteration against the embedded interpreter.
//!
//! `cargo test -p runtime --features pyo3/auto-initialize`

mod boundary;
mod dicts;
mod iteration;
mod lists;
mod numbers;
mod oracle;
mod sets;
