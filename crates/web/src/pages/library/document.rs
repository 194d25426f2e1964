//! One published document: what a catalogue says of it, what it found and recommends, the file, and removing it.

use app::commons::{Finding, FindingState};
use app::library::MOST_PROPOSED;
use app::library::documents::{DocumentView, document, file, remove as away, see_gone};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::Html;
use model::RecordId;

use super::document_second::on_page;
use super::documents::called;
use super::item::{WORDS, reason_in, reasons, words};
use super::words::{Labels, labels, why_ended};
use crate::draw;
use crate::form::Filled;
use crate::frame::{Frame, attachment, next_page, show};
use crate::paging::{Paging, page_of_line};
use crate::problem::{Answer, PageError};
use crate::sheet::Sheet;
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Address of a document.
pub(super) type HereDocument = Path<(String, String)>;

pub(super) fn id(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// Passages on a page.
pub(super) const A_PAGE: usize = 50;

/// Where a finding stands on the page of its document, below the organisation.
pub(super) fn place_of(document: RecordId, finding: RecordId) -> String {
    format!("shared/documents/{document}?at={finding}#f{finding}")
}

/// A finding as its line shows it.
struct Line {
    id: String,
    words: String,
    about: Vec<String>,
    confirm: Option<String>,
    divide: Option<String>,
    /// Where a second person reads what somebody wants it to say.
    agree: Option<String>,
}

#[derive(Template)]
#[template(path = "library/document.html")]
struct DocumentPage {
    frame: Frame,
    removed: Option<Html>,
    /// That it waits for a second person.
    waits: Option<Html>,
    rows: Html,
    lines: Vec<Line>,
    waiting: Option<String>,
    /// That the document may hold more than is proposed.
    most: Option<String>,
    range: Option<String>,
    pages: Option<Html>,
    /// What somebody may do where nothing is there.
    empty: String,
    /// Where a passage is added.
    add: Option<String>,
    file: Option<String>,
    remove: Option<String>,
}

pub(super) async fn show_document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
    RawQuery(query): RawQuery,
) -> Answer {
    let id = id(&text)?;
    let view = document(state.app(), &signed.ctx, id).await?;
    if view.document.removed.is_some() {
        see_gone(state.app(), &signed.ctx, id).await?;
    }
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let known = Labels {
        scheme,
        themes: &view.themes,
    };
    let base = signed.path(&format!("shared/documents/{id}"));
    let removed = view.document.removed.is_some();
    let shown = |one: &&Finding| {
        view.may_confirm || view.waits.is_some() || one.state == FindingState::Confirmed
    };
    let lines: Vec<&Finding> = view.findings.iter().filter(shown).collect();
    let place = |of: &str| lines.iter().position(|one| one.id.to_string() == of);
    let page = page_of_line(query.as_deref(), A_PAGE, place)?;
    let paging = Paging::of(page, A_PAGE, lines.len());
    show(&DocumentPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("shared-document-title"))
            .back(signed.path("shared/documents")),
        removed: gone(&view),
        waits: on_page((&state, &signed), &view, &base).await?,
        rows: rows(&view, &known),
        lines: paging
            .part(&lines)
            .iter()
            .map(|one| line(&base, &known, one, view.may_confirm))
            .collect(),
        waiting: waiting(&view),
        most: most(&view),
        range: paging.words(),
        pages: paging.links(),
        empty: empty(&view),
        add: view.may_confirm.then(|| format!("{base}/add-finding")),
        file: (!removed).then(|| format!("{base}/file")),
        remove: view.may_remove.then(|| format!("{base}/remove")),
    })
}

/// How many passages wait for somebody to look, for whoever may.
fn waiting(view: &DocumentView) -> Option<String> {
    let proposed = |one: &&Finding| one.state == FindingState::Proposed;
    let waiting = view.findings.iter().filter(proposed).count();
    let waiting = i64::try_from(waiting).unwrap_or(i64::MAX);
    (view.may_confirm && waiting > 0).then(|| t1("finding-waiting", "count", waiting))
}

/// That as much is proposed as ever is, so that the document may hold more.
pub(super) fn most(view: &DocumentView) -> Option<String> {
    let sees = view.may_confirm || view.waits.is_some();
    let most = i64::try_from(MOST_PROPOSED).unwrap_or(i64::MAX);
    let is_full = view.findings.len() >= MOST_PROPOSED;
    (sees && is_full).then(|| t1("finding-most", "count", most))
}

