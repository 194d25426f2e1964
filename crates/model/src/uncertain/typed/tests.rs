//! What people type, and what becomes of it on 24 November 2026.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use jiff::civil::date;

use super::*;

fn today() -> Date {
    date(2026, 11, 24)
}

fn reads(cases: &[(&str, &str)]) {
    for (typed, edtf) in cases {
        let read = parse_typed(typed, today()).map(|date| date.to_edtf());
        assert_eq!(read.as_deref(), Ok(*edtf), "{typed}");
    }
}

fn refused(cases: &[(&str, &str, &str)]) {
    for (typed, code, says) in cases {
        match parse_typed(typed, today()) {
            Ok(date) => assert_eq!(date.to_edtf(), *code, "{typed} was read"),
            Err(error) => {
                assert_eq!(error.code(), *code, "{typed}: {error}");
                let sentence = error.to_string();
                assert!(sentence.contains(says), "{typed}: {sentence}");
            }
        }
    }
}

#[test]
fn days_are_read_however_they_are_written() {
    reads(&[
        ("13/02/2026", "2026-02-13"),
        ("13/2/2026", "2026-02-13"),
        ("13.2.26", "2026-02-13"),
        ("13-02-26", "2026-02-13"),
        ("13 02 2026", "2026-02-13"),
        ("13–02–2026", "2026-02-13"),
        ("2026-02-13", "2026-02-13"),
        ("2026/02/13", "2026-02-13"),
        ("13 Feb 2026", "2026-02-13"),
        ("13 FEBRUARY 2026.", "2026-02-13"),
        ("  13th   February,  2026 ", "2026-02-13"),
        ("the 13th of February 2026", "2026-02-13"),
        ("on 13 feb 26", "2026-02-13"),
        ("13 Feb '26", "2026-02-13"),
        ("13-Feb-2026", "2026-02-13"),
        ("13feb2026", "2026-02-13"),
        ("13th-Feb-2026", "2026-02-13"),
        ("February 13, 2026", "2026-02-13"),
        ("Fri 13 Feb 2026", "2026-02-13"),
        ("Friday, 13th February 2026", "2026-02-13"),
        ("1 Sept 2026", "2026-09-01"),
        ("3rd may 2026", "2026-05-03"),
        ("29/02/2028", "2028-02-29"),
        ("today", "2026-11-24"),
        ("yesterday", "2026-11-23"),
    ]);
}

#[test]
fn years_of_two_figures_are_never_far_in_the_future() {
    reads(&[
        ("13/02/27", "2027-02-13"),
        ("24/11/27", "2027-11-24"),
        ("25/11/27", "1927-11-25"),
        ("13/02/28", "1928-02-13"),
        ("13 Feb 85", "1985-02-13"),
        ("1/1/00", "2000-01-01"),
        ("summer '25", "2025-22"),
        ("summer 25", "2025-22"),
    ]);
}

#[test]
fn less_than_a_day_is_kept_as_less() {
    reads(&[
        ("Feb 2026", "2026-02"),
        ("02/2026", "2026-02"),
        ("2026-02", "2026-02"),
        ("in February 2026", "2026-02"),
        ("Feb '26", "2026-02"),
        ("2026", "2026"),
        ("during 2026", "2026"),
        ("summer 2025", "2025-22"),
        ("the winter of 2025", "2025-24"),
        ("winter 2025/26", "[2025-12..2026-02]"),
        ("the 1990s", "199X"),
        ("2010's", "201X"),
        ("early March 2026", "[2026-03-01~..2026-03-10~]"),
        ("mid-March 2026", "[2026-03-11~..2026-03-20~]"),
        ("late February 2026", "[2026-02-21~..2026-02-28~]"),
        ("the end of Feb 2028", "[2028-02-21~..2028-02-29~]"),
        ("early 2026", "[2026-01~..2026-04~]"),
        ("late in 2025", "[2025-09~..2025-12~]"),
        ("last week of February 2026", "[2026-02-22~..2026-02-28~]"),
        ("the first week in March 2026", "[2026-03-01~..2026-03-07~]"),
        ("4th week of February 2026", "[2026-02-22~..2026-02-28~]"),
        ("week of 9 February 2026", "[2026-02-09..2026-02-15]"),
        ("w/c 9/2/2026", "[2026-02-09..2026-02-15]"),
        ("week ending 15 Feb 2026", "[2026-02-09..2026-02-15]"),
    ]);
}

