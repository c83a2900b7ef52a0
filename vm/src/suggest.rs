//! "Did you mean": the closest of several names.

/// Cost of changing one character; a change of case costs half.
const MOVE: usize = 2;
const CASE: usize = 1;
/// Names longer than this are not compared.
const MAX_LEN: usize = 40;

fn cost(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE
    } else {
        MOVE
    }
}

/// Weighted edit distance, `limit + 1` if it is above `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    if a.len().abs_diff(b.len()) * MOVE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).map(|i| i * MOVE).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, &y) in b.iter().enumerate() {
            let best = (diagonal + cost(x, y))
                .min(row[j] + MOVE)
                .min(row[j + 1] + MOVE);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[b.len()]
}

/// The candidate that is most like `wrong`, if one is like enough.
pub fn closest(wrong: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let wrong_chars: Vec<char> = wrong.chars().collect();
    if wrong_chars.len() > MAX_LEN {
        return None;
    }
    let mut best: Option<(usize, String)> = None;
    for candidate in candidates {
        if candidate == wrong {
            continue;
        }
        let chars: Vec<char> = candidate.chars().collect();
        if chars.len() > MAX_LEN {
            continue;
        }
        // At most a third of the characters may need a change.
        let limit = (wrong_chars.len() + chars.len() + 3) * MOVE / 6;
        let limit = best
            .as_ref()
            .map_or(limit, |(d, _)| limit.min(d.saturating_sub(1)));
        let d = distance(&wrong_chars, &chars, limit);
        if d <= limit {
            best = Some((d, candidate));
        }
    }
    best.map(|(_, name)| name)
}
