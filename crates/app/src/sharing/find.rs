//! The check of a text: what could tell who it is about, found by the crate that knows how, in the words of the case.

use access::{Ctx, Section};
use deidentify::{Certainty, Finding, Kind, Names, Naming, Options, Register, Why};
use model::Sensitive;
use model::learning::SharedLearning;

use super::known::made;
use super::leaving::TOGETHER;
use super::register::{CaseKnown, of_every_case};
use super::together::Rare;
use crate::{App, AppError};

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
    /// What it is by everything on record: a code. It is decided under it, and is not for its reader: [`Found::says`] is.
    pub(super) kind: String,
    /// What its reader may know that it is, and why it was found: codes.
    shown: (String, String),
    /// What makes up what could be put together; none where it is something else that was found.
    pub rare: Option<Rare>,
    /// Whether it is on record in the case: it never leaves.
    pub known: bool,
    /// Whether that is somebody of a family, their birth date, address or number.
    of_a_family: bool,
    /// Whether it is on record where its reader may not read.
    pub withheld: bool,
    /// Whether it points at somebody by itself.
    pub direct: bool,
    /// Whether it is one person's number or day, or the whole address of a home, on record or not.
    pub of_one: bool,
    /// Whether it surely is what it was found as; else a person is asked.
    pub sure: bool,
    /// Whether it stands beside the words that say which number it is, and its check digit is wrong: somebody's number with a slip.
    pub mistyped: bool,
    /// What could stand in its place, by what its reader may know.
    offers: Vec<String>,
}

impl Found {
    /// What it is and why it was found, as codes. Of what its reader may not see it says only that.
    #[must_use]
    pub fn says(&self) -> (&str, &str) {
        if self.withheld {
            (WITHHELD, WITHHELD)
        } else {
            (&self.shown.0, &self.shown.1)
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
        self.known || self.direct || self.mistyped
    }

    /// Whether words of one's own in which it is found tell of somebody themselves.
    #[must_use]
    pub const fn is_told_by_own_words(&self) -> bool {
        self.sure || self.mistyped
    }

    /// Whether words that come from no case must not leave with it: somebody, or an agency, on record, or what points at somebody by
    /// itself. An age, and the name of an area, do not by themselves, on record or not: many children are as old, and live there.
    #[must_use]
    pub fn tells_who(&self) -> bool {
        const BY_ITSELF: [&str; 3] = ["age", "place", "postcode_area"];
        let on_record =
            self.known && (self.of_a_family || !BY_ITSELF.contains(&self.kind.as_str()));
        on_record || self.direct || self.mistyped
    }

    /// Whether it is surely on record as somebody of a family, their birth date, or an address or number, wherever that stands: not an
    /// agency, a place, an age or somebody who works.
    #[must_use]
    pub const fn is_of_a_family(&self) -> bool {
        self.known && self.sure && self.of_a_family
    }

    /// As somebody reads it who reads no case: of an age and of an area they learn nothing that the words do not say.
    fn outside(mut self) -> Self {
        if self.withheld && !self.tells_who() {
            self.withheld = false;
            self.shown = (self.kind.clone(), "form_fits".to_owned());
        }
        self
    }

    /// Whether a reason can keep it: never what is on record, nor what is one person's number, day or address.
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
            shared: None,
            region: known
                .region()
                .map(|(code, name)| (code.to_owned(), name.to_owned())),
            options: options(seed),
        }
    }
}

