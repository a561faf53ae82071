//! Rust tuples whose items are all of one type, as sequences.

use super::Tup;
use crate::exit::Result;
use crate::value::Value;

/// A tuple of fixed length and one item type.
pub trait Uniform {
    type Item: Value;

    /// The same items as a tuple that can be indexed and iterated over.
    fn as_tup(&self) -> Tup<Self::Item>;

    /// `iter(t)`
    fn iter(&self) -> impl Iterator<Item = Result<Self::Item>> + 'static;
}

macro_rules! uniform {
    ($($T:ident $at:tt),+) => {
        impl<T: Value> Uniform for ($($T,)+) {
            type Item = T;

            #[inline]
            fn as_tup(&self) -> Tup<T> {
                Tup::from([$(self.$at.clone()),+])
            }

            #[inline]
            fn iter(&self) -> impl Iterator<Item = Result<T>> + 'static {
                [$(self.$at.clone()),+].into_iter().map(Ok)
            }
        }
    };
}

uniform!(T 0);
uniform!(T 0, T 1);
uniform!(T 0, T 1, T 2);
uniform!(T 0, T 1, T 2, T 3);
uniform!(T 0, T 1, T 2, T 3, T 4);
uniform!(T 0, T 1, T 2, T 3, T 4, T 5);
uniform!(T 0, T 1, T 2, T 3, T 4, T 5, T 6);
uniform!(T 0, T 1, T 2, T 3, T 4, T 5, T 6, T 7);
