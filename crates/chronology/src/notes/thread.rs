//! Messages that stand beneath one another in one document: each has a head, a day and an author of its own.

use model::Sensitive;

use super::head::{is_rule, label};
use super::{Document, Piece};

/// The messages of a document in their order; the whole document where it holds but one. A message that is quoted below another begins
/// where its head stands; letters keep their places.
pub(super) fn messages(document: &Document) -> Vec<Document> {
    let mut all: Vec<Document> = Vec::new();
    for piece in &document.pieces {
        let piece = &Piece {
            text: Sensitive(without_marks(&piece.text.0)),
            ..piece.clone()
        };
        match all.last_mut() {
            Some(last) if !begins_message(&piece.text.0) => last.pieces.push(piece.clone()),
            _ => all.push(Document {
                name: document.name.clone(),
                // The day that is known of a document is that of its first message, which is the last that was written.
                date: document.date.filter(|_| all.is_empty()),
                pieces: vec![piece.clone()],
            }),
        }
    }
    all
}

/// A text with spaces in place of the marks by which mail quotes: "> ".
fn without_marks(text: &str) -> String {
    let mut leads = true;
    let letter = |letter: char| {
        let quotes = leads && letter == '>';
        leads = letter == '\n' || (leads && (quotes || letter == ' '));
        if quotes { ' ' } else { letter }
    };
    text.chars().map(letter).collect()
}

/// Whether a paragraph begins with the head of a message: who it is from, and when it was sent.
fn begins_message(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if is_rule(first) && first.chars().any(char::is_alphabetic) {
        return true;
    }
    if first.starts_with("On ") && first.ends_with("wrote:") {
        return true;
    }
    let is = |line: &str, labels: &[&str]| {
        label(line).is_some_and(|(label, _)| labels.contains(&label.as_str()))
    };
    is(first, &["from"]) && lines.take(4).any(|line| is(line, &["sent", "date"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(pieces: &[&str]) -> Document {
        let pieces = pieces.iter().map(|text| Piece {
            page: None,
            paragraph: None,
            text: Sensitive((*text).to_owned()),
        });
        Document {
            pieces: pieces.collect(),
            ..Document::default()
        }
    }

    #[test]
    fn each_message_of_a_thread_stands_by_itself() {
        let thread = document(&[
            "From: A\nSent: 4 May 2026",
            "Hello",
            "-----Original Message-----\nFrom: B\nSent: 1 May 2026",
            "Hello again",
            "On Fri, 1 May 2026 at 09:14, C wrote:",
            "From here it is not far.",
            "> From: D\n> Sent: 2 May 2026\n> 5 > 4",
        ]);
        let sizes: Vec<usize> = messages(&thread)
            .iter()
            .map(|one| one.pieces.len())
            .collect();
        assert_eq!(sizes, [2, 2, 2, 1]);
        assert_eq!(without_marks("> > a > b\n>c"), "    a > b\n c");
        let alone = document(&["From: A\nSent: 4 May 2026", "From: a long way off."]);
        assert_eq!(messages(&alone).len(), 1);
    }
}
