//! A letter, its words, and whom it is from and to.

use mail::{Address, Kind, Letter, Link, Message, Organisation, Place, Sender, Site, Stamp, Words};
use model::Instant;

/// Friday 5 June 2026, 14:30 in London.
pub(crate) const AT: i64 = 1_780_666_200_000_000;
pub(crate) const TO: &str = "ana.example@aldermere.example";
pub(crate) const LINK: &str = "https://reviews.example/answer/aldermere/0198-ab";

pub(crate) fn letter() -> Letter {
    let site = Site::new("https://reviews.example").unwrap();
    Letter {
        kind: Kind::Request,
        organisation: Some(Organisation::named("Älderby Safeguarding Partnership").unwrap()),
        link: Link::new(
            &site,
            Place::Answer {
                organisation: "aldermere",
                request: "0198-ab",
            },
        )
        .unwrap(),
        rehearsal: true,
    }
}

/// Words with everything that is hard to carry: letters beyond ASCII, a dot by itself, a long line, "From " at a beginning.
pub(crate) fn words(letter: &Letter) -> Words {
    let name = letter
        .organisation
        .as_ref()
        .map_or("", Organisation::as_str);
    let mut before = vec![format!(
        "Something waits for you at {name} – sign in to see them."
    )];
    if letter.rehearsal {
        before.push("This is a rehearsal: nothing here is about real people.".to_owned());
    }
    before.push(".".to_owned());
    before.push(
        "From here on = one long line. "
            .repeat(15)
            .trim()
            .to_owned(),
    );
    Words {
        subject: format!("{name}: something waits for you"),
        before,
        after: vec!["Nobody reads answers to this message.".to_owned()],
    }
}

pub(crate) fn message_numbered(number: u8) -> Message {
    let stamp = Stamp {
        at: Instant::from_microseconds(AT),
        random: [number; 16],
    };
    Message::new(Address::parse(TO).unwrap(), stamp, &letter(), words).unwrap()
}

pub(crate) fn message() -> Message {
    message_numbered(7)
}

pub(crate) fn sender() -> Sender {
    Sender {
        address: Address::parse("throughline@reviews.example").unwrap(),
        name: Some(Organisation::named("Lernen \"Zusammen\" – Größe").unwrap()),
    }
}
