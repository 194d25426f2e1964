//! As known on.

use chronology::horizon::{
    AsKnown, Certainty, Knew, Standing, Through, Unfolding, Viewer, as_known, by_standing, roles,
    unfold, what_came_when,
};
use model::Sensitive;
use model::chronology::{EntryKind, ShareStands, Shared};

use proptest::prelude::*;

use crate::invented::{Told, any_date, day, edtf, items, record, told};

fn school_on(entries: &[Told], date: &str, with_proposed: bool) -> Vec<Standing> {
    let asked = AsKnown {
        viewer: Viewer::Agency("school"),
        on: day(date),
        with_proposed,
    };
    as_known(&items(entries), &asked)
}

fn only(entry: Told, date: &str) -> (Knew, Certainty) {
    let standing = school_on(&[entry], date, false)[0];
    (standing.knew, standing.certainty)
}

fn police() -> Told {
    told(1, "police", "2026-02-13T22:40", EntryKind::PoliceAttendance)
}

fn school() -> Told {
    told(2, "school", "2026-02-20", EntryKind::Disclosure)
}

#[test]
fn an_own_record_is_known_from_the_day_on_which_it_was_written_down() {
    let entry = || school().recorded("2026-02-23");
    assert_eq!(
        only(entry(), "2026-02-22"),
        (Knew::Later, Certainty::Certain)
    );
    assert_eq!(
        only(entry(), "2026-02-23"),
        (Knew::Known, Certainty::Certain)
    );
    let about = || school().recorded("2026-02-23~");
    assert_eq!(only(about(), "2026-02-24"), (Knew::Known, Certainty::MayBe));
    let month = || school().recorded("2026-02");
    assert_eq!(only(month(), "2026-02-24"), (Knew::Known, Certainty::MayBe));
}

#[test]
fn nobody_knows_when_it_was_written_down_is_said_and_counts_from_the_event_at_the_earliest() {
    assert_eq!(
        only(school(), "2026-02-20"),
        (Knew::NotSaid, Certainty::Certain)
    );
    assert_eq!(
        only(school(), "2026-02-19"),
        (Knew::Later, Certainty::Certain)
    );
    let standing = school_on(&[police()], "2026-02-20", false)[0];
    assert_eq!(standing.knew, Knew::NotSaid);
    assert_eq!(standing.through, Through::OtherRecord);
    assert_eq!(standing.since, police().entry.date);
}

#[test]
fn what_stood_in_another_record_is_not_known_until_a_confirmed_sharing() {
    let entry = || {
        police()
            .recorded("2026-02-14")
            .shared("hv", "2026-02-15", ShareStands::Confirmed)
            .shared("school", "2026-02-17", ShareStands::Confirmed)
    };
    assert_eq!(
        only(entry(), "2026-02-13"),
        (Knew::Later, Certainty::Certain)
    );
    assert_eq!(
        only(entry(), "2026-02-16"),
        (Knew::RecordedElsewhere, Certainty::Certain)
    );
    let standing = school_on(&[entry()], "2026-02-17", false)[0];
    assert_eq!(
        (standing.knew, standing.through),
        (Knew::Known, Through::Sharing(1))
    );
}

#[test]
fn a_proposed_sharing_counts_for_nothing_until_it_is_asked_for() {
    let entry = || {
        police()
            .recorded("2026-02-14")
            .shared("school", "2026-02-17", ShareStands::Proposed)
    };
    let knew = |with_proposed| school_on(&[entry()], "2026-02-20", with_proposed)[0].knew;
    assert_eq!(knew(false), Knew::RecordedElsewhere);
    assert_eq!(knew(true), Knew::KnownIfShared);
    assert_eq!(
        what_came_when(&items(&[entry()]), Viewer::Agency("school")),
        []
    );
}

