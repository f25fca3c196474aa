//! Pointer, touch, pen, wheel and keys as machines. Pure: events and the time in, effects out.
