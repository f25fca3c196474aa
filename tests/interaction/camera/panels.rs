//! The view beside a panel that opens and closes, and below a banner that goes.

use super::*;

#[test]
fn a_panel_never_covers_the_device_it_is_about() {
    let narrower = (VIEW.0 - 560.0, VIEW.1);
    let mut page = Page::open();
    page.ask(CameraGoal::Revealed(DEVICE));
    page.wait(2_000.0);
    page.around.opened.set(Some(DEVICE));
    page.resize(narrower, WINDOW);
    assert!(page.sees(DEVICE));
    // Also if the panel opens while the camera is moving.
    let mut page = Page::open();
    page.ask(CameraGoal::Revealed(DEVICE));
    page.wait(2.0 * FRAME);
    page.around.opened.set(Some(DEVICE));
    page.resize(narrower, WINDOW);
    page.wait(2_000.0);
    assert!(page.sees(DEVICE), "{:?}", page.camera());
}

/// The view beside a panel.
const BESIDE: Pair = (VIEW.0 - 560.0, VIEW.1);

/// What the machine shows, up to rounding.
fn shows(page: &Page, before: Camera) -> bool {
    let now = page.camera();
    let zoom = (now.zoom - before.zoom).abs() < 0.001;
    zoom && is_near(page.corner(), before.to_world((0.0, 0.0)))
}

#[test]
fn a_fitted_view_comes_back_when_the_panel_closes() {
    let near = Area::new(60.0, 900.0, 480.0, 46.0);
    let ways: [&dyn Fn(&mut Page); 3] = [&|_| {}, &|page| page.ask(CameraGoal::Whole), &|page| {
        page.ask(CameraGoal::Fitted(FIRST_RACK))
    }];
    for fit in ways {
        let mut page = Page::open();
        page.wait(10_000.0);
        fit(&mut page);
        page.wait(2_000.0);
        let before = page.camera();
        page.around.opened.set(Some(near));
        page.ask(CameraGoal::Revealed(near));
        page.resize(BESIDE, WINDOW);
        page.wait(2_000.0);
        page.around.opened.set(None);
        page.resize(VIEW, WINDOW);
        assert!(shows(&page, before), "{:?}", page.camera());
        // And when a banner goes.
        page.resize((VIEW.0, VIEW.1 - 60.0), WINDOW);
        page.wait(2_000.0);
        page.resize(VIEW, WINDOW);
        assert!(shows(&page, before), "{:?}", page.camera());
    }
}

#[test]
fn what_was_fitted_beside_a_panel_is_fitted_again_without_it() {
    let mut page = Page::open();
    page.wait(10_000.0);
    page.resize(BESIDE, WINDOW);
    page.ask(CameraGoal::Whole);
    page.wait(2_000.0);
    let zoom = page.camera().zoom;
    page.resize(VIEW, WINDOW);
    assert!(page.camera().zoom > zoom);
}

#[test]
fn what_a_person_moved_beside_a_panel_stays_when_it_closes() {
    let ways: [&dyn Fn(&mut Page); 4] = [
        &|page| page.send(CameraEvent::Led(page.camera().zoomed(1.4))),
        &|page| page.send(CameraEvent::Scrolled((50.0, 10.0))),
        &|page| page.ask(CameraGoal::ZoomedBy(1.25)),
        &|page| {
            let to = page.camera().moved((300.0, 0.0));
            page.send(CameraEvent::Sent { to, at_once: true });
        },
    ];
    for touch in ways {
        let mut page = Page::open();
        page.ask(CameraGoal::Whole);
        page.wait(10_000.0);
        page.resize(BESIDE, WINDOW);
        touch(&mut page);
        page.wait(2_000.0);
        let before = page.camera();
        page.resize(VIEW, WINDOW);
        assert!(shows(&page, before), "{:?}", page.camera());
    }
}

#[test]
fn a_device_far_away_stays_in_view_when_its_panel_closes() {
    let mut page = Page::open();
    page.wait(10_000.0);
    page.ask(CameraGoal::Revealed(DEVICE));
    page.around.opened.set(Some(DEVICE));
    page.resize(BESIDE, WINDOW);
    page.wait(2_000.0);
    page.around.opened.set(None);
    page.resize(VIEW, WINDOW);
    assert!(page.sees(DEVICE), "{:?}", page.camera());
}

#[test]
fn a_new_rack_is_in_view_beside_the_panel_that_opens_with_it() {
    let rack = Area::new(2_200.0, 40.0, 560.0, 1_100.0);
    let mut page = Page::open();
    page.wait(10_000.0);
    page.ask(CameraGoal::Shown(rack));
    page.wait(2.0 * FRAME);
    page.resize(BESIDE, WINDOW);
    page.wait(2_000.0);
    assert!(page.sees(rack), "{:?}", page.camera());
}
