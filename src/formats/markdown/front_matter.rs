//! What stands before an article in Markdown: TOML between lines of `+++`, or YAML between lines of
//! `---`.
//!
//! Of YAML only what such heads are made of is read: a key and a text, a date or a list in one
//! line, and settings below `corroborate`. The keys `updated` and `author` are known and not used;
//! what stands below any other key, or can't be read, is given back so that it can be reported.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::super::directive::{Note, Setting, from_front_matter};
use crate::text::Span;
use crate::value::parse_edtf;

/// What the head of an article says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Where the article itself begins in the file.
    pub(super) end: usize,
    /// Its title and where it stands.
    pub(super) title: Option<(String, Span)>,
    /// Who published it.
    pub(super) publisher: Option<String>,
    /// Where it can be found.
    pub(super) url: Option<String>,
    /// When it was published, as EDTF.
    pub(super) published: Option<String>,
    /// The story it belongs to.
    pub(super) story: Option<String>,
    /// What must not be reported anywhere in it, and where that stands.
    pub(super) note: Option<(Note, Span)>,
    /// What is not used, in the order of the file.
    pub(super) unread: Vec<Span>,
    /// Dates of publication that can't be read, where none can.
    pub(super) unread_days: Vec<Span>,
}

/// A key with what stands below it.
struct Entry {
    key: String,
    value: Value,
    at: Span,
}

enum Value {
    Text(String, Span),
    Settings(Vec<(String, Setting)>),
    Other,
}

impl Value {
    /// A text with its place between its quotes; the whole place where it is written otherwise.
    fn found(file: &str, at: Span, text: String) -> Self {
        let start = at.of(file).find(&text).map(|offset| at.start + offset as u32);
        let at = start.map_or(at, |start| Span::new(start, start + text.len() as u32));
        Self::Text(text, at)
    }

    /// The day that it tells.
    fn day(&self) -> Option<String> {
        if let Self::Text(text, _) = self { day(text) } else { None }
    }
}

/// Reads the head of a file, if it has one.
pub(super) fn read(file: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let Some(head) = Head::of(file) else { return front };
    front.end = head.end;
    let (entries, unread) =
        if head.toml { toml(file, head.inside) } else { yaml(file, head.inside) };
    front.unread = unread;
    if head.toml && entries.is_empty() {
        front.unread_days = lost_days(file, head.inside);
    }
    for entry in entries {
        front.take(entry);
    }
    if front.published.is_some() {
        front.unread.append(&mut front.unread_days);
    }
    front.unread.sort_unstable();
    front
}

/// Where the head of a file stands.
struct Head {
    toml: bool,
    inside: Span,
    end: usize,
}

impl Head {
    /// A line of three marks, something, and a line of marks again. YAML must begin with a key:
    /// `---` may be a rule between paragraphs as well.
    fn of(file: &str) -> Option<Self> {
        let mut lines = lines(file, 0);
        let (opening, _) = lines.next()?;
        let toml = match opening.trim_end() {
            "+++" => true,
            "---" => false,
            _ => return None,
        };
        let closes = |line: &str| match line.trim_end() {
            "+++" => toml,
            "---" | "..." => !toml,
            _ => false,
        };
        let start = opening.len() as u32;
        let (line, at) = lines.find(|&(line, _)| closes(line))?;
        let inside = Span::new(start, at);
        let words = inside.of(file);
        let first = words.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
        let begins = if toml { !words.trim().is_empty() } else { key_of(first).is_some() };
        begins.then_some(Self { toml, inside, end: at as usize + line.len() })
    }
}

/// The lines of a text with their ends, and where each stands if the text begins at `start`.
fn lines(text: &str, start: u32) -> impl Iterator<Item = (&str, u32)> {
    text.split_inclusive('\n').scan(start, |next, line| {
        let at = *next;
        *next += line.len() as u32;
        Some((line, at))
    })
}

