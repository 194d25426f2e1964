//! What an area does with learning of others: a decision with its reasons, and later what came of it. It is the organisation's own;
//! only what it tells others, as it told it, leaves.

use serde::{Deserialize, Serialize};

use super::{EffectSeen, Leaves, SentBack};
use crate::case::{KeptAgreed, SharingAuthor};
use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, PersonId, Sensitive, SharedId};

kinds! {
    /// What an area does with an item of shared learning. Names on screen are interface texts under `uptake-decision-` and the code.
    UptakeDecision {
        /// It does the same.
        Adopt = "adopt",
        /// It does it in its own way.
        Adapt = "adapt",
        /// It waits and looks again.
        Watch = "watch",
        /// It does not do it.
        Reject = "reject",
        /// It does so already.
        AlreadyDo = "already_do",
    }
}

kinds! {
    /// How far an area has come from knowing to doing. Names on screen are interface texts under `uptake-step-` and the code.
    KnowledgeStep {
        /// It has said which problem of its own this is about.
        Problem = "problem",
        /// It has chosen what of the learning it takes.
        Chosen = "chosen",
        /// It has fitted it to where it works.
        Fitted = "fitted",
        /// It knows what stands in the way and what helps.
        Barriers = "barriers",
        /// It has put it into practice.
        InPractice = "in_practice",
        /// It looks whether it is used.
        Used = "used",
        /// It has looked at what came of it.
        LookedAt = "looked_at",
        /// It keeps it going.
        KeptUp = "kept_up",
    }
}

/// What came of it, as somebody saw it on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UptakeResult {
    /// What came of it.
    pub seen: EffectSeen,
    /// What came of it, in words.
    pub words: Sensitive<String>,
    /// How anybody knows; may be empty.
    pub evidence: Sensitive<String>,
    /// On which day it was written down.
    pub on: Date,
}

/// What came of it, as others are told: no day leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedResult {
    /// What came of it.
    pub seen: EffectSeen,
    /// What came of it, in words.
    pub words: String,
    /// How anybody knows; may be empty.
    pub evidence: String,
}

/// What an area tells those whom the learning came from, and through them everybody who may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedUptake {
    /// What it does with it.
    pub decision: UptakeDecision,
    /// Why.
    pub reasons: String,
    /// What is different where it works; may be empty.
    pub differences: String,
    /// What came of it, oldest first.
    pub results: Vec<SharedResult>,
    /// Whether it wants to be named.
    pub names_area: bool,
}

impl SharedUptake {
    /// Every text that a person wrote, with the name of its field: what is checked before it leaves.
    #[must_use]
    pub fn texts(&self) -> Vec<(&'static str, &str)> {
        let mut texts = vec![
            ("reasons", self.reasons.as_str()),
            ("differences", self.differences.as_str()),
        ];
        for one in &self.results {
            texts.push(("words", &one.words));
            texts.push(("evidence", &one.evidence));
        }
        texts.retain(|(_, text)| !text.is_empty());
        texts
    }
}

kinds! {
    /// What becomes of what an area changed because of learning that was taken back since. Names on screen are interface texts under
    /// `uptake-after-` and the code.
    AfterEnd {
        /// It stays, for reasons of the area's own.
        Stays = "stays",
        /// It is changed back.
        ChangedBack = "changed_back",
        /// It is looked at once more before that is decided.
        LookedAt = "looked_at",
        /// Nothing was changed because of it.
        Nothing = "nothing",
    }
}

/// What an area does about learning that it took up and that was taken back or taken down since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UptakeAfter {
    /// What becomes of what was changed.
    pub becomes: AfterEnd,
    /// Why.
    pub why: Sensitive<String>,
    /// On which day it was decided.
    pub on: Date,
}

