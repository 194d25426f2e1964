//! Names of machines and domains.

use std::net::IpAddr;

/// Longest part of a domain, in bytes (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;
/// Longest domain, in bytes.
const LONGEST: usize = 253;

fn is_label(label: &str) -> bool {
    let of_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=LONGEST_LABEL).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(of_label)
}

/// Names with dots between them, of which the last is no number: else it would be an address by number.
fn are_labels(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    text.len() <= LONGEST
        && text.split('.').all(is_label)
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

/// A domain with a dot in it.
pub(crate) fn is_domain(text: &str) -> bool {
    text.contains('.') && are_labels(text)
}

/// A machine, by its name or its number.
pub(crate) fn is_host(text: &str) -> bool {
    are_labels(text) || text.parse::<IpAddr>().is_ok()
}

/// Whether a host is this machine: RFC 6761 gives `localhost` to it.
pub(crate) fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}
