//! What is shared, and waits to be, in every open review that the reader may read or release from.

use std::collections::BTreeMap;

use app::sharing::{DraftStands, SharingLine, all_sharing};
use askama::Template;
use axum::extract::State;
use govuk::{Html, Link, TableCell};
use model::RecordId;

use crate::draw::Columns;
use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Words of what a learning is about that tell it from others of its review, at most.
const WORDS: usize = 12;

#[derive(Template)]
#[template(path = "sharing/all.html")]
struct AllPage {
    frame: Frame,
    table: Option<Html>,
}

pub(super) async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let lines = all_sharing(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let told = Told::of(&state, &signed).await;
    let rows = lines.iter().map(|line| {
        let mut stands = t_code("share-stands", line.stands.code());
        if let Some(person) = line.lifts.and_then(|id| names.of(id)) {
            stands = format!("{stands}. {}", t1("share-lifts", "person", person));
        }
        vec![
            TableCell::new(link(&signed, line)),
            TableCell::new(t_code("share-audience", line.audience.code())),
            TableCell::new(told.beside(stands, line.draft)),
            TableCell::new(date_in_words(line.since)),
        ]
    });
    let columns = Columns::of(&["share-review", "share-for", "share-where", "share-changed"]);
    let table = (!lines.is_empty()).then(|| columns.table(t("share-list"), rows).render());
    show(&AllPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("share-all-title"))
            .back(signed.path("today")),
        table,
    })
}

/// What others told since the reader looked, by the draft that was released.
pub(super) struct Told(BTreeMap<RecordId, usize>);

impl Told {
    /// Where the store of shared learning cannot be read, the rest of the list is there all the same.
    pub(super) async fn of(state: &WebState, signed: &Signed) -> Self {
        let told = app::exchange::told_us(state.app(), &signed.ctx).await;
        let told = told.unwrap_or_default().into_iter();
        Self(told.map(|(one, many)| (one.draft, many)).collect())
    }

    /// Where a draft stands, and that others told something new of it.
    pub(super) fn beside(&self, stands: String, draft: RecordId) -> Html {
        let many = self.0.get(&draft);
        let told = many.map(|many| t_with("share-told-new", &[("many", (*many).into())]));
        Html::lines(std::iter::once(stands).chain(told))
    }
}

/// Whoever is asked to release something goes to where they do.
fn link(signed: &Signed, line: &SharingLine) -> Html {
    let end = match line.stands {
        DraftStands::Asked => "/release",
        _ => "",
    };
    let href = format!("reviews/{}/sharing/{}{end}", line.reference, line.draft);
    Link::new(named(line), signed.path(&href)).render()
}

/// The review and the first words of what it is about, so that two of one review are told apart.
fn named(line: &SharingLine) -> String {
    let Some(condition) = &line.condition else {
        return line.reference.clone();
    };
    let mut all = condition.0.split_whitespace();
    let first: Vec<&str> = all.by_ref().take(WORDS).collect();
    let key = match all.next() {
        Some(_) => "share-line-cut",
        None => "share-line",
    };
    let (reference, words) = (line.reference.as_str(), first.join(" "));
    let values = [
        ("reference", reference.into()),
        ("words", words.as_str().into()),
    ];
    t_with(key, &values)
}
