//! One version of an item of shared learning: what it says, how it is cited, and what it changed.

use app::AppError;
use app::library::{ItemView, VersionView, open_version, public_item, public_version};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, TableCell};
use model::SharedId;
use model::scheme::Scheme;

use super::item::{id, item_page};
use super::public::{not_public, public_page};
use super::words::{citation, origin, says, version_address};
use crate::draw::{self, Columns, inset};
use crate::frame::{Frame, show};
use crate::problem::{Answer, PageError};
use crate::texts::{linked, t, t1};
use crate::when::in_year;
use crate::{Anyone, Signed, WebState};

#[derive(Template)]
#[template(path = "library/version.html")]
struct VersionPage {
    frame: Frame,
    title: String,
    /// That another version took its place; none for the newest.
    newer: Option<Html>,
    says: Html,
    about: Html,
    /// What is different from the version before; none where there is none.
    changed: Option<Html>,
}

/// The number of a version in an address.
fn number(text: &str) -> Result<i64, PageError> {
    let number: i64 = text.parse().map_err(|_| PageError::NotFound)?;
    // Nothing else that reads as the same number is an address of it.
    match number >= 1 && number.to_string() == text {
        true => Ok(number),
        false => Err(PageError::NotFound),
    }
}

fn page(
    state: &WebState,
    found: &VersionView,
    (scheme, base): (&Scheme, &str),
    frame: Frame,
) -> Answer {
    let view = &found.view;
    let item = format!("{base}/{}", view.item.id);
    let title = t1("shared-version-title", "version", view.item.version);
    let is_older = view.item.version != found.newest;
    show(&VersionPage {
        newer: is_older.then(|| inset(linked("shared-version-newer", &item)).render()),
        says: draw::rows(&says(view, scheme)).render(),
        about: draw::rows(&about(view, &state.site().base_url)).render(),
        changed: found.before.as_ref().map(|one| changed(one, view, scheme)),
        frame: frame.titled(title.clone()).back(item),
        title,
    })
}

/// Where this version comes from and how it is cited.
fn about(view: &ItemView, site: &str) -> Vec<(String, String)> {
    let item = &view.item;
    let released = item.released_on.map(in_year).unwrap_or_default();
    let pairs = [
        ("shared-origin-key", origin(view)),
        ("shared-released-key", released),
        ("shared-version-key", item.version.to_string()),
        ("shared-address-key", version_address(site, item)),
        ("shared-citation-key", citation(view, site)),
    ];
    let said = pairs.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(key, words)| (t(key), words)).collect()
}

/// What the version before says beside what this one says, where they differ.
fn changed(before: &ItemView, now: &ItemView, scheme: &Scheme) -> Html {
    let (old, new) = (says(before, scheme), says(now, scheme));
    let of = |all: &[(String, String)], key: &str| {
        let found = all.iter().find(|(other, _)| other == key);
        found.map_or_else(String::new, |(_, words)| words.clone())
    };
    let mut keys: Vec<&String> = new.iter().map(|(key, _)| key).collect();
    keys.extend(old.iter().map(|(key, _)| key));
    let mut rows = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let (was, is) = (of(&old, key), of(&new, key));
        let before = keys.get(..at).unwrap_or_default();
        if was == is || before.contains(key) {
            continue;
        }
        let cell = |words: String| match words.is_empty() {
            true => TableCell::new(t("shared-version-nothing")),
            false => TableCell::new(Html::element("span", "tl-words", words)),
        };
        rows.push(vec![TableCell::new(key.as_str()), cell(was), cell(is)]);
    }
    if rows.is_empty() {
        return draw::paragraph(t("shared-version-same"));
    }
    let columns = Columns::of(&[
        "shared-version-part",
        "shared-version-was",
        "shared-version-is",
    ]);
    let caption = t1(
        "shared-version-changed-from",
        "version",
        before.item.version,
    );
    columns.table(caption, rows).render()
}

pub(super) async fn show_version(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, of)): Path<(String, String, String)>,
) -> Answer {
    let which = (id(&text)?, number(&of)?);
    let found = match open_version(state.app(), &signed.ctx, which).await {
        Ok(found) => found,
        // Whoever follows a citation learns here too that it no longer stands.
        Err(AppError::Rule("shared-ended")) => return item_page((&state, &signed), which.0).await,
        Err(error) => return Err(error.into()),
    };
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let base = signed.path("shared/items");
    let frame = Frame::of(&state, &signed.visit);
    page(&state, &found, (scheme, &base), frame)
}

/// A reader who is signed in goes on to the page of their organisation where the version is not for everybody.
pub(super) async fn show_public(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path((text, of)): Path<(String, String)>,
) -> Answer {
    let (id, number): (SharedId, i64) = (id(&text)?, number(&of)?);
    let found = match public_version(state.app(), (id, number)).await {
        Ok(found) => found,
        Err(AppError::NotFound) => {
            return not_public((&state, &visit), &format!("{id}/versions/{number}"));
        }
        Err(AppError::Rule("shared-ended")) => {
            return public_page((&state, &visit), &public_item(state.app(), id).await?);
        }
        Err(error) => return Err(error.into()),
    };
    let today = visit.now().date_in_london();
    let scheme = &state.app().scheme_on(today)?.scheme;
    let frame = Frame::of(&state, &visit);
    page(&state, &found, (scheme, "/shared-learning"), frame)
}
