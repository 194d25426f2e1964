//! Worked examples, an independent set of deadlines, and what must hold for every day.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn england() -> Calendar {
    Calendar::embedded(Nation::England).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_nation_is_covered_from_2015_to_2028() {
    for nation in Nation::ALL {
        let calendar = Calendar::embedded(nation).unwrap();
        assert_eq!(calendar.covers(), (date(2015, 1, 1), date(2028, 12, 31)));
        assert_eq!(nation.code().parse::<Nation>(), Ok(nation));
    }
    assert_eq!("England".parse::<Nation>(), Err(NotANation));
    assert_eq!(
        england().holidays,
        Calendar::embedded(Nation::Wales).unwrap().holidays
    );
}

#[test]
fn the_table_alone_decides_because_it_names_the_three_common_law_days() {
    for nation in Nation::ALL {
        let calendar = Calendar::embedded(nation).unwrap();
        for year in 2015..=2028 {
            for name in ["Good Friday", "Christmas Day", "Boxing Day"] {
                let named = calendar
                    .holidays()
                    .filter(|(day, title)| day.year() == year && title.starts_with(name))
                    .count();
                assert_eq!(named, 1, "{name} {year} in {nation}");
            }
            for (month, day) in [(12, 25), (12, 26)] {
                let day = date(year, month, day);
                assert!(!calendar.is_working_day(day).unwrap(), "{day} in {nation}");
            }
        }
    }
}

#[test]
fn every_holiday_is_a_weekday_and_the_counts_are_those_published() {
    let expected = [
        (Nation::England, 8 * 14 + 2 + 1),
        (Nation::Scotland, 9 * 14 + 2 + 1 + 1),
        (Nation::NorthernIreland, 10 * 14 + 2 + 1),
    ];
    for (nation, count) in expected {
        let calendar = Calendar::embedded(nation).unwrap();
        assert_eq!(calendar.holidays().count(), count, "{nation}");
        for (day, name) in calendar.holidays() {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            assert!(!weekend, "{name} {day} in {nation}");
        }
    }
}

/// Worked examples of the five- and fifteen-day clocks and of notice before publication.
#[test]
fn the_worked_examples_hold() {
    let forward = [
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-12-18", 5, "2026-12-29"),
        ("2026-12-19", 5, "2026-12-29"),
        ("2026-11-30", 15, "2026-12-21"),
        ("2026-12-29", 15, "2027-01-20"),
        ("2026-04-02", 15, "2026-04-27"),
        ("2027-03-25", 5, "2027-04-05"),
    ];
    let calendar = england();
    for (trigger, days, due) in forward {
        assert_eq!(calendar.due(day(trigger), days), Ok(day(due)), "{trigger}");
    }
    for (publish, days, due) in [
        ("2027-01-12", 7, "2026-12-31"),
        ("2026-04-15", 7, "2026-04-02"),
    ] {
        let counted = calendar.due_before(day(publish), days);
        assert_eq!(counted, Ok(day(due)), "{publish}");
    }
    let holidays: BTreeSet<Date> = [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    ]
    .map(day)
    .into();
    let ours = calendar
        .holidays()
        .map(|(day, _)| day)
        .filter(|day| matches!(day.year(), 2026 | 2027))
        .collect::<BTreeSet<_>>();
    assert_eq!(ours, holidays);
}

#[test]
fn independently_computed_deadlines_agree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/calendar/deadline_cases.csv");
    let Ok(cases) = std::fs::read_to_string(&path) else {
        println!("skipped: deadline_cases.csv is not beside this repository");
        return;
    };
    let calendar = england();
    let mut reader = csv::Reader::from_reader(cases.as_bytes());
    let mut checked = 0;
    for row in reader.deserialize::<(Date, u32, Date)>() {
        let (start, days, due) = row.unwrap();
        assert_eq!(calendar.due(start, days), Ok(due), "{start} + {days}");
        checked += 1;
    }
    assert!(checked >= 2000, "only {checked} cases");
    println!("{checked} independently computed deadlines agree");
}

#[test]
fn months_are_calendar_months_clamped_to_the_end() {
    let calendar = england();
    for (start, months, end) in [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-11-24", 0, "2026-11-24"),
        ("2031-05-31", 12, "2032-05-31"),
    ] {
        assert_eq!(calendar.add_months(day(start), months), day(end), "{start}");
    }
    assert_eq!(calendar.add_months(date(2026, 1, 31), i32::MAX), Date::MAX);
    assert_eq!(calendar.add_months(date(2026, 1, 31), i32::MIN), Date::MIN);
}

#[test]
fn outside_the_table_there_is_no_answer_and_the_reason_says_which_years() {
    let calendar = england();
    let refused = calendar.due(date(2028, 12, 20), 15).unwrap_err();
    assert_eq!(
        refused,
        CalendarError::NotCovered {
            date: date(2029, 1, 1),
            first: date(2015, 1, 1),
            last: date(2028, 12, 31),
        }
    );
    let sentence = refused.to_string();
    assert!(
        sentence.contains("from 2015-01-01 to 2028-12-31"),
        "{sentence}"
    );
    assert!(calendar.due(date(2014, 12, 31), 1).is_err());
    assert!(calendar.due(date(2029, 1, 2), 0).is_err());
    assert!(calendar.due_before(date(2015, 1, 5), 7).is_err());
    assert!(calendar.is_working_day(date(2029, 1, 2)).is_err());
    assert!(
        calendar
            .working_days_between(date(2026, 1, 1), date(2029, 1, 2))
            .is_err()
    );
    assert!(calendar.due(date(2026, 1, 1), u32::MAX).is_err());
}

