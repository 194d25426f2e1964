//! Where the decision stands. A partner sees what the others think only after giving their own view,
//! or once the local authority has decided.

use access::directory::Agency;
use access::{Ctx, Section, actions};
use model::case::{CriterionView, Decision, Withdrawal};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Entered, next_steps};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::comparable::{Comparable, comparable};
use super::partners::{Partner, agencies, own, partners, with_former};
use super::steps::{entered, stage_of};
use crate::incident::find;
use crate::{App, AppError, Reference};

/// What is known of one partner's view.
#[derive(Debug, Clone)]
pub struct PartnerLine {
    /// The partner.
    pub partner: Partner,
    /// Whether it was received.
    pub received: bool,
    /// Whether somebody entered it who still waits for it to be confirmed.
    pub unconfirmed: bool,
    /// The view, when the reader may see it now.
    pub view: Option<Stored<CriterionView>>,
    /// Version of the view, 0 while there is none; also of one that the reader may not see yet.
    pub version: i64,
    /// Whether it is the reader's own partner.
    pub mine: bool,
}

/// What the reader may do here now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one permission that a page asks about"
)]
pub struct MayDecide {
    /// Enter views for others.
    pub give_for: bool,
    /// Decide.
    pub decide: bool,
    /// Record steps on the tracks: local routes, opening again.
    pub moves: bool,
    /// Choose how to learn from it when no local learning has begun.
    pub route: bool,
    /// Take the notification back.
    pub withdraw: bool,
    /// Pass the lead to another area.
    pub transfer: bool,
    /// Open it again.
    pub reopen: bool,
}

/// Where the decision stands.
#[derive(Debug, Clone)]
pub struct DecisionView {
    /// The case.
    pub case: CaseFile,
    /// Every partner.
    pub partners: Vec<PartnerLine>,
    /// Decisions, oldest first; the last stands.
    pub decisions: Vec<Stored<Decision>>,
    /// The partner for whom the reader may give a view.
    pub my_partner: Option<Partner>,
    /// What the reader may do here now.
    pub may: MayDecide,
    /// Where the notification's track stands.
    pub stage: Option<StageKind>,
    /// The withdrawal that was begun and is not yet complete.
    pub withdrawal: Option<Stored<Withdrawal>>,
    /// The steps so far, for what followed the decision.
    pub steps: Vec<Entered>,
    /// Comparable earlier decisions, once there is a decision.
    pub comparable: Vec<Comparable>,
}

/// Reads where the decision stands; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn view(app: &App, ctx: &Ctx, reference: &Reference) -> Result<DecisionView, AppError> {
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| Box::pin(read(tx, app, reference, here)))
        .await?)
}

async fn read(
    tx: &mut VaultTx<'_>,
    app: &App,
    reference: &Reference,
    here: &[Agency],
) -> Result<DecisionView, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let file = vault::case_file(tx, &permit).await?;
    let loaded = app
        .scheme_of(&file.scheme, &file.scheme_digest)
        .map_err(|_| VaultError::Rule("no-scheme"))?;
    let scheme = &loaded.scheme;
    let views = vault::list::<CriterionView>(tx, &permit).await?;
    let decisions = vault::list::<Decision>(tx, &permit).await?;
    let begun = vault::list::<Withdrawal>(tx, &permit).await?;
    let steps = entered(tx, &permit).await?;
    let stage = stage_of(&steps, TrackKind::Notification);
    let may_give = tx.would_permit::<actions::RecordView>(case).await?;
    let asked = partners(scheme, here);
    let mine = own(tx.ctx, &asked);
    let blind = may_give && decisions.is_empty() && !has_given(mine.as_ref(), &views);
    let comparable = if decisions.is_empty() {
        Vec::new()
    } else {
        comparable(tx, &file, &views).await?
    };
    let decision = decisions.last().map(|one| &one.body);
    let may = MayDecide {
        give_for: tx.would_permit::<actions::RecordViewFor>(case).await?,
        ..may(tx, case, (scheme, &steps), decision).await?
    };
    Ok(DecisionView {
        case: file,
        partners: lines(
            with_former(scheme, asked, &views),
            &views,
            mine.as_ref(),
            blind,
        ),
        decisions,
        my_partner: mine.filter(|_| may_give),
        may,
        stage,
        withdrawal: begun.into_iter().rfind(|one| !one.body.taken),
        steps,
        comparable,
    })
}

/// Whether the reader's own partner has judged. What somebody entered for them counts only once it is
/// confirmed: nobody else's entry opens the others' views.
fn has_given(mine: Option<&Partner>, views: &[Stored<CriterionView>]) -> bool {
    let view = mine.and_then(|mine| mine.view_in(views));
    view.is_some_and(|one| !one.body.is_unconfirmed())
}

async fn may(
    tx: &mut VaultTx<'_>,
    case: model::CaseId,
    (scheme, steps): (&Scheme, &[Entered]),
    decision: Option<&Decision>,
) -> Result<MayDecide, VaultError> {
    let decides = tx.would_permit::<actions::DecideNotification>(case).await?;
    let passes = tx.would_permit::<actions::PassLead>(case).await?;
    let moves = tx.would_permit::<actions::MoveTrack>(case).await?;
    let next = next_steps(scheme, steps, TrackKind::Notification, 0);
    let local = next_steps(scheme, steps, TrackKind::LocalReview, 0);
    let outcome = decision.and_then(|one| scheme.outcome(&one.outcome));
    let withdrawn = stage_of(steps, TrackKind::Notification) == Some(StageKind::Withdrawn);
    let may_follow = withdrawn || outcome.is_some_and(|one| one.local_route);
    Ok(MayDecide {
        give_for: false,
        decide: decides,
        moves,
        route: moves && may_follow && local.contains(&StageKind::LocalLearningBegun),
        withdraw: decides && next.contains(&StageKind::Withdrawn),
        transfer: passes && next.contains(&StageKind::Transferred),
        reopen: moves && next.contains(&StageKind::Reopened),
    })
}

fn lines(
    partners: Vec<Partner>,
    views: &[Stored<CriterionView>],
    mine: Option<&Partner>,
    blind: bool,
) -> Vec<PartnerLine> {
    let line = |partner: Partner| {
        let view = partner.view_in(views);
        let own = mine == Some(&partner);
        PartnerLine {
            received: view.is_some(),
            unconfirmed: view.is_some_and(|one| one.body.is_unconfirmed()),
            view: view.filter(|_| own || !blind).cloned(),
            version: view.map_or(0, |one| one.version),
            mine: own,
            partner,
        }
    };
    partners.into_iter().map(line).collect()
}
