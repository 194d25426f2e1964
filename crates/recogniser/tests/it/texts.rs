//! Texts of every kind.

use proptest::prelude::*;
use recogniser::tokens::{sentences, tokens};
use recogniser::{Label, Recogniser};

#[test]
fn the_model_is_whole() {
    assert!(Recogniser::new().is_whole());
}

#[test]
fn labels_have_names_that_lead_back() {
    for (number, label) in Label::ALL.into_iter().enumerate() {
        assert_eq!(label.number(), number);
        assert_eq!(Label::from_code(label.code()), Some(label));
    }
}

#[test]
fn a_damaged_model_is_refused() {
    let short: &'static [u8] = b"RECOG-1\n\x01\0\0\0";
    assert!(Recogniser::with_model(short, recogniser::Leaning::default()).is_err());
    assert!(Recogniser::with_model(b"", recogniser::Leaning::default()).is_err());
}

#[test]
fn words_are_cut_as_people_read_them() {
    let text = "Mum's friend O'Brien (b.1990) wrote to jo@example.org, twice.";
    let cut: Vec<&str> = tokens(text).iter().map(|t| t.of(text)).collect();
    assert_eq!(
        cut,
        [
            "Mum",
            "'",
            "s",
            "friend",
            "O'Brien",
            "(",
            "b",
            ".",
            "1990",
            ")",
            "wrote",
            "to",
            "jo@example.org",
            ",",
            "twice",
            "."
        ]
    );
}

#[test]
fn sentences_do_not_end_at_titles_and_initials() {
    let text = "Seen by Dr. Amin at 9. J. Smith came too.";
    assert_eq!(sentences(text, &tokens(text)).len(), 2);
}

fn whole(text: &str) {
    let cut = tokens(text);
    let mut end = 0;
    for token in &cut {
        assert!(token.start >= end && token.end > token.start);
        assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
        end = token.end;
    }
    let mut next = 0;
    for range in sentences(text, &cut) {
        assert_eq!(range.start, next);
        assert!(!range.is_empty());
        next = range.end;
    }
    assert_eq!(next, cut.len());
    let found = Recogniser::new().find(text);
    let mut end = 0;
    for piece in &found {
        assert!(piece.start >= end && piece.end > piece.start);
        assert!(text.get(piece.start..piece.end).is_some());
        assert!((0.0..=1.001).contains(&piece.score));
        end = piece.end;
    }
    assert_eq!(
        found,
        Recogniser::new().find(text),
        "the same text gives the same answer"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        whole(&text);
    }

    #[test]
    fn any_mix_of_words_and_signs_is_read(text in "([A-Za-z]{1,6}|[0-9]{1,4}|[ \n\t.,'’\"@:/()\\[\\]-]|é|ß|ﬁ|İ|\u{301}|\u{200d}|👩‍👧|ش|字){0,60}") {
        whole(&text);
    }
}

#[test]
fn a_name_found_once_is_found_wherever_it_stands() {
    let text = "Mum told us that Zbyszko Wierzba was at home. Police visited. Wierzba and the dog were outside. Nobody asked Zbyszko.";
    let found = Recogniser::new().find(text);
    for (at, name) in text
        .match_indices("Wierzba")
        .chain(text.match_indices("Zbyszko"))
    {
        let covered = found
            .iter()
            .any(|f| f.start <= at && f.end >= at + name.len() && f.label == Label::Person);
        assert!(covered, "{name} at {at}: {found:?}");
    }
}

#[test]
fn long_texts_are_read_in_time_that_grows_with_them() {
    let text = "Mr Smith met Mrs Okafor in Leeds and Mr Jones said nothing of it to Dr Patel. "
        .repeat(600);
    let found = Recogniser::new().find(&text);
    assert!(found.len() >= 2400, "{}", found.len());
}
