//! Everything that was learned in a review, and what is done about it.

use access::{Ctx, Section, actions};
use model::RecordId;
use model::case::{Action, AgencyInvolved, LearningPoint, changes_no_condition};
use model::learning::Moment;
use vault::{CaseFile, Stored};

use crate::incident::find;
use crate::{App, AppError, Reference};

/// Learning points and actions of a review.
#[derive(Debug, Clone)]
pub struct Learning {
    /// The case.
    pub case: CaseFile,
    /// What was learned, oldest first.
    pub points: Vec<Stored<LearningPoint>>,
    /// What is done about it.
    pub actions: Vec<Stored<Action>>,
    /// What was seen differently: some of it is linked to these.
    pub moments: Vec<Stored<Moment>>,
    /// Agencies that are involved in the review.
    pub agencies: Vec<Stored<AgencyInvolved>>,
    /// Whether the reader may record what was learned.
    pub may_learn: bool,
    /// Whether the reader may agree actions.
    pub may_act: bool,
}

impl Learning {
    /// The actions that answer a learning point.
    pub fn answers(&self, point: RecordId) -> impl Iterator<Item = &Stored<Action>> {
        let answers = move |one: &&Stored<Action>| one.body.learning_point == point;
        self.actions.iter().filter(answers)
    }

    /// Whether there are actions and all of them are training, reminders and the like.
    #[must_use]
    pub fn changes_no_condition(&self) -> bool {
        changes_no_condition(self.actions.iter().map(|one| &one.body))
    }
}

/// Reads what was learned in a review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn learning(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Learning, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                Ok(Learning {
                    case: vault::case_file(tx, &permit).await?,
                    points: kinds.take()?,
                    actions: kinds.take()?,
                    moments: kinds.take()?,
                    agencies: kinds.take()?,
                    may_learn: tx.would_permit::<actions::EditLearning>(case).await?,
                    may_act: tx.would_permit::<actions::EditActions>(case).await?,
                })
            })
        })
        .await?)
}
