//! What a published document found and recommends, as a person says it: in the words of the document, whole or shortened, they say it
//! alone. Other words, and every change of what stands, wait for a second person of their organisation, who reads both side by side.

use access::directory::Agency;
use access::{Ctx, actions};
use commons::{CommonsError, CommonsTx, Deposited, Finding, FindingAsked, FindingState, Proposed};
use model::{Date, FormId, RecordId};

use super::documents::{DocumentView, areas, document};
use super::{Changed, done_before, follow, is_second};
use crate::decision::partners::agencies;
use crate::instance::job_ctx;
use crate::sharing::{CHECKS, Found, stopped, stopped_there};
use crate::{App, AppError};

/// A finding of a document, in the version that was shown.
pub type Which = (RecordId, RecordId, i64);

/// What became of what somebody said of a finding.
#[derive(Debug)]
pub enum Said {
    /// It stands.
    Stands,
    /// It waits for a second person.
    Waits,
    /// Nothing was kept: these words tell of somebody.
    Names(Vec<Found>),
}

/// Whether somebody says this alone: words of the document in their order, of what does not stand yet; or the very words that stand.
fn is_said_alone(found: &Finding, text: &str) -> bool {
    let stands = found.state == FindingState::Confirmed;
    found.says(text) || (!stands && found.is_cut(text))
}

/// Says of a proposed finding that it is one, with its words and themes, or that it is none.
///
/// # Errors
/// [`AppError::NotFound`], also when the asker may not; [`AppError::Rule`] `finding-text` for one that is confirmed without words,
/// `finding-theme` for a theme that the list does not have, `changed-meanwhile`.
pub async fn confirm(
    app: &App,
    ctx: &Ctx,
    which: Which,
    state: FindingState,
    body: &Proposed,
) -> Result<Said, AppError> {
    let is_one = state == FindingState::Confirmed;
    if is_one && body.text.trim().is_empty() {
        return Err(AppError::Rule("finding-text"));
    }
    let areas = &areas(app, ctx).await?;
    let waits = match is_one {
        true => match free_to_stand(app, ctx, which, body).await? {
            Ok(alone) => !alone,
            Err(names) => return Ok(Said::Names(names)),
        },
        false => false,
    };
    let commons = app.commons().await?;
    let confirmed = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let list = commons::themes(tx).await?;
            let known = |code: &String| list.themes.iter().any(|theme| theme.code == *code);
            if !body.themes.iter().all(known) {
                return Err(CommonsError::Rule("finding-theme"));
            }
            match waits {
                true => commons::ask_finding(tx, which, areas, body).await,
                false => commons::confirm_finding(tx, which, areas, (state, body)).await,
            }
        })
    });
    confirmed.await?;
    follow(app, Changed::Document(which.0)).await;
    Ok(if waits { Said::Waits } else { Said::Stands })
}

/// Whether these words may stand without a second person; or what in them tells of somebody, so that they may not stand at all.
async fn free_to_stand(
    app: &App,
    ctx: &Ctx,
    (id, finding, shown): Which,
    body: &Proposed,
) -> Result<Result<bool, Vec<Found>>, AppError> {
    let view = document(app, ctx, id).await?;
    if !view.may_confirm {
        return Err(AppError::NotFound);
    }
    let found = view.findings.iter().find(|one| one.id == finding);
    let found = found.ok_or(AppError::NotFound)?;
    if found.version != shown {
        return Err(AppError::Rule("changed-meanwhile"));
    }
    let alone = is_said_alone(found, &body.text);
    let stops: Stops = match alone {
        true => Found::is_of_a_family,
        false => Found::tells_who,
    };
    let names = named_in(app, ctx, &view.document, (&body.text, stops)).await?;
    Ok(match names.is_empty() {
        true => Ok(alone),
        false => Err(names),
    })
}

/// What stops words.
type Stops = fn(&Found) -> bool;

/// What in these words tells of somebody, by what is on record in the actor's organisation and in the one that added the document.
async fn named_in(
    app: &App,
    ctx: &Ctx,
    of: &Deposited,
    (text, stops): (&str, Stops),
) -> Result<Vec<Found>, AppError> {
    let texts = [("text", text)];
    let found = stopped(app, ctx, &texts, stops).await?;
    if found.is_empty() && of.by.1 != ctx.organisation {
        let there = job_ctx(CHECKS, of.by.1, ctx.now)?;
        return stopped_there(app, (ctx, &there), &texts, stops).await;
    }
    Ok(found)
}

/// A finding of which something else is asked, as the second person reads it.
#[derive(Debug, Clone)]
pub struct AskedFinding {
    /// The document.
    pub view: DocumentView,
    /// The finding as it stands.
    pub finding: Finding,
    /// What is asked.
    pub asked: FindingAsked,
    /// Whether the reader is the second person; or the code of the rule that says why not.
    pub may: Result<(), &'static str>,
}

