//! The whole return as one Word document: handed out, filled in, brought back, laid beside what stands now.

mod asked;
mod cells;

use app::AppError;
use app::returns::offline::{
    FileView, FormWords, HandedOut, RowStands, SeenRow, Setting, bring_back, file_of_return,
    hand_out, leave_answer, take_all, take_answer,
};
use app::returns::sources::{source_of_return, take_rows};
use app::returns::{keep_entry, keep_staff, keep_text, to_answer};
use futures_util::stream;
use model::case::{
    FileOutcome, ReturnFound, ReturnHead, ReturnPart, ReturnText, SearchFound, StaffTold,
};
use model::chronology::{
    ChildSeen, Entry, EntryKind, Labels, Person, Recorded, Significance, unguarded,
};
use model::paper::Paper;
use model::{RecordId, UncertainDate};
use papers::read::Part;
use papers::{Answer, FileKind, FormPiece, FormTable};

use super::{Sent, entry, head, sent, with_head};
use crate::decision::rule;
use crate::files::program;
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::day;

/// The tables of a document, as rows of texts.
type Tables = Vec<Vec<Vec<String>>>;

/// The document as the author takes it along.
async fn taken_along(instance: &Instance, made: &Sent) -> Vec<u8> {
    let names = app::names::names(&instance.app, &made.author)
        .await
        .unwrap();
    let words = FormWords::default();
    let setting = Setting {
        words: &words,
        names: &names,
        asks: "Aldermere",
        real_people: false,
    };
    let out: HandedOut = hand_out(&instance.app, &made.author, made.request, setting)
        .await
        .unwrap();
    out.bytes
}

/// The document with other texts in its tables, written anew as Word would.
fn filled(bytes: &[u8], change: impl FnOnce(&mut Tables)) -> Vec<u8> {
    with_more(bytes, change, &[])
}

/// As [`filled`], with words beneath the tables.
fn with_more(bytes: &[u8], change: impl FnOnce(&mut Tables), more: &[&str]) -> Vec<u8> {
    let grid = papers::grid_of(FileKind::Docx, bytes).unwrap();
    let mut tables: Tables = grid
        .tables
        .iter()
        .map(|table| {
            let texts = |row: &model::grid::Row| {
                let cells = row.cells.iter();
                cells
                    .map(|cell| unguarded(&cell.text.0).to_owned())
                    .collect()
            };
            table.rows.iter().map(texts).collect()
        })
        .collect();
    change(&mut tables);
    let text = papers::text_of(FileKind::Docx, bytes).unwrap();
    let around = text.parts.into_iter().filter_map(|part| match part {
        Part::Heading { text, .. } | Part::Paragraph(text) => Some(FormPiece::Words(text)),
        _ => None,
    });
    let drawn = tables.into_iter().map(|rows| {
        let wide = rows.iter().map(Vec::len).max().unwrap_or(1);
        let padded = |mut row: Vec<String>| {
            row.resize(wide, String::new());
            row
        };
        let mut rows = rows.into_iter().map(padded);
        FormPiece::Table(FormTable {
            codes: rows.next().unwrap(),
            heads: rows.next().unwrap(),
            weights: vec![1; wide],
            rows: rows.collect(),
        })
    });
    let more = more
        .iter()
        .map(|words| FormPiece::Words((*words).to_owned()));
    let pieces: Vec<FormPiece> = around.chain(drawn).chain(more).collect();
    papers::form(&Paper::new("title", day(0)), &[], &pieces).unwrap()
}

/// From now on the reading process answers as it does of this document.
fn reads(instance: &Instance, bytes: &[u8]) {
    let folder = instance.scratch.folder.path();
    let (grid, text) = (folder.join("grid"), folder.join("text"));
    let printed = Answer::printed_grid(papers::grid_of(FileKind::Docx, bytes));
    std::fs::write(&grid, printed).unwrap();
    let printed = Answer::printed(papers::text_of(FileKind::Docx, bytes));
    std::fs::write(&text, printed).unwrap();
    let script = format!(
        "cat >/dev/null; case \"$*\" in *--tables*) cat '{}';; *) cat '{}';; esac",
        grid.display(),
        text.display()
    );
    instance.app.reads_with(program(folder, &script));
}

