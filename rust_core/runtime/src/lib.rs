//! What Python means, in Rust: the hand-written half of every port.
//!
//! Generated code is safe Rust (`#![forbid(unsafe_code)]`) written against this crate alone; all
//! unsafe code lives here, each block with its reason.  Nothing in this crate knows a target.
//!
//! Conventions, which the tables of the transpiler rely on:
//! * every operation either gives exactly what CPython would give, or leaves with an [`Exit`];
//! * all values are used under the interpreter lock, are cheap to clone (a number, or a counted
//!   handle) and never cross threads;
//! * an operation never runs code of the target (no `__eq__`, `__hash__`, `__del__` of a user's
//!   class): where Python would, it deopts.
#![deny(unsafe_op_in_unsafe_fn)]
// `len` is Python's; what is empty is false.
#![allow(clippy::len_without_is_empty)]

mod api;
mod arguments;
mod bind;
pub mod attempt;
pub mod bisect;
pub mod bytes;
mod call;
pub mod compare;
pub mod convert;
mod depth;
mod dict;
pub mod entry;
pub mod exc;
pub mod exit;
pub mod float;
pub mod format;
mod guard;
mod handle;
pub mod heapq;
mod index;
pub mod int;
pub mod iter;
mod key;
mod layout;
mod libm;
mod list;
pub mod math;
mod memo;
mod num;
mod object;
pub mod ops;
mod option;
pub mod range;
pub mod register;
mod seq;
pub mod set;
mod slot;
pub mod sum;
pub mod text;
mod tuple;
mod unpack;
mod value;

pub use convert::{FromPy, ToPy};
pub use exit::{Exit, Implicit, Raised, Result};
pub use text::Text;

/// What generated code imports: `use runtime::prelude::*;`.
pub mod prelude {
    pub use crate::attempt;
    pub use crate::attempt::exit_of;
    pub use crate::convert::{FromPy, ToPy};
    pub use crate::exit::{Exit, Implicit, Result};
    pub use crate::entry::{Entry, Needs, Object};
    // Operations go by their module (`int::add`, `math::sqrt`), so that functions of a target
    // that bear the same names are never taken for them.
    pub use crate::bytes::Bytes;
    pub use crate::depth::{tick, Depth};
    pub use crate::exc::{self, builtin, in_handler, matches, raise, raise_from, reraise};
    pub use crate::format::{self, format_value};
    pub use crate::num::{float, Num};
    pub use crate::object::{FromObj, Obj, ToObj};
    pub use crate::ops::{PyEq, PyHash, PyOrd, PyRepr, Truth};
    pub use crate::text;
    pub use crate::text::{concat, Char, Text};
    pub use crate::{float, int, lit, math};
    pub use crate::dict::Dict;
    pub use crate::list::List;
    pub use crate::option::Known;
    pub use crate::range::{range, Range};
    pub use crate::set::{FrozenSet, Set};
    pub use crate::tuple::{EmptyTuple, Join, Tup, Uniform};
    pub use crate::{bisect, compare, heapq, iter, range, set, sum};
}