impl FrontMatter {
    fn take(&mut self, entry: Entry) {
        let key = entry.key.to_ascii_lowercase();
        match (key.as_str(), entry.value) {
            ("title", Value::Text(text, at)) => self.title = Some((text, at)),
            ("publisher", Value::Text(text, _)) => self.publisher = Some(text),
            ("story", Value::Text(text, _)) => self.story = Some(text),
            ("url", Value::Text(text, _)) => self.url = Some(text),
            ("source", Value::Text(text, _)) => self.url = self.url.take().or(Some(text)),
            ("published" | "date", value) => match value.day() {
                Some(day) if key == "published" => self.published = Some(day),
                Some(day) => self.published = self.published.take().or(Some(day)),
                None => self.unread_days.push(entry.at),
            },
            ("updated" | "author", _) => {}
            ("corroborate", Value::Settings(settings)) => {
                self.note = Some((from_front_matter(settings), entry.at));
            }
            ("corroborate", _) => {
                let settings = vec![("ignore".to_owned(), Setting::Other)];
                self.note = Some((from_front_matter(settings), entry.at));
            }
            _ => self.unread.push(entry.at),
        }
    }
}

/// The day of a date or of a time stamp, as EDTF.
fn day(text: &str) -> Option<String> {
    const DAY: usize = "2025-11-03".len();
    let stamp = text.get(DAY..).is_some_and(|rest| rest.starts_with(['T', 't', ' ']));
    let date = if stamp { text.get(..DAY)? } else { text };
    parse_edtf(date).map(|_| date.to_owned())
}

/// Reads TOML. Where it is wrong, nothing of it is read.
fn toml(file: &str, inside: Span) -> (Vec<Entry>, Vec<Span>) {
    let Ok(table) = DeTable::parse(inside.of(file)) else { return (Vec::new(), vec![inside]) };
    let place = |start: usize, end: usize| {
        Span::new(inside.start + start as u32, inside.start + end as u32)
    };
    let entry = |(key, value): (Spanned<DeString<'_>>, Spanned<DeValue<'_>>)| {
        let name = place(key.span().start, key.span().end);
        let at = place(value.span().start, end_of(&value));
        let value = match value.get_ref() {
            DeValue::Table(table) => Value::Settings(settings(table)),
            other => text(other).map_or(Value::Other, |text| Value::found(file, at, text)),
        };
        Entry { key: key.into_inner().into_owned(), value, at: name.cover(at) }
    };
    (table.into_inner().into_iter().map(entry).collect(), Vec::new())
}

/// The lines of a head that can't be read which look like dates of publication.
fn lost_days(file: &str, inside: Span) -> Vec<Span> {
    let is_day = |line: &str| {
        let key = line.split('=').next().unwrap_or_default().trim().to_ascii_lowercase();
        matches!(key.as_str(), "date" | "published")
    };
    let found = lines(inside.of(file), inside.start).filter(|(line, _)| is_day(line));
    found.map(|(line, at)| Span::new(at, at + line.trim_end().len() as u32)).collect()
}

/// Where a value ends with all that stands below it; a table's own place is its head.
fn end_of(value: &Spanned<DeValue<'_>>) -> usize {
    let below = match value.get_ref() {
        DeValue::Table(table) => table.iter().map(|(_, v)| end_of(v)).max(),
        DeValue::Array(items) => items.iter().map(end_of).max(),
        _ => None,
    };
    value.span().end.max(below.unwrap_or(0))
}

fn settings(table: &DeTable<'_>) -> Vec<(String, Setting)> {
    let setting = |value: &DeValue<'_>| match value {
        DeValue::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|i| text(i.get_ref())).collect();
            items.map_or(Setting::Other, Setting::List)
        }
        other => text(other).map_or(Setting::Other, Setting::Text),
    };
    let all = table.iter();
    all.map(|(key, value)| (key.get_ref().clone().into_owned(), setting(value.get_ref()))).collect()
}

/// A text, a date or a whole number as a text.
fn text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Datetime(date) => Some(date.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A key of YAML with the lines below it.
struct Raw<'a> {
    key: &'a str,
    /// What follows the key in its line.
    value: &'a str,
    /// The lines below it that are indented or items of a list.
    below: Vec<&'a str>,
    at: Span,
}

