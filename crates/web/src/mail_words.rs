//! The words of e-mails. Each says that there is something to do and in whose name; nothing else is known here.

use crate::texts::{t, t_with};

/// The words of an e-mail; its link stands between `before` and `after`.
pub struct MailWords {
    /// What the list of an inbox shows.
    pub subject: String,
    /// Paragraphs before the link.
    pub before: Vec<String>,
    /// Paragraphs after it.
    pub after: Vec<String>,
}

/// The words of a kind of e-mail, from an organisation.
#[must_use]
pub fn mail_words(kind: &str, organisation: &str, rehearsal: bool) -> MailWords {
    let (subject, words) = match kind {
        "request" => ("mail-subject-request", "mail-words-request"),
        "changed" => ("mail-subject-changed", "mail-words-changed"),
        "reminder" => ("mail-subject-reminder", "mail-words-reminder"),
        "check" => ("mail-subject-check", "mail-words-check"),
        "revisit" => ("mail-subject-revisit", "mail-words-revisit"),
        "digest" => ("mail-subject-digest", "mail-words-digest"),
        "question" => ("mail-subject-question", "mail-words-question"),
        "newer" => ("mail-subject-newer", "mail-words-newer"),
        "recall" => ("mail-subject-recall", "mail-words-recall"),
        "passed" => ("mail-subject-passed", "mail-words-passed"),
        _ => ("mail-subject-escalation", "mail-words-escalation"),
    };
    let of = |key: &str| t_with(key, &[("organisation", organisation.into())]);
    let mut before = Vec::new();
    if rehearsal {
        before.push(t("mail-rehearsal"));
    }
    // Last, because it leads to the link.
    before.push(of(words));
    let mut after = vec![t("mail-no-detail")];
    if kind != "escalation" {
        after.push(t("mail-forward"));
    }
    after.push(t("mail-no-answer"));
    MailWords {
        subject: of(subject),
        before,
        after,
    }
}
