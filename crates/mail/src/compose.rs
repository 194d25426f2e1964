//! A message as it travels (RFC 5322, MIME).

use std::time::{Duration, SystemTime};

use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};

use crate::address::Address;
use crate::failure::Failure;
use crate::letter::Organisation;
use crate::message::Message;

/// Who messages are from: the service, never a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The address that stands under `From`, to which relays send back what they could not deliver.
    pub address: Address,
    /// The name beside it.
    pub name: Option<Organisation>,
}

/// A header of ours that holds no text of anybody.
const fn fixed(name: &'static str) -> HeaderName {
    HeaderName::new_from_ascii_str(name)
}

/// The message as bytes: signs of ASCII only, lines that end with CR LF.
pub(crate) fn compose(sender: &Sender, message: &Message) -> Result<Vec<u8>, Failure> {
    let stamp = message.stamp();
    let microseconds = u64::try_from(stamp.at.microseconds()).map_err(|_| Failure::Unwritable)?;
    let date = SystemTime::UNIX_EPOCH + Duration::from_micros(microseconds);
    let id = format!("<{}@{}>", stamp.digits(), sender.address.domain());
    let name = sender.name.as_ref().map(|name| name.as_str().to_owned());
    let automatic = HeaderValue::new(fixed("Auto-Submitted"), "auto-generated".to_owned());
    // Exchange answers with "out of office" to what only says Auto-Submitted.
    let no_answers = HeaderValue::new(fixed("X-Auto-Response-Suppress"), "All".to_owned());
    lettre::Message::builder()
        .date(date)
        .message_id(Some(id))
        .from(Mailbox::new(name, sender.address.checked().clone()))
        .to(Mailbox::new(None, message.to().checked().clone()))
        .subject(message.subject())
        .raw_header(automatic)
        .raw_header(no_answers)
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN)
        .body(message.body().to_owned())
        .map(|composed| composed.formatted())
        .map_err(|_| Failure::Unwritable)
}
