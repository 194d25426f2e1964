//! The boxes of an entry: what stands in them, and what was typed.

use app::names::Names;
use model::chronology::{
    ChildSeen, Entry, EntryKind, Person, Recorded, Restriction, ShareStands, Shared, Significance,
};
use model::{Date, RecordId, Sensitive};

use crate::form::{Field, Filled, field};
use crate::pages::told_of_review::offers;
use crate::sheet::{Ask, Input, Offer, each, fold, group, input};
use crate::texts::{t, t1};

pub(super) const DATE: Field = field("date", "entry-date");
pub(super) const KIND: Field = field("kind", "entry-kind");
pub(super) const TEXT: Field = field("text", "entry-text");
const ABOUT: Field = field("about", "entry-about");
const OTHERS: Field = field("others", "entry-others");
const PRESENT: Field = field("present", "entry-present");
const RESPONSE: Field = field("response", "entry-response");
const OUTCOME: Field = field("outcome", "entry-outcome");
const SEEN: Field = field("seen", "entry-seen");
const ALONE: Field = field("seen-alone", "entry-seen-alone");
const VOICE: Field = field("voice", "entry-voice");
const EPISODE: Field = field("episode", "entry-episode");
const SIGNIFICANCE: Field = field("significance", "entry-significance");
const COMMENT: Field = field("comment", "entry-comment");
const RESTRICTION: Field = field("restriction", "entry-restriction");
pub(super) const RECORDED_ON: Field = field("recorded-on", "entry-recorded-on");
const RECORDED_BY: Field = field("recorded-by", "entry-recorded-by");
const SYSTEM: Field = field("system", "entry-system");

/// A box that was ticked.
const YES: &str = "yes";

/// The boxes of one sharing.
struct Sharing {
    agency: Field,
    with: Field,
    on: Field,
    /// That somebody confirms it.
    sure: Field,
}

const SHARED: [Sharing; 4] = [
    Sharing {
        agency: field("shared-agency-1", "entry-shared-agency"),
        with: field("shared-with-1", "entry-shared-with"),
        on: field("shared-on-1", "entry-shared-on"),
        sure: field("shared-sure-1", "entry-shared-sure"),
    },
    Sharing {
        agency: field("shared-agency-2", "entry-shared-agency"),
        with: field("shared-with-2", "entry-shared-with"),
        on: field("shared-on-2", "entry-shared-on"),
        sure: field("shared-sure-2", "entry-shared-sure"),
    },
    Sharing {
        agency: field("shared-agency-3", "entry-shared-agency"),
        with: field("shared-with-3", "entry-shared-with"),
        on: field("shared-on-3", "entry-shared-on"),
        sure: field("shared-sure-3", "entry-shared-sure"),
    },
    Sharing {
        agency: field("shared-agency-4", "entry-shared-agency"),
        with: field("shared-with-4", "entry-shared-with"),
        on: field("shared-on-4", "entry-shared-on"),
        sure: field("shared-sure-4", "entry-shared-sure"),
    },
];

/// One thing on each line.
fn lines(text: &str) -> Vec<Sensitive<String>> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(|line| Sensitive(line.to_owned())).collect()
}

fn text_of<'a>(all: impl Iterator<Item = &'a Sensitive<String>>) -> String {
    all.map(|one| one.0.as_str()).collect::<Vec<_>>().join("\n")
}

/// A new entry: what nobody has said is not recorded, and the whole team reads it.
pub(super) fn empty() -> Filled {
    Filled::with([
        (SEEN.id, ChildSeen::NotRecorded.code().to_owned()),
        (ALONE.id, ChildSeen::NotRecorded.code().to_owned()),
        (SIGNIFICANCE.id, Significance::NotSaid.code().to_owned()),
        (RESTRICTION.id, Restriction::Team.code().to_owned()),
    ])
}

/// An entry as the boxes of the form hold it.
pub(super) fn filled(one: &Entry) -> Filled {
    let known = one.about.iter().filter_map(|person| person.known);
    let known = known.map(|id| (ABOUT.id.to_owned(), id.to_string()));
    let mut form = Filled::posted(known.collect());
    let others = one.about.iter().filter(|person| person.known.is_none());
    let recorded_on = one.recorded.on.map(|on| on.to_string()).unwrap_or_default();
    for (field, words) in [
        (DATE, one.date.to_string()),
        (KIND, one.kind.code().to_owned()),
        (TEXT, one.text.0.clone()),
        (OTHERS, text_of(others.map(|person| &person.called))),
        (PRESENT, text_of(one.present.iter())),
        (RESPONSE, one.response.0.clone()),
        (OUTCOME, one.outcome.0.clone()),
        (SEEN, one.seen.code().to_owned()),
        (ALONE, one.seen_alone.code().to_owned()),
        (VOICE, one.voice.0.clone()),
        (SIGNIFICANCE, one.significance.code().to_owned()),
        (COMMENT, one.comment.0.clone()),
        (RESTRICTION, one.restriction.code().to_owned()),
        (RECORDED_ON, recorded_on),
        (RECORDED_BY, one.recorded.by_role.0.clone()),
        (SYSTEM, one.recorded.system.0.clone()),
    ] {
        form.set(field.id, words);
    }
    if one.key_episode {
        form.set(EPISODE.id, YES);
    }
    for (shared, boxes) in one.shared.iter().zip(&SHARED) {
        form.set(boxes.agency.id, shared.agency.clone().unwrap_or_default());
        form.set(boxes.with.id, shared.with.0.clone());
        form.set(boxes.on.id, shared.on.to_string());
        if shared.stands == ShareStands::Confirmed {
            form.set(boxes.sure.id, YES);
        }
    }
    form
}

