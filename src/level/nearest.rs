//! Exact decimals, and names that were probably meant.

/// `value × 10^decimals` if that is a whole number, judged by the shortest decimal that stands for `value`.
pub(super) fn exact(value: f64, decimals: usize) -> Option<i64> {
    if !value.is_finite() {
        return None;
    }
    let text = format!("{value}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if fraction.len() > decimals {
        return None;
    }
    format!("{whole}{fraction:0<decimals$}").parse().ok()
}

/// `did you mean "…"?` with the nearest name, or the list of names.
pub(super) fn suggest<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(name, known.clone()) {
        return format!("did you mean \"{near}\"?");
    }
    let mut list: Vec<_> = Vec::new();
    for one in known {
        if !list.contains(&one) {
            list.push(one);
        }
    }
    if list.is_empty() {
        return "the file defines none.".to_owned();
    }
    let end = if list.len() > 20 { " …" } else { "." };
    list.truncate(20);
    format!("use one of: {}{end}", list.join(", "))
}

/// The name that differs in fewest letters, if that is few.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > 100 {
        return None;
    }
    let limit = (name.chars().count() / 3).max(1) + 1;
    known
        .map(|k| (distance(&name.to_lowercase(), &k.to_lowercase()), k))
        .filter(|(d, k)| *d <= limit && *d < k.chars().count())
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}

/// Letters to insert, delete or replace.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
