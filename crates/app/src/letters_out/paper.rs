//! A letter as a document.

use model::Date;
use model::paper::{Block, Paper};
use model::scheme::LetterTo;

/// What stands under a letter to a person in place of what was withheld: which parts a file has is nothing that a letter
/// tells at home.
const NOTHING_RESTRICTED: &str =
    "Nothing that few people may read in the file of the review was used for this letter.";

/// Makes a letter of its final words. To an organisation it says by kind what was withheld.
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
    } else {
        let note = NOTHING_RESTRICTED.to_owned();
        paper.blocks.push(Block::Note(note));
    }
    paper
}
