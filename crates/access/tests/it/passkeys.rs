//! Passkeys, with a device that exists in this file only.

use access::directory::DirectoryError;
use access::sign_in::{CEREMONY_SECONDS, Challenge, Outcome, Session};
use access::{Role, Strength};
use data_encoding::BASE64URL_NOPAD as BASE64;
use model::PersonId;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use serde_json::{Value, json};

use crate::world::{Known, NOW, World, on_both};

const EMAIL: &str = "sam.carter@council.example";
const ORIGIN: &str = "http://localhost:8080";
const PRESENT_AND_VERIFIED: u8 = 0x05;
const HAS_KEY: u8 = 0x40;

/// A device with one passkey, as W3C Web Authentication level 3 says that devices answer.
struct Device {
    key: SigningKey,
    id: Vec<u8>,
    owner: Option<PersonId>,
    uses: u32,
    origin: &'static str,
}

impl Device {
    fn new(owner: PersonId) -> Self {
        let key = SigningKey::from_slice(&crypto::random::<32>().unwrap()).unwrap();
        let id = crypto::random_vec(32).unwrap();
        Self {
            key,
            id,
            owner: Some(owner),
            uses: 0,
            origin: ORIGIN,
        }
    }

    fn client_data(&self, kind: &str, challenge: &Challenge) -> Vec<u8> {
        let options: Value = serde_json::from_str(&challenge.options).unwrap();
        let challenge = options.pointer("/publicKey/challenge").unwrap();
        let origin = self.origin;
        let data =
            json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false});
        data.to_string().into_bytes()
    }

    fn authenticator_data(&mut self, flags: u8) -> Vec<u8> {
        self.uses += 1;
        let mut data = crypto::digest(b"localhost").0.to_vec();
        data.push(flags);
        data.extend_from_slice(&self.uses.to_be_bytes());
        data
    }

    fn make(&mut self, challenge: &Challenge) -> String {
        let client_data = self.client_data("webauthn.create", challenge);
        let mut data = self.authenticator_data(PRESENT_AND_VERIFIED | HAS_KEY);
        data.extend_from_slice(&[0; 16]);
        data.extend_from_slice(&u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend_from_slice(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        data.extend_from_slice(&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend_from_slice(point.x().unwrap());
        data.extend_from_slice(&[0x22, 0x58, 32]);
        data.extend_from_slice(point.y().unwrap());
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend_from_slice(&data);
        self.answer(json!({
            "attestationObject": BASE64.encode(&attestation),
            "clientDataJSON": BASE64.encode(&client_data),
        }))
    }

    fn enter(&mut self, challenge: &Challenge) -> String {
        let client_data = self.client_data("webauthn.get", challenge);
        let data = self.authenticator_data(PRESENT_AND_VERIFIED);
        let mut signed = data.clone();
        signed.extend_from_slice(&crypto::digest(&client_data).0);
        let signature: DerSignature = self.key.sign(&signed);
        let owner = self.owner.map(|owner| {
            let digits = owner.to_string().replace('-', "").to_uppercase();
            BASE64.encode(&data_encoding::HEXUPPER.decode(digits.as_bytes()).unwrap())
        });
        self.answer(json!({
            "authenticatorData": BASE64.encode(&data),
            "clientDataJSON": BASE64.encode(&client_data),
            "signature": BASE64.encode(signature.as_bytes()),
            "userHandle": owner,
        }))
    }

    fn answer(&self, response: Value) -> String {
        let id = BASE64.encode(&self.id);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {}})
            .to_string()
    }
}

async fn signed_in(world: &World, known: &Known) -> Session {
    world
        .sign_in
        .resume(&known.session.token, NOW)
        .await
        .unwrap()
        .unwrap()
}

async fn with_passkey(world: &World, known: &Known) -> Device {
    let session = signed_in(world, known).await;
    let mut device = Device::new(known.id);
    let asked = world.sign_in.start_passkey(&session, NOW).await.unwrap();
    let answer = device.make(&asked);
    let made = world
        .sign_in
        .finish_passkey(&session, &asked.ceremony, &answer, "Phone", NOW)
        .await;
    made.unwrap();
    device
}

#[test]
fn a_passkey_signs_its_owner_in() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let mut device = with_passkey(world, &sam).await;
        for _ in 0..2 {
            let asked = world.sign_in.start_entry(NOW).await.unwrap();
            let answer = device.enter(&asked);
            let outcome = world
                .sign_in
                .finish_entry(&asked.ceremony, &answer, NOW)
                .await
                .unwrap();
            let Outcome::SignedIn(new) = outcome else {
                panic!("the passkey was refused")
            };
            let session = world
                .sign_in
                .resume(&new.token, NOW)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(
                (session.person.id, session.strength),
                (sam.id, Strength::Passkey)
            );
        }
        let session = signed_in(world, &sam).await;
        let listed = world.sign_in.passkeys_of(&session, NOW).await.unwrap();
        assert_eq!(
            listed
                .iter()
                .map(|one| one.name.as_str())
                .collect::<Vec<_>>(),
            ["Phone"]
        );
        assert_eq!(listed.first().unwrap().used_at, Some(NOW));
    });
}

