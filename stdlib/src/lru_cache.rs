//! The cache behind `functools.lru_cache`.

use std::sync::atomic::{AtomicUsize, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// No entry.
const NONE: usize = usize::MAX;

/// An entry in the order of use.
struct Node {
    key: Value,
    value: Value,
    newer: usize,
    older: usize,
}

/// The entries as a list linked by use.
struct Order {
    nodes: Vec<Option<Node>>,
    free: Vec<usize>,
    newest: usize,
    oldest: usize,
}

impl Order {
    const fn new() -> Order {
        Order {
            nodes: Vec::new(),
            free: Vec::new(),
            newest: NONE,
            oldest: NONE,
        }
    }
    fn node(&mut self, at: usize) -> Option<&mut Node> {
        self.nodes.get_mut(at).and_then(Option::as_mut)
    }
    fn unlink(&mut self, at: usize) {
        let Some((newer, older)) = self.node(at).map(|n| (n.newer, n.older)) else {
            return;
        };
        match self.node(newer) {
            Some(n) => n.older = older,
            None => self.newest = older,
        }
        match self.node(older) {
            Some(n) => n.newer = newer,
            None => self.oldest = newer,
        }
    }
    fn link_newest(&mut self, at: usize) {
        let second = self.newest;
        if let Some(n) = self.node(at) {
            n.newer = NONE;
            n.older = second;
        }
        match self.node(second) {
            Some(n) => n.newer = at,
            None => self.oldest = at,
        }
        self.newest = at;
    }
    /// The value at `at`, which becomes the newest.
    fn touch(&mut self, at: usize) -> Option<Value> {
        let value = self.node(at)?.value.clone();
        if self.newest != at {
            self.unlink(at);
            self.link_newest(at);
        }
        Some(value)
    }
    fn add(&mut self, key: Value, value: Value) -> usize {
        let node = Some(Node {
            key,
            value,
            newer: NONE,
            older: NONE,
        });
        let at = match self.free.pop() {
            Some(at) => {
                self.nodes[at] = node;
                at
            }
            None => {
                self.nodes.push(node);
                self.nodes.len() - 1
            }
        };
        self.link_newest(at);
        at
    }
    fn remove_oldest(&mut self) -> Option<Node> {
        let at = self.oldest;
        self.unlink(at);
        let node = self.nodes.get_mut(at).and_then(Option::take)?;
        self.free.push(at);
        Some(node)
    }
}

/// Payload of `_lru_cache_wrapper`.
pub(crate) struct LruCache {
    function: Value,
    /// None: no bound.
    maxsize: Option<usize>,
    typed: bool,
    info_type: Value,
    /// Key to result, or key to place in `order` where there is a bound.
    table: Ref<Dict>,
    order: Locked<Order>,
    hits: AtomicUsize,
    misses: AtomicUsize,
    /// Stands between positional and keyword arguments in a key.
    mark: Value,
}

impl Payload for LruCache {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.function);
        visit(&self.info_type);
        visit(self.table.value());
        visit(&self.mark);
        self.order.peek_in_traverse(|o| {
            for node in o.nodes.iter().flatten() {
                visit(&node.key);
                visit(&node.value);
            }
        });
    }
    fn clear(&self) {
        drop(self.order.with(|o| std::mem::replace(o, Order::new())));
        self.table.clear_all();
    }
}

/// The type.
pub(crate) static LRU_CACHE: TypeDef = TypeDef {
    name: "functools._lru_cache_wrapper",
    layout: Some(VTable::of::<LruCache>),
    subclassable: true,
    has_dict: true,
    doc: "Create a cached callable that wraps another function.",
    slots: |s| {
        s.new.set(Some(new));
        s.call.set(Some(call));
        s.descr_get.set(Some(|vm, v, this, _| match this {
            Some(this) => Ok(crate::functools::bind_method(vm, v, this)),
            None => Ok(v.clone()),
        }));
    },
    methods: &[
        native!("cache_info(self, /)", cache_info),
        native!("cache_clear(self, /)", cache_clear),
        native!("__copy__(self, /)", |_: &Vm, v: Value| v),
        native!(
            "__deepcopy__(self, memo, /)",
            |_: &Vm, v: Value, _memo: &Value| v
        ),
        native!("__reduce__(self, /)", |vm: &Vm, v: &Value| vm
            .get_attr_str(v, "__qualname__")),
    ],
    ..TypeDef::EMPTY
};

