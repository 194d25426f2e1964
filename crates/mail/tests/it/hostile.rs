//! Text that tries to be more than text.

use mail::{
    Address, Folder, Letter, Mailer as _, Message, MessageWrong, Organisation, Sender, Stamp, Words,
};
use model::Instant;
use proptest::prelude::*;

use crate::parsed::{Parsed, parse};
use crate::support::{AT, LINK, letter, message, sender, words};

fn stamp(at: i64) -> Stamp {
    Stamp {
        at: Instant::from_microseconds(at),
        random: [1; 16],
    }
}

fn made(at: i64, wording: mail::Wording) -> Result<Message, MessageWrong> {
    let to = Address::parse("ana@aldermere.example").unwrap();
    Message::new(to, stamp(at), &letter(), wording)
}

fn with(subject: &str, before: Vec<String>, after: Vec<String>) -> Words {
    Words {
        subject: subject.to_owned(),
        before,
        after,
    }
}

#[test]
fn words_that_are_not_one_line_make_no_message() {
    let subjects: [mail::Wording; 5] = [
        |_| with("a\r\nBcc: b@c.example", vec![], vec![]),
        |_| with("a\nb", vec![], vec![]),
        |_| with(" ", vec![], vec![]),
        |_| with("=?utf-8?b?YQpi?=", vec![], vec![]),
        |_| with(&"a".repeat(161), vec![], vec![]),
    ];
    for wording in subjects {
        assert_eq!(made(AT, wording).err(), Some(MessageWrong::Subject));
    }
    let paragraphs: [mail::Wording; 5] = [
        |_| {
            with(
                "a",
                vec!["a\r\n.\r\nMAIL FROM:<b@c.example>".to_owned()],
                vec![],
            )
        },
        |_| with("a", vec![], vec!["a\nb".to_owned()]),
        |_| with("a", vec![String::new()], vec![]),
        |_| with("a", vec!["a".repeat(601)], vec![]),
        |_| with("a", vec!["a".to_owned(); 11], vec![]),
    ];
    for wording in paragraphs {
        assert_eq!(made(AT, wording).err(), Some(MessageWrong::Paragraph));
    }
}

#[test]
fn a_time_that_no_date_shows_makes_no_message() {
    for at in [-1, i64::MIN, i64::MAX, 253_402_300_800_000_000] {
        assert_eq!(made(at, words).err(), Some(MessageWrong::Time), "{at}");
    }
    for at in [0, 253_402_300_799_999_999] {
        let scratch = tempfile::tempdir().unwrap();
        let mailer = Folder::new(scratch.path(), sender()).unwrap();
        mailer.send(&made(at, words).unwrap()).unwrap();
    }
}

#[test]
fn a_message_is_not_printed_by_accident() {
    let shown = format!("{:?} {:?}", message(), letter());
    for word in ["ana", "waits", "reviews.example"] {
        assert!(!shown.contains(word), "{shown}");
    }
}

/// Writes a message of a sender and an organisation of these names, and reads it back.
fn round(sender_name: &str, organisation: &str) -> Option<Parsed> {
    let sender = Sender {
        name: Some(Organisation::named(sender_name).ok()?),
        ..sender()
    };
    let letter = Letter {
        organisation: Some(Organisation::named(organisation).ok()?),
        ..letter()
    };
    let to = Address::parse("ana@aldermere.example").unwrap();
    let message = Message::new(to, stamp(AT), &letter, words).ok()?;
    let scratch = tempfile::tempdir().unwrap();
    Folder::new(scratch.path(), sender)
        .unwrap()
        .send(&message)
        .unwrap();
    let file = std::fs::read_dir(scratch.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let parsed = parse(&std::fs::read(file.path()).unwrap());
    assert_eq!(parsed.body, message.body());
    Some(parsed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_name_adds_a_header_or_an_address(
        one in "[ -?A-~éЖ字\u{1F600}]{1,120}", two in "[\\PC&&[^@]]{1,60}"
    ) {
        if let Some(parsed) = round(&one, &two) {
            prop_assert_eq!(parsed.headers.len(), 10);
            prop_assert_eq!(parsed.header("To"), "ana@aldermere.example");
            let from = parsed.header("From");
            prop_assert!(from.ends_with("<throughline@reviews.example>"), "{}", from);
            prop_assert!(parsed.body.contains(LINK));
        }
    }

    #[test]
    fn what_is_taken_as_an_address_is_one(typed in "[ -~é\r\n]{0,30}@[ -~é\r\n]{0,30}") {
        if let Ok(address) = Address::parse(&typed) {
            let text = address.expose();
            prop_assert_eq!(text, typed.trim_matches([' ', '\t']));
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert!(!text.contains(['<', '>', ',', ';', ':', '"', '(', ')', '\\']));
            prop_assert_eq!(Address::parse(text), Ok(address.clone()));
        }
    }
}
