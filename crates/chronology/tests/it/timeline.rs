//! Drawings: nothing over another, nothing left out, whatever is asked.

use std::collections::BTreeMap;

use chronology::timeline::{
    Asked, Direction, Drawing, RowOf, Rows, Shape, Sizes, Step, Window, draw,
};
use model::RecordId;
use model::chronology::EntryKind;
use proptest::prelude::*;

use crate::invented::{Told, any_date, edtf, items, record, told};

const AGENCIES: [&str; 6] = ["police", "school", "hv", "gp", "hospital", "csc"];

fn window(from: &str, to: &str) -> Window {
    let moment = |text: &str| edtf(text).earliest_moment().unwrap();
    Window::new(moment(from), moment(to))
}

fn drawn(entries: &[Told], window: Window, sizes: Sizes) -> Drawing {
    let rows = Rows::Agencies(&["police"]);
    draw(
        &items(entries),
        &Asked {
            window,
            rows,
            sizes,
        },
    )
}

/// What must hold of every drawing.
fn holds(drawing: &Drawing, entries: usize, sizes: &Sizes) {
    let mut lanes: BTreeMap<(usize, usize), Vec<(f64, f64)>> = BTreeMap::new();
    for mark in &drawing.marks {
        assert!(
            mark.start >= -0.01 && mark.end <= sizes.length + 0.01,
            "within: {mark:?}"
        );
        assert!(
            mark.end - mark.start >= sizes.mark * 0.99,
            "large enough: {mark:?}"
        );
        assert!(mark.lane < drawing.bands[mark.band].lanes);
        lanes
            .entry((mark.band, mark.lane))
            .or_default()
            .push((mark.start, mark.end));
        assert_eq!(mark.shape == Shape::Cluster, mark.entries.len() > 1);
    }
    for marks in lanes.values_mut() {
        marks.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in marks.windows(2) {
            assert!(pair[0].1 <= pair[1].0 + 0.01, "over another: {pair:?}");
        }
    }
    let mut all: Vec<RecordId> = drawing
        .marks
        .iter()
        .flat_map(|mark| mark.entries.clone())
        .collect();
    all.extend(&drawing.earlier);
    all.extend(&drawing.later);
    all.extend(&drawing.undated);
    let counted = all.len();
    all.sort();
    all.dedup();
    assert_eq!((counted, all.len()), (entries, entries), "each once");
    assert!(drawing.across <= sizes.breadth + sizes.lane);
    assert!(
        drawing
            .marks
            .windows(2)
            .all(|pair| pair[0].start <= pair[1].start)
    );
    assert!(
        drawing
            .ticks
            .windows(2)
            .all(|pair| pair[1].at - pair[0].at >= sizes.tick * 0.9)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn nothing_overlaps_and_nothing_is_left_out(
        dates in prop::collection::vec(any_date(), 0..300),
        zoom in 0..9_u8,
    ) {
        let entries: Vec<Told> = (1..).zip(&dates)
            .map(|(number, date)| {
                let agency = AGENCIES[usize::try_from(number).unwrap() % AGENCIES.len()];
                told(number, agency, date, EntryKind::Contact)
            })
            .collect();
        let mut window = window("2022-01-01", "2025-01-01");
        for _ in 0..zoom {
            window = window.closer();
        }
        for sizes in [Sizes::WIDE, Sizes::NARROW] {
            let drawing = drawn(&entries, window, sizes);
            holds(&drawing, entries.len(), &sizes);
            let mut backwards: Vec<Told> = Vec::new();
            for (number, date) in (1..).zip(&dates).collect::<Vec<(i64, &String)>>().into_iter().rev() {
                let agency = AGENCIES[usize::try_from(number).unwrap() % AGENCIES.len()];
                backwards.push(told(number, agency, date, EntryKind::Contact));
            }
            prop_assert_eq!(drawn(&backwards, window, sizes), drawing);
        }
    }
}

#[test]
fn dates_are_drawn_as_what_they_are() {
    let entries = [
        told(1, "police", "2024-03-04", EntryKind::Contact),
        told(2, "school", "2024-03", EntryKind::Contact),
        told(3, "hv", "2024-02-01/2024-04-01", EntryKind::Contact),
        told(4, "gp", "2024-05-01/..", EntryKind::Contact),
        told(5, "csc", "2024-03-04~", EntryKind::Contact),
    ];
    let drawing = drawn(&entries, window("2024-01-01", "2024-07-01"), Sizes::WIDE);
    let mark = |number: i64| {
        let mut marks = drawing.marks.iter();
        marks.find(|mark| mark.entries == [record(number)]).unwrap()
    };
    let told = |number: i64| {
        let mark = mark(number);
        (mark.shape, mark.soft_start, mark.soft_end)
    };
    assert_eq!(told(1), (Shape::Point, false, false));
    assert_eq!(told(2), (Shape::Bar, true, true));
    assert_eq!(told(3), (Shape::Bar, false, false));
    assert_eq!(told(4), (Shape::Open, false, true));
    assert_eq!(told(5), (Shape::Point, true, true));
    assert_eq!(drawing.step, Step::Month);
    assert_eq!(drawing.rows[0], RowOf::Agency("police".to_owned()));
    let close = drawn(&entries, window("2024-03-04", "2024-03-05"), Sizes::WIDE);
    let day = close
        .marks
        .iter()
        .find(|mark| mark.entries == [record(1)])
        .unwrap();
    assert_eq!(
        day.shape,
        Shape::Bar,
        "a day without a time is as long as the day"
    );
    assert_eq!(close.step, Step::QuarterDay);
    assert_eq!(close.later, [record(4)]);
}

#[test]
fn what_is_uncertain_is_never_drawn_shorter_than_it_may_have_been() {
    let mut entries: Vec<Told> = (1..=60)
        .map(|number| {
            let (month, day) = (number % 3 + 1, number % 28 + 1);
            let agency = AGENCIES[usize::try_from(number).unwrap() % AGENCIES.len()];
            let date = format!("2026-{month:02}-{day:02}");
            told(number, agency, &date, EntryKind::Contact)
        })
        .collect();
    let wide = [
        (101, "[2026-01-03..2026-02-14]"),
        (102, "2026-02-03/2026-02-17"),
        (103, "[..2026-03-06]"),
    ];
    for (number, date) in wide {
        entries.push(told(number, "hv", date, EntryKind::Concern));
    }
    let window = window("2025-12-20", "2026-04-01");
    for sizes in [Sizes::WIDE, Sizes::NARROW] {
        let drawing = drawn(&entries, window, sizes);
        holds(&drawing, entries.len(), &sizes);
        for (number, date) in wide {
            let mut marks = drawing.marks.iter();
            let mark = marks
                .find(|mark| mark.entries.contains(&record(number)))
                .unwrap();
            let at = |moment| window.position(moment, sizes.length);
            let ends = at(edtf(date).latest_moment().unwrap());
            assert!(
                mark.end >= ends - sizes.gap * 2.0 - 0.01,
                "{date}: {mark:?}"
            );
            if let Some(begins) = edtf(date).earliest_moment() {
                assert!(mark.start <= at(begins) + 0.01, "{date}: {mark:?}");
            } else if mark.shape == Shape::Open {
                assert!(mark.soft_start && mark.from.is_none());
                assert!(
                    mark.end - mark.start >= sizes.mark * 3.0,
                    "it leads up: {mark:?}"
                );
            }
        }
    }
}

#[test]
fn a_day_without_a_time_spans_the_day_beside_what_has_one() {
    let mut entries: Vec<Told> = (1..=4)
        .map(|number| told(number, "police", "2026-02-13?", EntryKind::Concern))
        .collect();
    entries.push(told(
        5,
        "police",
        "2026-02-13T22:40",
        EntryKind::PoliceAttendance,
    ));
    let window = window("2026-02-12", "2026-02-14");
    let sizes = Sizes {
        lanes: 3,
        mark: 24.0,
        lane: 26.0,
        ..Sizes::WIDE
    };
    let drawing = drawn(&entries, window, sizes);
    holds(&drawing, entries.len(), &sizes);
    let at = |text: &str| window.position(edtf(text).earliest_moment().unwrap(), sizes.length);
    for mark in &drawing.marks {
        if mark.entries == [record(5)] {
            let middle = f64::midpoint(mark.start, mark.end);
            assert!(
                (middle - at("2026-02-13T22:40")).abs() <= sizes.mark,
                "{mark:?}"
            );
            continue;
        }
        assert!((mark.start - at("2026-02-13")).abs() < 0.1, "{mark:?}");
        assert!(mark.end >= at("2026-02-13T23:00"), "{mark:?}");
    }
}

#[test]
fn days_that_follow_each_other_do_not_run_together() {
    let entries: Vec<Told> = (1..=12)
        .map(|number| {
            let date = format!("2026-02-{:02}", (number - 1) / 3 + 10);
            told(number, "police", &date, EntryKind::Contact)
        })
        .collect();
    let window = window("2026-02-10", "2026-02-14");
    let drawing = drawn(&entries, window, Sizes::WIDE);
    holds(&drawing, entries.len(), &Sizes::WIDE);
    for mark in &drawing.marks {
        let (from, to) = (mark.from.unwrap(), mark.to.unwrap());
        assert_eq!(from.date(), to.date(), "of one day: {mark:?}");
    }
}

#[test]
fn too_many_in_one_month_are_counted_in_it() {
    let entries: Vec<Told> = (1..=40)
        .map(|number| {
            told(
                number,
                "police",
                &format!("2024-03-{:02}", number % 28 + 1),
                EntryKind::Contact,
            )
        })
        .collect();
    let drawing = drawn(&entries, window("2023-01-01", "2026-01-01"), Sizes::WIDE);
    assert_eq!(drawing.marks.len(), 1);
    let cluster = &drawing.marks[0];
    assert_eq!(cluster.entries.len(), 40);
    assert_eq!(cluster.row, Some(0));
    let from = cluster.from.unwrap();
    assert!(from <= edtf("2024-03-01").earliest_moment().unwrap());
    let closer = drawn(&entries, window("2024-03-01", "2024-03-29"), Sizes::WIDE);
    assert!(
        closer
            .marks
            .iter()
            .filter(|mark| mark.shape != Shape::Cluster)
            .count()
            > 20
    );
}

#[test]
fn a_cluster_is_as_wide_as_what_it_holds() {
    let entries: Vec<Told> = (1..=30)
        .map(|number| {
            told(
                number,
                "police",
                &format!("2024-03-{:02}", 10 + number % 3),
                EntryKind::Contact,
            )
        })
        .collect();
    let drawing = drawn(&entries, window("2024-01-01", "2024-07-01"), Sizes::WIDE);
    holds(&drawing, entries.len(), &Sizes::WIDE);
    let clusters = drawing
        .marks
        .iter()
        .filter(|mark| mark.shape == Shape::Cluster);
    let clusters: Vec<_> = clusters.collect();
    assert!(!clusters.is_empty());
    for cluster in clusters {
        assert!(cluster.from.unwrap() >= edtf("2024-03-10").earliest_moment().unwrap());
        assert!(cluster.to.unwrap() <= edtf("2024-03-12").latest_moment().unwrap());
        let at = |day: &str| {
            drawing
                .window
                .position(edtf(day).earliest_moment().unwrap(), Sizes::WIDE.length)
        };
        let most = (at("2024-03-13") - at("2024-03-10")) + Sizes::WIDE.mark;
        assert!(cluster.end - cluster.start <= most + 0.01, "{cluster:?}");
    }
}

#[test]
fn people_have_rows_and_whoever_is_not_identified_has_the_last() {
    let entries = [
        told(1, "police", "2024-03-04", EntryKind::Contact)
            .about(901)
            .about(902),
        told(2, "school", "2024-03-05", EntryKind::Contact),
    ];
    let people = [record(902)];
    let asked = Asked {
        window: window("2024-03-01", "2024-04-01"),
        rows: Rows::People(&people),
        sizes: Sizes::WIDE,
    };
    let drawing = draw(&items(&entries), &asked);
    assert_eq!(
        drawing.rows,
        [
            RowOf::Person(record(902)),
            RowOf::Person(record(901)),
            RowOf::Nobody
        ]
    );
    assert_eq!(drawing.marks.len(), 3);
}

#[test]
fn a_narrow_screen_has_all_agencies_in_one_band_where_they_have_no_room() {
    let agencies: Vec<&'static str> = vec![
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
        "s", "t",
    ];
    let entries: Vec<Told> = (1..)
        .zip(agencies)
        .map(|(number, agency)| told(number, agency, "2024-03-04", EntryKind::Contact))
        .collect();
    let drawing = drawn(&entries, window("2024-01-01", "2025-01-01"), Sizes::NARROW);
    assert_eq!(drawing.bands.len(), 1);
    assert!(drawing.across <= 256.0);
    holds(&drawing, entries.len(), &Sizes::NARROW);
    let few = drawn(
        &entries[..2],
        window("2024-01-01", "2025-01-01"),
        Sizes::NARROW,
    );
    assert_eq!(
        (few.bands.len(), Sizes::NARROW.direction),
        (3, Direction::Down)
    );
}

