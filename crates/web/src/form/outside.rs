//! The door of every form, for tests that send anything through it.

use axum::body::Body;
use axum::extract::{FromRequest as _, Request};
use futures_util::StreamExt as _;
use http::header;

use super::{Filled, UploadForm};
use crate::problem::PageError;

/// Reads a body to its end as the handlers read a form, and keeps nothing of it. Returns the length of the file that
/// came with it.
///
/// # Errors
/// As the handlers' answers to what is no form.
pub async fn read_whatever(kind: &str, body: Vec<u8>) -> Result<Option<usize>, PageError> {
    let request = Request::post("/")
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .map_err(|_| PageError::Unreadable)?;
    if !kind.starts_with("multipart/") {
        Filled::from_request(request, &()).await?;
        return Ok(None);
    }
    let upload = UploadForm::from_request(request, &()).await?;
    let Some(mut chosen) = upload.answers().await?.1 else {
        return Ok(None);
    };
    let mut length = 0;
    while let Some(piece) = chosen.next().await {
        length += piece.map_err(|_| PageError::Unreadable)?.len();
    }
    Ok(Some(length))
}
