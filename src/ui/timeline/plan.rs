//! Which rows are on the page, and how much room the others take.
//!
//! Up to [`WHOLE`] entries every row comes onto the page, a few at a time, so that the browser finds and prints all of
//! them. Of a longer history there are only the rows around what the reader sees, and the row that has the focus.

use std::{ops::Range, sync::Arc};

use super::heights::Heights;
use crate::{
    model::{Entry, Timestamp},
    timeline::{Heading, Item, Number, Rows},
};

/// Up to so many entries all rows are on the page.
pub(super) const WHOLE: usize = 5_000;
/// Taller than this the list would be cut off by browsers: then the room of what is not on the page is drawn smaller.
const TALLEST: f64 = 12_000_000.0;

/// What stands in the list: room, or a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// Room for sections that are not on the page.
    Room(Room),
    /// A section some rows of which are on the page.
    Section {
        heading: Heading,
        /// How many rows it has.
        size: usize,
        cells: Cells,
    },
}

/// Room for rows that are not on the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Room {
    pub(super) rows: Range<usize>,
    pub(super) pixels: f64,
}

/// What stands in a section.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    /// Room for rows that are not on the page.
    Room(Room),
    /// A row.
    Row {
        /// Its position in the list.
        row: usize,
        /// Its position in the section.
        position: usize,
        item: Item,
    },
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Room(a), Self::Room(b)) => a == b,
            (Self::Row { position: a, item: one, .. }, Self::Row { position: b, item: other, .. }) => {
                a == b && one.key() == other.key()
            }
            _ => false,
        }
    }
}

/// The cells of a section.
pub(super) type Cells = Arc<[Cell]>;

/// Which rows are on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    blocks: Vec<Block>,
    /// The rows on the page: ascending, apart.
    ranges: Vec<Range<usize>>,
    /// The same one by one.
    on_page: Vec<usize>,
    /// The numbers of the entries on the page.
    numbers: Vec<Number>,
    /// The number and the place in time of each row's first entry.
    firsts: Vec<(Number, Option<Timestamp>)>,
}

impl Plan {
    /// Puts these rows onto the page; the ranges may overlap and touch.
    pub(super) fn new(
        rows: &Rows,
        heights: &Heights,
        ranges: Vec<Range<usize>>,
        entry: impl Fn(Number) -> Option<Arc<Entry>> + Copy,
    ) -> Self {
        let ranges = joined(ranges, rows.len());
        let shown: f64 = ranges.iter().map(|range| heights.of(range)).sum();
        let hidden = heights.total() - shown;
        let scale = if hidden > TALLEST { TALLEST / hidden } else { 1.0 };
        let room = |rows: Range<usize>| Room { pixels: heights.of(&rows) * scale, rows };
        let mut blocks = Vec::new();
        let mut done = 0;
        let mut first = 0;
        for section in rows.sections() {
            first += ranges.iter().skip(first).take_while(|range| range.end <= section.rows.start).count();
            let touching = ranges.iter().skip(first).take_while(|range| range.start < section.rows.end);
            let inside: Vec<_> = touching
                .map(|range| range.start.max(section.rows.start)..range.end.min(section.rows.end))
                .collect();
            if inside.is_empty() {
                continue;
            }
            if done < section.rows.start {
                blocks.push(Block::Room(room(done..section.rows.start)));
            }
            done = section.rows.end;
            let cells = cells(rows, &section.rows, &inside, room, entry);
            blocks.push(Block::Section { heading: section.heading, size: section.rows.len(), cells });
        }
        if done < rows.len() {
            blocks.push(Block::Room(room(done..rows.len())));
        }
        let on_page: Vec<usize> = ranges.iter().cloned().flatten().collect();
        let numbers = on_page.iter().flat_map(|row| rows.numbers(*row)).collect();
        let firsts = on_page.iter().filter_map(|row| rows.first(*row)).collect();
        Self { blocks, ranges, on_page, numbers, firsts }
    }

    /// What stands in the list, from the top.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The rows on the page: ascending, apart.
    pub(super) fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// Whether all of these rows are on the page.
    pub(super) fn has_all(&self, rows: &Range<usize>) -> bool {
        rows.is_empty() || self.ranges.iter().any(|range| range.start <= rows.start && rows.end <= range.end)
    }

    /// The position in the list of a row, by its position on the page.
    pub(super) fn row(&self, index: usize) -> Option<usize> {
        self.on_page.get(index).copied()
    }

    /// The numbers of the entries on the page.
    pub(super) fn numbers(&self) -> impl Iterator<Item = Number> {
        self.numbers.iter().copied()
    }

    /// Some rows on the page: each with its position there, the number of its first entry, and its place in time.
    pub(super) fn shown(
        &self,
        range: std::ops::RangeInclusive<usize>,
    ) -> impl Iterator<Item = (usize, Number, Option<Timestamp>)> {
        let end = self.firsts.len().min(range.end() + 1);
        (*range.start()..end).filter_map(|index| {
            let (number, place) = self.firsts.get(index)?;
            Some((index, *number, *place))
        })
    }

