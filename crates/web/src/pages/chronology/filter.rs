//! Which accounts are shown, as an address says it: ids, codes and days only.

use app::access::Section;
use app::chronology::{Account, Filter};
use govuk::{Choice, Details, Html, Select, SelectOption, Size};
use model::chronology::EntryKind;
use model::{AgencyId, Date, DateTime, RecordId, Time};

use super::Seen;
use crate::form::{Field, Filled, field};
use crate::pages::label;
use crate::sheet::{Offer, put_day};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;

const OF: Field = field("of", "chronology-of");
const PERSON: Field = field("person", "chronology-person");
const KIND: Field = field("kind", "chronology-kind");
pub(super) const FROM: Field = field("from", "chronology-from");
pub(super) const TO: Field = field("to", "chronology-to");
const READS: Field = field("reads", "chronology-reads");
const KEY: Field = field("key", "chronology-key");

/// Sections under which accounts are read.
const SECTIONS: [Section; 4] = [
    Section::General,
    Section::PoliceRestricted,
    Section::ProtectedAddresses,
    Section::ProtectedIdentities,
];

/// What an address asks to see.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub(crate) filter: Filter,
    /// From when, with a time where it has one.
    pub(super) from: Option<DateTime>,
    /// Until when, that second included.
    pub(super) to: Option<DateTime>,
    /// What else the page asks for, by names of boxes.
    pub(super) also: Vec<(&'static str, String)>,
}

/// Reads what is asked for; what cannot be read is told about in the form.
pub(crate) fn read(form: &mut Filled) -> Asked {
    let from = moment(form, &FROM, Time::midnight());
    let to = moment(form, &TO, Time::constant(23, 59, 59, 0));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        form.say(TO.id, "chronology-reversed");
    }
    let given = |form: &Filled, field: &Field| !form.value(field.id).is_empty();
    let kind = given(form, &KIND).then(|| form.coded(&KIND, EntryKind::from_code));
    let reads = given(form, &READS).then(|| form.coded(&READS, section));
    Asked {
        filter: Filter {
            agency: form.choice_or_none::<AgencyId>(&OF),
            person: form.choice_or_none::<RecordId>(&PERSON),
            kind: kind.flatten(),
            from: from.map(DateTime::date),
            to: to.map(DateTime::date),
            reads: reads.flatten(),
            key_only: form.has(KEY.id, "yes"),
        },
        from,
        to,
        also: Vec::new(),
    }
}

pub(super) fn section(code: &str) -> Option<Section> {
    SECTIONS.into_iter().find(|one| one.code() == code)
}

/// A moment as a link writes it, "2026-02-13" or "2026-02-13T08:00:00", or a day in three boxes, which is then at `time`.
fn moment(form: &mut Filled, field: &Field, time: Time) -> Option<DateTime> {
    let typed = form.value(field.id).to_owned();
    if typed.is_empty() {
        return form.date_or_none(field).map(|day| day.to_datetime(time));
    }
    let read = if typed.contains('T') {
        typed.parse::<DateTime>().ok()
    } else {
        typed.parse::<Date>().ok().map(|day| day.to_datetime(time))
    };
    let read = read.filter(|read| (1900..=2100).contains(&read.year()));
    match read {
        Some(read) => put_day(form, field, Some(read.date())),
        None => form.say(field.id, "chronology-no-day"),
    }
    read
}

