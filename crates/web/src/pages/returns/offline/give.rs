//! Take the document along, bring it back, and the list of what came back.

use app::AppError;
use app::returns::offline::{FileInReturn, Setting, bring_back, files_of_return, hand_out};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, Table, TableCell};
use model::case::{HandedInFor, TakenBack};

use super::super::Here;
use super::{Seen, seen};
use crate::draw::Columns;
use crate::form::{Field, Filled, Hidden, UploadForm, field};
use crate::frame::{Frame, attachment, saved_page, show_form};
use crate::offline_words::form_words;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

const FILE: Field = field("file", "offline-file");

#[derive(Template)]
#[template(path = "returns/offline.html")]
struct GivePage {
    frame: Frame,
    caption: String,
    form: Filled,
    hidden: Hidden,
    take: Hidden,
    files: Option<Table>,
    may_write: bool,
    here: String,
}

/// That somebody of the partnership handed a document in, and for whom.
pub(super) fn handed_in_line(seen: &Seen<'_>, of: &HandedInFor) -> String {
    let values = [
        ("by", seen.name_of(of.by).into()),
        ("author", of.author.0.as_str().into()),
        ("date", date_in_words(of.received).into()),
        ("how", t_code("came-by", of.came_by.code()).into()),
    ];
    t_with("offline-handed-in", &values)
}

/// That it was taken away again, by whom, and why.
pub(super) fn taken_back_line(seen: &Seen<'_>, taken: &TakenBack) -> String {
    let values = [
        ("by", seen.name_of(taken.by).into()),
        ("when", moment_in_words(taken.at).into()),
        ("why", taken.why.0.as_str().into()),
    ];
    t_with("hand-in-taken-back", &values)
}

/// Every document that was handed in, in a sentence each.
pub(in crate::pages::returns) async fn handed_in_lines(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
) -> Result<Vec<String>, PageError> {
    let all = files_of_return(state.app(), &signed.ctx, seen.request).await?;
    let standing = all.iter().filter(|one| one.file.body.taken_back.is_none());
    let of = standing.filter_map(|one| one.file.body.handed_in_for.as_ref());
    Ok(of.map(|of| handed_in_line(seen, of)).collect())
}

fn listed(seen: &Seen<'_>, all: &[FileInReturn]) -> Option<Table> {
    if all.is_empty() {
        return None;
    }
    let columns = Columns::of(&["offline-col-name", "offline-col-came", "offline-col-left"]);
    let rows = all.iter().map(|one| cells(seen, one));
    let table = columns.table(t("offline-files"), rows);
    Some(table.caption_hidden())
}

fn cells(seen: &Seen<'_>, one: &FileInReturn) -> Vec<TableCell> {
    let body = &one.file.body;
    let href = format!("{}/document/{}", seen.base, one.file.id);
    let mut came = vec![Html::escape(moment_in_words(one.file.added_at))];
    if let Some(of) = &body.handed_in_for {
        came.push(Html::escape(handed_in_line(seen, of)));
    }
    if let Some(taken) = &body.taken_back {
        came.push(Html::escape(taken_back_line(seen, taken)));
    }
    vec![
        TableCell::new(Link::new(&body.name.0, href).render()).header(),
        TableCell::new(Html::lines(came)),
        TableCell::new(t1("offline-left", "count", one.open)),
    ]
}

async fn shown(
    (state, signed): (&WebState, &Signed),
    seen: &Seen<'_>,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let errors = form.errors().clone();
    let all = files_of_return(state.app(), &signed.ctx, seen.request).await?;
    show_form(
        &errors,
        &GivePage {
            frame: Frame::of(state, &signed.visit)
                .titled(t("offline-title"))
                .back(seen.base.clone())
                .with_errors(&errors),
            caption: seen.title(),
            form,
            hidden,
            take: state.hidden(&signed.visit, None)?,
            files: listed(seen, &all),
            may_write: seen.usable().is_ok(),
            here: format!("{}/document", seen.base),
        },
    )
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown((&state, &signed), &seen, (Filled::empty(), hidden)).await
}

/// Answers with the document. That it was made is kept with the return.
pub(super) async fn take_along(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    form.form_id()?;
    let words = form_words();
    let setting = Setting {
        words: &words,
        names: &seen.names,
        asks: &seen.asks,
        real_people: state.takes_real_people(),
    };
    let made = hand_out(state.app(), &signed.ctx, seen.request, setting).await?;
    let name = format!("return-{}.docx", seen.request);
    Ok(attachment(made.bytes, made.media, &name))
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    upload: UploadForm,
) -> Answer {
    let seen = match usable(&state, &signed, &text).await {
        Ok(seen) => seen,
        Err(problem) => {
            upload.pass_over().await;
            return Err(problem);
        }
    };
    let (mut form, chosen) = upload.answers().await?;
    let hidden = form.hidden()?;
    let Some(chosen) = chosen else {
        form.say(FILE.id, "file-none-chosen");
        return shown((&state, &signed), &seen, (form, hidden)).await;
    };
    let name = chosen.name.clone();
    let sent = (form.form_id()?, name.as_str());
    let words = form_words();
    let of = (chosen, &words);
    match bring_back(state.app(), &signed.ctx, seen.request, sent, of).await {
        Ok(id) => Ok(saved_page(&format!("{}/document/{id}", seen.base))),
        Err(AppError::Rule(code)) if code.starts_with("file-") => {
            form.refuse(&FILE, code);
            shown((&state, &signed), &seen, (form, hidden)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn usable<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<Seen<'a>, PageError> {
    let seen = seen(state, signed, text).await?;
    seen.usable()?;
    Ok(seen)
}
