//! Where the decision stands. A partner sees what the others think only after giving their own view,
//! or once the local authority has decided.

use std::collections::BTreeMap;

use access::directory::{self, Agency};
use access::{Ctx, Section, actions};
use model::case::{CriterionView, Decision, Known};
use model::scheme::Scheme;
use vault::{CaseFile, Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::{App, AppError, Reference};

/// Comparable decisions that are shown at most.
const COMPARABLE: usize = 5;

/// What is known of one partner's view.
#[derive(Debug, Clone)]
pub struct PartnerLine {
    /// Id of the partner in the scheme.
    pub partner: String,
    /// What people read.
    pub label: String,
    /// Whether it was received.
    pub received: bool,
    /// Whether somebody entered it who still waits for it to be confirmed.
    pub unconfirmed: bool,
    /// The view, when the reader may see it now.
    pub view: Option<Stored<CriterionView>>,
    /// Whether it is the reader's own partner.
    pub mine: bool,
}

/// An earlier decision of this partnership: no people, no story.
#[derive(Debug, Clone)]
pub struct Comparable {
    /// Id of the outcome.
    pub outcome: String,
    /// The year it was decided.
    pub year: i16,
    /// How the partners answered each criterion.
    pub answers: BTreeMap<String, Vec<Known>>,
}

/// Where the decision stands.
#[derive(Debug, Clone)]
pub struct DecisionView {
    /// The case.
    pub case: CaseFile,
    /// Every partner of the scheme.
    pub partners: Vec<PartnerLine>,
    /// Decisions, oldest first; the last stands.
    pub decisions: Vec<Stored<Decision>>,
    /// Whether the reader may give a view, and for which partner.
    pub my_partner: Option<String>,
    /// Whether the reader may enter views for others.
    pub may_give_for: bool,
    /// Whether the reader may decide.
    pub may_decide: bool,
    /// Comparable earlier decisions, once there is a decision.
    pub comparable: Vec<Comparable>,
}

/// Reads where the decision stands; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn view(app: &App, ctx: &Ctx, reference: &Reference) -> Result<DecisionView, AppError> {
    let vault = app.vault(ctx).await?;
    let mine = own_partner(app, ctx).await?;
    let mine = mine.as_deref();
    Ok(vault
        .look(ctx, |tx| Box::pin(read(tx, app, reference, mine)))
        .await?)
}

/// The partner whose view the actor brings: the kind of the agency they act for.
pub(super) async fn own_partner(app: &App, ctx: &Ctx) -> Result<Option<String>, AppError> {
    let Some(agency) = ctx.person()?.agency else {
        return Ok(None);
    };
    let found: Option<Agency> = app
        .directory()
        .look(ctx, |tx| Box::pin(directory::agency(tx, agency)))
        .await?;
    Ok(found.map(|agency| agency.kind))
}

async fn read(
    tx: &mut VaultTx<'_>,
    app: &App,
    reference: &Reference,
    mine: Option<&str>,
) -> Result<DecisionView, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let file = vault::case_file(tx, &permit).await?;
    let loaded = app
        .scheme_of(&file.scheme, &file.scheme_digest)
        .map_err(|_| VaultError::Rule("no-scheme"))?;
    let views = vault::list::<CriterionView>(tx, &permit).await?;
    let decisions = vault::list::<Decision>(tx, &permit).await?;
    let may_give = tx.would_permit::<actions::RecordView>(case).await?;
    let may_give_for = tx.would_permit::<actions::RecordViewFor>(case).await?;
    let may_decide = tx.would_permit::<actions::DecideNotification>(case).await?;
    let given = |partner: &str| views.iter().any(|one| one.body.partner == partner);
    // A delegated partner judges for themselves first; whoever runs or decides the case sees all.
    let blind = may_give && decisions.is_empty() && !mine.is_some_and(given);
    let partners = lines(&loaded.scheme, &views, mine, blind);
    let my_partner = mine
        .filter(|kind| may_give && loaded.scheme.partners.iter().any(|one| one.id == **kind))
        .map(str::to_owned);
    let comparable = if decisions.is_empty() {
        Vec::new()
    } else {
        comparable(tx, &file).await?
    };
    Ok(DecisionView {
        case: file,
        partners,
        decisions,
        my_partner,
        may_give_for,
        may_decide,
        comparable,
    })
}

fn lines(
    scheme: &Scheme,
    views: &[Stored<CriterionView>],
    mine: Option<&str>,
    blind: bool,
) -> Vec<PartnerLine> {
    let line = |partner: &model::scheme::Item| {
        let view = views.iter().rfind(|one| one.body.partner == partner.id);
        let own = mine == Some(partner.id.as_str());
        PartnerLine {
            partner: partner.id.clone(),
            label: partner.label.en.clone(),
            received: view.is_some(),
            unconfirmed: view.is_some_and(|one| one.body.is_unconfirmed()),
            view: view.filter(|_| own || !blind).cloned(),
            mine: own,
        }
    };
    scheme.partners.iter().map(line).collect()
}

/// Earlier decisions of other cases that the reader may see: outcome, answers and year.
async fn comparable(tx: &mut VaultTx<'_>, file: &CaseFile) -> Result<Vec<Comparable>, VaultError> {
    let permit = tx.permit_organisation::<actions::SeeToday>()?;
    let mut others: std::collections::BTreeSet<_> = vault::cases_of(tx, &permit)
        .await?
        .into_iter()
        .map(|case| case.id)
        .collect();
    others.remove(&file.id);
    let views = vault::across::<CriterionView>(tx, &permit, &others).await?;
    let decisions = vault::across::<Decision>(tx, &permit, &others).await?;
    let answers = |case| {
        let mut all: BTreeMap<String, Vec<Known>> = BTreeMap::new();
        for view in views.iter().filter(|view| view.case == case) {
            for (criterion, known) in &view.body.answers {
                all.entry(criterion.clone()).or_default().push(*known);
            }
        }
        all
    };
    let comparable = decisions
        .iter()
        .rev()
        .take(COMPARABLE)
        .map(|one| Comparable {
            outcome: one.body.outcome.clone(),
            year: one.added_at.date_in_london().year(),
            answers: answers(one.case),
        });
    Ok(comparable.collect())
}
