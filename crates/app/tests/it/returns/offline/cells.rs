//! A cell that cannot be read holds up nothing but itself.

use app::returns::offline::{
    CellStands, FileView, FormWords, RowStands, leave_answer, say_cell, take_answer,
};
use app::returns::{keep_entry, keep_staff, to_answer};
use model::RecordId;
use model::case::{ReturnFound, SearchFound};
use model::chronology::Person;

use super::super::{Sent, entry, is_nowhere, sent};
use super::{Tables, answer, brought, code_in, filled, line, row, seen, table, taken_along, told};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};

/// Takes an answer over as it stands on the page.
async fn take(
    instance: &Instance,
    made: &Sent,
    (file, code): (RecordId, &str),
) -> Result<(), app::AppError> {
    let view = seen(instance, made, file).await;
    let mark = row(&view, code).mark.clone();
    let of = (made.request, file);
    take_answer(&instance.app, &made.author, of, form(), (code, &mark)).await
}

/// Says what a cell should have said.
async fn says(
    instance: &Instance,
    made: &Sent,
    file: RecordId,
    (code, said): (&str, &str),
) -> Result<(), app::AppError> {
    let words = FormWords::default();
    let of = (made.request, file);
    let what = (code, said, &words);
    say_cell(&instance.app, &made.author, of, form(), what).await
}

/// Writes into a cell of a line, by the codes of the line and of its column.
fn into(tables: &mut Tables, of: &str, (code, column): (&str, &str), text: &str) {
    let rows = table(tables, of);
    let at = rows[0].iter().position(|known| known == column).unwrap();
    let row = rows.iter_mut().find(|row| code_in(row) == code).unwrap();
    text.clone_into(&mut row[at]);
}

/// An entry and a line about staff with one cell each that cannot be read, and a part that is finished "perhaps".
fn half_read(tables: &mut Tables) {
    answer(tables, "Q2", "He smiled.");
    answer(tables, "Q2F", "perhaps");
    into(tables, "entry:code", ("E1", "code:date"), "when it snowed");
    into(tables, "entry:code", ("E1", "code:text"), "Two visits.");
    into(tables, "staff:code", ("S1", "staff:told_on"), "some day");
    into(tables, "staff:code", ("S1", "staff:by"), "Chief inspector");
}

#[tokio::test]
async fn all_but_the_cell_that_cannot_be_read_is_taken_over() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let first = entry(9, "One visit.");
        keep_entry(app, author, request, (form(), None), &first)
            .await
            .unwrap();
        keep_staff(app, author, request, (form(), None), &told())
            .await
            .unwrap();
        let bytes = taken_along(&instance, &made).await;
        let file = brought(&instance, &made, filled(&bytes, half_read)).await;
        let file = file.unwrap();
        let view = seen(&instance, &made, file).await;
        is_asked(&view);
        assert_eq!(view.left(), 6, "three answers and three questions");
        for kind in ["parts", "staff", "entries"] {
            let (rows, _) = view.together(kind);
            assert!(rows.is_empty(), "what is asked of is looked at by itself");
        }
        for code in ["Q2", "E1", "S1"] {
            take(&instance, &made, (file, code)).await.unwrap();
        }
        let now = to_answer(app, author, request).await.unwrap();
        let kept = &now.texts[0].body;
        assert_eq!((&*kept.words.0, kept.finished), ("He smiled.", false));
        let kept = &now.entries[0].body;
        assert_eq!((&*kept.text.0, kept.date), ("Two visits.", first.date));
        let kept = &now.staff[0].body;
        assert_eq!(
            (&*kept.by.0, kept.told_on),
            ("Chief inspector", told().told_on)
        );
        let view = seen(&instance, &made, file).await;
        assert_eq!(view.left(), 3, "the questions stay, with what was written");
        is_asked(&view);
        answered(&instance, &made, file).await;
    }
}

/// What was written is there, cell by cell.
fn is_asked(view: &FileView) {
    let asks = view.rows.iter().flat_map(|row| &row.asks);
    let asks: Vec<(&str, &str, &str)> = asks
        .map(|one| (&*one.code, one.cell().unwrap(), &*one.ask.words.0))
        .collect();
    let expected = [
        ("Q2.1", "Q2F", "perhaps"),
        ("S1.1", "staff:told_on", "some day"),
        ("E1.1", "code:date", "when it snowed"),
    ];
    assert_eq!(asks.len(), expected.len());
    for one in expected {
        assert!(asks.contains(&one), "{asks:?}");
    }
    let cells = view.rows.iter().flat_map(|row| &row.cells);
    let unread = cells.filter(|one| one.stands == CellStands::Unread);
    assert_eq!(unread.count(), 3);
}

/// What somebody says of a question goes into the answer when that is taken over again; what was looked at is closed.
async fn answered(instance: &Instance, made: &Sent, file: RecordId) {
    let wrong = says(instance, made, file, ("E1.1", "soon after")).await;
    assert_eq!(rule(wrong), "offline-unread");
    let nothing = says(instance, made, file, ("E1.9", "2026-02-04")).await;
    is_nowhere(nothing, "no such question");
    says(instance, made, file, ("E1.1", "4 February 2026"))
        .await
        .unwrap();
    let twice = says(instance, made, file, ("E1.1", "5 February 2026")).await;
    assert_eq!(rule(twice), "offline-changed");
    let view = seen(instance, made, file).await;
    assert_eq!(row(&view, "E1").stands, RowStands::Different);
    assert_eq!(view.left(), 3, "the entry waits again");
    take(instance, made, (file, "E1")).await.unwrap();
    let of = (made.request, file);
    for code in ["Q2.1", "S1.1"] {
        leave_answer(&instance.app, &made.author, of, form(), code)
            .await
            .unwrap();
    }
    let view = seen(instance, made, file).await;
    assert_eq!(view.left(), 0);
    let now = to_answer(&instance.app, &made.author, made.request).await;
    let now = now.unwrap();
    assert_eq!(now.entries[0].body.date.to_edtf(), "2026-02-04");
    assert_eq!(
        now.staff[0].body.told_on,
        told().told_on,
        "what stood stays"
    );
}

