//! Going through the service as somebody who presses everything: reads the links and forms of each page, fills
//! the forms in and sends them, so that there is something at almost every address.

use std::collections::{BTreeMap, BTreeSet};

use web::Row;

use crate::client::{Client, encoded};

/// A box of a form and what it held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub kind: String,
    pub value: String,
}

/// A form as a page showed it.
#[derive(Debug, Clone)]
pub struct Form {
    pub path: String,
    pub with_file: bool,
    pub boxes: Vec<Entry>,
}

/// Words of an address that nobody should press while looking around: they end things, or begin a review that nobody else
/// is in.
const ENDINGS: [&str; 13] = [
    "close",
    "withdraw",
    "take-away",
    "take-out",
    "end",
    "transfer",
    "no",
    "wrong",
    "reopen",
    "sign-out",
    "end-all",
    "open-again",
    "practice",
];

impl Form {
    /// Whether sending it ends something.
    fn ends(&self) -> bool {
        self.path.split('/').any(|part| ENDINGS.contains(&part))
    }

    /// Hidden boxes, as they came.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let hidden = self.boxes.iter().filter(|one| one.kind == "hidden");
        hidden
            .map(|one| (one.name.clone(), one.value.clone()))
            .collect()
    }

    /// Boxes that people type into.
    pub fn typed(&self) -> impl Iterator<Item = &Entry> {
        self.boxes
            .iter()
            .filter(|one| matches!(one.kind.as_str(), "text" | "email" | "tel" | "textarea"))
    }

    /// The form with every answer put in its place; choices get the first that is offered.
    pub fn filled(&self, answer: &dyn Fn(&Entry) -> String) -> Vec<(String, String)> {
        let mut chosen = BTreeSet::new();
        let mut pairs = self.hidden();
        for one in self.boxes.iter().filter(|one| one.kind != "hidden") {
            let value = match one.kind.as_str() {
                "radio" | "checkbox" | "option" => {
                    if one.value.is_empty() || !chosen.insert(one.name.clone()) {
                        continue;
                    }
                    one.value.clone()
                }
                "password" | "file" => continue,
                _ => answer(one),
            };
            pairs.push((one.name.clone(), value));
        }
        pairs
    }
}

/// Pairs as a browser sends them.
pub fn body(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

/// An answer that most boxes accept.
pub fn plausible(one: &Entry) -> String {
    const DATES: [&str; 10] = [
        "on",
        "told",
        "began",
        "born",
        "happened",
        "may-end",
        "first-known",
        "authority-knew",
        "since",
        "until",
    ];
    let name = one.name.as_str();
    let is_date = DATES.contains(&name) || name.ends_with("-on") || name.starts_with("on-");
    match name.rsplit('-').next().unwrap_or_default() {
        "day" => "24".to_owned(),
        "month" => "11".to_owned(),
        "year" => "2026".to_owned(),
        "email" => "somebody@example.org".to_owned(),
        "at" | "time" => "9:30am".to_owned(),
        "code" => "hillside".to_owned(),
        _ if one.kind == "tel" || name.contains("phone") => "020 7946 0000".to_owned(),
        // Words beside a list: one of the two.
        _ if name.starts_with("words-") => String::new(),
        _ if is_date => "24 November 2026".to_owned(),
        _ => format!("kept {name}"),
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(plain(value))
}

fn plain(text: &str) -> String {
    [
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    })
}

/// The tags of a page that begin so: `tags(page, "input")`.
fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let start = format!("<{name}");
    html.match_indices(name).filter_map(move |(at, _)| {
        let from = at.checked_sub(1)?;
        let rest = html.get(from..)?;
        if !rest.starts_with(&start)
            || !rest
                .as_bytes()
                .get(start.len())
                .is_some_and(|next| b" >".contains(next))
        {
            return None;
        }
        let end = rest.find('>')?;
        Some((rest.get(..end)?, rest.get(end + 1..)?))
    })
}

