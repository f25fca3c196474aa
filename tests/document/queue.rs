//! Effects keep the order of the events that caused them.

use std::cell::RefCell;

use blinkenrack::document::queue::EffectQueue;

#[test]
fn what_an_effect_sets_off_does_not_overtake_the_rest() {
    let (queue, done) = (EffectQueue::default(), RefCell::new(Vec::new()));
    // Carrying out 1 causes 10 and 11 at once.
    fn carry_out(queue: &EffectQueue<u32>, done: &RefCell<Vec<u32>>, effect: u32) {
        done.borrow_mut().push(effect);
        if effect == 1 {
            queue.run(vec![10, 11], &|effect| carry_out(queue, done, effect));
        }
    }
    let run = |effects: Vec<u32>| queue.run(effects, &|effect| carry_out(&queue, &done, effect));
    run(vec![1, 2, 3]);
    run(vec![4]);
    assert_eq!(*done.borrow(), [1, 2, 3, 10, 11, 4]);
}
