//! What containers do when one thread uses them: models in Rust, and how scripts spell the operations.

/// A kind of container: how a script makes one of the numbers `START`, and the operations, each by
/// its name in the model and as an expression of the container `o` and two numbers `a` and `b`.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) make: &'static str,
    pub(crate) operations: &'static [(&'static str, &'static str)],
}

/// Every kind. An operation is one step of the interpreter's, so that nothing can come between.
pub(crate) static KINDS: &[Kind] = &[
    Kind {
        name: "list",
        make: "START",
        operations: &[
            ("append", "o.append(a)"),
            ("append", "o.append(a)"),
            ("pop", "o.pop()"),
            ("popleft", "o.pop(0)"),
            ("insert", "o.insert(a, b)"),
            ("item", "o[a]"),
            ("set item", "o.__setitem__(a, b)"),
            ("delete item", "o.__delitem__(a)"),
            ("length", "len(o)"),
            ("extend", "o.extend((a, b))"),
            ("extend", "o.extend([a, b])"),
            ("contains", "a in o"),
            ("copy", "o[:]"),
            ("copy", "list(o)"),
            ("clear", "o.clear()"),
            ("remove", "o.remove(a)"),
            ("index", "o.index(a)"),
            ("count", "o.count(a)"),
            ("reverse", "o.reverse()"),
            ("sort", "o.sort()"),
            ("replace all", "o.__setitem__(slice(None), (a, b))"),
        ],
    },
    Kind {
        name: "deque",
        make: "deque(START)",
        operations: &[
            ("append", "o.append(a)"),
            ("appendleft", "o.appendleft(a)"),
            ("pop", "o.pop()"),
            ("popleft", "o.popleft()"),
            ("item", "o[a]"),
            ("set item", "o.__setitem__(a, b)"),
            ("length", "len(o)"),
            ("extend", "o.extend((a, b))"),
            ("contains", "a in o"),
            ("copy", "o.copy()"),
            ("clear", "o.clear()"),
            ("remove", "o.remove(a)"),
            ("index", "o.index(a)"),
            ("count", "o.count(a)"),
            ("reverse", "o.reverse()"),
            ("rotate", "o.rotate(a)"),
        ],
    },
    Kind {
        name: "dict",
        make: "{k: 0 for k in START}",
        operations: &[
            ("set key", "o.__setitem__(a, b)"),
            ("key", "o[a]"),
            ("get", "o.get(a)"),
            ("pop key", "o.pop(a)"),
            ("pop key or none", "o.pop(a, None)"),
            ("setdefault", "o.setdefault(a, b)"),
            ("delete key", "o.__delitem__(a)"),
            ("length", "len(o)"),
            ("contains", "a in o"),
            ("popitem", "o.popitem()"),
            ("update", "o.update({a: b, b: a})"),
            ("update", "o.__ior__({a: b, b: a}) and None"),
            ("items", "o.copy()"),
            ("items", "list(o.items())"),
            ("copy", "list(o)"),
            ("clear", "o.clear()"),
        ],
    },
    Kind {
        name: "set",
        make: "set(START)",
        operations: &[
            ("add", "o.add(a)"),
            ("add", "o.add(a)"),
            ("discard", "o.discard(a)"),
            ("remove key", "o.remove(a)"),
            ("pop", "o.pop()"),
            ("length", "len(o)"),
            ("contains", "a in o"),
            ("copy", "o.copy()"),
            ("copy", "frozenset(o)"),
            ("add both", "o.update((a, b))"),
            ("add both", "o.update({a, b})"),
            ("discard both", "o.difference_update({a, b})"),
            ("keep both", "o.intersection_update({a, b})"),
            ("toggle both", "o.symmetric_difference_update({a, b})"),
            ("clear", "o.clear()"),
        ],
    },
    Kind {
        name: "queue",
        make: "filled(SimpleQueue(), START)",
        operations: &[
            ("append", "o.put(a)"),
            ("append", "o.put_nowait(a)"),
            ("get", "o.get_nowait()"),
            ("get", "o.get(False)"),
            ("length", "o.qsize()"),
            ("is empty", "o.empty()"),
        ],
    },
    Kind {
        name: "queue",
        make: "filled(Queue(), START)",
        operations: &[
            ("append", "o.put(a)"),
            ("get", "o.get_nowait()"),
            ("length", "o.qsize()"),
            ("is empty", "o.empty()"),
        ],
    },
    Kind {
        name: "small queue",
        make: "filled(Queue(3), START)",
        operations: &[
            ("put", "o.put_nowait(a)"),
            ("put", "o.put_nowait(a)"),
            ("get", "o.get_nowait()"),
            ("length", "o.qsize()"),
            ("is full", "o.full()"),
        ],
    },
    Kind {
        name: "stack",
        make: "filled(LifoQueue(), START)",
        operations: &[
            ("append", "o.put(a)"),
            ("get", "o.get_nowait()"),
            ("length", "o.qsize()"),
        ],
    },
    Kind {
        name: "priority queue",
        make: "filled(PriorityQueue(), START)",
        operations: &[
            ("append", "o.put(a)"),
            ("get", "o.get_nowait()"),
            ("length", "o.qsize()"),
        ],
    },
];

/// Items of a bounded queue.
const ROOM: usize = 3;

/// A container's state.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Model {
    kind: &'static str,
    /// Items; those of sets are sorted, those of dicts are the keys.
    items: Vec<i64>,
    /// Values of a dict's keys.
    values: Vec<i64>,
}

impl Model {
    pub(crate) fn new(kind: &'static str, start: &[i64]) -> Model {
        let mut model = Model {
            kind,
            items: Vec::new(),
            values: Vec::new(),
        };
        for &item in start {
            match kind {
                "set" => model.add(item),
                "dict" => model.set(item, 0),
                _ => model.items.push(item),
            }
        }
        model
    }

