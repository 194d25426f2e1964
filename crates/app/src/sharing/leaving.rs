//! What would leave, worked out from what was written and what was decided: field by field, with everything that the check found.

use std::collections::BTreeSet;
use std::ops::Range;

use model::case::{
    FamilyKnows, FindingChoice, FindingDecided, SharedOrigin, SharingCheck, SharingDraft,
};
use model::learning::SharedLearning;
use model::record::Record as _;
use vault::VaultError;

use super::find::{Called, CaseScrub, Found, Scrub};
use super::kept::keeps_telling;
use super::places::{around, in_order};
use super::register::CaseKnown;

/// The name under which what could be put together is decided: no field of what leaves.
pub const TOGETHER: &str = "together";

/// Something found, and what was decided of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// What was found.
    pub found: Found,
    /// What was decided; none while that is open.
    pub decided: Option<FindingDecided>,
}

/// One field, as written and as it would leave.
#[derive(Debug, Clone)]
pub struct LeavingField {
    /// Its name.
    pub field: &'static str,
    /// As it was written.
    pub written: String,
    /// As it was after the first decisions: where what was found anew stands.
    once: String,
    /// As it would leave. What is not decided yet still stands in it.
    pub leaves: String,
    /// Where in that something stands of which nobody decided yet, in bytes: in its order, none over another.
    pub undecided: Vec<Range<usize>>,
    /// What the check found, in the order of the text.
    pub lines: Vec<Line>,
}

/// Everything that would leave.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The texts that hold any words.
    pub fields: Vec<LeavingField>,
    /// What the check finds in the texts as they would leave and did not find in them as they were written: what was decided changed
    /// what stands beside it. It is decided as everything else is; its places are those in the text after the first decisions.
    pub anew: Vec<Line>,
    /// What could be put together from all of it.
    pub together: Vec<Line>,
    /// It, in the shape in which it leaves.
    pub learning: SharedLearning,
    /// What is still recognised in the texts as they would leave: a replacement that tells of somebody, or parts that came together.
    pub still: Vec<Found>,
}

impl Leaving {
    /// Of a draft, with what was decided so far, for somebody who may read this much of what is on record.
    #[must_use]
    pub fn read_by(
        of: (&SharingDraft, Option<&SharingCheck>),
        (known, open): (&CaseKnown, &CaseKnown),
        scrub: &Scrub,
    ) -> Self {
        Self::found_by(of, &scrub.of(known, &of.0.seed.0).read_by(open))
    }

    fn found_by((draft, check): (&SharingDraft, Option<&SharingCheck>), scrub: &CaseScrub) -> Self {
        let written = &draft.learning.0;
        let mut whole = Self {
            fields: Vec::new(),
            anew: Vec::new(),
            together: Vec::new(),
            learning: written.clone(),
            still: Vec::new(),
        };
        let called = &mut scrub.begin();
        for (field, text) in written.texts() {
            if !text.trim().is_empty() {
                let found = scrub.find((field, text), called);
                let one = leaving_field((field, text), found, check);
                whole.fields.push(one);
            }
        }
        // What is called how in the text as it was written does not hang on what was decided.
        for at in 0..whole.fields.len() {
            whole.look_again(at, check, (scrub, called));
        }
        // Whoever reads what stays within a partnership knows which one it is.
        let named = draft.names_partnership || !draft.audience.is_beyond();
        let together = scrub.together(&whole.learning, named).into_iter();
        whole.together = together.map(|found| Line::of(found, check)).collect();
        whole
    }

    /// Looks at a field as it would leave, and once more after what was decided of that.
    fn look_again(
        &mut self,
        at: usize,
        check: Option<&SharingCheck>,
        (scrub, called): (&CaseScrub, &mut Called),
    ) {
        let Some(one) = self.fields.get_mut(at) else {
            return;
        };
        let field = one.field;
        let mut again = scrub.find((field, &one.leaves), called);
        again.retain(|found| wants_deciding(found, &one.lines));
        let after = leaving_field((field, &one.leaves), again, check);
        let lines = one.lines.iter().chain(&after.lines);
        let mut still = scrub.find((field, &after.leaves), called);
        let undecided = undecided(&after.leaves, &still, lines.clone());
        still.retain(|found| wants_deciding(found, lines.clone()));
        one.undecided = undecided;
        one.leaves.clone_from(&after.leaves);
        self.still.extend(still);
        self.learning = self.learning.clone().with_text(field, after.leaves);
        self.anew.extend(after.lines);
    }

