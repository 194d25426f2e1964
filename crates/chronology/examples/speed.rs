//! How long reading a megabyte of notes takes: `cargo run --release -p chronology --example speed`.

use std::time::Instant;

use chronology::dates::{Frame, in_text};
use chronology::notes::{Document, Piece, propose};
use model::Sensitive;

const PARAGRAPH: &str = "Officers attended at 22:40 on 13 February 2026 following a report from a neighbour of \
shouting. He did not attend a review (8 December), a follow-up appointment (13 January) and a dental check \
(29 January). Robin (7) said \"I get in trouble when mum's boyfriend is here\". Reminder letters were sent over the \
last two weeks; no response received. The school was informed the same day and a referral has been made. Flat 3/4, \
12 Bracken Court; NHS number 943 476 5919; a bruise on his arm, 9/10 for pain, and DOB 12/05/2018.";

fn main() {
    let paragraphs = vec![PARAGRAPH; 1_000_000 / PARAGRAPH.len() + 1];
    let text = paragraphs.join("\n\n");
    dates("running text", &text);
    dates(
        "nothing but dates",
        &"1/2/26 3/4 at 10.40 Feb 13 last week of May ".repeat(1_000_000 / 44),
    );
    notes("notes", &paragraphs);
    let one = text.replace("\n\n", " ");
    notes("notes in one paragraph", &[one.as_str()]);
}

fn written() -> Option<model::Date> {
    model::Date::new(2026, 2, 14).ok()
}

fn dates(name: &str, text: &str) {
    let begun = Instant::now();
    let found = in_text(text, Frame::written(written())).len();
    println!(
        "{name}: {} bytes, {found} dates, {:?}",
        text.len(),
        begun.elapsed()
    );
}

fn notes(name: &str, paragraphs: &[&str]) {
    let pieces = paragraphs.iter().zip(1..).map(|(text, paragraph)| Piece {
        page: None,
        paragraph: Some(paragraph),
        text: Sensitive((*text).to_owned()),
    });
    let document = Document {
        name: Sensitive("speed.txt".to_owned()),
        date: written(),
        pieces: pieces.collect(),
    };
    let begun = Instant::now();
    let proposals = propose(&document).len();
    println!("{name}: {proposals} proposals, {:?}", begun.elapsed());
}
