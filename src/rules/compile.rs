//! Rule tables into [`Rules`]: one function a kind of rule, and one table of the kinds.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{
    ClassBody, CurrencyBody, EvidenceBody, HedgeBody, MeasureBody, PageBody, PageWord, ScopeBody,
    SharedMoneyBody, ToleranceBody, UnitBody, VoiceBody, WordClassBody,
};
use super::error::{RuleError, did_you_mean};
use super::lexicon::{BoundWord, Holiday, Joint, Loose, Part, Sense, kinds};
use super::load::{Entry, Examples, Place, Word, entries};
use super::words::{Form, Reading};
use super::{Evidence, Ground, HedgeRule, Marks, Measure, Rules, Scope, SharedMoney, Unit};
use crate::id::{MeasureId, RuleId, Sym, UnitId};
use crate::text::intern_words;
use crate::value::{Bound, Calendar, Decimal, Ratio};

type Outcome = Result<(), RuleError>;
type Compiler = fn(&mut Builder, &Entry, RuleId) -> Outcome;

/// Every kind of rule and what makes it part of the whole.
const KINDS: [(&str, Compiler); 57] = [
    ("age-lead", |b, e, r| b.phrases(e, r, |_| Some(Sense::AgeLead))),
    ("age-word", |b, e, r| b.phrases(e, r, |_| Some(Sense::Age))),
    ("article", |b, e, r| b.phrases(e, r, |_| Some(Sense::Article))),
    ("bound", |b, e, r| b.phrases(e, r, |v| bound(v).map(Sense::Bound))),
    ("bound-after", |b, e, r| b.phrases(e, r, |v| bound_after(v).map(Sense::BoundAfter))),
    ("cardinal", |b, e, r| b.phrases(e, r, |v| decimal(v).map(Sense::Cardinal))),
    ("class", Builder::class),
    ("clock-word", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::ClockWord))),
    ("currency", Builder::currency),
    ("currency-words", Builder::unit_words),
    ("day-part", |b, e, r| b.phrases(e, r, |_| Some(Sense::DayPart))),
    ("day-word", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::DayWord))),
    ("decade-word", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::DecadeWord))),
    ("distance", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::Distance))),
    ("each", |b, e, r| b.phrases(e, r, |_| Some(Sense::Each))),
    ("era", |b, e, r| b.phrases(e, r, |v| era(v).map(Sense::Era))),
    ("evidence", Builder::evidence),
    ("every", |b, e, r| b.phrases(e, r, every)),
    ("fiscal", |b, e, r| b.phrases(e, r, |_| Some(Sense::Fiscal))),
    ("fraction", |b, e, r| b.phrases(e, r, |v| Ratio::parse(v.first()?).map(Sense::Fraction))),
    ("half-day", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::HalfDay))),
    ("hedge", Builder::hedge),
    ("holiday", |b, e, r| b.phrases(e, r, |v| Holiday::parse(v.first()?).map(Sense::Holiday))),
    ("irregular", Builder::irregular),
    ("joint", |b, e, r| b.phrases(e, r, |v| joint(v).map(Sense::Joint))),
    ("loose", |b, e, r| b.phrases(e, r, loose)),
    ("measure", Builder::measure),
    ("minus", |b, e, r| b.phrases(e, r, |_| Some(Sense::Minus))),
    ("minor-words", Builder::minor_words),
    ("month", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::Month))),
    ("narrower", Builder::narrower),
    ("no-figure", |b, e, r| b.phrases(e, r, |_| Some(Sense::NoFigure))),
    ("numbered", |b, e, r| b.phrases(e, r, |_| Some(Sense::Numbered))),
    ("ordinal", |b, e, r| b.phrases(e, r, |v| decimal(v).map(Sense::Ordinal))),
    ("page", Builder::page),
    ("part", |b, e, r| b.phrases(e, r, |v| part(v).map(Sense::Part))),
    ("per", |b, e, r| b.phrases(e, r, |_| Some(Sense::Per))),
    ("point", |b, e, r| b.phrases(e, r, |_| Some(Sense::Point))),
    ("relative", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::Relative))),
    ("same", Builder::same),
    ("scale", |b, e, r| b.scales(e, r, |v| decimal(v).map(Sense::Scale))),
    ("scope", Builder::scope),
    ("season", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::Season))),
    ("shared-currency", Builder::shared_currency),
    ("street", |b, e, r| b.phrases(e, r, |_| Some(Sense::Street))),
    ("suffix", |b, e, r| b.scales(e, r, |v| decimal(v).map(Sense::Suffix))),
    ("tense", |b, e, r| b.phrases(e, r, |v| tense(v).map(Sense::Tense))),
    ("threshold", Builder::tolerance),
    ("times", |b, e, r| b.phrases(e, r, |v| Ratio::parse(v.first()?).map(Sense::Times))),
    ("tolerance", Builder::tolerance),
    ("unit", Builder::unit),
    ("unit-words", Builder::unit_words),
    ("vague", |b, e, r| b.phrases(e, r, vague)),
    ("voice", Builder::voice),
    ("weekday", |b, e, r| b.phrases(e, r, |v| small(v).map(Sense::Weekday))),
    ("words", Builder::words),
    ("zone", |b, e, r| b.phrases(e, r, |_| Some(Sense::Zone))),
];

