//! Who writes for the agency, what it found, and how it searched for each person.

use std::sync::LazyLock;

use app::returns::{keep_head, search_lacks};
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{AskedAbout, ReturnFound, ReturnHead, SearchFound, Searched};

use super::{Here, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{opened, place_shown};
use crate::pages::told_of_review::offers;
use crate::problem::Answer;
use crate::sheet::{After, Ask, Input, Sheet, each, group, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const AUTHOR: Field = field("author", "return-author");
const INDEPENDENCE: Field = field("independence", "return-independence");
const FOUND: Field = field("found", "return-found");
const WHY: Field = field("why", "return-why");
const SYSTEMS: Field = field("systems", "return-systems");

/// The boxes about one person.
struct Boxes {
    looked_for: Field,
    found: Field,
    words: Field,
}

/// More people than any request asks about.
const MOST: usize = 200;

/// The boxes about each person in their order: names of boxes live as long as the program.
static BOXES: LazyLock<Vec<Boxes>> = LazyLock::new(|| {
    let name = |stem: &str, number: usize| -> &'static str { format!("{stem}-{number}").leak() };
    let boxes = |number| Boxes {
        looked_for: field(name("looked-for", number), "search-looked-for"),
        found: field(name("search-found", number), "search-found"),
        words: field(name("search-words", number), "search-words"),
    };
    (1..=MOST).map(boxes).collect()
});

/// Each person whom the request asks about, with their boxes.
fn each_person(about: &[AskedAbout]) -> impl Iterator<Item = (&AskedAbout, &'static Boxes)> {
    about.iter().zip(BOXES.iter())
}

fn filled(head: &ReturnHead) -> Filled {
    let mut form = Filled::with([
        (AUTHOR.id, head.author.0.clone()),
        (INDEPENDENCE.id, head.independence.0.clone()),
        (FOUND.id, head.found.code().to_owned()),
        (WHY.id, head.why.0.clone()),
        (SYSTEMS.id, head.systems.0.clone()),
    ]);
    // They stand in the order of the request: people are added to it at its end.
    for (one, boxes) in head.searched.iter().zip(BOXES.iter()) {
        form.set(boxes.looked_for.id, one.looked_for.0.clone());
        form.set(boxes.found.id, one.found.code());
        form.set(boxes.words.id, one.words.0.clone());
    }
    form
}

fn about_one(one: &AskedAbout, boxes: &Boxes) -> Input {
    let found = SearchFound::ALL.iter().map(|one| one.code());
    each(
        t1("return-search-for", "name", &one.name.0),
        vec![
            input(boxes.looked_for, Ask::Words),
            input(boxes.found, Ask::OneOf(offers("search-found", found))),
            input(boxes.words, Ask::Words),
        ],
    )
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let found = ReturnFound::ALL.iter().map(|one| one.code());
    let mut inputs = vec![
        input(AUTHOR, Ask::Line),
        input(INDEPENDENCE, Ask::Words),
        input(FOUND, Ask::OneOf(offers("return-found", found))),
        group(t("return-if-why"), vec![input(WHY, Ask::Words)]),
        input(SYSTEMS, Ask::Words),
    ];
    inputs.extend(each_person(seen.about()).map(|(one, boxes)| about_one(one, boxes)));
    Sheet {
        title: t("return-head-title"),
        caption: seen.title(),
        step: None,
        explain: vec![t("return-head-explain")],
        inputs,
        button: t("save"),
        back: seen.base.clone(),
    }
}

/// How one person was searched for. Nothing has to be said where the agency could not search or declines.
fn read_one(form: &mut Filled, one: &AskedAbout, boxes: &Boxes, asked: bool) -> Option<Searched> {
    let not_said = form.value(boxes.found.id).is_empty();
    let found = if not_said && !asked {
        Some(SearchFound::NotSearched)
    } else {
        form.coded(&boxes.found, SearchFound::from_code)
    };
    let searched = found.is_some_and(|found| found != SearchFound::NotSearched);
    let looked_for = if asked && searched {
        form.text(&boxes.looked_for, 5_000)
    } else {
        let typed = form.text_or_none(&boxes.looked_for, 5_000);
        Some(typed.unwrap_or_default())
    };
    let words = form.text_or_none(&boxes.words, 2_000).unwrap_or_default();
    Some(Searched {
        subject: one.subject,
        looked_for: Sensitive(looked_for?),
        found: found?,
        words: Sensitive(words),
    })
}

fn read(form: &mut Filled, about: &[AskedAbout]) -> Option<ReturnHead> {
    let author = form.text(&AUTHOR, 500);
    let independence = form.text(&INDEPENDENCE, 2_000);
    let found = form.coded(&FOUND, ReturnFound::from_code);
    let why = form.text_or_none(&WHY, 5_000).unwrap_or_default();
    let systems = form.text_or_none(&SYSTEMS, 5_000).unwrap_or_default();
    let asked = found.is_none_or(|found| !found.did_not_search());
    let searched: Vec<Option<Searched>> = each_person(about)
        .map(|(one, boxes)| read_one(form, one, boxes, asked))
        .collect();
    if !form.is_good() {
        return None;
    }
    let new = ReturnHead {
        author: Sensitive(author?),
        independence: Sensitive(independence?),
        found: found?,
        why: Sensitive(why),
        systems: Sensitive(systems),
        searched: searched.into_iter().collect::<Option<_>>()?,
    };
    refuse_search(form, &new);
    form.is_good().then_some(new)
}

/// Says at each person what does not fit what is said of the whole search, so that nobody looks for it.
fn refuse_search(form: &mut Filled, new: &ReturnHead) {
    for (at, code) in search_lacks(new) {
        let Some(boxes) = BOXES.get(at) else { continue };
        let field = if code == "return-looked-for" {
            &boxes.looked_for
        } else {
            &boxes.found
        };
        form.refuse(field, code);
    }
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "return-author" => Some(AUTHOR),
        "return-independence" => Some(INDEPENDENCE),
        "return-why" => Some(WHY),
        code if code.starts_with("return-no-trace") => Some(FOUND),
        "return-looked-for" | "return-searched" => BOXES.first().map(|boxes| boxes.looked_for),
        _ => None,
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = seen.found.head.as_ref();
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let sheet = sheet(&seen);
    let Some(new) = read(&mut form, seen.about()) else {
        return sheet.again(&state, &signed, &form);
    };
    let kept = seen.found.head.as_ref();
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = keep_head(state.app(), &signed.ctx, seen.request, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