async fn brought(instance: &Instance, made: &Sent, bytes: Vec<u8>) -> Result<RecordId, AppError> {
    reads(instance, &bytes);
    let content = stream::iter([Ok::<_, ()>(bytes)]);
    let words = FormWords::default();
    let sent = (form(), "return.docx");
    let of = (content, &words);
    bring_back(&instance.app, &made.author, made.request, sent, of).await
}

async fn seen(instance: &Instance, made: &Sent, file: RecordId) -> FileView {
    file_of_return(&instance.app, &made.author, (made.request, file))
        .await
        .unwrap()
}

/// The answer of a code.
fn row<'a>(view: &'a FileView, code: &str) -> &'a SeenRow {
    view.rows.iter().find(|row| row.code == code).unwrap()
}

/// The code of a row; empty where it has none.
fn code_in(row: &[String]) -> &str {
    row.first().map_or("", String::as_str)
}

/// Writes into the last cell of the row of a code.
fn answer(tables: &mut Tables, code: &str, text: &str) {
    let mut rows = tables.iter_mut().flatten();
    let row = rows.find(|row| code_in(row) == code).unwrap();
    row.resize(3, String::new());
    text.clone_into(&mut row[2]);
}

/// The table whose row of codes begins with this.
fn table<'a>(tables: &'a mut Tables, code: &str) -> &'a mut Vec<Vec<String>> {
    let found = tables.iter_mut().find(|rows| rows[0][0] == code);
    found.unwrap()
}

/// A row of a table with texts under the codes of its columns.
fn line(rows: &[Vec<String>], texts: &[(&str, &str)]) -> Vec<String> {
    let cell = |code: &String| {
        let found = texts.iter().find(|(known, _)| known == code);
        found.map_or_else(String::new, |(_, text)| (*text).to_owned())
    };
    rows[0].iter().map(cell).collect()
}

fn whole_entry() -> Entry {
    Entry {
        about: vec![Person {
            known: None,
            called: words("Mum | and\nTyler"),
        }],
        present: vec![words("Health visitor"), words("Student")],
        response: words("=A call to the duty team."),
        outcome: words("No further action.\n\nClosed."),
        seen: ChildSeen::Yes,
        seen_alone: ChildSeen::No,
        voice: words("Smiled"),
        key_episode: true,
        significance: Significance::Concern,
        comment: words("\tLate"),
        recorded: Recorded {
            on: Some(UncertainDate::from_edtf("2026-02").unwrap()),
            by_role: words("Sergeant"),
            system: words("Custody record"),
        },
        ..entry(9, "Two officers came.\nThe house was cold.")
    }
}

fn told() -> StaffTold {
    StaffTold {
        role: words("Constable"),
        told_on: Some(UncertainDate::day(day(-3)).unwrap()),
        by: words("Inspector"),
        why_not: words(""),
        offered: words("- a call a week"),
        taken: words("One call"),
        beside: words("Federation"),
        follow_up: Some(day(20)),
    }
}

