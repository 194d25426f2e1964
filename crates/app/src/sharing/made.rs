//! The records about sharing in one case.

use access::{Action, Permit};
use model::case::{
    LearningRelease, ReleaseLine, ReleaseStands, ReleaseStep, SharedFrom, SharingCheck,
    SharingDraft, SharingFamily, SharingHold,
};
use model::learning::Sharing;
use model::{RecordId, SharedId};
use vault::{Kinds, Stored, VaultError, VaultTx};

/// Everything on record about sharing learning from one case.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// What people want to share, oldest first.
    pub drafts: Vec<Stored<SharingDraft>>,
    /// What was decided of what the check found.
    pub checks: Vec<Stored<SharingCheck>>,
    /// Whether families know.
    pub family: Vec<Stored<SharingFamily>>,
    /// What was held back.
    pub holds: Vec<Stored<SharingHold>>,
    /// Lines that were ticked.
    pub lines: Vec<Stored<ReleaseLine>>,
    /// Who released.
    pub steps: Vec<Stored<ReleaseStep>>,
    /// What left.
    pub releases: Vec<Stored<LearningRelease>>,
}

impl Made {
    pub(super) fn take(kinds: &mut Kinds) -> Result<Self, VaultError> {
        Ok(Self {
            drafts: kinds.take()?,
            checks: kinds.take()?,
            family: kinds.take()?,
            holds: kinds.take()?,
            lines: kinds.take()?,
            steps: kinds.take()?,
            releases: kinds.take()?,
        })
    }

    /// Of the case that a permit is for. Nothing else of it is made out.
    pub(super) async fn of<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<Self, VaultError> {
        Ok(Self {
            drafts: vault::list_with(tx, permit).await?,
            checks: vault::list_with(tx, permit).await?,
            family: vault::list_with(tx, permit).await?,
            holds: vault::list_with(tx, permit).await?,
            lines: vault::list_with(tx, permit).await?,
            steps: vault::list_with(tx, permit).await?,
            releases: vault::list_with(tx, permit).await?,
        })
    }

    /// A draft.
    #[must_use]
    pub fn draft(&self, id: RecordId) -> Option<&Stored<SharingDraft>> {
        self.drafts.iter().find(|one| one.id == id)
    }

    /// What was decided in the check of a draft.
    #[must_use]
    pub fn check(&self, draft: RecordId) -> Option<&Stored<SharingCheck>> {
        self.checks.iter().find(|one| one.body.of == draft)
    }

    /// Whether the family knows.
    #[must_use]
    pub fn family(&self, draft: RecordId) -> Option<&Stored<SharingFamily>> {
        self.family.iter().find(|one| one.body.of == draft)
    }

    /// The holds on a draft, those that were lifted too.
    pub fn holds(&self, draft: RecordId) -> impl Iterator<Item = &Stored<SharingHold>> {
        self.holds.iter().filter(move |one| one.body.of == draft)
    }

    /// Whether a hold stops its release.
    #[must_use]
    pub fn is_held(&self, draft: RecordId) -> bool {
        self.holds(draft).any(|one| one.body.stands())
    }

    /// What was said last of a line for a draft.
    #[must_use]
    pub fn line(&self, draft: RecordId, code: &str) -> Option<&Stored<ReleaseLine>> {
        let own = |one: &&Stored<ReleaseLine>| one.body.of == draft && one.body.line == code;
        self.lines.iter().rfind(own)
    }

    /// The releases of a draft by one person each, those that no longer count too.
    pub fn steps(&self, draft: RecordId) -> impl Iterator<Item = &Stored<ReleaseStep>> {
        self.steps.iter().filter(move |one| one.body.of == draft)
    }

    /// What left of a draft last.
    #[must_use]
    pub fn release(&self, draft: RecordId) -> Option<&Stored<LearningRelease>> {
        self.releases.iter().rfind(|one| one.body.of == draft)
    }

    /// The newest version that was released of something shared.
    #[must_use]
    pub fn newest(&self, item: SharedId) -> Option<&Stored<LearningRelease>> {
        let all = self.releases.iter().filter(|one| one.body.item == item);
        all.max_by_key(|one| one.body.version)
    }

