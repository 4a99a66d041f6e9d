//! What each figure of `tests/cases/frames.toml` is a figure of.

use corroborate::claim::Claim;
use corroborate::ledger::Ledger;
use corroborate::text::Source;
use serde::Deserialize;

use crate::support::{RULES, root};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// A text with the figure in brackets, and its frame.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    counted: String,
    #[serde(default)]
    measure: String,
    #[serde(default = "value")]
    role: String,
}

fn value() -> String {
    "value".to_owned()
}

impl Case {
    /// What is counted, the measure and the role of the figure in brackets, if it is read.
    fn found(&self) -> Option<[String; 3]> {
        let start = self.text.find('[').unwrap();
        let text = self.text.replace(['[', ']'], "");
        let (ledger, _): (Ledger, _) = corroborate::read(vec![Source::plain("a", text)], &RULES, 1);
        let stands = |c: &&Claim| c.mention.span.range().contains(&start);
        let claim = ledger.claims.iter().find(stands)?;
        let measure = claim.frame.measure.and_then(|m| RULES.measures.get(m));
        let counted = claim.counted().map(|g| g.lemma.clone());
        let name = measure.map(|m| m.name.clone());
        Some([
            counted.unwrap_or_default(),
            name.unwrap_or_default(),
            claim.frame.role.name().to_owned(),
        ])
    }
}

#[test]
fn figures_are_of_what_the_sentence_says() {
    let text = std::fs::read_to_string(root().join("tests/cases/frames.toml")).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for case in &cases.case {
        let expected = [&case.counted, &case.measure, &case.role].map(Clone::clone);
        let found = case.found();
        if found.as_ref() != Some(&expected) {
            wrong.push(format!("{found:?}, not {expected:?}: {}", case.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
