//! FENCE 3. The object heap: size-class slabs that can be walked.
//!
//! Objects up to [`MAX_SMALL`] bytes come from 64 KiB pages, one size class a page; a page's
//! address is the object's with the low 16 bits cleared, and its header names the bin it belongs
//! to, so freeing needs nothing but the address. Each bin keeps one last-in-first-out list of
//! free cells. Larger objects are allocated on their own, behind a link in a list.
//!
//! Why not the general allocator: the collector must find every container, and a linked list
//! through all of them costs 16 bytes and four stores an object; pages can just be walked. A free
//! cell has kind `Free` (0) in its header's place.
//!
//! A heap belongs to one interpreter and is used by attached threads of it only.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::cell::{Cell, UnsafeCell};
use std::ptr::{NonNull, null_mut};

use crate::object::header::{Header, Kind};

const PAGE: usize = 1 << 16;
/// Pages are asked for in chunks of this many.
const CHUNK_PAGES: usize = 16;
/// Largest object in a page.
pub(crate) const MAX_SMALL: usize = 512;
const GRAIN: usize = 16;
const BINS: usize = MAX_SMALL / GRAIN + 1;
const PAGE_HEADER: usize = 64;

/// A free cell. Its first 8 bytes look like a header of kind `Free`.
#[repr(C)]
struct FreeCell {
    zero: u64,
    next: *mut FreeCell,
}

struct Bin {
    free: Cell<*mut FreeCell>,
    /// Never used part of the newest page.
    bump: Cell<*mut u8>,
    bump_end: Cell<*mut u8>,
    /// Cells in use.
    live: Cell<usize>,
}

#[repr(C)]
struct PageHeader {
    bin: *const Bin,
    size: usize,
}

/// Stands before a large object.
#[repr(C, align(16))]
struct LargeLink {
    prev: *mut LargeLink,
    next: *mut LargeLink,
    heap: *const HeapState,
    size: usize,
}

struct HeapState {
    bins: [Bin; BINS],
    pages: UnsafeCell<Vec<*mut u8>>,
    chunks: UnsafeCell<Vec<*mut u8>>,
    spare: Cell<usize>,
    large: Cell<*mut LargeLink>,
    /// Large objects.
    live: Cell<usize>,
}

/// One interpreter's objects.
pub(crate) struct Heap(Box<HeapState>);

impl Heap {
    pub(crate) fn new() -> Heap {
        Heap(Box::new(HeapState {
            bins: std::array::from_fn(|_| Bin {
                free: Cell::new(null_mut()),
                bump: Cell::new(null_mut()),
                bump_end: Cell::new(null_mut()),
                live: Cell::new(0),
            }),
            pages: UnsafeCell::default(),
            chunks: UnsafeCell::default(),
            spare: Cell::new(0),
            large: Cell::new(null_mut()),
            live: Cell::new(0),
        }))
    }

    /// Memory for an object of `size` bytes (at least a header). The caller writes the header
    /// before anything can walk the heap.
    #[inline(always)]
    pub(crate) fn alloc(&self, size: usize) -> NonNull<Header> {
        if size <= MAX_SMALL {
            let bin = &self.0.bins[size.div_ceil(GRAIN)];
            let cell = bin.free.get();
            if let Some(cell) = NonNull::new(cell) {
                bin.live.set(bin.live.get() + 1);
                // SAFETY: cells on the list are free memory of this bin's size.
                bin.free.set(unsafe { (*cell.as_ptr()).next });
                return cell.cast();
            }
        }
        self.alloc_slow(size)
    }

    #[cold]
    #[inline(never)]
    fn alloc_slow(&self, size: usize) -> NonNull<Header> {
        if size > MAX_SMALL {
            self.0.live.set(self.0.live.get() + 1);
            return self.alloc_large(size);
        }
        let class = size.div_ceil(GRAIN);
        let bin = &self.0.bins[class];
        bin.live.set(bin.live.get() + 1);
        let size = class * GRAIN;
        if (bin.bump_end.get() as usize) - (bin.bump.get() as usize) < size {
            let page = self.new_page();
            // SAFETY: a fresh page of PAGE bytes, aligned to PAGE.
            unsafe {
                page.cast::<PageHeader>().write(PageHeader { bin, size });
                bin.bump.set(page.add(PAGE_HEADER));
                bin.bump_end.set(page.add(PAGE));
            }
        }
        let cell = bin.bump.get();
        // SAFETY: the page has room for one more cell; checked above.
        bin.bump.set(unsafe { cell.add(size) });
        // SAFETY: `cell` points into the page.
        unsafe { NonNull::new_unchecked(cell.cast()) }
    }

