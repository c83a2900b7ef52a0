//! Is a history linearisable? The search of Wing and Gong, with a memory of what was tried.

use std::collections::HashSet;

use super::model::Model;

/// One call of a thread.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) numbers: [i64; 2],
    pub(crate) result: String,
    /// When it was called, and when it had returned.
    pub(crate) start: u64,
    pub(crate) end: u64,
}

/// Is there an order of all calls in which the model gives the same results, and in which no call
/// comes before one that had returned when it was called?
pub(crate) fn is_linearizable(model: &Model, threads: &[Vec<Call>]) -> bool {
    let mut tried = HashSet::new();
    search(model, threads, &mut vec![0; threads.len()], &mut tried)
}

fn search(
    model: &Model,
    threads: &[Vec<Call>],
    done: &mut Vec<usize>,
    tried: &mut HashSet<(Vec<usize>, Model)>,
) -> bool {
    let next = |done: &[usize], thread: usize| threads[thread].get(done[thread]);
    // Whatever was called after another call's return comes after it.
    let ends = (0..threads.len()).filter_map(|t| next(done, t).map(|call| call.end));
    let Some(first_end) = ends.min() else {
        return true;
    };
    if !tried.insert((done.clone(), model.clone())) {
        return false;
    }
    for thread in 0..threads.len() {
        let Some(call) = next(done, thread).filter(|call| call.start <= first_end) else {
            continue;
        };
        let mut after = model.clone();
        if after.gives(call.operation, call.numbers, &call.result) {
            done[thread] += 1;
            let found = search(&after, threads, done, tried);
            done[thread] -= 1;
            if found {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(operation: &'static str, a: i64, result: &str, start: u64, end: u64) -> Call {
        Call {
            operation,
            numbers: [a, 0],
            result: result.to_owned(),
            start,
            end,
        }
    }

    #[test]
    fn overlapping_calls_may_come_in_any_order() {
        let model = Model::new("list", &[]);
        let history = [
            vec![call("append", 1, "None", 0, 10)],
            vec![
                call("append", 2, "None", 1, 9),
                call("copy", 0, "[2, 1]", 11, 12),
            ],
        ];
        assert!(is_linearizable(&model, &history));
    }

    #[test]
    fn a_lost_update_is_found() {
        let model = Model::new("list", &[]);
        let history = [
            vec![call("append", 1, "None", 0, 10)],
            vec![
                call("append", 2, "None", 1, 9),
                call("copy", 0, "[2]", 11, 12),
            ],
        ];
        assert!(!is_linearizable(&model, &history));
    }

    #[test]
    fn an_order_against_the_clock_is_found() {
        let model = Model::new("list", &[]);
        let history = [
            vec![call("append", 1, "None", 0, 1)],
            vec![call("length", 0, "0", 2, 3)],
        ];
        assert!(!is_linearizable(&model, &history));
    }

    #[test]
    fn two_threads_cannot_take_the_same_item() {
        let model = Model::new("deque", &[7]);
        let taken = |result| vec![call("popleft", 0, result, 0, 9)];
        assert!(is_linearizable(&model, &[taken("7"), taken("IndexError")]));
        assert!(!is_linearizable(&model, &[taken("7"), taken("7")]));
    }

    #[test]
    fn a_set_may_give_any_of_its_members() {
        let model = Model::new("set", &[1, 2]);
        assert!(is_linearizable(&model, &[vec![call("pop", 0, "2", 0, 1)]]));
        assert!(!is_linearizable(&model, &[vec![call("pop", 0, "3", 0, 1)]]));
    }
}
