//! Who is named with whom, as evidence that two articles tell the same story. Only people who are named in few articles
//! count: everybody is named with a president.

use super::hash::Set;

/// In how many articles someone may be named to be evidence.
const RARE: usize = 48;
/// An article that names more people than this is a list, which is no evidence.
const LIST: usize = 40;

/// The people of each article, and the articles of each person; people are numbers that joining may change.
#[derive(Debug, Default)]
pub(super) struct Company {
    /// For each article its people, ascending, each once.
    people: Vec<Box<[u32]>>,
    /// For each person the articles, ascending.
    articles: Vec<Vec<u32>>,
}

impl Company {
    /// From the people of each article, in any order; `count` is the number of people.
    pub(super) fn new(people: impl IntoIterator<Item = Vec<u32>>, count: usize) -> Self {
        let mut company = Self { people: Vec::new(), articles: vec![Vec::new(); count] };
        for (article, mut named) in people.into_iter().enumerate() {
            named.sort_unstable();
            named.dedup();
            named.iter().for_each(|&person| company.articles[person as usize].push(article as u32));
            company.people.push(named.into());
        }
        company
    }

    /// The people of an article, ascending.
    pub(super) fn people_of(&self, article: usize) -> &[u32] {
        &self.people[article]
    }

    /// The articles that name someone, ascending.
    pub(super) fn articles_naming(&self, person: u32) -> &[u32] {
        &self.articles[person as usize]
    }

    /// The number of articles that name someone.
    pub(super) fn articles_of(&self, person: u32) -> usize {
        self.articles[person as usize].len()
    }

    /// Whether one article names both.
    pub(super) fn meet(&self, a: u32, b: u32) -> bool {
        let (few, many) = (&self.articles[a as usize], &self.articles[b as usize]);
        let (few, many) = if few.len() <= many.len() { (few, many) } else { (many, few) };
        few.iter().any(|article| many.binary_search(article).is_ok())
    }

    fn is_rare(&self, person: u32) -> bool {
        self.articles[person as usize].len() <= RARE
    }

    /// The people named with `person` that are evidence, ascending.
    fn companions(&self, person: u32) -> Vec<u32> {
        let articles = &self.articles[person as usize];
        let of = |&article: &u32| {
            let people = &self.people[article as usize];
            people.iter().copied().filter(|_| people.len() <= LIST)
        };
        let mut all: Vec<u32> = articles
            .iter()
            .take_while(|_| articles.len() <= RARE)
            .flat_map(of)
            .filter(|&p| self.is_rare(p))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How many people are named with both.
    pub(super) fn shared(&self, a: u32, b: u32) -> usize {
        let (ours, theirs) = (self.companions(a), self.companions(b));
        let shared = ours.iter().filter(|person| theirs.binary_search(person).is_ok());
        shared.filter(|&&person| person != a && person != b).count()
    }

    /// For each person that `wanted` chooses and that is named elsewhere with people of `article`: how many of these.
    pub(super) fn known_from(&self, article: usize, wanted: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
        let here = &self.people[article];
        let mut found: Vec<u32> = Vec::new();
        for &named in here.iter().filter(|&&named| here.len() <= LIST && self.is_rare(named)) {
            let mut with: Vec<u32> = Vec::new();
            for &other in self.articles[named as usize].iter().filter(|&&other| other as usize != article) {
                let people = &self.people[other as usize];
                with.extend(
                    people.iter().copied().filter(|&p| people.len() <= LIST && p != named && wanted(p)),
                );
            }
            with.sort_unstable();
            with.dedup();
            found.extend(with);
        }
        found.sort_unstable();
        found.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
    }

    /// Replaces people by those that they were found to be.
    pub(super) fn rename(&mut self, is: impl Fn(u32) -> u32) {
        for people in &mut self.people {
            let mut renamed: Vec<u32> = people.iter().map(|&person| is(person)).collect();
            renamed.sort_unstable();
            renamed.dedup();
            *people = renamed.into();
        }
        for person in 0..self.articles.len() {
            let now = is(person as u32) as usize;
            if now != person {
                let moved = std::mem::take(&mut self.articles[person]);
                self.articles[now].extend(moved);
            }
        }
        let joined: Set<u32> = (0..self.articles.len() as u32).map(&is).collect();
        for person in joined {
            let articles = &mut self.articles[person as usize];
            articles.sort_unstable();
            articles.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company() -> Company {
        Company::new([vec![0, 1, 2], vec![3, 1, 2], vec![4, 5], vec![1, 5]], 6)
    }

    #[test]
    fn people_named_with_the_same_others_share_them() {
        let company = company();
        assert_eq!((company.shared(0, 3), company.shared(0, 4)), (2, 0));
        assert!(company.meet(0, 1) && !company.meet(0, 3));
        assert_eq!(company.known_from(3, |person| person == 0 || person == 4), [(0, 1), (4, 1)]);
    }

    #[test]
    fn joined_people_have_the_articles_of_both() {
        let mut company = company();
        company.rename(|person| if person == 3 { 0 } else { person });
        assert_eq!((company.articles_of(0), company.articles_of(3)), (2, 0));
        assert!(company.meet(0, 1));
    }
}