/// The forms of a page that are posted.
pub fn forms(path: &str, html: &str) -> Vec<Form> {
    let mut found = Vec::new();
    for (tag, rest) in tags(html, "form") {
        if attribute(tag, "method").is_none_or(|method| !method.eq_ignore_ascii_case("post")) {
            continue;
        }
        let inside = rest.split("</form>").next().unwrap_or_default();
        let own = path.split('?').next().unwrap_or_default().to_owned();
        let action = attribute(tag, "action").filter(|action| !action.is_empty());
        found.push(Form {
            path: action.unwrap_or(own),
            with_file: tag.contains("multipart/form-data"),
            boxes: boxes(inside),
        });
    }
    found
}

fn boxes(html: &str) -> Vec<Entry> {
    let mut boxes = Vec::new();
    for (tag, _) in tags(html, "input") {
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let kind = attribute(tag, "type").unwrap_or_else(|| "text".to_owned());
        let value = attribute(tag, "value").unwrap_or_default();
        boxes.push(Entry { name, kind, value });
    }
    for (tag, rest) in tags(html, "textarea") {
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let value = plain(rest.split("</textarea>").next().unwrap_or_default());
        let kind = "textarea".to_owned();
        boxes.push(Entry { name, kind, value });
    }
    for (tag, rest) in tags(html, "select") {
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let inside = rest.split("</select>").next().unwrap_or_default();
        for (option, _) in tags(inside, "option") {
            let value = attribute(option, "value").unwrap_or_default();
            let (name, kind) = (name.clone(), "option".to_owned());
            boxes.push(Entry { name, kind, value });
        }
    }
    boxes
}

fn links(html: &str) -> BTreeSet<String> {
    let hrefs = tags(html, "a").filter_map(|(tag, _)| attribute(tag, "href"));
    hrefs
        .map(|href| href.split(['#', '?']).next().unwrap_or_default().to_owned())
        .filter(|href| {
            href.starts_with("/o/") || href.starts_with("/passkeys") || href == "/sessions"
        })
        .collect()
}

/// The row that an address belongs to: the most literal one.
pub fn row_of<'a>(rows: &'a [Row], method: &http::Method, path: &str) -> Option<&'a Row> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |row: &&Row| {
        let own: Vec<&str> = row.path.split('/').collect();
        row.method == *method
            && own.len() == parts.len()
            && own
                .iter()
                .zip(&parts)
                .all(|(own, part)| own.starts_with('{') || own == part)
    };
    rows.iter()
        .filter(fits)
        .min_by_key(|row| row.path.matches('{').count())
}

/// What was found: one address for each page, one form for each address that takes one.
#[derive(Default)]
pub struct Found {
    pub pages: BTreeMap<&'static str, String>,
    pub forms: BTreeMap<&'static str, Form>,
}

/// Goes through everything from `start` on, a few times, and sends each form once it is met.
pub async fn browse(browser: &mut Client, start: &[String]) -> Found {
    let rows = web::rows();
    let mut found = Found::default();
    let mut sent = BTreeSet::new();
    for _ in 0..2 {
        let mut open: Vec<String> = start.to_vec();
        let mut seen: BTreeSet<String> = open.iter().cloned().collect();
        while let Some(path) = open.pop() {
            let page = browser.get(&path).await;
            assert!(!page.status.is_server_error(), "{path}: {}", page.status);
            if page.status != 200 {
                continue;
            }
            let Some(row) = row_of(&rows, &http::Method::GET, &path) else {
                continue;
            };
            found.pages.entry(row.path).or_insert_with(|| path.clone());
            for form in forms(&path, &page.body) {
                let Some(row) = row_of(&rows, &http::Method::POST, &form.path) else {
                    continue;
                };
                found.forms.insert(row.path, form.clone());
                if form.ends() || form.with_file || !sent.insert(row.path) {
                    continue;
                }
                let pairs = form.filled(&plausible);
                let answer = browser.post_body(&form.path, body(&pairs)).await;
                let what = format!("{}: {}", form.path, answer.status);
                assert!(!answer.status.is_server_error(), "{what}");
            }
            let new = links(&page.body)
                .into_iter()
                .filter(|href| seen.len() < 1_000 && seen.insert(href.clone()));
            let new: Vec<String> = new.collect();
            open.extend(new);
        }
    }
    found
}
