//! Pictures of device types: chosen, read from archives, stored apart from the layouts, and removed when nothing refers to them.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use thiserror::Error;
use web_sys::{File, ImageBitmap};

use crate::document::store::StoreError;
use crate::domain::ids::PictureId;
use crate::domain::layout::{DeviceType, Layout};
use crate::domain::pictures::{BadPicture, MAX_BYTES, PictureFile, PictureSide, UnusedSearch};
use crate::draw::export::pdf::PdfPicture;
use crate::shell::clock;
use crate::shell::files::bytes_of_file;
use crate::shell::pictures::{self, Jpeg};
use crate::shell::storage::{self, Keep};
use crate::state::app::App;
use crate::state::part::lazy_part;

/// Key under which it is kept that pictures are hidden.
const HIDDEN: &str = "pictures.hidden";
/// Key under which it is kept that there may be pictures at all.
const ANY: &str = "pictures.any";
/// Delay of the cleanup after the page opens, in milliseconds; the page has better things to do at first.
const CLEANING_WAITS: u32 = 30_000;

/// Why a picture cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PictureProblem {
    #[error("{0}")]
    Bad(#[from] BadPicture),
    #[error("The picture could not be kept: {0}")]
    NotKept(#[from] StoreError),
    #[error("The browser could not read the file. It may have been moved or removed")]
    Unreadable,
}

/// A layout or types whose pictures were stored, and how many pictures could not be.
pub struct TakenPictures<T> {
    pub taken: T,
    pub left_out: usize,
}

type Taking = Pin<Box<dyn Future<Output = HashMap<PictureId, Option<PictureId>>>>>;

lazy_part!(pictures: fn load_take() -> fn(Vec<PictureFile>) -> Taking = take);
lazy_part!(pictures: fn load_clean() -> fn(App) = App::remove_unused_pictures_now);

impl App {
    /// Shows or hides pictures of devices, also on the next visit.
    pub fn show_pictures(&self, shown: bool) {
        self.inner().pictures.wanted.set(shown);
        if shown {
            storage::remove(Keep::Device, HIDDEN);
        } else {
            let _kept = storage::write(Keep::Device, HIDDEN, "1");
        }
    }

    /// Applies the choice of the last visit.
    pub fn show_kept_pictures(&self) {
        if storage::read(Keep::Device, HIDDEN).is_some() {
            self.inner().pictures.wanted.set(false);
        }
    }

    /// Stores a chosen file as a picture, scaled to fit.
    pub async fn keep_chosen_picture(self, file: File) -> Result<PictureId, PictureProblem> {
        let size = file.size() as usize;
        if size > MAX_BYTES {
            return Err(BadPicture::TooLarge(size).into());
        }
        let bytes = bytes_of_file(&file)
            .await
            .ok_or(PictureProblem::Unreadable)?;
        let picture = pictures::fitted(&bytes).await?;
        keep(&picture).await?;
        Ok(picture.id)
    }

    /// Returns a stored picture; `None` if it is missing, or the browser's storage does not answer.
    pub async fn kept_picture(self, picture: PictureId) -> Option<PictureFile> {
        pictures::get(picture).await.ok().flatten()
    }

    /// All pictures that a layout shows, as far as they are kept.
    pub async fn pictures_of(self, layout: &Layout) -> Vec<PictureFile> {
        let mut shown: Vec<PictureId> = Vec::new();
        for picture in layout.device_types.iter().flat_map(DeviceType::pictures) {
            if !shown.contains(&picture) {
                shown.push(picture);
            }
        }
        let mut found = Vec::new();
        for picture in shown {
            found.extend(self.kept_picture(picture).await);
        }
        found
    }

    /// Pictures as a canvas paints them; one that the browser cannot show is not among them.
    pub async fn bitmaps_of(self, pictures: &[PictureFile]) -> HashMap<PictureId, ImageBitmap> {
        let mut bitmaps = HashMap::new();
        for picture in pictures {
            if let Some(bitmap) = pictures::bitmap_of(picture).await {
                bitmaps.insert(picture.id, bitmap);
            }
        }
        bitmaps
    }

    /// Pictures as a PDF takes them. Transparent areas become that color.
    pub async fn pdf_pictures_of(self, pictures: &[PictureFile], ground: &str) -> Vec<PdfPicture> {
        let mut all = Vec::new();
        for picture in pictures {
            if let Some(Jpeg {
                width,
                height,
                bytes,
            }) = pictures::jpeg_of(picture, ground).await
            {
                all.push(PdfPicture {
                    id: picture.id,
                    width,
                    height,
                    jpeg: bytes,
                });
            }
        }
        all
    }

    /// Stores the pictures of a file that its layout shows, before the layout itself is stored.
    pub async fn take_pictures(
        self,
        files: &[PictureFile],
        mut layout: Layout,
    ) -> TakenPictures<Layout> {
        let mut left_out = 0;
        let is_shown = |file: &&PictureFile| {
            let mut shown = layout.device_types.iter().flat_map(DeviceType::pictures);
            shown.any(|picture| picture == file.id)
        };
        let files: Vec<PictureFile> = files.iter().filter(is_shown).cloned().collect();
        if !files.is_empty() {
            let kept = match load_take().await {
                Ok(take) => take(files).await,
                Err(_) => files.iter().map(|file| (file.id, None)).collect(),
            };
            left_out = kept.values().filter(|kept| kept.is_none()).count();
            let types: Vec<DeviceType> = layout.device_types.iter().cloned().collect();
            for device_type in types {
                if let Some(renamed) = renamed(device_type, &kept) {
                    layout.device_types.insert(renamed);
                }
            }
        }
        TakenPictures {
            taken: layout,
            left_out,
        }
    }

    /// Removes unreferenced pictures, some time after the page was opened.
    pub fn remove_unused_pictures_later(self) {
        if storage::read(Keep::Device, ANY).is_none() {
            return;
        }
        crate::state::spawn(async move {
            clock::sleep(CLEANING_WAITS).await;
            if let Ok(clean) = load_clean().await {
                clean(self);
            }
        });
    }

    fn remove_unused_pictures_now(self) {
        crate::state::spawn(async move {
            // On an error nothing more is removed; the next visit tries again.
            let _ = self.remove_unused_pictures().await;
        });
    }

    async fn remove_unused_pictures(self) -> Result<(), StoreError> {
        let mut search = UnusedSearch::new(pictures::all().await?, clock::now());
        for keep in [Keep::Device, Keep::Tab] {
            for name in storage::names(keep) {
                search.look(&storage::read(keep, &name).unwrap_or_default());
            }
        }
        let document = self.inner().document.clone();
        // The layout on screen may not be saved yet.
        for picture in document
            .layout()
            .device_types
            .iter()
            .flat_map(DeviceType::pictures)
        {
            search.look(&picture.to_string());
        }
        if !search.is_over() {
            document
                .store
                .look_through(&mut |text| search.look(text))
                .await?;
        }
        for unused in search.finish() {
            pictures::remove(unused).await?;
        }
        Ok(())
    }
}

/// Returns the type with its pictures replaced by the stored ones; `None` if nothing differs.
fn renamed(
    mut device_type: DeviceType,
    kept: &HashMap<PictureId, Option<PictureId>>,
) -> Option<DeviceType> {
    let mut differs = false;
    for side in PictureSide::ALL {
        let before = device_type.picture(side);
        if let Some(now) = before.and_then(|picture| kept.get(&picture))
            && *now != before
        {
            device_type.set_picture(side, *now);
            differs = true;
        }
    }
    differs.then_some(device_type)
}

async fn keep(picture: &PictureFile) -> Result<(), StoreError> {
    pictures::put(picture, clock::now()).await?;
    let _kept = storage::write(Keep::Device, ANY, "1");
    Ok(())
}

fn take(files: Vec<PictureFile>) -> Taking {
    Box::pin(async move {
        let mut all = HashMap::new();
        for file in files {
            all.insert(file.id, take_one(&file).await);
        }
        all
    })
}

async fn take_one(file: &PictureFile) -> Option<PictureId> {
    let picture = pictures::small_enough(file).await.ok()?;
    keep(&picture).await.ok()?;
    Some(picture.id)
}
