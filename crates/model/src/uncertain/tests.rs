//! Bounds, order, words and the exchange form.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use jiff::Span;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn edtf(text: &str) -> UncertainDate {
    UncertainDate::from_edtf(text).unwrap()
}

/// EDTF, the earliest and latest day, the words.
const WHOLE: &[(&str, &str, &str, &str)] = &[
    ("2026-02-13", "2026-02-13", "2026-02-13", "13 February 2026"),
    (
        "2026-02-13~",
        "2026-02-13",
        "2026-02-13",
        "about 13 February 2026",
    ),
    (
        "2026-02-13?",
        "2026-02-13",
        "2026-02-13",
        "13 February 2026 (not certain)",
    ),
    (
        "2026-02-13%",
        "2026-02-13",
        "2026-02-13",
        "about 13 February 2026 (not certain)",
    ),
    (
        "2026-02-13T22:40",
        "2026-02-13",
        "2026-02-13",
        "22:40 on 13 February 2026",
    ),
    (
        "2026-02-13T22:40:05",
        "2026-02-13",
        "2026-02-13",
        "22:40:05 on 13 February 2026",
    ),
    ("2026-02", "2026-02-01", "2026-02-28", "February 2026"),
    (
        "2028-02~",
        "2028-02-01",
        "2028-02-29",
        "about February 2028",
    ),
    ("2026", "2026-01-01", "2026-12-31", "2026"),
    ("2026?", "2026-01-01", "2026-12-31", "2026 (not certain)"),
    ("202X", "2020-01-01", "2029-12-31", "the 2020s"),
    ("2026-21", "2026-03-01", "2026-05-31", "spring 2026"),
    ("2026-22", "2026-06-01", "2026-08-31", "summer 2026"),
    ("2026-23", "2026-09-01", "2026-11-30", "autumn 2026"),
    ("2026-24", "2026-01-01", "2027-02-28", "winter 2026"),
    (
        "[2026-02-01..2026-02-14]",
        "2026-02-01",
        "2026-02-14",
        "between 1 and 14 February 2026",
    ),
    (
        "[2026-01-28..2026-02-03]",
        "2026-01-28",
        "2026-02-03",
        "between 28 January and 3 February 2026",
    ),
    (
        "[2025-12-28..2026-01-03]",
        "2025-12-28",
        "2026-01-03",
        "between 28 December 2025 and 3 January 2026",
    ),
    (
        "[2026-02..2026-03]",
        "2026-02-01",
        "2026-03-31",
        "between February and March 2026",
    ),
    (
        "2026-02-01/2026-02-14",
        "2026-02-01",
        "2026-02-14",
        "1 to 14 February 2026",
    ),
    (
        "2026-02-13T22:00/2026-02-13T23:00",
        "2026-02-13",
        "2026-02-13",
        "22:00 to 23:00 on 13 February 2026",
    ),
];

#[test]
fn edtf_says_which_days_it_can_mean_and_reads_as_plain_english() {
    for (text, first, last, words) in WHOLE {
        let date = edtf(text);
        assert_eq!(date.to_edtf(), *text);
        assert_eq!(date.earliest(), Some(first.parse().unwrap()), "{text}");
        assert_eq!(date.latest(), Some(last.parse().unwrap()), "{text}");
        assert_eq!(date.to_string(), *words, "{text}");
    }
}

#[test]
fn open_ends_stay_open() {
    let cases = [
        (
            "[..2026-02-02]",
            None,
            Some("2026-02-02"),
            "before 3 February 2026",
        ),
        (
            "[2026-02-04..]",
            Some("2026-02-04"),
            None,
            "after 3 February 2026",
        ),
        ("[..2026-02]", None, Some("2026-02-28"), "before March 2026"),
        ("[..2025]", None, Some("2025-12-31"), "before 2026"),
        (
            "[..2026-02-02~]",
            None,
            Some("2026-02-02"),
            "before about 3 February 2026",
        ),
        (
            "../2026-02-03",
            None,
            Some("2026-02-03"),
            "up to 3 February 2026",
        ),
        (
            "2026-02-03/..",
            Some("2026-02-03"),
            None,
            "from 3 February 2026 on",
        ),
        ("XXXX", None, None, "not known"),
    ];
    for (text, first, last, words) in cases {
        let date = edtf(text);
        assert_eq!(date.to_edtf(), text);
        assert_eq!(date.earliest(), first.map(|day| day.parse().unwrap()));
        assert_eq!(date.latest(), last.map(|day| day.parse().unwrap()));
        assert_eq!(date.to_string(), words, "{text}");
    }
}

