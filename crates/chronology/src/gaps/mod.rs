//! Gaps in the record: asked as questions, since a gap may mean not recorded.
//!
//! A gap never says that nobody saw a child: it says that no account we hold says so, between which days, beside which entries, and
//! which entries could still fill it (seen "not recorded", people not identified, a date too wide to place). What is "not recorded" is
//! never read as "no".

mod entries;
mod stretches;

use std::collections::{BTreeMap, BTreeSet};

use model::chronology::{ChildSeen, EntryKind};
use model::uncertain::Meaning;
use model::{Date, RecordId};
use serde::{Deserialize, Serialize};

use crate::{Item, merge};
use entries::no_entry;
use stretches::{Cover, Days, Stretch};

/// From when on a stretch is asked about. The defaults are this service's own starting point: no guidance sets them, what is usual
/// differs by age, plan and agency, and a review may choose its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// Days without an entry that says that the child was seen; 42.
    pub not_seen_days: u16,
    /// Days without an entry that says that the child was seen alone; 90.
    pub not_seen_alone_days: u16,
    /// How many times in a row a child was not brought; 2.
    pub not_brought_in_a_row: u8,
    /// Days without any entry of an agency that was involved; 90.
    pub no_entry_days: u16,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            not_seen_days: 42,
            not_seen_alone_days: 90,
            not_brought_in_a_row: 2,
            no_entry_days: 90,
        }
    }
}

/// When an agency was involved with the family, as somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Involved<'a> {
    /// Code of the agency.
    pub agency: &'a str,
    /// First day, both included.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// First day that is looked at, both included.
    pub from: Date,
    /// Last day that is looked at.
    pub to: Date,
    /// The children, as [`model::chronology::Person::known`] says them. None: everything is taken to be about one child.
    pub children: &'a [RecordId],
    /// When agencies were involved. One that is not listed counts as involved from its first dated entry to its last.
    pub involved: &'a [Involved<'a>],
    /// From when on a stretch is asked about.
    pub thresholds: Thresholds,
}

/// What is missing from the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// No entry says that the child was seen.
    Seen,
    /// No entry says that the child was seen alone.
    SeenAlone,
    /// The child was not brought, time after time.
    Brought,
    /// The agency has no entry at all.
    AnyEntry,
    /// Accounts imply that the child was seen, and do not say it.
    WhetherSeen,
}

/// A question about a gap in the record. It is never a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is missing.
    pub missing: Missing,
    /// In whose record; none: in nobody's, and for [`Missing::Brought`] in those of several agencies taken together.
    pub agency: Option<String>,
    /// Of which child; none where the question is about no child in particular.
    pub child: Option<RecordId>,
    /// First day of the stretch. For [`Missing::Brought`]: the earliest day of the first time.
    pub from: Date,
    /// Last day of the stretch, included.
    pub to: Date,
    /// The entry that ends what came before; none where the stretch begins with what is looked at.
    pub after: Option<RecordId>,
    /// The entry that begins what comes next; none where the stretch ends with what is looked at.
    pub before: Option<RecordId>,
    /// Entries that the question rests on: for [`Missing::Brought`] each time that the child was not brought, for
    /// [`Missing::WhetherSeen`] those that imply that the child was seen and do not say it, for [`Missing::AnyEntry`] those that lie
    /// in the stretch and could lie anywhere in it, otherwise those within the stretch that say that the child was not seen (or not
    /// alone).
    pub evidence: Vec<RecordId>,
    /// Entries that could fill the gap: they do not say, or not of whom, or not exactly when.
    pub could_fill: Vec<RecordId>,
}

impl Question {
    /// How many days the stretch has, both ends included.
    #[must_use]
    pub fn days(&self) -> i32 {
        stretches::length(self.from, self.to)
    }
}