#[test]
fn a_window_has_bounds_and_ticks_from_years_to_hours() {
    let hour = window("2024-03-04T10:00", "2024-03-04T10:05");
    assert_eq!(hour.closer(), hour, "not shorter than an hour");
    assert_eq!(hour.step(760.0, 64.0), Step::Hour);
    let mut wide = hour;
    let mut steps = Vec::new();
    for _ in 0..22 {
        wide = wide.wider();
        steps.push(wide.step(760.0, 64.0));
    }
    assert_eq!(wide, wide.wider(), "not longer than two hundred years");
    assert!(steps.is_sorted());
    for step in [
        Step::Hour,
        Step::QuarterDay,
        Step::Day,
        Step::Month,
        Step::Year,
        Step::Decade,
    ] {
        assert!(steps.contains(&step), "{step:?} of {steps:?}");
    }
    let year = window("2024-01-01", "2025-01-01");
    assert_eq!(year.later().earlier(), year);
    assert!(Window::of_all(&[]).is_none());
    let backwards = window("2025-01-01", "2024-01-01");
    assert_eq!(backwards, year);
}

/// A mark as a page would draw it: a link with a title and a shape.
fn html(drawing: &Drawing) -> usize {
    let mark = "<a href=\"/cases/018f6d0e-7a1b-7c3d-8e4f-5a6b7c8d9e0f/chronology/018f6d0e-7a1b-7c3d-8e4f-5a6b7c8d9e0f\" \
        class=\"app-mark app-mark--known\"><title>Health visitor, about 13 February 2026: home visit</title>\
        <rect x=\"1234.5\" y=\"1234.5\" width=\"123.4\" height=\"14\" rx=\"7\"/></a>";
    drawing.marks.len() * mark.len() + drawing.ticks.len() * 120
}

