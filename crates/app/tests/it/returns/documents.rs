//! Documents that an agency brings into its return: what stands in them, what a person says of each passage, and who reads
//! the whole document afterwards.

use app::AppError;
use app::returns::sources::{
    Ask, Asks, Brought, ColumnsSaid, Field, Given, SourceView, bring_in, join_row, leave_out,
    leave_same_out, say_columns, signed_source, source_of_return, take_passage, take_rows,
    take_source_away, to_map,
};
use app::returns::{keep_entry, sign_off, signed_return, to_answer};
use futures_util::stream;
use model::RecordId;
use model::case::{PassageOutcome, ReturnFound, SourceHow};
use model::chronology::{EntryKind, Labels, Restriction};
use papers::{Answer, FileKind};

use super::signing::as_read;
use super::{Sent, is_nowhere, sent, with_head};
use crate::decision::rule;
use crate::files::program;
use crate::follow::form;
use crate::support::{self, Instance, words};

const NOTE: &str = "Health visitor record\nDate: 3 February 2026\n\n\
    On 8 December the health visitor saw the child at home.\n\n\
    On 12 January 2026 mother telephoned and said that she could not come to clinic.";

const TABLE: &str = "Date\tWhat happened\tChild seen\n\
    3 February 2026\tHome visit by two officers.\tYes\n\
    \tThe house was cold.\t\n\
    5 February 2026\tTelephone call to school.\tperhaps\n\
    Total\t2\t\n";

/// From now on the reading process answers with this, as it does of a text.
fn reads(instance: &Instance, text: &str, how: SourceHow) {
    let bytes = text.as_bytes();
    let printed = match how {
        SourceHow::Table => Answer::printed_grid(papers::grid_of(FileKind::Txt, bytes)),
        SourceHow::Notes => Answer::printed(papers::text_of(FileKind::Txt, bytes)),
    };
    let folder = instance.scratch.folder.path();
    std::fs::write(folder.join("answer"), printed).unwrap();
    let script = format!("cat >/dev/null; cat '{}'", folder.join("answer").display());
    instance.app.reads_with(program(folder, &script));
}

type NoFile = stream::Empty<Result<Vec<u8>, ()>>;

/// The author brings a text in.
pub(super) async fn brought(
    instance: &Instance,
    made: &Sent,
    (text, how): (&str, SourceHow),
    open_to: Option<Restriction>,
) -> RecordId {
    reads(instance, text, how);
    let new = Brought {
        name: "Record",
        how,
        written: None,
        reads: open_to,
    };
    let given: Given<NoFile> = Given::Pasted(text.to_owned());
    let sent = (form(), &new);
    bring_in(&instance.app, &made.author, made.request, sent, given)
        .await
        .unwrap()
}

pub(super) async fn seen(instance: &Instance, made: &Sent, source: RecordId) -> SourceView {
    let of = (made.request, source);
    source_of_return(&instance.app, &made.author, of, &Labels::default())
        .await
        .unwrap()
}

async fn entries(instance: &Instance, made: &Sent) -> usize {
    let seen = to_answer(&instance.app, &made.author, made.request).await;
    seen.unwrap().entries.len()
}

#[tokio::test]
async fn what_a_note_tells_is_proposed_and_only_what_a_person_takes_in_becomes_an_entry() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let source = brought(&instance, &made, (NOTE, SourceHow::Notes), None).await;
        let view = seen(&instance, &made, source).await;
        let dates: Vec<String> = view
            .undecided()
            .map(|one| one.entry.date.to_edtf())
            .collect();
        assert!(dates.contains(&"2025-12-08".to_owned()), "{dates:?}");
        assert_eq!(entries(&instance, &made).await, 0, "a proposal is no entry");
        let mut open = view.undecided().filter(|one| one.asks.is_empty());
        let (first, second) = (open.next().unwrap(), open.next().unwrap());
        let labels = Labels::default();
        let which = (source, first.key.as_str());
        let (request, author) = (made.request, &made.author);
        let put = (None, &labels);
        let entry = take_passage(app, author, request, (form(), which), put)
            .await
            .unwrap();
        let twice = take_passage(app, author, request, (form(), which), put).await;
        assert_eq!(rule(twice), "passage-decided");
        let out = (source, second.key.as_str());
        let why = (&words("It is of another child"), &labels);
        leave_out(app, author, request, (form(), out), why)
            .await
            .unwrap();
        let view = seen(&instance, &made, source).await;
        let kept = to_answer(app, author, request).await.unwrap().entries;
        assert_eq!((kept.len(), kept[0].id), (1, entry));
        let from = kept[0].body.source.as_ref().unwrap();
        assert_eq!(
            (from.document, &from.file.0),
            (Some(source), &"Record".to_owned())
        );
        assert_eq!(view.stands[&first.key].outcome, PassageOutcome::TakenIn);
        assert_eq!(view.stands[&second.key].why.0, "It is of another child");
        let gone = take_source_away(app, author, request, (form(), (source, 1))).await;
        assert_eq!(rule(gone), "source-used");
        let nobody = source_of_return(app, &made.manager, (request, source), &labels).await;
        is_nowhere(nobody, "a document is the agency's own");
    }
}

