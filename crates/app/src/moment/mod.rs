//! What do you see differently now? Half a minute, from any page of a review, of a case that was received, and of an
//! organisation's own work.

mod card;
mod concern;
mod here;
mod own;
mod read;
mod who;
mod witness;

pub use card::{Card, card};
pub(crate) use card::{KINDS as CARD_KINDS, waiting as cards_waiting};
pub use concern::pass_on;
pub(crate) use here::is_live_after;
pub use here::{Here, here};
pub(crate) use own::{is_own_place, own_place_under};
pub use own::{own_learning, own_place};
pub use read::{Moments, SeenMoment, moments};
pub use who::{Holders, WroteIt, holders};
pub use witness::{Witnesses, keep_witness, witnesses};

use access::{Action, Ctx, Permit, Section, actions};
use model::case::Proceedings;
use model::learning::{Learner, Moment, Witness};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Entered, standings};
use model::{Date, FormId, RecordId};
use vault::{VaultError, VaultTx};

use crate::decision::steps::{certainly_later, scheme_of};
use crate::files::is_of_review;
use crate::incident::find;
use crate::keep::kept_before;
use crate::{App, AppError, Reference};

/// The list of the scheme that says where a concern goes.
pub const CONCERN_TO: &str = "concern_to";

/// Keeps a moment in the case it belongs to, which may be one that was received, or the organisation's own. It is not released
/// to anybody by this. Who writes it down is kept as their role and agency; on which day to look at it again is worked out
/// where they named none.
///
/// # Errors
/// [`AppError::Rule`] `moment-empty` when nothing was written, `moment-later` when it would have been seen in future,
/// `moment-revisit` when it is to be looked at again before tomorrow, `moment-basis` for a file that is not among those of this
/// review which everybody on it may read, `moment-witness` while the writer may be a witness and no advice is on record,
/// `card-closed` when the minutes of the meeting exist, `card-filled` when they wrote on its card before.
pub async fn record(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Moment,
) -> Result<RecordId, AppError> {
    check(ctx, new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordMoment>(case, Section::General)
                    .await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                if is_held_back(tx, &permit).await? {
                    return Err(VaultError::Rule("moment-witness"));
                }
                for file in new.basis.iter().filter_map(|one| one.file) {
                    is_of_review(tx, &permit, file, "moment-basis").await?;
                }
                if let Some(meeting) = new.after_meeting {
                    card::is_open(tx, &permit, meeting).await?;
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                let body = completed(ctx, scheme, new);
                let id = vault::save_new(tx, &permit, &body).await?;
                vault::remember(tx, form, &id.to_string()).await?;
                Ok(id)
            })
        })
        .await?)
}

fn check(ctx: &Ctx, new: &Moment) -> Result<(), &'static str> {
    if new.seen_differently.0.trim().is_empty() {
        return Err("moment-empty");
    }
    let occurred = new.occurred_on.as_ref();
    if occurred.is_some_and(|on| certainly_later(ctx, on)) {
        return Err("moment-later");
    }
    if new.revisit_on.is_some_and(|day| day <= ctx.today()) {
        return Err("moment-revisit");
    }
    Ok(())
}

/// What the writer does not say themself.
fn completed(ctx: &Ctx, scheme: &Scheme, new: &Moment) -> Moment {
    let mut body = new.clone();
    body.seen_differently.0 = new.seen_differently.0.trim().to_owned();
    body.recorded_as = learner(ctx);
    body.revisit_on = new.revisit_on.or_else(|| revisit(ctx, scheme));
    body
}

fn revisit(ctx: &Ctx, scheme: &Scheme) -> Option<Date> {
    let days = u64::from(scheme.learning.revisit_days);
    let later = std::time::Duration::from_secs(days * 24 * 60 * 60);
    ctx.today().checked_add(later).ok()
}

/// In which role and for which agency the actor works, where they are a person: of several roles the first.
pub(crate) fn learner(ctx: &Ctx) -> Option<Learner> {
    let person = ctx.actor.person()?;
    let role = person.roles.iter().next()?;
    Some(Learner {
        role: role.code().to_owned(),
        agency: person.agency,
    })
}

/// Whether the actor may be a witness, and no advice on that is on record.
pub(crate) async fn is_held_back<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<bool, VaultError> {
    let Some(me) = tx.ctx.actor.person().map(|person| person.id) else {
        return Ok(false);
    };
    let all = vault::list_with::<_, Witness>(tx, permit).await?;
    Ok(all.iter().any(|one| one.body.holds_back(me)))
}

/// Whether any of these proceedings still runs.
fn any_runs<'a>(steps: &[Entered], all: impl IntoIterator<Item = &'a Proceedings>) -> bool {
    let standing = standings(steps);
    all.into_iter().any(|one| {
        let key = one.instance.map(|number| (TrackKind::Proceedings, number));
        let stands = key.and_then(|key| standing.get(&key));
        stands.map(|one| one.stage) != Some(StageKind::Ended)
    })
}
