//! The list of what an organisation shares or is to share.

use std::collections::BTreeSet;

use access::{Ctx, Permit, actions};
use model::case::{LearningRelease, ReleaseStep, SharingCheck, SharingDraft, SharingHold};
use model::record::Record as _;
use model::{CaseId, RecordId, Sensitive};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::made::{DraftStands, Made};
use super::waits::{of_own_work, releasable};
use crate::{App, AppError};

/// A line of the list of an organisation: ids, codes, days, and what tells it from others.
#[derive(Debug, Clone)]
pub struct SharingLine {
    /// Reference of the review.
    pub reference: String,
    /// The draft.
    pub draft: RecordId,
    /// The condition of work that it is about, as it left or, before that, as it is written with what was decided so far; none for
    /// whoever does not read the review while nobody is asked to release it.
    pub condition: Option<Sensitive<String>>,
    /// Where it stands.
    pub stands: DraftStands,
    /// Who is to read it: a code.
    pub audience: model::learning::Sharing,
    /// Since when it stands there.
    pub since: model::Date,
    /// Who can lift the hold that stops it.
    pub lifts: Option<model::PersonId>,
}

/// What is shared, and waits to be, in the open reviews that the reader may read or release from. Of each only the condition of
/// work is told, which is to leave: no reading is written down.
///
/// # Errors
/// [`AppError`].
pub async fn all_sharing(app: &App, ctx: &Ctx) -> Result<Vec<SharingLine>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                let mut mine = vault::cases_of(tx, &permit).await?;
                mine.retain(|case| case.closed_at.is_none());
                let mut cases = releasable(tx, &mine).await?;
                let ids: BTreeSet<CaseId> = cases.iter().map(|one| one.id).collect();
                let mut all = across(tx, &permit, &ids).await?;
                let mut read: BTreeSet<CaseId> = mine.iter().map(|one| one.id).collect();
                if let Some((own, made)) = of_own_work(tx, &permit).await? {
                    all.push((own.id, made));
                    read.insert(own.id);
                    cases.push(own);
                }
                Ok::<_, VaultError>(lines((&cases, &read), &all))
            })
        })
        .await?)
}

fn lines(
    (cases, read): (&[CaseFile], &BTreeSet<CaseId>),
    all: &[(CaseId, Made)],
) -> Vec<SharingLine> {
    let mut lines = Vec::new();
    for (id, made) in all {
        let Some(case) = cases.iter().find(|one| one.id == *id) else {
            continue;
        };
        for draft in &made.drafts {
            let stands = made.stands(draft.id);
            let release = made.release(draft.id);
            let since = release.map_or(draft.changed_at, |one| one.changed_at);
            let left = release.map(|one| one.body.learning.condition.clone());
            let may = read.contains(id) || stands != DraftStands::Written;
            let decided = || decided(&draft.body, made.check(draft.id).map(|one| &one.body));
            let condition = may.then(|| Sensitive(left.unwrap_or_else(decided)));
            let mut holds = made.holds(draft.id);
            lines.push(SharingLine {
                reference: case.reference.clone(),
                draft: draft.id,
                condition,
                stands,
                audience: draft.body.audience,
                since: since.date_in_london(),
                lifts: holds
                    .find(|one| one.body.stands())
                    .map(|one| one.body.lifts),
            });
        }
    }
    lines.sort_by(|one, other| {
        let key = |line: &SharingLine| (line.stands, std::cmp::Reverse(line.since));
        key(one).cmp(&key(other))
    });
    lines
}

/// The condition as it is written, with what was decided in it so far.
fn decided(draft: &SharingDraft, check: Option<&SharingCheck>) -> String {
    let written = draft.learning.0.condition.clone();
    let all = check.map_or(&[][..], |check| check.decided.as_slice());
    let here = all.iter().filter(|one| one.field == "condition");
    here.fold(written, |text, one| match one.choice.replacement() {
        Some(instead) => text.replace(&one.words.0, instead),
        None => text,
    })
}

/// The kinds from which lists and *Today* are worked out.
pub(crate) const KINDS: [&str; 5] = [
    SharingDraft::KIND,
    SharingCheck::KIND,
    SharingHold::KIND,
    ReleaseStep::KIND,
    LearningRelease::KIND,
];

/// The records of several cases, case by case. What a list does not need is left out.
pub(super) async fn across(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &BTreeSet<CaseId>,
) -> Result<Vec<(CaseId, Made)>, VaultError> {
    let mut kinds = vault::kinds_across(tx, permit, cases, KINDS.to_vec()).await?;
    let drafts = kinds.take::<SharingDraft>()?;
    let checks = kinds.take::<SharingCheck>()?;
    let holds = kinds.take::<SharingHold>()?;
    let steps = kinds.take::<ReleaseStep>()?;
    let releases = kinds.take::<LearningRelease>()?;
    let mut all: Vec<(CaseId, Made)> = Vec::new();
    for case in cases {
        let made = Made {
            drafts: of_case(&drafts, *case),
            checks: of_case(&checks, *case),
            holds: of_case(&holds, *case),
            steps: of_case(&steps, *case),
            releases: of_case(&releases, *case),
            ..Made::default()
        };
        if !made.drafts.is_empty() {
            all.push((*case, made));
        }
    }
    Ok(all)
}

fn of_case<R: Clone>(all: &[Stored<R>], case: CaseId) -> Vec<Stored<R>> {
    let own = all.iter().filter(|one| one.case == case);
    own.cloned().collect()
}
