//! Primitives of the screens.

pub mod button;
pub mod dynamic;
pub mod field;
pub mod focus;
pub mod fold;
pub mod form;
pub mod icon;
pub mod lazy;
pub mod light;
pub mod listen;
pub mod marked;
pub mod menu;
pub mod modal;
pub mod notice;
pub mod paced;
pub mod picker;
pub mod scroll;
pub mod segments;
pub mod shapes;
pub mod size;
pub mod style;
pub mod style_sheet;
