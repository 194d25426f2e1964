//! Reads the labelled families; `tests/data/same_event/README.md` says what they are.

use std::collections::BTreeMap;

use chronology::Item;
use model::chronology::{Entry, EntryKind, Person};
use model::{Id as _, Instant, RecordId, Sensitive, UncertainDate};

/// One labelled entry.
pub struct Labelled {
    pub name: String,
    pub id: RecordId,
    pub agency: String,
    pub events: Vec<String>,
    pub entry: Entry,
}

/// A listed pair: names of two entries, whether they tell of one event, and what makes it hard or easy.
pub struct Listed {
    pub one: String,
    pub two: String,
    pub same: bool,
    pub why: String,
}

/// A family.
pub struct Family {
    pub code: String,
    pub entries: Vec<Labelled>,
    pub listed: Vec<Listed>,
}

impl Family {
    pub fn items(&self) -> Vec<Item<'_>> {
        self.entries
            .iter()
            .map(|labelled| Item {
                id: labelled.id,
                agency: &labelled.agency,
                called: &labelled.agency,
                entry: &labelled.entry,
            })
            .collect()
    }

    pub fn by_id(&self) -> BTreeMap<RecordId, &Labelled> {
        let each = self.entries.iter();
        each.map(|labelled| (labelled.id, labelled)).collect()
    }

    pub fn named(&self, name: &str) -> &Labelled {
        let found = self.entries.iter().find(|labelled| labelled.name == name);
        found.unwrap_or_else(|| panic!("no entry {name}"))
    }
}

impl Labelled {
    /// Whether the two tell of one event.
    pub fn same(&self, other: &Self) -> bool {
        self.events.iter().any(|event| other.events.contains(event))
    }
}

/// Both files that the rules may be fitted to.
pub fn tuning() -> Vec<Family> {
    let mut families = read(include_str!("../../data/same_event/tuning.txt"));
    families.extend(read(include_str!("../../data/same_event/tuning-2.txt")));
    families
}

/// The first file that is only measured.
pub fn held_out() -> Vec<Family> {
    read(include_str!("../../data/same_event/held-out.txt"))
}

/// The second one, of other families in another hand.
pub fn held_out_again() -> Vec<Family> {
    read(include_str!("../../data/same_event/held-out-2.txt"))
}

fn read(text: &str) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut made = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split(" | ").collect();
        match (parts.as_slice(), families.last_mut()) {
            (["c", code, _], _) => families.push(Family {
                code: (*code).to_owned(),
                entries: Vec::new(),
                listed: Vec::new(),
            }),
            ([sign @ ("=" | "!"), one, two, why], Some(family)) => family.listed.push(Listed {
                one: (*one).to_owned(),
                two: (*two).to_owned(),
                same: *sign == "=",
                why: (*why).to_owned(),
            }),
            (["e", rest @ ..], Some(family)) => {
                made += 1;
                family.entries.push(entry(rest, made));
            }
            _ => panic!("not a line of this format: {line}"),
        }
    }
    families
}

fn entry(parts: &[&str], made: i64) -> Labelled {
    let &[name, agency, date, kind, about, present, events, text] = parts else {
        panic!("an entry of {} parts: {parts:?}", parts.len());
    };
    let date = UncertainDate::from_edtf(date).unwrap();
    let mut entry = Entry::new(date, EntryKind::from_code(kind).unwrap(), text);
    entry.about = list(about)
        .map(|called| Person {
            known: None,
            called: Sensitive(called.to_owned()),
        })
        .collect();
    entry.present = list(present)
        .map(|role| Sensitive(role.to_owned()))
        .collect();
    Labelled {
        name: name.to_owned(),
        id: record(made),
        agency: agency.to_owned(),
        events: events
            .split('+')
            .filter(|event| *event != "-")
            .map(str::to_owned)
            .collect(),
        entry,
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(", ").filter(|part| *part != "-")
}

/// An id that sorts by its number.
pub fn record(number: i64) -> RecordId {
    RecordId::make(Instant::from_microseconds(number * 1000), [0; 10])
}