/// The class of names that are known to be places.
const PLACES: &str = "known place";

/// Adds files to rules, or reports everything that is wrong with them.
pub(super) fn compile(base: Rules, files: &[(&str, &str)]) -> Result<Rules, Vec<RuleError>> {
    if files.is_empty() {
        return Ok(base);
    }
    let mut builder = Builder::of(base);
    let mut errors = Vec::new();
    for (file, text) in files {
        let (entries, wrong) = entries(file, text);
        errors.extend(wrong);
        for entry in entries {
            if let Err(e) = builder.add(&entry) {
                errors.push(e);
            }
        }
    }
    errors.extend(builder.link_measures());
    if errors.is_empty() { Ok(builder.rules) } else { Err(errors) }
}

/// Rules in the making, and what must wait until all files are read.
struct Builder {
    rules: Rules,
    names: BTreeSet<(String, String)>,
    /// New measures with the names that they exclude and are akin to, which may stand further down.
    relatives: Vec<(MeasureId, Entry, [Vec<String>; 3])>,
}

impl Builder {
    fn of(mut rules: Rules) -> Self {
        let named = |place: &Place| (place.kind.clone(), place.name.clone());
        let names = rules.places.iter().map(named).collect();
        // Each rule has its examples, even if it came without them.
        rules.examples.resize(rules.places.len(), Examples::default());
        let v = &mut rules.vocabulary;
        rules.marks = Marks {
            hyphen: v.intern("-"),
            comma: v.intern(","),
            point: v.intern("."),
            open: v.intern("("),
            close: v.intern(")"),
            of: v.intern("of"),
            the: v.intern("the"),
            possessive: v.intern("'s"),
            weekend: v.intern("weekend"),
            person: v.intern("person"),
            anybody: v.intern("anybody"),
            some_people: v.intern("some of the people"),
            job: v.intern("job"),
            vague_noun: v.intern("vague-noun"),
            part_of_place: v.intern("part of a place"),
            known_place: v.intern("known place"),
            place: v.intern("place"),
            organisation: v.intern("organisation"),
            acronym: v.intern("acronym"),
            form_of_address: v.intern("form of address"),
            nationality: v.intern("nationality"),
            particle: v.intern("particle behind a hyphen"),
            dignified: v.intern("common though with a capital"),
            vehicle: v.intern("vehicle"),
            animal: v.intern("animal"),
            building: v.intern("building"),
            hyphenated: v.intern("hyphenated"),
            served: v.intern("served by a network"),
            has_line: v.intern("has a line of a network"),
            tell: v.intern("tell"),
        };
        rules.lexicon.hyphen = rules.marks.hyphen;
        Self { rules, names, relatives: Vec::new() }
    }

    fn add(&mut self, entry: &Entry) -> Outcome {
        let kind = entry.place.kind.clone();
        let Some((_, compiler)) = KINDS.iter().find(|(name, _)| *name == kind) else {
            let hint = did_you_mean(&kind, KINDS.iter().map(|k| k.0));
            return Err(entry.error(format!("unknown kind of rule [[{kind}]]{hint}")));
        };
        if !self.names.insert((kind, entry.place.name.clone())) {
            return Err(entry.error(format!("a second rule is called `{}`", entry.place.name)));
        }
        let rule = RuleId::from_index(self.rules.places.len());
        self.rules.places.push(entry.place.clone());
        self.rules.examples.push(entry.examples.clone());
        compiler(self, entry, rule)
    }