#[test]
fn a_challenge_is_good_once_and_for_five_minutes() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let mut device = with_passkey(world, &sam).await;
        let asked = world.sign_in.start_entry(NOW).await.unwrap();
        let late = NOW.plus_seconds(CEREMONY_SECONDS);
        let answer = device.enter(&asked);
        let outcome = world
            .sign_in
            .finish_entry(&asked.ceremony, &answer, late)
            .await
            .unwrap();
        assert!(matches!(outcome, Outcome::Wrong));
        let asked = world.sign_in.start_entry(NOW).await.unwrap();
        let almost = NOW.plus_seconds(CEREMONY_SECONDS - 1);
        let answer = device.enter(&asked);
        let outcome = world
            .sign_in
            .finish_entry(&asked.ceremony, &answer, almost)
            .await
            .unwrap();
        assert!(matches!(outcome, Outcome::SignedIn(_)));
        let outcome = world
            .sign_in
            .finish_entry(&asked.ceremony, &answer, almost)
            .await
            .unwrap();
        assert!(matches!(outcome, Outcome::Wrong));
        let other = world.sign_in.start_entry(NOW).await.unwrap();
        let outcome = world
            .sign_in
            .finish_entry(&other.ceremony, &answer, NOW)
            .await
            .unwrap();
        assert!(matches!(outcome, Outcome::Wrong));
    });
}

#[test]
fn making_a_passkey_ends_after_five_minutes_too_and_belongs_to_who_began() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world
            .known("jo.field@council.example", Role::Scrutineer)
            .await;
        let (sams, jos) = (signed_in(world, &sam).await, signed_in(world, &jo).await);
        let refused = |outcome: &Result<String, DirectoryError>| {
            matches!(outcome, Err(DirectoryError::Rule("passkey-refused")))
        };
        let mut device = Device::new(sam.id);
        let asked = world.sign_in.start_passkey(&sams, NOW).await.unwrap();
        let answer = device.make(&asked);
        let late = NOW.plus_seconds(CEREMONY_SECONDS);
        let made = world
            .sign_in
            .finish_passkey(&sams, &asked.ceremony, &answer, "Phone", late)
            .await;
        assert!(refused(&made));
        let asked = world.sign_in.start_passkey(&sams, NOW).await.unwrap();
        let answer = device.make(&asked);
        let made = world
            .sign_in
            .finish_passkey(&jos, &asked.ceremony, &answer, "Phone", NOW)
            .await;
        assert!(refused(&made));
        // One device's passkey belongs to one person.
        let mut device = with_passkey(world, &sam).await;
        let asked = world.sign_in.start_passkey(&jos, NOW).await.unwrap();
        let answer = device.make(&asked);
        let made = world
            .sign_in
            .finish_passkey(&jos, &asked.ceremony, &answer, "Phone", NOW)
            .await;
        assert!(matches!(made, Err(DirectoryError::Rule("passkey-known"))));
    });
}

#[test]
fn wrong_answers_are_all_answered_alike() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world
            .known("jo.field@council.example", Role::Scrutineer)
            .await;
        let good = with_passkey(world, &sam).await;
        let device = |owner: Option<PersonId>, origin: &'static str| Device {
            key: good.key.clone(),
            id: good.id.clone(),
            owner,
            uses: 10,
            origin,
        };
        let wrong = [
            device(Some(jo.id), ORIGIN),
            device(None, ORIGIN),
            device(Some(sam.id), "http://elsewhere:8080"),
            Device::new(sam.id),
        ];
        for mut device in wrong {
            let asked = world.sign_in.start_entry(NOW).await.unwrap();
            let answer = device.enter(&asked);
            let outcome = world
                .sign_in
                .finish_entry(&asked.ceremony, &answer, NOW)
                .await
                .unwrap();
            assert!(matches!(outcome, Outcome::Wrong));
        }
        let asked = world.sign_in.start_entry(NOW).await.unwrap();
        let outcome = world
            .sign_in
            .finish_entry(&asked.ceremony, "{}", NOW)
            .await
            .unwrap();
        assert!(matches!(outcome, Outcome::Wrong));
        assert_eq!(world.noted("sign_in", "refused").await, 5);
    });
}

#[test]
fn a_removed_passkey_no_longer_works() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world
            .known("jo.field@council.example", Role::Scrutineer)
            .await;
        let mut device = with_passkey(world, &sam).await;
        let session = signed_in(world, &sam).await;
        let id = world
            .sign_in
            .passkeys_of(&session, NOW)
            .await
            .unwrap()
            .remove(0)
            .id;
        let not_theirs = world
            .sign_in
            .remove_passkey(&signed_in(world, &jo).await, &id, NOW)
            .await;
        assert!(matches!(not_theirs, Err(DirectoryError::NotFound)));
        world
            .sign_in
            .remove_passkey(&session, &id, NOW)
            .await
            .unwrap();
        let asked = world.sign_in.start_entry(NOW).await.unwrap();
        let answer = device.enter(&asked);
        let outcome = world
            .sign_in
            .finish_entry(&asked.ceremony, &answer, NOW)
            .await
            .unwrap();
        assert!(matches!(outcome, Outcome::Wrong));
    });
}

#[test]
fn the_browser_is_asked_for_a_passkey_it_can_find_by_itself() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let session = signed_in(world, &sam).await;
        let asked = world.sign_in.start_passkey(&session, NOW).await.unwrap();
        let options: Value = serde_json::from_str(&asked.options).unwrap();
        let selection = options
            .pointer("/publicKey/authenticatorSelection")
            .unwrap();
        assert_eq!(selection.get("residentKey"), Some(&json!("required")));
        assert_eq!(selection.get("userVerification"), Some(&json!("required")));
        let asked = world.sign_in.start_entry(NOW).await.unwrap();
        let options: Value = serde_json::from_str(&asked.options).unwrap();
        assert!(options.get("mediation").is_none());
        assert_eq!(
            options.pointer("/publicKey/userVerification"),
            Some(&json!("required"))
        );
    });
}
