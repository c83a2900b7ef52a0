//! Sorting: `list.sort` and `sorted`.
//!
//! While keys are computed and compared the list is empty, so that whatever scripts do to it is
//! noticed and harmless. Keys that are all inline ints, all floats or all strings are compared
//! without the VM, by the standard library's sorts. Everything else goes through a merge sort of
//! our own, because a comparison may fail, and may be no order at all: runs that are already in
//! order are found first and merged pairwise, in the order that powersort chooses (Munro and
//! Wild, "Nearly-optimal mergesorts", 2018).

use std::cmp::Ordering;

use super::list::List;
use super::str::Str;
use super::tuple::Tuple;
use crate::args::Args;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Sorts the list in place.
///
/// # Errors
/// What the key function and the comparisons raise (the items are then in some order), and
/// ValueError `list modified during sort`.
pub(crate) fn sort_list(vm: &Vm, list: &List, key: Option<&Value>, reverse: bool) -> Result<()> {
    let mut items = list.take_all();
    let result = sort_values(vm, &mut items, key, reverse);
    let (meddled, other) = list.with_vec(|v| (v.capacity() > 0, std::mem::replace(v, items)));
    drop(other);
    result?;
    if meddled {
        Err(vm.value_error("list modified during sort"))
    } else {
        Ok(())
    }
}

/// Sorts values by themselves or by a key function; stable.
///
/// # Errors
/// What the key function and the comparisons raise; the values are then in some order.
pub fn sort_values(
    vm: &Vm,
    items: &mut Vec<Value>,
    key: Option<&Value>,
    reverse: bool,
) -> Result<()> {
    let Some(key) = key else {
        if items.len() < 2 || sort_alike(items, reverse) {
            return Ok(());
        }
        let (order, result) = order_by(vm, items, reverse);
        arrange(items, &order);
        return result;
    };
    let mut keys = Vec::with_capacity(items.len());
    for (n, item) in items.iter().enumerate() {
        keys.push(vm.call(key, Args::positional(std::slice::from_ref(item)))?);
        if n & 0x3ff == 0x3ff {
            vm.poll_native()?;
        }
    }
    let (order, result) = match order_alike(&keys, reverse) {
        Some(order) => (order, Ok(())),
        None => order_by(vm, &keys, reverse),
    };
    arrange(items, &order);
    result
}

/// What all the keys are.
enum Alike {
    Ints(Vec<i64>),
    Floats(Vec<f64>),
    Strings,
}

/// Finds out whether all keys are of one simple kind (floats: without NaN, which has no order).
fn alike(keys: &[Value]) -> Option<Alike> {
    let first = keys.first()?;
    if first.is_small_int() {
        keys.iter()
            .map(Value::as_small_int)
            .collect::<Option<_>>()
            .map(Alike::Ints)
    } else if first.is_float() {
        keys.iter()
            .map(|k| k.as_float().filter(|f| !f.is_nan()))
            .collect::<Option<_>>()
            .map(Alike::Floats)
    } else {
        keys.iter()
            .all(|k| k.exact_ref::<Str>().is_some())
            .then_some(Alike::Strings)
    }
}

fn text(v: &Value) -> &[u8] {
    v.exact_ref::<Str>().map_or(&[], |s| s.bytes())
}

fn float_order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

/// Sorts values of one simple kind; false if they are not.
fn sort_alike(items: &mut [Value], reverse: bool) -> bool {
    match alike(items) {
        Some(Alike::Ints(mut numbers)) => {
            // Equal ints cannot be told apart: stability does not matter.
            numbers.sort_unstable();
            if reverse {
                numbers.reverse();
            }
            for (item, number) in items.iter_mut().zip(numbers) {
                *item = Value::small_int(number);
            }
        }
        Some(Alike::Floats(mut numbers)) => {
            // 0.0 and -0.0 are equal and can be told apart.
            numbers.sort_by(|a, b| {
                if reverse {
                    float_order(*b, *a)
                } else {
                    float_order(*a, *b)
                }
            });
            for (item, number) in items.iter_mut().zip(numbers) {
                *item = Value::float(number);
            }
        }
        Some(Alike::Strings) => {
            items.sort_by(|a, b| {
                if reverse {
                    text(b).cmp(text(a))
                } else {
                    text(a).cmp(text(b))
                }
            });
        }
        None => return false,
    }
    true
}

/// The order of keys of one simple kind.
fn order_alike(keys: &[Value], reverse: bool) -> Option<Vec<u32>> {
    let directed = |o: Ordering| if reverse { o.reverse() } else { o };
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    match alike(keys)? {
        Alike::Ints(numbers) => {
            let mut pairs: Vec<(i64, u32)> = numbers.into_iter().zip(order).collect();
            pairs.sort_unstable_by(|a, b| directed(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)));
            return Some(pairs.into_iter().map(|p| p.1).collect());
        }
        Alike::Floats(numbers) => {
            let mut pairs: Vec<(f64, u32)> = numbers.into_iter().zip(order).collect();
            pairs.sort_unstable_by(|a, b| directed(float_order(a.0, b.0)).then(a.1.cmp(&b.1)));
            return Some(pairs.into_iter().map(|p| p.1).collect());
        }
        Alike::Strings => {
            order.sort_by(|&a, &b| directed(text(&keys[a as usize]).cmp(text(&keys[b as usize]))));
        }
    }
    Some(order)
}

