//! The door of what somebody who signs in sends, for tests that send anything through it.

use model::Instant;
use webauthn_rs::prelude::{
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

use super::{passkeys, totp};

/// Reads the answer of a passkey device as signing in and adding a passkey do, against a question that it does
/// not fit. Returns whether it was the form of such an answer.
#[must_use]
pub fn passkey_answer_is_one(answer: &str) -> bool {
    let Some(webauthn) = nowhere() else {
        return false;
    };
    let made = passkeys::answer_of::<RegisterPublicKeyCredential>(answer);
    let entered = passkeys::answer_of::<PublicKeyCredential>(answer);
    if let Some(made) = &made
        && let Ok((_, state)) =
            webauthn.start_passkey_registration(Uuid::nil(), "nobody", "nobody", None)
    {
        assert_wrong(webauthn.finish_passkey_registration(made, &state).is_err());
    }
    if let Some(entered) = &entered {
        // Whose passkey it says it is; nobody has one here, and there it ends.
        drop(webauthn.identify_discoverable_authentication(entered));
    }
    made.is_some() || entered.is_some()
}

/// Reads a one-time code against a secret that is always the same, and a secret as a form carries it. Returns
/// the step that the code fits.
#[must_use]
pub fn code_fits(code: &str, now: Instant) -> Option<i64> {
    drop(totp::carried_bytes(code));
    totp::step_of(&[7; 20], code, now)
}

/// A question is asked at random: no answer that was written before it can fit.
fn assert_wrong(is_wrong: bool) {
    debug_assert!(is_wrong, "an answer fitted a question that it did not know");
}

fn nowhere() -> Option<Webauthn> {
    let origin = Url::parse("https://nowhere.invalid").ok()?;
    let builder = WebauthnBuilder::new("nowhere.invalid", &origin).ok()?;
    builder.build().ok()
}
