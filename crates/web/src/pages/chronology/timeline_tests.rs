//! The timeline as markup: every entry in it once, nothing of what may not be read, and small enough at 5,000 entries.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::sync::Arc;
use std::time::Instant as Stopwatch;

use app::access::Section;
use app::chronology::Chronology;
use app::names::Names;
use app::vault::{CaseFile, Stored};
use model::chronology::Restriction;
use model::{AgencyId, CaseId, Date, Instant, UncertainDate};

use super::*;
use crate::pages::chronology::Naming;

const AGENCIES: usize = 20;

fn id<T: std::str::FromStr>(number: usize) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("01976f2a-0000-7000-8000-{number:012x}")
        .parse()
        .unwrap()
}

fn account(number: usize, day: Date) -> Account {
    let kinds = EntryKind::ALL;
    let kind = kinds[number % kinds.len()];
    let at = day.to_datetime(model::Time::constant(9, 30, 0, 0));
    let date = UncertainDate::minute(at).unwrap();
    let agency: AgencyId = id(number % AGENCIES);
    let text = "Somebody saw the child at home and wrote down what was said. Invented.";
    Account {
        request: id(number % AGENCIES + 100),
        agency,
        code: agency.to_string(),
        reads: Section::General,
        entry: Some(Arc::new(Stored {
            id: id(number + 1_000),
            case: id(1),
            version: 1,
            added_at: Instant::default(),
            changed_at: Instant::default(),
            by: String::new(),
            agency: None,
            body: Entry::new(date, kind, text),
        })),
        stood: None,
    }
}

/// So many accounts over two years, the busiest days at the end.
fn seen(count: usize) -> Seen {
    let first: Date = "2024-01-01".parse().unwrap();
    let mut accounts = Vec::new();
    for number in 0..count {
        let day = number * 730 / count.max(1);
        let later = std::time::Duration::from_secs(u64::try_from(day).unwrap() * 86_400);
        accounts.push(account(number, first.saturating_add(later)));
    }
    Seen {
        found: Chronology {
            case: CaseFile {
                id: id::<CaseId>(1),
                reference: "ABC-DEF-GHJ".to_owned(),
                scheme: String::new(),
                scheme_digest: String::new(),
                raised_at: Instant::default(),
                raised_by: None,
                raised_agency: None,
                closed_at: None,
                version: 1,
                practice: false,
            },
            accounts,
            agencies: (0..AGENCIES).map(id).collect(),
            subjects: Vec::new(),
            register: app::people_places::CaseRegister::default(),
            period: None,
            said: Vec::new(),
            checks: Vec::new(),
            moments: Vec::new(),
            documents: std::collections::BTreeSet::new(),
            may_ask: std::collections::BTreeSet::new(),
            may_join: true,
        },
        names: Names::default(),
        step: None,
        review: "/o/aldermere/reviews/ABC-DEF-GHJ".to_owned(),
        reference: app::Reference::generate().unwrap(),
        naming: Naming::default(),
        without_names: None,
    }
}

fn line(seen: &Seen) -> Line {
    let view = View::new(seen, &Asked::default(), false).unwrap();
    view.line(0).unwrap()
}

fn size(line: &Line) -> usize {
    let table = line.table.as_ref().unwrap();
    [&line.wide, &line.narrow, &line.signs, table]
        .iter()
        .map(|html| html.as_str().len())
        .sum()
}

#[test]
fn a_few_entries_are_each_a_link_to_their_row_in_both_drawings() {
    let seen = seen(12);
    let line = line(&seen);
    let table = line.table.as_ref().unwrap().as_str();
    for one in &seen.found.accounts {
        let place = anchor(one.id().unwrap());
        let link = format!("href=\"#{place}\"");
        assert_eq!(line.wide.as_str().matches(&link).count(), 1);
        assert_eq!(line.narrow.as_str().matches(&link).count(), 1);
        assert_eq!(table.matches(&format!("id=\"{place}\"")).count(), 1);
    }
    for drawing in [&line.wide, &line.narrow] {
        let names = drawing.as_str().matches("aria-label=\"").count();
        let links = drawing.as_str().matches("<a ").count();
        assert_eq!(names, links + 1, "every link and the drawing have a name");
        assert!(!drawing.as_str().contains("style="), "no styles of its own");
    }
}

