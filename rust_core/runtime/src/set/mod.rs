//! `set` and `frozenset`: only what does not depend on the order of their members.
//!
//! Python's order of members follows from hashes and history; native code never reproduces it and
//! so never shows its own: there is no iteration and no `pop`, except for consumers that give the
//! same for every order.

mod build;
mod convert;
mod frozen;
mod members;
mod mutable;
mod view;

pub use build::{unordered_max, unordered_max_or, unordered_min, unordered_min_or};
pub use frozen::FrozenSet;
pub use members::Members;
pub use mutable::Set;
