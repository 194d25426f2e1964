//! The course of an invented review: what is done on which working day after the incident was raised.

use model::scheme::{DecisionPoint, StageKind, TrackKind};

use super::dice::Dice;
use super::moments::{A_JOURNEY, LATE_VISITS, NOBODY_ASKED, Saw};
use super::proportions::Proportions;

/// Something that somebody does in a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The incident is raised.
    Raise,
    /// A partner, by its place among the three, gives a view on the criteria.
    View(usize, String),
    /// The authority decides, against a view if need be, with the local route where nothing is notified.
    Decide(String, Option<&'static str>),
    /// The notification is filled in, whole or in part.
    Fill(Filled),
    /// What is asked of the first child is answered.
    About,
    /// A second person agrees to the notification.
    Authorise,
    /// The government's service has it.
    Notified,
    /// The partners here are told.
    Tell,
    /// A step on a track, with its reason.
    Track(TrackKind, StageKind, &'static str),
    /// There will be a local review, or none.
    LocalReview(bool, DecisionPoint),
    /// The national body's letter, with what it says.
    Letter(&'static [&'static str]),
    /// A national review is begun, and the local one stood down for it.
    StoodDown,
    /// Proceedings begin, and hold something back where that is named.
    Proceedings(&'static str, Option<&'static str>),
    /// Why a clock is late.
    Late(&'static str, &'static str),
    /// A clock is paused.
    Pause(&'static str),
    /// What somebody sees differently.
    Moment(&'static Saw),
    /// Something was learned, by its place among the lessons, and an action answers it.
    Learn(usize),
    /// Actions are done, and looked at again when their day has come.
    FollowUp,
    /// Somebody looks at the quality of the review, by the place among the looks.
    Quality(usize),
    /// The adults of the family are told of the review.
    Family,
    /// The rapid review meeting is held.
    Meeting,
    /// The report of the rapid review is written.
    Report,
    /// The partners sign the report off.
    SignOff,
    /// Another body was told.
    Other(&'static str),
    /// The notification is taken back.
    Withdraw,
    /// The lead passes to another area.
    Transfer,
    /// The decision is opened again.
    Reopen,
    /// A day for publication is set, so many working days ahead.
    Plan(u32),
    /// The checklist before publication is answered.
    Checked,
    /// Who hears first has had the draft, and the partners approve publication.
    Approved,
    /// The report was sent to those who must have it before it is published.
    Noticed,
    /// The report is published.
    Published,
    /// A school is asked for what it knows, and writes its return.
    Return,
    /// Another agency is asked and does not answer.
    Unanswered,
    /// Three agencies are asked and sign their returns off, and two of their accounts are joined.
    Accounts,
    /// The review is closed.
    Close,
}

/// How much of the notification is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// Who notifies, and nothing else.
    Part,
    /// Everything.
    Whole,
}

/// Steps with their working day after the incident was raised, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course(Vec<(i64, Step)>);

/// How long the parts of a course take, in working days, and what comes of it.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// From raising to the decision.
    pub decided: i64,
    /// From raising to the notification.
    pub notified: i64,
    /// From the notification to sending the rapid review.
    pub sent: i64,
    /// From sending to the national body's letter.
    pub letter: i64,
    /// Whether there is a local review, and what it takes from the decision to the end.
    pub local_review: Option<i64>,
    /// Whether the national body agrees.
    pub agrees: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            decided: 1,
            notified: 4,
            sent: 15,
            letter: 12,
            local_review: None,
            agrees: true,
        }
    }
}

/// Working days in a month, about.
const MONTH: i64 = 21;

impl Pace {
    /// Drawn by the proportions.
    #[must_use]
    pub fn drawn(proportions: &Proportions, dice: &mut Dice) -> Self {
        let mut whether = |id| proportions.happens(id, dice);
        let (in_time, sent_in_time) =
            (whether("notified_in_time"), whether("rapid_review_in_time"));
        let (review, done_in_time) = (whether("local_review"), whether("local_review_in_time"));
        let agrees = whether("national_body_agrees");
        let late_review = proportions.takes("local_review_late", dice) * MONTH;
        let months = if done_in_time { 5 * MONTH } else { late_review };
        Self {
            decided: dice.between(1, 2),
            notified: if in_time {
                dice.between(2, 5)
            } else {
                dice.between(6, 9)
            },
            sent: if sent_in_time {
                dice.between(12, 15)
            } else {
                proportions.takes("rapid_review_late", dice)
            },
            letter: dice.between(8, 25),
            local_review: review.then_some(months),
            agrees,
        }
    }
}