#[test]
fn three_hundred_are_all_there_by_themselves_and_five_thousand_stay_small() {
    const TWENTY: [&str; 20] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
        "s", "t",
    ];
    let made = |count: i64| -> Vec<Told> {
        // Spread over three years as if by chance, and always the same.
        let date = |number: i64| {
            let mixed = (number * 2_654_435_761 % 4_294_967_296) / 7;
            let (year, month, day) = (2021 + mixed % 3, mixed / 3 % 12 + 1, mixed / 36 % 28 + 1);
            format!("{year}-{month:02}-{day:02}")
        };
        let agency = |number: i64| TWENTY[usize::try_from(number).unwrap() % TWENTY.len()];
        (0..count)
            .map(|number| told(number, agency(number), &date(number), EntryKind::Contact))
            .collect()
    };
    let whole = window("2021-01-01", "2024-01-01");
    let few = drawn(&made(300), whole, Sizes::WIDE);
    holds(&few, 300, &Sizes::WIDE);
    let alone = few
        .marks
        .iter()
        .filter(|mark| mark.shape != Shape::Cluster)
        .count();
    println!(
        "300 entries: {alone} alone of {} marks, {} high",
        few.marks.len(),
        few.across
    );
    assert!(alone >= 290, "{alone}");
    let many = made(5_000);
    let mut window = whole;
    for _ in 0..8 {
        for sizes in [Sizes::WIDE, Sizes::NARROW] {
            let drawing = drawn(&many, window, sizes);
            holds(&drawing, 5_000, &sizes);
            println!(
                "5,000 entries: {} marks, {} kB",
                drawing.marks.len(),
                html(&drawing) / 1000
            );
            assert!(html(&drawing) <= 1_000_000);
        }
        window = window.closer();
    }
}

