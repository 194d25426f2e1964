//! What the purpose of a text leaves alone.

use crate::kind::{Kind, Why};
use crate::options::Policy;

/// Words for a patient's number.
const NUMBERS: [&str; 9] = [
    "nhs number",
    "nhs no",
    "nhs:",
    "nhs #",
    "mrn",
    "hospital number",
    "hospital no",
    "chi number",
    "patient id",
];

/// Words of a clinic.
const CUES: [&str; 31] = [
    "clinic",
    "outpatient",
    "ward round",
    "consultant",
    "diagnos",
    "prescri",
    " mg",
    "mg ",
    "mcg",
    " units",
    "dose",
    "tablet",
    "examination",
    "blood pressure",
    "bp ",
    "hba1c",
    "ferritin",
    "follow-up",
    "follow up",
    "discharge",
    "admitted",
    "surgery",
    "symptom",
    "treatment",
    "medication",
    "referr",
    "reviewed",
    "ecg",
    "mri",
    "x-ray",
    "bloods",
];

/// Words that say that a text is not a clinic's alone.
const SAFEGUARDS: [&str; 9] = [
    "safeguarding",
    "child protection",
    "social worker",
    "social care",
    "section 47",
    "strategy meeting",
    "police",
    "rapid review",
    "foster",
];

/// Whether the text is plainly a note of a clinic.
pub(crate) fn is_clinical_note(text: &str) -> bool {
    const LONGEST: usize = 20_000;
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_lowercase();
    let named = NUMBERS.iter().any(|word| lower.contains(word));
    let count = CUES.iter().filter(|word| lower.contains(*word)).count();
    let is_about_safety = SAFEGUARDS.iter().any(|word| lower.contains(word));
    named && count >= 2 && !is_about_safety
}

/// Whether a finding is left alone under the policy.
pub(crate) fn leaves_alone(policy: Policy, kind: Kind, why: Why) -> bool {
    let known = matches!(
        why,
        Why::Known
            | Why::KnownForm
            | Why::KnownMisspelt
            | Why::KnownBirth
            | Why::KnownInitials
            | Why::KnownLetters
    );
    match policy {
        Policy::Release | Policy::ByText => false,
        Policy::ClinicalNote => {
            matches!(
                kind,
                Kind::Date
                    | Kind::Practitioner
                    | Kind::Amount
                    | Kind::Role
                    | Kind::Other
                    | Kind::Group
                    | Kind::Age
            ) && !(known && kind != Kind::Practitioner)
        }
    }
}
