//! Bring a document in: a file, or what is pasted.

use app::AppError;
use app::returns::sources::{Brought, Given, bring_in};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Size};
use model::case::SourceHow;
use model::chronology::Restriction;
use model::{Date, RecordId};

use super::super::Here;
use super::{Seen, seen};
use crate::form::{Chosen, Field, Filled, Hidden, UploadForm, field};
use crate::frame::{Frame, saved_page, show_form};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const HOW: Field = field("how", "document-how");
const WRITTEN: Field = field("written", "document-written");
const READS: Field = field("reads", "document-reads");
const FILE: Field = field("file", "document-file");
const NAME: Field = field("name", "document-name");
const PASTED: Field = field("pasted", "document-pasted");

/// Stands for "nobody outside the agency" among the answers.
const OWN: &str = "own";
/// Longest text that is pasted, in characters.
const LONGEST: usize = 400_000;

#[derive(Template)]
#[template(path = "returns/document_add.html")]
struct AddPage {
    frame: Frame,
    caption: String,
    form: Filled,
    hidden: Hidden,
    hows: Vec<Choice>,
    reads: Vec<Choice>,
    /// The other way: pasting, or a file.
    other: String,
    pastes: bool,
}

impl AddPage {
    /// The question of the day on which the document was written.
    fn written(&self) -> govuk::Html {
        let legend = WRITTEN.legend().size(Size::M);
        self.form.date_boxes(WRITTEN, legend).render()
    }
}

fn shown(
    (state, signed): (&WebState, &Signed),
    seen: &Seen<'_>,
    (form, hidden, pastes): (Filled, Hidden, bool),
) -> Answer {
    let errors = form.errors().clone();
    let title = if pastes {
        "document-paste-title"
    } else {
        "document-add-title"
    };
    let how = |one: &SourceHow| Choice::new(one.code(), t_code("document-how", one.code()));
    let own = Choice::new(OWN, t("document-reads-own"));
    let others = Restriction::ALL.iter();
    let others = others.map(|one| Choice::new(one.code(), t_code("document-reads", one.code())));
    let other = if pastes { "add" } else { "paste" };
    show_form(
        &errors,
        &AddPage {
            frame: Frame::of(state, &signed.visit)
                .titled(t(title))
                .back(format!("{}/chronology", seen.base))
                .with_errors(&errors),
            caption: seen.title(),
            form,
            hidden,
            hows: SourceHow::ALL.iter().map(how).collect(),
            reads: std::iter::once(own).chain(others).collect(),
            other: format!("{}/documents/{other}", seen.base),
            pastes,
        },
    )
}

fn empty() -> Filled {
    Filled::with([(READS.id, OWN.to_owned())])
}

/// What was said of the document; nothing when something is wrong.
fn said(form: &mut Filled, today: Date) -> Option<(SourceHow, Option<Date>, Option<Restriction>)> {
    let how = form.coded(&HOW, SourceHow::from_code);
    let written = form.date_or_none(&WRITTEN);
    if written.is_some_and(|written| written > today) {
        form.refuse(&WRITTEN, "document-later");
    }
    let reads = form.coded(&READS, |code| {
        if code == OWN {
            Some(None)
        } else {
            Restriction::from_code(code).map(Some)
        }
    });
    form.is_good().then_some((how?, written, reads?))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown((&state, &signed), &seen, (empty(), hidden, false))
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
    let said = said(&mut form, signed.ctx.today());
    let Some(chosen) = chosen else {
        form.say(FILE.id, "file-none-chosen");
        return shown((&state, &signed), &seen, (form, hidden, false));
    };
    let Some((how, written, reads)) = said else {
        form.say(FILE.id, "file-choose-again");
        chosen.pass_over().await;
        return shown((&state, &signed), &seen, (form, hidden, false));
    };
    let name = chosen.name.clone();
    let brought = Brought {
        name: &name,
        how,
        written,
        reads,
    };
    let sent = (form.form_id()?, &brought);
    let outcome = bring_in(
        state.app(),
        &signed.ctx,
        seen.request,
        sent,
        Given::File(chosen),
    )
    .await;
    ended(
        (&state, &signed),
        &seen,
        (form, hidden, false),
        (outcome, FILE),
    )
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

/// On to the document; the form again where it is not taken.
fn ended(
    around: (&WebState, &Signed),
    seen: &Seen<'_>,
    (mut form, hidden, pastes): (Filled, Hidden, bool),
    (outcome, field): (Result<RecordId, AppError>, Field),
) -> Answer {
    match outcome {
        Ok(id) => Ok(saved_page(&format!("{}/documents/{id}", seen.base))),
        Err(AppError::Rule(code)) if code.starts_with("file-") => {
            form.refuse(&field, code);
            shown(around, seen, (form, hidden, pastes))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn paste_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown((&state, &signed), &seen, (empty(), hidden, true))
}

pub(super) async fn paste(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let hidden = form.hidden()?;
    let name = form.text(&NAME, 200);
    // Read as it stands: spaces at the ends of lines part the cells of a pasted table.
    let pasted = form.value(PASTED.id).to_owned();
    let typed = form.text(&PASTED, LONGEST);
    let said = said(&mut form, signed.ctx.today());
    let (Some(name), Some(_), Some((how, written, reads))) = (name, typed, said) else {
        return shown((&state, &signed), &seen, (form, hidden, true));
    };
    let brought = Brought {
        name: &name,
        how,
        written,
        reads,
    };
    let sent = (form.form_id()?, &brought);
    let given: Given<Chosen> = Given::Pasted(pasted);
    let outcome = bring_in(state.app(), &signed.ctx, seen.request, sent, given).await;
    ended(
        (&state, &signed),
        &seen,
        (form, hidden, true),
        (outcome, PASTED),
    )
}