#[tokio::test]
async fn what_a_child_told_and_who_is_meant_by_it_are_asked_of_one_entry() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let told = "Note of concern\nPupil: Robin Example (Year 4)\nDate: 20 February 2026\n\n\
            Robin said \"Dad hits me with a belt\".";
        let source = brought(&instance, &made, (told, SourceHow::Notes), None).await;
        let view = seen(&instance, &made, source).await;
        let asks = [Ask::Disclosure, Ask::WhoCausedHarm].map(Asks::Note);
        let [passage] = view.findings.passages.as_slice() else {
            panic!("one passage: {:?}", view.findings.passages);
        };
        assert!(passage.asks == asks && passage.asks_who());
        let put = (Some(&passage.entry), &Labels::default());
        let which = (source, passage.key.as_str());
        take_passage(app, &made.author, made.request, (form(), which), put)
            .await
            .unwrap();
        assert_eq!(entries(&instance, &made).await, 1);
        let view = seen(&instance, &made, source).await;
        assert_eq!(view.undecided().count(), 0, "nothing is asked again");
    }
}

#[tokio::test]
async fn whoever_was_reported_is_asked_and_what_happened_is_taken_in_without_them() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let told = "Note of concern\nPupil: Robin Example (Year 4)\nDate: 20 February 2026\n\n\
            A verbal altercation between the mother and a male partner was reported.";
        let source = brought(&instance, &made, (told, SourceHow::Notes), None).await;
        let view = seen(&instance, &made, source).await;
        let [happened, who] = view.findings.passages.as_slice() else {
            panic!("two passages: {:?}", view.findings.passages);
        };
        assert!(happened.asks.is_empty() && who.asks_who());
        let labels = Labels::default();
        let (request, author) = (made.request, &made.author);
        let which = (source, happened.key.as_str());
        take_passage(app, author, request, (form(), which), (None, &labels))
            .await
            .unwrap();
        let kept = to_answer(app, author, request).await.unwrap().entries;
        assert_eq!(kept.len(), 1);
        assert_eq!(
            kept[0].body.text.0, "A verbal altercation",
            "as its card shows it"
        );
        let named = kept[0].body.about.iter();
        let named: Vec<&str> = named.map(|one| one.called.0.as_str()).collect();
        assert!(
            named.iter().all(|name| !name.contains("partner")),
            "{named:?}"
        );
        let which = (source, who.key.as_str());
        let as_it_is = take_passage(app, author, request, (form(), which), (None, &labels)).await;
        assert_eq!(rule(as_it_is), "passage-asks");
    }
}

#[tokio::test]
async fn what_is_left_open_in_documents_is_signed_off_as_such_and_told_to_the_partnership() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let source = brought(&instance, &made, (NOTE, SourceHow::Notes), None).await;
        let open = seen(&instance, &made, source).await.undecided().count();
        assert!(open > 0);
        brought(&instance, &made, (TABLE, SourceHow::Table), None).await;
        let (who, request) = (&made.approver, made.request);
        let mut new = as_read(app, who, request).await;
        let said = sign_off(app, who, request, (form(), &new)).await;
        assert_eq!(rule(said), "sign-open");
        new.left_open = words("The rest is about another child.");
        sign_off(app, who, request, (form(), &new)).await.unwrap();
        let read = signed_return(app, &made.manager, &made.reference, request)
            .await
            .unwrap();
        let left = read.signed[0].body.open.as_ref().unwrap();
        assert_eq!((left.things as usize, left.unread), (open, 1));
        assert_eq!((&left.why, left.left_out), (&new.left_open, false));
    }
}

#[tokio::test]
async fn what_is_left_open_may_be_left_out_without_a_reason() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        brought(&instance, &made, (NOTE, SourceHow::Notes), None).await;
        let (who, request) = (&made.approver, made.request);
        let mut new = as_read(app, who, request).await;
        new.left_out = true;
        sign_off(app, who, request, (form(), &new)).await.unwrap();
        let read = signed_return(app, &made.manager, &made.reference, request)
            .await
            .unwrap();
        assert!(read.signed[0].body.open.as_ref().unwrap().left_out);
    }
}