/// What was told, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UptakeTold {
    /// Exactly what left.
    pub text: SharedUptake,
    /// On which day.
    pub on: Date,
    /// Who read it as the second person and agreed; absent in what was told before two people were wanted.
    #[serde(default)]
    pub agreed_by: Option<PersonId>,
    /// What could be put together and stays, each with why it may leave, in the words of whoever agreed; absent in what was told
    /// before that was looked for.
    #[serde(default)]
    pub rare: Vec<KeptAgreed>,
}

/// What somebody wants to tell, while it waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UptakeAsked {
    /// Exactly what would leave.
    pub text: SharedUptake,
    /// Who asks.
    pub by: SharingAuthor,
    /// Since which day it waits.
    pub on: Date,
}

/// What an organisation does with one item of shared learning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uptake {
    /// The item.
    pub item: SharedId,
    /// The version of it that was decided on.
    pub version: i64,
    /// What the organisation does with it.
    pub decision: UptakeDecision,
    /// Why.
    pub reasons: Sensitive<String>,
    /// What is different here; may be empty.
    pub differences: Sensitive<String>,
    /// How far it has come; absent where nothing is done.
    pub step: Option<KnowledgeStep>,
    /// What is done, step by step; may be empty.
    pub steps: Sensitive<String>,
    /// Who looks after it: a role, no name; may be empty.
    pub responsible: Sensitive<String>,
    /// When it is looked at again; absent where it is not.
    pub look_again: Option<Date>,
    /// What came of it, oldest first.
    #[serde(default)]
    pub results: Vec<UptakeResult>,
    /// What others were told; absent while nobody was.
    #[serde(default)]
    pub told: Option<UptakeTold>,
    /// What becomes of what was changed because of it, once the item no longer stands; absent while nobody has said.
    #[serde(default)]
    pub after: Option<UptakeAfter>,
    /// Everybody who wrote some of it, in the order in which they began.
    #[serde(default)]
    pub authors: Vec<SharingAuthor>,
    /// What waits for a second person before it is told.
    #[serde(default)]
    pub asked: Option<UptakeAsked>,
    /// That the second person sent it back; until somebody asks again.
    #[serde(default)]
    pub sent_back: Option<SentBack>,
}

impl Uptake {
    /// Notes that somebody wrote some of it. Nothing waits for a second person any more: they would agree to other words.
    pub fn written_by(&mut self, author: SharingAuthor) {
        if !self.authors.contains(&author) {
            self.authors.push(author);
        }
        self.asked = None;
    }

    /// What would be told of it as it stands.
    #[must_use]
    pub fn to_tell(&self, names_area: bool) -> SharedUptake {
        let results = self.results.iter().map(|one| SharedResult {
            seen: one.seen,
            words: one.words.0.clone(),
            evidence: one.evidence.0.clone(),
        });
        SharedUptake {
            decision: self.decision,
            reasons: self.reasons.0.clone(),
            differences: self.differences.0.clone(),
            results: results.collect(),
            names_area,
        }
    }

    /// Whether others were told all of it.
    #[must_use]
    pub fn is_told(&self) -> bool {
        let told = self.told.as_ref();
        told.is_some_and(|told| told.text == self.to_tell(told.text.names_area))
    }

    /// Adds what came of it, and when it is looked at again. Where no other day is named, a day that is still to come stays: only
    /// one that has come is answered by a result.
    pub fn add_result(&mut self, result: UptakeResult, look_again: Option<Date>, today: Date) {
        self.results.push(result);
        self.look_again = look_again.or(self.look_again.filter(|day| *day > today));
    }

    /// Whether the day to look at it again has come.
    #[must_use]
    pub fn wants_looking_at(&self, today: Date) -> bool {
        self.look_again.is_some_and(|day| day <= today)
    }
}

impl Record for Uptake {
    const KIND: &'static str = "uptake";

    fn state(&self) -> Option<&'static str> {
        Some(self.decision.code())
    }

    fn due(&self) -> Option<Date> {
        self.look_again
    }
}

impl Leaves for Uptake {
    const IDENTIFIES: &'static str = "uptake-identifies";

