//! Letters and messages of the national body about a review, and what the partnership writes to it.

use access::{Action as _, actions};
use app::Reference;
use app::letters::{FromNational, Letters, Wrote, letters, mark_letters_read, write_to_national};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard, SummaryList};
use model::case::MessageSent;
use model::scheme::{Scheme, StepText};
use model::{EnvelopeId, Instant, Sensitive};

use crate::draw::row;
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, attachment, next_page, show};
use crate::pages::people::reference;
use crate::pages::seen::{Here, HereOne, changeable};
use crate::paper::drawn;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::table::{Row, Who, file, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

/// The words of a message.
pub(crate) const WORDS: Field = field("words", "message-words");
const ANSWERS: Field = field("answers", "message-answers");

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/letters";
    let marked = "/o/{organisation}/reviews/{reference}/letters/read";
    let writes = "/o/{organisation}/reviews/{reference}/letters/write";
    let one = "/o/{organisation}/reviews/{reference}/letters/{envelope}";
    let pdf = "/o/{organisation}/reviews/{reference}/letters/{envelope}/pdf";
    let read = Who::May(actions::ReadCase::INFO);
    let write = Who::May(actions::WriteToNational::INFO);
    let rows = [
        page("letters", read, all, listed),
        send(write, marked, mark),
        page("message", write, writes, form),
        send(write, writes, save),
        page("letter-received", read, one, shown),
        file(read, pdf, document),
    ];
    rows.into_iter().map(Row::secret).collect()
}

struct Seen<'a> {
    letters: Letters,
    scheme: &'a Scheme,
    base: String,
    review: String,
    reference: Reference,
}

async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let letters = letters(state.app(), &signed.ctx, &reference).await?;
    let case = &letters.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let review = signed.path(&format!("reviews/{reference}"));
    Ok(Seen {
        base: format!("{review}/letters"),
        scheme: &loaded.scheme,
        letters,
        review,
        reference,
    })
}

impl Seen<'_> {
    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }
}

/// What two organisations wrote to each other, in the order of time: what came, with when, and what was sent from here.
pub(crate) fn exchange<'a>(
    came: impl Iterator<Item = (Instant, &'a MessageSent)>,
    sent: &'a [Stored<MessageSent>],
) -> Html {
    let came = came.map(|(at, message)| (at, message, "message-came"));
    let sent = sent.iter();
    let sent = sent.map(|one| (one.added_at, &one.body, "message-sent"));
    let mut all: Vec<_> = came.chain(sent).collect();
    all.sort_by_key(|(at, _, _)| *at);
    let card = |(at, message, key): &(Instant, &MessageSent, &str)| {
        let values = [
            ("who", message.from.0.as_str().into()),
            ("when", moment_in_words(*at).into()),
        ];
        let rows = [row(t("message-words-key"), &message.words.0)];
        SummaryCard::new(t_with(key, &values), SummaryList::new().rows(rows)).render()
    };
    Html::join(all.iter().map(card))
}

/// The envelopes that a page showed as unread, as its form names them.
pub(crate) fn shown_unread(form: &Filled) -> Result<Vec<EnvelopeId>, PageError> {
    let shown: Result<_, _> = form.all("envelope").map(str::parse).collect();
    shown.map_err(|_| PageError::NotFound)
}

#[derive(Template)]
#[template(path = "review/letters.html")]
struct LettersPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// Address, words, and whether it is unread.
    letters: Vec<(String, String, bool)>,
    messages: Html,
    /// Envelopes that nobody has read.
    unread: Vec<String>,
    /// Whether the reader may write to the national body here.
    may_write: bool,
    /// Whether it can be written to here at all.
    told: bool,
    may_mark: bool,
    hidden: Hidden,
    base: String,
    review: String,
}

async fn listed(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let all = &seen.letters;
    let unread = all.came.iter();
    let unread = unread.filter(|one| one.envelope.handled_at.is_none());
    let unread: Vec<String> = unread.map(|one| one.envelope.id.to_string()).collect();
    show(&LettersPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("letters-title"))
            .back(seen.review.clone()),
        caption: seen.caption(),
        step: seen.step("letters"),
        letters: all.came.iter().filter_map(|one| line(&seen, one)).collect(),
        messages: messages(all),
        may_mark: all.may_write && !unread.is_empty(),
        unread,
        may_write: all.may_write && all.told && all.case.closed_at.is_none(),
        told: all.told,
        hidden: state.hidden(&signed.visit, None)?,
        base: seen.base.clone(),
        review: seen.review.clone(),
    })
}

