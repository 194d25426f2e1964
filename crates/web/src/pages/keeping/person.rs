//! Bring together what a review holds on one person, as a document to work on.

use app::AppError;
use app::keeping::{Asked, Choice, held_on, to_choose};
use axum::extract::{Path, State};
use model::{RecordId, Sensitive};

use crate::form::{Field, Filled, field};
use crate::frame::attachment;
use crate::pages::people::reference;
use crate::pages::seen::Here;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const WHO: Field = field("who", "held-who");
const NAME: Field = field("name", "held-name");
const FORMAT: Field = field("format", "held-format");
/// The answer for somebody who is not in the list.
const SOMEBODY: &str = "somebody";

async fn choices(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<(app::Reference, Vec<Choice>), PageError> {
    let reference = reference(text)?;
    let all = to_choose(state.app(), &signed.ctx, &reference).await?;
    Ok((reference, all))
}

fn sheet(
    (state, signed): (&WebState, &Signed),
    reference: &app::Reference,
    choices: &[Choice],
) -> Result<Sheet, PageError> {
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let people = choices
        .iter()
        .map(|(id, name)| Offer::new(id.to_string(), name.as_str()));
    let people = people.chain([Offer::new(SOMEBODY, t("held-somebody"))]);
    let formats = [("docx", "held-docx"), ("pdf", "held-pdf")];
    let formats = formats.map(|(code, text)| Offer::new(code, t(text)));
    Ok(Sheet {
        title: t("held-title"),
        caption: t1("today-review", "reference", reference.as_str()),
        step: scheme.step("held_on_person").cloned(),
        explain: vec![t("held-explain")],
        inputs: vec![
            input(WHO, Ask::OneOf(people.collect())),
            input(NAME, Ask::Words),
            input(FORMAT, Ask::OneOf(formats.to_vec())),
        ],
        button: t("held-button"),
        back: signed.path(&format!("keeping/reviews/{reference}")),
    })
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (reference, choices) = choices(&state, &signed, &text).await?;
    let sheet = sheet((&state, &signed), &reference, &choices)?;
    let form = Filled::with([(FORMAT.id, "docx".to_owned())]);
    let hidden = state.hidden(&signed.visit, None)?;
    sheet.show(&state, &signed, &form, hidden)
}

/// Answers with the document. Nothing of the review changes, and nothing is kept of it here.
pub(super) async fn make(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let (reference, choices) = choices(&state, &signed, &text).await?;
    let sheet = sheet((&state, &signed), &reference, &choices)?;
    let who = form.choice::<String>(&WHO);
    let name = form.text_or_none(&NAME, 1_000);
    let format = form.choice::<String>(&FORMAT);
    if who.as_deref() == Some(SOMEBODY) && name.is_none() && form.is_good() {
        form.refuse(&NAME, "held-who");
    }
    let (Some(who), Some(format), true) = (who, format, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let asked = Asked {
        subject: who.parse::<RecordId>().ok(),
        name: Sensitive(name.unwrap_or_default()),
    };
    let held = held_on(state.app(), &signed.ctx, &reference, &asked).await;
    let held = match held {
        Ok(held) => held,
        Err(AppError::Rule(code)) => {
            form.refuse(&WHO, code);
            return sheet.again(&state, &signed, &form);
        }
        Err(error) => return Err(error.into()),
    };
    let partnership = signed.place.organisation.name.as_str();
    let synthetic = !state.takes_real_people() || held.case.practice;
    let paper = held.paper(partnership, (signed.ctx.today(), synthetic));
    let format = if format == "pdf" { "pdf" } else { "docx" };
    let (bytes, media) = state.app().document(&paper, format).await?;
    Ok(attachment(
        bytes,
        media,
        &format!("held-{reference}.{format}"),
    ))
}