/// Puts the values into this order.
fn arrange(items: &mut Vec<Value>, order: &[u32]) {
    let mut old: Vec<Option<Value>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.iter().filter_map(|&i| old[i as usize].take()));
}

/// The order of any keys; with an error, the order so far.
fn order_by(vm: &Vm, keys: &[Value], reverse: bool) -> (Vec<u32>, Result<()>) {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    // Sorting the mirror image and mirroring the result keeps equal items in their order.
    if reverse {
        order.reverse();
    }
    let firsts = first_items(keys);
    let mut count = 0u32;
    let result = merge_sort(&mut order, &mut |a, b| {
        count = count.wrapping_add(1);
        if count & 0x3ff == 0 {
            vm.poll_native()?;
        }
        let (a, b) = (a as usize, b as usize);
        match &firsts {
            Some(Firsts::Ints(n)) if n[a] != n[b] => Ok(n[a] < n[b]),
            Some(Firsts::Floats(n)) if n[a] != n[b] => Ok(n[a] < n[b]),
            _ => vm.less(&keys[a], &keys[b]),
        }
    });
    if reverse {
        order.reverse();
    }
    (order, result)
}

/// First items of tuples, where they are numbers of one kind: most often they decide.
enum Firsts {
    Ints(Vec<i64>),
    Floats(Vec<f64>),
}

fn first_items(keys: &[Value]) -> Option<Firsts> {
    let first = |k: &Value| k.exact_ref::<Tuple>()?.as_slice().first().cloned();
    let sample = first(keys.first()?)?;
    if sample.is_small_int() {
        let numbers = keys.iter().map(|k| first(k)?.as_small_int());
        numbers.collect::<Option<_>>().map(Firsts::Ints)
    } else if sample.is_float() {
        let numbers = keys.iter().map(|k| first(k)?.as_float());
        let numbers = numbers.map(|n| n.filter(|n| !n.is_nan()));
        numbers.collect::<Option<_>>().map(Firsts::Floats)
    } else {
        None
    }
}

/// Below this many items a run is filled up by insertion.
fn least_run(n: usize) -> usize {
    let mut n = n;
    let mut odd = 0;
    while n >= 64 {
        odd |= n & 1;
        n >>= 1;
    }
    n + odd
}

/// A run in order, with the power of the boundary behind it.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

/// Sorts `order` by `less`; with an error it is left as some order of the same items.
fn merge_sort(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool>) -> Result<()> {
    let n = order.len();
    let least = least_run(n);
    let mut runs: Vec<Run> = Vec::new();
    let mut scratch = Vec::new();
    let mut start = 0;
    while start < n {
        let found = find_run(&mut order[start..], less)?;
        let len = found.max(least.min(n - start));
        insert_rest(&mut order[start..start + len], found, less)?;
        if let Some(last) = runs.last() {
            let power = boundary_power(last.start, last.len, len, n);
            while let [.., before, last] = runs[..] {
                if before.power <= power {
                    break;
                }
                merge_last(order, &mut runs, before, last, &mut scratch, less)?;
            }
            if let Some(last) = runs.last_mut() {
                last.power = power;
            }
        }
        runs.push(Run {
            start,
            len,
            power: 0,
        });
        start += len;
    }
    while let [.., before, last] = runs[..] {
        merge_last(order, &mut runs, before, last, &mut scratch, less)?;
    }
    Ok(())
}

/// Length of the run at the beginning; a strictly falling one is turned round.
fn find_run(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool>) -> Result<usize> {
    if order.len() < 2 {
        return Ok(order.len());
    }
    let falling = less(order[1], order[0])?;
    let mut len = 2;
    while len < order.len() && less(order[len], order[len - 1])? == falling {
        len += 1;
    }
    if falling {
        order[..len].reverse();
    }
    Ok(len)
}

