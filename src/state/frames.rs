//! One callback per animation frame, for screens.

use crate::shell::frames;

/// Runs its work once in the next frame after [`FrameTask::request`]; further requests until then change nothing.
#[derive(Clone)]
pub struct FrameTask(frames::FrameTask);

impl FrameTask {
    pub fn new(work: impl Fn() + 'static) -> Self {
        Self(frames::FrameTask::new(work))
    }

    pub fn request(&self) {
        self.0.request();
    }
}
