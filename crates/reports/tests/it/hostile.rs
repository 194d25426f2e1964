//! Text is only ever printed, whatever it holds.

use model::paper::{Block, Paper};
use proptest::prelude::*;
use reports::pages;

use crate::samples::{facts, paragraph, prepared_on, table};
use crate::{holds, made, narrowed, read_back};

fn with(blocks: Vec<Block>) -> Paper {
    Paper {
        blocks,
        ..Paper::new("Text as typed", prepared_on())
    }
}

/// The same text in every place that takes one.
fn everywhere(text: &str) -> Paper {
    let worded = format!("x{text}");
    let mut paper = with(vec![
        Block::Heading {
            level: 1,
            text: worded.clone(),
        },
        paragraph(text),
        Block::List(vec![text.to_owned()]),
        facts(&[(worded.as_str(), text)]),
        table(text, &[worded.as_str(), "Other"], &[&[text, text]]),
        Block::Note(text.to_owned()),
    ]);
    paper.title.clone_from(&worded);
    paper.subtitle = text.to_owned();
    paper.marking = text.to_owned();
    paper.prepared_for = text.to_owned();
    paper
}

#[test]
fn markup_is_printed_as_it_was_typed() {
    let typed = "*not bold* _not slanted_ #panic(\"injected\") #read(\"/etc/passwd\") $x^2$ = no heading `raw` @ref <label> // no comment";
    let Some(text) = read_back(&made(&with(vec![paragraph(typed)]))) else {
        return;
    };
    assert!(narrowed(&text).contains(typed), "{text}");
    made(&everywhere(typed));
}

#[test]
fn letters_of_other_scripts_emoji_and_control_characters_do_no_harm() {
    for text in [
        "أمل حسن",
        "ליאור כהן",
        "ਗੁਰਪ੍ਰੀਤ কমলা தமிழ் 王小明 한국어",
        "Zoë Łukasz Ðorđe Ŵyn Müşteri ﬁne",
        "e\u{301}a\u{308}\u{323} n\u{20DD} \u{301}alone",
        "😀 👩\u{200D}👧\u{200D}👦 🏴\u{E0067}\u{E0062}\u{E007F} \u{FE0F}",
        "\0\u{1}\u{1B}[31m \u{7F} \u{9F} \u{FFFE} \u{FEFF} \u{E000} \u{F0000} \u{200B}\u{200D}",
        "\u{202E}evil\u{202C} \u{2067}isolated\u{2069}",
        "\t\ttabs\u{B}\u{C}\u{85}\u{2028}\u{2029}breaks",
    ] {
        made(&everywhere(text));
    }
}

#[test]
fn a_letter_without_a_font_is_reported_on_the_page() {
    let Some(text) = read_back(&made(&with(vec![paragraph("Called 王 at home.")]))) else {
        return;
    };
    assert!(text.contains("Called □ at home."), "{text}");
    assert!(narrowed(&text).contains("shown as a box"), "{text}");
    let Some(plain) = read_back(&made(&with(vec![paragraph("Łukasz and Zoë")]))) else {
        return;
    };
    assert!(
        plain.contains("Łukasz and Zoë") && !plain.contains("shown as a box"),
        "{plain}"
    );
}

#[test]
fn a_very_long_word_stays_on_the_page() {
    let word = "Donaudampfschiff".repeat(30);
    let paper = with(vec![
        paragraph(&word),
        facts(&[("Link", word.as_str())]),
        table(
            "Links",
            &["First", "Second", "Third"],
            &[&[word.as_str(), "b", word.as_str()]],
        ),
    ]);
    let Some(text) = read_back(&made(&paper)) else {
        return;
    };
    let joined: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    assert!(joined.contains(&word), "{text}");
}

#[test]
fn an_address_is_copied_as_it_is_and_can_be_followed() {
    let address = "https://throughline.exampleshire-partnership.gov.uk/shared-learning/019b76da-a800-7000-8000-85b6cf673fd4";
    let other = format!("https://example.org/{}", "notes-of-the-meeting-".repeat(6));
    let cite = format!("Cited as: version 1, 2026. {address}/versions/1, and {other}");
    let paper = with(vec![paragraph(&cite), facts(&[("Address", address)])]);
    let bytes = made(&paper);
    assert!(
        holds(&bytes, &format!("({address}/versions/1)")),
        "it can be followed"
    );
    assert!(
        !holds(&bytes, "(https://example.org"),
        "no other words become a link"
    );
    let Some(text) = read_back(&bytes) else {
        return;
    };
    assert!(!text.contains('\u{200B}'), "{text}");
    let joined: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    assert!(
        joined.contains(&format!("{address}/versions/1,and{other}")),
        "{text}"
    );
}

#[test]
fn pages_are_counted_as_they_are_printed() {
    let short = with(vec![paragraph("A few words.")]);
    assert_eq!(pages(&short).unwrap(), 1);
    let lines = vec!["A short line"; 70].join("\n");
    assert!(pages(&with(vec![paragraph(&lines)])).unwrap() > 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_typeset(text in any::<String>()) {
        made(&everywhere(&text));
    }

    #[test]
    fn any_text_of_combining_and_joining_scripts_can_be_typeset(
        text in "[\u{300}-\u{36F}\u{590}-\u{6FF}\u{900}-\u{97F}\u{200B}-\u{200F}\u{FE00}-\u{FE0F}a-z ]{0,40}"
    ) {
        made(&everywhere(&text));
    }
}
