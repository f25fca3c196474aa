//! Files and links of other programs. All fixtures are made up.

mod support;

mod hostile;
mod netbox;
mod own;
mod rackula;
mod round_trip;
mod rules;
mod zip;
