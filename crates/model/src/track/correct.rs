//! Marking a step as entered in error, with another in its place or none.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{follows, other_track_is_far_enough};
use super::{Course, Entered, StepRefused, Transition, missing};
use crate::scheme::{Scheme, TrackKind};
use crate::{Instant, Sensitive};

/// Whether a step may be marked as entered in error. What is on record beside it must still follow, on
/// its own track and on those that require it; where it does not, the later steps are put right first,
/// or a step is given in its place. What did not follow before is nobody's new mistake.
///
/// # Errors
/// [`StepRefused::NoSuchStage`] when there is no such step; [`StepRefused::BreaksLater`] when something
/// on record would no longer follow; the refusals of [`super::may_step`] for the step in its place.
pub fn may_correct(
    scheme: &Scheme,
    steps: &[Entered],
    wrong: usize,
    instead: Option<&Transition>,
) -> Result<(), StepRefused> {
    let mut after = steps.to_vec();
    let marked = after.get_mut(wrong).ok_or(StepRefused::NoSuchStage)?;
    let (track, instance) = (marked.step.track, marked.step.instance);
    marked.step.details.entered_in_error = Some(Sensitive(String::new()));
    if let Some(step) = instead {
        if (step.track, step.instance) != (track, instance) {
            return Err(StepRefused::NoSuchStage);
        }
        if let Some(need) = missing(scheme, step).first() {
            return Err(StepRefused::lacking(*need));
        }
        after.push(Entered {
            step: step.clone(),
            at: Instant::from_microseconds(i64::MAX),
        });
    }
    let before = not_following(scheme, steps);
    let now = not_following(scheme, &after);
    if now.contains(&steps.len()) {
        return Err(StepRefused::NotFromHere);
    }
    if now.is_subset(&before) {
        Ok(())
    } else {
        Err(StepRefused::BreaksLater)
    }
}

/// The places of the steps that do not follow from what was before them.
fn not_following(scheme: &Scheme, steps: &[Entered]) -> BTreeSet<usize> {
    let mut ordered: Vec<(usize, &Entered)> = steps
        .iter()
        .enumerate()
        .filter(|(_, entered)| entered.step.counts())
        .collect();
    ordered.sort_by(|(_, one), (_, two)| one.sorts(two));
    let mut tracks: BTreeMap<(TrackKind, u32), Course> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for (place, Entered { step, .. }) in ordered {
        let track = tracks.entry((step.track, step.instance)).or_default();
        let before = track.stage;
        let confirms = track.go(step.to) != step.to;
        let Some(stage) = scheme.stage(step.track, step.to) else {
            found.insert(place);
            continue;
        };
        let fits = confirms || follows(stage, before);
        if !fits || !other_track_is_far_enough(stage, steps, step) {
            found.insert(place);
        }
    }
    found
}
