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
            /// All grounds, in the order in which they are told.
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
    WrittenBesideIt "written beside it"
    SameMeasure "same measure"
    TheOnlyFigureForIt "the only figure for it"
    ExclusiveMeasures "exclusive measures"
    ExclusiveTolls "exclusive tolls"
    AkinMeasures "akin measures"
    OtherMeasure "other measure"
    APartOfTheThingCounted "a part of the thing counted"
    SameThingCounted "same thing counted"
    AKindOfTheThingCounted "a kind of the thing counted"
    AnotherThingCounted "another thing counted"
    CountedAndBroken "counted and broken"
    ExclusiveScopes "exclusive scopes"
    OtherScope "other scope"
    SomeOfThem "some of them"
    OnlyOneNamesAYear "only one names a year"
    SameYears "same years"
    OtherYears "other years"
    SameHeadWord "same head word"
    SameNounPhrase "same noun phrase"
    SameThingMeasured "same thing measured"
    SameVerb "same verb"
    RivalNamesInThePhrase "rival names in the phrase"
    SameTopic "same topic"
    SameParticipants "same participants"
    HappensOnce "happens once"
    OneOfAStory "one of a story"
    SamePersonsAge "same person's age"
    AnotherThingThatHappened "another thing that happened"
    AgesOfWhomever "ages of persons who are not named alike"
    AStranger "a stranger to the other article"
    PartiesToOneStory "parties to one story"
    RivalParticipants "rival participants"
    OtherParticipants "other participants"
    OtherPlaces "other places"
    MoreParticipantsOnBothSides "more participants on both sides"
    TwiceInOneSentence "twice in one sentence"
    SameDeadline "same deadline"
    SameTellingValue "same telling value"
    SameValue "same value"
    RoundedValue "rounded value"
    RepeatedInTheArticle "repeated in the article"
    TwoValuesInOneSentence "two values in one sentence"
    OtherValueInTheSameArticle "other value in the same article"
    ARareSlipApart "a rare slip apart"
    ASlipOfThePenApart "a slip of the pen apart"
    APlanAndWhatCame "a plan and what came of it"
    MeasuredFarApart "measured far apart"
    OtherDirections "other directions"
    DatesFarApart "dates far apart"
    ValuesOfAnotherOrder "values of another order"
    SameRole "same role"
    LengthAndEndOfOnePeriod "length and end of one period"
    LengthOfAPeriod "length of a period whose ends are told"
    OtherRole "other role"
    OtherDays "other days"
    OtherNews "other news"
    TwoPlacesOfOneEvent "two places of one event"
    OnlyOneNamesAPlace "only one names a place"
    SameWords "same words"
    AnotherFigureAgrees "another figure agrees"
    SentencesThatDifferInLittleElse "sentences that differ in little else"
    BothAtTheHead "both at the head"
    DayOfTheNews "day of the news"
    BorneOutElsewhere "borne out elsewhere"
    NoOtherFigureComesNear "no other figure comes near"
    NoOtherCountComesNear "no other count comes near"
    AnotherPlaceInALikeSentence "another place in a like sentence"
    NothingInCommonButTheValue "nothing in common but the value"
    RoundShares "round shares"
}

impl Ground {
    /// The ground of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|g| g.name() == name)
    }

    /// Whether it speaks of the values and their places only, and not of what they are values of.
    pub fn is_of_values(self) -> bool {
        matches!(
            self,
            Self::SameValue
                | Self::SameTellingValue
                | Self::RoundedValue
                | Self::SameTopic
                | Self::SameRole
                | Self::LengthOfAPeriod
                | Self::BothAtTheHead
        )
    }
}
