//! What each kind of record holds of names, places and numbers, so that a new kind is not forgotten: a test goes through the
//! sources of the model.

use super::KnownKind::{self, Adult, Child, Practitioner};
use super::own;
use super::read::Reading;
use vault::{OnRecord, VaultError};

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// A name, or several.
    Names(KnownKind),
    /// The name by which somebody wants to be called; the field named here says who.
    NameOf(&'static str),
    /// Name and role of one or several people.
    Who,
    /// Whom one can turn to, and how they are reached.
    Contact,
    /// Prose in which people are named.
    Prose(KnownKind),
    /// Where something is.
    Place,
    /// A school or setting.
    School,
    /// An organisation, where it is one by its name.
    Organisation,
    /// An address.
    Address,
    /// A reference, number or address of a post box, and nothing else.
    Identifier,
    /// What something was, and its reference.
    Reference,
    /// A day that matters.
    Day,
    /// The id of a local authority.
    Authority,
    /// The id of somebody who signs in here.
    Signs,
    /// The same, of whom nobody may know that they stand there.
    SignsUnseen,
    /// Names of whom nobody may know that they stand there.
    NamesUnseen,
}

/// Reads a record that says in several fields together what its names are.
pub(super) type Own = fn(&mut Reading, &OnRecord) -> Result<(), VaultError>;

/// What a kind of record holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// These fields, by their path in the record; lists are gone through, and `*` is any one field.
    Fields(&'static [(&'static str, Holds)]),
    /// What only code knows.
    Own(Own),
    /// No name of its own, because of this.
    Nothing(#[cfg_attr(not(test), expect(dead_code, reason = "people read it"))] &'static str),
}

use Holds::{
    Address, Authority, Contact, Day, Identifier, NameOf, Names, NamesUnseen, Organisation, Place,
    Prose, Reference, School, Signs, SignsUnseen, Who,
};
use Kind::{Fields, Nothing};

/// Prose, beside codes, dates and ids: what it names is on record where it was met first.
const PROSE: &str = "prose beside codes, days and ids";
/// Codes, dates and ids.
const CODES: &str = "codes, days and ids";
/// What is to leave is what the check itself reads.
const LEAVES: &str = "it is what the check reads, or who decided in it, who signs in here";
/// What the lead reviewer keeps for themself.
const SHUT: &str = "it is the lead reviewer's own and stays shut to everybody";

