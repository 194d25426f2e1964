//! What cannot be so in what somebody brings in, and what is odd enough to ask about once more.

use std::collections::BTreeSet;

use model::scheme::{EventKind, Scheme, StageKind, TrackKind};
use model::{Date, Sensitive, UncertainDate};

use super::{Before, BringIn, StepBefore, asks_partners_told, outcomes};
use crate::decision::decide::has_words;
use crate::people::has_code;

/// What a fault or an oddity is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The review as a whole.
    Whole,
    /// When the local authority knew.
    Known,
    /// The outcome of the decision on notifying.
    Outcome,
    /// A step, by its place on the way.
    Step(usize),
    /// Telling the partners.
    PartnersTold,
}

/// Something that cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// What it is about.
    pub at: At,
    /// Code of the rule.
    pub code: &'static str,
}

/// Two dates that are seldom in this order: the first is dated after the second, which usually follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Odd {
    /// What usually comes first.
    pub first: At,
    /// What usually follows it.
    pub then: At,
}

/// Everything that cannot be so, in the order of the form: a day that is to come, a step without an answer or without why
/// it did not happen, a step of one track dated before the one that it follows.
#[must_use]
pub fn wrong(scheme: &Scheme, today: Date, new: &BringIn) -> Vec<Wrong> {
    let mut all = Vec::new();
    let mut say = |at, code| all.push(Wrong { at, code });
    let Some(way) = scheme.course_to(new.reached.0, new.reached.1) else {
        say(At::Whole, "bring-stage");
        return all;
    };
    let same = |(one, step): (&StepBefore, &model::scheme::CourseStep)| {
        (one.track, one.stage) == (step.track, step.stage)
    };
    let answered = new.steps.len() == way.len() && new.steps.iter().zip(&way).all(same);
    let told_too = new.partners_told.is_some() == asks_partners_told(scheme, new.reached);
    if !answered || !told_too {
        say(At::Whole, "bring-steps");
        return all;
    }
    if !has_words(&new.outline) || !has_code(scheme, "nature", &new.nature) {
        say(At::Whole, "bring-incident");
    }
    if new.known.is_unknown() {
        say(At::Known, "bring-known");
    } else if is_later(today, &new.known) {
        say(At::Known, "bring-later");
    }
    if !outcome_fits(scheme, new) {
        say(At::Outcome, "bring-outcome");
    }
    for (place, step) in new.steps.iter().enumerate() {
        let last = place + 1 == new.steps.len();
        if let Some(code) = of_one(today, &step.before, place == 0 || last) {
            say(At::Step(place), code);
        } else if is_before_its_own(&new.steps, place) {
            say(At::Step(place), "bring-order");
        }
    }
    if let Some(code) = new
        .partners_told
        .as_ref()
        .and_then(|told| of_one(today, told, false))
    {
        say(At::PartnersTold, code);
    }
    all
}

/// The decision has one of the outcomes of the stage that was decided, and there is none where nothing was decided.
fn outcome_fits(scheme: &Scheme, new: &BringIn) -> bool {
    let mut known = outcomes(scheme, new.reached).peekable();
    match &new.outcome {
        None => known.peek().is_none(),
        Some(id) => known.any(|one| one.item.id == *id),
    }
}

/// The stage that was reached has been reached, and every review was raised somewhere: those two did happen.
fn of_one(today: Date, before: &Before, must: bool) -> Option<&'static str> {
    match before {
        Before::DidNot(_) if must => Some("bring-must"),
        Before::DidNot(why) if !has_words(why) => Some("bring-why"),
        Before::Done { on, .. } if is_later(today, on) => Some("bring-later"),
        Before::DidNot(_) | Before::Done { .. } => None,
    }
}

fn is_later(today: Date, on: &UncertainDate) -> bool {
    on.earliest().is_some_and(|first| first > today)
}

/// Whether a step sorts before an earlier one of its own track: the track would stand elsewhere than where it was reached.
fn is_before_its_own(steps: &[StepBefore], place: usize) -> bool {
    let Some(step) = steps.get(place) else {
        return false;
    };
    let known = |one: &StepBefore| one.before.on().filter(|on| !on.is_unknown());
    let Some(on) = known(step) else { return false };
    let earlier = steps.iter().take(place);
    let mut own = earlier
        .filter(|one| one.track == step.track)
        .filter_map(known);
    own.any(|other| on.sorts(&other).is_lt())
}

/// What is seldom so, and may be: each pair once. It stops nobody who says that it was so.
#[must_use]
pub fn odd(scheme: &Scheme, new: &BringIn) -> Vec<Odd> {
    let mut all = BTreeSet::new();
    let date = |at: At| date_of(new, at);
    let mut compare = |first: At, then: At| {
        if let (Some(one), Some(two)) = (date(first), date(then))
            && two.certainly_before(&one)
        {
            all.insert(Odd { first, then });
        }
    };
    let place = |track: TrackKind, stage: StageKind| {
        let mut steps = new.steps.iter();
        steps
            .position(|one| (one.track, one.stage) == (track, stage))
            .map(At::Step)
    };
    for (at, step) in new.steps.iter().enumerate() {
        compare(At::Known, At::Step(at));
        let needs = scheme.stage(step.track, step.stage);
        let needs = needs.and_then(|stage| stage.requires);
        if let Some(first) = needs.and_then(|need| place(need.track, need.stage)) {
            compare(first, At::Step(at));
        }
    }
    compare(At::Known, At::PartnersTold);
    for clock in &scheme.clocks {
        let starts = dated_by(scheme, new, clock.trigger);
        let meets = clock.met_by.and_then(|event| dated_by(scheme, new, event));
        if let (true, Some(first), Some(then)) = (clock.can_be_late(), starts, meets) {
            compare(first, then);
        }
    }
    all.into_iter().collect()
}

fn date_of(new: &BringIn, at: At) -> Option<UncertainDate> {
    match at {
        At::Known => Some(new.known),
        At::Step(place) => new.steps.get(place).and_then(|one| one.before.on()),
        At::PartnersTold => new.partners_told.as_ref().and_then(Before::on),
        At::Whole | At::Outcome => None,
    }
}

/// What dates an event among what is brought in.
fn dated_by(scheme: &Scheme, new: &BringIn, event: EventKind) -> Option<At> {
    match event {
        EventKind::AuthorityKnew => Some(At::Known),
        EventKind::PartnersTold => Some(At::PartnersTold),
        _ => {
            let gives = |one: &StepBefore| {
                let stage = scheme.stage(one.track, one.stage);
                stage.is_some_and(|stage| {
                    stage.gives.contains(&event) || stage.renews.contains(&event)
                })
            };
            new.steps.iter().position(gives).map(At::Step)
        }
    }
}

/// Where nothing was said of a source.
pub(super) fn no_words() -> Sensitive<String> {
    Sensitive(String::new())
}
