//! The chronology out: what whoever takes it may read and no more, for whom and what for, with and without names.

use access::{Ctx, Role};
use app::chronology::{chronology, roles};
use app::chronology_out::{
    Choice, Setting, TakenFile, Wanted, may_take_out, part_of_pack, pseudonymous, register,
    take_out, taken, to_take,
};
use app::names::names;
use app::{AppError, Reference};
use model::case::{ChronologyFormat, ReturnFound, SubjectKind};
use model::chronology::{Entry, Labels, Person, Restriction};
use model::{Sensitive, UncertainDate};
use papers::{FileKind, Grid, grid_of};

use crate::as_known::written;
use crate::decision::rule;
use crate::people::{add as add_person, person};
use crate::restricted::rows;
use crate::returns::signing::signed;
use crate::returns::{Sent, entry, sent, with_head, write};
use crate::support::{self, Instance, words};
use crate::team::day;

/// The police signed these entries off.
pub(crate) async fn signed_off(instance: &Instance, entries: Vec<Entry>) -> Sent {
    let made = sent(instance).await;
    with_head(instance, &made, ReturnFound::Known).await;
    for one in entries {
        write(&instance.app, (&made.author, made.request), None, one)
            .await
            .unwrap();
    }
    signed(instance, &made).await;
    made
}

pub(crate) fn secret(days: i64) -> Entry {
    let mut one = entry(days, "Somebody is being watched.");
    one.restriction = Restriction::Police;
    one
}

pub(crate) fn wanted(format: ChronologyFormat) -> Wanted {
    Wanted {
        choice: Choice::default(),
        format,
        to: words("The panel, Invented & Sons"),
        purpose: words("To prepare the meeting"),
    }
}

pub(crate) async fn take(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    wanted: &Wanted,
) -> Result<TakenFile, AppError> {
    let names = names(&instance.app, ctx).await.unwrap();
    let labels = Labels::default();
    let setting = Setting {
        names: &names,
        partnership: "Invented here",
        labels: &labels,
        real_people: false,
    };
    take_out(&instance.app, ctx, reference, (wanted, setting)).await
}

fn cells(grid: &Grid) -> String {
    let rows = grid.tables.iter().flat_map(|table| &table.rows);
    let cells = rows.flat_map(|row| &row.cells);
    let texts = cells.map(|cell| cell.text.0.as_str());
    texts.collect::<Vec<_>>().join("\n")
}

/// Everything that a file says above its table and in it.
pub(crate) fn text_of(format: ChronologyFormat, bytes: &[u8]) -> String {
    match format {
        ChronologyFormat::Csv => String::from_utf8(bytes.to_vec()).unwrap(),
        ChronologyFormat::Xlsx => cells(&grid_of(FileKind::Xlsx, bytes).unwrap()),
        ChronologyFormat::Docx => {
            let table = cells(&grid_of(FileKind::Docx, bytes).unwrap());
            let text = papers::text_of(FileKind::Docx, bytes).unwrap();
            format!("{}\n{table}", text.plain_text())
        }
        ChronologyFormat::Pdf => panic!("a pdf is looked into by the browser's walk"),
    }
}

pub(crate) const TABLES: [ChronologyFormat; 3] = [
    ChronologyFormat::Csv,
    ChronologyFormat::Xlsx,
    ChronologyFormat::Docx,
];

