//! How tall rows are: as measured, or as guessed until they were on the page.

use std::ops::Range;

use crate::timeline::{Class, Number, QuickMap, Rows};

/// Rows whose heights are summed up in advance.
const BLOCK: usize = 256;
/// The heading above a day's first row.
const HEADING: f64 = 48.0;

/// The heights of all rows of a list, each with the heading above it, in pixels.
#[derive(Debug, Clone, Default)]
pub(super) struct Heights {
    rows: Vec<f32>,
    /// The heights of so many rows together.
    blocks: Vec<f64>,
    /// What was measured, by the number of a row's first entry: it outlives the list's changes.
    measured: QuickMap<Number, f32>,
}

impl Heights {
    /// The heights of another list's rows: as they were measured, else as a row of their sort usually has.
    #[must_use]
    pub(super) fn of_list(self, rows: &Rows) -> Self {
        let mut heights = Self { rows: Vec::with_capacity(rows.len()), ..self };
        for section in rows.sections() {
            for row in section.rows.clone() {
                let known = rows.number(row).and_then(|number| heights.measured.get(&number));
                let height = known.copied().unwrap_or_else(|| guess(rows.class(row)));
                #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
                let heading = if row == section.rows.start { HEADING as f32 } else { 0.0 };
                heights.rows.push(height + heading);
            }
        }
        let sum = |rows: &[f32]| rows.iter().copied().map(f64::from).sum();
        heights.blocks = heights.rows.chunks(BLOCK).map(sum).collect();
        heights
    }

    /// Notes how tall a row with an entry is, without its heading.
    pub(super) fn set(&mut self, row: usize, number: Number, height: f64, has_heading: bool) {
        #[expect(clippy::cast_possible_truncation, reason = "a row is not that tall")]
        self.measured.insert(number, height as f32);
        let height = if has_heading { height + HEADING } else { height };
        if let (Some(known), Some(block)) = (self.rows.get_mut(row), self.blocks.get_mut(row / BLOCK)) {
            *block += height - f64::from(*known);
            #[expect(clippy::cast_possible_truncation, reason = "a row is not that tall")]
            let height = height as f32;
            *known = height;
        }
    }

    /// How far below the first row's upper edge a row begins, its heading included.
    pub(super) fn top(&self, row: usize) -> f64 {
        let blocks: f64 = self.blocks.iter().take(row / BLOCK).sum();
        let first = row / BLOCK * BLOCK;
        blocks + self.rows.iter().take(row).skip(first).copied().map(f64::from).sum::<f64>()
    }

    /// How tall some rows are together.
    pub(super) fn of(&self, rows: &Range<usize>) -> f64 {
        self.top(rows.end) - self.top(rows.start)
    }

    /// How tall all rows are together.
    pub(super) fn total(&self) -> f64 {
        self.blocks.iter().sum()
    }

    /// The row that is so far below the first one's upper edge; the last one when it is further.
    pub(super) fn row_at(&self, pixels: f64) -> usize {
        let mut left = pixels;
        let mut block = 0;
        while let Some(height) = self.blocks.get(block).filter(|height| left >= **height) {
            left -= height;
            block += 1;
        }
        let mut row = block * BLOCK;
        while let Some(height) =
            self.rows.get(row).map(|height| f64::from(*height)).filter(|height| left >= *height)
        {
            left -= height;
            row += 1;
        }
        row.min(self.rows.len().saturating_sub(1))
    }

    /// The rows that fill some pixels, when a row begins so far below their upper edge; and as much more on both sides.
    pub(super) fn around(&self, row: usize, offset: f64, pixels: f64, spare: f64) -> Range<usize> {
        let top = self.top(row) - offset;
        let from = self.row_at(top - spare);
        let to = self.row_at(top + pixels + spare) + 1;
        from..to.min(self.rows.len())
    }
}

const fn guess(class: Class) -> f32 {
    match class {
        Class::Message => 56.0,
        Class::Tool => 40.0,
        Class::Call => 130.0,
        Class::Other => 48.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Timeline;

    fn heights(rows: &[f32]) -> Heights {
        let sum = |rows: &[f32]| rows.iter().copied().map(f64::from).sum();
        Heights { rows: rows.to_vec(), blocks: rows.chunks(BLOCK).map(sum).collect(), ..Heights::default() }
    }

    fn is(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 1e-6
    }

    #[test]
    fn a_place_is_found_from_a_row_and_back() {
        let rows: Vec<f32> = (0..2_000_u16).map(|row| f32::from(row % 7) + 1.0).collect();
        let heights = heights(&rows);
        let mut top = 0.0;
        for (row, height) in rows.iter().enumerate() {
            assert!(is(heights.top(row), top), "{row}");
            assert_eq!(heights.row_at(top), row);
            top += f64::from(*height);
            assert_eq!(heights.row_at(top - 0.01), row);
        }
        assert!(is(heights.total(), top));
        assert_eq!((heights.row_at(-5.0), heights.row_at(top + 5.0)), (0, 1_999));
    }

    #[test]
    fn what_is_measured_moves_what_is_below() {
        let number = Timeline::default().next_number();
        let mut heights = heights(&[10.0; 600]);
        heights.set(300, number, 25.0, false);
        heights.set(0, number, 12.0, true);
        assert!(is(heights.top(1), 12.0 + HEADING));
        assert!(is(heights.top(301), 3_000.0 + 2.0 + HEADING + 25.0));
        assert!(is(heights.of(&(300..302)), 35.0));
        assert_eq!(heights.row_at(2.0 + HEADING + 3_000.0 + 24.0), 300);
    }

    #[test]
    fn rows_around_a_place_fill_it() {
        let heights = heights(&[10.0; 1_000]);
        assert_eq!(heights.around(500, 0.0, 100.0, 50.0), 495..516);
        assert_eq!(heights.around(0, 0.0, 100.0, 50.0), 0..16);
        assert_eq!(heights.around(999, 90.0, 100.0, 50.0), 985..1_000);
        assert_eq!(Heights::default().around(0, 0.0, 100.0, 50.0), 0..0);
    }
}
