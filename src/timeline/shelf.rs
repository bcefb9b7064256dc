//! The records' own texts, packed: they are read again only where somebody looks.

use std::sync::{Arc, Mutex, PoisonError};

/// How much is packed at once, in bytes. More packs a little better and takes longer to open.
const BLOCK: usize = 32 * 1024;
/// Below this many bytes it is not worth while to put things together anew.
const LITTLE: usize = 1 << 20;

/// Where a text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lies {
    block: u32,
    from: u32,
    length: u32,
}

/// Texts one after the other in packed blocks; the last block is still open.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    blocks: Vec<Block>,
    open: String,
    /// How many bytes lie here, and how many of them belong to no record any more.
    size: usize,
    unused: usize,
    opened: Opened,
}

#[derive(Debug, Clone)]
struct Block {
    packed: Box<[u8]>,
    size: usize,
}

/// The block that was opened last: rows that stand together lie together.
#[derive(Debug, Default)]
struct Opened(Mutex<Option<(u32, Arc<str>)>>);

impl Clone for Opened {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Shelf {
    /// Puts a text here.
    pub(super) fn put(&mut self, text: &str) -> Lies {
        if !self.open.is_empty() && self.open.len() + text.len() > BLOCK {
            self.close();
        }
        let from = self.open.len();
        self.open.push_str(text);
        self.size += text.len();
        Lies { block: count(self.blocks.len()), from: count(from), length: count(text.len()) }
    }

    fn close(&mut self) {
        let packed = lz4_flex::block::compress(self.open.as_bytes()).into_boxed_slice();
        self.blocks.push(Block { packed, size: self.open.len() });
        // Not cleared: one that held a very long text would keep its room.
        self.open = String::with_capacity(BLOCK);
    }

    /// A text that lies here.
    pub(super) fn get(&self, lies: Lies) -> Option<Arc<str>> {
        let range = lies.from as usize..(lies.from + lies.length) as usize;
        if lies.block as usize == self.blocks.len() {
            return self.open.get(range).map(Into::into);
        }
        let mut opened = self.opened.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, text)) = opened.as_ref().filter(|(block, _)| *block == lies.block) {
            return text.get(range).map(Into::into);
        }
        let block = self.blocks.get(lies.block as usize)?;
        let bytes = lz4_flex::block::decompress(&block.packed, block.size).ok()?;
        let (_, text) = opened.insert((lies.block, String::from_utf8(bytes).ok()?.into()));
        text.get(range).map(Into::into)
    }

    /// Nobody asks for this text any more.
    pub(super) const fn forget(&mut self, lies: Lies) {
        self.unused += lies.length as usize;
    }

    /// Whether most of what lies here is not asked for any more.
    pub(super) const fn is_wasteful(&self) -> bool {
        self.unused > LITTLE && self.unused > self.size / 2
    }
}

fn count(number: usize) -> u32 {
    // A tab's memory ends before four gigabytes.
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_again() {
        let mut shelf = Shelf::default();
        let texts: Vec<String> = (0..3_000)
            .map(|number| format!("{{\"id\":{number},\"é\":\"{}\"}}", "x".repeat(number % 97)))
            .chain(["", &"long ".repeat(BLOCK)].map(Into::into))
            .collect();
        let lies: Vec<_> = texts.iter().map(|text| shelf.put(text)).collect();
        assert!(shelf.blocks.len() > 3);
        let packed: usize = shelf.blocks.iter().map(|block| block.packed.len()).sum();
        assert!(packed < shelf.size / 3);
        for (text, lies) in texts.iter().zip(&lies).rev() {
            assert_eq!(shelf.get(*lies).as_deref(), Some(text.as_str()));
        }
    }
}
