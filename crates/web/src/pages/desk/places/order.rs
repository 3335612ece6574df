//! Moving things in a list, some of them together.

/// Moves what is chosen one place towards the beginning; what stands together stays together. Whether anything moved.
pub fn earlier<T>(list: &mut [T], chosen: impl Fn(&T) -> bool) -> bool {
    let mut moved = false;
    for at in 1..list.len() {
        if chosen(&list[at]) && !chosen(&list[at - 1]) {
            list.swap(at - 1, at);
            moved = true;
        }
    }
    moved
}

/// Moves what is chosen one place towards the end.
pub fn later<T>(list: &mut [T], chosen: impl Fn(&T) -> bool) -> bool {
    list.reverse();
    let moved = earlier(list, chosen);
    list.reverse();
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(change: impl Fn(&mut [char], &dyn Fn(&char) -> bool) -> bool, list: &str, chosen: &str) -> String {
        let mut list: Vec<char> = list.chars().collect();
        change(&mut list, &|c| chosen.contains(*c));
        list.into_iter().collect()
    }

    #[test]
    fn what_is_chosen_moves_together_and_stops_at_the_ends() {
        assert_eq!(moved(|list, chosen| earlier(list, chosen), "abcde", "cd"), "acdbe");
        assert_eq!(moved(|list, chosen| earlier(list, chosen), "abcde", "ab"), "abcde");
        assert_eq!(moved(|list, chosen| earlier(list, chosen), "abcde", "ad"), "abdce");
        assert_eq!(moved(|list, chosen| later(list, chosen), "abcde", "bc"), "adbce");
        assert_eq!(moved(|list, chosen| later(list, chosen), "abcde", "e"), "abcde");
        assert_eq!(moved(|list, chosen| later(list, chosen), "", "e"), "");
    }
}