    /// Adds each word or phrase of a lexical rule with what its values say.
    fn phrases(
        &mut self,
        entry: &Entry,
        rule: RuleId,
        sense: fn(&[String]) -> Option<Sense>,
    ) -> Outcome {
        let _: NoKeys = entry.body()?;
        for word in &entry.words {
            let sense = sense(&word.values).ok_or_else(|| unreadable(entry, word))?;
            self.phrase(entry, &word.form, None, (sense, rule))?;
        }
        Ok(())
    }

    fn phrase(
        &mut self,
        entry: &Entry,
        form: &str,
        exact: Option<&str>,
        (sense, rule): (Sense, RuleId),
    ) -> Outcome {
        let words = intern_words(form, &mut self.rules.vocabulary);
        let letters = form.bytes().take_while(u8::is_ascii_alphabetic).count();
        let spelt = matches!(sense, Sense::Unit(_)) && letters > 2 && exact.is_none();
        let kinds = sense.kind() | if spelt { kinds::UNIT_WORD } else { 0 };
        if self.rules.lexicon.add(&words, exact, (sense, kinds), rule) {
            return Ok(());
        }
        Err(entry.error(format!("`{form}` stands in two rules of this kind")))
    }

    fn syms(&mut self, entry: &Entry) -> Vec<Sym> {
        entry.words.iter().map(|w| self.rules.vocabulary.intern(&w.form)).collect()
    }

    fn words(&mut self, entry: &Entry, _: RuleId) -> Outcome {
        let ClassBody { class } = entry.body()?;
        let Rules { words, vocabulary, .. } = &mut self.rules;
        for word in &entry.words {
            words.add_lemma(vocabulary, &word.form, class);
        }
        Ok(())
    }

    /// `go = "went gone"`: past, participle, and any other forms.
    fn irregular(&mut self, entry: &Entry, _: RuleId) -> Outcome {
        let ClassBody { class } = entry.body()?;
        let Rules { words, vocabulary, .. } = &mut self.rules;
        for word in &entry.words {
            let lemma = vocabulary.intern(&word.form);
            let forms = word.values.iter().flat_map(|v| v.split_whitespace());
            for (i, form) in forms.enumerate() {
                let kind = match (class, i) {
                    (super::Class::Noun, _) => Form::S,
                    (_, 0) => Form::Past,
                    (_, 1) => Form::Participle,
                    _ if form.ends_with("ing") => Form::Ing,
                    // "is", "am", "are"
                    _ if form.ends_with('s') || matches!(form, "am" | "are") => Form::S,
                    // "borne", "born"; "cancelled", "canceled"
                    _ => Form::Ed,
                };
                let form = vocabulary.intern(form);
                words.add(form, Reading { class, lemma, form: kind });
            }
        }
        Ok(())
    }

    fn class(&mut self, entry: &Entry, _: RuleId) -> Outcome {
        let body: WordClassBody = entry.body()?;
        let class = self.rules.vocabulary.intern(&entry.place.name);
        for word in &entry.words {
            // Names of places are no common nouns.
            if body.nouns && entry.place.name != PLACES {
                self.noun(&word.form);
            }
            let word = self.rules.vocabulary.intern(&word.form);
            self.rules.words.add_class(word, class);
        }
        Ok(())
    }

    /// Makes sure that the plural of a noun leads to it.
    fn noun(&mut self, lemma: &str) {
        let Rules { words, vocabulary, .. } = &mut self.rules;
        let known = vocabulary.get(lemma);
        let noun = |r: &Reading| matches!(r.class, super::Class::Noun | super::Class::VerbNoun);
        if !lemma.contains(' ') && !words.readings(known).iter().any(noun) {
            words.add_lemma(vocabulary, lemma, super::Class::Noun);
        }
    }

    fn same(&mut self, entry: &Entry, _: RuleId) -> Outcome {
        let _: NoKeys = entry.body()?;
        for word in &entry.words {
            let forms = std::iter::once(&word.form).chain(&word.values);
            let syms: Vec<Sym> = forms.map(|f| self.rules.vocabulary.intern(f)).collect();
            self.rules.words.add_synonyms(&syms);
        }
        Ok(())
    }

