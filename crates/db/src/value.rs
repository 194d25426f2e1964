//! The three kinds of value that mean the same on both engines.

use std::str::FromStr;

use model::{Date, Instant};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, ValueRef as _};

use crate::DbError;

/// A value sent to a statement. Absence has a kind too, because PostgreSQL asks for it.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(Option<String>),
    /// A whole number: counts, instants in microseconds, truth values.
    Number(Option<i64>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

impl Value {
    /// Absent text.
    pub const NO_TEXT: Self = Self::Text(None);
    /// Absent number.
    pub const NO_NUMBER: Self = Self::Number(None);

    /// Any id or other value that has a text form.
    pub fn id(id: impl std::fmt::Display) -> Self {
        Self::Text(Some(id.to_string()))
    }

    /// An id that may be absent.
    pub fn maybe_id<T: std::fmt::Display>(id: Option<T>) -> Self {
        Self::Text(id.map(|id| id.to_string()))
    }
}

macro_rules! from {
    ($($kind:ty => |$value:ident| $made:expr),* $(,)?) => {$(
        impl From<$kind> for Value {
            fn from($value: $kind) -> Self { $made }
        }
    )*};
}

from! {
    &str => |value| Self::Text(Some(value.to_owned())),
    String => |value| Self::Text(Some(value)),
    &String => |value| Self::Text(Some(value.clone())),
    Option<String> => |value| Self::Text(value),
    Option<&str> => |value| Self::Text(value.map(str::to_owned)),
    i64 => |value| Self::Number(Some(value)),
    Option<i64> => |value| Self::Number(value),
    bool => |value| Self::Number(Some(i64::from(value))),
    Instant => |value| Self::Number(Some(value.microseconds())),
    Option<Instant> => |value| Self::Number(value.map(Instant::microseconds)),
    Date => |value| Self::Text(Some(value.to_string())),
    Option<Date> => |value| Self::Text(value.map(|date| date.to_string())),
    Vec<u8> => |value| Self::Bytes(Some(value)),
    &[u8] => |value| Self::Bytes(Some(value.to_vec())),
    Option<Vec<u8>> => |value| Self::Bytes(value),
}

/// One row of an answer. Columns are asked for by name.
pub struct Row(pub(crate) Inner);

pub(crate) enum Inner {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! column {
    ($row:expr, $name:expr, $kind:ty) => {
        match &$row.0 {
            Inner::Sqlite(row) => row.try_get::<Option<$kind>, _>($name),
            Inner::Postgres(row) => row.try_get::<Option<$kind>, _>($name),
        }
        .map_err(|_| DbError::Column($name.to_owned()))
    };
}

impl Row {
    /// Text that may be absent.
    ///
    /// # Errors
    /// [`DbError::Column`] when there is no such column or it holds no text.
    pub fn maybe_text(&self, name: &str) -> Result<Option<String>, DbError> {
        column!(self, name, String)
    }

    /// Text.
    ///
    /// # Errors
    /// [`DbError::Column`] when it is absent or no text.
    pub fn text(&self, name: &str) -> Result<String, DbError> {
        self.maybe_text(name)?
            .ok_or_else(|| DbError::Column(name.to_owned()))
    }

    /// A number that may be absent.
    ///
    /// # Errors
    /// [`DbError::Column`] when there is no such column or it holds no number.
    pub fn maybe_number(&self, name: &str) -> Result<Option<i64>, DbError> {
        column!(self, name, i64)
    }

    /// A number.
    ///
    /// # Errors
    /// [`DbError::Column`] when it is absent or no number.
    pub fn number(&self, name: &str) -> Result<i64, DbError> {
        self.maybe_number(name)?
            .ok_or_else(|| DbError::Column(name.to_owned()))
    }

    /// A truth value, stored as 0 or 1.
    ///
    /// # Errors
    /// [`DbError::Column`] when it is absent or neither 0 nor 1.
    pub fn truth(&self, name: &str) -> Result<bool, DbError> {
        match self.number(name)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(DbError::Column(name.to_owned())),
        }
    }

    /// Bytes that may be absent.
    ///
    /// # Errors
    /// [`DbError::Column`] when there is no such column or it holds no bytes.
    pub fn maybe_bytes(&self, name: &str) -> Result<Option<Vec<u8>>, DbError> {
        column!(self, name, Vec<u8>)
    }

    /// Bytes.
    ///
    /// # Errors
    /// [`DbError::Column`] when they are absent or no bytes.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, DbError> {
        self.maybe_bytes(name)?
            .ok_or_else(|| DbError::Column(name.to_owned()))
    }

    /// A moment, stored as microseconds.
    ///
    /// # Errors
    /// [`DbError::Column`] when it is absent or no number.
    pub fn instant(&self, name: &str) -> Result<Instant, DbError> {
        self.number(name).map(Instant::from_microseconds)
    }

    /// A moment that may be absent.
    ///
    /// # Errors
    /// [`DbError::Column`] when it is no number.
    pub fn maybe_instant(&self, name: &str) -> Result<Option<Instant>, DbError> {
        Ok(self.maybe_number(name)?.map(Instant::from_microseconds))
    }

    /// Anything with a text form: ids, dates, codes.
    ///
    /// # Errors
    /// [`DbError::Column`] when it is absent or cannot be understood.
    pub fn parse<T: FromStr>(&self, name: &str) -> Result<T, DbError> {
        self.text(name)?
            .parse()
            .map_err(|_| DbError::Column(name.to_owned()))
    }

    /// Anything with a text form that may be absent.
    ///
    /// # Errors
    /// [`DbError::Column`] when it is present and cannot be understood.
    pub fn maybe_parse<T: FromStr>(&self, name: &str) -> Result<Option<T>, DbError> {
        self.maybe_text(name)?
            .map(|text| text.parse().map_err(|_| DbError::Column(name.to_owned())))
            .transpose()
    }

    /// Every column as text, for comparisons in tests of both engines.
    #[must_use]
    pub fn as_texts(&self) -> Vec<String> {
        let columns = match &self.0 {
            Inner::Sqlite(row) => row.columns().len(),
            Inner::Postgres(row) => row.columns().len(),
        };
        (0..columns).map(|index| self.cell(index)).collect()
    }

    fn cell(&self, index: usize) -> String {
        macro_rules! show {
            ($row:expr) => {{
                if $row
                    .try_get_raw(index)
                    .map(|raw| raw.is_null())
                    .unwrap_or(true)
                {
                    return "NULL".to_owned();
                }
                if let Ok(text) = $row.try_get::<String, _>(index) {
                    return text;
                }
                if let Ok(number) = $row.try_get::<i64, _>(index) {
                    return number.to_string();
                }
                match $row.try_get::<Vec<u8>, _>(index) {
                    Ok(bytes) => format!("{bytes:02x?}"),
                    Err(_) => "neither text, number nor bytes".to_owned(),
                }
            }};
        }
        match &self.0 {
            Inner::Sqlite(row) => show!(row),
            Inner::Postgres(row) => show!(row),
        }
    }
}
