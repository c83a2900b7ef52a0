//! A small line diff for reports.

/// How many lines of difference a report shows.
const SHOWN_LINES: usize = 40;

/// Above this many differing lines on one side no alignment is tried.
const ALIGN_LIMIT: usize = 1500;

/// The differences between two texts, `-` before expected lines and `+` before actual ones, with one line
/// of context; empty if they are equal.
pub fn diff(expected: &str, actual: &str) -> String {
    if expected == actual {
        return String::new();
    }
    let want: Vec<&str> = expected.lines().collect();
    let got: Vec<&str> = actual.lines().collect();
    let same = |(a, b): (&&str, &&str)| a == b;
    let head = want.iter().zip(&got).take_while(|p| same(*p)).count();
    let rest = want.len().min(got.len()) - head;
    let tail = want.iter().rev().zip(got.iter().rev()).take(rest);
    let tail = tail.take_while(|p| same(*p)).count();
    let lines = align(&want[head..want.len() - tail], &got[head..got.len() - tail]);
    if lines.is_empty() {
        return "the texts differ in their last newline only\n".to_owned();
    }
    let mut report = format!("line {}:\n", head + 1);
    if head > 0 {
        report.push_str(&format!("  {}\n", want[head - 1]));
    }
    let lines = shorten(lines);
    for line in lines.iter().take(SHOWN_LINES) {
        report.push_str(line);
        report.push('\n');
    }
    if lines.len() > SHOWN_LINES {
        report.push_str(&format!("… {} more lines\n", lines.len() - SHOWN_LINES));
    }
    report
}

/// Replaces unmarked lines that are not next to a marked one by one `…` per run.
fn shorten(lines: Vec<String>) -> Vec<String> {
    let marked = |i: usize| lines.get(i).is_some_and(|l| !l.starts_with("  "));
    let mut short = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        if marked(i) || marked(i + 1) || (i > 0 && marked(i - 1)) {
            short.push(line.clone());
        } else if short.last().is_some_and(|l| l != "…") {
            short.push("…".to_owned());
        }
    }
    short
}

/// Marks the lines of two differing blocks, keeping the longest common subsequence unmarked.
fn align(want: &[&str], got: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    if want.len() > ALIGN_LIMIT || got.len() > ALIGN_LIMIT {
        lines.extend(want.iter().map(|l| format!("- {l}")));
        lines.extend(got.iter().map(|l| format!("+ {l}")));
        return lines;
    }
    let width = got.len() + 1;
    let mut common = vec![0u32; (want.len() + 1) * width];
    for i in (0..want.len()).rev() {
        for j in (0..got.len()).rev() {
            common[i * width + j] = if want[i] == got[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < want.len() || j < got.len() {
        if i < want.len() && j < got.len() && want[i] == got[j] {
            lines.push(format!("  {}", want[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == got.len()
            || (i < want.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            lines.push(format!("- {}", want[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", got[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(diff("a\nb\n", "a\nb\n"), "");
    }

    #[test]
    fn long_common_runs_are_shortened() {
        let report = diff("a\n1\n2\n3\n4\nb\n", "x\n1\n2\n3\n4\ny\n");
        assert_eq!(report, "line 1:\n- a\n+ x\n  1\n…\n  4\n- b\n+ y\n");
    }

    #[test]
    fn common_lines_stay_unmarked() {
        let report = diff("a\nb\nc\nd\n", "a\nx\nc\ny\nd\n");
        assert_eq!(report, "line 2:\n  a\n- b\n+ x\n  c\n+ y\n");
    }
}
