//! Invented entries for tests.

use chronology::Item;
use model::chronology::{Entry, EntryKind, Person, Recorded, ShareStands, Shared};
use model::{Date, Id as _, Instant, RecordId, Sensitive, UncertainDate};
use proptest::prelude::*;

/// An entry with whose it is and a number for its id.
pub struct Told {
    pub id: RecordId,
    pub agency: &'static str,
    pub entry: Entry,
}

pub fn record(number: i64) -> RecordId {
    RecordId::make(Instant::from_microseconds(number * 1000), [0; 10])
}

pub fn edtf(text: &str) -> UncertainDate {
    UncertainDate::from_edtf(text).unwrap()
}

pub fn day(text: &str) -> Date {
    edtf(text).is_certain_day().unwrap()
}

pub fn told(number: i64, agency: &'static str, date: &str, kind: EntryKind) -> Told {
    Told {
        id: record(number),
        agency,
        entry: Entry::new(edtf(date), kind, "Something happened."),
    }
}

impl Told {
    pub fn with(mut self, change: impl FnOnce(&mut Entry)) -> Self {
        change(&mut self.entry);
        self
    }

    pub fn about(self, person: i64) -> Self {
        self.with(|entry| {
            entry.about.push(Person {
                known: Some(record(person)),
                called: Sensitive("somebody".to_owned()),
            });
        })
    }

    pub fn recorded(self, date: &str) -> Self {
        let on = Some(edtf(date));
        self.with(|entry| {
            entry.recorded = Recorded {
                on,
                ..Recorded::default()
            };
        })
    }

    pub fn shared(self, agency: &str, date: &str, stands: ShareStands) -> Self {
        let share = Shared {
            agency: Some(agency.to_owned()),
            with: Sensitive(format!("Duty desk  of {agency}")),
            on: edtf(date),
            stands,
        };
        self.with(|entry| entry.shared.push(share))
    }
}

pub fn items(told: &[Told]) -> Vec<Item<'_>> {
    told.iter()
        .map(|told| Item {
            id: told.id,
            agency: told.agency,
            called: told.agency,
            entry: &told.entry,
        })
        .collect()
}

/// Any date of three years, with everything that can be uncertain about it.
pub fn any_date() -> impl Strategy<Value = String> {
    let day = (2022..2025, 1..13, 1..29);
    (day.clone(), day, 0..24, 0..9).prop_map(|((y, m, d), (y2, m2, d2), hour, kind)| {
        let one = format!("{y}-{m:02}-{d:02}");
        let two = format!("{y2}-{m2:02}-{d2:02}");
        let (first, last) = if one <= two {
            (one.clone(), two)
        } else {
            (two, one.clone())
        };
        match kind {
            0 => format!("{one}T{hour:02}:30"),
            1 => format!("{first}/{last}"),
            2 => format!("[{first}..{last}]"),
            3 => format!("{y}-{m:02}"),
            4 => format!("[..{one}]"),
            5 => format!("{one}/.."),
            6 => "XXXX".to_owned(),
            7 => format!("{one}~"),
            _ => one,
        }
    })
}