#[test]
fn words_of_a_source_that_may_mean_the_agency_count_only_when_they_are_asked_for() {
    let entry = |with: &str, stands| {
        police().recorded("2026-02-14").with(|entry| {
            entry.shared.push(Shared {
                agency: None,
                with: Sensitive(with.to_owned()),
                on: edtf("2026-02-17"),
                stands,
            });
        })
    };
    let knew = |with: &str, stands, with_proposed| {
        let own = school().recorded("2026-02-20");
        school_on(&[entry(with, stands), own], "2026-02-20", with_proposed)[0].knew
    };
    let proposed = ShareStands::Proposed;
    assert_eq!(knew("the school", proposed, false), Knew::RecordedElsewhere);
    assert_eq!(knew("the school", proposed, true), Knew::KnownIfShared);
    assert_eq!(knew("the midwife", proposed, true), Knew::RecordedElsewhere);
    // That somebody was told is confirmed; that it was this agency is not.
    let confirmed = ShareStands::Confirmed;
    for words in ["the school", "DSL", "head teacher"] {
        assert_eq!(knew(words, confirmed, false), Knew::RecordedElsewhere);
        assert_eq!(knew(words, confirmed, true), Knew::KnownIfShared, "{words}");
    }
    assert_eq!(
        knew("school nurse", confirmed, true),
        Knew::RecordedElsewhere
    );
}

#[test]
fn what_had_not_happened_was_not_known_whatever_the_record_says() {
    let entry = school().recorded("2026-02-01");
    assert_eq!(only(entry, "2026-02-10"), (Knew::Later, Certainty::MayBe));
    let unknown = told(3, "school", "XXXX", EntryKind::Concern);
    assert_eq!(
        only(unknown, "2026-02-10"),
        (Knew::NotSaid, Certainty::MayBe)
    );
}

fn role_on(entries: &[Told], (agency, called): (&str, &str), date: &str) -> Vec<Standing> {
    let asked = AsKnown {
        viewer: Viewer::Role { agency, called },
        on: day(date),
        with_proposed: false,
    };
    as_known(&items(entries), &asked)
}

fn role(called: &str, date: &str, entries: &[Told]) -> Vec<(Knew, Through)> {
    let standings = role_on(entries, ("school", called), date);
    let standing = |one: &Standing| (one.knew, one.through);
    standings.iter().map(standing).collect()
}

fn by_teacher() -> Told {
    school().recorded("2026-02-21").with(|entry| {
        entry.recorded.by_role = Sensitive("Class  teacher".to_owned());
        let there = Sensitive("Midday supervisor".to_owned());
        entry.present.push(there);
    })
}

#[test]
fn a_role_knows_what_it_wrote_what_it_was_there_for_and_what_it_was_told() {
    let entries = [
        by_teacher(),
        police()
            .recorded("2026-02-14")
            .shared("school", "2026-02-16", ShareStands::Confirmed),
    ];
    assert_eq!(
        role("class teacher", "2026-02-20", &entries)[0].0,
        Knew::Later
    );
    assert_eq!(
        role("class teacher", "2026-02-21", &entries)[0],
        (Knew::Known, Through::OwnRecord)
    );
    assert_eq!(
        role("MIDDAY SUPERVISOR", "2026-02-20", &entries)[0],
        (Knew::Known, Through::WasThere)
    );
    assert_eq!(
        role("duty desk of school", "2026-02-16", &entries)[1],
        (Knew::Known, Through::Sharing(0))
    );
}

#[test]
fn what_its_agency_had_is_not_known_to_have_been_read_by_a_role() {
    let entries = [
        by_teacher(),
        police()
            .recorded("2026-02-14")
            .shared("school", "2026-02-16", ShareStands::Confirmed),
        told(3, "hospital", "2026-02-10", EntryKind::Attendance).recorded("2026-02-10"),
    ];
    assert_eq!(
        role("Head teacher", "2026-02-22", &entries),
        [
            (Knew::InAgency, Through::AgencyRecord),
            (Knew::InAgency, Through::ToAgency(0)),
            (Knew::RecordedElsewhere, Through::OtherRecord),
        ]
    );
    assert_eq!(
        role("Head teacher", "2026-02-15", &entries)[1],
        (Knew::RecordedElsewhere, Through::OtherRecord),
        "nobody in the agency had it yet"
    );
    let undated = [school()];
    assert_eq!(
        role("Head teacher", "2026-02-22", &undated)[0].0,
        Knew::NotSaid
    );
    let own = [school()
        .shared("school", "2026-02-21", ShareStands::Confirmed)
        .with(|entry| entry.recorded.by_role = Sensitive("Head teacher".to_owned()))];
    assert_eq!(
        role("Head teacher", "2026-02-22", &own)[0],
        (Knew::NotSaid, Through::OwnRecord),
        "its own undated record is nearer than what its agency was told"
    );
}