#[test]
fn doubt_is_kept() {
    reads(&[
        ("about 13 Feb 2026", "2026-02-13~"),
        ("around February 2026", "2026-02~"),
        ("circa 2019", "2019~"),
        ("c. 2019", "2019~"),
        ("c.2019", "2019~"),
        ("c 2019", "2019~"),
        ("c2019", "2019~"),
        ("approx 13/02/2026", "2026-02-13~"),
        ("approx. Feb 2026", "2026-02~"),
        ("13/02/2026 (approx)", "2026-02-13~"),
        ("on or about 13 February 2026", "2026-02-13~"),
        ("13 February 2026 or thereabouts", "2026-02-13~"),
        ("about 22:40 on 13 February 2026", "2026-02-13T22:40~"),
        ("13 February 2026 at about 10.40pm", "2026-02-13T22:40~"),
        ("possibly 13 February 2026", "2026-02-13?"),
        ("13 Feb 2026?", "2026-02-13?"),
        ("13/02/2026 (tbc)", "2026-02-13?"),
        ("13 Feb 2026 (not certain)", "2026-02-13?"),
        ("maybe around March 2026", "2026-03%"),
        ("may have been May 2026", "2026-05?"),
    ]);
    for typed in [
        "unknown",
        "Not known",
        "TBC",
        "n/k",
        "?",
        "don’t know",
        "date unknown",
        "To be confirmed.",
    ] {
        assert_eq!(
            parse_typed(typed, today()),
            Ok(UncertainDate::UNKNOWN),
            "{typed}"
        );
    }
}

#[test]
fn stretches_of_time_are_read_with_what_either_date_leaves_out() {
    reads(&[
        ("between 1 and 14 February 2026", "[2026-02-01..2026-02-14]"),
        (
            "between 1 Feb 2026 and 14 Feb 2026",
            "[2026-02-01..2026-02-14]",
        ),
        ("between 01/02/26 and 14/02/26", "[2026-02-01..2026-02-14]"),
        (
            "between 28 January and 3 February 2026",
            "[2026-01-28..2026-02-03]",
        ),
        (
            "between about 1 and about 10 March 2026",
            "[2026-03-01~..2026-03-10~]",
        ),
        ("between January and March 2026", "[2026-01..2026-03]"),
        (
            "between late February and early March 2026",
            "[2026-02-21~..2026-03-10~]",
        ),
        ("between 2024 and 2026", "[2024..2026]"),
        ("between spring and summer 2025", "[2025-21..2025-22]"),
        ("1 to 14 February 2026", "2026-02-01/2026-02-14"),
        ("from 1st to 14th February 2026", "2026-02-01/2026-02-14"),
        ("1-14 February 2026", "2026-02-01/2026-02-14"),
        ("1st–14th Feb 2026", "2026-02-01/2026-02-14"),
        (
            "1 February 2026 - 14 February 2026",
            "2026-02-01/2026-02-14",
        ),
        ("28 Jan 2026 to 3 Feb", "2026-01-28/2026-02-03"),
        ("June 2025 until Feb 2026", "2025-06/2026-02"),
    ]);
}

