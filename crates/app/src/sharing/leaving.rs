//! What would leave, worked out from what was written and what was decided: field by field, with everything that the check found.

use model::case::{
    FamilyKnows, FindingChoice, FindingDecided, SharedOrigin, SharingCheck, SharingDraft,
};
use model::learning::SharedLearning;
use model::record::Record as _;
use vault::VaultError;

use super::find::{CaseScrub, Found, Scrub};
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
    /// As it would leave. What is not decided yet still stands in it.
    pub leaves: String,
    /// What the check found, in the order of the text.
    pub lines: Vec<Line>,
}

/// Everything that would leave.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The texts that hold any words.
    pub fields: Vec<LeavingField>,
    /// What could be put together from all of it.
    pub together: Vec<Line>,
    /// It, in the shape in which it leaves.
    pub learning: SharedLearning,
    /// What is still recognised in the texts as they would leave: a replacement that tells of somebody, or parts that came together.
    pub still: Vec<Found>,
}

impl Leaving {
    /// Of a draft, with what was decided so far.
    #[must_use]
    pub fn of(
        of: (&SharingDraft, Option<&SharingCheck>),
        known: &CaseKnown,
        scrub: &Scrub,
    ) -> Self {
        Self::found_by(of, &scrub.of(known, &of.0.seed.0))
    }

    /// The same, for somebody who may read this much of what is on record.
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
        let mut learning = written.clone();
        let mut fields = Vec::new();
        let mut still = Vec::new();
        let naming = &mut scrub.begin();
        for (field, text) in written.texts() {
            if text.trim().is_empty() {
                continue;
            }
            let found = scrub.find((field, text), naming);
            let one = leaving_field((field, text), found, check);
            let kept = |found: &Found| one.lines.iter().any(|line| line.keeps(found));
            let again = scrub.find((field, &one.leaves), &mut scrub.begin());
            let open = |found: &Found| one.lines.iter().any(|line| line.is_open_about(found));
            still.extend(
                again
                    .into_iter()
                    .filter(|one| one.must_go() && !kept(one) && !open(one)),
            );
            learning = learning.with_text(field, one.leaves.clone());
            fields.push(one);
        }
        let together = scrub
            .together(&learning, draft.names_partnership)
            .into_iter();
        let together = together.map(|found| Line::of(found, check)).collect();
        Self {
            fields,
            together,
            learning,
            still,
        }
    }

    /// Everything that was found.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        let fields = self.fields.iter().flat_map(|one| &one.lines);
        fields.chain(&self.together)
    }

    /// How many things wait for somebody's decision.
    #[must_use]
    pub fn open(&self) -> usize {
        let lines = self.lines().filter(|line| line.decided.is_none());
        lines.count() + self.still.len()
    }

    /// What stands in one digest: everything that would leave, for whom and from where, and whether the family knows.
    ///
    /// # Errors
    /// [`VaultError::Body`] when it cannot be written down.
    pub fn digest(
        &self,
        draft: &SharingDraft,
        (origin, family): (&SharedOrigin, Option<FamilyKnows>),
    ) -> Result<String, VaultError> {
        let whole = (&self.learning, draft.audience, origin, family);
        let text = serde_json::to_vec(&whole).map_err(|_| VaultError::Body(SharingDraft::KIND))?;
        Ok(crypto::digest(&text).to_string())
    }
}

impl Line {
    /// What was decided holds for these exact words in this field; what is on record in the case does not stay, whatever was
    /// decided before it was.
    fn of(found: Found, check: Option<&SharingCheck>) -> Self {
        let key = (found.field, found.words.0.as_str(), found.kind.as_str());
        let decided = check.and_then(|check| check.said_of(key)).cloned();
        let stays = |one: &FindingDecided| matches!(one.choice, FindingChoice::Kept { .. });
        let decided = decided.filter(|one| !(found.known && stays(one)));
        Self { found, decided }
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
    LeavingField {
        field,
        written: text.to_owned(),
        leaves: closed_up(&leaves),
        lines,
    }
}

/// Without the gaps that something removed leaves behind.
fn closed_up(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        let line = words.join(" ");
        [" ,", " .", " ;", " :"]
            .iter()
            .fold(line, |line, gap| line.replace(gap, gap.trim_start()))
    });
    lines.collect::<Vec<_>>().join("\n")
}
