//! Sharing as its pages read it: the list of a review and of an organisation, one draft, and the draft for those who release it.

use std::collections::BTreeSet;

use access::{Action, Ctx, Permit, Section, actions};
use model::case::{
    LearningPoint, LearningRelease, SharedFrom, SharedOrigin, SharingAuthor, SharingDraft,
    SharingHold,
};
use model::learning::Moment;
use model::scheme::Scheme;
use model::{CaseId, PersonId, RecordId, Sensitive};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::hold::{Lifters, may_lift_for_another};
use super::kept::{enough_agree, kept};
use super::leaving::Leaving;
use super::made::{DraftStands, Made};
use super::origin::Whence;
use super::own_work::{from_own_work, of_own_moment};
use super::prepared::Prepared;
use super::wanted::{
    Here, Slot, Wanted, are_enough, counted, family_allows, lines_allow, slots, wanted_of,
};
use super::writers::{writers, writers_behind};
use crate::incident::find;
use crate::moment::is_own_place;
use crate::{App, AppError, Reference};

/// What is shared from one review.
#[derive(Debug, Clone)]
pub struct SharingList {
    /// The case.
    pub case: CaseFile,
    /// The records.
    pub made: Made,
    /// What people saw differently: what one may begin from.
    pub moments: Vec<Stored<Moment>>,
    /// Learning points: the same.
    pub points: Vec<Stored<LearningPoint>>,
    /// Whether the reader may write.
    pub may_write: bool,
    /// Whether it is the place of the organisation's own work, and no review.
    pub own_work: bool,
}

/// Reads what is shared from a review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn sharing(app: &App, ctx: &Ctx, reference: &Reference) -> Result<SharingList, AppError> {
    if is_own_place(app, ctx, reference).await? {
        return from_own_work(app, ctx, reference).await;
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                Ok::<_, VaultError>(SharingList {
                    case: vault::case_file(tx, &permit).await?,
                    made: Made::take(&mut kinds)?,
                    moments: kinds.take()?,
                    points: kinds.take()?,
                    may_write: tx.would_permit::<actions::WriteSharing>(case).await?,
                    own_work: false,
                })
            })
        })
        .await?)
}

/// What somebody may do with a draft.
#[derive(Debug, Clone, Copy, Default)]
pub struct May {
    /// Write it, and say whether the family knows.
    pub write: bool,
    /// Decide on what the check found, and ask for its release.
    pub check: bool,
    /// Release it, should that be wanted of them.
    pub release: bool,
    /// Hold it back.
    pub hold: bool,
    /// Lift a hold in the place of somebody who can no longer do it.
    pub lift_for_another: bool,
    /// Take it back.
    pub recall: bool,
}

/// One draft with everything that its pages show.
#[derive(Debug, Clone)]
pub struct SharingView {
    /// The case.
    pub case: CaseFile,
    /// The records.
    pub made: Made,
    /// The draft.
    pub draft: Stored<SharingDraft>,
    /// What it would look like outside.
    pub leaving: Leaving,
    /// Where it comes from, as far as that would be said; or the code of the rule that says why it cannot go.
    pub origin: Result<SharedOrigin, &'static str>,
    /// Digest of what would leave now.
    pub text: Option<String>,
    /// Whose release is wanted, and who has given it.
    pub slots: Vec<Slot>,
    /// Whether somebody released what would leave now who may no longer act in the review: that does not count. Who it is stays
    /// unsaid.
    pub one_does_not_count: bool,
    /// As what the reader's release is wanted; or the code of the rule that says why it is not.
    pub wanted: Result<Wanted, &'static str>,
    /// Codes of what stops the release now, beside the releases themselves.
    pub stops: Vec<&'static str>,
    /// What it came from, in the words that stand there: shown beside and taken over by nobody.
    pub beside: Option<Sensitive<String>>,
    /// The people named in its holds who can no longer open it.
    pub cannot_lift: Vec<PersonId>,
    /// What the reader may do.
    pub may: May,
    /// The reader.
    pub me: Option<model::PersonId>,
}

impl SharingView {
    /// Where it stands.
    #[must_use]
    pub fn stands(&self) -> DraftStands {
        self.made.stands(self.draft.id)
    }

    /// Whether the reader can lift a hold on it.
    #[must_use]
    pub fn may_lift(&self, hold: &SharingHold) -> bool {
        let in_place = self.may.lift_for_another && self.cannot_lift.contains(&hold.lifts);
        hold.stands() && (Some(hold.lifts) == self.me || in_place)
    }

