//! The source of new ids.

use uuid::Uuid;

/// A random id, by the browser's own source of randomness.
pub fn new_uuid() -> Uuid {
    Uuid::new_v4()
}
