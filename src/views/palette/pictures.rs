//! The small pictures of fronts. They are drawn in the frame after the list: the list has to keep up with typing, and rows that are replaced
//! at once need none.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::SvgElement;

use crate::domain::layout::{DeviceType, RackWidth};
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::scale::Scale;
use crate::interaction::deferred::{DeferredQueue, DeferredWork};
use crate::state::app::App;
use crate::state::frames::FrameTask;
use crate::views::ui::shapes;

/// Number drawn in one frame: a few milliseconds of work.
const AT_ONCE: usize = 12;

/// The plate of a type in the narrowest rack, where it is drawn larger and easier to recognize.
pub(super) fn frame_of(front: &DeviceType) -> DeviceFrame {
    let across = Scale::WIDE.inner(RackWidth::Ten);
    let width = across / f32::from(front.width.columns());
    DeviceFrame::new(front, width, &Scale::WIDE)
}

/// Draws the pictures of the palette; a copyable handle.
#[derive(Clone, Copy)]
pub(super) struct Pictures(StoredValue<Rc<PictureQueue>, LocalStorage>);

struct PictureQueue {
    app: App,
    waiting: RefCell<DeferredQueue<PendingPicture>>,
    frame: FrameTask,
}

/// A picture's node and the type it shows.
struct PendingPicture {
    node: SvgElement,
    front: Arc<DeviceType>,
}

impl Pictures {
    pub(super) fn new() -> Self {
        let app = App::expect();
        Self(StoredValue::new_local(Rc::new_cyclic(
            |weak: &Weak<PictureQueue>| {
                let weak = weak.clone();
                PictureQueue {
                    app,
                    waiting: RefCell::default(),
                    frame: FrameTask::new(move || {
                        if let Some(queue) = weak.upgrade() {
                            queue.draw();
                        }
                    }),
                }
            },
        )))
    }

    /// Draws a front into its node soon, unless the palette is gone by then; with the type's own picture where pictures are shown.
    pub(super) fn draw_soon(self, node: SvgElement, front: Arc<DeviceType>) {
        if let Some(queue) = self.0.try_get_value() {
            queue
                .waiting
                .borrow_mut()
                .add(PendingPicture { node, front });
            queue.frame.request();
        }
    }
}

impl PictureQueue {
    fn draw(&self) {
        let is_on_page = |picture: &PendingPicture| picture.node.is_connected();
        let DeferredWork { items, goes_on } =
            self.waiting.borrow_mut().on_frame(AT_ONCE, is_on_page);
        let drawer = self.app.inner().pictures.drawer();
        for PendingPicture { node, front } in items {
            node.set_text_content(None);
            let frame = frame_of(&front);
            let drawer = drawer.as_deref();
            let own = front.front_picture.zip(drawer);
            match own.filter(|(picture, drawer)| drawer.has(*picture)) {
                Some((picture, drawer)) => {
                    let frame = frame.with_picture(Some(picture));
                    drawer.draw_still(&node, &frame, &DeviceView::unlinked(""));
                }
                None => shapes::append(&node, &frame.picture()),
            }
        }
        if goes_on {
            self.frame.request();
        }
    }
}