/// What is said where no passage is shown: what can be done about it.
fn empty(view: &DocumentView) -> String {
    let key = if view.waits.is_some() {
        "finding-none-waits"
    } else if view.may_confirm {
        "finding-none-add"
    } else if view.findings.is_empty() {
        "finding-none-found"
    } else {
        "finding-none"
    };
    t(key)
}

fn gone(view: &DocumentView) -> Option<Html> {
    let (at, reason) = view.document.removed.as_ref()?;
    let day = date_in_words(at.date_in_london());
    let mut words = vec![t1("document-removed", "day", day)];
    let why = why_ended(reason);
    if !why.is_empty() {
        words.push(t1("shared-ended-why", "why", why));
    }
    let warning = draw::warning(words.join(" ")).render();
    let private = view.why.iter();
    let private = private.flat_map(|why| {
        let told = t1("document-removed-told", "count", view.taken_by);
        [t1("take-down-told", "why", why.as_str()), told].map(draw::paragraph)
    });
    Some(Html::join(std::iter::once(warning).chain(private)))
}

pub(super) fn rows(view: &DocumentView, known: &Labels<'_>) -> Html {
    let one = &view.document.deposit;
    let called = match view.document.removed {
        Some(_) => one.year.to_string(),
        None => called(one),
    };
    let pairs = [
        ("document-called-key", called),
        (
            "document-kind-key",
            t_code("document-kind", one.kind.code()),
        ),
        ("document-about-key", one.about.clone()),
        (
            "shared-theme-key",
            labels(&known.themes(&one.themes), &one.themes),
        ),
        (
            "document-added-key",
            date_in_words(view.document.added_on()),
        ),
    ];
    let said = pairs.into_iter().filter(|(_, words)| !words.is_empty());
    let said: Vec<(String, String)> = said.map(|(key, words)| (t(key), words)).collect();
    draw::rows(&said).render()
}

/// That a finding does not stand in the words of its document.
pub(super) fn wording(one: &Finding) -> Option<String> {
    one.passage.as_ref()?;
    Some(match one.is_cut(&one.body.text) {
        true => t("finding-shortened"),
        false => t("finding-other-words"),
    })
}

fn line(base: &str, known: &Labels<'_>, one: &Finding, may: bool) -> Line {
    let body = &one.body;
    let mut about = vec![
        t_code("finding-kind", body.kind.code()),
        t_code("finding-state", one.state.code()),
    ];
    about.extend(wording(one));
    if !body.because.is_empty() {
        about.push(t1("finding-because", "words", body.because.as_str()));
    }
    if !body.themes.is_empty() {
        about.push(labels(&known.themes(&body.themes), &body.themes));
    }
    Line {
        id: format!("f{}", one.id),
        words: body.text.clone(),
        about,
        confirm: may.then(|| format!("{base}/findings/{}", one.id)),
        divide: may.then(|| format!("{base}/findings/{}/divide", one.id)),
        agree: one
            .asked
            .is_some()
            .then(|| format!("{base}/findings/{}/agree", one.id)),
    }
}

/// The file as it was added.
pub(super) async fn original(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
) -> Answer {
    let id = id(&text)?;
    let (bytes, media, end) = file(state.app(), &signed.ctx, id).await?;
    Ok(attachment(bytes, media, &format!("published-{id}.{end}")))
}

fn sheet(signed: &Signed, id: RecordId) -> Sheet {
    Sheet {
        title: t("document-remove-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("document-remove-explain")],
        inputs: vec![reasons(), words()],
        button: t("document-remove-button"),
        back: signed.path(&format!("shared/documents/{id}")),
    }
}

async fn may(state: &WebState, signed: &Signed, id: RecordId) -> Result<(), PageError> {
    let view = document(state.app(), &signed.ctx, id).await?;
    if view.may_remove {
        return Ok(());
    }
    Err(PageError::NotFound)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
) -> Answer {
    let id = id(&text)?;
    may(&state, &signed, id).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&signed, id).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn remove(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
    mut form: Filled,
) -> Answer {
    let id = id(&text)?;
    may(&state, &signed, id).await?;
    form.form_id()?;
    let sheet = sheet(&signed, id);
    let Some((reason, why)) = reason_in(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    match away(state.app(), &signed.ctx, id, (reason, &why)).await {
        Ok(()) => Ok(next_page(&signed.path("shared/documents"))),
        Err(error) => sheet.refused((&state, &signed), form, (&WORDS, error)),
    }
}