#[test]
fn a_whole_day_is_counted_in_the_day_that_it_is_however_near_one_looks() {
    // More than a row has lanes for, so that they are counted together.
    let entries: Vec<Told> = (1..=30)
        .map(|number| told(number, "police", "2024-03-06", EntryKind::Contact))
        .collect();
    for (from, to) in [
        ("2024-03-05", "2024-03-08"),
        ("2024-03-05T12:00", "2024-03-07"),
        ("2024-03-01", "2024-03-20"),
    ] {
        for sizes in [Sizes::WIDE, Sizes::NARROW] {
            let drawing = drawn(&entries, window(from, to), sizes);
            let begins = edtf("2024-03-06").earliest_moment().unwrap();
            let at = drawing.window.position(begins, sizes.length);
            for mark in &drawing.marks {
                assert_eq!(mark.from, Some(begins), "{from} to {to}: {mark:?}");
                assert!(mark.start >= at - 0.01, "a day early: {mark:?}");
            }
        }
    }
}

#[test]
fn looking_closer_goes_to_where_the_entries_are() {
    let mut entries: Vec<Told> = (1..=9)
        .map(|number| told(number, "police", "2024-11-20", EntryKind::Contact))
        .collect();
    entries.push(told(10, "school", "2015-01-10", EntryKind::Contact));
    let mut now = Window::of_all(&items(&entries)).unwrap();
    let day = edtf("2024-11-20");
    for _ in 0..30 {
        let next = now.closer_to(&items(&entries));
        assert!(next.from() >= now.from() && next.to() <= now.to());
        assert!(day.latest_moment().unwrap() >= next.from());
        assert!(day.earliest_moment().unwrap() <= next.to());
        now = next;
    }
    assert_eq!(
        now.closer_to(&items(&entries)),
        now,
        "not shorter than an hour"
    );
    let empty = window("2018-01-01", "2019-01-01");
    assert_eq!(empty.closer_to(&items(&entries)), empty.closer());
}
