//! The chronology out as the list was filtered, with accounts of one event marked.

use app::chronology::{NewEvent, chronology, say};
use app::chronology_out::{Only, Wanted, taken};
use model::UncertainDate;
use model::case::{ChronologyFormat, SubjectKind};
use model::chronology::{EntryKind, ShareStands, Shared};

use crate::chronology_out::{TABLES, naming, secret, signed_off, take, text_of, wanted};
use crate::follow::form;
use crate::people::{add as add_person, person};
use crate::returns::entry;
use crate::support::{self, words};
use crate::team::day;

#[tokio::test]
async fn what_the_list_was_filtered_by_is_obeyed_in_every_format_said_in_the_file_and_kept() {
    for instance in support::both(false).await {
        let mut missed = entry(8, "The appointment was not kept.");
        missed.kind = EntryKind::NotBrought;
        let mut key = entry(7, "The family moved.");
        key.key_episode = true;
        let entries = vec![missed, key, entry(6, "Officers came."), secret(5)];
        let made = signed_off(&instance, entries).await;
        let (ctx, reference) = (&made.manager, &made.reference);
        for format in TABLES {
            let mut asked = wanted(format);
            asked.choice.only.kind = Some(EntryKind::NotBrought);
            let file = take(&instance, ctx, reference, &asked).await.unwrap();
            let text = text_of(format, &file.bytes);
            assert_eq!(file.entries, 1, "{format:?}");
            assert!(text.contains("was not kept"), "{format:?}");
            assert!(!text.contains("Officers came") && !text.contains("family moved"));
            assert!(
                text.contains("Only entries that are of this kind"),
                "{format:?}"
            );
            assert!(text.contains("Whether they belong to what was chosen is not said"));
            asked.choice.only = Only {
                key_only: true,
                ..Only::default()
            };
            let file = take(&instance, ctx, reference, &asked).await.unwrap();
            let text = text_of(format, &file.bytes);
            assert!(text.contains("family moved") && !text.contains("was not kept"));
            assert!(
                text.contains("part of a key practice episode"),
                "{format:?}"
            );
        }
        let kept = taken(&instance.app, ctx, reference).await.unwrap();
        assert_eq!(kept[0].body.kind, Some(EntryKind::NotBrought));
        assert!(kept[1].body.key_only && kept[1].body.kind.is_none());
    }
}

#[tokio::test]
async fn what_is_about_one_person_names_them_as_the_file_does() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![naming(), entry(3, "Officers came.")]).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        add_person(
            &instance,
            ctx,
            reference,
            &person("Wren Oakfield", SubjectKind::LinkedChild),
        )
        .await;
        let found = chronology(app, ctx, reference).await.unwrap();
        let wren = found.people().find(|(_, name)| *name == "Wren Oakfield");
        let id = wren.unwrap().0;
        for pseudonymous in [false, true] {
            let mut asked = wanted(ChronologyFormat::Csv);
            asked.choice.only.person = Some(id);
            asked.choice.pseudonymous = pseudonymous;
            let file = take(&instance, ctx, reference, &asked).await.unwrap();
            assert_eq!(file.entries, 0, "no account says that it is about Wren");
            let text = text_of(asked.format, &file.bytes);
            let who = if pseudonymous {
                "Child B"
            } else {
                "Wren Oakfield"
            };
            assert!(text.contains(&format!("Only entries that are about {who}.")));
        }
    }
}

#[tokio::test]
async fn accounts_of_one_event_are_marked_in_every_format_and_not_as_known_then() {
    for instance in support::both(false).await {
        let mut one = entry(6, "Officers came.");
        one.recorded.on = Some(one.date);
        let entries = vec![one, entry(6, "A sergeant came."), entry(2, "Alone.")];
        let made = signed_off(&instance, entries).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        let found = chronology(app, ctx, reference).await.unwrap();
        let accounts: Vec<_> = found.accounts.iter().filter_map(|one| one.id()).collect();
        let new = NewEvent {
            accounts: accounts[..2].to_vec(),
            same: true,
            words: words(""),
        };
        say(app, ctx, reference, (form(), &new)).await.unwrap();
        for format in TABLES {
            let file = take(&instance, ctx, reference, &wanted(format)).await;
            let text = text_of(format, &file.unwrap().bytes);
            for mark in ["Account 1 of 2 of one event", "Account 2 of 2 of one event"] {
                assert!(text.contains(mark), "{format:?}: {mark}");
            }
            assert!(!text.contains("event (event 2)"), "one stands alone");
        }
        let mut then = wanted(ChronologyFormat::Csv);
        then.choice.as_known = Some((instance.agency_of("police").unwrap(), day(0)));
        let then = take(&instance, ctx, reference, &then).await.unwrap();
        let text = text_of(ChronologyFormat::Csv, &then.bytes);
        assert!(text.contains("Officers came.") && !text.contains("of one event"));
    }
}

#[tokio::test]
async fn what_was_added_later_is_in_no_file_as_known_on_a_day() {
    for instance in support::both(false).await {
        let mut one = entry(6, "Officers came.");
        one.recorded.on = Some(one.date);
        one.outcome = words("Seen as a sign after the fracture.");
        one.comment = words("With what we know now.");
        for (with, days) in [("Duty desk", 5), ("Night desk", 1)] {
            one.shared.push(Shared {
                agency: None,
                with: words(with),
                on: UncertainDate::day(day(-days)).unwrap(),
                stands: ShareStands::Proposed,
            });
        }
        let made = signed_off(&instance, vec![one]).await;
        let take = async |asked: &Wanted| {
            let file = take(&instance, &made.manager, &made.reference, asked).await;
            text_of(ChronologyFormat::Csv, &file.unwrap().bytes)
        };
        let mut asked = wanted(ChronologyFormat::Csv);
        let now = take(&asked).await;
        let later = ["after the fracture", "With what we know", "Night desk"];
        assert!(later.iter().all(|words| now.contains(words)));
        asked.choice.as_known = Some((instance.agency_of("police").unwrap(), day(-3)));
        let then = take(&asked).await;
        assert!(then.contains("Officers came.") && then.contains("Duty desk"));
        assert!(later.iter().all(|words| !then.contains(words)));
    }
}
