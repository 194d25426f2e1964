//! Those who release it read exactly what would leave, and confirm it.

use app::sharing::{Confirmed, release};
use axum::extract::{Path, State};
use govuk::Html;
use model::Sensitive;
use model::case::ReleasedAs;

use super::draft::{about, holds, slots, stops};
use super::side_by_side::{list, table};
use super::{As, HereDraft, Seen, seen, together};
use crate::draw::{kept, paragraph, warning};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const READ: Field = field("read", "share-read");
const WHY: Field = field("why", "share-in-place-why");

/// The box that says what would leave, as it was shown.
const TEXT: &str = "text";

/// Everything that is read before it is confirmed.
fn shown(seen: &Seen<'_>) -> Html {
    let heading = |key: &str| Html::element("h2", "govuk-heading-m", t(key));
    let lines = super::lines::summary(seen);
    let mut parts = vec![
        about(seen),
        heading("share-side-by-side-heading"),
        table(&seen.view),
        heading("share-found"),
        list(seen, false),
        holds(seen),
    ];
    if !lines.is_empty() {
        parts.extend([heading("share-lines"), lines]);
    }
    parts.extend([heading("share-releases"), slots(seen)]);
    Html::join(parts)
}

/// Why the reader cannot release it now; nothing where they can.
fn not_now(seen: &Seen<'_>) -> Option<Html> {
    if let Err(code) = seen.view.wanted {
        return Some(warning(t_code("rule", code)).render());
    }
    let stops = stops(seen);
    (!stops.is_empty()).then(|| {
        let says = crate::draw::paragraph(t("share-stopped"));
        Html::join([says, stops])
    })
}

/// What stays though it could tell who somebody is, to each of which the reader has to agree; nothing where nothing does.
fn agreements(seen: &Seen<'_>) -> Vec<Input> {
    let mut all = together::agreements(seen);
    if !all.is_empty() {
        let heading = Html::element("h2", "govuk-heading-m", t("share-kept-heading"));
        let explain = paragraph(t("share-kept-explain"));
        all.insert(0, drawn(Html::join([heading, explain])));
    }
    all
}

/// In whose place the reader would release, where they would.
fn in_place(seen: &Seen<'_>) -> Option<ReleasedAs> {
    seen.view.wanted.ok().and_then(|wanted| wanted.in_place_of)
}

fn sheet(seen: &Seen<'_>, text: &str) -> Sheet {
    let mut sheet = seen.sheet("share-release-title", "sharing_release");
    let within = !seen.view.draft.body.audience.is_beyond();
    sheet.explain = vec![t(if within {
        "ours-release-explain"
    } else {
        "share-release-explain"
    })];
    sheet.inputs = vec![drawn(shown(seen))];
    match not_now(seen) {
        Some(why) => sheet.inputs.push(drawn(why)),
        None => {
            sheet.inputs.extend(agreements(seen));
            let yes = if within {
                "ours-read-yes"
            } else {
                "share-read-yes"
            };
            let yes = vec![Offer::new("yes", t(yes))];
            sheet.inputs.push(input(READ, Ask::AnyOf(yes)));
            if let Some(of) = in_place(seen) {
                let says = t_code("share-in-place", of.code());
                sheet.inputs.push(drawn(warning(says).render()));
                sheet.inputs.push(input(WHY, Ask::Words));
            }
            sheet.inputs.push(drawn(kept(TEXT, text)));
        }
    }
    sheet.button = match not_now(seen) {
        Some(_) => t("share-release-look-again"),
        None => t("share-release-button"),
    };
    sheet.back.clone_from(&seen.everywhere);
    sheet
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Releaser).await?;
    seen.usable(seen.view.may.release)?;
    let leaves = seen.view.text.clone().unwrap_or_default();
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen, &leaves).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Releaser).await?;
    seen.usable(seen.view.may.release)?;
    let leaves = form.value(TEXT).to_owned();
    if not_now(&seen).is_some() || leaves.is_empty() {
        return Ok(crate::frame::next_page(&format!("{}/release", seen.base)));
    }
    let sheet = sheet(&seen, &leaves);
    let agreed = together::read(&mut form, &seen.view);
    if !form.has(READ.id, "yes") {
        form.refuse(&READ, "release-not-read");
    }
    let why = in_place(&seen).map(|_| form.text(&WHY, 2_000));
    let Some(agreed) = agreed.filter(|_| form.is_good()) else {
        // What stays is not what the page showed, where nothing is wrong with what was typed.
        return match form.is_good() {
            true => Err(PageError::Rule("release-changed")),
            false => sheet.again(&state, &signed, &form),
        };
    };
    let new = Confirmed {
        draft: seen.view.draft.id,
        text: leaves,
        agreed,
        why: Sensitive(why.flatten().unwrap_or_default()),
    };
    let sent = (form.form_id()?, &new);
    release(state.app(), &signed.ctx, &seen.reference, sent)
        .await
        .map_err(PageError::from)?;
    Ok(saved_page(&signed.path("sharing")))
}
