//! What is on record about the instance, in words.

use access::directory::{Fact, Lack, RealPeople, Stands, Step};
use govuk::Html;
use model::Date;

use crate::draw::marked;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};

/// What is missing on a day.
pub(super) fn lacks(known: &RealPeople, today: Date) -> Vec<String> {
    let words = |(kind, lack): (access::directory::FactKind, Lack)| {
        let key = match lack {
            Lack::NotRecorded => "real-lack-not_recorded",
            Lack::ReviewPassed => "real-lack-review_passed",
        };
        t1(key, "what", t_code("fact", kind.code()))
    };
    known.lacking(today).into_iter().map(words).collect()
}

/// The lines of what was said.
pub(super) fn lines(fact: &Fact) -> Vec<String> {
    let said = &fact.said;
    let code = said.kind.code();
    let line = |key: String, words: String| format!("{key}: {words}");
    let day = said
        .day
        .map(|day| line(t("fact-day-key"), date_in_words(day)));
    let review = said.review;
    let review = review.map(|day| line(t("fact-review-key"), date_in_words(day)));
    let both = [
        line(t_code("fact-key-who", code), said.who.clone()),
        line(t_code("fact-key-what", code), said.what.clone()),
    ];
    day.into_iter().chain(both).chain(review).collect()
}

fn by(
    name: Option<&String>,
    at: model::Instant,
) -> [(&'static str, crate::texts::Value<'static>); 2] {
    let who = name.map_or_else(|| t("somebody"), Clone::clone);
    [("who", who.into()), ("when", moment_in_words(at).into())]
}

/// What counts, and who put it on record.
pub(super) fn fact(fact: Option<&Fact>) -> Html {
    let Some(fact) = fact else {
        return t("real-nothing").into();
    };
    let who = t_with("real-fact-by", &by(fact.name.as_ref(), fact.at));
    let lines = lines(fact).into_iter().map(Html::from);
    Html::lines(lines.chain([marked("", who)]))
}

/// Who put it on record meanwhile.
pub(super) fn changed(fact: Option<&Fact>) -> String {
    fact.map_or_else(String::new, |fact| {
        t_with("changed-by", &by(fact.name.as_ref(), fact.at))
    })
}

/// Who took the last step, and when.
pub(super) fn since(step: &Step) -> String {
    let [who, when] = by(step.name.as_ref(), step.at);
    let organisation = ("organisation", step.organisation.clone().into());
    t_with("real-since", &[who, when, organisation])
}

/// What happened: what, by whom, why.
pub(super) fn steps(known: &RealPeople) -> Vec<(String, String, String)> {
    let words = |step: &Step| {
        let what = match step.stands {
            Stands::Rehearsal => t("real-step-rehearsal"),
            Stands::Asked => t("real-step-asked"),
            Stands::Real => t("real-step-real"),
        };
        (what, since(step), step.reason.clone())
    };
    known.steps.iter().map(words).collect()
}

/// What was on record before something else was.
pub(super) fn before(known: &RealPeople) -> Vec<(String, String)> {
    let is_old = |fact: &&Fact| {
        let counts = known.fact(fact.said.kind);
        counts.is_some_and(|counts| counts.id != fact.id)
    };
    let words = |fact: &Fact| {
        let label = t_code("fact", fact.said.kind.code());
        let who = t_with("real-fact-by", &by(fact.name.as_ref(), fact.at));
        (format!("{label}. {}", lines(fact).join(". ")), who)
    };
    known.facts.iter().filter(is_old).map(words).collect()
}