#[test]
fn the_same_words_elsewhere_are_nobody_in_particular() {
    let elsewhere = || {
        told(3, "hospital", "2026-02-10", EntryKind::Meeting)
            .recorded("2026-02-11")
            .with(|entry| entry.present.push(Sensitive("social worker".to_owned())))
    };
    let of_council = |entries: &[Told], date| {
        let standing = role_on(entries, ("council", "Social Worker"), date)[0];
        (standing.knew, standing.through)
    };
    assert_eq!(
        of_council(&[elsewhere()], "2026-02-12"),
        (Knew::RecordedElsewhere, Through::SameWords)
    );
    assert_eq!(of_council(&[elsewhere()], "2026-02-10").0, Knew::Later);
    let unsaid = |stands| {
        let share = Shared {
            agency: None,
            with: Sensitive("Social worker".to_owned()),
            on: edtf("2026-02-11"),
            stands,
        };
        [told(4, "council", "2026-02-10", EntryKind::Contact)
            .recorded("2026-02-10")
            .with(|entry| entry.shared.push(share))]
    };
    assert_eq!(
        of_council(&unsaid(ShareStands::Confirmed), "2026-02-12"),
        (Knew::InAgency, Through::SameWords)
    );
    assert_eq!(
        of_council(&unsaid(ShareStands::Proposed), "2026-02-12"),
        (Knew::InAgency, Through::AgencyRecord)
    );
}

#[test]
fn the_roles_of_an_agency_are_told_apart_by_their_words() {
    let entries = [
        by_teacher(),
        school().with(|entry| {
            entry.recorded.by_role = Sensitive("CLASS teacher ".to_owned());
            entry.present.push(Sensitive("Class teacher".to_owned()));
        }),
        police()
            .shared("school", "2026-02-16", ShareStands::Confirmed)
            .shared("hv", "2026-02-16", ShareStands::Confirmed)
            .with(|entry| entry.recorded.by_role = Sensitive("Officer".to_owned())),
        told(4, "school", "2026-02-01", EntryKind::Concern),
        told(5, "hospital", "2026-02-01", EntryKind::Concern).with(|entry| {
            entry.shared.push(Shared {
                agency: Some("school".to_owned()),
                with: Sensitive("Governor".to_owned()),
                on: edtf("2026-02-02"),
                stands: ShareStands::Proposed,
            });
        }),
    ];
    let found = roles(&items(&entries), "school");
    let named: Vec<_> = found
        .iter()
        .map(|one| (one.called.as_str(), one.of_agency))
        .collect();
    assert_eq!(
        named,
        [
            ("Class  teacher", true),
            ("Duty desk  of school", true),
            ("Midday supervisor", false),
        ]
    );
}

#[test]
fn every_entry_stands_once_and_what_came_comes_in_order() {
    let entries = [
        school().recorded("2026-02-20"),
        police()
            .recorded("2026-02-14")
            .shared("school", "2026-02-17", ShareStands::Confirmed),
        told(3, "hospital", "2026-03-01", EntryKind::Attendance).recorded("2026-03-01"),
        told(4, "school", "2026-02-01", EntryKind::Concern),
    ];
    let standings = school_on(&entries, "2026-02-20", false);
    let groups = by_standing(&standings);
    assert_eq!(groups.values().map(Vec::len).sum::<usize>(), entries.len());
    assert_eq!(groups[&Knew::Known], [2, 1].map(record));
    assert_eq!(groups[&Knew::Later], [record(3)]);
    assert_eq!(groups[&Knew::NotSaid], [record(4)]);
    let came = what_came_when(&items(&entries), Viewer::Agency("school"));
    let came: Vec<_> = came.iter().map(|one| (one.id, one.dated)).collect();
    assert_eq!(
        came,
        [(record(4), false), (record(1), true), (record(2), true)]
    );
}

