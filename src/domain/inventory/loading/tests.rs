use proptest::prelude::*;

use super::*;

const PACE: Pace = Pace {
    least: 10_000,
    most: 60_000,
};

const ONE: ListViewer = ListViewer::numbered(0);
const OTHER: ListViewer = ListViewer::numbered(1);

fn asked(effects: &[Effect]) -> Option<ListRequest> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask(request) => Some(*request),
        Effect::Show => None,
    })
}

fn answer(request: ListRequest, list: u32) -> Event<u32> {
    Event::Answered {
        request,
        result: Ok(list),
    }
}

fn fail(request: ListRequest, fault: Fault) -> Event<u32> {
    Event::Answered {
        request,
        result: Err(fault),
    }
}

#[test]
fn opening_again_after_another_hub_asks_once() {
    let mut list = ListLoading::<u32>::new(PACE);
    list.step(Event::Opened(ONE), Millis(0));
    let changed = list.step(Event::HubChanged, Millis(1));
    let request = asked(&changed).expect("a question to the other hub");
    assert_eq!(asked(&list.step(Event::Opened(ONE), Millis(1))), None);
    let answered = list.step(answer(request, 7), Millis(2));
    assert_eq!(asked(&answered), None, "one question is enough");
}

fn lost() -> Fault {
    Fault::Lost(Problem::new("No answer.", "Wait."))
}

#[test]
fn is_asked_for_when_opened_and_kept_when_closed() {
    let mut list = ListLoading::new(PACE);
    assert_eq!(list.step(Event::News, Millis(0)), []);
    assert_eq!(list.step(Event::Tick, Millis(0)), []);
    let first = asked(&list.step(Event::Opened(ONE), Millis(0))).expect("a question");
    list.step(answer(first, 7), Millis(100));
    list.step(Event::Closed(ONE), Millis(200));
    assert_eq!(asked(&list.step(Event::Opened(ONE), Millis(5_000))), None);
    assert_eq!(list.shown().list, Some((7, Millis(0))));
    list.step(Event::Closed(ONE), Millis(6_000));
    assert!(asked(&list.step(Event::Opened(ONE), Millis(30_000))).is_some());
    assert_eq!(list.shown().list, Some((7, Millis(0))));
}

#[test]
fn it_is_open_until_the_last_one_who_looks_has_closed_it() {
    let mut list = ListLoading::new(PACE);
    let first = asked(&list.step(Event::Opened(ONE), Millis(0))).expect("a question");
    list.step(answer(first, 1), Millis(1));
    // A viewer that opens it twice, as after a lost connection, closes it once.
    list.step(Event::Opened(ONE), Millis(2));
    list.step(Event::Opened(OTHER), Millis(3));
    list.step(Event::Closed(ONE), Millis(4));
    let second = asked(&list.step(Event::Tick, Millis(60_001))).expect("the other one looks");
    list.step(answer(second, 2), Millis(60_002));
    list.step(Event::Closed(OTHER), Millis(60_003));
    assert_eq!(list.step(Event::Tick, Millis(900_000)), []);
    // A viewer that never opened it cannot close it.
    list.step(Event::Opened(ONE), Millis(900_001));
    list.step(Event::Closed(OTHER), Millis(900_002));
    assert!(asked(&list.step(Event::HubChanged, Millis(900_003))).is_some());
}

#[test]
fn a_glance_asks_once_and_opens_nothing() {
    let mut list = ListLoading::new(PACE);
    let first = asked(&list.step(Event::Glanced, Millis(0))).expect("a question");
    assert_eq!(list.step(Event::Glanced, Millis(1)), []);
    list.step(answer(first, 3), Millis(2));
    assert_eq!(list.step(Event::Glanced, Millis(30_000)), []);
    assert_eq!(list.step(Event::Tick, Millis(90_000)), []);
    assert_eq!(list.step(Event::News, Millis(90_000)), []);
    assert!(asked(&list.step(Event::Glanced, Millis(90_000))).is_some());
}

#[test]
fn a_list_is_recent_for_so_long_and_not_by_being_asked_for_in_vain() {
    let mut list = ListLoading::<u32>::new(PACE);
    assert_eq!(list.shown().recent(120_000, Millis(0)), None);
    let first = asked(&list.step(Event::Glanced, Millis(1_000))).expect("a question");
    list.step(answer(first, 3), Millis(2_000));
    let recent = |list: &ListLoading<u32>, now| list.shown().recent(120_000, Millis(now)).copied();
    assert_eq!(recent(&list, 121_000), Some(3));
    let second = asked(&list.step(Event::Glanced, Millis(100_000))).expect("a question");
    list.step(fail(second, lost()), Millis(100_001));
    assert_eq!(recent(&list, 121_000), Some(3));
    assert_eq!(recent(&list, 121_001), None);
    assert_eq!(recent(&list, 999), None);
}