    fn writers(&self) -> Vec<SharingAuthor> {
        let asked = self.asked.iter().map(|one| one.by);
        self.authors.iter().copied().chain(asked).collect()
    }

    fn asked(&self) -> Option<(SharingAuthor, Date)> {
        let asked = self.asked.as_ref();
        asked.map(|one| (one.by, one.on))
    }

    fn leaving(&self) -> Vec<(&'static str, &str)> {
        let asked = self.asked.as_ref();
        asked.map(|one| one.text.texts()).unwrap_or_default()
    }

    fn names_area(&self) -> bool {
        self.asked.as_ref().is_some_and(|one| one.text.names_area)
    }

    fn agreed_by(&self) -> Option<PersonId> {
        let told = self.told.as_ref().filter(|_| self.is_told());
        told.and_then(|told| told.agreed_by)
    }

    fn sent_back(&self) -> Option<&SentBack> {
        self.sent_back.as_ref()
    }

    fn agree(&mut self, by: PersonId, on: Date, rare: Vec<KeptAgreed>) {
        if let Some(asked) = self.asked.take() {
            let (text, agreed_by) = (asked.text, Some(by));
            self.told = Some(UptakeTold {
                text,
                on,
                agreed_by,
                rare,
            });
        }
        self.sent_back = None;
    }

    fn send_back(&mut self, back: SentBack) {
        self.asked = None;
        self.sent_back = Some(back);
    }

    fn withdraw(&mut self) {
        self.asked = None;
        self.sent_back = None;
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn what_was_told_is_not_all_of_it_once_a_result_is_added() {
        let mut one = Uptake {
            item: "0190b3a4-7c00-7000-8000-000000000001".parse().unwrap(),
            version: 1,
            decision: UptakeDecision::Adapt,
            reasons: Sensitive("The same happens here.".to_owned()),
            differences: Sensitive::default(),
            step: Some(KnowledgeStep::Fitted),
            steps: Sensitive::default(),
            responsible: Sensitive("Head of service".to_owned()),
            look_again: Some(Date::constant(2026, 4, 1)),
            results: Vec::new(),
            told: None,
            after: None,
            authors: Vec::new(),
            asked: None,
            sent_back: None,
        };
        one.told = Some(UptakeTold {
            text: one.to_tell(false),
            on: Date::constant(2026, 3, 1),
            agreed_by: None,
            rare: Vec::new(),
        });
        assert!(one.is_told());
        let (april, may) = (Date::constant(2026, 4, 1), Date::constant(2026, 5, 1));
        let result = UptakeResult {
            seen: EffectSeen::Worse,
            words: Sensitive("Twice as many calls.".to_owned()),
            evidence: Sensitive::default(),
            on: april,
        };
        let with = |look_again, today| {
            let mut with = one.clone();
            with.add_result(result.clone(), look_again, today);
            with.look_again
        };
        let early = Date::constant(2026, 3, 31);
        assert_eq!(with(None, early), Some(april), "an early result leaves it");
        assert_eq!(with(None, april), None, "the day that has come is answered");
        assert_eq!(with(Some(may), april), Some(may));
        one.add_result(result, None, early);
        assert!(!one.is_told());
        assert_eq!(one.to_tell(false).texts().len(), 2);
        let text = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Uptake>(&text).unwrap(), one);
        assert!(one.wants_looking_at(april) && !one.wants_looking_at(early));
        let me = SharingAuthor {
            person: "0190b3a4-7c00-7000-8000-000000000002".parse().unwrap(),
            agency: None,
        };
        one.asked = Some(UptakeAsked {
            text: one.to_tell(false),
            by: me,
            on: Date::constant(2026, 4, 1),
        });
        assert_eq!(one.writers(), [me]);
        one.written_by(me);
        one.written_by(me);
        assert!(one.asked.is_none(), "other words were asked for");
        assert_eq!(one.authors, [me]);
    }
}
