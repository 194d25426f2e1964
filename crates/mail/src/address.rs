//! Where a message goes.

use std::fmt;

use thiserror::Error;

use crate::host::is_domain;

/// An e-mail address that can be written to. Its `Debug` does not show it, and it has no `Display`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    text: String,
    checked: lettre::Address,
}

/// Why something cannot be written to: a code for the form, and a sentence for the configuration. Does not repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressWrong {
    /// Nothing was given.
    #[error("give an e-mail address")]
    Missing,
    /// A line break or another sign that cannot be seen, or a space.
    #[error("give one e-mail address, without spaces and line breaks")]
    Space,
    /// No `@`, or several.
    #[error("give an e-mail address with one @, like name@example.org")]
    At,
    /// Letters outside the English alphabet. An international domain also has a form that begins with `xn--`.
    #[error(
        "give an e-mail address in English letters; a domain in other letters also has a form that begins with xn--"
    )]
    Letters,
    /// What stands before the `@`.
    #[error("check the part of the e-mail address before the @")]
    Name,
    /// What stands after the `@`.
    #[error("check the part of the e-mail address after the @, like example.org")]
    Domain,
}

impl AddressWrong {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "address-missing",
            Self::Space => "address-space",
            Self::At => "address-at",
            Self::Letters => "address-letters",
            Self::Name => "address-name",
            Self::Domain => "address-domain",
        }
    }
}

/// Longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
const LONGEST_NAME: usize = 64;
/// Longest address, in bytes (RFC 5321, 4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;

impl Address {
    /// An address as somebody typed it, with or without spaces around it. Quoted names, addresses of machines by number
    /// and domains without a dot are refused: nobody at work has one, and they are nearly always slips.
    ///
    /// # Errors
    /// [`AddressWrong`].
    pub fn parse(typed: &str) -> Result<Self, AddressWrong> {
        let text = typed.trim_matches([' ', '\t']);
        if text.is_empty() {
            return Err(AddressWrong::Missing);
        }
        if text
            .chars()
            .any(|sign| sign.is_whitespace() || sign.is_control())
        {
            return Err(AddressWrong::Space);
        }
        if !text.is_ascii() {
            return Err(AddressWrong::Letters);
        }
        let (name, domain) = text.split_once('@').ok_or(AddressWrong::At)?;
        if domain.contains('@') {
            return Err(AddressWrong::At);
        }
        if !is_name(name) {
            return Err(AddressWrong::Name);
        }
        if !is_domain(domain) || text.len() > LONGEST {
            return Err(AddressWrong::Domain);
        }
        let checked = text.parse().map_err(|_| AddressWrong::Domain)?;
        Ok(Self {
            text: text.to_owned(),
            checked,
        })
    }

    /// The address, for whoever delivers the message.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// What stands after the `@`.
    pub(crate) fn domain(&self) -> &str {
        self.checked.domain()
    }

    pub(crate) const fn checked(&self) -> &lettre::Address {
        &self.checked
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address([redacted])")
    }
}

/// An atom or several with dots between them (RFC 5322, 3.2.3).
fn is_name(name: &str) -> bool {
    let of_atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    name.len() <= LONGEST_NAME
        && name
            .split('.')
            .all(|atom| !atom.is_empty() && atom.bytes().all(of_atom))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn addresses_of_people_at_work_are_taken() {
        for typed in [
            "ana.example@aldermere.example",
            "  ana@aldermere.example\t",
            "o'neill+reviews@nhs.aldermere.example",
            "A_B-c@xn--bcher-kva.example",
        ] {
            let address = Address::parse(typed).unwrap();
            assert_eq!(address.expose(), typed.trim());
        }
    }

    #[test]
    fn what_cannot_be_written_to_says_what_to_look_at() {
        let long = format!("{}@a.example", "a".repeat(65));
        let far = format!("a@{}example", "a.".repeat(130));
        let label = format!("a@{}.example", "a".repeat(64));
        for (typed, wrong) in [
            ("", AddressWrong::Missing),
            ("  ", AddressWrong::Missing),
            ("a b@c.example", AddressWrong::Space),
            ("a@c.example\r\nBcc: b@c.example", AddressWrong::Space),
            ("a@c.example\n", AddressWrong::Space),
            ("a\0@c.example", AddressWrong::Space),
            ("a@c.example\u{2028}", AddressWrong::Space),
            ("a.example", AddressWrong::At),
            ("a@b@c.example", AddressWrong::At),
            ("a@b.example,c@d.example", AddressWrong::At),
            ("ä@c.example", AddressWrong::Letters),
            ("a@bücher.example", AddressWrong::Letters),
            ("@c.example", AddressWrong::Name),
            (".a@c.example", AddressWrong::Name),
            ("a..b@c.example", AddressWrong::Name),
            ("\"a\"@c.example", AddressWrong::Name),
            ("Ana<a@c.example>", AddressWrong::Name),
            (&long, AddressWrong::Name),
            ("a@", AddressWrong::Domain),
            ("a@council", AddressWrong::Domain),
            ("a@c..example", AddressWrong::Domain),
            ("a@-c.example", AddressWrong::Domain),
            ("a@c.example>", AddressWrong::Domain),
            ("a@[127.0.0.1]", AddressWrong::Domain),
            ("a@127.0.0.1", AddressWrong::Domain),
            (&far, AddressWrong::Domain),
            (&label, AddressWrong::Domain),
        ] {
            assert_eq!(Address::parse(typed), Err(wrong), "{typed:?}");
        }
    }

    #[test]
    fn an_address_is_not_printed_by_accident() {
        let address = Address::parse("ana@aldermere.example").unwrap();
        assert!(!format!("{address:?}").contains("ana"));
    }
}
