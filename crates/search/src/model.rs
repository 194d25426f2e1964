//! The sentence model: all-MiniLM-L6-v2, a BERT of six layers, on the processor.
//!
//! Installed by an administrator, never fetched from here. Weights and list of word pieces are read only when their digests are
//! the ones below.

use std::path::Path;

use crypto::Digest;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, ArrayViewMut1, Axis, Slice};
use serde::Deserialize;

use crate::wordpiece::WordPieces;
use crate::{Embedder, ModelError};

/// SHA-256 of `model.safetensors`.
pub const MODEL_DIGEST: &str = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";
/// SHA-256 of `vocab.txt`.
pub const VOCABULARY_DIGEST: &str =
    "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3";
/// How many values a vector has.
pub const WIDTH: usize = 384;

const LAYERS: usize = 6;
const HEADS: usize = 12;
const HEAD: usize = WIDTH / HEADS;
/// Pieces of a passage, with begin and end: what the model was trained for.
const PASSAGE: usize = 256;
/// Pieces that a passage shares with the one before.
const OVERLAP: usize = 32;
/// Passages of one item; what comes after is not embedded.
const MOST_PASSAGES: usize = 16;
const TINY: f32 = 1e-12;

/// A matrix with what is added to it.
struct Dense {
    /// Columns are what comes out: a multiplication reads it row by row.
    weight: Array2<f32>,
    bias: Array1<f32>,
}

struct Norm {
    weight: Array1<f32>,
    bias: Array1<f32>,
}

struct Layer {
    /// Query, key and value in one.
    question: Dense,
    attended: Dense,
    attended_norm: Norm,
    wide: Dense,
    narrow: Dense,
    norm: Norm,
}

/// The sentence model in memory: about 90 MB.
pub struct SentenceModel {
    pieces: WordPieces,
    words: Array2<f32>,
    places: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    digest: Digest,
}

impl SentenceModel {
    /// Reads the model from a folder with `model.safetensors` and `vocab.txt`.
    ///
    /// # Errors
    /// [`ModelError::Missing`], or [`ModelError::Unknown`] when a file is not the one this program knows.
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        let (list, _) = known_file(folder, "vocab.txt", VOCABULARY_DIGEST)?;
        let (bytes, digest) = known_file(folder, "model.safetensors", MODEL_DIGEST)?;
        let list = String::from_utf8(list).map_err(|_| ModelError::Shape)?;
        let tensors = Tensors::read(&bytes)?;
        let pieces = WordPieces::new(&list)?;
        let words = tensors.matrix("embeddings.word_embeddings.weight", WIDTH)?;
        if words.nrows() != pieces.len() {
            return Err(ModelError::Shape);
        }
        let kind = tensors.matrix("embeddings.token_type_embeddings.weight", WIDTH)?;
        let places = tensors.matrix("embeddings.position_embeddings.weight", WIDTH)?;
        if places.nrows() < PASSAGE || kind.nrows() == 0 {
            return Err(ModelError::Shape);
        }
        Ok(Self {
            pieces,
            words,
            // Every text is of the first kind.
            places: places + kind.row(0),
            norm: tensors.norm("embeddings.LayerNorm")?,
            layers: (0..LAYERS)
                .map(|number| tensors.layer(number))
                .collect::<Result<_, _>>()?,
            digest,
        })
    }

    /// The vectors of several questions at once.
    ///
    /// # Errors
    /// [`ModelError::Shape`]: never, for a model that was opened.
    pub fn questions(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ModelError> {
        let cut = |text: &&str| {
            let mut pieces = self.pieces.split(text);
            pieces.truncate(PASSAGE - 2);
            self.framed(&pieces)
        };
        self.embed(&texts.iter().map(cut).collect::<Vec<_>>())
    }

    fn framed(&self, pieces: &[u32]) -> Vec<u32> {
        let mut framed = Vec::with_capacity(pieces.len() + 2);
        framed.push(self.pieces.begin);
        framed.extend_from_slice(pieces);
        framed.push(self.pieces.end);
        framed
    }

    /// The vectors of texts given as pieces. They share every multiplication but the attention, with nothing filled up.
    fn embed(&self, texts: &[Vec<u32>]) -> Result<Vec<Vec<f32>>, ModelError> {
        let rows = texts.iter().map(Vec::len).sum();
        let mut hidden = Array2::<f32>::zeros((rows, WIDTH));
        let pieces = texts.iter().flat_map(|text| text.iter().enumerate());
        for (mut row, (place, piece)) in hidden.rows_mut().into_iter().zip(pieces) {
            let piece = usize::try_from(*piece).map_err(|_| ModelError::Shape)?;
            if piece >= self.words.nrows() || place >= self.places.nrows() {
                return Err(ModelError::Shape);
            }
            row.assign(&self.words.row(piece));
            row += &self.places.row(place);
        }
        self.norm.apply(&mut hidden);
        for layer in &self.layers {
            layer.apply(&mut hidden, texts);
        }
        let mut vectors = Vec::with_capacity(texts.len());
        let mut start = 0;
        for text in texts {
            let whole = hidden.slice_axis(Axis(0), Slice::from(start..start + text.len()));
            start += text.len();
            let mean = whole.mean_axis(Axis(0)).ok_or(ModelError::Shape)?;
            let length = mean.dot(&mean).sqrt().max(TINY);
            vectors.push((mean / length).to_vec());
        }
        Ok(vectors)
    }
}