    /// The sentence in which something found stands, by its number in the order of [`Leaving::lines`], counted from 1: what comes before
    /// it, the words, and what comes after. None of what could be put together, which stands in no sentence.
    #[must_use]
    pub fn sentence(&self, number: usize) -> Option<(&str, &str, &str)> {
        let place = |line: &Line| (line.found.start, line.found.end);
        let fields = self.fields.iter();
        let written = fields.flat_map(|one| {
            let lines = one.lines.iter();
            lines.map(move |line| (one.written.as_str(), place(line)))
        });
        let anew = self.anew.iter().map(|line| {
            let field = self.fields.iter().find(|one| one.field == line.found.field);
            (field.map_or("", |one| one.once.as_str()), place(line))
        });
        let (text, at) = written.chain(anew).nth(number.checked_sub(1)?)?;
        around(text, at)
    }

    /// Everything that was found.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        let fields = self.fields.iter().flat_map(|one| &one.lines);
        fields.chain(&self.anew).chain(&self.together)
    }

    /// What could tell who somebody is and stays all the same, with what was decided of it: the same words once. Whoever releases it
    /// agrees to each.
    pub fn kept_to_agree(&self) -> impl Iterator<Item = (&Line, &FindingDecided)> {
        let mut before: BTreeSet<&str> = BTreeSet::new();
        self.lines().filter_map(move |line| {
            let decided = line.stays()?;
            (keeps_telling(decided) && before.insert(&line.found.words.0))
                .then_some((line, decided))
        })
    }

    /// How many things wait for somebody's decision.
    #[must_use]
    pub fn open(&self) -> usize {
        let lines = self.lines().filter(|line| line.decided.is_none());
        lines.count() + self.still.len()
    }

    /// What stands in one digest: everything that would leave, for whom and from where, whether the family knows, which
    /// version it corrects, and how often it was asked for before: what was released then does not count again where a text is changed back.
    ///
    /// # Errors
    /// [`VaultError::Body`] when it cannot be written down.
    pub fn digest(
        &self,
        (draft, check): (&SharingDraft, Option<&SharingCheck>),
        (origin, family): (&SharedOrigin, Option<FamilyKnows>),
    ) -> Result<String, VaultError> {
        let before = check.map_or(0, |one| one.asked_before);
        let whole = (&self.learning, draft.audience, origin, family, before);
        let text = match &draft.follows {
            None => serde_json::to_vec(&whole),
            Some(follows) => serde_json::to_vec(&(whole, follows)),
        };
        let text = text.map_err(|_| VaultError::Body(SharingDraft::KIND))?;
        Ok(crypto::digest(&text).to_string())
    }
}

impl Line {
    /// What was decided holds for these exact words in this field; what is on record in the case, or one person's alone, does not stay,
    /// whatever was decided before it was.
    fn of(found: Found, check: Option<&SharingCheck>) -> Self {
        let key = (found.field, found.words.0.as_str(), found.kind.as_str());
        let decided = check.and_then(|check| check.said_of(key)).cloned();
        let mut line = Self { found, decided };
        if !line.found.may_be_kept() && line.stays().is_some() {
            line.decided = None;
        }
        line
    }

    /// What was decided of it, where that is that it stays.
    fn stays(&self) -> Option<&FindingDecided> {
        let kept = |one: &&FindingDecided| matches!(one.choice, FindingChoice::Kept { .. });
        self.decided.as_ref().filter(kept)
    }

    /// Whether this is where something comes from: the check offered it to stand there. What is on record is never let off by that.
    fn brought(&self, again: &Found) -> bool {
        let choice = self.decided.as_ref().map(|one| &one.choice);
        let words = match choice {
            Some(FindingChoice::Offered { words }) => words.0.as_str(),
            _ => return false,
        };
        !again.known && words.contains(again.words.0.as_str())
    }