#[test]
fn other_ways_of_writing_the_same_are_read() {
    for (text, same) in [
        ("", "XXXX"),
        ("XXXX-XX-XX", "XXXX"),
        ("2026-XX-XX", "2026"),
        ("2026-XX", "2026"),
        ("2026-02-XX", "2026-02"),
        ("202X-XX", "202X"),
        ("[2026-02-13]", "2026-02-13"),
        ("[2026-02-13..2026-02-13]", "2026-02-13"),
        ("2026-02-13/2026-02-13", "2026-02-13"),
        ("[..2025-22]", "[..2025-08-31]"),
        ("[202X..]", "[2020..]"),
    ] {
        assert_eq!(edtf(text).to_edtf(), same, "{text}");
    }
}

#[test]
fn what_cannot_be_kept_whole_is_refused_with_the_reason() {
    let not_edtf = [
        "13/02/2026",
        "2026-2-13",
        "20226",
        "2026-02-13T",
        "2026-02-13T22",
        "2026-02-13T2:40",
        "../..",
        "[..]",
        "[2026-02-13",
        "tomorrow",
        "2026-02-13-01",
        "2026-02-13T22:40:1",
        "é",
        "2026-02-1é",
        "+2026",
        "-2026",
        "[2026..2027..2028]",
    ];
    for text in not_edtf {
        assert_eq!(
            UncertainDate::from_edtf(text),
            Err(EdtfError::NotEdtf),
            "{text}"
        );
    }
    let not_supported = [
        "{2026-02-01..2026-02-03}",
        "[2026-02-01,2026-02-05]",
        "2026-?02",
        "20XX",
        "2026-33",
        "2026-XX-13",
        "202X-03",
        "2026-02-13T22:40Z",
        "2026-02-13T22:40+01:00",
        "2026-02-13/",
        "/2026",
    ];
    for text in not_supported {
        let refused = UncertainDate::from_edtf(text);
        assert!(
            matches!(refused, Err(EdtfError::NotSupported(_))),
            "{text} {refused:?}"
        );
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for (text, error) in [
        ("2026-02-31", InvalidDate::NoSuchDay),
        ("2026-02-13T25:00", InvalidDate::NoSuchDay),
        ("2026-13", InvalidDate::NoSuchMonth),
        ("2026-00", InvalidDate::NoSuchMonth),
        ("1066", InvalidDate::YearOutOfRange),
        ("9999-12-31", InvalidDate::YearOutOfRange),
        ("2026-02-14/2026-02-01", InvalidDate::EndsReversed),
        ("[2026-02-14..2026-02-01]", InvalidDate::EndsReversed),
    ] {
        assert_eq!(
            UncertainDate::from_edtf(text),
            Err(EdtfError::Invalid(error)),
            "{text}"
        );
    }
}

#[test]
fn a_clock_gets_a_day_only_when_there_is_no_doubt() {
    for text in [
        "2026-02-13",
        "2026-02-13T22:40",
        "2026-02-13T22:00/2026-02-13T23:00",
        "[2026-02-13T22:00..2026-02-13]",
    ] {
        assert_eq!(
            edtf(text).is_certain_day(),
            Some(date(2026, 2, 13)),
            "{text}"
        );
    }
    let doubtful = [
        "2026-02-13~",
        "2026-02-13?",
        "2026-02-13%",
        "2026-02-13T22:40~",
        "2026-02",
        "2026",
        "2026-21",
        "202X",
        "[2026-02-12..2026-02-13]",
        "2026-02-12/2026-02-13",
        "[..2026-02-13]",
        "2026-02-13/..",
        "XXXX",
    ];
    for text in doubtful {
        assert_eq!(edtf(text).is_certain_day(), None, "{text}");
    }
    assert_eq!(
        edtf("2026-02-13T22:40").is_certain_minute(),
        Some(date(2026, 2, 13).at(22, 40, 0, 0))
    );
    assert_eq!(edtf("2026-02-13").is_certain_minute(), None);
    assert_eq!(edtf("2026-02-13T22:40?").is_certain_minute(), None);
}

#[test]
fn before_and_after_keep_every_reading_open() {
    let around = |text: &str| {
        let Meaning::On(part) = edtf(text).meaning() else {
            unreachable!("one date")
        };
        let before = UncertainDate::before(part).unwrap().to_edtf();
        let after = UncertainDate::after(part).unwrap().to_edtf();
        (before, after)
    };
    for (text, before, after) in [
        ("2026-03-01", "[..2026-02-28]", "[2026-03-02..]"),
        ("2026-01", "[..2025-12]", "[2026-02..]"),
        ("2026", "[..2025]", "[2027..]"),
        ("202X", "[..2019]", "[2030..]"),
        ("2026-22", "[..2026-05-31]", "[2026-09-01..]"),
        ("2026-24", "[..2026-11-30]", "[2026-03-01..]"),
        (
            "2026-02-13T00:00",
            "[..2026-02-12T23:59]",
            "[2026-02-13T00:01..]",
        ),
        (
            "2026-02-13T00:00:00",
            "[..2026-02-12T23:59:59]",
            "[2026-02-13T00:00:01..]",
        ),
    ] {
        assert_eq!(
            around(text),
            (before.to_owned(), after.to_owned()),
            "{text}"
        );
    }
    let first = PartDate::day(date(1900, 1, 1)).unwrap();
    assert_eq!(
        UncertainDate::before(first),
        Err(InvalidDate::YearOutOfRange)
    );
}

#[test]
fn they_sort_by_what_is_certain_and_then_by_the_documented_convention() {
    let sorted = [
        "[..2025]",
        "2025-12-31",
        "[..2026-02-01]",
        "2026-02-01T00:00",
        "2026-02-01",
        "2026-02-01~",
        "[2026-02-01..2026-02-14]",
        "2026-02",
        "2026-02-01/..",
        "2026-02-01T09:00",
        "2026-02-13T22:40",
        "2026-22",
        "XXXX",
    ];
    let mut keys: Vec<_> = sorted.map(|text| (edtf(text).sort_key(), text)).into();
    keys.reverse();
    keys.sort();
    let order: Vec<_> = keys.iter().map(|(_, text)| *text).collect();
    assert_eq!(order, sorted);
}

#[test]
fn one_date_is_certainly_before_another_only_when_no_reading_says_otherwise() {
    for (a, b) in [
        ("2026-02-13", "2026-02-14"),
        ("2026-02-13T09:00", "2026-02-13T09:01"),
        ("[..2026-02-13]", "2026-02-14"),
        ("2026-01", "2026-02-01"),
    ] {
        assert!(edtf(a).certainly_before(&edtf(b)), "{a} {b}");
        assert!(!edtf(b).certainly_before(&edtf(a)), "{b} {a}");
    }
    for (a, b) in [
        ("2026-02-13~", "2026-02-14"),
        ("2026-02-13", "2026-02-14?"),
        ("2026-02", "2026-02-14"),
        ("2026-02-13/..", "2026-02-14"),
        ("XXXX", "2026-02-14"),
        ("2026-02-13", "2026-02-13T22:40"),
    ] {
        assert!(!edtf(a).certainly_before(&edtf(b)), "{a} {b}");
    }
}

#[test]
fn revisions_keep_it_as_edtf_text() {
    let date = edtf("[2026-02-01~..2026-02-14]");
    let text = serde_json::to_string(&date).unwrap();
    assert_eq!(text, "\"[2026-02-01~..2026-02-14]\"");
    assert_eq!(serde_json::from_str::<UncertainDate>(&text).unwrap(), date);
    assert!(serde_json::from_str::<UncertainDate>("\"2026-02-31\"").is_err());
}

fn part() -> impl Strategy<Value = PartDate> {
    let day = (0i64..66_000).prop_map(|days| date(1915, 1, 1) + Span::new().days(days));
    (day, 0u8..7, 0i8..24, 0i8..60, any::<(bool, bool)>()).prop_map(
        |(day, kind, hour, minute, (approximate, uncertain))| {
            let at = day.at(hour, minute, (hour + minute) % 60, 0);
            let season = Season::ALL
                .into_iter()
                .nth(usize::from(day.day() > 15))
                .unwrap();
            let part = match kind {
                0 => PartDate::decade(day.year() / 10 * 10),
                1 => PartDate::year(day.year()),
                2 => PartDate::season(day.year(), season),
                3 => PartDate::month(day.year(), day.month()),
                4 => PartDate::day(day),
                5 => PartDate::minute(at),
                _ => PartDate::second(at),
            };
            part.unwrap().with(Qualifier {
                approximate,
                uncertain,
            })
        },
    )
}

fn uncertain_date() -> impl Strategy<Value = UncertainDate> {
    (part(), part(), 0u8..9).prop_map(|(a, b, kind)| {
        let (a, b) = if a.earliest() <= b.latest() {
            (a, b)
        } else {
            (b, a)
        };
        match kind {
            0 => Ok(UncertainDate::UNKNOWN),
            1 => UncertainDate::one_of(Ends::Both(a, b)),
            2 => UncertainDate::one_of(Ends::From(a)),
            3 => UncertainDate::one_of(Ends::To(a)),
            4 => UncertainDate::span(Ends::Both(a, b)),
            5 => UncertainDate::span(Ends::From(a)),
            6 => UncertainDate::span(Ends::To(a)),
            _ => Ok(UncertainDate::on(a)),
        }
        .unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn edtf_round_trips(date in uncertain_date()) {
        prop_assert_eq!(UncertainDate::from_edtf(&date.to_edtf()), Ok(date));
    }

    #[test]
    fn our_own_words_are_read_back(date in uncertain_date()) {
        let today = jiff::civil::date(2026, 11, 24);
        let words = date.to_string();
        prop_assert_eq!(parse_typed(&words, today), Ok(date), "{}", words);
    }

    #[test]
    fn the_order_never_contradicts_what_is_certain(a in uncertain_date(), b in uncertain_date()) {
        if let (Some(last), Some(first)) = (a.latest_moment(), b.earliest_moment())
            && last < first
        {
            prop_assert!(a.sort_key() < b.sort_key());
        }
        prop_assert_eq!(a.sort_key() == b.sort_key(), a == b);
        prop_assert_eq!(a.sort_key().cmp(&b.sort_key()), a.sorts(&b));
    }

    #[test]
    fn bounds_are_in_order(date in uncertain_date()) {
        if let (Some(first), Some(last)) = (date.earliest_moment(), date.latest_moment()) {
            prop_assert!(first <= last);
        }
    }

    #[test]
    fn no_text_breaks_the_readers(text in "\\PC{0,40}", dates in "[0-9XT:/.~?%\\[\\]-]{0,25}") {
        let today = jiff::civil::date(2026, 11, 24);
        for text in [&text, &dates] {
            if let Ok(date) = UncertainDate::from_edtf(text) {
                prop_assert_eq!(UncertainDate::from_edtf(&date.to_edtf()), Ok(date));
            }
            if let Ok(date) = parse_typed(text, today) {
                prop_assert_eq!(UncertainDate::from_edtf(&date.to_edtf()), Ok(date));
            }
        }
    }
}
