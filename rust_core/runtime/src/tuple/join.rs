//! `a + b` of tuples of fixed lengths.

/// Adding a tuple behind another.
pub trait Join<Other> {
    type Joined;

    /// `self + other`
    fn join(self, other: Other) -> Self::Joined;
}

macro_rules! joined {
    ($($A:ident $a:tt),+; $($B:ident $b:tt),+) => {
        impl<$($A,)+ $($B),+> Join<($($B,)+)> for ($($A,)+) {
            type Joined = ($($A,)+ $($B),+);

            #[inline(always)]
            fn join(self, other: ($($B,)+)) -> Self::Joined {
                ($(self.$a,)+ $(other.$b),+)
            }
        }
    };
}

joined!(A 0; B 0);
joined!(A 0; B 0, C 1);
joined!(A 0; B 0, C 1, D 2);
joined!(A 0; B 0, C 1, D 2, E 3);
joined!(A 0; B 0, C 1, D 2, E 3, F 4);
joined!(A 0; B 0, C 1, D 2, E 3, F 4, G 5);
joined!(A 0; B 0, C 1, D 2, E 3, F 4, G 5, H 6);
joined!(A 0, B 1; C 0);
joined!(A 0, B 1; C 0, D 1);
joined!(A 0, B 1; C 0, D 1, E 2);
joined!(A 0, B 1; C 0, D 1, E 2, F 3);
joined!(A 0, B 1; C 0, D 1, E 2, F 3, G 4);
joined!(A 0, B 1; C 0, D 1, E 2, F 3, G 4, H 5);
joined!(A 0, B 1, C 2; D 0);
joined!(A 0, B 1, C 2; D 0, E 1);
joined!(A 0, B 1, C 2; D 0, E 1, F 2);
joined!(A 0, B 1, C 2; D 0, E 1, F 2, G 3);
joined!(A 0, B 1, C 2; D 0, E 1, F 2, G 3, H 4);
joined!(A 0, B 1, C 2, D 3; E 0);
joined!(A 0, B 1, C 2, D 3; E 0, F 1);
joined!(A 0, B 1, C 2, D 3; E 0, F 1, G 2);
joined!(A 0, B 1, C 2, D 3; E 0, F 1, G 2, H 3);
joined!(A 0, B 1, C 2, D 3, E 4; F 0);
joined!(A 0, B 1, C 2, D 3, E 4; F 0, G 1);
joined!(A 0, B 1, C 2, D 3, E 4; F 0, G 1, H 2);
joined!(A 0, B 1, C 2, D 3, E 4, F 5; G 0);
joined!(A 0, B 1, C 2, D 3, E 4, F 5; G 0, H 1);
joined!(A 0, B 1, C 2, D 3, E 4, F 5, G 6; H 0);
