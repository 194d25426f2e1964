//! Bring in a review: its case, what is known of the incident and the children, and every step that was done before.

use access::{Ctx, Permit, Section, actions};
use model::case::{
    AuthorityKnew, BroughtIn, Decision, Direction, Incident, Known, LeftOut, Raised, Told,
};
use model::scheme::{Scheme, TrackKind};
use model::track::{DoneBefore, StepDetails, Transition};
use model::{CaseId, FormId, UncertainDate};
use vault::{NewCase, VaultError, VaultTx};

use super::check::no_words;
use super::{Before, BringIn, StepBefore, wrong};
use crate::incident::{check_subjects, keep_subjects, still_here};
use crate::{App, AppError, Reference};

/// The recipient of the scheme that stands for the partners here.
const PARTNERS: &str = "partners_here";

/// Brings in a review that is under way elsewhere. Nothing is sent to anybody. The same form sent twice brings in one
/// review.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] `organisation-over` after the organisation's last day,
/// `incident-no-child`, `safety-not-asked`, and the first code of [`wrong`]: `bring-stage` for a stage that is not on the
/// scheme's course, `bring-steps` when an answer about a step is missing or too much, `bring-incident` without what
/// happened or of what nature, `bring-known` when nobody knows even roughly when the authority knew, `bring-outcome`,
/// `bring-later` for a day that is to come, `bring-why` without why something did not happen, `bring-must` for what must
/// have happened, `bring-order` for a step dated before one of its own track that it follows.
pub async fn bring_in(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    new: &BringIn,
) -> Result<Reference, AppError> {
    let loaded = app.scheme_on(ctx.today())?;
    check_subjects(&new.subjects)?;
    if let Some(first) = wrong(&loaded.scheme, ctx.today(), new).first() {
        return Err(AppError::Rule(first.code));
    }
    still_here(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let reference = Reference::generate()?;
    let fresh = reference.as_str();
    let brought = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::BringInReview>()?;
                if let Some(before) = vault::already_done(tx, form).await? {
                    return Ok(before);
                }
                let id: CaseId = ctx.new_id()?;
                let case = NewCase {
                    id,
                    reference: fresh,
                    scheme: &loaded.scheme.id,
                    scheme_digest: &loaded.digest,
                    practice: false,
                };
                vault::open_case(tx, permit, &case).await?;
                keep(tx, &loaded.scheme, id, new).await?;
                vault::remember(tx, form, fresh).await?;
                Ok(fresh.to_owned())
            })
        })
        .await?;
    brought.parse().map_err(|_| AppError::NotFound)
}

async fn keep(
    tx: &mut VaultTx<'_>,
    scheme: &Scheme,
    case: CaseId,
    new: &BringIn,
) -> Result<(), VaultError> {
    let person = tx.ctx.person()?.id;
    let permit = tx
        .permit::<actions::EditIncident>(case, Section::General)
        .await?;
    vault::save_new(tx, &permit, &incident(new)).await?;
    vault::save_new(tx, &permit, &brought(new)).await?;
    for (place, step) in new.steps.iter().enumerate() {
        if let Before::Done { .. } = step.before {
            let step = transition(new, place, step);
            vault::save_new(tx, &permit, &step).await?;
        }
    }
    decide(tx, &permit, scheme, new).await?;
    tell(tx, &permit, scheme, new).await?;
    keep_subjects(tx, &permit, person, &new.subjects).await
}

fn incident(new: &BringIn) -> Incident {
    Incident {
        outline: new.outline.clone(),
        happened: UncertainDate::UNKNOWN,
        place: no_words(),
        authority: None,
        first_known: None,
        first_known_by: no_words(),
        authority_knew: Some(AuthorityKnew {
            on: new.known,
            says: no_words(),
        }),
        nature: new.nature.clone(),
        abuse_or_neglect: Known::NotKnown,
        why: no_words(),
        done_at_once: no_words(),
        press_interest: Known::NotKnown,
        raised: Raised::default(),
    }
}