impl Embedder for SentenceModel {
    fn digest(&self) -> Digest {
        self.digest
    }

    fn passages(&self, title: &str, text: &str) -> Result<Vec<Vec<f32>>, ModelError> {
        let mut pieces = self.pieces.split(title);
        pieces.extend(self.pieces.split(text));
        let mut passages = Vec::new();
        let mut start = 0;
        while passages.len() < MOST_PASSAGES {
            let rest = pieces.get(start..).unwrap_or_default();
            let passage = rest.get(..PASSAGE - 2).unwrap_or(rest);
            passages.push(self.framed(passage));
            if passage.len() == rest.len() {
                break;
            }
            start += PASSAGE - 2 - OVERLAP;
        }
        let mut vectors = Vec::with_capacity(passages.len());
        // One after the other: together they would only need more memory.
        for passage in passages {
            vectors.extend(self.embed(&[passage])?);
        }
        Ok(vectors)
    }

    fn question(&self, text: &str) -> Result<Vec<f32>, ModelError> {
        let vectors = self.questions(&[text])?;
        vectors.into_iter().next().ok_or(ModelError::Shape)
    }
}

impl Dense {
    fn apply(&self, input: &Array2<f32>) -> Array2<f32> {
        let mut output = input.dot(&self.weight);
        output += &self.bias;
        output
    }
}

impl Norm {
    fn apply(&self, values: &mut Array2<f32>) {
        for row in values.rows_mut() {
            self.row(row);
        }
    }

    fn row(&self, mut row: ArrayViewMut1<'_, f32>) {
        let count = row.len() as f32;
        let mean = row.sum() / count;
        row -= mean;
        let scale = (row.dot(&row) / count + TINY).sqrt().recip();
        row *= scale;
        row *= &self.weight;
        row += &self.bias;
    }
}

