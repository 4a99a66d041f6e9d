//! Every example of every rule holds, and broken rules are refused with their place.

use corroborate::examples::{count, failures};
use corroborate::read;
use corroborate::rules::{Place, Rules};
use corroborate::text::Source;

#[test]
fn every_example_of_every_rule_holds() {
    let rules = Rules::with_examples(&[]).unwrap_or_else(|e| panic!("{e:?}"));
    let wrong: Vec<String> = failures(&rules).iter().map(ToString::to_string).collect();
    assert!(count(&rules) > 2_400, "only {} examples", count(&rules));
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_example_that_does_not_hold_is_told_with_its_rule() {
    let own = "[[measure]]\nname = \"bears\"\nkinds = [\"count\"]\nwords = [\"bear\"]\n\
               yes = [\"Police saw 5 cars.\"]\nno = [\"Police saw 6 cars.\"]\n";
    let rules = Rules::with_examples(&[("mine.toml", own)]).unwrap();
    let wrong: Vec<String> = failures(&rules).iter().map(ToString::to_string).collect();
    assert_eq!(wrong, ["mine.toml:1: [[measure]] \"bears\" does not apply: Police saw 5 cars."]);
}

/// What is wrong with a rule file, as a user reads it.
fn errors(text: &str) -> Vec<String> {
    match Rules::built_in_with(&[("mine.toml", text)]) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn broken_rules_are_refused_with_their_place_and_a_suggestion() {
    let measure = "[[measure]]\nname = \"bears\"\nkinds = [\"count\"]\nwords = [\"bear\"]\n";
    let examples = "yes = [\"Police saw 5 bears.\"]\nno = [\"Police saw 5 cars.\"]\n";
    let cases = [
        (format!("{measure}{examples}"), ""),
        (measure.to_owned(), "mine.toml:1: `bears` has no `yes` examples"),
        (
            format!("\n{measure}{examples}grow = true\n"),
            "mine.toml:8: unknown key `grow` (did you mean `grows`?)",
        ),
        (
            format!("[[measur]]\nname = \"x\"\n{examples}"),
            "mine.toml:1: unknown kind of rule [[measur]] (did you mean `measure`?)",
        ),
        (
            format!("{measure}{examples}excludes = [\"deth toll\"]\n"),
            "mine.toml:1: no measure is called `deth toll` (did you mean `death toll`?)",
        ),
        (
            format!("{measure}{examples}verbs = [\"baer\"]\n"),
            "mine.toml:1: `baer` of `verbs` is none of the words (did you mean `bear`?)",
        ),
        (
            format!("[[measure]]\nkinds = []\n{examples}"),
            "mine.toml:1: this [[measure]] has no `name`",
        ),
        (
            format!("{measure}{examples}{measure}{examples}"),
            "mine.toml:7: a second rule is called `bears`",
        ),
        (
            format!("[[cardinal]]\nname = \"x\"\nwords = {{ umpteen = \"many\" }}\n{examples}"),
            "mine.toml:1: what `umpteen` means can't be read: \"many\"",
        ),
        ("[[measure]\n".to_owned(), "mine.toml:1: "),
    ];
    for (text, expected) in cases {
        let found = errors(&text).join("; ");
        if expected.is_empty() {
            assert_eq!(found, "");
        } else {
            assert!(found.starts_with(expected), "{text}\nsaid: {found}");
        }
    }
}

#[test]
fn a_rule_of_ones_own_is_used_and_cited() {
    let own = "[[measure]]\nname = \"bears\"\nkinds = [\"count\"]\nwords = [\"bear\"]\n\
               yes = [\"Police saw 5 bears.\"]\nno = [\"Police saw 5 cars.\"]\n";
    let rules = Rules::built_in_with(&[("mine.toml", own)]).unwrap();
    let (ledger, _) = read(vec![Source::plain("a", "Police saw 5 bears.")], &rules, 1);
    let claim = &ledger.claims[0];
    let places: Vec<String> =
        claim.mention.trail.iter().filter_map(|s| rules.place(s.rule)).map(Place::link).collect();
    assert!(places.contains(&"mine.toml:1".to_owned()), "{places:?}");
}