fn brought(new: &BringIn) -> BroughtIn {
    let left_out = new.steps.iter().filter_map(|one| match &one.before {
        Before::DidNot(why) => Some(LeftOut {
            track: one.track,
            stage: one.stage,
            why: why.clone(),
        }),
        Before::Done { .. } => None,
    });
    let not_told = new.partners_told.as_ref().and_then(|told| match told {
        Before::DidNot(why) => Some(why.clone()),
        Before::Done { .. } => None,
    });
    BroughtIn {
        track: new.reached.0,
        stage: new.reached.1,
        local_reference: new.local_reference.clone(),
        left_out: left_out.collect(),
        partners_not_told: not_told,
    }
}

fn transition(new: &BringIn, place: usize, step: &StepBefore) -> Transition {
    let (on, source) = match &step.before {
        Before::Done { on, source } => (*on, source.clone()),
        Before::DidNot(_) => (UncertainDate::UNKNOWN, no_words()),
    };
    let done_before = DoneBefore {
        source,
        place: u32::try_from(place).unwrap_or(u32::MAX),
        stands: on.is_unknown().then(|| stands(new, place)),
    };
    let details = StepDetails {
        done_before: Some(done_before),
        ..StepDetails::default()
    };
    Transition {
        details,
        ..Transition::new(step.track, step.stage, on)
    }
}

/// Where a step whose date nobody knows stands: at the nearest known date before it, of its own track first, without
/// passing a later one of its own track; else when the authority knew.
fn stands(new: &BringIn, place: usize) -> UncertainDate {
    let known = |one: &StepBefore| one.before.on().filter(|on| !on.is_unknown());
    let track = new.steps.get(place).map(|one| one.track);
    let own = |one: &&StepBefore| Some(one.track) == track;
    let earlier = || new.steps.iter().take(place).rev();
    if let Some(before) = earlier().filter(own).find_map(known) {
        return before;
    }
    let next = new.steps.iter().skip(place + 1).filter(own).find_map(known);
    let fits = |on: &UncertainDate| next.is_none_or(|next| on.sorts(&next).is_le());
    let around = earlier().filter_map(known).chain([new.known]);
    let mut around = around.filter(fits);
    around.next().or(next).unwrap_or(new.known)
}

/// The decision on notifying as a record, so that what it asks for is known. Its reasons are where it is recorded.
async fn decide(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditIncident>,
    scheme: &Scheme,
    new: &BringIn,
) -> Result<(), VaultError> {
    let outcome = new.outcome.as_deref().and_then(|id| scheme.outcome(id));
    let Some(outcome) = outcome else {
        return Ok(());
    };
    let decided =
        |one: &&StepBefore| (one.track, one.stage) == (TrackKind::Notification, outcome.stage);
    let step = new.steps.iter().find(decided);
    let Some(on) = step.and_then(|one| one.before.on()) else {
        return Ok(());
    };
    let decision = Decision {
        outcome: outcome.item.id.clone(),
        reasons: no_words(),
        on,
        despite: None,
        local_route: None,
    };
    vault::save_new(tx, permit, &decision).await?;
    Ok(())
}

/// That the partners were told stands on the log of what was sent outside.
async fn tell(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditIncident>,
    scheme: &Scheme,
    new: &BringIn,
) -> Result<(), VaultError> {
    let Some(Before::Done { on, source }) = &new.partners_told else {
        return Ok(());
    };
    let known = scheme.recipients.iter().find(|item| item.id == PARTNERS);
    let told = Told {
        recipient: PARTNERS.to_owned(),
        whom: model::Sensitive(known.map_or_else(String::new, |item| item.label.en.clone())),
        on: *on,
        channel: Told::BEFORE.to_owned(),
        by: source.clone(),
        direction: Direction::Sent,
        area: None,
        reference: no_words(),
        file: None,
    };
    vault::save_new(tx, permit, &told).await?;
    Ok(())
}
