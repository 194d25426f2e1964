//! One item that only the partnership reads: its page, taking it back, and that somebody knows that it was taken back.

use app::library::lists;
use app::ours::{Ending, end, item_to_end, open, say_told};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{PartnershipItem, RecallReason};
use model::{Sensitive, SharedId};

use super::item::{HereItem, id, read_button};
use super::words::{Labels, says_of, why_recalled};
use crate::draw;
use crate::form::Filled;
use crate::frame::{Frame, next_page, show};
use crate::pages::sharing::{REASON, WHY, asked};
use crate::problem::{Answer, PageError};
use crate::sheet::Sheet;
use crate::texts::{t, t_with, t1};
use crate::when::{date_in_words, in_year};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "library/ours.html")]
struct OursPage {
    frame: Frame,
    /// That it was taken back.
    ended: Option<Html>,
    /// What it says; nothing once it was taken back.
    says: Option<Html>,
    about: Html,
    /// A button with which the reader says that they read that it was taken back.
    read: Option<Html>,
    /// Where the reader shares it more widely.
    wider: Option<String>,
    /// Where the reader takes it back.
    take_back: Option<String>,
}

pub(super) async fn show_item(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let view = open(state.app(), &signed.ctx, id(&text)?).await?;
    let place = format!("shared/ours/{}", view.item.item);
    show(&OursPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("ours-item-title"))
            .back(signed.path("shared")),
        ended: ended(&view.item),
        says: says((&state, &signed), &view.item).await?,
        about: about((&state, &signed), &view.item),
        read: read_button((&state, &signed), view.to_be_read, &place)?,
        take_back: view
            .may_end
            .then(|| signed.path(&format!("{place}/take-back"))),
        wider: view.wider.map(|wider| {
            let (review, release) = (wider.reference, wider.release);
            signed.path(&format!("reviews/{review}/sharing/start/{release}"))
        }),
    })
}

/// What it says, row by row.
async fn says(
    (state, signed): (&WebState, &Signed),
    item: &PartnershipItem,
) -> Result<Option<Html>, PageError> {
    let Some(learning) = &item.learning else {
        return Ok(None);
    };
    let (themes, _) = lists(state.app(), &signed.ctx).await?;
    let themes = themes.into_iter().next().ok_or(PageError::Broken)?;
    let known = Labels {
        scheme: &state.app().scheme_on(signed.ctx.today())?.scheme,
        themes: &themes,
    };
    Ok(Some(draw::rows(&says_of(learning, &known)).render()))
}

/// That it was taken back, and why.
fn ended(item: &PartnershipItem) -> Option<Html> {
    let ended = item.ended.as_ref()?;
    let mut lines = vec![t1("ours-ended", "day", date_in_words(ended.on))];
    let why = why_recalled(ended.reason.code());
    lines.extend(why.map(|why| t1("shared-ended-why", "why", why)));
    let warning = draw::warning(lines.join(" ")).render();
    let told = ended.why.iter();
    let told = told.map(|why| draw::paragraph(t1("ours-end-told", "why", why.0.as_str())));
    Some(Html::join(std::iter::once(warning).chain(told)))
}

/// How it is cited: it keeps its number and its address for good, also once its words were taken back.
fn citation((state, signed): (&WebState, &Signed), item: &PartnershipItem) -> String {
    let learning = item.learning.as_ref();
    let condition = learning.map(|one| one.condition.trim().trim_end_matches('.'));
    let site = &state.site().base_url;
    let address = signed.path(&format!("shared/ours/{}", item.item));
    let key = match condition {
        Some(_) => "ours-cite",
        None => "ours-cite-ended",
    };
    let values = [
        ("name", signed.place.organisation.name.as_str().into()),
        ("year", item.year.to_string().into()),
        ("condition", condition.unwrap_or_default().into()),
        ("id", item.item.to_string().into()),
        ("address", format!("{site}{address}").into()),
    ];
    t_with(key, &values)
}

/// Where it comes from, who reads it, and how it is cited.
fn about(at: (&WebState, &Signed), item: &PartnershipItem) -> Html {
    let told = if item.family_told {
        "shared-family-told"
    } else {
        "shared-family-not-told"
    };
    let pairs = [
        (
            "shared-origin-key",
            t1("ours-origin", "year", item.year.to_string()),
        ),
        ("shared-released-key", in_year(item.released_on)),
        ("shared-audience-key", t("ours-who")),
        ("shared-family-key", t(told)),
        ("ours-number-key", item.item.to_string()),
        ("shared-citation-key", citation(at, item)),
    ];
    // Nobody reads what is gone, or is told of it.
    let gone = ["shared-audience-key", "shared-family-key"];
    let stands = item.ended.is_none();
    let said = pairs.into_iter();
    let said = said.filter(|(key, _)| stands || !gone.contains(key));
    let said: Vec<(String, String)> = said.map(|(key, words)| (t(key), words)).collect();
    draw::rows(&said).render()
}

/// The reader says that they know that an item was taken back.
pub(super) async fn know(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    form: Filled,
) -> Answer {
    form.form_id()?;
    say_told(state.app(), &signed.ctx, id(&text)?).await?;
    Ok(next_page(&signed.path("shared")))
}

fn sheet(signed: &Signed, id: SharedId) -> Sheet {
    Sheet {
        title: t("ours-end-title"),
        caption: t("ours-heading"),
        step: None,
        explain: vec![t("ours-end-explain")],
        inputs: asked(),
        button: t("ours-end-button"),
        back: signed.path(&format!("shared/ours/{id}")),
    }
}

pub(super) async fn take_back_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let id = id(&text)?;
    item_to_end(state.app(), &signed.ctx, id).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&signed, id).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn take_back(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let item = id(&text)?;
    let sent = form.form_id()?;
    let sheet = sheet(&signed, item);
    let reason = form.coded(&REASON, RecallReason::from_code);
    let why = form.text(&WHY, 2_000);
    let (Some(reason), Some(why)) = (reason, why) else {
        item_to_end(state.app(), &signed.ctx, item).await?;
        return sheet.again(&state, &signed, &form);
    };
    let why = Sensitive(why);
    match end(
        state.app(),
        &signed.ctx,
        (sent, &Ending { item, reason, why }),
    )
    .await
    {
        Ok(()) => Ok(next_page(&signed.path(&format!("shared/ours/{item}")))),
        Err(error) => sheet.refused((&state, &signed), form, (&WHY, error)),
    }
}
