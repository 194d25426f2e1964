//! The original: to be kept, never shown. Nothing of it runs here, whatever it holds.

use app::files;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use http::{HeaderValue, header};

use super::{Here, file_id, list_instead};
use crate::middleware::DOWNLOAD_POLICY;
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::{Signed, WebState};

pub(super) async fn download(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
) -> Answer {
    let reference = reference(&text)?;
    let file = file_id(&record)?;
    let found = files::download(state.app(), &signed.ctx, &reference, file).await;
    let failed = found.as_ref().err();
    if let Some(list) = list_instead(&state, &signed, &reference, file, failed).await? {
        return Ok(list);
    }
    let (row, pieces) = found?;
    let name = HeaderValue::from_str(&attachment(&row.name.0)).map_err(|_| PageError::Broken)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (header::CONTENT_DISPOSITION, name),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(DOWNLOAD_POLICY),
        ),
        (header::CONTENT_LENGTH, HeaderValue::from(row.size)),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// The header that makes a browser keep a file under its name (RFC 6266): a plain name for old programs, the
/// exact one for all others.
fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            ' ' | '.' | '-' | '_' | '(' | ')' => letter,
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '_',
        })
        .collect();
    let exact: String = name
        .bytes()
        .map(|byte| match byte {
            b'.' | b'-' | b'_' => char::from(byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leaves_its_header() {
        assert_eq!(
            attachment("Zoë's note.pdf"),
            "attachment; filename=\"Zo__s note.pdf\"; filename*=UTF-8''Zo%C3%AB%27s%20note.pdf"
        );
        for name in [
            "a\"; filename=b",
            "a\r\nSet-Cookie: x",
            "\u{202E}",
            "\0",
            "",
        ] {
            let header = attachment(name);
            assert!(HeaderValue::from_str(&header).is_ok(), "{name:?}");
            assert_eq!(header.matches('"').count(), 2, "{name:?}");
        }
    }
}