fn line(seen: &Seen<'_>, one: &FromNational) -> Option<(String, String, bool)> {
    let Wrote::Letter(letter) = &one.wrote else {
        return None;
    };
    let values = [
        ("number", i64::from(letter.number).into()),
        ("when", moment_in_words(one.envelope.at).into()),
    ];
    let href = format!("{}/{}", seen.base, one.envelope.id);
    let unread = one.envelope.handled_at.is_none();
    Some((href, t_with("letters-letter", &values), unread))
}

fn messages(all: &Letters) -> Html {
    let came = all.came.iter().filter_map(|one| match &one.wrote {
        Wrote::Message(message) => Some((one.envelope.at, message.as_ref())),
        Wrote::Letter(_) => None,
    });
    exchange(came, &all.sent)
}

/// Records that everything the page showed was read, and nothing that came since.
async fn mark(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    form.hidden()?;
    let seen = seen(&state, &signed, &text).await?;
    let shown = shown_unread(&form)?;
    mark_letters_read(state.app(), &signed.ctx, &seen.reference, &shown).await?;
    Ok(next_page(&seen.base))
}

#[derive(Template)]
#[template(path = "review/letter.html")]
struct LetterPage {
    frame: Frame,
    caption: String,
    title: String,
    arrival: SummaryList,
    letter: Html,
    pdf: String,
    unread: bool,
    envelope: String,
    may_mark: bool,
    hidden: Hidden,
    base: String,
}

async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, envelope)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let id: EnvelopeId = envelope.parse().map_err(|_| PageError::NotFound)?;
    let (came, letter) = seen.letters.letter(id)?;
    let mut rows = vec![
        row(t("letters-arrived"), moment_in_words(came.at)),
        row(t("letters-their-reference"), &letter.given_reference),
    ];
    if let Some(day) = letter.says.answer_by {
        rows.push(row(t("letters-answer-by"), date_in_words(day)));
    }
    let number = i64::from(letter.number);
    let unread = came.handled_at.is_none();
    show(&LetterPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("letter-title"))
            .back(seen.base.clone()),
        caption: seen.caption(),
        title: t_with("letters-number", &[("number", number.into())]),
        arrival: SummaryList::new().rows(rows),
        letter: drawn(&letter.paper),
        pdf: format!("{}/{envelope}/pdf", seen.base),
        unread,
        envelope,
        may_mark: unread && seen.letters.may_write,
        hidden: state.hidden(&signed.visit, None)?,
        base: seen.base.clone(),
    })
}

async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, envelope)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let id: EnvelopeId = envelope.parse().map_err(|_| PageError::NotFound)?;
    let (_, letter) = seen.letters.letter(id)?;
    let (bytes, media) = state.app().document(&letter.paper, "pdf").await?;
    let name = t1("letter-file", "reference", seen.reference.as_str());
    Ok(attachment(bytes, media, &format!("{name}.pdf")))
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let mut inputs = vec![input(WORDS, Ask::Words)];
    if seen.letters.answer_waits {
        let answers = ["yes", "no"].map(|code| Offer::new(code, t_code("message-answers", code)));
        inputs.push(input(ANSWERS, Ask::OneOf(answers.to_vec())));
    }
    Sheet {
        title: t("message-write"),
        caption: seen.caption(),
        step: seen.step("message"),
        explain: vec![t("message-no-names")],
        inputs,
        button: t("message-send"),
        back: seen.base.clone(),
    }
}

/// The reader may write to the national body about this review over this service.
fn usable(seen: &Seen<'_>) -> Result<(), PageError> {
    changeable(&seen.letters.case, seen.letters.may_write)?;
    if seen.letters.told {
        Ok(())
    } else {
        Err(PageError::Rule("message-not-told"))
    }
}

async fn form(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let words = form.text(&WORDS, 20_000);
    let answers = if seen.letters.answer_waits {
        crate::pages::seen::one_of(&mut form, &ANSWERS, |code| ["yes", "no"].contains(&code))
    } else {
        Some("no".to_owned())
    };
    let (Some(words), Some(answers)) = (words, answers) else {
        return sheet(&seen).again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let words = (&Sensitive(words), answers == "yes");
    write_to_national(state.app(), &signed.ctx, &seen.reference, sent, words).await?;
    Ok(next_page(&seen.base))
}
