//! One thing that a partnership sent, as it was sent.

use app::notification::Part;
use app::received::{Arrival, ReceivedView, Said, mark_read};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard, SummaryList};
use model::EnvelopeId;
use model::case::{NotificationSent, RapidReviewSent};

use super::case::{name, read_words};
use super::seen;
use crate::draw::{inset, row};
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, attachment, next_page, show};
use crate::pages::facts::Section;
use crate::pages::people::FactRow;
use crate::pages::seen::HereOne;
use crate::paper::drawn;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

/// One card: a part of what was sent.
struct Card {
    /// Where a link on the page leads to it.
    id: String,
    /// The person it is about, in words, for the list of who is in it.
    person: Option<String>,
    section: Section,
}

impl Card {
    fn draw(&self) -> SummaryCard {
        SummaryCard::new(&self.section.title, self.section.list()).attribute("id", &self.id)
    }
}

#[derive(Template)]
#[template(path = "received/sent.html")]
struct SentPage {
    frame: Frame,
    caption: String,
    title: String,
    arrival: SummaryList,
    cards: Vec<Card>,
    /// Whether an older version of this program sent it, and with it less about each person.
    says_less: bool,
    /// The document, or the words of a message.
    text: Html,
    pdf: Option<String>,
    read: String,
    may_mark: bool,
    hidden: Hidden,
}

fn id(text: &str) -> Result<EnvelopeId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, envelope)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.view.arrival(id(&envelope)?)?;
    let mut rows = vec![row(t("received-from"), &seen.view.from)];
    let (mut cards, mut says_less, mut document, mut pdf) =
        (Vec::new(), false, Html::default(), None);
    match &one.said {
        Said::Notification(sent) => {
            rows.push(row(t("received-notified"), sent.notified.to_string()));
            let given = &sent.given_reference.0;
            rows.push(row(t("received-their-reference"), given));
            cards = notified(&state, &signed, sent).await?;
            says_less = sent.about.is_empty() && !sent.people.is_empty();
        }
        Said::Report(sent) => {
            rows.push(row(t("report-sent"), sent.sent.to_string()));
            rows.push(row(t("received-their-reference"), &sent.given_reference.0));
            rows.push(row(t("report-local"), decided(sent)));
            document = drawn(&sent.paper);
            pdf = Some(format!("{}/sent/{envelope}/pdf", seen.base));
        }
        Said::Message(sent) => {
            rows.push(row(t("message-from"), &sent.from.0));
            document = inset(sent.words.0.as_str()).render();
        }
        Said::Unreadable => return Err(PageError::NotFound),
    }
    rows.push(row(t("received-arrived"), moment_in_words(one.envelope.at)));
    show(&SentPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("received-one-title"))
            .back(seen.base.clone()),
        caption: seen.caption(),
        title: name(&one.said),
        arrival: SummaryList::new().rows(rows),
        cards,
        says_less,
        text: document,
        pdf,
        read: read_words(&seen, &one.envelope),
        may_mark: seen.view.may.work && one.envelope.handled_at.is_none(),
        hidden: state.hidden(&signed.visit, None)?,
    })
}

fn decided(sent: &RapidReviewSent) -> String {
    t_code(
        "report-local",
        match sent.local_review {
            Some(true) => "yes",
            Some(false) => "no",
            None => "open",
        },
    )
}

async fn notified(
    state: &WebState,
    signed: &Signed,
    sent: &NotificationSent,
) -> Result<Vec<Card>, PageError> {
    let said = ReceivedView::statement(state.app(), &signed.ctx, sent).await?;
    Ok(cards(&said.parts))
}

/// One card for each part, in the sender's order; what was not given stands together at its end. Nothing can be
/// changed here.
fn cards(parts: &[Part]) -> Vec<Card> {
    let card = |(place, part): (usize, &Part)| {
        let name = part.facts.first().map(|fact| fact.value.clone());
        let mut section = Section::of(part, "", |_| false);
        let (open, said): (Vec<_>, Vec<_>) = section.rows.into_iter().partition(|row| row.open);
        section.rows = said;
        if !open.is_empty() {
            let labels: Vec<String> = open.into_iter().map(|row| row.label).collect();
            section.rows.push(FactRow {
                label: t("received-not-said"),
                value: labels.join("; "),
                open: false,
                hides: String::new(),
                href: None,
            });
        }
        let person = |name: String| format!("{}: {name}", part.title);
        Card {
            id: format!("part-{}", place + 1),
            person: part.kind.and(name).map(person),
            section,
        }
    };
    parts.iter().enumerate().map(card).collect()
}

pub(super) async fn mark(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, envelope)): HereOne,
    form: Filled,
) -> Answer {
    form.hidden()?;
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.view.arrival(id(&envelope)?)?.envelope.id;
    mark_read(state.app(), &signed.ctx, &seen.reference, &[one]).await?;
    Ok(next_page(&seen.base))
}

pub(super) async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, envelope)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let Arrival {
        said: Said::Report(sent),
        ..
    } = seen.view.arrival(id(&envelope)?)?
    else {
        return Err(PageError::NotFound);
    };
    let (bytes, media) = state.app().document(&sent.paper, "pdf").await?;
    let name = t1("report-file", "reference", &sent.reference);
    Ok(attachment(bytes, media, &format!("{name}.pdf")))
}