/// Reads what is read of YAML.
fn yaml(file: &str, inside: Span) -> (Vec<Entry>, Vec<Span>) {
    let mut raws: Vec<Raw<'_>> = Vec::new();
    let mut unread = Vec::new();
    for (line, start) in lines(inside.of(file), inside.start) {
        let at = Span::new(start, start + line.trim_end().len() as u32);
        let remark = line.trim_start().starts_with('#');
        if line.trim().is_empty() || remark && !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let below = line.starts_with([' ', '\t', '-']);
        match key_of(line).filter(|_| !below && !remark) {
            Some((key, value)) => raws.push(Raw { key, value, below: Vec::new(), at }),
            None => match raws.last_mut().filter(|_| below && !remark) {
                Some(raw) => raw.take(line.trim(), at),
                None => unread.push(at),
            },
        }
    }
    (raws.into_iter().filter_map(|raw| raw.entry(file)).collect(), unread)
}

/// `key: value`, the value without a remark behind nothing.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().split_once(':')?;
    let closed = value.is_empty() || value.starts_with([' ', '\t']);
    let key = key.trim_matches(['"', '\'', ' ']);
    let value = value.trim();
    let value = if value.starts_with('#') { "" } else { value };
    Some((key, value)).filter(|(key, _)| closed && !key.is_empty())
}

impl<'a> Raw<'a> {
    fn take(&mut self, line: &'a str, at: Span) {
        self.below.push(line);
        self.at = self.at.cover(at);
    }

    /// The entry; none where nothing stands below the key.
    fn entry(&self, file: &str) -> Option<Entry> {
        if self.value.is_empty() && self.below.is_empty() {
            return None;
        }
        let value = if self.key.eq_ignore_ascii_case("corroborate") {
            self.settings().map_or(Value::Other, Value::Settings)
        } else {
            let text = scalar(self.value).filter(|_| self.below.is_empty());
            // Nothing stands behind the value in its line.
            let at = Span::new(self.at.end - self.value.len() as u32, self.at.end);
            text.map_or(Value::Other, |text| Value::found(file, at, text))
        };
        Some(Entry { key: self.key.to_owned(), value, at: self.at })
    }

    /// `{ ignore: [C101], reason: "..." }`, or the same in lines below.
    fn settings(&self) -> Option<Vec<(String, Setting)>> {
        if !self.value.is_empty() {
            return flow_map(self.value).filter(|_| self.below.is_empty());
        }
        let setting = |value: &str| match value.strip_prefix('[') {
            Some(inside) => {
                flow_list(inside).filter(|(_, rest)| is_over(rest)).map(|(list, _)| list)
            }
            None => scalar(value).map(Setting::Text),
        };
        let pair = |line: &&str| match key_of(line) {
            Some((key, value)) => (key.to_owned(), setting(value).unwrap_or(Setting::Other)),
            None => ((*line).to_owned(), Setting::Other),
        };
        Some(self.below.iter().map(pair).collect())
    }
}

/// A text in one line; `None` where it is a list, a map, an anchor or a block.
fn scalar(value: &str) -> Option<String> {
    if value.starts_with(['"', '\'']) {
        return quoted(value).filter(|(_, rest)| is_over(rest)).map(|(text, _)| text);
    }
    if value.starts_with(['[', '{', '&', '*', '!', '|', '>', '%', '@', '`']) {
        return None;
    }
    let text = value.split_once(" #").map_or(value, |(text, _)| text).trim();
    Some(text.to_owned()).filter(|t| !t.is_empty())
}

/// Whether nothing but a remark follows.
fn is_over(rest: &str) -> bool {
    rest.trim().is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
}

/// A text in quotes and what follows it.
fn quoted(value: &str) -> Option<(String, &str)> {
    match value.strip_prefix('\'') {
        Some(inside) => single_quoted(inside),
        None => double_quoted(value.strip_prefix('"')?),
    }
}

/// `it''s'`
fn single_quoted(mut rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    loop {
        let (words, after) = rest.split_once('\'')?;
        text.push_str(words);
        let Some(next) = after.strip_prefix('\'') else { return Some((text, after)) };
        text.push('\'');
        rest = next;
    }
}

