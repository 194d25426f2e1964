//! What is found, in which order, and why.

use proptest::prelude::*;
use search::{Mode, Question, State, Word, Words};

use crate::{by_words, doc, ids, learning, open};

#[test]
fn forms_titles_and_other_ways_of_saying_it_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    assert_eq!(ids(&index, "bruised baby").first().unwrap(), "bruises");
    assert_eq!(ids(&index, "did not attend"), ["appointments"]);
    assert_eq!(ids(&index, "DNA"), ["appointments"]);
    assert_eq!(
        ids(&index, "information was not shared").first().unwrap(),
        "sharing"
    );
    assert!(ids(&index, "glacier").is_empty());
    assert!(ids(&index, "of the and").is_empty());
    index
        .put(&[
            doc(
                "in-text",
                "Something else",
                "Thresholds, said once among many other words here.",
            ),
            doc(
                "in-title",
                "Thresholds",
                "Something else, said among many other words here.",
            ),
        ])
        .unwrap();
    assert_eq!(ids(&index, "threshold"), ["in-title", "in-text"]);
}

#[test]
fn a_slip_of_one_letter_is_read_as_what_is_there_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    for slip in ["explaination", "explanatoin", "explantion", "explanatien"] {
        let answer = by_words(&index, slip);
        let hit = answer.hits.first().unwrap();
        assert_eq!(hit.id, "bruises", "{slip}");
        let word = hit.why.words.first().unwrap();
        assert_eq!(word.said, slip);
        assert_eq!(word.read_as.as_deref(), Some("explanation"));
    }
    assert!(
        ids(&index, "xplnation").is_empty(),
        "two letters are another word"
    );
    assert!(
        ids(&index, "nin").is_empty(),
        "short words stay what they are"
    );
}

#[test]
fn every_hit_says_which_words_of_the_question_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    let answer = by_words(&index, "Police told the schools nothing of the Babies");
    let hit = answer.hits.first().unwrap();
    assert_eq!(hit.id, "sharing");
    let mut said: Vec<&Word> = hit.why.words.iter().collect();
    said.sort();
    let said: Vec<&str> = said.into_iter().map(|word| word.said.as_str()).collect();
    assert_eq!(said, ["Police", "schools", "told"]);
    assert!(!hit.why.near);
}

#[test]
fn what_is_not_allowed_is_not_found_and_takes_no_place() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    let docs: Vec<_> = (0..50)
        .map(|number| doc(&format!("{number:02}"), "Supervision", "supervision"))
        .collect();
    index.put(&docs).unwrap();
    let found = |allowed: &dyn Fn(&str) -> bool, top| {
        let answer = index.search("supervision", Mode::Text, None, top, allowed);
        let hits = answer.unwrap().hits.into_iter();
        hits.map(|hit| hit.id).collect::<Vec<_>>()
    };
    assert_eq!(
        found(&|_| true, 3),
        ["00", "01", "02"],
        "equal worth: by id"
    );
    assert_eq!(found(&|id| id > "46", 10), ["47", "48", "49"]);
    assert!(found(&|_| false, 10).is_empty());
    assert!(found(&|_| true, 0).is_empty());
}

#[test]
fn without_a_model_every_way_of_searching_is_by_words_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    for mode in [Mode::Text, Mode::Meaning, Mode::Fused] {
        let answer = index.search("bruise", mode, None, 10, &|_| true).unwrap();
        assert_eq!(answer.mode, Mode::Text);
        assert_eq!(answer.state, State::Ready);
        assert_eq!(answer.hits.first().unwrap().id, "bruises");
    }
}

#[test]
fn another_list_of_sayings_makes_the_index_ask_to_be_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).put(&learning()).unwrap();
    let words = Words::with_sayings("safe sleeping = cot");
    let index = search::Index::open_with(
        folder.path(),
        &crate::key(),
        words,
        search::Ranking::default(),
    );
    let index = index.unwrap();
    assert_eq!(index.state(), State::Damaged);
    let docs = learning().into_iter().map(Ok::<_, search::SearchError>);
    assert_eq!(index.rebuild(docs).unwrap(), 4);
    assert_eq!(ids(&index, "cot"), ["sleep"]);
}

#[test]
fn leaving_out_what_cannot_be_among_the_best_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    let docs: Vec<_> = (0..9_000_u32)
        .map(|number| {
            let often = "supervision ".repeat(1 + number as usize % 7);
            let also = ["visit", "bruise", "visit bruise", ""][number as usize % 4];
            let rare = if number % 701 == 3 { "glacier" } else { "" };
            let title = if number % 13 == 0 { "Visits" } else { "Notes" };
            doc(
                &format!("{number:05}"),
                title,
                &format!("{often} {also} {rare}"),
            )
        })
        .collect();
    for part in docs.chunks(5_000) {
        index.put(part).unwrap();
    }
    let found = |query: &str, top: usize, allowed: &dyn Fn(&str) -> bool| {
        let answer = index.search(query, Mode::Text, None, top, allowed);
        answer.unwrap().hits
    };
    let odd = |id: &str| id.ends_with(['1', '3', '5', '7', '9']);
    for query in [
        "glacier visit supervision",
        "bruise visit supervision",
        "supervision visit",
        "bruise visit glacier supervision notes visits",
    ] {
        for allowed in [&(|_: &str| true) as &dyn Fn(&str) -> bool, &odd] {
            let mut all = found(query, 10_000, allowed);
            assert!(all.len() > 4_000);
            all.truncate(10);
            assert_eq!(found(query, 10, allowed), all, "{query}");
        }
    }
}

#[test]
fn common_words_of_a_whole_text_neither_count_nor_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    let docs: Vec<_> = (0..10)
        .map(|at| {
            let letter = if at == 3 { "A letter lay unread." } else { "" };
            let ward = if at < 5 { "One ward was full." } else { "" };
            let text = format!("Nobody saw the child. {letter} {ward}");
            doc(&at.to_string(), "", &text)
        })
        .collect();
    index.put(&docs).unwrap();
    let text = "Nobody read one letter about the child on the ward";
    let near = |asked: Question<'_>| {
        let found = index.near(asked, Mode::Text, None, 10, &|_| true);
        found.unwrap().hits
    };
    let hits = near(Question::Text(text));
    assert_eq!(hits.len(), 1, "the ward stands in half of them");
    assert_eq!(hits[0].id, "3");
    let said: Vec<&str> = hits[0]
        .why
        .words
        .iter()
        .map(|one| one.said.as_str())
        .collect();
    assert_eq!(said, ["letter"]);
    assert_eq!(
        near(Question::Typed(text)).len(),
        10,
        "what is typed counts"
    );
    assert!(near(Question::Text("Nobody saw one child")).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_question_is_only_words(
        queries in prop::collection::vec(
            prop_oneof!["\\PC{0,40}", "[\"():^~*?+\\-\\[\\]{}!&|/\\\\' a-z]{0,60}", any::<String>()],
            20,
        ),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let index = open(folder.path());
        let mut docs = learning();
        docs.extend(queries.iter().enumerate().map(|(at, text)| doc(&at.to_string(), text, text)));
        index.put(&docs).unwrap();
        for query in &queries {
            let answer = by_words(&index, query);
            for hit in &answer.hits {
                prop_assert!(hit.score.is_finite() && hit.score > 0.0);
                prop_assert!(!hit.why.words.is_empty());
            }
        }
        let plain = ids(&index, "bruise baby");
        prop_assert_eq!(plain, ids(&index, "\"(bruise) +baby~\" : ^ * ["));
    }
}