#[tokio::test]
async fn it_holds_what_its_maker_may_read_and_each_time_is_kept_and_written_down() {
    for instance in support::both(false).await {
        let entries = vec![secret(5), entry(6, "Officers came.")];
        let made = signed_off(&instance, entries).await;
        let (ctx, reference) = (&made.manager, &made.reference);
        for format in TABLES {
            let file = take(&instance, ctx, reference, &wanted(format))
                .await
                .unwrap();
            let text = text_of(format, &file.bytes);
            for said in [
                "Officers came.",
                "1 entry withheld",
                "The panel, Invented & Sons",
                "To prepare the meeting",
                "24 November 2026",
                "Invented police",
                "Named, as recorded",
                "OFFICIAL-SENSITIVE. For The panel, Invented & Sons, 24 November 2026",
            ] {
                let in_its_edge = format == ChronologyFormat::Docx && said.starts_with("OFFICIAL");
                assert!(in_its_edge || text.contains(said), "{format:?}: {said}");
            }
            assert!(!text.contains("being watched"), "{format:?}");
        }
        let pdf = take(&instance, ctx, reference, &wanted(ChronologyFormat::Pdf)).await;
        let pdf = pdf.unwrap();
        assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.media == "application/pdf");
        assert_eq!(rows(&instance, "take_out_chronology").await, 4);
        let kept = taken(&instance.app, ctx, reference).await.unwrap();
        assert_eq!(kept.len(), 4);
        assert_eq!((kept[0].body.entries, kept[0].body.withheld), (1, 1));
        assert_eq!(kept[3].body.format, ChronologyFormat::Pdf);
        assert_eq!(kept[3].body.to, words("The panel, Invented & Sons"));
    }
}

#[tokio::test]
async fn it_is_for_somebody_and_something_and_of_days_that_were() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let police = instance.agency_of("police").unwrap();
        let nobody = instance.agency_of("local_authority").unwrap();
        let with = |change: &dyn Fn(&mut Wanted)| {
            let mut one = wanted(ChronologyFormat::Csv);
            change(&mut one);
            one
        };
        let whose = |agency| with(&|one| one.choice.agency = Some(agency));
        let known = |agency, on| with(&|one| one.choice.as_known = Some((agency, on)));
        let backwards = |one: &mut Wanted| {
            one.choice.from = Some(day(0));
            one.choice.to = Some(day(-1));
        };
        let wrong = [
            (with(&|one| one.to = words(" ")), "chronology-out-to"),
            (
                with(&|one| one.purpose = words("\n")),
                "chronology-out-purpose",
            ),
            (with(&backwards), "chronology-out-period"),
            (known(police, day(1)), "chronology-out-later"),
            (whose(nobody), "chronology-out-agency"),
            (known(nobody, day(0)), "chronology-out-agency"),
        ];
        for (wanted, code) in wrong {
            let refused = take(&instance, &made.manager, &made.reference, &wanted).await;
            assert_eq!(rule(refused), code);
        }
        assert_eq!(rows(&instance, "take_out_chronology").await, 0);
        let kept = taken(&instance.app, &made.manager, &made.reference).await;
        assert!(kept.unwrap().is_empty(), "nothing went out");
    }
}

#[tokio::test]
async fn whoever_does_not_work_on_the_review_takes_nothing_out() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let app = &instance.app;
        let others = [
            instance.acting(Role::LeadReviewer, None),
            instance.acting(Role::IncidentRaiser, None),
            made.author.clone(),
        ];
        for other in others {
            let reference = &made.reference;
            assert!(!may_take_out(app, &other, reference).await.unwrap());
            let offered = to_take(app, &other, reference).await;
            assert!(is_refused(&offered.map(|_| ())));
            let csv = wanted(ChronologyFormat::Csv);
            let refused = take(&instance, &other, reference, &csv).await;
            assert!(is_refused(&refused.map(|_| ())));
        }
        assert!(
            may_take_out(app, &made.manager, &made.reference)
                .await
                .unwrap()
        );
        let offered = to_take(app, &made.manager, &made.reference).await.unwrap();
        assert_eq!(offered.agencies, [instance.agency_of("police").unwrap()]);
    }
}

fn is_refused(outcome: &Result<(), AppError>) -> bool {
    matches!(
        outcome,
        Err(AppError::NotPermitted { .. } | AppError::NotFound)
    )
}

