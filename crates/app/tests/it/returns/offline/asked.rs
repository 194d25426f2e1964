//! Documents of a return that are refused, torn, brought back by somebody else, or handed in for their author.

use app::AppError;
use app::returns::offline::{
    FileView, FormWords, NewHandIn, RowStands, Setting, bring_back, file_of_return, hand_in,
    hand_out, hand_out_empty, handed_in, leave_answer, say_cell, take_answer, take_handed_in_away,
};
use app::returns::sources::source_of_return;
use app::returns::{keep_entry, to_answer};
use futures_util::stream;
use model::RecordId;
use model::case::{CameBy, HandedInFor};
use model::chronology::Labels;
use papers::FileKind;

use super::super::{Sent, entry, is_nowhere, sent, sent_to};
use super::{
    Tables, answer, brought, code_in, filled, line, reads, row, say, seen, table, taken_along,
    with_more,
};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::day;

#[tokio::test]
async fn a_document_of_another_request_or_of_none_is_refused() {
    for instance in support::both(false).await {
        let made = sent(&instance).await;
        let names = ["Cy Clerk", "Di Director"];
        let other = sent_to(
            &instance,
            made.reference.clone(),
            ("integrated_care_board", names),
        )
        .await;
        let bytes = taken_along(&instance, &other).await;
        let refused = brought(&instance, &made, bytes).await;
        assert_eq!(rule(refused), "file-form-other");
        let bytes = taken_along(&instance, &made).await;
        let forged = filled(&bytes, |tables| {
            answer(tables, "R2", &other.request.to_string());
        });
        let refused = brought(&instance, &made, forged).await;
        assert_eq!(rule(refused), "file-form-other");
        let none = filled(&bytes, |tables| {
            tables.remove(0);
        });
        let refused = brought(&instance, &made, none).await;
        assert_eq!(rule(refused), "file-form-unmarked");
        let later = filled(&bytes, |tables| answer(tables, "R3", "9"));
        let refused = brought(&instance, &made, later).await;
        assert_eq!(rule(refused), "file-form-version");
    }
}

/// What a document may suffer on its way.
fn torn(tables: &mut Tables) {
    answer(tables, "H3", "perhaps");
    let mut rows = tables.iter_mut();
    let parts = rows.find(|rows| rows.iter().any(|row| code_in(row) == "Q1"));
    let parts = parts.unwrap();
    parts.retain(|row| code_in(row) != "Q3");
    let strange = ["Q99", "What?", "Strange words"].map(str::to_owned);
    parts.push(strange.to_vec());
    let staff = table(tables, "staff:code");
    let new = line(
        staff,
        &[("staff:role", "Clerk"), ("staff:told_on", "the day before")],
    );
    staff.push(new);
    let entries = table(tables, "entry:code");
    entries.retain(|row| code_in(row) != "E1");
    let new = line(
        entries,
        &[("code:date", "someday"), ("code:text", "Undated.")],
    );
    entries.push(new);
    let second = line(
        entries,
        &[("code:date", "2026-02-03"), ("code:text", "Beneath.")],
    );
    tables.push(vec![second.clone(), second]);
}

/// Every new row is there, also of the table that was torn off, and what could not be read of it is asked.
async fn new_entries_are_listed(instance: &Instance, made: &Sent, source: RecordId) {
    let labels = Labels::default();
    let table = source_of_return(&instance.app, &made.author, (made.request, source), &labels)
        .await
        .unwrap();
    let texts: Vec<&str> = table
        .findings
        .passages
        .iter()
        .map(|one| one.entry.text.0.as_str())
        .collect();
    assert!(texts.contains(&"Undated."), "{texts:?}");
    assert_eq!(texts.iter().filter(|one| **one == "Beneath.").count(), 2);
    let undated = table
        .findings
        .passages
        .iter()
        .find(|one| one.entry.text.0 == "Undated.");
    assert!(!undated.unwrap().asks.is_empty());
}

#[tokio::test]
async fn what_cannot_be_read_is_asked_and_nothing_is_dropped() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        keep_entry(app, author, request, (form(), None), &entry(9, "One"))
            .await
            .unwrap();
        let bytes = taken_along(&instance, &made).await;
        let bytes = with_more(&bytes, torn, &["Typed beneath the table."]);
        let file = brought(&instance, &made, bytes).await.unwrap();
        let view = seen(&instance, &made, file).await;
        let asks = &view.file.body.asks;
        let asked = |code: &str| {
            let found = asks.iter().find(|one| one.code == code);
            found.map(|one| (one.place.clone(), one.words.0.clone()))
        };
        let outside = asked("outside").unwrap();
        assert_eq!(outside.1, "Typed beneath the table.");
        assert_eq!(asked("missing").unwrap().0, "Q3");
        let unknown = asked("unknown").unwrap();
        assert!(unknown.0 == "Q99" && unknown.1.contains("Strange words"));
        assert_eq!(asked("line-missing").unwrap().0, "E1");
        assert_eq!(row(&view, "H").stands, RowStands::Asks);
        assert_eq!(row(&view, "H").asks[0].ask.words.0, "perhaps");
        let staff = view.rows.iter().find(|row| row.code.starts_with('N'));
        let staff = staff.unwrap();
        assert_eq!(staff.asks[0].ask.code, "date");
        let of = (request, file);
        let taken = take_answer(app, author, of, form(), (&staff.code, &staff.mark)).await;
        assert_eq!(rule(taken), "offline-asks");
        leave_answer(app, author, of, form(), "ask1").await.unwrap();
        let nothing = leave_answer(app, author, of, form(), "ask99").await;
        is_nowhere(nothing, "nothing of that name is asked");
        let source = view.file.body.source.unwrap();
        new_entries_are_listed(&instance, &made, source).await;
        let kept = to_answer(app, author, request).await.unwrap().entries;
        assert_eq!(kept.len(), 1, "what is missing in the document stays");
    }
}

