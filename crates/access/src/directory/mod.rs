//! The directory of an instance: organisations, authorities, agencies, people, their roles, and
//! wrapped keys. No case data.

mod acts;
mod agencies;
mod authorities;
mod backups;
mod calendar;
mod commons_key;
mod forms;
mod guests;
mod keys;
mod organisations;
mod people;
mod real_people;
mod schema;
mod settings;
mod shared_ended;
mod tx;
mod wording;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crypto::{RecoveryKey, SecretKey};
use db::{Db, DbError, MaybeConflict};

use crate::{Policies, Refusal};

pub use acts::{Act, By, Ended, Wanted, acts};
pub use agencies::{
    Agency, add_agency, add_agency_to_ask, agencies, agencies_of, agency, end_agency_link,
    link_agency, working_agencies_of,
};
pub use authorities::{
    Authority, Cover, NewAuthority, add_authority, add_shipped_authorities, authorities,
    authorities_from, authorities_of, cover, covers_of, end_cover, succeed, successors,
};
pub use backups::{Backup, backups_before, record_backup};
pub use calendar::{
    CalendarOverride, add_override, add_override_for_all, calendar, overrides, remove_override,
    remove_override_for_all,
};
pub use commons_key::CommonsKey;
pub(crate) use forms::forget_forms;
pub use forms::{already_done, remember};
pub use guests::{guests_of, set_guest};
pub use keys::{Keys, make_keys, raise_epoch, rewrap};
pub use organisations::{
    Organisation, OrganisationKind, add_organisation, end_organisation, organisation,
    organisation_by_code, organisations,
};
pub use people::{
    Member, Membership, NewMembership, PersonRow, add_membership, add_person, end_membership,
    members_of, memberships_of, people_of, person, person_by_email,
};
pub use real_people::{
    Fact, FactKind, Lack, RealPeople, Said, Stands, Step, ask_real_people, back_to_rehearsal,
    confirm_real_people, real_people, record_fact,
};
pub use schema::{MIGRATIONS, statements};
pub use tx::DirectoryTx;
pub use wording::{
    Withdrawn, confirm_wording, confirmed_wording, withdraw_wording, withdrawn_wording,
};

/// A failure of the directory. Its text never contains data of a person.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The engine failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Keys, randomness, or sealed bytes that do not open.
    #[error("cryptography failed")]
    Crypto(#[from] crypto::CryptoError),
    /// The actor may not; already written to the record of who did what.
    #[error("refused")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// Code of the action.
        action: &'static str,
    },
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// A rule says no: the code names a text for people.
    #[error("a rule says no: {0}")]
    Rule(&'static str),
    /// The synthetic mark was changed after the directory was made.
    #[error("the mark of a synthetic directory does not fit its proof")]
    MarkForged,
    /// A data file of this program cannot be read.
    #[error("a data file of this program cannot be read: {0}")]
    DataFile(&'static str),
}

impl DirectoryError {
    /// Whether there is no room left where the directory is kept; nothing was changed then.
    #[must_use]
    pub const fn is_no_room(&self) -> bool {
        matches!(self, Self::Db(DbError::CannotWrite))
    }

    /// Whether the directory itself is damaged, gone, or has another key.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_damage())
    }
}

impl MaybeConflict for DirectoryError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(DbError::Conflict(_)))
    }
}

impl From<Refusal> for DirectoryError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused {
            refusal,
            action: "use_permit",
        }
    }
}

/// The open directory of an instance.
#[derive(Clone)]
pub struct Directory {
    pub(crate) db: Db,
    instance: SecretKey,
    root: SecretKey,
    pub(crate) policies: Arc<Policies>,
    synthetic: bool,
    /// Whether real people may be recorded, as it was last read.
    real: Arc<AtomicBool>,
}

/// The key that opens the directory's own database file.
#[must_use]
pub fn database_key(instance: &SecretKey) -> SecretKey {
    instance.derive("directory database")
}

impl Directory {
    /// Makes a new directory in an empty store. `synthetic` is decided here and never again.
    ///
    /// # Errors
    /// [`DirectoryError::Rule`] `directory-exists` when the store already holds one.
    pub async fn create(
        db: Db,
        instance: SecretKey,
        recovery: &RecoveryKey,
        policies: Arc<Policies>,
        synthetic: bool,
    ) -> Result<Self, DirectoryError> {
        db.migrate(MIGRATIONS).await?;
        settings::write_marks(&db, &instance, recovery, synthetic).await?;
        Self::open(db, instance, policies).await
    }

    /// Opens a directory and brings it to the shape this program knows.
    ///
    /// # Errors
    /// [`DirectoryError::MarkForged`] when the synthetic mark was changed; [`DirectoryError::NotFound`]
    /// when the store holds no directory.
    pub async fn open(
        db: Db,
        instance: SecretKey,
        policies: Arc<Policies>,
    ) -> Result<Self, DirectoryError> {
        db.migrate(MIGRATIONS).await?;
        let marks = settings::read_marks(&db, &instance).await?;
        let synthetic = marks.synthetic;
        let directory = Self {
            db,
            instance,
            root: marks.root,
            policies,
            synthetic,
            real: Arc::default(),
        };
        directory.look_whether_real().await?;
        Ok(directory)
    }

    /// Whether this instance was made for demonstration and holds no real people.
    #[must_use]
    pub const fn is_synthetic(&self) -> bool {
        self.synthetic
    }

    /// The database beneath, for sealing, checking and copying.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// The policies.
    #[must_use]
    pub fn policies(&self) -> &Arc<Policies> {
        &self.policies
    }

    /// The key that signs this directory's own record of who did what.
    #[must_use]
    pub fn signing_key(&self) -> crypto::SigningKey {
        crypto::SigningKey::from_secret(&self.root.derive("directory signing"))
    }

    /// The key that seals what people must not read in the database: factors, passkeys, forms.
    #[must_use]
    pub(crate) fn sealing_key(&self, purpose: &str) -> SecretKey {
        self.root.derive("directory sealing").derive(purpose)
    }
}