    fn narrower(&mut self, entry: &Entry, _: RuleId) -> Outcome {
        let _: NoKeys = entry.body()?;
        for word in &entry.words {
            let broad = word.values.first().ok_or_else(|| unreadable(entry, word))?;
            self.noun(&word.form);
            self.noun(broad);
            let v = &mut self.rules.vocabulary;
            let (narrow, broad) = (v.intern(&word.form), v.intern(broad));
            self.rules.words.add_broader(narrow, broad);
        }
        Ok(())
    }

    fn hedge(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let body: HedgeBody = entry.body()?;
        let ends = |texts: &[String; 2]| -> Result<[Option<Decimal>; 2], RuleError> {
            let [lo, hi] = texts;
            Ok([end(entry, lo)?, end(entry, hi)?])
        };
        let hedge = HedgeRule {
            hedge: body.hedge,
            side: body.side,
            literal: ends(&body.literal)?,
            plain: ends(&body.plain)?,
        };
        let id = self.rules.hedges.len() as u16;
        self.rules.hedges.push(hedge);
        for word in &entry.words {
            self.phrase(entry, &word.form, None, (Sense::Hedge(id), rule))?;
        }
        Ok(())
    }

    fn unit(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let body: UnitBody = entry.body()?;
        let number = |text: &str| {
            Ratio::parse(text).ok_or_else(|| entry.error(format!("`{text}` is no number")))
        };
        let offset = body.offset.as_deref().map_or(Some(Decimal::ZERO), Decimal::parse);
        let offset = offset.ok_or_else(|| entry.error("`offset` is no number"))?;
        let name = entry.place.name.clone();
        let (factor, dimension) = (number(&body.factor)?, body.dimension);
        if let Some(odd) = body.glued_only.iter().find(|g| !body.symbols.contains(g)) {
            return Err(entry.error(format!("`{odd}` of `glued-only` is not in `symbols`")));
        }
        let unit = Unit { name, dimension, factor, offset, minor: None, rule };
        self.symbols(entry, &body.symbols, unit, rule)
    }

    fn currency(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let body: CurrencyBody = entry.body()?;
        let dimension = format!("money:{}", body.code);
        let (name, minor) = (body.code, body.minor);
        let (factor, offset) = (Ratio::ONE, Decimal::ZERO);
        let unit = Unit { name, dimension, factor, offset, minor, rule };
        let id = UnitId::from_index(self.rules.units.len());
        self.symbols(entry, &body.symbols, unit, rule)?;
        for letter in &body.letters {
            self.rules.vocabulary.add_letter(letter);
            self.phrase(entry, letter, Some(letter), (Sense::MoneyLetter(id), rule))?;
        }
        Ok(())
    }

    /// Words for powers of ten; those of thousands and more may stand behind the letter of a currency.
    fn scales(
        &mut self,
        entry: &Entry,
        rule: RuleId,
        sense: fn(&[String]) -> Option<Sense>,
    ) -> Outcome {
        self.phrases(entry, rule, sense)?;
        let large = |word: &&Word| decimal(&word.values).is_some_and(|n| n >= Decimal::whole(1000));
        for word in entry.words.iter().filter(large) {
            self.rules.vocabulary.add_magnitude(&word.form);
        }
        Ok(())
    }

    fn symbols(&mut self, entry: &Entry, symbols: &[String], unit: Unit, rule: RuleId) -> Outcome {
        let id = UnitId::from_index(self.rules.units.len());
        let money = unit.is_money();
        self.rules.units.push(unit);
        for symbol in symbols {
            if money && symbol.bytes().all(|b| b.is_ascii_alphabetic()) {
                self.rules.vocabulary.add_prefix(symbol);
            }
            self.phrase(entry, symbol, Some(symbol), (Sense::Unit(id), rule))?;
        }
        Ok(())
    }

    /// `kilometre = ["kilometre", "kilometres"]`
    fn unit_words(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let _: NoKeys = entry.body()?;
        for word in &entry.words {
            for form in &word.values {
                let unit = self.unit_called(entry, &word.form)?;
                self.phrase(entry, form, None, (Sense::Unit(unit), rule))?;
            }
        }
        Ok(())
    }