    /// The rooms, from the top.
    pub(super) fn rooms(&self) -> Vec<&Room> {
        let mut rooms = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Room(room) => rooms.push(room),
                Block::Section { cells, .. } => rooms.extend(cells.iter().filter_map(|cell| match cell {
                    Cell::Room(room) => Some(room),
                    Cell::Row { .. } => None,
                })),
            }
        }
        rooms
    }

    /// The rows on the page, from the top: each with its position in the list.
    pub(super) fn items(&self) -> impl Iterator<Item = (usize, &Item)> {
        let cells = self.blocks.iter().flat_map(|block| match block {
            Block::Section { cells, .. } => cells.as_ref(),
            Block::Room(_) => &[],
        });
        cells.filter_map(|cell| match cell {
            Cell::Row { row, item, .. } => Some((*row, item)),
            Cell::Room(_) => None,
        })
    }

    /// A section on the page: how many rows it has, and its cells.
    pub(super) fn section(&self, wanted: Heading) -> Option<(usize, &Cells)> {
        self.blocks.iter().find_map(|block| match block {
            Block::Section { heading, size, cells } if *heading == wanted => Some((*size, cells)),
            Block::Section { .. } | Block::Room(_) => None,
        })
    }

    /// The rows that are not on the page.
    pub(super) fn missing(&self, len: usize) -> Vec<Range<usize>> {
        let starts = self.ranges.iter().map(|range| range.start).chain([len]);
        let ends = [0].into_iter().chain(self.ranges.iter().map(|range| range.end));
        ends.zip(starts).map(|(end, start)| end..start).filter(|range| !range.is_empty()).collect()
    }
}

/// Ranges in order and apart, none beyond the end.
fn joined(mut ranges: Vec<Range<usize>>, len: usize) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let range = range.start..range.end.min(len);
        match apart.last_mut() {
            _ if range.is_empty() => {}
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

fn cells(
    rows: &Rows,
    section: &Range<usize>,
    inside: &[Range<usize>],
    room: impl Fn(Range<usize>) -> Room,
    entry: impl Fn(Number) -> Option<Arc<Entry>> + Copy,
) -> Cells {
    let mut cells = Vec::new();
    let mut done = section.start;
    for range in inside {
        if done < range.start {
            cells.push(Cell::Room(room(done..range.start)));
        }
        cells.extend(range.clone().filter_map(|row| {
            Some(Cell::Row { row, position: row - section.start, item: rows.item(row, entry)? })
        }));
        done = range.end;
    }
    if done < section.end {
        cells.push(Cell::Room(room(done..section.end)));
    }
    cells.into()
}

#[cfg(test)]
mod tests {
    use super::{super::samples::timeline, *};
    use crate::{
        model::PlainCalendar,
        timeline::{Filter, Order, Timeline},
    };

    /// Ten days with ten rows each.
    fn list() -> (Timeline, Rows) {
        let times: Vec<i64> = (0..100).map(|index| (index / 10) * 86_400 + (index % 10) * 600).collect();
        let timeline = timeline(&times);
        let rows = Rows::new(&timeline, &Filter::default(), Order::OldestFirst, &PlainCalendar::default());
        assert_eq!((rows.len(), rows.sections().len()), (100, 10));
        (timeline, rows)
    }

    /// What is on the page: rows by position, room as the rows it stands for.
    fn drawn(plan: &Plan) -> Vec<String> {
        let room = |room: &Room| format!("{:?}", room.rows);
        let cell = |cell: &Cell| match cell {
            Cell::Room(rows) => room(rows),
            Cell::Row { row, position, .. } => format!("{row}={position}"),
        };
        let block = |block: &Block| match block {
            Block::Room(rows) => room(rows),
            Block::Section { size, cells, .. } => {
                format!("{size}[{}]", cells.iter().map(cell).collect::<Vec<_>>().join(" "))
            }
        };
        plan.blocks().iter().map(block).collect()
    }

    #[test]
    fn what_is_not_on_the_page_has_room() {
        let (timeline, rows) = list();
        let heights = Heights::default().of_list(&rows);
        let plan = |ranges| Plan::new(&rows, &heights, ranges, |number| timeline.entry(number));
        let two = plan(vec![38..41, 5..6]);
        let expected = ["10[0..5 5=5 6..10]", "10..30", "10[30..38 38=8 39=9]", "10[40=0 41..50]", "50..100"];
        assert_eq!(drawn(&two), expected);
        assert_eq!([0, 1, 3].map(|index| two.row(index)), [Some(5), Some(38), Some(40)]);
        assert_eq!((two.row(4), two.items().count()), (None, 4));
        assert_eq!(two.missing(100), [0..5, 6..38, 41..100]);
        assert!(two.has_all(&(38..41)) && !two.has_all(&(37..41)));
        assert_eq!(drawn(&plan(vec![])), ["0..100"]);
        let all = plan(vec![50..200, 0..50]);
        assert!(all.missing(100).is_empty());
        assert_eq!(all.items().map(|(row, _)| row).collect::<Vec<_>>(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn rows_and_room_are_as_tall_as_the_list() {
        let (timeline, rows) = list();
        let heights = Heights::default().of_list(&rows);
        let ranges = vec![7..12, 50..55];
        let plan = Plan::new(&rows, &heights, ranges.clone(), |number| timeline.entry(number));
        let room = |room: &Room| room.pixels;
        let cell = |cell: &Cell| if let Cell::Room(rows) = cell { room(rows) } else { 0.0 };
        let block = |block: &Block| match block {
            Block::Room(rows) => room(rows),
            Block::Section { cells, .. } => cells.iter().map(cell).sum(),
        };
        let hidden: f64 = plan.blocks().iter().map(block).sum();
        let shown: f64 = ranges.iter().map(|range| heights.of(range)).sum();
        assert!((hidden + shown - heights.total()).abs() < 1e-6);
    }
}