#[tokio::test]
async fn a_document_that_nobody_changed_says_what_stands_there_in_every_field() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        with_head(&instance, &made, ReturnFound::Known).await;
        let text = ReturnText {
            part: ReturnPart::Voice,
            words: words("He smiled.\n\n=He did not speak.  \n\tWhy?"),
            finished: true,
        };
        keep_text(app, author, request, (form(), None), &text)
            .await
            .unwrap();
        keep_staff(app, author, request, (form(), None), &told())
            .await
            .unwrap();
        keep_entry(app, author, request, (form(), None), &whole_entry())
            .await
            .unwrap();
        let bytes = taken_along(&instance, &made).await;
        for bytes in [bytes.clone(), filled(&bytes, |_| {})] {
            let file = brought(&instance, &made, bytes).await.unwrap();
            let view = seen(&instance, &made, file).await;
            assert_eq!(view.rows.len(), 1 + ReturnPart::ALL.len() + 2);
            for row in &view.rows {
                assert_eq!(row.stands, RowStands::Same, "{} {:?}", row.code, row.cells);
                assert!(!row.cells.is_empty() && row.asks.is_empty());
            }
            let asks: Vec<&str> = view.file.body.asks.iter().map(|one| &*one.code).collect();
            assert!(asks.is_empty(), "{asks:?}");
            assert_eq!(view.file.body.source, None, "no row is new");
            assert_eq!((view.left(), view.changed_since), (0, 0));
        }
    }
}

#[tokio::test]
async fn a_document_that_was_filled_in_becomes_the_return_answer_by_answer() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let people = to_answer(app, author, request).await.unwrap();
        let people = people.request.body.about.len();
        let bytes = taken_along(&instance, &made).await;
        let bytes = filled(&bytes, |tables| fill(tables, people));
        let file = brought(&instance, &made, bytes).await.unwrap();
        let view = seen(&instance, &made, file).await;
        assert!(view.rows.iter().all(|row| row.asks.is_empty()));
        let before = to_answer(app, author, request).await.unwrap();
        assert!(before.head.is_none() && before.texts.is_empty() && before.entries.is_empty());
        assert_eq!(row(&view, "H").stands, RowStands::New);
        let of = (request, file);
        let mark = row(&view, "H").mark.clone();
        take_answer(app, author, of, form(), ("H", &mark))
            .await
            .unwrap();
        for kind in ["parts", "staff"] {
            let view = seen(&instance, &made, file).await;
            let (rows, mark) = view.together(kind);
            assert!(!rows.is_empty(), "{kind}");
            take_all(app, author, of, form(), (kind, &mark))
                .await
                .unwrap();
        }
        let source = view.file.body.source.unwrap();
        let labels = Labels::default();
        let table = source_of_return(app, author, (request, source), &labels)
            .await
            .unwrap();
        assert!(!table.wants_columns, "the row of codes says what they hold");
        take_rows(app, author, request, (form(), source), &labels)
            .await
            .unwrap();
        is_what_was_filled_in(&instance, &made).await;
        let view = seen(&instance, &made, file).await;
        assert_eq!(view.left(), 0, "nothing is left to decide");
        let again = view.rows.iter().find(|row| row.code.starts_with('N'));
        let again = again.unwrap();
        let twice = take_answer(app, author, of, form(), (&again.code, &again.mark)).await;
        assert_eq!(rule(twice), "offline-same");
    }
}

/// What the return holds once everything of the document was taken over.
async fn is_what_was_filled_in(instance: &Instance, made: &Sent) {
    let now = to_answer(&instance.app, &made.author, made.request)
        .await
        .unwrap();
    let expected: ReturnHead = head(instance, made, ReturnFound::Known).await;
    assert_eq!(now.head.unwrap().body, expected);
    assert_eq!(now.texts.len(), ReturnPart::ALL.len());
    let voice = now
        .texts
        .iter()
        .find(|one| one.body.part == ReturnPart::Voice);
    let voice = &voice.unwrap().body;
    assert_eq!(
        (&*voice.words.0, voice.finished),
        ("Words of Q2\nand more", true)
    );
    assert_eq!(now.staff.len(), 1);
    assert_eq!(now.staff[0].body, told());
    assert_eq!(now.entries.len(), 1);
    let kept = &now.entries[0].body;
    assert_eq!(
        (kept.date, kept.kind, &*kept.text.0),
        (
            UncertainDate::from_edtf("2026-02-03").unwrap(),
            EntryKind::Contact,
            "A visit."
        )
    );
}

