//! FENCE. The process's memory: mimalloc as the allocator, by its plain functions where their alignment
//! is enough (the aligned ones take twice as long); and the code that only start-up needs.
//!
//! mimalloc keeps what was freed for some milliseconds. Giving it back at once makes the peak of programs
//! that free and make large tables a fifth smaller, but costs those that make and free large
//! blocks in turn most of their time: slices of 2 MB took twenty times as long.

use std::alloc::{GlobalAlloc, Layout};
use std::ffi::c_void;

use libmimalloc_sys as mi;

/// What mimalloc aligns every block to that is at least as large.
const PLAIN_ALIGN: usize = 16;

/// Does a plain block of this layout's size have its alignment?
#[inline(always)]
fn is_plain(layout: Layout) -> bool {
    layout.align() <= PLAIN_ALIGN && layout.align() <= layout.size()
}

/// The allocator.
pub(crate) struct Allocator;

// SAFETY: mimalloc's functions keep the allocator's contract; a block that is at least as large as its
// alignment, which is at most 16, is aligned by the plain functions.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
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
    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: the block is one of mimalloc's.
        unsafe { mi::mi_free(block.cast::<c_void>()) }
    }
    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
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

/// Takes this program's code, and its tables that are never written, out of the process's memory; what is
/// needed again comes back from the system's cache of the file. Called when all is set up, and again when
/// the program is compiled: what only start-up or the compiler runs does not count beside what the script
/// needs then. Start-up's peak is 1.1 MB smaller for it, that of programs which import much up to 3 MB; the
/// time is below what can be measured (0.1 ms).
pub(crate) fn give_back_code() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            // Defined by the linker: where the program's file is mapped, and the end of its code.
            static __executable_start: u8;
            static etext: u8;
        }
        const PAGE: usize = 4096;
        let start = (&raw const __executable_start) as usize;
        let end = (&raw const etext) as usize & !(PAGE - 1);
        // SAFETY: all between the two is mapped from the file for reading only (what is relocated stands
        // behind the code), so a page that is dropped is read from the file again.
        unsafe {
            libc::madvise(
                (start & !(PAGE - 1)) as *mut c_void,
                end.saturating_sub(start),
                libc::MADV_DONTNEED,
            );
        }
    }
}
