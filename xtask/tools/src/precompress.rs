//! Writes a Brotli file beside each file named, at the highest quality: `page.js` gets a `page.js.br`.
//!
//! A file that does not get smaller gets none. Existing Brotli files are replaced.

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use std::{env, fs, path::PathBuf, thread};

fn main() -> Result<()> {
    let files: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    thread::scope(|scope| {
        let running: Vec<_> = files.iter().map(|file| scope.spawn(move || compress(file))).collect();
        running.into_iter().try_for_each(|thread| thread.join().expect("compressing does not panic"))
    })
}

fn compress(file: &PathBuf) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        lgblock: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &parameters)
        .with_context(|| format!("{} cannot be compressed", file.display()))?;

    let mut name = file.clone().into_os_string();
    name.push(".br");
    let beside = PathBuf::from(name);
    if compressed.len() < bytes.len() {
        fs::write(&beside, compressed)
    } else if beside.exists() {
        fs::remove_file(&beside)
    } else {
        Ok(())
    }
    .with_context(|| format!("{} cannot be written", beside.display()))
}
