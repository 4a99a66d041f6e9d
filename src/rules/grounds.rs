//! What can speak for or against two claims being of one fact.

macro_rules! grounds {
    ($($ground:ident $name:literal)*) => {
        /// A ground for or against a link. What it means and weighs stands in `rules/linking.toml`,
        /// under its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)] // the rules say what each means
        pub enum Ground {
            $($ground,)*
        }

        impl Ground {
            /// All grounds, in their order.
            pub const ALL: &[Self] = &[$(Self::$ground),*];

            /// The name of its rule.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$ground => $name,)*
                }
            }
        }
    };
}

grounds! {
    SameMeasure "same measure"
    ExclusiveMeasures "exclusive measures"
    AkinMeasures "akin measures"
    OtherMeasure "other measure"
    SameThingCounted "same thing counted"
    AKindOfTheThingCounted "a kind of the thing counted"
    AnotherThingCounted "another thing counted"
    SameHeadWord "same head word"
    SameVerb "same verb"
    SameParticipants "same participants"
    SameTopic "same topic"
    RivalNamesInThePhrase "rival names in the phrase"
    RivalParticipants "rival participants"
    OtherPlaces "other places"
    OtherParticipants "other participants"
    DatesFarApart "dates far apart"
    ValuesOfAnotherOrder "values of another order"
    MoreParticipantsOnBothSides "more participants on both sides"
    SameValue "same value"
    SameTellingValue "same telling value"
    ASlipOfThePenApart "a slip of the pen apart"
    SamePersonsAge "same person's age"
    TheOnlyFigureForIt "the only figure for it"
    SameDeadline "same deadline"
    RepeatedInTheArticle "repeated in the article"
    WrittenBesideIt "written beside it"
    OtherValueInTheSameArticle "other value in the same article"
    ExclusiveScopes "exclusive scopes"
    OtherScope "other scope"
    OtherRole "other role"
    SameRole "same role"
    LengthAndEndOfOnePeriod "length and end of one period"
    OtherYears "other years"
    OtherDays "other days"
    TwoPlacesOfOneEvent "two places of one event"
    OnlyOneNamesAPlace "only one names a place"
    APartOfTheThingCounted "a part of the thing counted"
    TwiceInOneSentence "twice in one sentence"
    SameYears "same years"
    OnlyOneNamesAYear "only one names a year"
    SameWords "same words"
    NothingInCommonButTheValue "nothing in common but the value"
    TwoValuesInOneSentence "two values in one sentence"
    PartiesToOneStory "parties to one story"
    SentencesThatDifferInLittleElse "sentences that differ in little else"
}

impl Ground {
    /// The ground of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|g| g.name() == name)
    }

    /// Whether it speaks of the values only, and not of what they are values of.
    pub fn is_of_values(self) -> bool {
        matches!(self, Self::SameValue | Self::SameTellingValue | Self::SameTopic | Self::SameRole)
    }
}
