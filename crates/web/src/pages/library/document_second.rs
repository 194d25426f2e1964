//! The second person for a published document: it as it will stand, and agreeing to it, sending it back or withdrawing it.

use app::AppError;
use app::library::documents::{DocumentView, document};
use app::library::waiting::{Waits, agree, send_back as back_to_author, withdraw as take_out};
use govuk::{Html, Link};
use model::RecordId;
use model::case::KeptAgreed;

use super::document::{A_PAGE, id, most, rows};
use super::second::{At, Sent, Waiting, asked_by, nobody_else, not_second, read_id};
use super::words::Labels;
use crate::draw::{bullets, go, inset, link_button, paragraph};
use crate::problem::PageError;
use crate::sheet::{Sheet, drawn};
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// That a document waits, on its page: since when, what the reader may do, and that it was sent back. Nothing once it stands.
pub(super) async fn on_page(
    (state, signed): (&WebState, &Signed),
    view: &DocumentView,
    base: &str,
) -> Result<Option<Html>, PageError> {
    let Some(waits) = &view.waits else {
        return Ok(None);
    };
    let day = date_in_words(view.document.added_on());
    let mut parts = vec![inset(t1("second-document-waits", "day", day)).render()];
    if let Some(why) = &view.document.sent_back {
        parts.push(inset(t1("second-document-back", "why", why.as_str())).render());
    }
    match waits.may {
        Ok(()) => {
            let link = go(t("second-agree-title"), format!("{base}/agree"));
            parts.push(paragraph(link.render()));
        }
        Err(code) => parts.push(paragraph(not_second(code))),
    }
    if waits.mine {
        let hidden = state.hidden(&signed.visit, Some(view.document.version))?;
        let about = format!(" {}", t("second-document-about"));
        let action = format!("{base}/withdraw");
        parts.push(link_button(
            &action,
            hidden,
            (&t("second-withdraw"), &about),
        )?);
        parts.extend(nobody_else((state, signed)).await?);
    }
    Ok(Some(Html::join(parts)))
}

/// A document that waits, with what its reader may do about that.
pub(super) struct WaitingDocument {
    id: RecordId,
    view: DocumentView,
    waits: Waits,
}

impl Waiting for WaitingDocument {
    const AGREES: &'static str = "second-document-button";
    const READ_YES: &'static str = "second-document-read";
    type Withdraws = access::actions::DepositDocument;

    async fn read((state, signed): At<'_>, text: &str) -> Result<Self, PageError> {
        let id = id(text)?;
        let view = document(state.app(), &signed.ctx, id).await?;
        let waits = view.waits.ok_or(PageError::NotFound)?;
        Ok(Self { id, view, waits })
    }

    fn version(&self) -> i64 {
        self.view.document.version
    }

    fn may(&self) -> Result<(), &'static str> {
        self.waits.may
    }

    async fn sheet(&self, (state, signed): At<'_>) -> Result<Sheet, PageError> {
        let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
        let view = &self.view;
        let known = Labels {
            scheme,
            themes: &view.themes,
        };
        let base = signed.path(&format!("shared/documents/{}", self.id));
        let day = date_in_words(view.document.added_on());
        let asked = asked_by((state, signed), view.document.by.0, day).await?;
        let heading = |key: &str| Html::element("h2", "govuk-heading-m", t(key));
        let file = Link::new(t("document-file-link"), format!("{base}/file"));
        Ok(Sheet {
            title: t("second-agree-title"),
            caption: t("shared-title"),
            step: None,
            explain: vec![t("second-document-explain"), asked],
            inputs: vec![
                drawn(heading("second-document-stands")),
                drawn(rows(view, &known)),
                drawn(paragraph(file.render())),
                drawn(heading("finding-heading")),
                drawn(found(view, &base)),
            ],
            button: String::new(),
            back: base,
        })
    }

    fn pages(signed: &Signed, text: &str) -> String {
        signed.path(&format!("shared/documents/{text}"))
    }

    fn after(signed: &Signed, text: &str) -> String {
        Self::pages(signed, text)
    }

    fn after_withdrawal(signed: &Signed, _: &str) -> String {
        signed.path("shared/documents")
    }

    async fn agree(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
        _: &[KeptAgreed],
    ) -> Result<(), AppError> {
        agree(state.app(), &signed.ctx, (form, read_id(text)?, shown)).await
    }

    async fn send_back(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
        why: String,
    ) -> Result<(), AppError> {
        let sent = (form, read_id(text)?, shown);
        back_to_author(state.app(), &signed.ctx, sent, &why).await
    }

    async fn withdraw(
        (state, signed): At<'_>,
        (form, text, shown): Sent<'_>,
    ) -> Result<(), AppError> {
        take_out(state.app(), &signed.ctx, (form, read_id(text)?, shown)).await
    }
}

/// What the document is proposed to find and to recommend, the first of it where it is long.
fn found(view: &DocumentView, base: &str) -> Html {
    if view.findings.is_empty() {
        return paragraph(t("finding-none-waits"));
    }
    let first = view.findings.iter().take(A_PAGE);
    let mut parts = vec![bullets(first.map(|one| {
        let kind = t_code("finding-kind", one.body.kind.code());
        Html::lines([Html::escape(kind), Html::escape(&one.body.text)])
    }))];
    if view.findings.len() > A_PAGE {
        let count = i64::try_from(view.findings.len()).unwrap_or(i64::MAX);
        let link = Link::new(t1("second-document-all", "count", count), base);
        parts.push(paragraph(link.render()));
    }
    parts.extend(most(view).map(paragraph));
    Html::join(parts)
}
