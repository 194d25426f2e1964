//! Tokens and answers that do not hold, one lie each.

use oidc::Failure;
use serde_json::{Value, json};
use testing::provider::{CLIENT, Signed};

use crate::support::{Both, NOW, SUBJECT, answer, at};

fn with_claim(name: &str, value: Value) -> Result<String, Failure> {
    let both = Both::new();
    both.small.claim(name, value);
    both.signed_in()
}

fn signed(how: Signed) -> Result<String, Failure> {
    let both = Both::new();
    both.small.says(|one| one.signed = how);
    both.signed_in()
}

#[test]
fn a_token_of_another_issuer_client_or_question_is_refused() {
    let issuer = json!("https://login.elsewhere.example");
    assert_eq!(with_claim("iss", issuer), Err(Failure::Issuer));
    let (audience, nonce) = (json!("another client"), json!("another nonce"));
    assert_eq!(with_claim("aud", audience), Err(Failure::Audience));
    assert_eq!(
        with_claim("aud", json!([CLIENT, "another"])),
        Err(Failure::Audience)
    );
    assert_eq!(with_claim("aud", Value::Null), Err(Failure::Audience));
    assert_eq!(
        with_claim("azp", json!("another client")),
        Err(Failure::Audience)
    );
    assert!(with_claim("azp", json!(CLIENT)).is_ok());
    assert_eq!(with_claim("nonce", nonce), Err(Failure::Nonce));
    assert_eq!(with_claim("nonce", Value::Null), Err(Failure::Nonce));
}

#[test]
fn a_token_that_is_too_old_or_from_the_future_is_refused_and_clocks_may_differ_a_little() {
    assert_eq!(with_claim("exp", json!(NOW - 61)), Err(Failure::Expired));
    assert!(with_claim("exp", json!(NOW - 30)).is_ok());
    assert_eq!(with_claim("iat", json!(NOW + 120)), Err(Failure::Expired));
    assert_eq!(with_claim("iat", json!(NOW - 3600)), Err(Failure::Expired));
    assert!(with_claim("iat", json!(NOW + 30)).is_ok());
    assert_eq!(with_claim("exp", Value::Null), Err(Failure::Answer));
}

#[test]
fn only_a_signature_of_the_provider_counts() {
    assert!(signed(Signed::Well).is_ok());
    for how in [
        Signed::ByAnother,
        Signed::NotAtAll,
        Signed::WithThePublicKey,
        Signed::WithTheSecret,
    ] {
        assert_eq!(signed(how), Err(Failure::Signature), "{how:?}");
    }
}

#[test]
fn an_access_token_that_was_put_in_its_place_is_seen() {
    assert_eq!(
        with_claim("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        Err(Failure::AccessToken)
    );
    assert!(
        with_claim("at_hash", Value::Null).is_ok(),
        "the standard does not ask for it"
    );
}

#[test]
fn a_token_of_nobody_is_refused() {
    assert_eq!(with_claim("sub", json!("")), Err(Failure::Answer));
    assert_eq!(with_claim("sub", Value::Null), Err(Failure::Answer));
    assert_eq!(
        with_claim("sub", json!("a".repeat(256))),
        Err(Failure::Answer)
    );
}

#[test]
fn a_code_is_handed_in_once_and_with_its_own_verifier() {
    let both = Both::new();
    let back = both.small.sign_in(&both.address(false), SUBJECT);
    assert!(both.provider.subject(&answer(&back.code), at(NOW)).is_ok());
    let again = both.provider.subject(&answer(&back.code), at(NOW));
    assert_eq!(again, Err(Failure::CodeRefused));
    let other = "another-verifier-another-verifier-another-ve";
    let refused = both.answered(|one| one.verifier = other);
    assert_eq!(refused, Err(Failure::CodeRefused));
    assert_eq!(
        both.answered(|one| one.code = "made up"),
        Err(Failure::CodeRefused)
    );
}

#[test]
fn an_answer_that_names_another_issuer_is_not_handed_in() {
    let both = Both::new();
    let named = both.answered(|one| one.issuer = Some("https://login.elsewhere.example"));
    assert_eq!(named, Err(Failure::Issuer));
    assert_eq!(both.small.asked_for("/token"), 0);
    let issuer = both.small.issuer();
    let back = both.small.sign_in(&both.address(false), SUBJECT);
    let mut right = answer(&back.code);
    right.issuer = Some(&issuer);
    assert!(both.provider.subject(&right, at(NOW)).is_ok());
}
