use std::fmt;

/// A time of day, with the zone if the text names it. Zones are names, not offsets: a text that
/// says "local time" and one that says "GMT" are not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Minutes since midnight, below 1440.
    pub minutes: u16,
    /// Whether the words admit a little more or less ("around 6am", "before 9").
    pub about: bool,
    /// `GMT`, `BST`, `local`; as written, in capitals for abbreviations.
    pub zone: Option<String>,
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}
