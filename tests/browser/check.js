// The pages in headless Chromium. Environment: BASE, PASSWORD, OPD, NIP, OTHER, SHOTS. See run.sh.
"use strict";
const fs = require("fs");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core"), "utf8");
const { BASE, PASSWORD, NIP, OTHER, SHOTS } = process.env;

let passed = 0;
let failed = 0;
const problems = [];

function check(name, ok, detail) {
  if (ok) {
    passed++;
  } else {
    failed++;
    console.log("FAILED " + name + (detail ? "\n    " + detail : ""));
  }
}

const PAGES = ["/", "/antrean?status=semua", "/riwayat", "/pegawai", "/pegawai/" + NIP, "/perbaikan", "/perbaikan/cetak",
  "/mutu", "/indikator", "/indikator/penempatan", "/indikator/diklat_struktural", "/indikator/1/pegawai",
  "/indikator/1/pegawai/" + NIP, "/pohon", "/pohon/A", "/pohon/K01", "/akun"];
const ADMIN_PAGES = ["/sistem", "/akses"];

function shot(path, suffix) {
  const name = path === "/" ? "beranda" : path.replace(NIP, "nip").replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
  return SHOTS + "/" + name + (suffix || "") + ".png";
}

async function open(browser, user, options) {
  const context = await browser.newContext(Object.assign(
    { viewport: { width: 1280, height: 900 }, locale: "id-ID" }, options));
  const page = await context.newPage();
  page.on("console", (m) => problems.push(m.text()));
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("request", (r) => { if (!r.url().startsWith(BASE)) problems.push("request to " + r.url()); });
  if (user) {
    await login(page, user, PASSWORD);
  }
  return page;
}

async function login(page, user, password) {
  await page.goto(BASE + "/masuk");
  await page.fill("[name=nama]", user);
  await page.fill("[name=sandi]", password);
  await page.click("main button[type=submit]");
}

async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return result.violations.map((v) => v.id + ": " + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(" | ")).join("\n    ");
}

async function each_page(page, who, paths, suffix) {
  for (const path of paths) {
    const answer = await page.goto(BASE + path);
    check(who + " " + path + ": status", answer.status() === 200, String(answer.status()));
    check(who + " " + path + ": one heading", await page.locator("h1").count() === 1);
    const found = await violations(page);
    check(who + " " + path + ": axe", found === "", found);
    await page.screenshot({ path: shot(path, suffix), fullPage: true });
  }
}

