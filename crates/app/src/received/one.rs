//! One case that the national body was told of: everything that came about it, and what was done with it.

use access::{Ctx, Section, actions};
use model::EnvelopeId;
use model::case::{
    Consideration, LetterStands, MessageSent, NationalLetter, NotificationSent, RapidReviewSent,
    SameIncident,
};
use vault::{CaseFile, Inbox, ReceivedCase, Stored};

use super::bodies::{body, message_body, report_body};
use super::{said, scheme_of, senders};
use crate::incident::find;
use crate::notification::Statement;
use crate::people::authorities;
use crate::post::{MESSAGE, NOTIFICATION, RAPID_REVIEW};
use crate::{App, AppError, Reference};

/// What one envelope about the case says.
pub enum Said {
    /// A notification.
    Notification(Box<NotificationSent>),
    /// The report of a rapid review.
    Report(Box<RapidReviewSent>),
    /// A message.
    Message(Box<MessageSent>),
    /// Something that this version of the program cannot read. It is kept as it came.
    Unreadable,
}

impl Said {
    fn of(envelope: &Inbox) -> Self {
        let text = &envelope.body;
        let read = match envelope.kind.as_str() {
            NOTIFICATION => body(text).map(|one| Self::Notification(Box::new(one))),
            RAPID_REVIEW => report_body(text).map(|one| Self::Report(Box::new(one))),
            MESSAGE => message_body(text).map(|one| Self::Message(Box::new(one))),
            _ => None,
        };
        read.unwrap_or(Self::Unreadable)
    }
}

/// One thing that arrived.
pub struct Arrival {
    /// The envelope.
    pub envelope: Inbox,
    /// What it says.
    pub said: Said,
}

/// What the reader may do with the case.
#[derive(Debug, Clone, Copy, Default)]
pub struct May {
    /// Record what was done with it, write letters and messages.
    pub work: bool,
    /// Approve a letter that somebody else wrote.
    pub approve: bool,
}

/// A case as received.
pub struct ReceivedView {
    /// Its line of the work list.
    pub case: ReceivedCase,
    /// The case here, with its scheme.
    pub file: CaseFile,
    /// The sender's name.
    pub from: String,
    /// What came, oldest first.
    pub arrived: Vec<Arrival>,
    /// When it was considered.
    pub considered: Vec<Stored<Consideration>>,
    /// Letters, drafts among them.
    pub letters: Vec<Stored<NationalLetter>>,
    /// Messages that were sent from here.
    pub sent: Vec<Stored<MessageSent>>,
    /// Why it is taken to be the same incident as another, where it is.
    pub same: Option<Stored<SameIncident>>,
    /// Cases that were linked to this one.
    pub linked: Vec<ReceivedCase>,
    /// What the reader may do.
    pub may: May,
}

impl ReceivedView {
    /// The letter that is not sent yet; there is at most one.
    #[must_use]
    pub fn open_letter(&self) -> Option<&Stored<NationalLetter>> {
        let mut letters = self.letters.iter();
        letters.find(|one| !matches!(one.body.stands, LetterStands::Sent { .. }))
    }

    /// One thing that arrived.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn arrival(&self, envelope: EnvelopeId) -> Result<&Arrival, AppError> {
        let mut arrived = self.arrived.iter();
        let found = arrived.find(|one| one.envelope.id == envelope);
        found.ok_or(AppError::NotFound)
    }

    /// What a notification says, in the words of the scheme that it names.
    ///
    /// # Errors
    /// [`AppError::Rule`] `no-scheme` when none was in force when it was notified.
    pub async fn statement(
        app: &App,
        ctx: &Ctx,
        sent: &NotificationSent,
    ) -> Result<Statement, AppError> {
        let loaded = scheme_of(app, ctx, sent)?;
        Ok(said(sent, &loaded.scheme, &authorities(app, ctx).await?))
    }
}

/// A case as received; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn received(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<ReceivedView, AppError> {
    let vault = app.vault(ctx).await?;
    let mut view = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let id = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadReceivedCase>(id, Section::General)
                    .await?;
                let case = vault::received_case(tx, &permit).await?;
                let arrived = vault::received_about(tx, &permit).await?;
                let arrival = |envelope: Inbox| Arrival {
                    said: Said::of(&envelope),
                    envelope,
                };
                let may = May {
                    work: tx.would_permit::<actions::WorkOnReceived>(id).await?,
                    approve: tx.would_permit::<actions::ApproveLetter>(id).await?,
                };
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                Ok(ReceivedView {
                    file: vault::case_of(tx, &permit).await?,
                    from: String::new(),
                    arrived: arrived.into_iter().map(arrival).collect(),
                    considered: kinds.take()?,
                    letters: kinds.take()?,
                    sent: kinds.take()?,
                    same: kinds.take()?.pop(),
                    linked: vault::linked_to(tx, &permit).await?,
                    case,
                    may,
                })
            })
        })
        .await?;
    let names = senders(app, ctx).await?;
    view.from = names.get(&view.case.sender).cloned().unwrap_or_default();
    Ok(view)
}