fn new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    const NAMES: [&str; 4] = ["user_function", "maxsize", "typed", "cache_info_type"];
    let mut given: [Option<Value>; 4] = [const { None }; 4];
    for (slot, value) in given.iter_mut().zip(args.pos()) {
        *slot = Some(value.clone());
    }
    for (name, value) in args.keywords() {
        let text = name.str_lossy().unwrap_or_default();
        match NAMES.iter().position(|n| *n == text) {
            Some(at) => given[at] = Some(value.clone()),
            None => {
                let text =
                    format!("_lru_cache_wrapper() got an unexpected keyword argument '{text}'");
                return Err(vm.type_error(text));
            }
        }
    }
    let [Some(function), Some(maxsize), Some(typed), Some(info_type)] = given else {
        return Err(vm.type_error("_lru_cache_wrapper() missing required arguments"));
    };
    if vm.type_of(&function).slots.call.get().is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let maxsize = if maxsize.is_none() {
        None
    } else {
        let size = vm
            .index_i128(&maxsize)
            .map_err(|_| vm.type_error("maxsize should be integer or None"))?;
        Some(usize::try_from(size.max(0)).unwrap_or(usize::MAX))
    };
    let body = LruCache {
        function,
        maxsize,
        typed: vm.truth(&typed)?,
        info_type,
        table: Dict::new(vm),
        order: Locked::new(Order::new()),
        hits: AtomicUsize::new(0),
        misses: AtomicUsize::new(0),
        // The class: hashable, and no script passes it.
        mark: cls.value().clone(),
    };
    Ok(vm.alloc(cls, body).into_value())
}

impl LruCache {
    fn key(&self, vm: &Vm, args: Args<'_>) -> Value {
        let plain = args.names().is_empty();
        if plain
            && !self.typed
            && let [only] = args.pos()
        {
            let class = vm.type_of(only);
            let types = vm.types();
            if class.to_ref().is(&types.int) || class.to_ref().is(&types.str) {
                return only.clone();
            }
        }
        let mut parts = args.pos().to_vec();
        if !plain {
            parts.push(self.mark.clone());
            for (name, value) in args.keywords() {
                parts.push(name.clone());
                parts.push(value.clone());
            }
        }
        if self.typed {
            parts.extend(args.pos().iter().map(|v| vm.type_of(v).to_value()));
            parts.extend(args.keywords().map(|(_, v)| vm.type_of(v).to_value()));
        }
        vm.tuple(parts)
    }
}

fn call(vm: &Vm, v: &Value, args: Args<'_>) -> Result<Value> {
    let Some(cache) = v.downcast_ref::<LruCache>() else {
        return Err(vm.wrong_self(v));
    };
    if cache.maxsize == Some(0) {
        cache.misses.fetch_add(1, Ordering::Relaxed);
        return vm.call(&cache.function, args);
    }
    let key = cache.key(vm, args);
    let hash = vm.hash(&key)?;
    let found = cache.table.get_hashed(vm, &key, hash)?;
    let Some(maxsize) = cache.maxsize else {
        if let Some(value) = found {
            cache.hits.fetch_add(1, Ordering::Relaxed);
            return Ok(value);
        }
        cache.misses.fetch_add(1, Ordering::Relaxed);
        let value = vm.call(&cache.function, args)?;
        cache.table.set_hashed(vm, key, hash, value.clone())?;
        return Ok(value);
    };
    if let Some(at) = found.and_then(|at| at.as_small_int())
        && let Some(value) = cache.order.with(|o| o.touch(at as usize))
    {
        cache.hits.fetch_add(1, Ordering::Relaxed);
        return Ok(value);
    }
    cache.misses.fetch_add(1, Ordering::Relaxed);
    let value = vm.call(&cache.function, args)?;
    // The function may have filled this very key.
    if cache.table.get_hashed(vm, &key, hash)?.is_some() {
        return Ok(value);
    }
    if cache.table.len() >= maxsize
        && let Some(old) = cache.order.with(Order::remove_oldest)
    {
        cache.table.remove(vm, &old.key)?;
    }
    let at = cache.order.with(|o| o.add(key.clone(), value.clone()));
    cache.table.set_hashed(vm, key, hash, vm.int(at as i64))?;
    Ok(value)
}

fn cache_info(vm: &Vm, this: This<'_, LruCache>) -> Result<Value> {
    let count = |n: usize| vm.int(n as i64);
    let maxsize = this.maxsize.map_or(Value::NONE, count);
    let hits = count(this.hits.load(Ordering::Relaxed));
    let misses = count(this.misses.load(Ordering::Relaxed));
    vm.call(
        &this.info_type,
        Args::positional(&[hits, misses, maxsize, count(this.table.len())]),
    )
}

fn cache_clear(_: &Vm, this: This<'_, LruCache>) {
    this.hits.store(0, Ordering::Relaxed);
    this.misses.store(0, Ordering::Relaxed);
    this.table.clear_all();
    drop(this.order.with(|o| std::mem::replace(o, Order::new())));
}