/// Of each kind by its code what it holds.
pub(super) const KINDS: &[(&str, Kind)] = &[
    ("access_request", Fields(&[("person", Signs)])),
    ("action", Fields(&[("owner", Who)])),
    (
        "affected_area",
        Fields(&[
            ("authority", Authority),
            ("told.whom", Who),
            ("told.by", Who),
        ]),
    ),
    (
        "agency_involved",
        Fields(&[
            ("named", Organisation),
            ("contact", Contact),
            ("reach", Contact),
        ]),
    ),
    ("agency_request", Kind::Own(own::request)),
    ("authorisation", Nothing(CODES)),
    ("brought_in", Fields(&[("local_reference", Identifier)])),
    ("chronology_entry", Kind::Own(own::entry)),
    ("chronology_event", Nothing(CODES)),
    ("chronology_filter", Nothing(PROSE)),
    ("chronology_taken", Fields(&[("to", Who)])),
    ("closing", Nothing(PROSE)),
    ("concern_passed_on", Nothing(CODES)),
    (
        "conflict_line",
        Fields(&[
            ("person", SignsUnseen),
            ("named", NamesUnseen),
            ("not_them", SignsUnseen),
        ]),
    ),
    ("consideration", Fields(&[("there", Who)])),
    ("countersigned", Nothing(PROSE)),
    (
        "criterion_view",
        Fields(&[
            ("given_by", Who),
            ("cover_for", Who),
            ("on_behalf.source", Who),
        ]),
    ),
    ("data_request", Fields(&[("from", Who)])),
    ("decision", Nothing(PROSE)),
    (
        "disclosure",
        Fields(&[("asked_by", Who), ("decided_by", Who), ("to_whom", Who)]),
    ),
    ("disposal_proposed", Fields(&[("proposed_by", Signs)])),
    ("emergency_seen", Nothing(PROSE)),
    ("entry_check", Fields(&[("person", Signs)])),
    (
        "family_contact",
        Fields(&[
            ("name_wanted", NameOf("person")),
            ("contact", Contact),
            ("told.told.by", Who),
            ("told.not_told.decided_by", Who),
            ("told.not_yet.by", Signs),
        ]),
    ),
    ("file_taken_away", Fields(&[("added_by", Signs)])),
    (
        "hold",
        Fields(&[
            ("asked_by", Who),
            ("lifts", Who),
            ("lifted.by", Who),
            ("person", Signs),
        ]),
    ),
    (
        "home",
        Fields(&[("authority", Authority), ("elsewhere", Place)]),
    ),
    ("identity_answer", Nothing(PROSE)),
    (
        "incident",
        Fields(&[
            ("place", Place),
            ("authority", Authority),
            ("happened", Day),
            ("first_known", Day),
            ("first_known_by", Who),
            ("raised.by", Who),
            ("raised.agency", Organisation),
            ("raised.agreed_by", Who),
        ]),
    ),
    ("lateness", Nothing(PROSE)),
    ("learning_point", Nothing(PROSE)),
    ("learning_release", Nothing(LEAVES)),
    ("leaving_words", Nothing(LEAVES)),
    (
        "legal_hold",
        Fields(&[("asked_by", Who), ("put_by", Signs)]),
    ),
    ("legal_status", Nothing(CODES)),
    ("letter_out", Fields(&[("to", Contact)])),
    ("line_of_enquiry", Nothing(PROSE)),
    ("local_review_decision", Fields(&[("decided_by", Who)])),
    ("message", Fields(&[("from", Who)])),
    ("moment", Nothing("it is told by role")),
    ("name_said", Kind::Own(own::name_said)),
    ("national_letter", Fields(&[("stands.approved.by", Signs)])),
    (
        "notification",
        Fields(&[
            ("notifier", Who),
            ("phone", Identifier),
            ("email", Identifier),
            ("siblings", Prose(Child)),
        ]),
    ),
    ("opened_again", Nothing(PROSE)),
    (
        "other_notification",
        Fields(&[
            ("name", Organisation),
            ("stands.*.by", Who),
            ("stands.*.reference", Reference),
        ]),
    ),
    ("panel_pack", Fields(&[("to", Who)])),
    ("partnership_item", Nothing(LEAVES)),
    ("partnership_item_opened", Nothing(CODES)),
    ("passage_decided", Nothing(PROSE)),
    ("pause", Fields(&[("lifts", Who)])),
    ("place_address", Fields(&[("address", Address)])),
    ("police_mark", Fields(&[("advised_by", Who)])),
    ("practice_run", Nothing(CODES)),
    (
        "practitioner_contact",
        Fields(&[
            ("name", Names(Practitioner)),
            ("told.told.by", Who),
            ("told.not_told.decided_by", Who),
            ("told.not_yet.by", Signs),
            ("feedback.by", Who),
        ]),
    ),
    (
        "proceedings",
        Fields(&[
            ("reference", Identifier),
            ("reference", Reference),
            ("contact", Contact),
            ("second_contact", Contact),
            ("person", Signs),
        ]),
    ),
    ("progress_check", Fields(&[("by", Who)])),
    ("protected", Kind::Own(own::protected)),
    ("publication_after", Fields(&[("kept_by", Who)])),
    (
        "publication_approval",
        Fields(&[
            ("given_by", Who),
            ("cover_for", Who),
            ("on_behalf.source", Who),
        ]),
    ),
    ("publication_check", Fields(&[("by", Who)])),
    ("publication_day", Nothing(CODES)),
    ("publication_decision", Fields(&[("decided_by", Who)])),
    ("publication_delay", Fields(&[("by", Who)])),
    ("publication_notice", Fields(&[("by", Who), ("whom", Who)])),
    ("publication_reasons", Fields(&[("by", Who)])),
    ("publication_version", Nothing(PROSE)),
    ("quality_judgement", Nothing(PROSE)),
    ("quality_second_view", Nothing(PROSE)),
    ("reach", Fields(&[("said_by", Who)])),
    ("register_person", Kind::Own(own::person)),
    ("register_place", Kind::Own(own::place)),
    ("register_withheld", Nothing(CODES)),
    ("relationship", Fields(&[("more", Prose(Adult))])),
    ("release_line", Fields(&[("by", Who)])),
    ("release_step", Fields(&[("person", Signs)])),
    ("report_text", Nothing(PROSE)),
    (
        "return_file",
        Fields(&[
            ("handed_in_for.author", Who),
            ("handed_in_for.person", Signs),
            ("handed_in_for.by", Signs),
        ]),
    ),
    ("return_form", Nothing(CODES)),
    (
        "return_head",
        Fields(&[("author", Who), ("searched.looked_for", Prose(Adult))]),
    ),
    (
        "return_query",
        Fields(&[("by", Signs), ("answers.by", Signs)]),
    ),
    ("return_signed", Nothing("who signs is who wrote it")),
    ("return_source", Nothing(PROSE)),
    ("return_text", Nothing(PROSE)),
    ("review_draft", Fields(&[("with", Who)])),
    (
        "review_meeting",
        Fields(&[("attended", Who), ("apologies", Who)]),
    ),
    (
        "reviewer",
        Fields(&[
            ("name", Names(Practitioner)),
            ("person", Signs),
            ("checked_by", Who),
        ]),
    ),
    ("reviewer_note", Nothing(PROSE)),
    ("rows_taken", Nothing(CODES)),
    (
        "safety_line",
        Fields(&[("referral.to", Who), ("person", Signs)]),
    ),
    ("same_incident", Fields(&[("goes_on", Identifier)])),
    ("school", Fields(&[("place", School)])),
    ("sharing_check", Nothing(LEAVES)),
    ("sharing_draft", Nothing(LEAVES)),
    ("sharing_family", Nothing(LEAVES)),
    ("sharing_hold", Fields(&[("lifts", Signs)])),
    (
        "sign_off",
        Fields(&[
            ("given_by", Who),
            ("cover_for", Who),
            ("on_behalf.source", Who),
        ]),
    ),
    ("source_columns", Nothing(CODES)),
    ("staff_told", Fields(&[("by", Who)])),
    ("subject", Kind::Own(own::subject)),
    ("taken_out", Kind::Own(own::taken_out)),
    (
        "team_place",
        Fields(&[("person", Signs), ("sections.agreed_by", Who)]),
    ),
    ("terms_of_reference", Nothing(PROSE)),
    ("tie", Nothing(PROSE)),
    (
        "told",
        Fields(&[("whom", Who), ("by", Who), ("reference", Reference)]),
    ),
    (
        "told_first",
        Fields(&[("told.by", Who), ("not_first.decided_by", Who)]),
    ),
    (
        "transfer",
        Fields(&[("proposed_by", Signs), ("confirmed_by", Signs)]),
    ),
    (
        "transition",
        Fields(&[
            ("details.national_reference", Identifier),
            ("details.national_reference", Reference),
            ("details.agreed_by", Who),
            ("details.views.given_by", Who),
            ("details.to_area", Organisation),
        ]),
    ),
    ("under_eighteen_check", Fields(&[("by", Who)])),
    ("uptake", Fields(&[("responsible", Who)])),
    ("withdrawal", Fields(&[("views.given_by", Who)])),
    ("witness", Fields(&[("person", Signs), ("said_by", Who)])),
    ("working_file", Nothing(SHUT)),
    ("working_note", Nothing(SHUT)),
    ("written_request", Fields(&[("asked_by", Who)])),
];