#[tokio::test]
async fn every_row_of_a_table_ends_as_an_entry_a_question_or_a_refusal() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let source = brought(&instance, &made, (TABLE, SourceHow::Table), None).await;
        let view = seen(&instance, &made, source).await;
        assert!(view.wants_columns && view.findings.passages.is_empty());
        let (_, _, tables) = to_map(app, author, request, source).await.unwrap();
        assert_eq!(tables[0].columns[0], Some(Field::Date));
        let mut said = ColumnsSaid {
            table: 1,
            columns: vec![None, Some(Field::Text), Some(Field::Seen)],
            left_out: false,
        };
        let wrong = say(&instance, &made, source, &said).await;
        assert_eq!(rule(wrong), "columns-date");
        said.columns[0] = Some(Field::Date);
        say(&instance, &made, source, &said).await.unwrap();
        let view = seen(&instance, &made, source).await;
        let rows: usize = view.source.body.tables[0].rows.len();
        assert_eq!(
            view.findings.passages.len() + view.findings.refused.len(),
            rows
        );
        let mut passages = view.findings.passages.iter();
        assert!(
            passages.any(|one| one.date_above && !one.entry.date.is_unknown()),
            "the row without a date says where its date comes from"
        );
        assert!(!view.findings.passages[0].date_above);
        let labels = Labels::default();
        take_rows(app, author, request, (form(), source), &labels)
            .await
            .unwrap();
        assert_eq!(entries(&instance, &made).await, 1, "two rows ask something");
        let again = take_rows(app, author, request, (form(), source), &labels).await;
        assert_eq!(rule(again), "rows-none");
        let view = seen(&instance, &made, source).await;
        let asked: Vec<&str> = view.undecided().map(|one| one.key.as_str()).collect();
        let which = (source, asked[0]);
        join_row(app, author, request, (form(), which), &labels)
            .await
            .unwrap();
        let kept = to_answer(app, author, request).await.unwrap().entries;
        assert!(kept[0].body.text.0.ends_with("\nThe house was cold."));
        let which = (source, asked[1]);
        let as_is = take_passage(app, author, request, (form(), which), (None, &labels)).await;
        assert_eq!(rule(as_is), "passage-asks");
        let late = say(&instance, &made, source, &said).await;
        assert_eq!(rule(late), "columns-taken");
    }
}

#[tokio::test]
async fn a_row_that_blames_whoever_was_not_there_is_quoted_and_taken_in_so() {
    let table = "Date\tWhat happened\n\
        3 February 2026\tDid not attend asthma review.\n\
        5 February 2026\tHome visit, both seen.\n";
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let source = brought(&instance, &made, (table, SourceHow::Table), None).await;
        let said = ColumnsSaid {
            table: 1,
            columns: vec![Some(Field::Date), Some(Field::Text)],
            left_out: false,
        };
        say(&instance, &made, source, &said).await.unwrap();
        let view = seen(&instance, &made, source).await;
        let quoted =
            "Was not brought. The source says: \u{201c}Did not attend asthma review.\u{201d}";
        let shown: Vec<&str> = view
            .findings
            .passages
            .iter()
            .map(|one| one.entry.text.0.as_str())
            .collect();
        assert_eq!(shown, [quoted, "Home visit, both seen."]);
        let (request, author) = (made.request, &made.author);
        take_rows(app, author, request, (form(), source), &Labels::default())
            .await
            .unwrap();
        let kept = to_answer(app, author, request).await.unwrap().entries;
        let mut kept = kept.iter();
        let first = kept.find(|one| one.body.text.0 == quoted).unwrap();
        assert_eq!(first.body.kind, EntryKind::NotBrought);
        let words = &first.body.source.as_ref().unwrap().words.0;
        assert!(
            words.ends_with("\tDid not attend asthma review."),
            "{words}"
        );
    }
}

pub(super) async fn say(
    instance: &Instance,
    made: &Sent,
    source: RecordId,
    said: &ColumnsSaid,
) -> Result<(), AppError> {
    let all = std::slice::from_ref(said);
    let sent = (form(), None);
    say_columns(
        &instance.app,
        &made.author,
        made.request,
        sent,
        (source, all),
    )
    .await
}

#[tokio::test]
async fn an_agency_is_asked_once_what_its_columns_hold() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let first = brought(&instance, &made, (TABLE, SourceHow::Table), None).await;
        let said = ColumnsSaid {
            table: 1,
            columns: vec![Some(Field::Date), Some(Field::Text), Some(Field::Comment)],
            left_out: false,
        };
        say(&instance, &made, first, &said).await.unwrap();
        let second = brought(&instance, &made, (TABLE, SourceHow::Table), None).await;
        let found = to_map(app, &made.author, made.request, second)
            .await
            .unwrap();
        let table = &found.2[0];
        assert!(table.known);
        assert_eq!(table.columns[2], Some(Field::Comment));
        let view = seen(&instance, &made, second).await;
        assert!(!view.wants_columns && view.reused, "nobody is asked again");
        assert!(!view.findings.passages.is_empty());
    }
}

