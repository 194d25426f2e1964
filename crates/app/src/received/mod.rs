//! What other organisations sent: the national body's work list, and a case as received.

mod people;
mod rapid_reviews;

use std::collections::BTreeMap;

use access::{Ctx, actions};
use model::case::NotificationSent;
use model::scheme::{Confirmations, Scheme, StepText};
use model::{AuthorityId, EnvelopeId, OrganisationId};
use vault::{Inbox, VaultError};

use crate::instance::LoadedScheme;
use crate::notification::{Content, Statement};
use crate::people::authorities;
use crate::post::NOTIFICATION;
use crate::{App, AppError};

pub use rapid_reviews::{
    ReceivedReport, ReportLine, Reports, mark_report_read, report, report_body, reports,
};

/// Lines of the work list on one page.
pub const ON_A_PAGE: usize = 25;

/// A line of the work list.
#[derive(Debug, Clone)]
pub struct ReceivedLine {
    /// The envelope.
    pub envelope: Inbox,
    /// The sender's name.
    pub from: String,
    /// The sender's neutral reference.
    pub reference: String,
    /// When it was notified.
    pub notified: String,
}

/// One page of the work list.
#[derive(Debug, Clone)]
pub struct WorkList {
    /// Its lines, newest first.
    pub lines: Vec<ReceivedLine>,
    /// How many there are on all pages.
    pub total: usize,
}

/// A case as received.
#[derive(Debug, Clone)]
pub struct ReceivedCase {
    /// Its line of the work list.
    pub line: ReceivedLine,
    /// What was sent, as it was sent.
    pub sent: NotificationSent,
    /// What it says: the list that the sender read before it was agreed to.
    pub statement: Statement,
    /// The four lines of the step.
    pub step: Option<StepText>,
    /// Who of the national body recorded that it was read.
    pub read_by: Option<String>,
    /// Whether the reader may record that.
    pub may_mark: bool,
}

impl ReceivedCase {
    /// Whether it was sent by a version of this program that sent less about each person.
    #[must_use]
    pub fn says_less(&self) -> bool {
        self.sent.about.is_empty() && !self.sent.people.is_empty()
    }
}

/// A page of the work list, newest first; pages count from 0.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn work_list(app: &App, ctx: &Ctx, page: usize) -> Result<WorkList, AppError> {
    let (received, total) = part_of(app, ctx, NOTIFICATION, page).await?;
    let names = senders(app, ctx).await?;
    let mut lines = Vec::new();
    for envelope in received {
        let sent = read(&envelope)?;
        lines.push(line(&names, envelope, &sent));
    }
    Ok(WorkList { lines, total })
}

/// One case as received; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`]; [`AppError::Rule`] `no-scheme` when no scheme was in
/// force when it was notified.
pub async fn one(app: &App, ctx: &Ctx, envelope: EnvelopeId) -> Result<ReceivedCase, AppError> {
    let (found, may_mark) = opened(app, ctx, (envelope, NOTIFICATION)).await?;
    let sent = read(&found)?;
    let scheme = &scheme_of(app, ctx, &sent)?.scheme;
    let statement = said(&sent, scheme, &authorities(app, ctx).await?);
    Ok(ReceivedCase {
        step: scheme.step("received").cloned(),
        read_by: found.handled_by.clone(),
        may_mark,
        line: line(&senders(app, ctx).await?, found, &sent),
        statement,
        sent,
    })
}

/// A page of what was received of a kind, newest first, and how much there is on all pages.
async fn part_of(
    app: &App,
    ctx: &Ctx,
    kind: &'static str,
    page: usize,
) -> Result<(Vec<Inbox>, usize), AppError> {
    let vault = app.vault(ctx).await?;
    let part = (page.saturating_mul(ON_A_PAGE), ON_A_PAGE);
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReadReceived>()?;
                let lines = vault::received_list(tx, &permit, kind, part).await?;
                let total = vault::received_count(tx, &permit, kind).await?;
                Ok((lines, total))
            })
        })
        .await?)
}

/// One that was received, and whether the reader may mark it; the reading is written down.
async fn opened(
    app: &App,
    ctx: &Ctx,
    (envelope, kind): (EnvelopeId, &'static str),
) -> Result<(Inbox, bool), AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReadReceived>()?;
                let found = vault::received_one(tx, &permit, envelope, kind).await?;
                let may = tx.would_permit_organisation::<actions::HandleReceived>();
                Ok((found, may))
            })
        })
        .await?)
}

/// What a notification says that was received, in the words of a scheme and with the names of authorities.
#[must_use]
pub fn said(
    sent: &NotificationSent,
    scheme: &Scheme,
    authorities: &BTreeMap<AuthorityId, String>,
) -> Statement {
    let people = people::of(sent);
    let content = Content {
        incident: &sent.incident,
        outcome: Some(&sent.outcome),
        people: &people,
        authorities,
        notification: Some(&sent.notification),
    };
    // What may go out was decided where it was sent from.
    Statement::made_of(&content, scheme, &Confirmations::new())
}

/// The scheme under which the sender's codes stand. What was sent before it named its scheme stands under
/// the one that was in force when it was notified.
fn scheme_of<'a>(
    app: &'a App,
    ctx: &Ctx,
    sent: &NotificationSent,
) -> Result<&'a LoadedScheme, AppError> {
    let named = app.scheme_of(&sent.scheme, &sent.scheme_digest);
    let day = sent.notified.is_certain_day();
    named.or_else(|_| app.scheme_on(day.unwrap_or_else(|| ctx.today())))
}

fn line(
    senders: &BTreeMap<OrganisationId, String>,
    envelope: Inbox,
    sent: &NotificationSent,
) -> ReceivedLine {
    ReceivedLine {
        from: senders.get(&envelope.sender).cloned().unwrap_or_default(),
        reference: sent.reference.clone(),
        notified: sent.notified.to_string(),
        envelope,
    }
}

/// Records that it was read. Who read it first stays on record.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn mark_read(app: &App, ctx: &Ctx, envelope: EnvelopeId) -> Result<(), AppError> {
    mark(app, ctx, (envelope, NOTIFICATION)).await
}

async fn mark(app: &App, ctx: &Ctx, one: (EnvelopeId, &'static str)) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::HandleReceived>()?;
                vault::mark_handled(tx, &permit, one, "read").await
            })
        })
        .await?;
    Ok(())
}

fn read(envelope: &Inbox) -> Result<NotificationSent, AppError> {
    body(&envelope.body).ok_or_else(|| VaultError::Body(NOTIFICATION).into())
}

/// The body of an envelope that carries a notification; none when it is no such body.
#[must_use]
pub fn body(text: &str) -> Option<NotificationSent> {
    serde_json::from_str(text).ok()
}

/// Names of the organisations of this instance, read once for a whole list.
async fn senders(app: &App, ctx: &Ctx) -> Result<BTreeMap<OrganisationId, String>, AppError> {
    let all = app
        .directory()
        .look(ctx, |tx| Box::pin(access::directory::organisations(tx)))
        .await?;
    Ok(all.into_iter().map(|one| (one.id, one.name)).collect())
}