fn fill(tables: &mut Tables, people: usize) {
    answer(tables, "H1", "Ada Author, sergeant");
    answer(tables, "H2", "Works in another district.");
    answer(tables, "H3", "Known");
    answer(tables, "H5", "The custody record.");
    for number in 1..=people {
        answer(tables, &format!("P{number}A"), "Every spelling.");
        answer(tables, &format!("P{number}B"), SearchFound::Known.code());
    }
    for number in 1..=ReturnPart::ALL.len() {
        let code = format!("Q{number}");
        answer(tables, &code, &format!("Words of {code}\nand more"));
        answer(tables, &format!("{code}F"), "yes");
    }
    let on = day(-3).strftime("%-d %B %Y").to_string();
    let again = day(20).strftime("%d/%m/%Y").to_string();
    let rows = table(tables, "staff:code");
    let new = line(
        rows,
        &[
            ("staff:role", "Constable"),
            ("staff:told_on", &on),
            ("staff:by", "Inspector"),
            ("staff:offered", "- a call a week"),
            ("staff:taken", "One call"),
            ("staff:beside", "Federation"),
            ("staff:follow_up", &again),
        ],
    );
    rows.push(new);
    let rows = table(tables, "entry:code");
    let new = line(
        rows,
        &[
            ("code:date", "3 February 2026"),
            ("code:kind", "contact"),
            ("code:text", "A visit."),
        ],
    );
    rows.push(new);
}

/// Keeps words of a part at what stands there.
async fn say(instance: &Instance, made: &Sent, text: &str) {
    let found = to_answer(&instance.app, &made.author, made.request).await;
    let texts = found.unwrap().texts;
    let standing = texts.iter().find(|one| one.body.part == ReturnPart::Voice);
    let place = standing.map(|one| (one.id, one.version));
    let new = ReturnText {
        part: ReturnPart::Voice,
        words: words(text),
        finished: false,
    };
    let sent = (form(), place);
    keep_text(&instance.app, &made.author, made.request, sent, &new)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_changed_in_both_places_is_decided_by_a_person() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        say(&instance, &made, "At first").await;
        let bytes = taken_along(&instance, &made).await;
        let bytes = filled(&bytes, |tables| answer(tables, "Q2", "In the document"));
        let file = brought(&instance, &made, bytes).await.unwrap();
        let of = (request, file);
        let view = seen(&instance, &made, file).await;
        assert_eq!(row(&view, "Q2").stands, RowStands::Different);
        let mark = row(&view, "Q2").mark.clone();
        let (_, together) = view.together("parts");
        say(&instance, &made, "Online").await;
        let stale = take_answer(app, author, of, form(), ("Q2", &mark)).await;
        assert_eq!(rule(stale), "offline-changed");
        let stale = take_all(app, author, of, form(), ("parts", &together)).await;
        assert_eq!(
            rule(stale),
            "offline-none",
            "a conflict is never taken with others"
        );
        let view = seen(&instance, &made, file).await;
        assert_eq!(view.changed_since, 1);
        assert_eq!(row(&view, "Q2").stands, RowStands::Both);
        leave_answer(app, author, of, form(), "Q2").await.unwrap();
        let view = seen(&instance, &made, file).await;
        let decided = row(&view, "Q2").decided.as_ref().unwrap();
        assert_eq!(decided.outcome, FileOutcome::Left);
        let mark = row(&view, "Q2").mark.clone();
        take_answer(app, author, of, form(), ("Q2", &mark))
            .await
            .unwrap();
        let now = to_answer(app, author, request).await.unwrap();
        assert_eq!(now.texts[0].body.words.0, "In the document");
        // Changed online alone: what stands there stays.
        let untouched = taken_along(&instance, &made).await;
        say(&instance, &made, "Online again").await;
        let file = brought(&instance, &made, untouched).await.unwrap();
        let view = seen(&instance, &made, file).await;
        assert_eq!(row(&view, "Q2").stands, RowStands::Same);
    }
}
