//! The way to a relay, encrypted. Certificates and key are those of the tests of signing in: good until 2126, for
//! `localhost`.

use std::sync::Arc;
use std::time::Duration;

use mail::{Failure, Mailer as _, Relay, SignIn, Smtp, Tls};
use model::Sensitive;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::relay::{Behaviour, Heard, relay};
use crate::support::{message, sender};

const AUTHORITY: &[u8] = include_bytes!("../../../oidc/tests/data/authority.pem");
const ANOTHER: &[u8] = include_bytes!("../../../oidc/tests/data/another.pem");
const CERTIFICATE: &[u8] = include_bytes!("../../../oidc/tests/data/localhost.pem");
const KEY: &[u8] = include_bytes!("../../../oidc/tests/data/localhost.pkcs8");

fn of_localhost() -> Arc<ServerConfig> {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(KEY));
    let config = ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()],
            key,
        )
        .unwrap();
    Arc::new(config)
}

fn way(host: &str, port: u16, tls: Tls, authorities: Option<&[u8]>) -> Relay {
    Relay {
        host: host.to_owned(),
        port,
        tls,
        sign_in: Some(SignIn {
            user: "throughline".to_owned(),
            password: Sensitive("secret".to_owned()),
        }),
        authorities: authorities.map(<[u8]>::to_vec),
        timeout: Duration::from_secs(3),
    }
}

/// What comes of a message to a relay that encrypts so.
fn sent(
    tls: Tls,
    host: &str,
    authorities: Option<&[u8]>,
    offers: &[&'static str],
) -> (Result<(), Failure>, Heard) {
    let relay = relay(Behaviour {
        answers: Vec::new(),
        offers: offers.to_vec(),
        tls: Some((of_localhost(), tls == Tls::Wrapper)),
    });
    let way = way(host, relay.port, tls, authorities);
    let result = Smtp::new(way, sender()).unwrap().send(&message());
    (result, relay.heard())
}

const OFFERS: [&str; 2] = ["STARTTLS", "AUTH PLAIN"];

#[test]
fn a_message_arrives_encrypted_from_the_first_byte() {
    let (result, heard) = sent(Tls::Wrapper, "localhost", Some(AUTHORITY), &OFFERS);
    assert_eq!(result, Ok(()));
    assert!(heard.message.is_some());
    assert_eq!(heard.in_the_clear, 0);
}

#[test]
fn a_message_arrives_encrypted_with_starttls() {
    let (result, heard) = sent(Tls::Required, "localhost", Some(AUTHORITY), &OFFERS);
    assert_eq!(result, Ok(()));
    assert!(heard.message.is_some());
    let clear = heard.commands.get(..heard.in_the_clear).unwrap();
    assert_eq!(
        clear,
        ["EHLO reviews.example", "STARTTLS"],
        "nothing else in the clear"
    );
}

#[test]
fn a_relay_that_does_not_offer_to_encrypt_hears_nothing() {
    let (result, heard) = sent(Tls::Required, "localhost", Some(AUTHORITY), &["AUTH PLAIN"]);
    assert_eq!(result, Err(Failure::NotEncrypted));
    assert_eq!(heard.commands, ["EHLO reviews.example", "QUIT"]);
}

#[test]
fn what_somebody_slipped_in_before_the_encryption_is_not_taken_for_an_answer_to_the_message() {
    let relay = relay(Behaviour {
        answers: vec![("STARTTLS", "220 go on\r\n250-relay\r\n250 AUTH PLAIN")],
        offers: OFFERS.to_vec(),
        tls: Some((of_localhost(), false)),
    });
    let way = way("localhost", relay.port, Tls::Required, Some(AUTHORITY));
    let result = Smtp::new(way, sender()).unwrap().send(&message());
    assert_eq!(result, Err(Failure::BrokenOff));
    assert!(relay.heard().message.is_none());
}

#[test]
fn a_certificate_of_another_authority_or_another_host_is_not_trusted() {
    for tls in [Tls::Wrapper, Tls::Required] {
        for (host, authorities) in [
            ("localhost", Some(ANOTHER)),
            ("localhost", None),
            ("127.0.0.1", Some(AUTHORITY)),
        ] {
            let (result, heard) = sent(tls, host, authorities, &OFFERS);
            assert_eq!(result, Err(Failure::Untrusted), "{tls:?} {host}");
            let secret = heard.commands.iter().any(|said| said.contains("AUTH"));
            assert!(!secret && heard.message.is_none());
        }
    }
    assert!(Failure::Untrusted.again() && Failure::Untrusted.needs_the_operator());
}
