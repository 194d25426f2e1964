//! The second person for words of a finding that are not those of its document: both side by side, and agreeing or sending back.

use app::AppError;
use app::library::findings::{AskedFinding, agree, asked_finding, send_back};
use axum::extract::{Path, State};
use govuk::{Html, TableCell};
use model::RecordId;

use super::document::{id, place_of};
use super::finding::HereFinding;
use super::second::asked_by;
use super::second_answer::{BACK, answered, end, field_of};
use crate::draw::{Columns, inset};
use crate::form::Filled;
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Sheet, drawn};
use crate::texts::{t, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

async fn asked(
    (state, signed): (&WebState, &Signed),
    (document, finding): (&str, &str),
) -> Result<AskedFinding, PageError> {
    signed.may::<access::actions::AgreeLeaving>(state).await?;
    let which: (RecordId, RecordId) = (id(document)?, id(finding)?);
    Ok(asked_finding(state.app(), &signed.ctx, which).await?)
}

/// The words of the document, those that stand, and those that are asked.
fn side_by_side(found: &AskedFinding) -> Html {
    let (finding, asked) = (&found.finding, &found.asked);
    let cell = |words: &str| TableCell::new(Html::element("span", "tl-words", words));
    let row = vec![cell(finding.passage()), cell(&asked.body.text)];
    let table = Columns::of(&["finding-words-document", "finding-words-asked"]);
    let table = table.table(t("finding-words"), [row]).render();
    match &finding.passage {
        Some(_) => {
            let stands = t1("finding-words-stand", "words", finding.body.text.as_str());
            Html::join([table, inset(stands).render()])
        }
        None => table,
    }
}

async fn sheet(
    (state, signed): (&WebState, &Signed),
    found: &AskedFinding,
) -> Result<Sheet, PageError> {
    let asked = asked_by(
        (state, signed),
        found.asked.by,
        date_in_words(found.asked.on),
    )
    .await?;
    let document = found.view.document.id;
    let mut sheet = Sheet {
        title: t("second-agree-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("finding-second-explain"), asked],
        inputs: vec![drawn(side_by_side(found))],
        button: t("share-release-look-again"),
        back: signed.path(&format!("shared/documents/{document}")),
    };
    end(&mut sheet, found.may);
    Ok(sheet)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, document, finding)): HereFinding,
) -> Answer {
    let found = asked((&state, &signed), (&document, &finding)).await?;
    let hidden = state.hidden(&signed.visit, Some(found.finding.version))?;
    let sheet = sheet((&state, &signed), &found).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, document, finding)): HereFinding,
    mut form: Filled,
) -> Answer {
    signed.may::<access::actions::AgreeLeaving>(&state).await?;
    let which = (id(&document)?, id(&finding)?, form.version()?);
    let sent = (form.form_id()?, which);
    let Some((answer, why)) = answered(&mut form) else {
        let found = asked((&state, &signed), (&document, &finding)).await?;
        let sheet = sheet((&state, &signed), &found).await?;
        return match found.may {
            Ok(()) => sheet.again(&state, &signed, &form),
            Err(code) => Err(PageError::Rule(code)),
        };
    };
    let (app, ctx) = (state.app(), &signed.ctx);
    let done = match answer {
        BACK => send_back(app, ctx, sent, &why).await,
        _ => agree(app, ctx, sent).await,
    };
    let next = signed.path(&place_of(which.0, which.1));
    match done {
        Ok(()) => Ok(next_page(&next)),
        Err(AppError::Rule(code)) => {
            let found = asked((&state, &signed), (&document, &finding)).await;
            let Ok(found) = found else {
                return Err(PageError::Rule(code));
            };
            let sheet = sheet((&state, &signed), &found).await?;
            sheet.refused(
                (&state, &signed),
                form,
                (&field_of(code), AppError::Rule(code)),
            )
        }
        Err(error) => Err(error.into()),
    }
}
