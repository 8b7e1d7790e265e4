//! Temporary look.
use std::sync::Arc;
use chokepoint::level::{catalogue, check::check_text};
use chokepoint::table::{Table, journal::Actor};

#[test]
fn plays() {
    let (name, text) = catalogue::find("truce_year", None).unwrap();
    let checked = check_text(&name, &text);
    println!("{checked}");
    let level = Arc::new(checked.level.unwrap());
    let start = std::time::Instant::now();
    let mut table = Table::new(level.clone(), 7);
    println!("start {:?}", start.elapsed());
    let money = table.state().money_in_the_world();
    let start = std::time::Instant::now();
    let mut t = 0;
    while !table.game().played_out() {
        let s = table.state();
        println!("turn {t} warnings {} money {}", s.public().market.warnings, s.money_in_the_world() - money);
        for (i, g) in level.goods.iter().enumerate() {
            let h = table.history().last().unwrap();
            let row: Vec<String> = (0..level.n()).map(|c| format!("{}:{:.2}", level.countries[c].id, h.price[i*level.n()+c])).collect();
            println!("  {:12} {}", g.id, row.join(" "));
        }
        for (i, seat) in level.seats.iter().enumerate() {
            let own = s.own(chokepoint::level::ids::SeatId::at(i)).unwrap();
            println!("  seat {} treasury {} capital {} approval {} orders {:?} last {:?} welfare {:?}", level.countries[seat.country.index()].id, own.treasury.0, own.capital.0, own.approval.0, own.orders, own.score.last, own.score.welfare);
        }
        table.end_turn(Actor::Clock).unwrap();
        t += 1;
    }
    println!("game {:?}", start.elapsed());
    for i in 0..level.seats.len() { println!("{:?} {:?}", table.game().points(chokepoint::level::ids::SeatId::at(i)), table.game().total(chokepoint::level::ids::SeatId::at(i))); }
    for l in table.log().read(chokepoint::rules::Viewer::Facilitator, 0) { println!("{:?}", l.line); }
    println!("fingerprint {} state bytes", table.fingerprint());
}
