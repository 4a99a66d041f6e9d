//! Small indices that stand for the things one run knows. They are plain numbers, so that results
//! can move between threads and machines as they are.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($int:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(Serialize, Deserialize)]
        pub struct $name(pub $int);

        impl $name {
            /// The place of the thing in the list that owns it.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of the thing at `index` of the list that owns it.
            pub fn from_index(index: usize) -> Self {
                Self(index as $int)
            }
        }
    )*};
}

ids! {
    /// A document of the ledger.
    DocId(u32);
    /// A claim of the ledger.
    ClaimId(u32);
    /// A fact of the report.
    FactId(u32);
    /// A rule, and with it its place in a file under `rules/`.
    RuleId(u16);
    /// A unit of measure or a currency, in the rules' table of units.
    UnitId(u16);
    /// A measure (what a figure is a figure of), in the rules' table of measures.
    MeasureId(u16);
    /// A word that the rules know; `Sym(0)` is every other word.
    Sym(u32);
}

impl Sym {
    /// A word that no rule knows.
    pub const UNKNOWN: Self = Self(0);
}
