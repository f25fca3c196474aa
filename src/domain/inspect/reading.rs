//! Parses the texts of fields.

use super::EditProblem;
use crate::domain::layout::{Extra, RackHeight, UrlTemplate, UserLink};

/// Parses `12`, `12U`, `12 U`.
pub fn read_height(text: &str) -> Result<RackHeight, EditProblem> {
    let number = text.trim().trim_end_matches(['u', 'U']).trim_end();
    let units = number.parse().ok().and_then(RackHeight::new);
    units.ok_or(EditProblem::Height)
}

/// Parses a depth in millimeters; `None` if the text is empty.
pub fn read_depth(text: &str) -> Result<Option<u32>, EditProblem> {
    let number = text.trim().trim_end_matches("mm").trim_end();
    if number.is_empty() {
        return Ok(None);
    }
    number.parse().map(Some).map_err(|_| EditProblem::Depth)
}

pub fn read_first_unit(text: &str) -> Result<u16, EditProblem> {
    text.trim().parse().map_err(|_| EditProblem::FirstUnit)
}

/// Parses `18`, `U18`, and `U18–19`, of which the first number counts.
pub fn read_unit(text: &str) -> Result<u32, EditProblem> {
    let text = text.trim().trim_start_matches(['u', 'U']);
    let first = text.split(['-', '–']).next().unwrap_or_default();
    first.trim().parse().map_err(|_| EditProblem::Unit)
}

/// Parses a user link. `before` is the link being edited.
pub fn read_user_link(
    name: &str,
    url: &str,
    before: Option<&UserLink>,
) -> Result<UserLink, EditProblem> {
    let name = name.trim();
    if name.is_empty() || url.trim().is_empty() {
        return Err(EditProblem::LinkPart);
    }
    Ok(UserLink {
        name: name.to_owned(),
        url: UrlTemplate::parse(url).map_err(EditProblem::Url)?,
        extra: before.map_or_else(Extra::new, |before| before.extra.clone()),
    })
}
