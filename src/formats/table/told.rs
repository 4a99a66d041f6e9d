//! What the head of a column says beside its name: units, years, remarks in brackets.

/// What the head of a column or the label of a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// What it names, without the unit.
    pub(super) name: String,
    /// What is written before its figures: `$`.
    pub(super) sign: String,
    /// What is written behind them: ` million`, `%`, ` km²`.
    pub(super) unit: String,
    /// What is written behind everything that is told of it: ` in 2024`, ` (adjusted)`.
    pub(super) note: String,
}

impl Told {
    /// Reads the head of a column.
    pub(super) fn of_head(words: &str) -> Self {
        let named = |name: &str| Self { name: name.to_owned(), ..Self::default() };
        if is_time(words) {
            return Self { note: format!(" in {words}"), ..Self::default() };
        }
        if let Some((name, inside)) = bracketed(words) {
            return match unit(inside) {
                Some((sign, unit)) => Self { sign, unit, ..named(name) },
                None if is_time(inside) => Self { note: format!(" in {inside}"), ..named(name) },
                None => Self { note: format!(" ({inside})"), ..named(name) },
            };
        }
        match trailing(words) {
            Some((name, (sign, unit))) => Self { sign, unit, ..named(name) },
            None => named(words),
        }
    }

    /// Reads the label of a row: as a head, but brackets without a unit or a year are a part of the
    /// name.
    pub(super) fn of_label(words: &str) -> Self {
        let told = Self::of_head(words);
        if told.note.starts_with(" (") {
            return Self { name: words.to_owned(), ..Self::default() };
        }
        told
    }

