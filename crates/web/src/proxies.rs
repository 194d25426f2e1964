//! Where a visitor really is, when a proxy stands in front.
//!
//! Anybody can send an `X-Forwarded-For` header, so only what a trusted proxy added is believed: the
//! line is read from its right end, past the proxies that are trusted, to the first address that is not.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use http::HeaderMap;

const FORWARDED_FOR: &str = "x-forwarded-for";
/// A household or an office has a network of this many bits: who has one has all its addresses.
const VISITOR_BITS: u32 = 64;

/// An address, or a network as `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

/// A text that is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write an address such as 192.0.2.1, or a network such as 10.0.0.0/8 or fd00::/8")]
pub struct NoNetwork;

/// The proxies that are trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| NoNetwork)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => most,
            Some(bits) => bits.parse().map_err(|_| NoNetwork)?,
        };
        if bits > most {
            return Err(NoNetwork);
        }
        Ok(Self { address, bits })
    }
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let away = 32 - self.bits;
                own.to_bits().checked_shr(away) == other.to_bits().checked_shr(away)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let away = 128 - self.bits;
                own.to_bits().checked_shr(away) == other.to_bits().checked_shr(away)
            }
            _ => false,
        }
    }
}

impl Proxies {
    /// These and no others.
    #[must_use]
    pub const fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }

    /// Where the visitor is, from the address of the connection and what proxies said.
    pub(crate) fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut found = peer.to_canonical();
        let lines: Vec<&str> = headers
            .get_all(FORWARDED_FOR)
            .iter()
            .map(|line| line.to_str().unwrap_or("?"))
            .collect();
        for said in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.trusts(found) {
                break;
            }
            // What cannot be read was not written by a proxy of ours.
            let Some(address) = address_in(said) else {
                break;
            };
            found = address;
        }
        found
    }
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn address_in(said: &str) -> Option<IpAddr> {
    let said = said.trim();
    let alone = said
        .strip_prefix('[')
        .and_then(|rest| rest.split(']').next())
        .unwrap_or(said);
    let address: Option<IpAddr> = alone.parse().ok();
    let with_port = || {
        said.parse()
            .ok()
            .map(|address: std::net::SocketAddr| address.ip())
    };
    address
        .or_else(with_port)
        .map(|address| address.to_canonical())
}

/// The name under which attempts from an address are counted.
pub(crate) fn counted(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = address.to_bits() >> (128 - VISITOR_BITS) << (128 - VISITOR_BITS);
            Ipv6Addr::from_bits(network).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn visitor(trusted: &[&str], peer: &str, said: &[&str]) -> String {
        let networks = trusted.iter().map(|text| text.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for line in said {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let found = Proxies::new(networks).visitor(peer.parse().unwrap(), &headers);
        found.to_string()
    }

    #[test]
    fn without_a_trusted_proxy_nothing_is_believed() {
        assert_eq!(visitor(&[], "192.0.2.7", &["203.0.113.1"]), "192.0.2.7");
        assert_eq!(
            visitor(&["10.0.0.0/8"], "192.0.2.7", &["203.0.113.1"]),
            "192.0.2.7",
            "the connection is not the proxy's"
        );
    }

    #[test]
    fn what_a_visitor_adds_on_the_left_is_not_believed() {
        let trusted = ["10.0.0.0/8"];
        let said = ["198.51.100.9, 203.0.113.1"];
        assert_eq!(visitor(&trusted, "10.0.0.1", &said), "203.0.113.1");
        let two_lines = ["198.51.100.9", "10.9.9.9, 203.0.113.1", "10.0.0.2"];
        assert_eq!(visitor(&trusted, "10.0.0.1", &two_lines), "203.0.113.1");
        assert_eq!(visitor(&trusted, "10.0.0.1", &["rubbish"]), "10.0.0.1");
        assert_eq!(
            visitor(&trusted, "10.0.0.1", &["203.0.113.1, rubbish"]),
            "10.0.0.1"
        );
        assert_eq!(visitor(&trusted, "10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn ports_brackets_and_mapped_addresses_are_read() {
        let trusted = ["::1", "127.0.0.1"];
        assert_eq!(
            visitor(&trusted, "::1", &["[2001:db8::5]:443"]),
            "2001:db8::5"
        );
        assert_eq!(
            visitor(&trusted, "::ffff:127.0.0.1", &["203.0.113.1:5000"]),
            "203.0.113.1"
        );
        assert_eq!(
            visitor(&trusted, "127.0.0.1", &["::ffff:203.0.113.1"]),
            "203.0.113.1"
        );
    }

    #[test]
    fn a_network_has_its_bits() {
        let network: Network = "192.168.16.0/20".parse().unwrap();
        assert!(network.holds("192.168.31.255".parse().unwrap()));
        assert!(!network.holds("192.168.32.0".parse().unwrap()));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.holds("1.2.3.4".parse().unwrap()) && !all.holds("::1".parse().unwrap()));
        for wrong in ["", "10.0.0.0/33", "::/129", "proxy.example", "10.0.0.0/x"] {
            assert_eq!(wrong.parse::<Network>(), Err(NoNetwork), "{wrong}");
        }
    }

    #[test]
    fn one_network_of_the_new_kind_counts_as_one_visitor() {
        let name = |text: &str| counted(text.parse().unwrap());
        assert_eq!(name("2001:db8::1"), name("2001:db8::ffff:1"));
        assert_ne!(name("2001:db8::1"), name("2001:db8:0:1::1"));
        assert_eq!(name("192.0.2.7"), "192.0.2.7");
    }
}
