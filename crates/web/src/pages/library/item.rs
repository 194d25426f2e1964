//! One item of shared learning: its page, the item as a document, and taking it down.

use access::actions;
use app::commons::ItemState;
use app::exchange::of_item;
use app::library::{ItemView, open, say_told, take_down as end, take_out};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::SharedId;
use model::learning::TakeDownReason;
use model::scheme::Scheme;

use super::exchange::{asked_on_item, on_item, others_said};
use super::item_paper::item_paper;
use super::words::{about, says, why_ended, why_recalled};
use crate::draw::{self, bullets, link_button};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, attachment, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, input};
use crate::texts::{linked, t, t_code, t_with, t1};
use crate::when::{date_in_words, in_year};
use crate::{Signed, WebState};

const REASON: Field = field("reason", "take-down-reason");
const WHY: Field = field("why", "take-down-why");

/// The reasons for which something is taken down or removed.
pub(super) fn reasons() -> Input {
    let offers = TakeDownReason::ALL.iter().map(|one| {
        let code = one.code();
        Offer::new(code, t_code("take-down-is", code))
    });
    input(REASON, Ask::OneOf(offers.collect()))
}

/// Why in words, for those who may take it down.
pub(super) fn words() -> Input {
    input(WHY, Ask::Words)
}

/// Reads both.
pub(super) fn reason_in(form: &mut Filled) -> Option<(TakeDownReason, String)> {
    let reason = form.coded(&REASON, TakeDownReason::from_code);
    let why = form.text(&WHY, 2_000);
    Some((reason?, why?))
}

/// Where a rule about taking something down is told.
pub(super) const WORDS: Field = WHY;

/// Address of an item.
pub(super) type HereItem = Path<(String, String)>;

pub(super) fn id(text: &str) -> Result<SharedId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// An item as a part of a page.
#[derive(Template)]
#[template(path = "library/item_part.html")]
pub(super) struct ItemPart {
    ended: Option<Html>,
    superseded: Option<Html>,
    says: Html,
    about: Html,
    versions: Option<Html>,
}

/// The parts of an item's page; `base` is where items lie.
pub(super) fn part(
    state: &WebState,
    view: &ItemView,
    scheme: &Scheme,
    base: &str,
) -> Result<Html, PageError> {
    let part = ItemPart {
        ended: ended(view),
        superseded: superseded(view, base),
        says: draw::rows(&says(view, scheme)).render(),
        about: draw::rows(&about(view, &state.site().base_url)).render(),
        versions: versions(view, base),
    };
    Ok(Html::rendered(&part)?)
}

/// That it no longer stands, and that copies already taken cannot be undone.
fn ended(view: &ItemView) -> Option<Html> {
    let item = &view.item;
    let on = item.state_on.map(date_in_words).unwrap_or_default();
    let reason = item.reason.clone().unwrap_or_default();
    let (key, why) = match item.state {
        ItemState::Standing => return None,
        ItemState::Recalled => ("shared-recalled", why_recalled(&reason).unwrap_or_default()),
        ItemState::TakenDown => ("shared-taken-down", why_ended(&reason)),
    };
    let mut lines = vec![t1(key, "day", on)];
    if !why.is_empty() {
        lines.push(t1("shared-ended-why", "why", why));
    }
    lines.push(t("shared-copies"));
    let warning = draw::warning(lines.join(" ")).render();
    let private = view.why.iter();
    let private = private.map(|why| draw::paragraph(t1("take-down-told", "why", why.as_str())));
    Some(Html::join(std::iter::once(warning).chain(private)))
}

fn superseded(view: &ItemView, base: &str) -> Option<Html> {
    let links: Vec<Html> = view
        .superseded_by
        .iter()
        .map(|id| linked("shared-superseded", &format!("{base}/{id}")))
        .collect();
    (!links.is_empty()).then(|| Html::join(links.into_iter().map(draw::paragraph)))
}

/// Every version, each with its own address.
fn versions(view: &ItemView, base: &str) -> Option<Html> {
    if view.versions.len() < 2 {
        return None;
    }
    let lines = view.versions.iter().map(|one| {
        let values = [
            ("version", one.version.into()),
            ("day", in_year(one.released_on).into()),
        ];
        let Some(body) = &one.body else {
            return Html::escape(t_with("shared-version-line", &values));
        };
        let href = format!("{base}/{}/versions/{}", view.item.id, one.version);
        let link = Link::new(t_with("shared-version-line", &values), href).render();
        draw::marked(link, body.condition.as_str())
    });
    Some(bullets(lines))
}