    /// Words that several countries have for their money, and the words that say which of them is meant.
    fn shared_currency(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let SharedMoneyBody { money, large } = entry.body()?;
        let mut countries = Vec::new();
        for word in &entry.words {
            let unit = self.unit_called(entry, &word.form)?;
            let names = word.values.iter().map(|name| self.rules.vocabulary.intern(name));
            countries.extend(names.map(|name| (name, unit)));
        }
        countries.sort_unstable();
        let shared = SharedMoney { countries, large, rule };
        let words = money.iter().map(|word| self.rules.vocabulary.intern(word)).collect();
        self.rules.shared_money.add(words, shared);
        Ok(())
    }

    fn unit_called(&self, entry: &Entry, name: &str) -> Result<UnitId, RuleError> {
        self.rules.unit_named(name).ok_or_else(|| {
            let known = self.rules.units.iter().map(|u| u.name.as_str());
            entry.error(format!("no unit is called `{name}`{}", did_you_mean(name, known)))
        })
    }

    /// Hundredths of a currency are units of their own: which currency is rarely said.
    fn minor_words(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let _: NoKeys = entry.body()?;
        for word in &entry.words {
            let unit = Unit {
                name: word.form.clone(),
                dimension: format!("money:{}", word.form),
                factor: Ratio::ONE,
                offset: Decimal::ZERO,
                minor: None,
                rule,
            };
            let id = UnitId::from_index(self.rules.units.len());
            self.rules.units.push(unit);
            for form in &word.values {
                // `c` is a cent, `C` is not.
                let exact = (form.len() <= 2).then_some(form.as_str());
                self.phrase(entry, form, exact, (Sense::Unit(id), rule))?;
            }
        }
        Ok(())
    }

    fn measure(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let body: MeasureBody = entry.body()?;
        let id = MeasureId::from_index(self.rules.measures.all.len());
        let mut numbers = |names: &[String]| -> Vec<Sym> {
            names.iter().map(|name| self.rules.vocabulary.intern(name)).collect()
        };
        let (counts, verbs) = (numbers(&body.counts), numbers(&body.verbs));
        let broken = numbers(&body.broken);
        let words = || entry.words.iter().map(|w| w.form.as_str());
        for (key, list) in [("verbs", &body.verbs), ("broken", &body.broken)] {
            if let Some(other) = list.iter().find(|word| words().all(|w| w != **word)) {
                let hint = did_you_mean(other, words());
                let error = format!("`{other}` of `{key}` is none of the words{hint}");
                return Err(entry.error(error));
            }
        }
        self.rules.measures.all.push(Measure {
            name: entry.place.name.clone(),
            kinds: body.kinds.clone(),
            counts,
            dimensions: body.dimensions.clone(),
            grows: body.grows,
            ebbs: body.ebbs,
            periodic: body.periodic,
            once: body.once,
            single: body.single,
            of_place: body.of_place,
            changes: body.changes,
            verbs,
            broken,
            excludes: Vec::new(),
            akin: Vec::new(),
            unsaid: body.unsaid.clone(),
            unlimited_by: body.unlimited_by.clone(),
            opposite: Vec::new(),
            rule,
        });
        for word in &entry.words {
            let mut phrase = intern_words(&word.form, &mut self.rules.vocabulary);
            phrase.retain(|s| *s != self.rules.marks.hyphen);
            let Some(last) = phrase.pop() else { continue };
            self.rules.measures.by_word.entry(last).or_default().push((phrase, id));
        }
        self.relatives.push((id, entry.clone(), [body.excludes, body.akin, body.opposite]));
        Ok(())
    }

    /// An error for each dimension of a measure that no unit has.
    fn measured_dimensions(&self) -> Vec<RuleError> {
        let known = || self.rules.units.iter().map(|u| u.dimension.as_str());
        let mut errors = Vec::new();
        for (id, entry, _) in &self.relatives {
            let measure = self.rules.measures.get(*id);
            for name in measure.iter().flat_map(|m| m.dimensions.iter().chain(&m.unsaid)) {
                if !known().any(|k| k == name) {
                    let hint = did_you_mean(name, known());
                    errors.push(entry.error(format!("no unit measures `{name}`{hint}")));
                }
            }
        }
        errors
    }