/// `the \"deal\""`; `None` where another escape stands in it.
fn double_quoted(mut rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    loop {
        let (words, after) = rest.split_at(rest.find(['"', '\\'])?);
        text.push_str(words);
        if let Some(after) = after.strip_prefix('"') {
            return Some((text, after));
        }
        text.push(after.chars().nth(1).filter(|c| matches!(c, '"' | '\\' | '/'))?);
        rest = after.get(2..)?;
    }
}

/// `{ ignore: [C101], reason: "..." }`
fn flow_map(text: &str) -> Option<Vec<(String, Setting)>> {
    let mut settings = Vec::new();
    let mut rest = text.strip_prefix('{')?.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix('}') {
            return is_over(after).then_some(settings);
        }
        let (key, after) = rest.split_once(':')?;
        let (setting, after) = flow_value(after.trim_start())?;
        settings.push((key.trim_matches(['"', '\'', ' ']).to_owned(), setting));
        rest = after_comma(after);
    }
}

fn flow_value(rest: &str) -> Option<(Setting, &str)> {
    match rest.strip_prefix('[') {
        Some(inside) => flow_list(inside),
        None => flow_text(rest).map(|(text, rest)| (Setting::Text(text), rest)),
    }
}

/// The items of a list up to its closing bracket.
fn flow_list(inside: &str) -> Option<(Setting, &str)> {
    let mut items = Vec::new();
    let mut rest = inside.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix(']') {
            return Some((Setting::List(items), after));
        }
        let (item, after) = flow_text(rest)?;
        items.push(item);
        rest = after_comma(after);
    }
}

/// A text in quotes, or up to the comma or bracket behind it; never an empty one without quotes.
fn flow_text(rest: &str) -> Option<(String, &str)> {
    if rest.starts_with(['"', '\'']) {
        return quoted(rest);
    }
    let (text, rest) = rest.split_at(rest.find([',', ']', '}'])?);
    Some((text.trim().to_owned(), rest)).filter(|(text, _)| !text.is_empty())
}