#[tokio::test]
async fn a_line_without_a_role_asks_whom_it_is_about_and_stands_as_in_the_form() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let bytes = taken_along(&instance, &made).await;
        let bytes = filled(&bytes, |tables| {
            let staff = table(tables, "staff:code");
            let said = [("staff:told_on", "2026-02-03"), ("staff:by", "Head")];
            let new = line(staff, &said);
            staff.push(new);
        });
        let file = brought(&instance, &made, bytes).await.unwrap();
        let new = |view: &FileView| {
            let mut rows = view.rows.iter();
            rows.find(|row| row.code.starts_with('N')).unwrap().clone()
        };
        let staff = new(&seen(&instance, &made, file).await);
        assert_eq!(staff.asks[0].ask.code, "empty");
        assert!(staff.asks[0].may_say() && !staff.may_take());
        let cells: Vec<&str> = staff.cells.iter().map(|one| &*one.cell).collect();
        assert_eq!(cells[..3], ["staff:role", "staff:told_on", "staff:by"]);
        let form_words = FormWords::default();
        let said = (&*staff.asks[0].code, "Class teacher", &form_words);
        let of = (made.request, file);
        say_cell(app, &made.author, of, form(), said).await.unwrap();
        let staff = new(&seen(&instance, &made, file).await);
        assert!(staff.may_take(), "{:?}", staff.rule);
    }
}

#[tokio::test]
async fn who_does_not_answer_takes_nothing_along_and_brings_nothing_back() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let bytes = taken_along(&instance, &made).await;
        let file = brought(&instance, &made, bytes.clone()).await.unwrap();
        let names = app::names::names(app, &made.author).await.unwrap();
        let words = FormWords::default();
        let setting = Setting {
            words: &words,
            names: &names,
            asks: "Aldermere",
            real_people: false,
        };
        let out = hand_out(app, &made.manager, made.request, setting).await;
        is_nowhere(out.map(|_| ()), "the manager takes no draft along");
        let content = stream::iter([Ok::<_, ()>(bytes)]);
        let sent = (form(), "return.docx");
        let back = bring_back(app, &made.manager, made.request, sent, (content, &words)).await;
        is_nowhere(back, "the manager brings nothing back as the agency");
        let of = (made.request, file);
        is_nowhere(
            file_of_return(app, &made.manager, of).await,
            "what came back is the agency's own",
        );
        let taken = take_answer(app, &made.manager, of, form(), ("H", "")).await;
        is_nowhere(taken, "nobody else decides");
    }
}

/// Somebody hands a document in.
async fn hands(
    instance: &Instance,
    made: &Sent,
    (ctx, new): (&access::Ctx, &NewHandIn<'_>),
    bytes: &[u8],
) -> Result<RecordId, AppError> {
    let content = stream::iter([Ok::<_, ()>(bytes.to_vec())]);
    let words = FormWords::default();
    let of = (&made.reference, made.request);
    let sent = (form(), new);
    hand_in(&instance.app, ctx, of, sent, (content, &words)).await
}

#[tokio::test]
async fn the_manager_hands_a_document_in_for_its_author_and_reads_nothing_of_the_return() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let request = made.request;
        say(&instance, &made, "A draft of the agency").await;
        let names = app::names::names(app, &made.manager).await.unwrap();
        let form_words = FormWords::default();
        let setting = Setting {
            words: &form_words,
            names: &names,
            asks: "Aldermere",
            real_people: false,
        };
        let out = hand_out_empty(app, &made.manager, request, setting).await;
        let bytes = out.unwrap().bytes;
        let text = papers::text_of(FileKind::Docx, &bytes)
            .unwrap()
            .plain_text();
        assert!(!text.contains("A draft of the agency"));
        let bytes = filled(&bytes, |tables| answer(tables, "Q2", "On paper"));
        reads(&instance, &bytes);
        let manager = made.manager.person().unwrap().id;
        let of = HandedInFor {
            by: made.author.person().unwrap().id,
            person: Some(made.author.person().unwrap().id),
            author: words("Ada Author, sergeant"),
            received: day(0),
            came_by: CameBy::Post,
        };
        let mut new = NewHandIn {
            name: "return.docx",
            of,
        };
        is_nowhere(
            hands(&instance, &made, (&made.approver, &new), &bytes).await,
            "only the partnership hands in",
        );
        new.of.received = day(1);
        assert_eq!(
            rule(hands(&instance, &made, (&made.manager, &new), &bytes).await),
            "hand-in-later"
        );
        new.of.received = day(0);
        let file = hands(&instance, &made, (&made.manager, &new), &bytes)
            .await
            .unwrap();
        let closed = file_of_return(app, &made.manager, (request, file)).await;
        is_nowhere(closed, "whoever handed it in reads nothing of it");
        let listed = handed_in(app, &made.manager, request).await.unwrap();
        assert_eq!((listed.len(), listed[0].of.by), (1, manager));
        let view = seen(&instance, &made, file).await;
        let said = view.file.body.handed_in_for.as_ref().unwrap();
        assert_eq!((said.by, said.came_by), (manager, CameBy::Post));
        // The document knew nothing of the draft: a person of the agency decides.
        assert_eq!(row(&view, "Q2").stands, RowStands::Both);
        let mark = row(&view, "Q2").mark.clone();
        take_answer(app, &made.author, (request, file), form(), ("Q2", &mark))
            .await
            .unwrap();
        stays(&instance, &made, file).await;
    }
}