    /// Who wrote its words, and who put them forward to more readers without writing any of them.
    #[must_use]
    pub fn written_by(&self) -> (Vec<PersonId>, Vec<PersonId>) {
        let draft = &self.draft.body;
        let authors = draft.authors.iter().map(|one| one.person);
        let behind = match (draft.from, draft.of) {
            (SharedFrom::PartnershipRelease, Some(release)) => Some(release),
            _ => None,
        };
        let mut releases = self.made.releases.iter();
        let behind = behind.and_then(|id| releases.find(|one| one.id == id));
        let Some(behind) = behind.filter(|one| one.body.learning == draft.learning.0) else {
            return (authors.collect(), Vec::new());
        };
        let wrote = writers_behind(&self.made, behind.id);
        authors.partition(|person| wrote.iter().any(|one| one.person == *person))
    }

    /// What was released.
    #[must_use]
    pub fn release(&self) -> Option<&Stored<LearningRelease>> {
        self.made.release(self.draft.id)
    }
}

/// Reads one draft for whoever works on the case; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn shared_draft(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    draft: RecordId,
) -> Result<SharingView, AppError> {
    match is_own_place(app, ctx, reference).await? {
        true => view::<actions::WriteSharing>(app, ctx, reference, draft).await,
        false => view::<actions::ReadCase>(app, ctx, reference, draft).await,
    }
}

/// Reads one draft for whoever may release it: nothing else of the case is read by that, and the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn draft_to_release(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    draft: RecordId,
) -> Result<SharingView, AppError> {
    view::<actions::ReleaseLearning>(app, ctx, reference, draft).await
}

/// As [`draft_to_release`], for whoever may be named in a hold on it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn draft_with_hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    draft: RecordId,
) -> Result<SharingView, AppError> {
    view::<actions::LiftHold>(app, ctx, reference, draft).await
}

/// As [`draft_to_release`], for whoever may take it back, also when the review is closed.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn draft_to_recall(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    draft: RecordId,
) -> Result<SharingView, AppError> {
    view::<actions::RecallLearning>(app, ctx, reference, draft).await
}

async fn view<A: Action>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    draft: RecordId,
) -> Result<SharingView, AppError> {
    let prepared = Prepared::of::<A>(app, ctx, reference, draft).await?;
    let checked = prepared.checked.ok_or(AppError::NotFound)?;
    let about = &checked.draft.body;
    let vault = app.vault(ctx).await?;
    let here = Here::of(app, ctx).await?;
    let of = (about, &here);
    let read = vault
        .look(ctx, |tx| Box::pin(read::<A>(tx, reference, of)))
        .await?;
    let loaded = app.scheme_of(&read.case.scheme, &read.case.scheme_digest)?;
    let scheme = &loaded.scheme;
    let whence = Whence::of(app, ctx).await?;
    let released = prepared.made.release(draft).is_some();
    let here = here.once_released(released);
    let mut found = SharingView {
        case: read.case,
        beside: read.beside,
        cannot_lift: Vec::new(),
        may: read.may,
        me: ctx.actor.person().map(|one| one.id),
        origin: whence.origin(&checked.draft),
        made: prepared.made,
        draft: checked.draft,
        leaving: checked.leaving,
        text: None,
        slots: Vec::new(),
        one_does_not_count: false,
        wanted: Err("release-not-wanted"),
        stops: Vec::new(),
    };
    let holds = found.made.holds(found.draft.id);
    let named = holds.filter(|one| one.body.stands());
    let named = named.map(|one| one.body.lifts);
    found.cannot_lift = named.filter(|one| !read.lifters.can(*one)).collect();
    if let Ok(origin) = &found.origin {
        let id = found.draft.id;
        let family = found.made.family(id).map(|one| one.body.knows);
        let check = found.made.check(id).map(|one| &one.body);
        let of = (&found.draft.body, check);
        let text = found.leaving.digest(of, (origin, family))?;
        (found.slots, found.one_does_not_count) =
            slots_of(&found, (scheme, &text), (&here, &read.lifters.barred));
        found.text = Some(text);
    }
    let writers = writers(&found.made, &found.draft);
    let wanted = wanted_of(ctx, (&writers, &found.slots));
    found.wanted = wanted.and_then(|mine| not_all_of_one(ctx, &found, &writers).map(|()| mine));
    found.stops = stops(&found, scheme);
    Ok(found)
}

/// What a page says beside the draft and what would leave.
struct Beside {
    case: CaseFile,
    beside: Option<Sensitive<String>>,
    may: May,
    lifters: Lifters,
}

