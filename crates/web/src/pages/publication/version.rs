//! Name the version that is to be published.

use app::AppError;
use app::files::Carries;
use app::publication::{carries, name_version};
use app::vault::FileRow;
use axum::extract::{Path, State};
use model::case::PublicationVersion;
use model::{RecordId, Sensitive};

use super::{OF, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::carried::{LOOKED, offer, told};
use crate::pages::seen::{Here, files_on_offer};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, drawn, input};
use crate::texts::{t, t_with};
use crate::{Signed, WebState};

const FILE: Field = field("file", "version-file");
const WORDS: Field = field("words", "version-words");
const BY: Field = field("by", "version-by");

fn sheet(state: &WebState, seen: &Seen<'_>, (shown, carried): (&str, Option<&Carries>)) -> Sheet {
    let mut sheet = seen.sheet(t("version-title"), "publication_version");
    if seen.current().is_some() {
        sheet.explain.push(t("version-asks-again"));
    }
    let all = &seen.publication.files;
    let (files, held) = files_on_offer(state, all, &[], |one| named(seen, one));
    sheet.explain.extend(held);
    if !files.is_empty() {
        sheet.inputs.push(input(FILE, Ask::Pick(files)));
    }
    if let Some(carries) = carried {
        sheet.inputs.push(drawn(told(carries)));
        if !carries.is_known() {
            let looked = Ask::AnyOf(vec![offer(carries)]);
            sheet.inputs.push(input(LOOKED, looked));
        }
    }
    sheet.inputs.extend([
        input(WORDS, Ask::Line),
        input(BY, Ask::Line),
        drawn(crate::draw::kept(OF, shown)),
    ]);
    sheet
}

/// The name of a file, and of which day it is a draft. Nothing is chosen beforehand: this is what will be published.
fn named(seen: &Seen<'_>, file: &FileRow) -> String {
    let mut drafts = seen.publication.drafts.iter().rev();
    match drafts.find(|one| one.body.file == file.id) {
        Some(draft) => {
            let values = [
                ("name", file.name.0.as_str().into()),
                ("on", draft.body.on.to_string().into()),
            ];
            t_with("version-draft", &values)
        }
        None => file.name.0.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let shown = seen.current().map(|id| id.to_string()).unwrap_or_default();
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&state, &seen, (&shown, None)).show(&state, &signed, &Filled::empty(), hidden)
}

fn shown(form: &Filled) -> Result<Option<RecordId>, PageError> {
    match form.value(OF) {
        "" => Ok(None),
        id => Ok(Some(id.parse().map_err(|_| PageError::NotFound)?)),
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let before = shown(&form)?;
    let of = form.value(OF).to_owned();
    let file = form.choice_or_none(&FILE);
    let words = form.text_or_none(&WORDS, 500);
    let by = form.text(&BY, 200);
    let looked = form.choices::<String>(&LOOKED).unwrap_or_default();
    // Whoever was shown what the file carries is shown it again with whatever else is asked.
    let mut carried = None;
    if let (Some(file), false) = (file, looked.is_empty()) {
        let found = carries(state.app(), &signed.ctx, &seen.reference, file).await;
        carried = found.ok().filter(|one| !one.pieces.is_empty());
    }
    let (Some(by), true) = (by, form.is_good()) else {
        return sheet(&state, &seen, (&of, carried.as_ref())).again(&state, &signed, &form);
    };
    let new = PublicationVersion {
        file,
        words: Sensitive(words.unwrap_or_default()),
        named_by: Sensitive(by),
        looked: looked.into_iter().next(),
    };
    let sent = (form.form_id()?, before);
    let outcome = name_version(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let field = match outcome {
        Ok(_) => return Ok(saved_page(&seen.base)),
        Err(AppError::Rule(code @ ("publication-carries" | "publication-carries-known"))) => {
            let file = file.ok_or(PageError::NotFound)?;
            carried = Some(carries(state.app(), &signed.ctx, &seen.reference, file).await?);
            match code {
                "publication-carries" => (LOOKED, code),
                _ => (FILE, code),
            }
        }
        Err(AppError::Rule(code)) if code.starts_with("file-") => (FILE, code),
        Err(AppError::Rule("publication-version-file")) => (FILE, "publication-version-file"),
        Err(AppError::Rule("publication-version-what")) => (WORDS, "publication-version-what"),
        Err(error) => return Err(error.into()),
    };
    form.refuse(&field.0, field.1);
    sheet(&state, &seen, (&of, carried.as_ref())).again(&state, &signed, &form)
}
