//! The records that publication is made of, and which of them count now.

use access::{Action, Permit};
use model::case::{
    CheckedLine, FirstTold, HELD_PUBLISHING, PublicationAfter, PublicationApproval,
    PublicationDecision, PublicationDelay, PublicationNotice, PublicationVersion, ReasonsSent,
    SignOff, ToldFirst,
};
use model::record::Record;
use model::scheme::{StageKind, TrackKind};
use model::{Instant, RecordId};
use vault::{Kinds, Stored, VaultError, VaultTx};

use crate::decision::steps::stage_of;
use crate::keep::goes_there;
use crate::review::CaseRecords;
use crate::{Beside, Place};

/// Everything on record about the publication of one case.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// Versions that were to be published, oldest first.
    pub versions: Vec<Stored<PublicationVersion>>,
    /// What was said of the lines of the checklist: one record for each line.
    pub lines: Vec<Stored<CheckedLine>>,
    /// Who hears first: one record for each group.
    pub told: Vec<Stored<ToldFirst>>,
    /// Notices: one record for each recipient.
    pub notices: Vec<Stored<PublicationNotice>>,
    /// Delays, oldest first.
    pub delays: Vec<Stored<PublicationDelay>>,
    /// Reasons for them that were sent.
    pub reasons: Vec<Stored<ReasonsSent>>,
    /// Approvals, oldest first.
    pub approvals: Vec<Stored<SignOff>>,
    /// Decisions, oldest first.
    pub decisions: Vec<Stored<PublicationDecision>>,
    /// What followed: one record at most.
    pub after: Vec<Stored<PublicationAfter>>,
    /// What tracks and clocks are worked out from.
    pub records: CaseRecords,
}

impl Made {
    pub(super) fn take(kinds: &mut Kinds) -> Result<Self, VaultError> {
        let approvals = kinds.take::<PublicationApproval>()?;
        Ok(Self {
            versions: kinds.take()?,
            lines: kinds.take()?,
            told: kinds.take()?,
            notices: kinds.take()?,
            delays: kinds.take()?,
            reasons: kinds.take()?,
            approvals: approvals.into_iter().map(bare).collect(),
            decisions: kinds.take()?,
            after: kinds.take()?,
            records: CaseRecords::in_case(kinds)?,
        })
    }

    /// Of the case that a permit is for.
    pub(super) async fn of<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<Self, VaultError> {
        Self::take(&mut vault::kinds_of(tx, permit).await?)
    }

    /// Where the track stands.
    #[must_use]
    pub fn stage(&self) -> Option<StageKind> {
        stage_of(&self.records.entered(), TrackKind::Publication)
    }

    /// Whether the report, or the improvements, are published.
    #[must_use]
    pub fn is_out(&self) -> bool {
        matches!(
            self.stage(),
            Some(StageKind::Published | StageKind::ImprovementsOnly)
        )
    }

    /// The version that is to be published. After publication was opened again it has to be named anew.
    #[must_use]
    pub fn current(&self) -> Option<&Stored<PublicationVersion>> {
        let latest = self.versions.last()?;
        (!self.opened_since(latest.added_at)).then_some(latest)
    }

    /// Whether publication was opened again at this moment or after it.
    fn opened_since(&self, moment: Instant) -> bool {
        let opened = |one: &model::track::Entered| {
            let step = &one.step;
            let opens = (step.track, step.to) == (TrackKind::Publication, StageKind::Reopened);
            opens && step.counts() && one.at >= moment
        };
        self.records.entered().iter().any(opened)
    }

    /// Whether something that was said is of the version that is to be published.
    #[must_use]
    pub fn is_current(&self, of: RecordId) -> bool {
        self.current().is_some_and(|one| one.id == of)
    }

    /// What was said of a line, of whichever version.
    #[must_use]
    pub fn line(&self, code: &str) -> Option<&Stored<CheckedLine>> {
        self.lines.iter().find(|one| one.body.line == code)
    }

    /// What is kept of a group that hears first, of whichever version.
    #[must_use]
    pub fn told(&self, whom: FirstTold) -> Option<&Stored<ToldFirst>> {
        self.told.iter().find(|one| one.body.whom == whom)
    }

    /// The notice to a recipient, of whichever version.
    #[must_use]
    pub fn notice(&self, recipient: &str) -> Option<&Stored<PublicationNotice>> {
        self.notices
            .iter()
            .find(|one| one.body.recipient == recipient)
    }

    /// The notice to a recipient, when it is of the version that is to be published.
    #[must_use]
    pub fn given(&self, recipient: &str) -> Option<&Stored<PublicationNotice>> {
        self.notice(recipient)
            .filter(|one| self.is_current(one.body.of))
    }

    /// Whether everybody who must have the report first had it before the review was brought in. After publication was
    /// opened again they have to have it anew.
    #[must_use]
    pub fn noticed_before(&self) -> bool {
        let mut steps = self.records.steps.iter();
        steps.any(|one| {
            let step = &one.body;
            (step.track, step.to) == (TrackKind::Publication, StageKind::NoticeGiven)
                && step.counts()
                && step.details.done_before.is_some()
                && !self.opened_since(one.added_at)
        })
    }

    /// The reasons for not publishing that were sent to a recipient; those from before publication was opened again are
    /// of an earlier decision.
    #[must_use]
    pub fn told_why(&self, recipient: &str) -> Option<&Stored<ReasonsSent>> {
        let never = |id: RecordId| {
            let mut delays = self.delays.iter();
            delays.any(|delay| delay.id == id && delay.body.never)
        };
        let mut all = self.reasons.iter();
        all.rfind(|one| {
            let theirs = one.body.recipient == recipient && never(one.body.delay);
            theirs && !self.opened_since(one.added_at)
        })
    }

    /// What is said here is of the version that is to be published, goes where the record stands, and comes before
    /// publication.
    pub(super) fn accepts<R: Record>(
        &self,
        of: RecordId,
        standing: Option<&Stored<R>>,
        place: Place,
    ) -> Result<(), VaultError> {
        self.before_publication().map_err(VaultError::Rule)?;
        if self.current().is_none() {
            return Err(VaultError::Rule("publication-version-first"));
        }
        if !self.is_current(of) {
            return Err(VaultError::Rule("publication-version"));
        }
        goes_there(standing, place)
    }

    /// `publication-out` once something is published: it is opened again first.
    pub(super) fn before_publication(&self) -> Result<(), &'static str> {
        if self.is_out() {
            return Err("publication-out");
        }
        Ok(())
    }
}

/// Whether proceedings hold back publishing.
pub(crate) fn is_held(beside: &Beside) -> bool {
    let mut standing = beside.standing_holds();
    standing.any(|one| one.body.what == HELD_PUBLISHING)
}

/// An approval as the sign-off that it is.
fn bare(one: Stored<PublicationApproval>) -> Stored<SignOff> {
    Stored {
        id: one.id,
        case: one.case,
        version: one.version,
        added_at: one.added_at,
        changed_at: one.changed_at,
        by: one.by,
        agency: one.agency,
        body: one.body.0,
    }
}