async fn read<A: Action>(
    tx: &mut VaultTx<'_>,
    reference: &Reference,
    (draft, here): (&SharingDraft, &Here),
) -> Result<Beside, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx.permit::<A>(case, Section::General).await?;
    tx.counts_as_reading(&permit)?;
    Ok(Beside {
        case: vault::case_of(tx, &permit).await?,
        beside: beside(tx, case, draft).await?,
        may: may(tx, case).await?,
        lifters: Lifters::of(tx, &permit, here).await?,
    })
}

async fn may(tx: &mut VaultTx<'_>, case: CaseId) -> Result<May, VaultError> {
    Ok(May {
        write: tx.would_permit::<actions::WriteSharing>(case).await?,
        check: tx.would_permit::<actions::CheckSharing>(case).await?,
        release: tx.would_permit::<actions::ReleaseLearning>(case).await?,
        hold: tx.would_permit::<actions::HoldSharing>(case).await?,
        lift_for_another: may_lift_for_another(tx.ctx)
            && tx.would_permit::<actions::LiftHold>(case).await?,
        recall: tx.would_permit::<actions::RecallLearning>(case).await?,
    })
}

/// The words of what it came from, for those who may read the case.
async fn beside(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    draft: &SharingDraft,
) -> Result<Option<Sensitive<String>>, VaultError> {
    let Some(id) = draft.of else { return Ok(None) };
    if draft.is_own_work() {
        return of_own_moment(tx, case, id).await;
    }
    if !tx.would_permit::<actions::ReadCase>(case).await? {
        return Ok(None);
    }
    let permit: Permit<'_, actions::ReadCase> = tx.permit(case, Section::General).await?;
    Ok(match draft.from {
        // What was released already stands in the boxes.
        SharedFrom::Nothing | SharedFrom::OwnWork | SharedFrom::PartnershipRelease => None,
        SharedFrom::Moment => {
            let all = vault::list::<Moment>(tx, &permit).await?;
            let found = all.into_iter().find(|one| one.id == id);
            found.map(|one| one.body.seen_differently)
        }
        SharedFrom::LearningPoint => {
            let all = vault::list::<LearningPoint>(tx, &permit).await?;
            let found = all.into_iter().find(|one| one.id == id);
            found.map(|one| one.body.learned)
        }
    })
}

/// The releases that are wanted, and whether one that was given does not count.
fn slots_of(
    found: &SharingView,
    (scheme, text): (&Scheme, &str),
    (here, barred): (&Here, &BTreeSet<PersonId>),
) -> (Vec<Slot>, bool) {
    let draft = &found.draft.body;
    let Some(def) = scheme.release_of(draft.is_own_work(), draft.audience) else {
        return (Vec::new(), false);
    };
    let of = (&found.made, &found.draft);
    let (steps, out) = counted(of, (text, &kept(&found.leaving)), barred);
    let writers = writers(&found.made, &found.draft);
    (slots((def, scheme), (here, &writers), &steps), out)
}

/// With the reader's release, where it is the last one, those who release are not of one agency, nor all of one that wrote, and
/// enough of them agree to what is rare.
fn not_all_of_one(
    ctx: &Ctx,
    found: &SharingView,
    writers: &[SharingAuthor],
) -> Result<(), &'static str> {
    if found.draft.body.is_own_work() {
        return Ok(());
    }
    let given = found.slots.iter().filter_map(|one| one.given.as_ref());
    let with_mine = given.clone().count() + 1;
    if with_mine < found.slots.len() {
        return Ok(());
    }
    let audience = found.draft.body.audience;
    enough_agree(audience, &kept(&found.leaving), with_mine)?;
    let mine = ctx.actor.person().and_then(|one| one.agency);
    let agencies = given.map(|one| &one.agency).chain([&mine]);
    let audience = found.draft.body.audience;
    match are_enough((audience, writers), agencies) {
        true => Ok(()),
        false => Err("release-another-agency"),
    }
}

/// What stops it, most hindering first.
fn stops(found: &SharingView, scheme: &Scheme) -> Vec<&'static str> {
    let id = found.draft.id;
    let mut all = Vec::new();
    if found.made.is_held(id) {
        all.push("sharing-held");
    }
    if found.leaving.open() > 0 {
        all.push("sharing-open");
    }
    let audience = found.draft.body.audience;
    all.extend(family_allows((&found.made, &found.draft)).err());
    all.extend(found.origin.as_ref().err().copied());
    all.extend(found.made.still_follows(&found.draft.body).err());
    let def = scheme.release_of(found.draft.body.is_own_work(), audience);
    if let (Some(def), Some(text)) = (def, &found.text) {
        all.extend(lines_allow((&found.made, id), (def, scheme), text).err());
    }
    let asked = found.made.check(id).and_then(|one| one.body.asked_on);
    if asked.is_none() {
        all.push("release-not-asked");
    }
    all
}
