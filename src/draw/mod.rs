//! From the domain to shapes: what racks, devices and charts look like. Pure, so that the screen and an export draw the same.

pub mod aim;
pub mod area;
pub mod bars;
pub mod beside;
pub mod blocks;
pub mod camera;
pub mod chart;
pub mod chart_backend;
pub mod detail;
pub mod device;
pub mod export;
pub mod face;
pub mod kind;
pub mod minimap;
pub mod neighbor;
pub mod path;
pub mod rack;
pub mod scale;
pub mod shape;
pub mod sheet;
pub mod slots;
pub mod spot;
pub mod text;
pub mod viewpoint;
pub mod wheel;
pub mod world;