    /// Reads the title of a table, of which only the unit counts.
    pub(super) fn of_title(words: &str) -> Self {
        let words = words.trim_end_matches('.');
        match words.strip_prefix("In ").and_then(unit) {
            Some((sign, unit)) => Self { sign, unit, ..Self::default() },
            None => Self::of_head(words),
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it tells when, and not what: `2024`, `2024 (adjusted)`.
    pub(super) fn is_time(&self) -> bool {
        is_time(&self.name) || (self.name.is_empty() && self.note.starts_with(" in "))
    }

    /// Whether it names a column of times.
    pub(super) fn names_time(&self) -> bool {
        let times = ["year", "quarter", "month", "period", "date", "season"];
        let name = self.name.to_lowercase();
        times.iter().any(|time| name.contains(time))
    }

    /// Whether it says a unit.
    pub(super) fn has_unit(&self) -> bool {
        !self.sign.is_empty() || !self.unit.is_empty()
    }

    /// Whether it says a unit and nothing else.
    pub(super) fn is_unit(&self) -> bool {
        self.has_unit() && self.name.is_empty()
    }
}

/// `Revenue ($m)` as `Revenue` and `$m`.
fn bracketed(words: &str) -> Option<(&str, &str)> {
    let (opening, rest) = match words.strip_suffix(')') {
        Some(rest) => ('(', rest),
        None => ('[', words.strip_suffix(']')?),
    };
    let (name, inside) = rest.rsplit_once(opening)?;
    Some((name.trim(), inside.trim())).filter(|(_, inside)| !inside.is_empty())
}

/// `Revenue, million dollars`, `Area in km²`, `Share %`, `$m` as what they name and their unit.
fn trailing(words: &str) -> Option<(&str, (String, String))> {
    for joint in [", ", " in "] {
        if let Some((name, last)) = words.rsplit_once(joint)
            && let Some(unit) = unit(last)
        {
            return Some((name, unit));
        }
    }
    let (name, last) = words.rsplit_once(' ').unwrap_or(("", words));
    let sure = last.starts_with('%') || SIGNS.iter().any(|sign| last.starts_with(*sign));
    Some((name, unit(last)?)).filter(|_| sure)
}

/// What stands for a currency right before a figure, the longest first.
const SIGNS: &[&str] =
    &["US$", "AU$", "CA$", "NZ$", "HK$", "NT$", "A$", "C$", "S$", "R$", "$", "€", "£", "¥", "₹"];

/// Currencies by their codes.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "CHF", "AUD", "CAD", "NZD", "HKD", "SGD", "INR",
    "BRL", "MXN", "SEK", "NOK", "DKK", "KRW", "ZAR",
];

/// Currencies by their names.
const MONEY: &[&str] = &[
    "dollars", "dollar", "euros", "euro", "pounds", "pence", "cents", "francs", "yen", "yuan",
    "rupees", "pesos", "rand", "kronor", "kroner",
];

/// Words for powers of ten, the powers, and whether they are sure only beside money: `m` may be
/// metres.
const SCALES: &[(&str, &str, bool)] = &[
    ("thousand", "thousand", false),
    ("thousands", "thousand", false),
    ("'000", "thousand", false),
    ("'000s", "thousand", false),
    ("000", "thousand", false),
    ("000s", "thousand", false),
    ("million", "million", false),
    ("millions", "million", false),
    ("mln", "million", false),
    ("mn", "million", false),
    ("billion", "billion", false),
    ("billions", "billion", false),
    ("bln", "billion", false),
    ("bn", "billion", false),
    ("trillion", "trillion", false),
    ("trillions", "trillion", false),
    ("tn", "trillion", false),
    ("k", "thousand", true),
    ("m", "million", true),
    ("b", "billion", true),
];

/// What is written before and behind the figures of a unit; `None` where the words are no unit for
/// certain.
fn unit(words: &str) -> Option<(String, String)> {
    let words = words.replace('’', "'");
    let words = words.strip_prefix("in ").unwrap_or(&words);
    let (sign, rest) = sign(words);
    let (scale, rest) = scale(rest, !sign.is_empty());
    let rest = rest.strip_prefix("of ").unwrap_or(rest).trim();
    let told = !sign.is_empty() || !scale.is_empty();
    let plain = rest.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-');
    let known = if told {
        plain || rest.starts_with('/') || is_unit(rest) || is_money(rest)
    } else {
        is_unit(rest) || is_money(rest)
    };
    let joint = if rest.is_empty() || rest.starts_with(['%', '/']) { "" } else { " " };
    let scale = if scale.is_empty() { String::new() } else { format!(" {scale}") };
    known.then(|| (sign, format!("{scale}{joint}{rest}")))
}

/// The sign or code of a currency at the beginning, as it is written before a figure.
fn sign(words: &str) -> (String, &str) {
    let after = |sign: &&&str| words.starts_with(**sign);
    if let Some(sign) = SIGNS.iter().find(after) {
        return ((*sign).to_owned(), words.strip_prefix(*sign).unwrap_or(words).trim_start());
    }
    if let Some(code) = CODES.iter().find(after) {
        let rest = words.strip_prefix(*code).unwrap_or(words);
        let glued = rest.starts_with(char::is_alphabetic) && scale(rest, true).0.is_empty();
        if !glued {
            return (format!("{code} "), rest.trim_start());
        }
    }
    (String::new(), words)
}

/// The power of ten at the beginning.
fn scale(words: &str, money: bool) -> (&'static str, &str) {
    let (first, rest) = words.split_once([' ', ',']).unwrap_or((words, ""));
    // Duluth (MN)
    let capitals = first.len() <= 3 && first.chars().skip(1).any(char::is_uppercase);
    let (first, rest) = (first.to_lowercase(), rest.trim_start());
    let sure = |unsure: bool| money || is_money(rest) || !(unsure || capitals);
    let found = SCALES.iter().find(|(word, _, unsure)| *word == first && sure(*unsure));
    found.map_or(("", words), |(_, scale, _)| (*scale, rest))
}

/// Units that are nothing else: `m`, `t` and `l` may stand for other things.
const UNITS: &str = "per cent, percent, percentage points, km, km², km2, km/h, mph, m², m2, m³, \
    cm, mm, kilometres, kilometers, metres, meters, miles, feet, kg, tonnes, tons, hectares, ha, \
    acres, litres, liters, barrels, kWh, MWh, GWh, TWh, MW, GW, °C, °F, seconds, minutes, hours, \
    days, years";

/// `%`, `% of GDP`, `km²`, `square miles`
fn is_unit(words: &str) -> bool {
    let plain = words.strip_prefix("square ").or(words.strip_prefix("sq ")).unwrap_or(words);
    let lower = plain.to_lowercase();
    words.starts_with('%') || UNITS.split(", ").any(|unit| unit == plain || unit == lower)
}

/// `euros`, `US dollars`, `EUR`
fn is_money(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    let plain = words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.'));
    plain && (CODES.contains(&words) || MONEY.contains(&&*last.to_lowercase()))
}

const MONTHS: &str =
    "january february march april may june july august september october november december";

/// Whether words name a year or a part of one: `2024`, `Q3 2024`, `March 2024`, `FY 2024`.
pub(super) fn is_time(words: &str) -> bool {
    let mut year = false;
    for word in words.split(' ') {
        if is_year(word) {
            year = true;
        } else if !is_part_of_year(word) {
            return false;
        }
    }
    year
}

fn is_year(word: &str) -> bool {
    let digits = word.bytes().all(|b| b.is_ascii_digit());
    digits && word.len() == 4 && ["18", "19", "20", "21"].iter().any(|c| word.starts_with(*c))
}

fn is_part_of_year(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    let month = word.len() >= 3 && MONTHS.split(' ').any(|month| month.starts_with(word.as_str()));
    month || matches!(word.as_str(), "q1" | "q2" | "q3" | "q4" | "h1" | "h2" | "fy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_a_unit_for_certain_is_joined() {
        let cases = [
            ("Revenue ($m)", "Revenue", "$", " million", ""),
            ("Revenue [€ bn, adjusted]", "Revenue", "€", " billion adjusted", ""),
            ("Revenue, million US dollars", "Revenue", "", " million US dollars", ""),
            ("Sales (’000)", "Sales", "", " thousand", ""),
            ("Sales (EUR per barrel)", "Sales", "EUR ", " per barrel", ""),
            ("Share %", "Share", "", "%", ""),
            ("Area (sq km)", "Area", "", " sq km", ""),
            ("Population (million people)", "Population", "", " million people", ""),
            ("Population (March 2024)", "Population", "", "", " in March 2024"),
            ("Change (year on year)", "Change", "", "", " (year on year)"),
            ("Height (m)", "Height", "", "", " (m)"),
            ("Staff (EUROPE)", "Staff", "", "", " (EUROPE)"),
            ("Deaths in Northport", "Deaths in Northport", "", "", ""),
            ("FY 2024", "", "", "", " in FY 2024"),
            ("", "", "", "", ""),
        ];
        for (head, name, sign, unit, note) in cases {
            let told = Told::of_head(head);
            let read = [&told.name, &told.sign, &told.unit, &told.note];
            assert_eq!(read, [name, sign, unit, note], "{head}");
        }
        assert_eq!(Told::of_label("Duluth (MN)").name, "Duluth (MN)");
    }
}
