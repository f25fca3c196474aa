//! Finds stored pictures that are unused. A picture is stored before a layout refers to it, and an undo step or an older version may still
//! do so; all stored texts are therefore searched, and recent pictures are always kept.

use crate::domain::ids::PictureId;
use crate::domain::units::Millis;

/// Minimum age of a removed picture, in milliseconds: a form in another tab may use it without being saved yet.
pub const GRACE_MS: i64 = 24 * 60 * 60 * 1000;

/// A stored picture, without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptPicture {
    pub id: PictureId,
    /// When it was last stored.
    pub kept_at: Millis,
}

/// A search for removable pictures.
#[derive(Clone, Debug)]
pub struct UnusedSearch {
    /// The pictures not found in any text so far, with their ids as written in documents.
    unnamed: Vec<(KeptPicture, String)>,
}

impl UnusedSearch {
    /// Searches for those stored pictures that are old enough.
    pub fn new(kept: impl IntoIterator<Item = KeptPicture>, now: Millis) -> Self {
        // A clock that was set back makes a picture look younger, which is safe.
        let is_old = |picture: &KeptPicture| now.since(picture.kept_at) >= GRACE_MS;
        let unnamed = kept.into_iter().filter(is_old);
        Self {
            unnamed: unnamed
                .map(|picture| (picture, picture.id.to_string()))
                .collect(),
        }
    }

    /// Searches a stored text of any kind; pictures named in it are kept.
    pub fn look(&mut self, text: &str) {
        self.unnamed.retain(|(_, id)| !text.contains(id.as_str()));
    }

    /// Whether no candidates are left, so that further texts make no difference.
    pub fn is_over(&self) -> bool {
        self.unnamed.is_empty()
    }

    /// The removable pictures, after all texts were searched. A picture stored again in the meantime must not be removed.
    pub fn finish(self) -> Vec<KeptPicture> {
        let unnamed = self.unnamed.into_iter();
        unnamed.map(|(picture, _)| picture).collect()
    }
}