    /// Resolves the names that measures exclude, and files their words under one synonym each.
    fn link_measures(&mut self) -> Vec<RuleError> {
        let mut errors = self.measured_dimensions();
        for (id, entry, relatives) in &self.relatives {
            let [excludes, akin, opposite] =
                relatives.each_ref().map(|names| self.measures_named(entry, names, &mut errors));
            let Some(measure) = self.rules.measures.all.get_mut(id.index()) else { continue };
            (measure.excludes, measure.akin, measure.opposite) = (excludes, akin, opposite);
        }
        let Rules { measures, words, vocabulary, .. } = &mut self.rules;
        let mut by_word: BTreeMap<Sym, Vec<(Vec<Sym>, MeasureId)>> = BTreeMap::new();
        for (last, phrases) in std::mem::take(&mut measures.by_word) {
            let word = vocabulary.word(last).to_owned();
            if words.readings(last).is_empty() {
                words.add_lemma(vocabulary, &word, super::Class::Noun);
            }
            by_word.entry(words.canonical(last)).or_default().extend(phrases);
        }
        for (before, _) in by_word.values_mut().flatten() {
            for word in before {
                *word = words.noun_lemma(*word);
            }
        }
        for phrases in by_word.values_mut() {
            phrases.sort_by_key(|(before, id)| (std::cmp::Reverse(before.len()), *id));
        }
        measures.by_word = by_word;
        errors
    }

    fn measures_named(
        &self,
        entry: &Entry,
        names: &[String],
        errors: &mut Vec<RuleError>,
    ) -> Vec<MeasureId> {
        let measures = &self.rules.measures;
        let mut found = Vec::new();
        for name in names {
            if let Some(id) = measures.named(name) {
                found.push(id);
            } else {
                let hint = did_you_mean(name, measures.all.iter().map(|m| m.name.as_str()));
                errors.push(entry.error(format!("no measure is called `{name}`{hint}")));
            }
        }
        found
    }

    fn scope(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let body: ScopeBody = entry.body()?;
        let measures = &mut self.rules.measures;
        for word in &entry.words {
            let mut phrase = intern_words(&word.form, &mut self.rules.vocabulary);
            phrase.retain(|s| *s != self.rules.marks.hyphen);
            let Some(first) = phrase.first() else { continue };
            let place = measures.scopes.len();
            measures.by_first.push(*first, (phrase, place));
        }
        let name = entry.place.name.clone();
        let ScopeBody { excludes, whole, opens, near, scene, relative, verbless } = body;
        measures.scopes.push(Scope {
            name,
            excludes,
            whole,
            opens,
            near,
            scene,
            relative,
            verbless,
            rule,
        });
        Ok(())
    }

    fn voice(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let VoiceBody { tells } = entry.body()?;
        for word in self.syms(entry) {
            self.rules.voices.push(word, (tells, rule));
        }
        Ok(())
    }

    fn page(&mut self, entry: &Entry, _: RuleId) -> Outcome {
        let PageBody { is } = entry.body()?;
        let page = &mut self.rules.page;
        for word in &entry.words {
            let form = word.form.to_lowercase();
            match is {
                PageWord::Abbreviation => drop(page.abbreviations.insert(form, false)),
                PageWord::AbbreviationThatMayEnd => drop(page.abbreviations.insert(form, true)),
                PageWord::Starter => drop(page.starters.insert(form)),
                PageWord::Furniture => drop(page.furniture.insert(form)),
                PageWord::Counter => drop(page.counters.insert(form)),
                PageWord::Dateline => drop(page.dateline.insert(form)),
                PageWord::Related => drop(page.related.insert(form)),
            }
        }
        Ok(())
    }