/// Whether something stands in one of these boxes beside what stands there of itself.
fn is_answered(form: &Filled, fields: &[Field]) -> bool {
    let new = empty();
    let mut fields = fields.iter();
    fields.any(|field| {
        let typed = form.value(field.id).trim();
        !typed.is_empty() && typed != new.value(field.id)
    })
}

/// The questions, in groups of which those that most entries do not need are folded.
pub(super) fn inputs(form: &Filled, people: Vec<Offer>, names: &Names) -> Vec<Input> {
    let kinds = EntryKind::ALL.iter().map(|one| one.code());
    let seen = || offers("child-seen", ChildSeen::ALL.iter().map(|one| one.code()));
    let restrictions = Restriction::ALL.iter().map(|one| one.code());
    vec![
        input(DATE, Ask::Line),
        input(KIND, Ask::Pick(offers("entry-kind", kinds))),
        input(TEXT, Ask::Long),
        input(ABOUT, Ask::AnyOf(people)),
        input(OTHERS, Ask::Words),
        group(
            t("entry-child"),
            vec![
                input(SEEN, Ask::OneOf(seen())),
                input(ALONE, Ask::OneOf(seen())),
                input(VOICE, Ask::Words),
            ],
        ),
        group(
            t("entry-reads"),
            vec![input(
                RESTRICTION,
                Ask::OneOf(offers("restriction", restrictions)),
            )],
        ),
        done(form),
        view(form),
        recorded(form),
        shared(form, names),
    ]
}

fn done(form: &Filled) -> Input {
    fold(
        t("entry-done"),
        is_answered(form, &[PRESENT, RESPONSE, OUTCOME]),
        vec![
            input(PRESENT, Ask::Words),
            input(RESPONSE, Ask::Words),
            input(OUTCOME, Ask::Words),
        ],
    )
}

fn view(form: &Filled) -> Input {
    let significance = Significance::ALL.iter().map(|one| one.code());
    let episode = vec![Offer::new(YES, t("entry-episode-yes"))];
    fold(
        t("entry-view"),
        is_answered(form, &[EPISODE, SIGNIFICANCE, COMMENT]),
        vec![
            input(EPISODE, Ask::AnyOf(episode)),
            input(
                SIGNIFICANCE,
                Ask::OneOf(offers("significance", significance)),
            ),
            input(COMMENT, Ask::Words),
        ],
    )
}

fn recorded(form: &Filled) -> Input {
    fold(
        t("entry-recorded"),
        is_answered(form, &[RECORDED_ON, RECORDED_BY, SYSTEM]),
        vec![
            input(RECORDED_ON, Ask::Line),
            input(RECORDED_BY, Ask::Line),
            input(SYSTEM, Ask::Line),
        ],
    )
}

fn shared(form: &Filled, names: &Names) -> Input {
    let agencies: Vec<Offer> = names
        .agencies()
        .into_iter()
        .map(|(id, name)| Offer::new(id.to_string(), name))
        .collect();
    let fields: Vec<Field> = SHARED
        .iter()
        .flat_map(|one| [one.agency, one.with, one.on])
        .collect();
    let sure = vec![Offer::new(YES, t("entry-shared-sure-yes"))];
    let line = |(number, boxes): (usize, &Sharing)| {
        each(
            t1("entry-shared-number", "number", number),
            vec![
                input(boxes.agency, Ask::Pick(agencies.clone())),
                input(boxes.with, Ask::Line),
                input(boxes.on, Ask::Line),
                input(boxes.sure, Ask::AnyOf(sure.clone())),
            ],
        )
    };
    fold(
        t("entry-shared"),
        is_answered(form, &fields),
        (1..).zip(&SHARED).map(line).collect(),
    )
}