    /// Whether this is why something is still there: it was decided that it stays.
    fn keeps(&self, again: &Found) -> bool {
        let stays = self
            .decided
            .as_ref()
            .is_some_and(|one| one.choice.replacement().is_none());
        stays && self.found.words == again.words && again.may_be_kept()
    }

    /// Whether it is still there because nothing was decided yet.
    fn is_open_about(&self, again: &Found) -> bool {
        self.decided.is_none() && self.found.words == again.words
    }
}

/// Whether something that is found in a text as it would leave was not decided with these lines: it must not be there, or it
/// surely is what it was found as.
fn wants_deciding<'a>(found: &Found, lines: impl IntoIterator<Item = &'a Line>) -> bool {
    let mut lines = lines.into_iter();
    let settled =
        |line: &Line| line.keeps(found) || line.is_open_about(found) || line.brought(found);
    (found.must_go() || found.sure) && !lines.any(settled)
}

/// Where in a text as it would leave something stands of which nobody decided yet: where it is found again, or its words stand.
fn undecided<'a>(
    text: &str,
    found: &[Found],
    lines: impl Iterator<Item = &'a Line> + Clone,
) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for line in lines.clone().filter(|line| line.decided.is_none()) {
        let again = found.iter().filter(|one| line.is_open_about(one));
        let again: Vec<Range<usize>> = again.map(|one| one.start..one.end).collect();
        if again.is_empty() {
            let stand = text.match_indices(line.found.words.0.as_str());
            places.extend(stand.map(|(at, words)| at..at + words.len()));
        }
        places.extend(again);
    }
    let anew = found
        .iter()
        .filter(|one| wants_deciding(one, lines.clone()));
    places.extend(anew.map(|one| one.start..one.end));
    in_order(places)
}