#[test]
fn episodes_end_at_gaps_and_key_episodes_and_nothing_later_is_read_early() {
    let entries = [
        told(1, "hv", "2024-01-05", EntryKind::Contact).recorded("2024-01-05"),
        told(2, "hv", "2024", EntryKind::Contact).recorded("2024-02-01"),
        told(3, "hv", "2024-01-20", EntryKind::Contact).recorded("2025-01-01"),
        told(4, "hv", "2024-04-01", EntryKind::Contact),
        told(5, "hv", "2024-04-02", EntryKind::Contact).with(|entry| entry.key_episode = true),
        told(6, "hv", "[2024-04-03..]", EntryKind::Contact),
        told(7, "hv", "XXXX", EntryKind::Contact),
    ];
    let episodes = unfold(&items(&entries), &Unfolding::default());
    let ids: Vec<_> = episodes.iter().map(|one| one.entries.clone()).collect();
    let expected: Vec<Vec<_>> = vec![vec![1, 3], vec![4], vec![5], vec![2], vec![6, 7]]
        .into_iter()
        .map(|ids| ids.into_iter().map(record).collect())
        .collect();
    assert_eq!(ids, expected);
    assert_eq!(episodes[0].maybe_hindsight, [record(3)]);
    assert!(episodes[2].key && !episodes[1].key);
    for (at, episode) in episodes.iter().enumerate() {
        for later in episodes.iter().skip(at + 1) {
            assert!(
                later.from.is_none() || episode.to <= later.from,
                "{episode:?} {later:?}"
            );
        }
    }
}

#[test]
fn an_episode_begins_on_the_first_day_that_it_may_tell_of() {
    let entries = [told(
        1,
        "school",
        "[2025-04-30..2025-05-01]",
        EntryKind::Contact,
    )];
    let episodes = unfold(&items(&entries), &Unfolding::default());
    let first = episodes.first().unwrap();
    assert_eq!(
        (first.begins, first.to),
        (Some(day("2025-04-30")), Some(day("2025-05-01")))
    );
    assert_eq!(first.from, first.to, "read where it has certainly happened");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]
    #[test]
    fn whatever_the_dates_each_entry_is_read_once_and_none_before_what_is_certainly_over(
        dates in prop::collection::vec(any_date(), 0..40),
    ) {
        let entries: Vec<Told> = (1..)
            .zip(&dates)
            .map(|(number, date)| told(number, "hv", date, EntryKind::Contact))
            .collect();
        let episodes = unfold(&items(&entries), &Unfolding::default());
        let mut read: Vec<_> = episodes.iter().flat_map(|one| one.entries.clone()).collect();
        let over = |id| entries.iter().find(|told| told.id == id).unwrap().entry.date.latest();
        let days: Vec<_> = read.iter().map(|id| over(*id)).collect();
        let dated: Vec<_> = days.iter().flatten().collect();
        prop_assert!(dated.is_sorted());
        prop_assert!(days.iter().skip_while(|day| day.is_some()).all(Option::is_none));
        read.sort();
        read.dedup();
        prop_assert_eq!(read.len(), entries.len());
    }

    #[test]
    fn what_is_certainly_known_on_a_day_is_known_on_every_later_day(
        dates in prop::collection::vec((any_date(), any_date()), 1..20),
        first in 0..900_i32,
        more in 0..900_i32,
    ) {
        let entries: Vec<Told> = (1..)
            .zip(&dates)
            .map(|(number, (date, recorded))| {
                told(number, "school", date, EntryKind::Contact).recorded(recorded)
            })
            .collect();
        let at = |days: i32| {
            let seconds = u64::try_from(days).unwrap() * 24 * 60 * 60;
            let date = day("2022-01-01").saturating_add(std::time::Duration::from_secs(seconds));
            school_on(&entries, &date.to_string(), false)
        };
        for (before, after) in at(first).iter().zip(at(first + more)) {
            if before.certainty == Certainty::Certain && before.knew != Knew::Later {
                prop_assert_eq!(before.knew, after.knew);
                prop_assert_eq!(after.certainty, Certainty::Certain);
            }
            if after.knew == Knew::Later && after.certainty == Certainty::Certain {
                prop_assert_eq!(before.knew, Knew::Later);
            }
        }
    }
}
