#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
use super::*;
use crate::{Id, Instant};
use jiff::civil::date;

const INVENTED: &str = include_str!("../../tests/data/invented.toml");

fn all() -> Vec<Scheme> {
    shipped()
        .iter()
        .map(|(name, text)| Scheme::parse(text, name).unwrap())
        .collect()
}

fn invented() -> Scheme {
    Scheme::parse(INVENTED, "invented.toml").unwrap()
}

/// The error for the invented scheme with one text put in place of another.
fn broken(old: &str, new: &str) -> (SchemeError, usize) {
    assert!(INVENTED.contains(old), "{old}");
    let text = INVENTED.replacen(old, new, 1);
    let at = INVENTED.find(old).unwrap();
    let line = INVENTED[..at].matches('\n').count() + 1;
    let error = Scheme::parse(&text, "invented.toml").unwrap_err();
    (error, line)
}

#[test]
fn one_shipped_scheme_is_in_force_on_every_day_since_2023() {
    let schemes = all();
    let days = [
        (date(2023, 12, 14), None),
        (date(2023, 12, 15), Some("england_2023")),
        (date(2026, 3, 18), Some("england_2023")),
        (date(2026, 3, 19), Some("england_2026")),
        (date(2030, 1, 1), Some("england_2026")),
    ];
    for (day, id) in days {
        let found = Scheme::for_date(&schemes, day).map(|scheme| scheme.id.as_str());
        assert_eq!(found, id, "{day}");
        let in_force = schemes.iter().filter(|scheme| scheme.is_in_force(day));
        assert_eq!(in_force.count(), usize::from(id.is_some()), "{day}");
    }
}

#[test]
fn of_two_in_force_the_newer_one_holds() {
    let mut older = invented();
    older.valid_from = date(2019, 1, 1);
    older.id = "older".to_owned();
    let both = [invented(), older];
    let found = Scheme::for_date(&both, date(2026, 1, 1)).unwrap();
    assert_eq!(found.id, "freeland_2020");
}