impl Layer {
    fn apply(&self, hidden: &mut Array2<f32>, texts: &[Vec<u32>]) {
        let asked = self.question.apply(hidden);
        let mut found = Array2::<f32>::zeros(hidden.dim());
        let mut start = 0;
        for text in texts {
            let rows = Slice::from(start..start + text.len());
            start += text.len();
            let asked = asked.slice_axis(Axis(0), rows);
            let mut found = found.slice_axis_mut(Axis(0), rows);
            for head in 0..HEADS {
                let part = |which: usize| {
                    let from = which * WIDTH + head * HEAD;
                    asked.slice_axis(Axis(1), Slice::from(from..from + HEAD))
                };
                let attended = attention(part(0), part(1), part(2));
                let columns = Slice::from(head * HEAD..(head + 1) * HEAD);
                found.slice_axis_mut(Axis(1), columns).assign(&attended);
            }
        }
        *hidden += &self.attended.apply(&found);
        self.attended_norm.apply(hidden);
        let mut wide = self.wide.apply(hidden);
        wide.mapv_inplace(gelu);
        *hidden += &self.narrow.apply(&wide);
        self.norm.apply(hidden);
    }
}

fn attention(
    query: ArrayView2<'_, f32>,
    key: ArrayView2<'_, f32>,
    value: ArrayView2<'_, f32>,
) -> Array2<f32> {
    let mut weights = query.dot(&key.t());
    weights *= (HEAD as f32).sqrt().recip();
    for mut row in weights.rows_mut() {
        let most = row
            .iter()
            .fold(f32::NEG_INFINITY, |most, value| most.max(*value));
        row.mapv_inplace(|value| (value - most).exp());
        let sum = row.sum();
        row /= sum;
    }
    weights.dot(&value)
}

/// x times the normal distribution function of x.
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function to within 1.5e-7 (Abramowitz and Stegun, 7.1.26).
fn erf(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let sum = t
        * (0.254_829_6
            + t * (-0.284_496_74 + t * (1.421_413_8 + t * (-1.453_152 + t * 1.061_405_4))));
    (1.0 - sum * (-x * x).exp()).copysign(x)
}

fn known_file(
    folder: &Path,
    file: &'static str,
    expected: &'static str,
) -> Result<(Vec<u8>, Digest), ModelError> {
    let bytes =
        std::fs::read(folder.join(file)).map_err(|error| ModelError::Missing { file, error })?;
    let found = crypto::digest(&bytes);
    if found.to_string() == expected {
        Ok((bytes, found))
    } else {
        Err(ModelError::Unknown {
            file,
            found,
            expected,
        })
    }
}

/// The tables of a safetensors file.
struct Tensors<'a> {
    tables: std::collections::HashMap<String, serde_json::Value>,
    bytes: &'a [u8],
}