async function narrow(browser) {
  const page = await open(browser, "siti", { viewport: { width: 320, height: 640 } });
  for (const path of PAGES) {
    await page.goto(BASE + path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check("320 px " + path + ": nothing stands over", over <= 0, over + " px");
    await page.screenshot({ path: shot(path, "-320"), fullPage: false });
  }
  await page.goto(BASE + "/");
  await page.click(".small-menu summary");
  await page.click(".small-menu a[href='/pegawai']");
  check("320 px: the menu leads on", page.url() === BASE + "/pegawai");
  await page.context().close();
}

async function dark(browser) {
  const page = await open(browser, "siti", { colorScheme: "dark" });
  await each_page(page, "dark", ["/", "/pegawai/" + NIP, "/perbaikan", "/indikator/penempatan", "/pohon", "/mutu"], "-gelap");
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check("dark: by the system", ground === "rgb(16, 23, 29)", ground);
  await page.context().close();
}

async function limits(browser) {
  const hr = await open(browser, "siti");
  for (const path of ADMIN_PAGES) {
    const answer = await hr.goto(BASE + path);
    check("hr: direct address " + path, answer.status() === 403, String(answer.status()));
  }
  const one = await open(browser, "tari");
  check("one OPD: another's page by its address", (await one.goto(BASE + "/pegawai/" + OTHER)).status() === 404);
  check("one OPD: own", (await one.goto(BASE + "/pegawai/" + NIP)).status() === 200);
  check("one OPD: no choice of OPD", await one.goto(BASE + "/pegawai") && await one.locator("select[name=opd]").count() === 0);
  const auditor = await open(browser, "budi");
  check("auditor: no entry form", await auditor.goto(BASE + "/pohon/K01") && await auditor.locator("[name=nilai]").count() === 0);
  const nobody = await open(browser, null);
  await nobody.goto(BASE + "/pegawai/" + NIP);
  check("nobody: to the login", nobody.url().startsWith(BASE + "/masuk"));
  check("nobody: no data", !(await nobody.content()).includes(NIP + "<"));
  for (const p of [hr, one, auditor, nobody]) await p.context().close();
  problems.length = 0; // 403 and 404 are said on the console, rightly
}

async function lockout(browser) {
  const page = await open(browser, null);
  await page.goto(BASE + "/pegawai?cari=x");
  check("login: on the way to a page", page.url().includes("/masuk?ke="));
  for (let i = 0; i < 5; i++) await login(page, "kunci.uji", "salah " + i);
  check("lockout: wrong is said", (await page.locator("[role=alert]").innerText()).includes("salah"));
  await login(page, "kunci.uji", PASSWORD);
  check("lockout: then wait", (await page.locator("[role=alert]").innerText()).includes("Tunggu 15 menit"));
  await page.screenshot({ path: SHOTS + "/terkunci.png" });
  await page.context().close();
  problems.length = 0;
}

async function search(page) {
  await page.goto(BASE + "/pegawai");
  await page.fill("[name=cari]", NIP);
  await page.press("[name=cari]", "Enter");
  check("search: one found", await page.locator("tbody tr").count() === 1);
  check("search: empty fields stay out of the address", !page.url().includes("opd="), page.url());
  await page.click("tbody a");
  check("search: leads to the person", page.url() === BASE + "/pegawai/" + NIP);
  check("person: side by side", await page.locator("details.record").count() > 3);
  await page.locator("details.record summary").first().click();
}

async function drill_down(page) {
  await page.goto(BASE + "/");
  await page.click("article a[href='/indikator/penempatan']");
  check("drill-down: snapshot", (await page.locator("h1").innerText()).includes("Penempatan"));
  await page.click(".figure.good a");
  check("drill-down: the persons who pass", page.url().includes("putusan=pass"));
  const link = page.locator("tbody a").first();
  await link.click();
  check("drill-down: clause by clause", await page.locator("h2:has-text('Syarat demi syarat')").count() === 1);
  check("drill-down: with their basis", await page.locator("table").first().locator("tbody tr").count() > 0);
  await page.goto(BASE + "/indikator/penempatan");
  await page.locator("td.num a").first().click();
  check("drill-down: from a chart's table too", await page.locator("tbody tr").count() > 0);
}

async function download(page) {
  await page.goto(BASE + "/antrean?status=semua");
  const waiting = page.waitForEvent("download");
  await page.click("text=Unduh CSV");
  const file = await (await waiting).path();
  const lines = fs.readFileSync(file, "utf8").trimEnd().split("\r\n");
  check("CSV: mark, heading, rows", lines[0].startsWith("\uFEFFberubah,nip,nama") && lines.length > 100, lines[0]);
}

async function print(page) {
  await page.goto(BASE + "/perbaikan/cetak");
  await page.emulateMedia({ media: "print" });
  for (const part of [".top", "nav.side", "footer", "main button"])
    check("print: no " + part, !(await page.locator(part).first().isVisible()));
  check("print: the list is there", await page.locator("tbody tr").first().isVisible());
  check("print: on white", await page.evaluate(() => getComputedStyle(document.body).backgroundColor) === "rgb(255, 255, 255)");
  await page.pdf({ path: SHOTS + "/perbaikan.pdf", format: "A4" });
  await page.screenshot({ path: SHOTS + "/perbaikan-cetak-kertas.png" });
  await page.emulateMedia({ media: "screen" });
}

async function keyboard(browser) {
  const page = await open(browser, null);
  await page.goto(BASE + "/masuk");
  await page.focus("[name=nama]");
  await page.keyboard.type("siti");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(BASE + "/");
  await page.keyboard.press("Tab");
  check("keyboard: first the way to the content", await page.evaluate(() => document.activeElement.className) === "skip");
  await page.keyboard.press("Enter");
  check("keyboard: which it takes", await page.evaluate(() => document.activeElement.id) === "isi");
  await page.goto(BASE + "/");
  let found = false;
  for (let i = 0; i < 30 && !found; i++) {
    await page.keyboard.press("Tab");
    found = await page.evaluate(() => document.activeElement.getAttribute("href") === "/pegawai");
  }
  check("keyboard: the menu", found);
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  check("keyboard: one sees where", ring === "solid", ring);
  await page.keyboard.press("Enter");
  await page.waitForURL(BASE + "/pegawai");
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.name === "cari")) break;
  }
  await page.keyboard.type(NIP);
  await page.keyboard.press("Enter");
  await page.waitForURL(/cari=/);
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches("tbody a"))) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(BASE + "/pegawai/" + NIP);
  check("keyboard: to a person's page", true);
  await page.context().close();
}