#[test]
fn every_month_on_a_narrow_screen_says_its_year() {
    let line = line(&seen(12));
    let years = |year: &str| {
        line.narrow
            .as_str()
            .matches(&format!(">{year}</text>"))
            .count()
    };
    assert!(years("2024") > 8, "{}", years("2024"));
    assert!(years("2025") > 8, "{}", years("2025"));
}

#[test]
fn what_may_not_be_read_and_what_has_no_date_is_not_drawn() {
    let mut seen = seen(12);
    seen.found.accounts[0].entry = None;
    seen.found.accounts[0].reads = Section::PoliceRestricted;
    let entry = seen.found.accounts[1].entry.as_mut().unwrap();
    let entry = Arc::make_mut(entry);
    entry.body.date = UncertainDate::UNKNOWN;
    entry.body.restriction = Restriction::Team;
    let line = line(&seen);
    assert_eq!(line.wide.as_str().matches("href=\"#e-").count(), 10);
    assert_eq!(line.outside.len(), 1);
    assert!(line.outside[0].0.contains("page=9999"));
}

#[test]
fn a_time_without_any_entry_of_an_agency_is_a_pale_band() {
    let mut seen = seen(2);
    let agency = seen.found.accounts[0].agency;
    seen.found.accounts[1].agency = agency;
    seen.found.accounts[1].code = agency.to_string();
    let drawn = line(&seen);
    assert_eq!(drawn.wide.as_str().matches("tl-line__gap").count(), 1);
    assert!(drawn.gaps.is_some());
}

#[test]
fn a_window_keeps_the_filter_and_counts_what_lies_outside() {
    let seen = seen(12);
    let mut form = Filled::with([
        ("from", "2024-06-01".to_owned()),
        ("to", "2024-09-30T12:00:00".to_owned()),
        ("kind", "other".to_owned()),
    ]);
    let asked = filter::read(&mut form);
    assert!(form.is_good());
    assert_eq!(form.value("from-day"), "1");
    let kept = asked.kept();
    assert_eq!(
        kept,
        "kind=other&from=2024-06-01T00:00:00&to=2024-09-30T12:00:00&"
    );
    let asked = Asked {
        filter: app::chronology::Filter::default(),
        ..asked
    };
    let view = View::new(&seen, &asked, false).unwrap();
    let line = view.line(0).unwrap();
    assert_eq!(line.outside.len(), 2, "earlier and later");
    assert!(
        line.moves
            .iter()
            .all(|(href, _)| href.contains("/timeline"))
    );
}

#[test]
fn an_address_that_names_no_day_is_told_about() {
    for (from, to) in [
        ("soon", ""),
        ("2024-13-01", ""),
        ("2024-05-02", "2024-05-01"),
    ] {
        let pairs = [("from", from.to_owned()), ("to", to.to_owned())];
        let mut form = Filled::with(pairs);
        filter::read(&mut form);
        assert!(!form.is_good(), "{from} {to}");
    }
}

#[test]
fn five_thousand_entries_stay_under_a_megabyte() {
    let seen = seen(5_000);
    let line = line(&seen);
    let bytes = size(&line);
    assert!(bytes < 900_000, "{bytes} bytes");
}

#[test]
#[ignore = "prints how long it takes: run it in a release build"]
fn how_long_five_thousand_entries_take() {
    let seen = seen(5_000);
    let start = Stopwatch::now();
    let line = line(&seen);
    let took = start.elapsed();
    println!("{took:?}, {} bytes", size(&line));
}
