//! The list of themes: edited by people, every state of it kept whole.

use db::{DbError, Row, Statement, Value};
use model::{Instant, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx};

const LAST: Statement = Statement::new(
    "list of themes",
    "SELECT version, at, by_person, why, body FROM theme_list ORDER BY version DESC LIMIT 1",
);
const ALL: Statement = Statement::new(
    "every list of themes",
    "SELECT version, at, by_person, why, body FROM theme_list ORDER BY version DESC",
);
const ADD: Statement = Statement::new(
    "change the list of themes",
    "INSERT INTO theme_list (version, at, by_person, by_organisation, why, body) VALUES ($1, $2, $3, $4, $5, $6)",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&LAST, &ALL, &ADD];
pub(crate) const WHAT: &str = "the list of themes";
/// The list that the program ships, in force until somebody changes it.
const SHIPPED: &str = include_str!("../data/themes.json");

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// The stable code: small letters, digits and `_`. It never gets another meaning.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Words and phrases, in small letters, that suggest it where a sentence holds one.
    pub words: Vec<String>,
    /// Whether it is no longer given to anything new.
    #[serde(default)]
    pub retired: bool,
}

/// The list as it stood from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeList {
    /// Counted from 0, which is the list that the program ships.
    pub version: i64,
    /// Since when, by whom and why; absent for the list that the program ships.
    pub changed: Option<(Instant, PersonId, String)>,
    /// The themes in their order.
    pub themes: Vec<Theme>,
}

impl ThemeList {
    fn shipped() -> Result<Self, CommonsError> {
        Ok(Self {
            version: 0,
            changed: None,
            themes: read_back(WHAT, SHIPPED)?,
        })
    }

    fn read(row: &Row) -> Result<Self, CommonsError> {
        let changed = (
            row.instant("at")?,
            row.parse("by_person")?,
            row.text("why")?,
        );
        Ok(Self {
            version: row.number("version")?,
            changed: Some(changed),
            themes: read_back(WHAT, &row.text("body")?)?,
        })
    }

    /// The title of a theme; its code when the list no longer has it.
    #[must_use]
    pub fn title<'a>(&'a self, code: &'a str) -> &'a str {
        let found = self.themes.iter().find(|theme| theme.code == code);
        found.map_or(code, |theme| &theme.title)
    }

    /// Whether something may bear these themes: each is in the list, and one that is retired only where it was borne before.
    #[must_use]
    pub fn may_bear(&self, codes: &[String], before: &[String]) -> bool {
        codes.iter().all(|code| {
            let found = self.themes.iter().find(|theme| theme.code == *code);
            found.is_some_and(|theme| !theme.retired || before.contains(code))
        })
    }

    /// Themes that a text suggests, each with the sentence that suggests it. A person accepts them.
    #[must_use]
    pub fn suggested<'t>(&self, text: &'t str) -> Vec<(&Theme, &'t str)> {
        let sentences: Vec<(&str, String)> = text
            .split_inclusive(['.', '!', '?', '\n'])
            .map(str::trim)
            .filter(|sentence| !sentence.is_empty())
            .map(|sentence| (sentence, plain(sentence)))
            .collect();
        let in_force = self.themes.iter().filter(|theme| !theme.retired);
        in_force
            .filter_map(|theme| {
                let says = |(_, plain): &&(&str, String)| {
                    theme.words.iter().any(|word| {
                        let word = self::plain(word);
                        word.len() > 2 && plain.contains(&word)
                    })
                };
                let (sentence, _) = sentences.iter().find(says)?;
                Some((theme, *sentence))
            })
            .collect()
    }
}

/// A text in small letters, with one space around every word: so a phrase is found whole.
fn plain(text: &str) -> String {
    let mut plain = String::from(" ");
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if !word.is_empty() {
            plain.push_str(&word.to_lowercase());
            plain.push(' ');
        }
    }
    plain
}

/// The list in force.
///
/// # Errors
/// [`CommonsError`].
pub async fn themes(tx: &mut CommonsTx<'_>) -> Result<ThemeList, CommonsError> {
    match tx.first(&LAST, []).await? {
        Some(row) => ThemeList::read(&row),
        None => ThemeList::shipped(),
    }
}

/// Every list that was in force, newest first; the last is the one that the program ships.
///
/// # Errors
/// [`CommonsError`].
pub async fn theme_versions(tx: &mut CommonsTx<'_>) -> Result<Vec<ThemeList>, CommonsError> {
    let rows = tx.all(&ALL, []).await?;
    let mut lists: Vec<ThemeList> = rows.iter().map(ThemeList::read).collect::<Result<_, _>>()?;
    lists.push(ThemeList::shipped()?);
    Ok(lists)
}

/// Puts another list in force that somebody asked for, in their name.
pub(crate) async fn put_in_force(
    tx: &mut CommonsTx<'_>,
    (version, by): (i64, (PersonId, OrganisationId)),
    (why, list): (&str, &[Theme]),
) -> Result<(), CommonsError> {
    let values = [
        version.into(),
        tx.ctx.now.into(),
        Value::id(by.0),
        Value::id(by.1),
        why.into(),
        written(WHAT, &list)?.into(),
    ];
    let added = tx.execute(&ADD, values).await;
    added.map_err(|error| match error {
        CommonsError::Db(DbError::Refused(name)) => DbError::Conflict(name).into(),
        other => other,
    })?;
    Ok(())
}

/// Whether a list may follow the one in force, of version `shown`. A theme is retired, never left out: what bears its code keeps it.
///
/// # Errors
/// [`CommonsError::Rule`] `changed-meanwhile` when the list is no longer the one of version `shown`, `theme-left-out` when
/// a theme is missing, `theme-code` when a code is no code or stands twice, `theme-title` when one has no title.
pub(crate) async fn may_follow(
    tx: &mut CommonsTx<'_>,
    shown: i64,
    list: &[Theme],
) -> Result<(), CommonsError> {
    let before = themes(tx).await?;
    match before.version == shown {
        true => fits(&before, list),
        false => Err(CommonsError::Rule("changed-meanwhile")),
    }
}

fn fits(before: &ThemeList, list: &[Theme]) -> Result<(), CommonsError> {
    let codes: std::collections::BTreeSet<&str> =
        list.iter().map(|theme| theme.code.as_str()).collect();
    let plain = |code: &&str| {
        let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        (2..=40).contains(&code.len()) && code.bytes().all(sign)
    };
    if codes.len() != list.len() || !codes.iter().all(plain) {
        return Err(CommonsError::Rule("theme-code"));
    }
    if list.iter().any(|theme| theme.title.trim().is_empty()) {
        return Err(CommonsError::Rule("theme-title"));
    }
    let kept = |theme: &Theme| codes.contains(theme.code.as_str());
    if before.themes.iter().all(kept) {
        Ok(())
    } else {
        Err(CommonsError::Rule("theme-left-out"))
    }
}
