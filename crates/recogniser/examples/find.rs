//! Prints what is found in the text on standard input, and how fast: `… --example find < FILE`.

use std::io::Read;

use recogniser::Recogniser;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let recogniser = Recogniser::new();
    let begun = std::time::Instant::now();
    let found = recogniser.find(&text);
    let seconds = begun.elapsed().as_secs_f64();
    for piece in &found {
        let words = text.get(piece.start..piece.end).unwrap_or_default();
        println!(
            "{} {:.2} {}",
            piece.label.code(),
            piece.score,
            words.replace('\n', "\\n")
        );
    }
    println!("{} bytes in {seconds:.3} s", text.len());
    Ok(())
}
