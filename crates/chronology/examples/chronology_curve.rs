//! Prints how long the rules of chronologies take as a chronology grows: 20 agencies, 1,000 to 100,000 entries.
//!
//! `cargo run --release -p chronology --example chronology_curve`

use std::fmt::Write as _;

use chronology::horizon::{AsKnown, Unfolding, Viewer, as_known, unfold};
use chronology::timeline::{Asked, Rows, Sizes, Window, draw};
use chronology::{Item, gaps, merge, same_event};
use model::chronology::{ChildSeen, Entry, EntryKind, Person, Recorded, ShareStands, Shared};
use model::{Date, Id as _, Instant, RecordId, Sensitive, UncertainDate};

const AGENCIES: [&str; 20] = [
    "police",
    "school",
    "nursery",
    "health visitor",
    "surgery",
    "hospital",
    "ambulance",
    "social care",
    "housing",
    "probation",
    "midwifery",
    "camhs",
    "youth justice",
    "early help",
    "refuge",
    "dental",
    "school nurse",
    "college",
    "fire service",
    "substance service",
];
/// So many different words; a few are common and most are rare, as in any language.
const VOCABULARY: f64 = 8_000.0;

/// The same sequence every time.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }
}

fn pick<T: Copy>(from: &[T], sequence: &mut Sequence) -> Option<T> {
    from.get(sequence.next(from.len())).copied()
}

fn record(number: usize) -> RecordId {
    let number = i64::try_from(number).unwrap_or(0);
    RecordId::make(Instant::from_microseconds(number * 1000), [0; 10])
}

fn date(day: usize, sequence: &mut Sequence) -> UncertainDate {
    let seconds = u64::try_from(day).unwrap_or(0) * 24 * 60 * 60;
    let day = Date::constant(2018, 1, 1).saturating_add(std::time::Duration::from_secs(seconds));
    let text = match sequence.next(10) {
        0 => format!("{}~", day),
        1 => day.strftime("%Y-%m").to_string(),
        2..5 => format!("{}T{:02}:{:02}", day, sequence.next(24), sequence.next(60)),
        _ => day.to_string(),
    };
    UncertainDate::from_edtf(&text).unwrap_or(UncertainDate::UNKNOWN)
}

fn entry(number: usize, days: usize, sequence: &mut Sequence) -> Entry {
    let day = sequence.next(days);
    let kind = pick(EntryKind::ALL, sequence).unwrap_or(EntryKind::Other);
    let mut text = String::new();
    for _ in 0..24 {
        let part = f64::from(u32::try_from(sequence.next(10_000)).unwrap_or(0)) / 10_000.0;
        let _ = write!(text, "word{:.0} ", VOCABULARY.powf(part));
    }
    // Names and places that few entries have.
    let _ = write!(
        text,
        "Place{} Name{}",
        sequence.next(days / 3 + 1),
        sequence.next(days / 3 + 1)
    );
    let date = date(day, sequence);
    let mut entry = Entry::new(date, kind, &text);
    entry.about.push(Person {
        known: Some(record(1_000_000 + number % 6)),
        called: Sensitive(format!("Child{}", number % 6)),
    });
    entry.seen = pick(ChildSeen::ALL, sequence).unwrap_or(ChildSeen::NotRecorded);
    entry.recorded = Recorded {
        on: (sequence.next(3) > 0).then_some(date),
        ..Recorded::default()
    };
    if sequence.next(4) == 0 {
        entry.shared.push(Shared {
            agency: pick(&AGENCIES, sequence).map(str::to_owned),
            with: Sensitive("duty desk".to_owned()),
            on: date,
            stands: ShareStands::Confirmed,
        });
    }
    entry
}

/// Milliseconds of processor time of this thread so far, as Linux counts them; other systems print zeros.
fn processor_time() -> f64 {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = counted
        .split(' ')
        .next()
        .and_then(|number| number.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1_000_000.0
}

fn measure(entries: usize, days: usize) {
    let mut sequence = Sequence(7);
    let made: Vec<Entry> = (0..entries)
        .map(|number| entry(number, days, &mut sequence))
        .collect();
    let each = made.iter().enumerate();
    let items: Vec<Item<'_>> = each
        .map(|(number, entry)| {
            let agency = AGENCIES
                .get(number % AGENCIES.len())
                .copied()
                .unwrap_or("other");
            let called = agency;
            Item {
                id: record(number),
                agency,
                called,
                entry,
            }
        })
        .collect();
    println!("{}", line(&items, days));
}

fn line(items: &[Item<'_>], days: usize) -> String {
    let mut line = format!("| {} | {days} |", items.len());
    let mut timed = |work: &mut dyn FnMut() -> usize| {
        let before = processor_time();
        let count = work();
        let _ = write!(line, " {:.2} ({count}) |", processor_time() - before);
    };
    timed(&mut || merge::in_order(items).len());
    timed(&mut || same_event::propose(items).len());
    let on = Date::constant(2020, 1, 1);
    let asked = AsKnown {
        viewer: Viewer::Agency("school"),
        on,
        with_proposed: false,
    };
    timed(&mut || as_known(items, &asked).len());
    timed(&mut || unfold(items, &Unfolding::default()).len());
    let gaps = gaps::Asked {
        from: Date::constant(2018, 1, 1),
        to: Date::constant(2024, 1, 1),
        children: &[record(1_000_000)],
        involved: &[],
        thresholds: gaps::Thresholds::default(),
    };
    timed(&mut || gaps::questions(items, &gaps).len());
    if let Some(window) = Window::of_all(items) {
        let asked = Asked {
            window,
            rows: Rows::Agencies(&AGENCIES),
            sizes: Sizes::WIDE,
        };
        timed(&mut || draw(items, &asked).marks.len());
        let asked = Asked {
            sizes: Sizes::NARROW,
            ..asked
        };
        timed(&mut || draw(items, &asked).marks.len());
    }
    line
}

fn main() {
    println!(
        "| entries | days | order: CPU ms | one event ms (proposals) | as known on ms | unfold ms (episodes) | gaps ms (questions) | drawing ms (marks) | narrow ms (marks) |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (entries, days) in [
        (300, 1100),
        (1_000, 1100),
        (5_000, 2200),
        (10_000, 2200),
        (100_000, 2200),
        (100_000, 6000),
    ] {
        measure(entries, days);
    }
}
