//! What the report still lacks: one thing stops it from being sent, everything else is advice.

use std::collections::BTreeSet;

use model::case::{HELD_SHARING, ReportPart, changes_no_condition, says_nothing};
use model::clock::{ClockLine, ClockState};

use super::RapidReview;

/// Words on a page, about.
const WORDS_ON_A_PAGE: usize = 450;
/// The longest report that is read, in pages; a partnership's habit, not a rule.
const PAGES: usize = 12;

/// One thing that the report lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// The stable code.
    pub code: &'static str,
    /// How many, where there may be several.
    pub many: usize,
    /// Whether the report cannot be sent before it is put right.
    pub stops: bool,
}

/// Everything that the report lacks, what stops it first.
#[must_use]
pub fn advice(review: &RapidReview) -> Vec<Advice> {
    let some = |code, many: usize| {
        (many > 0).then_some(Advice {
            code,
            many,
            stops: false,
        })
    };
    let when = |code, lacks: bool| some(code, usize::from(lacks));
    let empty = |part| is_empty(review, part);
    let points = || review.points.iter().map(|one| &one.body);
    let without = |words: &dyn Fn(&model::case::LearningPoint) -> bool| {
        points().filter(|one| words(one)).count()
    };
    let answered = |id| {
        let mut answers = review.actions().iter();
        answers.any(|one| one.body.learning_point == id)
    };
    let unanswered = review.points.iter().filter(|one| !answered(one.id)).count();
    let actions = review.actions().iter().map(|one| &one.body);
    let unconfirmed = review.partners.iter().filter(|line| {
        let kept = line.sign_off.as_ref();
        kept.is_some_and(|one| one.body.is_unconfirmed())
    });
    let unsigned = review.partners.iter().filter(|line| !line.has_signed());
    let open_safety = review.records.safety.iter();
    let open_safety = open_safety.filter(|one| one.body.is_open()).count();
    let held = review.records.beside.standing_holds();
    let held = held.filter(|one| one.body.what == HELD_SHARING);
    let considered = review.meetings.iter().any(|one| one.body.considers);
    let found = [
        stops(review),
        some("safety", open_safety),
        some("held", held.count()),
        when("meeting", !considered),
        when("facts", empty(ReportPart::Facts)),
        when("episodes", empty(ReportPart::Episodes)),
        when("voice", empty(ReportPart::Voice)),
        when("adults", empty(ReportPart::Adults)),
        when("points", review.points.is_empty()),
        some("point-episode", without(&|one| one.episode.0.is_empty())),
        some("point-why", without(&|one| one.made_sense.0.is_empty())),
        some(
            "point-condition",
            without(&|one| one.condition.0.is_empty()),
        ),
        some("point-action", unanswered),
        when("all-weak", changes_no_condition(actions)),
        when("local-review", review.local_review().is_none()),
        some("names", named_practitioners(review)),
        when("long", length(review) > WORDS_ON_A_PAGE * PAGES),
        when("late", review.clock.as_ref().is_some_and(is_unexplained)),
        some("unsigned", unsigned.count()),
        some("unconfirmed", unconfirmed.count()),
    ];
    found.into_iter().flatten().collect()
}

/// The analysis of racism and other inequality cannot be sent empty.
fn stops(review: &RapidReview) -> Option<Advice> {
    is_empty(review, ReportPart::Inequality).then_some(Advice {
        code: "inequality",
        many: 1,
        stops: true,
    })
}

fn is_empty(review: &RapidReview, part: ReportPart) -> bool {
    let text = review.text(part);
    text.is_none_or(|one| says_nothing(&one.body.words.0))
}

/// Shorter parts of a name would be found in too many words.
const SHORTEST: usize = 3;

/// Practitioners on record whose name, or a part of it, stands in the report. A word of a name counts where it is written with
/// a capital letter.
fn named_practitioners(review: &RapidReview) -> usize {
    let texts = review.texts.iter().map(|one| one.body.words.0.as_str());
    let points = review.points.iter().flat_map(|one| {
        let point = &one.body;
        [
            &point.learned,
            &point.episode,
            &point.made_sense,
            &point.condition,
        ]
        .map(|one| one.0.as_str())
    });
    let actions = review.actions().iter().flat_map(|one| {
        let action = &one.body;
        [
            &action.what,
            &action.owner,
            &action.different,
            &action.how_known,
        ]
        .map(|one| one.0.as_str())
    });
    let apart = |letter: char| !letter.is_alphanumeric();
    let said: BTreeSet<&str> = texts
        .chain(points)
        .chain(actions)
        .flat_map(|text| text.split(apart))
        .filter(|word| word.starts_with(char::is_uppercase))
        .collect();
    let is_named = |name: &str| {
        let mut parts = name
            .split(apart)
            .filter(|part| part.chars().count() >= SHORTEST);
        parts.any(|part| part.starts_with(char::is_uppercase) && said.contains(part))
    };
    let practitioners = review.records.practitioners.iter();
    let named = practitioners.filter(|one| is_named(&one.body.name.0));
    named.count()
}

fn length(review: &RapidReview) -> usize {
    let words = |text: &str| text.split_whitespace().count();
    let texts = review.texts.iter().map(|one| words(&one.body.words.0));
    texts.sum()
}

fn is_unexplained(clock: &ClockLine) -> bool {
    matches!(clock.state, ClockState::Late { .. }) && clock.asks().is_some()
}
