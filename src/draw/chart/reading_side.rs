//! Where the readings at a crosshair have room.

/// The part of the plots in which the crosshair is, as the style sheet knows it, from its share of their width. In a `left` part the
/// readings stand to the right of the crosshair, in a `right` one to its left: on the side with more room. The style sheet gives them the
/// width that is free wherever the crosshair is within the part.
pub fn side_with_room(share: f64) -> &'static str {
    let parts = [
        (0.25, "far left"),
        (0.4, "mid left"),
        (0.5, "left"),
        (0.6, "right"),
        (0.75, "mid right"),
    ];
    let part = parts.into_iter().find(|(until, _)| share < *until);
    part.map_or("far right", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::side_with_room;

    #[test]
    fn readings_stand_where_there_is_more_room() {
        let cases = [
            (-0.1, "far left"),
            (0.24, "far left"),
            (0.3, "mid left"),
            (0.49, "left"),
            (0.5, "right"),
            (0.7, "mid right"),
            (0.75, "far right"),
            (1.0, "far right"),
        ];
        for (share, part) in cases {
            assert_eq!(side_with_room(share), part, "{share}");
        }
    }
}