#[derive(Template)]
#[template(path = "library/item.html")]
struct ItemPage {
    frame: Frame,
    part: Html,
    /// What others did with it, and what the reader's organisation does.
    others: Html,
    /// Where the item is taken out, without the kind of document; none when it no longer stands.
    document: Option<String>,
    take_down: Option<String>,
    /// A button with which the reader says that they read that it was taken back.
    read: Option<Html>,
}

/// The button with which somebody says that they read that something was taken back, where it lies; nothing when there is nothing to
/// read of.
pub(super) fn read_button(
    (state, signed): (&WebState, &Signed),
    to_be_read: bool,
    place: &str,
) -> Result<Option<Html>, PageError> {
    if !to_be_read {
        return Ok(None);
    }
    let to = signed.path(&format!("{place}/know"));
    let hidden = state.hidden(&signed.visit, None)?;
    Ok(Some(link_button(&to, hidden, (&t("shared-know"), ""))?))
}

pub(super) async fn show_item(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    item_page((&state, &signed), id(&text)?).await
}

/// The page of an item: its words, or that it no longer stands.
pub(super) async fn item_page((state, signed): (&WebState, &Signed), id: SharedId) -> Answer {
    let view = open(state.app(), &signed.ctx, id).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let base = signed.path("shared/items");
    let stands = view.item.body.is_some();
    let found = of_item(state.app(), &signed.ctx, id).await?;
    let one = format!("{base}/{id}");
    let is_own = found.released_here.is_some();
    show(&ItemPage {
        read: read_button(
            (state, signed),
            view.to_be_read,
            &format!("shared/items/{id}"),
        )?,
        frame: Frame::of(state, &signed.visit)
            .titled(t("shared-item-title"))
            .back(signed.path("shared")),
        part: part(state, &view, scheme, &base)?,
        others: Html::join([
            on_item((state, signed), &found, &one).await?,
            asked_on_item((state, signed), (&found.item, is_own), &one).await?,
        ]),
        document: stands.then(|| format!("{base}/{id}/document")),
        take_down: view.may_take_down.then(|| format!("{base}/{id}/take-down")),
    })
}

/// The item as a document. That it was taken out is kept, so that whoever did is told when the item is taken back.
pub(super) async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, format)): Path<(String, String, String)>,
) -> Answer {
    let id = id(&text)?;
    if !["pdf", "docx"].contains(&format.as_str()) {
        return Err(PageError::NotFound);
    }
    let view = take_out(state.app(), &signed.ctx, id).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let site = &state.site().base_url;
    let others = of_item(state.app(), &signed.ctx, id).await?.others;
    let said = (&view, others_said(&others));
    let mut paper = item_paper(said, (scheme, site), signed.ctx.today());
    paper.synthetic = state.is_synthetic();
    let (bytes, media) = state.app().document(&paper, &format).await?;
    let name = format!("shared-learning-{id}.{format}");
    Ok(attachment(bytes, media, &name))
}

/// The reader says that they know that an item was taken back.
pub(super) async fn know(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    form: Filled,
) -> Answer {
    form.form_id()?;
    signed.may::<actions::ReadLibrary>(&state).await?;
    say_told(state.app(), &signed.ctx, id(&text)?).await?;
    Ok(next_page(&signed.path("shared")))
}

fn sheet(signed: &Signed, id: SharedId) -> Sheet {
    Sheet {
        title: t("take-down-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("take-down-explain"), t("shared-copies")],
        inputs: vec![reasons(), words()],
        button: t("take-down-button"),
        back: signed.path(&format!("shared/items/{id}")),
    }
}

async fn may(state: &WebState, signed: &Signed, id: SharedId) -> Result<(), PageError> {
    let view = open(state.app(), &signed.ctx, id).await?;
    if view.may_take_down {
        return Ok(());
    }
    Err(PageError::NotFound)
}

pub(super) async fn take_down_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let id = id(&text)?;
    may(&state, &signed, id).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&signed, id).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn take_down(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let id = id(&text)?;
    may(&state, &signed, id).await?;
    form.form_id()?;
    let sheet = sheet(&signed, id);
    let Some((reason, why)) = reason_in(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    match end(state.app(), &signed.ctx, id, (reason, &why)).await {
        Ok(_) => Ok(next_page(&signed.path(&format!("shared/items/{id}")))),
        Err(error) => sheet.refused((&state, &signed), form, (&WHY, error)),
    }
}
