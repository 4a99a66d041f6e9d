use corroborate::rules::Rules;
#[test]
fn rules_load() {
    if let Err(errors) = Rules::built_in() {
        for e in errors { println!("{e}"); }
        panic!();
    }
}