#[derive(Deserialize)]
struct Table {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

impl<'a> Tensors<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or(ModelError::Shape)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| ModelError::Shape)?;
        let (head, bytes) = rest.split_at_checked(length).ok_or(ModelError::Shape)?;
        let tables = serde_json::from_slice(head).map_err(|_| ModelError::Shape)?;
        Ok(Self { tables, bytes })
    }

    fn values(&self, name: &str) -> Result<(Vec<f32>, Vec<usize>), ModelError> {
        let table = self.tables.get(name).ok_or(ModelError::Shape)?;
        let table = Table::deserialize(table).map_err(|_| ModelError::Shape)?;
        let (start, end) = table.data_offsets;
        let bytes = self.bytes.get(start..end).ok_or(ModelError::Shape)?;
        let (values, rest) = bytes.as_chunks::<4>();
        if table.dtype != "F32" || !rest.is_empty() {
            return Err(ModelError::Shape);
        }
        let values = values.iter().map(|value| f32::from_le_bytes(*value));
        Ok((values.collect(), table.shape))
    }

    fn matrix(&self, name: &str, columns: usize) -> Result<Array2<f32>, ModelError> {
        let (values, shape) = self.values(name)?;
        match shape.as_slice() {
            [rows, found] if *found == columns => {
                Array2::from_shape_vec((*rows, columns), values).map_err(|_| ModelError::Shape)
            }
            _ => Err(ModelError::Shape),
        }
    }

    fn row(&self, name: &str, columns: usize) -> Result<Array1<f32>, ModelError> {
        let (values, _) = self.values(name)?;
        (values.len() == columns)
            .then(|| Array1::from_vec(values))
            .ok_or(ModelError::Shape)
    }

    fn dense(&self, name: &str, rows: usize, columns: usize) -> Result<Dense, ModelError> {
        let weight = self.matrix(&format!("{name}.weight"), columns)?;
        let bias = self.row(&format!("{name}.bias"), rows)?;
        if weight.nrows() == rows {
            let weight = weight.t().as_standard_layout().into_owned();
            Ok(Dense { weight, bias })
        } else {
            Err(ModelError::Shape)
        }
    }

    fn norm(&self, name: &str) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: self.row(&format!("{name}.weight"), WIDTH)?,
            bias: self.row(&format!("{name}.bias"), WIDTH)?,
        })
    }

    fn layer(&self, number: usize) -> Result<Layer, ModelError> {
        let name = |part: &str| format!("encoder.layer.{number}.{part}");
        let mut parts = Vec::with_capacity(3);
        for part in ["query", "key", "value"] {
            parts.push(self.dense(&name(&format!("attention.self.{part}")), WIDTH, WIDTH)?);
        }
        let weights: Vec<ArrayView2<'_, f32>> = parts.iter().map(|p| p.weight.view()).collect();
        let biases: Vec<ArrayView1<'_, f32>> = parts.iter().map(|p| p.bias.view()).collect();
        let shape = |_| ModelError::Shape;
        Ok(Layer {
            question: Dense {
                weight: ndarray::concatenate(Axis(1), &weights).map_err(shape)?,
                bias: ndarray::concatenate(Axis(0), &biases).map_err(shape)?,
            },
            attended: self.dense(&name("attention.output.dense"), WIDTH, WIDTH)?,
            attended_norm: self.norm(&name("attention.output.LayerNorm"))?,
            wide: self.dense(&name("intermediate.dense"), 4 * WIDTH, WIDTH)?,
            narrow: self.dense(&name("output.dense"), WIDTH, 4 * WIDTH)?,
            norm: self.norm(&name("output.LayerNorm"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn the_error_function_is_the_published_one() {
        for (x, published) in [
            (0.0, 0.0),
            (0.5, 0.520_499_9),
            (1.0, 0.842_700_8),
            (-2.0, -0.995_322_3),
        ] {
            assert!((erf(x) - published).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn a_model_that_is_not_the_known_one_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let missing = SentenceModel::open(folder.path());
        assert!(matches!(
            missing.err(),
            Some(ModelError::Missing {
                file: "vocab.txt",
                ..
            })
        ));
        std::fs::write(folder.path().join("vocab.txt"), "another").unwrap();
        let unknown = SentenceModel::open(folder.path()).err().unwrap();
        let said = unknown.to_string();
        assert!(
            said.contains("vocab.txt") && said.contains(VOCABULARY_DIGEST),
            "{said}"
        );
    }

    #[test]
    fn tables_that_do_not_fit_are_noticed() {
        for bytes in [&b""[..], b"\x08\0\0\0\0\0\0\0{}", b"\x02\0\0\0\0\0\0\0{]"] {
            assert!(Tensors::read(bytes).is_err());
        }
        let head = br#"{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}"#;
        let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
        bytes.extend(head);
        bytes.extend(1.0_f32.to_le_bytes());
        bytes.extend(2.0_f32.to_le_bytes());
        let tensors = Tensors::read(&bytes).unwrap();
        assert_eq!(tensors.matrix("a", 2).unwrap(), ndarray::array![[1.0, 2.0]]);
        assert!(tensors.matrix("a", 3).is_err());
        assert!(tensors.row("b", 2).is_err());
        assert!(tensors.row("c", 2).is_err());
        let cut = Tensors::read(bytes.get(..bytes.len() - 1).unwrap()).unwrap();
        assert!(cut.matrix("a", 2).is_err());
    }
}