#[tokio::test]
async fn a_period_leaves_out_what_lies_outside_it_and_keeps_what_may_lie_within() {
    for instance in support::both(false).await {
        let mut unknown = entry(0, "Once upon a time.");
        unknown.date = UncertainDate::UNKNOWN;
        let entries = vec![
            entry(9, "Early."),
            entry(6, "Within."),
            entry(2, "Late."),
            unknown,
        ];
        let made = signed_off(&instance, entries).await;
        let mut asked = wanted(ChronologyFormat::Csv);
        asked.choice.from = Some(day(-7));
        asked.choice.to = Some(day(-3));
        let file = take(&instance, &made.manager, &made.reference, &asked)
            .await
            .unwrap();
        let text = text_of(asked.format, &file.bytes);
        assert!(text.contains("Within.") && text.contains("Once upon a time."));
        assert!(!text.contains("Early.") && !text.contains("Late."));
        assert!(text.contains("From 17 November 2026 to 21 November 2026"));
    }
}

#[tokio::test]
async fn what_an_agency_did_not_know_on_the_day_is_not_in_it_and_is_counted() {
    for instance in support::both(false).await {
        let recorded = |days: i64, text: &str| {
            let mut one = entry(days, text);
            one.recorded.on = Some(one.date);
            one
        };
        let entries = vec![recorded(9, "Known then."), recorded(5, "Only later.")];
        let made = signed_off(&instance, entries).await;
        let police = instance.agency_of("police").unwrap();
        let mut asked = wanted(ChronologyFormat::Csv);
        asked.choice.as_known = Some((police, day(-7)));
        let file = take(&instance, &made.manager, &made.reference, &asked)
            .await
            .unwrap();
        let text = text_of(asked.format, &file.bytes);
        assert!(text.contains("Known then.") && !text.contains("Only later."));
        assert!(text.contains("As known to Invented police at the end of 17 November 2026"));
        assert!(text.contains("Not in it: 1 entry that only came later."));
    }
}

#[tokio::test]
async fn what_a_role_did_not_know_on_the_day_is_not_in_it_and_the_file_says_whose_eyes() {
    for instance in support::both(false).await {
        let entries = vec![
            written(9, ("Sergeant", "Known to the sergeant.")),
            written(9, ("Call handler", "Known to the handler.")),
        ];
        let made = signed_off(&instance, entries).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        let police = instance.agency_of("police").unwrap();
        let found = chronology(app, ctx, reference).await.unwrap();
        let names = names(app, ctx).await.unwrap();
        let all = roles(&found, &names, police);
        let sergeant = all.iter().find(|one| one.called == "Sergeant").unwrap();
        for format in TABLES {
            let mut asked = wanted(format);
            asked.choice.as_known = Some((police, day(-7)));
            asked.choice.role = Some(sergeant.code.clone());
            let file = take(&instance, ctx, reference, &asked).await.unwrap();
            let text = text_of(format, &file.bytes);
            assert!(text.contains("Known to the sergeant."), "{format:?}");
            assert!(!text.contains("Known to the handler."), "{format:?}");
            assert!(text.contains("the role “Sergeant” in Invented police"));
            assert!(text.contains("1 entry in the records of the role's agency"));
        }
        let mut gone = wanted(ChronologyFormat::Csv);
        gone.choice.as_known = Some((police, day(-7)));
        gone.choice.role = Some("0123456789abcdef".to_owned());
        let refused = take(&instance, ctx, reference, &gone).await;
        assert_eq!(rule(refused.map(drop)), "chronology-out-role");
        let kept = taken(app, ctx, reference).await.unwrap();
        assert_eq!(kept.len(), TABLES.len());
        assert_eq!(kept[0].body.role.0, "Sergeant");
    }
}

/// An entry with names wherever they may stand.
pub(crate) fn naming() -> Entry {
    let mut one = entry(6, "Wren Oakfield’s aunt rang. Kev and WREN were out.");
    one.about = vec![Person {
        known: None,
        called: Sensitive("Kev Slater".to_owned()),
    }];
    one.voice = words("\"I am Birdie\"");
    one.comment = words("The Oakfields had moved.");
    one
}