#[test]
fn short_ways_of_writing_stretches_of_time_are_read() {
    reads(&[
        ("13/02/26-14/02/26", "2026-02-13/2026-02-14"),
        ("14/15 March 2026", "[2026-03-14..2026-03-15]"),
        ("14th/15th March 2026", "[2026-03-14..2026-03-15]"),
        ("March/April 2026", "[2026-03..2026-04]"),
        (
            "13 Feb 2026 22:00-23:15",
            "2026-02-13T22:00/2026-02-13T23:15",
        ),
        (
            "13 Feb 2026 between 10pm and 11.15pm",
            "[2026-02-13T22:00..2026-02-13T23:15]",
        ),
        ("March 2026 to date", "2026-03/.."),
        ("ongoing since March 2026", "2026-03/.."),
        ("13 or 14 February 2026", "[2026-02-13..2026-02-14]"),
        ("February or March 2026", "[2026-02..2026-03]"),
        (
            "late February or early March 2026",
            "[2026-02-21~..2026-03-10~]",
        ),
        (
            "13/02/2026 22:00 to 23:15",
            "2026-02-13T22:00/2026-02-13T23:15",
        ),
        (
            "between 22:00 and 23:15 on 13/02/2026",
            "[2026-02-13T22:00..2026-02-13T23:15]",
        ),
        ("13 Feb 2026 to 13 Feb 2026", "2026-02-13"),
    ]);
}

#[test]
fn open_ends_are_read_exactly() {
    reads(&[
        ("before 3 February 2026", "[..2026-02-02]"),
        ("prior to 03/02/2026", "[..2026-02-02]"),
        ("before March 2026", "[..2026-02]"),
        ("before about 3 Feb 2026", "[..2026-02-02~]"),
        ("before summer 2025", "[..2025-05-31]"),
        ("before the end of February 2026", "../2026-02"),
        ("after 3 February 2026", "[2026-02-04..]"),
        ("sometime after Feb 2026", "[2026-03..]"),
        ("after early March 2026", "[2026-03-11~..]"),
        ("by 3 February 2026", "../2026-02-03"),
        ("by the end of February 2026", "../2026-02"),
        ("on or before 3/2/26", "../2026-02-03"),
        ("no later than 3/2/26", "../2026-02-03"),
        ("until Feb 2026", "../2026-02"),
        ("since 3 February 2026", "2026-02-03/.."),
        ("from 3 February 2026", "2026-02-03/.."),
        ("from 3 February 2026 onwards", "2026-02-03/.."),
        ("on or after 3 Feb 2026", "2026-02-03/.."),
    ]);
}

#[test]
fn times_are_read_with_the_day() {
    reads(&[
        ("13/02/2026 22:40", "2026-02-13T22:40"),
        ("13/02/2026, 22.40", "2026-02-13T22:40"),
        ("13/02/2026 2240hrs", "2026-02-13T22:40"),
        ("13/02/2026 22:40 hrs", "2026-02-13T22:40"),
        ("2240 hours on 13/02/2026", "2026-02-13T22:40"),
        ("at 22:40 on 13 February 2026", "2026-02-13T22:40"),
        ("at 22.40 on 13 February 2026", "2026-02-13T22:40"),
        ("at about 22.40 on 13/02/2026", "2026-02-13T22:40~"),
        ("22.40 on 13 February 2026", "2026-02-13T22:40"),
        ("13 Feb 2026 at 10.40pm", "2026-02-13T22:40"),
        ("13 Feb 2026 at 10:40 p.m.", "2026-02-13T22:40"),
        ("10pm on 13 Feb 2026", "2026-02-13T22:00"),
        ("13 Feb 2026 at 12.05am", "2026-02-13T00:05"),
        ("13 Feb 2026 at 12.05 pm", "2026-02-13T12:05"),
        ("12 noon 13 Feb 2026", "2026-02-13T12:00"),
        ("13/02/2026 @ 09.15", "2026-02-13T09:15"),
        ("13 Feb 2026 (Friday)", "2026-02-13"),
        ("midday on 13 Feb 2026", "2026-02-13T12:00"),
        ("2026-02-13T22:40", "2026-02-13T22:40"),
        ("2026-02-13 22:40:15", "2026-02-13T22:40:15"),
        ("Friday 13/2/26 9:05", "2026-02-13T09:05"),
    ]);
}

