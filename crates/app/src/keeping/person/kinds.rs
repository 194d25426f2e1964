//! What each kind of record is called where records of every kind stand side by side.

/// Codes of kinds with their words.
const KINDS: &[(&str, &str)] = &[
    ("access_request", "Request for access to the review"),
    ("action", "Action"),
    ("affected_area", "Another area that is affected"),
    ("agency_involved", "Agency involved"),
    ("agency_request", "Request to an agency"),
    ("authorisation", "Authorisation of the notification"),
    ("brought_in", "Bringing in of the review"),
    ("chronology_entry", "Entry of an agency's chronology"),
    (
        "chronology_event",
        "Whether accounts in the chronology tell of one event",
    ),
    ("chronology_filter", "Saved filter of the chronology"),
    ("chronology_taken", "Taking out of the chronology"),
    ("closing", "Closing of the review"),
    ("concern_passed_on", "That a concern was passed on"),
    ("conflict_line", "Line of the conflict list"),
    ("consideration", "Consideration by the national body"),
    ("countersigned", "Second look at not inviting somebody"),
    ("criterion_view", "View of a partner on the criteria"),
    ("data_request", "Request for what is held"),
    ("decision", "Decision of the local authority"),
    ("disclosure", "Line of the disclosure register"),
    ("disposal_proposed", "Proposal to dispose of the review"),
    ("emergency_seen", "Look at an opening in an emergency"),
    (
        "entry_check",
        "Check of an entry by whoever wrote it down at the time",
    ),
    ("family_contact", "Contact with the family"),
    ("file_taken_away", "File that was taken away"),
    ("hold", "What proceedings hold back"),
    ("home", "Where a child lives"),
    (
        "identity_answer",
        "Answer to a question about who somebody is",
    ),
    ("incident", "The incident"),
    ("lateness", "Why something is late"),
    ("learning_point", "Learning point"),
    ("learning_release", "Learning that was released"),
    (
        "leaving_words",
        "Question or answer about learning of others",
    ),
    ("legal_hold", "Legal hold"),
    ("legal_status", "Legal status, plans and services"),
    ("letter_out", "Letter"),
    ("line_of_enquiry", "Line of enquiry"),
    ("local_review_decision", "Decision on a local review"),
    ("message", "Message"),
    ("moment", "What somebody saw differently"),
    ("name_said", "What a name in the accounts is"),
    ("national_letter", "Letter of the national body"),
    ("notification", "Notification"),
    ("opened_again", "Opening again"),
    ("other_notification", "Other notification"),
    ("panel_pack", "Document for the national body"),
    (
        "partnership_item",
        "Learning that the partnership alone reads",
    ),
    (
        "partnership_item_opened",
        "Opening of learning that the partnership alone reads",
    ),
    ("passage_decided", "What became of a passage of a document"),
    ("pause", "Pause"),
    ("place_address", "Address of a place"),
    ("police_mark", "What the police ask to keep back"),
    ("practice_run", "Practice run"),
    ("practitioner_contact", "Contact with a practitioner"),
    ("proceedings", "Proceedings beside the review"),
    ("progress_check", "Look at time and quality"),
    ("protected", "Something kept from most"),
    ("publication_after", "What followed publication"),
    ("publication_approval", "Approval of publication"),
    ("publication_check", "Check before publication"),
    ("publication_day", "Day of publication"),
    ("publication_decision", "Decision on publication"),
    ("publication_delay", "Foreseen delay of publication"),
    ("publication_notice", "Notice before publication"),
    ("publication_reasons", "Reasons for delay of publication"),
    ("publication_version", "Version to be published"),
    ("quality_judgement", "Judgement on a quality marker"),
    (
        "quality_second_view",
        "Second view of a judgement on quality",
    ),
    (
        "reach",
        "What somebody who was there said of reaching a record",
    ),
    ("register_person", "Somebody whom accounts name"),
    ("register_place", "Place that accounts speak of"),
    (
        "register_withheld",
        "Note that somebody in the register is kept from most",
    ),
    ("relationship", "Relationship"),
    (
        "release_line",
        "Line that was ticked before learning was released to everybody",
    ),
    ("release_step", "Release of learning by one person"),
    ("report_text", "Part of the rapid review's report"),
    ("return_file", "Return that came back as a document"),
    ("return_form", "Return that was handed out as a document"),
    (
        "return_head",
        "Who answers for an agency, and what it found",
    ),
    ("return_query", "Question about a return"),
    ("return_signed", "Signing off of a return"),
    ("return_source", "Document that an agency brought in"),
    ("return_text", "Part of an agency's return"),
    ("review_draft", "Draft of the local review"),
    ("review_meeting", "Meeting"),
    ("reviewer", "Reviewer"),
    ("reviewer_note", "Note of the lead reviewer"),
    ("rows_taken", "Rows of a document that were taken in"),
    ("safety_line", "Safe now?"),
    ("same_incident", "Link between two cases of one incident"),
    ("school", "School or setting of a child"),
    ("sharing_check", "Check of learning before it is shared"),
    ("sharing_draft", "Learning that is to be shared"),
    (
        "sharing_family",
        "Whether the family knows that learning is shared",
    ),
    ("sharing_hold", "Hold on a release of learning"),
    ("sign_off", "Sign-off"),
    ("source_columns", "What the columns of a document hold"),
    ("staff_told", "Telling and support of people in a role"),
    ("subject", "Child or adult of the review"),
    ("taken_out", "Somebody taken out of the review"),
    ("team_place", "Place in the team"),
    ("terms_of_reference", "Terms of reference"),
    ("tie", "Relationship over time"),
    ("told", "Who was told"),
    ("told_first", "Who hears before publication"),
    ("transition", "Step"),
    ("transfer", "Handing over to another partnership"),
    (
        "under_eighteen_check",
        "Check that somebody was under eighteen",
    ),
    ("uptake", "What is done with learning of others"),
    ("withdrawal", "Withdrawal"),
    ("witness", "Note that somebody may be a witness"),
    ("working_file", "File of the lead reviewer"),
    ("working_note", "Working note of the lead reviewer"),
    ("written_request", "Written request for information"),
];

/// What a kind is called; its code where a newer version wrote it.
pub(super) fn words(code: &str) -> &'static str {
    let found = KINDS.iter().find(|(known, _)| *known == code);
    found.map_or("Other record", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::KINDS;

    /// The codes that the sources of the model give to kinds of records.
    fn of_the_model() -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/src/case");
        let mut found = BTreeSet::new();
        for file in fs::read_dir(folder).unwrap() {
            let source = fs::read_to_string(file.unwrap().path()).unwrap();
            let kinds = source.lines().filter_map(|line| {
                let rest = line.trim().strip_prefix("const KIND: &'static str = \"")?;
                rest.strip_suffix("\";").map(str::to_owned)
            });
            found.extend(kinds);
        }
        found
    }

    #[test]
    fn every_kind_of_record_has_words() {
        let known: BTreeSet<String> = KINDS.iter().map(|(code, _)| (*code).to_owned()).collect();
        let model = of_the_model();
        assert!(model.len() > 50);
        let without: Vec<&String> = model.difference(&known).collect();
        assert_eq!(without, Vec::<&String>::new());
    }
}
