//! What the reading process prints, and what is believed of it.

use papers::read::{ExtractedText, Part};
use papers::{Answer, Refusal};

#[test]
fn every_outcome_comes_back_as_it_was() {
    let text = ExtractedText {
        parts: vec![Part::Page(1), Part::Paragraph("Zoë".to_owned())],
        warnings: Vec::new(),
    };
    let printed = Answer::printed(Ok(text.clone()));
    assert_eq!(Answer::parse(&printed), Some(Ok(text)));
    for refusal in Refusal::ALL {
        let printed = Answer::printed(Err(refusal));
        assert_eq!(Answer::parse(&printed), Some(Err(refusal)));
        let again = Refusal::ALL
            .iter()
            .filter(|one| one.code() == refusal.code());
        assert_eq!(again.count(), 1, "{}", refusal.code());
    }
}

#[test]
fn what_is_no_answer_is_none() {
    for printed in [
        "",
        "{}",
        "{\"refused\":\"no-such-code\"}",
        "{\"text\":{\"parts\":[]}}",
        "{\"text\":{\"parts\":[{\"page\":-1}],\"warnings\":[]}}",
        "{\"refused\":\"file-empty\"} and more",
    ] {
        assert_eq!(Answer::parse(printed.as_bytes()), None, "{printed}");
    }
}

#[test]
fn a_text_beyond_the_longest_answer_is_too_large() {
    let letter = "\u{1}".repeat(Answer::LONGEST / 6 + 1);
    let text = ExtractedText {
        parts: vec![Part::Paragraph(letter)],
        warnings: Vec::new(),
    };
    let printed = Answer::printed(Ok(text));
    assert_eq!(Answer::parse(&printed), Some(Err(Refusal::TooLarge)));
    assert_eq!(Answer::parse(&vec![b' '; Answer::LONGEST + 1]), None);
}
