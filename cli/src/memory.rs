//! FENCE. The process's allocator: mimalloc, by its plain functions where their alignment is enough
//! (the aligned ones take twice as long).
//!
//! mimalloc keeps what was freed for some milliseconds. Where large blocks are made and freed, such memory is
//! given back: else a program's peak would hold what it has just freed. (Giving all memory back at once
//! costs programs that free and make large tables in turn a sixth of their time.)

use std::alloc::{GlobalAlloc, Layout};
use std::ffi::c_void;

use libmimalloc_sys as mi;

unsafe extern "C" {
    fn mi_collect(force: bool);
}

/// Blocks of this size are large.
const LARGE: usize = 1 << 20;

/// What mimalloc aligns every block to that is at least as large.
const PLAIN_ALIGN: usize = 16;

/// Does a plain block of this layout's size have its alignment?
#[inline(always)]
fn is_plain(layout: Layout) -> bool {
    layout.align() <= PLAIN_ALIGN && layout.align() <= layout.size()
}

/// Gives free memory back to the system, where a block of `size` bytes is about to be made or was freed.
#[inline(always)]
fn give_back(size: usize) {
    if size >= LARGE {
        // SAFETY: no block in use is touched.
        unsafe { mi_collect(true) }
    }
}

/// The allocator.
pub(crate) struct Allocator;

// SAFETY: mimalloc's functions keep the allocator's contract; a block that is at least as large as its
// alignment, which is at most 16, is aligned by the plain functions.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        give_back(layout.size());
        // SAFETY: no more to ask of the caller than the trait does.
        unsafe {
            if is_plain(layout) {
                mi::mi_malloc(layout.size()).cast()
            } else {
                mi::mi_malloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }
    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        give_back(layout.size());
        // SAFETY: as above.
        unsafe {
            if is_plain(layout) {
                mi::mi_zalloc(layout.size()).cast()
            } else {
                mi::mi_zalloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }
    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is one of mimalloc's.
        unsafe { mi::mi_free(block.cast::<c_void>()) }
        give_back(layout.size());
    }
    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        give_back(size);
        // SAFETY: the block is one of mimalloc's; the new size keeps the alignment either way.
        unsafe {
            if is_plain(layout) && layout.align() <= size {
                mi::mi_realloc(block.cast(), size).cast()
            } else {
                mi::mi_realloc_aligned(block.cast(), size, layout.align()).cast()
            }
        }
    }
}