    /// What else was released of the same words and stands: what the partnership reads, and what went further from there. The newest
    /// version of each.
    #[must_use]
    pub fn same_words(&self, release: &LearningRelease) -> Vec<&Stored<LearningRelease>> {
        let of = self.began_with(release);
        let mut all: Vec<&Stored<LearningRelease>> = Vec::new();
        for one in &self.releases {
            let body = &one.body;
            let stands = body.taken_back.is_none() && body.item != release.item;
            if stands && self.began_with(body) == of {
                all.retain(|other| other.body.item != body.item);
                all.push(one);
            }
        }
        all
    }

    /// The item within the partnership with which something that went further began; else itself.
    fn began_with(&self, release: &LearningRelease) -> SharedId {
        let draft = self.draft(release.of).map(|one| &one.body);
        let draft = draft.filter(|one| one.from == SharedFrom::PartnershipRelease);
        let behind = draft.and_then(|one| one.of);
        let mut all = self.releases.iter();
        let behind = behind.and_then(|id| all.find(|one| one.id == id));
        behind.map_or(release.item, |one| one.body.item)
    }

    /// The draft of a next version of something shared, while it is not released.
    #[must_use]
    pub fn next_begun(&self, item: SharedId) -> Option<&Stored<SharingDraft>> {
        let of = |one: &&Stored<SharingDraft>| {
            let follows = one.body.follows.as_ref();
            follows.is_some_and(|follows| follows.item == item) && self.release(one.id).is_none()
        };
        self.drafts.iter().find(of)
    }

    /// Whether the version that a draft corrects is still the newest, and stands.
    ///
    /// # Errors
    /// `version-ended` when it was taken back, `version-older` when another version was released meanwhile.
    pub(super) fn still_follows(&self, draft: &SharingDraft) -> Result<(), &'static str> {
        let Some(follows) = &draft.follows else {
            return Ok(());
        };
        let newest = self.newest(follows.item).ok_or("version-ended")?;
        if newest.body.taken_back.is_some() {
            return Err("version-ended");
        }
        match newest.body.version == follows.version {
            true => Ok(()),
            false => Err("version-older"),
        }
    }

    /// Whether everybody who could read the version before can read the next one.
    ///
    /// # Errors
    /// `version-narrower` when some could not.
    pub(super) fn for_no_fewer(
        &self,
        draft: Option<&Stored<SharingDraft>>,
        audience: Sharing,
    ) -> Result<(), &'static str> {
        let follows = draft.and_then(|one| one.body.follows);
        let before = follows.and_then(|follows| self.newest(follows.item));
        match before {
            Some(before) if audience < before.body.audience => Err("version-narrower"),
            _ => Ok(()),
        }
    }

    /// Where a draft stands.
    #[must_use]
    pub fn stands(&self, draft: RecordId) -> DraftStands {
        if let Some(release) = self.release(draft) {
            return match release.body.stands {
                ReleaseStands::Waiting | ReleaseStands::Out => DraftStands::Released,
                ReleaseStands::TakingBack | ReleaseStands::TakenBack => DraftStands::TakenBack,
            };
        }
        if self.is_held(draft) {
            return DraftStands::Held;
        }
        let asked = self.check(draft).and_then(|one| one.body.asked_on);
        asked.map_or(DraftStands::Written, |_| DraftStands::Asked)
    }

    /// Nothing of a draft may change once it was released.
    pub(super) fn unreleased(&self, draft: RecordId) -> Result<&Stored<SharingDraft>, VaultError> {
        let found = self.draft(draft).ok_or(VaultError::NotFound)?;
        match self.release(draft) {
            Some(_) => Err(VaultError::Rule("sharing-released")),
            None => Ok(found),
        }
    }
}

/// Where a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DraftStands {
    /// It is written and checked.
    Written,
    /// People are asked to read it and release it.
    Asked,
    /// A hold stops it.
    Held,
    /// It was released.
    Released,
    /// It was released and taken back.
    TakenBack,
}

impl DraftStands {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Asked => "asked",
            Self::Held => "held",
            Self::Released => "released",
            Self::TakenBack => "taken_back",
        }
    }
}