async function entry(page) {
  await page.goto(BASE + "/pohon");
  await page.click("a.node:has-text('K05')");
  await page.fill("form.stack [name=periode]", "2025Q4");
  await page.fill("[name=nilai]", "4,5");
  await page.fill("[name=dokumen]", "Laporan akhir tahun");
  await page.click("text=Simpan");
  check("entry: kept", (await page.locator(".notice.good").innerText()).includes("disimpan"));
  check("entry: shown with its author", (await page.content()).includes("Siti Rahayu"));
}

async function without_script(browser) {
  const page = await open(browser, "siti", { javaScriptEnabled: false });
  for (const path of ["/", "/pegawai", "/perbaikan", "/indikator/penempatan", "/pohon", "/mutu"])
    check("no JavaScript " + path, (await page.goto(BASE + path)).status() === 200);
  await page.goto(BASE + "/antrean");
  await page.selectOption("[name=status]", "semua");
  await page.click("form.filter button");
  check("no JavaScript: filters", page.url().includes("status=semua") && await page.locator("tbody tr").count() > 0);
  await page.goto(BASE + "/pegawai/" + NIP);
  await page.locator("details.record summary").first().click();
  check("no JavaScript: records open", await page.locator("details.record").first().locator("table, p").first().isVisible());
  await page.goto(BASE + "/indikator/penempatan");
  check("no JavaScript: charts", await page.locator("svg.bar rect").count() > 10);
  await page.click("text=Keluar");
  check("no JavaScript: out", page.url() === BASE + "/masuk");
  await page.context().close();
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await open(browser, "siti");
  check("login", page.url() === BASE + "/");
  await each_page(page, "hr", PAGES);
  const admin = await open(browser, "admin");
  await each_page(admin, "admin", ADMIN_PAGES);
  const guest = await open(browser, null);
  await guest.goto(BASE + "/masuk");
  check("login page: axe", await violations(guest) === "", await violations(guest));
  await guest.screenshot({ path: SHOTS + "/masuk.png" });
  await search(page);
  await drill_down(page);
  await download(page);
  await print(page);
  await entry(page);
  check("nothing on the console, nothing fetched elsewhere", problems.length === 0, problems.slice(0, 3).join("\n    "));
  problems.length = 0;
  await narrow(browser);
  await dark(browser);
  await keyboard(browser);
  await without_script(browser);
  check("... nor then", problems.length === 0, problems.slice(0, 3).join("\n    "));
  await limits(browser);
  await lockout(browser);
  await browser.close();
}

main().catch((e) => check("the run", false, String(e && e.stack))).finally(() => {
  console.log(passed + " passed, " + failed + " failed");
  process.exit(failed ? 1 : 0);
});
