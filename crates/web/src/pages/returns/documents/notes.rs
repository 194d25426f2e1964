//! Passages of notes or a letter: each with what is proposed or asked of it, and the document with the passages marked.

use std::collections::BTreeMap;

use app::returns::sources::Passage;
use govuk::{Html, Link, SummaryCard, SummaryList};

use super::rows::stood;
use super::{Opened, asks_in_words};
use crate::draw::{bullets, link_button, row};
use crate::problem::PageError;
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

/// One passage as a card, with what may be done about it.
pub(super) struct Card {
    /// Where the page jumps to.
    pub(super) anchor: String,
    pub(super) drawn: Html,
    pub(super) actions: Html,
}

pub(super) fn cards(
    (state, signed): (&WebState, &Signed),
    one: &Opened<'_>,
    may_write: bool,
) -> Result<Vec<Card>, PageError> {
    let passages = one.view.findings.passages.iter();
    let card = |passage: &Passage| {
        let open = may_write && !one.view.stands.contains_key(&passage.key);
        let actions = if open {
            actions((state, signed), one, passage)?
        } else {
            Html::default()
        };
        Ok(Card {
            anchor: anchor(&passage.key),
            drawn: drawn(one, passage),
            actions,
        })
    };
    passages.map(card).collect()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn anchor(key: &str) -> String {
    format!("passage-{}", key.replace('.', "-"))
}

fn drawn(one: &Opened<'_>, passage: &Passage) -> Html {
    let entry = &passage.entry;
    let source = entry.source.as_ref();
    let words = source.map_or("", |source| source.words.0.as_str());
    let mut rows = Vec::new();
    if !passage.asks.is_empty() {
        let asks = passage.asks.iter().map(asks_in_words).map(Html::escape);
        rows.push(row(t("passage-asked"), Html::lines(asks)));
    }
    let see = source
        .and_then(|source| source.paragraph)
        .map(|piece| Link::new(t("passage-see"), format!("#piece-{piece}")).render());
    let quoted = std::iter::once(Html::escape(words)).chain(see);
    rows.push(row(t("passage-words"), Html::lines(quoted)));
    // Of what somebody was not brought to, our words come before those of the source.
    let taken = entry.text.0.as_str();
    let same = one_line(words).trim_end_matches([',', ';']) == taken;
    if passage.asks.is_empty() && !taken.is_empty() && !same {
        rows.push(row(t("passage-text"), taken));
    }
    rows.push(row(
        t("chronology-column-kind"),
        t_code("entry-kind", entry.kind.code()),
    ));
    let about: Vec<&str> = entry
        .about
        .iter()
        .map(|one| one.called.0.as_str())
        .collect();
    let about = if about.is_empty() {
        t("passage-about-unsure")
    } else {
        about.join(", ")
    };
    rows.push(row(t("entry-about-key"), about));
    if let Some(from) = passage.date_from {
        let said = t_code("note-date", from.code());
        let said = match entry.date_words.0.as_str() {
            "" => said,
            words => format!("{said} {}", t1("note-date-words", "words", words)),
        };
        rows.push(row(t("note-date-key"), said));
    }
    if let Some(stands) = one.view.stands.get(&passage.key) {
        rows.push(row(t("passage-became"), stood(one, stands)));
    }
    let title = match passage.asks.is_empty() {
        true => t1("passage-proposed", "date", entry.date.to_string()),
        false => t1("passage-question", "date", entry.date.to_string()),
    };
    SummaryCard::new(title, SummaryList::new().rows(rows)).render()
}

fn actions(
    (state, signed): (&WebState, &Signed),
    one: &Opened<'_>,
    passage: &Passage,
) -> Result<Html, PageError> {
    let href = one.passage(&passage.key);
    let date = passage.entry.date.to_string();
    let about = t1("passage-of", "date", &date);
    let mut lines = Vec::new();
    if passage.asks.is_empty() {
        let hidden = state.hidden(&signed.visit, None)?;
        let words = t("passage-as-it-is");
        let button = link_button(&format!("{href}/as-it-is"), hidden, (&words, &about));
        lines.push(button.map_err(|_| PageError::Broken)?);
    }
    let change = if passage.asks.is_empty() {
        "passage-change"
    } else {
        "passage-answer"
    };
    lines.push(Link::new(t(change), &href).visually_hidden(&about).render());
    let out = Link::new(t("passage-leave-out"), format!("{href}/leave-out"));
    lines.push(out.visually_hidden(&about).render());
    Ok(bullets(lines))
}

/// A piece of the document with its passages marked.
pub(super) struct Piece {
    pub(super) number: usize,
    pub(super) page: Option<i64>,
    pub(super) text: Html,
    /// What a person made of the piece themselves, and the way to make more of it.
    pub(super) own: Vec<Html>,
}

/// What a person made of a piece that was not proposed, and the way to do so.
fn own(one: &Opened<'_>, number: usize, may_write: bool) -> Vec<Html> {
    let begins = format!("a{number}.");
    let made = one.view.stands.iter();
    let made = made.filter(|(key, _)| key.starts_with(&begins));
    let made = made.map(|(_, stands)| stood(one, stands));
    let add = may_write.then(|| {
        let href = one.passage(&one.view.next_of(number));
        let of = t1("passage-add-of", "number", number);
        Link::new(t("passage-add"), href)
            .visually_hidden(of)
            .render()
    });
    made.chain(add).collect()
}

/// The pieces that hold anything.
pub(super) fn pieces(one: &Opened<'_>, may_write: bool) -> Vec<Piece> {
    let mut marks: BTreeMap<usize, Vec<(usize, usize, String)>> = BTreeMap::new();
    for passage in &one.view.findings.passages {
        let Some(source) = &passage.entry.source else {
            continue;
        };
        let at = |letter: u32| usize::try_from(letter).unwrap_or(usize::MAX);
        let piece = source.paragraph.map_or(0, at);
        let mark = (at(source.start), at(source.end), anchor(&passage.key));
        marks.entry(piece).or_default().push(mark);
    }
    let mut page = None;
    let all = (1..).zip(&one.view.source.body.pieces);
    let piece = |(number, piece): (usize, &model::case::SourcePiece)| {
        let turned = piece.page.filter(|here| page != Some(*here));
        page = piece.page.or(page);
        let marks = marks.remove(&number).unwrap_or_default();
        let empty = piece.text.0.trim().is_empty();
        (!empty || turned.is_some()).then(|| Piece {
            number,
            page: turned.map(i64::from),
            text: marked_text(&piece.text.0, marks),
            own: match empty {
                true => Vec::new(),
                false => own(one, number, may_write),
            },
        })
    };
    all.filter_map(piece).collect()
}

/// A text with its passages marked, each a link to what is said of it. Where two overlap, the first is marked.
fn marked_text(text: &str, mut marks: Vec<(usize, usize, String)>) -> Html {
    marks.sort();
    let letters: Vec<char> = text.chars().collect();
    let words = |from: usize, to: usize| {
        let part: String = letters.get(from..to).unwrap_or_default().iter().collect();
        Html::escape(part)
    };
    let mut drawn = Vec::new();
    let mut done = 0;
    for (start, end, anchor) in marks {
        let (start, end) = (start.min(letters.len()), end.min(letters.len()));
        if start < done || end <= start {
            continue;
        }
        drawn.push(words(done, start));
        let passage = words(start, end);
        let link = Link::new(passage, format!("#{anchor}")).render();
        drawn.push(Html::element("mark", "tl-passage", link));
        done = end;
    }
    drawn.push(words(done, letters.len()));
    Html::join(drawn)
}