#[test]
fn news_and_age_ask_again_but_not_too_often() {
    let mut list = ListLoading::new(PACE);
    let first = asked(&list.step(Event::Opened(ONE), Millis(0))).expect("a question");
    assert_eq!(asked(&list.step(Event::News, Millis(1))), None);
    list.step(answer(first, 1), Millis(2));
    assert_eq!(asked(&list.step(Event::News, Millis(3_000))), None);
    let second = asked(&list.step(Event::News, Millis(12_000))).expect("a question");
    list.step(answer(second, 2), Millis(12_001));
    assert_eq!(asked(&list.step(Event::Tick, Millis(50_000))), None);
    assert!(asked(&list.step(Event::Tick, Millis(72_001))).is_some());
}

#[test]
fn what_cannot_pass_is_not_asked_for_again_until_the_hub_changes() {
    for fault in [Fault::HubTooOld, Fault::Disabled, Fault::NotAllowed] {
        let mut list = ListLoading::new(PACE);
        let first = asked(&list.step(Event::Opened(ONE), Millis(0))).expect("a question");
        list.step(fail(first, fault.clone()), Millis(1));
        assert_eq!(list.shown().fault, Some(fault));
        assert_eq!(asked(&list.step(Event::Tick, Millis(900_000))), None);
        assert_eq!(asked(&list.step(Event::News, Millis(900_000))), None);
        // Opened again much later, it is worth another request; opened again at once, it is not.
        let mut later = list.clone();
        later.step(Event::Closed(ONE), Millis(900_000));
        assert!(asked(&later.step(Event::Opened(ONE), Millis(900_000))).is_some());
        let mut at_once = list.clone();
        at_once.step(Event::Closed(ONE), Millis(2));
        assert_eq!(
            asked(&at_once.step(Event::Opened(ONE), Millis(50_000))),
            None
        );
        assert!(asked(&list.step(Event::HubChanged, Millis(900_001))).is_some());
    }
}

#[test]
fn a_failure_keeps_the_list_and_is_tried_again() {
    let mut list = ListLoading::new(PACE);
    let first = asked(&list.step(Event::Opened(ONE), Millis(0))).expect("a question");
    list.step(answer(first, 1), Millis(1));
    let second = asked(&list.step(Event::Refresh, Millis(2))).expect("a question");
    list.step(fail(second, lost()), Millis(3));
    let shown = list.shown();
    assert_eq!(
        (shown.list, shown.fault),
        (Some((1, Millis(0))), Some(lost()))
    );
    assert_eq!(asked(&list.step(Event::Tick, Millis(10_000))), None);
    assert!(asked(&list.step(Event::Tick, Millis(15_003))).is_some());
}

#[test]
fn a_wish_while_a_question_is_on_its_way_leads_to_one_more() {
    let mut list = ListLoading::new(PACE);
    let first = asked(&list.step(Event::Opened(ONE), Millis(0))).expect("a question");
    assert_eq!(asked(&list.step(Event::Refresh, Millis(1))), None);
    assert_eq!(asked(&list.step(Event::Refresh, Millis(2))), None);
    let second = asked(&list.step(answer(first, 1), Millis(3))).expect("a question");
    assert_eq!(asked(&list.step(answer(second, 2), Millis(4))), None);
    assert_eq!(list.shown().list, Some((2, Millis(3))));
}

#[derive(Clone, Copy, Debug)]
enum LoadingMove {
    Open(ListViewer),
    Close(ListViewer),
    News,
    Tick,
    Refresh,
    Hub,
    /// Answers one of the questions asked so far, in any order.
    Answer(usize, bool),
}

fn viewer() -> impl Strategy<Value = ListViewer> {
    prop_oneof![Just(ONE), Just(OTHER)]
}

fn moves() -> impl Strategy<Value = Vec<(LoadingMove, i64)>> {
    let one = prop_oneof![
        viewer().prop_map(LoadingMove::Open),
        viewer().prop_map(LoadingMove::Close),
        Just(LoadingMove::News),
        Just(LoadingMove::Tick),
        Just(LoadingMove::Refresh),
        Just(LoadingMove::Hub),
        (0_usize..9, any::<bool>()).prop_map(|(place, good)| LoadingMove::Answer(place, good)),
    ];
    proptest::collection::vec((one, -5_000_i64..40_000), 0..60)
}

