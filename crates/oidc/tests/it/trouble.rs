//! A provider that is down, slow with the truth, or sends people on.

use std::net::TcpListener;

use oidc::{Failure, Provider};

use crate::support::{Both, NOW, SUBJECT, answer, at, plain_ask, settings};

#[test]
fn a_provider_that_is_down_is_unreachable_and_comes_back() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let provider = Provider::new(settings(format!("http://{address}"))).unwrap();
    assert_eq!(
        provider.ask(&plain_ask(), at(NOW)),
        Err(Failure::Unreachable)
    );
    let both = Both::new();
    let back = both.small.sign_in(&both.address(false), SUBJECT);
    both.small
        .says(|one| one.answer = Some((503, "down".to_owned())));
    assert_eq!(
        both.provider.subject(&answer(&back.code), at(NOW)),
        Err(Failure::Answer)
    );
    both.small.says(|one| one.answer = None);
    assert!(both.signed_in().is_ok());
}

#[test]
fn another_issuer_in_the_description_is_refused() {
    let both = Both::new();
    both.small
        .says(|one| one.issuer = Some("https://login.elsewhere.example".to_owned()));
    assert_eq!(
        both.provider.ask(&plain_ask(), at(NOW)),
        Err(Failure::Description)
    );
}

#[test]
fn nobody_is_followed_elsewhere() {
    let both = Both::new();
    both.small
        .says(|one| one.answer = Some((302, String::new())));
    assert_eq!(
        both.provider.ask(&plain_ask(), at(NOW)),
        Err(Failure::Description)
    );
    let elsewhere = "/.well-known/openid-configuration/elsewhere";
    assert_eq!(both.small.asked_for(elsewhere), 0);
}

#[test]
fn an_answer_without_end_or_meaning_is_refused() {
    let both = Both::new();
    let large = format!("{{\"a\": \"{}\"}}", "a".repeat(2 * 1024 * 1024));
    both.small.says(|one| one.answer = Some((200, large)));
    assert_eq!(
        both.provider.ask(&plain_ask(), at(NOW)),
        Err(Failure::Unreachable)
    );
    both.small
        .says(|one| one.answer = Some((200, "<html>".to_owned())));
    assert_eq!(
        both.provider.ask(&plain_ask(), at(NOW)),
        Err(Failure::Description)
    );
}

#[test]
fn a_description_that_names_plain_addresses_elsewhere_is_refused() {
    let both = Both::new();
    let issuer = both.small.issuer();
    let description = serde_json::json!({
        "issuer": issuer, "authorization_endpoint": "http://10.0.0.1/authorize",
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"], "keys": [],
    });
    both.small
        .says(|one| one.answer = Some((200, description.to_string())));
    assert_eq!(
        both.provider.ask(&plain_ask(), at(NOW)),
        Err(Failure::Description)
    );
}

#[test]
fn a_public_client_has_no_secret() {
    let both = Both::with(|one| one.client_secret = None);
    assert_eq!(
        both.signed_in(),
        Err(Failure::CodeRefused),
        "this provider wants one"
    );
}
