//! Entries as chance makes them, with everything that an entry can say.

use model::case::FactsStand;
use model::chronology::{
    Checked, ChildSeen, Entry, EntryKind, Person, Recorded, Restriction, ShareStands, Shared,
    Significance, Source,
};
use model::paper::printable;
use model::{Date, Id as _, RecordId, Sensitive, UncertainDate};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = Sensitive<String>> {
    let text = prop_oneof![
        3 => "[a-zé =+@'|\\\\\n\t,;\"-]{0,12}",
        2 => any::<String>(),
        1 => prop::sample::select(vec![
            "=1+1", "+44 20", "- said mum", "@home", "\t=x", "  =x", "＝1", "'=1", "\u{2060}=1",
            "_x0041_", "x_x000A_", "</w:t>&amp;<", "code:date", "שלום عليكم", "👩‍👧 🇬🇧", "\r\nx\r\n",
            "none", "\\-", "a\n\n\nb\n", "-yes", "2026-02", "Date",
        ])
        .prop_map(str::to_owned),
    ];
    // What no document can carry does not go out either.
    text.prop_map(|text| Sensitive(printable(&text)))
}

fn date() -> impl Strategy<Value = UncertainDate> {
    let dates = prop::sample::select(vec![
        "XXXX",
        "2026-02-13",
        "2026-02-13T22:40",
        "2026-02-13T22:40:05",
        "2026-02~",
        "2026-22?",
        "202X",
        "2026%",
        "2026-01/2026-03",
        "[2026-02-01..2026-02-14]",
        "[..2026-02-02]",
        "[2026-02-04..]",
        "2026-01-05/..",
        "../2026-01-05",
        "2026-02-13T22:00~/2026-02-14?",
    ]);
    let days = (1900_i16..2100, 1_i8..13, 1_i8..29)
        .prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    prop_oneof![dates.prop_map(str::to_owned), days].prop_map(|edtf| edtf.parse().unwrap())
}

fn of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

fn person() -> impl Strategy<Value = Person> {
    (text(), any::<Option<[u8; 10]>>()).prop_map(|(called, random)| {
        let at = model::Instant::from_microseconds(1_700_000_000_000_000);
        Person {
            known: random.map(|random| RecordId::make(at, random)),
            called,
        }
    })
}

fn shared() -> impl Strategy<Value = Shared> {
    (
        prop::option::of(text()),
        text(),
        date(),
        of(ShareStands::ALL),
    )
        .prop_map(|(agency, with, on, stands)| Shared {
            agency: agency.map(|agency| agency.0),
            with,
            on,
            stands,
        })
}

fn checked() -> impl Strategy<Value = Checked> {
    let said = (text(), text(), text(), text());
    let days = (1900_i16..2100, 1_i8..13, 1_i8..29);
    (said, days, of(FactsStand::ALL), any::<bool>()).prop_map(
        |((role, who, what, words), (year, month, day), says, earlier)| Checked {
            role,
            who,
            on: Date::new(year, month, day).unwrap(),
            says,
            what,
            words,
            earlier,
        },
    )
}

fn source() -> impl Strategy<Value = Source> {
    let numbers = any::<(Option<u32>, Option<u32>, u32, u32)>();
    (text(), numbers, text()).prop_map(|(file, (page, paragraph, start, end), words)| Source {
        document: None,
        file,
        page,
        paragraph,
        start,
        end,
        words,
    })
}

prop_compose! {
    pub(crate) fn entry()(
        dates in (date(), text(), of(EntryKind::ALL), text()),
        people in (prop::collection::vec(person(), 0..4), prop::collection::vec(text(), 0..4)),
        done in (text(), text(), of(ChildSeen::ALL), of(ChildSeen::ALL), text(), any::<bool>()),
        seen_as in (of(Significance::ALL), text(), of(Restriction::ALL)),
        recorded in (prop::option::of(date()), text(), text()),
        shared in prop::collection::vec(shared(), 0..3),
        checked in prop::collection::vec(checked(), 0..3),
        source in prop::option::of(source()),
    ) -> Entry {
        let (date, date_words, kind, mut text) = dates;
        // No entry is kept that says nothing.
        if text.0.trim().is_empty() {
            text.0.push('x');
        }
        let (about, present) = people;
        let (response, outcome, seen, seen_alone, voice, key_episode) = done;
        let (significance, comment, restriction) = seen_as;
        let (on, by_role, system) = recorded;
        Entry {
            date, date_words, kind, text, about, present, response, outcome, seen, seen_alone,
            voice, key_episode, significance, comment, restriction,
            recorded: Recorded { on, by_role, system },
            shared, checked, source,
        }
    }
}
