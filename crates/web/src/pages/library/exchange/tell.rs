//! Telling others what the organisation did: exactly what would leave, what the check found in it, and a person who asks for a second
//! one to read it.

use app::AppError;
use app::exchange::{ToTell, ask_to_tell, to_tell, unsay as take_back};
use app::sharing::Found;
use axum::extract::{Path, State};
use govuk::Html;
use model::SharedId;

use super::HereItem;
use super::decision::{about, deciding};
use super::others::leaving;
use crate::draw::{bullets, paragraph, warning};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::library::second::nobody_else;
use crate::pages::sharing::sentences;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

const NAMED: Field = field("named", "uptake-named");

async fn known(
    (state, signed): (&WebState, &Signed),
    text: &str,
) -> Result<(SharedId, Sheet, ToTell), PageError> {
    let (id, found) = deciding((state, signed), text).await?;
    let told = to_tell(state.app(), &signed.ctx, id, false).await?;
    let mut sheet = about(signed, id, &found, "uptake-tell-title");
    sheet.explain.push(t("uptake-tell-explain"));
    let alone = nobody_else((state, signed)).await?;
    sheet.inputs = vec![
        drawn(alone.unwrap_or_default()),
        drawn(leaving(&told.text)),
        drawn(found_in((state, signed), &told.found, told.is_stopped())?),
        input(
            NAMED,
            Ask::OneOf(vec![
                Offer::new("no", t("uptake-named-no")),
                Offer::new("yes", t("uptake-named-yes")),
            ]),
        ),
    ];
    sheet.button = t("uptake-tell-button");
    Ok((id, sheet, told))
}

/// What something is that was found in words of one's own. A name is called the same whether or not it is on record anywhere, and
/// whoever reads it: nobody learns here who is part of a review.
fn what(found: &Found) -> String {
    const NAMES: [&str; 4] = ["person", "child", "family", "practitioner"];
    let (kind, _) = found.says();
    match found.withheld || NAMES.contains(&kind) {
        true => t("uptake-found-name"),
        false => t_code("gate-kind", kind),
    }
}

/// What in it could tell who somebody is.
pub(super) fn found_in(
    (state, signed): (&WebState, &Signed),
    found: &[Found],
    stopped: bool,
) -> Result<Html, PageError> {
    if found.is_empty() {
        return Ok(paragraph(t("uptake-found-nothing")));
    }
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let lines = found.iter().map(|one| {
        if let Some(rare) = sentences(one, scheme) {
            return rare;
        }
        let values = [
            ("words", one.words.0.as_str().into()),
            ("kind", what(one).into()),
        ];
        Html::escape(t_with("uptake-found-one", &values))
    });
    let says = if stopped {
        warning(t("uptake-stopped")).render()
    } else {
        paragraph(t("uptake-found-some"))
    };
    Ok(Html::join([says, bullets(lines)]))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let (_, sheet, told) = known((&state, &signed), &text).await?;
    let hidden = state.hidden(&signed.visit, Some(told.kept.version))?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let (id, sheet, _) = known((&state, &signed), &text).await?;
    let named = form.coded(&NAMED, |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let Some(named) = named else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (id, form.version()?));
    match ask_to_tell(state.app(), &signed.ctx, sent, named).await {
        Ok(()) => Ok(next_page(&sheet.back)),
        Err(AppError::Rule("uptake-identifies")) => {
            form.refuse(&NAMED, "uptake-identifies");
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes back what was told.
pub(super) async fn unsay(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    form: Filled,
) -> Answer {
    let (id, _) = deciding((&state, &signed), &text).await?;
    let sent = (form.form_id()?, (id, form.version()?));
    take_back(state.app(), &signed.ctx, sent).await?;
    Ok(next_page(&signed.path(&format!("shared/items/{id}"))))
}
