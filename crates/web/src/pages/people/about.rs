//! What is known of one person: every answer with a link to change it, and what is still to say.

use app::notification::{ChangedAt, Fact, person_facts, relationship_words};
use app::people::People;
use app::wording::{Words, confirmations};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{SummaryAction, SummaryList};
use model::RecordId;
use model::scheme::StepText;

use super::seen::{HerePerson, Seen, question_code, seen};
use crate::draw::{change, row};
use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

/// A fact as listed, with where it is changed.
pub(crate) struct FactRow {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) open: bool,
    pub(crate) hides: String,
    pub(crate) href: Option<String>,
}

struct Tie {
    words: String,
    href: String,
    away: String,
}

#[derive(Template)]
#[template(path = "people/about.html")]
struct AboutPage {
    frame: Frame,
    step: Option<StepText>,
    name: String,
    kind: String,
    progress: String,
    rows: Vec<FactRow>,
    ties: Vec<Tie>,
    to_them: Vec<String>,
    alone: bool,
    may: bool,
    base: String,
}

impl AboutPage {
    fn ties(&self) -> SummaryList {
        let drawn = |tie: &Tie| {
            let drawn = row(t("about-is"), &tie.words);
            if !self.may {
                return drawn;
            }
            let away = SummaryAction::new(t("take-away"), &tie.away);
            drawn
                .action(change(&tie.href, &tie.words))
                .action(away.visually_hidden(&tie.words))
        };
        SummaryList::new().rows(self.ties.iter().map(drawn))
    }
}

/// Facts with the address where each is changed; none for a reader who may change nothing.
pub(crate) fn fact_rows(
    facts: &[Fact],
    review: &str,
    may: impl Fn(ChangedAt) -> bool,
) -> Vec<FactRow> {
    let row = |fact: &Fact| FactRow {
        label: fact.label.clone(),
        value: fact.value.clone(),
        open: fact.open,
        hides: fact.hides.clone().unwrap_or_default(),
        href: may(fact.at).then(|| changed_at(review, fact.at)),
    };
    facts.iter().map(row).collect()
}

fn changed_at(review: &str, at: ChangedAt) -> String {
    match at {
        ChangedAt::Decision => format!("{review}/decision"),
        ChangedAt::Incident => format!("{review}/incident"),
        ChangedAt::Person(id) => format!("{review}/people/{id}"),
        ChangedAt::Relationships(id) => format!("{review}/people/{id}/about"),
        ChangedAt::Home(id) => format!("{review}/people/{id}/home"),
        ChangedAt::Status(id) => format!("{review}/people/{id}/status"),
        ChangedAt::School(id) => format!("{review}/people/{id}/school"),
        ChangedAt::Identity(id, question) => {
            format!("{review}/people/{id}/identity/{}", question_code(question))
        }
        ChangedAt::Part(part) => format!("{review}/notification/details/{}", part.code()),
    }
}

/// How many of the questions about a person have an answer.
pub(super) fn progress_words(people: &People, person: RecordId) -> String {
    let Some(about) = people.about(person) else {
        return String::new();
    };
    progress(about.progress())
}

/// The same, for the notification's list.
pub(crate) fn progress(progress: app::people::Progress) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
    let values = [
        ("answered", number(progress.answered)),
        ("of", number(progress.of)),
    ];
    t_with("about-progress", &values)
}

/// Who was taken out: name, why, and who did it when.
pub(super) fn taken_out(
    people: &People,
    names: &app::names::Names,
) -> Vec<(String, String, String)> {
    let words = |one: &app::vault::Stored<model::case::TakenOut>| {
        let who = names.person(&one.by);
        let who = who.map_or_else(|| t("somebody"), str::to_owned);
        let by = format!("{who}, {}", moment_in_words(one.added_at));
        (one.body.was.name.0.clone(), one.body.reason.0.clone(), by)
    };
    people.taken_out.iter().map(words).collect()
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let confirmed = confirmations(state.app(), &signed.ctx, seen.digest).await?;
    let mut words = Words::new(seen.scheme, &confirmed);
    let about = seen.person(&record)?;
    let people = &seen.view.people;
    let facts = person_facts((people, &seen.view.authorities), &about, &mut words);
    let here: Vec<Fact> = facts
        .into_iter()
        .filter(|fact| !matches!(fact.at, ChangedAt::Relationships(_)))
        .collect();
    let may = seen.usable(seen.view.may_change).is_ok();
    let review = seen.base.trim_end_matches("/people");
    let id = about.subject.id;
    show(&AboutPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("about-title"))
            .back(seen.base.clone()),
        step: seen.step(),
        name: about.subject.body.name.0.clone(),
        kind: t_code("subject", about.subject.body.kind.code()),
        progress: progress(about.progress()),
        rows: fact_rows(&here, review, |_| may),
        ties: ties(&seen, id, &mut words),
        to_them: to_them(people, id, &mut words),
        alone: people.subjects.len() == 1,
        may,
        base: format!("{}/{id}", seen.base),
    })
}

fn ties(seen: &Seen<'_>, person: RecordId, words: &mut Words<'_>) -> Vec<Tie> {
    let people = &seen.view.people;
    let own = people.relationships.iter();
    let own = own.filter(|one| one.body.person == person);
    own.map(|one| {
        let href = format!("{}/{person}/relationships/{}", seen.base, one.id);
        Tie {
            words: relationship_words(people, &one.body, words),
            away: format!("{href}/take-away"),
            href,
        }
    })
    .collect()
}

/// What others are to this person.
fn to_them(people: &People, person: RecordId, words: &mut Words<'_>) -> Vec<String> {
    let others = people.relationships.iter();
    let others = others.filter(|one| one.body.of.contains(&person));
    others
        .map(|one| {
            let who = people.name_of(one.body.person).unwrap_or_default();
            format!("{who}: {}", relationship_words(people, &one.body, words))
        })
        .collect()
}