/// The questions, by the day on which they begin.
#[must_use]
pub fn questions(items: &[Item<'_>], asked: &Asked<'_>) -> Vec<Question> {
    let items = merge::in_order(items);
    let mut found = Vec::new();
    let whole = Days {
        from: asked.from,
        to: asked.to,
    };
    let agencies: BTreeSet<&str> = items.iter().map(|item| item.agency).collect();
    for child in children(asked) {
        let of_child = About::new(&items, child);
        found.extend(of_child.not_seen(None, whole, &asked.thresholds));
        found.extend(of_child.whether_seen(whole));
        found.extend(of_child.not_brought(None, asked));
        for agency in &agencies {
            let own = of_child.of_agency(agency);
            found.extend(own.not_brought(Some(agency), asked));
            if let Some(involved) = involvement(&items, agency, asked)
                && own.sees_children()
            {
                found.extend(own.not_seen(Some(agency), involved, &asked.thresholds));
            }
        }
    }
    for agency in &agencies {
        if let Some(involved) = involvement(&items, agency, asked) {
            found.extend(no_entry(&items, agency, involved, &asked.thresholds));
        }
    }
    found.sort_by(|a, b| {
        let key = |question: &Question| (question.from, question.missing, question.child);
        key(a).cmp(&key(b)).then_with(|| a.agency.cmp(&b.agency))
    });
    found
}

fn children(asked: &Asked<'_>) -> Vec<Option<RecordId>> {
    if asked.children.is_empty() {
        return vec![None];
    }
    asked.children.iter().map(|child| Some(*child)).collect()
}

/// When an agency was involved, within what is looked at.
fn involvement(items: &[Item<'_>], agency: &str, asked: &Asked<'_>) -> Option<Days> {
    let said = asked.involved.iter().filter(|one| one.agency == agency);
    let said: Vec<(Date, Date)> = said.map(|one| (one.from, one.to)).collect();
    let days: Vec<(Date, Date)> = if said.is_empty() {
        let own = items.iter().filter(|item| item.agency == agency);
        own.filter_map(|item| Some((item.entry.date.earliest()?, item.entry.date.latest()?)))
            .collect()
    } else {
        said
    };
    let from = days.iter().map(|(from, _)| *from).min()?.max(asked.from);
    let to = days.iter().map(|(_, to)| *to).max()?.min(asked.to);
    (from <= to).then_some(Days { from, to })
}

fn question(
    missing: Missing,
    agency: Option<&str>,
    child: Option<RecordId>,
    stretch: Stretch,
) -> Question {
    Question {
        missing,
        agency: agency.map(str::to_owned),
        child,
        from: stretch.days.from,
        to: stretch.days.to,
        after: stretch.after,
        before: stretch.before,
        evidence: Vec::new(),
        could_fill: Vec::new(),
    }
}

/// Entries that are, or may be, about one child.
struct About<'a> {
    child: Option<RecordId>,
    /// The entry, and whether it certainly is about the child.
    entries: Vec<(Item<'a>, bool)>,
}

impl<'a> About<'a> {
    fn new(items: &[Item<'a>], child: Option<RecordId>) -> Self {
        let entries = items.iter().filter_map(|item| {
            let about = &item.entry.about;
            let certain = child.is_none() || about.iter().any(|person| person.known == child);
            let open = about.is_empty() || about.iter().any(|person| person.known.is_none());
            (certain || open).then_some((*item, certain))
        });
        Self {
            child,
            entries: entries.collect(),
        }
    }

    fn of_agency(&self, agency: &str) -> Self {
        let own = self
            .entries
            .iter()
            .filter(|(item, _)| item.agency == agency);
        Self {
            child: self.child,
            entries: own.copied().collect(),
        }
    }

    /// Whether this is a record in which seeing children is written down at all.
    fn sees_children(&self) -> bool {
        let says = |seen: ChildSeen| matches!(seen, ChildSeen::Yes | ChildSeen::No);
        let mut entries = self.entries.iter();
        entries.any(|(item, _)| says(item.entry.seen) || says(item.entry.seen_alone))
    }

    fn not_seen(
        &self,
        agency: Option<&str>,
        within: Days,
        thresholds: &Thresholds,
    ) -> Vec<Question> {
        let seen: fn(&Item<'_>) -> ChildSeen = |item| item.entry.seen;
        let alone: fn(&Item<'_>) -> ChildSeen = |item| item.entry.seen_alone;
        let mut found = Vec::new();
        for (missing, least, says) in [
            (Missing::Seen, thresholds.not_seen_days, seen),
            (Missing::SeenAlone, thresholds.not_seen_alone_days, alone),
        ] {
            let least = i32::from(least);
            let mut covers = self.covers(least, says);
            if missing == Missing::Seen {
                covers.extend(self.implied().filter_map(|item| Cover::of(item, least)));
            }
            for stretch in stretches::uncovered(&covers, within, least) {
                let mut question = question(missing, agency, self.child, stretch);
                self.explain(&mut question, least, says);
                found.push(question);
            }
        }
        found
    }

    fn covers(&self, least: i32, says: fn(&Item<'_>) -> ChildSeen) -> Vec<Cover> {
        let seen = self.entries.iter();
        seen.filter(|(item, certain)| *certain && says(item) == ChildSeen::Yes)
            .filter_map(|(item, _)| Cover::of(item, least))
            .collect()
    }

    /// Entries about the child that imply that somebody saw the child, and do not say whether.
    fn implied(&self) -> impl Iterator<Item = &Item<'a>> {
        let certain = self.entries.iter().filter(|(_, certain)| *certain);
        certain
            .map(|(item, _)| item)
            .filter(|item| implies_seen(item))
    }

    /// Whether the child was seen where accounts only imply it: one question, which rests on all of them.
    fn whether_seen(&self, within: Days) -> Option<Question> {
        let told: Vec<&Item<'a>> = self
            .implied()
            .filter(|item| within.may_hold(&item.entry.date))
            .collect();
        let dates = || told.iter().map(|item| &item.entry.date);
        let from = dates().filter_map(model::UncertainDate::earliest).min()?;
        let to = dates().filter_map(model::UncertainDate::latest).max()?;
        Some(Question {
            missing: Missing::WhetherSeen,
            agency: None,
            child: self.child,
            from: from.max(within.from),
            to: to.min(within.to),
            after: None,
            before: None,
            evidence: told.iter().map(|item| item.id).collect(),
            could_fill: Vec::new(),
        })
    }

    /// Sorts what stands within the stretch: what says no, and what could say yes.
    fn explain(&self, question: &mut Question, least: i32, says: fn(&Item<'_>) -> ChildSeen) {
        let stretch = Days {
            from: question.from,
            to: question.to,
        };
        for (item, certain) in &self.entries {
            if !stretch.may_hold(&item.entry.date) {
                continue;
            }
            match says(item) {
                ChildSeen::No if *certain => question.evidence.push(item.id),
                ChildSeen::NotRecorded if could_have_been_seen(item.entry.kind) => {
                    question.could_fill.push(item.id);
                }
                ChildSeen::Yes if !*certain || Cover::of(item, least).is_none() => {
                    question.could_fill.push(item.id);
                }
                _ => {}
            }
        }
    }

    /// Times in a row in the record of one agency, or, with none, in those of several: there each of them may have missed the child
    /// once. What two agencies say of one day counts once.
    fn not_brought(&self, agency: Option<&str>, asked: &Asked<'_>) -> Vec<Question> {
        let ends: fn(&Item<'_>) -> bool = if agency.is_some() { was_brought } else { came };
        let mut runs: Vec<Vec<Item<'a>>> = vec![Vec::new()];
        for (item, certain) in &self.entries {
            if !*certain {
                continue;
            }
            if item.entry.kind == EntryKind::NotBrought {
                if let Some(run) = runs.last_mut() {
                    run.push(*item);
                }
            } else if ends(item) {
                runs.push(Vec::new());
            }
        }
        let least = usize::from(asked.thresholds.not_brought_in_a_row.max(1));
        let often = |run: &[Item<'a>]| {
            let agencies: BTreeSet<&str> = run.iter().map(|item| item.agency).collect();
            if agency.is_some() {
                return run.len() >= least;
            }
            let days: BTreeSet<_> = run.iter().map(|item| item.entry.date.earliest()).collect();
            agencies.len() > 1 && days.len() >= least
        };
        runs.iter()
            .filter(|run| often(run))
            .filter_map(|run| self.run(agency, run, asked))
            .collect()
    }

    fn run(&self, agency: Option<&str>, run: &[Item<'_>], asked: &Asked<'_>) -> Option<Question> {
        let dates = || run.iter().map(|item| &item.entry.date);
        let from = dates().filter_map(model::UncertainDate::earliest).min()?;
        let to = dates().filter_map(model::UncertainDate::latest).max()?;
        if to < asked.from || from > asked.to {
            return None;
        }
        Some(Question {
            missing: Missing::Brought,
            agency: agency.map(str::to_owned),
            child: self.child,
            from,
            to,
            after: None,
            before: None,
            evidence: run.iter().map(|item| item.id).collect(),
            could_fill: Vec::new(),
        })
    }
}

/// Kinds of entry in which somebody could have seen the child without saying so.
const fn could_have_been_seen(kind: EntryKind) -> bool {
    matches!(
        kind,
        EntryKind::Contact
            | EntryKind::Attendance
            | EntryKind::Injury
            | EntryKind::Disclosure
            | EntryKind::PoliceAttendance
            | EntryKind::Concern
            | EntryKind::Assessment
            | EntryKind::Other
    )
}

/// Whether somebody must have seen the child for what an entry tells, without saying so: a treatment, an admission, an examination, an
/// injury found. A date that is only about then is not that of an observation.
fn implies_seen(item: &Item<'_>) -> bool {
    let entry = item.entry;
    let near = match entry.date.meaning() {
        Meaning::On(part) => part.qualifier().approximate,
        Meaning::OneOf(_) | Meaning::Span(_) => false,
        Meaning::Unknown => true,
    };
    matches!(entry.kind, EntryKind::Attendance | EntryKind::Injury)
        && entry.seen == ChildSeen::NotRecorded
        && !near
}

/// Whether an entry says that the child came after all, which ends a run of not being brought.
fn was_brought(item: &Item<'_>) -> bool {
    came(item) || item.entry.seen == ChildSeen::Yes
}

/// Whether an entry says that the child came to an appointment. A visit by one agency says nothing of the appointments of another.
fn came(item: &Item<'_>) -> bool {
    item.entry.kind == EntryKind::Attendance
}

/// How many questions there are of each kind, for a heading. Kinds without questions are left out.
#[must_use]
pub fn counted(questions: &[Question]) -> BTreeMap<Missing, usize> {
    let mut counts = BTreeMap::new();
    for question in questions {
        *counts.entry(question.missing).or_insert(0) += 1;
    }
    counts
}
