//! The page of `check --report-dir` in Chromium, where there is one: filter, focus, pictures, a narrow screen.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::check_report::{CHECK, differing};
use crate::program::{Desk, ends};

/// Chromium, if there is one.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|file| file.is_file())
}

/// The page as the browser has it after its scripts ran.
fn dom(browser: &PathBuf, desk: &Desk, page: &str) -> String {
    let mut child = Command::new(browser)
        .args([
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=360,800",
            "--virtual-time-budget=20000", "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", desk.path("profile").display()))
        .arg(format!("file://{}", desk.path(page).display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a browser");
    let mut out = child.stdout.take().expect("piped");
    let reader = std::thread::spawn(move || {
        let mut dom = String::new();
        out.read_to_string(&mut dom).expect("UTF-8");
        dom
    });
    let begun = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        if begun.elapsed() > Duration::from_secs(120) {
            child.kill().expect("ours");
            panic!("the browser did not end");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    reader.join().expect("it does not panic")
}

/// Put behind the page's own script: uses the filter as a person would and writes down what came of it.
const VISIT: &str = r#"<script>
const out = {};
const form = document.querySelector(".filter");
const shown = (all) => [...document.querySelectorAll(all)].filter((one) => one.offsetParent !== null).length;
const counts = () => [shown("tbody tr"), shown("article"), form.querySelector("output").textContent].join(" ");
out.begin = counts();
for (const radio of form.elements.status) { radio.click(); out[radio.value] = counts(); }
form.elements.status[0].click();
form.elements.name.value = "SCRIPT";
form.elements.name.dispatchEvent(new Event("input", { bubbles: true }));
out.named = counts();
form.elements.name.value = "";
form.elements.name.dispatchEvent(new Event("input", { bubbles: true }));
const stops = [...document.querySelectorAll("a, input, [tabindex='0']")];
out.focus = stops.every((one) => { one.focus(); return document.activeElement === one; });
out.unlabelled = [...form.querySelectorAll("input")].filter((one) => !one.labels.length).length;
out.pictures = [...document.images].every((one) => one.alt && one.complete && one.naturalWidth > 0) + " " + document.images.length;
out.wide = document.documentElement.scrollWidth > innerWidth;
out.levels = [...document.querySelectorAll("td.level")].every((one) => one.offsetParent !== null && one.getBoundingClientRect().right <= innerWidth) + " " + document.querySelectorAll("td.level").length;
out.title = document.title;
const pre = document.createElement("pre");
pre.id = "visited"; pre.textContent = JSON.stringify(out); document.body.append(pre);
</script>"#;

#[test]
fn the_page_works_in_a_browser_on_a_narrow_screen_and_by_keyboard() {
    let Some(browser) = browser() else {
        println!("skipped: there is no chromium (`apt-get install chromium`)");
        return;
    };
    let desk = differing(&["--pictures"]);
    ends(&desk.run(&CHECK), 1);
    // Pictures that are not put off are there when the page is loaded, and what is done then is done before the page is read.
    let visit = VISIT.replace("<script>", "<script>addEventListener('load', () => {").replace("</script>", "});</script>");
    let page = desk.text("r/index.html").replace(" loading=\"lazy\"", "").replace("</body>", &format!("{visit}</body>"));
    desk.put("r/visit.html", page);
    let dom = dom(&browser, &desk, "r/visit.html");
    let found = dom
        .split("<pre id=\"visited\">")
        .nth(1)
        .and_then(|rest| rest.split("</pre>").next())
        .unwrap_or_else(|| panic!("the visit left nothing behind in {} bytes of page", dom.len()));
    let out: serde_json::Value =
        serde_json::from_str(&found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).expect("JSON");
    let wanted = serde_json::json!({
        "begin": "4 3 4 of 4 shown",
        "all": "4 3 4 of 4 shown",
        "changed": "1 1 1 of 4 shown",
        "new": "1 1 1 of 4 shown",
        "orphaned": "1 1 1 of 4 shown",
        "same": "1 0 1 of 4 shown",
        "named": "1 1 1 of 4 shown",
        "focus": true,
        "unlabelled": 0,
        "pictures": "true 4",
        "wide": false,
        "levels": "true 20",
        "title": "jiangyi check: 3 not as accepted",
    });
    assert_eq!(out, wanted);
}
