//! The check of a text: what could tell who it is about, found by the crate that knows how, in the words of the case.

use std::collections::BTreeMap;

use deidentify::{Certainty, Finding, Names, Naming, Options, Person, Register, Role};
use model::learning::SharedLearning;
use model::{Date, Sensitive};

use super::leaving::TOGETHER;
use super::register::{CaseKnown, Known, KnownKind};

/// The code of what somebody finds who may not read what it is on record as.
const WITHHELD: &str = "withheld";

/// Something that could tell who a text is about.
#[derive(Debug, Clone)]
pub struct Found {
    /// The field in which it stands.
    pub field: &'static str,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// The words.
    pub words: Sensitive<String>,
    /// What it is: a code.
    pub kind: String,
    /// Why it was found: a code.
    pub why: String,
    /// What to say more of what could be put together.
    pub parts: Vec<String>,
    /// Whether it is on record in the case: it never leaves.
    pub known: bool,
    /// Whether it is on record where its reader may not read.
    pub withheld: bool,
    /// Whether it points at somebody by itself.
    pub direct: bool,
    /// Whether it is one person's number or day, on record or not.
    pub of_one: bool,
    /// Whether it surely is what it was found as; else a person is asked.
    pub sure: bool,
    /// What could stand in its place.
    pub offers: Vec<String>,
}

impl Found {
    /// What it is and why it was found, as codes. Of what its reader may not see it says only that.
    #[must_use]
    pub fn says(&self) -> (&str, &str) {
        if self.withheld {
            (WITHHELD, WITHHELD)
        } else {
            (&self.kind, &self.why)
        }
    }

    /// What could stand in its place, as far as that tells its reader nothing they may not see.
    #[must_use]
    pub fn offered(&self) -> &[String] {
        if self.withheld { &[] } else { &self.offers }
    }

    /// Whether it must not be in what leaves, however it came there.
    #[must_use]
    pub const fn must_go(&self) -> bool {
        self.known || self.direct
    }

    /// Whether a reason can keep it: never what is on record, nor what is one person's number or day.
    #[must_use]
    pub const fn may_be_kept(&self) -> bool {
        !self.known && !self.of_one
    }
}

/// The check, before it knows a case.
#[derive(Debug, Clone, Copy)]
pub struct Scrub {
    on: bool,
}

impl Default for Scrub {
    fn default() -> Self {
        Self { on: true }
    }
}

impl Scrub {
    /// A check that finds nothing, so that a test can show that it would notice. There is none in a program that is released.
    #[cfg(debug_assertions)]
    #[must_use]
    pub const fn switched_off() -> Self {
        Self { on: false }
    }

    /// The check of one case and one draft; what stands in the place of names is worked out from its seed.
    #[must_use]
    pub(super) fn of(self, known: &CaseKnown, seed: &str) -> CaseScrub {
        CaseScrub {
            on: self.on,
            all: made(known.all()),
            open: None,
            options: options(seed),
        }
    }
}

