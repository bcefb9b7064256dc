//! How many questions one vendor is asked at once.

/// Enough to hide the way to the vendor and back, and few enough to be a good guest.
const MOST: usize = 4;
const AT_FIRST: usize = 3;
/// So many answers in a row without trouble allow one question more.
const CALM: usize = 8;

/// How many questions may be on their way at once: one as soon as the vendor has trouble, slowly more again when it has
/// none.
#[derive(Debug)]
pub(super) struct Pace {
    width: usize,
    calm: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { width: AT_FIRST, calm: 0 }
    }
}

impl Pace {
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// An answer came.
    pub(super) const fn ease(&mut self) {
        self.calm += 1;
        if self.calm >= CALM && self.width < MOST {
            self.calm = 0;
            self.width += 1;
        }
    }

    /// A try failed, or the vendor asks to slow down.
    pub(super) const fn press(&mut self) {
        self.calm = 0;
        self.width = 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_makes_it_one_at_a_time_and_calm_slowly_more() {
        let mut pace = Pace::default();
        let mut widths = vec![pace.width()];
        pace.press();
        for _ in 0..4 * CALM {
            widths.push(pace.width());
            pace.ease();
        }
        widths.push(pace.width());
        widths.dedup();
        assert_eq!(widths, [AT_FIRST, 1, 2, 3, MOST]);
    }
}
