//! One provider: where people are sent, and what comes back with them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::Instant;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreProviderMetadata,
    CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse,
};
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthenticationFlow, AuthorizationCode, Client, ClientId,
    ClientSecret, CsrfToken, DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, StandardErrorResponse,
};
use serde_json::json;

use crate::failure::Failure;
use crate::outside::{NotReached, Outside};
use crate::settings::{Require, Settings, Wrong};
use crate::token::{self, Contexts, Expected, Refused, TokenAnswer};

/// Seconds for which a description and its keys are good.
const GOOD_FOR: i64 = 60 * 60;
/// Seconds between two looks for a key that is not known.
const KEYS_AGAIN: i64 = 60;

type Rp = Client<
    Contexts,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    TokenAnswer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// An organisation's identity provider.
pub struct Provider {
    id: String,
    name: String,
    issuer: IssuerUrl,
    client: ClientId,
    secret: Option<ClientSecret>,
    require: Require,
    back: RedirectUrl,
    outside: Outside,
    known: Mutex<Option<Arc<Known>>>,
}

/// What the provider says of itself, and when it was asked.
struct Known {
    metadata: CoreProviderMetadata,
    keys: CoreJsonWebKeySet,
    read_at: Instant,
    keys_at: Instant,
}

/// What a browser is sent to the provider with. Each value is random, used once, and 43 to 128 letters, digits,
/// dashes and underscores long.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Comes back with the browser.
    pub state: &'a str,
    /// Comes back in the token.
    pub nonce: &'a str,
    /// Handed in with the code; the browser carries its digest only (PKCE).
    pub verifier: &'a str,
    /// Whether the person has to show who they are even where the provider knows them already.
    pub anew: bool,
}

/// What a browser came back with, and what it had been sent with.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The code that stands for the sign-in.
    pub code: &'a str,
    /// The issuer that the browser named (RFC 9207), where it did.
    pub issuer: Option<&'a str>,
    /// As in [`Ask::nonce`].
    pub nonce: &'a str,
    /// As in [`Ask::verifier`].
    pub verifier: &'a str,
    /// When it was asked, where the person had to show who they are anew.
    pub anew_since: Option<Instant>,
}

impl Provider {
    /// A provider; nobody is spoken to yet.
    ///
    /// # Errors
    /// [`Wrong`], with what to do about it.
    pub fn new(settings: Settings) -> Result<Self, Wrong> {
        settings.check()?;
        let outside = Outside::new(&settings)?;
        let issuer = IssuerUrl::new(settings.issuer)
            .map_err(|_| Wrong("issuer: give the whole address, as the provider writes it"))?;
        let back = RedirectUrl::new(settings.back)
            .map_err(|_| Wrong("base_url: give the whole address under which people come here"))?;
        Ok(Self {
            id: settings.id,
            name: settings.name,
            issuer,
            client: ClientId::new(settings.client_id),
            secret: settings.client_secret.map(ClientSecret::new),
            require: settings.require,
            back,
            outside,
            known: Mutex::new(None),
        })
    }

    /// Its short code.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people read.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The issuer, as configured.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// The address to send a browser to. Waits for the network once an hour.
    ///
    /// # Errors
    /// [`Failure::Unreachable`], [`Failure::Description`].
    pub fn ask(&self, ask: &Ask<'_>, now: Instant) -> Result<String, Failure> {
        let known = self.known(now)?;
        let (state, nonce) = (ask.state.to_owned(), ask.nonce.to_owned());
        let verifier = PkceCodeVerifier::new(ask.verifier.to_owned());
        let client = self.client(&known);
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for class in &self.require.acr {
            request =
                request.add_auth_context_value(AuthenticationContextClass::new(class.clone()));
        }
        if !self.require.acrs.is_empty() {
            let asked = json!({"essential": true, "values": self.require.acrs});
            let claims = json!({"id_token": {"acrs": asked}}).to_string();
            request = request.add_extra_param("claims", claims);
        }
        if ask.anew {
            request = request
                .set_max_age(Duration::ZERO)
                .add_prompt(CoreAuthPrompt::Login);
        }
        Ok(request.url().0.into())
    }