/// What could tell who somebody is in texts that come from no case: nothing is on record beside them.
pub(crate) fn found_in(texts: &[(&'static str, &str)]) -> Vec<Found> {
    let scrub = Scrub::default().of(&CaseKnown::default(), "");
    let naming = &mut scrub.begin();
    let mut found = Vec::new();
    for text in texts {
        found.extend(scrub.find(*text, naming));
    }
    found
}

/// The check of one case and one draft.
pub(super) struct CaseScrub {
    on: bool,
    all: Register,
    /// What of it the reader may read, where that is not all.
    open: Option<Register>,
    options: Options,
}

impl CaseScrub {
    /// For somebody who may read this much of what is on record: of the rest they learn that it is there.
    pub(super) fn read_by(mut self, open: &CaseKnown) -> Self {
        self.open = Some(made(open.all()));
        self
    }

    /// Begins a document: whoever is named in it is called the same in all of its fields.
    pub(super) fn begin(&self) -> Naming {
        self.options.names.start(&self.all)
    }

    /// What could tell who a text is about, in the order of the text; nothing stands in two of them.
    pub(super) fn find(
        &self,
        (field, text): (&'static str, &str),
        naming: &mut Naming,
    ) -> Vec<Found> {
        if !self.on {
            return Vec::new();
        }
        let supposed = deidentify::recognised(text);
        let mut all = deidentify::find_with(text, &self.all, &self.options, &supposed, naming);
        all.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
        let open = self
            .open
            .as_ref()
            .map(|open| deidentify::find(text, open, &self.options));
        let mut end = 0;
        let mut found = Vec::with_capacity(all.len());
        for one in all {
            let Some(words) = text.get(one.start..one.end).filter(|_| one.start >= end) else {
                continue;
            };
            end = one.end;
            let withheld = one.on_record
                && open.as_ref().is_some_and(|open| {
                    let same = |two: &Finding| (two.start, two.end) == (one.start, one.end);
                    !open.iter().any(|two| same(two) && two.on_record)
                });
            found.push(read(field, words, &one, withheld));
        }
        found
    }

    /// What could be put together from everything that would leave.
    pub(super) fn together(
        &self,
        learning: &SharedLearning,
        names_partnership: bool,
    ) -> Vec<Found> {
        if !self.on {
            return Vec::new();
        }
        let all = super::together::of(learning, names_partnership).into_iter();
        let found = all.map(|one| Found {
            field: TOGETHER,
            start: 0,
            end: 0,
            words: Sensitive(one.parts.join(" + ")),
            kind: TOGETHER.to_owned(),
            why: one.why,
            parts: one.parts,
            known: false,
            withheld: false,
            direct: false,
            of_one: false,
            sure: true,
            offers: Vec::new(),
        });
        found.collect()
    }
}

fn read(field: &'static str, words: &str, one: &Finding, withheld: bool) -> Found {
    Found {
        field,
        start: one.start,
        end: one.end,
        words: Sensitive(words.to_owned()),
        kind: one.kind.code().replace('-', "_"),
        why: one.why.code().replace('-', "_"),
        parts: Vec::new(),
        known: one.on_record,
        withheld,
        direct: one.direct && one.certainty != Certainty::Asked,
        of_one: one.kind.is_of_one(),
        sure: one.certainty != Certainty::Asked,
        offers: one.suggestions.iter().map(|one| one.text.clone()).collect(),
    }
}

/// Dates become years, and names what the seed makes of them.
fn options(seed: &str) -> Options {
    let bytes = crypto::from_hex(seed).unwrap_or_default();
    Options {
        names: Names::new(bytes.try_into().unwrap_or_default()),
        ..Options::default()
    }
}

/// What is on record, in the shape in which it is looked for.
fn made<'a>(known: impl Iterator<Item = &'a Known>) -> Register {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    let mut bodies: BTreeMap<(&str, KnownKind), Vec<String>> = BTreeMap::new();
    let mut all = deidentify::Known::default();
    for one in known {
        match one.kind {
            KnownKind::Child | KnownKind::Adult | KnownKind::Practitioner => {
                let person = people.entry(&one.of).or_default();
                person.role = role(one.kind);
                person.names.push(one.words.clone());
            }
            KnownKind::Born => {
                let person = people.entry(&one.of).or_default();
                person.born = one.words.parse().ok().or(person.born);
            }
            KnownKind::Place | KnownKind::Organisation => {
                let names = bodies.entry((one.of.as_str(), one.kind)).or_default();
                names.push(one.words.clone());
            }
            KnownKind::Address => all.addresses.push(one.words.clone()),
            KnownKind::Identifier => all.identifiers.push(one.words.clone()),
            KnownKind::Day => all.days.extend(one.words.parse::<Date>()),
        }
    }
    all.people = people.into_values().collect();
    for ((_, kind), names) in bodies {
        let body = deidentify::Body { names };
        match kind {
            KnownKind::Place => all.places.push(body),
            _ => all.organisations.push(body),
        }
    }
    Register::new(&all)
}

const fn role(kind: KnownKind) -> Role {
    match kind {
        KnownKind::Child => Role::Child,
        KnownKind::Practitioner => Role::Practitioner,
        _ => Role::Family,
    }
}
