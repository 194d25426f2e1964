//! What a file says above its table: what it is, for whom, what was chosen, how much is not in it.

use access::Section;
use chronology::horizon::Knew;
use model::case::CameBy;
use model::chronology::{Column, Entry};
use model::{AgencyId, Date, UncertainDate};
use vault::HandedIn;

use super::read::Chosen;
use super::{Choice, Setting};

/// What a file says where names were replaced.
pub(super) const ONLY_ON_RECORD: &str = "Names on record were replaced, and no others: somebody must read it before it goes \
     anywhere. Agencies, places and dates are as they were recorded, and may tell who somebody is.";

pub(super) fn day(on: Date) -> String {
    on.strftime("%-d %B %Y").to_string()
}

pub(super) fn agency(setting: Setting<'_>, id: AgencyId) -> String {
    let name = setting.names.agency(&id.to_string());
    name.unwrap_or("An agency that is no longer known here")
        .to_owned()
}

/// "1 entry", "3 entries".
fn entries(many: usize) -> String {
    match many {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    }
}

/// "2 entries withheld", and why.
pub(super) fn withheld(choice: &Choice, (many, for_all): (usize, bool)) -> String {
    let said = format!("{} withheld", entries(many));
    if many == 0 {
        return format!("{said}.");
    }
    let whole = !choice.filter().asks_the_entry() && choice.as_known.is_none();
    let more = if whole {
        ""
    } else {
        " Whether they belong to what was chosen is not said."
    };
    let why = if for_all {
        "only some on the review may read them, and this is read by all"
    } else {
        "whoever made this file may not read them"
    };
    format!("{said}: {why}.{more}")
}

fn period(choice: &Choice) -> String {
    match (choice.from, choice.to) {
        (None, None) => "Everything on record".to_owned(),
        (Some(from), None) => format!("From {}", day(from)),
        (None, Some(to)) => format!("To {}", day(to)),
        (Some(from), Some(to)) => format!("From {} to {}", day(from), day(to)),
    }
}

/// What it was filtered by beside the agency and the period, in words; nothing where it was not.
fn filtered(choice: &Choice, chosen: &Chosen, setting: Setting<'_>) -> Option<String> {
    let only = &choice.only;
    let about = only.person.map(|_| {
        let who = chosen.person.as_deref();
        let who = who.unwrap_or("somebody who is no longer on record");
        format!("about {who}")
    });
    let kind = only.kind.map(|kind| {
        let bare = Entry::new(UncertainDate::UNKNOWN, kind, "");
        let kind = Column::Kind.written(&bare, setting.labels);
        format!("of this kind: {kind}")
    });
    let reads = only.reads.map(|one| format!("read {}", under(one)));
    let key = only
        .key_only
        .then(|| "part of a key practice episode".to_owned());
    let parts: Vec<String> = [about, kind, reads, key].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Only entries that are {}.", parts.join("; ")))
}

/// How a section under which accounts are read is called in a file.
const fn under(section: Section) -> &'static str {
    match section {
        Section::PoliceRestricted => "only by those who may read what the police keep back",
        Section::ProtectedAddresses => "only by those who may read protected addresses",
        Section::ProtectedIdentities => "only by those who may read protected identities",
        Section::SafeContact => "only by those who may read how people can be contacted safely",
        Section::General | Section::ReviewerWorking | Section::Returns => {
            "by everybody on the review"
        }
    }
}

fn known(choice: &Choice, chosen: &Chosen, setting: Setting<'_>) -> String {
    let Some((viewer, on)) = choice.as_known else {
        return "As known on the day on which this was prepared".to_owned();
    };
    let agency = agency(setting, viewer);
    let (name, whose) = match &chosen.role {
        None => (agency, "its own record"),
        Some(role) => (
            format!("the role \u{201c}{role}\u{201d} in {agency}"),
            "what the role wrote down or was there for",
        ),
    };
    let mut said = format!(
        "As known to {name} at the end of {}: what stood in {whose}, or was confirmed as shared with it, by then. Where a \
         date is not exact, that may be otherwise. Outcomes, comments and how the agency sees it now are left out, and what was \
         shared after that day.",
        day(on)
    );
    if choice.if_shared {
        said.push_str(&format!(
            " Also in it, marked as unconfirmed: {} that stood there only if it was shared, which nobody has confirmed.",
            entries(chosen.if_shared.len())
        ));
    }
    let left: Vec<String> = chosen.left_out.iter().map(left_out).collect();
    if !left.is_empty() {
        said.push_str(" Not in it: ");
        said.push_str(&left.join("; "));
        said.push('.');
    }
    said
}

fn left_out((knew, many): &(Knew, usize)) -> String {
    let how = match knew {
        Knew::RecordedElsewhere => "recorded elsewhere at the time",
        Knew::Later => "that only came later",
        Knew::NotSaid => "of which nobody says when it was written down",
        Knew::InAgency => "in the records of the role's agency",
        Knew::Known | Knew::KnownIfShared => "known",
    };
    format!("{} {how}", entries(*many))
}

/// What was chosen and what is not in it, a line each.
pub(super) fn choice_lines(
    choice: &Choice,
    chosen: &Chosen,
    setting: Setting<'_>,
) -> Vec<(String, String)> {
    let whose = choice.agency.map_or_else(
        || "Every agency with a return that it signed off".to_owned(),
        |id| agency(setting, id),
    );
    let names = if choice.pseudonymous {
        format!("Pseudonymous. {ONLY_ON_RECORD}")
    } else {
        "Named, as recorded".to_owned()
    };
    let line = |label: &str, value: String| (label.to_owned(), value);
    let filtered = filtered(choice, chosen, setting);
    let mut lines = vec![
        line("Agencies", whose),
        line("Period", period(choice)),
        line("Known when", known(choice, chosen, setting)),
        line("Names", names),
        line("Entries", chosen.entries.len().to_string()),
        line(
            "Withheld",
            withheld(choice, (chosen.withheld, chosen.for_all)),
        ),
    ];
    if let Some(said) = filtered {
        lines.insert(2, line("Filtered by", said));
    }
    if !chosen.handed_in.is_empty() {
        let each = chosen.handed_in.iter();
        let each = each.map(|one| handed_in(one, choice.pseudonymous, setting));
        let each: Vec<String> = each.collect();
        lines.push(line("Handed in for agencies", each.join("\n")));
    }
    lines
}

/// That an agency's return came as a document which somebody of the partnership handed in, and when. Whose names are not known to
/// the register are left out where names are.
fn handed_in(
    (id, file): &(AgencyId, HandedIn),
    pseudonymous: bool,
    setting: Setting<'_>,
) -> String {
    let of = &file.of;
    let how = match of.came_by {
        CameBy::Email => "by email",
        CameBy::Transfer => "by secure file transfer",
        CameBy::Post => "by post",
        CameBy::Hand => "by hand",
    };
    let who = setting.names.of(of.by).filter(|_| !pseudonymous);
    let by = who.unwrap_or("somebody of the partnership");
    let whom = if pseudonymous {
        "its author"
    } else {
        of.author.0.as_str()
    };
    let on = file.at.date_in_london();
    format!(
        "{}: a document received {how} on {}, handed in by {by} for {whom} on {}, and signed off by the agency.",
        agency(setting, *id),
        day(of.received),
        day(on)
    )
}
