//! A form with a file: the answers, and then the file, piece by piece, never whole in memory.
//!
//! Any form can have one: put `enctype="multipart/form-data"` on it and `{{ form.file(FIELD) }}` last in it,
//! take [`UploadForm`] in the handler, and hand the [`Chosen`] file to [`app::files::add`], or to
//! [`app::files::receive`] where it is added in a transaction of the caller's own. The row needs
//! `.up_to(UPLOAD_LIMIT).patient(UPLOAD_PATIENCE)`.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::RequestExt as _;
use axum::extract::{FromRequest, Request};
use futures_util::{FutureExt as _, Stream, StreamExt as _};
use http::header;
use multer::{Constraints, Field as Part, Multipart, SizeLimit};

use super::{Filled, resolve};
use crate::problem::PageError;
use crate::visit::Visit;

/// Largest body of a form with a file. More than the largest file: what is a little too large is taken in and
/// thrown away, so that its sender reads why and not that the line broke.
pub const UPLOAD_LIMIT: usize = 2 * app::files::LARGEST;

/// Longest time for sending a form with a file: 50 MB over a line of 0.5 Mbit/s.
pub const UPLOAD_PATIENCE: Duration = Duration::from_secs(15 * 60);

/// Longest wait for the next piece.
const NEXT_PIECE: Duration = Duration::from_secs(30);

/// Longest answer beside the file, and most of them.
const LONGEST_ANSWER: u64 = 64 * 1024;
const MOST_ANSWERS: usize = 200;

/// A form with a file, as it arrives.
pub struct UploadForm(Multipart<'static>);

/// The file that was chosen, as it arrives.
pub struct Chosen {
    /// The name it came under.
    pub name: String,
    part: Part<'static>,
    alarm: Pin<Box<tokio::time::Sleep>>,
}

/// The file did not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenOff;

impl<S: Send + Sync> FromRequest<S> for UploadForm {
    type Rejection = PageError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, PageError> {
        if let Some(visit) = request.extensions().get::<Visit>() {
            visit.keep_no_file();
        }
        let kind = request.headers().get(header::CONTENT_TYPE);
        let boundary = kind
            .and_then(|kind| kind.to_str().ok())
            .and_then(|kind| multer::parse_boundary(kind).ok())
            .ok_or(PageError::Unreadable)?;
        let body = request.into_limited_body().into_data_stream();
        let whole = u64::try_from(UPLOAD_LIMIT).unwrap_or(u64::MAX);
        let limits = SizeLimit::new().whole_stream(whole);
        let constraints = Constraints::new().size_limit(limits);
        Ok(Self(Multipart::with_constraints(
            body,
            boundary,
            constraints,
        )))
    }
}

impl UploadForm {
    /// Takes everything in and throws it away, for somebody who may not: a browser that is still sending reads
    /// no answer.
    pub async fn pass_over(mut self) {
        while let Ok(Ok(Some(mut part))) =
            tokio::time::timeout(NEXT_PIECE, self.0.next_field()).await
        {
            while let Ok(Ok(Some(_))) = tokio::time::timeout(NEXT_PIECE, part.chunk()).await {}
        }
    }

    /// Reads the answers up to the file. No file was chosen when there is none, or one without a name.
    ///
    /// # Errors
    /// [`PageError::Unreadable`] for what no browser sends; [`PageError::TooLarge`].
    pub async fn answers(mut self) -> Result<(Filled, Option<Chosen>), PageError> {
        let mut pairs = Vec::new();
        loop {
            let part = tokio::time::timeout(NEXT_PIECE, self.0.next_field());
            let part = part.await.map_err(|_| PageError::Unreadable)?;
            let Some(part) = part.map_err(|error| unreadable(&error))? else {
                return Ok((Filled::posted(resolve::chosen(pairs)?), None));
            };
            if let Some(name) = part.file_name().map(str::to_owned) {
                let chosen = (!name.is_empty()).then(|| Chosen::new(name, part));
                return Ok((Filled::posted(resolve::chosen(pairs)?), chosen));
            }
            if pairs.len() >= MOST_ANSWERS {
                return Err(PageError::TooLarge);
            }
            pairs.push(answer(part).await?);
        }
    }
}

async fn answer(mut part: Part<'static>) -> Result<(String, String), PageError> {
    let name = part.name().ok_or(PageError::Unreadable)?.to_owned();
    let mut value = Vec::new();
    loop {
        let piece = tokio::time::timeout(NEXT_PIECE, part.chunk());
        let piece = piece.await.map_err(|_| PageError::Unreadable)?;
        let Some(piece) = piece.map_err(|error| unreadable(&error))? else {
            break;
        };
        value.extend_from_slice(&piece);
        if value.len() as u64 > LONGEST_ANSWER {
            return Err(PageError::TooLarge);
        }
    }
    let value = String::from_utf8(value).map_err(|_| PageError::Unreadable)?;
    Ok((name, value))
}

impl Chosen {
    fn new(name: String, part: Part<'static>) -> Self {
        let alarm = Box::pin(tokio::time::sleep(NEXT_PIECE));
        Self { name, part, alarm }
    }

    /// Takes the file in and throws it away: a browser that is still sending reads no answer.
    pub async fn pass_over(mut self) {
        while let Some(Ok(_)) = self.next().await {}
    }
}

impl Stream for Chosen {
    type Item = Result<Vec<u8>, BrokenOff>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Poll::Ready(piece) = Pin::new(&mut self.part).poll_next(context) {
            let next = tokio::time::Instant::now() + NEXT_PIECE;
            self.alarm.as_mut().reset(next);
            return Poll::Ready(piece.map(|piece| match piece {
                Ok(piece) => Ok(piece.to_vec()),
                Err(_) => Err(BrokenOff),
            }));
        }
        ready!(self.alarm.poll_unpin(context));
        Poll::Ready(Some(Err(BrokenOff)))
    }
}

fn unreadable(error: &multer::Error) -> PageError {
    match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            PageError::TooLarge
        }
        // The limit of the body itself reports as a stream that fails.
        multer::Error::StreamReadFailed(cause) if is_limit(cause.as_ref()) => PageError::TooLarge,
        _ => PageError::Unreadable,
    }
}

fn is_limit(cause: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(cause);
    while let Some(error) = next {
        if error.to_string().contains("length limit exceeded") {
            return true;
        }
        next = error.source();
    }
    false
}