/// What could tell who somebody is in texts that come from no case: what is on record in any case of the organisation among it, of
/// which the asker learns only that it is there. Whoever wrote them learns it through [`super::own_words`] alone, which counts.
/// What could be put together is looked for where they leave beside a release: with the name of the area, or only with its region.
pub(super) async fn look_in(
    app: &App,
    ctx: &Ctx,
    (texts, together): (&[(&'static str, &str)], Option<bool>),
) -> Result<Vec<Found>, AppError> {
    let known = of_every_case(app, ctx).await?;
    let scrub = app.scrub().of(&known, "").read_by(&CaseKnown::default());
    let owned = texts
        .iter()
        .map(|(field, text)| (*field, (*text).to_owned()));
    let owned: Vec<(&'static str, String)> = owned.collect();
    let looked = move || {
        let naming = &mut scrub.begin();
        let found = owned
            .iter()
            .flat_map(|(field, text)| scrub.find((field, text), naming));
        let mut found: Vec<Found> = found.map(Found::outside).collect();
        if let Some(names_area) = together {
            found.extend(scrub.together_in(&owned, names_area));
        }
        found
    };
    tokio::task::spawn_blocking(looked)
        .await
        .map_err(|_| AppError::Rule("check-broken-off"))
}

/// The check of one case and one draft.
pub(super) struct CaseScrub {
    on: bool,
    all: Register,
    /// What of it the reader may read, where that is not all.
    open: Option<Register>,
    /// What everybody on the review may read, where the reader may read more. What stands in the place of words shows in the text
    /// that everybody reads, so that it rests on nothing else.
    shared: Option<Register>,
    /// The region from which everything that leaves is said to come.
    region: Option<(String, String)>,
    options: Options,
}

/// Who is called what in one document: by everything on record, by what its reader may know, and by what everybody on the review may.
pub(super) struct Called {
    all: Naming,
    open: Option<Naming>,
    shared: Option<Naming>,
}

impl CaseScrub {
    /// For somebody who may read this much of what is on record: of the rest they learn that it is there.
    pub(super) fn read_by(mut self, open: &CaseKnown) -> Self {
        let more = open.all().any(|one| one.section != Section::General);
        self.shared = more.then(|| made(open.in_sections(&[Section::General]).all()));
        self.open = Some(made(open.all()));
        self
    }

    /// Begins a document: whoever is named in it is called the same in all of its fields.
    pub(super) fn begin(&self) -> Called {
        let start = |register: &Register| self.options.names.start(register);
        Called {
            all: start(&self.all),
            open: self.open.as_ref().map(start),
            shared: self.shared.as_ref().map(start),
        }
    }

    /// What could tell who a text is about, in the order of the text; nothing stands in two of them.
    pub(super) fn find(
        &self,
        (field, text): (&'static str, &str),
        called: &mut Called,
    ) -> Vec<Found> {
        if !self.on {
            return Vec::new();
        }
        let supposed = deidentify::recognised(text);
        let found_by = |register: &Register, naming: &mut Naming| {
            deidentify::find_with(text, register, &self.options, &supposed, naming)
        };
        let with = |register: Option<&Register>, naming: Option<&mut Naming>| {
            let both = register.zip(naming);
            both.map(|(register, naming)| found_by(register, naming))
        };
        let mut all = found_by(&self.all, &mut called.all);
        all.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
        let open = with(self.open.as_ref(), called.open.as_mut());
        let shared = with(self.shared.as_ref(), called.shared.as_mut());
        let mut end = 0;
        let mut found = Vec::with_capacity(all.len());
        for one in all {
            let Some(words) = text.get(one.start..one.end).filter(|_| one.start >= end) else {
                continue;
            };
            end = one.end;
            let seen = open.as_ref().map_or(Some(&one), |open| twin(&one, open));
            let offers = shared.as_ref().map_or(seen, |shared| twin(&one, shared));
            found.push(read(field, words, (&one, seen, offers)));
        }
        found
    }

    /// What could be put together from everything that would leave.
    pub(super) fn together(
        &self,
        learning: &SharedLearning,
        names_partnership: bool,
    ) -> Vec<Found> {
        match self.on {
            true => rare(super::together::of(
                learning,
                (names_partnership, self.region.as_ref()),
            )),
            false => Vec::new(),
        }
    }

    /// The same of texts that come from no case.
    fn together_in(&self, texts: &[(&'static str, String)], names_area: bool) -> Vec<Found> {
        match self.on {
            true => rare(super::together::of_texts(
                texts,
                (names_area, self.region.as_ref()),
            )),
            false => Vec::new(),
        }
    }
}

/// What could be put together, as it is decided on.
fn rare(all: Vec<Rare>) -> Vec<Found> {
    let found = all.into_iter().map(|one| Found {
        field: TOGETHER,
        start: 0,
        end: 0,
        words: Sensitive(one.key()),
        kind: TOGETHER.to_owned(),
        shown: (TOGETHER.to_owned(), one.why.clone()),
        rare: Some(one),
        known: false,
        of_a_family: false,
        withheld: false,
        direct: false,
        of_one: false,
        sure: true,
        mistyped: false,
        offers: Vec::new(),
    });
    found.collect()
}

/// The same finding by less that is on record: what is not found at all by it, or not as on record, is kept from its reader.
fn twin<'a>(one: &Finding, others: &'a [Finding]) -> Option<&'a Finding> {
    let same = |two: &&Finding| (two.start, two.end) == (one.start, one.end);
    let two = others.iter().find(same)?;
    (two.on_record || !one.on_record).then_some(two)
}

/// A finding by everything on record, as its reader may see it, and as it is for everybody: neither what it is nor what could
/// stand there tells of what they may not know.
fn read(
    field: &'static str,
    words: &str,
    (one, seen, shared): (&Finding, Option<&Finding>, Option<&Finding>),
) -> Found {
    let code = |code: &str| code.replace('-', "_");
    let shown = seen.map_or_else(
        || (WITHHELD.to_owned(), WITHHELD.to_owned()),
        |seen| (code(seen.kind.code()), code(seen.why.code())),
    );
    let offers = shared.map_or(&[][..], |shared| shared.suggestions.as_slice());
    Found {
        field,
        start: one.start,
        end: one.end,
        words: Sensitive(words.to_owned()),
        kind: code(one.kind.code()),
        shown,
        rare: None,
        known: one.on_record,
        of_a_family: one.of_a_family,
        withheld: seen.is_none(),
        direct: one.direct && one.certainty != Certainty::Asked,
        of_one: one.kind.is_of_one()
            || (one.kind == Kind::Address && one.certainty != Certainty::Asked),
        sure: one.certainty != Certainty::Asked,
        mistyped: (one.kind, one.why) == (Kind::FailedCheck, Why::CheckFails),
        offers: offers.iter().map(|one| one.text.clone()).collect(),
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::super::register::{Known, KnownKind};
    use super::*;

    fn known(kind: KnownKind, section: Section) -> Known {
        Known {
            kind,
            words: "Marlowe Vexbury".to_owned(),
            of: format!("{kind:?}"),
            section,
        }
    }

    /// What somebody who reads the general section finds.
    fn found(all: Vec<Known>) -> Found {
        found_with(all, &[Section::General])
    }

    fn found_with(all: Vec<Known>, sections: &[Section]) -> Found {
        let known = CaseKnown::of(all);
        let open = known.in_sections(sections);
        let scrub = Scrub::default().of(&known, "").read_by(&open);
        let text = "Nobody asked Marlowe Vexbury what would have helped.";
        let found = scrub.find(("condition", text), &mut scrub.begin());
        let mut named = found
            .into_iter()
            .filter(|one| one.words.0.contains("Vexbury"));
        named.next().unwrap()
    }

    #[test]
    fn a_name_on_record_twice_tells_its_reader_only_of_the_one_that_they_may_read() {
        let open = known(KnownKind::Practitioner, Section::General);
        let alone = found(vec![open.clone()]);
        let hidden = known(KnownKind::Child, Section::ProtectedIdentities);
        let both = found(vec![hidden.clone(), open]);
        assert!(both.known && !both.withheld);
        assert_eq!(both.says(), alone.says());
        assert_eq!(both.offered(), alone.offered());
        let unseen = found(vec![hidden]);
        assert!(unseen.known && unseen.withheld);
        assert_eq!(unseen.says(), (WITHHELD, WITHHELD));
        assert!(unseen.offered().is_empty());
    }

    #[test]
    fn what_stands_in_the_place_of_a_name_rests_on_what_everybody_may_read() {
        let hidden = known(KnownKind::Child, Section::ProtectedIdentities);
        let sections = [Section::General, Section::ProtectedIdentities];
        let trusted = found_with(vec![hidden], &sections);
        assert!(!trusted.withheld);
        assert_ne!(trusted.says(), (WITHHELD, WITHHELD));
        assert!(trusted.offered().is_empty());
    }

    #[test]
    fn an_age_or_an_area_on_record_tells_nobody_by_itself_and_a_name_does_wherever_it_stands() {
        let one = |kind, words: &str| Known {
            words: words.to_owned(),
            ..known(kind, Section::General)
        };
        let born = Known {
            of: "Child".to_owned(),
            ..one(KnownKind::Born, "2017-03-04")
        };
        let all = vec![
            known(KnownKind::Child, Section::General),
            born,
            one(KnownKind::Day, "2024-06-01"),
            one(KnownKind::Place, "Nettlecombe"),
        ];
        let scrub = Scrub::default().of(&CaseKnown::of(all), "");
        let scrub = scrub.read_by(&CaseKnown::default());
        let look = |text: &str| {
            let all = scrub.find(("text", text), &mut scrub.begin()).into_iter();
            all.map(Found::outside).collect::<Vec<Found>>()
        };
        let plain = look("A girl aged 7 of Nettlecombe waited.");
        assert!(plain.len() >= 2, "{plain:?}");
        let quiet = |one: &Found| !one.tells_who() && !one.is_of_a_family() && !one.withheld;
        assert!(plain.iter().all(quiet), "{plain:?}");
        for text in [
            "They asked Marlowe Vexbury.",
            "See https://example.org/Marlowe-Vexbury for it.",
            "They met under #JusticeForMarlowe then.",
            "She was born on 4 March 2017.",
        ] {
            let told = look(text);
            let stops = |one: &Found| one.tells_who() && one.is_of_a_family();
            assert!(told.iter().any(stops), "{text}: {told:?}");
        }
    }

    #[test]
    fn what_is_in_two_sections_that_a_reader_may_not_read_looks_the_same() {
        let of = |section| found(vec![known(KnownKind::Child, section)]);
        let one = of(Section::ProtectedIdentities);
        let two = of(Section::Returns);
        assert_eq!(one.says(), two.says());
        assert_eq!(one.offered(), two.offered());
    }
}