impl Course {
    /// The steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &(i64, Step)> {
        self.0.iter()
    }

    /// What is decided on notifying; empty when nothing is.
    #[must_use]
    pub fn outcome(&self) -> &str {
        let decided = self.0.iter().find_map(|(_, step)| match step {
            Step::Decide(outcome, _) => Some(outcome.as_str()),
            _ => None,
        });
        decided.unwrap_or("")
    }

    /// Adds a step on a working day.
    #[must_use]
    pub fn then(mut self, day: i64, step: Step) -> Self {
        self.0.push((day, step));
        self.0.sort_by_key(|(day, _)| *day);
        self
    }

    /// Ends with a day: what would come later is not done.
    #[must_use]
    pub fn until(mut self, last: i64) -> Self {
        self.0.retain(|(day, _)| *day <= last);
        self
    }

    /// Raised, with the views of the first so many partners.
    #[must_use]
    pub fn raised(views: usize, outcome: &str) -> Self {
        let given = (0..views).map(|partner| {
            let day = i64::from(partner > 1);
            (day, Step::View(partner, outcome.to_owned()))
        });
        Self(std::iter::once((0, Step::Raise)).chain(given).collect())
    }

    /// Raised and decided, one partner seeing it differently where that is asked for.
    #[must_use]
    pub fn decided(outcome: &str, day: i64, route: Option<&'static str>, different: bool) -> Self {
        let mut course = Self::raised(2, outcome);
        let other = match (different, outcome) {
            (false, same) => same,
            (true, "notifiable") => "not_notifiable",
            (true, _) => "notifiable",
        };
        course.0.push((day, Step::View(2, other.to_owned())));
        course
            .0
            .push((day, Step::Decide(outcome.to_owned(), route)));
        course
    }

    /// Not notified: light local learning, completed after a while and closed.
    #[must_use]
    pub fn local(outcome: &str, route: &'static str, different: bool, takes: i64) -> Self {
        Self::decided(outcome, 1, Some(route), different)
            .then(6, Step::Moment(&LATE_VISITS))
            .then(
                takes,
                track(TrackKind::LocalReview, StageKind::LocalLearningCompleted),
            )
            .then(takes - 5, Step::Learn(3))
            .then(takes, track(TrackKind::Actions, StageKind::Begun))
            .then(takes + 55, Step::FollowUp)
            .then(takes + 60, track(TrackKind::Actions, StageKind::Completed))
            .then(takes + 60, Step::Close)
    }

    /// Notified, with everything up to that.
    #[must_use]
    pub fn notified(outcome: &str, decided: i64, notified: i64) -> Self {
        let late = (notified > 5).then_some((notified, Step::Late("notify", "understood_later")));
        let mut course = Self::decided(outcome, decided, None, false)
            .then(decided, Step::Fill(Filled::Part))
            .then(decided.max(notified - 1), Step::Fill(Filled::Whole))
            .then(decided.max(notified - 1), Step::About)
            .then(notified, Step::Authorise)
            .then(notified, Step::Tell)
            .then(notified, Step::Notified);
        course.0.extend(late);
        course
    }

    /// The whole of a notified review at a pace.
    #[must_use]
    pub fn whole(pace: Pace) -> Self {
        let start = pace.notified;
        let sent = start + pace.sent;
        let rapid = |stage| track(TrackKind::RapidReview, stage);
        let point = DecisionPoint::RapidReview;
        let mut course = Self::notified("notifiable", pace.decided, start)
            .then(start + 1, rapid(StageKind::Begun))
            .then(start + 1, rapid(StageKind::InformationAsked))
            .then(start + 3, Step::Moment(&A_JOURNEY))
            .then(start + 2, Step::Family)
            .then(start + 2, Step::Quality(0))
            .then(start + 3, Step::Learn(0))
            .then(sent - 4, Step::Learn(2))
            .then(sent - 4, Step::Meeting)
            .then(sent - 3, Step::Report)
            .then(sent - 3, Step::Quality(1))
            .then(sent - 3, rapid(StageKind::Drafted))
            .then(
                sent - 1,
                Step::LocalReview(pace.local_review.is_some(), point),
            )
            .then(sent - 1, Step::SignOff)
            .then(sent - 1, rapid(StageKind::SignedOff))
            .then(sent, rapid(StageKind::Completed))
            .then(sent, rapid(StageKind::Sent));
        if pace.sent > 15 {
            course = course.then(sent, Step::Late("rapid_review", "agency_return"));
        }
        course.after_letter(sent + pace.letter, pace)
    }

    fn after_letter(self, letter: i64, pace: Pace) -> Self {
        let says: &[&str] = match (pace.agrees, pace.local_review) {
            (true, Some(_)) => &["agree_review"],
            (true, None) => &["agree_none"],
            (false, Some(_)) => &["review_not_needed"],
            (false, None) => &["suggest_review"],
        };
        let review = pace.local_review.is_some();
        let point = DecisionPoint::AfterLetter;
        let course = self
            .then(letter, Step::Letter(says))
            .then(letter + 3, Step::LocalReview(review, point))
            .then(
                letter + 4,
                track(TrackKind::PanelExchange, StageKind::LetterAnswered),
            );
        match pace.local_review {
            Some(takes) => course.local_review(letter, takes),
            None => course
                .then(letter + 5, track(TrackKind::Actions, StageKind::Begun))
                .then(letter + 35, Step::FollowUp)
                .then(letter + 88, Step::FollowUp)
                .then(letter + 90, track(TrackKind::Actions, StageKind::Completed))
                .then(letter + 95, Step::Close),
        }
    }

    fn local_review(self, from: i64, takes: i64) -> Self {
        let review = |stage| track(TrackKind::LocalReview, stage);
        let end = from + takes;
        let course = self
            .then(from + 10, review(StageKind::Scoping))
            .then(from + 28, review(StageKind::Commissioned))
            .then(from + 32, review(StageKind::Begun))
            .then(from + 45, Step::Moment(&NOBODY_ASKED))
            .then(from + 46, Step::Learn(1))
            .then(from + 60, Step::FollowUp)
            .then(end - 25, review(StageKind::Drafted))
            .then(end - 5, review(StageKind::Approved))
            .then(end, review(StageKind::Completed))
            .then(end, track(TrackKind::Actions, StageKind::Begun))
            .then(end + 5, Step::Plan(20))
            .then(end + 6, Step::Checked)
            .then(end + 10, Step::Approved)
            .then(end + 15, Step::Noticed)
            .then(end + 25, Step::Published)
            .then(end + 60, Step::FollowUp)
            .then(end + 118, Step::FollowUp)
            .then(end + 120, track(TrackKind::Actions, StageKind::Completed))
            .then(end + 125, Step::Close);
        if takes > 6 * MONTH {
            return course.then(
                from + 6 * MONTH + 5,
                Step::Late("local_review", "investigation"),
            );
        }
        course
    }

    /// A course drawn by the proportions.
    #[must_use]
    pub fn drawn(proportions: &Proportions, dice: &mut Dice) -> Self {
        let outcome = proportions.draw("decision", dice);
        let pace = Pace::drawn(proportions, dice);
        match outcome {
            "notifiable" => Self::whole(pace),
            "looked_after_death" | "care_leaver_death" => {
                Self::notified(outcome, pace.decided, pace.notified)
            }
            outcome => {
                let takes = dice.between(25, 60);
                Self::local(outcome, "learning_review", dice.happens(25), takes)
            }
        }
    }
}

/// A step on a track that needs no reason.
#[must_use]
pub const fn track(track: TrackKind, stage: StageKind) -> Step {
    Step::Track(track, stage, "")
}