proptest! {
    #[test]
    fn in_any_order_one_question_is_on_its_way_and_only_its_answer_counts(moves in moves()) {
        let mut list: ListLoading<u32> = ListLoading::new(PACE);
        let mut questions: Vec<ListRequest> = Vec::new();
        let mut now = 0_i64;
        let mut viewers = [false; 2];
        for (step, (event, passed)) in moves.into_iter().enumerate() {
            now += passed;
            let before = list.shown();
            let waited = list.asked.map(|(request, _)| request);
            let mut answered = None;
            let event = match event {
                LoadingMove::Open(viewer) => { viewers[usize::from(viewer == OTHER)] = true; Event::Opened(viewer) }
                LoadingMove::Close(viewer) => { viewers[usize::from(viewer == OTHER)] = false; Event::Closed(viewer) }
                LoadingMove::News => Event::News,
                LoadingMove::Tick => Event::Tick,
                LoadingMove::Refresh => Event::Refresh,
                LoadingMove::Hub => Event::HubChanged,
                LoadingMove::Answer(place, good) => {
                    let Some(request) = questions.get(place % questions.len().max(1)).copied() else { continue };
                    answered = Some(request);
                    Event::Answered { request, result: if good { Ok(step as u32) } else { Err(lost()) } }
                }
            };
            let by_itself = matches!(event, Event::News | Event::Tick);
            let changes_hub = matches!(event, Event::HubChanged);
            let effects = list.step(event, Millis(now));
            let open = viewers.contains(&true);
            let asks = effects.iter().filter(|effect| matches!(effect, Effect::Ask(_))).count();
            prop_assert!(asks <= 1);
            if asks == 1 {
                prop_assert!(waited.is_none() || answered == waited || changes_hub);
                prop_assert!(open || !by_itself, "nothing is asked for a closed list");
                questions.extend(asked(&effects));
            }
            if answered.is_some() && answered != waited {
                prop_assert_eq!(list.shown(), before, "a late answer changes nothing");
            }
            let shown = list.shown();
            prop_assert!(!open || shown.is_loading || shown.list.is_some() || shown.fault.is_some());
        }
    }
}

#[test]
fn a_list_that_was_refused_is_worth_another_question_once_the_systems_are_listed_anew() {
    let mut list = ListLoading::<u32>::new(PACE);
    let again = Event::Relisted { has_new: false };
    let first = asked(&list.step(Event::Glanced, Millis(0))).expect("a question");
    list.step(fail(first, Fault::NotAllowed), Millis(100));
    // A refusal stands until the systems are listed again.
    assert_eq!(asked(&list.step(Event::Glanced, Millis(900_000))), None);
    list.step(again.clone(), Millis(900_100));
    assert_eq!(list.shown().fault, None);
    let second = asked(&list.step(Event::Glanced, Millis(900_200))).expect("a question");
    list.step(answer(second, 7), Millis(900_300));
    // A known list is not requested with every list of systems.
    assert_eq!(list.step(again, Millis(900_400)), []);
    assert_eq!(asked(&list.step(Event::Glanced, Millis(900_500))), None);
}

#[test]
fn systems_that_were_not_listed_before_are_worth_a_question() {
    let mut list = ListLoading::new(PACE);
    let more = || Event::Relisted { has_new: true };
    let first = asked(&list.step(Event::Glanced, Millis(0))).expect("a question");
    // The pending answer may not include them.
    assert_eq!(asked(&list.step(more(), Millis(50))), None);
    let second = asked(&list.step(answer(first, 7), Millis(100))).expect("another question");
    list.step(answer(second, 8), Millis(200));
    assert_eq!(asked(&list.step(Event::Glanced, Millis(300))), None);
    list.step(more(), Millis(400));
    assert_eq!(
        list.shown().list,
        Some((8, Millis(100))),
        "it stays meanwhile"
    );
    assert!(asked(&list.step(Event::Glanced, Millis(500))).is_some());
    // While it is open, it is requested at once.
    let mut open = ListLoading::new(PACE);
    let first = asked(&open.step(Event::Opened(ONE), Millis(0))).expect("a question");
    open.step(answer(first, 7), Millis(100));
    assert!(asked(&open.step(more(), Millis(200))).is_some());
}
