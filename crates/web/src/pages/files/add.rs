//! Add a file.

use access::Section;
use app::files::{FilesView, Upload, add, files};
use app::{AppError, Reference};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Choice;

use super::{base, section};
use crate::form::{Field, Filled, Hidden, UploadForm, field};
use crate::frame::{Frame, next_page, show_form};
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::texts::t;
use crate::{Signed, WebState};

const SECTION: Field = field("section", "file-section");
const FILE: Field = field("file", "file-file");

#[derive(Template)]
#[template(path = "files/add.html")]
struct AddPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    sections: Vec<Choice>,
}

type Here = Path<(String, String)>;

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let reference = reference(&text)?;
    let view = allowed(&state, &signed, &reference).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    let general = Section::General.code().to_owned();
    let form = Filled::with([(SECTION.id, general)]);
    shown(&state, &signed, &reference, &view, form, hidden)
}

async fn allowed(
    state: &WebState,
    signed: &Signed,
    reference: &Reference,
) -> Result<FilesView, PageError> {
    let view = files(state.app(), &signed.ctx, reference).await?;
    if view.may_add.is_empty() {
        return Err(PageError::refused());
    }
    Ok(view)
}

fn shown(
    state: &WebState,
    signed: &Signed,
    reference: &Reference,
    view: &FilesView,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let sections = match view.may_add.as_slice() {
        [_] => Vec::new(),
        several => several
            .iter()
            .map(|one| Choice::new(one.code(), section(*one)))
            .collect(),
    };
    let frame = Frame::of(state, &signed.visit)
        .titled(t("file-add-title"))
        .back(base(signed, reference))
        .with_errors(&errors);
    show_form(
        &errors,
        &AddPage {
            frame,
            form,
            hidden,
            sections,
        },
    )
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    upload: UploadForm,
) -> Answer {
    let reference = reference(&text)?;
    let view = match allowed(&state, &signed, &reference).await {
        Ok(view) => view,
        Err(problem) => {
            upload.pass_over().await;
            return Err(problem);
        }
    };
    let (mut form, chosen) = upload.answers().await?;
    let hidden = form.hidden()?;
    let place = match view.may_add.as_slice() {
        [only] => Some(*only),
        several => form
            .choice::<Section>(&SECTION)
            .filter(|section| several.contains(section)),
    };
    let Some(chosen) = chosen else {
        form.say(FILE.id, "file-none-chosen");
        return shown(&state, &signed, &reference, &view, form, hidden);
    };
    let Some(section) = place else {
        if form.is_good() {
            form.say(SECTION.id, "file-section-not-yours");
        }
        form.say(FILE.id, "file-choose-again");
        chosen.pass_over().await;
        return shown(&state, &signed, &reference, &view, form, hidden);
    };
    let name = chosen.name.clone();
    let upload = Upload {
        form: form.form_id()?,
        section,
        name: &name,
    };
    match add(state.app(), &signed.ctx, &reference, &upload, chosen).await {
        Ok(()) => Ok(next_page(&format!(
            "{}?done=added",
            base(&signed, &reference)
        ))),
        Err(AppError::Rule(code)) if code.starts_with("file-") => {
            form.refuse(&FILE, code);
            shown(&state, &signed, &reference, &view, form, hidden)
        }
        Err(error) => Err(error.into()),
    }
}
