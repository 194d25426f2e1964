//! Bringing in a review that is under way elsewhere: which stage it has reached, and then one form about everything up to
//! there.

mod fields;
mod form;
mod read;
mod stage;

use access::{Action as _, Role, actions};
use app::bring_in::At;
use model::scheme::{CourseStep, Scheme, StageKind, TrackKind};

use crate::pages::tracks::words::stage_label;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::t_with;
use crate::{Place, Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let who = Who::May(actions::BringInReview::INFO);
    let stage = "/o/{organisation}/bring-in";
    let all = "/o/{organisation}/bring-in/{reached_id}";
    vec![
        page("bring-in", who, stage, stage::form),
        send(who, stage, stage::save),
        page("bring-in-form", who, all, form::form),
        send(who, all, form::save),
    ]
}

/// Whether somebody is offered the page.
pub(crate) fn is_offered(place: &Place) -> bool {
    place.roles.contains(&Role::BusinessManager)
}

/// A stage of the course as an address and a form name it.
fn code_of(track: TrackKind, stage: StageKind) -> String {
    format!("{}-{}", track.code(), stage.code())
}

/// The scheme under which a review is brought in: the one in force today.
fn scheme<'a>(state: &'a WebState, signed: &Signed) -> Result<&'a Scheme, PageError> {
    Ok(&state.app().scheme_on(signed.ctx.today())?.scheme)
}

/// A stage with its track, as people read it.
fn label(scheme: &Scheme, track: TrackKind, stage: StageKind) -> String {
    let known = scheme.track(track);
    let values = [
        (
            "track",
            known
                .map_or_else(|| track.code().to_owned(), |one| one.label.en.clone())
                .into(),
        ),
        ("stage", stage_label(scheme, track, stage).into()),
    ];
    t_with("bring-step", &values)
}

/// A review as it is brought in: where it has got to, and the way there.
struct Way<'a> {
    scheme: &'a Scheme,
    reached: (TrackKind, StageKind),
    steps: Vec<CourseStep>,
}

impl<'a> Way<'a> {
    fn of(scheme: &'a Scheme, code: &str) -> Result<Self, PageError> {
        let mut course = scheme.course.iter();
        let step = course.find(|one| code_of(one.track, one.stage) == code);
        let step = step.ok_or(PageError::NotFound)?;
        let steps = scheme.course_to(step.track, step.stage);
        Ok(Self {
            scheme,
            reached: (step.track, step.stage),
            steps: steps.ok_or(PageError::NotFound)?,
        })
    }

    /// What a fault or an oddity is about, in words.
    fn words(&self, at: At) -> String {
        match at {
            At::Step(place) => self
                .steps
                .get(place)
                .map_or_else(String::new, |one| label(self.scheme, one.track, one.stage)),
            At::PartnersTold => crate::texts::t("bring-told"),
            At::Known | At::Outcome | At::Whole => crate::texts::t("bring-known"),
        }
    }
}