    fn find(&self, item: i64) -> Option<usize> {
        self.items.iter().position(|i| *i == item)
    }
    fn add(&mut self, item: i64) {
        if let Err(at) = self.items.binary_search(&item) {
            self.items.insert(at, item);
        }
    }
    fn set(&mut self, key: i64, value: i64) {
        match self.find(key) {
            Some(at) => self.values[at] = value,
            None => {
                self.items.push(key);
                self.values.push(value);
            }
        }
    }
    fn take(&mut self, at: Option<usize>) -> Option<(i64, i64)> {
        let at = at.filter(|at| *at < self.items.len())?;
        let value = if self.kind == "dict" {
            self.values.remove(at)
        } else {
            0
        };
        Some((self.items.remove(at), value))
    }

    /// Does the operation give this result? The model then is in the state after it.
    pub(crate) fn gives(&mut self, operation: &str, [a, b]: [i64; 2], result: &str) -> bool {
        if (self.kind, operation) == ("set", "pop") {
            let at = result.parse().ok().and_then(|item| self.find(item));
            return match at {
                Some(at) => self.take(Some(at)).is_some(),
                None => self.items.is_empty() && result == "KeyError",
            };
        }
        self.apply(operation, a, b) == result
    }

    fn apply(&mut self, operation: &str, a: i64, b: i64) -> String {
        let (none, last) = ("None".to_owned(), self.items.len().checked_sub(1));
        let or = |number: Option<i64>, error: &str| {
            number.map_or_else(|| error.to_owned(), |n| n.to_string())
        };
        let truth = |yes: bool| if yes { "True" } else { "False" }.to_owned();
        let first = |taken: Option<(i64, i64)>| taken.map(|t| t.0);
        let second = |taken: Option<(i64, i64)>| taken.map(|t| t.1);
        let at = usize::try_from(a).unwrap_or_default();
        match operation {
            "append" => self.items.push(a),
            "put" if self.items.len() == ROOM => return "Full".to_owned(),
            "put" => self.items.push(a),
            "appendleft" => self.items.insert(0, a),
            "insert" => self.items.insert(at.min(self.items.len()), b),
            "extend" => self.items.extend([a, b]),
            "replace all" => self.items = vec![a, b],
            "clear" => {
                self.items.clear();
                self.values.clear();
            }
            "reverse" => self.items.reverse(),
            "sort" => self.items.sort(),
            "rotate" if !self.items.is_empty() => {
                let n = at % self.items.len();
                self.items.rotate_right(n);
            }
            "rotate" => {}
            "pop" => return or(first(self.take(last)), "IndexError"),
            "popleft" => return or(first(self.take(Some(0))), "IndexError"),
            "item" => return or(self.items.get(at).copied(), "IndexError"),
            "set item" => match self.items.get_mut(at) {
                Some(place) => *place = b,
                None => return "IndexError".to_owned(),
            },
            "delete item" => match self.take(Some(at)) {
                Some(_) => {}
                None => return "IndexError".to_owned(),
            },
            "remove" => match self.find(a) {
                Some(at) => drop(self.items.remove(at)),
                None => return "ValueError".to_owned(),
            },
            "index" => return or(self.find(a).map(|at| at as i64), "ValueError"),
            "count" => return self.items.iter().filter(|i| **i == a).count().to_string(),
            "length" => return self.items.len().to_string(),
            "contains" => return truth(self.find(a).is_some()),
            "copy" => return format!("{:?}", self.items),
            "is empty" => return truth(self.items.is_empty()),
            "is full" => return truth(self.items.len() == ROOM),
            "get" if self.kind == "dict" => {
                return or(self.find(a).map(|at| self.values[at]), "None");
            }
            "get" => {
                let at = match self.kind {
                    "stack" => last,
                    "priority queue" => self.items.iter().min().and_then(|least| self.find(*least)),
                    _ => Some(0),
                };
                return or(first(self.take(at)), "Empty");
            }
            "set key" => self.set(a, b),
            "key" => return or(self.find(a).map(|at| self.values[at]), "KeyError"),
            "pop key" => return or(second(self.take(self.find(a))), "KeyError"),
            "pop key or none" => return or(second(self.take(self.find(a))), "None"),
            "setdefault" => match self.find(a) {
                Some(at) => return self.values[at].to_string(),
                None => {
                    self.set(a, b);
                    return b.to_string();
                }
            },
            "delete key" | "remove key" => match self.take(self.find(a)) {
                Some(_) => {}
                None => return "KeyError".to_owned(),
            },
            "popitem" => match self.take(last) {
                Some(item) => return format!("{item:?}"),
                None => return "KeyError".to_owned(),
            },
            "update" => {
                self.set(a, b);
                self.set(b, a);
            }
            "items" => {
                let items: Vec<(&i64, &i64)> = self.items.iter().zip(&self.values).collect();
                return format!("{items:?}");
            }
            "add" => self.add(a),
            "add both" => {
                self.add(a);
                self.add(b);
            }
            "discard" => self.items.retain(|i| *i != a),
            "discard both" => self.items.retain(|i| *i != a && *i != b),
            "keep both" => self.items.retain(|i| *i == a || *i == b),
            "toggle both" => {
                let toggled = if a == b { &[a][..] } else { &[a, b] };
                for item in toggled {
                    match self.find(*item) {
                        Some(at) => drop(self.items.remove(at)),
                        None => self.add(*item),
                    }
                }
            }
            other => panic!("the model does not know {other}"),
        }
        none
    }
}
