//! What outlives a run of the reader, in a terminal: undo, the place one was at, what was typed; and two readers at once.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::pty::{Pty, Setup};

const PROGRAM: &str = env!("CARGO_BIN_EXE_liseuse");

struct Desk {
    home: TempDir,
    articles: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let articles = home.path().join("pile");
        fs::create_dir(&articles).unwrap();
        for (name, text) in [
            ("digue", "La digue de Port-Aven tient.\n\nMarie Kerlen le dit depuis mardi."),
            ("phare", "Le phare est fermé.\n\nMarie Kerlen n'a pas répondu."),
            ("quai", "Le quai sera refait.\n\nIl coûtera 12 millions d'euros."),
        ] {
            let long = "Une phrase de plus, pour que le texte soit long.\n\n".repeat(60);
            fs::write(articles.join(format!("{name}.txt")), format!("Le {name}\n\n{text}\n\n{long}"))
                .unwrap();
        }
        let config = home.path().join("config/liseuse");
        fs::create_dir_all(&config).unwrap();
        fs::write(config.join("config.toml"), "read-after-ms = 0\n").unwrap();
        Self { home, articles }
    }

    fn setup(&self, arguments: &[&str]) -> Setup {
        let paths: [&Path; 1] = [&self.articles];
        let setup = Setup::new(PROGRAM).args(arguments).args(paths).env("HOME", self.home.path());
        [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")]
            .into_iter()
            .fold(setup, |setup, (name, folder)| setup.env(name, self.home.path().join(folder)))
    }

    fn open(&self, arguments: &[&str]) -> Pty {
        let mut pty = self.setup(arguments).start();
        pty.until(|screen| screen.alternate_screen() && screen.contents().contains("Le digue"));
        pty
    }
}

#[test]
fn the_widths_of_panes_come_back_unless_one_begins_anew() {
    let desk = Desk::new();
    let first = |pty: &Pty| pty.contents().lines().nth(1).unwrap_or_default().to_owned();
    let mut pty = desk.open(&[]);
    let configured = first(&pty);
    pty.keys("< < <").until(|screen| screen.contents().lines().nth(1).is_some_and(|line| line != configured));
    let narrow = first(&pty);
    quit(pty);
    let mut pty = desk.open(&[]);
    pty.until(|screen| screen.contents().lines().nth(1) == Some(&*narrow));
    quit(pty);
    let mut pty = desk.open(&["--fresh"]);
    pty.until(|screen| screen.contents().lines().nth(1) == Some(&*configured));
    quit(pty);
}

fn quit(mut pty: Pty) {
    assert_eq!(pty.keys("Q").status(), Ok(0));
    pty.assert_restored();
}

/// How many rows of the list have a star.
fn stars(screen: &vt100::Screen) -> usize {
    screen.contents().matches('★').count()
}

#[test]
fn undo_goes_on_after_a_restart_and_the_list_leads_to_any_step() {
    let desk = Desk::new();
    let mut pty = desk.open(&[]);
    pty.keys("s").until_shows("starred 1 article").keys("s").until(|screen| stars(screen) == 2);
    pty.until_shows("starred 1 article");
    quit(pty);
    let mut pty = desk.open(&[]);
    pty.until(|screen| stars(screen) == 2);
    pty.keys("u").until_shows("undid: starred 1 article").until(|screen| stars(screen) == 1);
    quit(pty);
    let mut pty = desk.open(&[]);
    pty.until(|screen| stars(screen) == 1);
    pty.keys("U").until_shows("What was done").until_shows("undone").keys("Up Enter");
    pty.until_shows("redid: starred 1 article").until(|screen| stars(screen) == 2);
    pty.keys("U").until_shows("What was done").keys("Down Enter");
    pty.until_shows("undid 2 steps, down to").until(|screen| stars(screen) == 0);
    quit(pty);
}

#[test]
fn a_restart_comes_back_and_fresh_begins_anew() {
    let desk = Desk::new();
    let mut pty = desk.open(&[]);
    pty.keys("f").bytes("-has:amount".as_bytes()).until_shows("2/3").keys("Enter");
    pty.keys("j").until_shows("phare.txt").keys("Enter").until_shows("23 %").keys("C-d C-d");
    pty.until(|screen| !screen.contents().contains("23 %"));
    pty.keys("/").bytes("phrase".as_bytes()).until_shows("in 2 articles").keys("Enter");
    pty.until_shows("mention").keys("n n").until_shows("“phrase” · mention 15/60 here");
    let before = pty.contents();
    quit(pty);
    let panes = |contents: &str| contents.trim_end().rsplit_once('\n').map(|(panes, _)| panes.to_owned());
    let mut pty = desk.open(&[]);
    pty.until_shows("as you left it").until(|screen| panes(&screen.contents()) == panes(&before));
    pty.keys("C-l").until(|screen| screen.contents() == before);
    // The prompts know what was typed.
    pty.keys("/ Up").until_shows("/ phrase").keys("Esc").until_shows("“phrase”");
    quit(pty);
    let mut pty = desk.open(&["--fresh"]);
    pty.until(|screen| screen.contents().contains("Le quai") && screen.contents().contains("1/3"));
    quit(pty);
}

#[test]
fn the_status_says_that_files_have_changed_and_a_key_reads_them() {
    let desk = Desk::new();
    let mut pty = desk.open(&[]);
    pty.keys("s").until_shows("starred 1 article").keys("C-l");
    fs::write(desk.articles.join("ancre.txt"), "L'ancre\n\nL'ancre est levée depuis mardi.\n").unwrap();
    fs::remove_file(desk.articles.join("phare.txt")).unwrap();
    let digue = desk.articles.join("digue.txt");
    let text = fs::read_to_string(&digue).unwrap();
    fs::write(&digue, format!("{text}\nUn mot de plus, et ce n'est pas le dernier.\n")).unwrap();
    pty.until_shows("files have changed, g r reads them");
    pty.keys("g r").until_shows("1 new, 1 changed, 1 gone").until_shows("L'ancre");
    pty.until(|screen| stars(screen) == 1 && !screen.contents().contains("Le phare"));
    pty.keys("C-l").until(|screen| !screen.contents().contains("files have changed"));
    pty.keys("g r").until_shows("nothing has changed");
    quit(pty);
}

#[test]
fn two_readers_see_each_others_marks_and_each_undoes_its_own() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.open(&[]), desk.open(&[]));
    one.keys("s").until_shows("starred 1 article");
    two.until(|screen| stars(screen) == 1);
    two.keys("j j s").until_shows("starred 1 article");
    one.until(|screen| stars(screen) == 2);
    one.keys("U")
        .until_shows("by another reader")
        .keys("Esc")
        .until(|screen| !screen.contents().contains("What was done"));
    one.keys("u").until_shows("undid: starred 1 article");
    two.until(|screen| stars(screen) == 1);
    one.keys("u").until_shows("nothing to undo");
    two.keys("u").until_shows("undid: starred 1 article");
    one.until(|screen| stars(screen) == 0);
    quit(one);
    quit(two);
}