/// Whether the actor is the second person for what is asked of a finding.
fn may_agree(ctx: &Ctx, here: &[Agency], asked: &FindingAsked) -> Result<(), &'static str> {
    let back = asked.sent_back.as_deref();
    is_second(ctx, here, (asked.by, asked.agency), back)
}

/// What is asked of a finding, for whoever agrees to it or asked.
///
/// # Errors
/// [`AppError::NotFound`] when nothing is, or the reader does not see it; [`AppError::NotPermitted`].
pub async fn asked_finding(
    app: &App,
    ctx: &Ctx,
    (id, finding): (RecordId, RecordId),
) -> Result<AskedFinding, AppError> {
    let view = document(app, ctx, id).await?;
    let found = view.findings.iter().find(|one| one.id == finding);
    let finding = found.cloned().ok_or(AppError::NotFound)?;
    let asked = finding.asked.clone().ok_or(AppError::NotFound)?;
    let here = agencies(app, ctx).await?;
    Ok(AskedFinding {
        may: may_agree(ctx, &here, &asked),
        view,
        finding,
        asked,
    })
}

/// Agrees, as the second person, that a finding says what is asked. The words are held against what is on record once more.
///
/// # Errors
/// [`AppError::NotFound`] when nothing is asked; [`AppError::NotPermitted`]; [`AppError::Rule`] `release-author` for whoever asked,
/// `second-another-agency` for somebody of their agency, `second-sent-back`, `finding-identifies` when it tells of somebody by now,
/// `changed-meanwhile`.
pub async fn agree(app: &App, ctx: &Ctx, (form, which): (FormId, Which)) -> Result<(), AppError> {
    let (id, finding, _) = which;
    if done_before(app, ctx, form).await? {
        return Ok(());
    }
    let asked = asked_finding(app, ctx, (id, finding)).await?;
    asked.may.map_err(AppError::Rule)?;
    let text = (asked.asked.body.text.as_str(), Found::tells_who as Stops);
    if !named_in(app, ctx, &asked.view.document, text)
        .await?
        .is_empty()
    {
        return Err(AppError::Rule("finding-identifies"));
    }
    let commons = app.commons().await?;
    let agreed = commons.transact(ctx, |tx| {
        Box::pin(async move {
            commons::agree_finding(tx, which).await?;
            commons::remember(tx, form, &finding.to_string()).await
        })
    });
    agreed.await?;
    follow(app, Changed::Document(id)).await;
    Ok(())
}

/// Sends back what is asked of a finding, with a reason.
///
/// # Errors
/// As [`agree`]; [`AppError::Rule`] `second-why` without a reason.
pub async fn send_back(
    app: &App,
    ctx: &Ctx,
    (form, which): (FormId, Which),
    why: &str,
) -> Result<(), AppError> {
    let (id, finding, _) = which;
    if done_before(app, ctx, form).await? {
        return Ok(());
    }
    let asked = asked_finding(app, ctx, (id, finding)).await?;
    asked.may.map_err(AppError::Rule)?;
    let commons = app.commons().await?;
    let sent = commons.transact(ctx, |tx| {
        Box::pin(async move {
            commons::send_back_finding(tx, which, why).await?;
            commons::remember(tx, form, &finding.to_string()).await
        })
    });
    Ok(sent.await?)
}

/// A finding that waits for the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingWaits {
    /// Its document.
    pub document: RecordId,
    /// The finding.
    pub finding: RecordId,
    /// Whether it was sent back to the actor; else it waits for them to read it.
    pub sent_back: bool,
    /// Since which day.
    pub since: Date,
}

/// The findings that wait for the actor: to be read as the second person, or sent back to them.
///
/// # Errors
/// [`AppError`].
pub async fn findings_waiting(app: &App, ctx: &Ctx) -> Result<Vec<FindingWaits>, AppError> {
    let here = &agencies(app, ctx).await?;
    let commons = app.commons().await?;
    let waiting = commons.look(ctx, |tx| {
        Box::pin(async move {
            let all = commons::findings_waiting(tx).await?;
            Ok(all.iter().filter_map(|one| waits(tx, one, here)).collect())
        })
    });
    Ok(waiting.await?)
}

fn waits(tx: &CommonsTx<'_>, one: &Finding, here: &[Agency]) -> Option<FindingWaits> {
    let asked = one.asked.as_ref()?;
    let me = tx.ctx.actor.person().map(|person| person.id);
    let sent_back = asked.sent_back.is_some() && me == Some(asked.by);
    let may = tx.would_permit_organisation::<actions::AgreeLeaving>();
    let mine = may && may_agree(tx.ctx, here, asked).is_ok();
    (sent_back || mine).then_some(FindingWaits {
        document: one.document,
        finding: one.id,
        sent_back,
        since: asked.on,
    })
}
