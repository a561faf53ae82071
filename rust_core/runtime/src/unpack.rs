//! `a, b = items`: a sequence of any length where exactly so many are wanted.

use crate::exit::{Implicit, Result};
use crate::list::List;
use crate::seq::Seq;
use crate::tuple::Tup;
use crate::value::Value;

/// The item at a place; a sequence without it is too short to unpack.
#[inline]
fn item<S: Seq>(seq: &S, place: usize) -> Result<S::Item> {
    seq.at(place).unwrap_or_else(|| Implicit::ValueError.exit())
}

macro_rules! unpack {
    ($($name:ident $len:literal ($($at:literal $T:ident),+);)*) => {
        unpack!(List: $($name $len ($($at $T),+);)*);
        unpack!(Tup: $($name $len ($($at $T),+);)*);
    };
    ($seq:ident: $($name:ident $len:literal ($($at:literal $T:ident),+);)*) => {
        impl<T: Value> $seq<T> {
            $(
                /// Exactly so many items, or a ValueError.
                #[inline]
                pub fn $name(&self) -> Result<($($T,)+)> {
                    if self.size() != $len {
                        return Implicit::ValueError.exit();
                    }
                    Ok(($(item(self, $at)?,)+))
                }
            )*
        }
    };
}

unpack! {
    unpack_1 1 (0 T);
    unpack_2 2 (0 T, 1 T);
    unpack_3 3 (0 T, 1 T, 2 T);
    unpack_4 4 (0 T, 1 T, 2 T, 3 T);
    unpack_5 5 (0 T, 1 T, 2 T, 3 T, 4 T);
    unpack_6 6 (0 T, 1 T, 2 T, 3 T, 4 T, 5 T);
    unpack_7 7 (0 T, 1 T, 2 T, 3 T, 4 T, 5 T, 6 T);
    unpack_8 8 (0 T, 1 T, 2 T, 3 T, 4 T, 5 T, 6 T, 7 T);
}
