//! A passage that no rule proposed: a person copies it from the document, or divides one in two.

use app::AppError;
use app::commons::FindingKind;
use app::library::added::{add, divide};
use app::library::documents::{DocumentView, document};
use axum::extract::{Path, State};

use super::document::{HereDocument, id};
use super::finding::{HereFinding, KIND, offers, one};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const WORDS: Field = field("text", "finding-add-words");
const FIRST: Field = field("first", "finding-first");
const SECOND: Field = field("second", "finding-second");

fn adding(signed: &Signed, view: &DocumentView) -> Sheet {
    let kinds = offers("finding-kind", &FindingKind::ALL.map(FindingKind::code));
    Sheet {
        title: t("finding-add-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("finding-add-explain")],
        inputs: vec![input(KIND, Ask::OneOf(kinds)), input(WORDS, Ask::Words)],
        button: t("finding-add-button"),
        back: signed.path(&format!("shared/documents/{}", view.document.id)),
    }
}

async fn of(state: &WebState, signed: &Signed, text: &str) -> Result<DocumentView, PageError> {
    let view = document(state.app(), &signed.ctx, id(text)?).await?;
    match view.may_confirm {
        true => Ok(view),
        false => Err(PageError::NotFound),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
) -> Answer {
    let view = of(&state, &signed, &text).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    adding(&signed, &view).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
    mut form: Filled,
) -> Answer {
    let view = of(&state, &signed, &text).await?;
    let sent = form.form_id()?;
    let sheet = adding(&signed, &view);
    let kind = form.coded(&KIND, FindingKind::from_code);
    let words = form.text(&WORDS, 4_000);
    let (Some(kind), Some(words)) = (kind, words) else {
        return sheet.again(&state, &signed, &form);
    };
    let which = (sent, view.document.id);
    match add(state.app(), &signed.ctx, which, (kind, &words)).await {
        Ok(()) => Ok(next_page(&sheet.back)),
        Err(error) => sheet.refused((&state, &signed), form, (&WORDS, error)),
    }
}

fn dividing(signed: &Signed, view: &DocumentView) -> Sheet {
    Sheet {
        title: t("finding-divide-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("finding-divide-explain")],
        inputs: vec![input(FIRST, Ask::Words), input(SECOND, Ask::Words)],
        button: t("finding-divide-button"),
        back: signed.path(&format!("shared/documents/{}", view.document.id)),
    }
}

pub(super) async fn divide_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, finding)): HereFinding,
) -> Answer {
    let view = of(&state, &signed, &text).await?;
    let finding = one(&view, &finding)?;
    let hidden = state.hidden(&signed.visit, Some(finding.version))?;
    let filled = Filled::with([(FIRST.id, finding.body.text.clone())]);
    dividing(&signed, &view).show(&state, &signed, &filled, hidden)
}

pub(super) async fn divide_save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, finding)): HereFinding,
    mut form: Filled,
) -> Answer {
    let view = of(&state, &signed, &text).await?;
    let finding = one(&view, &finding)?;
    let sent = form.form_id()?;
    let shown = form.version()?;
    let sheet = dividing(&signed, &view);
    let both = (form.text(&FIRST, 4_000), form.text(&SECOND, 4_000));
    let (Some(first), Some(second)) = both else {
        return sheet.again(&state, &signed, &form);
    };
    let which = (view.document.id, finding.id, shown);
    match divide(state.app(), &signed.ctx, sent, which, (&first, &second)).await {
        Ok(()) => Ok(next_page(&format!(
            "{}?at={1}#f{1}",
            sheet.back, finding.id
        ))),
        Err(AppError::Rule("changed-meanwhile")) => {
            let stands = Filled::with([(FIRST.id, finding.body.text.clone())]);
            let changed = t("finding-changed");
            Err(sheet.laid((&form, &stands), finding.version, changed))
        }
        Err(error) => sheet.refused((&state, &signed), form, (&FIRST, error)),
    }
}
