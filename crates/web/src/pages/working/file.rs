//! What is done with a file of the working notes.

use app::working::{FileChoice, WorkingFileRow, choose_for_file};
use axum::extract::{Path, State};
use model::FileId;
use model::case::{AtEnd, WorkingFile};

use super::{Seen, at_end, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const CHOICE: Field = field("choice", "working-file-choice");
/// The choice to give it to the review now.
const SHARE: &str = "share";

fn one<'a>(seen: &'a Seen<'_>, id: &str) -> Result<&'a WorkingFileRow, PageError> {
    let id: FileId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut own = seen.working.own.files.iter();
    own.find(|row| row.file.id == id).ok_or(PageError::NotFound)
}

fn sheet(seen: &Seen<'_>, row: &WorkingFileRow) -> Sheet {
    let mut choices = vec![Offer::new(SHARE, t_code("working-file-choice", SHARE))];
    choices.extend(at_end());
    Sheet {
        title: t("working-file-title"),
        caption: seen.caption(),
        step: seen.step(),
        explain: vec![row.file.name.0.clone(), t("working-file-explain")],
        inputs: vec![input(CHOICE, Ask::OneOf(choices))],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let row = one(&seen, &id)?;
    let form = Filled::with([(CHOICE.id, row.at_end.code().to_owned())]);
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen, row).show(&state, &signed, &form, hidden)
}

fn choice(code: &str) -> Option<FileChoice> {
    if code == SHARE {
        return Some(FileChoice::Share);
    }
    AtEnd::from_code(code).map(FileChoice::AtEnd)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let row = one(&seen, &id)?;
    let sheet = sheet(&seen, row);
    let Some(choice) = form.coded(&CHOICE, choice) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, row.file.id);
    let outcome = choose_for_file(state.app(), &signed.ctx, &seen.reference, sent, choice).await;
    let after = After::<WorkingFile> {
        next: &seen.base,
        filled: |_| Filled::empty(),
        field_of: |_| None,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