/// What a kind holds; nothing where a newer version wrote it, which no program that is not as new reads.
pub(super) fn of(code: &str) -> Option<Kind> {
    let found = KINDS.iter().find(|(known, _)| *known == code);
    found.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for file in fs::read_dir(folder).unwrap() {
            let path: PathBuf = file.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }

    fn of_the_model() -> Vec<String> {
        let mut found = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/src"),
            &mut found,
        );
        found
    }

    #[test]
    fn every_kind_of_the_model_says_what_it_holds() {
        let mut kinds = BTreeSet::new();
        for source in of_the_model() {
            let lines = source.lines().filter_map(|line| {
                let rest = line.trim().strip_prefix("const KIND: &'static str = \"")?;
                rest.strip_suffix("\";").map(str::to_owned)
            });
            kinds.extend(lines);
        }
        assert!(kinds.len() > 100);
        let known: BTreeSet<String> = KINDS.iter().map(|(code, _)| (*code).to_owned()).collect();
        assert_eq!(kinds, known, "each kind once, and no other");
        assert_eq!(KINDS.len(), known.len());
    }

    #[test]
    fn every_field_that_is_read_is_one_of_the_model() {
        let all = of_the_model();
        for (code, kind) in KINDS {
            match kind {
                Kind::Fields(fields) => {
                    for (path, _) in *fields {
                        for step in path.split('.').filter(|step| *step != "*") {
                            // A variant stands there with a capital.
                            let field = format!("{step}: ");
                            let variant: String = step.split('_').map(capital).collect();
                            let there =
                                |one: &&String| one.contains(&field) || one.contains(&variant);
                            assert!(all.iter().any(|one| there(&one)), "{code}: {path}");
                        }
                    }
                }
                Kind::Nothing(why) => assert!(!why.is_empty()),
                Kind::Own(_) => {}
            }
        }
    }

    fn capital(word: &str) -> String {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }
}
