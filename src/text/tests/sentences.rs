//! What is said, with names and quantities in place.

use std::collections::BTreeSet;

use super::{deals, samples, speakers};
use crate::level::clause::Draft;
use crate::level::ids::{CountryId, GoodId, LevelEventId, SeatId};
use crate::level::measure::Regime;
use crate::level::order::Order;
use crate::level::units::{Mass, Money, Month, Months, Rate, Turn};
use crate::rules::command::Command;
use crate::rules::news::News;
use crate::rules::refusal::Refusal;
use crate::text::{Language, Speaker};

pub(super) fn whole(text: &str) {
    for gap in ["{", "}", "[", "]", "unknown", "未知", "!", "！"] {
        assert!(!text.contains(gap), "{gap} in {text}");
    }
    assert!(
        !text.is_empty() && text.trim() == text && !text.contains("  "),
        "{text:?}"
    );
}

#[test]
fn every_refusal_and_every_piece_of_news_fills_without_gaps() {
    let keys = |all: &[&'static str]| all.iter().copied().collect::<BTreeSet<_>>();
    for speaker in speakers() {
        let mut errors = Vec::new();
        let (mut refused, mut told) = (Vec::new(), Vec::new());
        for refusal in samples::refusals() {
            refused.push(refusal.key());
            whole(&speaker.refusal_checked(&refusal, &mut errors));
        }
        for news in samples::news() {
            told.push(news.key());
            whole(&speaker.news_checked(&news, &mut errors));
        }
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(keys(&refused), keys(Refusal::KEYS));
        assert_eq!(keys(&told), keys(News::KEYS));
    }
}

#[test]
fn orders_clauses_agenda_and_conditions_fill_without_gaps() {
    for speaker in speakers() {
        for order in samples::orders() {
            whole(&speaker.order(&order));
            whole(&speaker.order_key(&order.key()));
        }
        for clause in deals::clauses() {
            whole(&speaker.clause(&clause));
            whole(&speaker.clause_for(&clause, Some(8)));
        }
        deals::agenda().iter().for_each(|item| whole(&speaker.agenda(item)));
        deals::conditions().iter().for_each(|c| whole(&speaker.condition(c)));
        let draft = Draft {
            parties: vec![SeatId(0), SeatId(1)],
            clauses: deals::clauses(),
            term: 4,
            secret: true,
        };
        let lines = speaker.draft(&draft);
        assert_eq!(lines.len(), draft.clauses.len() + 2);
        lines.iter().for_each(|line| whole(line));
    }
}

fn both(say: impl Fn(&Speaker) -> String) -> [String; 2] {
    speakers().map(|speaker| say(&speaker))
}

#[test]
fn refusals_say_what_to_do() {
    let money = Refusal::NotEnoughMoney {
        cost: Money(40_000),
        left: Money(12_000),
    };
    assert_eq!(
        both(|s| s.refusal(&money)),
        [
            "Your treasury holds $12\u{a0}m and this costs $40\u{a0}m: choose something smaller or wait for next turn's income.",
            "国库里有1,200万美元，而这需要4,000万美元：请选择较小的方案，或等待下一回合的收入。",
        ]
    );
    let close = Refusal::NotEnoughMoney {
        cost: Money(12_034),
        left: Money(12_033),
    };
    assert!(
        both(|s| s.refusal(&close))[0].starts_with("Your treasury holds $12.033\u{a0}m and this costs $12.034\u{a0}m")
    );
    let range = Refusal::OutOfRange { low: 0, high: 50_000 };
    let tariff = Order::Tariff {
        partner: CountryId(1),
        good: GoodId(3),
        rate: Rate(60_000),
    };
    assert_eq!(
        both(|s| s.refusal_of(&range, &Command::Seal(tariff))),
        [
            "The number must lie between 0\u{a0}% and 500\u{a0}%. Choose one in between.",
            "这个数字必须在0%和500%之间。请在此范围内选择。",
        ]
    );
    let stock = Order::Stock {
        good: GoodId(2),
        mass: Mass(1),
    };
    let limits = Refusal::OutOfRange {
        low: -100_000_000,
        high: 100_000_000,
    };
    assert!(both(|s| s.refusal_of(&limits, &Command::Seal(stock)))[0].contains("−100,000\u{a0}t and 100,000\u{a0}t"));
    assert_eq!(
        both(|s| s.refusal_of(&money, &Command::Seal(stock))),
        both(|s| s.refusal(&money))
    );
}

#[test]
fn news_and_orders_read_like_sentences() {
    let set = |rate, before| News::TariffSet {
        importer: CountryId(0),
        exporter: CountryId(1),
        good: GoodId(3),
        rate,
        before,
    };
    assert_eq!(
        both(|s| s.news(&set(Rate(4_700), Rate(1_000)))),
        [
            "The United States raises its tariff on general goods from China from 10\u{a0}% to 47\u{a0}%.",
            "United States把对中国General goods的关税从10%提高到47%。",
        ]
    );
    assert!(both(|s| s.news(&set(Rate(0), Rate(1_000))))[0].contains("lowers"));
    assert_eq!(
        both(|s| s.news(&News::Headline { event: LevelEventId(0) }))[0],
        "Orders flood in"
    );
    assert!(both(|s| s.news(&News::TurnOpened { turn: Turn(1) }))[0].ends_with("Turn 2 opens: Jan 2026."));
    let control = Order::Control {
        destination: None,
        good: GoodId(2),
        regime: Regime::Licence { approval: Rate(6_000) },
    };
    assert_eq!(
        both(|s| s.order(&control)),
        [
            "Export control on magnets to all other countries: a licence for each shipment, 60\u{a0}% approved",
            "对所有其他国家的Magnets出口管制：逐批许可，批准60%",
        ]
    );
}

#[test]
fn clauses_say_what_the_giver_does() {
    let said: Vec<[String; 2]> = deals::clauses()
        .iter()
        .map(|c| both(|s| s.clause_for(c, Some(1))))
        .collect();
    assert_eq!(
        said[0],
        [
            "The United States keeps its tariff on general goods from China at 40\u{a0}% or below for 1 turn.",
            "在1个回合内，United States对来自中国的General goods的关税不超过40%。",
        ]
    );
    assert_eq!(
        said[5][0],
        "China announces $1.1\u{a0}bn for the project US separator in the United States and pays $400\u{a0}m of it: \
         $100\u{a0}m at the start; $100\u{a0}m after 1 month, once the permits are in hand; \
         $200\u{a0}m after 12 months, once building has begun."
    );
    assert_eq!(said[7][0].split(": ").nth(1), Some("nothing is paid."));
}

#[test]
fn dates_turns_and_lists() {
    assert_eq!(both(|s| s.month(Month::new(2025, 11))), ["Nov 2025", "2025年11月"]);
    assert_eq!(both(|s| s.months(Months(18))), ["18 months", "18个月"]);
    assert_eq!(both(|s| s.months(Months(1))), ["1 month", "1个月"]);
    assert_eq!(both(|s| s.turn(Turn(0))), ["turn 1", "第1回合"]);
    assert_eq!(both(|s| s.turn(Turn(4))), ["run-out, step 1", "后续期第1步"]);
    let seats = [SeatId(0), SeatId(1), SeatId(0)];
    assert_eq!(
        both(|s| s.seats(&seats))[0],
        "the United States, China and the United States"
    );
    assert_eq!(both(|s| s.seats(&[])), ["nobody", "无"]);
    assert_eq!(both(|s| s.country(CountryId(0)))[0], "United States");
}

#[test]
fn what_does_not_exist_is_no_panic() {
    for language in Language::ALL {
        let speaker = Speaker::without_level(language);
        assert_eq!(speaker.ui("ui-there-is-no-such-key"), "[ui-there-is-no-such-key]");
        assert!(!speaker.has("ui-there-is-no-such-key"));
        assert_eq!(speaker.seat(SeatId(9)), speaker.good(GoodId(200)).to_lowercase());
        assert!(!speaker.ui_with("ui-offer-from", &[]).is_empty());
        assert!(!speaker.headline(LevelEventId(99)).is_empty());
    }
    for speaker in speakers() {
        assert_eq!(speaker.seat(SeatId(9)), speaker.country(CountryId(99)));
        let empty = Draft {
            parties: Vec::new(),
            clauses: Vec::new(),
            term: 0,
            secret: false,
        };
        assert_eq!(speaker.draft(&empty).len(), 2);
    }
}

#[test]
fn a_speaker_may_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Speaker>();
}

#[test]
fn languages_are_found_by_locale() {
    assert_eq!(Language::named("zh_CN.UTF-8"), Some(Language::Chinese));
    assert_eq!(Language::named("EN"), Some(Language::English));
    assert_eq!(Language::named("C"), None);
}
