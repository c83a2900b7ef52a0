//! Positions in source text: byte spans, and the table that turns an offset into line and column.

use std::fmt;

/// A half-open range of byte offsets into the source text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The empty span at `offset`.
    pub const fn at(offset: u32) -> Self {
        Span::new(offset, offset)
    }

    /// The text that this span covers; empty if the span does not lie within `src`.
    pub fn text(self, src: &str) -> &str {
        src.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Where each line of a source text starts. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of `src`.
    pub fn new(src: &str) -> Self {
        let bytes = src.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        starts.push(0);
        for (i, &b) in bytes.iter().enumerate() {
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    /// The 1-based number of the line that holds `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&s| s <= offset) as u32
    }

    /// The offset at which the 1-based `line` starts; the last line's start when there is no such line.
    pub fn line_start(&self, line: u32) -> u32 {
        let i = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[i]
    }

    /// The 1-based line and the 0-based column in UTF-8 bytes, as CPython's `col_offset`.
    pub fn line_col(&self, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        (line, offset - self.line_start(line))
    }

    /// The 1-based line and the 0-based column in characters.
    pub fn line_char_col(&self, src: &str, offset: u32) -> (u32, u32) {
        let (line, col) = self.line_col(offset);
        let start = self.line_start(line) as usize;
        let bytes = src.as_bytes();
        let end = (start + col as usize).min(bytes.len());
        // Count the bytes that start a character, so that an offset inside one does no harm.
        let chars = bytes[start.min(end)..end]
            .iter()
            .filter(|&&b| b & 0xC0 != 0x80)
            .count();
        (line, chars as u32)
    }

    /// The text of the 1-based `line` without its line ending; empty when there is no such line.
    pub fn line_text<'s>(&self, src: &'s str, line: u32) -> &'s str {
        if line == 0 || line as usize > self.starts.len() {
            return "";
        }
        let start = self.line_start(line) as usize;
        let end = self
            .starts
            .get(line as usize)
            .map_or(src.len(), |&e| e as usize);
        src.get(start..end)
            .unwrap_or("")
            .trim_end_matches(['\n', '\r'])
    }

    /// How many lines there are; a text that ends in a newline has an empty last line.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let src = "ab\ncé\r\nx\rz";
        let index = LineIndex::new(src);
        assert_eq!(index.line_count(), 4);
        assert_eq!(index.line_col(1), (1, 1));
        assert_eq!(index.line_col(3), (2, 0));
        assert_eq!(index.line_col(6), (2, 3));
        assert_eq!(index.line_char_col(src, 6), (2, 2));
        assert_eq!(index.line_text(src, 2), "cé");
        assert_eq!(index.line_text(src, 3), "x");
        assert_eq!(index.line_text(src, 4), "z");
        assert_eq!(index.line_text(src, 5), "");
    }
}
