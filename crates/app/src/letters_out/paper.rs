//! A letter as a document.

use model::Date;
use model::paper::{Block, Paper};
use model::scheme::LetterTo;

/// Makes a letter of its final words. To an organisation it says by kind what was withheld; to a person it says nothing of it:
/// which parts a file has is nothing that a letter tells at home.
#[must_use]
pub fn letter_paper(
    to: (&str, LetterTo),
    (title, words): (&str, &str),
    withheld: &[String],
    (today, synthetic): (Date, bool),
) -> Paper {
    let mut paper = Paper::new(title, today);
    paper.letter = true;
    paper.synthetic = synthetic;
    to.0.clone_into(&mut paper.prepared_for);
    paper.blocks.push(Block::Paragraph(words.to_owned()));
    if to.1 == LetterTo::Organisation {
        "OFFICIAL-SENSITIVE".clone_into(&mut paper.marking);
        paper.withheld = Some(withheld.to_vec());
    }
    paper
}