/// Binary insertion of the items from `sorted` on.
fn insert_rest(
    order: &mut [u32],
    sorted: usize,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    for at in sorted..order.len() {
        let item = order[at];
        let (mut low, mut high) = (0, at);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(item, order[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        order.copy_within(low..at, low + 1);
        order[low] = item;
    }
    Ok(())
}

/// Depth, in a perfectly balanced merge tree over `n` items, of the boundary between two
/// neighbouring runs: the number of leading binary digits that their midpoints share, plus one.
fn boundary_power(start: usize, len: usize, next_len: usize, n: usize) -> u32 {
    // Midpoints times two, as fractions of 2n.
    let (mut a, mut b) = (2 * start + len, 2 * start + 2 * len + next_len);
    let mut power = 1;
    loop {
        let (digit_a, digit_b) = (a >= n, b >= n);
        if digit_a != digit_b {
            return power;
        }
        if digit_a {
            a -= n;
            b -= n;
        }
        a *= 2;
        b *= 2;
        power += 1;
    }
}

fn merge_last(
    order: &mut [u32],
    runs: &mut Vec<Run>,
    before: Run,
    last: Run,
    scratch: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    let range = before.start..last.start + last.len;
    merge(&mut order[range], before.len, scratch, less)?;
    runs.truncate(runs.len() - 2);
    runs.push(Run {
        start: before.start,
        len: before.len + last.len,
        power: last.power,
    });
    Ok(())
}

/// Merges `order[..middle]` with `order[middle..]`, both in order.
fn merge(
    order: &mut [u32],
    middle: usize,
    scratch: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    // What stands below the right side's first item stays, and what stands above the left
    // side's last.
    let skip = count_not_above(&order[..middle], order[middle], less)?;
    if skip == middle {
        return Ok(());
    }
    let keep = count_below(&order[middle..], order[middle - 1], less)?;
    let order = &mut order[skip..middle + keep];
    let middle = middle - skip;
    scratch.clear();
    if middle <= keep {
        merge_up(order, middle, scratch, less)
    } else {
        merge_down(order, middle, scratch, less)
    }
}

/// Merges from the beginning, with the left side put aside.
fn merge_up(
    order: &mut [u32],
    middle: usize,
    left: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    left.extend_from_slice(&order[..middle]);
    let (mut i, mut j) = (0, middle);
    let mut result = Ok(());
    while i < left.len() && j < order.len() {
        let take_right = match less(order[j], left[i]) {
            Ok(yes) => yes,
            Err(e) => {
                result = Err(e);
                break;
            }
        };
        let to = i + j - middle;
        if take_right {
            order[to] = order[j];
            j += 1;
        } else {
            order[to] = left[i];
            i += 1;
        }
    }
    let to = i + j - middle;
    order[to..j].copy_from_slice(&left[i..]);
    result
}

/// Merges from the end, with the right side put aside.
fn merge_down(
    order: &mut [u32],
    middle: usize,
    right: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<()> {
    right.extend_from_slice(&order[middle..]);
    // Numbers of items left on either side.
    let (mut i, mut j) = (middle, right.len());
    let mut result = Ok(());
    while i > 0 && j > 0 {
        let take_left = match less(right[j - 1], order[i - 1]) {
            Ok(yes) => yes,
            Err(e) => {
                result = Err(e);
                break;
            }
        };
        if take_left {
            order[i + j - 1] = order[i - 1];
            i -= 1;
        } else {
            order[i + j - 1] = right[j - 1];
            j -= 1;
        }
    }
    order[i..i + j].copy_from_slice(&right[..j]);
    result
}

/// How many items at the beginning are not above `key` (found in growing steps).
fn count_not_above(
    items: &[u32],
    key: u32,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<usize> {
    let mut step = 1;
    let mut low = 0;
    while low + step <= items.len() && !less(key, items[low + step - 1])? {
        low += step;
        step *= 2;
    }
    let mut high = (low + step - 1).min(items.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(key, items[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// How many items are below `key` (found in growing steps from the end).
fn count_below(
    items: &[u32],
    key: u32,
    less: &mut impl FnMut(u32, u32) -> Result<bool>,
) -> Result<usize> {
    let mut step = 1;
    let mut high = items.len();
    while step <= high && !less(items[high - step], key)? {
        high -= step;
        step *= 2;
    }
    let mut low = high.saturating_sub(step - 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if less(items[middle], key)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(values: &[u32]) -> Vec<u32> {
        let mut order: Vec<u32> = (0..values.len() as u32).collect();
        let result = merge_sort(&mut order, &mut |a, b| {
            Ok(values[a as usize] < values[b as usize])
        });
        assert!(result.is_ok());
        order
    }

    proptest! {
        #[test]
        fn agrees_with_a_stable_sort(values in proptest::collection::vec(0u32..40, 0..400)) {
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            expected.sort_by_key(|&i| values[i as usize]);
            prop_assert_eq!(sorted(&values), expected);
        }
        #[test]
        fn runs(lens in proptest::collection::vec((0usize..150, any::<bool>()), 0..12)) {
            let values: Vec<u32> = lens
                .iter()
                .flat_map(|&(n, up)| (0..n as u32).map(move |i| if up { i } else { n as u32 - i }))
                .collect();
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            expected.sort_by_key(|&i| values[i as usize]);
            prop_assert_eq!(sorted(&values), expected);
        }
        #[test]
        fn nonsense_orders_keep_all_items(n in 0usize..300, seed in any::<u64>()) {
            let mut state = seed | 1;
            let mut order: Vec<u32> = (0..n as u32).collect();
            let _ = merge_sort(&mut order, &mut |_, _| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                Ok(state >> 63 == 1)
            });
            order.sort_unstable();
            prop_assert_eq!(order, (0..n as u32).collect::<Vec<u32>>());
        }
    }
}