/// What somebody of the agency took over is theirs.
async fn stays(instance: &Instance, made: &Sent, file: RecordId) {
    let now = to_answer(&instance.app, &made.author, made.request).await;
    assert_eq!(now.unwrap().texts[0].body.words.0, "On paper");
    let late = away(instance, made, (&made.manager, file), "The wrong file").await;
    assert_eq!(rule(late), "hand-in-taken");
    let listed = handed_in(&instance.app, &made.manager, made.request).await;
    let listed = listed.unwrap();
    assert!(listed[0].decided && listed[0].taken_back.is_none());
}

/// Takes a document that was handed in away, as the list shows it.
async fn away(
    instance: &Instance,
    made: &Sent,
    (ctx, file): (&access::Ctx, RecordId),
    why: &str,
) -> Result<(), AppError> {
    let all = handed_in(&instance.app, &made.manager, made.request).await?;
    let shown = all.iter().find(|one| one.id == file).unwrap().version;
    let of = (&made.reference, made.request);
    let sent = (form(), (file, shown), &words(why));
    take_handed_in_away(&instance.app, ctx, of, sent).await
}

#[tokio::test]
async fn a_wrong_document_is_taken_away_before_the_agency_said_anything_of_it() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let request = made.request;
        let bytes = taken_along(&instance, &made).await;
        let bytes = filled(&bytes, |tables| answer(tables, "Q2", "Of another child"));
        reads(&instance, &bytes);
        let new = NewHandIn {
            name: "return.docx",
            of: HandedInFor {
                by: made.manager.person().unwrap().id,
                person: None,
                author: words("Ada Author, sergeant"),
                received: day(0),
                came_by: CameBy::Email,
            },
        };
        let file = hands(&instance, &made, (&made.manager, &new), &bytes)
            .await
            .unwrap();
        let came = || async {
            let seen = app::returns::request(app, &made.manager, &made.reference, request).await;
            seen.unwrap().stands.came_at.is_some()
        };
        assert!(came().await, "the partnership sees that it came");
        let silent = away(&instance, &made, (&made.manager, file), " ").await;
        assert_eq!(rule(silent), "hand-in-why");
        let stranger = away(&instance, &made, (&made.author, file), "Wrong").await;
        assert!(stranger.is_err(), "only whoever hands in takes away");
        let own = brought(&instance, &made, bytes.clone()).await.unwrap();
        let listed = handed_in(app, &made.manager, request).await.unwrap();
        assert_eq!(listed.len(), 1, "what the agency brought back is not in it");
        let of = (&made.reference, request);
        let why = words("Wrong");
        let other = take_handed_in_away(app, &made.manager, of, (form(), (own, 1), &why)).await;
        is_nowhere(other, "what the agency brought back itself stays");
        away(
            &instance,
            &made,
            (&made.manager, file),
            "It is another agency's",
        )
        .await
        .unwrap();
        assert!(!came().await, "it was taken away");
        let view = seen(&instance, &made, file).await;
        assert!(view.rows.is_empty() && view.file.body.asks.is_empty());
        let taken = view.file.body.taken_back.as_ref().unwrap();
        assert_eq!(taken.why.0, "It is another agency's");
        assert_eq!(taken.by, made.manager.person().unwrap().id);
        let nothing = take_answer(app, &made.author, (request, file), form(), ("Q2", "")).await;
        assert!(nothing.is_err(), "nothing of it can be taken over");
        let again = away(&instance, &made, (&made.manager, file), "Again").await;
        assert_eq!(rule(again), "hand-in-away");
    }
}