fn leaving_field(
    (field, text): (&'static str, &str),
    found: Vec<Found>,
    check: Option<&SharingCheck>,
) -> LeavingField {
    let mut leaves = String::with_capacity(text.len());
    let mut from = 0;
    let mut lines = Vec::with_capacity(found.len());
    for one in found {
        let line = Line::of(one, check);
        leaves.push_str(text.get(from..line.found.start).unwrap_or_default());
        let replaced = line
            .decided
            .as_ref()
            .and_then(|one| one.choice.replacement());
        match replaced {
            Some(words) => leaves.push_str(words),
            None => leaves.push_str(&line.found.words.0),
        }
        from = line.found.end;
        lines.push(line);
    }
    leaves.push_str(text.get(from..).unwrap_or_default());
    let leaves = closed_up(&leaves, text);
    LeavingField {
        field,
        written: text.to_owned(),
        once: leaves.clone(),
        leaves,
        undecided: Vec::new(),
        lines,
    }
}

/// Without the gaps that something removed leaves behind; a text that began with a capital does so still.
fn closed_up(text: &str, written: &str) -> String {
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        let line = words.join(" ");
        [" ,", " .", " ;", " :"]
            .iter()
            .fold(line, |line, gap| line.replace(gap, gap.trim_start()))
            .replace(",,", ",")
    });
    let closed = lines.collect::<Vec<_>>().join("\n");
    let rest = closed.trim_start_matches([' ', ',', ';', ':']);
    let mut letters = rest.chars();
    match letters.next() {
        Some(first) if written.trim_start().starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use access::Section;
    use model::case::{SharedFrom, SharingAuthor};
    use model::learning::{Confidence, EffectSeen, Sharing, SystemLevel};
    use model::{Date, Sensitive};

    use super::*;
    use crate::sharing::register::{Known, KnownKind};

    #[test]
    fn what_is_taken_out_leaves_no_gap() {
        let closed = |left: &str, written: &str| closed_up(left, written);
        assert_eq!(
            closed(", a  girl, was met by  teams", "Anna, a Black girl, was"),
            "A girl, was met by teams"
        );
        assert_eq!(closed("met , , and seen .", "met"), "met, and seen.");
        assert_eq!(closed("", "Anna"), "");
    }

    fn draft(condition: &str) -> SharingDraft {
        SharingDraft {
            from: SharedFrom::Nothing,
            of: None,
            learning: Sensitive(SharedLearning {
                condition: condition.to_owned(),
                level: SystemLevel::Partnership,
                changed_at: None,
                usually: String::new(),
                tried: String::new(),
                effect: String::new(),
                effect_seen: EffectSeen::NotKnown,
                evidence: String::new(),
                question: String::new(),
                context: String::new(),
                confidence: Confidence::Plausible,
                stage: None,
                harm: Vec::new(),
                age_bands: Vec::new(),
                themes: Vec::new(),
            }),
            audience: Sharing::Nation,
            names_partnership: false,
            authors: Vec::new(),
            seed: Sensitive(String::new()),
            follows: None,
        }
    }

    fn known() -> CaseKnown {
        let one = |kind, words: &str| Known {
            kind,
            words: words.to_owned(),
            of: words.to_owned(),
            section: Section::General,
        };
        CaseKnown::of(vec![
            one(KnownKind::Place, "quorrinfold"),
            one(KnownKind::Identifier, "SI2291"),
        ])
    }

    /// Takes the place out that was found in the text as it was written.
    fn decided(found: &Leaving) -> SharingCheck {
        let by = SharingAuthor {
            person: "0190b3a4-7c00-7000-8000-000000000001".parse().unwrap(),
            agency: None,
        };
        let lines = found.fields.iter().flat_map(|one| &one.lines);
        let lines = lines.filter(|line| line.found.words.0.contains("quorrinfold"));
        let decided = lines.map(|line| FindingDecided {
            field: line.found.field.to_owned(),
            words: line.found.words.clone(),
            kind: line.found.kind.clone(),
            choice: FindingChoice::Removed,
            by,
            on: Date::constant(2026, 3, 2),
        });
        SharingCheck {
            of: "0190b3a4-7c00-7000-8000-000000000002".parse().unwrap(),
            decided: decided.collect(),
            asked_on: None,
            asked_before: 0,
        }
    }

    fn leaving(draft: &SharingDraft, check: Option<&SharingCheck>) -> Leaving {
        let known = known();
        Leaving::read_by((draft, check), (&known, &known), &Scrub::default())
    }

    #[test]
    fn what_comes_together_by_what_was_decided_is_decided_too() {
        let draft = draft("It is filed under si quorrinfold 2291 in one team.");
        let mut check = decided(&leaving(&draft, None));
        let after = leaving(&draft, Some(&check));
        let mut anew = after.anew.iter().map(|line| &line.found);
        let anew = anew.find(|one| one.words.0.contains("2291")).unwrap();
        assert!(anew.known);
        assert!(after.open() > 0);
        check.decided.push(FindingDecided {
            field: anew.field.to_owned(),
            words: anew.words.clone(),
            kind: anew.kind.clone(),
            ..check.decided.first().unwrap().clone()
        });
        let settled = leaving(&draft, Some(&check));
        assert!(!settled.learning.condition.contains("2291"));
    }

    #[test]
    fn what_surely_is_something_is_decided_though_it_is_not_on_record() {
        let draft = draft("A child aged quorrinfold 7 was met by one team.");
        let check = decided(&leaving(&draft, None));
        let after = leaving(&draft, Some(&check));
        let whole = |line: &Line| line.found.words.0.contains('7');
        assert!(after.anew.iter().any(whole));
        assert!(after.open() > 0);
    }

    #[test]
    fn a_text_that_was_asked_for_before_has_another_digest() {
        let draft = draft("Two record systems do not show each other's entries.");
        let of = leaving(&draft, None);
        let mut check = decided(&of);
        let origin = SharedOrigin {
            region: None,
            partnership: None,
            broker: "0190b3a4-7c00-7000-8000-000000000003".parse().unwrap(),
            year: 2026,
        };
        let digest = |check: &SharingCheck| {
            let of = of.digest((&draft, Some(check)), (&origin, Some(FamilyKnows::Yes)));
            of.unwrap()
        };
        let first = digest(&check);
        check.asked_on = Some(Date::constant(2026, 3, 2));
        assert_eq!(digest(&check), first, "asking changes nothing of it");
        check.ask_no_more();
        assert_ne!(digest(&check), first);
    }
}
