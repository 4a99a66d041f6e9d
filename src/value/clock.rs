use std::fmt;

/// A time of day, with the zone if the text names it. Zones are names, not offsets: a text that
/// says "local time" and one that says "GMT" are not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Minutes since midnight, below 1440.
    pub minutes: u16,
    /// Whether the words admit a little more or less ("around 6am", "before 9").
    pub about: bool,
    /// Whether the words say which half of the day is meant: "half past nine" may be in the evening. The
    /// minutes are then those of the morning.
    pub half_known: bool,
    /// `GMT`, `BST`, `local`; as written, in capitals for abbreviations.
    pub zone: Option<String>,
}

/// Half a day in minutes.
const HALF_DAY: u16 = 720;

impl Clock {
    /// How many minutes lie between two times, as far as their words say which half of the day is meant.
    pub fn minutes_to(&self, other: &Self) -> u16 {
        let apart = self.minutes.abs_diff(other.minutes);
        if self.half_known && other.half_known {
            return apart;
        }
        let within = apart % HALF_DAY;
        within.min(HALF_DAY - within)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}