#[test]
fn an_administrator_can_add_and_remove_a_holiday() {
    let change = |date: Date, kind: OverrideKind| Override {
        date,
        kind,
        reason: "proclaimed".to_owned(),
    };
    let jubilee = OverrideKind::AddHoliday {
        name: "Jubilee".to_owned(),
    };
    let calendar = england().with_overrides(vec![
        change(date(2026, 11, 24), jubilee.clone()),
        change(date(2026, 12, 28), OverrideKind::RemoveHoliday),
        change(date(2029, 6, 1), jubilee),
    ]);
    assert_eq!(calendar.holiday(date(2026, 11, 24)), Some("Jubilee"));
    assert_eq!(calendar.due(date(2026, 11, 23), 5), Ok(date(2026, 12, 1)));
    assert_eq!(calendar.due(date(2026, 12, 24), 1), Ok(date(2026, 12, 28)));
    assert_eq!(calendar.covers(), england().covers());
    assert_eq!(calendar.holidays().count(), england().holidays().count());
    let undone = calendar.with_overrides(vec![change(
        date(2026, 11, 24),
        OverrideKind::RemoveHoliday,
    )]);
    assert_eq!(undone.holiday(date(2026, 11, 24)), None);
    assert_eq!(undone.overrides().len(), 4);
    let text = serde_json::to_string(undone.overrides()).unwrap();
    let back: Vec<Override> = serde_json::from_str(&text).unwrap();
    assert_eq!(back, undone.overrides());
}

#[test]
fn a_broken_table_is_refused_with_its_line() {
    let bad = |table: &str| Calendar::from_csv(Nation::England, table).unwrap_err();
    let date = bad("division,date,title\nengland-and-wales,2026-02-31,No day\n");
    assert!(
        matches!(date, CalendarError::BadTable { line: 2, .. }),
        "{date}"
    );
    let twice =
        "division,date,title\nengland-and-wales,2026-01-01,A\nengland-and-wales,2026-01-01,B\n";
    assert!(matches!(
        bad(twice),
        CalendarError::BadTable { line: 3, .. }
    ));
    let gap =
        "division,date,title\nengland-and-wales,2025-01-01,A\nengland-and-wales,2027-01-01,B\n";
    assert!(bad(gap).to_string().contains("no holiday in 2026"));
    let other = "division,date,title\nscotland,2026-01-01,A\n";
    assert_eq!(
        bad(other),
        CalendarError::NoRows {
            division: "england-and-wales"
        }
    );
}

/// A day with at least 100 days of table on either side.
fn covered_day() -> impl Strategy<Value = Date> {
    (0i64..4900).prop_map(|days| date(2015, 4, 15) + jiff::Span::new().days(days))
}

fn nation() -> impl Strategy<Value = Nation> {
    prop::sample::select(Nation::ALL.to_vec())
}

proptest! {
    #[test]
    fn due_is_a_later_working_day_and_counts_back_to_the_same_number(
        nation in nation(), start in covered_day(), days in 1u32..60,
    ) {
        let calendar = Calendar::embedded(nation).unwrap();
        let due = calendar.due(start, days).unwrap();
        prop_assert!(due > start);
        prop_assert!(calendar.is_working_day(due).unwrap());
        prop_assert_eq!(calendar.working_days_between(start, due).unwrap(), i64::from(days));
        prop_assert_eq!(calendar.working_days_between(due, start).unwrap(), -i64::from(days));
        prop_assert!(calendar.due(start, days + 1).unwrap() > due);
    }

    #[test]
    fn counting_back_undoes_counting_forward_from_a_working_day(
        nation in nation(), start in covered_day(), days in 1u32..60,
    ) {
        let calendar = Calendar::embedded(nation).unwrap();
        let start = calendar.due(start, 1).unwrap();
        let due = calendar.due(start, days).unwrap();
        prop_assert_eq!(calendar.due_before(due, days).unwrap(), start);
        let before = calendar.due_before(start, days).unwrap();
        prop_assert!(before < start && calendar.is_working_day(before).unwrap());
        prop_assert_eq!(calendar.due(before, days).unwrap(), start);
    }

    #[test]
    fn working_days_add_up(a in covered_day(), b in covered_day(), c in covered_day()) {
        let calendar = england();
        let between = |from, to| calendar.working_days_between(from, to).unwrap();
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert_eq!(between(a, b), -between(b, a));
        prop_assert_eq!(between(a, a), 0);
    }

    #[test]
    fn months_land_in_the_month_counted_to(start in covered_day(), months in -600i32..600) {
        let end = england().add_months(start, months);
        let gone = (i32::from(end.year()) - i32::from(start.year())) * 12
            + i32::from(end.month()) - i32::from(start.month());
        prop_assert_eq!(gone, months);
        prop_assert!(end.day() == start.day() || end.day() == end.days_in_month());
    }
}
