//! Memory that objects lend to natives.

use crate::value::Value;

/// A view of an object's bytes; holds the object, and keeps it from being resized, while it lives.
pub struct Buffer {
    /// The object.
    pub owner: Value,
    /// First byte.
    pub start: usize,
    /// Number of bytes.
    pub len: usize,
    /// May not be written.
    pub readonly: bool,
    /// Bytes of an item.
    pub item_size: usize,
    /// Item format as `struct` writes it.
    pub format: std::borrow::Cow<'static, str>,
    /// Called when the view ends.
    pub release: Option<fn(&Value)>,
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            release(&self.owner);
        }
    }
}
