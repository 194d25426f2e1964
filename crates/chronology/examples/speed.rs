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
    let mut paragraphs = Vec::new();
    let mut bytes = 0;
    while bytes < 1_000_000 {
        bytes += PARAGRAPH.len();
        paragraphs.push(PARAGRAPH);
    }
    let text = paragraphs.join("\n\n");
    let written = model::Date::new(2026, 2, 14).ok();
    let begun = Instant::now();
    let found = in_text(&text, Frame::written(written));
    println!("dates: {} bytes, {} found, {:?}", text.len(), found.len(), begun.elapsed());
    let pieces = paragraphs
        .iter()
        .zip(1..)
        .map(|(text, paragraph)| Piece {
            page: None,
            paragraph: Some(paragraph),
            text: Sensitive((*text).to_owned()),
        })
        .collect();
    let document = Document { name: Sensitive("speed.txt".to_owned()), date: written, pieces };
    let begun = Instant::now();
    let proposals = propose(&document);
    println!("notes: {} bytes, {} proposals, {:?}", text.len(), proposals.len(), begun.elapsed());
    let one = text.replace("\n\n", " ");
    let piece = Piece { page: None, paragraph: Some(1), text: Sensitive(one) };
    let document = Document { pieces: vec![piece], ..document };
    let begun = Instant::now();
    let proposals = propose(&document);
    println!("one paragraph of it all: {} proposals, {:?}", proposals.len(), begun.elapsed());
    let dense = "1/2/26 3/4 at 10.40 Feb 13 last week of May ".repeat(1_000_000 / 44);
    let begun = Instant::now();
    let found = in_text(&dense, Frame::written(written));
    println!("nothing but dates: {} found, {:?}", found.len(), begun.elapsed());
}