/// What stands in the file -> what is put in its place @ the key of the error : words of its text.
const WRONG: &str = r#"
trigger = "authority_knew" -> trigger = "full_moon" @ clocks[1].trigger : full_moon authority_knew
kind = "notify" -> kind = "sundial" @ clocks[1].kind : sundial rapid_review
trigger = "local_review_initiated" -> trigger = "published" @ clocks[2].trigger : published allowed panel_replied
met_by = "notified" -> met_by = "notice_given" @ clocks[1].met_by : notice_given notified
met_by = "notified" -> @ clocks[1].item : met_by missing
kind = "panel_exchange" -> kind = "moon_phase" @ tracks[2].kind : moon_phase panel_exchange
kind = "panel_exchange" -> kind = "notification" @ tracks[2].kind : notification twice
after = ["begun"] -> after = ["sent"] @ tracks[3].stages[2].after : sent
after = ["begun"] -> after = ["completed"] @ tracks[3].stages[2].after : way leads
track = "panel_exchange", stage = "letter_received" -> track = "local_review", stage = "completed" @ tracks[3].stages[1].requires : completed never
stage = "letter_received" -> stage = "letter_answered" @ tracks[3].stages[1].requires : letter_answered
{ kind = "completed" -> { kind = "begun" @ tracks[3].stages[2] : begun twice
needs = ["views"] -> needs = ["blessing"] @ tracks[1].stages[4].needs[1] : blessing panel_told
id = "look_back" -> id = "tell_moot" @ clocks[2].item.id : tell_moot twice
id = "moot" -> id = "Moot!" @ recipients[1].id : Moot! a-z
recipients = ["moot"] -> recipients = ["nobody"] @ outcomes[1].recipients[1] : nobody moot
stage = "notifiable" -> stage = "near_miss" @ outcomes[1].stage : near_miss
notify = true -> notify = false @ outcomes[1].rapid_review : notification
working_days_after = 3 -> working_days_after = 0 @ clocks[1].rule : 1 260
months_after = 2 -> months_after = 121 @ clocks[2].rule : 1 120
stage = "begun" -> stage = "sent" @ course[5].stage : no stage sent
stage = "notified" -> stage = "raised" @ course[3].stage : raised twice
from = 1, to = 3 -> from = 4, to = 3 @ day_plan[1].from : after
step = "raise" -> step = "sing" @ extra_questions[1].step : sing raise
answer = "yes_no" -> answer = "choice" @ extra_questions[1].answer : choices
nation = "scotland" -> nation = "freeland" @ nation : freeland scotland
code = "storm" -> code = "fire" @ lists[1].items[2].code : fire twice
valid_from = "2020-01-01" -> valid_from = "2020-02-31" @ valid_from : range
"#;

#[test]
fn what_is_wrong_is_named_with_its_key_line_and_what_is_allowed() {
    for case in WRONG.lines().filter(|line| !line.is_empty()) {
        let (old, rest) = case.split_once(" -> ").unwrap();
        let (new, rest) = rest.split_once("@ ").unwrap();
        let (key, words) = rest.split_once(" : ").unwrap();
        let (error, line) = broken(old, new.trim());
        assert_eq!(error.key, key, "{case}: {error}");
        let inline = !key.ends_with("item");
        assert!(!inline || error.line == line, "{case}: {error}");
        for word in words.split(' ') {
            assert!(error.what.contains(word), "{case}: {error}");
        }
        let start = format!("invented.toml, line {}, {key}: ", error.line);
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}

#[test]
fn unknown_and_missing_keys_are_refused_with_their_line() {
    for (before, key) in [
        ("nation = \"scotland\"", "colour"),
        ("met_by = \"notified\"", "clocks[1].colour"),
    ] {
        let new = format!("colour = \"blue\"\n{before}");
        let (error, line) = broken(before, &new);
        assert_eq!((error.key.as_str(), error.line), (key, line), "{error}");
        assert!(error.what.contains("colour"), "{error}");
    }
    let (error, _) = broken("label = { en = \"The Moot\" }, ", "");
    assert!(error.what.contains("label"), "{error}");
    let (error, line) = broken("id = \"freeland_2020\"", "id = freeland");
    assert_eq!(error.line, line, "{error}");
    let (error, _) = broken(
        "checked = true, source = \"invented\" },\n  { id = \"healer\"",
        "checked = true },\n  { id = \"healer\"",
    );
    assert_eq!(error.key, "partners[1].checked", "{error}");
}

#[test]
fn a_clock_that_is_never_paused_cannot_be_made_pausable_by_a_file() {
    for kind in ClockKind::ALL.iter().filter(|kind| !kind.may_be_paused()) {
        let new = format!("kind = \"{}\"", kind.code());
        let (error, _) = broken("kind = \"local_milestone\"", &new);
        assert_eq!(error.key, "clocks[3].pausable", "{error}");
        assert!(error.what.contains("never paused"), "{error}");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused_at_a_line_it_has() {
    let (name, text) = shipped()[0];
    let cuts = (0..text.len()).step_by(1_511);
    let tables = text.match_indices("[[").map(|(at, _)| at);
    for cut in cuts.chain(tables).filter(|cut| text.is_char_boundary(*cut)) {
        let start = &text[..cut];
        let error = Scheme::parse(start, name).unwrap_err();
        let lines = start.matches('\n').count() + 1;
        assert!((1..=lines).contains(&error.line), "{cut}: {error}");
        assert!(!error.what.is_empty(), "{cut}");
    }
}

#[test]
fn a_file_cut_off_before_a_step_says_which_one_is_missing() {
    for (name, text) in shipped() {
        for (at, id) in STEPS.iter().enumerate() {
            let head = format!("[[steps]]\nid = \"{id}\"");
            let cut = text.find(&head).unwrap();
            let error = Scheme::parse(&text[..cut], name).unwrap_err();
            let what = error.to_string();
            if at == 0 {
                continue;
            }
            assert!(what.contains(&format!("no step \"{id}\"")), "{what}");
            assert_eq!(error.line, text[..cut].trim_end().matches('\n').count() + 1);
            let before = STEPS[at - 1];
            assert!(
                what.contains(&format!("last step in the file is \"{before}\"")),
                "{what}"
            );
        }
    }
}

#[test]
fn codes_of_kinds_are_the_same_in_files_and_in_stores() {
    fn same<
        K: Copy + serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    >(
        all: &[K],
        code: fn(K) -> &'static str,
        from: fn(&str) -> Option<K>,
    ) {
        for kind in all {
            let text = serde_json::to_string(kind).unwrap();
            assert_eq!(text, format!("\"{}\"", code(*kind)));
            assert_eq!(serde_json::from_str::<K>(&text).unwrap(), *kind);
            assert_eq!(from(code(*kind)), Some(*kind));
        }
    }
    same(TrackKind::ALL, TrackKind::code, TrackKind::from_code);
    same(StageKind::ALL, StageKind::code, StageKind::from_code);
    same(EventKind::ALL, EventKind::code, EventKind::from_code);
    same(ClockKind::ALL, ClockKind::code, ClockKind::from_code);
    same(NeedKind::ALL, NeedKind::code, NeedKind::from_code);
    same(
        DecisionPoint::ALL,
        DecisionPoint::code,
        DecisionPoint::from_code,
    );
}

fn confirmation() -> Confirmation {
    Confirmation {
        by: Id::make(Instant::default(), [0; 10]),
        at: Instant::default(),
    }
}

#[test]
fn unchecked_wording_does_not_go_out_unless_somebody_confirms_that_very_wording() {
    let scheme = invented();
    let none = Confirmations::new();
    let other = Confirmations::from([("clocks/look_back".to_owned(), confirmation())]);
    let this = Confirmations::from([("clocks/tell_moot".to_owned(), confirmation())]);
    let out = |address: &str, confirmed: &Confirmations| {
        scheme.outgoing(address, Language::English, confirmed)
    };
    assert_eq!(
        out("clocks/tell_moot", &none),
        Err(NotOutgoing::NotConfirmed)
    );
    assert_eq!(
        out("clocks/tell_moot", &other),
        Err(NotOutgoing::NotConfirmed)
    );
    assert_eq!(
        out("clocks/tell_moot", &this).unwrap().as_str(),
        "Tell the Moot"
    );
    assert_eq!(
        out("clocks/look_back", &none).unwrap().as_str(),
        "Look back"
    );
    assert_eq!(out("clocks/nothing", &this), Err(NotOutgoing::NotFound));
    assert_eq!(out("lists/nature/fire", &none).unwrap().as_str(), "A fire");
    assert_eq!(
        out("lists/nature/storm", &none),
        Err(NotOutgoing::NotConfirmed)
    );
    let stage = "tracks/local_review/completed";
    assert_eq!(out(stage, &none), Err(NotOutgoing::NotConfirmed));
    let item = &scheme.clock("tell_moot").unwrap().item;
    assert!(OutgoingText::of(item, None).is_none());
    assert!(OutgoingText::of(item, Some(confirmation())).is_some());
    let welsh = scheme.outgoing("criteria/grave", Language::Welsh, &none);
    assert_eq!(welsh.unwrap().as_str(), "Mae'n ddifrifol");
}

#[test]
fn the_administrators_list_names_what_is_unchecked_and_where_it_comes_from() {
    let listed = invented().unchecked_items();
    let ids: Vec<&str> = listed.iter().map(|one| one.id.as_str()).collect();
    let expected = [
        "clocks/tell_moot",
        "retention/case_file",
        "retention/working_drafts",
        "retention/published_report",
        "requests/subject_access",
        "requests/freedom_of_information",
        "requests/court",
        "letters/telling",
        "tracks/local_review/completed",
        "lists/nature/storm",
        "lists/transfer_reason",
        "lists/request_exemption",
    ];
    assert_eq!(ids, expected);
    assert!(
        listed
            .iter()
            .all(|one| one.source.as_deref() == Some("invented"))
    );
}

#[test]
fn every_wording_of_a_shipped_scheme_is_checked_with_a_source_or_listed() {
    for scheme in all() {
        let listed = scheme.unchecked_items();
        let none = Confirmations::new();
        let confirmed: Confirmations = listed
            .iter()
            .map(|one| (one.id.clone(), confirmation()))
            .collect();
        for wording in scheme.wordings() {
            let address = &wording.address;
            let out = scheme.outgoing(address, Language::English, &none);
            assert_eq!(out.is_ok(), wording.checked, "{}: {address}", scheme.id);
            let out = scheme.outgoing(address, Language::English, &confirmed);
            assert!(out.is_ok(), "{}: {address} can never go out", scheme.id);
        }
        for must in [
            "guidance/guidance",
            "clocks/panel_reply",
            "clocks/publication_notice",
            "local_criteria/recurrent",
            "lists/letter_outcome",
            "day_plan/meeting",
            "other_notifications/mappa",
        ] {
            assert!(
                listed.iter().any(|one| one.id == must),
                "{}: {must}",
                scheme.id
            );
        }
        for checked in [
            "clocks/notify",
            "clocks/rapid_review",
            "criteria/area",
            "lists/cp_category",
        ] {
            assert!(
                listed.iter().all(|one| one.id != checked),
                "{}: {checked}",
                scheme.id
            );
        }
    }
}

#[test]
fn shipped_schemes_have_what_the_pages_open_with() {
    let lists = [
        "nature",
        "living",
        "legal_status",
        "cause_death",
        "cause_harm",
        "cause_other",
        "proceedings",
        "held",
        "letter_outcome",
        "publication_identifiers",
        "publication_jigsaw",
        "publication_residue",
        "publication_legal",
        "publication_notice",
        "publication_reasons",
        "not_told_first",
    ];
    for scheme in all() {
        assert_eq!(scheme.tracks.len(), TrackKind::ALL.len(), "{}", scheme.id);
        assert_eq!(scheme.partners.len(), 3, "{}", scheme.id);
        for step in STEPS {
            let text = scheme.step(step).unwrap();
            for line in [
                &text.what_for,
                &text.who_does_it,
                &text.who_sees_it,
                &text.what_next,
            ] {
                assert!(line.en.ends_with('.'), "{step}: {}", line.en);
            }
        }
        for list in lists {
            assert!(!scheme.list(list).unwrap().items.is_empty(), "{list}");
        }
        let nature = scheme.list("nature").unwrap();
        for code in &nature.items {
            let mut causes = scheme
                .lists
                .iter()
                .filter(|list| list.for_nature.contains(&code.code));
            assert!(causes.next().is_some(), "{}: no list of causes", code.code);
        }
    }
}

#[test]
fn further_questions_take_answers_of_their_type_alone() {
    let scheme = invented();
    let today = date(2026, 11, 24);
    let questions: Vec<&ExtraQuestion> = scheme.questions_of("raise").collect();
    let read = |at: usize, typed: &str| questions[at].read(typed, today);
    assert_eq!(read(0, " yes "), Ok(Some(Answer::YesNo(true))));
    assert_eq!(read(0, "perhaps"), Err(AnswerRefused::YesOrNo));
    assert_eq!(read(0, "  "), Ok(None));
    assert_eq!(
        read(1, "upper"),
        Ok(Some(Answer::Choice("upper".to_owned())))
    );
    assert_eq!(read(1, "middle"), Err(AnswerRefused::ChooseOne));
    assert_eq!(read(2, "12"), Ok(Some(Answer::Number(12))));
    assert_eq!(read(2, "a dozen"), Err(AnswerRefused::WholeNumber));
    let mut text = questions[0].clone();
    text.answer = QuestionType::Text;
    assert_eq!(text.read("one\ntwo", today), Err(AnswerRefused::OneLine));
    text.answer = QuestionType::LongText;
    assert!(matches!(
        text.read("one\ntwo", today),
        Ok(Some(Answer::Text(_)))
    ));
    text.answer = QuestionType::Date;
    let answer = text.read("about 3 March 2026", today).unwrap().unwrap();
    assert!(matches!(answer, Answer::Date(on) if on.is_certain_day().is_none()));
    assert_eq!(
        text.read("31 February 2026", today),
        Err(AnswerRefused::Date)
    );
    let kept = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<Answer>(&kept).unwrap(), answer);
}

#[test]
fn the_course_goes_past_branches_and_ends_at_the_stage_that_was_reached() {
    for scheme in all() {
        let way = |track, stage| scheme.course_to(track, stage).unwrap();
        let sent = way(TrackKind::RapidReview, StageKind::Sent);
        assert!(sent.iter().all(|step| !step.branch), "{}", scheme.id);
        assert_eq!(sent.last().unwrap().stage, StageKind::Sent);
        let no = way(TrackKind::LocalReview, StageKind::DecidedNo);
        assert!(no.last().unwrap().branch && no.len() > sent.len());
        let yes = way(TrackKind::LocalReview, StageKind::DecidedYes);
        assert!(yes.iter().all(|step| step.stage != StageKind::DecidedNo));
        assert_eq!(scheme.course_to(TrackKind::Actions, StageKind::Begun), None);
    }
}