#[tokio::test]
async fn no_name_on_record_is_in_a_pseudonymous_file_and_nothing_stored_is_lost() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![naming()]).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        let mut wren = person("Wren Oakfield", SubjectKind::LinkedChild);
        wren.also_known_as = words("Birdie");
        add_person(&instance, ctx, reference, &wren).await;
        let on_record = ["wren", "oakfield", "birdie", "kev", "slater"];
        for format in TABLES {
            let mut asked = wanted(format);
            asked.choice.pseudonymous = true;
            let file = take(&instance, ctx, reference, &asked).await.unwrap();
            let text = text_of(format, &file.bytes);
            let small = text.to_lowercase();
            for name in on_record {
                assert!(!small.contains(name), "{format:?}: {name}");
            }
            assert!(
                text.contains("Child B") && text.contains("Person 1"),
                "{format:?}"
            );
            assert!(text.contains("Names on record were replaced, and no others"));
        }
        let file = take(&instance, ctx, reference, &wanted(ChronologyFormat::Csv)).await;
        let text = text_of(ChronologyFormat::Csv, &file.unwrap().bytes);
        assert!(text.contains("Wren Oakfield’s aunt rang. Kev and WREN were out."));
        let register = register(app, ctx, reference).await.unwrap();
        let stored = naming();
        let drawn = pseudonymous(&register, &[&stored], &[&stored]);
        assert_eq!(
            drawn[0].text.0,
            "Child B’s aunt rang. Person 1 and Child B were out."
        );
        assert!(stored == naming(), "only copies are changed");
    }
}

#[tokio::test]
async fn the_part_of_a_kept_document_holds_what_everybody_on_the_review_may_read() {
    for instance in support::both(false).await {
        let entries = vec![secret(5), entry(6, "Officers came.")];
        let made = signed_off(&instance, entries).await;
        let names = names(&instance.app, &made.manager).await.unwrap();
        let labels = Labels::default();
        let setting = Setting {
            names: &names,
            partnership: "Invented here",
            labels: &labels,
            real_people: false,
        };
        let how = (false, setting);
        let part = part_of_pack(&instance.app, &made.manager, &made.reference, how).await;
        let text = serde_json::to_string(&part.unwrap()).unwrap();
        assert!(text.contains("Officers came.") && text.contains("1 entry withheld"));
        assert!(!text.contains("being watched"));
        assert!(text.contains("Nobody has said what people are to each other."));
    }
}

#[tokio::test]
async fn the_whole_chronology_as_a_document_ends_with_the_genogram_and_a_part_of_it_does_not() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let (ctx, reference) = (&made.manager, &made.reference);
        add_person(
            &instance,
            ctx,
            reference,
            &person("Tyler", SubjectKind::Child),
        )
        .await;
        let police = to_take(&instance.app, ctx, reference)
            .await
            .unwrap()
            .agencies[0];
        for (agency, pseudonymous) in [(None, false), (None, true), (Some(police), false)] {
            let mut wanted = wanted(ChronologyFormat::Docx);
            wanted.choice.agency = agency;
            wanted.choice.pseudonymous = pseudonymous;
            let file = take(&instance, ctx, reference, &wanted).await.unwrap();
            let text = text_of(ChronologyFormat::Docx, &file.bytes);
            let whole = agency.is_none();
            assert_eq!(text.contains("Family and relationships"), whole, "{text}");
            let bytes = String::from_utf8_lossy(&file.bytes).into_owned();
            assert_eq!(bytes.contains("word/media/picture1.png"), whole);
            // What follows the table is read as no entry.
            let grid = grid_of(FileKind::Docx, &file.bytes).unwrap();
            assert_eq!(grid.tables.len(), 1);
        }
    }
}
