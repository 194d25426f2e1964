//! An event that a person takes from a paragraph that was not proposed; a row that stands twice in one document; tables of which
//! something wrong is said.

use app::returns::sources::{
    Asks, ColumnsSaid, Field, leave_out, take_passage, take_rows, wrong_columns,
};
use app::returns::to_answer;
use model::UncertainDate;
use model::case::SourceHow;
use model::chronology::{EntryKind, Labels};

use super::documents::{brought, say, seen};
use super::{is_nowhere, sent};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, words};

const NOTE: &str = "Health visitor record\nDate: 3 February 2026\n\n\
    On 8 December the health visitor saw the child at home.\n\n\
    The pram in the hall was the one from the loan scheme.";

#[tokio::test]
async fn an_event_is_taken_from_a_paragraph_that_was_not_proposed_and_keeps_its_place() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let source = brought(&instance, &made, (NOTE, SourceHow::Notes), None).await;
        let view = seen(&instance, &made, source).await;
        let pieces = view.source.body.pieces.iter();
        let mut numbered = (1..).zip(pieces);
        let (number, piece) = numbered
            .find(|(_, piece)| piece.text.0.contains("pram"))
            .unwrap();
        let key = view.next_of(number);
        let passage = view.passage_or_chosen(&key).unwrap();
        assert_eq!(passage.asks, [Asks::Chosen]);
        assert!(passage.entry.date.is_unknown(), "nobody has said when");
        assert_eq!(passage.entry.text.0, piece.text.0.trim());

        let labels = Labels::default();
        let which = (source, key.as_str());
        let as_is = take_passage(app, author, request, (form(), which), (None, &labels)).await;
        assert_eq!(rule(as_is), "passage-asks");
        let why = (&words("no"), &labels);
        let out = leave_out(app, author, request, (form(), which), why).await;
        is_nowhere(out, "nothing was proposed");
        for strange in ["a99.0", "a0.0", "a.0", "a1", &format!("a{number}.7")] {
            let strange = (source, strange);
            let put = (Some(&passage.entry), &labels);
            let outcome = take_passage(app, author, request, (form(), strange), put).await;
            is_nowhere(outcome, "no such paragraph");
        }

        let mut put = passage.entry.clone();
        put.date = UncertainDate::from_edtf("2026-01-12").unwrap();
        put.kind = EntryKind::Contact;
        put.text = words("The pram was lent.");
        put.source = None;
        let entry = take_passage(app, author, request, (form(), which), (Some(&put), &labels))
            .await
            .unwrap();
        let kept = to_answer(app, author, request).await.unwrap().entries;
        assert_eq!((kept.len(), kept[0].id), (1, entry));
        let from = kept[0].body.source.as_ref().unwrap();
        assert_eq!(from.document, Some(source));
        assert_eq!(from.paragraph, u32::try_from(number).ok());
        assert_eq!(from.words.0, piece.text.0);
        let view = seen(&instance, &made, source).await;
        assert_eq!(view.stands[&key].entry, Some(entry));
        let second = view.next_of(number);
        assert_ne!(second, key, "a paragraph may tell of several");
        assert!(view.passage_or_chosen(&second).is_some());
    }
}

const TWICE: &str = "Date\tWhat happened\n\
    3 February 2026\tHome visit by two officers.\n\
    5 February 2026\tTelephone call to school.\n\
    3 February 2026\tHome  visit by two officers.\n";

#[tokio::test]
async fn a_row_that_stands_twice_in_a_document_is_asked() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, author) = (made.request, &made.author);
        let source = brought(&instance, &made, (TWICE, SourceHow::Table), None).await;
        let said = ColumnsSaid {
            table: 1,
            columns: vec![Some(Field::Date), Some(Field::Text)],
            left_out: false,
        };
        say(&instance, &made, source, &said).await.unwrap();
        let view = seen(&instance, &made, source).await;
        let asks: Vec<&[Asks]> = view.undecided().map(|one| one.asks.as_slice()).collect();
        assert_eq!(asks, [&[] as &[Asks], &[], &[Asks::Again(None, 2)]]);
        let labels = Labels::default();
        take_rows(app, author, request, (form(), source), &labels)
            .await
            .unwrap();
        let kept = to_answer(app, author, request).await.unwrap().entries;
        assert_eq!(kept.len(), 2, "never silently two entries");
    }
}

#[test]
fn what_is_wrong_is_told_of_the_table_that_it_is_wrong_with() {
    let said = |table: u32, columns: &[Option<Field>], left_out: bool| ColumnsSaid {
        table,
        columns: columns.to_vec(),
        left_out,
    };
    let whole = [Some(Field::Date), Some(Field::Text)];
    let all = [
        said(1, &whole, false),
        said(2, &[None, Some(Field::Text)], false),
        said(3, &[None, None], true),
        said(4, &[Some(Field::Date), None], false),
    ];
    assert_eq!(
        wrong_columns(&all),
        [(2, "columns-date"), (4, "columns-text")]
    );
}