#[tokio::test]
async fn a_row_that_came_with_another_document_is_noticed_and_left_out_when_somebody_says_so() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let labels = Labels::default();
        let first = brought(&instance, &made, (TABLE, SourceHow::Table), None).await;
        let said = ColumnsSaid {
            table: 1,
            columns: vec![Some(Field::Date), Some(Field::Text), Some(Field::Comment)],
            left_out: false,
        };
        say(&instance, &made, first, &said).await.unwrap();
        let why = &words("The same row came with another document.");
        let none = leave_same_out(app, author, request, (form(), first), (why, &labels)).await;
        assert_eq!(rule(none), "rows-none-before");
        take_rows(app, author, request, (form(), first), &labels)
            .await
            .unwrap();
        let before = entries(&instance, &made).await;
        assert!(before > 0);

        let second = brought(&instance, &made, (TABLE, SourceHow::Table), None).await;
        let view = seen(&instance, &made, second).await;
        let same = view.undecided().filter(|one| one.came_before());
        assert_eq!(same.count(), before);
        let sent = (form(), second);
        leave_same_out(app, author, request, sent, (why, &labels))
            .await
            .unwrap();
        let view = seen(&instance, &made, second).await;
        assert!(
            !view
                .undecided()
                .any(app::returns::sources::Passage::came_before)
        );
        let left = view.stands.values().filter(|one| one.why == *why);
        assert_eq!(left.count(), before);
        assert_eq!(
            entries(&instance, &made).await,
            before,
            "nothing stands twice"
        );
    }
}

#[tokio::test]
async fn others_read_a_whole_document_only_where_its_agency_says_so() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        with_head(&instance, &made, ReturnFound::Known).await;
        let own = brought(&instance, &made, (NOTE, SourceHow::Notes), None).await;
        let police = brought(
            &instance,
            &made,
            (NOTE, SourceHow::Notes),
            Some(Restriction::Police),
        );
        let view = seen(&instance, &made, police.await).await;
        let mut all = view.undecided().map(|one| one.entry.restriction);
        assert_eq!(all.next(), Some(Restriction::Police));
        let open_to = Some(Restriction::Team);
        let open = brought(&instance, &made, (NOTE, SourceHow::Notes), open_to).await;
        let view = seen(&instance, &made, open).await;
        let passage = view.undecided().find(|one| one.asks.is_empty()).unwrap();
        let labels = Labels::default();
        let mut narrow = passage.entry.clone();
        narrow.restriction = Restriction::Police;
        let which = (open, passage.key.as_str());
        let put = (Some(&narrow), &labels);
        let wider = take_passage(app, author, request, (form(), which), put).await;
        assert_eq!(rule(wider), "entry-document-read");
        let put = (None, &labels);
        let id = take_passage(app, author, request, (form(), which), put)
            .await
            .unwrap();
        let later = keep_entry(app, author, request, (form(), Some((id, 1))), &narrow).await;
        assert_eq!(
            rule(later),
            "entry-document-read",
            "also when it is changed later"
        );
        let mut new = as_read(app, &made.approver, request).await;
        new.left_out = true;
        sign_off(app, &made.approver, request, (form(), &new))
            .await
            .unwrap();
        let seen = to_answer(app, author, request).await.unwrap();
        assert_eq!(
            seen.changed, 0,
            "what is the agency's own waits for no signing"
        );
        let manager = &made.manager;
        let read = signed_source(app, manager, (request, open)).await.unwrap();
        assert_eq!(read.body.name.0, "Record");
        is_nowhere(
            signed_source(app, manager, (request, own)).await,
            "the agency's own",
        );
    }
}

#[tokio::test]
async fn a_file_that_is_refused_leaves_nothing() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        reads(&instance, NOTE, SourceHow::Notes);
        let new = Brought {
            name: "picture.docx",
            how: SourceHow::Notes,
            written: None,
            reads: None,
        };
        let bytes: Result<Vec<u8>, ()> = Ok(b"PK\x03\x04 not a document".to_vec());
        let given = Given::File(stream::iter([bytes]));
        let sent = (form(), &new);
        let refused = bring_in(app, &made.author, made.request, sent, given).await;
        assert!(rule(refused).starts_with("file-"));
        let broken: Result<Vec<u8>, ()> = Err(());
        let given = Given::File(stream::iter([broken]));
        let sent = (form(), &new);
        let refused = bring_in(app, &made.author, made.request, sent, given).await;
        assert_eq!(rule(refused), "file-broken-off");
        let labels = Labels::default();
        let all =
            app::returns::sources::sources_of_return(app, &made.author, made.request, &labels);
        assert!(all.await.unwrap().is_empty());
    }
}
