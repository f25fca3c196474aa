//! Which of the kept pictures nothing names any more. A picture is kept before a layout names it, and an undone step or an older
//! version may still name it, so all texts that are kept are looked through, and what is young stays in any case.

use crate::domain::ids::PictureId;
use crate::domain::units::Millis;

/// A picture stays for so long after it was kept, in milliseconds: in another tab it may be in a form that is not saved yet.
pub const GRACE_MS: i64 = 24 * 60 * 60 * 1000;

/// A kept picture, without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptPicture {
    pub id: PictureId,
    /// When it was put there last.
    pub kept_at: Millis,
}

/// A search for the pictures that can be removed.
#[derive(Clone, Debug)]
pub struct UnusedSearch {
    /// Those that nothing was found to name so far, with their ids as a document writes them.
    unnamed: Vec<(KeptPicture, String)>,
}

impl UnusedSearch {
    /// Among what is kept, and old enough.
    pub fn new(kept: impl IntoIterator<Item = KeptPicture>, now: Millis) -> Self {
        // A clock that was set back makes a picture young, which is safe.
        let is_old = |picture: &KeptPicture| now.since(picture.kept_at) >= GRACE_MS;
        let unnamed = kept.into_iter().filter(is_old);
        Self {
            unnamed: unnamed
                .map(|picture| (picture, picture.id.to_string()))
                .collect(),
        }
    }

    /// Takes in a text that is kept, whatever it is: what it names stays.
    pub fn look(&mut self, text: &str) {
        self.unnamed.retain(|(_, id)| !text.contains(id.as_str()));
    }

    /// Whether no text can change anything any more.
    pub fn is_over(&self) -> bool {
        self.unnamed.is_empty()
    }

    /// What can be removed, once all texts were looked through. Not if it was kept anew meanwhile.
    pub fn finish(self) -> Vec<KeptPicture> {
        let unnamed = self.unnamed.into_iter();
        unnamed.map(|(picture, _)| picture).collect()
    }
}
