//! The letters of a review, and one as it was made.

use app::names::Names;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryList, Table, TableCell};
use model::case::LetterOut;
use model::scheme::{Scheme, StepText};

use super::{Seen, caption, keeps_words, seen};
use crate::draw::{Columns, row};
use crate::frame::{Frame, attachment, show};
use crate::pages::seen::{Here, HereOne, by_id};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "letters_out/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    letters: Option<Table>,
    may_write: bool,
    /// Where the words of letters are kept, for those who keep them.
    words: Option<String>,
    base: String,
    national: String,
}

/// The name of a template; its id where the scheme no longer has it.
fn template(scheme: &Scheme, id: &str) -> String {
    let known = scheme.letter(id);
    known.map_or_else(|| id.to_owned(), |one| one.item.label.en.clone())
}

fn who(names: &Names, one: &Stored<LetterOut>) -> String {
    let name = names.person(&one.by);
    name.map_or_else(|| t("somebody"), str::to_owned)
}

fn table((seen, names, scheme): (&Seen, &Names, &Scheme)) -> Table {
    let keys = [
        "written-letters-day",
        "written-letters-to",
        "written-letters-template",
        "written-letters-by",
    ];
    let line = |one: &Stored<LetterOut>| {
        let body = &one.body;
        let href = format!("{}/{}", seen.base, one.id);
        vec![
            TableCell::new(date_in_words(body.on)),
            TableCell::new(Link::new(&body.to.0, href)),
            TableCell::new(template(scheme, &body.template)),
            TableCell::new(who(names, one)),
        ]
    };
    let letters = seen.found.letters.iter().rev();
    Columns::of(&keys).table(t("written-letters-title"), letters.map(line))
}

pub(super) async fn listed(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let open = seen.found.case.closed_at.is_none();
    let some = !seen.found.letters.is_empty();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("written-letters-title"))
            .back(seen.review.clone()),
        caption: caption(&seen.reference),
        step: seen.step.clone(),
        letters: some.then(|| table((&seen, &names, scheme))),
        may_write: open && seen.found.may_write,
        words: keeps_words(&signed).then(|| signed.path("administration/letters")),
        national: format!("{}/letters", seen.review),
        base: seen.base,
    })
}

#[derive(Template)]
#[template(path = "letters_out/one.html")]
struct OnePage {
    frame: Frame,
    caption: String,
    facts: SummaryList,
    letter: Html,
    here: String,
}

fn one<'a>(seen: &'a Seen, id: &str) -> Result<&'a Stored<LetterOut>, PageError> {
    by_id(&seen.found.letters, id)?.ok_or(PageError::NotFound)
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = one(&seen, &id)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let body = &one.body;
    let version = if body.template_version == 0 {
        t("written-version-scheme")
    } else {
        t1("written-version-own", "version", body.template_version)
    };
    let template = format!("{}, {version}", template(scheme, &body.template));
    let by = format!("{}, {}", who(&names, one), moment_in_words(one.added_at));
    let mut rows = vec![
        row(t("written-letters-day"), date_in_words(body.on)),
        row(t("written-letters-to"), &body.to.0),
        row(t("written-letters-template"), template),
        row(t("written-letters-by"), by),
    ];
    if !body.safe_says.0.is_empty() {
        rows.push(row(t("written-letters-safe"), &body.safe_says.0));
    }
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("written-one-title"))
            .back(seen.base.clone()),
        caption: caption(&seen.reference),
        facts: SummaryList::new().rows(rows),
        letter: crate::paper::whole(&body.paper),
        here: format!("{}/{id}", seen.base),
    })
}

pub(super) async fn pdf(state: State<WebState>, signed: Signed, path: HereOne) -> Answer {
    document(state, signed, path, "pdf").await
}

pub(super) async fn docx(state: State<WebState>, signed: Signed, path: HereOne) -> Answer {
    document(state, signed, path, "docx").await
}

async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    format: &str,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let paper = &one(&seen, &id)?.body.paper;
    let (bytes, media) = state.app().document(paper, format).await?;
    let name = format!("written-{}-{}.{format}", seen.reference, paper.prepared_on);
    Ok(attachment(bytes, media, &name))
}
