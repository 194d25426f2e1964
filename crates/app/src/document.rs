//! Documents out: tagged PDF, and DOCX for editing. Made off the threads that answer requests.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crypto::Digest;
use model::paper::Paper;

use crate::{App, AppError};

/// Of how many documents the number of pages is remembered.
const COUNTED: usize = 256;

/// How many pages documents have that were laid out already, each by the digest of all that stands in it: nothing of it is kept.
#[derive(Default)]
pub(crate) struct PageCounts(Mutex<HashMap<Digest, usize>>);

impl PageCounts {
    fn known(&self, of: Digest) -> Option<usize> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(&of).copied()
    }

    fn keep(&self, of: Digest, pages: usize) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= COUNTED {
            counts.clear();
        }
        counts.insert(of, pages);
    }
}

impl App {
    /// How many pages a document has as a PDF. One that was laid out before, and in which nothing changed, is not laid out again.
    ///
    /// # Errors
    /// [`AppError::Store`] when it cannot be laid out.
    pub async fn pages(&self, paper: &Paper) -> Result<usize, AppError> {
        let all = serde_json::to_vec(paper).map_err(failed)?;
        let of = crypto::digest(&all);
        if let Some(pages) = self.page_counts.known(of) {
            return Ok(pages);
        }
        let paper = paper.clone();
        let counted = tokio::task::spawn_blocking(move || reports::pages(&paper)).await;
        let pages = counted.map_err(failed)?.map_err(failed)?;
        self.page_counts.keep(of, pages);
        Ok(pages)
    }

    /// The document in a format (`pdf` or `docx`), with its media type.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for another format; [`AppError::Store`] when it cannot be made.
    pub async fn document(
        &self,
        paper: &Paper,
        format: &str,
    ) -> Result<(Vec<u8>, &'static str), AppError> {
        let paper = paper.clone();
        match format {
            "pdf" => {
                let made = tokio::task::spawn_blocking(move || reports::pdf(&paper)).await;
                let bytes = made.map_err(failed)?.map_err(failed)?;
                Ok((bytes, "application/pdf"))
            }
            "docx" => {
                let made = tokio::task::spawn_blocking(move || word(&paper)).await;
                let bytes = made.map_err(failed)??;
                let media =
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                Ok((bytes, media))
            }
            _ => Err(AppError::NotFound),
        }
    }
}

/// The document for Word, its drawings as points.
fn word(paper: &Paper) -> Result<Vec<u8>, AppError> {
    let pictures = reports::pngs(paper).map_err(failed)?;
    papers::docx_with(paper, &pictures).map_err(failed)
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Store(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_of_what_did_not_change_and_not_of_everything_for_good() {
        let counts = PageCounts::default();
        let of = |text: &str| crypto::digest(text.as_bytes());
        counts.keep(of("one"), 2);
        assert_eq!(counts.known(of("one")), Some(2));
        assert_eq!(counts.known(of("one, changed")), None);
        for number in 0..COUNTED {
            counts.keep(of(&number.to_string()), 1);
        }
        assert_eq!(counts.known(of("one")), None, "it is counted anew");
    }
}
