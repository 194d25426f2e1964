//! What comes from elsewhere once its envelope is open, and what somebody put into a backup or a configuration.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use app::App;
use app::post::{KNOWN, asks_the_post};
use app::received::{body, letter_body, message_body, report_body, said};
use model::scheme::Scheme;
use throughline::config::Config;
use throughline::manifest::{Manifest, Signed};

use super::{line_and_rest, lossy};

fn scheme() -> Option<&'static Scheme> {
    static SCHEME: OnceLock<Option<Scheme>> = OnceLock::new();
    let scheme = SCHEME.get_or_init(|| {
        let all = App::shipped_schemes().ok()?;
        all.last().map(|loaded| loaded.scheme.clone())
    });
    scheme.as_ref()
}

/// The kind of an envelope on the first line, then its body. A notification is read as the national body
/// reads it.
pub fn envelope_body(bytes: &[u8]) {
    let (kind, rest) = line_and_rest(bytes);
    let text = lossy(rest);
    if asks_the_post(&kind, &text) {
        assert!(KNOWN.contains(&kind.as_str()));
    }
    if let Some(report) = report_body(&text) {
        let again = serde_json::to_string(&report).ok();
        assert!(again.and_then(|text| report_body(&text)) == Some(report));
    }
    if let Some(letter) = letter_body(&text) {
        let again = serde_json::to_string(&letter).ok();
        assert!(again.and_then(|text| letter_body(&text)) == Some(letter));
    }
    if let Some(message) = message_body(&text) {
        let again = serde_json::to_string(&message).ok();
        assert!(again.and_then(|text| message_body(&text)) == Some(message));
    }
    let (Some(sent), Some(scheme)) = (body(&text), scheme()) else {
        return;
    };
    let statement = said(&sent, scheme, &BTreeMap::new());
    // Two parts beside one for each person.
    assert_eq!(statement.parts.len(), sent.people.len() + 2);
    let again = serde_json::to_string(&sent).ok();
    let again = again.and_then(|text| body(&text));
    assert_eq!(again, Some(sent));
}

/// The manifest of a backup.
pub fn manifest(bytes: &[u8]) {
    let Ok(signed) = Signed::parse(&lossy(bytes)) else {
        return;
    };
    let key = crypto::SigningKey::from_secret(&crypto::SecretKey::from_bytes([7; 32]));
    if signed.by(&key.verifying_key()).is_ok() {
        assert!(signed.manifest().is_ok(), "only manifests are signed");
    }
    if let Ok(manifest) = signed.manifest() {
        let signed_here = manifest.signed(&key).and_then(|signed| {
            signed.by(&key.verifying_key())?;
            signed.manifest()
        });
        assert!(signed_here.is_ok_and(|again: Manifest| again == manifest));
    }
}

/// The text of a configuration file.
pub fn configuration(bytes: &[u8]) {
    let text = lossy(bytes);
    if let Err(wrong) = Config::check(&text) {
        assert!(wrong.line >= 1 && wrong.line <= text.lines().count() + 1);
        assert!(!wrong.what.is_empty());
    }
}