fn after_comma(rest: &str) -> &str {
    let rest = rest.trim_start();
    rest.strip_prefix(',').unwrap_or(rest).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(front: &FrontMatter) -> &str {
        front.title.as_ref().map_or("", |(title, _)| title)
    }

    fn unread<'a>(file: &'a str, front: &FrontMatter) -> Vec<&'a str> {
        front.unread.iter().map(|at| at.of(file)).collect()
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\r\ntitle: \"The \\\"deal\\\"\" # final\nDate: 2025-11-03T07:32:00Z\n\
            author: [A, B]\npublisher: 'It''s News'\nurl: https://example.com/1#2\n\
            story: amazon\nsubtitle:\n---\nText";
        let toml = "+++\ntitle = 'The \"deal\"'\ndate = 2025-11-03T07:32:00Z\nauthor = ['A']\n\
            publisher = \"It's News\"\nurl = \"https://example.com/1#2\"\nstory = \"amazon\"\n\
            +++\nText";
        for file in [yaml, toml] {
            let front = read(file);
            assert_eq!(title(&front), "The \"deal\"");
            assert_eq!(front.published.as_deref(), Some("2025-11-03"));
            assert_eq!(front.publisher.as_deref(), Some("It's News"));
            assert_eq!(front.url.as_deref(), Some("https://example.com/1#2"));
            assert_eq!(front.story.as_deref(), Some("amazon"));
            assert_eq!(unread(file, &front), [""; 0]);
            assert_eq!(file.get(front.end..), Some("Text"));
        }
    }

    #[test]
    fn a_title_is_found_again_in_the_file() {
        let cases = ["---\ntitle: title\n---\n", "+++\ntitle = \"title\"\n+++\n"];
        for file in cases {
            let (words, at) = read(file).title.unwrap();
            assert_eq!(at.of(file), words);
            assert!(at.start > 9, "{file}");
        }
    }

    #[test]
    fn what_is_not_used_is_given_back() {
        let file = "---\ntitle: [a]\nsummary: Sales rose 5%.\ntags:\n  - 2024\n- b\n# remark\n\
            # 7 left\nlead: |\n  It rose\n  by 3%.\njust words\n---\n";
        let expected = [
            "title: [a]",
            "summary: Sales rose 5%.",
            "tags:\n  - 2024\n- b",
            "# 7 left",
            "lead: |\n  It rose\n  by 3%.",
            "just words",
        ];
        assert_eq!(unread(file, &read(file)), expected);
        let file = "+++\nweight = 3\n[params]\nlead = \"Up 5%\"\n+++\n";
        assert_eq!(unread(file, &read(file)), ["weight = 3", "[params]\nlead = \"Up 5%\""]);
        let file = "+++\ntitle = 5%\n+++\n";
        assert_eq!(unread(file, &read(file)), ["title = 5%\n"]);
    }

    #[test]
    fn a_date_that_can_not_be_read_is_given_back_as_one() {
        let cases: [(&str, &[&str], &[&str]); 7] = [
            ("---\ntitle: A\ndate: 3rd of March\n---\n", &["date: 3rd of March"], &[]),
            ("---\npublished:\n  - 2025\n---\n", &["published:\n  - 2025"], &[]),
            ("---\ndate: Monday\npublished: 2025-11\n---\n", &[], &["date: Monday"]),
            ("---\ndate: 2025-11-03\npublished: now\n---\n", &[], &["published: now"]),
            ("---\ntitle: A\ndate:\n---\n", &[], &[]),
            ("+++\ndate = \"soon\"\n+++\n", &["date = \"soon\""], &[]),
            ("+++\ndate = 3 March\n+++\n", &["date = 3 March"], &["date = 3 March\n"]),
        ];
        for (file, days, others) in cases {
            let front = read(file);
            let shown: Vec<&str> = front.unread_days.iter().map(|at| at.of(file)).collect();
            assert_eq!((shown.as_slice(), unread(file, &front).as_slice()), (days, others));
        }
    }

    #[test]
    fn settings_for_the_whole_document_come_in_four_forms() {
        let cases = [
            "---\ncorroborate: { ignore: [C101, \"C102\"], reason: \"a, b\", until: 2026-12-31 }\n\
             ---\n",
            "---\ncorroborate:\n  ignore: [C101, C102] # both\n  reason: 'a, b'\n  \
             until: 2026-12-31\n---\n",
            "+++\n[corroborate]\nignore = [\"C101\", \"C102\"]\nreason = \"a, b\"\n\
             until = 2026-12-31\n+++\n",
            "+++\ncorroborate = { ignore = [\"C101\", \"C102\"], reason = \"a, b\", \
             until = \"2026-12-31\" }\n+++\n",
        ];
        for file in cases {
            let (note, _) = read(file).note.unwrap();
            assert_eq!(note.codes, ["C101", "C102"], "{file}");
            assert_eq!(note.reason.as_deref(), Some("a, b"));
            assert_eq!((note.until.as_deref(), note.error), (Some("2026-12-31"), None));
        }
    }

    #[test]
    fn settings_that_cannot_be_read_are_errors() {
        let cases = [
            "corroborate: C101",
            "corroborate: { ignore: [C101 }",
            "corroborate: { ignore: C101",
            "corroborate: {,}",
            "corroborate: { ignore: [}",
            "corroborate:\n  ignore:\n  - C101",
            "corroborate: { ignore: [C101], until: soon }",
        ];
        for line in cases {
            let (note, _) = read(&format!("---\n{line}\n---\n")).note.unwrap();
            assert!(note.error.is_some(), "{line}");
        }
    }

    #[test]
    fn rules_and_text_are_no_front_matter() {
        let cases = [
            "---\n\ntitle: A\n---\n",
            "---\nIt rose 5%.\n---\n",
            "---\ntitle: A\n",
            "Text\n---\ntitle: A\n---\n",
            "----\ntitle: A\n----\n",
            "+++\n+++\n",
            "---",
            "",
        ];
        for file in cases {
            let front = read(file);
            assert_eq!((front.end, title(&front)), (0, ""), "{file}");
        }
    }
}
