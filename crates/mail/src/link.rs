//! Where the link in a message leads: to a place that is the same for every case.

use std::fmt;

use thiserror::Error;

use crate::host::{is_host, is_loopback};

/// The address under which people reach the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site(String);

/// Where a link leads. A page of a case is not among them: the address of one would say which case it is, and to
/// whoever follows from message to message, who works on it. People sign in and find what waits for them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// The page on which people sign in.
    SignIn,
    /// The answer to a request. It names the request and nothing else: whoever is not named for it sees nothing there.
    Answer {
        /// The code of the organisation that asks.
        organisation: &'a str,
        /// The id of the request.
        request: &'a str,
    },
}

/// Why there is no such link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LinkWrong {
    /// The address of the service.
    #[error(
        "base_url: give the whole address with https and without a slash at its end; http is for this machine"
    )]
    Site,
    /// An organisation's code has small letters, digits and dashes.
    #[error("not a code of an organisation")]
    Organisation,
    /// An id has letters, digits and dashes.
    #[error("not the id of a request")]
    Request,
}

/// A whole address for a message. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(String);

/// Longest address of a service, code and token, in characters.
const LONGEST: usize = 200;

impl Site {
    /// The service under this address, such as `https://reviews.example`.
    ///
    /// # Errors
    /// [`LinkWrong::Site`] when it is not `https` (or `http` on this machine), or has a query, a user, a slash at its
    /// end, or signs that do not belong there.
    pub fn new(base_url: &str) -> Result<Self, LinkWrong> {
        let (scheme, rest) = base_url.split_once("://").ok_or(LinkWrong::Site)?;
        let (authority, path) = rest
            .split_once('/')
            .map_or((rest, None), |(a, p)| (a, Some(p)));
        let (host, port) = authority
            .rsplit_once(':')
            .map_or((authority, None), |(host, port)| (host, Some(port)));
        let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok());
        let path_fits = path.is_none_or(|path| path.split('/').all(|part| is_plain(part, LONGEST)));
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        let loopback = is_loopback(host);
        let scheme_fits = scheme == "https" || (scheme == "http" && loopback);
        if base_url.len() > LONGEST || !(port_fits && path_fits && is_host(host) && scheme_fits) {
            return Err(LinkWrong::Site);
        }
        Ok(Self(base_url.to_owned()))
    }
}

/// Letters, digits, dashes and low lines.
fn is_plain(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Small letters, digits and dashes.
fn is_code(text: &str) -> bool {
    let of_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(of_code)
}

impl Link {
    /// The link to a place of the service.
    ///
    /// # Errors
    /// [`LinkWrong::Organisation`], [`LinkWrong::Token`].
    pub fn new(site: &Site, place: Place<'_>) -> Result<Self, LinkWrong> {
        let base = &site.0;
        Ok(Self(match place {
            Place::SignIn => format!("{base}/sign-in"),
            Place::Answer { organisation, .. } if !is_code(organisation) => {
                return Err(LinkWrong::Organisation);
            }
            Place::Answer { request, .. } if !is_plain(request, LONGEST) => {
                return Err(LinkWrong::Request);
            }
            Place::Answer {
                organisation,
                request,
            } => format!("{base}/answer/{organisation}/{request}"),
        }))
    }

    /// The address, for the message.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link([redacted])")
    }
}

impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SignIn => "SignIn",
            Self::Answer { .. } => "Answer",
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn a_service_has_a_whole_address() {
        for right in [
            "https://reviews.example",
            "https://reviews.example:8443/throughline",
            "https://10.0.0.1",
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
        ] {
            assert!(Site::new(right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "reviews.example",
            "http://reviews.example",
            "https://",
            "https://re views.example",
            "https://reviews..example",
            "https://reviews.example/",
            "https://reviews.example/?a=b",
            "https://reviews.example#a",
            "https://ana@reviews.example",
            "https://reviews.example:port",
            "https://reviews.example\r\nBcc: a@b.example",
            "javascript://localhost",
        ] {
            assert_eq!(Site::new(wrong), Err(LinkWrong::Site), "{wrong}");
        }
    }

    #[test]
    fn a_link_leads_to_a_place_and_nowhere_else() {
        let site = Site::new("https://reviews.example").unwrap();
        let link = |organisation, request| {
            let place = Place::Answer {
                organisation,
                request,
            };
            Link::new(&site, place).map(|link| link.as_str().to_owned())
        };
        assert_eq!(
            link("aldermere", "0198-ab").unwrap(),
            "https://reviews.example/answer/aldermere/0198-ab"
        );
        for wrong in ["", "a/b", "..", "a b", "a?b", "a\nb", &"a".repeat(201)] {
            assert_eq!(link(wrong, "0198-ab"), Err(LinkWrong::Organisation));
            assert_eq!(link("aldermere", wrong), Err(LinkWrong::Request));
        }
    }

    #[test]
    fn a_link_is_not_printed_by_accident() {
        let site = Site::new("https://reviews.example").unwrap();
        let place = Place::Answer {
            organisation: "aldermere",
            request: "0198-ab",
        };
        let link = Link::new(&site, place).unwrap();
        assert!(!format!("{place:?} {link:?}").contains("0198"));
    }
}
