//! What an ID token has to say. The library checks issuer, audience, nonce and signature; the rest is asked here.

use std::time::{Duration, SystemTime};

use model::Instant;
use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm, CoreTokenType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, ClaimsVerificationError, ClientId,
    EmptyExtraTokenFields, IdToken, IdTokenClaims, IdTokenFields, IdTokenVerifier, IssuerUrl,
    Nonce, SignatureVerificationError, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::settings::Require;

/// How far the clocks of provider and service may be apart, in seconds.
const LEEWAY: i64 = 60;
/// How old a token may be, in seconds: it is made when the code is handed in.
const OLDEST: i64 = 10 * 60;
/// The standard allows no more characters in a subject.
const LONGEST_SUBJECT: usize = 255;

/// Signed with a private key that only the provider has. Never `none`, and never the HMAC family, whose key the
/// service would share.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What Microsoft Entra adds; read leniently, because nothing else rests on it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Contexts {
    acrs: Option<serde_json::Value>,
}

impl AdditionalClaims for Contexts {}

type Claims = IdTokenClaims<Contexts, CoreGenderClaim>;
pub(crate) type Token =
    IdToken<Contexts, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Fields = IdTokenFields<
    Contexts,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
/// What the provider answers to a code.
pub(crate) type TokenAnswer = StandardTokenResponse<Fields, CoreTokenType>;

/// What a token is held against.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a IssuerUrl,
    pub(crate) client: &'a ClientId,
    pub(crate) keys: &'a CoreJsonWebKeySet,
    pub(crate) nonce: &'a str,
    /// When the person has to have signed in, at the earliest; none where any time will do.
    pub(crate) anew_since: Option<Instant>,
    pub(crate) require: &'a Require,
    pub(crate) now: Instant,
}

/// What is wrong with a token.
pub(crate) enum Refused {
    /// It names a key that is not known (yet).
    UnknownKey,
    /// Everything else.
    For(Failure),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::For(failure)
    }
}

/// The subject of a token that holds in every respect.
pub(crate) fn subject(
    token: &Token,
    access: &AccessToken,
    expected: &Expected<'_>,
) -> Result<String, Refused> {
    let verifier = verifier(expected);
    let nonce = Nonce::new(expected.nonce.to_owned());
    let claims = token.claims(&verifier, &nonce).map_err(refused)?;
    if let Some(hash) = claims.access_token_hash() {
        let (algorithm, key) = (token.signing_alg(), token.signing_key(&verifier));
        let (Ok(algorithm), Ok(key)) = (algorithm, key) else {
            return Err(Failure::Signature.into());
        };
        let fits = AccessTokenHash::from_token(access, algorithm, key);
        if fits.ok().as_ref() != Some(hash) {
            return Err(Failure::AccessToken.into());
        }
    }
    let party = claims.authorized_party();
    if party.is_some_and(|party| party != expected.client) {
        return Err(Failure::Audience.into());
    }
    if !two_factors(claims, expected.require) {
        return Err(Failure::TwoFactors.into());
    }
    let subject = claims.subject().as_str();
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
        return Err(Failure::Answer.into());
    }
    Ok(subject.to_owned())
}

fn verifier<'a>(expected: &Expected<'a>) -> IdTokenVerifier<'a, CoreJsonWebKey> {
    // As for a public client, whatever this one is: its secret is no key for a signature.
    let verifier = IdTokenVerifier::new_public_client(
        expected.client.clone(),
        expected.issuer.clone(),
        expected.keys.clone(),
    );
    let now = seconds(expected.now);
    let since = expected.anew_since.map(seconds);
    let late = moment(now - LEEWAY);
    verifier
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || late.into())
        .set_issue_time_verifier_fn(move |made| {
            let made = made.timestamp();
            within(made >= now - OLDEST - LEEWAY && made <= now + LEEWAY)
        })
        .set_auth_time_verifier_fn(move |shown| {
            let shown = shown.map(|shown| shown.timestamp());
            within(since.is_none_or(|since| shown.is_some_and(|shown| shown >= since - LEEWAY)))
        })
}

fn within(fits: bool) -> Result<(), String> {
    if fits { Ok(()) } else { Err(String::new()) }
}

const fn seconds(instant: Instant) -> i64 {
    instant.microseconds() / 1_000_000
}

/// A moment as the standard library has it: the time here is given, never asked for.
fn moment(seconds: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}

fn refused(error: ClaimsVerificationError) -> Refused {
    use SignatureVerificationError as Signature;
    Refused::For(match error {
        ClaimsVerificationError::SignatureVerification(Signature::NoMatchingKey) => {
            return Refused::UnknownKey;
        }
        ClaimsVerificationError::Expired(_) => Failure::Expired,
        ClaimsVerificationError::InvalidAudience(_) => Failure::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => Failure::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => Failure::Nonce,
        ClaimsVerificationError::InvalidAuthTime(_) => Failure::NotAnew,
        ClaimsVerificationError::SignatureVerification(_) => Failure::Signature,
        _ => Failure::Answer,
    })
}

/// Whether the provider says that two factors were used, in one of the ways that the configuration accepts.
fn two_factors(claims: &Claims, require: &Require) -> bool {
    let methods = claims.auth_method_refs().map(Vec::as_slice);
    let mut methods = methods.unwrap_or_default().iter();
    let by_method = methods.any(|one| require.amr.iter().any(|asked| asked == one.as_str()));
    let class = claims.auth_context_ref();
    let by_class = class.is_some_and(|one| require.acr.iter().any(|asked| asked == one.as_str()));
    let contexts = claims.additional_claims().acrs.as_ref();
    let held = |asked: &String| {
        contexts.is_some_and(|contexts| match contexts {
            serde_json::Value::String(one) => one == asked,
            serde_json::Value::Array(all) => all.iter().any(|one| one == asked),
            _ => false,
        })
    };
    by_method || by_class || require.acrs.iter().any(held)
}
