//! One review at each stage, for whoever looks around.

use model::scheme::{StageKind, TrackKind};

use super::course::{Course, Filled, Pace, Step, track};
use super::moments::SECOND_HOSPITAL;

/// A review at a stage: how many working days ago it was raised, its nature and age, and its course.
pub struct Stage {
    /// Working days since it was raised.
    pub ago: u32,
    /// Nature and age band of the story.
    pub story: (&'static str, &'static str),
    /// What was done.
    pub course: Course,
}

const fn at(ago: u32, story: (&'static str, &'static str), course: Course) -> Stage {
    Stage { ago, story, course }
}

const NOTIFIABLE: &str = "notifiable";

/// All stages, from an incident of yesterday to a review that is closed and one that was opened again.
#[must_use]
pub fn all() -> Vec<Stage> {
    let mut all = before_the_notification();
    all.extend(rapid_review());
    all.extend(after_it());
    all.extend(branches());
    all
}

fn before_the_notification() -> Vec<Stage> {
    vec![
        at(
            1,
            ("serious_harm", "6_to_10"),
            Course::raised(2, NOTIFIABLE).until(1),
        ),
        at(
            2,
            ("serious_harm", "1_to_5"),
            Course::decided(NOTIFIABLE, 1, None, true).then(1, Step::Fill(Filled::Part)),
        ),
        at(
            4,
            ("death", "1_to_5"),
            Course::notified(NOTIFIABLE, 1, 4).until(3),
        ),
    ]
}

fn rapid_review() -> Vec<Stage> {
    let usual = || Course::whole(Pace::default());
    vec![
        at(
            6,
            ("serious_harm", "11_to_15"),
            usual().then(2, Step::Unanswered).then(5, Step::Return),
        ),
        at(
            16,
            ("death", "16_and_over"),
            usual()
                .then(2, Step::Proceedings("criminal", Some("speaking")))
                .then(5, Step::Other("youth_justice")),
        ),
        at(
            27,
            ("serious_harm", "under_1"),
            usual()
                .until(16)
                .then(3, Step::Proceedings("family_court", None))
                .then(20, Step::Late("rapid_review", "agency_return")),
        ),
        at(
            26,
            ("death", "under_1"),
            usual().then(3, Step::Other("child_death_review")),
        ),
    ]
}

fn after_it() -> Vec<Stage> {
    let review = |takes| {
        Course::whole(Pace {
            local_review: Some(takes),
            ..Pace::default()
        })
    };
    let disagrees = Course::whole(Pace {
        agrees: false,
        ..Pace::default()
    });
    vec![
        at(
            45,
            ("serious_harm", "11_to_15"),
            review(150).until(41).then(43, Step::Pause("scoping")),
        ),
        at(48, ("serious_harm", "16_and_over"), disagrees),
        at(72, ("death", "6_to_10"), review(120)),
        at(215, ("death", "11_to_15"), review(300)),
        at(175, ("serious_harm", "6_to_10"), review(125)),
        at(240, ("serious_harm", "1_to_5"), review(110)),
        at(330, ("death", "under_1"), review(105)),
        at(
            200,
            ("serious_harm", "under_1"),
            Course::whole(Pace::default()),
        ),
    ]
}

fn branches() -> Vec<Stage> {
    let national = Course::whole(Pace::default()).until(33);
    vec![
        at(
            11,
            ("serious_harm", "1_to_5"),
            Course::decided("not_notifiable", 1, Some("none_with_reason"), false),
        ),
        at(
            9,
            ("serious_harm", "11_to_15"),
            Course::local("not_notifiable", "learning_review", true, 40),
        ),
        at(
            90,
            ("serious_harm", "1_to_5"),
            Course::local("near_miss", "appreciative_inquiry", false, 30),
        ),
        at(
            18,
            ("death", "6_to_10"),
            Course::notified(NOTIFIABLE, 1, 4).then(9, Step::Withdraw),
        ),
        at(
            13,
            ("death", "16_and_over"),
            Course::notified("looked_after_death", 1, 3),
        ),
        at(
            20,
            ("death", "16_and_over"),
            Course::notified("care_leaver_death", 2, 5),
        ),
        at(
            22,
            ("serious_harm", "under_1"),
            Course::decided(NOTIFIABLE, 1, None, false).then(2, Step::Transfer),
        ),
        at(
            55,
            ("serious_harm", "6_to_10"),
            Course::local("not_notifiable", "audit", false, 30)
                .until(45)
                .then(50, Step::Moment(&SECOND_HOSPITAL))
                .then(51, Step::Reopen),
        ),
        at(
            60,
            ("other", "11_to_15"),
            national.then(40, Step::StoodDown),
        ),
        at(
            14,
            ("serious_harm", "11_to_15"),
            Course::notified(NOTIFIABLE, 2, 8)
                .then(9, track(TrackKind::RapidReview, StageKind::Begun)),
        ),
    ]
}