/// A moment as an address writes it.
pub(super) fn written(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

impl Asked {
    /// What stands in an address: names and values that need no encoding.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut add = |field: &Field, value: Option<String>| {
            pairs.extend(value.map(|value| (field.id, value)));
        };
        add(&OF, filter.agency.map(|id| id.to_string()));
        add(&PERSON, filter.person.map(|id| id.to_string()));
        add(&KIND, filter.kind.map(|kind| kind.code().to_owned()));
        add(&READS, filter.reads.map(|one| one.code().to_owned()));
        add(&KEY, filter.key_only.then(|| "yes".to_owned()));
        add(&FROM, self.from.map(written));
        add(&TO, self.to.map(written));
        pairs.extend(self.also.iter().cloned());
        pairs
    }

    /// "kind=contact&", for an address that goes on; nothing where nothing is asked for.
    pub(super) fn kept(&self) -> String {
        let pairs = self.pairs();
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}&"));
        pairs.collect()
    }

    /// An address that asks for it.
    pub(super) fn address(&self, here: &str) -> String {
        let kept = self.kept();
        match kept.trim_end_matches('&') {
            "" => here.to_owned(),
            kept => format!("{here}?{kept}"),
        }
    }

    /// An address of another page that shows the same accounts, without what only this page asks for.
    pub(super) fn elsewhere(&self, here: &str) -> String {
        let also = Vec::new();
        Self {
            also,
            ..self.clone()
        }
        .address(here)
    }

    /// The same from one moment to another.
    pub(super) fn between(&self, from: DateTime, to: DateTime) -> Self {
        Self {
            from: Some(from),
            to: Some(to),
            ..self.clone()
        }
    }

    /// The same at all times.
    pub(super) fn always(&self) -> Self {
        let filter = Filter {
            from: None,
            to: None,
            ..self.filter
        };
        Self {
            filter,
            from: None,
            to: None,
            also: self.also.clone(),
        }
    }

    /// How many accounts are shown only as withheld, and how many of all are not sorted by what their words say.
    pub(super) fn withheld(&self, accounts: &[Account]) -> usize {
        let hidden = accounts.iter().filter(|one| one.entry.is_none());
        hidden.filter(|one| self.filter.shows(one)).count()
    }

    /// What is shown, in a sentence; nothing where everything is.
    pub(super) fn sentence(&self, seen: &Seen) -> Option<String> {
        self.said(seen, "chronology-shown")
    }

    /// What is asked for, in a sentence with this key; nothing where everything is.
    pub(super) fn said(&self, seen: &Seen, key: &str) -> Option<String> {
        let filter = &self.filter;
        if filter.is_empty() {
            return None;
        }
        let mut parts = Vec::new();
        if let Some(agency) = filter.agency {
            parts.push(t1("chronology-shown-of", "agency", seen.agency(agency)));
        }
        if let Some(person) = filter.person {
            let name = seen.found.person(person);
            let name = name.map_or_else(|| t("chronology-shown-gone"), str::to_owned);
            parts.push(t1("chronology-shown-person", "name", name));
        }
        if let Some(kind) = filter.kind {
            let kind = t_code("entry-kind", kind.code());
            parts.push(t1("chronology-shown-kind", "kind", kind));
        }
        let day = |key, day: Option<Date>| day.map(|day| t1(key, "day", date_in_words(day)));
        parts.extend(day("chronology-shown-from", filter.from));
        parts.extend(day("chronology-shown-to", filter.to));
        if let Some(reads) = filter.reads {
            let reads = t_code("section", reads.code());
            parts.push(t1("chronology-shown-reads", "reads", reads));
        }
        if filter.key_only {
            parts.push(t("chronology-shown-key"));
        }
        let values = [("parts", parts.join("; ").into())];
        Some(t_with(key, &values))
    }

    /// The boxes, under words that open and close them.
    pub(super) fn boxes(&self, form: &Filled, seen: &Seen) -> Html {
        let fields = [OF, PERSON, KIND, FROM, TO, READS];
        let wrong = fields.iter().any(|one| form.errors().of(one.id).is_some());
        let details = Details::new(t("chronology-filter"), boxes(form, seen));
        if wrong || !self.filter.is_empty() {
            details.open().render()
        } else {
            details.render()
        }
    }
}

fn boxes(form: &Filled, seen: &Seen) -> Html {
    let agencies = seen.found.agencies.iter();
    let agencies = agencies.map(|id| Offer::new(id.to_string(), seen.agency(*id)));
    let people = seen.found.people();
    let people = people.map(|(id, name)| Offer::new(id.to_string(), name));
    let kinds = EntryKind::ALL.iter();
    let kinds = kinds.map(|kind| Offer::new(kind.code(), t_code("entry-kind", kind.code())));
    let reads = SECTIONS.iter();
    let reads = reads.map(|one| Offer::new(one.code(), t_code("section", one.code())));
    let key = [Choice::new("yes", t("chronology-key-yes"))];
    Html::join([
        select(form, OF, ("chronology-of-all", agencies)),
        select(form, PERSON, ("chronology-person-all", people)),
        select(form, KIND, ("chronology-kind-all", kinds)),
        form.date_boxes(FROM, FROM.legend().size(Size::S)).render(),
        form.date_boxes(TO, TO.legend().size(Size::S)).render(),
        select(form, READS, ("chronology-reads-all", reads)),
        form.checkboxes(KEY, KEY.legend().size(Size::S), key)
            .render(),
    ])
}

/// A list to choose one from, or all.
pub(crate) fn select(
    form: &Filled,
    field: Field,
    (all, offers): (&str, impl Iterator<Item = Offer>),
) -> Html {
    let chosen = form.value(field.id);
    let all = SelectOption::new("", t(all)).selected(chosen.is_empty());
    let options = offers.map(|one| {
        let is = one.code == chosen;
        SelectOption::new(one.code, one.label).selected(is)
    });
    Select::new(field.id, label(field))
        .option(all)
        .options(options)
        .error_if(form.errors().of(field.id))
        .render()
}
