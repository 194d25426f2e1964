//! What was folded away in half a minute is said later: what somebody thought before, where the condition lies, what it rests on.

use access::Ctx;
use model::Sensitive;
use model::learning::{Basis, Learner, Moment, MomentTurn, MomentTurnKind};

use super::turns::{Sent, change};
use crate::decision::steps::certainly_later;
use crate::moment::learner;
use crate::{App, AppError, Reference};

/// Says more about a moment, whose words stay as they are. Answers take the place of those that stood there; what it rests on,
/// and who else learned, is added. A file that it rests on is named on the file's own page.
///
/// # Errors
/// [`AppError::Rule`] `moment-later` when it would have been seen in future, `journey-more-same` when nothing is different;
/// [`AppError::Clash`]; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn say_more(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    new: &Moment,
) -> Result<(), AppError> {
    let to = |moment: &mut Moment, ctx: &Ctx| {
        let occurred = new.occurred_on.as_ref();
        if occurred.is_some_and(|on| certainly_later(ctx, on)) {
            return Err("moment-later");
        }
        let before = moment.clone();
        answer(moment, new);
        if *moment == before {
            return Err("journey-more-same");
        }
        let turn = MomentTurn {
            what: MomentTurnKind::SaidMore,
            on: ctx.today(),
            recorded_as: learner(ctx),
            why: Sensitive::default(),
            answers: None,
        };
        moment.take(turn, None);
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}

fn answer(moment: &mut Moment, new: &Moment) {
    moment.thought_before = new.thought_before.clone();
    moment.prompted_by = new.prompted_by.clone();
    moment.occurred_on.clone_from(&new.occurred_on);
    moment.stage = new.stage;
    moment.kind = new.kind;
    moment.level = new.level;
    moment.changed_at = new.changed_at;
    moment.questions = new.questions;
    moment.confidence = new.confidence;
    moment.equity.clone_from(&new.equity);
    let rests = |basis: &&Basis| basis.file.is_none() && !moment.basis.contains(basis);
    let added: Vec<Basis> = new.basis.iter().filter(rests).cloned().collect();
    moment.basis.extend(added);
    let learned = |one: &&Learner| !moment.who_learned.contains(one);
    let added: Vec<Learner> = new.who_learned.iter().filter(learned).cloned().collect();
    moment.who_learned.extend(added);
}