    fn evidence(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let EvidenceBody { weight, agreed, telling, says } = entry.body()?;
        let number = |key: &str, text: String| {
            text.parse().map_err(|_| entry.error(format!("`{key}` is no whole number")))
        };
        let weight = number("weight", weight)?;
        let agreed = agreed.map_or(Ok(weight), |text| number("agreed", text))?;
        let telling = telling.map(|text| number("telling", text)).transpose()?;
        let name = entry.place.name.as_str();
        let ground = Ground::named(name).ok_or_else(|| {
            let hint = did_you_mean(name, Ground::ALL.iter().map(|g| g.name()));
            entry.error(format!("nothing is weighed that is called `{name}`{hint}"))
        })?;
        if self.rules.evidence.is_empty() {
            self.rules.evidence.resize(Ground::ALL.len(), Evidence::default());
        }
        self.rules.evidence[ground as usize] = Evidence { weight, agreed, telling, says, rule };
        Ok(())
    }

    fn tolerance(&mut self, entry: &Entry, rule: RuleId) -> Outcome {
        let ToleranceBody { value } = entry.body()?;
        let value = Decimal::parse(&value).ok_or_else(|| entry.error("`value` is no number"))?;
        self.rules.tolerances.insert(entry.place.name.clone(), (value, rule));
        Ok(())
    }
}

/// For rules that have no keys of their own.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct NoKeys {}

fn unreadable(entry: &Entry, word: &Word) -> RuleError {
    entry.error(format!("what `{}` means can't be read: {:?}", word.form, word.values.join(", ")))
}

fn decimal(values: &[String]) -> Option<Decimal> {
    Decimal::parse(values.first()?)
}

fn small<T: std::str::FromStr>(values: &[String]) -> Option<T> {
    values.first()?.parse().ok()
}

/// `dozens = [24, 100]`
fn vague(values: &[String]) -> Option<Sense> {
    let [lo, hi] = values else { return None };
    Some(Sense::Vague(Decimal::parse(lo)?, Decimal::parse(hi)?))
}

/// An end of a hedge's reading as a factor on the figure; `inf` is open.
fn end(entry: &Entry, text: &str) -> Result<Option<Decimal>, RuleError> {
    if text == "inf" || text == "-inf" {
        return Ok(None);
    }
    let factor = Decimal::parse(text);
    factor.map(Some).ok_or_else(|| entry.error(format!("`{text}` is no factor")))
}

/// `fortnightly = [2, "week"]`
fn every(values: &[String]) -> Option<Sense> {
    let [count, unit] = values else { return None };
    Some(Sense::Every(count.parse().ok()?, Calendar::named(unit)?))
}

fn era(values: &[String]) -> Option<bool> {
    match values.first()?.as_str() {
        "after" => Some(true),
        "before" => Some(false),
        _ => None,
    }
}

fn loose(values: &[String]) -> Option<Sense> {
    Some(Sense::Loose(match values.first()?.as_str() {
        "past" => Loose::Past,
        "present" => Loose::Present,
        "future" => Loose::Future,
        _ => return None,
    }))
}

fn tense(values: &[String]) -> Option<bool> {
    match values.first()?.as_str() {
        "future" => Some(true),
        "past" => Some(false),
        _ => None,
    }
}

fn bound_after(values: &[String]) -> Option<Bound> {
    match values.first()?.as_str() {
        "from" => Some(Bound::From),
        "by" => Some(Bound::By),
        _ => None,
    }
}

fn bound(values: &[String]) -> Option<BoundWord> {
    Some(match values.first()?.as_str() {
        "within" => BoundWord::Plain(Bound::Within),
        "by" => BoundWord::Plain(Bound::By),
        "until" => BoundWord::Plain(Bound::Until),
        "from" => BoundWord::Plain(Bound::From),
        "before" => BoundWord::Before,
        "after" => BoundWord::After,
        "not-before" => BoundWord::NotBefore,
        _ => return None,
    })
}

fn part(values: &[String]) -> Option<Part> {
    Some(match values.first()?.as_str() {
        "start" => Part::Start,
        "middle" => Part::Middle,
        "end" => Part::End,
        "first-half" => Part::FirstHalf,
        "second-half" => Part::SecondHalf,
        _ => return None,
    })
}

fn joint(values: &[String]) -> Option<Joint> {
    Some(match values.first()?.as_str() {
        "between" => Joint::Between,
        "from" => Joint::From,
        "and" => Joint::And,
        "to" => Joint::To,
        "or" => Joint::Or,
        "in" => Joint::In,
        "out of" => Joint::OutOf,
        "compared" => Joint::Compared,
        "more" => Joint::More,
        _ => return None,
    })
}
