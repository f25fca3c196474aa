//! The open layout as a machine: commands, undo, saving, versions and other tabs. Pure: events and the time in, effects out.