    /// Who signed in there: the subject, which means something at this provider only. Waits for the network.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn subject(&self, answer: &Answer<'_>, now: Instant) -> Result<String, Failure> {
        if answer.issuer.is_some_and(|named| named != self.issuer()) {
            return Err(Failure::Issuer);
        }
        let known = self.known(now)?;
        let given = self.hand_in(&known, answer)?;
        let id_token = given.extra_fields().id_token().ok_or(Failure::Answer)?;
        let expected = |keys| Expected {
            issuer: &self.issuer,
            client: &self.client,
            keys,
            nonce: answer.nonce,
            anew_since: answer.anew_since,
            require: &self.require,
            now,
        };
        match token::subject(id_token, given.access_token(), &expected(&known.keys)) {
            Ok(subject) => Ok(subject),
            Err(Refused::For(failure)) => Err(failure),
            Err(Refused::UnknownKey) => {
                let newer = self.newer_keys(&known, now)?;
                match token::subject(id_token, given.access_token(), &expected(&newer.keys)) {
                    Ok(subject) => Ok(subject),
                    Err(Refused::For(failure)) => Err(failure),
                    Err(Refused::UnknownKey) => Err(Failure::Signature),
                }
            }
        }
    }

    fn hand_in(&self, known: &Known, answer: &Answer<'_>) -> Result<TokenAnswer, Failure> {
        let client = self.client(known);
        let request = client
            .exchange_code(AuthorizationCode::new(answer.code.to_owned()))
            .map_err(|_| Failure::Description)?
            .set_pkce_verifier(PkceCodeVerifier::new(answer.verifier.to_owned()));
        request
            .request(&|request| self.outside.call(request))
            .map_err(|error| match error {
                RequestTokenError::Request(NotReached) => Failure::Unreachable,
                RequestTokenError::ServerResponse(_) => Failure::CodeRefused,
                RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Failure::Answer,
            })
    }

    fn client(&self, known: &Known) -> Rp {
        let client = Rp::from_provider_metadata(
            known.metadata.clone(),
            self.client.clone(),
            self.secret.clone(),
        );
        let methods = known.metadata.token_endpoint_auth_methods_supported();
        // The standard's own way where the provider does not say.
        let basic =
            methods.is_none_or(|all| all.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let way = if basic {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        client
            .set_auth_type(way)
            .set_redirect_uri(self.back.clone())
    }

    /// What is known of the provider, asked for anew after an hour. No lock is held while waiting.
    fn known(&self, now: Instant) -> Result<Arc<Known>, Failure> {
        let kept = self.kept();
        if let Some(known) =
            kept.filter(|known| (0..GOOD_FOR).contains(&now.seconds_since(known.read_at)))
        {
            return Ok(known);
        }
        let call = |request| self.outside.call(request);
        let metadata = CoreProviderMetadata::discover(&self.issuer, &call).map_err(of_discovery)?;
        let mut named = vec![metadata.authorization_endpoint().url()];
        named.extend(metadata.token_endpoint().map(|endpoint| endpoint.url()));
        if named.len() != 2 || !named.iter().all(|one| self.outside.may_be_asked(one)) {
            return Err(Failure::Description);
        }
        let keys = metadata.jwks().clone();
        Ok(self.keep(Known {
            metadata,
            keys,
            read_at: now,
            keys_at: now,
        }))
    }

    /// The keys once more, for a key that is not known: providers change them. At most once a minute.
    fn newer_keys(&self, known: &Known, now: Instant) -> Result<Arc<Known>, Failure> {
        let kept = self.kept().filter(|kept| kept.keys_at > known.keys_at);
        if let Some(kept) = kept {
            return Ok(kept);
        }
        if (0..KEYS_AGAIN).contains(&now.seconds_since(known.keys_at)) {
            return Err(Failure::Signature);
        }
        let call = |request| self.outside.call(request);
        let keys =
            CoreJsonWebKeySet::fetch(known.metadata.jwks_uri(), &call).map_err(of_discovery)?;
        Ok(self.keep(Known {
            metadata: known.metadata.clone(),
            keys,
            read_at: known.read_at,
            keys_at: now,
        }))
    }

    fn kept(&self) -> Option<Arc<Known>> {
        let kept = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    fn keep(&self, known: Known) -> Arc<Known> {
        let known = Arc::new(known);
        let mut kept = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(Arc::clone(&known));
        known
    }
}

fn of_discovery(error: DiscoveryError<NotReached>) -> Failure {
    match error {
        DiscoveryError::Request(NotReached) => Failure::Unreachable,
        _ => Failure::Description,
    }
}
