//! Documents out: tagged PDF, and DOCX for editing. Made off the threads that answer requests.

use model::paper::Paper;

use crate::{App, AppError};

impl App {
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

/// How many pages a document has as a PDF.
pub(crate) async fn pages(paper: &Paper) -> Result<usize, AppError> {
    let paper = paper.clone();
    let counted = tokio::task::spawn_blocking(move || reports::pages(&paper)).await;
    counted.map_err(failed)?.map_err(failed)
}

/// The document for Word, its drawings as points.
fn word(paper: &Paper) -> Result<Vec<u8>, AppError> {
    let pictures = reports::pngs(paper).map_err(failed)?;
    papers::docx_with(paper, &pictures).map_err(failed)
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Store(Box::new(error))
}
