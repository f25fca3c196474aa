//! Input: presses, moves, releases, keys.

use blinkenrack::draw::camera::Pair;
use blinkenrack::interaction::hit::HitTarget;
use blinkenrack::interaction::input::{
    Button, Event, KeyPhase, Modifiers, PageRequest, PointerInput,
};
use blinkenrack::interaction::keys::KeyInput;
use blinkenrack::interaction::source::DragSource;
use blinkenrack::interaction::thresholds::PointerKind;

use super::{Editor, MOUSE};
use crate::home::{SERVER, device, server_type};

impl Editor {
    pub fn pointer(&self, kind: PointerKind, at: Pair) -> PointerInput {
        PointerInput {
            id: MOUSE,
            kind,
            at,
            is_primary: true,
            button: Button::Main,
            buttons: self.buttons,
            modifiers: Modifiers::default(),
        }
    }

    pub fn down(&mut self, pointer: PointerInput) {
        self.scene.pointer = pointer.kind;
        self.buttons = pointer.button.alone();
        let hit = self.hit(pointer.at);
        self.send(Event::PointerDown {
            pointer: PointerInput {
                buttons: self.buttons,
                ..pointer
            },
            hit,
        });
    }

    pub fn press(&mut self, kind: PointerKind, at: Pair) {
        self.down(self.pointer(kind, at));
    }

    pub fn move_to(&mut self, kind: PointerKind, at: Pair) {
        let pointer = self.pointer(kind, at);
        let is_on_canvas = self.scene.is_in_view(at);
        self.send(Event::PointerMove {
            pointer,
            is_on_canvas,
        });
    }

    /// Moves in steps, as a hand does.
    pub fn drag_to(&mut self, kind: PointerKind, from: Pair, to: Pair) {
        for step in 1..=8 {
            let share = f64::from(step) / 8.0;
            self.move_to(
                kind,
                (
                    from.0 + (to.0 - from.0) * share,
                    from.1 + (to.1 - from.1) * share,
                ),
            );
        }
    }

    pub fn release(&mut self, kind: PointerKind, at: Pair) {
        self.buttons = 0;
        let pointer = self.pointer(kind, at);
        self.send(Event::PointerUp { pointer });
        self.click_with(at, Modifiers::default());
    }

    /// The click that the browser sends after a release.
    pub fn click_with(&mut self, at: Pair, modifiers: Modifiers) {
        let hit = self.hit(at);
        self.send(Event::Click { at, modifiers, hit });
    }

    /// Presses and releases without moving.
    pub fn click(&mut self, at: Pair) {
        self.press(PointerKind::Mouse, at);
        self.release(PointerKind::Mouse, at);
    }

    /// Drags with the mouse from one point to another.
    pub fn drag(&mut self, from: Pair, to: Pair) {
        self.press(PointerKind::Mouse, from);
        self.drag_to(PointerKind::Mouse, from, to);
        self.release(PointerKind::Mouse, to);
    }

    /// Holds a finger still until it has lifted the device.
    pub fn hold(&mut self, at: Pair) {
        self.press(PointerKind::Touch, at);
        let timer = self.timer.take().expect("a finger waits");
        self.send(Event::Timer(timer));
    }

    pub fn key(&mut self, key: &str) {
        self.key_with(key, false);
    }

    pub fn key_with(&mut self, key: &str, shift: bool) {
        let key = KeyInput {
            key: key.to_owned(),
            shift,
            focus: self.focus,
            is_on_page: self.focus.is_none(),
            ..KeyInput::default()
        };
        for phase in [KeyPhase::Early, KeyPhase::Late] {
            let key = key.clone();
            self.send(Event::KeyDown { key, phase });
            if self.is_prevented {
                break;
            }
        }
        self.send(Event::KeyUp { key });
    }

    pub fn request(&mut self, request: PageRequest, by_keyboard: bool) {
        self.send(Event::PageRequest {
            request,
            by_keyboard,
        });
    }

    /// A new device from the palette.
    pub fn new_server() -> DragSource {
        DragSource::NewDevice(Box::new(server_type()))
    }

    /// Presses an entry of the palette, beside the canvas.
    pub fn press_palette(&mut self, kind: PointerKind, at: Pair) {
        self.press(kind, at);
        let pointer = self.pointer(kind, at);
        let source = Self::new_server();
        self.request(PageRequest::Press { source, pointer }, false);
    }

    /// Drags something from the palette to a point by the mouse, and drops it there. Returns what the label said, and whether the place was
    /// refused.
    pub fn drag_onto(&mut self, source: DragSource, to: Pair) -> Option<(String, bool)> {
        let from = (100.0, 400.0);
        self.press(PointerKind::Mouse, from);
        let pointer = self.pointer(PointerKind::Mouse, from);
        self.request(PageRequest::Press { source, pointer }, false);
        self.drag_to(PointerKind::Mouse, from, to);
        let label = self.page.label.clone();
        self.release(PointerKind::Mouse, to);
        label
    }

    /// Runs animation frames for `lasting` milliseconds, one every `every`.
    pub fn frames(&mut self, lasting: f64, every: f64) {
        let end = self.now + lasting;
        while self.wants_frame && self.now < end {
            self.wants_frame = false;
            self.now += every - 1.0;
            self.send(Event::Frame);
        }
    }

    /// Starts to drag the server from any pointer position, at any zoom.
    pub fn drag_start(&mut self, from: Pair) {
        self.buttons = 1;
        let pointer = self.pointer(PointerKind::Mouse, from);
        let hit = HitTarget::Device(device(SERVER));
        self.send(Event::PointerDown { pointer, hit });
    }
}