#[test]
fn what_is_wrong_is_said_with_what_to_do() {
    refused(&[
        ("", "empty", "not known"),
        ("   ", "empty", "Enter a date"),
        ("13 February", "needs-year", "13 February 2026"),
        ("13th February", "needs-year", "Enter the year"),
        ("13/02", "needs-year", "13 February"),
        ("13.02", "needs-year", "13 February"),
        ("February", "needs-year", "February 2026"),
        ("summer", "needs-year", "summer 2026"),
        ("between 1 and 14 February", "needs-year", "February 2026"),
        ("before 3 February", "needs-year", "3 February"),
        ("Feb 26", "day-or-year", "26 February 2026"),
        ("31/02/2026", "no-such-day", "February 2026 has 28 days"),
        ("31 February 2026", "no-such-day", "no 31 February"),
        ("29 Feb 2026", "no-such-day", "28 days"),
        ("31 April 2026", "no-such-day", "30 days"),
        ("0/2/2026", "no-such-day", "no 0 February"),
        ("13/13/2026", "no-such-month", "no month 13"),
        ("2026-13-01", "day-first", "Enter the day first"),
        ("02/13/2026", "day-first", "13/2/2026"),
        ("2/13/26", "day-first", "day first"),
        ("13/02/20226", "year-out-of-range", "four figures"),
        ("13 Feb 20226", "year-out-of-range", "four figures"),
        ("13 February 226", "year-out-of-range", "like 2026"),
        ("13/02/1066", "year-out-of-range", "1900 to 2100"),
        ("13022026", "run-together", "slash"),
        ("130226", "run-together", "slash"),
        ("13/02/2026 25:00", "no-such-time", "22:40"),
        ("13/02/2026 22:61", "no-such-time", "no such time"),
        ("midnight on 13/02/2026", "midnight", "00:00"),
        (
            "Thursday 13 February 2026",
            "wrong-weekday",
            "was a Friday, not a Thursday",
        ),
        (
            "between 14 and 1 February 2026",
            "ends-reversed",
            "first date is after",
        ),
        (
            "28 December to 3 January 2026",
            "ends-reversed",
            "year of each",
        ),
    ]);
}

#[test]
fn what_says_more_than_a_date_is_not_read() {
    let texts = [
        "when he was three",
        "last Tuesday",
        "13",
        "26",
        "22:40",
        "the evening of 13 Feb 2026",
        "early 13 Feb 2026",
        "13 Feb 2026 and 15 Feb 2026",
        "13 or 15 February 2026",
        "13 Feb Mar 2026",
        "13 13 Feb 2026",
        "13/02/2026/1",
        "2025/26",
        "2009/10",
        "Feb-",
        "between 1 February 2026",
        "13 February 2026 at home",
        "Friday February 2026",
        "13/2-2026x",
        "about",
        "90s",
        "31st",
        "32nd of nothing",
        "early summer 2025",
        "1/2/3/4",
        "c.",
        "from",
        "since",
    ];
    for text in texts {
        assert_eq!(
            parse_typed(text, today()),
            Err(TypedDateError::NotRead),
            "{text}"
        );
    }
    let long = "13 February 2026 ".repeat(40);
    assert_eq!(parse_typed(&long, today()), Err(TypedDateError::NotRead));
}

#[test]
fn a_year_is_assumed_only_when_asked_for() {
    let assume = |text| parse_typed_assuming_year(text, today(), 2025).map(|date| date.to_edtf());
    for (text, edtf) in [
        ("13 February", "2025-02-13"),
        ("February", "2025-02"),
        ("13/2", "2025-02-13"),
        ("summer", "2025-22"),
        ("Feb 26", "2025-02-26"),
        ("between 1 and 14 February", "[2025-02-01..2025-02-14]"),
        ("13 February 2026", "2026-02-13"),
    ] {
        assert_eq!(assume(text).as_deref(), Ok(edtf), "{text}");
    }
    assert_eq!(assume("29 February").unwrap_err().code(), "no-such-day");
}

#[test]
fn no_error_repeats_what_was_typed() {
    for text in [
        "Tom Example told us",
        "13 Feb 2026 with Example",
        "Example 2026",
    ] {
        let sentence = parse_typed(text, today()).unwrap_err().to_string();
        assert!(
            !sentence.contains("Example") && !sentence.contains("example"),
            "{sentence}"
        );
    }
}