    fn new_page(&self) -> *mut u8 {
        // SAFETY: only the attached thread touches the heap, and nothing below calls back.
        let (pages, chunks) = unsafe { (&mut *self.0.pages.get(), &mut *self.0.chunks.get()) };
        if self.0.spare.get() == 0 {
            let layout = chunk_layout();
            // SAFETY: the layout has a size.
            let chunk = unsafe { alloc(layout) };
            if chunk.is_null() {
                handle_alloc_error(layout);
            }
            chunks.push(chunk);
            self.0.spare.set(CHUNK_PAGES);
        }
        let index = CHUNK_PAGES - self.0.spare.get();
        self.0.spare.set(self.0.spare.get() - 1);
        // SAFETY: the chunk has CHUNK_PAGES pages and `index` is less.
        let page = unsafe { chunks[chunks.len() - 1].add(index * PAGE) };
        pages.push(page);
        page
    }

    fn alloc_large(&self, size: usize) -> NonNull<Header> {
        let layout = large_layout(size);
        // SAFETY: the layout has a size.
        let memory = unsafe { alloc(layout) };
        if memory.is_null() {
            handle_alloc_error(layout);
        }
        let link = memory.cast::<LargeLink>();
        let next = self.0.large.get();
        // SAFETY: fresh memory with room for the link; `next` is null or a live link.
        unsafe {
            link.write(LargeLink {
                prev: null_mut(),
                next,
                heap: &raw const *self.0,
                size,
            });
            if !next.is_null() {
                (*next).prev = link;
            }
            self.0.large.set(link);
            NonNull::new_unchecked(link.add(1).cast())
        }
    }

    /// Number of live objects.
    pub(crate) fn live(&self) -> usize {
        let small: usize = self.0.bins.iter().map(|bin| bin.live.get()).sum();
        small + self.0.live.get()
    }

    /// Calls `each` for every live object. Nothing may be allocated or freed meanwhile.
    #[inline]
    pub(crate) fn for_each(&self, mut each: impl FnMut(NonNull<Header>)) {
        // SAFETY: see `new_page`; `each` does not allocate by contract.
        let pages = unsafe { &*self.0.pages.get() };
        for &page in pages {
            // SAFETY: a page starts with its header; its cells are either untouched (beyond the
            // bump pointer), free (kind Free) or live.
            unsafe {
                let PageHeader { bin, size } = page.cast::<PageHeader>().read();
                let bump = (*bin).bump.get();
                let end = page.add(PAGE);
                let end = if bump > page && bump <= end {
                    bump
                } else {
                    end
                };
                let mut cell = page.add(PAGE_HEADER);
                while (end as usize) - (cell as usize) >= size {
                    let header = cell.cast::<Header>();
                    if *header.cast::<u64>() != 0 && (*header).kind() != Kind::Free {
                        each(NonNull::new_unchecked(header));
                    }
                    cell = cell.add(size);
                }
            }
        }
        let mut link = self.0.large.get();
        while !link.is_null() {
            // SAFETY: links of live large objects.
            unsafe {
                each(NonNull::new_unchecked(link.add(1).cast()));
                link = (*link).next;
            }
        }
    }
}

fn chunk_layout() -> Layout {
    Layout::from_size_align(PAGE * CHUNK_PAGES, PAGE).expect("constant layout")
}

fn large_layout(size: usize) -> Layout {
    Layout::from_size_align(size + size_of::<LargeLink>(), 16).expect("object size fits a layout")
}

/// Frees an object's memory.
///
/// # Safety
/// `ptr` came from [`Heap::alloc`] of a size in the same class as `size`, its payload has been
/// dropped, and nobody can reach it.
#[inline(always)]
pub(crate) unsafe fn free(ptr: *mut Header, size: usize) {
    // SAFETY: by contract.
    unsafe {
        if size <= MAX_SMALL {
            let page = (ptr as usize & !(PAGE - 1)) as *mut PageHeader;
            let bin = &*(*page).bin;
            bin.live.set(bin.live.get() - 1);
            let cell = ptr.cast::<FreeCell>();
            cell.write(FreeCell {
                zero: 0,
                next: bin.free.get(),
            });
            bin.free.set(cell);
        } else {
            free_large(ptr);
        }
    }
}

#[cold]
unsafe fn free_large(ptr: *mut Header) {
    // SAFETY: a large object stands behind its link.
    unsafe {
        let link = ptr.cast::<LargeLink>().sub(1);
        let LargeLink {
            prev,
            next,
            heap,
            size,
        } = link.read();
        if prev.is_null() {
            (*heap).large.set(next)
        } else {
            (*prev).next = next
        }
        if !next.is_null() {
            (*next).prev = prev;
        }
        (*heap).live.set((*heap).live.get() - 1);
        dealloc(link.cast(), large_layout(size));
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        let mut link = self.0.large.get();
        while !link.is_null() {
            // SAFETY: what is still linked was never freed.
            unsafe {
                let next = (*link).next;
                dealloc(link.cast(), large_layout((*link).size));
                link = next;
            }
        }
        for &mut chunk in self.0.chunks.get_mut() {
            // SAFETY: chunks come from `alloc` with this layout.
            unsafe { dealloc(chunk, chunk_layout()) };
        }
    }
}