/// A new head without a readable answer to what was found, and a new line whose day cannot be read.
fn new_lines(tables: &mut Tables, people: usize) {
    answer(tables, "H1", "Ada Author, sergeant");
    answer(tables, "H2", "Works in another district.");
    answer(tables, "H3", "perhaps");
    for number in 1..=people {
        answer(tables, &format!("P{number}A"), "Every spelling.");
        answer(tables, &format!("P{number}B"), SearchFound::Known.code());
    }
    let rows = table(tables, "staff:code");
    let new = line(
        rows,
        &[
            ("staff:role", "Constable"),
            ("staff:told_on", "3 February 2026"),
            ("staff:by", "Inspector"),
            ("staff:follow_up", "soon"),
        ],
    );
    rows.push(new);
}

#[tokio::test]
async fn a_new_answer_that_cannot_be_kept_without_a_cell_waits_only_for_that_cell() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let people = to_answer(app, author, request).await.unwrap();
        let people = people.request.body.about.len();
        let bytes = taken_along(&instance, &made).await;
        let bytes = filled(&bytes, |tables| new_lines(tables, people));
        let file = brought(&instance, &made, bytes).await.unwrap();
        let early = take(&instance, &made, (file, "H")).await;
        assert_eq!(rule(early), "offline-asks");
        says(&instance, &made, file, ("H.1", "known"))
            .await
            .unwrap();
        take(&instance, &made, (file, "H")).await.unwrap();

        let view = seen(&instance, &made, file).await;
        let new = view.rows.iter().find(|row| row.code.starts_with('N'));
        let code = new.unwrap().code.clone();
        assert_eq!(new.unwrap().stands, RowStands::New);
        take(&instance, &made, (file, &code)).await.unwrap();
        let now = to_answer(app, author, request).await.unwrap();
        assert_eq!(now.head.unwrap().body.found, ReturnFound::Known);
        assert_eq!((now.staff.len(), now.staff[0].body.follow_up), (1, None));
        let ask = format!("{code}.1");
        says(&instance, &made, file, (&ask, "9 March 2026"))
            .await
            .unwrap();
        take(&instance, &made, (file, &code)).await.unwrap();
        let now = to_answer(app, author, request).await.unwrap();
        assert_eq!(now.staff.len(), 1, "it is the same line");
        assert!(now.staff[0].body.follow_up.is_some());
        let view = seen(&instance, &made, file).await;
        assert_eq!(view.left(), 0);
    }
}

#[tokio::test]
async fn people_who_are_named_otherwise_offline_are_taken_over_and_nobody_is_taken_for_another() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let asked = to_answer(app, author, request).await.unwrap();
        let known = asked.request.body.about[0].subject;
        let person = |called: &str| Person {
            known: Some(known),
            called: words(called),
        };
        let mut first = entry(9, "One visit.");
        first.about = vec![person("Tyler"), person("Mum")];
        keep_entry(app, author, request, (form(), None), &first)
            .await
            .unwrap();
        let bytes = taken_along(&instance, &made).await;
        let bytes = filled(&bytes, |tables| {
            into(
                tables,
                "entry:code",
                ("E1", "code:about"),
                "Tyler\nGrandmother",
            );
        });
        let file = brought(&instance, &made, bytes).await.unwrap();
        let view = seen(&instance, &made, file).await;
        let seen = row(&view, "E1");
        assert_eq!(
            (seen.stands, seen.asks.len()),
            (RowStands::Different, 0),
            "{seen:?}"
        );
        take(&instance, &made, (file, "E1")).await.unwrap();
        let now = to_answer(app, author, request).await.unwrap();
        let about = &now.entries[0].body.about;
        let about: Vec<_> = about
            .iter()
            .map(|one| (&*one.called.0, one.known))
            .collect();
        assert_eq!(about, [("Tyler", Some(known)), ("Grandmother", None)]);
    }
}

#[tokio::test]
async fn the_day_to_ask_again_is_asked_until_it_is_one_day() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        keep_staff(app, author, request, (form(), None), &told())
            .await
            .unwrap();
        let bytes = taken_along(&instance, &made).await;
        let bytes = filled(&bytes, |tables| {
            into(
                tables,
                "staff:code",
                ("S1", "staff:follow_up"),
                "March 2026",
            );
        });
        let file = brought(&instance, &made, bytes).await.unwrap();
        let month = says(&instance, &made, file, ("S1.1", "March 2026")).await;
        assert_eq!(rule(month), "offline-one-day");
        says(&instance, &made, file, ("S1.1", "9 March 2026"))
            .await
            .unwrap();
        take(&instance, &made, (file, "S1")).await.unwrap();
        let now = to_answer(app, author, request).await.unwrap();
        let day = now.staff[0].body.follow_up.unwrap();
        assert_eq!((day.year(), day.month(), day.day()), (2026, 3, 9));
    }
}