/// Whom it is about: those of the people asked about who were ticked, others in words, and whoever stood there without
/// being on offer here.
fn read_about(form: &mut Filled, people: &[Offer], before: Option<&Entry>) -> Option<Vec<Person>> {
    let is_offered = |id: RecordId| people.iter().any(|one| one.code == id.to_string());
    let stood = before.iter().flat_map(|one| &one.about);
    let stood = stood.filter(|one| one.known.is_some_and(|id| !is_offered(id)));
    let stood: Vec<Person> = stood.cloned().collect();
    let ticked: Option<Vec<RecordId>> = form.choices(&ABOUT);
    let others = form.text_or_none(&OTHERS, 2_000).unwrap_or_default();
    let mut about = Vec::new();
    let ticked = ticked?.into_iter();
    for id in ticked.filter(|id| !stood.iter().any(|one| one.known == Some(*id))) {
        let Some(offer) = people.iter().find(|one| one.code == id.to_string()) else {
            form.not_on_offer(&ABOUT);
            return None;
        };
        about.push(Person {
            known: Some(id),
            called: Sensitive(offer.label.clone()),
        });
    }
    about.extend(lines(&others).into_iter().map(|called| Person {
        known: None,
        called,
    }));
    about.extend(stood);
    Some(about)
}

/// What a source only suggests stays so until somebody says that they confirm it.
fn stands(form: &Filled, boxes: &Sharing) -> ShareStands {
    if form.has(boxes.sure.id, YES) {
        ShareStands::Confirmed
    } else {
        ShareStands::Proposed
    }
}

fn read_shared(form: &mut Filled, (names, today): (&Names, Date)) -> Vec<Shared> {
    let mut all = Vec::new();
    for boxes in &SHARED {
        let fields = [boxes.agency, boxes.with, boxes.on];
        let mut typed = fields.iter().map(|field| form.value(field.id).trim());
        if typed.all(str::is_empty) {
            continue;
        }
        let agency: Option<String> = form.choice_or_none(&boxes.agency);
        if agency
            .as_deref()
            .is_some_and(|id| names.agency(id).is_none())
        {
            form.not_on_offer(&boxes.agency);
        }
        let with = if agency.is_some() {
            let with = form.text_or_none(&boxes.with, 200);
            Some(with.unwrap_or_default())
        } else {
            form.text(&boxes.with, 200)
        };
        let on = form.uncertain_date(&boxes.on, today);
        let first = on.and_then(|on| on.earliest());
        if first.is_some_and(|first| first > today) {
            form.refuse(&boxes.on, "entry-recorded");
        }
        if let (Some(with), Some(on)) = (with, on) {
            all.push(Shared {
                agency,
                with: Sensitive(with),
                on,
                stands: stands(form, boxes),
            });
        }
    }
    all
}

/// What was typed; nothing when something is wrong. What nobody types stays as it stood: the words of a date in its source,
/// and where the entry came from.
pub(super) fn read(
    form: &mut Filled,
    (people, names): (&[Offer], &Names),
    before: Option<&Entry>,
    today: Date,
) -> Option<Entry> {
    let date = form.uncertain_date(&DATE, today);
    let kind = form.coded(&KIND, EntryKind::from_code);
    let text = form.text(&TEXT, 20_000);
    let about = read_about(form, people, before);
    let seen = form.coded(&SEEN, ChildSeen::from_code);
    let seen_alone = form.coded(&ALONE, ChildSeen::from_code);
    let mut words = |field: &Field, most| {
        let typed = form.text_or_none(field, most);
        Sensitive(typed.unwrap_or_default())
    };
    let (voice, present) = (words(&VOICE, 5_000), words(&PRESENT, 2_000));
    let (response, outcome) = (words(&RESPONSE, 5_000), words(&OUTCOME, 5_000));
    let comment = words(&COMMENT, 10_000);
    let (by_role, system) = (words(&RECORDED_BY, 200), words(&SYSTEM, 200));
    let restriction = form.coded(&RESTRICTION, Restriction::from_code);
    let significance = form.coded(&SIGNIFICANCE, Significance::from_code);
    let on = form.uncertain_date_or_none(&RECORDED_ON, today);
    let mut shared = read_shared(form, (names, today));
    let more = before.iter().flat_map(|one| &one.shared);
    shared.extend(more.skip(SHARED.len()).cloned());
    if !form.is_good() {
        return None;
    }
    Some(Entry {
        date_words: before.map(|one| one.date_words.clone()).unwrap_or_default(),
        checked: before.map_or_else(Vec::new, |one| one.checked.clone()),
        source: before.and_then(|one| one.source.clone()),
        about: about?,
        present: lines(&present.0),
        response,
        outcome,
        seen: seen?,
        seen_alone: seen_alone?,
        voice,
        key_episode: form.has(EPISODE.id, YES),
        significance: significance?,
        comment,
        restriction: restriction?,
        recorded: Recorded {
            on,
            by_role,
            system,
        },
        shared,
        ..Entry::new(date?, kind?, &text?)
    })
}

/// The box that a rule speaks about.
pub(super) fn field_of(code: &str) -> Option<Field> {
    match code {
        "entry-text" => Some(TEXT),
        "entry-later" => Some(DATE),
        "entry-recorded" => Some(RECORDED_ON),
        "entry-document-read" => Some(RESTRICTION),
        _ => None,
    }
}
