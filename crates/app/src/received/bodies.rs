//! What envelopes between a partnership and the national body say. Each is none when it is no such body.

use model::case::{LetterSent, MessageSent, NotificationSent, RapidReviewSent};

/// The body of an envelope that carries a notification.
#[must_use]
pub fn body(text: &str) -> Option<NotificationSent> {
    serde_json::from_str(text).ok()
}

/// The body of an envelope that carries the report of a rapid review.
#[must_use]
pub fn report_body(text: &str) -> Option<RapidReviewSent> {
    serde_json::from_str(text).ok()
}

/// The body of an envelope that carries a letter of the national body.
#[must_use]
pub fn letter_body(text: &str) -> Option<LetterSent> {
    serde_json::from_str(text).ok()
}

/// The body of an envelope that carries a message.
#[must_use]
pub fn message_body(text: &str) -> Option<MessageSent> {
    serde_json::from_str(text).ok()
}
