//! A provider with a certificate of an authority of its own. Certificates and key lie in `tests/data`, are good until 2126, and
//! are for `localhost` in this test alone.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use oidc::{Failure, Provider};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;

use crate::support::{NOW, at, plain_ask, settings};

const AUTHORITY: &[u8] = include_bytes!("../data/authority.pem");
const ANOTHER: &[u8] = include_bytes!("../data/another.pem");
const CERTIFICATE: &[u8] = include_bytes!("../data/localhost.pem");
const KEY: &[u8] = include_bytes!("../data/localhost.pkcs8");

/// Answers so many connections over TLS, with a description or keys; returns the issuer.
fn served(connections: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap();
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(KEY));
    let config = versions
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let (config, of_thread) = (Arc::new(config), issuer.clone());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(connections) {
            // Whoever does not trust the certificate goes away in the middle.
            drop(answer(stream.unwrap(), &config, &of_thread));
        }
    });
    issuer
}

fn answer(stream: TcpStream, config: &Arc<ServerConfig>, issuer: &str) -> std::io::Result<()> {
    let connection = ServerConnection::new(Arc::clone(config)).unwrap();
    let mut reader = BufReader::new(StreamOwned::new(connection, stream));
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut header = "-".to_owned();
    while !header.trim().is_empty() {
        header.clear();
        reader.read_line(&mut header)?;
    }
    let text = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"], "keys": [],
    })
    .to_string();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
    let tls = reader.get_mut();
    write!(tls, "{head}Content-Length: {}\r\n\r\n{text}", text.len())?;
    tls.conn.send_close_notify();
    tls.flush()
}

fn asked(authorities: Option<&[u8]>, connections: usize) -> Result<String, Failure> {
    let issuer = served(connections);
    let mut settings = settings(issuer);
    settings.insecure_loopback = false;
    settings.authorities = authorities.map(<[u8]>::to_vec);
    Provider::new(settings).unwrap().ask(&plain_ask(), at(NOW))
}

#[test]
fn the_authority_that_is_configured_is_trusted_and_no_other() {
    let address = asked(Some(AUTHORITY), 2).unwrap();
    assert!(address.starts_with("https://localhost:"), "{address}");
    let both = [ANOTHER, AUTHORITY].concat();
    assert!(asked(Some(&both), 2).is_ok());
    assert_eq!(asked(Some(ANOTHER), 1), Err(Failure::Unreachable));
    assert_eq!(
        asked(None, 1),
        Err(Failure::Unreachable),
        "no public one signed it"
    );
}
