//! The history of the register: who changed what and when, and what stood there before.

use app::people_places::{Changed, Said, register_history};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, TableCell};
use model::case::{NameHow, Tie};

use super::{Seen, seen};
use crate::draw::Columns;
use crate::frame::{Frame, show};
use crate::pages::seen::Here;
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

/// Changes on one page.
const A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "people_places/history.html")]
struct HistoryPage {
    frame: Frame,
    caption: String,
    ways: Vec<(String, String)>,
    /// That values are shown with names only.
    unnamed: bool,
    range: Option<String>,
    table: Option<Html>,
    pages: Option<Html>,
}

pub(super) async fn history(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = seen(&state, &signed, (&text, query.as_deref())).await?;
    let unnamed = seen.naming.unnamed();
    // What stood there before may be a name that is on record no more, which nothing replaces.
    let all = if unnamed {
        Vec::new()
    } else {
        register_history(state.app(), &signed.ctx, &seen.reference).await?
    };
    let paging = Paging::of(page_asked(query.as_deref())?, A_PAGE, all.len());
    let shown = paging.part(&all);
    show(&HistoryPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("register-history-title"))
            .back(seen.to("")),
        caption: seen.caption(),
        ways: vec![
            (seen.to(""), t("people-places-title")),
            (seen.to("/genogram"), t("genogram-title")),
            seen.naming.switch(&seen.here("/history")),
        ],
        unnamed,
        range: paging.words(),
        table: (!shown.is_empty()).then(|| table(&seen, shown)),
        pages: paging.links(),
    })
}

fn table(seen: &Seen, all: &[Changed]) -> Html {
    let heads = [
        "register-history-when",
        "register-history-who",
        "register-history-what",
        "register-history-before",
        "register-history-now",
    ];
    let rows = all.iter().map(|one| {
        let who = one.by.as_deref().map(|by| {
            let name = seen.names.person(by);
            name.map_or_else(|| t("somebody"), str::to_owned)
        });
        let value = |said: Option<&Said>, none: &str| match said {
            Some(said) => Html::lines(words(seen, said).iter().map(Html::escape)),
            None => Html::escape(t(none)),
        };
        vec![
            TableCell::new(moment_in_words(one.at)).header(),
            TableCell::new(who.unwrap_or_else(|| t("register-history-see-record"))),
            TableCell::new(t_code("register-history-kind", kind(one))),
            TableCell::new(value(one.before.as_ref(), "register-history-new")),
            TableCell::new(value(one.now.as_ref(), "register-history-away")),
        ]
    });
    Columns::of(&heads)
        .table(t("register-history-title"), rows)
        .caption_hidden()
        .render()
}

/// What kind of thing was changed.
fn kind(one: &Changed) -> &'static str {
    match one.now.as_ref().or(one.before.as_ref()) {
        Some(Said::Person(_)) => "person",
        Some(Said::Place(_)) => "place",
        Some(Said::Address(_)) => "address",
        Some(Said::Name(_)) => "name",
        Some(Said::Tie(_)) | None => "tie",
    }
}

/// What a version says, a line each.
fn words(seen: &Seen, said: &Said) -> Vec<String> {
    let lines = match said {
        Said::Person(one) => vec![
            one.name.0.clone(),
            one.also_known_as.0.clone(),
            one.role.0.clone(),
            if one.child {
                t("register-history-child")
            } else {
                String::new()
            },
            t_code("register-sex-is", one.sex.code()),
        ],
        Said::Place(one) => vec![
            one.name.0.clone(),
            one.also_known_as.0.clone(),
            t_code("place", one.kind.code()),
        ],
        Said::Address(one) => vec![seen.name(one.place), one.address.0.clone()],
        Said::Name(one) => {
            let whose = one.of.map(|id| seen.name(id));
            let is = match whose {
                Some(name) => {
                    let how = t_code("name-how", one.how.code());
                    let values = [("name", name.into()), ("how", how.into())];
                    t_with("name-is", &values)
                }
                None => t_code("name-how", NameHow::Nobody.code()),
            };
            vec![
                t1("register-history-called", "name", one.called.0.as_str()),
                is,
            ]
        }
        Said::Tie(one) => tie(seen, one),
    };
    lines
        .into_iter()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

fn tie(seen: &Seen, one: &Tie) -> Vec<String> {
    let values = [("name", seen.name(one.to).into())];
    let what = t_code_with("tie-of", one.kind.code(), &values);
    let values = [("who", seen.name(one.from).into()), ("what", what.into())];
    let mut lines = vec![t_with("register-history-tie", &values)];
    let since = one.since.as_ref();
    lines.extend(since.map(|day| t1("tie-since-line", "day", day.to_string())));
    let until = one.until.as_ref();
    lines.extend(until.map(|day| t1("tie-until-line", "day", day.to_string())));
    if one.until.is_none() && one.ended {
        lines.push(t("tie-ended-line"));
    }
    lines.push(one.source.0.clone());
    lines
}
